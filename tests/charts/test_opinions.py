"""The map of opinions: dots, hulls and letters of camps, above the bars it is made of."""

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam import charts
from tamtam.charts.opinions import SHAPES, hull

FRAME = charts.Frame("Two camps", "Do you agree?", "9 people", "en")
ROWS = charts.Rows(
    (charts.Statement("One", (charts.Bar((2, 0, 1, 0, 6)),), "A 90 % · B 40 %"),),
    ("disagree", "agree"),
)
DOTS = ((0.0, 0.0, 0), (1.0, 0.0, 0), (0.0, 1.0, 0), (9.0, 2.0, 1), (8.0, 3.0, 1), (4.0, 4.0, -1))


def drawn(**changes: Any) -> charts.Figure:
    camps = {
        "dots": DOTS,
        "names": ("A · 3", "B · 2"),
        "letters": (0, 1),
        "key": "● one person",
    } | changes
    return charts.opinions(FRAME, ROWS, charts.Camps(**camps))


def scatters(figure: charts.Figure, mode: str) -> list[dict[str, Any]]:
    return [t for t in figure["data"] if t["type"] == "scatter" and t["mode"] == mode]


def test_every_person_has_a_dot_in_the_shape_and_colour_of_their_camp() -> None:
    none, a, b = scatters(drawn(), "markers")
    assert sum(len(trace["x"]) for trace in (none, a, b)) == len(DOTS)
    assert [t["marker"]["symbol"] for t in (none, a, b)] == ["circle-open", *SHAPES[:2]]
    colours = [t["marker"]["color"] for t in (a, b)]
    assert colours == [charts.colour("group_1"), charts.colour("group_2")]


def test_a_camp_keeps_its_colour_where_another_is_gone() -> None:
    _, a, c = scatters(drawn(names=("A · 3", "C · 2"), letters=(0, 2)), "markers")
    assert [t["marker"]["symbol"] for t in (a, c)] == [SHAPES[0], SHAPES[2]]
    assert c["marker"]["color"] == charts.colour("group_3")


def test_the_frame_of_the_map_stays_while_dots_move_a_little() -> None:
    moved = tuple((x * 1.01, y * 1.01, camp) for x, y, camp in DOTS)
    before, after = drawn()["layout"], drawn(dots=moved)["layout"]
    assert before["xaxis2"]["range"] == after["xaxis2"]["range"]
    assert before["yaxis2"]["range"] == after["yaxis2"]["range"]


def test_a_camp_of_three_places_has_an_outline_and_one_on_a_line_none() -> None:
    (outline,) = scatters(drawn(), "lines")
    assert list(zip(outline["x"], outline["y"], strict=True)) == [(0, 0), (1, 0), (0, 1), (0, 0)]
    assert outline["fillcolor"] == charts.colour("group_1")


def test_all_dots_lie_in_the_map_at_one_scale() -> None:
    layout = drawn()["layout"]
    (left, right), (low, high) = layout["xaxis2"]["range"], layout["yaxis2"]["range"]
    assert all(left < x < right and low < y < high for x, y, _ in DOTS)
    assert layout["yaxis2"]["scaleanchor"] == "x2"


def test_the_map_stands_beside_the_bars() -> None:
    layout = drawn()["layout"]
    assert layout["xaxis2"]["domain"][1] < layout["xaxis"]["domain"][0]
    assert "domain" not in charts.opinions(FRAME, ROWS, None)["layout"]["xaxis"]


@pytest.mark.parametrize("words", ["One of usual length, as people write them", "word " * 28])
def test_words_bars_and_badges_of_eight_rows_stand_apart(words: str) -> None:
    rows = charts.Rows((charts.Statement(words, ROWS.statements[0].bars, "A 90 %"),) * 8, ROWS.ends)
    layout = charts.opinions(FRAME, rows, None)["layout"]
    bars = charts.opinions(FRAME, rows, None)["data"][0]
    lines = [note["y"] for note in layout["annotations"] if note["text"].startswith(words[:4])]
    assert all(abs(line - bar) >= 20 for line in lines for bar in bars["y"])
    assert layout["yaxis"]["range"][0] > max(bars["y"]) + 20


def test_that_there_are_more_is_written_below() -> None:
    rows = charts.Rows(ROWS.statements, ROWS.ends, "4 more")
    notes = charts.opinions(FRAME, rows, None)["layout"]["annotations"]
    assert "4 more" in [note["text"] for note in notes]


def test_people_who_all_stand_in_one_place_are_drawn() -> None:
    figure = drawn(dots=((1.0, 1.0, 0),) * 4, names=("A · 4",), letters=(0,))
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure


points = st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=1, max_size=40)


@given(points)
def test_a_hull_turns_one_way_and_holds_every_point(places: list[tuple[int, int]]) -> None:
    corners = hull(places)
    assert set(corners) <= set(places)
    if len(corners) < 3:
        return
    for a, b in pairwise((*corners, corners[0])):
        for c in places:
            assert (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) >= 0
