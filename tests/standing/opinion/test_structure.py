"""What may be said of a room: that votes don't hang together, that they do along one line, or in camps.

How often each is said, right and wrong, over many rooms of many sizes: `tests/slow`.
"""

import numpy as np
import pytest
from tamtam.standing import opinion_map
from tamtam.standing.opinion.ballots import Ballots
from tamtam.standing.opinion.grouping import group
from tamtam.standing.opinion.plane import PrincipalPlane
from tamtam.standing.opinion.structure import CLEAR, RARE, STABLE, Examination, Structure

from tests.standing.opinion import plain
from tests.standing.opinion.conversation import by_chance, camps, one_line, with_gaps


@pytest.mark.parametrize("sizes", [(20, 20), (40, 16), (20, 15, 15)])
@pytest.mark.parametrize("missing", [0, 0.3])
def test_camps_are_seen(sizes: tuple[int, ...], missing: float) -> None:
    found = opinion_map(with_gaps(camps(sizes, 20, 0.2)[0], missing))
    assert (found.structure.shape, found.k) == ("camps", len(sizes))
    assert found.structure.stability > 0.8
    assert found.structure.by_chance == 0.01
    assert found.structure.for_camps >= CLEAR


@pytest.mark.parametrize(("people", "statements"), [(12, 6), (20, 12), (60, 20)])
@pytest.mark.parametrize("missing", [0, 0.4])
def test_chance_does_not_hang_together(people: int, statements: int, missing: float) -> None:
    shapes = [
        opinion_map(with_gaps(by_chance(people, statements, seed), missing, seed)).structure.shape
        for seed in range(1, 11)
    ]
    assert shapes.count("loose") >= 8
    assert "camps" not in shapes


@pytest.mark.parametrize(("people", "statements"), [(20, 12), (60, 15)])
def test_one_line_is_said_to_be_one(people: int, statements: int) -> None:
    shapes = [opinion_map(one_line(people, statements, seed)).structure.shape for seed in range(5)]
    assert shapes.count("line") >= 4
    assert "camps" not in shapes


def test_people_along_two_lines_are_not_said_to_stand_along_one() -> None:
    votes = np.hstack([one_line(120, 12, 1), one_line(120, 12, 2)])
    assert opinion_map(votes).structure.shape == "unclear"


def test_who_agrees_with_all_and_who_passes_on_all_are_no_camps() -> None:
    found = opinion_map([[1] * 8] * 14 + [[0] * 8] * 6)
    assert found.structure.shape != "camps"
    assert found.structure.for_camps == 0


def test_a_handful_of_outliers_doesnt_split_a_room() -> None:
    found = opinion_map(camps((57, 3), 20, 0.5, seed=4)[0])
    assert not found.separated


def examined(votes: plain.Floats) -> Examination:
    ballots, silent = Ballots.of(votes), np.zeros(votes.shape[1], np.bool_)
    plane = PrincipalPlane.of(ballots.co_votes(), silent)
    positions = plane.positions(ballots)
    return Examination(ballots, silent, positions, group(positions))


def test_the_short_answer_is_the_long_one() -> None:
    rooms = [by_chance(20, 8, seed) for seed in range(4)]
    rooms += [camps((12, 9), 10, noise, seed=5)[0] for noise in (0.1, 0.5, 0.7)]
    rooms += [np.ones((20, 5)), one_line(30, 12, 1)]
    answers = [examined(votes).separated() for votes in rooms]
    for votes, answer in zip(rooms, answers, strict=True):
        whole = examined(votes).structure()
        assert answer == (whole if whole.separated else None)
    assert {answer is None for answer in answers} == {True, False}


def test_every_claim_rests_on_its_test() -> None:
    rooms = [camps((14, 11), 10, noise, seed)[0] for noise in (0.2, 0.5) for seed in range(6)]
    rooms += [one_line(25, 10, seed) for seed in range(6)] + [by_chance(25, 10)]
    shapes = set()
    for votes in rooms:
        found = opinion_map(votes).structure
        shapes.add(found.shape)
        assert (found.shape == "loose") == (found.by_chance > RARE)
        if found.shape == "camps":
            assert found.for_camps >= CLEAR
            assert found.stability >= STABLE
    assert shapes >= {"loose", "line", "camps"}


def test_the_largest_eigenvalue_is_compared_with_as_many_rooms_as_are_said() -> None:
    votes = by_chance(24, 8, seed=2)
    ballots = Ballots.of(votes)
    chance = np.random.RandomState(5)
    largest = np.linalg.eigvalsh(np.cov(votes.T))[-1]
    dealt = [_shuffled(votes, chance) for _ in range(400)]
    as_well = np.mean([np.linalg.eigvalsh(np.cov(one.T))[-1] >= largest for one in dealt])
    examination = Examination(
        ballots, np.zeros(8, np.bool_), np.zeros((24, 2)), group(np.zeros((24, 2)))
    )
    assert examination.by_chance() == pytest.approx(as_well, abs=0.15)


def _shuffled(votes: plain.Floats, chance: np.random.RandomState) -> plain.Floats:
    return np.column_stack([chance.permutation(column) for column in votes.T])


def test_nobody_and_one_group_have_no_camps() -> None:
    assert opinion_map(np.ones((20, 5))).structure == Structure()
    assert opinion_map(np.zeros((0, 5))).structure.shape == "loose"
