"""Mirrored bars: what something does to oneself above a row's line, what it does to others below it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tamtam.charts import theme, traces
from tamtam.charts.canvas import Band
from tamtam.charts.dumbbell import Spread
from tamtam.charts.frame import Frame, note, rule
from tamtam.charts.theme import Figure, colour, plain
from tamtam.language import texts

#: How far the middle of a bar lies from its row's line, and how thick it is, as parts of the row's height.
_OFF, _BAR = 0.2, 0.32
#: Room left of the scale for the names of rows, and right of it for numbers, as shares of the width.
_LEFT, _RIGHT = 0.26, 0.08
#: Room for a number between a row's name and the scale, as a share of the width.
_NUMBER = 0.06
#: The height of a row, of what stands above the first, and of the words under the scale, in px.
_ROW, _LEGEND, _TICKS = 84, 34, 46


@dataclass(frozen=True, slots=True)
class Mirror:
    """From `low` over 0 to `high`, the words at these three, and for whom the two bars stand."""

    low: int
    high: int
    ticks: tuple[str, str, str]
    sides: tuple[str, str]

    @property
    def ends(self) -> list[float]:
        """What the whole width shows, with the room on either side."""
        per = (self.high - self.low) / (1 - _LEFT - _RIGHT)
        return [round(self.low - _LEFT * per, 4), round(self.high + _RIGHT * per, 4)]


@dataclass(frozen=True, slots=True)
class Effect:
    """One row: its name, and the effect on oneself and on others; without them only its remark."""

    label: str
    remark: str = ""
    oneself: Spread | None = None
    others: Spread | None = None


def mirrored_bars(frame: Frame, rows: Sequence[Effect], scale: Mirror) -> Figure:
    """The rows from top to bottom, each by itself: nothing adds them up."""
    if not rows:
        return frame.empty()
    canvas = frame.canvas.of(len(rows))
    edges = [_LEGEND + edge for edge in canvas.shared([_ROW] * len(rows), _LEGEND + _TICKS)]
    bands = [Band(round((a + b) / 2, 1), b - a) for a, b in pairwise(edges)]
    foot = edges[-1]
    layout = frame.layout(needs=foot + _TICKS)
    layout["shapes"] = [
        rule((x, x), (_LEGEND, foot), dash="solid" if x == 0 else "dot")
        for x in (scale.low, 0, scale.high)
    ]
    layout["annotations"] = [
        _legend(frame, scale),
        *(
            one
            for band, row in zip(bands, rows, strict=True)
            for one in _words(band, row, scale, replace(frame, canvas=canvas))
        ),
        *(
            note(plain(word, 26), x, foot + 4, "center", ink="muted", size=theme.SMALL)
            | {"yanchor": "top"}
            for x, word in zip((scale.low, 0, scale.high), scale.ticks, strict=True)
        ),
    ]
    layout |= {"barmode": "overlay", "bargap": 0}
    layout["xaxis"] |= {"range": scale.ends}
    layout["yaxis"] |= {"range": [foot + _TICKS, 0]}
    data = [
        part
        for name, off in (("oneself", -_OFF), ("others", _OFF))
        for part in (_bars(rows, bands, name, off), _halves(rows, bands, name, off))
    ]
    return {"data": data, "layout": layout}


def _spreads(
    rows: Sequence[Effect], bands: Sequence[Band], name: str, off: float
) -> list[tuple[float, Spread]]:
    """At which height each effect of one side lies."""
    found = (
        (band.middle + off * band.height, getattr(row, name))
        for band, row in zip(bands, rows, strict=True)
    )
    return [(round(y, 1), spread) for y, spread in found if spread]


def _bars(rows: Sequence[Effect], bands: Sequence[Band], name: str, off: float) -> Figure:
    """Bars from 0 to the median: full for oneself, hatched for others."""
    found = _spreads(rows, bands, name, off)
    marker: Figure = {"color": colour("ink"), "line": {"color": colour("ink"), "width": 1.5}}
    if name == "others":
        marker = {
            "color": colour("paper"),
            "line": {"color": colour("ink"), "width": 1.5},
            "pattern": {"shape": "/", "fgcolor": colour("ink"), "size": 9, "solidity": 0.3},
        }
    return traces.bars(
        [spread.median for _, spread in found],
        [y for y, _ in found],
        marker,
        orientation="h",
        width=round(_BAR * bands[0].height, 1),
    )


def _halves(rows: Sequence[Effect], bands: Sequence[Band], name: str, off: float) -> Figure:
    """The middle half as a thin line over the bar."""
    found = _spreads(rows, bands, name, off)
    return traces.strokes(
        [x for _, spread in found for x in (spread.low, spread.high, None)],
        [at for y, _ in found for at in (y, y, None)],
        {"color": colour("line"), "width": 6},
        opacity=0.8,
    )


def _words(band: Band, row: Effect, scale: Mirror, frame: Frame) -> list[Figure]:
    """A row's name, its remark, and the two medians beyond what is drawn of them."""
    canvas, (left, right) = frame.canvas, scale.ends
    edge = scale.low - _NUMBER * (right - left)
    name = theme.lines(row.label, canvas.line(_LEFT - _NUMBER, canvas.row))
    named = "<br>".join(map(plain, name))
    words = [note(named, edge, band.middle, "right", size=canvas.row)]
    if row.remark:
        size = min(canvas.row, theme.SMALL)
        words.append(note(plain(row.remark), 0.1, band.middle, "left", ink="muted", size=size))
    for side, off in (("oneself", -_OFF), ("others", _OFF)):
        spread: Spread | None = getattr(row, side)
        if spread:
            words.append(_number(spread, band.middle + off * band.height, frame))
    return words


def _number(spread: Spread, y: float, frame: Frame) -> Figure:
    """The median, on the side to which it points; it is read beside the bar, whatever it crosses."""
    value = str(texts.number(frame.language, spread.median))
    side = -1 if spread.median < 0 else 1
    place = min(spread.low, spread.median) if side < 0 else max(spread.high, spread.median)
    sign = "+" if spread.median > 0 else ""
    anchor, size = "left" if side > 0 else "right", frame.canvas.row
    words = note(f"<b>{sign}{value}</b>", place, round(y, 1), anchor, size=size)
    return words | {"xshift": 8 * side}


def _legend(frame: Frame, scale: Mirror) -> Figure:
    """What the bars mean, in one line above the rows."""
    words = [f"■ {scale.sides[0]}", f"▨ {scale.sides[1]}", f"▬ {frame.word('legend.half')}"]
    legend = plain("\u2003\u2003".join(words))
    return note(legend, 0, _LEGEND / 2 - 2, "center", ink="muted", size=theme.SMALL)
