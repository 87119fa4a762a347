"""Plain bars: how many chose each of several options, one bar an option."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tamtam.charts import theme, traces
from tamtam.charts.frame import Frame, note, rule
from tamtam.charts.theme import Figure, colour, plain

#: The height of a row, and the part of it that a bar fills.
_ROW, _THICK = 50, 0.6
#: The scale reaches from nobody to everybody, in percent of n; before it there is room for names, as a
#: share of the width, behind it for a number, in percent.
_END, _NAMES, _ROOM = 100.0, 0.3, 12.0


@dataclass(frozen=True, slots=True)
class OptionCount:
    """An option, and how many of `n` chose it; `first` marks what most chose."""

    label: str
    count: int
    n: int
    first: bool = False

    @property
    def share(self) -> float:
        """How many of n, in percent."""
        return round(_END * self.count / max(1, self.n), 4)


def chosen_bars(frame: Frame, rows: Sequence[OptionCount]) -> Figure:
    """The rows from top to bottom: a label, its bar, and its number behind it."""
    if not rows:
        return frame.empty()
    canvas = frame.canvas.of(len(rows))
    words = [theme.lines(row.label, canvas.line(_NAMES - 0.02, canvas.row)) for row in rows]
    edges = canvas.shared([max(_ROW, 1.35 * canvas.row * len(label) + 8) for label in words])
    labels, places = [], []
    for row, label, (top, bottom) in zip(rows, words, pairwise(edges), strict=True):
        middle = round((top + bottom) / 2, 1)
        named = "<br>".join(map(plain, label))
        labels += [
            note(named, -1.5, middle, "right", size=canvas.row),
            note(f"<b>{row.count}</b>", row.share + 1, middle, "left"),
        ]
        places.append((middle, round(min(_THICK * (bottom - top), 44), 1)))
    layout = frame.layout(needs=edges[-1])
    layout["annotations"] = labels
    layout["shapes"] = [rule((0, 0), (at - thick * 0.7, at + thick * 0.7)) for at, thick in places]
    whole = (_END + _ROOM) / (1 - _NAMES)
    layout["xaxis"] |= {"range": [round(-_NAMES * whole, 3), _END + _ROOM]}
    layout["yaxis"] |= {"range": [edges[-1], 0]}
    return {"data": [bar_trace(rows, places)], "layout": layout | {"bargap": 0}}


def bar_trace(rows: Sequence[OptionCount], places: Sequence[tuple[float, float]]) -> Figure:
    """The bars alone, each at its place: (middle, how thick)."""
    inks = [colour("today" if row.first else "rather_disagree") for row in rows]
    return traces.bars(
        [row.share for row in rows],
        [at for at, _ in places],
        {"color": inks, "line": {"color": colour("paper"), "width": 1.5}},
        orientation="h",
        width=[thick for _, thick in places],
    )
