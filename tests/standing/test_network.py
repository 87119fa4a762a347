"""Networks: the storyboard's two, and what bounds the measures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam import standing

Edges = set[tuple[int, int]]

FOUR = {("A", "B"), ("B", "A"), ("A", "C"), ("C", "D")}


@st.composite
def networks(draw: st.DrawFn) -> tuple[int, Edges]:
    n = draw(st.integers(2, 8))
    pair = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1))
    return n, draw(st.sets(pair.filter(lambda edge: edge[0] != edge[1]), min_size=1))


def test_the_network_is_that_of_the_storyboard() -> None:
    assert standing.density(4, FOUR) == pytest.approx(0.3333, abs=5e-5)
    assert standing.reciprocity(FOUR) == 0.5
    assert standing.mutuality(4, FOUR) == pytest.approx(0.25)
    hub = {("B", "A"), ("C", "A"), ("D", "A"), ("A", "B")}
    assert standing.in_centralisation(4, hub) == pytest.approx(0.8889, abs=5e-5)


@given(networks())
def test_mutuality_compares_what_goes_back_with_what_is_there(network: tuple[int, Edges]) -> None:
    """It is the correlation of the entries of the matrix with those across its diagonal."""
    n, edges = network
    cells = [(a, b) for a in range(n) for b in range(n) if a != b]
    if len(edges) == len(cells):
        assert standing.mutuality(n, edges) is None
        return
    mean = len(edges) / len(cells)
    covariance = sum(((a, b) in edges) * ((b, a) in edges) for a, b in cells) / len(cells) - mean**2
    assert standing.mutuality(n, edges) == pytest.approx(covariance / (mean - mean**2))


@given(networks())
def test_density_and_centralisation_go_from_none_to_all(network: tuple[int, Edges]) -> None:
    n, edges = network
    named = [sum(b == node for _, b in edges) for node in range(n)]
    expected = sum(max(named) - own for own in named) / (n - 1) ** 2
    assert standing.in_centralisation(n, edges) == pytest.approx(expected)
    assert 0 <= expected <= 1
    assert 0 < (standing.density(n, edges) or 0.0) <= 1


@given(st.integers(2, 9))
def test_a_star_leans_on_its_middle_and_a_ring_on_nobody(n: int) -> None:
    star = {(node, 0) for node in range(1, n)}
    ring = {(node, (node + 1) % n) for node in range(n)}
    assert standing.in_centralisation(n, star) == 1
    assert standing.in_centralisation(n, ring) == 0
    assert standing.reciprocity(star) == 0
    back = {(b, a) for a, b in ring}
    assert standing.reciprocity(ring | back) == 1


def test_an_edge_is_what_enough_people_named_between_two_nodes() -> None:
    named = {("A", "B"): 3, ("B", "C"): 1, ("C", "C"): 8, ("C", "A"): 0}
    assert standing.edges(named) == {("A", "B"), ("B", "C")}
    assert standing.edges(named, least=3) == {("A", "B")}
    assert standing.edges(named, least=0) == {("A", "B"), ("B", "C")}


@pytest.mark.parametrize("n", [0, 1])
def test_one_node_is_no_network(n: int) -> None:
    none: Edges = set()
    assert (standing.density(n, none), standing.in_centralisation(n, none)) == (None, None)


def test_where_nobody_names_anybody_nothing_goes_back() -> None:
    none: Edges = set()
    assert (standing.density(4, none), standing.in_centralisation(4, none)) == (0, 0)
    assert (standing.reciprocity(none), standing.mutuality(4, none)) == (None, None)
