"""What the votes say of each statement: who stands for it, what all share, what divides, what next.

Every list holds statements by their column. Formulas as in pol.is' math of October 2024.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tamtam.standing.opinion.ballots import Floats, VoteCounts

#: A list has at most so many statements each way.
LONGEST = 5
#: The normal quantile that 10 % lie above: a one-sided test at 90 %.
SIGNIFICANT = 1.2816
#: The priority of a statement about the people themselves rather than the subject.
META = 49.0

Side = Literal["agree", "disagree"]


@dataclass(frozen=True, slots=True)
class Representative:
    """A statement by which a group differs from all others.

    `share` is how likely a vote of the group is on that `side` (0 to 1), `ratio` how many times
    likelier than elsewhere; `share_test` and `ratio_test` are the z of each. `best_agree` marks the
    one statement that the group agrees with most typically.
    """

    statement: int
    side: Side
    share: float
    ratio: float
    share_test: float
    ratio_test: float
    best_agree: bool = False

    @property
    def weight(self) -> float:
        """What statements are ranked by."""
        return self.ratio * self.ratio_test * self.share * self.share_test


@dataclass(frozen=True, slots=True)
class Majority:
    """Statements that all people together agree with, and those they disagree with, clearest first."""

    agree: tuple[int, ...] = ()
    disagree: tuple[int, ...] = ()


def likely(successes: Floats, seen: Floats) -> Floats:
    """How likely a vote is of that sort, as drawn toward ½ by one vote each way: (s + 1) / (n + 2)."""
    return (successes + 1) / (seen + 2)


def one_proportion_z(successes: Floats, seen: Floats) -> Floats:
    """z of more than half being of that sort: 2·√(n + 1)·((s + 1)/(n + 1) − ½)."""
    found: Floats = 2 * np.sqrt(seen + 1) * ((successes + 1) / (seen + 1) - 0.5)
    return found


def two_proportion_z(here: Floats, seen: Floats, there: Floats, seen_there: Floats) -> Floats:
    """z of the share here being larger than there, all four counts plus 1; 0 if everybody's is 1."""
    a, n, b, m = here + 1, seen + 1, there + 1, seen_there + 1
    pooled = (a + b) / (n + m)
    differ = pooled < 1
    error = np.sqrt(np.where(differ, pooled * (1 - pooled), 1) * (1 / n + 1 / m))
    return np.where(differ, (a / n - b / m) / error, 0.0)


def representative(
    groups: VoteCounts, left_out: NDArray[np.bool_]
) -> tuple[tuple[Representative, ...], ...]:
    """For each group (counts k × S) its five most telling statements, those it agrees with first.

    A statement tells of a group where the group is on one side of it, and more so than the others,
    both significantly. The best agreed one is kept among the five. With one group there is nobody
    to differ from, and nothing to tell.
    """
    if len(groups.seen) < 2:
        return ((),) * len(groups.seen)
    return tuple(_telling(groups, one, left_out) for one in range(len(groups.seen)))


def group_consensus(groups: VoteCounts) -> Floats:
    """The product over all groups (counts k × S) of how likely each agrees: S numbers, 0 to 1.

    High only where every group agrees, whatever their sizes.
    """
    found: Floats = np.prod(likely(groups.agree, groups.seen), axis=0)
    return found


def majority(everyone: VoteCounts, left_out: NDArray[np.bool_]) -> Majority:
    """What most people agree with, and disagree with, significantly: counts S."""
    return Majority(
        *(_most(everyone, side, left_out) for side in (everyone.agree, everyone.disagree))
    )


def divisiveness(everyone: VoteCounts) -> Floats:
    """How evenly a statement divides people, 0 to 1: 2·min(agree, disagree) / (seen + 2).

    Ours. Passes lower it, and so do few votes: one each way is ½, five each way .83.
    """
    return 2 * np.minimum(everyone.agree, everyone.disagree) / (everyone.seen + 2)


def divisive(everyone: VoteCounts, left_out: NDArray[np.bool_]) -> tuple[int, ...]:
    """The five statements that divide people most evenly, if anybody is divided on them."""
    found = np.where(left_out, 0, divisiveness(everyone))
    return _first(np.flatnonzero(found > 0), found)


def priority(
    everyone: VoteCounts, extremity: Floats, left_out: NDArray[np.bool_], meta: NDArray[np.bool_]
) -> Floats:
    """How soon a statement is to be asked, S: new ones first, then those that tell people apart.

    [(1 − p)·(1 + E)·a·(1 + 8·2^(−seen/5))]², p and a how likely a pass and an agreement are, E how
    far out someone stands who only agreed with it. 49 for a `meta` statement, 0 for one left out.
    """
    passes = likely(everyone.seen - everyone.agree - everyone.disagree, everyone.seen)
    agrees = likely(everyone.agree, everyone.seen)
    fresh = 1 + 8 * 2.0 ** (-everyone.seen / 5)
    found: Floats = ((1 - passes) * (1 + extremity) * agrees * fresh) ** 2
    found[meta] = META
    found[left_out] = 0
    return found


def _telling(
    groups: VoteCounts, one: int, left_out: NDArray[np.bool_]
) -> tuple[Representative, ...]:
    seen = groups.seen[one]
    seen_there = groups.seen.sum(0) - seen
    found: list[Representative] = []
    sides: tuple[tuple[Side, Floats], ...] = (
        ("agree", groups.agree),
        ("disagree", groups.disagree),
    )
    for side, count in sides:
        here = count[one]
        there = count.sum(0) - here
        share, share_z = likely(here, seen), one_proportion_z(here, seen)
        ratio = share / likely(there, seen_there)
        ratio_z = two_proportion_z(here, seen, there, seen_there)
        clear = (share_z > SIGNIFICANT) & (ratio_z > SIGNIFICANT) & ~left_out
        for at in np.flatnonzero(clear):
            of = [float(array[at]) for array in (share, ratio, share_z, ratio_z)]
            found.append(Representative(int(at), side, of[0], of[1], of[2], of[3]))
    return _ranked(found)


def _ranked(found: Sequence[Representative]) -> tuple[Representative, ...]:
    ranked = sorted(found, key=lambda one: (-one.weight, one.statement))
    best = next((one for one in ranked if one.side == "agree"), None)
    if best:
        ranked.remove(best)
        ranked.insert(0, replace(best, best_agree=True))
    return tuple(sorted(ranked[:LONGEST], key=lambda one: one.side))


def _most(everyone: VoteCounts, side: Floats, left_out: NDArray[np.bool_]) -> tuple[int, ...]:
    share, z = likely(side, everyone.seen), one_proportion_z(side, everyone.seen)
    return _first(np.flatnonzero((share > 0.5) & (z > SIGNIFICANT) & ~left_out), share * z)


def _first(among: NDArray[np.intp], weight: Floats) -> tuple[int, ...]:
    """The five of most weight; among equals the one that stands first."""
    ranked = among[np.argsort(-weight[among], kind="stable")]
    return tuple(int(at) for at in ranked[:LONGEST])
