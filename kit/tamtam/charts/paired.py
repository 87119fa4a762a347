"""Pairs of bars: for each thing, how many say one of it, beside how many said another."""

from collections.abc import Sequence
from dataclasses import dataclass

from tamtam.charts import theme
from tamtam.charts.frame import Frame, note, rule
from tamtam.charts.theme import Figure, colour, plain

#: The scale reaches from nobody to everybody, in percent of n; before it there is room for the names of
#: bars, behind it for a number.
_NAMES, _END, _ROOM = -36.0, 100.0, 16.0


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
    """The rows from top to bottom: a label, under it its bars with their names before, numbers behind."""
    if not rows:
        return frame.empty()
    labels: list[Figure] = []
    bars: list[tuple[PairedSide, float]] = []
    top = 0.2
    for row in rows:
        for line in theme.lines(row.label, theme.LABEL_LINE):
            labels.append(note(plain(line), _NAMES, top + 0.28, "left"))
            top += 0.5
        for part in row.parts:
            labels += _names(part, top + 0.3)
            bars.append((part, top + 0.3))
            top += 0.52
        top += 0.4
    layout = frame.layout(needs=round(50 * top))
    layout["annotations"] = labels
    layout["shapes"] = [rule((0, 0), (place - 0.26, place + 0.26)) for _, place in bars]
    layout["xaxis"] |= {"range": [_NAMES, _END + _ROOM]}
    layout["yaxis"] |= {"range": [top, 0]}
    return {"data": [_drawn(bars)], "layout": layout | {"bargap": 0}}


def _names(part: PairedSide, place: float) -> list[Figure]:
    """A bar's name before it, and behind it its number or what is said instead."""
    number = plain(part.words) if part.words else f"<b>{part.count}</b> / {part.n}"
    ink = "muted" if part.words else "ink"
    return [
        note(plain(part.name), -1.5, place, "right", ink="muted", size=theme.SMALL),
        note(number, _share(part) + 1.2, place, "left", ink=ink, size=theme.SMALL),
    ]


def _share(part: PairedSide) -> float:
    return 0.0 if part.words else round(_END * part.count / max(1, part.n), 4)


def _drawn(bars: Sequence[tuple[PairedSide, float]]) -> Figure:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [_share(part) for part, _ in bars],
        "y": [place for _, place in bars],
        "width": 0.42,
        "marker": {
            "color": [colour(part.ink) for part, _ in bars],
            "line": {"color": colour("paper"), "width": 1.5},
        },
        "hoverinfo": "skip",
        "showlegend": False,
    }
