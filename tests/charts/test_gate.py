"""The gate as a chart: on which side a segment lies, how long it is, what tells it from others."""

import html

import pytest
from tamtam import charts
from tamtam.charts.gate import Passage, Sides, gate_bars

FRAME = charts.Frame("A sentence", "A question?", "10 people answered", "en")
SIDES = Sides("outside", "inside", "grey: fine")
ROWS = [
    Passage("Doubts", out=(1, 4), inside=(3, 2), wishes=("4 miss it", "2 too much")),
    Passage("Family", remark="3 answers, too few to show"),
    Passage("Humour", out=(0, 0), inside=(8, 0), remark="n = 8"),
]


def bars() -> list[charts.Figure]:
    """Outside fine, outside missed, inside fine, inside too much."""
    data: list[charts.Figure] = gate_bars(FRAME, ROWS, SIDES)["data"]
    return data


def test_outside_lies_left_of_the_gate_and_inside_right_of_it() -> None:
    out_good, missed, in_good, too_much = bars()
    assert all(x <= 0 for trace in (out_good, missed) for x in (*trace["x"], *trace["base"]))
    assert all(x >= 0 for trace in (in_good, too_much) for x in (*trace["x"], *trace["base"]))


def test_segments_are_as_long_as_their_share_of_those_who_answered_the_row() -> None:
    assert [trace["x"] for trace in bars()] == [[-10, 0], [-40, 0], [30, 100], [20, 0]]


def test_a_wish_begins_where_the_quiet_segment_ends() -> None:
    for fine, wish in (bars()[:2], bars()[2:]):
        ends = [base + width for base, width in zip(fine["base"], fine["x"], strict=True)]
        assert wish["base"] == pytest.approx(ends)


def test_a_row_of_too_few_has_no_bar_and_says_so() -> None:
    assert all(len(trace["y"]) == 2 for trace in bars())
    notes = [note["text"] for note in gate_bars(FRAME, ROWS, SIDES)["layout"]["annotations"]]
    assert "3 answers, too few to show" in notes and "n = 8" in notes


def test_both_wishes_are_said_in_words_and_differ_in_more_than_colour() -> None:
    notes = [
        html.unescape(n["text"]) for n in gate_bars(FRAME, ROWS, SIDES)["layout"]["annotations"]
    ]
    assert "4 miss it" in notes and "2 too much" in notes
    _, missed, _, too_much = bars()
    assert "pattern" in too_much["marker"] and "pattern" not in missed["marker"]


def test_a_long_name_gets_the_height_it_needs() -> None:
    short, long = (
        gate_bars(FRAME, [Passage(name, (1, 1), (1, 1))], SIDES)["layout"]["height"]
        for name in ("Doubts", "What one would never say aloud to anyone in the house")
    )
    assert long > short
