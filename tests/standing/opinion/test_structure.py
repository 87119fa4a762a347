"""Whether there is a structure at all: camps are told from chance, and doubt is said."""

import numpy as np
import pytest

from kit.standing import opinion_map
from kit.standing.opinion.grouping import Grouping
from kit.standing.opinion.structure import DRAWS, Draws, Structure
from tests.standing.opinion.conversation import by_chance, camps, with_gaps


@pytest.mark.parametrize("sizes", [(20, 20), (40, 16), (20, 15, 15)])
@pytest.mark.parametrize("missing", [0, 0.3])
def test_camps_are_seen(sizes: tuple[int, ...], missing: float) -> None:
    found = opinion_map(with_gaps(camps(sizes, 20, 0.2)[0], missing))
    assert found.separated
    assert found.k == len(sizes)
    assert found.stability > 0.8
    assert found.by_chance <= 0.05
    assert max(found.null) < found.silhouette
    assert len(found.null) == DRAWS


@pytest.mark.parametrize(("people", "statements"), [(12, 6), (20, 12), (60, 20)])
@pytest.mark.parametrize("missing", [0, 0.4])
def test_chance_is_one_group(people: int, statements: int, missing: float) -> None:
    for seed in (1, 2, 3):
        found = opinion_map(with_gaps(by_chance(people, statements, seed), missing, seed))
        assert found.k >= 2
        assert not found.separated


def test_a_handful_of_outliers_doesnt_split_a_room() -> None:
    found = opinion_map(camps((57, 3), 20, 0.5, seed=4)[0])
    assert not found.separated


def test_it_takes_both_stable_groups_and_more_than_chance() -> None:
    pair = Grouping(np.array([0, 1]), np.zeros((2, 2)), silhouette=0.5)
    common, rare = (0.6, 0.6, *[0.3] * 28), (0.3,) * 30
    assert Draws((0.9,), rare).structure(pair).separated
    assert not Draws((0.4,), rare).structure(pair).separated
    assert not Draws((0.9,), common).structure(pair).separated
    assert Draws((0.9,), common).structure(pair).by_chance == pytest.approx(3 / 31)


def test_one_group_is_not_asked_about() -> None:
    assert opinion_map(np.ones((20, 5))).structure == Structure()
