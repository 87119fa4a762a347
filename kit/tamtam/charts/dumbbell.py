"""Dumbbells: from ● today on the upper edge of a row to ○ wanted on its lower edge.

An arrow that leans to the right means more. A thin grey line is one person: where lines cross,
people pull in different ways.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tamtam.charts import theme
from tamtam.charts.frame import Frame, arrow, note, rule
from tamtam.charts.theme import Figure, colour, plain
from tamtam.language import texts
from tamtam.standing.standing import Distribution

#: How far ● and ○ lie above and below the middle of their row, whose height is 1.
_EDGE = 0.22
#: Room for the names of two groups where one ends and the next begins, in rows.
_PARTING = 0.5
#: Above this many people in a row, a line stands for several, so that one can still see through.
_MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class Scale:
    """From `low` to `high`, with the names of its two ends, of the rows' groups, and of ● and ○.

    Without `spread` the marks are no medians, and have no middle half.
    """

    low: float
    high: float
    ends: tuple[str, str]
    groups: dict[str, str]
    phases: tuple[str, str]
    spread: bool = True

    @property
    def length(self) -> float:
        """From one end to the other."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and quartiles."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, found: Distribution) -> "Spread":
        """The spread of a distribution that may be shown."""
        return cls(found.median or 0, found.low_quartile or 0, found.high_quartile or 0)


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """One row: a remark under its name, today and wanted, (today, wanted, how many) for lines.

    A row without today and wanted is one of which nothing but its remark may be shown.
    """

    label: str
    group: str
    remark: str = ""
    today: Spread | None = None
    wanted: Spread | None = None
    people: tuple[tuple[int, int, int], ...] = ()


def dumbbells(frame: Frame, rows: Sequence[Dumbbell], scale: Scale) -> Figure:
    """The rows from top to bottom, their groups parted by lines."""
    if not rows:
        return frame.empty()
    per_line = max(_people_per_line(row) for row in rows)
    places = _places(rows)
    bottom = round(places[-1] + 0.5 + theme.grown(rows[-1].label) / 2, 3)
    layout = frame.layout(needs=round(36 + 76 * (bottom + 0.5)))
    layout["annotations"] = [
        *(
            one
            for y, row in zip(places, rows, strict=True)
            for one in _row_notes(y, row, scale, frame.language)
        ),
        _legend(frame, scale, per_line),
    ]
    layout["shapes"] = [
        rule((x, x), (-0.5, bottom), dash="dot")
        for x in (scale.low, scale.low + scale.length / 2, scale.high)
    ]
    _part_groups(layout, rows, places, scale)
    middle = texts.number(frame.language, scale.low + scale.length / 2)
    layout["xaxis"] |= {
        "range": [scale.low - 0.27 * scale.length, scale.high + 0.09 * scale.length],
        "tickvals": [scale.low, scale.low + scale.length / 2, scale.high],
        "ticktext": [plain(scale.ends[0]), str(middle), plain(scale.ends[1])],
        "showticklabels": True,
        "tickfont": {"size": theme.SMALL, "color": colour("muted")},
    }
    layout["yaxis"] |= {"range": [bottom, -0.95]}
    marks = (*_marks(rows, places, "today", -_EDGE), *_marks(rows, places, "wanted", _EDGE))
    return {"data": [_lines(rows, places, scale), *marks], "layout": layout}


def _places(rows: Sequence[Dumbbell]) -> list[float]:
    """The height of each row's middle, from 0 downwards; further apart where a group begins.

    A row with a long label is higher, half of it above its middle and half below.
    """
    partings = [_PARTING * (one.group != next.group) for one, next in pairwise(rows)]
    grown = [theme.grown(row.label) for row in rows]
    return [at + sum(partings[:at]) + sum(grown[:at]) + grown[at] / 2 for at in range(len(rows))]


def _people_per_line(row: Dumbbell) -> int:
    """How many people one line of a row stands for: 0 where none is drawn."""
    people = sum(count for *_, count in row.people)
    return -(-people // _MOST_LINES)


def _lines(rows: Sequence[Dumbbell], places: Sequence[float], scale: Scale) -> Figure:
    """The people of all rows. Who answered alike lies side by side, a little apart."""
    x: list[float | None] = []
    y: list[float | None] = []
    for place, row in zip(places, rows, strict=True):
        for start, end in _fanned(row, scale.length / 250):
            x += [start, end, None]
            y += [place - _EDGE, place + _EDGE, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": colour("line"), "width": 1},
        "opacity": 0.6,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _fanned(row: Dumbbell, apart: float) -> Iterator[tuple[float, float]]:
    """(start, end) of each line, as many as fit the share of those who answered so."""
    each = max(1, _people_per_line(row))
    passed = each // 2
    for start, end, count in row.people:
        drawn, passed = divmod(passed + count, each)
        for index in range(drawn):
            shift = round((index - (drawn - 1) / 2) * apart, 3)
            yield start + shift, end + shift


def _marks(
    rows: Sequence[Dumbbell], places: Sequence[float], phase: str, offset: float
) -> tuple[Figure, Figure]:
    """The middle half as a bar, and the median as a dot on it: ● for today, ○ for wanted."""
    found = [(place, getattr(row, phase)) for place, row in zip(places, rows, strict=True)]
    heights = [round(place + offset, 3) for place, spread in found if spread]
    spreads: list[Spread] = [spread for _, spread in found if spread]
    shared = {"type": "scatter", "hoverinfo": "skip", "showlegend": False, "cliponaxis": False}
    bars = {
        "mode": "lines",
        "x": [value for spread in spreads for value in (spread.low, spread.high, None)],
        "y": [value for height in heights for value in (height, height, None)],
        "line": {"color": colour(phase), "width": 6},
        "opacity": 0.45,
    }
    dots = {
        "mode": "markers",
        "x": [spread.median for spread in spreads],
        "y": heights,
        "marker": {
            "symbol": "circle",
            "size": 18,
            "color": colour(phase if phase == "today" else "paper"),
            "line": {"color": colour(phase), "width": 4},
            "opacity": 1,
        },
    }
    return shared | bars, shared | dots


def _row_notes(y: float, row: Dumbbell, scale: Scale, language: str) -> Iterator[Figure]:
    """A row's name, its remark, the arrow of the medians and the two numbers outside it."""
    left = scale.low - 0.035 * scale.length
    if row.today is None or row.wanted is None:  # its remark has the room of what isn't drawn
        yield note(plain(row.label, theme.ROW_LINE), left, y, "right")
        right = scale.low + 0.02 * scale.length
        yield note(plain(row.remark), right, y, "left", ink="muted", size=theme.SMALL)
        return
    yield note(plain(row.label, theme.ROW_LINE), left, y - (0.14 if row.remark else 0), "right")
    if row.remark:
        below = theme.below(row.label, 0.2)
        yield note(plain(row.remark), left, y + below, "right", ink="muted", size=theme.SMALL)
    today, wanted = row.today.median, row.wanted.median
    yield arrow((today, y - _EDGE), (wanted, y + _EDGE))
    outward = -1 if wanted >= today else 1
    yield _number(today, y - _EDGE, "today", outward, language)
    yield _number(wanted, y + _EDGE, "wanted", -outward, language)


def _number(value: float, y: float, phase: str, side: int, language: str) -> Figure:
    words = str(texts.number(language, value))
    beside = note(f"<b>{words}</b>", value, y, "left" if side > 0 else "right", ink=phase)
    return beside | {"xshift": 15 * side, "bgcolor": colour("paper"), "opacity": 0.92}


def _legend(frame: Frame, scale: Scale, per_line: int) -> Figure:
    """What the marks mean, in one line above the rows."""
    today, wanted = scale.phases
    words = [f"● {today}", f"○ {wanted}"]
    if scale.spread:
        words.append(f"▬ {frame.word('legend.half')}")
    if per_line:
        person = texts.text(frame.language, "standing.legend.person", n=per_line)
        words.append(f"─ {person}")
    centre = scale.low + scale.length / 2
    return note(
        plain("\u2003\u2003".join(words)), centre, -0.75, "center", ink="muted", size=theme.SMALL
    )


def _part_groups(
    layout: Figure, rows: Sequence[Dumbbell], places: Sequence[float], scale: Scale
) -> None:
    """A line across wherever another group of rows begins, with the names of both beside it."""
    left, right = scale.low - 0.27 * scale.length, scale.high + 0.09 * scale.length
    for (one, above), (next, below) in pairwise(zip(rows, places, strict=True)):
        if one.group == next.group:
            continue
        y = (above + below) / 2
        layout["shapes"].append(rule((left, right), (y, y)))
        for name, shift in ((one.group, -0.16), (next.group, 0.16)):
            words = plain(scale.groups.get(name, ""))
            layout["annotations"].append(
                note(words, left, y + shift, "left", ink="muted", size=theme.SMALL)
            )
