"""Pages of a PDF: text that is selected and searched, charts as lines, fonts that lie in the file.

Written by fpdf2, without a browser; its fonts are shipped, so a page is the same on every machine. The same
content gives the same bytes.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.fonts import TTFFont

from tamtam import assets
from tamtam.charts.lettering import lacking, lacking_in
from tamtam.charts.marks import Disc, DrawnChart, Mark, Stroke, TextLine
from tamtam.charts.svg import DASHES

#: The shipped font, and a point in mm.
FONT, POINT = "DejaVu Sans Condensed", 0.3528
_WHITE = "#FFFFFF"


class Paper(FPDF):
    """A document of A4 pages in mm, with the shipped font; `made` is its moment (ms since 1970)."""

    def __init__(self, title: str, language: str, made: int) -> None:
        super().__init__(format="A4", unit="mm")
        fonts = assets.folder() / "fonts"
        self.add_font(FONT, "", fonts / "DejaVuSansCondensed.ttf")
        self.add_font(FONT, "B", fonts / "DejaVuSansCondensed-Bold.ttf")
        self.set_title(title)
        self.set_lang(language)
        self.set_creator("Tamtam")
        self.set_producer("Tamtam")
        self.set_creation_date(datetime.fromtimestamp(made // 1000, UTC))
        self.set_auto_page_break(False)
        self.set_margins(0, 0, 0)
        self.c_margin = 0
        #: Signs that were written and that the shipped font hasn't: a box stands for each.
        self.lacking = ""

    def ink(self, colour: str) -> None:
        """Write in a colour, "#RRGGBB"."""
        self.set_text_color(*_rgb(colour))

    def written(self, text: str, width: float, size: float, bold: bool = False) -> float:
        """Write a paragraph from here on, `width` mm wide, in type of `size` pt; returns its height (mm)."""
        self.set_font(FONT, "B" if bold else "", size)
        before, left = self.y, self.x
        self.lacking += lacking([text])
        self.multi_cell(width, size * POINT * 1.28, text, align="L", new_x="LEFT", new_y="NEXT")
        self.x = left
        return self.y - before

    def high(self, text: str, width: float, size: float, bold: bool = False) -> float:
        """How high that paragraph would be (mm)."""
        self.set_font(FONT, "B" if bold else "", size)
        step = size * POINT * 1.28
        told: Any = self.multi_cell(width, step, text, align="L", dry_run=True, output="HEIGHT")
        return float(told)

    def chart(self, drawn: DrawnChart, left: float, top: float, width: float) -> None:
        """Draw a chart, `width` mm wide, on the white of the paper."""
        scale = width / drawn.width
        self.lacking += lacking_in(drawn)
        for mark in drawn.marks:
            self._mark(mark, left, top, scale, drawn.paper)

    def _mark(self, mark: Mark, left: float, top: float, scale: float, paper: str) -> None:
        def at(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
            return [(left + x * scale, top + y * scale) for x, y in points]

        if isinstance(mark, TextLine):
            self._line(mark, *at([(mark.x, mark.y)])[0], scale)
        elif isinstance(mark, Stroke):
            with self._pen(mark.ink, mark.width * scale, mark.opacity, mark.dash):
                self.polyline(at(mark.points))
        else:
            fill = _WHITE if mark.fill == paper else mark.fill
            ink = _WHITE if mark.ink == paper else mark.ink
            style = ("F" if fill else "") + ("D" if ink and mark.width else "")
            with self._pen(ink or fill, mark.width * scale, mark.opacity):
                if fill:
                    self.set_fill_color(*_rgb(fill))
                if isinstance(mark, Disc):
                    [(x, y)] = at([(mark.x, mark.y)])
                    self.circle(x, y, mark.radius * scale, style or "D")
                else:
                    self.polygon(at(mark.points), style=style or "D")

    @contextmanager
    def _pen(self, ink: str, width: float, opacity: float, dash: str = "solid") -> Iterator[None]:
        style: dict[str, Any] = (
            {}
            if opacity >= 1
            else {
                "fill_opacity": opacity,
                "stroke_opacity": opacity,
            }
        )
        dashes = [one * max(width, 0.15) for one in DASHES.get(dash, ())][:2]
        with self.local_context(**style):
            self.set_draw_color(*_rgb(ink))
            self.set_line_width(width or 0.1)
            if dashes:
                self.set_dash_pattern(*dashes)
            yield

    def _line(self, line: TextLine, x: float, y: float, scale: float) -> None:
        """A line of a chart's text, its bold pieces bold."""
        size = line.size * scale / POINT
        widths = [self._wide(run.text, size, run.bold) for run in line.runs]
        x -= {"left": 0.0, "center": sum(widths) / 2, "right": sum(widths)}[line.anchor]
        self.ink(line.ink)
        for run, width in zip(line.runs, widths, strict=True):
            self.set_font(FONT, "B" if run.bold else "", size)
            self.text(x, y, run.text)
            x += width

    def _wide(self, text: str, size: float, bold: bool) -> float:
        self.set_font(FONT, "B" if bold else "", size)
        return float(self.get_string_width(text))

    def save(self, path: Path) -> None:
        """Write the document into a file."""
        try:
            path.write_bytes(bytes(self.output()))
        finally:
            for font in self.fonts.values():
                if isinstance(font, TTFFont):
                    font.ttfont.close()  # else its file stays open


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
