"""Matrix: in which corner a thing is seen, what is drawn of it, and what of few people is told."""

import msgspec
import pytest
from tamtam import charts
from tamtam.deck.deck import Activity, Item
from tamtam.kinds.matrix import corner_of
from tamtam.kinds.parts.columns import columns
from tamtam.language.errors import TamtamError
from tamtam.standing.standing import Standing

from tests.decks import words
from tests.kinds.people import DECKS, Answers, kind_of, standing_of

IDEAS = DECKS["matrix"].activities[0]
KIND = kind_of(IDEAS)

#: Where one person places a thing: across, up.
Place = tuple[int, int]


def things(*names: str) -> Activity:
    items = tuple(Item(name, words(name.upper())) for name in names)
    return msgspec.structs.replace(IDEAS, items=items)


def everybody(**places: list[Place]) -> list[Answers]:
    people = max(map(len, places.values()))
    return [
        {
            (f"{id}.{axis}", "today"): value
            for id, given in places.items()
            if person < len(given)
            for axis, value in zip(("across", "up"), given[person], strict=True)
        }
        for person in range(people)
    ]


def room(**places: list[Place]) -> Standing:
    return standing_of(things(*places), everybody(**places))


def test_the_corner_in_which_most_see_a_thing_is_said() -> None:
    standing = room(a=[(1, 6)] * 7 + [(5, 2)] * 2)
    assert standing.sentence["en"] == "7 of 9 place “A” in “Do now”"
    assert standing.outcome == "together"


def test_two_corners_that_divide_a_room_are_both_said() -> None:
    standing = room(a=[(1, 6), (6, 6)] * 8, b=[(1, 1)] * 16)
    assert (standing.outcome, standing.about) == ("split", ("a",))
    assert standing.sentence["en"] == ("Views are split on “A”: “Do now” 8, “Plan it” 8, of 16")


def test_three_corners_with_as_many_each_are_no_two_camps() -> None:
    [claim] = room(a=[(1, 6), (6, 6), (1, 1)] * 30).claims
    assert claim.sentence["en"] == (
        "No majority on “A”: “Do now” 30, “Plan it” 30, “On the side” 30, of 90"
    )


def test_half_a_room_each_way_is_said_beside_the_name_though_chance_may_do_as_much() -> None:
    """The mark lies in the middle then, where nobody placed it."""
    standing = room(a=[(1, 6)] * 3 + [(6, 1)] * 3)
    assert standing.items[0].tag == {
        "fr": "aucun coin n’a plus de la moitié",
        "en": "no corner has more than half",
    }


@pytest.mark.parametrize(
    ("place", "corner"),
    [
        ((3, 4), "above_left"),
        ((4, 4), "above_right"),
        ((3, 3), "below_left"),
        ((4, 3), "below_right"),
    ],
)
def test_there_is_no_middle_that_is_in_no_corner(place: Place, corner: str) -> None:
    assert corner_of(place) == corner


def test_who_gave_one_axis_alone_has_placed_nothing() -> None:
    people = everybody(a=[(1, 6)] * 5)
    half: Answers = {("a.across", "today"): 6}
    standing = standing_of(things("a"), [*people, half])
    assert standing.sentence["en"] == "5 of 5 place “A” in “Do now”"
    assert {spread.n for spread in standing.items[0].distributions} == {5}


def test_of_a_few_people_corners_and_medians_are_told_and_no_middle_half() -> None:
    few, more = room(a=[(1, 6), (2, 5)] * 4), room(a=[(1, 6), (2, 5)] * 8)
    asked = things("a")
    across, up, corner = few.items[0].distributions
    assert across.in_classes and up.in_classes and across.low_quartile is None
    assert corner.counts == {"above_left": 8, "above_right": 0, "below_left": 0, "below_right": 0}
    cells = KIND.table(asked, few, "en").rows[0]
    assert cells[:6] == ("A", 8, 8, 0, 0, 0)
    assert cells[7] == "" != KIND.table(asked, more, "en").rows[0][7]
    legends = ["middle half" in str(KIND.figure(asked, one, "en")) for one in (few, more)]
    assert legends == [False, True]


def test_a_mark_lies_in_the_middle_of_its_step() -> None:
    """The first step of six is a twelfth along, the last eleven twelfths: in no case on an edge."""
    marks = KIND.figure(things("a"), room(a=[(1, 6)] * 5), "en")["data"][-1]
    assert marks["x"] == [pytest.approx(10 / 12, abs=0.01)]
    assert marks["y"] == [pytest.approx(110 / 12, abs=0.01)]


def test_columns_are_called_as_the_deck_calls_its_axes() -> None:
    named = [column.name["en"] for column in columns(KIND, things("a"))]
    assert named == ["A, Effort", "A, Effect"]
    assert KIND.table(things("a"), room(a=[(1, 6)] * 5), "en").columns[6:] == (
        *("Effort", "Effort, middle half", "Effect", "Effect, middle half"),
    )


def test_someone_alone_reads_their_own_places() -> None:
    [own] = everybody(a=[(1, 6)], b=[(2, 4)])
    alone = standing_of(things("a", "b"), [own], min_answers=1)
    assert alone.sentence["en"] == "You place “A” and “B” in “Do now”"
    line, _ = KIND.mirror(things("a", "b"), own, "en")
    assert [(mark.phase, mark.words) for mark in line.marks] == [("Effort", "1"), ("Effect", "6")]
    drawn = KIND.drawn_alone(things("a", "b"), own, "en")
    assert "Do now" in drawn and "Effort →" in drawn


@pytest.mark.parametrize("value", [0, 7, 3.5, "3", True, None])
def test_each_axis_goes_from_one_to_six(value: object) -> None:
    with pytest.raises(TamtamError):
        KIND.validate(IDEAS, ("tea.up", "today"), value)


def test_of_sixty_things_each_has_a_number_and_its_name_stands_under_the_plane() -> None:
    names = [f"t{at}" for at in range(60)]
    placed = {name: [(1 + at % 6, 1 + at // 10)] * 5 for at, name in enumerate(names)}
    figure = KIND.figure(things(*names), room(**placed), "en")
    notes = figure["layout"]["annotations"]
    for number, name in enumerate(names, start=1):
        [mark] = [note for note in notes if note["text"] == f"{number}"]
        [under] = [note for note in notes if note["text"] == f"{number}\u2002{name.upper()}"]
        assert mark["yanchor"] == "middle" and under["yref"] == "paper"
    marks = figure["data"][-1]
    assert len({*zip(marks["x"], marks["y"], strict=True)}) == 60
    places = [(note["x"], note["yshift"]) for note in notes if note.get("yref") == "paper"]
    assert len({*places}) == 60 and len({across for across, _ in places}) == 2


@pytest.mark.parametrize("things_there", [16, 60])
def test_where_all_has_to_fit_the_names_of_many_leave_the_plane_its_half(things_there: int) -> None:
    names = [f"t{at}" for at in range(things_there)]
    placed = {name: [(1 + at % 6, 1 + at // 10)] * 5 for at, name in enumerate(names)}
    layout = KIND.figure(things(*names), room(**placed), "en", charts.WALL)["layout"]
    under = [note for note in layout["annotations"] if note.get("yref") == "paper"]
    assert layout["margin"]["b"] <= charts.WALL.height / 2
    assert max(-note["yshift"] for note in under) < layout["margin"]["b"]
    assert (under[-1]["text"] == "…") == (things_there > 27)
