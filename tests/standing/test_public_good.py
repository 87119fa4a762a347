"""The common pot: payoffs to the tenth, and how much of the possible gain a table got."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam import standing

table = st.lists(st.integers(0, 20), min_size=3, max_size=5)


def test_the_pot_pays_what_the_storyboard_says() -> None:
    assert standing.payoffs([20, 10, 5, 0]) == (140, 240, 290, 340)
    assert standing.efficiency([20, 10, 5, 0]) == 0.4375


@given(table, st.integers(0, 19))
def test_a_token_more_costs_its_owner_and_pays_the_table(table: list[int], own: int) -> None:
    before = standing.payoffs([own, *table])
    after = standing.payoffs([own + 1, *table])
    assert after[0] - before[0] == -6
    assert [new - old for new, old in zip(after[1:], before[1:], strict=True)] == [4] * len(table)


@given(table)
def test_no_token_is_lost_and_the_pot_is_multiplied(table: list[int]) -> None:
    kept = 10 * sum(20 - own for own in table)
    assert sum(standing.payoffs(table)) == kept + 4 * len(table) * sum(table)


@given(table)
def test_efficiency_goes_from_nobody_to_everybody(table: list[int]) -> None:
    assert standing.efficiency(table) == pytest.approx(sum(table) / (20 * len(table)))


@pytest.mark.parametrize("table", [[], [20], [20, 20]])
def test_a_table_too_small_to_gain_has_no_efficiency(table: list[int]) -> None:
    assert standing.efficiency(table) is None
