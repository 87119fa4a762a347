"""Wall or door: where the room lives and would live, what screens show, and who can't be traced."""

import msgspec
import pytest
from tamtam.deck.deck import Item
from tamtam.kinds.wall_or_door import SIZES
from tamtam.standing.standing import Standing

from tests.decks import flows, words
from tests.kinds.people import Answers, kind_of, standing_of

DOOR = msgspec.structs.replace(
    flows("wall_or_door"),
    kind="wall_or_door",
    items=(Item("partition", words("Between")), Item("digital", words("Tools show"))),
    phases=("lived", "wanted"),
)
LIVED, WANTED, SHOWN = kind_of(DOOR).slots(DOOR)


def person(lived: int, wanted: int, shown: int = 0) -> Answers:
    return {LIVED: lived, WANTED: wanted, SHOWN: shown}


def said(standing: Standing) -> str:
    return standing.sentence["en"].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("everybody", "outcome", "sentence"),
    [
        ([person(4, 3)] * 8, "gap", "8 of 8 would close the door further: median 4 → 3"),
        ([person(1, 3)] * 8, "gap", "8 of 8 would open the door wider: median 1 → 3"),
        (
            [person(3, 3, -1)] * 6 + [person(3, 3)] * 2,
            "gap",
            "For 6 of 8, digital tools don’t show enough of them; too much for 0, just enough for 2",
        ),
        (
            [person(3, 3, 1)] * 6 + [person(3, 3)] * 2,
            "gap",
            "For 6 of 8, digital tools show too much of them; not enough for 0, just enough for 2",
        ),
        (
            [person(3, 5)] * 4 + [person(3, 1)] * 4,
            "split",
            "Opposite wishes: 4 would open the door wider, 4 close it, of 8",
        ),
        (
            [person(3, 3, 2)] * 4 + [person(3, 3, -2)] * 4,
            "split",
            "Digital tools show too much for 4, not enough for 4, of 8",
        ),
        (
            [person(3, at) for at in (2, 3, 4, 3)] * 2,
            "scattered",
            "No clear wish for the door: 2 for opening it, 2 for closing it, of 8",
        ),
    ],
)
def test_the_sentence_says_where_the_door_would_move_and_what_screens_show(
    everybody: list[Answers], outcome: str, sentence: str
) -> None:
    standing = standing_of(DOOR, everybody)
    told = [one.sentence["en"].replace("\u00a0", " ") for one in standing.claims]
    assert sentence in told
    assert outcome == next(
        one.outcome for one, words in zip(standing.claims, told, strict=True) if words == sentence
    )


def test_a_gap_that_the_medians_hide_is_told_by_people() -> None:
    lived, wanted = [1, 2, 3, 3, 3, 3, 3], [2, 3, 3, 4, 4, 3, 3]
    everybody = [person(*pair) for pair in zip(lived, wanted, strict=True)]
    few = standing_of(DOOR, everybody)
    assert few.claims[-1].sentence["en"] == (
        "No clear wish for the door: 4 for opening it, 0 for closing it, of 7"
    )
    twice = standing_of(DOOR, everybody * 2)
    assert said(twice) == "8 of 14 would open the door wider, 0 close it, 6 leave it"


def test_someone_alone_reads_about_their_own_door() -> None:
    standing = standing_of(DOOR, [person(5, 3, 2)], min_answers=1)
    assert said(standing) == ("Digital tools show too much of you")
    caption = kind_of(DOOR).caption(DOOR, standing, "en")
    assert "Between: 5 as it is, 3 wanted." in caption and "Tools show: +2 too much." in caption


@pytest.mark.parametrize(
    ("slot", "allowed", "refused"), [(LIVED, (1, 5), (0, 6)), (SHOWN, (-2, 2), (-3, 3))]
)
def test_each_scale_has_its_ends(
    slot: tuple[str, str], allowed: tuple[int, int], refused: tuple[int, int]
) -> None:
    for value in allowed:
        assert kind_of(DOOR).validate(DOOR, slot, value) == value
    for value in refused:
        with pytest.raises(Exception, match="scale"):
            kind_of(DOOR).validate(DOOR, slot, value)


def cells(everybody: list[Answers]) -> list[list[int]]:
    found: list[list[int]] = standing_of(DOOR, everybody).details["cells"]
    return found


def test_cells_are_drawn_from_twelve_people_on() -> None:
    assert cells([person(4, 3, 1)] * 11) == []
    assert cells([person(4, 3, 1)] * 12) == [[4, 1, 1]]


def test_whoever_stands_nearly_alone_is_in_no_cell() -> None:
    crowd = [person(4, 3, 1)] * 10 + [person(5, 3, 2)] * 5
    assert cells([*crowd, *[person(1, 1, -2)] * 4]) == [[4, 1, 1], [5, 2, 0]]


@pytest.mark.parametrize("least", SIZES)
def test_a_cell_tells_a_size_and_not_a_number(least: int) -> None:
    sizes = {
        next(
            size
            for lived, _, size in cells([person(3, 3)] * 12 + [person(5, 3, 1)] * n)
            if lived == 5
        )
        for n in (least, least + 1)
    }
    assert sizes == {SIZES.index(least)}


def test_who_answered_only_one_of_the_two_is_in_no_cell() -> None:
    half = [{LIVED: 4, WANTED: 3} for _ in range(6)] + [{SHOWN: 1} for _ in range(6)]
    assert cells([*half, *[person(4, 3, 1)] * 6]) == []


def test_where_the_wall_has_too_few_answers_nothing_of_the_plane_is_drawn() -> None:
    everybody = [person(4, 3, 1)] * 4 + [{SHOWN: 1}] * 10
    standing = standing_of(DOOR, everybody)
    assert (standing.items[0].outcome, standing.items[1].outcome) == ("few", "gap")
    figure = kind_of(DOOR).figure(DOOR, standing, "en")
    assert all(trace["x"] == [] for trace in figure["data"])
    assert any("4 answers, too few" in note["text"] for note in figure["layout"]["annotations"])
