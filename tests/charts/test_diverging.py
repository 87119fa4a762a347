"""Diverging bars: disagreement left of the middle, agreement right of it, with their numbers."""

import html
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam import charts

from tests.decks import agreement
from tests.kinds.people import Answers, kind_of, standing_of

ONE = agreement(statements=1)
five_counts = st.lists(st.integers(0, 200), min_size=5, max_size=5).filter(lambda c: sum(c) >= 5)


def answered(counts: list[int], phase: str = "before") -> list[Answers]:
    return [
        {("s1", phase): value} for value, count in enumerate(counts, start=1) for _ in range(count)
    ]


def figure_of(counts: list[int]) -> charts.Figure:
    return kind_of(ONE).figure(ONE, standing_of(ONE, answered(counts)), "en")


def segments(figure: charts.Figure, row: int = 0) -> list[tuple[float, float, str]]:
    """(start, width, number) of each colour of a row, in percent of n."""
    return [(bar["base"][row], bar["x"][row], bar["text"][row]) for bar in figure["data"]]


def notes(figure: charts.Figure) -> list[str]:
    return [html.unescape(note["text"]) for note in figure["layout"]["annotations"]]


def told_of(counts: list[int]) -> list[int]:
    """What is told of counts: of fewer than twelve people, three classes."""
    disagree, rather_not, between, rather, agree = counts
    return counts if sum(counts) >= 12 else [0, disagree + rather_not, between, rather + agree, 0]


@given(five_counts)
def test_segments_are_shares_of_n_side_by_side(counts: list[int]) -> None:
    found = segments(figure_of(counts))
    n = sum(counts)
    assert [width for _, width, _ in found] == pytest.approx(
        [100 * c / n for c in told_of(counts)], abs=1e-3
    )
    for (start, width, _), (following, *_) in pairwise(found):
        assert start + width == pytest.approx(following, abs=1e-3)


@given(five_counts)
def test_the_middle_answers_lie_half_on_either_side(counts: list[int]) -> None:
    start, width, _ = segments(figure_of(counts))[2]
    assert start + width / 2 == pytest.approx(0, abs=1e-3)


@given(five_counts)
def test_a_number_stands_wherever_it_has_room(counts: list[int]) -> None:
    figure = figure_of(counts)
    low, high = figure["layout"]["xaxis"]["range"]
    unit, size = charts.PAGE.inner / (high - low), figure["data"][0]["textfont"]["size"]
    for count, (_, width, number) in zip(told_of(counts), segments(figure), strict=True):
        assert number in (str(count), "")
        assert (number == "") == (not count or width * unit < 0.62 * size * len(str(count)) + 3)


def test_a_bar_reaches_to_the_ends_at_most() -> None:
    for counts in ([9, 0, 0, 0, 0], [0, 0, 0, 0, 9]):
        figure = figure_of(counts)
        low, high = figure["layout"]["xaxis"]["range"]
        assert all(low <= start and start + width <= high for start, width, _ in segments(figure))


def test_the_ends_of_the_scale_are_named_on_their_sides() -> None:
    figure = figure_of([1, 2, 3, 4, 5])
    ends = {
        note["text"]: note["x"]
        for note in figure["layout"]["annotations"]
        if "agree" in note["text"]
    }
    assert ends["← disagree"] < 0 < ends["agree →"]


def test_a_statement_has_its_words_and_how_its_answers_lie() -> None:
    assert {"Statement 1", "9 of 10 agree"} <= set(notes(figure_of([1, 0, 0, 4, 5])))


def asked_twice(after: int) -> charts.Figure:
    activity = msgspec.structs.replace(ONE, phases=("before", "after"))
    everybody: list[Answers] = answered([6, 0, 0, 0, 0])
    for own in everybody[:after]:
        own["s1", "after"] = 5
    return kind_of(activity).figure(activity, standing_of(activity, everybody), "en")


def test_a_statement_asked_twice_has_two_bars_with_names() -> None:
    figure = asked_twice(after=6)
    assert segments(figure, 0)[1][2] == "6" and segments(figure, 1)[3][2] == "6"
    assert {"before", "after"} <= set(notes(figure))


@pytest.mark.parametrize("after", [0, 1, 4])
def test_the_second_bar_has_its_place_before_it_may_be_shown(after: int) -> None:
    """Axes stand still when the fifth answer comes; until then nothing is drawn there."""
    few, enough = asked_twice(after), asked_twice(after=6)
    assert ranges(few) == ranges(enough)
    assert {width for _, width, _ in segments(few, 1)} == {0}
    assert {number for *_, number in segments(few, 1)} == {""}


def ranges(figure: charts.Figure) -> list[Any]:
    return [figure["layout"][name]["range"] for name in ("xaxis", "yaxis")]
