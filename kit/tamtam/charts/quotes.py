"""Quotes: what people wrote, one under the other, to be read out."""

from collections.abc import Sequence

from tamtam.charts import theme
from tamtam.charts.frame import Frame, note, rule
from tamtam.charts.theme import Figure, plain

#: The height of a line and of what parts two quotes, in px.
_LINE, _APART = 25, 22


def quotes(frame: Frame, written: Sequence[str], rest: str = "") -> Figure:
    """Each text behind a thin upright line; `rest` says under them what isn't drawn."""
    if not written:
        return frame.empty()
    notes, shapes, top = [], [], 0.0
    for text in written:
        broken = theme.lines(text, theme.LABEL_LINE)
        for number, line in enumerate(broken):
            notes.append(note(plain(line), 0.015, top + _LINE * (number + 0.5), "left"))
        bottom = top + _LINE * len(broken)
        shapes.append(rule((0, 0), (top + 2, bottom - 2)))
        top = bottom + _APART
    if rest:
        notes.append(note(plain(rest), 0.015, top, "left", ink="muted", size=theme.SMALL))
        top += _LINE
    layout = frame.layout(needs=round(top))
    layout["annotations"], layout["shapes"] = notes, shapes
    layout["xaxis"] |= {"range": [0, 1]}
    layout["yaxis"] |= {"range": [top, 0]}
    place = {"x": [None], "y": [None], "hoverinfo": "skip", "showlegend": False}
    return {"data": [{"type": "scatter", "mode": "markers", **place}], "layout": layout}
