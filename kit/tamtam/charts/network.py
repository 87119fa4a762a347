"""Networks: who names whom among a few roles, a panel for each thing asked, in a line and colour of its own.

Roles keep their place on a circle, so that panels can be compared. An arrow leads from who names to
who is named; a thick line with two heads goes both ways.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, pi, sin

from tamtam.charts import theme
from tamtam.charts.canvas import Canvas
from tamtam.charts.frame import Frame, note
from tamtam.charts.theme import Figure, colour, plain

#: The line styles and the colours, a pair a question, over and over.
_DASHES = ("solid", "dash", "dot", "dashdot")
_INKS = ("group_1", "group_2", "group_3", "group_4", "group_5")
#: Room under the last panel for what lines mean, in px.
_FOOT = 30
#: The height of a line of a panel's name, in px.
_LINE = 23

#: A place in a panel, in px from its upper left corner.
_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Size:
    """How large a panel is drawn, in px: the circle's middle and radii, how long a line of a name is.

    A line ends `clear` px before the middle of a role, whose name begins `name` px from it; a role is
    `role` px wide. `columns` panels lie beside each other. What a panel is called stands above its circle,
    or left of it, in lines of `head` characters.
    """

    columns: int
    wide: int
    high: int
    middle: tuple[int, int]
    radius: tuple[int, int]
    type: int
    line: int
    role: int
    head: int

    @classmethod
    def of(cls, canvas: Canvas, panels: int) -> "_Size":
        """The size of one of so many panels on a canvas: two beside each other on a wall, each with its words
        left of its circle, so that two rows of them fit."""
        if not canvas.height:
            return _SEVERAL if panels > 1 else _ALONE
        if panels == 1:
            wide, high = canvas.inner, canvas.room - _FOOT
            middle, radius = (wide // 2, high // 2), (round(0.3 * wide), high // 2 - 54)
            return cls(1, wide, high, middle, radius, theme.LABEL, 22, 19, 0)
        wide, high = canvas.inner // 2, (canvas.room - _FOOT) // -(-panels // 2)
        middle, radius = (round(0.67 * wide), high // 2), (round(0.14 * wide), high // 2 - 44)
        return cls(2, wide, high, middle, radius, theme.SMALL, 14, 15, 20)

    @property
    def clear(self) -> float:
        return self.role / 2 + 11

    @property
    def name(self) -> float:
        return self.role / 2 + 9


#: Several panels, and one that has all the room.
_SEVERAL = _Size(2, 456, 322, (228, 188), (104, 92), theme.SMALL, 14, 15, 50)
_ALONE = _Size(1, 912, 420, (456, 212), (292, 158), theme.LABEL, 22, 19, 0)
#: How far aside a role lies, as a share of the radius, from where on its name stands beside it.
_BESIDE = 0.4


@dataclass(frozen=True, slots=True)
class Network:
    """What one panel shows: a remark under its name, the places of its roles, links (from, to), hubs.

    `style` says which line and colour is its own, whichever panels are beside it.
    """

    label: str
    remark: str = ""
    style: int = 0
    nodes: tuple[int, ...] = ()
    links: tuple[tuple[int, int], ...] = ()
    hubs: tuple[int, ...] = ()


def networks(frame: Frame, names: Sequence[str], panels: Sequence[Network]) -> Figure:
    """A panel for each network, row by row; one by itself is drawn large.

    `names` are those of all places around the circle.
    """
    if not panels:
        return frame.empty()
    size = _Size.of(frame.canvas, len(panels))
    rows = -(-len(panels) // size.columns)
    layout = frame.layout(needs=size.high * rows + _FOOT)
    legend, y = plain(frame.word("legend.network")), -_FOOT / 2 / size.high
    layout["annotations"] = [note(legend, 0, y, "left", ink="muted", size=theme.SMALL)]
    layout["xaxis"] |= {"range": [0, size.columns]}
    layout["yaxis"] |= {"range": [rows, -_FOOT / size.high]}
    data: list[Figure] = []
    for number, panel in enumerate(panels):
        sheet = _Sheet(size, number, panel.style, len(names))
        layout["annotations"] += sheet.words(panel, names)
        data += sheet.drawn(panel)
    return {"data": data, "layout": layout}


class _Sheet:
    """One panel's part of the figure."""

    def __init__(self, size: _Size, number: int, style: int, places: int) -> None:
        self._size = size
        self._row, self._column = divmod(number, size.columns)
        self._dash = _DASHES[style % len(_DASHES)]
        self._ink = _INKS[style % len(_INKS)]
        turns = [2 * pi * place / places - pi / 2 for place in range(places)]
        (x, y), (wide, high) = size.middle, size.radius
        self._points = [(x + wide * cos(turn), y + high * sin(turn)) for turn in turns]

    def words(self, panel: Network, names: Sequence[str]) -> Iterator[Figure]:
        """The panel's name and remark, and the names of its roles around the circle."""
        if panel.label:
            lines = theme.lines(panel.label, self._size.head)
            remark = theme.lines(panel.remark, self._size.head)
            foot = 8 + _LINE * len(lines)
            words = self._note("<br>".join(map(plain, lines)), (0, 8), "left")
            yield words | {"yanchor": "top"}
            under = self._note("<br>".join(map(plain, remark)), (0, foot), "left", small=True)
            yield under | {"yanchor": "top"}
        for place in panel.nodes:
            yield self._name(names[place], self._points[place])

    def _name(self, name: str, point: _Point) -> Figure:
        """A role's name beside it, or over or under it where that is nearer the circle's axis."""
        size, (x, y) = self._size, point
        aside = (x - size.middle[0]) / size.radius[0]
        anchor = "center" if abs(aside) < 0.1 else "left" if aside > 0 else "right"
        shift = 0 if anchor == "center" else size.name if aside > 0 else -size.name
        lift = 0 if abs(aside) > _BESIDE else size.name if y > size.middle[1] else -size.name
        at = (x + (shift if not lift else shift / 2), y + lift)
        named = note(plain(name, size.line), *self._placed(at), anchor, ink="muted", size=size.type)
        return named | ({"yanchor": "top" if lift > 0 else "bottom"} if lift else {})

    def drawn(self, panel: Network) -> Iterator[Figure]:
        """The links that go one way, those that go both, their heads, and the roles."""
        there = set(panel.links)
        both = [(a, b) for a, b in panel.links if (b, a) in there and a < b]
        one = [(a, b) for a, b in panel.links if (b, a) not in there]
        yield self._lines(one, 1.5)
        yield self._heads(one)
        yield self._lines(both, 5)
        yield self._heads([*both, *((b, a) for a, b in both)])
        yield self._roles(panel)

    def _lines(self, links: Sequence[tuple[int, int]], width: float) -> Figure:
        ends = [(self._toward(b, a), self._toward(a, b)) for a, b in links]
        points = [point for start, end in ends for point in (start, end, None)]
        return self._trace(points) | {
            "mode": "lines",
            "line": {"color": colour(self._ink), "width": width, "dash": self._dash},
        }

    def _heads(self, links: Sequence[tuple[int, int]]) -> Figure:
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
                "color": colour(self._ink),
                "opacity": 1,
            },
        }

    def _roles(self, panel: Network) -> Figure:
        hubs = [place in panel.hubs for place in panel.nodes]
        return self._trace([self._points[place] for place in panel.nodes]) | {
            "mode": "markers",
            "marker": {
                "symbol": ["diamond" if hub else "circle" for hub in hubs],
                "size": [self._size.role + 6 * hub for hub in hubs],
                "color": [colour("accent" if hub else "paper") for hub in hubs],
                "line": {"color": colour("ink"), "width": 2},
                "opacity": 1,
            },
        }

    def _toward(self, a: int, b: int) -> _Point:
        """Where a link from one role to another ends, a little before it."""
        (x, y), (to_x, to_y) = self._points[a], self._points[b]
        share = self._size.clear / hypot(to_x - x, to_y - y)
        return to_x - (to_x - x) * share, to_y - (to_y - y) * share

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
        return round(self._column + x / self._size.wide, 3), round(
            self._row + y / self._size.high, 3
        )

    def _note(self, words: str, point: _Point, anchor: str, *, small: bool = False) -> Figure:
        ink, size = ("muted", theme.SMALL) if small else ("ink", theme.LABEL)
        return note(words, *self._placed(point), anchor, ink=ink, size=size)
