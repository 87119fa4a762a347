"""A gate: what is inside to its right, what is outside to its left, and who wishes it crossed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tamtam.charts import theme, traces
from tamtam.charts.canvas import Canvas
from tamtam.charts.frame import Frame, note
from tamtam.charts.theme import Figure, colour, plain

#: Half the gate's width, the length of a bar of everybody, and where the drawing ends; in percent of n.
_POST, _ALL, _END = 24.0, 100.0, 166.0
#: The height of a row and of what stands over the first, in px; the part that a bar fills.
_ROW, _HEAD, _BAR = 62, 74, 0.62
#: A segment narrower than this, in percent, has no room for its number.
_ROOM_FOR_A_NUMBER = 4.0


@dataclass(frozen=True, slots=True)
class Sides:
    """What stands over either side of the gate, and what the quiet segments next to it mean."""

    outside: str
    inside: str
    good: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One row: its name between the posts, and on each side how many are (fine with it, not so).

    `wishes` are those who aren't, in words: outside, inside. A row without counts is one of which
    nothing but its remark may be shown.
    """

    label: str
    out: tuple[int, int] | None = None
    inside: tuple[int, int] | None = None
    wishes: tuple[str, ...] = ("", "")
    remark: str = ""


def gate_bars(frame: Frame, rows: Sequence[Passage], sides: Sides) -> Figure:
    """The rows from top to bottom. Wishes lie at the outer ends, each with its number in words."""
    if not rows:
        return frame.empty()
    canvas = _named_whole(frame.canvas.of(len(rows)), rows)
    bands, foot = _bands(canvas, rows)
    layout = frame.layout(needs=foot + 8)
    layout["shapes"] = [_posts(foot)]
    layout["annotations"] = [
        *_heads(sides),
        *(
            one
            for band, row in zip(bands, rows, strict=True)
            for one in _row_notes(band[0], row, canvas)
        ),
    ]
    layout |= {"barmode": "overlay", "bargap": 0}
    layout["xaxis"] |= {"range": [-_END, _END]}
    layout["yaxis"] |= {"range": [foot + 8, 0]}
    data = [_segments(rows, bands, side, wish) for side in (-1, 1) for wish in (False, True)]
    return {"data": data, "layout": layout}


def _named_whole(canvas: Canvas, rows: Sequence[Passage]) -> Canvas:
    """The same with names of rows small enough for the longest word to stand between the posts."""
    names = [row.label for row in rows]
    sizes = range(canvas.row, theme.ROW, -1)
    fits = (size for size in sizes if canvas.share(names, size) <= _POST / _END)
    return replace(canvas, row=next(fits, min(canvas.row, theme.ROW)))


def _name_of(row: Passage, canvas: Canvas) -> list[str]:
    """The lines of a row's name, as they fit between the posts."""
    return theme.lines(row.label, canvas.line(_POST / _END - 0.01, canvas.row))


def _bands(canvas: Canvas, rows: Sequence[Passage]) -> tuple[list[tuple[float, float]], float]:
    """Each row's middle and height, in px from the top, as its name needs; and where the last ends."""
    line = 1.35 * canvas.row
    heights = [
        max(_ROW, line * (len(_name_of(row, canvas)) + bool(row.remark)) + 12) for row in rows
    ]
    edges = [_HEAD + edge for edge in canvas.shared(heights, _HEAD + 8)]
    bands = [(round((top + end) / 2, 1), round(end - top, 1)) for top, end in pairwise(edges)]
    return bands, edges[-1]


def _posts(foot: float) -> Figure:
    """Two posts and the arch over them."""
    top, crown = _HEAD - 6, _HEAD - 56
    arch = f"M -{_POST} {foot} L -{_POST} {top} Q 0 {crown} {_POST} {top} L {_POST} {foot}"
    return {
        "type": "path",
        "path": arch,
        "layer": "above",
        "line": {"color": colour("ink"), "width": 4},
    }


def _heads(sides: Sides) -> list[Figure]:
    """Which side is which, and at the outer edge what the quiet segments mean."""
    return [
        note(f"← {plain(sides.outside)}", -_POST - 4, _HEAD - 14, "right"),
        note(f"{plain(sides.inside)} →", _POST + 4, _HEAD - 14, "left"),
        note(plain(sides.good), _END, 14, "right", ink="muted", size=theme.SMALL),
    ]


def _row_notes(y: float, row: Passage, canvas: Canvas) -> list[Figure]:
    """A row's name between the posts, its remark under it, its wishes at the outer ends."""
    words = _name_of(row, canvas)
    half, size = 0.68 * canvas.row, min(canvas.row, theme.SMALL)
    name = note("<br>".join(map(plain, words)), 0, y, "center", size=canvas.row)
    if row.out is None or row.inside is None:
        remark = note(plain(row.remark), _POST + 4, y, "left", ink="muted", size=size)
        return [name, remark]
    notes = [name | {"yshift": half * bool(row.remark)}]
    if row.remark:
        remark = note(plain(row.remark), 0, y, "center", ink="muted", size=size)
        notes.append(remark | {"yshift": -half * len(words)})
    total = sum(row.out) + sum(row.inside)
    for side, counts, told in zip((-1, 1), (row.out, row.inside), row.wishes, strict=True):
        if told:
            end = side * (_POST + _ALL * sum(counts) / total)
            anchor = "left" if side > 0 else "right"
            at = round(end + side * 2, 3)
            notes.append(note(plain(told), at, y, anchor, ink="wanted", size=canvas.row))
    return notes


def _segments(
    rows: Sequence[Passage], bands: Sequence[tuple[float, float]], side: int, wish: bool
) -> Figure:
    """One sort of segment on one side: quiet ones next to the gate, wishes beyond them."""
    widths, starts, heights, thick, numbers = [], [], [], [], []
    for (place, high), row in zip(bands, rows, strict=True):
        counts = row.inside if side > 0 else row.out
        if row.out is None or row.inside is None or counts is None:
            continue
        unit = _ALL / (sum(row.out) + sum(row.inside))
        fine, wished = (unit * count for count in counts)
        width = wished if wish else fine
        start = side * (_POST + (fine if wish else 0.0))
        heights.append(place)
        thick.append(round(_BAR * high, 1))
        widths.append(round(side * width, 4))
        starts.append(round(start, 4))
        shown = not wish and width >= _ROOM_FOR_A_NUMBER
        numbers.append(str(counts[0]) if shown else "")
    inside = side > 0
    marker = {
        "color": colour("paper" if wish and inside else "wanted" if wish else "between"),
        "line": {
            "color": colour("wanted" if wish else "paper"),
            "width": [1.5 if width else 0 for width in widths],  # of nobody there is no outline
        },
    }
    if wish and inside:  # too much of it: another shape than what is missed
        marker["pattern"] = {"shape": "/", "fgcolor": colour("wanted"), "size": 9, "solidity": 0.35}
    return traces.bars(
        widths,
        heights,
        marker,
        orientation="h",
        base=starts,
        width=thick,
        **traces.inside(numbers, theme.LABEL, "ink"),
    )
