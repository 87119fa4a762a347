"""Charts as files: all of a figure is there, inside the page, as text that stays text."""

from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from tamtam import charts
from tamtam.charts import svg
from tamtam.charts.drawing import drawing
from tamtam.charts.marks import Area, Disc, DrawnChart, Stroke, TextLine
from tamtam.deck.deck import Activity

from tests import decks
from tests.charts.test_figures import at, each_activity, each_language, read

#: How far the edge of a mark may lie outside, in px: half a thick line.
EDGE = 6
some_size = pytest.mark.parametrize("n", [4, 7, 42])


def places(drawn: DrawnChart) -> Iterator[tuple[float, float]]:
    for mark in drawn.marks:
        if isinstance(mark, Stroke | Area):
            yield from mark.points
        else:
            yield mark.x, mark.y


@each_activity
@each_language
@some_size
def test_every_mark_lies_on_the_page(activity: Activity, language: str, n: int) -> None:
    drawn = drawing(at(activity.id, n, language)[1])
    assert all(
        -EDGE <= x <= drawn.width + EDGE and -EDGE <= y <= drawn.height + EDGE
        for x, y in places(drawn)
    )


@each_activity
@some_size
def test_every_word_of_the_figure_is_drawn(activity: Activity, n: int) -> None:
    figure = at(activity.id, n, "fr")[1]
    told = " ".join(mark.text for mark in drawing(figure).marks if isinstance(mark, TextLine))
    for one in figure["layout"]["annotations"]:
        for line in one["text"].replace("<b>", "").replace("</b>", "").split("<br>"):
            assert read(line) in told
    assert read(figure["layout"]["title"]["text"].split("<br>")[0]) in told


@each_activity
def test_as_many_markers_and_bars_are_drawn_as_there_are(activity: Activity) -> None:
    figure = at(activity.id, 42, "en")[1]
    marks = drawing(figure).marks
    dots = [
        x
        for trace in figure["data"]
        if trace["type"] == "scatter" and "markers" in trace["mode"]
        for x in trace["x"]
        if x is not None
    ]
    bars = [
        value
        for trace in figure["data"]
        if trace["type"] == "bar"
        for value in trace["x" if trace.get("orientation") == "h" else "y"]
        if abs(value) > 0.5
    ]
    shapes = [mark for mark in marks if isinstance(mark, Area | Disc)]
    assert len(shapes) >= len(dots) + len(bars)


def test_a_field_of_a_class_is_drawn_as_wide_and_high_as_it_is() -> None:
    figure = at("tamtam", 7, "en")[1]
    fields = [one for one in figure["layout"]["shapes"] if one["type"] == "rect"]
    looks = {(one["fillcolor"], one["line"]["color"], one["line"]["width"]) for one in fields}
    areas = [one for one in drawing(figure).marks if isinstance(one, Area)]
    drawn = [one for one in areas if (one.fill, one.ink, one.width) in looks]
    assert fields and len(drawn) >= len(fields)
    for area in drawn:
        wide, high = ({point[axis] for point in area.points} for axis in (0, 1))
        assert len(area.points) == 4 and len(wide) == len(high) == 2


def test_the_picture_is_well_formed_and_its_text_is_text() -> None:
    figure = charts.Figure(
        data=[],
        layout={
            "title": {"text": ""},
            "height": 100,
            "paper_bgcolor": "#FFFFFF",
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "xaxis": {"range": [0, 1]},
            "yaxis": {"range": [0, 1]},
            "shapes": [],
            "annotations": [
                {
                    "text": f"<b>{charts.plain('<script>&')}</b> ■",
                    "x": 0,
                    "y": 0.5,
                    "xanchor": "left",
                    "yanchor": "middle",
                    "showarrow": False,
                    "font": {"size": 15, "color": "#000000"},
                }
            ],
        },
    )
    picture = ElementTree.fromstring(svg.svg(drawing(figure), 'a "caption" <b>'))
    assert "".join(picture.itertext()) == "<script>& ■"
    assert picture.get("aria-label") == 'a "caption" <b>'


@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_the_same_figure_gives_the_same_picture(language: str) -> None:
    figure = at("flows", 42, language)[1]
    assert svg.svg(drawing(figure)) == svg.svg(drawing(figure))


def test_every_light_colour_has_its_dark_one() -> None:
    rules = svg.in_the_dark()
    for light, dark in charts.palette().values():
        assert f'svg [fill="{light}"]{{fill:{dark}}}' in rules
