"""The formulas of the opinion map again, in the plainest way there is: what the fast ones must match."""

from collections.abc import Collection, Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def plane(votes: Floats, silent: Collection[int] = ()) -> tuple[Floats, Floats]:
    """Components 2 × S from a dense SVD, and positions P × 2 from a loop over votes."""
    filled = votes.copy()
    filled[:, list(silent)] = 0
    cast = ~np.isnan(filled)
    means = np.array(
        [
            column[seen].mean() if seen.any() else 0.0
            for column, seen in zip(filled.T, cast.T, strict=True)
        ]
    )
    centred = np.where(cast, filled, means) - means
    components = np.linalg.svd(centred, full_matrices=False)[2][:2]
    positions = np.zeros((len(votes), 2))
    for person, row in enumerate(filled):
        voted = [c for c in range(len(row)) if not np.isnan(row[c])]
        for c in voted:
            positions[person] += (row[c] - means[c]) * components[:, c]
        positions[person] *= sqrt(len(row) / max(len(voted), 1))
    return components, positions


def tally(
    votes: Floats, people: Sequence[bool] | NDArray[np.bool_], c: int
) -> tuple[int, int, int]:
    """How many of these people agree with statement c, disagree, and voted on it at all."""
    given = [
        vote for vote, counted in zip(votes[:, c], people, strict=True) if counted and vote == vote
    ]
    return given.count(1), given.count(-1), len(given)


def one_proportion(s: int, n: int) -> float:
    return 2 * sqrt(n + 1) * ((s + 1) / (n + 1) - 1 / 2)


def two_proportions(s: int, n: int, t: int, m: int) -> float:
    s, n, t, m = s + 1, n + 1, t + 1, m + 1
    p = (s + t) / (n + m)
    return 0.0 if p == 1 else (s / n - t / m) / sqrt(p * (1 - p) * (1 / n + 1 / m))


def representative(
    votes: Floats, groups: NDArray[np.intp], g: int, out: Collection[int]
) -> list[tuple[int, str, float]]:
    """Statement, side and weight of a group's representative statements, as the rules list them."""
    found = []
    for c in range(votes.shape[1]):
        *here, n = tally(votes, groups == g, c)
        *there, m = tally(votes, (groups != g) & (groups >= 0), c)
        for side, s, t in zip(("agree", "disagree"), here, there, strict=True):
            share = (s + 1) / (n + 2)
            ratio = share / ((t + 1) / (m + 2))
            tests = one_proportion(s, n), two_proportions(s, n, t, m)
            if c not in out and min(tests) > 1.2816:
                found.append((c, side, ratio * tests[1] * share * tests[0]))
    found.sort(key=lambda one: -one[2])
    best = [one for one in found if one[1] == "agree"][:1]
    five = (best + [one for one in found if one not in best])[:5]
    return [one for one in five if one[1] == "agree"] + [one for one in five if one[1] != "agree"]


def group_consensus(votes: Floats, groups: NDArray[np.intp]) -> list[float]:
    product = []
    for c in range(votes.shape[1]):
        p = 1.0
        for g in range(groups.max() + 1):
            agree, _, seen = tally(votes, groups == g, c)
            p *= (agree + 1) / (seen + 2)
        product.append(p)
    return product


def majority(votes: Floats, out: Collection[int]) -> list[list[int]]:
    lists = []
    for side in (0, 1):
        weight = {}
        for c in range(votes.shape[1]):
            counts = tally(votes, [True] * len(votes), c)
            s, n = counts[side], counts[2]
            p, z = (s + 1) / (n + 2), one_proportion(s, n)
            if c not in out and p > 0.5 and z > 1.2816:
                weight[c] = p * z
        lists.append(sorted(weight, key=lambda c: -weight[c])[:5])
    return lists


def priority(votes: Floats, c: int, extremity: float) -> float:
    agree, disagree, seen = tally(votes, [True] * len(votes), c)
    p, a = (seen - agree - disagree + 1) / (seen + 2), (agree + 1) / (seen + 2)
    return ((1 - p) * (1 + extremity) * a * (1 + 8 * 2 ** (-seen / 5))) ** 2


def silhouette(positions: Floats, labels: NDArray[np.intp]) -> float:
    """The mean silhouette, person by person."""
    each = []
    for here, own in zip(positions, labels, strict=True):
        distance = np.hypot(*(positions - here).T)
        mine = labels == own
        if mine.sum() == 1:
            each.append(0.0)
            continue
        a = distance[mine].sum() / (mine.sum() - 1)
        b = min(distance[labels == g].mean() for g in set(labels.tolist()) - {own})
        each.append((b - a) / max(a, b) if max(a, b) else 0.0)
    return float(np.mean(each))


def adjusted_rand(one: Sequence[int], other: Sequence[int]) -> float:
    """From all pairs of people: alike in both, and how many that would be by chance."""
    n = len(one)
    pairs = [(i, j) for i in range(n) for j in range(i)]
    a = [one[i] == one[j] for i, j in pairs]
    b = [other[i] == other[j] for i, j in pairs]
    both = sum(x and y for x, y in zip(a, b, strict=True))
    chance, most = sum(a) * sum(b) / len(pairs), (sum(a) + sum(b)) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)
