"""A cloud of words: each as large as it was often written, the most frequent first, line by line."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from tamtam.charts import traces
from tamtam.charts.canvas import Canvas
from tamtam.charts.frame import Frame, note
from tamtam.charts.theme import Figure, plain

#: About how wide a letter is for its size, how far words and lines lie apart, by the size of type.
_LETTER, _APART, _LINE = 0.6, 0.8, 1.35
#: How much larger the most frequent word is than one that was written once, where there is room.
_TIMES = (4.0, 3.0, 2.4, 1.9, 1.5, 1.2, 1.0)

#: A word and its size in px.
_Sized = tuple[str, int, bool]


def word_cloud(frame: Frame, words: Sequence[tuple[str, int]]) -> Figure:
    """The words with how often each was written, the most frequent first."""
    if not words:
        return frame.empty()
    canvas = frame.canvas
    lines = next(
        found
        for times in _TIMES
        if _fits(canvas, found := list(_lines(canvas, words, times))) or times == _TIMES[-1]
    )
    high = [_LINE * max(size for _, size, _ in line) for line in lines]
    edges = list(accumulate(high, initial=6.0))
    top = max(edges[-1], float(canvas.room))
    layout = frame.layout(needs=round(top))
    layout["annotations"] = [
        one
        for line, edge, height in zip(lines, edges, high, strict=False)
        for one in _notes(canvas, line, edge + height / 2)
    ]
    layout["xaxis"] |= {"range": [0, canvas.inner]}
    layout["yaxis"] |= {"range": [top, 0]}
    return {"data": [traces.nothing()], "layout": layout}


def _lines(
    canvas: Canvas, words: Sequence[tuple[str, int]], times: float
) -> Iterator[list[_Sized]]:
    """The words in lines that fit the width; the largest in the colour of what leads."""
    most, line, used = words[0][1], list[_Sized](), 0.0
    for word, count in words:
        share = (count - 1) / (most - 1) if most > 1 else 0.0
        size = round(canvas.row * (1 + (times - 1) * share**0.5))
        size = max(canvas.row, min(size, int(canvas.inner / (_LETTER * max(1, len(word))))))
        wide = _width(word, size)
        if line and used + wide > canvas.inner:
            yield line
            line, used = [], 0.0
        line.append((word, size, count == most and most > 1))
        used += wide
    yield line


def _width(word: str, size: int) -> float:
    return size * (_LETTER * len(word) + _APART)


def _fits(canvas: Canvas, lines: Sequence[Sequence[_Sized]]) -> bool:
    needs = sum(_LINE * max(size for _, size, _ in line) for line in lines)
    return not canvas.height or needs + 6 <= canvas.room


def _notes(canvas: Canvas, line: Sequence[_Sized], middle: float) -> Iterator[Figure]:
    """A line of words, centred."""
    x = (canvas.inner - sum(_width(word, size) for word, size, _ in line)) / 2
    for word, size, leads in line:
        wide = _width(word, size)
        ink = "today" if leads else "ink"
        yield note(
            plain(word), round(x + wide / 2, 1), round(middle, 1), "center", ink=ink, size=size
        )
        x += wide
