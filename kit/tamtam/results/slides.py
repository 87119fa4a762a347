"""Slides (.pptx): one for each step that was shown: its sentence, its data as a native chart or table.

Needs python-pptx, an extra (`tamtam[slides]`); results are written without it, and say so.
"""

import re
from collections.abc import Sequence
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tamtam import kinds
from tamtam.charts import theme
from tamtam.kinds.parts import classes, scale
from tamtam.language import texts
from tamtam.language.typed import unlinked
from tamtam.results.revealed import Edition, RevealedStep
from tamtam.results.view import View
from tamtam.session.state import State

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

NAME = "slides.pptx"
#: The module there has to be.
_MODULE = "pptx"
#: What still is read on a slide: bars, values told apart in one, rows and columns of a table.
_BARS, _VALUES, _ROWS, _COLUMNS = 14, 11, 9, 6
#: The slide and what stands on it (inches).
_WIDE, _HIGH, _EDGE, _TOP, _FOOT = 13.333, 7.5, 0.6, 2.2, 6.9
#: A moment in a part of an Office file.
_MOMENT = re.compile(rb">\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ<")
#: From disagreeing to agreeing: colours of the chart grammar.
_INKS = ("disagree", "rather_disagree", "between", "rather_agree", "agree")


def possible() -> bool:
    """Whether slides can be written on this machine."""
    return find_spec(_MODULE) is not None


class Slides:
    """The slides of a session, to be saved."""

    def __init__(self, state: State, shown: Sequence[RevealedStep], edition: Edition) -> None:
        import pptx
        from pptx.util import Inches

        self._language = edition.language
        self._deck: Presentation = pptx.Presentation()
        self._deck.slide_width, self._deck.slide_height = Inches(_WIDE), Inches(_HIGH)
        about = self._deck.core_properties
        about.title = texts.pick(state.deck.title, self._language)
        about.author, about.language = edition.organisation, self._language
        self._first(state, edition)
        for one in shown:
            if one.show != "nothing":
                self._step(one)

    def save(self, path: Path) -> None:
        """Write them into a file."""
        written = BytesIO()
        self._deck.save(written)
        path.write_bytes(_timeless(written.getvalue()))

    def _slide(self, title: str, size: int) -> "Slide":
        """A slide with a title over its whole width."""
        from pptx.dml.color import RGBColor
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Inches, Pt

        slide = self._deck.slides.add_slide(self._deck.slide_layouts[5])
        head = slide.shapes.title
        assert head is not None
        head.left, head.top = Inches(_EDGE), Inches(0.25)
        head.width, head.height = Inches(_WIDE - 2 * _EDGE), Inches(1.3)
        head.text_frame.word_wrap = True
        head.text_frame.text = unlinked(title)
        for line in head.text_frame.paragraphs:
            line.alignment = PP_ALIGN.LEFT
            line.font.size, line.font.bold = Pt(size), True
            line.font.color.rgb = RGBColor.from_string(theme.colour("ink")[1:])
        return slide

    def _first(self, state: State, edition: Edition) -> None:
        slide = self._slide(texts.pick(state.deck.title, self._language), 40)
        people = texts.text(self._language, "export.report.people", n=len(state.participants))
        when = texts.instant(state.opened_at)[:10]
        rehearsal = (
            texts.text(self._language, "export.report.rehearsal") if state.session.rehearsal else ""
        )
        told = (edition.organisation, when, people, state.code, rehearsal)
        self._note(slide, " · ".join(filter(None, told)), _TOP, 18)

    def _step(self, one: RevealedStep) -> None:
        view = View(one.activity, one.standing, self._language)
        slide = self._slide(view.sentence, 24)
        named = f"{one.activity.step} {view.title()}".strip()
        asked = texts.pick(one.activity.question, self._language)
        self._note(slide, " · ".join(filter(None, (named, asked, view.people()))), 1.5, 14)
        if one.whole:
            self._data(slide, view)
        spoken = slide.notes_slide.notes_text_frame
        if spoken is not None:
            told = (view.debrief, view.caption if one.whole else "")
            spoken.text = unlinked("\n\n".join(filter(None, told)))

    def _note(self, slide: "Slide", text: str, top: float, size: int) -> None:
        from pptx.dml.color import RGBColor
        from pptx.util import Inches, Pt

        place = (Inches(_EDGE), Inches(top), Inches(_WIDE - 2 * _EDGE), Inches(0.5))
        frame = slide.shapes.add_textbox(*place).text_frame
        frame.word_wrap = True
        frame.text = unlinked(text)
        frame.paragraphs[0].font.size = Pt(size)
        frame.paragraphs[0].font.color.rgb = RGBColor.from_string(theme.colour("muted")[1:])

    def _data(self, slide: "Slide", view: View) -> None:
        """Its counts as stacked bars where they can be read as such, else its table."""
        bars = _bars(view)
        values = sorted({value: None for _, counts in bars for value in counts}, key=_rank)
        if 0 < len(bars) <= _BARS and 1 < len(values) <= _VALUES:
            self._chart(slide, view, bars, values)
        else:
            self._table(slide, view)

    def _chart(
        self, slide: "Slide", view: View, bars: list[tuple[str, dict[str, int]]], values: list[str]
    ) -> None:
        from pptx.chart.data import CategoryChartData
        from pptx.dml.color import RGBColor
        from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
        from pptx.util import Inches, Pt

        kind = kinds.get(view.standing.kind)
        data = CategoryChartData()
        data.categories = [name for name, _ in reversed(bars)]  # PowerPoint begins at the foot
        for value in values:
            name = kind.value_name(view.activity, value, self._language) or value
            data.add_series(name, [counts.get(value, 0) for _, counts in reversed(bars)])
        place = (Inches(_EDGE), Inches(_TOP), Inches(_WIDE - 2 * _EDGE), Inches(_FOOT - _TOP))
        chart: Any = slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *place, data).chart
        chart.has_legend = True
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.font.size = Pt(12)
        chart.value_axis.visible = False
        chart.value_axis.has_major_gridlines = False
        chart.plots[0].gap_width, chart.plots[0].overlap = 40, 100
        for at, series in enumerate(chart.plots[0].series):
            ink = _INKS[round(at * (len(_INKS) - 1) / max(1, len(values) - 1))]
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = RGBColor.from_string(theme.colour(ink)[1:])

    def _table(self, slide: "Slide", view: View) -> None:
        from pptx.util import Inches, Pt

        table = view.plain_table()
        columns, rows = table.columns[:_COLUMNS], table.rows[:_ROWS]
        if not rows:
            return
        place = (Inches(_EDGE), Inches(_TOP), Inches(_WIDE - 2 * _EDGE), Inches(0.4))
        drawn = slide.shapes.add_table(len(rows) + 1, len(columns), *place).table
        share = 0.36 if len(columns) > 1 else 1.0
        for across in range(len(columns)):
            rest = (1 - share) / max(1, len(columns) - 1)
            drawn.columns[across].width = Inches((_WIDE - 2 * _EDGE) * (rest if across else share))
        for down, row in enumerate((columns, *rows)):
            for across in range(len(columns)):
                cell = drawn.cell(down, across)
                cell.text = unlinked(str(row[across]))
                for line in cell.text_frame.paragraphs:
                    line.font.size = Pt(11)
        if len(table.rows) > _ROWS:
            more = len(table.rows) - _ROWS
            self._note(slide, texts.text(self._language, "export.slides.more", n=more), _FOOT, 12)


def _timeless(package: bytes) -> bytes:
    """An Office file without the moment it was written, so that the same slides are the same bytes."""
    out = BytesIO()
    with ZipFile(BytesIO(package)) as given, ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for name in given.namelist():
            data = given.read(name)
            if name.endswith(".xlsx"):  # the numbers of a chart
                data = _timeless(data)
            elif name == "docProps/core.xml":
                data = _MOMENT.sub(b">2000-01-01T00:00:00Z<", data)
            kept.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return out.getvalue()


def _rank(value: str) -> float:
    """Where a value stands among others: numbers and classes of them in order, words as they come."""
    number = re.match(r"-?\d+", value)
    return float(number.group()) if number else 0.0


def _bars(view: View) -> list[tuple[str, dict[str, int]]]:
    """For each item and phase that may be told: its name, and how many gave each value."""
    found = []
    for item in view.standing.items:
        for told in item.distributions:
            if counts := classes.named(told):
                name = scale.name_of(view.activity, item.item, view.language)
                phase = kinds.get(view.activity.kind).aspect_name(
                    view.activity, told.phase, view.language
                )
                several = len(item.distributions) > 1
                found.append((f"{name} · {phase}" if several else name, counts))
    return found
