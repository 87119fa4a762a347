"""How fast one participant may write: the rate is limited, never the number, and in words."""

import pytest
from tamtam.language.errors import TamtamError
from tamtam.server import allowance
from tamtam.server.allowance import Allowance
from tamtam.session import commands as c

from tests.server.conftest import Served


def test_who_writes_too_fast_is_told_to_wait_and_others_are_not(served: Served) -> None:
    served.do(c.Open("baseline"))
    fast, other = served.person("fr"), served.person()
    for number in range(40 * allowance.BURST):
        answer = served.answer(fast, 1 + number % 5, key=f"k{number}")
        if answer.status_code != 201:
            break
    assert (answer.status_code, answer.json()["error"]) == (429, "too_fast")
    assert number >= allowance.BURST  # what waited on a phone comes in at once
    assert "garde ce que vous avez répondu" in answer.json()["hint"]
    assert answer.headers["retry-after"] == "1"
    assert served.answer(other, 3).status_code == 201


def test_a_day_of_answers_at_a_persons_pace_is_taken() -> None:
    taken = Allowance()
    for number in range(50_000):
        taken.take("p1", number / allowance.RATE)
    taken.take("p2", 0.0)


def test_after_a_burst_it_goes_on_at_the_rate_and_full_again_after_a_while() -> None:
    taken = Allowance()
    for _ in range(allowance.BURST):
        taken.take("p1", 0.0)
    with pytest.raises(TamtamError):
        taken.take("p1", 0.0)
    taken.take("p1", 1 / allowance.RATE)
    with pytest.raises(TamtamError):
        taken.take("p1", 1 / allowance.RATE)
    for _ in range(allowance.BURST):
        taken.take("p1", 1000.0)


def test_it_remembers_no_more_people_than_it_says() -> None:
    taken = Allowance()
    for number in range(2 * allowance.MOST):
        taken.take(f"p{number}", 0.0)
    assert len(taken._buckets) == allowance.MOST
