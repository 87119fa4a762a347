"""Dots: what they cost, what got most, and that a rising price holds."""

import pytest
from tamtam.language.errors import TamtamError
from tamtam.standing.standing import Standing

from tests.kinds.people import DECKS, Answers, kind_of, standing_of

PLAIN, QUADRATIC = DECKS["dots"].activities
SLOT = ("spent", "today")


def spent(tea: int, soup: int, bread: int) -> dict[str, int]:
    return {"tea": tea, "soup": soup, "bread": bread}


def stands(*room: dict[str, int], min_answers: int = 5) -> Standing:
    answers: list[Answers] = [{SLOT: own} for own in room]
    return standing_of(PLAIN, answers, min_answers)


def test_what_got_most_is_said_with_what_got_fewest() -> None:
    standing = stands(*[spent(4, 2, 0)] * 5)
    assert standing.sentence["en"] == "Most dots: “Tea”, 20 from 5 people; fewest: “Bread”"
    rows = kind_of(PLAIN).table(PLAIN, standing, "en").rows
    assert [row[:3] for row in rows] == [("Tea", 5, 20), ("Soup", 5, 10), ("Bread", 5, 0)]


def test_where_all_got_as_many_nothing_is_most() -> None:
    standing = stands(*[spent(2, 2, 2)] * 6)
    assert standing.sentence["en"] == "Everything got as many dots: 12, from 6 people"
    alone = stands(spent(2, 2, 2), min_answers=1)
    assert alone.sentence["en"] == "You put as many dots on each: 2"


def test_no_more_is_spent_than_there_is() -> None:
    kind = kind_of(PLAIN)
    assert kind.validate(PLAIN, SLOT, spent(6, 0, 0)) == spent(6, 0, 0)
    for value in (spent(6, 1, 0), spent(0, 0, 0), spent(-1, 2, 0), {"tea": 1}):
        with pytest.raises(TamtamError):
            kind.validate(PLAIN, SLOT, value)


def test_at_a_rising_price_four_dots_cost_sixteen() -> None:
    kind = kind_of(QUADRATIC)
    assert kind.validate(QUADRATIC, SLOT, {"tea": 4, "soup": 0})
    assert kind.validate(QUADRATIC, SLOT, {"tea": 3, "soup": 2})
    for value in ({"tea": 4, "soup": 1}, {"tea": 3, "soup": 3}):
        with pytest.raises(TamtamError):
            kind.validate(QUADRATIC, SLOT, value)
