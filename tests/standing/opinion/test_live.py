"""The live map: as the map of all votes at once, and steady from one look to the next."""

import random
from itertools import pairwise

import numpy as np
import pytest
from tamtam.standing import opinion_map
from tamtam.standing.opinion.grouping import adjusted_rand
from tamtam.standing.opinion.live import EVERY, LiveMap

from tests.standing.opinion import plain
from tests.standing.opinion.conversation import by_chance, camps, same, with_gaps

Vote = tuple[int, int, int | None]
NAN = float("nan")


def one_by_one(votes: plain.Floats, seed: int = 1) -> list[Vote]:
    """Everybody's votes in any order."""
    cast = [(int(p), int(s), int(votes[p, s])) for p, s in np.argwhere(~np.isnan(votes))]
    return random.Random(seed).sample(cast, len(cast))


def following(votes: plain.Floats) -> LiveMap:
    """A live map that knows as many people and statements, in their order, and no vote yet."""
    live = LiveMap()
    for statement in range(votes.shape[1]):
        live.know(statement)
    for person in range(len(votes)):
        live.vote(person, 0, None)
    return live


def distances(positions: plain.Floats) -> plain.Floats:
    found: plain.Floats = np.hypot(*(positions[:, None] - positions).transpose(2, 0, 1))
    return found


@pytest.mark.parametrize("missing", [0, 0.4])
def test_after_all_votes_it_is_the_map_of_all_votes(missing: float) -> None:
    votes = with_gaps(camps((20, 14), 12, 0.2)[0], missing)
    live = following(votes)
    for vote in one_by_one(votes):
        live.vote(*vote)
    found, expected = live.now(), opinion_map(votes)
    assert distances(found.positions) == pytest.approx(distances(expected.positions), abs=1e-6)
    both = expected.groups >= 0
    assert (found.groups[both] >= 0).all()
    assert adjusted_rand(found.groups[both], expected.groups[both]) == 1
    assert (found.majority, found.divisive) == (expected.majority, expected.divisive)
    assert found.priority == pytest.approx(expected.priority)
    assert found.separated
    assert expected.separated


def test_a_map_that_begins_with_all_votes_is_the_same_one() -> None:
    votes = with_gaps(camps((20, 14), 12, 0.2)[0], 0.4)
    found, expected = LiveMap.of(votes).now(), opinion_map(votes)
    assert found.positions == pytest.approx(expected.positions)
    assert np.array_equal(found.groups, expected.groups)
    assert found.letters == expected.letters == (0, 1)


def test_looking_changes_nothing_that_is_seen_later() -> None:
    votes = one_by_one(with_gaps(camps((20, 14), 12, 0.3)[0], 0.2))
    often, seldom = LiveMap(), LiveMap()
    for count, vote in enumerate(votes):
        often.vote(*vote)
        seldom.vote(*vote)
        if count % 17 == 0:
            often.now()
        if count % 120 == 100:
            assert same(often.now(), seldom.now())
    assert same(often.now(), seldom.now())


def test_votes_changed_and_taken_back_count_as_if_never_given() -> None:
    votes = with_gaps(camps((12, 9), 8, 0.2)[0], 0.3)
    live = following(votes)
    for person, statement, value in one_by_one(by_chance(21, 8)):
        live.vote(person, statement, value)
    for person, statement in np.argwhere(np.isnan(votes)):
        live.vote(int(person), int(statement), None)
    for vote in one_by_one(votes):
        live.vote(*vote)
    found, expected = live.now(), opinion_map(votes)
    assert found.priority == pytest.approx(expected.priority)
    assert distances(found.positions) == pytest.approx(distances(expected.positions), abs=1e-6)


def test_who_was_in_the_map_stays_in_it() -> None:
    live = LiveMap()
    for statement in "abcdefgh":
        live.know(statement)
    for count in range(EVERY):
        live.vote("early" if count == 0 else f"p{count % 12}", "abcdefgh"[count % 8], 1)
    for person in range(40):
        for statement in "abcdefgh":
            live.vote(f"late{person}", statement, 1)
    live.vote("latest", "a", 1)
    groups = live.now().groups
    assert groups[live.people["early"]] == 0
    assert groups[live.people["latest"]] == -1
    live.vote("early", "a", None)
    assert live.now().groups[live.people["early"]] == -1


def test_nothing_jumps_while_votes_come_in() -> None:
    votes, _ = camps((22, 18), 14, 0.25)
    live, shown = following(votes), []
    for count, vote in enumerate(one_by_one(votes)):
        live.vote(*vote)
        if count % 50 == 0 and count >= 200:
            shown.append(live.now())
    assert len(shown) >= 7
    for before, after in pairwise(shown):
        for axis in (0, 1):
            assert (before.components[axis] * after.components[axis]).sum() > 0
        assert np.corrcoef(before.positions[:, 0], after.positions[:, 0])[0, 1] > 0.9
        stayed = (before.groups == after.groups).mean()
        assert stayed > 0.8


def test_a_group_keeps_its_letter_when_another_outgrows_it() -> None:
    votes, camp = camps((9, 30), 10, 0.05)
    small, large = np.flatnonzero(camp == 0).tolist(), np.flatnonzero(camp == 1).tolist()
    live = LiveMap()
    for person in (*small, *large[:5], *large[5:]):
        for statement in range(10):
            live.vote(person, statement, int(votes[person, statement]))
    found = live.now()
    row = [live.people[person] for person in small]
    assert found.sizes == (9, 30)
    assert set(found.groups[row].tolist()) == {0}
    assert found.letters == (0, 1)


def test_between_two_steps_nothing_is_decided() -> None:
    votes, _ = camps((14, 10), 9, 0.3)
    live = following(votes)
    decided: dict[int, set[tuple[object, ...]]] = {}
    for vote in one_by_one(votes):
        live.vote(*vote)
        found = live.now()
        decided.setdefault(live.steps, set()).add((found.k, found.letters, found.structure))
    assert len(decided) >= 12
    assert all(len(of_a_step) == 1 for of_a_step in decided.values())


def test_what_was_never_shown_holds_nothing_back() -> None:
    noise, votes = by_chance(24, 8, seed=3), camps((9, 15), 8, 0.05)[0]
    live = following(votes)
    for vote in one_by_one(noise):
        live.vote(*vote)
        assert not live.now().separated
    for vote in one_by_one(votes):
        live.vote(*vote)
        if live.now().separated:
            break
    assert live.now().letters == tuple(range(live.now().k))
    assert sorted(live.now().sizes, reverse=True) == list(live.now().sizes)


def test_a_statement_that_too_few_voted_on_shapes_nothing() -> None:
    votes, _ = camps((20, 14), 12, 0.2)
    maps = []
    for value in (1, -1):
        votes[:4, 3], votes[4:, 3] = value, NAN
        live = LiveMap(least=5)
        for vote in one_by_one(votes):
            live.vote(*vote)
        maps.append(live.now())
        assert not maps[-1].components[:, live.statements[3]].any()
    assert np.array_equal(maps[0].positions, maps[1].positions)
    assert np.array_equal(maps[0].groups, maps[1].groups)


def test_what_is_left_out_shapes_nothing_from_then_on() -> None:
    votes, _ = camps((20, 14), 12, 0.2)
    live = LiveMap.of(votes)
    live.leave_out(3)
    found, expected = live.now(), opinion_map(votes, moderated_out=[3])
    assert not found.components[:, 3].any()
    assert found.priority == pytest.approx(expected.priority)


def test_statements_may_come_while_people_vote() -> None:
    votes, _ = camps((20, 14), 12, 0.2)
    live = LiveMap.of(votes[:, :8])
    for statement in range(8, 12):
        for person in range(34):
            live.vote(person, statement, int(votes[person, statement]))
    assert live.now().priority == pytest.approx(opinion_map(votes).priority)


def test_before_the_first_vote_there_is_an_empty_map() -> None:
    found = LiveMap().now()
    assert (found.k, found.positions.shape, found.separated) == (0, (0, 2), False)


def test_what_is_no_vote_is_refused() -> None:
    with pytest.raises(ValueError, match="a vote is 1"):
        LiveMap().vote("p", "s", 2)
