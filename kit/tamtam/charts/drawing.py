"""A chart as a few marks in px: what files are drawn from where no browser draws them.

A figure is a Plotly dictionary of few parts: bars, lines, markers, labels, straight rules, arrows. Here each
of them gets its place on the page, so that a chart is the same in a report, a picture and a page of a PDF.
"""

import re
from collections.abc import Iterator, Sequence
from math import hypot

from tamtam.charts.canvas import PAGE
from tamtam.charts.drawn_traces import bars, scatter
from tamtam.charts.labels import size_of
from tamtam.charts.marks import (
    BREAK,
    Area,
    DrawnChart,
    Mark,
    Point,
    Run,
    Stroke,
    TextLine,
    box,
    lines,
    runs,
)
from tamtam.charts.sheet import Sheet
from tamtam.charts.theme import Figure

#: How long and half as wide the head of an arrow is, for the width of its line.
_HEAD = (4.2, 2.1)
#: The corners of a curve that is drawn as straight pieces.
_PIECES = 16


def drawing(figure: Figure, width: int = PAGE.width) -> DrawnChart:
    """A chart of the grammar as marks on a page `width` px wide."""
    layout = figure["layout"]
    wide, high = float(layout.get("width") or width), float(layout["height"])
    sheet = Sheet(layout, wide, high)
    with_bars = [one for one in figure["data"] if one["type"] == "bar"]
    marks = [
        *_rules(layout, sheet, "below"),
        *(mark for one in with_bars for mark in bars(one, sheet)),
        *(mark for one in figure["data"] if one not in with_bars for mark in scatter(one, sheet)),
        *_rules(layout, sheet, "above"),
        *(mark for one in layout["annotations"] for mark in _annotation(one, sheet)),
        *_heading(layout["title"]),
    ]
    return DrawnChart(wide, high, layout["paper_bgcolor"], tuple(marks))


def _heading(title: Figure) -> Iterator[TextLine]:
    """The sentence and, under it, the question with how many answered."""
    if not title.get("text"):
        return
    left, size = float(title["pad"]["l"]), title["font"]["size"]
    said = BREAK.split(title["text"])
    for at, line in enumerate(said):
        bold = tuple(Run(run.text, True) for run in runs(line))
        yield TextLine(left, 36.0 + 30 * at, bold, size, title["font"]["color"])
    under = title.get("subtitle", {"text": ""})
    for at, line in enumerate(BREAK.split(under["text"]) if under["text"] else ()):
        y = 36.0 + 30 * len(said) + 20 * at
        yield TextLine(left, y, runs(line), under["font"]["size"], under["font"]["color"])


def _annotation(one: Figure, sheet: Sheet) -> Iterator[Mark]:
    """A label, with its own ground where it has one; or an arrow."""
    x = sheet.at(one, "x", one["x"]) + one.get("xshift", 0)
    y = sheet.at(one, "y", one["y"]) - one.get("yshift", 0)
    if one.get("showarrow"):
        yield from _arrow(_tail(one, sheet, (x, y)), (x, y), one)
        return
    words = list(lines(one["text"], (x, y), one["font"], (one["xanchor"], one["yanchor"])))
    if one.get("bgcolor") and words:
        yield _ground(words, one)
    yield from words


def _tail(one: Figure, sheet: Sheet, head: Point) -> Point:
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
    return box(left - pad, top - pad, left + wide + pad, bottom + pad, one["bgcolor"])


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


def _rules(layout: Figure, sheet: Sheet, layer: str) -> Iterator[Stroke | Area]:
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
            if shape["type"] == "line":
                yield Stroke(ends, *style)
            else:
                (left, top), (right, bottom) = ends
                fill, edge = shape["fillcolor"], (line["color"], line["width"])
                yield box(left, top, right, bottom, fill, *edge)


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
