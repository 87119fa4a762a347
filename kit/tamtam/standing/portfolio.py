"""Measures of a portfolio: whom one depends on, and how far they share one's values. Plain Python.

Weights are any numbers from 0 on, one a relationship; they are taken as shares of their sum.
"""

from collections.abc import Sequence


def portfolio_alignment(weights: Sequence[float], alignments: Sequence[float]) -> float | None:
    """The mean of `alignments`, each relationship counting by its weight; None without any weight.

    On the scale of `alignments`. Raises ValueError where there aren't as many of both.

    >>> round(portfolio_alignment([0.5, 0.3, 0.15, 0.05], [0.3, 0.8, 0.9, 0.2]), 3)
    0.535
    """
    pairs = list(zip(weights, alignments, strict=True))
    total = sum(weights)
    return sum(weight * alignment for weight, alignment in pairs) / total if total else None


def concentration(weights: Sequence[float]) -> float | None:
    """The Herfindahl–Hirschman index, Σ share², from 1/k (all equal) to 1 (one alone).

    None without any weight. Source: Hirschman, "The paternity of an index", American Economic Review
    54, 1964.

    >>> round(concentration([0.5, 0.3, 0.15, 0.05]), 3)
    0.365
    """
    total = sum(weights)
    return sum((weight / total) ** 2 for weight in weights) if total else None


def effective_number(weights: Sequence[float]) -> float | None:
    """How many relationships of equal weight are as concentrated: 1 / `concentration`, 1 to k.

    None without any weight. Source: Laakso & Taagepera, "Effective number of parties", Comparative
    Political Studies 12, 1979.

    >>> round(effective_number([0.5, 0.3, 0.15, 0.05]), 2)
    2.74
    """
    found = concentration(weights)
    return 1 / found if found else None
