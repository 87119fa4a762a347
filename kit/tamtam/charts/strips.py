"""Strips: a line a row from left to right, a small grey dot a person, a thick tick at the median.

One heap of dots is agreement, two are camps. The middle half lies under the dots; where people could be
followed there are no dots, and it lies on the line itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tamtam.charts import theme, traces
from tamtam.charts.canvas import Band, Canvas
from tamtam.charts.dumbbell import Spread
from tamtam.charts.frame import Frame, arrow, note, rule
from tamtam.charts.theme import Figure, colour, plain
from tamtam.language import texts

#: What is written under the chart: (value, words), from one end of the scale to the other.
Ticks = tuple[tuple[float, str], ...]

#: Above this many people in a row, a dot stands for several, so that one can still count.
_MOST_DOTS = 60
#: The size of a dot and how far the middles of two lie apart, in px.
_DOT, _APART = 7, 7.6
#: A row's height, and the room for a group's heading, for what marks mean, for the words at the scale; in px.
_ROW, _HEAD, _LEGEND, _TICKS = 76, 36, 40, 26
#: How far the median's tick reaches from the middle of a row, where the middle half lies under dots, and how
#: high dots may lie, as parts of a row: the tick begins under the dots, so that it hides none.
_REACH, _UNDER, _DOTS = 0.42, 0.36, 0.6
#: Room for names on the left and for numbers on the right, as shares of the width.
_LEFT, _RIGHT = 0.27, 0.09
#: Where names end: dots at the end of the scale reach a little beyond it.
_EDGE = 0.235


@dataclass(frozen=True, slots=True)
class Strip:
    """One row: its name, a remark under it, median and quartiles, the median as it is written.

    `people` are (value, how many), where dots may be drawn; `classes` are (from, to, how many), where only
    that may be told. `ink` is the colour of name and median; where it
    `leads_on`, an arrow leads to the median of the next row. A row without `spread` is one of which
    nothing but its remark may be shown. With a `heading` a group of rows begins; `aside` is said of all of
    it, at the other end of the heading's line.
    """

    label: str
    remark: str = ""
    spread: Spread | None = None
    number: str = ""
    people: tuple[tuple[int, int], ...] = ()
    classes: tuple[tuple[float, float, int], ...] = ()
    ink: str = "ink"
    leads_on: bool = False
    heading: str = ""
    aside: str = ""

    @property
    def is_spread(self) -> bool:
        """Whether it is drawn how answers are spread, above the median."""
        return bool(self.people or self.classes)


@dataclass(frozen=True, slots=True)
class _Scale:
    """The scale from `low` to `high`, and how many px a unit of it takes."""

    low: float
    high: float
    unit: float

    @classmethod
    def of(cls, ticks: Ticks, canvas: Canvas) -> "_Scale":
        low, high = ticks[0][0], ticks[-1][0]
        return cls(low, high, canvas.inner * (1 - _LEFT - _RIGHT) / (high - low))

    @property
    def before(self) -> float:
        """What lies between the names and the low end of the scale, in px."""
        return (_LEFT - _EDGE) / (1 - _LEFT - _RIGHT) * (self.high - self.low) * self.unit

    @property
    def ends(self) -> list[float]:
        """What the whole width shows, with the room on either side."""
        per = (self.high - self.low) / (1 - _LEFT - _RIGHT)
        return [round(self.low - _LEFT * per, 4), round(self.high + _RIGHT * per, 4)]


def strips(frame: Frame, rows: Sequence[Strip], ticks: Ticks, numbers: str = "") -> Figure:
    """The rows from top to bottom, on a scale that goes from the first tick to the last.

    `numbers` says what stands at the right of each row, where that isn't the median.
    """
    if not rows:
        return frame.empty()
    scale, size = _Scale.of(ticks, frame.canvas), theme.SMALL
    canvas = frame.canvas.of(len(rows))
    bands, bottom = _bands(canvas, rows)
    layout = frame.layout(needs=bottom + _TICKS)
    dots = _Dots.of(rows, bands, scale)
    layout["annotations"] = [
        *(
            one
            for band, row in zip(bands, rows, strict=True)
            for one in _notes(band, row, scale, canvas)
        ),
        *_arrows(rows, bands),
        *(one for band, row in zip(bands, rows, strict=True) for one in _counts(band, row)),
        *_ticks(ticks, bottom + _TICKS / 2, scale),
        note(_legend(frame, rows, dots.each), scale.ends[0], 14, "left", ink="muted", size=size),
        *([note(numbers, scale.ends[1], 14, "right", ink="muted", size=size)] if numbers else []),
    ]
    layout["shapes"] = [
        *(rule((x, x), (_LEGEND - 8, bottom), dash="dot") for x, _ in ticks),
        *(one for band, row in zip(bands, rows, strict=True) for one in _fields(band, row, scale)),
    ]
    layout["xaxis"] |= {"range": scale.ends}
    layout["yaxis"] |= {"range": [bottom + _TICKS, 0]}
    inks = dict.fromkeys(row.ink for row in rows)
    marks = [trace for ink in inks for trace in _marks(rows, bands, ink)]
    return {"data": [dots.trace(rows, bands, scale), *marks], "layout": layout}


def _bands(canvas: Canvas, rows: Sequence[Strip]) -> tuple[list[Band], float]:
    """Where the rows lie, with room where a group begins, and where the last one ends."""
    heights = [max(_ROW, 1.35 * canvas.row * (len(_named(row, canvas)[0]) + 1)) for row in rows]
    heads = [_HEAD * bool(row.heading) for row in rows]
    edges = canvas.shared(heights, _LEGEND + _TICKS + sum(heads))
    bands, above = [], float(_LEGEND)
    for head, (top, bottom) in zip(heads, pairwise(edges), strict=True):
        above += head
        bands.append(Band(round(above + (top + bottom) / 2, 1), bottom - top))
    return bands, above + edges[-1]


def _named(row: Strip, canvas: Canvas) -> tuple[list[str], list[str]]:
    """The lines of a row's name, and of what is remarked under it."""
    line = canvas.line(_EDGE, canvas.row)
    return theme.lines(row.label, line), theme.lines(row.remark, line) if row.remark else []


# --- the people


@dataclass(frozen=True, slots=True)
class _Dots:
    """How people are drawn: a dot stands for `each` (0: nobody is drawn), so many lie in a `column`."""

    each: int
    column: int

    @classmethod
    def of(cls, rows: Sequence[Strip], bands: Sequence[Band], scale: _Scale) -> "_Dots":
        """As many as there is room for between one value that was given and the next."""
        column = max(1, int(_DOTS * min(band.height for band in bands) / _APART))
        each = max(-(-sum(count for _, count in row.people) // _MOST_DOTS) for row in rows)
        for row in rows:
            values = [value for value, _ in row.people]
            near = min((b - a for a, b in pairwise(values)), default=scale.high - scale.low)
            for value, count in row.people:
                wide = near * scale.unit
                if value <= scale.low:  # names end beside it
                    wide = min(wide, 2 * scale.before)
                each = max(each, -(-count // (column * max(1, int(0.96 * wide / _APART)))))
        return cls(each, column)

    def trace(self, rows: Sequence[Strip], bands: Sequence[Band], scale: _Scale) -> Figure:
        """The people of all rows; those who answered alike lie in columns around their answer."""
        x, y = [], []
        for band, row in zip(bands, rows, strict=True):
            for value, drawn in self._drawn(row):
                for across, up in self._heap(drawn):
                    x.append(round(value + across * _APART / scale.unit, 3))
                    y.append(round(band.middle + up * _APART - _LIFT * band.height, 1))
        return traces.points(x, y, {"symbol": "circle", "size": _DOT, "color": colour("line")})

    def _drawn(self, row: Strip) -> Iterator[tuple[int, int]]:
        """(value, how many dots): as many as fit the share of those who answered so."""
        each = max(1, self.each)
        passed = each // 2
        for value, count in row.people:
            drawn, passed = divmod(passed + count, each)
            yield value, drawn

    def _heap(self, dots: int) -> Iterator[tuple[float, float]]:
        """Where each of some dots lies around (0, 0), in steps: columns of equal height."""
        columns = -(-dots // self.column)
        for column in range(columns):
            high = dots // columns + (column < dots % columns)
            for index in range(high):
                yield column - (columns - 1) / 2, index - (high - 1) / 2


#: How far dots lie above the middle of their row, as a part of it: under them is the middle half.
_LIFT = 0.08


# --- the classes of a few


#: How far a field reaches beyond the first and the last value, and what lies between two, in px.
_BEYOND, _PARTED = 14, 6


def _fields(band: Band, row: Strip, scale: _Scale) -> Iterator[Figure]:
    """A field for each class of a row, from half-way to the one before to half-way to the next."""
    y = round(band.middle - _LIFT * band.height, 1)
    reach = round(0.26 * band.height, 1)
    edges = [(a[1] + b[0]) / 2 for a, b in pairwise(row.classes)]
    lows = [*(row.classes and [row.classes[0][0] - _BEYOND / scale.unit]), *edges]
    highs = [*edges, *(row.classes and [row.classes[-1][1] + _BEYOND / scale.unit])]
    gap = _PARTED / 2 / scale.unit
    for (_, _, count), low, high in zip(row.classes, lows, highs, strict=True):
        yield {
            "type": "rect",
            "x0": round(low + gap, 4),
            "x1": round(high - gap, 4),
            "y0": y - reach,
            "y1": y + reach,
            "layer": "below",
            "fillcolor": colour("between" if count else "paper"),
            "line": {"color": colour("line"), "width": 1 if count else 0},
        }


def _counts(band: Band, row: Strip) -> Iterator[Figure]:
    """How many are in each class that anybody is in."""
    y = round(band.middle - _LIFT * band.height, 1)
    for low, high, count in row.classes:
        if count:
            yield note(str(count), (low + high) / 2, y, "center", size=theme.SMALL)


# --- the room


def _marks(rows: Sequence[Strip], bands: Sequence[Band], ink: str) -> tuple[Figure, Figure]:
    """The middle half as a bar, and the median as a tick across it, of the rows in one colour."""
    halves: tuple[list[float | None], list[float | None]] = ([], [])
    medians: tuple[list[float | None], list[float | None]] = ([], [])
    for band, row in zip(bands, rows, strict=True):
        if row.spread is None or row.ink != ink:
            continue
        low, high, median = row.spread.low, row.spread.high, row.spread.median
        under = round(band.middle + (_UNDER * band.height if row.is_spread else 0), 1)
        _stroke(halves, (low, under), (high, under))
        _stroke(medians, (median, _top(band, row)), (median, _foot(band)))
    return _strokes(halves, ink, 7) | {"opacity": 0.45}, _strokes(medians, ink, 6)


def _top(band: Band, row: Strip) -> float:
    """Where the tick of a median begins: under the dots, or above the line where there are none."""
    return round(band.middle + (_UNDER - 0.1 if row.is_spread else -_REACH) * band.height, 1)


def _foot(band: Band) -> float:
    return round(band.middle + (_UNDER + 0.1) * band.height, 1)


def _stroke(
    line: tuple[list[float | None], list[float | None]],
    start: tuple[float, float],
    end: tuple[float, float],
) -> None:
    for values, a, b in zip(line, start, end, strict=True):
        values += [a, b, None]


def _strokes(line: tuple[list[float | None], list[float | None]], ink: str, width: int) -> Figure:
    return traces.strokes(line[0], line[1], {"color": colour(ink), "width": width})


# --- words


def _notes(band: Band, row: Strip, scale: _Scale, canvas: Canvas) -> Iterator[Figure]:
    """A group's heading, a row's name and remark on the left, its median in numbers on the right."""
    left, right = scale.ends
    if row.heading:
        y = band.middle - band.height / 2 - _HEAD / 2
        heading = note(plain(row.heading, canvas.line(1, theme.LABEL)), left, y, "left")
        yield heading | {"bgcolor": colour("paper")}
        aside = note(plain(row.aside), right, y, "right", ink="muted", size=canvas.row)
        yield aside | {"bgcolor": colour("paper")}
    name, remark = _named(row, canvas)
    words = "<br>".join(map(plain, name))
    if remark and 1.25 * canvas.row * (len(name) + len(remark)) > band.height:
        name, words = name[:1], plain(f"{name[0]}…")
    edge = left + (scale.low - left) * _EDGE / _LEFT
    half = 0.68 * canvas.row
    named = note(words, edge, band.middle, "right", ink=row.ink, size=canvas.row)
    yield named | {"yshift": round(half * len(remark), 1)}
    if remark:
        words = "<br>".join(map(plain, remark))
        under = note(words, edge, band.middle, "right", ink="muted", size=canvas.row)
        yield under | {"yshift": round(-half * len(name), 1)}
    if row.number:
        number = f"<b>{plain(row.number)}</b>"
        yield note(number, right, band.middle, "right", ink=row.ink)


def _arrows(rows: Sequence[Strip], bands: Sequence[Band]) -> Iterator[Figure]:
    """From the median of each row that leads on to that of the next."""
    for (row, band), (next, below) in pairwise(zip(rows, bands, strict=True)):
        if row.leads_on and row.spread and next.spread:
            start = row.spread.median, _foot(band)
            end = next.spread.median, _top(below, next)
            yield arrow(start, end) | {"standoff": 0, "startstandoff": 0, "arrowwidth": 3}


def _ticks(ticks: Ticks, y: float, scale: _Scale) -> Iterator[Figure]:
    """The words under the scale; those of its ends keep to its side, and others keep clear of them."""
    (_, first), *inner, (_, last) = ticks
    letter = 0.6 * theme.SMALL / scale.unit
    left, right = scale.low + letter * (len(first) + 1), scale.high - letter * (len(last) + 1)
    size = theme.SMALL
    yield note(plain(first), scale.low, y + 4, "left", ink="muted", size=size)
    yield note(plain(last), scale.high, y + 4, "right", ink="muted", size=size)
    for x, words in inner:
        half = letter * (len(words) + 1) / 2
        if left < x - half and x + half < right:
            yield note(plain(words), x, y + 4, "center", ink="muted", size=size)


def _legend(frame: Frame, rows: Sequence[Strip], each: int) -> str:
    """What the marks that there are mean, in one line above the rows."""
    words = [f"❙ {frame.word('legend.median')}"]
    if any(row.spread and row.spread.low < row.spread.high for row in rows):
        words.append(f"▬ {frame.word('legend.half')}")
    if any(row.classes for row in rows):
        words.append(f"▭ {frame.word('legend.classes')}")
    if each:
        words.append(f"• {texts.text(frame.language, 'standing.legend.person', n=each)}")
    return plain("\u2003\u2003".join(words))
