"""Rating: strips for what is, dumbbells for today and wanted; what the sentence is about."""

from typing import Any

import msgspec
import pytest
from tamtam import kinds
from tamtam.deck.deck import Activity, Item
from tamtam.language.errors import TamtamError

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
    assert (
        standing.sentence["en"]
        == "At the top: “Cut the price”, median 3, between 0 never and 4 often"
    )
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
    assert "from −3 today to 4" in standing.sentence["en"]
    assert [item.measures[2].value for item in standing.items] == [7, 1]


@pytest.mark.parametrize(("people", "drawn"), [(11, False), (12, True)])
def test_no_line_follows_one_of_few_people(people: int, drawn: bool) -> None:
    activity = rating("today", "wanted")
    standing = standing_of(activity, given(activity, a=[(1, 3)] * people, b=[(2, 2)] * people))
    assert bool(standing.details["lines"]) == drawn


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
