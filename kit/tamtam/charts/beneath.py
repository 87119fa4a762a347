"""Two drawings in one figure, the second under the first; each keeps its axes."""

from tamtam.charts.theme import Figure

#: What in a part of a drawing says which axis it lies on.
_ANNOTATION = {"xref": "x2", "yref": "y2"}
_ARROW = {"axref": "x2", "ayref": "y2"}
#: Room between the two, in px.
_GAP = 40


def beneath(upper: Figure, lower: Figure) -> Figure:
    """`upper` with `lower` under it, as high as both need. The title of `lower` goes."""
    high, low = _needs(upper), _needs(lower)
    whole = high + _GAP + low
    first, second = upper["layout"], lower["layout"]
    layout = {
        **first,
        "height": first["height"] + _GAP + low,
        "yaxis": {**first["yaxis"], "domain": [round(1 - high / whole, 6), 1]},
        "xaxis2": {**second["xaxis"], "anchor": "y2"},
        "yaxis2": {**second["yaxis"], "anchor": "x2", "domain": [0, round(low / whole, 6)]},
        "annotations": [*first["annotations"], *map(_moved, second["annotations"])],
        "shapes": [*first["shapes"], *({**shape, **_ANNOTATION} for shape in second["shapes"])],
    }
    moved = [{**trace, "xaxis": "x2", "yaxis": "y2"} for trace in lower["data"]]
    return {"data": [*upper["data"], *moved], "layout": layout}


def _needs(figure: Figure) -> int:
    """The height of a drawing without its title and margins, in px."""
    layout = figure["layout"]
    return int(layout["height"] - layout["margin"]["t"] - layout["margin"]["b"])


def _moved(annotation: Figure) -> Figure:
    return {**annotation, **_ANNOTATION, **(_ARROW if "axref" in annotation else {})}
