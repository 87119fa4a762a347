"""Where the names of marks go, so that they cover neither marks nor each other; in px, y downwards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import hypot

from tamtam.charts import theme

#: Width of a letter and height of a line, as parts of the size of type.
_LETTER, _LINE = 0.54, 1.35
#: To what part of its height a wall may squeeze a drawing before it scrolls instead.
_LOWEST = 0.7
#: How far from its mark a name may lie, in px; beyond the first distance a line leads to it.
NEAR, *_ = DISTANCES = (5, 26, 52, 84)
#: Sides of a mark, the best first: right, left, above, below, then the corners.
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
#: What a px² costs that covers a mark or another name, that covers a bar, that lies outside the room; what
#: a px of distance does, and a leader through a mark or a name.
_COVERING, _CROSSING, _OUTSIDE, _FAR_OFF, _THROUGH = 0.5, 0.15, 5.0, 3.0, 150.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        """In px²."""
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)

    def common(self, other: "Box") -> float:
        """The area in which two boxes overlap."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        return Box(left, top, min(self.right, other.right), min(self.bottom, other.bottom)).area


@dataclass(frozen=True, slots=True)
class LabelledMark:
    """A round mark by its middle and its radius."""

    x: float
    y: float
    radius: float

    @property
    def box(self) -> Box:
        """The square around it."""
        x, y, r = self.x, self.y, self.radius
        return Box(x - r, y - r, x + r, y + r)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name of a `size` lies beside its mark: from the mark's middle to the name's near edge.

    `side` is (−1 left, 0 middle, 1 right; −1 above, 0, 1 below); `distance` from the mark's edge.
    """

    side: tuple[int, int]
    dx: float
    dy: float
    distance: int
    size: tuple[float, float]

    def box(self, mark: LabelledMark) -> Box:
        """What the name covers."""
        (width, height), (x, y) = self.size, self.side
        left = mark.x + self.dx + width * (x - 1) / 2
        top = mark.y + self.dy + height * (y - 1) / 2
        return Box(left, top, left + width, top + height)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What names are placed in: the marks that have one, bars better left free, the room there is."""

    marks: Sequence[LabelledMark]
    bars: Sequence[Box]
    room: Box

    def squeezed(self, by: float) -> "Drawing":
        """The same less high: places move, marks stay as large as they are."""
        return Drawing(
            [replace(mark, y=mark.y * by) for mark in self.marks],
            [_squeezed(bar, by) for bar in self.bars],
            _squeezed(self.room, by),
        )


def _squeezed(box: Box, by: float) -> Box:
    return replace(box, top=box.top * by, bottom=box.bottom * by)


def size_of(lines: Sequence[str], type_size: int = theme.SMALL) -> tuple[float, float]:
    """About how wide and high lines of text are."""
    return max(map(len, lines)) * _LETTER * type_size, len(lines) * _LINE * type_size


def spread_out(marks: Sequence[LabelledMark]) -> list[LabelledMark]:
    """The marks, those that would hide another moved aside as little as need be, in order."""
    placed: list[LabelledMark] = []
    for mark in marks:
        tried = (
            LabelledMark(mark.x + dx, mark.y + dy, mark.radius) for dx, dy in _asides(mark.radius)
        )
        placed.append(next((one for one in tried if not _hides(one, placed)), mark))
    return placed


def _asides(radius: float) -> Iterator[tuple[float, float]]:
    yield 0, 0
    for step in range(1, 9):
        for x, y in _SIDES:
            yield x * step * radius, y * step * radius


def _hides(mark: LabelledMark, others: Sequence[LabelledMark]) -> bool:
    return any(
        hypot(mark.x - one.x, mark.y - one.y) < 0.8 * (mark.radius + one.radius) for one in others
    )


def beside(drawing: Drawing, sizes: Sequence[tuple[float, float]]) -> list[Spot]:
    """A spot for each mark's name, whose width and height are its `sizes`; one after the other.

    A name covers as little as it can of the marks and of the names before it, stays inside the room,
    leaves bars free where it can, and is near: as drawn, and as a low wall squeezes it.
    """
    views = [drawing, drawing.squeezed(_LOWEST)]
    spots: list[Spot] = []
    for at, size in enumerate(sizes):
        found = _spots(drawing.marks[at].radius, size)
        costs = {spot: sum(_cost(spot, at, view, spots) for view in views) for spot in found}
        spots.append(min(costs, key=costs.__getitem__))
    return spots


def _spots(radius: float, size: tuple[float, float]) -> Iterator[Spot]:
    for distance in DISTANCES:
        for x, y in _SIDES:
            away = (radius + distance) * (0.75 if x and y else 1)
            yield Spot((x, y), x * away, y * away, distance, size)


def _cost(spot: Spot, at: int, view: Drawing, before: Sequence[Spot]) -> float:
    """What a spot for the name of mark number `at` costs, with the names `before` it where they are."""
    mark = view.marks[at]
    box = spot.box(mark)
    names = [one.box(other) for one, other in zip(before, view.marks, strict=False)]
    others = [*names, *(other.box for other in view.marks if other is not mark)]
    covering = sum(map(box.common, (*others, mark.box)))
    outside = box.area - box.common(view.room)
    return (
        _FAR_OFF * spot.distance
        + _COVERING * covering
        + _CROSSING * sum(map(box.common, view.bars))
        + _OUTSIDE * outside
        + _THROUGH * _is_led_through(mark, spot, others)
    )


def _is_led_through(mark: LabelledMark, spot: Spot, others: Sequence[Box]) -> bool:
    """Whether the line from a mark to its name runs through another mark or name."""
    steps = (
        LabelledMark(mark.x + spot.dx * at / 8, mark.y + spot.dy * at / 8, 1) for at in range(1, 9)
    )
    return any(step.box.common(box) for step in steps for box in others)
