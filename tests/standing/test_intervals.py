"""The bootstrap interval of agreement: against a slow bootstrap, the truth, and the extremes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam import standing

from tests.standing import counting

#: Counts that resampling can vary: at least two categories were chosen.
varied = st.lists(st.integers(0, 60), min_size=3, max_size=7).filter(
    lambda counts: sum(1 for count in counts if count) >= 2
)

ROOMS = ([0, 1, 2, 4, 3], [2, 2, 2, 2, 2], [4, 1, 0, 1, 4], [5, 0, 0, 0, 5], [5, 0, 5, 0, 0])


def slow_interval(counts: list[int]) -> tuple[float, float]:
    """The same draws, each measured in the plainest way."""
    n = sum(counts)
    drawn = np.random.RandomState([n, *counts]).multinomial(n, np.array(counts) / n, size=1_000)
    measured = [float(counting.agreement(room)) for room in drawn.tolist()]
    low, high = np.percentile(measured, [2.5, 97.5])
    here = float(counting.agreement(counts))
    return min(float(low), here), max(float(high), here)


@pytest.mark.parametrize("counts", [*ROOMS, [84, 0, 84, 32, 0], [3, 4, 21, 13, 53, 5, 1]])
def test_the_interval_is_that_of_a_slow_bootstrap(counts: list[int]) -> None:
    assert standing.agreement_range(counts) == pytest.approx(slow_interval(counts), abs=1e-9)


@pytest.mark.parametrize("counts", [[12, 8, 7, 20, 30], [0, 10, 20, 40, 30]])
def test_other_draws_give_about_the_same_interval(counts: list[int]) -> None:
    n, rng = sum(counts), np.random.default_rng(11)
    drawn = rng.multinomial(n, np.array(counts) / n, size=4_000).tolist()
    measured = [standing.agreement(room) or 0.0 for room in drawn]
    expected = tuple(np.percentile(measured, [2.5, 97.5]))
    assert standing.agreement_range(counts) == pytest.approx(expected, abs=0.03)


@given(varied)
def test_the_interval_holds_the_agreement_and_stays_in_bounds(counts: list[int]) -> None:
    low, high = standing.agreement_range(counts) or (9.0, -9.0)
    assert -1 - 1e-9 <= low <= (standing.agreement(counts) or 0.0) <= high <= 1 + 1e-9


@pytest.mark.parametrize("counts", [[336, 0, 336, 128, 0], [5_000, 0, 0, 0, 5_000]])
def test_a_room_at_a_bend_of_the_measure_still_lies_in_its_interval(counts: list[int]) -> None:
    """Every draw lies on one side of such a room: the bare percentiles leave the room out."""
    low, high = standing.agreement_range(counts) or (9.0, -9.0)
    assert low <= (standing.agreement(counts) or 0.0) <= high


@pytest.mark.parametrize("counts", [*ROOMS, [1, 3, 0, 4, 2]])
def test_more_answers_alike_narrow_the_interval(counts: list[int]) -> None:
    widths = []
    for times in (1, 4, 16):
        low, high = standing.agreement_range([times * count for count in counts]) or (0, 0)
        widths.append(high - low)
    assert widths[0] > widths[1] > widths[2]


@pytest.mark.parametrize("counts", [[0, 1, 2, 4, 3], [0, 11, 40, 130, 7]])
def test_the_same_answers_give_the_same_interval(counts: list[int]) -> None:
    first = standing.agreement_range(counts)
    standing.agreement_range([1, 1, 1, 1, 1])
    assert standing.agreement_range(tuple(counts)) == first


def test_most_rooms_of_a_population_hold_its_agreement() -> None:
    shares = [0.05, 0.1, 0.15, 0.4, 0.3]
    truth = float(counting.agreement([round(100 * share) for share in shares]))
    rooms = np.random.RandomState(2).multinomial(42, shares, size=300).tolist()
    held = 0
    for room in rooms:
        low, high = standing.agreement_range(room) or (0.0, 0.0)
        held += low <= truth <= high
    assert held / len(rooms) >= 0.92


@pytest.mark.parametrize("counts", [[], [0, 0, 0, 0, 0], [0, 0, 0, 1, 0], [0, 0, 10, 0, 0], [4, 5]])
def test_where_resampling_tells_nothing_there_is_no_interval(counts: list[int]) -> None:
    assert standing.agreement_range(counts) is None
