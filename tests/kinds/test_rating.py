"""Rating: strips for what is, dumbbells for today and wanted; what the sentence is about."""

from typing import Any

import msgspec
import pytest
from tamtam import kinds
from tamtam.deck.deck import Activity, Item
from tamtam.language.errors import TamtamError
from tamtam.standing.standing import Standing

from tests.decks import words
from tests.kinds.people import standing_of

ENDS = {"low": words("never"), "high": words("often")}


def rating(*phases: str, low: int = 0, high: int = 4) -> Activity:
    return Activity(
        id="client",
        step="1A",
        part="opening",
        kind="rating",
        title=words("The worst client"),
        question=words("Do we do it already?"),
        minutes=5,
        items=(Item("a", words("Say yes")), Item("b", words("Cut the price"))),
        phases=phases or ("today",),
        options={"low": low, "high": high, "ends": ENDS},
    )


def given(activity: Activity, **values: list[tuple[int, ...]]) -> list[dict[tuple[str, str], Any]]:
    """Everybody's answers: per item a value a person for each phase."""
    people = max(map(len, values.values()))
    return [
        {
            (item, phase): own[person][at]
            for item, own in values.items()
            if person < len(own)
            for at, phase in enumerate(activity.phases)
        }
        for person in range(people)
    ]


def test_what_is_rated_highest_is_on_top_and_named() -> None:
    activity = rating()
    everybody = given(activity, a=[(1,)] * 6, b=[(3,), (4,), (3,), (3,), (4,), (3,)])
    standing = standing_of(activity, everybody)
    assert standing.sentence["en"] == "At the top: “Cut the price”, median 3 (6 answers)"
    assert standing.about == ("b",)
    table = kinds.get("rating").table(activity, standing, "en")
    assert [row[0] for row in table.rows] == ["Cut the price", "Say yes"]


def test_an_item_on_which_two_camps_stand_is_named_before_the_highest() -> None:
    activity = rating()
    everybody = given(activity, a=[(0,), (4,)] * 4, b=[(3,)] * 8)
    standing = standing_of(activity, everybody)
    assert (standing.outcome, standing.about) == ("split", ("a",))


def test_the_widest_gap_is_named_where_today_and_wanted_are_asked() -> None:
    activity = rating("today", "wanted", low=-5, high=5)
    everybody = given(activity, a=[(-3, 4)] * 6, b=[(1, 2)] * 6)
    standing = standing_of(activity, everybody)
    assert (standing.outcome, standing.about) == ("gap", ("a",))
    assert standing.sentence["en"] == "6 of 6 want “Say yes” higher: median from −3 to 4"
    gaps = [item.measure("gap") for item in standing.items]
    assert [gap and gap.value for gap in gaps] == [7, 1]


def test_what_is_rated_alike_has_no_top() -> None:
    standing = standing_of(rating(), given(rating(), a=[(2,)] * 12, b=[(2,)] * 12))
    assert standing.about == ("a", "b")
    assert standing.sentence["en"] == "12 of 12 rate “Say yes” and “Cut the price” in the middle"


def wished(steps: list[Any], low: int, high: int) -> Standing:
    activity = rating("today", "wanted", low=low, high=high)
    activity = msgspec.structs.replace(activity, items=activity.items[:1])
    return standing_of(activity, given(activity, a=steps))


def test_opposite_wishes_that_cancel_are_no_small_gap() -> None:
    standing = wished([(0, 5)] * 10 + [(0, -5)] * 10, -5, 5)
    assert standing.outcome == "split"
    assert standing.sentence["en"] == (
        "Opposite wishes on “Say yes”: 10 want it higher, 10 lower, of 20"
    )


def test_a_gap_never_goes_from_a_number_to_itself() -> None:
    """The median step is 2, the medians are 2 and 2: what holds is that eight go up and three down."""
    standing = wished([(0, 2)] * 4 + [(2, 4)] * 4 + [(4, 0)] * 3, 0, 4)
    assert standing.claim and standing.claim.name == "opposite"
    assert "8 want it higher, 3 lower, of 11" in standing.sentence["en"]


def test_who_wants_less_as_much_and_more_is_counted() -> None:
    activity = rating("today", "wanted")
    moved: list[tuple[int, ...]] = [(1, 3), (1, 3), (1, 3), (1, 3), (3, 1)]
    everybody = given(activity, a=moved, b=[(2, 2)] * 5)
    assert standing_of(activity, everybody).details == {
        "directions": {"a": [1, 0, 4], "b": [0, 5, 0]}
    }


@pytest.mark.parametrize("value", [-6, 6, 2.0, True, "3"])
def test_only_whole_numbers_of_the_scale_are_taken(value: Any) -> None:
    activity = rating(low=-5, high=5)
    with pytest.raises(TamtamError):
        kinds.get("rating").validate(activity, ("a", "today"), value)


def test_a_scale_needs_room_and_something_to_rate() -> None:
    kind = kinds.get("rating")
    assert [path for path, _ in kind.check(rating(low=0, high=1))] == ["options"]
    empty = msgspec.structs.replace(rating(), items=())
    assert [path for path, _ in kind.check(empty)] == ["items"]


def test_what_comes_first_of_things_that_are_all_rare_is_asked_about_as_rare() -> None:
    activity = rating()
    for values, key in (((0, 1), "order.low"), ((1, 3), "order")):
        low, high = values
        standing = standing_of(activity, given(activity, a=[(low,)] * 8, b=[(high,)] * 8))
        assert key in standing.debriefs
        assert ("order.low" in standing.debriefs) == (key == "order.low")


def test_the_longest_arrow_is_on_top() -> None:
    """The steps of b are longer in the median, its arrow is shorter: 1 to 4, where a goes from 1 to 5."""
    activity = rating("today", "wanted", low=-5, high=5)
    a: list[tuple[int, ...]] = [(-2, 1), (1, 5), (1, 4), (1, 5), (4, 5), (1, 5), (0, 2)]
    b: list[tuple[int, ...]] = [(1, 4), (0, 4), (1, 5), (1, 5), (1, 4), (0, 4), (2, 4)]
    standing = standing_of(activity, given(activity, a=a, b=b))
    arrows = [
        abs((one.distributions[1].median or 0) - (one.distributions[0].median or 0))
        for one in kinds.get("rating").in_order(activity, standing.items)
    ]
    assert arrows == sorted(arrows, reverse=True) and len(set(arrows)) == 2


def test_who_wants_one_thing_higher_need_not_be_who_wants_another() -> None:
    activity = rating("today", "wanted", low=-5, high=5)
    some: list[tuple[int, ...]] = [(0, 3) if number < 9 else (0, 0) for number in range(12)]
    standing = standing_of(activity, given(activity, a=some, b=list(reversed(some))))
    said = "9 of 12 want “Say yes” (the same for “Cut the price”) higher: median from 0 to 3"
    assert standing.sentence["en"] == said
    all_of_them: list[tuple[int, ...]] = [(0, 3)] * 12
    everybody = standing_of(activity, given(activity, a=all_of_them, b=all_of_them))
    assert "“Say yes” and “Cut the price” higher" in everybody.sentence["en"]
