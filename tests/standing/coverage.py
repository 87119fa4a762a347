"""How often an interval holds the truth, over rooms drawn from people of whom the truth is known."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from tamtam import standing

#: How large the rooms are; how often an interval that is called 95 % must hold the truth at least.
SIZES, LEAST = (8, 12, 30), 0.92

#: An interval of answers; None where there are too few for one.
Interval = Callable[[list[int]], tuple[float, float] | None]


class Population(NamedTuple):
    """People who answer each value so often; `truth` is what an interval of their answers is of."""

    interval: str
    name: str
    shares: dict[int, float]
    truth: float

    def covered(self, people: int, rooms: int) -> float:
        """In which share of so many rooms that have an interval it holds the truth."""
        of, values = INTERVALS[self.interval], list(self.shares)
        seed = [people, rooms, *(round(1000 * share) for share in self.shares.values())]
        drawn = np.random.RandomState(seed).choice(
            values, size=(rooms, people), p=list(self.shares.values())
        )
        found = [interval for room in drawn.tolist() if (interval := of(room)) is not None]
        held = sum(low - 1e-9 <= self.truth <= high + 1e-9 for low, high in found)
        return held / len(found)


#: Every interval that is called 95 %, by what it is of.
INTERVALS: dict[str, Interval] = {
    "share (Wilson)": lambda room: standing.share_interval(sum(room), len(room)),
    "net pull (Bonett and Price)": lambda room: standing.net_pull_interval(Counter(room)),
    "median (order statistics)": lambda room: standing.median_interval(Counter(room)),
    "shift (Hodges and Lehmann)": lambda room: standing.shift_interval([float(v) for v in room]),
}


def _populations() -> Iterator[Population]:
    for share in (0.1, 0.3, 0.5, 0.8):
        name = f"{share:.0%}"
        yield Population("share (Wilson)", name, {1: share, 0: 1 - share}, share)
    for down, up in ((0.2, 0.2), (0.1, 0.5), (0.6, 0.1), (0.05, 0.85)):
        shares = {-1: down, 0: 1 - down - up, 1: up}
        name = f"▼ {down:.0%}, ▲ {up:.0%}"
        yield Population("net pull (Bonett and Price)", name, shares, up - down)
    scales = {
        "even, 0 to 10": dict.fromkeys(range(11), 1 / 11),
        "most high": {1: 0.05, 2: 0.1, 3: 0.15, 4: 0.4, 5: 0.3},
        "two camps, uneven": {1: 0.3, 2: 0.1, 3: 0.05, 4: 0.15, 5: 0.4},
        "steps up": {-2: 0.05, -1: 0.1, 0: 0.25, 1: 0.2, 2: 0.2, 4: 0.2},
    }
    for name, shares in scales.items():
        yield Population("median (order statistics)", name, shares, _median(shares))
    even = dict.fromkeys(range(-5, 6), 1 / 11)
    bell = {-1: 0.05, 0: 0.2, 1: 0.5, 2: 0.2, 3: 0.05}
    wide = {-4: 0.1, -1: 0.2, 1: 0.4, 3: 0.2, 6: 0.1}
    for name, shares, truth in (("even", even, 0), ("bell", bell, 1), ("long tails", wide, 1)):
        yield Population("shift (Hodges and Lehmann)", name, shares, truth)


def _median(shares: dict[int, float]) -> float:
    below = 0.0
    for value, share in sorted(shares.items()):
        below += share
        if below > 0.5:
            return value
    raise ValueError("shares that don't sum to 1")


POPULATIONS = tuple(_populations())


def table(rooms: int) -> str:
    """A row for each population, a column for each size of room, as Markdown."""
    lines = ["| interval | people | " + " | ".join(f"n = {size}" for size in SIZES) + " |"]
    lines.append("|---" * (len(SIZES) + 2) + "|")
    for one in POPULATIONS:
        held = (f"{one.covered(size, rooms):.3f}".removeprefix("0") for size in SIZES)
        lines.append(f"| {one.interval} | {one.name} | " + " | ".join(held) + " |")
    return "\n".join(lines)
