"""Everybody finds a place, nobody sits alone who shouldn't, and the draw can be drawn again."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam.deck.formation import LEAST, MOST, by_lot, joined, playable, smallest, tables

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


def test_groups_are_as_large_as_was_asked_or_nearly() -> None:
    for n in range(1, 400):
        room = [str(i) for i in range(n)]
        assert sizes_of(room, 1) == {1}
        assert sizes_of(room, 2) <= ({1} if n == 1 else {2, 3})
        assert sizes_of(room, 3) <= ({n} if n < 3 else {2, 3} if n == 5 else {3, 4})
        assert sizes_of(room, 4) <= ({n} if n < 3 else {3, 4, 5})


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


#: Tables as people may have chosen them: of any size, with any numbers.
rooms = st.dictionaries(st.integers(1, 99), st.integers(1, 14), max_size=12).map(
    lambda sizes: {
        table: tuple(f"p{table}-{seat}" for seat in range(size)) for table, size in sizes.items()
    }
)


@given(rooms, people)
def test_newcomers_join_the_smallest_tables_and_nobody_moves(
    seated: dict[int, tuple[str, ...]], newcomers: list[str]
) -> None:
    now = joined(seated, newcomers)
    assert all(now[table][: len(ids)] == ids for table, ids in seated.items())
    assert sorted(id for ids in now.values() for id in ids) == sorted(
        [*newcomers, *(id for ids in seated.values() for id in ids)]
    )
    joiners = {table: len(ids) - len(seated.get(table, ())) for table, ids in now.items()}
    reached = max((len(now[table]) for table, n in joiners.items() if n), default=0)
    assert all(len(ids) >= reached - 1 for ids in now.values())


def test_one_who_comes_late_opens_no_table_and_many_do() -> None:
    full = {1: tuple("abcde"), 2: tuple("fghij")}
    assert joined(full, ["k"]) == {1: tuple("abcdek"), 2: tuple("fghij")}
    assert [len(ids) for ids in joined(full, list("klmn")).values()] == [5, 5, 4]
    assert [len(ids) for ids in joined({7: ("a",)}, list("bcdefghijkl")).values()] == [4, 4, 4]


def test_the_smallest_table_is_the_first_of_those_with_the_fewest() -> None:
    assert smallest({3: ("a",), 2: ("b", "c"), 5: ("d",)}) == 3
    assert smallest({}) == 1


@given(rooms)
def test_at_tables_that_can_be_played_at_are_three_to_five_and_everybody_once(
    seated: dict[int, tuple[str, ...]],
) -> None:
    people = sorted(id for ids in seated.values() for id in ids)
    found = playable(seated)
    assert sorted(id for ids in found.values() for id in ids) == people
    sizes = [len(ids) for ids in found.values()]
    assert all(LEAST <= size <= MOST for size in sizes) or sizes == [len(people)]


@given(rooms)
def test_who_sits_at_a_table_that_can_be_played_at_stays(
    seated: dict[int, tuple[str, ...]],
) -> None:
    fits = {table: ids for table, ids in seated.items() if LEAST <= len(ids) <= MOST}
    found = playable(seated)
    assert fits != seated or found == seated
    moved = [id for table, ids in fits.items() for id in ids if id not in found.get(table, ())]
    strangers = sum(len(ids) < LEAST for ids in seated.values())
    assert len(moved) <= LEAST * strangers  # they fill a table that is too small


def test_a_lot_is_the_same_whoever_came_first() -> None:
    assert by_lot("abcdef", "x") == by_lot("fedcba", "x") != by_lot("abcdef", "y")
