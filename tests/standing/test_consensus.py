"""Consensus and polarization: published values, other definitions of the same, and the extremes."""

from collections.abc import Callable
from itertools import combinations
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam import standing

from tests.standing import counting

Measure = Callable[[list[int]], float | None]
MEASURES: tuple[Measure, ...] = (standing.leik, standing.tastle_wierman, standing.polarization)

categories = st.lists(st.integers(0, 40), min_size=2, max_size=9).filter(any)
each_measure = pytest.mark.parametrize("measure", MEASURES, ids=lambda one: str(one.__name__))


@pytest.mark.parametrize(
    ("counts", "leik", "tastle_wierman", "polarization"),
    [
        ([0, 0, 10, 0, 0], 1, 1, 0),
        ([0, 1, 2, 4, 3], 0.65, 0.6797, 0.274),
        ([2, 2, 2, 2, 2], 0.4, 0.434, 0.32),
        ([4, 1, 0, 1, 4], 0.1, 0.117, 0.676),
        ([5, 0, 0, 0, 5], 0, 0, 1),
        ([5, 0, 5, 0, 0], 0.5, 0.585, 0.5),
    ],
)
def test_the_measures_are_those_of_the_storyboard(
    counts: list[int], leik: float, tastle_wierman: float, polarization: float
) -> None:
    assert standing.leik(counts) == pytest.approx(leik, abs=5e-5)
    assert standing.tastle_wierman(counts) == pytest.approx(tastle_wierman, abs=5e-5)
    assert standing.polarization(counts) == pytest.approx(polarization, abs=5e-5)


def test_leik_and_tastle_wierman_are_the_published_ones() -> None:
    counts = [30, 40, 210, 130, 530, 50, 10]
    assert 1 - (standing.leik(counts) or 0.0) == pytest.approx(0.2866667, abs=5e-8)
    assert standing.tastle_wierman(counts) == pytest.approx(0.7256876, abs=5e-8)


@given(categories)
def test_leik_counts_who_stands_on_either_side_of_each_gap(counts: list[int]) -> None:
    answers, gaps = counting.lined_up(dict(enumerate(counts))), len(counts) - 1
    smaller = [
        min(sum(one <= gap for one in answers), sum(one > gap for one in answers))
        for gap in range(gaps)
    ]
    expected = 1 - 2 * sum(smaller) / len(answers) / gaps
    assert standing.leik(counts) == pytest.approx(expected)


@given(categories)
def test_tastle_wierman_is_a_mean_over_people(counts: list[int]) -> None:
    answers = counting.lined_up(dict(enumerate(counts)))
    mean, width = sum(answers) / len(answers), len(counts) - 1
    each = [1 + log2(1 - abs(one - mean) / width) for one in answers]
    assert standing.tastle_wierman(counts) == pytest.approx(sum(each) / len(each))


@given(categories)
def test_polarization_without_identification_is_the_distance_of_two_people(
    counts: list[int],
) -> None:
    answers = counting.lined_up(dict(enumerate(counts)))
    apart = sum(abs(a - b) for a, b in combinations(answers, 2)) / len(answers) ** 2 * 2
    most = (len(counts) - 1) / 2  # of two people drawn from half at each end
    assert standing.polarization(counts, alpha=0) == pytest.approx(apart / most)


@each_measure
@given(counts=categories, times=st.integers(2, 50))
def test_a_measure_is_the_same_from_either_end_and_of_a_larger_room(
    measure: Measure, counts: list[int], times: int
) -> None:
    assert -1e-9 <= (measure(counts) or 0.0) <= 1 + 1e-9
    assert measure(counts[::-1]) == pytest.approx(measure(counts))
    assert measure([times * count for count in counts]) == pytest.approx(measure(counts))


@each_measure
@given(size=st.integers(2, 9), n=st.integers(1, 900), data=st.data())
def test_all_alike_and_half_at_each_end_are_the_extremes(
    measure: Measure, size: int, n: int, data: st.DataObject
) -> None:
    alike = [0] * size
    alike[data.draw(st.integers(0, size - 1))] = n
    one_at_each_end = [n, *[0] * (size - 2), n]
    best, worst = (0, 1) if measure is standing.polarization else (1, 0)
    assert measure(alike) == pytest.approx(best)
    assert measure(one_at_each_end) == pytest.approx(worst)


def test_only_polarization_tells_scatter_from_two_camps_in_between() -> None:
    scatter, camps = [4, 4, 4, 4, 4], [0, 10, 0, 10, 0]
    assert (standing.leik(scatter) or 0) < (standing.leik(camps) or 0)
    assert (standing.polarization(scatter) or 0) < (standing.polarization(camps) or 0)


@each_measure
@pytest.mark.parametrize("counts", [[], [0, 0, 0], [3]])
def test_without_answers_or_a_scale_there_is_no_measure(
    measure: Measure, counts: list[int]
) -> None:
    assert measure(counts) is None
