"""What is said of statements: the lists and numbers of the rules, from plain loops over votes."""

import numpy as np
import pytest
from tamtam.standing.opinion import statements
from tamtam.standing.opinion.ballots import Ballots, VoteCounts

from tests.standing.opinion import plain
from tests.standing.opinion.conversation import camps, conversation, with_gaps


def counts(*columns: tuple[int, int, int]) -> VoteCounts:
    """Agree, disagree and seen of each statement."""
    return VoteCounts(*np.array(columns, np.float64).T)


def grouped(*groups: VoteCounts) -> VoteCounts:
    fields = ("agree", "disagree", "seen")
    return VoteCounts(*(np.array([getattr(group, field) for group in groups]) for field in fields))


def none(size: int) -> "np.typing.NDArray[np.bool_]":
    return np.zeros(size, np.bool_)


def test_the_values_of_the_storyboard() -> None:
    shared = grouped(counts((4, 1, 5), (5, 0, 5)), counts((3, 1, 4), (0, 4, 4)))
    assert statements.group_consensus(shared) == pytest.approx([0.4762, 0.1429], abs=5e-5)
    ratio = statements.likely(np.array(4.0), np.array(5.0)) / statements.likely(
        np.array(3.0), np.array(4.0)
    )
    assert float(ratio) == pytest.approx(1.0714, abs=5e-5)


CONVERSATIONS = {
    "real": (conversation().votes, conversation().published, conversation().rejected),
    "made up": (
        with_gaps(camps((30, 20, 12), 18, 0.5)[0], 0.4),
        np.where(np.arange(62) % 9, camps((30, 20, 12), 18, 0.5)[1], -1),
        (3, 11),
    ),
}


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_lists_and_consensus_are_those_of_the_formulas_given_the_groups(name: str) -> None:
    votes, groups, out = CONVERSATIONS[name]
    ballots, left_out = Ballots.of(votes), none(votes.shape[1])
    left_out[list(out)] = True
    by_group = ballots.counts_by_group(groups, groups.max() + 1)
    found = statements.representative(by_group, left_out)
    for g, telling in enumerate(found):
        expected = plain.representative(votes, groups, g, out)
        assert [(one.statement, one.side) for one in telling] == [one[:2] for one in expected]
        assert [one.weight for one in telling] == pytest.approx([one[2] for one in expected])
        assert telling[0].best_agree
        assert not any(one.best_agree for one in telling[1:])
    assert (
        np.abs(statements.group_consensus(by_group) - plain.group_consensus(votes, groups)).max()
        <= 1e-9
    )
    most = statements.majority(ballots.counts(), left_out)
    assert [list(most.agree), list(most.disagree)] == plain.majority(votes, out)


def test_what_to_ask_next_follows_the_formula() -> None:
    votes, _, _ = CONVERSATIONS["made up"]
    extremity = np.linspace(0, 2, 18)
    out, meta = none(18), none(18)
    out[2], meta[5] = True, True
    found = statements.priority(Ballots.of(votes).counts(), extremity, out, meta)
    for c in set(range(18)) - {2, 5}:
        assert found[c] == pytest.approx(plain.priority(votes, c, extremity[c]), abs=1e-9)
    assert (found[2], found[5]) == (0, 49)


def test_a_statement_nobody_saw_is_asked_before_one_that_many_agree_with() -> None:
    everyone = counts((0, 0, 0), (40, 2, 45), (2, 1, 40))
    found = statements.priority(everyone, np.zeros(3), none(3), none(3))
    assert np.argsort(-found).tolist() == [0, 1, 2]


def test_one_group_has_nothing_that_tells_it_from_others() -> None:
    assert statements.representative(grouped(counts((9, 0, 9))), none(1)) == ((),)
    assert statements.representative(VoteCounts(*np.zeros((3, 0, 4))), none(4)) == ()


def test_a_group_keeps_its_best_agreement_among_five_disagreements() -> None:
    here = counts(*[(0, 60, 60)] * 6, (40, 10, 60))
    there = counts(*[(60, 0, 60)] * 6, (20, 30, 60))
    telling = statements.representative(grouped(here, there), none(7))[0]
    assert [(one.statement, one.side) for one in telling] == [
        (6, "agree"),
        *((c, "disagree") for c in range(4)),
    ]
    assert [one.best_agree for one in telling] == [True, *[False] * 4]


def test_what_divides_most_is_what_as_many_agree_as_disagree_with() -> None:
    everyone = counts(
        (10, 0, 10), (5, 5, 10), (1, 1, 2), (4, 4, 20), (7, 3, 10), (0, 0, 0), (50, 50, 100)
    )
    assert statements.divisive(everyone, none(7)) == (6, 1, 2, 4, 3)
    assert statements.divisiveness(counts((1, 1, 2), (5, 5, 10))) == pytest.approx([0.5, 10 / 12])
    left_out = none(7)
    left_out[[6, 1]] = True
    assert statements.divisive(everyone, left_out) == (2, 4, 3)


def test_a_share_of_one_everywhere_is_no_difference() -> None:
    every = np.array(9.0)
    assert statements.two_proportion_z(every, every, every, every) == 0
