"""Networks: each role in its place, an arrow to who is named, thick both ways, a style a question."""

import html
from itertools import pairwise
from math import hypot

import pytest
from tamtam import charts

NAMES = ("Management", "Sales", "Production", "Support")
FRAME = charts.Frame("It goes both ways", "Who?", "12 people answered", "en")
ONE = charts.Network(
    "Who warns you?", "goes both ways", nodes=(0, 1, 2), links=((0, 1), (1, 0), (2, 0)), hubs=(0,)
)
TRACES = ("one way", "heads", "both ways", "heads both ways", "roles")


def figure_of(*panels: charts.Network) -> charts.Figure:
    return charts.networks(FRAME, NAMES, panels)


def traces(figure: charts.Figure, panel: int = 0) -> dict[str, charts.Figure]:
    return dict(zip(TRACES, figure["data"][5 * panel : 5 * panel + 5], strict=True))


def texts(figure: charts.Figure) -> list[str]:
    notes = figure["layout"]["annotations"]
    return [html.unescape(note["text"].replace("<br>", " ")) for note in notes]


def test_a_link_one_way_is_thin_with_one_head_and_both_ways_thick_with_two() -> None:
    found = traces(figure_of(ONE))
    assert len(found["one way"]["x"]) == 3 and len(found["heads"]["x"]) == 1
    assert len(found["both ways"]["x"]) == 3 and len(found["heads both ways"]["x"]) == 2
    assert found["both ways"]["line"]["width"] > 2 * found["one way"]["line"]["width"]


def test_a_head_lies_at_the_end_of_its_line_beside_who_is_named() -> None:
    found = traces(figure_of(ONE))
    end = found["one way"]["x"][1], found["one way"]["y"][1]
    assert end == (found["heads"]["x"][0], found["heads"]["y"][0])
    roles = list(zip(found["roles"]["x"], found["roles"]["y"], strict=True))
    near = [hypot(end[0] - x, end[1] - y) for x, y in roles]
    assert near.index(min(near)) == 0  # the one who is named


def test_a_head_points_where_the_line_leads() -> None:
    """From the third place, below, up to the first: upwards; the other way round, downwards."""
    up, down = (charts.Network("", links=(link,)) for link in ((2, 0), (0, 2)))
    assert traces(figure_of(up))["heads"]["marker"]["angle"] == [0]
    assert abs(traces(figure_of(down))["heads"]["marker"]["angle"][0]) == 180
    right = charts.Network("", links=((3, 1),))
    assert traces(figure_of(right))["heads"]["marker"]["angle"] == [90]


def test_a_hub_differs_by_shape_size_and_colour() -> None:
    marker = traces(figure_of(ONE))["roles"]["marker"]
    assert marker["symbol"] == ["diamond", "circle", "circle"]
    assert marker["size"][0] > marker["size"][1]
    assert marker["color"][0] == charts.colour("accent")


def test_a_role_keeps_its_place_whoever_else_is_there() -> None:
    alone, all_there = (
        charts.Network("", nodes=nodes) for nodes in ((2,), tuple(range(len(NAMES))))
    )
    one, whole = (traces(figure_of(panel))["roles"] for panel in (alone, all_there))
    assert (one["x"][0], one["y"][0]) == (whole["x"][2], whole["y"][2])


def test_each_question_has_its_panel_its_words_and_its_line_style() -> None:
    panels = [charts.Network(f"Question {n}", f"remark {n}", n, links=((0, 1),)) for n in range(4)]
    figure = figure_of(*panels)
    lines = [traces(figure, panel)["one way"]["line"] for panel in range(4)]
    assert len({line["dash"] for line in lines}) == len({line["color"] for line in lines}) == 4
    for n in range(4):
        assert {f"Question {n}", f"remark {n}"} <= set(texts(figure))
    places = [traces(figure, panel)["one way"]["x"][0] for panel in range(4)]
    assert places[0] == pytest.approx(places[2]) and places[1] == pytest.approx(places[0] + 1)


def test_one_by_itself_is_drawn_large_in_its_own_line_and_colour() -> None:
    panels = [charts.Network(f"Question {n}", style=n, links=((0, 1), (1, 2))) for n in range(4)]
    alone, among = figure_of(panels[2]), figure_of(*panels)
    assert traces(alone)["one way"]["line"] == traces(among, 2)["one way"]["line"]
    wide, several = (one["layout"]["xaxis"]["range"][1] for one in (alone, among))
    assert (wide, several) == (1, 2)
    smaller, larger = (traces(one)["roles"]["marker"]["size"] for one in (among, alone))
    assert all(a > b for a, b in zip(larger, smaller, strict=True))


@pytest.mark.parametrize(
    ("panels", "place", "letter", "line"), [(4, (456, 322), 7.5, 17), (1, (912, 420), 8.5, 19)]
)
def test_names_around_a_full_circle_do_not_lie_on_each_other(
    panels: int, place: tuple[int, int], letter: float, line: int
) -> None:
    """Twelve roles and the others, as a circle among several and as one by itself."""
    names = [f"A long role {number:02}" for number in range(13)]
    wide = letter * len(names[0])
    drawn = [charts.Network("", nodes=tuple(range(13))), *[charts.Network("")] * (panels - 1)]
    notes = charts.networks(FRAME, names, drawn)["layout"]["annotations"]
    boxes = []
    for note in (note for note in notes if "role" in note["text"]):
        x, y = note["x"] * place[0], note["y"] * place[1]
        left = x - {"left": 0, "center": wide / 2, "right": wide}[note["xanchor"]]
        top = y - {"top": 0, "middle": line / 2, "bottom": line}[note["yanchor"]]
        boxes.append((left, top))
        assert left >= 0 and left + wide <= place[0] and top >= 0 and top + line <= place[1]
    assert len(boxes) == 13
    for (x, y), (next_x, next_y) in pairwise([*boxes, boxes[0]]):
        assert abs(x - next_x) >= wide or abs(y - next_y) >= line, (x, y)
