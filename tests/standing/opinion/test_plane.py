"""The plane and the places in it: against a dense SVD and a loop over votes."""

import numpy as np
import pytest
from tamtam.standing.opinion.ballots import Ballots
from tamtam.standing.opinion.plane import PrincipalPlane, in_the_map

from tests.standing.opinion import plain
from tests.standing.opinion.conversation import by_chance, camps, conversation, with_gaps


def marked(size: int, columns: tuple[int, ...] = ()) -> "np.typing.NDArray[np.bool_]":
    found = np.zeros(size, np.bool_)
    found[list(columns)] = True
    return found


ROOMS = [
    camps((12, 9), 15, 0.3)[0],
    with_gaps(camps((30, 20, 10), 24, 0.4)[0], 0.5),
    by_chance(8, 30),
    with_gaps(by_chance(40, 6), 0.3),
]


@pytest.mark.parametrize("votes", ROOMS)
@pytest.mark.parametrize("silent", [(), (0, 4)])
def test_components_and_positions_are_those_of_a_dense_svd(
    votes: plain.Floats, silent: tuple[int, ...]
) -> None:
    ballots = Ballots.of(votes)
    expected, places = plain.plane(votes, silent)
    for found in (
        PrincipalPlane.of(ballots.co_votes(), marked(votes.shape[1], silent)),
        PrincipalPlane.of_few(ballots, marked(votes.shape[1], silent)),
    ):
        signs = np.sign((found.axes * expected).sum(1))
        assert np.abs((found.axes * expected).sum(1)) == pytest.approx(1, abs=1e-9)
        assert np.allclose(found.positions(ballots), places * signs, atol=1e-8)


def test_a_real_conversation_is_mapped_as_a_dense_svd_maps_it() -> None:
    talk = conversation()
    ballots = Ballots.of(talk.votes)
    found = PrincipalPlane.of(ballots.co_votes(), marked(talk.votes.shape[1], talk.rejected))
    expected, places = plain.plane(talk.votes, talk.rejected)
    cosines = (found.axes * expected).sum(1)
    assert (np.abs(cosines) >= 0.9999).all()
    assert np.abs(found.positions(ballots) - places * np.sign(cosines)).max() < 1e-3


def test_an_axis_points_to_the_statement_it_weighs_most() -> None:
    for votes in ROOMS:
        axes = PrincipalPlane.of(Ballots.of(votes).co_votes(), marked(votes.shape[1])).axes
        assert (axes[np.arange(2), np.abs(axes).argmax(1)] > 0).all()


def test_axes_of_equal_weight_are_the_same_whichever_way_they_are_computed() -> None:
    every_vote = np.array([[a, b, c] for a in (1, -1) for b in (1, -1) for c in (1, -1)])
    ballots = Ballots.of(every_vote)
    assert PrincipalPlane.of(ballots.co_votes(), marked(3)).axes == pytest.approx(np.eye(3)[:2])
    assert PrincipalPlane.of_few(ballots, marked(3)).axes == pytest.approx(np.eye(3)[:2])


def test_where_nobody_differs_there_is_no_axis() -> None:
    plane = PrincipalPlane.of(Ballots.of(np.ones((5, 4))).co_votes(), marked(4))
    assert not plane.axes.any()
    assert plane.spread.tolist() == [0, 0]


def test_extremity_is_how_far_out_a_lone_agreement_stands() -> None:
    votes = with_gaps(camps((12, 9), 15, 0.3)[0], 0.4)
    plane = PrincipalPlane.of(Ballots.of(votes).co_votes(), marked(15))
    lone = np.full((15, 15), np.nan)
    np.fill_diagonal(lone, 1)
    assert plane.extremity() == pytest.approx(np.hypot(*plane.positions(Ballots.of(lone)).T))


def test_changing_votes_one_by_one_gives_the_sums_of_counting_afresh() -> None:
    before, after = Ballots.of(with_gaps(by_chance(9, 5), 0.5, 3)), with_gaps(by_chance(9, 5), 0.5)
    sums = before.co_votes()
    for person in range(9):
        cast, given = before.cast[person].astype(int), before.given[person].astype(int)
        for statement, vote in enumerate(after[person]):
            now = None if np.isnan(vote) else int(vote)
            sums.vote(cast, given, statement, now)
            cast[statement], given[statement] = now is not None, now or 0
    expected = Ballots.of(after).co_votes()
    assert np.array_equal(sums.together, expected.together)
    assert np.array_equal(sums.sums, expected.sums)
    assert np.array_equal(sums.products, expected.products)


def inside_of(votes: plain.Floats, *silent: int) -> "np.typing.NDArray[np.bool_]":
    return in_the_map(Ballots.of(votes), marked(votes.shape[1], silent))


def test_where_few_statements_shape_the_map_a_vote_on_each_is_enough() -> None:
    votes = np.full((30, 12), np.nan)
    votes[:20, :3] = 1
    assert inside_of(votes).sum() == 15
    assert inside_of(votes, *range(3, 12)).sum() == 20


def test_in_the_map_are_those_with_seven_votes_or_all_there_are() -> None:
    votes = np.full((30, 10), np.nan)
    for person in range(30):
        votes[person, : person % 10 + 1] = 1
    inside = inside_of(np.tile(votes, (2, 1)))
    assert np.array_equal(inside, np.tile(np.arange(30) % 10 >= 6, 2))
    assert inside_of(np.ones((20, 3))).all()


def test_a_small_map_is_filled_up_with_the_fifteen_who_voted_most() -> None:
    votes = np.full((40, 10), np.nan)
    for person in range(40):
        votes[person, : person // 5] = 1
    assert np.flatnonzero(inside_of(votes)).tolist() == list(range(25, 40))


def test_someone_without_a_vote_is_never_in_the_map() -> None:
    votes = np.full((3, 4), np.nan)
    votes[1, 2] = -1
    assert inside_of(votes).tolist() == [False, True, False]
    assert not inside_of(np.zeros((3, 0))).any()


@pytest.mark.parametrize("votes", [[[2.0]], [[0.5]], [1, 0], [[float("inf")]]])
def test_what_is_no_vote_is_refused(votes: object) -> None:
    with pytest.raises(ValueError, match="vote"):
        Ballots.of(np.array(votes))


def test_a_plane_turns_to_lie_as_another_did_and_nothing_else_changes() -> None:
    votes = with_gaps(camps((30, 20, 10), 24, 0.4)[0], 0.5)
    plane = PrincipalPlane.of(Ballots.of(votes).co_votes(), marked(24))
    angle = np.array([[np.cos(2.2), -np.sin(2.2)], [np.sin(2.2), np.cos(2.2)]])
    for turn in (-np.eye(2), np.eye(2)[::-1], angle):
        other = PrincipalPlane(plane.means, turn @ plane.axes, plane.spread, plane.silent)
        back = other.turned(plane.axes)
        assert back.axes == pytest.approx(plane.axes)
        assert back.axes @ back.axes.T == pytest.approx(np.eye(2))
    assert plane.turned(-plane.axes).spread == pytest.approx(plane.spread)
    wider = plane.turned(plane.axes[:, :20])
    assert np.abs(np.linalg.det(wider.axes @ plane.axes.T)) == pytest.approx(1)
