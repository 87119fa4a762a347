"""Shares: Wilson's interval against published values, and what holds for all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam.standing import share_interval


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_it_is_as_published_by_newcombe(count: int, n: int, low: float, high: float) -> None:
    assert share_interval(count, n) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_lies_inside_and_the_other_side_mirrors_it(counts: tuple[int, int]) -> None:
    count, n = counts
    low, high = share_interval(count, n) or (1.0, 0.0)
    assert 0 <= low <= count / n <= high <= 1
    mirrored = share_interval(n - count, n) or (1.0, 0.0)
    assert (1 - mirrored[1], 1 - mirrored[0]) == pytest.approx((low, high))


def test_nobody_has_no_interval() -> None:
    assert share_interval(0, 0) is None
