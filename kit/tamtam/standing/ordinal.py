"""Measures of answers on an ordered scale, from counts per value. Plain Python.

Counts come as a mapping of value to count, as a tally holds them; zero counts are allowed.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from math import sqrt

#: The normal quantile that 2.5 % lie above.
Z_95 = 1.959963984540054


def agreement(counts: Sequence[int]) -> float | None:
    """Van der Eijk's agreement A of a frequency vector over K ordered categories, in [−1, 1].

    1: all in one category; 0: spread evenly; −1: half at each end. None without answers or with
    fewer than 3 categories. The vector is peeled into layers of equal height and the result is the
    mean of the layers' agreement, weighted by what they hold.

    Source: van der Eijk, "Measuring agreement in ordered rating scales", Quality & Quantity 35,
    2001.

    >>> round(agreement([0, 1, 2, 4, 3]), 4), round(agreement([4, 1, 0, 1, 4]), 4)
    (0.5, -0.6556)
    """
    total = sum(counts)
    if not total or len(counts) < 3:
        return None
    weighted, floor = 0.0, 0
    for height in sorted({count for count in counts if count}):
        pattern = tuple(count >= height for count in counts)
        weighted += (height - floor) * sum(pattern) * layer_agreement(pattern)
        floor = height
    return weighted / total


@cache
def layer_agreement(pattern: tuple[bool, ...]) -> float:
    """Agreement of one layer: which of the K categories it fills (at least one)."""
    size, filled = len(pattern), sum(pattern)
    if filled == 1:
        return 1.0
    if filled == size:
        return 0.0
    unimodal = bimodal = 0
    for i in range(size):
        for j in range(i + 1, size):
            for k in range(j + 1, size):
                triple = (pattern[i], pattern[j], pattern[k])
                unimodal += triple in ((True, True, False), (False, True, True))
                bimodal += triple == (True, False, True)
    unimodality = ((size - 2) * unimodal - (size - 1) * bimodal) / (
        (size - 2) * (unimodal + bimodal)
    )
    return unimodality * (1 - (filled - 1) / (size - 1))


def quantile(counts: Mapping[int, int], share: float) -> float | None:
    """The value below which a `share` (0 to 1) of the answers lie, interpolated; None without any.

    As Hyndman & Fan's type 7, which spreadsheets use.

    >>> quantile({2: 1, 4: 1}, 0.5)
    3.0
    """
    n = sum(counts.values())
    if not n:
        return None
    place = share * (n - 1)
    below, above = _at(counts, int(place)), _at(counts, min(int(place) + 1, n - 1))
    return below + (above - below) * (place - int(place))


def median(counts: Mapping[int, int]) -> float | None:
    """The median; halfway between the middle two of an even number. None without answers."""
    return quantile(counts, 0.5)


def median_interval(counts: Mapping[int, int]) -> tuple[int, int] | None:
    """An exact interval for the median, at 95 % or more, by order statistics; None below 6 answers.

    The k-th smallest and k-th largest value, k the largest with P(Binomial(n, ½) < k) ≤ 0.025.
    Source: Conover, "Practical Nonparametric Statistics", section 3.2.

    >>> median_interval({1: 3, 2: 4, 5: 3})
    (1, 5)
    """
    n = sum(counts.values())
    k = _safe_rank(n)
    return (_at(counts, k - 1), _at(counts, n - k)) if k else None


@cache
def _safe_rank(n: int) -> int:
    """The largest k with P(Binomial(n, ½) < k) ≤ 0.025; 0 below 6. In whole numbers, so exact."""
    k, term, below, all_ways = 0, 1, 1, 2**n
    while 40 * below <= all_ways:
        k += 1
        term = term * (n - k + 1) // k
        below += term
    return k


def net_pull(differences: Mapping[int, int]) -> float | None:
    """(up − down) / n: how many more go up than down, from counts of paired differences; −1 to 1.

    >>> net_pull({0: 3, 1: 1, 2: 3, 3: 1})
    0.625
    """
    n = sum(differences.values())
    if not n:
        return None
    up, down = _up_and_down(differences)
    return (up - down) / n


def net_pull_interval(differences: Mapping[int, int]) -> tuple[float, float] | None:
    """A 95 % interval for `net_pull`, in [−1, 1]; None below 2 answers.

    The adjusted Wald interval for a difference of paired proportions, which holds for few people
    and where all go one way. Source: Bonett & Price, "Adjusted Wald confidence interval for a
    difference of binomial proportions based on paired data", J. Educ. Behav. Stat. 37, 2012.

    >>> [round(bound, 4) for bound in net_pull_interval({0: 3, 1: 1, 2: 3, 3: 1}) or ()]
    [0.0842, 0.9158]
    """
    n = sum(differences.values())
    if n < 2:
        return None
    up, down = ((count + 1) / (n + 2) for count in _up_and_down(differences))
    middle = up - down
    reach = Z_95 * sqrt((up + down - middle**2) / (n + 2))
    return max(-1.0, middle - reach), min(1.0, middle + reach)


def _up_and_down(differences: Mapping[int, int]) -> tuple[int, int]:
    """How many differences are above zero, how many below."""
    up = sum(count for step, count in differences.items() if step > 0)
    return up, sum(count for step, count in differences.items() if step < 0)


def _at(counts: Mapping[int, int], index: int) -> int:
    """The answer at `index` (from 0) if all were lined up from the lowest to the highest."""
    for value in sorted(counts):
        index -= counts[value]
        if index < 0:
            return value
    raise IndexError("fewer answers than that")
