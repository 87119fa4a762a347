"""A chart as a few marks in px: what files are drawn from where no browser draws them.

A figure is a Plotly dictionary of few parts: bars, lines, markers, labels, straight rules, arrows. Here each
of them gets its place on the page, so that a chart is the same in a report, a picture and a page of a PDF.
"""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import cos, hypot, pi, radians, sin
from typing import Any, NamedTuple

from tamtam.charts import theme
from tamtam.charts.canvas import PAGE
from tamtam.charts.labels import size_of
from tamtam.charts.theme import Figure

Point = tuple[float, float]
#: The height of a line of text, and how far under its middle letters stand, as parts of their size.
_LINE, _BASE = 1.3, 0.35
#: How long and half as wide the head of an arrow is, for the width of its line.
_HEAD = (4.2, 2.1)
#: What parts a label: its lines, and where it is bold.
_BREAK, _BOLD = re.compile(r"<br>"), re.compile(r"(</?b>)")
#: The corners of a curve that is drawn as straight pieces.
_PIECES = 16


class Run(NamedTuple):
    """A piece of a line of text."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text: `x` is its left end, middle or right end, as `anchor` says; letters stand on `y`."""

    x: float
    y: float
    runs: tuple[Run, ...]
    size: float
    ink: str
    anchor: str = "left"

    @property
    def text(self) -> str:
        """What is read."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[Point, ...]
    ink: str
    width: float
    dash: str = "solid"
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Area:
    """A filled shape with straight edges; without a `fill` only its edge is drawn."""

    points: tuple[Point, ...]
    fill: str = ""
    ink: str = ""
    width: float = 0.0
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle; without a `fill` only its edge is drawn."""

    x: float
    y: float
    radius: float
    fill: str = ""
    ink: str = ""
    width: float = 0.0
    opacity: float = 1.0


Mark = TextLine | Stroke | Area | Disc


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """A chart `width` × `height` px large on `paper`, its marks from the lowest to the topmost."""

    width: float
    height: float
    paper: str
    marks: tuple[Mark, ...]


@dataclass(slots=True)
class _Sheet:
    """Where values of a figure's axes lie on the page, in px."""

    layout: Figure
    width: float
    height: float
    scales: dict[str, Callable[[float], float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = [name for name in self.layout if re.fullmatch(r"[xy]axis\d*", name)]
        ranges = {name: _reach(*self.layout[name]["range"]) for name in names}
        for name in names:
            anchor = self.layout[name].get("scaleanchor")
            if anchor:  # one scale for both ways, the one on which both fit
                other = anchor.replace("x", "xaxis").replace("y", "yaxis")
                units = {one: self._unit(ranges[one], one) for one in (name, other)}
                for one, unit in units.items():
                    ranges[one] = _stretched(ranges[one], max(map(abs, units.values())) / abs(unit))
        for name in names:
            self.scales[name[0] + name[5:]] = self._scale(*ranges[name], *self._span(name))

    def _span(self, axis: str) -> tuple[float, float]:
        """From where to where an axis reaches, in px."""
        margin, (low, high) = self.layout["margin"], self.layout[axis].get("domain", (0, 1))
        if axis.startswith("x"):
            inner = self.width - margin["l"] - margin["r"]
            return margin["l"] + low * inner, margin["l"] + high * inner
        inner = self.height - margin["t"] - margin["b"]
        return margin["t"] + (1 - low) * inner, margin["t"] + (1 - high) * inner

    def _unit(self, reach: Sequence[float], axis: str) -> float:
        start, end = self._span(axis)
        return (reach[1] - reach[0]) / (end - start)

    @staticmethod
    def _scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
        return lambda value: start + (value - low) / (high - low) * (end - start)

    def at(self, part: Figure, axis: str, value: float) -> float:
        """Where a value lies of the axis that a part of the figure names."""
        named = str(part.get(f"{axis}ref") or axis)
        if named != "paper":
            return self.scales[named](float(value))
        margin: dict[str, float] = self.layout["margin"]
        whole = (margin["l"], self.width - margin["r"]), (self.height - margin["b"], margin["t"])
        start, end = whole[axis == "y"]
        return start + float(value) * (end - start)


def _reach(low: float, high: float) -> Point:
    return float(low), float(high)


def _stretched(reach: Sequence[float], factor: float) -> tuple[float, float]:
    middle, half = (reach[0] + reach[1]) / 2, (reach[1] - reach[0]) / 2 * factor
    return middle - half, middle + half


def drawing(figure: Figure, width: int = PAGE.width) -> DrawnChart:
    """A chart of the grammar as marks on a page `width` px wide."""
    layout = figure["layout"]
    wide, high = float(layout.get("width") or width), float(layout["height"])
    sheet = _Sheet(layout, wide, high)
    bars = [one for one in figure["data"] if one["type"] == "bar"]
    marks = [
        *_rules(layout, sheet, "below"),
        *(mark for one in bars for mark in _bars(one, sheet)),
        *(mark for one in figure["data"] if one not in bars for mark in _scatter(one, sheet)),
        *_rules(layout, sheet, "above"),
        *(mark for one in layout["annotations"] for mark in _annotation(one, sheet)),
        *_heading(layout["title"]),
    ]
    return DrawnChart(wide, high, layout["paper_bgcolor"], tuple(marks))


# --- text


def _runs(line: str) -> tuple[Run, ...]:
    """A line in its plain and its bold pieces."""
    found, bold = [], False
    for piece in _BOLD.split(line):
        if piece in ("<b>", "</b>"):
            bold = piece == "<b>"
        elif piece:
            found.append(Run(html.unescape(piece), bold))
    return tuple(found)


def _heading(title: Figure) -> Iterator[TextLine]:
    """The sentence and, under it, the question with how many answered."""
    if not title.get("text"):
        return
    left, size = float(title["pad"]["l"]), title["font"]["size"]
    lines = _BREAK.split(title["text"])
    for at, line in enumerate(lines):
        runs = tuple(Run(run.text, True) for run in _runs(line))
        yield TextLine(left, 36.0 + 30 * at, runs, size, title["font"]["color"])
    under = title.get("subtitle", {"text": ""})
    for at, line in enumerate(_BREAK.split(under["text"]) if under["text"] else ()):
        y = 36.0 + 30 * len(lines) + 20 * at
        yield TextLine(left, y, _runs(line), under["font"]["size"], under["font"]["color"])


def _lines(text: str, at: Point, font: Figure, anchors: tuple[str, str]) -> Iterator[TextLine]:
    """The lines of a label at a place, anchored across and up."""
    lines = _BREAK.split(text)
    across, up = anchors
    step = _LINE * font["size"]
    above = {"top": 0.0, "middle": len(lines) / 2, "bottom": float(len(lines))}[up]
    for number, line in enumerate(lines):
        y = at[1] + (number + 0.5 - above) * step + _BASE * font["size"]
        if runs := _runs(line):
            yield TextLine(at[0], y, runs, font["size"], font["color"], across)


def _annotation(one: Figure, sheet: _Sheet) -> Iterator[Mark]:
    """A label, with its own ground where it has one; or an arrow."""
    x = sheet.at(one, "x", one["x"]) + one.get("xshift", 0)
    y = sheet.at(one, "y", one["y"]) - one.get("yshift", 0)
    if one.get("showarrow"):
        yield from _arrow(_tail(one, sheet, (x, y)), (x, y), one)
        return
    words = list(_lines(one["text"], (x, y), one["font"], (one["xanchor"], one["yanchor"])))
    if one.get("bgcolor") and words:
        yield _ground(words, one)
    yield from words


def _tail(one: Figure, sheet: _Sheet, head: Point) -> Point:
    """Where an arrow begins: a place of the axes, else so many px from its head."""
    if "axref" not in one:
        return head[0] + one["ax"], head[1] + one["ay"]
    named = {"xref": one["axref"], "yref": one["ayref"]}
    return sheet.at(named, "x", one["ax"]), sheet.at(named, "y", one["ay"])


def _ground(words: Sequence[TextLine], one: Figure) -> Area:
    """The paper under a label, as wide as it is about."""
    wide, _ = size_of([line.text for line in words], round(words[0].size))
    pad = one.get("borderpad", 0) + 2
    left = words[0].x - {"left": 0.0, "center": wide / 2, "right": wide}[words[0].anchor]
    top, bottom = words[0].y - words[0].size, words[-1].y + 0.3 * words[0].size
    return _box(left - pad, top - pad, left + wide + pad, bottom + pad, one["bgcolor"])


def _arrow(start: Point, end: Point, one: Figure) -> Iterator[Mark]:
    """A line that stops before both its ends, and its head."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    if not length:
        return
    way = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    first, last = one.get("startstandoff", 0), length - one.get("standoff", 0)
    size = one["arrowwidth"] * one.get("arrowsize", 1) * bool(one["arrowhead"])
    back = max(first, last - _HEAD[0] * size)
    ink, width = one["arrowcolor"], one["arrowwidth"]

    def along(by: float, aside: float = 0) -> Point:
        return start[0] + way[0] * by - way[1] * aside, start[1] + way[1] * by + way[0] * aside

    yield Stroke((along(first), along(back)), ink, width)
    if not size:
        return
    half = _HEAD[1] * size
    yield Area((along(last), along(back, half), along(back, -half)), ink)


# --- rules and bars


def _rules(layout: Figure, sheet: _Sheet, layer: str) -> Iterator[Stroke | Area]:
    """Straight lines, the one curve there is, and fields."""
    for shape in layout["shapes"]:
        if shape.get("layer", "above") != layer:
            continue
        line = shape["line"]
        style = line["color"], line["width"], line.get("dash", "solid")
        if shape["type"] == "path":
            points = tuple(
                (sheet.at(shape, "x", x), sheet.at(shape, "y", y)) for x, y in _curve(shape["path"])
            )
            yield Stroke(points, *style)
        else:
            ends = tuple(
                (sheet.at(shape, "x", shape[f"x{end}"]), sheet.at(shape, "y", shape[f"y{end}"]))
                for end in "01"
            )
            yield Stroke(ends, *style) if shape["type"] == "line" else _field(shape, ends)


def _field(shape: Figure, corners: tuple[Point, ...]) -> Area:
    """A field between two of its corners."""
    (left, top), (right, bottom) = corners
    around = (left, top), (right, top), (right, bottom), (left, bottom)
    return Area(around, shape["fillcolor"], shape["line"]["color"], shape["line"]["width"])


def _curve(path: str) -> Iterator[Point]:
    """The corners of an SVG path of straight lines (L) and quadratic curves (Q)."""
    here: Point = (0.0, 0.0)
    for command, numbers in re.findall(r"([MLQ])([^MLQ]*)", path):
        values = list(map(float, numbers.split()))
        if command == "Q":
            (cx, cy), (x, y) = values[:2], values[2:]
            for step in range(1, _PIECES + 1):
                t = step / _PIECES
                yield (
                    (1 - t) ** 2 * here[0] + 2 * t * (1 - t) * cx + t * t * x,
                    (1 - t) ** 2 * here[1] + 2 * t * (1 - t) * cy + t * t * y,
                )
        else:
            yield values[0], values[1]
        here = values[-2], values[-1]


def _each(value: Any, at: int, default: Any = None) -> Any:
    """What belongs to mark number `at`, of a list or of all of them."""
    if isinstance(value, list | tuple):
        return value[at]
    return default if value is None else value


def _bars(trace: Figure, sheet: _Sheet) -> Iterator[Mark]:
    """Bars, their hatching, and their numbers."""
    lying = trace.get("orientation") == "h"
    marker = trace["marker"]
    line = marker.get("line", {})
    words: list[TextLine] = []
    for at, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        base, wide = _each(trace.get("base"), at, 0.0), _each(trace.get("width"), at, 0.8)
        value, place = (x, y) if lying else (y, x)
        ends = _box_of(
            sheet, trace, lying, (base, base + value), (place - wide / 2, place + wide / 2)
        )
        left, top, right, bottom = ends
        if right - left < 0.05 or bottom - top < 0.05:
            continue
        ink, width = _each(line.get("color"), at, ""), _each(line.get("width"), at, 0)
        yield _box(left, top, right, bottom, _each(marker["color"], at), ink, width)
        if pattern := marker.get("pattern"):
            yield from _hatched(ends, pattern)
        if text := _each(trace.get("text"), at, ""):
            words += _number(str(text), ends, trace, value)
    yield from words


def _box_of(
    sheet: _Sheet, trace: Figure, lying: bool, along: Point, across: Point
) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a bar."""
    x, y = (along, across) if lying else (across, along)
    xs = [sheet.at({"xref": trace.get("xaxis")}, "x", one) for one in x]
    ys = [sheet.at({"yref": trace.get("yaxis")}, "y", one) for one in y]
    return min(xs), min(ys), max(xs), max(ys)


def _box(
    left: float, top: float, right: float, bottom: float, fill: str, ink: str = "", width: float = 0
) -> Area:
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Area(corners, fill, ink, width)


def _hatched(box: tuple[float, float, float, float], pattern: Figure) -> Iterator[Stroke]:
    """Slanting lines that fill a bar."""
    left, top, right, bottom = box
    step = float(pattern["size"])
    start = left - (bottom - top)
    for number in range(1, int((right - start) / step) + 1):
        foot = start + number * step  # where the line meets the foot; it rises to the right
        a, b = max(foot, left), min(foot + bottom - top, right)
        if a < b:
            ends = (a, bottom - (a - foot)), (b, bottom - (b - foot))
            yield Stroke(ends, pattern["fgcolor"], 1.5)


def _number(
    text: str, box: tuple[float, float, float, float], trace: Figure, value: float
) -> Iterator[TextLine]:
    """A bar's number: in its middle, or above it."""
    left, top, right, bottom = box
    font = {"size": _each(trace["textfont"]["size"], 0), "color": trace["textfont"]["color"]}
    middle = (left + right) / 2
    if trace.get("textposition") == "outside":
        return _lines(text, (middle, top - 2), font, ("center", "bottom"))
    return _lines(text, (middle, (top + bottom) / 2), font, ("center", "middle"))


# --- lines and markers


def _scatter(trace: Figure, sheet: _Sheet) -> Iterator[Mark]:
    """Lines, filled outlines, markers."""
    points = [
        None
        if x is None or y is None
        else (
            sheet.at({"xref": trace.get("xaxis")}, "x", x),
            sheet.at({"yref": trace.get("yaxis")}, "y", y),
        )
        for x, y in zip(trace["x"], trace["y"], strict=True)
    ]
    opacity, line = float(trace.get("opacity", 1)), trace.get("line", {})
    if trace.get("fill") == "toself":
        yield Area(tuple(filter(None, points)), trace["fillcolor"], opacity=opacity)
    elif "lines" in trace["mode"]:
        style = line["color"], line["width"], line.get("dash", "solid"), opacity
        for piece in _pieces(points):
            yield Stroke(piece, *style)
    if "markers" in trace["mode"]:
        for at, point in enumerate(points):
            if point is not None:
                yield _marker(point, at, trace["marker"], opacity)


def _pieces(points: Sequence[Point | None]) -> Iterator[tuple[Point, ...]]:
    """Points that hang together, parted where one is missing."""
    piece: list[Point] = []
    for point in (*points, None):
        if point is not None:
            piece.append(point)
            continue
        if len(piece) > 1:
            yield tuple(piece)
        piece = []


def _marker(point: Point, at: int, marker: Figure, opacity: float) -> Mark:
    symbol = str(_each(marker.get("symbol"), at, "circle"))
    radius = float(_each(marker.get("size"), at, 6)) / 2
    fill, line = _each(marker.get("color"), at, theme.colour("ink")), marker.get("line", {})
    ink, width = _each(line.get("color"), at, ""), float(_each(line.get("width"), at, 0))
    opacity *= float(_each(marker.get("opacity"), at, 1))
    if symbol.endswith("-open"):
        fill, ink, width = "", fill, max(width, 1.5)
    shape = symbol.removesuffix("-open")
    if shape == "circle":
        return Disc(*point, radius, fill, ink, width, opacity)
    turn = radians(_each(marker.get("angle"), at, 0))
    corners = tuple(
        (
            point[0] + radius * (x * cos(turn) - y * sin(turn)),
            point[1] + radius * (x * sin(turn) + y * cos(turn)),
        )
        for x, y in _SYMBOLS[shape]
    )
    return Area(corners, fill, ink, width, opacity)


def _star() -> tuple[Point, ...]:
    """Five points, the first upwards."""
    far = (1.4, 0.55)
    return tuple(
        (far[at % 2] * sin(at * pi / 5), -far[at % 2] * cos(at * pi / 5)) for at in range(10)
    )


#: The corners of markers, for a radius of 1, y downwards.
_SYMBOLS: dict[str, tuple[Point, ...]] = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "triangle-up": ((0, -1), (1.1547, 0.5), (-1.1547, 0.5)),
    "triangle-down": ((0, 1), (1.1547, -0.5), (-1.1547, -0.5)),
    "star": _star(),
}
