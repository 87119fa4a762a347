"""Paired differences: the storyboard's game, every way of giving signs, and intervals that hold."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam import standing
from tamtam.standing import paired
from tamtam.standing.paired import MOST_EXACT

A, B = (5, 0, 10, 8, 4, 12), (10, 6, 12, 8, 9, 11)
STEPS = [later - earlier for earlier, later in zip(A, B, strict=True)]

few = st.lists(st.integers(-6, 6), min_size=1, max_size=9)
some = st.lists(st.integers(-9, 9), min_size=1, max_size=40)


def p_of_every_way(steps: list[int]) -> float:
    """Over all signs the differences could have had, how many sums lie as far from the middle."""
    sizes = sorted(abs(step) for step in steps if step)
    ranks = [sum(other < size for other in sizes) + (sizes.count(size) + 1) / 2 for size in sizes]
    middle = sum(ranks) / 2
    here = sum(ranks[sizes.index(abs(step))] for step in steps if step > 0)
    sums = [
        sum(rank for rank, up in zip(ranks, ups, strict=True) if up)
        for ups in product((False, True), repeat=len(ranks))
    ]
    return sum(abs(one - middle) >= abs(here - middle) for one in sums) / len(sums)


def test_the_game_is_that_of_the_storyboard() -> None:
    assert standing.mean_difference(STEPS) == pytest.approx(2.833, abs=5e-4)
    assert standing.rank_biserial(STEPS) == pytest.approx(0.8667, abs=5e-5)
    found = standing.signed_rank(STEPS)
    assert found and (found.n, found.p, found.exact) == (5, 0.125, True)


# --- the signed-rank test


@given(few.filter(any))
def test_p_is_that_of_every_way_to_give_signs(steps: list[int]) -> None:
    found = standing.signed_rank(steps)
    assert found and found.exact
    assert found.p == pytest.approx(p_of_every_way(steps))


@given(some.filter(any))
def test_the_test_turns_round_with_the_differences(steps: list[int]) -> None:
    found, back = standing.signed_rank(steps), standing.signed_rank([-step for step in steps])
    assert found and back
    assert (found.up, found.down) == (back.down, back.up)
    assert found.p == pytest.approx(back.p)
    assert 0 < found.p <= 1
    assert standing.rank_biserial([-step for step in steps]) == pytest.approx(
        -(standing.rank_biserial(steps) or 0.0)
    )


@given(some.filter(any), st.integers(0, 5))
def test_who_does_not_change_is_not_counted(steps: list[int], unchanged: int) -> None:
    assert standing.signed_rank(steps + [0] * unchanged) == standing.signed_rank(steps)


@pytest.mark.parametrize("up", [14, 16, 18, 20])
def test_large_rooms_join_on_to_small_ones(up: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same 25 differences, with ties: counted out and by the normal distribution."""
    steps = [(step if step <= up else -step) // 2 for step in range(1, MOST_EXACT + 1)]
    counted = standing.signed_rank(steps)
    monkeypatch.setattr(paired, "MOST_EXACT", 20)
    told = standing.signed_rank(steps)
    assert counted and told and (counted.exact, told.exact) == (True, False)
    assert told.p == pytest.approx(counted.p, abs=0.01)


@pytest.mark.parametrize("steps", [[], [0, 0]])
def test_without_a_change_there_is_nothing_to_test(steps: list[int]) -> None:
    assert (standing.signed_rank(steps), standing.rank_biserial(steps)) == (None, None)


def test_without_pairs_there_is_no_difference() -> None:
    assert (standing.mean_difference([]), standing.shift([])) == (None, None)
    assert standing.shift_interval([]) is None


# --- the shift and its interval


@given(some)
def test_the_shift_is_the_median_of_all_pairs(steps: list[int]) -> None:
    pairs = [(a + b) / 2 for place, a in enumerate(steps) for b in steps[place:]]
    assert standing.shift(steps) == pytest.approx(float(np.median(pairs)))


@pytest.mark.parametrize(("n", "k"), [(6, 1), (7, 3), (8, 4), (9, 6), (10, 9), (20, 53), (25, 90)])
def test_the_interval_has_the_ranks_of_the_tables(n: int, k: int) -> None:
    """Critical values of the signed-rank sum at 2.5 % on a side, plus one."""
    steps = [2**place for place in range(n)]  # each pair has a mean of its own
    means = sorted((a + b) / 2 for place, a in enumerate(steps) for b in steps[place:])
    assert standing.shift_interval(steps) == (means[k - 1], means[-k])


@pytest.mark.parametrize("n", [0, 1, 5])
def test_five_differences_are_too_few_for_an_interval(n: int) -> None:
    assert standing.shift_interval(list(range(n))) is None


@given(some.filter(lambda steps: len(steps) >= 6))
def test_the_interval_holds_the_shift_and_belongs_to_the_test(steps: list[int]) -> None:
    low, high = standing.shift_interval(steps) or (99.0, -99.0)
    assert low <= (standing.shift(steps) or 0.0) <= high


@pytest.mark.parametrize("n", [6, 12, 30])
def test_the_interval_holds_the_truth_19_times_in_20(n: int) -> None:
    rooms = np.random.RandomState(4).standard_normal((600, n)) + 1.5
    held = 0
    for room in rooms.tolist():
        low, high = standing.shift_interval(room) or (9.0, -9.0)
        held += low <= 1.5 <= high
    assert 0.925 <= held / len(rooms) <= 0.99
