"""Crossing two questions: of those who said yes to one, how many said yes to the other.

Everyone who answered both is in one of four corners. Their numbers are told in steps of
`min_answers` ("fewer than 5", "5 to 9"), never to the person, and only where nobody can work out
more: not from the counts of each question by itself, which the room may have seen, nor by taking
this crossing from those. Where the steps alone would give a small corner away, nothing is told.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import msgspec
from msgspec import Struct

#: Each participant's yes or no; who gave neither is left out.
Side = Mapping[str, bool]
#: How many in each corner: yes to both, to the first only, to the second only, to neither.
Corners = tuple[int, int, int, int]
#: The least and the most who may be in each corner.
Bands = tuple[tuple[int, int], ...]
#: The corners by name, in their order.
CORNERS = ("both", "first", "second", "neither")


class CrossTab(Struct, frozen=True):
    """How `n` people who answered two questions lie in the four corners.

    `bands` has for each of `CORNERS` the least and the most who may be there; it is empty where
    nothing but `n` may be told.
    """

    n: int
    bands: Bands = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, for the details of a standing."""
        return {"n": self.n, "bands": [list(band) for band in self.bands]}

    @property
    def turned(self) -> "CrossTab":
        """The same with the second question first."""
        return CrossTab(self.n, tuple(self.bands[corner] for corner in (0, 2, 1, 3) if self.bands))

    @classmethod
    def from_json(cls, plain: Any) -> "CrossTab":
        """What `to_json` made."""
        return msgspec.convert(plain, cls)


def cross(first: Side, second: Side, min_answers: int) -> CrossTab:
    """The crossing of two questions, as far as it may be told.

    >>> helped = {f"p{number}": number < 24 for number in range(32)}
    >>> free = {f"p{number}": number > 6 for number in range(32)}
    >>> cross(helped, free, 5)
    CrossTab(n=32, bands=((15, 19), (5, 9), (5, 9), (0, 4)))
    """
    counts = corners(first, second)
    n, step = sum(counts), max(1, min_answers)
    if n < step:
        return CrossTab(n)
    told = tuple((count // step * step, count // step * step + step - 1) for count in counts)
    own = step == 1  # someone alone, who reads what they said themselves
    return (
        CrossTab(n, told)
        if own or _keeps_the_few(counts, told, (first, second), step)
        else CrossTab(n)
    )


def corners(first: Side, second: Side) -> Corners:
    """How many of those who answered both lie in each corner."""
    pairs = [(yes, second[id]) for id, yes in first.items() if id in second]
    return (
        pairs.count((True, True)),
        pairs.count((True, False)),
        pairs.count((False, True)),
        pairs.count((False, False)),
    )


def differing(before: tuple[Side, Side], after: tuple[Side, Side]) -> int:
    """How many people lie elsewhere than before, came or went."""
    people = {id for side in (*before, *after) for id in side}
    return sum(
        tuple(side.get(id) for side in before) != tuple(side.get(id) for side in after)
        for id in people
    )


def _keeps_the_few(counts: Corners, told: Bands, sides: tuple[Side, Side], few: int) -> bool:
    """Whether what is told leaves open what fewer than `few` people answered.

    To someone who knows how many of all who answered said yes to each question, a small corner could
    hold other numbers, and so could those be who answered only one of the two.
    """
    n = sum(counts)
    tables = list(_possible(told, n))
    if min(counts) < few and sum(_yes(table) == _yes(counts) for table in tables) < 2:
        return False
    alone = [len(side) - n for side in sides]
    fitting = [
        yes
        for yes in map(_yes, tables)
        if all(0 <= sum(sides[at].values()) - yes[at] <= alone[at] for at in (0, 1))
    ]
    return all(not 0 < alone[at] < few or len({yes[at] for yes in fitting}) > 1 for at in (0, 1))


def _possible(told: Bands, n: int) -> Iterator[Corners]:
    """Every way in which `n` people may lie in the corners as they are told."""
    ranges = [range(low, high + 1) for low, high in told]
    for both, first, second in product(*ranges[:3]):
        neither = n - both - first - second
        if neither in ranges[3]:
            yield both, first, second, neither


def _yes(table: Corners) -> tuple[int, int]:
    """How many of those who answered both said yes to each question."""
    both, first, second, _ = table
    return both + first, both + second
