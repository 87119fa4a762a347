"""A gate: what is inside to its right, what is outside to its left, and who wishes it crossed."""

from collections.abc import Sequence
from dataclasses import dataclass

from tamtam.charts import theme
from tamtam.charts.frame import Frame, note
from tamtam.charts.theme import Figure, colour, plain

#: Half the gate's width, the length of a bar of everybody, and where the drawing ends; in percent of n.
_POST, _ALL, _END = 24.0, 100.0, 166.0
#: How many characters of a name fit in a line between the posts.
_NAME_LINE = 13
_BAR = 0.62
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
    places, foot = _places(rows)
    layout = frame.layout(needs=round(62 * (foot + 1.2)))
    layout["shapes"] = [_posts(foot)]
    layout["annotations"] = [
        *_heads(sides),
        *(one for y, row in zip(places, rows, strict=True) for one in _row_notes(y, row)),
    ]
    layout |= {"barmode": "overlay", "bargap": 0}
    layout["xaxis"] |= {"range": [-_END, _END]}
    layout["yaxis"] |= {"range": [foot + 0.1, -1.3]}
    data = [_segments(rows, places, side, wish) for side in (-1, 1) for wish in (False, True)]
    return {"data": data, "layout": layout}


def _places(rows: Sequence[Passage]) -> tuple[list[float], float]:
    """The height of each row's middle, from 0 downwards, as its name needs; and where the last ends."""
    places, top = [], -0.5
    for row in rows:
        height = max(1.0, 0.4 * len(theme.lines(row.label, _NAME_LINE)) + 0.2)
        places.append(round(top + height / 2, 3))
        top += height
    return places, top


def _posts(foot: float) -> Figure:
    """Two posts and the arch over them."""
    arch = f"M -{_POST} {foot} L -{_POST} -0.6 Q 0 -1.45 {_POST} -0.6 L {_POST} {foot}"
    return {
        "type": "path",
        "path": arch,
        "layer": "above",
        "line": {"color": colour("ink"), "width": 4},
    }


def _heads(sides: Sides) -> list[Figure]:
    """Which side is which, and at the outer edge what the quiet segments mean."""
    y = -0.85
    return [
        note(f"← {plain(sides.outside)}", -_POST - 4, y, "right"),
        note(f"{plain(sides.inside)} →", _POST + 4, y, "left"),
        note(plain(sides.good), _END, y, "right", ink="muted", size=theme.SMALL),
    ]


def _row_notes(y: float, row: Passage) -> list[Figure]:
    name = note(plain(row.label, _NAME_LINE), 0, y - (0.1 if row.remark else 0), "center")
    under = 0.1 + 0.2 * len(theme.lines(row.label, _NAME_LINE))
    if row.out is None or row.inside is None:
        remark = note(plain(row.remark), _POST + 4, y, "left", ink="muted", size=theme.SMALL)
        return [name, remark]
    notes = [name]
    if row.remark:
        notes.append(note(plain(row.remark), 0, y + under, "center", ink="muted", size=theme.SMALL))
    total = sum(row.out) + sum(row.inside)
    for side, counts, words in zip((-1, 1), (row.out, row.inside), row.wishes, strict=True):
        if words:
            end = side * (_POST + _ALL * sum(counts) / total)
            anchor = "left" if side > 0 else "right"
            notes.append(note(plain(words), round(end + side * 2, 3), y, anchor, ink="wanted"))
    return notes


def _segments(rows: Sequence[Passage], places: Sequence[float], side: int, wish: bool) -> Figure:
    """One sort of segment on one side: quiet ones next to the gate, wishes beyond them."""
    widths, starts, heights, numbers = [], [], [], []
    for place, row in zip(places, rows, strict=True):
        counts = row.inside if side > 0 else row.out
        if row.out is None or row.inside is None or counts is None:
            continue
        unit = _ALL / (sum(row.out) + sum(row.inside))
        fine, wished = (unit * count for count in counts)
        width = wished if wish else fine
        start = side * (_POST + (fine if wish else 0.0))
        heights.append(place)
        widths.append(round(side * width, 4))
        starts.append(round(start, 4))
        shown = not wish and width >= _ROOM_FOR_A_NUMBER
        numbers.append(str(counts[0]) if shown else "")
    inside = side > 0
    marker = {
        "color": colour("paper" if wish and inside else "wanted" if wish else "between"),
        "line": {"color": colour("wanted" if wish else "paper"), "width": 1.5},
    }
    if wish and inside:  # too much of it: another shape than what is missed
        marker["pattern"] = {"shape": "/", "fgcolor": colour("wanted"), "size": 9, "solidity": 0.35}
    return {
        "type": "bar",
        "orientation": "h",
        "x": widths,
        "base": starts,
        "y": heights,
        "width": _BAR,
        "text": numbers,
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        "textfont": {"size": theme.LABEL, "color": colour("ink")},
        "marker": marker,
        "hoverinfo": "skip",
        "showlegend": False,
    }
