"""Plain bars: how many chose each of several options, one bar an option."""

from collections.abc import Sequence
from dataclasses import dataclass

from tamtam.charts import theme
from tamtam.charts.frame import Frame, note, rule
from tamtam.charts.theme import Figure, colour, plain

#: The scale reaches from nobody to everybody, in percent of n; beyond it there is room for a number.
_END, _ROOM = 100.0, 16.0


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option, and how many of `n` chose it; `first` marks what most chose."""

    label: str
    count: int
    n: int
    first: bool = False

    @property
    def share(self) -> float:
        """How many of n, in percent."""
        return round(_END * self.count / max(1, self.n), 4)


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
        labels.append(note(f"<b>{row.count}</b>", row.share + 1.2, top + 0.34, "left"))
        places.append(top + 0.34)
        top += 0.85
    layout = frame.layout(needs=round(50 * (top + 0.2)))
    layout["annotations"] = labels
    layout["shapes"] = [rule((0, 0), (place - 0.36, place + 0.36)) for place in places]
    layout["xaxis"] |= {"range": [0, _END + _ROOM]}
    layout["yaxis"] |= {"range": [top + 0.1, 0]}
    return {"data": [bar_trace(rows, places)], "layout": layout | {"bargap": 0}}


def bar_trace(rows: Sequence[Chosen], places: Sequence[float], width: float = 0.5) -> Figure:
    """The bars alone, each in the middle of its place, `width` thick."""
    inks = [colour("today" if row.first else "rather_disagree") for row in rows]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [row.share for row in rows],
        "y": list(places),
        "width": width,
        "marker": {"color": inks, "line": {"color": colour("paper"), "width": 1.5}},
        "hoverinfo": "skip",
        "showlegend": False,
    }
