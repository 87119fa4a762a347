"""How often each thing is said of rooms of which the truth is known."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from tamtam.standing import opinion_map

from tests.slow.opinion_rooms import SIZES, TRUTHS, Truth

#: What may be said, in the order of the table's numbers.
SHAPES = ("loose", "line", "unclear", "camps")


@dataclass(frozen=True, slots=True)
class Rates:
    """What was said of `rooms` rooms of one sort and size: shares of them."""

    truth: Truth
    people: int
    statements: int
    rooms: int
    said: dict[str, float]

    def cell(self) -> str:
        """As the table has it: what is true of the room is set in bold."""
        told = (f"{self.said[shape]:.2f}".removeprefix("0") for shape in SHAPES)
        return " · ".join(
            f"**{rate}**" if shape == self.truth.shape else rate
            for shape, rate in zip(SHAPES, told, strict=True)
        )


def rates(truth: Truth, people: int, statements: int, rooms: int) -> Rates:
    """Of `rooms` rooms, each drawn from its own seed."""
    said: Counter[str] = Counter()
    sort = TRUTHS.index(truth)
    for room in range(rooms):
        votes = truth.draw(people, statements, np.random.RandomState([sort, people, room]))
        said[opinion_map(votes).structure.shape] += 1
    return Rates(truth, people, statements, rooms, {shape: said[shape] / rooms for shape in SHAPES})


def all_rates(rooms: int) -> Iterator[Rates]:
    """Of every sort and size."""
    for truth in TRUTHS:
        for people, statements in SIZES:
            yield rates(truth, people, statements, rooms)


def table(found: list[Rates]) -> str:
    """A row for each sort of room, a column for each size, as Markdown."""
    lines = ["| room | " + " | ".join(f"{p} × {s}" for p, s in SIZES) + " |"]
    lines.append("|---" * (len(SIZES) + 1) + "|")
    for truth in TRUTHS:
        cells = [one.cell() for one in found if one.truth is truth]
        lines.append(f"| {truth.name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
