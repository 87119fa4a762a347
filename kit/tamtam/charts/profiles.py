"""Profiles: how answers split over a few named ways, today filled and wanted open, way by way.

A row is a small histogram. One hump says that the room sees it alike; two humps, that it doesn't.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from tamtam.charts import theme
from tamtam.charts.canvas import Canvas
from tamtam.charts.frame import Frame, note, rule
from tamtam.charts.theme import Figure, colour, plain

#: How high a bar of everybody is, and how far above its row's end its foot lies, as parts of a row.
_HIGHEST, _FOOT = 0.68, 0.06
#: Half the distance of the two bars of a way, and how wide each is; a way is 1 wide.
_ASIDE, _WIDTH = 0.19, 0.32
#: Room for the names of rows on the left, as a share of the width, and between the ways and what stands
#: apart from them, in ways.
_NAMES, _APART = 0.24, 0.3
#: How much of a way its name may take, as letters are reckoned wide.
_FULL = 1.2
#: Where a long word in the name of a way would have to be broken, rows' names have less.
_LESS = 0.2
#: The height of a line of words, as a part of its letters' size.
_LINE_OF = 1.3
#: The height of a row, and of a line above the rows, in px.
_ROW, _LINE = 86, 20


@dataclass(frozen=True, slots=True)
class Profile:
    """One row: a remark under its name, and how often each way was given, today and wanted.

    A row without counts is one of which nothing but its remark may be shown.
    """

    label: str
    remark: str = ""
    today: tuple[int, ...] = ()
    wanted: tuple[int, ...] = ()


class WayNames(NamedTuple):
    """What ways are called, from left to right: each way by itself, or several of them by one name.

    `spans` says how many ways each name stands for.
    """

    names: tuple[str, ...]
    spans: tuple[int, ...]

    @property
    def places(self) -> tuple[float, ...]:
        """The middle of what each name stands for; a way is 1 wide, the first is at 0."""
        ends = accumulate(self.spans)
        return tuple(end - span / 2 - 0.5 for end, span in zip(ends, self.spans, strict=True))

    def heads(self, way: float, canvas: Canvas, size: int) -> list[list[str]]:
        """The names in lines of a size, where a way takes such a share; a long word may fill it all."""
        return [
            theme.lines(name, max(canvas.line(way * span - 0.01, size), min(_longest(name), most)))
            for name, span in zip(self.names, self.spans, strict=True)
            for most in [canvas.line(way * span * _FULL, size)]
        ]


def _longest(name: str) -> int:
    return max(map(len, name.split()), default=0)


@dataclass(frozen=True, slots=True)
class Ways:
    """What the ways are called, the name of the one apart from them, and those of the two phases.

    For other names, which the same ways are called by in another room, there is space, too, so that
    nothing moves when they change.
    """

    named: WayNames
    apart: str
    phases: tuple[str, str]
    other: WayNames

    @property
    def places(self) -> tuple[float, ...]:
        """Where each name stands, the one apart last."""
        return (*self.named.places, sum(self.named.spans) + _APART)

    def ends(self, names: float) -> tuple[float, float]:
        """What the whole width shows: the names of rows, of which it is such a share, then the ways."""
        return round(-0.5 - self._wide * names / (1 - names), 4), self.places[-1] + 0.5

    def each(self, names: float) -> float:
        """The share of the width that a way takes, where names of rows take such a one."""
        return (1 - names) / self._wide

    @property
    def _wide(self) -> float:
        return self.places[-1] + 1

    def shares(self, canvas: Canvas) -> tuple[float, int]:
        """Which share names of rows have, and how large ways are named, so that no word is broken."""
        named = zip(self.named.names, self.named.spans, strict=True)
        alone = [self.apart, *(name for name, span in named if span == 1)]
        sizes = range(theme.SMALL, theme.ROW, -1)
        tried = [(_NAMES, theme.SMALL), *((_LESS, size) for size in sizes)]
        fits = (one for one in tried if canvas.share(alone, one[1]) <= self.each(one[0]))
        return next(fits, (_LESS, theme.ROW))


@dataclass(frozen=True, slots=True)
class _Band:
    """Where a row lies, in px from the top."""

    top: float
    bottom: float

    @property
    def foot(self) -> float:
        """Where its bars stand."""
        return round(self.bottom - _FOOT * (self.bottom - self.top), 1)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def profiles(frame: Frame, rows: Sequence[Profile], ways: Ways) -> Figure:
    """The rows from top to bottom, the ways named above them. The last count is of the one apart."""
    if not rows:
        return frame.empty()
    canvas = frame.canvas.of(len(rows))
    names, size = ways.shares(canvas)
    way = ways.each(names)
    apart = WayNames((ways.apart,), (1,)).heads(way, canvas, size)
    heads = [*ways.named.heads(way, canvas, size), *apart]
    highest = max(map(len, (*heads, *ways.other.heads(way, canvas, size))))
    above = float(_LINE * (1.5 + highest))
    edges = [above + edge for edge in canvas.shared([_ROW] * len(rows), above)]
    bands = [_Band(round(top, 1), round(bottom, 1)) for top, bottom in pairwise(edges)]
    canvas = _told_apart(canvas, rows, names, bands[0])
    layout = frame.layout(needs=edges[-1])
    layout["annotations"] = [
        *_heads(heads, ways, above, size),
        _legend(ways, names),
        *(
            one
            for band, row in zip(bands, rows, strict=True)
            for one in _label(band, row, ways.ends(names)[0], names, canvas)
        ),
    ]
    left, right = ways.ends(names)
    between = ways.places[-1] - 0.5 - _APART / 2
    layout["shapes"] = [
        *(rule((-0.5, right), (band.foot, band.foot)) for band in bands),
        rule((between, between), (above, edges[-1]), dash="dot"),
    ]
    layout |= {"barmode": "overlay", "bargap": 0}
    layout["xaxis"] |= {"range": [left, right]}
    layout["yaxis"] |= {"range": [edges[-1], 0]}
    phases = (("today", -_ASIDE), ("wanted", _ASIDE))
    data = [_bars(rows, bands, ways, *phase, canvas.row) for phase in phases]
    return {"data": data, "layout": layout}


def _bars(
    rows: Sequence[Profile],
    bands: Sequence[_Band],
    ways: Ways,
    phase: str,
    aside: float,
    size: int,
) -> Figure:
    """All bars of one phase, each with its count above it; a way that nobody gave has none."""
    x, y, base, numbers = [], [], [], []
    for band, row in zip(bands, rows, strict=True):
        counts: tuple[int, ...] = getattr(row, phase)
        for at, count in zip(ways.places, counts, strict=False):
            if count:
                number = 1.4 * min(size, theme.SMALL)  # above the bar, and below the row before
                high = min(_HIGHEST * (band.bottom - band.top), band.foot - band.top - number)
                x.append(round(at + aside, 3))
                y.append(round(-high * count / sum(counts), 2))
                base.append(band.foot)
                numbers.append(str(count))
    return {
        "type": "bar",
        "x": x,
        "y": y,
        "base": base,
        "width": _WIDTH,
        "text": numbers,
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        "textfont": {"size": min(size, theme.SMALL), "color": colour(phase)},
        "marker": {
            "color": colour(phase if phase == "today" else "paper"),
            "line": {"color": colour(phase), "width": 3},
        },
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _heads(heads: Sequence[list[str]], ways: Ways, above: float, size: int) -> Iterator[Figure]:
    """The ways' names, their last lines just above the first row."""
    for at, lines in zip(ways.places, heads, strict=True):
        words = "<br>".join(map(plain, lines))
        head = note(words, at, above, "center", ink="muted", size=size)
        yield head | {"yanchor": "bottom"}


def _legend(ways: Ways, names: float) -> Figure:
    today, wanted = ways.phases
    words = plain(f"■ {today}\u2003\u2003□ {wanted}")
    return note(words, ways.ends(names)[0], _LINE / 2, "left", ink="muted", size=theme.SMALL)


def _lines(row: Profile, names: float, canvas: Canvas) -> tuple[list[str], list[str]]:
    """A row's name and its remark, in lines that fit into such a share of the width."""
    line = canvas.line(names - 0.02, canvas.row)
    return theme.lines(row.label, line), theme.lines(row.remark, line) if row.remark else []


def _told_apart(canvas: Canvas, rows: Sequence[Profile], names: float, band: _Band) -> Canvas:
    """The same with names of rows small enough for each to end, with its remark, where the next begins."""
    for size in range(canvas.row, theme.ROW, -1):
        tried = replace(canvas, row=size)
        most = max(sum(map(len, _lines(row, names, tried))) for row in rows)
        if _LINE_OF * size * most <= band.bottom - band.top:
            return tried
    return replace(canvas, row=min(canvas.row, theme.ROW))


def _label(
    band: _Band, row: Profile, left: float, names: float, canvas: Canvas
) -> Iterator[Figure]:
    """A row's name, and under it what is remarked of it; on the left, in the middle of the row."""
    label, told = _lines(row, names, canvas)
    name = note("<br>".join(map(plain, label)), left, band.middle, "left", size=canvas.row)
    if not told:
        yield name
        return
    size = min(canvas.row, theme.SMALL)
    aside = 0.5 * _LINE_OF * (canvas.row * len(label) - size * len(told))
    yield name | {"yanchor": "bottom", "yshift": -round(aside, 1)}
    remark = note("<br>".join(map(plain, told)), left, band.middle, "left", ink="muted", size=size)
    yield remark | {"yanchor": "top", "yshift": -round(aside, 1)}
