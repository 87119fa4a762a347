"""Bubbles on a plane of two scales from 0 to 10, whose four corners have names.

A bubble's shape says which way a third scale points, its size how far: ▲ above zero, ▼ below, ● at zero.
A cross is the middle half of both scales. Bubbles that would hide each other stand side by side; their
crosses stay where they belong. Of more than have room for their names beside them each bears a number, and
the names stand in their order under the plane.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tamtam.charts import labels, theme, traces
from tamtam.charts.canvas import WALL, Canvas
from tamtam.charts.dumbbell import Spread
from tamtam.charts.frame import Frame, note, rule
from tamtam.charts.theme import Figure, colour, plain

LOW, HIGH, MIDDLE = 0, 10, 5
#: Room beside the scales for words, and where the drawing ends, in units of the scale.
_SIDE, _TOP, _FOOT = 1.2, 11.5, -2.5
#: The height of a line under the drawing, in px.
_UNDER = 24
#: About how many px a unit of the upward scale takes where nothing limits the height; and how many it needs
#: for the words above and below the plane to stand apart.
_UP, _WORDS_UP = 42.0, 31.0
#: Where all has to fit, names are placed for a drawing that is less wide by so much: as a notebook draws it.
_NARROWEST = 0.94
#: The diameter of a bubble at zero, and by how much it grows with each step from there, in px.
_SMALLEST, _STEP = 20, 9
#: The width of a bar of a cross, in px.
_ARM = 4
#: How large the number on a bubble is.
_NUMBER = 12
_NAME_LINE = 24
#: So many have room for their names beside them.
MOST_NAMED = 14
#: Which shape, filled how, for what lies below, at and above zero. Shape and shade tell as much as colour.
_LOOKS = {-1: ("triangle-down", "disagree"), 0: ("circle", "between"), 1: ("triangle-up", "agree")}


@dataclass(frozen=True, slots=True)
class Bubble:
    """One bubble: its name, what is remarked of it, where it lies, and how far a third scale points.

    A bubble without `across` and `up` is one of which nothing but its remark may be shown.
    """

    label: str
    remark: str = ""
    across: Spread | None = None
    up: Spread | None = None
    charge: float = 0


@dataclass(frozen=True, slots=True)
class Corners:
    """What both scales are called, with their ends; the names of the corners; what the marks mean.

    Corners come row by row: above left, above right, below left, below right. `half` is what a cross means,
    where there are any.
    """

    across: str
    up: str
    ends: tuple[str, str, str, str]
    names: tuple[str, str, str, str]
    legend: str
    half: str = ""


def bubbles(frame: Frame, shown: Sequence[Bubble], corners: Corners) -> Figure:
    """The plane with every bubble that may be shown; under it remarks on the others."""
    if not shown:
        return frame.empty()
    drawn = [one for one in shown if one.across and one.up]
    are_numbered = len(drawn) > _most_named(frame.canvas)
    key = _key(drawn, frame.canvas) if are_numbered else []
    others = [line for one in shown if one not in drawn for line in _remark(one, frame.canvas)]
    first = max(map(len, key), default=0)
    under = _UNDER * (first + len(others))
    plane = _Sheet.of(frame.canvas, under)
    layout = frame.layout(needs=round(_UP * (_TOP - _FOOT)) + under)
    layout["margin"]["b"] += under
    layout["shapes"] = list(_rules())
    layout["xaxis"] |= {"range": [LOW - _SIDE, HIGH + _SIDE]}
    layout["yaxis"] |= {"range": [LOW + _FOOT * plane.apart, HIGH + (_TOP - HIGH) * plane.apart]}
    marks = labels.spread_out([plane.mark(one) for one in drawn])
    crosses = [] if are_numbered else drawn
    layout["annotations"] = [
        *_corner_notes(corners, plane.apart),
        *_scale_notes(corners, corners.half if any(map(_is_wide, crosses)) else "", plane.apart),
        *_in_columns(key),
        *(_under(line, first + at) for at, line in enumerate(others)),
        *(_numbers(drawn, marks, plane) if are_numbered else _names(drawn, marks, plane)),
    ]
    data = [*map(_cross, crosses), _marks(drawn, marks, plane)] if drawn else []
    return {"data": data, "layout": layout}


def _most_named(canvas: Canvas) -> int:
    """How many have room for their names beside them: fewer on a wall that is less wide than usual."""
    return MOST_NAMED if not canvas.height else int(MOST_NAMED * min(1, canvas.inner / WALL.inner))


def _remark(one: Bubble, canvas: Canvas) -> list[str]:
    return theme.lines(f"{one.label} – {one.remark}", canvas.line(0.95, theme.LABEL))


def _key(drawn: Sequence[Bubble], canvas: Canvas) -> list[list[str]]:
    """The names of numbered bubbles in columns, from top to bottom, each on a line or more where it is long.

    Where all has to fit, names come without remarks and leave the plane its half: the table has them all.
    """
    columns = 3 if canvas.height else 2
    width = canvas.line(0.95 / columns, theme.LABEL)
    told = [
        " – ".join(filter(None, (one.label, one.remark * (not canvas.height)))) for one in drawn
    ]
    numbered = (f"{at}\u2002{words}" for at, words in enumerate(told, start=1))
    each = [theme.lines(words, width) for words in numbered]
    rows = max(-(-sum(map(len, each)) // columns), max(map(len, each)))
    most = canvas.room // (2 * _UNDER) if canvas.height else rows + len(each)
    while rows < most and len(_shared(each, rows)) > columns:
        rows += 1
    found = _shared(each, min(rows, most))
    if len(found) > columns:
        found = [*found[: columns - 1], [*found[columns - 1][: most - 1], "…"]]
    return found


def _shared(each: Sequence[Sequence[str]], rows: int) -> list[list[str]]:
    """Names in columns of at most so many lines; none goes from one column into the next."""
    found: list[list[str]] = [[]]
    for lines in each:
        if len(found[-1]) + len(lines) > rows:
            found.append([])
        found[-1] += lines
    return found


def _in_columns(key: Sequence[Sequence[str]]) -> Iterator[Figure]:
    """Columns of lines under the drawing, beside each other."""
    wide = (HIGH - LOW + 2 * _SIDE) / max(1, len(key))
    for column, lines in enumerate(key):
        for at, line in enumerate(lines):
            yield _under(line, at, column * wide)


def _under(line: str, at: int, beside: float = 0) -> Figure:
    """A line under the drawing, which stays as high as it is however many there are."""
    words = note(plain(line), LOW - 0.9 + beside, 0, "left", ink="muted")
    return words | {"yref": "paper", "yshift": -_UNDER * (at + 0.5)}


def _rules() -> Iterator[Figure]:
    for at in (LOW, MIDDLE, HIGH):
        dash = "solid" if at == MIDDLE else "dot"
        yield rule((at, at), (LOW, HIGH), dash=dash)
        yield rule((LOW, HIGH), (at, at), dash=dash)


# --- words


def _corner_notes(corners: Corners, apart: float) -> Iterator[Figure]:
    above, below = HIGH + 0.45 * apart, LOW - 0.45 * apart
    places = ((LOW, above), (HIGH, above), (LOW, below), (HIGH, below))
    for (x, y), name in zip(places, corners.names, strict=True):
        yield note(plain(name), x, y, "left" if x == LOW else "right", ink="muted")


def _scale_notes(corners: Corners, half: str, apart: float) -> Iterator[Figure]:
    """What the scales are called and lead to, and what the marks mean."""
    legend = "\u2003".join(filter(None, (corners.legend, half)))
    left, right, down, up = corners.ends
    small, under = theme.SMALL, LOW - 1.1 * apart
    yield note(plain(f"{corners.across} →"), MIDDLE, under, "center")
    yield note(plain(left), LOW, under, "left", ink="muted", size=small)
    yield note(plain(right), HIGH, under, "right", ink="muted", size=small)
    yield note(plain(f"↑ {corners.up}"), MIDDLE, HIGH + 1.1 * apart, "center")
    yield note(plain(up), MIDDLE, HIGH + 0.45 * apart, "center", ink="muted", size=small)
    yield note(plain(down), MIDDLE, LOW - 0.45 * apart, "center", ink="muted", size=small)
    yield note(plain(legend), MIDDLE, LOW - 1.85 * apart, "center", ink="muted", size=small)


def _names(
    drawn: Sequence[Bubble], marks: Sequence[labels.LabelledMark], plane: "_Sheet"
) -> Iterator[Figure]:
    """Each bubble's name beside it; a thin line leads to one that lies farther off."""
    lines = [[*theme.lines(one.label, _NAME_LINE), *filter(None, [one.remark])] for one in drawn]
    room = labels.Box(
        *(plane.px(LOW - _SIDE + 0.1), plane.down(HIGH)),
        *(plane.px(HIGH + _SIDE - 0.1), plane.down(LOW)),
    )
    arms = [box for one in drawn for box in plane.arms(one)]
    spots = labels.beside(labels.Drawing(marks, arms, room), [labels.size_of(one) for one in lines])
    for mark, words, spot in zip(marks, lines, spots, strict=True):
        at = plane.at(mark)
        text = "<br>".join(map(plain, words))
        anchor = {-1: "right", 0: "center", 1: "left"}[spot.side[0]]
        words_at = note(text, *at, anchor, size=theme.SMALL)
        yield words_at | {
            "xshift": round(spot.dx, 1),
            "yshift": round(-spot.dy, 1),
            "yanchor": {-1: "bottom", 0: "middle", 1: "top"}[spot.side[1]],
        }
        if spot.distance > labels.NEAR:
            yield _leader(at, spot, mark.radius)


def _numbers(
    drawn: Sequence[Bubble], marks: Sequence[labels.LabelledMark], plane: "_Sheet"
) -> Iterator[Figure]:
    """Each bubble's number, on it."""
    for number, (one, mark) in enumerate(zip(drawn, marks, strict=True), start=1):
        ink = "paper" if one.charge else "ink"
        yield note(f"{number}", *plane.at(mark), "center", ink=ink, size=_NUMBER)


def _leader(at: tuple[float, float], spot: labels.Spot, radius: float) -> Figure:
    return {
        "text": "",
        "x": at[0],
        "y": at[1],
        "ax": round(spot.dx, 1),
        "ay": round(spot.dy, 1),
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1.5,
        "arrowcolor": colour("line"),
        "standoff": radius,
    }


# --- marks


@dataclass(frozen=True, slots=True)
class _Sheet:
    """How many px a unit of either scale takes."""

    across: float
    up: float

    @classmethod
    def of(cls, canvas: Canvas, under: float) -> "_Sheet":
        """On a canvas, of whose height what stands `under` the plane takes some."""
        up, words = _UP, _TOP - _FOOT - (HIGH - LOW)
        if canvas.height:
            room = canvas.room - under
            up = room / (HIGH - LOW + words)
            if up < _WORDS_UP:
                up = (room - words * _WORDS_UP) / (HIGH - LOW)
        inner = canvas.inner * (_NARROWEST if canvas.height else 1)
        return cls(inner / (HIGH - LOW + 2 * _SIDE), up)

    @property
    def apart(self) -> float:
        """How much further from a low plane its words stand, in units of the scale, than from a usual one."""
        return max(1.0, _WORDS_UP / self.up)

    def px(self, across: float) -> float:
        """A value of the scale across, in px."""
        return across * self.across

    def down(self, up: float) -> float:
        """A value of the scale upwards, in px downwards."""
        return -up * self.up

    def at(self, mark: labels.LabelledMark) -> tuple[float, float]:
        """Where a mark lies on both scales."""
        return round(mark.x / self.across, 3), round(-mark.y / self.up, 3) + 0.0

    def mark(self, one: Bubble) -> labels.LabelledMark:
        """A bubble as a mark, where it belongs."""
        x, y = (spread.median if spread else 0.0 for spread in (one.across, one.up))
        return labels.LabelledMark(self.px(x), self.down(y), _size(one) / 2)

    def arms(self, one: Bubble) -> Iterator[labels.Box]:
        """The two bars of a bubble's cross, which names should leave free."""
        x, y = one.across or Spread(0, 0, 0), one.up or Spread(0, 0, 0)
        half = _ARM / 2
        at_x, at_y = self.px(x.median), self.down(y.median)
        yield labels.Box(self.px(x.low), at_y - half, self.px(x.high), at_y + half)
        yield labels.Box(at_x - half, self.down(y.high), at_x + half, self.down(y.low))


def _size(one: Bubble) -> float:
    return _SMALLEST + _STEP * abs(one.charge)


def _look(one: Bubble) -> tuple[str, str]:
    return _LOOKS[(one.charge > 0) - (one.charge < 0)]


def _marks(drawn: Sequence[Bubble], marks: Sequence[labels.LabelledMark], plane: _Sheet) -> Figure:
    places = [plane.at(mark) for mark in marks]
    return traces.points(
        [x for x, _ in places],
        [y for _, y in places],
        {
            "symbol": [_look(one)[0] for one in drawn],
            "size": [_size(one) for one in drawn],
            "color": [colour(_look(one)[1]) for one in drawn],
            "line": {"color": colour("ink"), "width": 1.5},
            "opacity": 1,
        },
    )


def _is_wide(one: Bubble) -> bool:
    """Whether its cross is to be seen: of a few people no middle half is told."""
    return any(spread and spread.low < spread.high for spread in (one.across, one.up))


def _cross(one: Bubble) -> Figure:
    assert one.across and one.up
    x, y = one.across, one.up
    return traces.strokes(
        [x.low, x.high, None, x.median, x.median],
        [y.median, y.median, None, y.low, y.high],
        {"color": colour("person"), "width": _ARM},
    )
