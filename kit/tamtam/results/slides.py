"""Slides (.pptx): one for each step that was shown, its sentence and its chart; then its numbers.

The chart is a picture, as the room saw it. The numbers follow at the end, a slide a step, as a native chart
or table: to be changed, or copied into other slides.

Needs python-pptx, an extra (`tamtam[slides]`); results are written without it, and say so.
"""

import re
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tamtam import kinds
from tamtam.charts import theme
from tamtam.charts.canvas import Canvas
from tamtam.charts.drawing import drawing
from tamtam.charts.lettering import lacking_in
from tamtam.charts.marks import DrawnChart
from tamtam.charts.png import png
from tamtam.kinds.parts import classes, scale
from tamtam.language import texts
from tamtam.language.typed import unlinked
from tamtam.results.numbers import filled
from tamtam.results.office import timeless
from tamtam.results.revealed import Edition, RevealedStep
from tamtam.results.view import View
from tamtam.session import cohort
from tamtam.session.state import State
from tamtam.standing.standing import Table

if TYPE_CHECKING:
    from pptx.dml.color import RGBColor
    from pptx.presentation import Presentation
    from pptx.slide import Slide

NAME = "slides.pptx"
#: The module there has to be.
_MODULE = "pptx"
#: What still is read on a slide: bars, values told apart in one, columns of a table.
_BARS, _VALUES, _COLUMNS = 14, 11, 8
#: How many lines of a table have room, and how many letters an inch of it.
_LINES, _LETTERS = 17, 11.5
#: The slide and what stands on it (inches).
_WIDE, _HIGH, _EDGE, _TOP, _FOOT, _BOTTOM = 13.333, 7.5, 0.6, 2.1, 6.9, 7.2
#: How large a sentence is as title, and one of more letters than have room on two lines (points).
_TITLE, _LONG_TITLE, _LONG = 24, 19, 100
#: Where a slide's title begins that has nothing else.
_MIDDLE = 2.5
#: The surface of a chart on it: all of it fits, and its title is written above it.
_SURFACE = Canvas(1188, 500, headed=False, row=theme.ROW)
#: How much red, green and blue make of light.
_PARTS = (0.2126, 0.7152, 0.0722)
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
                for page in _pages(one):
                    self._step(one, page)
        if whole := [one for one in shown if one.whole]:
            self._slide(texts.text(self._language, "export.report.numbers"), 40, _MIDDLE)
            for one in whole:
                self._numbers(one)

    def save(self, path: Path) -> None:
        """Write them into a file."""
        written = BytesIO()
        self._deck.save(written)
        path.write_bytes(timeless(written.getvalue()))

    def _slide(self, title: str, size: int, top: float = 0.25) -> "Slide":
        """A slide with a title over its whole width; `top` is where it begins (inches)."""
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Inches, Pt

        slide = self._deck.slides.add_slide(self._deck.slide_layouts[5])
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = _rgb("paper")
        head = slide.shapes.title
        assert head is not None
        head.left, head.top = Inches(_EDGE), Inches(top)
        head.width, head.height = Inches(_WIDE - 2 * _EDGE), Inches(1.3)
        head.text_frame.word_wrap = True
        head.text_frame.text = unlinked(title)
        for line in head.text_frame.paragraphs:
            line.alignment = PP_ALIGN.LEFT
            line.font.size, line.font.bold = Pt(size), True
            line.font.color.rgb = _rgb("ink")
        return slide

    def _first(self, state: State, edition: Edition) -> None:
        slide = self._slide(texts.pick(state.deck.title, self._language), 40, _MIDDLE)
        people = texts.text(self._language, "export.report.people", n=cohort.present(state))
        when = texts.date(state.opened_at, self._language)
        rehearsal = (
            texts.text(self._language, "export.report.rehearsal") if state.session.rehearsal else ""
        )
        told = (edition.organisation, when, people, state.code, rehearsal)
        self._note(slide, " · ".join(filter(None, told)), _MIDDLE + 1.5, 18)

    def _step(self, one: RevealedStep, page: str) -> None:
        view = View(one.activity, one.standing, self._language)
        paged = View(one.activity, one.standing, self._language, page)
        size = _LONG_TITLE if len(view.sentence) > _LONG else _TITLE
        slide = self._slide(view.sentence, size)
        asked = texts.pick(one.activity.question, self._language)
        told = (one.name(self._language), paged.page, asked, view.people())
        self._note(slide, " · ".join(filter(None, told)), 1.5, 14)
        if one.whole:
            self._drawn(slide, paged)
        spoken = slide.notes_slide.notes_text_frame
        if spoken is not None:
            words = (view.debrief, view.caption if one.whole else "")
            spoken.text = unlinked("\n\n".join(filter(None, words)))

    def _drawn(self, slide: "Slide", view: View) -> None:
        """Its chart; its numbers instead where a picture would have boxes for signs no font of ours has."""
        drawn = drawing(view.plain_figure(_SURFACE), _SURFACE.width)
        draw = self._native(view) if lacking_in(drawn) else None
        if draw:
            draw(slide)
        else:
            self._picture(slide, view, drawn)

    def _picture(self, slide: "Slide", view: View, drawn: DrawnChart) -> None:
        """A chart as large as there is room, and in words to who can't see it."""
        from pptx.util import Inches

        wide, high = _WIDE - 2 * _EDGE, _BOTTOM - _TOP
        width = min(wide, high * drawn.width / drawn.height)
        place = (Inches(_EDGE + (wide - width) / 2), Inches(_TOP), Inches(width))
        shape: Any = slide.shapes.add_picture(BytesIO(png(drawn)), *place)
        shape._element.nvPicPr.cNvPr.set("descr", unlinked(view.caption))

    def _numbers(self, one: RevealedStep) -> None:
        """A slide with the numbers of a step; none where it has none."""
        view = View(one.activity, one.standing, self._language)
        draw = self._native(view)
        if draw is None:
            return
        slide = self._slide(one.name(self._language), _TITLE)
        asked = texts.pick(one.activity.question, self._language)
        self._note(slide, " · ".join(filter(None, (asked, view.people()))), 1.5, 14)
        draw(slide)

    def _native(self, view: View) -> "Callable[[Slide], None] | None":
        """What puts its numbers on a slide, as a chart or a table; None where it has none."""
        bars = _bars(view)
        values = sorted({value: None for _, counts in bars for value in counts}, key=_rank)
        table = filled(view.plain_table())
        if 0 < len(bars) <= _BARS and 1 < len(values) <= _VALUES and _one_scale(view):
            return lambda slide: self._chart(slide, view, bars, values)
        return (lambda slide: self._table(slide, table)) if table.rows else None

    def _note(self, slide: "Slide", text: str, top: float, size: int) -> None:
        from pptx.util import Inches, Pt

        place = (Inches(_EDGE), Inches(top), Inches(_WIDE - 2 * _EDGE), Inches(0.5))
        frame = slide.shapes.add_textbox(*place).text_frame
        frame.word_wrap = True
        frame.text = unlinked(text)
        frame.paragraphs[0].font.size = Pt(size)
        frame.paragraphs[0].font.color.rgb = _rgb("muted")

    def _chart(
        self, slide: "Slide", view: View, bars: list[tuple[str, dict[str, int]]], values: list[str]
    ) -> None:
        from pptx.chart.data import CategoryChartData
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
            fill, ink = _inks(at / max(1, len(values) - 1))
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = fill
            labels = series.data_labels
            labels.show_value, labels.number_format = True, "0;;"  # nothing where nobody is
            labels.number_format_is_linked = False
            labels.font.size, labels.font.color.rgb = Pt(11), ink

    def _table(self, slide: "Slide", table: Table) -> None:
        from pptx.util import Inches, Pt

        columns = table.columns[:_COLUMNS]
        rows = table.rows[: _fitting(table, len(columns))]
        place = (Inches(_EDGE), Inches(_TOP), Inches(_WIDE - 2 * _EDGE), Inches(0.36))
        drawn = slide.shapes.add_table(len(rows) + 1, len(columns), *place).table
        share = _share(len(columns))
        for across in range(len(columns)):
            rest = (1 - share) / max(1, len(columns) - 1)
            drawn.columns[across].width = Inches((_WIDE - 2 * _EDGE) * (rest if across else share))
        for down, row in enumerate((columns, *rows)):
            ground, ink = ("ink", "paper") if down == 0 else ("paper", "ink")
            for across in range(len(columns)):
                cell = drawn.cell(down, across)
                cell.text = unlinked(str(row[across]))
                cell.fill.solid()
                cell.fill.fore_color.rgb = _rgb(ground)
                for line in cell.text_frame.paragraphs:
                    line.font.size, line.font.color.rgb = Pt(11), _rgb(ink)
        if len(table.rows) > len(rows) or len(table.columns) > _COLUMNS:
            self._note(slide, texts.text(self._language, "export.slides.more"), _FOOT, 12)


def _pages(one: RevealedStep) -> Sequence[str]:
    """The pages that a wall turns where there is no room for all of a chart; one where there is."""
    paged = one.whole and one.standing.items
    return (kinds.get(one.standing.kind).pages(one.activity) if paged else ()) or ("",)


def _share(columns: int) -> float:
    """How much of a table's width its first column takes."""
    return 0.3 if columns > 1 else 1.0


def _fitting(table: Table, columns: int) -> int:
    """How many rows have room on a slide; what doesn't fit into a column's width takes more lines."""
    wide, share = _WIDE - 2 * _EDGE, _share(columns)
    rest = (1 - share) / max(1, columns - 1)
    letters = [max(4, int(_LETTERS * wide * (rest if at else share)) - 2) for at in range(columns)]
    left = _LINES - max(map(_lines, table.columns, letters))
    for number, row in enumerate(table.rows):
        left -= max(map(_lines, row, letters))
        if left < 0:
            return max(1, number)
    return len(table.rows)


def _lines(cell: Any, letters: int) -> int:
    return -(-len(str(cell)) // letters) or 1


def _rgb(name: str) -> "RGBColor":
    """A colour of the chart grammar, as slides take one."""
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(theme.colour(name)[1:])


def _inks(share: float) -> tuple["RGBColor", "RGBColor"]:
    """The colour so far on the way from disagreeing to agreeing, and one that is read on it."""
    from pptx.dml.color import RGBColor

    place = share * (len(_INKS) - 1)
    at = min(int(place), len(_INKS) - 2)
    ends = zip(_rgb(_INKS[at]), _rgb(_INKS[at + 1]), strict=True)
    fill = [round(low + (high - low) * (place - at)) for low, high in ends]
    read = max(("ink", "paper"), key=lambda ink: _contrast(fill, _rgb(ink)))
    return RGBColor(*fill), _rgb(read)


def _contrast(one: Sequence[int], other: Sequence[int]) -> float:
    """How well one colour is read on another (WCAG 2)."""
    darker, lighter = sorted((_light(one), _light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _light(ink: Sequence[int]) -> float:
    parts = (part / 255 for part in ink)
    linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return sum(part * of for part, of in zip(linear, _PARTS, strict=True))


def _one_scale(view: View) -> bool:
    """Whether all its bars are told apart by the same values, where its kind has a scale."""
    tracks = kinds.get(view.activity.kind).tracks(view.activity)
    return len({(one.low, one.high) for one in tracks}) <= 1


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
