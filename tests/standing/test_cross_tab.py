"""Crossing two questions, attacked: nobody works out what a few people answered."""

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam.standing.cross_tab import CORNERS, Corners, CrossTab, Side, corners, cross, differing

#: What people do: yes or no to each question, or nothing to one of them.
ONE = st.sampled_from([(a, b) for a, b in product((True, False, None), repeat=2) if (a, b)])
crowds = st.lists(ONE, max_size=40)
few = st.integers(2, 6)


def sides(crowd: Sequence[tuple[bool | None, bool | None]]) -> tuple[Side, Side]:
    first, second = (
        {f"p{n}": said[at] for n, said in enumerate(crowd) if said[at] is not None} for at in (0, 1)
    )
    return first, second  # type: ignore[return-value]


def people(both: int, first: int, second: int, neither: int) -> tuple[Side, Side]:
    return sides(
        [(True, True)] * both
        + [(True, False)] * first
        + [(False, True)] * second
        + [(False, False)] * neither
    )


def tables(n: int) -> Iterator[Corners]:
    for both, first, second in product(range(n + 1), repeat=3):
        if both + first + second <= n:
            yield both, first, second, n - both - first - second


def fits(table: Corners, told: CrossTab) -> bool:
    return all(low <= count <= high for count, (low, high) in zip(table, told.bands, strict=True))


def test_corners_count_those_who_answered_both() -> None:
    first, second = people(3, 2, 1, 4)
    assert corners({**first, "x": True}, {**second, "y": False}) == (3, 2, 1, 4)


def test_corners_are_told_in_steps_of_the_least_number() -> None:
    assert cross(*people(17, 7, 8, 5), 5) == CrossTab(37, ((15, 19), (5, 9), (5, 9), (5, 9)))
    assert cross(*people(17, 7, 8, 3), 5).bands[3] == (0, 4)


@given(crowds, few)
def test_no_corner_of_few_is_told_by_number(
    crowd: list[tuple[bool | None, bool | None]], few: int
) -> None:
    told = cross(*sides(crowd), few)
    counts = corners(*sides(crowd))
    assert told.n == sum(counts)
    if told.bands:
        assert fits(counts, told) and told.n >= few
        for low, high in told.bands:
            assert high - low + 1 == few and (low == 0 or low >= few)


@given(crowds, few)
def test_who_knows_every_count_of_both_questions_cannot_tell_a_small_corner(
    crowd: list[tuple[bool | None, bool | None]], few: int
) -> None:
    """Every table that has the same margins and is told the same: a small corner differs in some."""
    told, counts = cross(*sides(crowd), few), corners(*sides(crowd))
    if not told.bands:
        return
    both, first, second, _ = counts
    alike = [
        table
        for table in tables(told.n)
        if fits(table, told)
        and (table[0] + table[1], table[0] + table[2]) == (both + first, both + second)
    ]
    assert counts in alike
    for corner in range(len(CORNERS)):
        if counts[corner] < few:
            assert len({table[corner] for table in alike}) > 1


@given(crowds, few)
def test_taking_a_crossing_from_a_question_tells_nothing_of_few_who_answered_only_that(
    crowd: list[tuple[bool | None, bool | None]], few: int
) -> None:
    """The attacker knows how many answered each question and how many of them said yes."""
    told = cross(*sides(crowd), few)
    if not told.bands:
        return
    known = [(sum(side.values()), len(side)) for side in sides(crowd)]
    alone = [len(side) - told.n for side in sides(crowd)]
    possible: list[set[int]] = [set(), set()]
    for table in tables(told.n):
        left = [yes - (table[0] + table[1 + at]) for at, (yes, _) in enumerate(known)]
        if fits(table, told) and all(0 <= left[at] <= alone[at] for at in (0, 1)):
            for at in (0, 1):
                possible[at].add(left[at])
    for at in (0, 1):
        if 0 < alone[at] < few:
            assert len(possible[at]) > 1


@given(crowds, few)
def test_asking_the_other_way_round_tells_nothing_more(
    crowd: list[tuple[bool | None, bool | None]], few: int
) -> None:
    first, second = sides(crowd)
    there, back = cross(first, second, few).bands, cross(second, first, few).bands
    assert bool(there) == bool(back)
    if there:
        assert back == (there[0], there[2], there[1], there[3])


@given(st.lists(st.tuples(*[st.booleans()] * 3), min_size=3, max_size=8))
def test_three_questions_crossed_by_twos_do_not_give_a_small_corner_away(
    crowd: list[tuple[bool, bool, bool]],
) -> None:
    """Everyone answers three; the attacker has the three crossings and every question's counts."""
    few = 3
    asked = [{f"p{n}": said[at] for n, said in enumerate(crowd)} for at in range(3)]
    pairs = ((0, 1), (0, 2), (1, 2))
    told = [cross(asked[a], asked[b], few) for a, b in pairs]
    if not all(one.bands for one in told):
        return
    yes = [sum(side.values()) for side in asked]
    kinds = list(product((True, False), repeat=3))
    possible: list[set[Corners]] = [set(), set(), set()]
    for counts in _shares(len(crowd), len(kinds)):
        if any(
            sum(c for c, kind in zip(counts, kinds, strict=True) if kind[at]) != yes[at]
            for at in range(3)
        ):
            continue
        crossed = [_crossed(counts, kinds, *pair) for pair in pairs]
        if all(map(fits, crossed, told)):
            for at, table in enumerate(crossed):
                possible[at].add(table)
    for at, (a, b) in enumerate(pairs):
        for corner, count in enumerate(corners(asked[a], asked[b])):
            if count < few:
                assert len({table[corner] for table in possible[at]}) > 1


def _shares(n: int, kinds: int) -> Iterator[tuple[int, ...]]:
    if kinds == 1:
        yield (n,)
        return
    for first in range(n + 1):
        for rest in _shares(n - first, kinds - 1):
            yield (first, *rest)


def _crossed(counts: tuple[int, ...], kinds: list[tuple[bool, ...]], a: int, b: int) -> Corners:
    def of(one: bool, other: bool) -> int:
        pairs = zip(counts, kinds, strict=True)
        return sum(count for count, kind in pairs if (kind[a], kind[b]) == (one, other))

    return of(True, True), of(True, False), of(False, True), of(False, False)


def test_someone_alone_reads_their_own_two_answers() -> None:
    assert cross({"me": True}, {"me": False}, 1) == CrossTab(1, ((0, 0), (1, 1), (0, 0), (0, 0)))


@pytest.mark.parametrize("n", [0, 4])
def test_too_few_who_answered_both_tell_nothing_but_their_number(n: int) -> None:
    assert cross(*people(n, 0, 0, 0), 5) == CrossTab(n)


def test_a_crossing_comes_back_from_json_as_it_was() -> None:
    told = cross(*people(17, 7, 8, 5), 5)
    assert CrossTab.from_json(told.to_json()) == told


def test_whoever_came_went_or_changed_differs() -> None:
    first, second = people(2, 0, 0, 2)
    assert differing((first, second), (first, second)) == 0
    assert differing((first, second), ({**first, "p0": False}, second)) == 1
    assert differing((first, second), ({**first, "new": True}, {**second, "new": True})) == 1
    gone = {id: yes for id, yes in first.items() if id != "p3"}
    assert differing((first, second), (gone, second)) == 1
