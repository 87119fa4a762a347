"""Groups in the plane: k-means, silhouettes, the number of groups, the Rand index."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam.standing.opinion.grouping import Candidates, adjusted_rand, group, nearest

from tests.standing.opinion import plain


def clouds(
    centres: list[tuple[float, float]], people: int, width: float, seed: int = 1
) -> tuple[plain.Floats, "np.typing.NDArray[np.intp]"]:
    chance = np.random.RandomState(seed)
    whose = np.repeat(np.arange(len(centres)), people)
    spread = chance.standard_normal((len(whose), 2)) * width
    return np.round(np.array(centres, float)[whose] + spread, 9), whose


CORNERS = [(0.0, 0.0), (8.0, 0.0), (0.0, 8.0), (8.0, 8.0), (20.0, 20.0)]


@pytest.mark.parametrize("count", [2, 3, 4, 5])
@pytest.mark.parametrize("people", [10, 40, 400])
def test_clouds_that_lie_apart_are_found_and_counted(count: int, people: int) -> None:
    positions, whose = clouds(CORNERS[:count], people, 0.8)
    found = group(positions)
    assert found.k == count
    assert adjusted_rand(found.labels, whose) == 1


def test_the_silhouette_is_the_mean_over_people() -> None:
    positions, _ = clouds(CORNERS[:3], 9, 2.5)
    positions = np.concatenate([positions, positions[:5]])
    for k in (2, 3, 4):
        found = group(positions, k)
        assert found.silhouette == pytest.approx(plain.silhouette(positions, found.labels))


def test_a_few_people_are_never_cut_into_many_groups() -> None:
    for people, most in ((11, 2), (23, 3), (35, 4), (80, 5)):
        positions = clouds(CORNERS[:5], 16, 0.1)[0][:: 80 // people][:people]
        assert max(Candidates.of(positions).by_k, default=1) <= most
    assert max(Candidates.of(clouds(CORNERS[:5], 16, 0.1)[0]).by_k) == 5


def test_a_split_into_groups_of_a_few_is_none() -> None:
    for many, few, is_group in ((30, 3, False), (30, 5, True), (300, 14, False), (300, 16, True)):
        positions = np.concatenate([clouds([(0, 0)], many, 1)[0], clouds([(40, 0)], few, 0.1)[0]])
        labels = group(positions).labels
        assert (labels[-1] >= 0) == is_group
        assert np.bincount(labels[labels >= 0]).min() >= max(5, 0.05 * (many + few))


def test_who_stands_far_from_every_group_is_outside() -> None:
    positions, whose = clouds(CORNERS[:2], 12, 0.8)
    for outlier in ((4.0, 30.0), (-25.0, 0.0)):
        found = group(np.concatenate([positions, [outlier]]))
        assert (found.k, found.labels[-1]) == (2, -1)
        assert adjusted_rand(found.labels[:-1], whose) == 1


def test_who_stands_near_a_group_is_in_it() -> None:
    positions = clouds(CORNERS[:2], 12, 0.1)[0]
    found = group(np.concatenate([positions, [[1.5, 0.0]]]))
    assert (found.k, found.labels[-1]) == (2, found.labels[0])


def test_groups_are_numbered_from_the_largest_and_then_from_the_left() -> None:
    positions = np.array([[9.0, 0], [9, 1], [0, 0], [0, 1], [5, 9], [5, 8], [5, 7]])
    assert group(positions, 3).labels.tolist() == [2, 2, 1, 1, 0, 0, 0]


def test_nobody_has_no_group_and_people_who_stand_together_have_one() -> None:
    assert group(np.zeros((0, 2))).k == 0
    assert (group(np.ones((7, 2))).k, group(np.ones((7, 2)), 3).k) == (1, 1)
    assert group(np.array([[0.0, 0], [1, 0]])).k == 1


def test_a_forced_number_of_groups_is_kept_while_there_are_so_many_places() -> None:
    positions, _ = clouds(CORNERS[:2], 20, 1)
    assert [group(positions, k).k for k in (1, 2, 3, 4, 5, 7)] == [1, 2, 3, 4, 5, 7]
    assert group(positions[:3], 7).k == 3


def test_a_warm_start_wins_only_where_it_is_tighter() -> None:
    positions, whose = clouds(CORNERS[:3], 30, 0.8)
    poor = np.array([[4.0, -50], [4, 4], [100, 100]])
    good = np.array(CORNERS[:3])
    for warm in (poor, good, good[:2]):
        found = Candidates.of(positions, warm={3: warm})
        assert found.best == 3
        assert adjusted_rand(found.grouping(3).labels, whose) == 1


def test_everybody_is_in_the_group_whose_centre_is_nearest() -> None:
    positions, _ = clouds(CORNERS[:3], 100, 4)
    found = group(positions, 3)
    assert np.array_equal(found.labels, nearest(positions, found.centres))


labels = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=20)


@given(labels)
def test_the_rand_index_is_that_of_counting_pairs(pairs: list[tuple[int, int]]) -> None:
    one, other = (np.array(side) for side in zip(*pairs, strict=True))
    assert adjusted_rand(one, other) == pytest.approx(
        plain.adjusted_rand(one.tolist(), other.tolist())
    )
