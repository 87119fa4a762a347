"""Measures of several people's rankings of the same things. Plain Python.

A ranking is a row of ranks or scores, one a thing, the lowest first; equal ones are ties. Rankings
come as rows with how many people gave each, so that a room that ranks alike is one row.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby

from tamtam.standing.consensus import polarization

#: Each ranking there is, and how many gave it: ``{(1, 2, 3): 4, (2, 1, 3): 1}``.
Rankings = Mapping[tuple[int, ...], int]


def midranks(scores: Sequence[float]) -> tuple[float, ...]:
    """Ranks from 1, in the order of `scores`; those that tie share the mean of their ranks.

    >>> midranks([10, 30, 30, 5])
    (2.0, 3.5, 3.5, 1.0)
    """
    ranks = [0.0] * len(scores)
    passed = 0
    for _, tied in groupby(sorted(range(len(scores)), key=scores.__getitem__), scores.__getitem__):
        places = list(tied)
        for place in places:
            ranks[place] = passed + (len(places) + 1) / 2
        passed += len(places)
    return tuple(ranks)


def mean_ranks(rankings: Rankings) -> tuple[float, ...] | None:
    """The mean rank of each thing, 1 to k; None where nobody ranked.

    >>> mean_ranks({(1, 2, 3): 1, (2, 1, 3): 3})
    (1.75, 1.25, 3.0)
    """
    people = sum(rankings.values())
    return tuple(total / people for total in rank_sums(rankings)) if people else None


def rank_sums(rankings: Rankings) -> tuple[float, ...]:
    """The sum of each thing's ranks over everybody; empty where nobody ranked."""
    rows = [(midranks(scores), count) for scores, count in rankings.items() if count]
    if not rows:
        return ()
    return tuple(
        sum(ranks[thing] * count for ranks, count in rows) for thing in range(len(rows[0][0]))
    )


def concordance(rankings: Rankings) -> float | None:
    """Kendall's coefficient of concordance W, corrected for ties, in [0, 1].

    1: all rank alike; about 1/m: the m people rank as if by chance. 12·S / (m²(k³−k) − m·ΣT), S the
    squared deviations of the rank sums from their mean and T = Σ(t³−t) over the ties of a ranking.
    None with fewer than 2 people or 2 things, or where everybody ties everything.

    Source: Kendall & Babington Smith, "The problem of m rankings", Annals of Mathematical
    Statistics 10, 1939.

    >>> round(concordance({(1, 2, 3, 4, 5): 1, (2, 1, 3, 5, 4): 1, (1, 3, 2, 4, 5): 1}), 4)
    0.8444
    """
    m = sum(rankings.values())
    sums = rank_sums(rankings)
    k = len(sums)
    if m < 2 or k < 2:
        return None
    mean = m * (k + 1) / 2
    squared = sum((total - mean) ** 2 for total in sums)
    tied = sum(ties(scores) * count for scores, count in rankings.items())
    most = m * (m * (k**3 - k) - tied)
    return 12 * squared / most if most else None


def rank_polarization(rankings: Rankings) -> tuple[float, ...] | None:
    """How far each thing splits the room, 0 to 1: `polarization` of its ranks; None where nobody ranked.

    0: everybody gives it the same rank; 1: it is first for half of the people and last for the others.

    >>> rank_polarization({(1, 2, 3): 2, (3, 2, 1): 2})
    (1.0, 0.0, 1.0)
    """
    rows = [(midranks(scores), count) for scores, count in rankings.items() if count]
    if not rows:
        return None
    things = len(rows[0][0])
    counts = [[0] * (2 * things - 1) for _ in range(things)]  # in halves of a rank
    for ranks, count in rows:
        for thing, rank in enumerate(ranks):
            counts[thing][round(2 * rank) - 2] += count
    return tuple(polarization(of_one) or 0.0 for of_one in counts)


def ties(scores: Sequence[float]) -> int:
    """Σ(t³ − t) over the groups of t equal scores: 0 where there are none."""
    sizes = (len(list(group)) for _, group in groupby(sorted(scores)))
    return sum(size**3 - size for size in sizes)
