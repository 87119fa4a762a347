"""Mirrored bars: what something does to oneself above a row's line, what it does to others below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tamtam.charts import theme
from tamtam.charts.dumbbell import Spread
from tamtam.charts.frame import Frame, note, rule
from tamtam.charts.theme import Figure, colour, plain
from tamtam.language import texts

#: How far the middle of a bar lies from its row's line, and how thick it is; a row's height is 1.
_OFF, _BAR = 0.2, 0.32
#: Room left of the scale for the names of rows, and right of it for numbers, as shares of its length.
_LEFT, _RIGHT = 0.3, 0.12


@dataclass(frozen=True, slots=True)
class Mirror:
    """From `low` over 0 to `high`, the words at these three, and for whom the two bars stand."""

    low: int
    high: int
    ticks: tuple[str, str, str]
    sides: tuple[str, str]


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
    length, foot = scale.high - scale.low, len(rows) - 0.5
    layout = frame.layout(needs=round(84 * (len(rows) + 1.2)))
    layout["shapes"] = [
        rule((x, x), (-0.5, foot), dash="solid" if x == 0 else "dot")
        for x in (scale.low, 0, scale.high)
    ]
    layout["annotations"] = [
        _legend(frame, scale),
        *(one for y, row in enumerate(rows) for one in _words(y, row, scale, frame.language)),
        *(
            note(plain(word, 16), x, foot + 0.25, "center", ink="muted", size=theme.SMALL)
            for x, word in zip((scale.low, 0, scale.high), scale.ticks, strict=True)
        ),
    ]
    layout |= {"barmode": "overlay", "bargap": 0}
    layout["xaxis"] |= {
        "range": [scale.low - _LEFT * length, scale.high + _RIGHT * length],
    }
    layout["yaxis"] |= {"range": [foot + 0.6, -1.0]}
    data = [
        part
        for name, off in (("oneself", -_OFF), ("others", _OFF))
        for part in (_bars(rows, name, off), _halves(rows, name, off))
    ]
    return {"data": data, "layout": layout}


def _spreads(rows: Sequence[Effect], name: str, off: float) -> list[tuple[float, Spread]]:
    """At which height each effect of one side lies."""
    found = ((y + off, getattr(row, name)) for y, row in enumerate(rows))
    return [(round(y, 3), spread) for y, spread in found if spread]


def _bars(rows: Sequence[Effect], name: str, off: float) -> Figure:
    """Bars from 0 to the median: full for oneself, hatched for others."""
    found = _spreads(rows, name, off)
    marker: Figure = {"color": colour("ink"), "line": {"color": colour("ink"), "width": 1.5}}
    if name == "others":
        marker = {
            "color": colour("paper"),
            "line": {"color": colour("ink"), "width": 1.5},
            "pattern": {"shape": "/", "fgcolor": colour("ink"), "size": 9, "solidity": 0.3},
        }
    return {
        "type": "bar",
        "orientation": "h",
        "x": [spread.median for _, spread in found],
        "y": [y for y, _ in found],
        "width": _BAR,
        "marker": marker,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _halves(rows: Sequence[Effect], name: str, off: float) -> Figure:
    """The middle half as a thin line over the bar."""
    found = _spreads(rows, name, off)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for _, spread in found for x in (spread.low, spread.high, None)],
        "y": [at for y, _ in found for at in (y, y, None)],
        "line": {"color": colour("line"), "width": 6},
        "opacity": 0.8,
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }


def _words(y: int, row: Effect, scale: Mirror, language: str) -> list[Figure]:
    """A row's name, its remark, and the two medians beyond what is drawn of them."""
    left = scale.low - 0.03 * (scale.high - scale.low)
    words = [note(plain(row.label, 20), left, y, "right")]
    if row.remark:
        words.append(note(plain(row.remark), 0.1, y, "left", ink="muted", size=theme.SMALL))
    for name, off in (("oneself", -_OFF), ("others", _OFF)):
        spread: Spread | None = getattr(row, name)
        if spread:
            words.append(_number(spread, y + off, language))
    return words


def _number(spread: Spread, y: float, language: str) -> Figure:
    """The median, on the side to which it points; it is read beside the bar, whatever it crosses."""
    value = str(texts.number(language, spread.median))
    side = -1 if spread.median < 0 else 1
    place = min(spread.low, spread.median) if side < 0 else max(spread.high, spread.median)
    sign = "+" if spread.median > 0 else ""
    words = note(f"<b>{sign}{value}</b>", place, round(y, 3), "left" if side > 0 else "right")
    return words | {"xshift": 8 * side}


def _legend(frame: Frame, scale: Mirror) -> Figure:
    """What the bars mean, in one line above the rows."""
    words = [f"■ {scale.sides[0]}", f"▨ {scale.sides[1]}", f"▬ {frame.word('legend.half')}"]
    legend = plain("\u2003\u2003".join(words))
    return note(legend, 0, -0.78, "center", ink="muted", size=theme.SMALL)
