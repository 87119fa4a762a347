"""Traces: what Plotly draws on a chart. None of them stands in a legend or says anything when pointed at."""

from collections.abc import Sequence
from typing import Any

from tamtam.charts.theme import Figure, colour

#: Places along an axis; None parts one stroke from the next.
Places = Sequence[float | None]

_QUIET: Figure = {"hoverinfo": "skip", "showlegend": False}


def points(x: Places, y: Places, marker: Figure, **more: Any) -> Figure:
    """Marks, whole also at the edge of the drawing."""
    return _scatter("markers", x, y, {"marker": marker, **more})


def strokes(x: Places, y: Places, line: Figure, **more: Any) -> Figure:
    """Lines from place to place, whole also at the edge of the drawing."""
    return _scatter("lines", x, y, {"line": line, **more})


def bars(x: Places, y: Places, marker: Figure, **more: Any) -> Figure:
    """Bars; `orientation="h"` lays them."""
    return {"type": "bar", "x": x, "y": y, "marker": marker, **_QUIET, **more}


def dot(x: Places, y: Places, phase: str, size: int) -> Figure:
    """● today, full; ○ wanted, a ring."""
    marker = {
        "symbol": "circle",
        "size": size,
        "color": colour(phase if phase == "today" else "paper"),
        "line": {"color": colour(phase), "width": 4},
        "opacity": 1,
    }
    return points(x, y, marker)


def inside(numbers: Sequence[str], size: int, ink: str) -> Figure:
    """What a bar has more that shows its number inside it."""
    return {
        "text": numbers,
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        "textfont": {"size": size, "color": colour(ink)},
    }


def nothing() -> Figure:
    """A trace that draws nothing, for a chart of words alone: without one Plotly draws none."""
    return {"type": "scatter", "mode": "markers", "x": [None], "y": [None], **_QUIET}


def _scatter(mode: str, x: Places, y: Places, more: Figure) -> Figure:
    return {"type": "scatter", "mode": mode, "x": x, "y": y, "cliponaxis": False, **_QUIET, **more}
