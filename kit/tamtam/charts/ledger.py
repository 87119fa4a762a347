"""A ledger: bars at the left with remarks under them, and at their right what people said.

It stays as low as a wall shows without scrolling: what there is no room for is told by its number.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tamtam.charts import theme
from tamtam.charts.bars import OptionCount, bar_trace
from tamtam.charts.frame import Frame, note, rule
from tamtam.charts.theme import Figure, plain

#: Where the left part ends and the right one begins, as shares of the width, where there are two.
_LEFT, _RIGHT = 0.42, 0.47
#: About how many characters fit in a line: of a name, of a remark (with nothing beside it), of a quote.
_NAME_LINE, _REMARK_LINE, _WIDE_LINE, _QUOTE_LINE = 16, 44, 100, 58
#: What goes on from the line above begins further in, so that one remark is told from the next.
_FURTHER = "\u2003"
#: The least height of a bar's row, that of a line, and what parts two texts, in px.
_ROW, _LINE, _APART = 38, 21, 14
#: Room for so many lines of remarks, so that the bars stay where they are; how high quotes may reach, in px.
_REMARKS, _HIGHEST = 8, 350
#: The scale in percent of n, with room for names before 0 and for numbers behind 100.
_FROM, _TO = -75.0, 118.0


@dataclass(frozen=True, slots=True)
class Ledger:
    """The bars, what stands under them, what stands beside them.

    `more` says how many quotes are left out, given their number.
    """

    rows: Sequence[OptionCount]
    remarks: Sequence[str]
    quotes: Sequence[str]
    more: Callable[[int], str]


def ledger(frame: Frame, shown: Ledger) -> Figure:
    """Bars from top to bottom, their names before them; each quote behind a thin upright line."""
    if not shown.rows:
        return frame.empty()
    names = [theme.lines(row.label, _NAME_LINE) for row in shown.rows]
    edges = [0.0]
    for name in names:
        edges.append(edges[-1] + max(_ROW, _LINE * len(name) + 8))
    places = [(top + bottom) / 2 for top, bottom in pairwise(edges)]
    labels = [
        note("<br>".join(map(plain, name)), -3, place, "right")
        for name, place in zip(names, places, strict=True)
    ]
    counts = [
        note(f"<b>{row.count}</b>", row.share + 2.5, place, "left")
        for row, place in zip(shown.rows, places, strict=True)
    ]
    under, bottom = _remarks(shown, edges[-1] + _APART)
    beside, uprights, quoted = _quotes(shown)
    roomy = edges[-1] + _APART + _LINE * _REMARKS
    needs = round(max(bottom, quoted, roomy, _HIGHEST if shown.quotes else 0))
    layout = frame.layout(needs=needs)
    layout["annotations"] = [*labels, *counts, *under, *beside]
    feet = [rule((0, 0), (place - 16, place + 16)) for place in places]
    layout["shapes"] = [*feet, *uprights]
    layout["xaxis"] |= {"range": [_FROM, _TO], "domain": [0, _LEFT if shown.quotes else 1]}
    layout["yaxis"] |= {"range": [needs, 0]}
    bars = bar_trace(shown.rows, [(place, 22) for place in places])
    return {"data": [bars], "layout": layout | {"bargap": 0}}


def _remarks(shown: Ledger, top: float) -> tuple[list[Figure], float]:
    """The remarks one under the other, and where they end."""
    width = _REMARK_LINE if shown.quotes else _WIDE_LINE
    written = [
        f"{_FURTHER * bool(at)}{line}"
        for text in shown.remarks
        for at, line in enumerate(theme.lines(text, width))
    ]
    notes = [
        note(plain(line), _FROM, top + _LINE * (at + 0.5), "left", ink="muted", size=theme.SMALL)
        for at, line in enumerate(written)
    ]
    return notes, top + _LINE * len(written)


def _quotes(shown: Ledger) -> tuple[list[Figure], list[Figure], float]:
    """As many quotes as there is room for, the lines before them, and where they end."""
    notes: list[Figure] = []
    uprights: list[Figure] = []
    top = 4.0
    for number, text in enumerate(shown.quotes):
        broken = theme.lines(text, _QUOTE_LINE)
        bottom = top + _LINE * len(broken)
        if uprights and bottom > _HIGHEST:
            rest = shown.more(len(shown.quotes) - number)
            return [*notes, _beside(rest, top, ink="muted")], uprights, top + _LINE
        notes += [_beside(line, top + _LINE * at) for at, line in enumerate(broken)]
        uprights.append(rule((_RIGHT, _RIGHT), (top + 1, bottom - 1)) | {"xref": "paper"})
        top = bottom + _APART
    return notes, uprights, top


def _beside(text: str, top: float, ink: str = "ink") -> Figure:
    at = _RIGHT + 0.015, top + _LINE / 2
    return note(plain(text), *at, "left", ink=ink, size=theme.SMALL) | {"xref": "paper"}
