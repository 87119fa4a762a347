"""Profiles: how answers split over a few named ways, today filled and wanted open, way by way.

A row is a small histogram. One hump says that the room sees it alike; two humps, that it doesn't.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tamtam.charts import theme
from tamtam.charts.frame import Frame, note, rule
from tamtam.charts.theme import Figure, colour, plain

#: How far the foot of the bars lies under the middle of its row, whose height is 1, and how high a
#: bar of everybody is.
_FOOT, _HIGHEST = 0.4, 0.62
#: Half the distance of the two bars of a way, and how wide each is; a way is 1 wide.
_ASIDE, _WIDTH = 0.19, 0.32
#: Room for the names of rows on the left, and between the ways and what stands apart from them.
_LABELS, _APART = 2.0, 0.3
#: Characters in a line of a way's name, and of a row's.
_WAY_LINE, _ROW_LINE = 13, 19
#: The height of a row, and of a line above the rows, in px.
_ROW, _LINE = 86, 20


@dataclass(frozen=True, slots=True)
class Profile:
    """One row: a remark under its name, and how often each way was given, today and wanted.

    A row without counts is one of which nothing but its remark may be shown.
    """

    label: str
    remark: str = ""
    today: tuple[int, ...] = ()
    wanted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ways:
    """The names of the ways from left to right, of the one apart from them, and of the two phases."""

    names: tuple[str, ...]
    apart: str
    phases: tuple[str, str]

    @property
    def places(self) -> tuple[float, ...]:
        """Where each stands, the one apart last."""
        return (*(float(at) for at in range(len(self.names))), len(self.names) + _APART)


def profiles(frame: Frame, rows: Sequence[Profile], ways: Ways) -> Figure:
    """The rows from top to bottom, the ways named above them. The last count is of the one apart."""
    if not rows:
        return frame.empty()
    heads = [theme.lines(name, _WAY_LINE) for name in (*ways.names, ways.apart)]
    top = _LINE * (2.5 + max(map(len, heads))) / _ROW  # in rows
    layout = frame.layout(needs=round(_ROW * (len(rows) + top)))
    layout["annotations"] = [
        *_heads(heads, ways),
        _legend(ways, top),
        *(one for place, row in enumerate(rows) for one in _label(place, row)),
    ]
    left, right = -_LABELS - 0.5, ways.places[-1] + 0.5
    between = ways.places[-2] + 0.5 + _APART / 2
    layout["shapes"] = [
        *(rule((-0.5, right), (place + _FOOT, place + _FOOT)) for place in range(len(rows))),
        rule((between, between), (-0.5, len(rows) - 0.5), dash="dot"),
    ]
    layout |= {"barmode": "overlay", "bargap": 0}
    layout["xaxis"] |= {"range": [left, right]}
    layout["yaxis"] |= {"range": [len(rows) - 0.5, -0.5 - top]}
    data = [_bars(rows, ways, "today", -_ASIDE), _bars(rows, ways, "wanted", _ASIDE)]
    return {"data": data, "layout": layout}


def _bars(rows: Sequence[Profile], ways: Ways, phase: str, aside: float) -> Figure:
    """All bars of one phase, each with its count above it; a way that nobody gave has none."""
    x, y, base, numbers = [], [], [], []
    for place, row in enumerate(rows):
        counts: tuple[int, ...] = getattr(row, phase)
        for at, count in zip(ways.places, counts, strict=False):
            if count:
                x.append(round(at + aside, 3))
                y.append(round(-_HIGHEST * count / sum(counts), 4))
                base.append(place + _FOOT)
                numbers.append(str(count))
    return {
        "type": "bar",
        "x": x,
        "y": y,
        "base": base,
        "width": _WIDTH,
        "text": numbers,
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        "textfont": {"size": theme.SMALL, "color": colour(phase)},
        "marker": {
            "color": colour(phase if phase == "today" else "paper"),
            "line": {"color": colour(phase), "width": 3},
        },
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _heads(heads: Sequence[list[str]], ways: Ways) -> Iterator[Figure]:
    """The ways' names, their last lines just above the first row."""
    for at, lines in zip(ways.places, heads, strict=True):
        words = "<br>".join(map(plain, lines))
        head = note(words, at, -0.5, "center", ink="muted", size=theme.SMALL)
        yield head | {"yanchor": "bottom"}


def _legend(ways: Ways, top: float) -> Figure:
    today, wanted = ways.phases
    words = plain(f"■ {today}\u2003\u2003□ {wanted}")
    return note(words, -0.5, -0.5 - top + _LINE / _ROW, "left", ink="muted", size=theme.SMALL)


def _label(place: int, row: Profile) -> Iterator[Figure]:
    left = -_LABELS - 0.5
    name = note(plain(row.label, _ROW_LINE), left, place + 0.1, "left")
    if not row.remark:
        yield name
        return
    yield name | {"yanchor": "bottom"}
    remark = note(plain(row.remark, 24), left, place + 0.14, "left", ink="muted", size=theme.SMALL)
    yield remark | {"yanchor": "top"}
