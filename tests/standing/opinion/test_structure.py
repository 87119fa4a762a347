"""Whether there is a structure at all: camps are told from chance, and doubt is said."""

import numpy as np
import pytest
from tamtam.standing import opinion_map
from tamtam.standing.opinion.ballots import Ballots
from tamtam.standing.opinion.grouping import group
from tamtam.standing.opinion.plane import PrincipalPlane
from tamtam.standing.opinion.structure import DRAWS, Examination, Structure

from tests.standing.opinion import plain
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
    common, rare = (0.6, 0.6, *[0.3] * 28), (0.3,) * 30
    assert Structure.of(0.5, (0.9,), rare).separated
    assert not Structure.of(0.5, (0.4,), rare).separated
    assert not Structure.of(0.5, (0.9,), common).separated
    assert Structure.of(0.5, (0.9,), common).by_chance == pytest.approx(3 / 31)


def examined(votes: plain.Floats) -> Examination:
    ballots, silent = Ballots.of(votes), np.zeros(votes.shape[1], np.bool_)
    plane = PrincipalPlane.of(ballots.co_votes(), silent)
    return Examination(ballots, silent, group(plane.positions(ballots)))


def test_the_short_answer_is_the_long_one() -> None:
    rooms = [by_chance(20, 8, seed) for seed in range(4)]
    rooms += [camps((12, 9), 10, noise, seed=5)[0] for noise in (0.1, 0.5, 0.7)]
    rooms += [np.ones((20, 5))]
    answers = [examined(votes).separated() for votes in rooms]
    for votes, answer in zip(rooms, answers, strict=True):
        whole = examined(votes).structure()
        assert answer == (whole if whole.separated else None)
    assert {answer is None for answer in answers} == {True, False}


def test_one_group_is_not_asked_about() -> None:
    assert opinion_map(np.ones((20, 5))).structure == Structure()
