"""Marks in px: the few things of which a chart consists where no browser draws it."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tamtam.charts.theme import Figure

Point = tuple[float, float]
#: The height of a line of text, and how far under its middle letters stand, as parts of their size.
_LINE, _BASE = 1.3, 0.35
#: What parts a label: its lines, and where it is bold.
BREAK, _BOLD = re.compile(r"<br>"), re.compile(r"(</?b>)")


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


def box(
    left: float, top: float, right: float, bottom: float, fill: str, ink: str = "", width: float = 0
) -> Area:
    """A field with upright sides."""
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Area(corners, fill, ink, width)


def runs(line: str) -> tuple[Run, ...]:
    """A line in its plain and its bold pieces."""
    found, bold = [], False
    for piece in _BOLD.split(line):
        if piece in ("<b>", "</b>"):
            bold = piece == "<b>"
        elif piece:
            found.append(Run(html.unescape(piece), bold))
    return tuple(found)


def lines(text: str, at: Point, font: Figure, anchors: tuple[str, str]) -> Iterator[TextLine]:
    """The lines of a label at a place, anchored across and up."""
    words = BREAK.split(text)
    across, up = anchors
    step = _LINE * font["size"]
    above = {"top": 0.0, "middle": len(words) / 2, "bottom": float(len(words))}[up]
    for number, line in enumerate(words):
        y = at[1] + (number + 0.5 - above) * step + _BASE * font["size"]
        if pieces := runs(line):
            yield TextLine(at[0], y, pieces, font["size"], font["color"], across)
