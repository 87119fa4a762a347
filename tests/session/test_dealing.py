"""Dealing: each item that is asked has enough answers, as far as people and hands allow; the rest waits."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from tamtam.session.dealing import SPARE, WIDEST, Deal, deal

sizes = st.tuples(st.integers(1, 60), st.integers(1, 6), st.integers(1, 120), st.integers(1, 12))


def dealt(items: list[str], hand: int, people: int, least: int) -> tuple[Deal, Counter[str]]:
    """How it is dealt, and how many people are dealt each item."""
    found = deal(items, hand, people, least) or Deal(tuple(items), len(items))
    stack = found.items
    taken = [
        {stack[(number * found.hand + place) % len(stack)] for place in range(found.hand)}
        for number in range(people)
    ]
    return found, Counter(item for mine in taken for item in mine)


@given(sizes)
def test_each_item_asked_is_dealt_to_enough_people_or_to_everybody(
    size: tuple[int, int, int, int],
) -> None:
    many, hand, people, least = size
    items = [f"i{number}" for number in range(many)]
    found, times = dealt(items, hand, people, least)
    assert min(times[item] for item in found.items) >= min(people, least + SPARE)
    assert max(times.values()) - min(times.values()) <= 1


@given(sizes)
def test_hands_are_no_wider_than_they_have_to_be_and_nothing_waits_that_could_be_asked(
    size: tuple[int, int, int, int],
) -> None:
    many, hand, people, least = size
    items = [f"i{number}" for number in range(many)]
    found, _ = dealt(items, hand, people, least)
    aim, waiting = min(people, least + SPARE), many - len(found.items)
    assert found.items == tuple(items[: len(found.items)])  # the last in the stack wait
    assert min(hand, many) <= found.hand <= WIDEST * hand
    if found.hand > hand:
        assert people * (found.hand - 1) < aim * many
    if waiting:
        assert found.hand == WIDEST * hand
        assert people * found.hand < aim * (len(found.items) + 1)


def test_a_room_of_24_with_six_relationships_a_table_asks_as_many_as_have_enough_answers() -> None:
    items = [f"i{number}" for number in range(36)]
    found, times = dealt(items, 3, 24, 5)
    assert (len(found.items), found.hand) == (20, 6)
    assert set(times.values()) <= {7, 8}


def test_whoever_is_alone_answers_all_up_to_a_wide_hand() -> None:
    assert deal(["a", "b", "c", "d", "e", "f"], 3, 1, 1) is None
    found = deal([f"i{number}" for number in range(9)], 3, 1, 1)
    assert found and (len(found.items), found.hand) == (6, 6)
