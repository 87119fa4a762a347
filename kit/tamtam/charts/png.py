"""A chart as a PNG: for programs that take no SVG, drawn without a browser.

The same marks as in the SVG, in the shipped font, so that a picture is the same on every machine. It is drawn
larger than it is kept, so that edges are smooth.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from io import BytesIO
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING

from tamtam import assets
from tamtam.charts.lettering import FILES
from tamtam.charts.marks import Area, Disc, DrawnChart, Mark, Point, Stroke, TextLine
from tamtam.charts.svg import DASHES

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

#: Pixels of the picture for each px of a chart, and how much larger it is drawn.
SCALE, OVER = 2, 2
#: The most pixels that are drawn at once; a chart that is higher is drawn coarser.
_MOST = 48_000_000
#: Pixels an inch: a px of a chart is the 96th part of one, as in CSS.
_DPI = 96
#: How many pictures are kept, some 100 kB each: who writes results again finds most of them drawn.
_KEPT = 64
Ink = tuple[int, int, int, int]


@lru_cache(_KEPT)
def png(drawing: DrawnChart, caption: str = "") -> bytes:
    """The picture; `caption` says it in words to programs that read them to who can't see it."""
    from PIL import Image, ImageDraw
    from PIL.PngImagePlugin import PngInfo

    whole = drawing.width * drawing.height * SCALE**2
    over = OVER if whole * OVER**2 <= _MOST else 1
    times = SCALE * over
    size = round(drawing.width * times), round(drawing.height * times)
    image = Image.new("RGB", size, drawing.paper)
    pen = _Pen(ImageDraw.Draw(image, "RGBA"), times)
    for mark in drawing.marks:
        pen.draw(mark)
    about = PngInfo()
    if caption:
        about.add_itxt("Description", caption)
    out = BytesIO()
    told = (SCALE * _DPI, SCALE * _DPI)
    image.reduce(over).save(out, "PNG", dpi=told, pnginfo=about)
    return out.getvalue()


class _Pen:
    """Draws marks on an image, so many times as large as they say."""

    def __init__(self, on: "ImageDraw", times: int) -> None:
        self._on = on
        self._times = times

    def draw(self, mark: Mark) -> None:
        """Draw one mark."""
        if isinstance(mark, TextLine):
            self._text(mark)
        elif isinstance(mark, Stroke):
            self._stroke(mark)
        elif isinstance(mark, Disc):
            self._disc(mark)
        else:
            self._area(mark)

    def _text(self, line: TextLine) -> None:
        fonts = [_font(round(line.size * self._times), run.bold) for run in line.runs]
        widths = [font.getlength(run.text) for font, run in zip(fonts, line.runs, strict=True)]
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[line.anchor]
        x = line.x * self._times - sum(widths) * share
        for font, run, width in zip(fonts, line.runs, widths, strict=True):
            place = x, line.y * self._times
            self._on.text(place, run.text, fill=_ink(line.ink), font=font, anchor="ls")
            x += width

    def _stroke(self, mark: Stroke) -> None:
        ink, width = _ink(mark.ink, mark.opacity), self._width(mark.width)
        dashes = [one * max(mark.width, 1) * self._times for one in DASHES.get(mark.dash, ())]
        points = self._points(mark.points)
        for piece in _dashed(points, dashes) if dashes else [points]:
            self._on.line(piece, fill=ink, width=width, joint="curve")

    def _area(self, mark: Area) -> None:
        points = self._points(mark.points)
        if mark.fill:
            self._on.polygon(points, fill=_ink(mark.fill, mark.opacity))
        if mark.ink and mark.width:
            ink, width = _ink(mark.ink, mark.opacity), self._width(mark.width)
            self._on.line([*points, *points[:2]], fill=ink, width=width, joint="curve")

    def _disc(self, mark: Disc) -> None:
        edge = mark.width / 2 if mark.ink else 0.0
        around = mark.radius + edge
        [first, last] = self._points(
            [(mark.x - around, mark.y - around), (mark.x + around, mark.y + around)]
        )
        fill = _ink(mark.fill, mark.opacity) if mark.fill else None
        outline = _ink(mark.ink, mark.opacity) if mark.ink and mark.width else None
        width = self._width(mark.width) if outline else 0
        self._on.ellipse([first, last], fill=fill, outline=outline, width=width)

    def _points(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self._times, y * self._times) for x, y in points]

    def _width(self, width: float) -> int:
        return max(1, round(width * self._times))


def _dashed(points: Sequence[Point], dashes: Sequence[float]) -> Iterator[list[Point]]:
    """The pieces of a line that are drawn: strokes and gaps take turns, around corners too."""
    at, left, drawn = 0, dashes[0], True
    for (x, y), (to_x, to_y) in pairwise(points):
        length = hypot(to_x - x, to_y - y)
        done = 0.0
        while done < length:
            step = min(left, length - done)
            if drawn:
                ends = done / length, (done + step) / length
                yield [(x + (to_x - x) * end, y + (to_y - y) * end) for end in ends]
            done, left = done + step, left - step
            if left <= 0:
                at, drawn = (at + 1) % len(dashes), not drawn
                left = dashes[at]


@cache
def _font(size: int, bold: bool) -> "FreeTypeFont":
    from PIL import ImageFont

    return ImageFont.truetype(str(assets.folder() / "fonts" / FILES[bold]), size)


def _ink(colour: str, opacity: float = 1.0) -> Ink:
    """A colour, "#RRGGBB", and how much of what lies beneath it covers."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue, round(255 * opacity)
