"""The order of asking: each sentence is seen enough, and nobody reads results from it."""

import random
from collections import Counter

import numpy as np
import pytest
from tamtam.kinds.statements.routing import EVERY, Routing, Vote, extremity, priority
from tamtam.standing.opinion.ballots import Ballots
from tamtam.standing.opinion.plane import PrincipalPlane

from tests.standing.opinion.conversation import camps, with_gaps

TWENTY = [f"s{n}" for n in range(20)]


def asking(*cast: Vote, min_answers: int = 5) -> Routing:
    return Routing(cast, min_answers)


def room(seed: int, people: int, each: int, late: str = "") -> Counter[str]:
    """How often each of 20 sentences is voted on where everybody votes on `each`, taking turns.

    A `late` one comes when half of all votes are in.
    """
    chance, cast = random.Random(seed), list[Vote]()
    found = Routing(cast, 5)
    voted: dict[str, set[str]] = {f"p{n}": set() for n in range(people)}
    for turn in range(each):
        sentences = [one for one in TWENTY if one != late or 2 * turn >= each]
        for id in chance.sample(sorted(voted), people):
            order = found.order(sentences, seed, id)
            chosen = next(one for one in order if one not in voted[id])
            voted[id].add(chosen)
            cast.append(Vote(id, chosen, chance.choices((1, 0, -1), (5, 1, 3))[0]))
    return Counter(vote.sentence for vote in cast)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("people", "each"), [(12, 12), (40, 12), (40, 16)])
def test_each_sentence_is_seen_enough_though_nobody_votes_on_all(
    people: int, each: int, seed: int
) -> None:
    seen = room(seed, people, each)
    mean = people * each / len(TWENTY)
    assert sum(seen.values()) == people * each
    assert min(seen[one] for one in TWENTY) >= max(0.4 * mean, 4)
    assert max(seen.values()) <= 1.7 * mean


@pytest.mark.parametrize("seed", range(3))
def test_a_late_sentence_catches_up(seed: int) -> None:
    seen = room(seed, people=40, each=12, late="s7")
    assert seen["s7"] >= 0.8 * 24


def test_how_far_a_sentence_sets_people_apart_is_as_on_the_map() -> None:
    votes = with_gaps(camps((20, 14), 12, 0.2)[0], 0.3)
    people = [{f"s{c}": int(v) for c, v in enumerate(row) if v == v} for row in votes]
    ballots = Ballots.of(votes)
    exact = PrincipalPlane.of(ballots.co_votes(), np.zeros(12, np.bool_)).extremity()
    found = extremity(people)
    assert [found[f"s{c}"] for c in range(12)] == pytest.approx(exact.tolist(), rel=0.02, abs=0.02)


def test_where_all_agree_nothing_sets_people_apart() -> None:
    assert extremity([]) == {}
    assert extremity([{"a": 1, "b": 1}] * 9) == {"a": 0.0, "b": 0.0}
    lone = extremity([{"a": 1, "b": 1}] * 5 + [{"a": -1, "b": 1}] * 5)
    assert lone["b"] == pytest.approx(0)
    assert lone["a"] > 0.5


def test_what_sets_people_apart_is_asked_before_what_does_not() -> None:
    cast = [
        Vote(f"p{n}", sentence, side if sentence == "apart" else 1)
        for n in range(30)
        for side in (1 if n % 3 else -1,)
        for sentence in ("apart", "alike")
    ]
    alone = priority(30, 0, 20)
    assert asking(*cast).weight("apart") > 2 * alone


def test_what_a_few_answered_changes_nothing() -> None:
    others = [Vote(f"p{n}", one, 1) for n in range(9) for one in ("a", "b")]
    weights = [
        asking(*others, *(Vote(f"p{n}", "c", value) for n in range(4))).weight("c")
        for value in (1, 0, -1)
    ]
    assert len(set(weights)) == 1
    assert weights[0] < priority(0, 0, 0)


def test_a_single_vote_can_not_be_read_from_an_order() -> None:
    cast = [Vote(f"p{n}", one, 1) for n in range(EVERY) for one in ("a", "b", "c")]
    found = Routing(cast, 5)
    before = [found.weight(one) for one in "abc"]
    for n in range(EVERY - 1):
        cast.append(Vote(f"q{n}", "a", -1))
        assert [found.weight(one) for one in "abc"] == before
    cast.append(Vote("last", "a", -1))
    assert [found.weight(one) for one in "abc"] != before


def test_asking_often_or_seldom_gives_the_same_order() -> None:
    chance = random.Random(3)
    votes = [
        Vote(f"p{chance.randrange(20)}", chance.choice(TWENTY), chance.choice((1, 0, -1, None)))
        for _ in range(400)
    ]
    taken = {(v.participant, v.sentence) for v in votes if v.value is None}
    votes = [v for v in votes if v.value is not None or (v.participant, v.sentence) not in taken]
    cast: list[Vote] = []
    often = Routing(cast, 5)
    for vote in votes:
        cast.append(vote)
        often.order(TWENTY, 1, "p1")
    assert often.order(TWENTY, 1, "p1") == asking(*votes).order(TWENTY, 1, "p1")


def test_one_that_comes_or_goes_leaves_the_others_in_their_order() -> None:
    found = asking()
    for n in range(20):
        order = found.order(TWENTY, 1, f"p{n}")
        without = found.order(TWENTY[:-1], 1, f"p{n}")
        assert without == tuple(one for one in order if one != "s19")
