"""Dumbbells: from ● today to ○ wanted on the line of each row, and how many want more, the same, less.

Above the line stands how today's answers are spread, below it how the wanted ones are: the room, and
nobody in it. With few people the middle half stands there instead.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tamtam.charts import theme, traces
from tamtam.charts.canvas import Band, Canvas
from tamtam.charts.frame import Frame, note, rule
from tamtam.charts.theme import Figure, colour, plain
from tamtam.language import texts
from tamtam.standing.standing import Distribution

#: What a row's height is, and the room for the names of two groups between rows, for what marks mean, and
#: for the ends of the scale; in px.
_ROW, _PARTING, _LEGEND, _TICKS = 68, 42, 40, 26
#: Shares of the width: names on the left, medians and ways on the right.
_NAMES, _NUMBERS = 0.27, 0.3
#: Where the arrow between two medians stands, and three ways; how much farther it may without these.
_MEDIANS, _MORE, _SAME, _LESS = 0.762, 0.868, 0.932, 0.995
_APART = 0.05
#: What names have where some are long, and how much of it they leave free: a column at the end of the scale
#: reaches a little beyond it.
_LONG_NAMES, _FREE = 0.38, 0.035
#: How high the fullest column is, and how far the middle half lies from the line, as parts of a row.
_COLUMN, _HALF = 0.36, 0.22
#: Of fewer columns than this each is so wide that names and numbers have to make room for those at the ends.
_SHORT = 12
#: Into how many columns a long scale is parted.
_MOST_COLUMNS = 21
#: The size of ● and of ○ around it.
_DOT, _RING = 13, 19


@dataclass(frozen=True, slots=True)
class Scale:
    """From `low` to `high`, with the names of its two ends, of the rows' groups, and of ● and ○.

    Without `spread` the marks are no medians, and have no middle half. `names` is the share of the width that
    the names of rows have; `medians` is where the arrow between two of them stands.
    """

    low: float
    high: float
    ends: tuple[str, str]
    groups: dict[str, str]
    phases: tuple[str, str]
    spread: bool = True
    names: float = _NAMES
    medians: float = _MEDIANS

    @property
    def edge(self) -> float:
        """Where names end, as a share of the drawing's width."""
        return self.names - _FREE

    def number(self, language: str, value: float) -> str:
        """A value, with its sign where the scale has two sides."""
        return str((texts.signed if self.low < 0 else texts.number)(language, value))

    @property
    def length(self) -> float:
        """From one end to the other."""
        return self.high - self.low

    @property
    def column(self) -> float:
        """How wide a column of answers is, in units of the scale."""
        return max(1, round(self.length / (_MOST_COLUMNS - 1)))

    @property
    def beyond(self) -> float:
        """How far a column at an end of the scale reaches beyond it; half of one, where columns are wide."""
        return self.column / 2 if self.length < _SHORT * self.column else 0.0

    def across(self, share: float) -> float:
        """Where a share of the drawing's width lies, as a value of the scale."""
        whole = (self.length + 2 * self.beyond) / (1 - self.names - _NUMBERS)
        return self.low - self.beyond + (share - self.names) * whole


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and quartiles."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, found: Distribution) -> "Spread":
        """The spread of a distribution that may be shown."""
        median = found.median or 0
        if found.in_classes:
            return cls(median, median, median)
        return cls(median, found.low_quartile or 0, found.high_quartile or 0)


@dataclass(frozen=True, slots=True)
class Directions:
    """How many want less of something than today, as much, and more."""

    less: int
    same: int
    more: int

    @classmethod
    def of(cls, found: Sequence[int] | None) -> "Directions | None":
        """Of what a standing holds, if it does."""
        return cls(*found) if found else None


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """One row: a remark under its name, today and wanted, and how the answers to each are spread.

    `before` and `after` are (value, how many), where so much may be shown. A row without today and wanted
    is one of which nothing but its remark may be shown.
    """

    label: str
    group: str
    remark: str = ""
    today: Spread | None = None
    wanted: Spread | None = None
    before: tuple[tuple[int, int], ...] = ()
    after: tuple[tuple[int, int], ...] = ()
    ways: Directions | None = None


def dumbbells(frame: Frame, rows: Sequence[Dumbbell], scale: Scale) -> Figure:
    """The rows from top to bottom, their groups parted by lines."""
    if not rows:
        return frame.empty()
    canvas = frame.canvas.of(len(rows))
    beside = _MEDIANS if any(row.ways for row in rows) else _MEDIANS + _APART
    scale = replace(scale, names=_room_for_names(canvas, rows), medians=beside)
    bands, bottom = _bands(canvas, rows, scale)
    layout = frame.layout(needs=bottom + _TICKS)
    layout["annotations"] = [
        *(
            one
            for band, row in zip(bands, rows, strict=True)
            for one in _row_notes(band, row, scale, frame, canvas)
        ),
        *_legend(frame, rows, scale),
        *_ends(scale, bottom, frame.language, canvas.inner),
    ]
    layout["shapes"] = [
        *(
            rule((x, x), (_LEGEND, bottom), dash="dot")
            for x in (scale.low, scale.low + scale.length / 2, scale.high)
        ),
        *(
            rule((scale.low, scale.high), (band.middle, band.middle))
            for band, row in zip(bands, rows, strict=True)
            if row.today and row.wanted
        ),
    ]
    _part_groups(layout, rows, bands, scale)
    layout["xaxis"] |= {"range": [scale.across(0), scale.across(1)]}
    layout["yaxis"] |= {"range": [bottom + _TICKS, 0]}
    layout |= {"barmode": "overlay", "bargap": 0}
    return {"data": [*_columns(rows, bands, scale), *_marks(rows, bands)], "layout": layout}


def _room_for_names(canvas: Canvas, rows: Sequence[Dumbbell]) -> float:
    """The share of the width that the names of rows have: more where some would take three lines."""
    line = canvas.line(_NAMES - _FREE, canvas.row)
    return _LONG_NAMES if any(len(theme.lines(row.label, line)) > 2 for row in rows) else _NAMES


def _bands(canvas: Canvas, rows: Sequence[Dumbbell], scale: Scale) -> tuple[list[Band], float]:
    """Where the rows lie, and where the last one ends."""
    line = canvas.line(scale.edge, canvas.row)
    partings = [_PARTING * (one.group != next.group) for one, next in pairwise(rows)]
    heights = [
        max(_ROW, 1.35 * canvas.row * (len(theme.lines(row.label, line)) + 1)) for row in rows
    ]
    edges = canvas.shared(heights, _LEGEND + _TICKS + sum(partings))
    bands, above = [], float(_LEGEND)
    for at, (top, bottom) in enumerate(pairwise(edges)):
        bands.append(Band(round(above + (top + bottom) / 2, 1), bottom - top))
        above += partings[at] if at < len(partings) else 0
    return bands, above + edges[-1]


# --- columns and marks


def _columns(
    rows: Sequence[Dumbbell], bands: Sequence[Band], scale: Scale
) -> tuple[Figure, Figure]:
    """How answers are spread: today's above the line of each row, the wanted ones below it."""
    upper: tuple[list[float], ...] = ([], [], [])
    lower: tuple[list[float], ...] = ([], [], [])
    for row, band in zip(rows, bands, strict=True):
        drawn = ((row.before, -1, upper), (row.after, 1, lower))
        heaps = [(_heaped(counts, scale), way, into) for counts, way, into in drawn]
        fullest = max((share for heap, *_ in heaps for share in heap.values()), default=1.0)
        for heap, way, (x, y, base) in heaps:
            for value, share in heap.items():
                x.append(value)
                y.append(round(way * _COLUMN * band.height * share / fullest, 1))
                base.append(band.middle)
    return _bars(upper, "today", scale), _bars(lower, "wanted", scale)


def _heaped(counts: Sequence[tuple[int, int]], scale: Scale) -> dict[float, float]:
    """The share of each column in the answers, by its middle."""
    n = sum(count for _, count in counts)
    heaps: dict[float, float] = {}
    for value, count in counts:
        at = scale.low + scale.column * round((value - scale.low) / scale.column)
        heaps[at] = heaps.get(at, 0.0) + count / n
    return heaps


def _bars(at: tuple[list[float], ...], phase: str, scale: Scale) -> Figure:
    return traces.bars(
        at[0],
        at[1],
        {
            "color": colour(f"{phase}_pale"),
            "line": {"color": colour(phase), "width": 1},
        },
        base=at[2],
        width=round(0.86 * scale.column, 3),
        cliponaxis=False,
    )


def _marks(rows: Sequence[Dumbbell], bands: Sequence[Band]) -> list[Figure]:
    """The middle half where nothing else says how answers are spread; ○ wanted, and ● today inside it."""
    drawn = [
        (band, row, row.today, row.wanted)
        for row, band in zip(rows, bands, strict=True)
        if row.today and row.wanted
    ]
    heights = [band.middle for band, *_ in drawn]
    halves: dict[str, tuple[list[float | None], list[float | None]]] = {
        "today": ([], []),
        "wanted": ([], []),
    }
    for band, row, today, wanted in drawn:
        if row.before or row.after:
            continue
        for phase, spread, way in (("today", today, -1), ("wanted", wanted, 1)):
            y = round(band.middle + way * _HALF * band.height, 1)
            halves[phase][0].extend((spread.low, spread.high, None))
            halves[phase][1].extend((y, y, None))
    return [
        *(_stroke(*ends, phase) for phase, ends in halves.items()),
        traces.dot([spread.median for *_, spread in drawn], heights, "wanted", _RING),
        traces.dot([spread.median for *_, spread, _ in drawn], heights, "today", _DOT),
    ]


def _stroke(x: list[float | None], y: list[float | None], phase: str) -> Figure:
    return traces.strokes(x, y, {"color": colour(phase), "width": 7}, opacity=0.5)


# --- words


def _row_notes(
    band: Band, row: Dumbbell, scale: Scale, frame: Frame, canvas: Canvas
) -> Iterator[Figure]:
    """A row's name, its remark, its two medians, and how many want more, as much, less."""
    y, left = band.middle, scale.across(scale.edge)
    line = canvas.line(scale.edge, canvas.row)
    words = theme.lines(row.label, line)
    named = note("<br>".join(map(plain, words)), left, y, "right", size=canvas.row)
    if row.today is None or row.wanted is None:  # its remark has the room of what isn't drawn
        yield named
        remark = note(plain(row.remark), scale.low, y, "left", ink="muted", size=canvas.row)
        yield remark | {"xshift": 8, "bgcolor": colour("paper")}
        return
    if row.remark and band.height < 1.35 * canvas.row * (len(words) + 1):  # both in one line
        yield named | {"text": plain(f"{row.label} {row.remark}", line)}
    elif row.remark:
        up = 0.65 * canvas.row
        yield named | {"yshift": up}
        under = 0.68 * canvas.row * len(words)
        yield note(plain(row.remark), left, y, "right", ink="muted", size=canvas.row) | {
            "yshift": -under
        }
    else:
        yield named
    yield from _arrow(y, row.today.median, row.wanted.median, scale)
    yield from _numbers(y, row, scale, frame)


def _arrow(y: float, today: float, wanted: float, scale: Scale) -> Iterator[Figure]:
    """From ● to ○, where there is room for a line between them."""
    if abs(wanted - today) * _per_unit(scale) > _RING + 6:
        yield {
            "text": "",
            "x": wanted,
            "y": y,
            "ax": today,
            "ay": y,
            "axref": "x",
            "ayref": "y",
            "showarrow": True,
            "arrowhead": 2,
            "arrowsize": 0.8,
            "arrowwidth": 3,
            "arrowcolor": colour("ink"),
            "standoff": _RING / 2 + 2,
            "startstandoff": _DOT / 2 + 2,
        }


def _per_unit(scale: Scale) -> float:
    """About how many px a unit of the scale takes."""
    return 900 * (1 - scale.names - _NUMBERS) / (scale.length + 2 * scale.beyond)


def _numbers(y: float, row: Dumbbell, scale: Scale, frame: Frame) -> Iterator[Figure]:
    """The medians as "4 → 8", and the ways in three columns."""
    assert row.today and row.wanted
    before, after = (
        scale.number(frame.language, spread.median) for spread in (row.today, row.wanted)
    )
    at = scale.across(scale.medians)
    size = theme.SMALL
    yield note(f"<b>{before}</b> →", at, y, "right", ink="today", size=size)
    yield note(f"<b>{after}</b>", at, y, "left", ink="wanted", size=size) | {"xshift": 5}
    if row.ways:
        counts = (("▲", row.ways.more, _MORE), ("=", row.ways.same, _SAME))
        for sign, count, share in (*counts, ("▼", row.ways.less, _LESS)):
            yield note(f"{sign} {count}", scale.across(share), y, "right", size=size)


def _has_half(row: Dumbbell) -> bool:
    """Whether a middle half is drawn: none is of a few people, nor where all answer alike."""
    return any(one is not None and one.low < one.high for one in (row.today, row.wanted))


def _legend(frame: Frame, rows: Sequence[Dumbbell], scale: Scale) -> Iterator[Figure]:
    """What the marks mean, above the rows: those of the scale, and those of the numbers beside it."""
    today, wanted = scale.phases
    middle = f" ({frame.word('legend.median')})" if scale.spread else ""
    words = [f"● {today}{middle}", f"○ {wanted}"]
    if any(row.before for row in rows):
        words.append(f"▅ {frame.word('legend.spread')}")
    elif scale.spread and any(_has_half(row) for row in rows):
        words.append(f"▬ {frame.word('legend.half')}")
    y, size = _LEGEND / 2 - 2, theme.SMALL
    yield note(plain("\u2003".join(words)), scale.across(0), y, "left", ink="muted", size=size)
    if any(row.ways for row in rows):
        for name, share in (("more", _MORE), ("same", _SAME), ("less", _LESS)):
            head = plain(frame.word(f"legend.{name}"))
            yield note(head, scale.across(share), y, "right", ink="muted", size=size)


def _ends(scale: Scale, bottom: float, language: str, wide: float) -> Iterator[Figure]:
    """The ends of the scale in words, and its middle in numbers; `wide` is the drawing, in px.

    Words keep to the scale's side of its ends; where both don't fit there, they stand under the ends.
    """
    y, size = bottom + _TICKS / 2 + 2, theme.SMALL
    middle = scale.low + scale.length / 2
    low, high = scale.ends
    room = wide * (1 - scale.names - _NUMBERS)
    fit = 0.6 * size * (len(low) + len(high) + 4) < room
    left, right = ("left", "right") if fit else ("center", "center")
    yield note(plain(low), scale.low, y, left, ink="muted", size=size)
    yield note(plain(high), scale.high, y, right, ink="muted", size=size)
    longest = max(len(low), len(high))
    if longest < 24 and (not fit or 0.6 * size * (longest + 3) < room / 2):
        number = plain(scale.number(language, middle))
        yield note(number, middle, y, "center", ink="muted", size=size)


def _part_groups(
    layout: Figure, rows: Sequence[Dumbbell], bands: Sequence[Band], scale: Scale
) -> None:
    """A line across wherever another group of rows begins, with the names of both beside it."""
    for (one, above), (next, below) in pairwise(zip(rows, bands, strict=True)):
        if one.group == next.group:
            continue
        upper, lower = above.middle + above.height / 2, below.middle - below.height / 2
        y = round((upper + lower) / 2, 1)
        layout["shapes"].append(rule((scale.across(0), scale.across(1)), (y, y)))
        for name, shift in ((one.group, 11), (next.group, -11)):
            words = plain(scale.groups.get(name, ""))
            named = note(words, scale.across(0), y, "left", ink="muted", size=theme.SMALL)
            layout["annotations"].append(named | {"yshift": shift})
