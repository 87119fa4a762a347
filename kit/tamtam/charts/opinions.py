"""A map of opinions: a dot for each person, near those who vote alike, camps with letter and shape.

Beside it stand the statements as diverging bars, so that no map is seen without what it is made of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, cos, log, pi, sin, sqrt

from tamtam.charts import labels, theme, traces
from tamtam.charts.canvas import Canvas
from tamtam.charts.diverging import Statement, segments
from tamtam.charts.frame import Frame, note, rule
from tamtam.charts.theme import Figure, colour, plain

#: Camps by their letter: a colour of the palette `group_1` … and a shape, so that neither says it alone.
SHAPES = ("circle", "square", "triangle-up", "diamond", "star")
#: A line of words, a bar, and what lies between two rows (px); what stands below all rows.
_TEXT, _BAR, _BETWEEN, _FOOT = 20, 22, 7, 22
#: What is left below it all (px).
_MARGIN = 12
#: The bars reach from everybody disagreeing to everybody agreeing, in percent of n; then a badge.
_END, _BADGE = 100.0, 80.0
#: About how many characters fit in a line above a bar, with and without a map beside it; of the key.
_NARROW, _LINE, _KEY_LINE, _NAME_LINE = 72, 112, 40, 30
#: Where the map ends, as a share of the width, and how high it has to be (px).
_SPLIT, _MAP_NEEDS = 0.36, 380
#: How far a camp's name lies from its people, in px.
_GAP = 12
#: How far beyond the outermost dots the map reaches, in which steps, and how much wider than high it is.
_ROOM, _STEP, _WIDE = 1.1, 1.25, 1.0
#: About so many dots fit beside each other across the map.
_DOTS_ACROSS = 34


@dataclass(frozen=True, slots=True)
class Camps:
    """People in the plane as (x, y, camp), camp −1 for those of none; and a key to the dots.

    Each camp has a name, of several lines, and a letter, 0 for A: by that it is coloured, whichever
    others there are. Without camps people stand along a line: left of each other, and above where they
    stand on the same place.
    """

    dots: tuple[tuple[float, float, int], ...]
    names: tuple[str, ...]
    letters: tuple[int, ...]
    key: str

    def token(self, camp: int) -> str:
        """The name of a camp's colour."""
        return f"group_{self.letters[camp] + 1}"


@dataclass(frozen=True, slots=True)
class Rows:
    """The statements from top to bottom, what the two sides mean, and that there are `more` of them.

    `headings` stand above the statements at their places.
    """

    statements: tuple[Statement, ...]
    ends: tuple[str, str]
    more: str = ""
    headings: Mapping[int, str] = field(default_factory=dict)


def opinions(frame: Frame, rows: Rows, camps: Camps | None) -> Figure:
    """The statements as diverging bars, right of the map of camps where there is one.

    Rows are low, so that eight of them are read from a wall without scrolling.
    """
    if not rows.statements:
        return frame.empty()
    words, places, height = _stacked(rows, _NARROW if camps else _LINE)
    below = _FOOT + (_TEXT if rows.more else 0)
    needs = round(max(height + below, _MAP_NEEDS if camps else 0))
    layout = frame.layout(needs=needs)
    layout["height"] += _MARGIN - layout["margin"]["b"]
    layout["margin"]["b"] = _MARGIN
    layout["annotations"] = [*words, *_below(rows, height)]
    layout["shapes"] = [
        rule((0, 0), (place - _BAR / 2 - 4, place + _BAR / 2 + 4)) for place in places
    ]
    layout |= {"barmode": "overlay", "bargap": 0}
    layout["xaxis"] |= {"range": [-_END, _END + _BADGE]}
    layout["yaxis"] |= {"range": [needs, 0]}
    bars = [row.bars[0] for row in rows.statements]
    wide = frame.canvas.inner * (1 - _SPLIT - 0.03 if camps else 1)
    unit = wide / (2 * _END + _BADGE)
    data = segments(bars, [(place, _BAR) for place in places], unit, theme.SMALL)
    if camps:
        layout["xaxis"] |= {"domain": [_SPLIT + 0.03, 1]}
        _add_map(layout, camps, frame.canvas)
        data += [*_hulls(camps), *_dots(camps)]
    return {"data": data, "layout": layout}


def _stacked(rows: Rows, line: int) -> tuple[list[Figure], list[float], float]:
    """Words and badges of the rows, where each bar is (px from the top), and how high they all are."""
    notes, places, top = [], [], 4.0
    for number, row in enumerate(rows.statements):
        if heading := rows.headings.get(number):
            words = f"<b>{plain(heading)}</b>"
            notes.append(note(words, -_END, top + _TEXT / 2, "left", ink="muted", size=theme.SMALL))
            top += _TEXT + _BETWEEN
        for words in theme.lines(row.label, line):
            notes.append(note(plain(words), -_END, top + _TEXT / 2, "left", size=theme.SMALL))
            top += _TEXT
        top += _BAR / 2 + 2
        places.append(top)
        badge = note(plain(row.badge), _END + 4, top, "left", ink="muted", size=theme.SMALL)
        notes += [badge] if row.badge else []
        top += _BAR / 2 + _BETWEEN
    return notes, places, top


def _below(rows: Rows, top: float) -> list[Figure]:
    """What the sides mean, at the foot of the bars; and that there are more statements."""
    low, high = rows.ends
    told = [
        note(f"← {plain(low)}", -_END, top + 8, "left", ink="disagree", size=theme.SMALL),
        note(f"{plain(high)} →", _END, top + 8, "right", ink="agree", size=theme.SMALL),
    ]
    if rows.more:
        told.append(
            note(plain(rows.more), -_END, top + 8 + _TEXT, "left", ink="muted", size=theme.SMALL)
        )
    return told


def _add_map(layout: Figure, camps: Camps, canvas: Canvas) -> None:
    """The axes and words of the map, left of the bars."""
    across, up = _reach(camps)
    still = {"type": "linear", "fixedrange": True, "zeroline": False, "showgrid": False}
    layout["xaxis2"] = {**still, "showticklabels": False, "range": across, "anchor": "y2"}
    layout["xaxis2"] |= {"domain": [0, _SPLIT]}
    layout["yaxis2"] = {**still, "showticklabels": False, "range": up, "anchor": "x2"}
    layout["yaxis2"] |= {"domain": [0.12, 1], "scaleanchor": "x2", "constrain": "domain"}
    high = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    units = (  # of the map, in a px: one scale for both ways, the smaller one
        (across[1] - across[0]) / (_SPLIT * canvas.inner),
        (up[1] - up[0]) / (0.88 * high),
    )
    layout["annotations"] += [*_letters(camps, max(units)), _key(camps)]


def _reach(camps: Camps) -> tuple[list[float], list[float]]:
    """What the map shows, from left to right and from below: all dots, at one scale both ways.

    It reaches further in steps, and its middle moves in steps, so that it stays as it is while dots move
    a little.
    """
    places = [(x, y) for x, y, _ in camps.dots]
    ends = [(min(side), max(side)) for side in zip(*places, strict=True)]
    half = [(high - low) / 2 or 1.0 for low, high in ends]
    scale = _STEP ** ceil(log(_ROOM * max(half[0] / _WIDE, half[1]), _STEP))
    (x, y) = (round((low + high) / scale) * scale / 2 for low, high in ends)
    reach = scale + scale / 4  # what the middle's steps may have left outside
    wide = reach * _WIDE
    across, up = (x - wide, x + wide), (y - reach, y + reach)
    return [round(end, 3) for end in across], [round(end, 3) for end in up]


def hull(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The corners of the convex hull, in turn; fewer than three where points lie on a line.

    Andrew's monotone chain (1979).

    >>> hull([(0, 0), (2, 0), (1, 1), (2, 2), (0, 2)])
    [(0, 0), (2, 0), (2, 2), (0, 2)]
    """
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    lower, upper = _chain(ordered), _chain(ordered[::-1])
    return lower[:-1] + upper[:-1]


def _chain(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    chain: list[tuple[float, float]] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """Above 0 where a, b, c turn to the left."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _of(camps: Camps, camp: int) -> list[tuple[float, float]]:
    return [(x, y) for x, y, own in beside(camps) if own == camp]


def beside(camps: Camps) -> list[tuple[float, float, int]]:
    """The dots, each with a place of its own: those that would lie on each other are drawn beside each other.

    In camps people who stand on one place lie around it; along a line they are piled up.
    """
    across, _ = _reach(camps)
    width = (across[1] - across[0]) / _DOTS_ACROSS
    places: dict[tuple[float, float], int] = {}
    drawn = []
    for x, y, camp in sorted(camps.dots):
        place = (x, y) if camps.names else (round(x / width) * width, y)
        number = places[place] = places.get(place, -1) + 1
        right, up = _around(number) if camps.names else (0.0, _piled(number))
        drawn.append((place[0] + right * width, place[1] + up * width, camp))
    return drawn


def _piled(number: int) -> float:
    """How far from the line the dot of that number is, in dots: above, below, above …"""
    return (number + 1) // 2 * (1.0 if number % 2 else -1.0)


def _around(number: int) -> tuple[float, float]:
    """Where around its place the dot of that number is, in dots: evenly, in a spiral (Vogel 1979)."""
    angle, far = number * pi * (3 - sqrt(5)), 0.9 * sqrt(number)
    return far * cos(angle), far * sin(angle)


def _hulls(camps: Camps) -> list[Figure]:
    return [
        traces.strokes(
            [x for x, _ in (*corners, corners[0])],
            [y for _, y in (*corners, corners[0])],
            {"width": 0, "color": colour(camps.token(camp))},
            fill="toself",
            fillcolor=colour(camps.token(camp)),
            opacity=0.14,
            xaxis="x2",
            yaxis="y2",
            cliponaxis=True,
        )
        for camp in range(len(camps.names))
        if len(corners := hull(_of(camps, camp))) > 2
    ]


def _dots(camps: Camps) -> list[Figure]:
    return [
        traces.points(
            [x for x, _ in own],
            [y for _, y in own],
            {
                "symbol": SHAPES[camps.letters[camp]] if camp >= 0 else "circle-open",
                "size": 11,
                "color": colour(camps.token(camp) if camp >= 0 else "line"),
                "line": {"color": colour("paper"), "width": 1},
            },
            xaxis="x2",
            yaxis="y2",
        )
        for camp in range(-1, len(camps.names))
        if (own := _of(camps, camp))
    ]


def _letters(camps: Camps, unit: float) -> list[Figure]:
    """Each camp's name above its people, or below them where another's stands there already.

    `unit` is how much of the map a px is.
    """
    (left, right), _ = _reach(camps)
    told: list[Figure] = []
    taken: list[labels.Box] = []
    for camp, name in enumerate(camps.names):
        own = _of(camps, camp)
        lines = [line for part in name.split("\n") for line in theme.lines(part, _NAME_LINE)]
        wide, high = labels.size_of(lines, theme.LABEL)
        half = wide * unit / 2
        middle = sum(x for x, _ in own) / len(own)
        middle = min(max(middle, left + half), max(right - half, left + half))
        spots = (
            (max(y for _, y in own) + _GAP * unit, "bottom", high),
            (min(y for _, y in own) - _GAP * unit, "top", 0.0),
        )
        boxes = [_box(middle, y, wide, (high, above), unit) for y, _, above in spots]
        costs = [sum(map(box.common, taken)) for box in boxes]
        best = costs.index(min(costs))
        taken.append(boxes[best].padded(_GAP))
        y, anchor, _ = spots[best]
        words = "<br>".join(map(plain, lines))
        label = note(words, round(middle, 2), round(y, 2), "center", ink=camps.token(camp))
        told.append(label | {"xref": "x2", "yref": "y2", "yanchor": anchor})
    return told


def _box(x: float, y: float, wide: float, high: tuple[float, float], unit: float) -> labels.Box:
    """What a name covers, in px downwards: `high` it is, and how much of that lies above `y`."""
    whole, above = high
    left, top = x / unit - wide / 2, -y / unit - above
    return labels.Box(left, top, left + wide, top + whole)


def _key(camps: Camps) -> Figure:
    """What a dot is, at the map's foot."""
    words = "<br>".join(plain(line) for line in theme.lines(camps.key, _KEY_LINE))
    told = note(words, 0, 0, "left", ink="muted", size=theme.SMALL)
    return told | {"xref": "paper", "yref": "paper", "yanchor": "bottom"}
