"""Two drawings in one figure, the second under the first, or beside it on a wall; each keeps its axes."""

from tamtam.charts.canvas import EDGE, Canvas
from tamtam.charts.theme import Figure

#: What in a part of a drawing says which axis it lies on.
_ANNOTATION = {"xref": "x2", "yref": "y2"}
_ARROW = {"axref": "x2", "ayref": "y2"}
#: Room between the two, in px.
_GAP = 40


def halves(canvas: Canvas, share: float = 0.5) -> tuple[Canvas, Canvas]:
    """What two drawings that `together` puts into one are drawn on; on a wall the first has a share of it."""
    if not canvas.height:
        return canvas, canvas
    inner = canvas.inner - _GAP
    first = round(inner * share)
    return canvas.narrowed(first + 2 * EDGE), canvas.narrowed(inner - first + 2 * EDGE)


def together(canvas: Canvas, first: Figure, second: Figure) -> Figure:
    """Both in one figure under the title of the first: the second beneath it, or beside it on a wall."""
    return _beside(canvas, first, second) if canvas.height else _beneath(first, second)


def _beneath(upper: Figure, lower: Figure) -> Figure:
    high, low = _needs(upper), _needs(lower)
    whole = high + _GAP + low
    first, second = upper["layout"], lower["layout"]
    domains = {
        "yaxis": {"domain": [round(1 - high / whole, 6), 1]},
        "yaxis2": {"domain": [0, round(low / whole, 6)]},
    }
    return _joined(upper, lower, first | {"height": first["height"] + _GAP + low}, domains, second)


def _beside(canvas: Canvas, left: Figure, right: Figure) -> Figure:
    first, second = left["layout"], right["layout"]
    wide = left["layout"]["width"] - 2 * EDGE
    domains = {
        "xaxis": {"domain": [0, round(wide / canvas.inner, 6)]},
        "xaxis2": {"domain": [round((wide + _GAP) / canvas.inner, 6), 1]},
    }
    foot = max(first["margin"]["b"], second["margin"]["b"])
    rest = {"width": canvas.width, "margin": first["margin"] | {"b": foot}}
    return _joined(left, right, first | rest, domains, second)


def _joined(
    one: Figure, other: Figure, layout: Figure, domains: dict[str, Figure], second: Figure
) -> Figure:
    """Both with their axes, each in its domain."""
    axes = {
        "xaxis": layout["xaxis"],
        "yaxis": layout["yaxis"],
        "xaxis2": {**second["xaxis"], "anchor": "y2"},
        "yaxis2": {**second["yaxis"], "anchor": "x2"},
    }
    moved = [{**trace, "xaxis": "x2", "yaxis": "y2"} for trace in other["data"]]
    words = [*layout["annotations"], *map(_moved, second["annotations"])]
    shapes = [*layout["shapes"], *({**shape, **_ANNOTATION} for shape in second["shapes"])]
    placed = {name: {**axis, **domains.get(name, {})} for name, axis in axes.items()}
    whole = {**layout, **placed, "annotations": words, "shapes": shapes}
    return {"data": [*one["data"], *moved], "layout": whole}


def _needs(figure: Figure) -> int:
    """The height of a drawing without its title and margins, in px."""
    layout = figure["layout"]
    return int(layout["height"] - layout["margin"]["t"] - layout["margin"]["b"])


def _moved(annotation: Figure) -> Figure:
    return {**annotation, **_ANNOTATION, **(_ARROW if "axref" in annotation else {})}
