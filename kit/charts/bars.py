"""Plain bars: how many chose each of several options, one bar an option."""

from collections.abc import Sequence
from dataclasses import dataclass

from kit.charts import theme
from kit.charts.frame import Frame, note, rule
from kit.charts.theme import Figure, colour, plain

#: The scale reaches from nobody to everybody, in percent of n; beyond it there is room for a number.
_END, _ROOM = 100.0, 16.0


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option, and how many of `n` chose it; `first` marks what most chose."""

    label: str
    count: int
    n: int
    first: bool = False


def chosen_bars(frame: Frame, rows: Sequence[Chosen]) -> Figure:
    """The rows from top to bottom, each label above its bar, its number behind it."""
    if not rows:
        return frame.empty()
    labels, places = [], []
    top = 0.2
    for row in rows:
        words = theme.lines(row.label, theme.LABEL_LINE)
        for index, line in enumerate(words):
            labels.append(note(plain(line), 0, top + 0.28 + 0.5 * index, "left"))
        top += 0.5 * len(words)
        share = _share(row)
        labels.append(note(f"<b>{row.count}</b>", share + 1.2, top + 0.34, "left"))
        places.append(top + 0.34)
        top += 0.85
    layout = frame.layout(needs=round(50 * (top + 0.2)))
    layout["annotations"] = labels
    layout["shapes"] = [rule((0, 0), (place - 0.36, place + 0.36)) for place in places]
    layout["xaxis"] |= {"range": [0, _END + _ROOM]}
    layout["yaxis"] |= {"range": [top + 0.1, 0]}
    return {"data": [_bars(rows, places)], "layout": layout | {"bargap": 0}}


def _share(row: Chosen) -> float:
    return round(_END * row.count / max(1, row.n), 4)


def _bars(rows: Sequence[Chosen], places: Sequence[float]) -> Figure:
    inks = [colour("today" if row.first else "rather_disagree") for row in rows]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [_share(row) for row in rows],
        "y": list(places),
        "width": 0.5,
        "marker": {"color": inks, "line": {"color": colour("paper"), "width": 1.5}},
        "hoverinfo": "skip",
        "showlegend": False,
    }
