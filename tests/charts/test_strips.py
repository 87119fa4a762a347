"""Strips: a dot for each person, the median and the middle half, who is drawn and where."""

import html
import itertools
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam import charts

from tests.charts.test_figures import notes

FRAME = charts.Frame("It is so", "How is it?", "n", "en")
TICKS = ((0.0, "0 nothing"), (5.0, "5"), (10.0, "10 all"))
HALF = charts.Spread(5, 3, 7)


def of(*rows: charts.Strip) -> charts.Figure:
    return charts.strips(FRAME, rows, TICKS)


def dots(figure: charts.Figure) -> list[tuple[float, float]]:
    trace = figure["data"][0]
    return list(zip(trace["x"], trace["y"], strict=True))


def strokes(trace: Any) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    ends = list(zip(trace["x"], trace["y"], strict=True))
    return list(zip(ends[::3], ends[1::3], strict=True))


def rows_of(figure: charts.Figure, *labels: str) -> list[float]:
    """The heights of rows, by their names."""
    height = {html.unescape(n["text"]): n["y"] for n in figure["layout"]["annotations"]}
    return [height[label] for label in labels]


def test_each_person_is_a_dot_near_what_they_said() -> None:
    figure = of(charts.Strip("A", spread=HALF, people=((2, 7), (9, 1))))
    found = dots(figure)
    [middle] = rows_of(figure, "A")
    assert len(found) == len(set(found)) == 8
    assert sorted(round(x) for x, _ in found) == [2] * 7 + [9]
    assert all(abs(y - middle) < 38 for _, y in found)


@given(
    st.lists(
        st.tuples(st.integers(0, 10), st.integers(1, 900)), min_size=1, unique_by=lambda p: p[0]
    )
)
def test_sixty_dots_at_most_keep_the_shares(people: list[tuple[int, int]]) -> None:
    total = sum(count for _, count in people)
    figure = of(charts.Strip("A", spread=HALF, people=tuple(sorted(people))))
    found = dots(figure)
    [told] = [note for note in notes(figure) if "median" in note]
    several = re.search(r"about (\d+) people", told)
    each = int(several[1]) if several else 1
    assert len(found) <= 60 and each >= -(-total // 60)
    assert abs(len(found) * each - total) <= each / 2 + 1


def test_dots_of_one_answer_keep_clear_of_those_of_the_next() -> None:
    """Also where all of the room chose among two answers that lie side by side."""
    found = dots(of(charts.Strip("A", spread=HALF, people=((4, 300), (5, 300)))))
    left = [x for x, _ in found if x < 4.5]
    right = [x for x, _ in found if x > 4.5]
    assert len(left) == len(right)
    assert max(left) < 4.5 < min(right) and max(left) < min(right) - 0.05


def test_without_people_the_middle_half_lies_on_the_line() -> None:
    bare, full = charts.Strip("A", spread=HALF), charts.Strip("B", spread=HALF, people=((5, 12),))
    figure = of(bare, full)
    assert not any("person" in note for note in notes(of(bare)))
    halves, medians = figure["data"][1:3]
    on_line, under = rows_of(figure, "A", "B")
    assert [(start[0], end[0]) for start, end in strokes(halves)] == [(3, 7), (3, 7)]
    first, second = (start[1] for start, _ in strokes(halves))
    assert first == on_line and second > under
    lowest_dot = max(y for _, y in dots(figure))
    assert strokes(medians)[1][0][1] > lowest_dot


def test_a_row_with_too_few_answers_says_so_and_shows_nothing() -> None:
    figure = of(charts.Strip("A", remark="3 answers, too few to show"))
    assert dots(figure) == [] and strokes(figure["data"][1]) == []
    assert "3 answers, too few to show" in notes(figure)


def test_a_heading_stands_above_its_rows_and_the_next_ones_move_down() -> None:
    figure = of(charts.Strip("A", spread=HALF, heading="First"), charts.Strip("B", spread=HALF))
    first, a, b = rows_of(figure, "First", "A", "B")
    without = rows_of(of(charts.Strip("A", spread=HALF)), "A")
    assert first < a < b < figure["layout"]["yaxis"]["range"][0]
    assert without[0] < a


@pytest.mark.parametrize("people", [(), ((5, 12),)])
def test_an_arrow_leads_from_one_median_to_the_next(people: tuple[tuple[int, int], ...]) -> None:
    wide = charts.Spread(8, 6, 9)
    figure = of(
        charts.Strip("A", spread=wide, people=people, leads_on=True),
        charts.Strip("B", spread=HALF, people=people),
    )
    [arrow] = [note for note in figure["layout"]["annotations"] if note["showarrow"]]
    assert (arrow["ax"], arrow["x"]) == (8, 5)
    ticks = strokes(figure["data"][2])
    assert (arrow["ay"], arrow["y"]) == (ticks[0][1][1], ticks[1][0][1])


def test_medians_have_the_colour_of_what_they_are() -> None:
    figure = of(
        charts.Strip("A", spread=HALF, ink="today", number="5"),
        charts.Strip("B", spread=HALF, ink="wanted", number="7"),
    )
    inks = [trace["line"]["color"] for trace in figure["data"][1:]]
    assert inks == [charts.colour(name) for name in ("today", "today", "wanted", "wanted")]
    numbers = {n["text"]: n["font"]["color"] for n in figure["layout"]["annotations"]}
    assert numbers["<b>5</b>"] == charts.colour("today")
    assert numbers["<b>7</b>"] == charts.colour("wanted")


def test_a_long_name_gives_way_to_its_remark_where_rows_are_low() -> None:
    label = "Promise a date that everybody here knows is wrong"
    rows = [charts.Strip(label, "two camps: 230 and 267", HALF) for _ in range(9)]
    wall = charts.strips(replace(FRAME, canvas=charts.WALL), rows, TICKS)
    page = charts.strips(FRAME, rows, TICKS)
    told = [[n["text"] for n in one["layout"]["annotations"]] for one in (wall, page)]
    assert any(text.endswith("…") for text in told[0])
    assert not any(text.endswith("…") for text in told[1])
    assert all(text.count("<br>") == 0 for text in told[0])


def test_of_a_few_each_class_is_a_field_with_its_number_and_the_median_lies_under_them() -> None:
    few = charts.Spread(6, 6, 6)
    figure = of(charts.Strip("A", spread=few, classes=((0, 4, 2), (5, 5, 0), (6, 10, 3))))
    fields = [one for one in figure["layout"]["shapes"] if one["type"] == "rect"]
    told = [n for n in figure["layout"]["annotations"] if n["text"] in ("2", "0", "3")]
    assert [(n["text"], n["x"]) for n in told] == [("2", 2), ("3", 8)]
    edges = [(one["x0"], one["x1"]) for one in fields]
    assert all(a[1] < b[0] for a, b in itertools.pairwise(edges))
    assert edges[0][0] < 0 < 4 < edges[0][1] < 5 < edges[2][0] < 6 < 10 < edges[2][1]
    medians = figure["data"][-1]
    top = min(y for y in medians["y"] if y is not None)
    assert top > max(one["y1"] for one in fields)
    assert "how many, by side" in " ".join(notes(figure))


@pytest.mark.parametrize("value", [0, 10])
def test_dots_at_an_end_reach_neither_into_names_nor_into_numbers(value: int) -> None:
    figure = of(charts.Strip("A", spread=HALF, people=((value, 500),), number="5"))
    low, high = figure["layout"]["xaxis"]["range"]
    names, numbers = low + 0.235 * (high - low), high - 0.05 * (high - low)
    assert all(names < x < numbers for x, _ in dots(figure))
