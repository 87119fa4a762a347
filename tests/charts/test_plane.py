"""The plane: where marks and squares lie, what tells them apart, what the scales are called."""

import pytest
from tamtam import charts

FRAME = charts.Frame("A sentence", "A question?", "14 people answered", "en")
ACROSS = charts.Axis("Between", 1, 5, ((1, "a wall"), (5, "no partition")))
UP = charts.Axis("Tools show", -2, 2, ((-2, "not enough"), (2, "too much")))
LIVED = charts.Place("lived", charts.Spread(4, 3, 5), charts.Spread(1, 0, 2))
WANTED = charts.Place("wanted", charts.Spread(3, 2, 3), charts.Spread(0, 0, 0))


def figure(
    lived: charts.Place = LIVED, cells: tuple[tuple[int, int, int], ...] = ()
) -> charts.Figure:
    return charts.plane_of(FRAME, charts.Plane(lived, WANTED, cells), ACROSS, UP)


def texts(drawn: charts.Figure) -> list[str]:
    return [note["text"] for note in drawn["layout"]["annotations"]]


def test_a_cross_is_the_middle_half_of_both_scales() -> None:
    *_, cross, dot = figure()["data"]
    assert cross["x"] == [3, 5, None, 4, 4]
    assert cross["y"] == [1, 1, None, 0, 2]
    assert (dot["x"], dot["y"]) == ([4], [1])


def test_lived_is_a_full_dot_and_wanted_an_open_one() -> None:
    *_, wanted, _, lived = figure()["data"]
    assert lived["marker"]["color"] == charts.colour("today")
    assert wanted["marker"]["color"] == charts.colour("paper")
    assert wanted["marker"]["line"]["color"] == charts.colour("wanted")


def test_an_arrow_leads_from_lived_to_wanted_where_they_differ() -> None:
    [arrow] = [note for note in figure()["layout"]["annotations"] if note["showarrow"]]
    assert (arrow["ax"], arrow["ay"], arrow["x"], arrow["y"]) == (4, 1, 3, 0)
    still = figure(charts.Place("lived", charts.Spread(3, 3, 3), charts.Spread(0, 0, 0)))
    assert not any(note["showarrow"] for note in still["layout"]["annotations"])


@pytest.mark.parametrize("size", [0, 1, 2])
def test_a_square_is_larger_where_more_people_stand(size: int) -> None:
    squares = figure(cells=((4, 1, size), (2, -1, 0)))["data"][0]
    assert (squares["x"], squares["y"]) == ([4, 2], [1, -1])
    larger, smallest = squares["marker"]["size"]
    assert (larger > smallest) == (size > 0)


def test_scales_and_marks_are_named_in_words() -> None:
    named = texts(figure())
    for word in ("Between", "Tools show", "a wall", "no partition", "too much", "lived", "wanted"):
        assert word in named


@pytest.mark.parametrize(("lived", "apart"), [(1, 52), (5, 26)])
def test_at_the_foot_names_stand_above_their_marks_clear_of_the_ticks(
    lived: int, apart: int
) -> None:
    low = charts.Spread(-2, -2, -2)
    wanted = charts.Place("wanted", charts.Spread(2, 2, 2), low)
    start = charts.Place("lived", charts.Spread(lived, lived, lived), low)
    drawn = charts.plane_of(FRAME, charts.Plane(start, wanted), ACROSS, UP)
    shifts = {note["text"]: note.get("yshift") for note in drawn["layout"]["annotations"]}
    assert (shifts["lived"], shifts["wanted"]) == (apart, 26)


def test_what_keeps_the_marks_away_is_said_in_their_place() -> None:
    drawn = charts.plane_of(FRAME, charts.Plane(missing="4 answers, too few"), ACROSS, UP)
    assert "4 answers, too few" in texts(drawn)
    assert all(trace["x"] == [] for trace in drawn["data"])


def test_squares_are_explained_by_squares_of_their_sizes() -> None:
    cells = ((4, 1, 1), (2, -1, 0))
    shown = charts.Plane(LIVED, WANTED, cells, sizes=("3 to 5", "6 to 9"))
    drawn = charts.plane_of(FRAME, shown, ACROSS, UP)
    squares, explained = drawn["data"][:2]
    assert explained["marker"]["size"] == squares["marker"]["size"][::-1]
    assert min(explained["x"]) > ACROSS.high
    assert {"3 to 5", "6 to 9"} <= set(texts(drawn))
