"""A map of opinions: a dot for each person, near those who vote alike, camps with letter and shape.

Below it stand the statements as diverging bars, so that no map is seen without what it is made of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log

from kit.charts import theme
from kit.charts.diverging import Statement, diverging_bars
from kit.charts.frame import Frame, note
from kit.charts.theme import Figure, colour, plain

#: Camps by their letter: a colour of the palette `group_1` … and a shape, so that neither says it alone.
SHAPES = ("circle", "square", "triangle-up", "diamond", "star")
#: The map's own height, and what lies between it and the bars (px).
_HEIGHT, _GAP = 400, 24
#: How far beyond the outermost dots the map reaches, in which steps, and how much wider than high it is.
_ROOM, _STEP, _WIDE = 1.1, 1.25, 2.2


@dataclass(frozen=True, slots=True)
class Camps:
    """People in the plane as (x, y, camp), camp −1 for those of none; and a key to the dots.

    Each camp has a name, and a letter, 0 for A: by that it is coloured, whichever others there are.
    """

    dots: tuple[tuple[float, float, int], ...]
    names: tuple[str, ...]
    letters: tuple[int, ...]
    key: str

    def token(self, camp: int) -> str:
        """The name of a camp's colour."""
        return f"group_{self.letters[camp] + 1}"


def opinions(
    frame: Frame, rows: Sequence[Statement], ends: tuple[str, str], camps: Camps | None
) -> Figure:
    """The statements from top to bottom, below the map of camps where there are any."""
    figure = diverging_bars(frame, rows, ends)
    if camps is None or not rows:
        return figure
    layout = figure["layout"]
    drawing = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    whole = drawing + _GAP + _HEIGHT
    across, up = _reach(camps)
    still = {"type": "linear", "fixedrange": True, "zeroline": False, "showgrid": False}
    layout["height"] += _HEIGHT + _GAP
    layout["yaxis"]["domain"] = [0, round(drawing / whole, 4)]
    layout["xaxis2"] = {**still, "showticklabels": False, "range": across}
    layout["xaxis2"] |= {"anchor": "y2"}
    layout["yaxis2"] = {**still, "showticklabels": False, "range": up}
    layout["yaxis2"] |= {"anchor": "x2", "domain": [round((drawing + _GAP) / whole, 4), 1]}
    layout["yaxis2"] |= {"scaleanchor": "x2", "constrain": "domain"}
    layout["annotations"] += [*_letters(camps), _key(camps, layout["yaxis2"]["domain"][0])]
    figure["data"] += [*_hulls(camps), *_dots(camps)]
    return figure


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
    return [(x, y) for x, y, own in camps.dots if own == camp]


def _hulls(camps: Camps) -> list[Figure]:
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [x for x, _ in (*corners, corners[0])],
            "y": [y for _, y in (*corners, corners[0])],
            "fill": "toself",
            "fillcolor": colour(camps.token(camp)),
            "line": {"width": 0, "color": colour(camps.token(camp))},
            "opacity": 0.14,
            "xaxis": "x2",
            "yaxis": "y2",
            "hoverinfo": "skip",
            "showlegend": False,
        }
        for camp in range(len(camps.names))
        if len(corners := hull(_of(camps, camp))) > 2
    ]


def _dots(camps: Camps) -> list[Figure]:
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [x for x, _ in own],
            "y": [y for _, y in own],
            "marker": {
                "symbol": SHAPES[camps.letters[camp]] if camp >= 0 else "circle-open",
                "size": 11,
                "color": colour(camps.token(camp) if camp >= 0 else "line"),
                "line": {"color": colour("paper"), "width": 1},
            },
            "xaxis": "x2",
            "yaxis": "y2",
            "cliponaxis": False,
            "hoverinfo": "skip",
            "showlegend": False,
        }
        for camp in range(-1, len(camps.names))
        if (own := _of(camps, camp))
    ]


def _letters(camps: Camps) -> list[Figure]:
    """Each camp's name above its people."""
    told = []
    for camp, name in enumerate(camps.names):
        own = _of(camps, camp)
        middle, top = sum(x for x, _ in own) / len(own), max(y for _, y in own)
        label = note(plain(name), round(middle, 2), round(top, 2), "center", ink=camps.token(camp))
        told.append(label | {"xref": "x2", "yref": "y2", "yanchor": "bottom", "yshift": 12})
    return told


def _key(camps: Camps, foot: float) -> Figure:
    """What a dot is, at the map's foot."""
    words = note(plain(camps.key), 0, foot, "left", ink="muted", size=theme.SMALL)
    return words | {"xref": "paper", "yref": "paper", "yanchor": "bottom"}
