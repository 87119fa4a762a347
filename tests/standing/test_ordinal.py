"""Measures on an ordered scale: published values, an independent count, and the extremes."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam import standing
from tamtam.standing.ordinal import layer_agreement

from tests.standing import counting

categories = st.lists(st.integers(0, 40), min_size=3, max_size=9).filter(any)
scale = st.dictionaries(st.integers(-10, 10), st.integers(0, 12)).filter(lambda c: any(c.values()))


# --- agreement A


@pytest.mark.parametrize(
    ("counts", "published"),
    [
        ([0, 0, 10, 0, 0], 1),
        ([0, 1, 2, 4, 3], 0.5),
        ([2, 2, 2, 2, 2], 0),
        ([4, 1, 0, 1, 4], -0.6556),
        ([5, 0, 0, 0, 5], -1),
        ([5, 0, 5, 0, 0], 0.1667),
        ([30, 40, 210, 130, 530, 50, 10], 0.6113333),
    ],
)
def test_agreement_is_the_published_one(counts: list[int], published: float) -> None:
    assert standing.agreement(counts) == pytest.approx(published, abs=5e-5)


def test_a_layer_with_two_humps_apart_still_leans_together() -> None:
    pattern = (False, False, True, False, True, False, False)
    assert layer_agreement(pattern) == pytest.approx(0.4667, abs=5e-5)


@given(categories)
def test_agreement_equals_the_plainest_count(counts: list[int]) -> None:
    assert standing.agreement(counts) == pytest.approx(float(counting.agreement(counts)), abs=1e-12)


@given(categories)
def test_agreement_lies_between_minus_one_and_one(counts: list[int]) -> None:
    assert abs(standing.agreement(counts) or 0.0) <= 1 + 1e-12


@given(categories)
def test_agreement_is_the_same_from_either_end(counts: list[int]) -> None:
    assert standing.agreement(counts[::-1]) == pytest.approx(standing.agreement(counts), abs=1e-12)


@given(categories, st.integers(2, 50))
def test_agreement_is_the_same_of_a_larger_room(counts: list[int], times: int) -> None:
    larger = [times * count for count in counts]
    assert standing.agreement(larger) == pytest.approx(standing.agreement(counts), abs=1e-12)


@given(st.integers(3, 9), st.integers(1, 900), st.data())
def test_all_in_one_category_agree_fully(size: int, n: int, data: st.DataObject) -> None:
    counts = [0] * size
    counts[data.draw(st.integers(0, size - 1))] = n
    assert standing.agreement(counts) == 1


@given(st.integers(3, 9), st.integers(1, 900))
def test_half_at_each_end_disagree_fully(size: int, half: int) -> None:
    assert standing.agreement([half, *[0] * (size - 2), half]) == pytest.approx(-1, abs=1e-12)


@given(st.integers(3, 9), st.integers(1, 900))
def test_an_even_spread_neither_agrees_nor_disagrees(size: int, each: int) -> None:
    assert standing.agreement([each] * size) == 0


@pytest.mark.parametrize("counts", [[], [0, 0, 0, 0, 0], [3, 4]])
def test_without_answers_or_a_scale_there_is_no_agreement(counts: list[int]) -> None:
    assert standing.agreement(counts) is None


def test_one_answer_agrees_with_itself() -> None:
    assert standing.agreement([0, 0, 0, 1, 0]) == 1


# --- median and quartiles


@given(scale, st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 1.0]))
def test_quantiles_are_those_of_numpy_and_pandas(counts: dict[int, int], share: float) -> None:
    answers = counting.lined_up(counts)
    found = standing.quantile(counts, share)
    assert found == pytest.approx(float(np.percentile(answers, 100 * share)))
    assert found == pytest.approx(pd.Series(answers).quantile(share))


@given(scale)
def test_the_median_is_the_middle_answer_or_halfway_between_two(counts: dict[int, int]) -> None:
    answers = counting.lined_up(counts)
    middle = (answers[(len(answers) - 1) // 2], answers[len(answers) // 2])
    assert standing.median(counts) == sum(middle) / 2


@pytest.mark.parametrize("counts", [{}, {3: 0}])
def test_without_answers_there_is_no_median(counts: dict[int, int]) -> None:
    assert standing.median(counts) is None
    assert standing.median_interval(counts) is None


def test_one_answer_is_its_own_median() -> None:
    assert (standing.median({7: 1}), standing.median_interval({7: 1})) == (7, None)


# --- the interval of the median


@pytest.mark.parametrize(
    ("n", "low", "high"),
    [(6, 1, 6), (8, 1, 8), (9, 2, 8), (10, 2, 9), (12, 3, 10), (20, 6, 15), (50, 18, 33)],
)
def test_the_interval_of_a_median_has_the_ranks_of_the_tables(n: int, low: int, high: int) -> None:
    ranks = dict.fromkeys(range(1, n + 1), 1)  # each answer is its own rank
    assert standing.median_interval(ranks) == (low, high)


@pytest.mark.parametrize("n", [*range(6, 60), 800, 3_000])
def test_the_interval_of_a_median_holds_at_95_percent_and_no_wider(n: int) -> None:
    low, high = standing.median_interval(dict.fromkeys(range(1, n + 1), 1)) or (0, 0)
    assert low + high == n + 1
    assert counting.fewer_than(low, n) <= Fraction(1, 40) < counting.fewer_than(low + 1, n)


@pytest.mark.parametrize("n", range(6))
def test_five_answers_are_too_few_for_an_interval_of_the_median(n: int) -> None:
    assert standing.median_interval({3: n}) is None


@given(scale.filter(lambda counts: sum(counts.values()) >= 6))
def test_the_interval_of_a_median_holds_the_median(counts: dict[int, int]) -> None:
    low, high = standing.median_interval(counts) or (99, -99)
    assert low <= (standing.median(counts) or 0.0) <= high


@given(scale.filter(lambda counts: sum(counts.values()) >= 6))
def test_more_answers_alike_never_widen_the_interval_of_a_median(counts: dict[int, int]) -> None:
    low, high = standing.median_interval(counts) or (0, 0)
    more_low, more_high = standing.median_interval({v: 16 * c for v, c in counts.items()}) or (0, 0)
    assert more_high - more_low <= high - low


# --- gap and net pull


TODAY, WANTED = (2, 3, 2, 4, 3, 2, 3, 1), (4, 4, 4, 4, 5, 3, 2, 4)


def steps_of(today: tuple[int, ...], wanted: tuple[int, ...]) -> dict[int, int]:
    steps = [after - before for before, after in zip(today, wanted, strict=True)]
    return {step: steps.count(step) for step in steps}


def test_gap_and_net_pull_are_those_of_the_storyboard() -> None:
    steps = steps_of(TODAY, WANTED)
    assert (standing.median(steps), standing.net_pull(steps)) == (1.5, 0.625)


def test_the_gap_is_not_the_distance_of_the_medians() -> None:
    """Each person's step counts: medians 2 and 4 lie 2 apart, yet half the room moves by 0."""
    steps = steps_of((2, 2, 2, 9, 9), (2, 2, 4, 9, 9))
    assert standing.median(steps) == 0


@given(scale)
def test_net_pull_counts_ways_not_widths(counts: dict[int, int]) -> None:
    signs = np.sign(counting.lined_up(counts))
    assert standing.net_pull(counts) == pytest.approx(float(np.mean(signs)))
    wider = {3 * step: count for step, count in counts.items()}
    assert standing.net_pull(wider) == standing.net_pull(counts)


@given(scale)
def test_net_pull_turns_round_with_the_steps(counts: dict[int, int]) -> None:
    back = {-step: count for step, count in counts.items()}
    assert standing.net_pull(back) == pytest.approx(-(standing.net_pull(counts) or 0.0))


@given(scale.filter(lambda counts: sum(counts.values()) >= 2))
def test_the_interval_of_a_net_pull_is_that_of_one_more_step_each_way(
    counts: dict[int, int],
) -> None:
    """Bonett and Price add one person up and one down, then take the usual standard error."""
    signs = np.array([*np.sign(counting.lined_up(counts)), 1, -1])
    middle, reach = signs.mean(), 1.959964 * signs.std() / np.sqrt(len(signs))
    expected = (max(-1.0, middle - reach), min(1.0, middle + reach))
    assert standing.net_pull_interval(counts) == pytest.approx(expected, abs=1e-6)


@given(scale.filter(lambda counts: sum(counts.values()) >= 2))
def test_the_interval_of_a_net_pull_holds_it_and_narrows(counts: dict[int, int]) -> None:
    low, high = standing.net_pull_interval(counts) or (9.0, -9.0)
    assert -1 <= low <= (standing.net_pull(counts) or 0.0) <= high <= 1
    more = {step: 16 * count for step, count in counts.items()}
    more_low, more_high = standing.net_pull_interval(more) or (9.0, -9.0)
    assert more_high - more_low < high - low


@pytest.mark.parametrize(
    ("up", "same", "down"), [(0.5, 0.3, 0.2), (0.9, 0.1, 0.0), (0.1, 0.8, 0.1)]
)
@pytest.mark.parametrize("n", [8, 12, 40])
def test_the_interval_of_a_net_pull_holds_the_truth_19_times_in_20(
    up: float, same: float, down: float, n: int
) -> None:
    """Over every room of `n` people there can be, weighted by how likely it is."""
    rooms = [(u, d) for u in range(n + 1) for d in range(n + 1 - u)]
    chance = dict.fromkeys(rooms, 0.0)
    drawn = np.random.RandomState(1).multinomial(n, [up, same, down], size=20_000)
    for u, _, d in drawn.tolist():
        chance[(u, d)] += 1 / 20_000
    held = 0.0
    for (u, d), share in chance.items():
        low, high = standing.net_pull_interval({1: u, 0: n - u - d, -1: d}) or (0.0, 0.0)
        held += share * (low <= up - down <= high)
    assert held >= 0.94


@pytest.mark.parametrize("counts", [{}, {0: 0}])
def test_without_steps_there_is_no_pull(counts: dict[int, int]) -> None:
    assert standing.net_pull(counts) is None
    assert standing.net_pull_interval(counts) is None


def test_one_step_is_a_pull_without_an_interval() -> None:
    assert (standing.net_pull({4: 1}), standing.net_pull_interval({4: 1})) == (1, None)
