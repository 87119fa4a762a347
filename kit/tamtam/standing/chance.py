"""How often chance alone would rank as much alike as a room does. Needs numpy, so it is loaded late."""

from collections import Counter
from functools import lru_cache
from math import erfc, exp, gamma, sqrt

import numpy as np
from numpy.typing import NDArray

from tamtam.standing.rankings import Rankings, concordance, midranks, rank_sums, ties

RESAMPLES = 1_999
#: Above so many people the chi-square distribution is as good, and drawing takes long.
MOST_PEOPLE = 100

#: The ranks that somebody gave out, sorted, and how many people gave out the same.
_Patterns = tuple[tuple[tuple[float, ...], int], ...]


def concordance_chance(rankings: Rankings) -> tuple[float, str] | None:
    """The chance that people who rank at random come to a `concordance` as high, and how it was found.

    "permutation": each person's ranks shuffled 1 999 times over, (1 + as high) / 2 000, seeded by
    nothing but the ranks given out, so that the same rankings give the same chance on any machine.
    "chi_square": above 100 people, m·(k−1)·W against the chi-square distribution with k−1 degrees of
    freedom. None where there is no concordance.

    Source: Friedman, "The use of ranks to avoid the assumption of normality", J. Am. Stat. Assoc. 32,
    1937; Phipson & Smyth, "Permutation p-values should never be zero", 2010.
    """
    w = concordance(rankings)
    if w is None:
        return None
    m, sums = sum(rankings.values()), rank_sums(rankings)
    k = len(sums)
    if m > MOST_PEOPLE:
        return chi_square_above(m * (k - 1) * w, k - 1), "chi_square"
    spreads = _spreads_by_chance(_patterns(rankings))
    here = _spread(np.array([sums]))[0]
    return float((1 + np.sum(spreads >= here - 1e-6)) / (1 + RESAMPLES)), "permutation"


def _patterns(rankings: Rankings) -> _Patterns:
    """What was given out, in an order of its own; who ranked how is left behind."""
    given: Counter[tuple[float, ...]] = Counter()
    for scores, count in rankings.items():
        given[tuple(sorted(midranks(scores)))] += count
    return tuple(sorted((pattern, count) for pattern, count in given.items() if count))


@lru_cache(maxsize=100)  # without ties it depends on nothing but how many ranked how much
def _spreads_by_chance(patterns: _Patterns) -> NDArray[np.float64]:
    """The squared deviations of the rank sums, each time everybody's ranks were shuffled."""
    people, things = sum(count for _, count in patterns), len(patterns[0][0])
    seed = [people, things, *(ties(pattern) * count for pattern, count in patterns)]
    rng = np.random.RandomState(seed)
    sums = np.zeros((RESAMPLES, things))
    for pattern, count in patterns:
        ranks = np.array(pattern)
        for _ in range(count):
            sums += ranks[rng.rand(RESAMPLES, things).argsort(axis=1)]
    return _spread(sums)


def _spread(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    spread: NDArray[np.float64] = ((sums - sums.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    return spread


def chi_square_above(x: float, degrees: int) -> float:
    """P(χ² > x) for a whole number of degrees of freedom, by the recurrence from 1 or 2 upwards.

    >>> round(chi_square_above(12.5916, 6), 4), round(chi_square_above(3.8415, 1), 4)
    (0.05, 0.05)
    """
    half = x / 2
    chance, a = (exp(-half), 1.0) if degrees % 2 == 0 else (erfc(sqrt(half)), 0.5)
    while a < degrees / 2:
        chance += half**a * exp(-half) / gamma(a + 1)
        a += 1
    return min(1.0, chance)
