"""Strips: a line a row from left to right, a small grey dot a person, a thick tick at the median.

One heap of dots is agreement, two are camps. The middle half lies under the dots; where people could be
followed there are no dots, and it lies on the line itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tamtam.charts import theme
from tamtam.charts.dumbbell import Spread
from tamtam.charts.frame import Frame, arrow, note, rule
from tamtam.charts.theme import Figure, colour, plain
from tamtam.language import texts

#: What is written under the chart: (value, words), from one end of the scale to the other.
Ticks = tuple[tuple[float, str], ...]

#: Above this many people in a row, a dot stands for several, so that one can still count.
_MOST_DOTS = 60
#: So many dots lie above one another before the next column begins.
_COLUMN = 6
#: How far dots lie apart: in rows, and as a share of the scale.
_APART, _ASIDE = 0.1, 0.0134
#: Where the middle half lies under the dots, and how far the median's tick reaches, in rows: from just
#: under the dots, so that it hides none, or from above the line where there are none.
_UNDER, _REACH, _FROM = 0.37, 0.46, 0.29
#: Room for the heading of a group of rows, in rows.
_HEAD = 0.5
#: Room for names on the left and for numbers on the right, as shares of the scale.
_LEFT, _RIGHT = 0.31, 0.12


@dataclass(frozen=True, slots=True)
class Strip:
    """One row: its name, a remark under it, median and quartiles, the median as it is written.

    `people` are (value, how many), where dots may be drawn. `ink` is the colour of name and median; where it
    `leads_on`, an arrow leads to the median of the next row. A row without `spread` is one of which
    nothing but its remark may be shown. With a `heading` a group of rows begins.
    """

    label: str
    remark: str = ""
    spread: Spread | None = None
    number: str = ""
    people: tuple[tuple[int, int], ...] = ()
    ink: str = "ink"
    leads_on: bool = False
    heading: str = ""


def strips(frame: Frame, rows: Sequence[Strip], ticks: Ticks) -> Figure:
    """The rows from top to bottom, on a scale that goes from the first tick to the last."""
    if not rows:
        return frame.empty()
    low, high = ticks[0][0], ticks[-1][0]
    length, places = high - low, _places(rows)
    bottom = round(places[-1] + 0.5 + theme.grown(rows[-1].label) / 2, 3)
    layout = frame.layout(needs=round(36 + 76 * (bottom + 0.5)))
    layout["annotations"] = [
        *(one for y, row in zip(places, rows, strict=True) for one in _notes(y, row, low, high)),
        *_arrows(rows, places),
        _legend(frame, rows, (low + high) / 2),
    ]
    layout["shapes"] = [rule((x, x), (-0.5, bottom), dash="dot") for x, _ in ticks]
    layout["xaxis"] |= {
        "range": [low - _LEFT * length, high + _RIGHT * length],
        "tickvals": [x for x, _ in ticks],
        "ticktext": [plain(words) for _, words in ticks],
        "showticklabels": True,
        "tickfont": {"size": theme.SMALL, "color": colour("muted")},
    }
    layout["yaxis"] |= {"range": [bottom, -0.95]}
    inks = dict.fromkeys(row.ink for row in rows)
    marks = [trace for ink in inks for trace in _marks(rows, places, ink)]
    return {"data": [_dots(rows, places, length), *marks], "layout": layout}


def _places(rows: Sequence[Strip]) -> list[float]:
    """The height of each row's middle, from 0 downwards, with room where a group begins.

    A row with a long label is higher, half of it above its middle and half below.
    """
    heads = [_HEAD * bool(row.heading) for row in rows]
    grown = [theme.grown(row.label) for row in rows]
    return [at + sum(heads[: at + 1]) + sum(grown[:at]) + grown[at] / 2 for at in range(len(rows))]


def _people_per_dot(rows: Sequence[Strip]) -> int:
    """How many people a dot stands for: 0 where none is drawn."""
    return max(-(-sum(count for _, count in row.people) // _MOST_DOTS) for row in rows)


def _dots(rows: Sequence[Strip], places: Sequence[float], length: float) -> Figure:
    """The people of all rows; those who answered alike lie in columns around their answer."""
    x, y = [], []
    each = max(1, _people_per_dot(rows))
    for place, row in zip(places, rows, strict=True):
        for value, drawn in _drawn(row, each):
            for across, up in _heap(drawn):
                x.append(round(value + across * _ASIDE * length, 3))
                y.append(round(place + up * _APART, 3))
    return {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": y,
        "marker": {"symbol": "circle", "size": 7, "color": colour("line")},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }


def _drawn(row: Strip, each: int) -> Iterator[tuple[int, int]]:
    """(value, how many dots): as many as fit the share of those who answered so."""
    passed = each // 2
    for value, count in row.people:
        drawn, passed = divmod(passed + count, each)
        yield value, drawn


def _heap(dots: int) -> Iterator[tuple[float, float]]:
    """Where each of some dots lies around (0, 0), in steps across and up: columns of equal height."""
    columns = -(-dots // _COLUMN)
    for column in range(columns):
        high = dots // columns + (column < dots % columns)
        for index in range(high):
            yield column - (columns - 1) / 2, index - (high - 1) / 2


def _marks(rows: Sequence[Strip], places: Sequence[float], ink: str) -> tuple[Figure, Figure]:
    """The middle half as a bar, and the median as a tick across it, of the rows in one colour."""
    halves: tuple[list[float | None], list[float | None]] = ([], [])
    medians: tuple[list[float | None], list[float | None]] = ([], [])
    for place, row in zip(places, rows, strict=True):
        if row.spread is None or row.ink != ink:
            continue
        under, top = (_UNDER, _FROM) if row.people else (0, -_REACH)
        low, high, median = row.spread.low, row.spread.high, row.spread.median
        _stroke(halves, (low, round(place + under, 3)), (high, round(place + under, 3)))
        _stroke(medians, (median, round(place + top, 3)), (median, round(place + _REACH, 3)))
    return _strokes(halves, ink, 7) | {"opacity": 0.45}, _strokes(medians, ink, 6)


def _stroke(
    line: tuple[list[float | None], list[float | None]],
    start: tuple[float, float],
    end: tuple[float, float],
) -> None:
    for values, a, b in zip(line, start, end, strict=True):
        values += [a, b, None]


def _strokes(line: tuple[list[float | None], list[float | None]], ink: str, width: int) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": line[0],
        "y": line[1],
        "line": {"color": colour(ink), "width": width},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }


def _notes(y: float, row: Strip, low: float, high: float) -> Iterator[Figure]:
    """A group's heading, a row's name and remark on the left, its median in numbers on the right."""
    length = high - low
    if row.heading:
        start = low - _LEFT * length
        heading = note(plain(row.heading, theme.LABEL_LINE), start, y - 0.75, "left")
        yield heading | {"bgcolor": colour("paper")}
    left = low - 0.035 * length
    yield note(
        plain(row.label, theme.ROW_LINE),
        left,
        y - (0.14 if row.remark else 0),
        "right",
        ink=row.ink,
    )
    if row.remark:
        remark = plain(row.remark, 26)
        yield note(
            remark, left, y + theme.below(row.label, 0.24), "right", ink="muted", size=theme.SMALL
        )
    if row.number:
        number = f"<b>{plain(row.number)}</b>"
        yield note(number, high + _RIGHT * length, y, "right", ink=row.ink)


def _arrows(rows: Sequence[Strip], places: Sequence[float]) -> Iterator[Figure]:
    """From the median of each row that leads on to that of the next."""
    for (row, y), (next, below) in pairwise(zip(rows, places, strict=True)):
        if row.leads_on and row.spread and next.spread:
            top = below + (_FROM if next.people else -_REACH)
            start, end = (row.spread.median, y + _REACH), (next.spread.median, top)
            yield arrow(start, end) | {"standoff": 0, "startstandoff": 0, "arrowwidth": 3}


def _legend(frame: Frame, rows: Sequence[Strip], centre: float) -> Figure:
    """What the marks mean, in one line above the rows."""
    words = [f"❙ {frame.word('legend.median')}", f"▬ {frame.word('legend.half')}"]
    if each := _people_per_dot(rows):
        words.append(f"• {texts.text(frame.language, 'standing.legend.person', n=each)}")
    line = plain("\u2003\u2003".join(words))
    return note(line, centre, -0.75, "center", ink="muted", size=theme.SMALL)
