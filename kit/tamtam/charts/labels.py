"""Where the names of marks go, so that they cover neither marks nor each other; in px, y downwards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import hypot

from tamtam.charts import theme

#: Width of a letter and height of a line, as parts of the size of type.
_LETTER, _LINE = 0.54, 1.35
#: How often names are placed anew at the most.
_ROUNDS = 5
#: How far from its mark a name may lie, in px; beyond the first distance a line leads to it.
NEAR, *_ = DISTANCES = (5, 26, 52, 84, 120)
#: Sides of a mark, the best first: right, left, above, below, then the corners.
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
#: What a px² costs that covers a mark or another name, that covers a bar; what a px of distance does, and a
#: leader through a mark or a name.
_COVERING, _CROSSING, _FAR_OFF, _THROUGH = 2.0, 0.15, 3.0, 150.0


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

    def padded(self, by: float) -> "Box":
        """The same with so many px more on every side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def common(self, other: "Box") -> float:
        """The area in which two boxes overlap."""
        if not self.meets(other):
            return 0.0
        across = min(self.right, other.right) - max(self.left, other.left)
        return across * (min(self.bottom, other.bottom) - max(self.top, other.top))

    def meets(self, other: "Box") -> bool:
        """Whether two boxes overlap at all."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


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
    """A spot for each mark's name, whose width and height are its `sizes`.

    A name covers as little as it can of the marks and of other names, lies inside the room, leaves bars
    free where it can, and is near. First one after the other, then each anew, now that all others are
    there, until none moves any more.
    """
    spots: dict[int, Spot] = {}
    boxes = [mark.box for mark in drawing.marks]
    for _ in range(_ROUNDS):
        before = dict(spots)
        for at, size in enumerate(sizes):
            names = [spot.box(drawing.marks[of]) for of, spot in spots.items() if of != at]
            others = [*names, *boxes[:at], *boxes[at + 1 :]]
            found = _spots(drawing.marks[at], size, drawing.room)
            costs = {spot: _cost(spot, drawing.marks[at], drawing, others) for spot in found}
            spots[at] = min(costs, key=costs.__getitem__)
        if spots == before:
            break
    return [spots[at] for at in range(len(sizes))]


def _spots(mark: LabelledMark, size: tuple[float, float], room: Box) -> Iterator[Spot]:
    """Where the name of a mark may lie, inside the room."""
    for distance in DISTANCES:
        for x, y in _SIDES:
            away = (mark.radius + distance) * (0.75 if x and y else 1)
            yield _inside(Spot((x, y), x * away, y * away, distance, size), mark, room)


def _inside(spot: Spot, mark: LabelledMark, room: Box) -> Spot:
    """The spot, moved as far as it takes to lie inside the room."""
    box = spot.box(mark)
    across = max(room.left - box.left, 0.0) + min(room.right - box.right, 0.0)
    down = max(room.top - box.top, 0.0) + min(room.bottom - box.bottom, 0.0)
    if not across and not down:
        return spot
    far = spot.distance + round(hypot(across, down))
    return replace(spot, dx=spot.dx + across, dy=spot.dy + down, distance=far)


def _cost(spot: Spot, mark: LabelledMark, drawing: Drawing, others: Sequence[Box]) -> float:
    """What a spot for the name of a mark costs, with the `others`, names and marks, where they are."""
    box = spot.box(mark)
    covering = sum(map(box.common, (*others, mark.box)))
    return (
        _FAR_OFF * spot.distance
        + _COVERING * covering
        + _CROSSING * sum(map(box.common, drawing.bars))
        + _THROUGH * _is_led_through(mark, spot, others)
    )


def _is_led_through(mark: LabelledMark, spot: Spot, others: Sequence[Box]) -> bool:
    """Whether the line from a mark to its name runs through another mark or name."""
    dx, dy = spot.dx, spot.dy
    steps = [LabelledMark(mark.x + dx * at / 8, mark.y + dy * at / 8, 1).box for at in range(1, 9)]
    first, last = steps[0], steps[-1]
    whole = Box(
        min(first.left, last.left),
        min(first.top, last.top),
        max(first.right, last.right),
        max(first.bottom, last.bottom),
    )
    near = [box for box in others if whole.meets(box)]
    return any(step.common(box) for step in steps for box in near)
