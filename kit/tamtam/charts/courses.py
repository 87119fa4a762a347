"""Lines over rounds: means round by round, unseen and then seen, and from one to the other table by table.

A thin line is a table; ● the mean of what the room gave, ○ of what it expected.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tamtam.charts import theme, traces
from tamtam.charts.frame import Frame, note, rule
from tamtam.charts.theme import Figure, colour, plain

#: How far the panels lie apart, in rounds; how wide the pairs are.
_GAP, _PAIRS = 1.1, 1.2
#: What is left before the first round and behind the pairs; about how many letters a heading has in a line.
_START, _REST, _LINE = -0.62, 0.45, 30
#: The height of the drawing, in px.
_NEEDS = 460
#: Places above and below the scale for words, as shares of it.
_HEAD, _FOOT, _BELOW, _REMARK = 1.09, -0.075, -0.16, -0.3
_LEGEND = (1.34, 1.235)

Line = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class RoundLineWords:
    """What marks mean, that there are no pairs, what stands under a panel, what is said of the whole."""

    table: str
    pairs: str
    no_pairs: str
    rounds: tuple[str, ...]
    earned: tuple[str, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class RoundLines:
    """Two panels of rounds side by side, and pairs beside them.

    `heads`, `given` and `expected` are by panel; None where nothing may be shown. `lines` are tables'
    means by panel, `pairs` their means in the first and the second; `names` of what is given and
    expected; the scale goes from 0 to `high`.
    """

    heads: tuple[str, ...]
    given: Sequence[Line]
    expected: Sequence[Line]
    lines: Sequence[Sequence[Line]]
    pairs: Sequence[Sequence[float]]
    high: int
    names: tuple[str, ...]
    words: RoundLineWords


def courses(frame: Frame, drawn: RoundLines) -> Figure:
    """The panels from left to right, on one scale."""
    if not frame.enough:
        return frame.empty()
    places = _places(drawn)
    end = places[-1][-1] + _GAP + _PAIRS
    layout = frame.layout(needs=_NEEDS)
    layout["shapes"] = _scale(drawn, end)
    beside = frame.canvas.line(_beside(end), theme.LABEL)
    layout["annotations"] = [*_around(drawn, places, end, beside), *_legend(drawn)]
    layout["xaxis"] |= {"range": [_START, end + _REST]}
    layout["yaxis"] |= {"range": [(_REMARK - 0.05) * drawn.high, (_LEGEND[0] + 0.05) * drawn.high]}
    pairs = _pair_marks(drawn, end - _PAIRS)
    data = [_tables(drawn, places), *_means(drawn, places), pairs]
    return {"data": data, "layout": layout}


def _places(drawn: RoundLines) -> list[list[float]]:
    """Where each round of each panel lies from left to right."""
    rounds = len(drawn.given[0])
    return [[panel * (rounds - 1 + _GAP) + place for place in range(rounds)] for panel in (0, 1)]


def _scale(drawn: RoundLines, end: float) -> list[Figure]:
    quarters = [drawn.high * share for share in (0, 0.25, 0.5, 0.75, 1)]
    return [
        rule((-0.3, end + 0.25), (y, y), dash="solid" if y in (0, drawn.high) else "dot")
        for y in quarters
    ]


def _beside(end: float) -> float:
    """What a heading over the pairs may take of the width."""
    return 2 * (_PAIRS / 2 + _REST) / (end + _REST - _START)


def _around(drawn: RoundLines, places: list[list[float]], end: float, beside: int) -> list[Figure]:
    """The ends of the scale, headings over the panels, rounds and earnings under them.

    `beside` letters of a heading fit over the pairs, of the usual size.
    """
    high, words = drawn.high, drawn.words
    notes = [
        note(str(y), -0.36, y, "right", ink="muted", size=theme.SMALL) for y in (0, high // 2, high)
    ]
    for panel, xs in enumerate(places):
        middle = (xs[0] + xs[-1]) / 2
        notes.append(note(plain(drawn.heads[panel], 26), middle, _HEAD * high, "center"))
        notes += [
            note(
                plain(words.rounds[number]),
                x,
                _FOOT * high,
                "center",
                ink="muted",
                size=theme.SMALL,
            )
            for number, x in enumerate(xs)
        ]
        notes.append(note(plain(words.earned[panel], 30), middle, _BELOW * high, "center"))
    middle = end - _PAIRS / 2
    if drawn.pairs:
        size = theme.LABEL if beside >= _LINE else theme.SMALL
        told = plain(words.pairs, min(_LINE, beside * theme.LABEL // size))
        notes.append(note(told, middle, _HEAD * high, "center", size=size))
    else:
        few = plain(words.no_pairs, 22)
        no_pairs = note(few, middle, high / 2, "center", ink="muted", size=theme.SMALL)
        notes.append(no_pairs | {"bgcolor": colour("paper"), "borderpad": 6})
    if words.remark:
        remark = plain(words.remark, theme.SMALL_LINE - 8)
        notes.append(note(remark, -0.6, _REMARK * high, "left", ink="muted", size=theme.SMALL))
    return notes


def _legend(drawn: RoundLines) -> list[Figure]:
    """What was asked, with its mark; and what a thin line is."""
    given, expected = drawn.names
    rows = (("●", given, "today"), ("○", expected, "wanted"))
    notes = [
        note(plain(f"{mark} {name}", 72), -0.6, y * drawn.high, "left", ink=ink)
        for (mark, name, ink), y in zip(rows, _LEGEND, strict=True)
    ]
    if drawn.lines:
        table = plain(f"— {drawn.words.table}")
        end = _places(drawn)[-1][-1] + _GAP + _PAIRS + 0.4
        notes.append(note(table, end, _LEGEND[0] * drawn.high, "right", ink="muted"))
    return notes


def _tables(drawn: RoundLines, places: list[list[float]]) -> Figure:
    """A thin line for each table in each panel."""
    x: list[float | None] = []
    y: list[float | None] = []
    for line in drawn.lines:
        for xs, values in zip(places, line, strict=True):
            x += [*xs, None]
            y += [*values, None]
    return _stroke(x, y, "line", 1.5) | {"opacity": 0.6}


def _means(drawn: RoundLines, places: list[list[float]]) -> list[Figure]:
    """The room's means: ○ expected, ● given."""
    found = []
    for values, ink, symbol in (
        (drawn.expected, "wanted", "circle-open"),
        (drawn.given, "today", "circle"),
    ):
        x = [x for xs in places for x in (*xs, None)]
        y = [value for line in values for value in (*line, None)]
        dash = "dot" if symbol == "circle-open" else "solid"
        marker = {
            "symbol": symbol,
            "size": 13,
            "color": colour(ink),
            "line": {"color": colour(ink), "width": 3},
        }
        marks = {"mode": "lines+markers", "marker": marker}
        trace = _stroke(x, y, ink, 4 if symbol == "circle" else 2) | marks
        trace["line"]["dash"] = dash
        found.append(trace)
    return found


def _pair_marks(drawn: RoundLines, left: float) -> Figure:
    """Each table from its mean in the first panel to that in the second."""
    right = left + _PAIRS
    x = [x for _ in drawn.pairs for x in (left, right, None)]
    y = [value for pair in drawn.pairs for value in (*pair, None)]
    marker = {"symbol": "circle", "size": 9, "color": colour("ink")}
    return _stroke(x, y, "ink", 1.5) | {"mode": "lines+markers", "marker": marker}


def _stroke(x: list[float | None], y: list[float | None], ink: str, width: float) -> Figure:
    return traces.strokes(x, y, {"color": colour(ink), "width": width})
