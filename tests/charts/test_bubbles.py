"""Bubbles: where they lie, what their shape and size say, what is said of those that few placed."""

import pytest
from tamtam import charts

FRAME = charts.Frame("A sentence", "A question?", "14 people answered", "en")
CORNERS = charts.Corners(
    "Values", "Weight", ("none", "all", "little", "much"), ("TL", "TR", "BL", "BR"), "A legend"
)


def bubble(name: str, x: float, y: float, charge: float = 0, wide: float = 1) -> charts.Bubble:
    across, up = charts.Spread(x, x - wide, x + wide), charts.Spread(y, y - 1, y + 1)
    return charts.Bubble(name, "", across, up, charge)


def drawn(*shown: charts.Bubble) -> charts.Figure:
    return charts.bubbles(FRAME, shown, CORNERS)


def places(figure: charts.Figure, text: str) -> list[tuple[float, float]]:
    return [(one["x"], one["y"]) for one in figure["layout"]["annotations"] if one["text"] == text]


def test_a_bubble_lies_at_its_medians_and_its_cross_is_the_middle_half() -> None:
    cross, marks = drawn(bubble("A", 3, 8, wide=2))["data"]
    assert (marks["x"], marks["y"]) == ([3], [8])
    assert cross["x"] == [1, 5, None, 3, 3]
    assert cross["y"] == [8, 8, None, 7, 9]


def test_shape_says_which_way_energy_goes_and_size_how_far() -> None:
    figure = drawn(*(bubble(str(charge), 2 + 3 * charge, 5, charge - 1) for charge in range(3)))
    marker = figure["data"][-1]["marker"]
    assert marker["symbol"] == ["triangle-down", "circle", "triangle-up"]
    assert marker["size"][0] == marker["size"][2] > marker["size"][1]
    assert len(set(marker["color"])) == 3


def test_bubbles_in_one_place_stand_side_by_side_and_their_crosses_stay() -> None:
    *crosses, marks = drawn(bubble("A", 5, 5), bubble("B", 5, 5))["data"]
    assert crosses[0]["x"] == crosses[1]["x"]
    assert (marks["x"][0], marks["y"][0]) != (marks["x"][1], marks["y"][1])
    assert abs(marks["x"][0] - marks["x"][1]) < 0.5


@pytest.mark.parametrize(
    ("name", "place"), [("TL", (0, 1)), ("TR", (10, 1)), ("BL", (0, -1)), ("BR", (10, -1))]
)
def test_each_corner_has_its_name(name: str, place: tuple[int, int]) -> None:
    [(x, y)] = places(drawn(bubble("A", 3, 8)), name)
    assert (x, 1 if y > 5 else -1) == place


def test_of_one_that_few_placed_only_its_remark_stands_under_the_map() -> None:
    figure = drawn(bubble("A", 3, 8), charts.Bubble("B", "2 answers"))
    assert figure["data"][-1]["x"] == [3]
    assert places(figure, "B – 2 answers") == [(-0.9, 0)]
    alone = drawn(bubble("A", 3, 8))
    assert figure["layout"]["yaxis"] == alone["layout"]["yaxis"]
    assert figure["layout"]["height"] > alone["layout"]["height"]
