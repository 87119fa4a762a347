"""Consensus and polarization of answers on an ordered scale, from counts per category. Plain Python.

They are read beside `agreement`: Leik and Tastle–Wierman call an even spread half a consensus, so
neither tells scatter from two camps; polarization does, and grows with the size of the camps.

Counts are a frequency vector over K ordered categories, a category a step apart, zeros included.
"""

from collections.abc import Sequence
from itertools import accumulate
from math import log2


def leik(counts: Sequence[int]) -> float | None:
    """Leik's ordinal consensus, in [0, 1]; 1 less it is his dispersion D.

    1: all in one category; 0: half at each end. 1 − 2·Σd/(K−1), where d is the cumulative share of
    a category or what it lacks of 1, whichever is less. None without answers or below 2 categories.

    Source: Leik, "A measure of ordinal consensus", Pacific Sociological Review 9, 1966.

    >>> round(leik([0, 1, 2, 4, 3]), 4)
    0.65
    """
    total = sum(counts)
    if not total or len(counts) < 2:
        return None
    cumulative = (sum_ / total for sum_ in accumulate(counts))
    return 1 - 2 * sum(min(share, 1 - share) for share in cumulative) / (len(counts) - 1)


def tastle_wierman(counts: Sequence[int]) -> float | None:
    """Tastle and Wierman's consensus, in [0, 1].

    1: all in one category; 0: half at each end. 1 + Σp·log₂(1 − |x − μ|/(K−1)), μ the mean. None
    without answers or with fewer than 2 categories.

    Source: Tastle & Wierman, "Consensus and dissention: a measure of ordinal dispersion",
    International Journal of Approximate Reasoning 45, 2007.

    >>> round(tastle_wierman([0, 1, 2, 4, 3]), 4)
    0.6797
    """
    total, width = sum(counts), len(counts) - 1
    if not total or width < 1:
        return None
    mean = sum(place * count for place, count in enumerate(counts)) / total
    return 1 + sum(
        count / total * log2(1 - abs(place - mean) / width)
        for place, count in enumerate(counts)
        if count
    )


def polarization(counts: Sequence[int], alpha: float = 1.0) -> float | None:
    """Esteban and Ray's polarization as a share of its greatest value, in [0, 1].

    0: all in one category; 1: half at each end. Σᵢⱼ πᵢ^(1+α)·πⱼ·|i − j|, divided by what it is for
    half at each end. `alpha` (0 to 1.6) is how much more a large camp weighs than its members one by
    one; at 0 it is the Gini mean difference. None without answers or with fewer than 2 categories.

    Source: Esteban & Ray, "On the measurement of polarization", Econometrica 62, 1994.

    >>> round(polarization([0, 1, 2, 4, 3]), 4)
    0.274
    """
    total, width = sum(counts), len(counts) - 1
    if not total or width < 1:
        return None
    shares = [(place, count / total) for place, count in enumerate(counts) if count]
    found: float = sum(
        own ** (1 + alpha) * other * abs(here - there)
        for here, own in shares
        for there, other in shares
    )
    greatest: float = 0.5 ** (1 + alpha) * width
    return found / greatest
