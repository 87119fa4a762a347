"""Measures of a directed network: who names whom. Plain Python.

A network has `n` nodes and a set of edges (from, to) between two different ones; a node without
edges counts too.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def edges(weights: Mapping[tuple[Node, Node], int], least: int = 1) -> set[tuple[Node, Node]]:
    """The edges that at least `least` people named, from counts; naming oneself makes none.

    >>> sorted(edges({("A", "B"): 3, ("B", "A"): 1, ("A", "A"): 9}, least=2))
    [('A', 'B')]
    """
    return {(a, b) for (a, b), count in weights.items() if a != b and count >= max(least, 1)}


def density(n: int, edges: Collection[tuple[Node, Node]]) -> float | None:
    """The share of all n(n−1) edges that there are, 0 to 1; None below 2 nodes.

    >>> round(density(4, {("A", "B"), ("B", "A"), ("A", "C"), ("C", "D")}), 4)
    0.3333
    """
    return len(edges) / (n * (n - 1)) if n >= 2 else None


def reciprocity(edges: Collection[tuple[Node, Node]]) -> float | None:
    """The share of edges that go both ways, 0 to 1; None without edges.

    >>> reciprocity({("A", "B"), ("B", "A"), ("A", "C"), ("C", "D")})
    0.5
    """
    there = set(edges)
    return sum((b, a) in there for a, b in there) / len(there) if there else None


def mutuality(n: int, edges: Collection[tuple[Node, Node]]) -> float | None:
    """Garlaschelli and Loffredo's ρ: how far reciprocity is above (to 1) or below what chance gives.

    (r − d) / (1 − d), which is 0 where as many edges as the density says go back. None without edges,
    below 2 nodes, or where all edges are there. Source: Garlaschelli & Loffredo, "Patterns of link
    reciprocity in directed networks", Physical Review Letters 93, 2004.

    >>> round(mutuality(4, {("A", "B"), ("B", "A"), ("A", "C"), ("C", "D")}), 4)
    0.25
    """
    there, both_ways = density(n, edges), reciprocity(edges)
    if there is None or both_ways is None or there == 1:
        return None
    return (both_ways - there) / (1 - there)


def in_centralisation(n: int, edges: Collection[tuple[Node, Node]]) -> float | None:
    """How far the network leans on one node that is named, 0 (all as often) to 1 (a star).

    Σ(most − own) / (n−1)², by the number of edges that end at each node. None below 2 nodes. Source:
    Freeman, "Centrality in social networks", Social Networks 1, 1978.

    >>> round(in_centralisation(4, {("B", "A"), ("C", "A"), ("D", "A"), ("A", "B")}), 4)
    0.8889
    """
    if n < 2:
        return None
    named = Counter(b for _, b in edges)
    return (n * max(named.values(), default=0) - len(edges)) / (n - 1) ** 2
