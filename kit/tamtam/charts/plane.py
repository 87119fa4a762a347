"""A plane of two scales: an arrow from what is lived to what is wanted, and how far people lie apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from tamtam.charts import theme, traces
from tamtam.charts.dumbbell import Spread
from tamtam.charts.frame import Frame, arrow, note, rule
from tamtam.charts.theme import Figure, colour, plain

#: Room beside the scales for the words at their ticks, as a share of each scale's length.
_LEFT, _RIGHT, _ABOVE, _BELOW = 0.26, 0.36, 0.3, 0.24
#: Sides of the squares of cells, from the fewest people to the most, in px.
SQUARES = (26, 32, 39, 47, 56)
#: How far the name of a mark lies from it, in px; how near the foot of the plane it may not lie below, and
#: how near each other two names may not lie beside each other, as shares of a scale's length.
_NAME, _FOOT, _NEAR = 26, 0.15, 0.4


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale with its name and the words at some of its values."""

    name: str
    low: int
    high: int
    ticks: tuple[tuple[int, str], ...]

    @property
    def length(self) -> int:
        """From one end to the other."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Place:
    """Where people lie on both scales, with the word for it; a scale they share needs no spread."""

    name: str
    across: Spread
    up: Spread


@dataclass(frozen=True, slots=True)
class Plane:
    """What is drawn: two places, cells of people as (across, up, size from 0), and what the marks mean.

    `sizes` names the squares that there are, from the smallest. `missing` says, instead of places, why there
    are none.
    """

    lived: Place | None = None
    wanted: Place | None = None
    cells: tuple[tuple[int, int, int], ...] = ()
    legend: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    missing: str = ""


def plane_of(frame: Frame, shown: Plane, across: Axis, up: Axis) -> Figure:
    """The plane; the scale of `up` grows upwards."""
    if not frame.enough:
        return frame.empty()
    layout = frame.layout(needs=470)
    layout["shapes"] = [
        *(rule((x, x), (up.low, up.high), dash="dot") for x, _ in across.ticks),
        *(rule((across.low, across.high), (y, y), dash="dot") for y, _ in up.ticks),
    ]
    layout["annotations"] = _words(shown, across, up)
    layout["xaxis"] |= {
        "range": [across.low - _LEFT * across.length, across.high + _RIGHT * across.length]
    }
    layout["yaxis"] |= {"range": [up.low - _BELOW * up.length, up.high + _ABOVE * up.length]}
    layout["annotations"] += _size_names(shown, across, up)
    data = [_squares(shown.cells), _size_marks(shown, across, up)]
    if shown.lived and shown.wanted:
        data += [*_cross(shown.wanted, "wanted"), *_cross(shown.lived, "today")]
        layout["annotations"] += _way(shown.lived, shown.wanted, across, up)
    return {"data": data, "layout": layout}


def _words(shown: Plane, across: Axis, up: Axis) -> list[Figure]:
    """The names of the scales, the words at their ticks, what the marks mean."""
    left, foot, head = across.low, up.low, up.high
    centre = across.low + across.length / 2
    words = [
        note(plain(up.name), left - _LEFT * across.length, head + 0.13 * up.length, "left"),
        note(plain(across.name), centre, foot - 0.19 * up.length, "center"),
        *(
            note(
                plain(word, 20),
                left - 0.03 * across.length,
                y,
                "right",
                ink="muted",
                size=theme.SMALL,
            )
            for y, word in up.ticks
        ),
        *(
            note(
                plain(word, 22), x, foot - 0.08 * up.length, "center", ink="muted", size=theme.SMALL
            )
            for x, word in across.ticks
        ),
    ]
    legend = plain("\u2003\u2003".join(shown.legend))
    if legend:
        words.append(
            note(legend, centre, head + 0.26 * up.length, "center", ink="muted", size=theme.SMALL)
        )
    if shown.missing:
        middle = up.low + up.length / 2
        missing = note(plain(shown.missing, 48), centre, middle, "center", ink="muted")
        words.append(missing | {"bgcolor": colour("paper"), "borderpad": 8})
    return words


def _size_places(shown: Plane, across: Axis, up: Axis) -> list[tuple[float, float]]:
    """Where the squares that are explained stand: right of the plane, from its top down."""
    x = across.high + 0.14 * across.length
    return [(x, up.high - (0.04 + 0.15 * at) * up.length) for at in range(len(shown.sizes))]


def _size_names(shown: Plane, across: Axis, up: Axis) -> list[Figure]:
    """How many people a square of each size stands for."""
    return [
        note(plain(name, 8), x, y, "left", ink="muted", size=theme.SMALL) | {"xshift": 34}
        for name, (x, y) in zip(shown.sizes, _size_places(shown, across, up), strict=True)
    ]


def _size_marks(shown: Plane, across: Axis, up: Axis) -> Figure:
    places = enumerate(_size_places(shown, across, up))
    return _squares(tuple((x, y, size) for size, (x, y) in places))


def _squares(cells: Sequence[tuple[float, float, int]]) -> Figure:
    return traces.points(
        [x for x, _, _ in cells],
        [y for _, y, _ in cells],
        {
            "symbol": "square",
            "size": [SQUARES[size] for _, _, size in cells],
            "color": colour("person"),
            "line": {"width": 0},
            "opacity": 1,
        },
    )


def _cross(place: Place, phase: str) -> tuple[Figure, Figure]:
    """The middle half of each scale as a cross, and the medians as a dot: ● lived, ○ wanted."""
    x, y = place.across, place.up
    bars = traces.strokes(
        [x.low, x.high, None, x.median, x.median],
        [y.median, y.median, None, y.low, y.high],
        {"color": colour(phase), "width": 6},
        opacity=0.45,
    )
    return bars, traces.dot([x.median], [y.median], phase, 20)


def _way(lived: Place, wanted: Place, across: Axis, up: Axis) -> list[Figure]:
    """The arrow of the medians, and the name of either end on its far side.

    At the foot of the plane both stand above: below are the words of the ticks.
    """
    start, end = (
        (lived.across.median, lived.up.median),
        (wanted.across.median, wanted.up.median),
    )
    above, other = _NAME, -_NAME
    if end[1] - up.low < _FOOT * up.length:
        is_near = abs(start[0] - end[0]) < _NEAR * across.length
        above, other = (2 * _NAME if is_near else _NAME), _NAME
    names = [_beside(lived.name, start, above, "today"), _beside(wanted.name, end, other, "wanted")]
    if start == end:
        return names
    return [arrow(start, end), *names]


def _beside(name: str, place: tuple[float, float], shift: int, ink: str) -> Figure:
    """A name so many px above its mark, or below it: so the two never meet."""
    words = note(plain(name), *place, "center", ink=ink)
    return words | {"yshift": shift, "bgcolor": colour("paper"), "opacity": 0.92}
