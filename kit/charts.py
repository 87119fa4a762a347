"""The chart grammar: ● today, ○ wanted, a grey line a person, a thick tick for the median.

Figures are plain Plotly dictionaries (`data`, `layout`) in the light colours; `assets/palette.json`
names each colour with its dark counterpart, and whoever shows a figure in the dark exchanges them.
Every text is escaped here, as Plotly reads a few HTML tags; categories never become axis values, so
nothing typed can turn an axis into dates.
"""

import html
import json
import textwrap
from dataclasses import dataclass
from functools import cache
from typing import Any

from kit import files, texts
from kit.deck import Activity
from kit.standing.standing import Distribution, Standing

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
#: Type sizes in px on a chart about 900 px wide; a projector scales them all.
TITLE, LABEL, SMALL = 24, 17, 15

_AGREEMENT_COLOURS = ("disagree", "rather_disagree", "between", "rather_agree", "agree")

Figure = dict[str, Any]


@cache
def palette() -> dict[str, list[str]]:
    """Every colour by its name: [light, dark]."""
    colours: dict[str, list[str]] = json.loads((files.assets() / "palette.json").read_text("utf-8"))
    return colours


def colour(name: str) -> str:
    """The light variant of a named colour."""
    return palette()[name][0]


def plain(text: str, width: int = 0) -> str:
    """`text` as Plotly shows it, to the letter; broken into lines of about `width` characters.

    >>> plain("<b>R&D</b>")
    '&lt;b&gt;R&amp;D&lt;/b&gt;'
    """
    lines = textwrap.wrap(text, width) if width else [" ".join(text.split())]
    return "<br>".join(html.escape(line, quote=False) for line in lines)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every chart: the sentence as its title, the question, how many answered."""

    sentence: str
    question: str
    people: str
    language: str

    @classmethod
    def of(cls, activity: Activity, standing: Standing, language: str) -> "Frame":
        """The frame of one activity's chart."""
        return cls(
            texts.pick(standing.sentence, language),
            texts.pick(activity.question, language),
            texts.text(language, "standing.people", n=standing.n),
            language,
        )


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from `low` to `high` with the names of its two ends."""

    low: float
    high: float
    ends: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and quartiles of one distribution."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, found: Distribution) -> "Spread":
        """The spread of a distribution that may be shown."""
        return cls(found.median or 0, found.low_quartile or 0, found.high_quartile or 0)


@dataclass(frozen=True, slots=True)
class DivergingRow:
    """One statement: counts from full disagreement to full agreement, and a word for how they lie."""

    label: str
    counts: tuple[int, ...]
    badge: str


@dataclass(frozen=True, slots=True)
class DumbbellRow:
    """One item: today and wanted, where it is heading, and (today, wanted, how many) for lines."""

    label: str
    group: str
    today: Spread
    wanted: Spread
    glyph: str = ""
    lines: tuple[tuple[int, ...], ...] = ()


def diverging_bars(frame: Frame, rows: list[DivergingRow], ends: tuple[str, str]) -> Figure:
    """Stacked bars around a zero line: disagreement to the left, agreement to the right, in % of n."""
    if not rows:
        return empty(frame)
    data = [_segment(rows, index, name) for index, name in enumerate(_AGREEMENT_COLOURS)]
    notes = [_zero_line(len(rows))]
    labels = [
        note
        for y, row in enumerate(rows)
        for note in (
            _note(plain(row.label, 90), -100, y - 0.42, "left", "ink", LABEL),
            _note(plain(row.badge), 100, y - 0.42, "right", "muted", SMALL),
        )
    ]
    labels += [
        _note("◀ " + plain(ends[0]), -100, len(rows) - 0.35, "left", "muted", SMALL),
        _note(plain(ends[1]) + " ▶", 100, len(rows) - 0.35, "right", "muted", SMALL),
    ]
    layout = _layout(frame, rows=len(rows), left=24)
    layout |= {"barmode": "relative", "bargap": 0.45, "annotations": labels, "shapes": notes}
    layout["xaxis"] |= {"range": [-102, 102], "showticklabels": False, "showgrid": False}
    layout["yaxis"] |= {"range": [len(rows) - 0.15, -0.85], "showticklabels": False}
    return {"data": data, "layout": layout}


def _segment(rows: list[DivergingRow], index: int, name: str) -> Figure:
    """One colour of all bars; the middle one lies half to the left, so it is drawn from its centre."""
    starts, widths, labels = [], [], []
    for row in rows:
        total = sum(row.counts) or 1
        share = [100 * count / total for count in row.counts]
        starts.append(-share[0] - share[1] - share[2] / 2 + sum(share[:index]))
        widths.append(share[index])
        labels.append(str(row.counts[index]) if row.counts[index] else "")
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(rows))),
        "x": [round(width, 6) for width in widths],
        "base": [round(start, 6) for start in starts],
        "text": labels,
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": LABEL, "color": colour("paper" if index in (0, 4) else "ink")},
        "marker": {"color": colour(name), "line": {"color": colour("paper"), "width": 2}},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def dumbbells(frame: Frame, rows: list[DumbbellRow], axis: Axis, groups: dict[str, str]) -> Figure:
    """A row an item: quartiles as thin bars, ● today, ○ wanted, and the arrow from one to the other.

    `groups` names the groups of rows; a dotted line parts them.
    """
    if not rows:
        return empty(frame)
    data = [_people(rows), _quartiles(rows, "today", -0.13), _quartiles(rows, "wanted", 0.13)]
    data += [_medians(rows, "today"), _medians(rows, "wanted")]
    layout = _layout(frame, rows=len(rows), left=24)
    layout["annotations"] = [
        note for y, row in enumerate(rows) for note in _row_notes(y, row, axis)
    ]
    layout["annotations"] += _legend(frame, axis)
    layout["shapes"] = []
    for y in range(1, len(rows)):
        if rows[y].group != rows[y - 1].group:
            _part(layout, y - 0.5, rows[y - 1].group, rows[y].group, groups, axis)
    room = (axis.high - axis.low) * 0.28
    layout["xaxis"] |= {
        "range": [axis.low - room, axis.high + (axis.high - axis.low) * 0.09],
        "tickvals": [axis.low, (axis.low + axis.high) / 2, axis.high],
        "ticktext": [plain(axis.ends[0]), "", plain(axis.ends[1])],
    }
    layout["yaxis"] |= {"range": [len(rows) - 0.4, -0.95], "showticklabels": False}
    return {"data": data, "layout": layout}


def _people(rows: list[DumbbellRow]) -> Figure:
    """A thin grey line a person, fanned out within the row so that equal ones lie side by side."""
    x: list[float | None] = []
    y: list[float | None] = []
    for row_index, row in enumerate(rows):
        people = [(today, wanted) for today, wanted, count in row.lines for _ in range(count)]
        for index, (today, wanted) in enumerate(people):
            height = row_index + 0.34 * (2 * (index + 0.5) / len(people) - 1)
            x += [today, wanted, None]
            y += [height, height, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": colour("person"), "width": 1},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _quartiles(rows: list[DumbbellRow], phase: str, offset: float) -> Figure:
    spreads: list[Spread] = [getattr(row, phase) for row in rows]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [value for spread in spreads for value in (spread.low, spread.high, None)],
        "y": [value for y in range(len(rows)) for value in (y + offset, y + offset, None)],
        "line": {"color": colour(phase), "width": 3},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _medians(rows: list[DumbbellRow], phase: str) -> Figure:
    medians = [getattr(row, phase).median for row in rows]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": medians,
        "y": list(range(len(rows))),
        "marker": {
            "symbol": "circle" if phase == "today" else "circle-open",
            "size": 18,
            "color": colour(phase),
            "line": {"color": colour(phase), "width": 4},
        },
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _row_notes(y: int, row: DumbbellRow, axis: Axis) -> list[Figure]:
    """An item's name, its trend, the arrow and the two numbers beside its dots."""
    today, wanted = row.today.median, row.wanted.median
    name = plain(row.label, 22) + (f" {row.glyph}" if row.glyph else "")
    notes = [_note(name, axis.low - 0.3, y, "right", "ink", LABEL)]
    if today != wanted:
        notes.append(_arrow(today, wanted, y))
    outward = 1 if wanted >= today else -1
    notes.append(_note(_short(today), today, y, "center", "today", SMALL, shift=-outward * 26))
    notes.append(_note(_short(wanted), wanted, y, "center", "wanted", SMALL, shift=outward * 26))
    return notes


def _short(value: float) -> str:
    return str(texts.number("en", value))


def _arrow(start: float, end: float, y: float) -> Figure:
    return {
        "x": end,
        "y": y,
        "ax": start,
        "ay": y,
        "axref": "x",
        "ayref": "y",
        "xref": "x",
        "yref": "y",
        "text": "",
        "showarrow": True,
        "arrowhead": 2,
        "arrowsize": 1,
        "arrowwidth": 3,
        "arrowcolor": colour("ink"),
        "standoff": 12,
        "startstandoff": 9,
    }


def _legend(frame: Frame, axis: Axis) -> list[Figure]:
    today = texts.text(frame.language, "standing.phases.today")
    wanted = texts.text(frame.language, "standing.phases.wanted")
    third = (axis.high - axis.low) / 3
    return [
        _note(f"● {plain(today)}", axis.low + third, -0.75, "center", "today", SMALL),
        _note(f"○ {plain(wanted)}", axis.high - third, -0.75, "center", "wanted", SMALL),
    ]


def _part(
    layout: Figure, y: float, above: str, below: str, groups: dict[str, str], axis: Axis
) -> None:
    layout["shapes"].append(
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": y,
            "y1": y,
            "line": {"color": colour("line"), "width": 1, "dash": "dot"},
        }
    )
    right = axis.high + (axis.high - axis.low) * 0.08
    for name, shift in ((above, 0.14), (below, -0.14)):
        if name in groups:
            layout["annotations"].append(
                _note(plain(groups[name]), right, y - shift, "right", "muted", SMALL)
            )


def empty(frame: Frame) -> Figure:
    """The designed state of a chart with too few answers: the sentence, and nothing drawn."""
    layout = _layout(frame, rows=2, left=24)
    for axis in ("xaxis", "yaxis"):
        layout[axis] |= {"visible": False, "range": [0, 1]}
    layout["annotations"] = [_note(plain(frame.sentence, 60), 0.5, 0.5, "center", "muted", LABEL)]
    layout["title"]["text"] = plain(frame.question, 70)
    return {"data": [], "layout": layout}


def _note(
    text: str, x: float, y: float, anchor: str, ink: str, size: int, shift: int = 0
) -> Figure:
    return {
        "text": text,
        "x": x,
        "y": y,
        "xanchor": anchor,
        "yanchor": "middle",
        "xshift": shift,
        "align": anchor,
        "showarrow": False,
        "font": {"size": size, "color": colour(ink)},
    }


def _zero_line(rows: int) -> Figure:
    return {
        "type": "line",
        "x0": 0,
        "x1": 0,
        "y0": -0.3,
        "y1": rows - 0.5,
        "line": {"color": colour("line"), "width": 1},
    }


def _layout(frame: Frame, rows: int, left: int) -> Figure:
    """Room, type and still axes; the sentence is the title, the question and n stand under it."""
    axis = {"fixedrange": True, "zeroline": False, "automargin": False, "showgrid": False}
    title = plain(frame.sentence, 64)
    lines = title.count("<br>") + 1
    under = f"{plain(frame.question, 110)} · {plain(frame.people)}"
    return {
        "title": {
            "text": f"{title}<br><span style='font-size:{SMALL}px'>{under}</span>",
            "x": 0.02,
            "xanchor": "left",
            "y": 0.97,
            "yanchor": "top",
            "yref": "container",
            "font": {"size": TITLE, "color": colour("ink")},
        },
        "font": {"family": FONT, "size": LABEL, "color": colour("ink")},
        "paper_bgcolor": colour("paper"),
        "plot_bgcolor": colour("paper"),
        "height": 150 + 30 * lines + 78 * max(rows, 2),
        "margin": {"l": left, "r": 24, "t": 60 + 32 * lines + 20 * under.count("<br>"), "b": 44},
        "xaxis": {**axis, "tickfont": {"size": SMALL, "color": colour("muted")}},
        "yaxis": {**axis},
        "showlegend": False,
        "hovermode": False,
        "dragmode": False,
        "uirevision": "still",
    }
