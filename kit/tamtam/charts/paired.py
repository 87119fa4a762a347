"""Pairs of bars: for each thing, how many say one of it, beside how many said another."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tamtam.charts import theme, traces
from tamtam.charts.frame import Frame, note, rule
from tamtam.charts.theme import Figure, colour, plain

#: The height of a bar's place, of what lies between two things, and of what stands above the first, in px;
#: the part of its place that a bar fills.
_BAR, _BETWEEN, _LEGEND, _THICK = 28, 16, 34, 0.84
#: The scale reaches from nobody to everybody, in percent of n; before it there is room for names, as a
#: share of the width, behind it for a number, in percent.
_END, _NAMES, _ROOM = 100.0, 0.36, 18.0


@dataclass(frozen=True, slots=True)
class PairedSide:
    """A bar: its name, how many of `n`, its colour; `words` stand for it where the number isn't told."""

    name: str
    count: int
    n: int
    ink: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class PairedDots:
    """A thing with its bars."""

    label: str
    parts: tuple[PairedSide, ...]


def paired_bars(frame: Frame, rows: Sequence[PairedDots]) -> Figure:
    """The rows from top to bottom: a label, beside it its bars, numbers behind them."""
    if not rows:
        return frame.empty()
    canvas = frame.canvas.of(len(rows))
    words = [theme.lines(row.label, canvas.line(_NAMES - 0.02, canvas.row)) for row in rows]
    heights = [
        max(_BAR * len(row.parts), 1.35 * canvas.row * len(label)) + _BETWEEN
        for row, label in zip(rows, words, strict=True)
    ]
    edges = [_LEGEND + edge for edge in canvas.shared(heights, _LEGEND)]
    labels = _legend(rows)
    bars: list[tuple[PairedSide, float, float]] = []
    for row, label, (top, bottom) in zip(rows, words, pairwise(edges), strict=True):
        middle, most = (top + bottom) / 2, (bottom - top) * (1 - _BETWEEN / (_BAR + _BETWEEN) / 2)
        named = "<br>".join(map(plain, label))
        labels.append(note(named, -1.5, round(middle, 1), "right", size=canvas.row))
        high = min(most / len(row.parts), 36)
        for number, part in enumerate(row.parts):
            at = round(middle + high * (number + 0.5 - len(row.parts) / 2), 1)
            labels.append(_number(part, at, canvas.row))
            bars.append((part, at, round(_THICK * high, 1)))
    layout = frame.layout(needs=edges[-1])
    layout["annotations"] = labels
    layout["shapes"] = [
        rule((0, 0), (at - thick / 2 - 2, at + thick / 2 + 2)) for _, at, thick in bars
    ]
    whole = (_END + _ROOM) / (1 - _NAMES)
    layout["xaxis"] |= {"range": [round(-_NAMES * whole, 3), _END + _ROOM]}
    layout["yaxis"] |= {"range": [edges[-1], 0]}
    return {"data": [_drawn(bars)], "layout": layout | {"bargap": 0}}


def _legend(rows: Sequence[PairedDots]) -> list[Figure]:
    """What the bars stand for, each in its colour, above the rows."""
    inks = dict.fromkeys((part.name, part.ink) for row in rows for part in row.parts)
    shift, notes = 0.0, []
    for name, ink in inks:
        words = note(f"■ {plain(name)}", 0, 13, "left", ink=ink, size=theme.SMALL)
        notes.append(words | {"xshift": round(shift)})
        shift += 0.6 * theme.SMALL * (len(name) + 5)
    return notes


def _number(part: PairedSide, place: float, size: int) -> Figure:
    """The number behind a bar, or what is said instead."""
    number = plain(part.words) if part.words else f"<b>{part.count}</b> / {part.n}"
    ink, size = "muted" if part.words else "ink", min(size, theme.SMALL)
    return note(number, round(_share(part) + 1, 3), place, "left", ink=ink, size=size)


def _share(part: PairedSide) -> float:
    return 0.0 if part.words else round(_END * part.count / max(1, part.n), 4)


def _drawn(bars: Sequence[tuple[PairedSide, float, float]]) -> Figure:
    return traces.bars(
        [_share(part) for part, *_ in bars],
        [place for _, place, _ in bars],
        {
            "color": [colour(part.ink) for part, *_ in bars],
            "line": {"color": colour("paper"), "width": 1.5},
        },
        orientation="h",
        width=[thick for *_, thick in bars],
    )
