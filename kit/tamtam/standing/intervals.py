"""The resampling range of agreement A: how else it comes out where the same answers are drawn anew.

The only measure file that needs numpy; it is loaded when a standing is first computed.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from tamtam.standing.ordinal import agreement, layer_agreement

RESAMPLES = 1_000


def agreement_range(counts: Sequence[int]) -> tuple[float, float] | None:
    """The range in which `agreement` of most resamples of the same counts lies, in [−1, 1].

    No 95 % interval: of few answers it holds the agreement of those that they were drawn from in 40 to
    94 % of rooms. Told in details only, and from 30 answers on.

    Percentiles 2.5 and 97.5 over resampled counts (Efron & Tibshirani, "An Introduction to the
    Bootstrap", 1993, chapter 13), widened to hold A itself: of two opposite camps of equal size, for
    one, hardly any resample comes back to it. None where all answers are alike (or there are fewer
    than 2, or fewer than 3 categories): resampling can't tell then what else might have been.
    """
    if sum(1 for count in counts if count) < 2 or len(counts) < 3:
        return None
    return _interval(tuple(counts))


@lru_cache(maxsize=1_000)  # a preview asks again at each answer, also for what hasn't changed
def _interval(counts: tuple[int, ...]) -> tuple[float, float]:
    low, high = np.percentile(_agreements(_resampled(counts)), [2.5, 97.5])
    here = agreement(counts) or 0.0
    return min(float(low), here), max(float(high), here)


def _resampled(counts: tuple[int, ...]) -> NDArray[np.int64]:
    """As many answers, drawn again and again from those there are.

    Seeded by nothing but the counts, from the generator whose stream numpy has frozen (NEP 19): the
    same answers give the same interval on any machine.
    """
    n = sum(counts)
    drawn: NDArray[np.int64] = np.random.RandomState([n, *counts]).multinomial(
        n, np.asarray(counts) / n, size=RESAMPLES
    )
    return drawn


def _agreements(samples: NDArray[np.int64]) -> NDArray[np.float64]:
    """`agreement` of each row. The layers of a row lie between its sorted counts."""
    size = samples.shape[1]
    heights = np.sort(samples, axis=1)
    steps = np.diff(heights, axis=1, prepend=0)
    filled = samples[:, None, :] >= heights[:, :, None]
    layers = _layers(size)[filled @ (1 << np.arange(size)[::-1])]
    widths = np.arange(size, 0, -1)  # a layer that begins at the i-th lowest count fills the others
    weighted: NDArray[np.float64] = (steps * widths * layers).sum(axis=1)
    result: NDArray[np.float64] = weighted / samples.sum(axis=1)
    return result


@cache
def _layers(size: int) -> NDArray[np.float64]:
    """Agreement of each pattern of `size` categories, at the pattern read as a binary number."""
    patterns = product((False, True), repeat=size)
    return np.array([layer_agreement(pattern) if any(pattern) else 0.0 for pattern in patterns])
