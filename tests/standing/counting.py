"""The measures again, in the plainest way there is: what the fast ones are checked against."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import comb


def agreement(counts: Sequence[int]) -> Fraction:
    """Van der Eijk's A, layer by layer of height one, in fractions."""
    layers = [[count >= height for count in counts] for height in range(1, max(counts) + 1)]
    return sum((sum(layer) * of_layer(layer) for layer in layers), Fraction()) / sum(counts)


def of_layer(layer: Sequence[bool]) -> Fraction:
    k, s = len(layer), sum(layer)
    if s in (1, k):
        return Fraction(s == 1)
    triples = ["".join(str(int(filled)) for filled in triple) for triple in combinations(layer, 3)]
    tu, tdu = triples.count("110") + triples.count("011"), triples.count("101")
    u = Fraction((k - 2) * tu - (k - 1) * tdu, (k - 2) * (tu + tdu))
    return u * (1 - Fraction(s - 1, k - 1))


def lined_up(counts: Mapping[int, int]) -> list[int]:
    """Every answer, from the lowest to the highest."""
    return [value for value in sorted(counts) for _ in range(counts[value])]


def fewer_than(k: int, n: int) -> Fraction:
    """P(Binomial(n, ½) < k)."""
    return Fraction(sum(comb(n, i) for i in range(k)), 2**n)
