"""Portfolio: the storyboard's numbers, and what bounds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam import standing

weights = st.lists(st.integers(0, 100), min_size=1, max_size=12).filter(any)

SHARES, ALIGNMENTS = [0.5, 0.3, 0.15, 0.05], [0.3, 0.8, 0.9, 0.2]


def test_the_portfolio_is_that_of_the_storyboard() -> None:
    assert standing.portfolio_alignment(SHARES, ALIGNMENTS) == pytest.approx(0.535)
    assert standing.concentration(SHARES) == pytest.approx(0.365)
    assert standing.effective_number(SHARES) == pytest.approx(2.74, abs=5e-3)


@given(weights, st.integers(2, 9))
def test_only_shares_count(weights: list[int], times: int) -> None:
    larger = [times * weight for weight in weights]
    alignments = [index % 11 for index in range(len(weights))]
    assert standing.concentration(larger) == pytest.approx(standing.concentration(weights))
    there = standing.portfolio_alignment(weights, alignments)
    assert standing.portfolio_alignment(larger, alignments) == pytest.approx(there)
    assert min(alignments) - 1e-9 <= (there or 0.0) <= max(alignments) + 1e-9


@given(weights)
def test_the_effective_number_goes_from_one_to_as_many_as_there_are(weights: list[int]) -> None:
    there = sum(1 for weight in weights if weight)
    assert 1 - 1e-9 <= (standing.effective_number(weights) or 0.0) <= there + 1e-9


@given(st.integers(1, 20), st.integers(1, 50))
def test_equal_weights_are_as_many_as_they_are(there: int, weight: int) -> None:
    assert standing.effective_number([weight] * there) == pytest.approx(there)


@pytest.mark.parametrize("weights", [[], [0, 0]])
def test_without_weight_there_is_no_portfolio(weights: list[float]) -> None:
    assert standing.portfolio_alignment(weights, weights) is None
    assert (standing.concentration(weights), standing.effective_number(weights)) == (None, None)


def test_every_relationship_has_both_numbers() -> None:
    with pytest.raises(ValueError, match="argument"):
        standing.portfolio_alignment([0.5, 0.5], [3])
