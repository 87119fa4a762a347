"""What a figure's traces consist of: bars with their numbers, lines, outlines and markers."""

from collections.abc import Iterator, Sequence
from math import cos, pi, radians, sin
from typing import Any

from tamtam.charts import theme
from tamtam.charts.marks import Area, Disc, Mark, Point, Stroke, TextLine, box, lines
from tamtam.charts.sheet import Sheet
from tamtam.charts.theme import Figure


def _each(value: Any, at: int, default: Any = None) -> Any:
    """What belongs to mark number `at`, of a list or of all of them."""
    if isinstance(value, list | tuple):
        return value[at]
    return default if value is None else value


def bars(trace: Figure, sheet: Sheet) -> Iterator[Mark]:
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
        yield box(left, top, right, bottom, _each(marker["color"], at), ink, width)
        if pattern := marker.get("pattern"):
            yield from _hatched(ends, pattern)
        if text := _each(trace.get("text"), at, ""):
            words += _number(str(text), ends, trace, value)
    yield from words


def _box_of(
    sheet: Sheet, trace: Figure, lying: bool, along: Point, across: Point
) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a bar."""
    x, y = (along, across) if lying else (across, along)
    xs = [sheet.at({"xref": trace.get("xaxis")}, "x", one) for one in x]
    ys = [sheet.at({"yref": trace.get("yaxis")}, "y", one) for one in y]
    return min(xs), min(ys), max(xs), max(ys)


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
        return lines(text, (middle, top - 2), font, ("center", "bottom"))
    return lines(text, (middle, (top + bottom) / 2), font, ("center", "middle"))


def scatter(trace: Figure, sheet: Sheet) -> Iterator[Mark]:
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
