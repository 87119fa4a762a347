"""Quotes: what people wrote, one under the other, to be read out."""

from collections.abc import Sequence

from tamtam.charts import theme, traces
from tamtam.charts.canvas import Canvas
from tamtam.charts.frame import Frame, note, rule
from tamtam.charts.theme import Figure, plain

#: The height of a line and of what parts two quotes, as parts of the size of type.
_LINE, _APART = 1.4, 0.65


def quotes(frame: Frame, written: Sequence[str], rest: str = "") -> Figure:
    """Each text behind a thin upright line; `rest` says under them what isn't drawn.

    On a surface of a certain height letters are as large as all of it allows.
    """
    if not written:
        return frame.empty()
    size = next(one for one in _sizes(frame.canvas) if _fits(frame.canvas, written, rest, one))
    high, apart, line = _LINE * size, _APART * size, frame.canvas.line(0.97, size)
    notes, shapes, top = [], [], 0.0
    for text in written:
        broken = theme.lines(text, line)
        for number, words in enumerate(broken):
            notes.append(note(plain(words), 0.015, top + high * (number + 0.5), "left", size=size))
        bottom = top + high * len(broken)
        shapes.append(rule((0, 0), (top + 2, bottom - 2)))
        top = bottom + apart
    if rest:
        notes.append(note(plain(rest), 0.015, top + 12, "left", ink="muted", size=theme.SMALL))
        top += 24
    top = max(top, float(frame.canvas.room))
    layout = frame.layout(needs=round(top))
    layout["annotations"], layout["shapes"] = notes, shapes
    layout["xaxis"] |= {"range": [0, 1]}
    layout["yaxis"] |= {"range": [top, 0]}
    return {"data": [traces.nothing()], "layout": layout}


def _sizes(canvas: Canvas) -> range | tuple[int, ...]:
    """The sizes of type to try, the largest first."""
    return range(28, canvas.row - 1, -1) if canvas.height else (canvas.row,)


def _fits(canvas: Canvas, written: Sequence[str], rest: str, size: int) -> bool:
    """Whether all of it fits in this size; the smallest has to do."""
    if not canvas.height or size == canvas.row:
        return True
    lines = sum(len(theme.lines(text, canvas.line(0.97, size))) for text in written)
    return size * (_LINE * lines + _APART * len(written)) + 24 * bool(rest) <= canvas.room
