"""Mirrored bars: one above the line and one below, from 0 to the median, told apart without colour."""

from tamtam import charts

FRAME = charts.Frame("A sentence", "A question?", "8 people answered", "en")
SCALE = charts.Mirror(-3, 3, ("takes", "nothing", "gives"), ("for oneself", "for others"))
ROWS = [
    charts.Effect("Money", "", charts.Spread(2, 1, 3), charts.Spread(-1.5, -2, 0)),
    charts.Effect("Trust", "3 answers, too few to show"),
    charts.Effect("Emotion", "", charts.Spread(0, -1, 1), charts.Spread(1, 1, 1)),
]
FIGURE = charts.mirrored_bars(FRAME, ROWS, SCALE)
NOTES = {note["text"]: note for note in FIGURE["layout"]["annotations"]}


def test_oneself_lies_above_the_line_of_a_row_and_others_below_it() -> None:
    oneself, _, others, _ = FIGURE["data"]
    assert (oneself["x"], others["x"]) == ([2, 0], [-1.5, 1])
    rows = [NOTES[name]["y"] for name in ("Money", "Emotion")]
    assert all(
        up < row < down for up, row, down in zip(oneself["y"], rows, others["y"], strict=True)
    )


def test_thin_lines_span_the_middle_half() -> None:
    _, oneself, _, others = FIGURE["data"]
    assert oneself["x"] == [1, 3, None, -1, 1, None]
    assert others["x"] == [-2, 0, None, 1, 1, None]


def test_bars_differ_in_pattern_and_are_named() -> None:
    oneself, _, others, _ = FIGURE["data"]
    assert "pattern" in others["marker"] and "pattern" not in oneself["marker"]
    assert any("for oneself" in text and "for others" in text for text in NOTES)


def test_a_number_stands_beyond_what_is_drawn_on_the_side_it_points_to() -> None:
    assert (NOTES["<b>+2</b>"]["x"], NOTES["<b>+2</b>"]["xanchor"]) == (3, "left")
    minus = NOTES["<b>−1.5</b>"]
    assert (minus["x"], minus["xanchor"]) == (-2, "right")


def test_a_row_of_too_few_shows_nothing_but_their_number() -> None:
    assert "3 answers, too few to show" in NOTES
    assert all(round(y) != 1 for trace in FIGURE["data"] for y in trace["y"] if y is not None)


def test_the_ends_and_the_middle_of_the_scale_are_named() -> None:
    assert {"takes", "nothing", "gives"} <= NOTES.keys()
