"""The opinion map: a real conversation, every small room, the same map from the same votes."""

import itertools

import numpy as np
import pytest
from tamtam.standing import opinion_map
from tamtam.standing.opinion.grouping import adjusted_rand

from tests.standing.opinion.conversation import camps, conversation, same, with_gaps

NAN = float("nan")


def test_a_real_conversation_falls_into_the_published_groups() -> None:
    talk = conversation()
    found = opinion_map(talk.votes, moderated_out=talk.rejected)
    both = (found.groups >= 0) & (talk.published >= 0)
    published = talk.published[both]
    assert adjusted_rand(found.groups[both], published) >= 0.9
    centroids = np.array([found.positions[talk.published == g].mean(0) for g in (0, 1)])
    apart = found.positions[both][:, None] - centroids
    assert adjusted_rand((apart**2).sum(-1).argmin(1), published) >= 0.85
    assert (found.k, found.structure.shape) == (2, "line")


def test_a_real_conversation_with_the_published_number_of_groups() -> None:
    talk = conversation()
    found = opinion_map(talk.votes, k=2, moderated_out=talk.rejected)
    both = (found.groups >= 0) & (talk.published >= 0)
    assert both.sum() == 441
    assert adjusted_rand(found.groups[both], talk.published[both]) >= 0.9


def test_what_is_moderated_out_shapes_nothing_and_is_in_no_list() -> None:
    votes, _ = camps((20, 20), 12, 0.2)
    found = opinion_map(votes, moderated_out=(3, 7))
    assert not found.components[:, [3, 7]].any()
    assert not found.priority[[3, 7]].any()
    listed = {*found.majority.agree, *found.majority.disagree, *found.divisive}
    listed |= {one.statement for telling in found.representative for one in telling}
    assert listed
    assert not listed & {3, 7}
    votes[:, 3] = 1
    assert np.array_equal(opinion_map(votes, moderated_out=(3, 7)).positions, found.positions)


def test_a_meta_statement_shapes_nothing_and_is_asked_early() -> None:
    found = opinion_map(camps((20, 20), 12, 0.2)[0], meta=(3,))
    assert not found.components[:, 3].any()
    assert found.priority[3] == 49


def test_nobody_and_no_statements_make_an_empty_map() -> None:
    for shape in ((0, 5), (3, 0), (0, 0)):
        found = opinion_map(np.zeros(shape))
        assert (found.k, found.separated, found.sizes, found.representative) == (0, False, (), ())
        assert found.positions.shape == (shape[0], 2)
        assert found.components.shape == (2, shape[1])
        assert len(found.priority) == len(found.group_consensus) == shape[1]


def test_people_who_did_not_vote_are_in_no_group() -> None:
    found = opinion_map([[NAN] * 4] * 3)
    assert found.groups.tolist() == [-1, -1, -1]
    assert not found.positions.any()


def test_the_first_vote_of_one_person_makes_a_map() -> None:
    found = opinion_map([[NAN, 1, NAN]])
    assert (found.k, found.groups.tolist(), found.separated) == (1, [0], False)
    assert not found.positions.any()


@pytest.mark.parametrize("value", [-1, 0, 1])
def test_all_alike_stand_in_one_place_and_are_one_group(value: int) -> None:
    found = opinion_map(np.full((20, 5), value))
    assert (found.k, found.sizes, found.structure.shape, found.silhouette) == (1, (20,), "loose", 0)
    assert not found.positions.any()
    lists = {-1: ((), (0, 1, 2, 3, 4)), 0: ((), ()), 1: ((0, 1, 2, 3, 4), ())}
    assert (found.majority.agree, found.majority.disagree) == lists[value]
    assert found.divisive == ()


def test_a_room_on_three_statements_is_mapped() -> None:
    found = opinion_map([[1, 1, -1]] * 8 + [[-1, -1, 1]] * 6)
    assert (found.k, found.sizes) == (2, (8, 6))


def test_twelve_people_on_six_statements_are_mapped() -> None:
    found = opinion_map(camps((6, 6), 6, 0.1)[0])
    assert (found.k, found.sizes) == (2, (6, 5))  # one stands between them


def test_statements_that_nobody_voted_on_move_nobody() -> None:
    votes, _ = camps((12, 10), 9, 0.2)
    wider = np.hstack([votes, np.full((22, 3), NAN)])
    found, before = opinion_map(wider), opinion_map(votes)
    assert np.array_equal(found.groups, before.groups)
    assert not found.components[:, 9:].any()
    # the root in a position counts all statements there are
    assert found.positions == pytest.approx(before.positions * np.sqrt(12 / 9), abs=1e-8)


def test_every_tiny_room_is_mapped_without_a_warning() -> None:
    chance = np.random.RandomState(5)
    for people, statements in itertools.product((1, 2, 3, 4), repeat=2):
        found = opinion_map(chance.choice([-1, 0, 1, NAN], (people, statements)))
        assert np.isfinite(found.positions).all()
        assert np.isfinite(found.priority).all()
        assert not found.separated


def test_the_order_of_people_changes_nothing_but_their_order() -> None:
    votes = with_gaps(camps((25, 15), 14, 0.3)[0], 0.3)
    shuffled = np.random.RandomState(3).permutation(40)
    one, other = opinion_map(votes), opinion_map(votes[shuffled])
    assert one.positions[shuffled] == pytest.approx(other.positions, abs=1e-8)
    assert np.array_equal(one.groups[shuffled], other.groups)


def test_the_same_votes_give_the_same_map_and_leave_chance_alone() -> None:
    votes = with_gaps(camps((25, 15), 14, 0.3)[0], 0.3)
    np.random.seed(1)
    before = np.random.random_sample()
    np.random.seed(1)
    assert same(opinion_map(votes), opinion_map(votes.copy()))
    assert np.random.random_sample() == before


def test_a_few_are_no_group() -> None:
    assert opinion_map(camps((30, 4), 20, 0)[0]).sizes == (34,)
    assert opinion_map(camps((194, 6), 10, 0)[0]).sizes == (200,)
    assert opinion_map(camps((20, 6), 10, 0)[0]).sizes == (20, 6)


def test_who_stands_alone_is_in_the_map_and_in_no_group() -> None:
    found = opinion_map([[1] * 12] * 14 + [[-1] * 12] * 12 + [[1, -1] * 6])
    assert found.inside.all()
    assert (found.sizes, found.groups[-1]) == ((14, 12), -1)


def test_the_main_direction_is_the_first_axis() -> None:
    found = opinion_map(camps((20, 14), 12, 0.3)[0])
    assert np.array_equal(found.along(), found.positions[:, 0])


def test_a_map_cannot_be_written_to() -> None:
    found = opinion_map(camps((8, 8), 9, 0.1)[0])
    with pytest.raises(ValueError, match="read-only"):
        found.positions[0, 0] = 1
    with pytest.raises(AttributeError):
        found.silhouette = 1  # type: ignore[misc]


def test_columns_that_are_not_there_and_no_groups_are_refused() -> None:
    with pytest.raises(ValueError, match="no statement 5 among 3"):
        opinion_map(np.ones((4, 3)), moderated_out=[5])
    with pytest.raises(ValueError, match="no statement -1"):
        opinion_map(np.ones((4, 3)), meta=[-1])
    with pytest.raises(ValueError, match="at least 1 group"):
        opinion_map(np.ones((4, 3)), k=0)
