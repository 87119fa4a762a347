"""Compositions: the storyboard's distances, and what makes a distance of ratios."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam import standing
from tamtam.standing.compositions import DELTA, shares

NOW, WANTED = (40, 40, 10, 5, 5), (15, 25, 25, 20, 15)

points = st.lists(st.integers(0, 100), min_size=5, max_size=5).filter(any)
above_zero = st.lists(st.integers(1, 100), min_size=5, max_size=5)


def test_the_distances_are_those_of_the_storyboard() -> None:
    assert standing.aitchison_distance(NOW, WANTED) == pytest.approx(2.0954, abs=5e-5)
    assert standing.points_to_move(NOW, WANTED) == 40
    with_zeros = standing.aitchison_distance((60, 40, 0, 0, 0), WANTED)
    assert with_zeros == pytest.approx(4.3059, abs=5e-5)


@given(points)
def test_a_zero_becomes_a_hundredth_and_the_others_keep_their_ratios(parts: list[int]) -> None:
    replaced = shares(parts, DELTA)
    assert sum(replaced) == pytest.approx(1)
    for part, share in zip(parts, replaced, strict=True):
        assert (share == DELTA) or part
        assert share * max(parts) == pytest.approx(part * max(replaced)) or not part


@given(points)
def test_log_ratios_are_centred(parts: list[int]) -> None:
    assert sum(standing.clr(parts)) == pytest.approx(0, abs=1e-9)


@given(above_zero, st.integers(2, 9))
def test_only_ratios_count(parts: list[int], times: int) -> None:
    larger = [times * part for part in parts]
    assert standing.aitchison_distance(parts, larger) == pytest.approx(0, abs=1e-6)
    assert standing.points_to_move(parts, larger) == pytest.approx(0, abs=1e-6)


@given(above_zero, above_zero, above_zero)
def test_a_distance_is_the_same_both_ways_and_after_the_same_change(
    one: list[int], other: list[int], change: list[int]
) -> None:
    there = standing.aitchison_distance(one, other)
    assert standing.aitchison_distance(other, one) == pytest.approx(there)
    perturbed = ([a * b for a, b in zip(parts, change, strict=True)] for parts in (one, other))
    assert standing.aitchison_distance(*perturbed) == pytest.approx(there, abs=1e-9)


@given(points, points)
def test_points_to_move_are_those_that_leave_and_those_that_arrive(
    one: list[int], other: list[int]
) -> None:
    leave = sum(max(0, a - b) for a, b in zip(shares(one), shares(other), strict=True))
    assert standing.points_to_move(one, other) == pytest.approx(100 * leave, abs=1e-6)
    assert standing.points_to_move(other, one) == standing.points_to_move(one, other)


def test_all_points_move_where_nothing_is_shared() -> None:
    assert standing.points_to_move((100, 0), (0, 100)) == 100


def test_nothing_at_all_is_no_composition() -> None:
    with pytest.raises(ValueError, match="above zero"):
        standing.clr((0, 0, 0))
    with pytest.raises(ValueError, match="argument"):
        standing.points_to_move((1, 2), (1, 2, 3))
