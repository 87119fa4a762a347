"""Measures of paired differences: the same unit before and after, or under A and under B. Plain Python.

`differences` are later − earlier, one a unit. Where people influenced each other (at a table), the
table is the unit, not the person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import erfc, sqrt

from tamtam.standing.ordinal import Z_95
from tamtam.standing.rankings import midranks

#: Up to so many differences p and interval are exact; above, from the normal distribution.
MOST_EXACT = 25


@dataclass(frozen=True, slots=True)
class SignedRank:
    """Wilcoxon's signed-rank test: the rank sums of ups and downs, and the two-sided p.

    `n` differences were not zero. `exact` is False where p comes from the normal distribution.
    """

    n: int
    up: float
    down: float
    p: float
    exact: bool


def mean_difference(differences: Sequence[float]) -> float | None:
    """The mean of the differences; None without any.

    >>> round(mean_difference([5, 6, 2, 0, 5, -1]), 3)
    2.833
    """
    return sum(differences) / len(differences) if differences else None


def signed_rank(differences: Sequence[float]) -> SignedRank | None:
    """The signed-rank test of "as much up as down"; None where all differences are zero.

    Zeros are dropped, and differences of equal size share the mean of their ranks. p is the share of
    all 2ⁿ ways to give the ranks signs whose sum lies as far from the middle; above 25 differences,
    that of the normal distribution, corrected for continuity and ties.

    Source: Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1, 1945; Pratt
    & Gibbons, "Concepts of Nonparametric Theory", 1981, chapter 3.

    >>> signed_rank([5, 6, 2, 0, 5, -1])
    SignedRank(n=5, up=14.0, down=1.0, p=0.125, exact=True)
    """
    told = [difference for difference in differences if difference]
    if not told:
        return None
    ranks = midranks([abs(difference) for difference in told])
    up = sum(rank for rank, difference in zip(ranks, told, strict=True) if difference > 0)
    down = sum(ranks) - up
    exact = len(told) <= MOST_EXACT
    p = _exact_p(ranks, up) if exact else _normal_p(ranks, up)
    return SignedRank(len(told), up, down, p, exact)


def _exact_p(ranks: Sequence[float], up: float) -> float:
    """In halves of a rank, so that all sums are whole numbers."""
    ways = _ways(tuple(round(2 * rank) for rank in ranks))
    middle, here = (len(ways) - 1) / 2, round(2 * up)
    as_far = sum(w for total, w in enumerate(ways) if abs(total - middle) >= abs(here - middle))
    share: float = as_far / 2 ** len(ranks)
    return share


@cache
def _ways(weights: tuple[int, ...]) -> list[int]:
    """At each sum, how many subsets of `weights` have it."""
    ways = [1]
    for weight in weights:
        ways = [a + b for a, b in zip(ways + [0] * weight, [0] * weight + ways, strict=True)]
    return ways


def _normal_p(ranks: Sequence[float], up: float) -> float:
    middle, sd = sum(ranks) / 2, sqrt(sum(rank**2 for rank in ranks)) / 2
    return erfc(max(0.0, abs(up - middle) - 0.5) / sd / sqrt(2))


def rank_biserial(differences: Sequence[float]) -> float | None:
    """The matched-pairs rank-biserial correlation, (up − down) / all ranks, in [−1, 1].

    Zeros are dropped; None where there is nothing else. Source: Kerby, "The simple difference
    formula", Comprehensive Psychology 3, 2014.

    >>> round(rank_biserial([5, 6, 2, 0, 5, -1]), 4)
    0.8667
    """
    found = signed_rank(differences)
    return (found.up - found.down) / (found.up + found.down) if found else None


def shift(differences: Sequence[float]) -> float | None:
    """The Hodges–Lehmann shift: the median of the means of each two differences; None without any.

    >>> shift([5, 6, 2, 0, 5, -1])
    2.5
    """
    if not differences:
        return None
    means = _walsh_means(differences)
    return (means[(len(means) - 1) // 2] + means[len(means) // 2]) / 2


def shift_interval(differences: Sequence[float]) -> tuple[float, float] | None:
    """An interval for `shift`, at 95 % or more, that belongs to the signed-rank test.

    The k-th smallest and largest mean of two differences, k − 1 the largest rank sum with P ≤ 0.025;
    exact up to 25 differences (with ties it holds at least as often), above from the normal
    distribution. None below 6 differences. Source: Hollander, Wolfe & Chicken, "Nonparametric
    Statistical Methods", section 3.3.

    >>> shift_interval([5, 6, 2, 0, 5, -1])
    (-1.0, 6.0)
    """
    k = _safe_rank(len(differences))
    means = _walsh_means(differences)
    return (means[k - 1], means[-k]) if k else None


@cache
def _safe_rank(n: int) -> int:
    """The largest k with P(rank sum < k) ≤ 0.025; 0 below 6 differences."""
    if n > MOST_EXACT:
        reach = Z_95 * sqrt(n * (n + 1) * (2 * n + 1) / 24)
        return int(n * (n + 1) / 4 - reach + 0.5)
    k = below = 0
    for ways in _ways(tuple(range(1, n + 1))):
        below += ways
        if 40 * below > 2**n:
            break
        k += 1
    return k


def _walsh_means(differences: Sequence[float]) -> list[float]:
    """The mean of each two differences, one twice being a pair too, from the least to the greatest."""
    ordered = sorted(differences)
    return sorted((a + b) / 2 for place, a in enumerate(ordered) for b in ordered[place:])
