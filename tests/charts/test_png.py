"""Charts as PNG: the same marks as in the SVG, at the places they say, in the colours they say."""

from io import BytesIO

import pytest
from PIL import Image
from tamtam.charts.marks import Area, Disc, DrawnChart, Mark, Run, Stroke, TextLine
from tamtam.charts.png import SCALE, png

PAPER, BLUE, RED = "#FBF8F2", "#2B4C9B", "#A63A24"


def drawn(*marks: Mark, caption: str = "", height: float = 100) -> Image.Image:
    picture = Image.open(BytesIO(png(DrawnChart(200, height, PAPER, marks), caption)))
    picture.load()
    return picture


def at(picture: Image.Image, x: float, y: float) -> str:
    """The colour at a place of the chart."""
    pixel = picture.convert("RGB").getpixel((round(x * SCALE), round(y * SCALE)))
    assert isinstance(pixel, tuple)
    return "#{:02X}{:02X}{:02X}".format(*pixel)


def test_marks_stand_where_they_say_in_their_colours() -> None:
    picture = drawn(
        Area(((10, 10), (60, 10), (60, 40), (10, 40)), fill=BLUE),
        Disc(120, 50, 20, fill=RED),
        Stroke(((10, 80), (190, 80)), BLUE, 4),
    )
    assert picture.size == (200 * SCALE, 100 * SCALE)
    assert (at(picture, 35, 25), at(picture, 120, 50), at(picture, 100, 80)) == (BLUE, RED, BLUE)
    assert at(picture, 5, 5) == at(picture, 120, 75) == at(picture, 70, 25) == PAPER


def test_what_is_drawn_later_lies_above_and_lets_through_what_it_says() -> None:
    under = Area(((0, 0), (200, 0), (200, 100), (0, 100)), fill=BLUE)
    assert at(drawn(under, Disc(50, 50, 20, fill=RED)), 50, 50) == RED
    half = at(drawn(under, Disc(50, 50, 20, fill=RED, opacity=0.5)), 50, 50)
    assert half not in (RED, BLUE)


def test_a_ring_is_open_and_a_dashed_line_has_gaps() -> None:
    picture = drawn(
        Disc(50, 50, 20, ink=RED, width=4), Stroke(((100, 50), (190, 50)), BLUE, 4, "dash")
    )
    assert at(picture, 50, 50) == PAPER and at(picture, 70, 50) == RED
    line = {at(picture, x / 2, 50) for x in range(200, 380)}
    assert {BLUE, PAPER} <= line


@pytest.mark.parametrize(
    ("anchor", "inked", "bare"), [("left", 105, 80), ("right", 95, 120), ("center", 100, 180)]
)
def test_a_line_of_text_stands_to_the_side_of_its_place_that_it_says(
    anchor: str, inked: float, bare: float
) -> None:
    text = TextLine(100, 60, (Run("MM"), Run("MM", bold=True)), 20, BLUE, anchor)
    picture = drawn(text)

    def ink_near(x: float) -> bool:
        box = tuple(round(edge * SCALE) for edge in (x - 5, 40, x + 5, 62))
        colours = picture.convert("L").crop(box).getextrema()  # type: ignore[arg-type]
        return colours[0] != colours[1]

    assert ink_near(inked) and not ink_near(bare)


def test_it_says_in_words_what_it_shows() -> None:
    mark = Disc(50, 50, 20, fill=RED)
    assert drawn(mark, caption="« Énergie » 👩‍🚀").info["Description"] == "« Énergie » 👩‍🚀"


def test_a_chart_of_hundreds_of_rows_is_drawn_within_bounds() -> None:
    picture = drawn(Disc(50, 50, 20, fill=RED), height=60_000)
    assert picture.size == (200 * SCALE, 60_000 * SCALE)
    assert at(picture, 50, 50) == RED


def test_drawn_anew_it_has_the_same_bytes_and_drawn_again_it_is_not_drawn_anew() -> None:
    """Who writes results a second time waits for the charts alone that changed since."""
    marks = (Disc(50, 50, 20, fill=RED), TextLine(100, 60, (Run("MM"),), 20, BLUE))
    first = png(DrawnChart(200, 100, PAPER, marks), "Two")
    assert png(DrawnChart(200, 100, PAPER, marks), "Two") is first
    assert png(DrawnChart(200, 100, PAPER, marks), "Three") != first
    png.cache_clear()
    anew = png(DrawnChart(200, 100, PAPER, marks), "Two")
    assert anew == first and anew is not first
