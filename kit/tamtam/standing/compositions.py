"""Measures of how a whole is split: 100 points over several things. Plain Python.

A composition is a row of numbers from 0 on that are shares of their sum: only their ratios mean
something, so that more of one is less of another. Not for ratings that are given independently.
"""

from collections.abc import Sequence
from math import dist, log

#: What a part that was given nothing counts as, as a share of the whole.
DELTA = 0.01


def shares(parts: Sequence[float], delta: float = 0.0) -> tuple[float, ...]:
    """The parts as shares of 1; with `delta` (0 to 1/k) each zero becomes it, at the others' expense.

    Multiplicative replacement: what isn't zero keeps its ratios. Raises ValueError where the parts
    sum to nothing. Source: Martín-Fernández, Barceló-Vidal & Pawlowsky-Glahn, "Dealing with zeros and
    missing values in compositional data sets", Mathematical Geology 35, 2003.

    >>> shares([60, 40, 0, 0, 0], delta=0.01)
    (0.582, 0.388, 0.01, 0.01, 0.01)
    """
    whole = sum(parts)
    if not whole:
        raise ValueError("a composition needs a part above zero")
    left = 1 - delta * sum(1 for part in parts if not part)
    return tuple(part / whole * left if part else delta for part in parts)


def clr(parts: Sequence[float]) -> tuple[float, ...]:
    """Centred log-ratios: the log of each part over the geometric mean of all; they sum to 0.

    Zeros are replaced, as in `shares`, by 0.01. Source: Aitchison, "The statistical analysis of
    compositional data", J. R. Stat. Soc. B 44, 1982.

    >>> [round(ratio, 4) for ratio in clr([50, 25, 25])]
    [0.4621, -0.231, -0.231]
    """
    logs = [log(share) for share in shares(parts, DELTA)]
    middle = sum(logs) / len(logs)
    return tuple(one - middle for one in logs)


def aitchison_distance(one: Sequence[float], other: Sequence[float]) -> float:
    """How far two splits of a whole lie apart, by ratios: ‖clr(one) − clr(other)‖, from 0 on.

    >>> round(aitchison_distance([40, 40, 10, 5, 5], [15, 25, 25, 20, 15]), 4)
    2.0954
    """
    return dist(clr(one), clr(other))


def points_to_move(one: Sequence[float], other: Sequence[float]) -> float:
    """How many of 100 points change their place from one split to the other: half Σ|difference|.

    Raises ValueError where there aren't as many parts in both.

    >>> points_to_move([40, 40, 10, 5, 5], [15, 25, 25, 20, 15])
    40.0
    """
    pairs = zip(shares(one), shares(other), strict=True)
    return round(50 * sum(abs(before - after) for before, after in pairs), 9)
