"""Dealing: of many items of the room each participant is asked some, so that each has enough answers.

Participants take their hands in turn from one stack, so how often items are dealt differs by one at most.
What can be chosen is how large a hand is, and how many items lie in the stack: a hand grows before items
wait.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tamtam.session.activity import ActivityState

#: So many more people are dealt an item than have to answer it: one may pass.
SPARE = 2
#: A hand becomes so many times as large as the deck says, at most.
WIDEST = 2


class Deal(NamedTuple):
    """The `items` that are asked, the stack that hands are taken from; and how many are in a `hand`."""

    items: tuple[str, ...]
    hand: int


def deal(items: Sequence[str], hand: int, people: int, least: int) -> Deal | None:
    """How `items` are dealt to so many people, each to as many as `least` answers take.

    None where everybody answers all. `hand` is how many each is dealt at least. Where even the widest
    hands don't reach, the first of the items are asked, as many as do reach, and the others wait; never
    fewer than fill a hand.

    >>> deal("abcdefgh", 3, 24, 5)
    Deal(items=('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), hand=3)
    >>> found = deal([f"i{n}" for n in range(36)], 3, 24, 5)
    >>> found and (len(found.items), found.hand)
    (20, 6)
    """
    aim = min(people, least + SPARE)
    for wide in range(hand, WIDEST * hand + 1):
        if wide >= len(items):
            return None
        if people * wide >= aim * len(items):
            return Deal(tuple(items), wide)
    widest = WIDEST * hand
    return Deal(tuple(items[: max(widest, people * widest // aim)]), widest)


def stack(asked: ActivityState) -> list[str]:
    """The items to be dealt: those that waited first, then by turns from each who proposed some."""
    before = Counter(id for turn in asked.turns for id in turn.dealt)
    backing, own = asked.backing(), Counter[str]()
    places = {}
    for item in asked.activity.items:
        proposal = asked.proposals.get(item.id)
        author = f"{proposal.participant}/{proposal.table}" if proposal else ""
        own[author] += 1
        places[item.id] = (before[item.id], own[author], -backing.get(item.id, 0))
    asks = (item.id for item in asked.activity.items if item.id not in asked.resting)
    return sorted(asks, key=places.__getitem__)
