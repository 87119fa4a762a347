"""Networks: who names whom among a few roles, a panel for each thing asked, its own line style in each.

Roles keep their place on a circle, so that panels can be compared. An arrow leads from who names to
who is named; a thick line with two heads goes both ways.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, pi, sin

from kit.charts import theme
from kit.charts.frame import Frame, note
from kit.charts.theme import Figure, colour, plain

#: A panel's size, the circle's middle in it and its two radii, in px.
_WIDE, _HIGH = 456, 322
_MIDDLE, _RADIUS = (228, 188), (112, 92)
#: How far from a role's middle a line ends and its name begins, in px.
_CLEAR, _NAME = 19, 17
#: How far aside a role lies, as a share of the radius, from where on its name stands beside it.
_BESIDE = 0.4
#: Panels beside each other, characters in a line of a role's name and of a panel's.
_COLUMNS, _ROLE_LINE, _PANEL_LINE = 2, 14, 50
#: The line styles, over and over.
_DASHES = ("solid", "dash", "dot", "dashdot")

#: A place in a panel, in px from its upper left corner.
_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Network:
    """What one panel shows: a remark under its name, the places of its roles, links (from, to), a hub."""

    label: str
    remark: str = ""
    nodes: tuple[int, ...] = ()
    links: tuple[tuple[int, int], ...] = ()
    hub: int | None = None


def networks(frame: Frame, names: Sequence[str], panels: Sequence[Network]) -> Figure:
    """A panel for each network, row by row. `names` are those of all places around the circle."""
    if not panels:
        return frame.empty()
    rows = -(-len(panels) // _COLUMNS)
    layout = frame.layout(needs=_HIGH * rows + 30)
    layout["annotations"] = [
        note(plain(frame.word("legend.network")), 0, -0.05, "left", ink="muted", size=theme.SMALL)
    ]
    layout["xaxis"] |= {"range": [0, _COLUMNS]}
    layout["yaxis"] |= {"range": [rows, -30 / _HIGH]}
    data: list[Figure] = []
    for number, panel in enumerate(panels):
        sheet = _Sheet(number, len(names))
        layout["annotations"] += sheet.words(panel, names)
        data += sheet.drawn(panel)
    return {"data": data, "layout": layout}


class _Sheet:
    """One panel's part of the figure."""

    def __init__(self, number: int, places: int) -> None:
        self._row, self._column = divmod(number, _COLUMNS)
        self._dash = _DASHES[number % len(_DASHES)]
        turns = [2 * pi * place / places - pi / 2 for place in range(places)]
        (x, y), (wide, high) = _MIDDLE, _RADIUS
        self._points = [(x + wide * cos(turn), y + high * sin(turn)) for turn in turns]

    def words(self, panel: Network, names: Sequence[str]) -> Iterator[Figure]:
        """The panel's name and remark, and the names of its roles around the circle."""
        yield self._note(plain(panel.label, _PANEL_LINE), (0, 20), "left")
        yield self._note(plain(panel.remark), (0, 44), "left", small=True)
        for place in panel.nodes:
            (x, y), (wide, _) = self._points[place], _RADIUS
            aside = (x - _MIDDLE[0]) / wide
            anchor = "center" if abs(aside) < 0.1 else "left" if aside > 0 else "right"
            shift = 0 if anchor == "center" else _NAME if aside > 0 else -_NAME
            lift = 0 if abs(aside) > _BESIDE else _NAME if y > _MIDDLE[1] else -_NAME
            at = (x + (shift if not lift else shift / 2), y + lift)
            name = self._note(plain(names[place], _ROLE_LINE), at, anchor, small=True)
            yield name | ({"yanchor": "top" if lift > 0 else "bottom"} if lift else {})

    def drawn(self, panel: Network) -> Iterator[Figure]:
        """The links that go one way, those that go both, their heads, and the roles."""
        there = set(panel.links)
        both = [(a, b) for a, b in panel.links if (b, a) in there and a < b]
        one = [(a, b) for a, b in panel.links if (b, a) not in there]
        yield self._lines(one, "muted", 1.5)
        yield self._heads(one, "muted")
        yield self._lines(both, "today", 4)
        yield self._heads([*both, *((b, a) for a, b in both)], "today")
        yield self._roles(panel)

    def _lines(self, links: Sequence[tuple[int, int]], ink: str, width: float) -> Figure:
        ends = [(self._toward(b, a), self._toward(a, b)) for a, b in links]
        points = [point for start, end in ends for point in (start, end, None)]
        return self._trace(points) | {
            "mode": "lines",
            "line": {"color": colour(ink), "width": width, "dash": self._dash},
        }

    def _heads(self, links: Sequence[tuple[int, int]], ink: str) -> Figure:
        """A head at the end of each link, turned its way (degrees clockwise from upwards)."""
        angles = []
        for a, b in links:
            (x, y), (to_x, to_y) = self._points[a], self._points[b]
            angles.append(round(degrees(atan2(to_x - x, y - to_y))))
        return self._trace([self._toward(a, b) for a, b in links]) | {
            "mode": "markers",
            "marker": {
                "symbol": "triangle-up",
                "size": 11,
                "angle": angles,
                "color": colour(ink),
                "opacity": 1,
            },
        }

    def _roles(self, panel: Network) -> Figure:
        hubs = [place == panel.hub for place in panel.nodes]
        return self._trace([self._points[place] for place in panel.nodes]) | {
            "mode": "markers",
            "marker": {
                "symbol": ["diamond" if hub else "circle" for hub in hubs],
                "size": [21 if hub else 15 for hub in hubs],
                "color": [colour("accent" if hub else "paper") for hub in hubs],
                "line": {"color": colour("ink"), "width": 2},
                "opacity": 1,
            },
        }

    def _toward(self, a: int, b: int) -> _Point:
        """Where a link from one role to another ends, a little before it."""
        (x, y), (to_x, to_y) = self._points[a], self._points[b]
        far = hypot(to_x - x, to_y - y)
        return to_x - (to_x - x) * _CLEAR / far, to_y - (to_y - y) * _CLEAR / far

    def _trace(self, points: Sequence[_Point | None]) -> Figure:
        placed = [self._placed(point) if point else (None, None) for point in points]
        return {
            "type": "scatter",
            "x": [x for x, _ in placed],
            "y": [y for _, y in placed],
            "hoverinfo": "skip",
            "showlegend": False,
            "cliponaxis": False,
        }

    def _placed(self, point: _Point) -> _Point:
        x, y = point
        return round(self._column + x / _WIDE, 3), round(self._row + y / _HIGH, 3)

    def _note(self, words: str, point: _Point, anchor: str, *, small: bool = False) -> Figure:
        ink, size = ("muted", theme.SMALL) if small else ("ink", theme.LABEL)
        return note(words, *self._placed(point), anchor, ink=ink, size=size)
