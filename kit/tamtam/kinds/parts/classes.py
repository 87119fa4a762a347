"""Classes: of fewer than twelve people a scale tells three, below its middle, on it and above it.

With five answers a count for each value, the middle half or agreement A would give away what nearly each
person said; sides and a median don't. So that a chart draws them as any counts, a class stands under the
value beside the middle that is on its side: of 1 to 5, those who disagree under 2.
"""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from tamtam.kinds.parts import scale
from tamtam.standing.standing import Distribution, Measure, Standing

#: So many values need no classes.
CLASSES = 3
#: Measures from which the counts of a few could be worked out.
_TELLING = ("agreement", "polarization")


def in_classes(found: Standing, values: Sequence[int] = ()) -> Standing:
    """A standing in which whatever rests on fewer than twelve people, but more than one, tells three classes.

    `values` are those of its scale, where distributions have only what was given.
    """
    items = tuple(
        replace(
            item,
            distributions=tuple(_distribution(one, values) for one in item.distributions),
            measures=_measures(item.measures),
        )
        for item in found.items
    )
    return replace(found, items=items, measures=_measures(found.measures))


def is_few(n: int) -> bool:
    """Whether so many people are told in classes; someone alone reads their own answers."""
    return 1 < n < scale.PEOPLE_FOR_MARKS


def side_of(values: Sequence[Any]) -> Callable[[Any], Any]:
    """Which class of a scale of these values an answer is in; of few values, or no scale, each is its own."""
    if len(values) <= CLASSES or not all(isinstance(value, int) for value in values):
        return lambda value: value
    below, above = _beside_the_middle(sorted(values))
    return lambda value: min(max(value, below), above)


def named(found: Distribution) -> dict[str, int]:
    """The counts by the names of their classes, as in "1–2"; as they are where there are no classes."""
    counts = found.counts or {}
    if not found.in_classes:
        return counts
    values = sorted(map(int, counts))
    below, above = _beside_the_middle(values)
    names = {value: str(value) for value in values if below < value < above}
    names |= {below: _span(values[0], below), above: _span(above, values[-1])}
    return {name: counts[str(value)] for value, name in sorted(names.items())}


def fields(found: Distribution) -> tuple[tuple[float, float, int], ...]:
    """(from, to, how many) of each class, from low to high; none where every value is told."""
    if not found.in_classes or not found.counts:
        return ()
    values = sorted(map(int, found.counts))
    below, above = _beside_the_middle(values)
    spans = [
        (values[0], below),
        *((v, v) for v in values if below < v < above),
        (above, values[-1]),
    ]
    return tuple(
        (low, high, found.counts[str(high if high == below else low)]) for low, high in spans
    )


def _span(low: int, high: int) -> str:
    return f"{low}–{high}" if low != high else f"{low}"


def _beside_the_middle(values: Sequence[int]) -> tuple[int, int]:
    """The values next to the middle of a scale, below and above it."""
    middle = (values[0] + values[-1]) / 2
    return max(v for v in values if v < middle), min(v for v in values if v > middle)


def _distribution(found: Distribution, values: Sequence[int]) -> Distribution:
    counts = found.counts or {}
    if not is_few(found.n) or not all(value.lstrip("-").isdigit() for value in counts):
        return found
    known = sorted({*values, *map(int, counts)} if values else map(int, counts))
    if len(known) <= CLASSES:
        return found
    known = list(values) or known
    below, above = _beside_the_middle(known)
    middle, told = (known[0] + known[-1]) / 2, dict.fromkeys(known, 0)
    for value, count in counts.items():
        side = int(middle) if int(value) == middle else below if int(value) < middle else above
        told[side] += count
    plain = {str(value): count for value, count in told.items()}
    return replace(found, counts=plain, low_quartile=None, high_quartile=None, in_classes=True)


def _measures(found: Sequence[Measure]) -> tuple[Measure, ...]:
    """Without those that tell too much, and without intervals that end where somebody stands."""
    return tuple(
        replace(one, low=None, high=None, method="")
        if is_few(one.n) and one.method == "order_statistics"
        else one
        for one in found
        if not is_few(one.n) or one.name not in _TELLING
    )
