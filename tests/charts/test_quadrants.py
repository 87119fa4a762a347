"""Quadrants: what is remarked above the corners, on drawings of different widths."""

import pytest
from tamtam import charts
from tamtam.charts.canvas import Canvas

REMARK = (
    "26 personnes ont répondu aux deux. Certains coins comptent trop peu de personnes pour "
    "donner leur nombre."
)


def drawn(canvas: Canvas, remark: str) -> charts.Figure:
    frame = charts.Frame("", "", "", "fr", canvas=canvas)
    ends, names = ("non", "oui"), ("A", "B", "C", "D")
    return charts.quadrants(frame, charts.Quadrants(ends, ends, names, (), remark))


@pytest.mark.parametrize("width", [420, 620, 900, 1800])
def test_a_remark_takes_as_many_lines_as_the_drawing_is_narrow(width: int) -> None:
    canvas = Canvas(width)
    figure = drawn(canvas, REMARK)
    [told] = [one for one in figure["layout"]["annotations"] if one["text"].startswith("26")]
    lines = told["text"].split("<br>")
    assert " ".join(lines) == REMARK
    assert max(map(len, lines)) <= canvas.line(0.97)
    assert (len(lines) > 1) == (len(REMARK) > canvas.line(0.97))
    top = drawn(canvas, "26")["layout"]["yaxis"]["range"][1]
    assert (figure["layout"]["yaxis"]["range"][1] > top) == (len(lines) > 2)
