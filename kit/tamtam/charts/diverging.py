"""Diverging stacked bars: disagreement to the left of a middle line, agreement to the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tamtam.charts import theme, traces
from tamtam.charts.canvas import Canvas
from tamtam.charts.frame import Frame, note, rule
from tamtam.charts.theme import Figure, colour, plain

_COLOURS = ("disagree", "rather_disagree", "between", "rather_agree", "agree")
#: Colours dark enough (in the dark: light enough) to carry a number in the colour of paper.
_STRONG = ("disagree", "agree")
#: The scale reaches from everybody disagreeing to everybody agreeing, in percent of n.
_END = 100.0
#: Room for statements on the left and for badges on the right, as shares of the width.
_WORDS, _BADGE = 0.36, 0.16
#: The height of a bar's place, of what lies between two rows, and of the names of the ends, in px; the
#: part of its place that a bar fills.
_BAR, _BETWEEN, _ENDS, _THICK = 38, 18, 28, 0.8
#: What a digit takes for the size of its letters, and what is left beside a number, in px.
_DIGIT, _BESIDE = 0.62, 3


@dataclass(frozen=True, slots=True)
class Bar:
    """Counts from full disagreement to full agreement; named where a statement has several.

    Without any answer it keeps its place and shows nothing.
    """

    counts: tuple[int, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, a bar for each time it was asked, and a few words on how its answers lie."""

    label: str
    bars: tuple[Bar, ...]
    badge: str


def diverging_bars(frame: Frame, rows: Sequence[Statement], ends: tuple[str, str]) -> Figure:
    """The rows from top to bottom, a label beside the bars of each. `ends` names the two sides."""
    if not rows:
        return frame.empty()
    canvas = frame.canvas.of(len(rows))
    badge = max(_BADGE, canvas.share((row.badge for row in rows), min(canvas.row, theme.SMALL)))
    words = [theme.lines(row.label, canvas.line(_WORDS - 0.02, canvas.row)) for row in rows]
    heights = [
        max(_BAR * len(row.bars), 1.35 * canvas.row * len(head)) + _BETWEEN
        for row, head in zip(rows, words, strict=True)
    ]
    edges = canvas.shared(heights, _ENDS)
    labels, bars, places = [], [], []
    for row, head, (top, bottom) in zip(rows, words, pairwise(edges), strict=True):
        middle, high = (top + bottom) / 2, (bottom - top) / (len(row.bars) + _BETWEEN / _BAR)
        labels += _beside(row, head, round(middle, 1), canvas, badge)
        for number, bar in enumerate(row.bars):
            at = round(middle + high * (number + 0.5 - len(row.bars) / 2), 1)
            bars.append(bar)
            places.append((at, round(min(_THICK * high, 52), 1)))
            name = note(plain(bar.name), -_END, at, "left", ink="muted", size=theme.SMALL)
            labels += [name] if bar.name else []
    foot = edges[-1] + _ENDS
    layout = frame.layout(needs=foot)
    layout["annotations"] = labels + _ends(ends, foot - _ENDS / 2)
    layout["shapes"] = [rule((0, 0), (at - high * 0.6, at + high * 0.6)) for at, high in places]
    layout |= {"barmode": "overlay", "bargap": 0}
    whole = 2 * _END / (1 - _WORDS - badge)
    layout["xaxis"] |= {"range": [round(-_END - _WORDS * whole, 3), round(_END + badge * whole, 3)]}
    layout["yaxis"] |= {"range": [foot, 0]}
    unit = canvas.inner / whole
    return {"data": segments(bars, places, unit), "layout": layout}


def _beside(
    row: Statement, words: list[str], y: float, canvas: Canvas, share: float
) -> list[Figure]:
    """What stands beside a statement's bars: its words, broken into lines, and its badge in its share."""
    named = note("<br>".join(map(plain, words)), -_END - 2, y, "right", size=canvas.row)
    if not row.badge:
        return [named]
    badge = theme.lines(row.badge, canvas.line(share - 0.01, min(canvas.row, theme.SMALL)))
    told = "<br>".join(map(plain, badge))
    size = min(canvas.row, theme.SMALL)
    return [named, note(told, _END + 2, y, "left", ink="muted", size=size)]


def _ends(ends: tuple[str, str], y: float) -> list[Figure]:
    return [
        note(f"← {plain(ends[0])}", -_END, y, "left", ink="disagree", size=theme.SMALL),
        note(f"{plain(ends[1])} →", _END, y, "right", ink="agree", size=theme.SMALL),
    ]


def segments(
    bars: Sequence[Bar], places: Sequence[tuple[float, float]], unit: float, size: int = 0
) -> list[Figure]:
    """All bars, colour by colour, each at its place on the y axis: (middle, how thick).

    All are as thick as the thinnest. A percent takes `unit` px; numbers that fit stand in their segments,
    in letters of that `size`, or as large as bars are thick.
    """
    size = size or max(theme.ROW, min([theme.LABEL, *(int(thick * 0.8) for _, thick in places)]))
    return [_segments(bars, places, index, unit, size) for index in range(len(_COLOURS))]


def _segments(
    bars: Sequence[Bar], places: Sequence[tuple[float, float]], index: int, unit: float, size: int
) -> Figure:
    """One colour of all bars. The middle colour lies half on either side of the middle line."""
    starts, widths, numbers = [], [], []
    for bar in bars:
        total = sum(bar.counts) or 1
        shares = [_END * count / total for count in bar.counts]
        starts.append(sum(shares[:index]) - shares[0] - shares[1] - shares[2] / 2)
        widths.append(shares[index])
        number = str(bar.counts[index])
        room = _DIGIT * size * len(number) + _BESIDE
        numbers.append(number if bar.counts[index] and shares[index] * unit >= room else "")
    name = _COLOURS[index]
    return traces.bars(
        [round(width, 4) for width in widths],
        [at for at, _ in places],
        {"color": colour(name), "line": {"color": colour("paper"), "width": 1.5}},
        orientation="h",
        base=[round(start, 4) for start in starts],
        width=min((thick for _, thick in places), default=0),
        **traces.inside(numbers, size, "paper" if name in _STRONG else "ink"),
    )
