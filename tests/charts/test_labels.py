"""Names beside marks: they cover neither marks nor each other while there is room."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from tamtam.charts.labels import NEAR, Box, Drawing, LabelledMark, beside, size_of, spread_out

ROOM = Box(0, 0, 900, 500)
SIZE = size_of(["A name of some length", "and a remark"])
places = st.tuples(st.integers(1, 9), st.integers(1, 9))


def marks_at(*found: tuple[int, int]) -> list[LabelledMark]:
    return spread_out([LabelledMark(90 * x, 50 * y, 14) for x, y in found])


@given(st.lists(places, min_size=10, max_size=10))
@settings(max_examples=25)
def test_of_ten_marks_none_is_hidden_and_their_names_stay_in_the_room(
    found: list[tuple[int, int]],
) -> None:
    marks = marks_at(*found)
    for one, other in combinations(marks, 2):
        apart = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
        assert apart >= 0.8 * 28
    spots = beside(Drawing(marks, (), ROOM), [SIZE] * 10)
    for spot, mark in zip(spots, marks, strict=True):
        assert spot.box(mark).common(ROOM) >= 0.99 * spot.box(mark).area


@given(st.lists(places, min_size=6, max_size=6, unique=True))
@settings(max_examples=25)
def test_names_of_six_marks_hardly_cover_anything(found: list[tuple[int, int]]) -> None:
    marks = marks_at(*found)
    spots = beside(Drawing(marks, (), ROOM), [SIZE] * 6)
    names = [spot.box(mark) for spot, mark in zip(spots, marks, strict=True)]
    for one, other in combinations(names, 2):
        assert one.common(other) < 0.1 * one.area
    for name in names:
        assert sum(name.common(mark.box) for mark in marks) < 0.1 * name.area


def test_names_of_marks_in_one_corner_stay_in_the_room_and_apart() -> None:
    """Marks that were moved aside may lie beyond the edge themselves: their names still don't."""
    marks = marks_at(*[(9, 9)] * 6)
    spots = beside(Drawing(marks, (), ROOM), [SIZE] * 6)
    names = [spot.box(mark) for spot, mark in zip(spots, marks, strict=True)]
    assert all(name.common(ROOM) > 0.999 * name.area for name in names)
    for one, other in combinations(names, 2):
        assert one.common(other) < 0.1 * one.area


def test_a_name_stands_near_its_mark_and_clear_of_bars_where_it_can() -> None:
    [mark] = marks_at((5, 5))
    right = Box(mark.x, mark.y - 2, mark.x + 200, mark.y + 2)
    [spot] = beside(Drawing([mark], [right], ROOM), [SIZE])
    assert spot.distance == NEAR
    assert spot.box(mark).common(right) == 0


def test_a_mark_in_a_place_of_its_own_is_not_moved() -> None:
    alone, *_ = marks = marks_at((2, 2), (5, 5), (5, 5))
    assert (alone.x, alone.y) == (180, 100)
    assert (marks[1].x, marks[1].y) == (450, 250) != (marks[2].x, marks[2].y)
