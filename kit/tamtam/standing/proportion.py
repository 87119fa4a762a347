"""Measures of a share: how many of all. Plain Python."""

from math import sqrt

from tamtam.standing.ordinal import Z_95


def share_interval(count: int, n: int) -> tuple[float, float] | None:
    """A 95 % interval for the share `count` / `n`, in [0, 1]; None where there is nobody.

    Wilson's score interval, which holds for few people and near 0 and 1. Source: Wilson, "Probable
    inference, the law of succession, and statistical inference", J. Am. Stat. Assoc. 22, 1927; its
    values as in Newcombe, Statistics in Medicine 17, 1998, table I.

    >>> [round(bound, 4) for bound in share_interval(81, 263) or ()]
    [0.2553, 0.3662]
    """
    if not n:
        return None
    share, square = count / n, Z_95**2
    middle = (share + square / (2 * n)) / (1 + square / n)
    reach = Z_95 * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    # At 0 and 1 the share is a bound itself; rounding must not put it outside.
    return max(0.0, min(share, middle - reach)), min(1.0, max(share, middle + reach))


def share_chance(count: int, n: int, share: float, items: int) -> float:
    """The chance that any of `items` counts is as high, each of `n` being counted with that probability.

    >>> round(share_chance(5, 5, 0.25, 1), 4)
    0.001
    """
    term, above = (1 - share) ** n, 0.0
    for k in range(n + 1):
        above += term if k >= count else 0.0
        term *= (n - k) / (k + 1) * share / (1 - share)
    return any_of(min(1.0, above), items)


def any_of(chance: float, items: int) -> float:
    """The chance that any of several items comes out as one does, if each did by itself."""
    return float(1 - (1 - min(1.0, chance)) ** max(1, items))
