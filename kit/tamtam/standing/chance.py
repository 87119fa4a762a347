"""How often chance alone would look like what a room answered. Needs numpy, so it is loaded late.

Each is seeded by nothing but the answers, whoever gave them: the same answers give the same chance on
any machine. Where several items are looked at, the chance is that *any* of them comes out so.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import erfc, exp, gamma, sqrt

import numpy as np
from numpy.typing import NDArray

from tamtam.standing.proportion import any_of
from tamtam.standing.rankings import Rankings, concordance, midranks, rank_sums, ties

RESAMPLES = 1_999
#: More where many items are looked at together, each of which asks for a smaller chance.
GROUP_RESAMPLES = 9_999
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


# --- differences


#: Up to so many people who differ, all ways to turn their differences round are gone through.
MOST_TURNED = 10


def turned_chances(steps: Sequence[Sequence[float]]) -> list[float]:
    """For each item, the chance that any item's steps lean one way as much as its own do.

    `steps` has a row for each person, with a step for each item (later − earlier), 0 where they gave
    none. If answers didn't depend on being asked before or after, a person's row might as well have the
    opposite sign: rows are turned round in all 2ⁿ ways, or 1 999 times at random above 10 people. What
    leans is |Σ| / (√Σ² + the largest √Σ²), so that neither a tiny nor a wide scatter rules.

    Source: Westfall & Young, "Resampling-Based Multiple Testing", 1993 (the maximum over items); Tusher,
    Tibshirani & Chu, PNAS 98, 2001 (the constant beside √Σ²).

    >>> turned_chances([[2, 0], [3, 1], [2, -1], [4, 0], [3, 0]])
    [0.0625, 1.0]
    """
    rows = np.array(sorted(tuple(row) for row in steps if any(row)), dtype=float)
    if not rows.size:
        return [1.0] * len(steps[0]) if steps else []
    norms: NDArray[np.float64] = np.sqrt((rows**2).sum(axis=0))
    widths = norms + float(norms.max())
    here = np.abs(rows.sum(axis=0)) / widths
    leaning = (np.abs(_signs(len(rows)) @ rows) / widths).max(axis=1)
    exact = len(rows) <= MOST_TURNED
    as_far = (leaning[:, None] >= here - 1e-9).sum(axis=0)
    return [
        float(count / len(leaning) if exact else (1 + count) / (1 + RESAMPLES)) for count in as_far
    ]


@lru_cache(maxsize=64)
def _signs(people: int) -> NDArray[np.float64]:
    """Ways to turn people round: all of them, or as many at random as are resampled."""
    if people <= MOST_TURNED:
        ways = np.arange(2**people)[:, None] >> np.arange(people) & 1
    else:
        ways = np.random.RandomState([people]).randint(0, 2, size=(RESAMPLES, people))
    return (1 - 2 * ways).astype(np.float64)


# --- two groups of people


def groups_chance(first: Sequence[int], second: Sequence[int], items: int) -> float:
    """The chance that two groups drawn from the same answers lie as far apart as these two.

    Both are counts by value along one scale. How far they lie apart is how often someone of the one answers
    higher than someone of the other, against how often lower (Mann-Whitney's U, ties counting for neither);
    all answers are shared out anew between groups of the same sizes. `items` is how many are looked at: the
    chance is that any of them is. 1 where a group has nobody.

    Source: Mann & Whitney, "On a test of whether one of two random variables is stochastically larger than
    the other", Ann. Math. Stat. 18, 1947.

    >>> groups_chance([9, 1, 0], [0, 1, 9], 5) < 0.05 < groups_chance([3, 4, 3], [3, 3, 4], 1)
    True
    """
    one, other = np.array(first, dtype=np.int64), np.array(second, dtype=np.int64)
    if not one.sum() or not other.sum():
        return 1.0
    both = one + other
    rng = np.random.default_rng([*first, *second])
    drawn = rng.multivariate_hypergeometric(both, int(one.sum()), size=GROUP_RESAMPLES)
    here = abs(_higher(one, other))
    there = np.abs(_higher(drawn, both - drawn))
    return any_of(float((1 + (there >= here).sum()) / (1 + GROUP_RESAMPLES)), items)


def _higher(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many pairs answer higher in the second group than in the first, less those that answer lower."""
    below = np.cumsum(one, axis=-1) - one
    above = one.sum(axis=-1, keepdims=True) - below - one
    found: NDArray[np.int64] = ((below - above) * other).sum(axis=-1)
    return found


# --- two camps


def camps_chance(
    counts: Sequence[int], middle: float, shares: tuple[float, float], items: int
) -> float:
    """The chance that answers spread evenly over a scale stand as much in two camps as these.

    `counts` are by value along the scale, `middle` is the place (from 0) that parts the sides. In two
    camps are answers of which each side has at least the first of the `shares` of all, two people at least,
    and less than the second (1: any), and more than the middle; how much, is the share of their spread that
    lies between the two means. `items` is how many are looked at: the chance is that any of them is. 1 where
    there are no two camps.

    >>> camps_chance([6, 0, 0, 0, 6], 2, (0.25, 1), 3) < 0.03
    True
    >>> camps_chance([3, 2, 1, 3, 3], 2, (0.25, 1), 3) > 0.03
    True
    """
    [here] = _parted(np.array([counts]), middle, shares)
    if here <= 0:
        return 1.0
    there = _parted_by_chance(sum(counts), len(counts), middle, shares)
    return any_of(float((1 + (there >= here - 1e-9).sum()) / (1 + RESAMPLES)), items)


@lru_cache(maxsize=256)
def _parted_by_chance(
    n: int, size: int, middle: float, shares: tuple[float, float]
) -> NDArray[np.float64]:
    return _parted(even_rooms(n, size), middle, shares)


def _parted(
    rooms: NDArray[np.int64], middle: float, shares: tuple[float, float]
) -> NDArray[np.float64]:
    """Of each row of counts, the share of the spread that lies between its two sides; 0 without."""
    places = np.arange(rooms.shape[1], dtype=float)
    n = rooms.sum(axis=1)
    sides = [places < middle, places > middle]
    sizes = [rooms[:, side].sum(axis=1) for side in sides]
    small, large = np.minimum(*sizes), np.maximum(*sizes)
    there = (small >= np.maximum(2, shares[0] * n)) & (n - sizes[0] - sizes[1] < small)
    there &= (shares[1] >= 1) | (large < shares[1] * n)
    means = [
        (rooms[:, side] @ places[side]) / np.maximum(1, size)
        for side, size in zip(sides, sizes, strict=True)
    ]
    within = np.minimum(*[(places[None, :] - mean[:, None]) ** 2 for mean in means])
    grand = (rooms @ places) / n
    whole = (rooms * (places[None, :] - grand[:, None]) ** 2).sum(axis=1)
    inside = (rooms * within).sum(axis=1)
    parted: NDArray[np.float64] = np.where(
        there & (whole > 0), 1 - inside / np.maximum(whole, 1e-12), 0.0
    )
    return parted


# --- counts


def second_chance(counts: Sequence[int], items: int) -> float:
    """The chance that answers spread evenly over some options give two of them so many each.

    >>> second_chance([6, 0, 0, 6, 0], 6) < 0.03 < second_chance([3, 1, 0, 3, 1], 6)
    True
    """
    there = np.sort(even_rooms(sum(counts), len(counts)), axis=1)[:, -2]
    here = sorted(counts)[-2]
    return any_of(float((1 + (there >= here).sum()) / (1 + RESAMPLES)), items)


@lru_cache(maxsize=64)
def even_rooms(n: int, size: int) -> NDArray[np.int64]:
    """Rooms of `n` people who each take one of `size` values by chance, counted by value."""
    rooms: NDArray[np.int64] = np.random.RandomState([n, size]).multinomial(
        n, np.full(size, 1 / size), size=RESAMPLES
    )
    return rooms


# --- order


#: Above so many answers fewer shuffles have to do.
MANY, FEWER = 2_000, 199
#: How many answers are shuffled at once.
AT_ONCE = 100_000


def order_chance(rows: Sequence[Sequence[float | None]]) -> float:
    """The chance that people who rate all items alike part the items' means as far as these do.

    A row for each person, None for what they weren't asked. Everyone's ratings are shuffled among the
    items that they rated. 1 where no item differs from another.

    >>> order_chance([[3, 0, 1]] * 8) < 0.01 < order_chance([[1, 1, 1]] * 8)
    True
    """
    given = sorted(tuple(row) for row in _without_none(rows))
    table = np.array(given, dtype=float)
    if not table.size or table.shape[1] < 2:
        return 1.0
    asked = ~np.isnan(table)
    here = _apart(table, asked)
    rng = np.random.RandomState([len(table), table.shape[1]])
    rounds = RESAMPLES if table.size <= MANY // 4 else 499 if table.size <= MANY else FEWER
    shuffled = _shuffled(table, asked, rng, rounds)
    as_far = sum(int((_apart(some, asked) >= here - 1e-9).sum()) for some in shuffled)
    return float((1 + as_far) / (1 + rounds))


def _without_none(rows: Sequence[Sequence[float | None]]) -> list[list[float]]:
    return [[float("nan") if value is None else value for value in row] for row in rows]


def _shuffled(
    table: NDArray[np.float64],
    asked: NDArray[np.bool_],
    rng: np.random.RandomState,
    rounds: int,
) -> Iterator[NDArray[np.float64]]:
    """Each row's ratings in so many other orders, over the places that it has ratings at; many at once."""
    places = np.where(asked, asked.cumsum(axis=1) - 1, 0)[np.newaxis]
    at_once = max(1, AT_ONCE // table.size)
    for done in range(0, rounds, at_once):
        chance = rng.rand(min(at_once, rounds - done), *table.shape)
        order = np.where(asked, chance, 2.0).argsort(axis=2)
        drawn = np.take_along_axis(table[np.newaxis], order, axis=2)
        yield np.where(asked, np.take_along_axis(drawn, places, axis=2), np.nan)


def _apart(tables: NDArray[np.float64], asked: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How far the items' means lie apart in a table, or in each of many; each by as many as rated it."""
    counts = asked.sum(axis=0)
    sums = np.where(asked, tables, 0.0).sum(axis=-2)
    means = sums / np.maximum(1, counts)
    grand = sums.sum(axis=-1, keepdims=True) / max(1, counts.sum())
    apart: NDArray[np.float64] = (counts * (means - grand) ** 2).sum(axis=-1)
    return apart
