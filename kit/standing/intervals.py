"""Bootstrap intervals: how far a measure could have come out otherwise with the same number of people.

Percentile intervals at 95 % over resampled counts (Efron & Tibshirani, "An Introduction to the
Bootstrap", chapter 13), seeded by nothing but the counts, so that the same answers give the same
interval on any machine.
"""

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from kit.standing.ordinal import layer_agreement

RESAMPLES = 1_000


def agreement_interval(counts: Sequence[int]) -> tuple[float, float] | None:
    """A 95 % interval for `agreement` of the same counts; None below 2 answers."""
    if sum(counts) < 2 or len(counts) < 3:
        return None
    return _percentiles(_agreements(_resampled(counts)))


def net_pull_interval(differences: Mapping[int, int]) -> tuple[float, float] | None:
    """A 95 % interval for `net_pull` of the same differences; None below 2 answers."""
    n = sum(differences.values())
    if n < 2:
        return None
    up = sum(count for step, count in differences.items() if step > 0)
    down = sum(count for step, count in differences.items() if step < 0)
    drawn = _resampled((down, n - up - down, up))
    return _percentiles((drawn[:, 2] - drawn[:, 0]) / n)


def _resampled(counts: Sequence[int]) -> NDArray[np.int64]:
    n = sum(counts)
    rng = np.random.default_rng([n, *counts])
    return rng.multinomial(n, np.asarray(counts) / n, size=RESAMPLES)


def _agreements(samples: NDArray[np.int64]) -> NDArray[np.float64]:
    """`agreement` of each row: the layers of a row lie between its sorted counts."""
    size = samples.shape[1]
    table = np.array(
        [layer_agreement(p) if any(p) else 0.0 for p in product((False, True), repeat=size)]
    )
    bits = 1 << np.arange(size)[::-1]
    heights = np.sort(samples, axis=1)
    steps = np.diff(heights, axis=1, prepend=0)
    filled = samples[:, None, :] >= heights[:, :, None]
    layers = table[(filled * bits).sum(axis=2)]
    result: NDArray[np.float64] = (steps * filled.sum(axis=2) * layers).sum(axis=1) / samples.sum(
        axis=1
    )
    return result


def _percentiles(values: NDArray[np.float64]) -> tuple[float, float]:
    low, high = np.percentile(values, [2.5, 97.5])
    return float(round(low, 9)), float(round(high, 9))
