"""Estimates: the median of all beside the truth, who is further off, and bets that hold it."""

import msgspec
import pytest
from tamtam.kinds.estimate import REACH, place
from tamtam.server.views import phone
from tamtam.standing.standing import Standing

from tests.kinds.people import DECKS, Answers, kind_of, standing_of

ASKED = DECKS["estimate"].activities[0]


def stands(*keys: int, min_answers: int = 5) -> Standing:
    room: list[Answers] = [{("keys", "today"): number} for number in keys]
    return standing_of(ASKED, room, min_answers)


def test_the_median_of_all_may_be_closer_than_each_of_them() -> None:
    standing = stands(40, 60, 85, 91, 120, 200)  # the median is 88, as the keys of a piano
    assert standing.sentence["en"] == (
        "“Keys of a piano”: the median of all, 88, is closer to 88 than 6 of 6 people"
    )
    assert standing.outcome == "together"


def test_a_crowd_that_errs_one_way_is_said_to_be_no_better() -> None:
    standing = stands(88, 88, 88, 100, 100, 100, 100)
    assert standing.sentence["en"].startswith("“Keys of a piano”: 7 of 7 people come at least")


@pytest.mark.parametrize(
    ("value", "at"), [(88, 0), (44, -4), (176, 4), (22, -8), (1, -8), (0, -8), (10**9, REACH)]
)
def test_estimates_stand_by_how_many_times_they_are_the_truth(value: int, at: int) -> None:
    assert place(value, 88) == at


def test_bets_that_hold_the_truth_are_counted_whichever_end_comes_first() -> None:
    bets = [(80, 90), (90, 80), (10, 20), (88, 88), (100, 200), (0, 5)]
    room: list[Answers] = [
        {("keys", "today"): 90, ("keys.low", "today"): low, ("keys.high", "today"): high}
        for low, high in bets
    ]
    standing = standing_of(ASKED, room)
    held = standing.items[0].measure("held")
    assert held and (held.value, held.n) == (0.5, 6)
    assert "3 of 6 ranges hold the truth" in kind_of(ASKED).caption(ASKED, standing, "en")


def test_no_phone_is_told_the_truth_while_it_is_asked() -> None:
    told = msgspec.json.encode(phone.form(ASKED))
    assert b"1665" not in told and b"88" not in told and b"bets" in told
