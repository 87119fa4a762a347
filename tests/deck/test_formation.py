"""Everybody finds a place, nobody sits alone who shouldn't, and the draw can be drawn again."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam.deck.formation import SIZES, tables

people = st.integers(0, 400).map(lambda n: [f"p{i:03}" for i in range(n)])
seeds = st.integers(-(2**40), 2**40)


@given(people, st.integers(1, 12), seeds)
def test_everybody_is_seated_once(room: list[str], size: int, seed: int) -> None:
    seated = [person for table in tables(room, size, seed).values() for person in table]
    assert sorted(seated) == room


@given(people, st.integers(1, 12), seeds)
def test_tables_are_numbered_from_one_and_never_empty(
    room: list[str], size: int, seed: int
) -> None:
    drawn = tables(room, size, seed)
    assert list(drawn) == list(range(1, len(drawn) + 1))
    assert all(drawn.values())


@given(people, st.integers(1, 12), seeds)
def test_tables_differ_by_one_at_most(room: list[str], size: int, seed: int) -> None:
    sizes = [len(table) for table in tables(room, size, seed).values()]
    assert max(sizes, default=0) - min(sizes, default=0) <= 1


def test_formations_keep_their_sizes() -> None:
    for n in range(1, 400):
        room = [str(i) for i in range(n)]
        drawn = {name: sizes_of(room, size) for name, size in SIZES.items()}
        assert drawn["alone"] == {1}
        assert drawn["pairs"] <= ({1} if n == 1 else {2, 3})
        assert drawn["trios"] <= ({n} if n < 3 else {2, 3} if n == 5 else {3, 4})
        assert drawn["fours"] <= ({n} if n < 3 else {3, 4, 5})


def sizes_of(room: list[str], size: int) -> set[int]:
    return {len(table) for table in tables(room, size, seed=1).values()}


@pytest.mark.parametrize(
    ("n", "size", "expected"),
    [
        (7, 2, [3, 2, 2]),
        (5, 3, [3, 2]),
        (8, 3, [4, 4]),
        (5, 4, [5]),
        (6, 4, [3, 3]),
        (9, 4, [5, 4]),
        (11, 4, [4, 4, 3]),
        (14, 4, [5, 5, 4]),
        (2, 4, [2]),
        (3, 1, [1, 1, 1]),
    ],
)
def test_those_left_over_join_others(n: int, size: int, expected: list[int]) -> None:
    drawn = tables([str(i) for i in range(n)], size, seed=1)
    assert [len(table) for table in drawn.values()] == expected


@given(people, st.integers(1, 6), seeds, st.randoms())
def test_the_order_in_which_people_came_changes_nothing(
    room: list[str], size: int, seed: int, chance: random.Random
) -> None:
    assert tables(chance.sample(room, len(room)), size, seed) == tables(room, size, seed)


def test_a_draw_is_the_same_on_any_machine() -> None:
    assert tables("abcdefg", 3, seed=4) == {1: ("g", "d", "a", "b"), 2: ("f", "c", "e")}


def test_another_seed_draws_anew() -> None:
    room = [str(i) for i in range(12)]
    assert len({str(tables(room, 4, seed)) for seed in range(50)}) == 50


def test_in_many_draws_everybody_meets_everybody() -> None:
    met = {
        (one, other)
        for seed in range(200)
        for table in tables("abcdefghij", 2, seed).values()
        for one in table
        for other in table
        if one != other
    }
    assert len(met) == 90


def test_nobody_makes_no_table() -> None:
    assert tables([], 4, seed=1) == {}


@pytest.mark.parametrize("size", [0, -1])
def test_a_group_of_nobody_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        tables(["a"], size, seed=1)
