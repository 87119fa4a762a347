"""Diverging stacked bars: disagreement to the left of a middle line, agreement to the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from tamtam.charts import theme
from tamtam.charts.frame import Frame, note, rule
from tamtam.charts.theme import Figure, colour, plain

_COLOURS = ("disagree", "rather_disagree", "between", "rather_agree", "agree")
#: Colours dark enough (in the dark: light enough) to carry a number in the colour of paper.
_STRONG = ("disagree", "agree")
#: The scale reaches from everybody disagreeing to everybody agreeing, in percent of n.
_END = 100.0
#: Room for a badge beside a statement, in characters of a label. Statements break where it begins,
#: whatever the badge says now: a chart doesn't jump when answers come in.
_ROOM_FOR_A_BADGE = 24
#: A segment narrower than this, in percent, has no room for its number.
_ROOM_FOR_A_NUMBER = 2.5


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
    """The rows from top to bottom, a label above the bars of each. `ends` names the two sides."""
    if not rows:
        return frame.empty()
    labels, bars, places = [], [], []
    top = 0.2
    for row in rows:
        words = theme.lines(row.label, theme.LABEL_LINE - _ROOM_FOR_A_BADGE)
        top += 0.5 * len(words)
        labels += _head(row, words, top)
        for bar in row.bars:
            bars.append(bar)
            places.append(top + 0.4)
            labels += [
                note(plain(bar.name), -_END, top + 0.4, "left", ink="muted", size=theme.SMALL)
            ]
            top += 0.85
        top += 0.3
    layout = frame.layout(needs=round(50 * (top + 0.5)))
    layout["annotations"] = [one for one in labels if one["text"]] + _ends(ends, top + 0.05)
    layout["shapes"] = [rule((0, 0), (place - 0.5, place + 0.5)) for place in places]
    layout |= {"barmode": "overlay", "bargap": 0}
    layout["xaxis"] |= {"range": [-_END, _END]}
    layout["yaxis"] |= {"range": [top + 0.4, 0]}
    return {"data": segments(bars, places), "layout": layout}


def _head(row: Statement, words: list[str], top: float) -> list[Figure]:
    """What stands above a statement's bars: its words, broken into lines, and its badge."""
    first = top - 0.5 * (len(words) - 1) - 0.22
    said = [
        note(plain(line), -_END, first + 0.5 * index, "left") for index, line in enumerate(words)
    ]
    return [*said, note(plain(row.badge), _END, top - 0.22, "right", ink="muted", size=theme.SMALL)]


def _ends(ends: tuple[str, str], y: float) -> list[Figure]:
    return [
        note(f"← {plain(ends[0])}", -_END, y, "left", ink="disagree", size=theme.SMALL),
        note(f"{plain(ends[1])} →", _END, y, "right", ink="agree", size=theme.SMALL),
    ]


def segments(bars: Sequence[Bar], places: Sequence[float]) -> list[Figure]:
    """All bars, colour by colour, each at its place on the y axis."""
    return [_segments(bars, places, index) for index in range(len(_COLOURS))]


def _segments(bars: Sequence[Bar], places: Sequence[float], index: int) -> Figure:
    """One colour of all bars. The middle colour lies half on either side of the middle line."""
    starts, widths, numbers = [], [], []
    for bar in bars:
        total = sum(bar.counts) or 1
        shares = [_END * count / total for count in bar.counts]
        starts.append(sum(shares[:index]) - shares[0] - shares[1] - shares[2] / 2)
        widths.append(shares[index])
        numbers.append(str(bar.counts[index]) if shares[index] >= _ROOM_FOR_A_NUMBER else "")
    name = _COLOURS[index]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [round(width, 4) for width in widths],
        "base": [round(start, 4) for start in starts],
        "y": list(places),
        "width": 0.72,
        "text": numbers,
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        "textfont": {"size": theme.LABEL, "color": colour("paper" if name in _STRONG else "ink")},
        "marker": {"color": colour(name), "line": {"color": colour("paper"), "width": 1.5}},
        "hoverinfo": "skip",
        "showlegend": False,
    }
