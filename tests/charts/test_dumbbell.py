"""Dumbbells: where ● and ○ lie, how answers are spread, what the row says."""

import html
from collections.abc import Iterator

import pytest
from tamtam import charts
from tamtam.language import texts

from tests import decks
from tests.kinds.people import ASKED, Answers, kind_of, simulated, standing_of

FIVE = next(activity for activity in ASKED if activity.kind == "flows")


def figure_of(everybody: list[Answers], language: str = "en") -> charts.Figure:
    standing = standing_of(FIVE, everybody)
    return kind_of(FIVE).figure(FIVE, standing, language)


def marks_of(figure: charts.Figure) -> tuple[charts.Figure, ...]:
    """Columns of today and wanted, their middle halves, ○ and ●."""
    before, after, today_half, wanted_half, ring, dot = figure["data"]
    return before, after, today_half, wanted_half, ring, dot


def notes(figure: charts.Figure) -> list[str]:
    return [html.unescape(note["text"]) for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize("n", [5, 11])
def test_below_twelve_only_the_medians_are_drawn(n: int) -> None:
    figure = figure_of(simulated(FIVE, n))
    before, after, today, wanted, *_ = marks_of(figure)
    assert before["x"] == after["x"] == []
    assert all(a == b for bars in (today, wanted) for a, b in batched_ends(bars["x"]))
    assert not any("▬ middle half" in note for note in notes(figure))


def batched_ends(x: list[float | None]) -> Iterator[tuple[float | None, float | None]]:
    """Where each bar begins and ends."""
    return zip(x[::3], x[1::3], strict=True)


def test_from_twelve_on_columns_say_how_answers_are_spread() -> None:
    """Today's above the line of each row, the wanted ones below it, as high as their share of the fullest."""
    everybody = [{("trust", "today"): 3, ("trust", "wanted"): 8}] * 9 + [
        {("trust", "today"): 4, ("trust", "wanted"): 8}
    ] * 3
    figure = figure_of(everybody)
    before, after, today, wanted, *_ = marks_of(figure)
    assert today["x"] == wanted["x"] == []
    assert (before["x"], after["x"]) == ([3, 4], [8])
    assert all(up < 0 for up in before["y"]) and all(down > 0 for down in after["y"])
    assert before["y"][0] / after["y"][0] == pytest.approx(-0.75, abs=0.01)
    assert before["y"][1] / before["y"][0] == pytest.approx(1 / 3, abs=0.01)
    assert set(before["base"]) == set(after["base"]) == {figure["data"][-1]["y"][0]}


def test_points_lie_in_columns_of_five() -> None:
    attention = next(activity for activity in ASKED if activity.kind == "attention")
    standing = standing_of(attention, simulated(attention, 40))
    before, after, *_ = kind_of(attention).figure(attention, standing, "en")["data"]
    assert {x % 5 for x in (*before["x"], *after["x"])} == {0}


@pytest.mark.parametrize("n", [5, 12, 500])
def test_each_row_says_how_many_want_more_as_much_and_less(n: int) -> None:
    everybody = simulated(FIVE, n)
    standing = standing_of(FIVE, everybody)
    written = notes(figure_of(everybody))
    for item in standing.items:
        steps = [own[item.item, "wanted"] - own[item.item, "today"] for own in everybody]
        for sign, count in (
            ("▲", sum(step > 0 for step in steps)),
            ("=", steps.count(0)),
            ("▼", sum(step < 0 for step in steps)),
        ):
            assert f"{sign} {count}" in written
    assert {"more", "same", "less"} <= set(written)


def test_dots_lie_at_the_medians_and_no_bar_tells_what_a_few_answered() -> None:
    everybody = simulated(FIVE, 11)
    standing = standing_of(FIVE, everybody)
    *_, today, wanted, ring, dot = marks_of(figure_of(everybody))
    for phase, (bars, dots) in enumerate(((today, dot), (wanted, ring))):
        found = [item.distributions[phase] for item in standing.items]
        assert dots["x"] == [one.median for one in found]
        assert bars["x"][::3] == [one.median for one in found]
        assert bars["x"][1::3] == bars["x"][::3]


def test_today_is_a_full_dot_and_wanted_a_ring_that_shows_around_it() -> None:
    *_, wanted, today = marks_of(figure_of(simulated(FIVE, 42)))
    assert today["marker"]["color"] == charts.colour("today")
    assert wanted["marker"]["color"] == charts.colour("paper")
    assert wanted["marker"]["line"]["color"] == charts.colour("wanted")
    assert wanted["marker"]["size"] > today["marker"]["size"]
    assert wanted["y"] == today["y"]


def test_an_arrow_leads_from_today_to_wanted_where_there_is_room_for_one() -> None:
    figure = figure_of(simulated(FIVE, 42))
    *_, wanted, today = marks_of(figure)
    arrows = [note for note in figure["layout"]["annotations"] if note["showarrow"]]
    far = [(a, b) for a, b in zip(today["x"], wanted["x"], strict=True) if abs(b - a) >= 1]
    assert far and [(arrow["ax"], arrow["x"]) for arrow in arrows] == far
    same = [{("trust", "today"): 5, ("trust", "wanted"): 5}] * 6
    assert not any(note["showarrow"] for note in figure_of(same)["layout"]["annotations"])


@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_a_line_parts_market_from_non_market_flows(language: str) -> None:
    figure = figure_of(simulated(FIVE, 42), language)
    groups = texts.section(language, "kinds/flows")["group"]
    for name in groups.values():
        assert notes(figure).count(name) == 1
    rows = figure["data"][-1]["y"]
    across = [line["y0"] for line in figure["layout"]["shapes"] if line["y0"] == line["y1"]]
    [parting] = [y for y in across if y not in rows]
    assert rows[1] < parting < rows[2]


def test_a_row_of_too_few_shows_nothing_but_their_number() -> None:
    everybody = simulated(FIVE, 14)
    for own in everybody[4:]:
        del own["trust", "wanted"]
    figure = figure_of(everybody)
    assert "4 answers, too few to show" in notes(figure)
    names = {html.unescape(n["text"]): n["y"] for n in figure["layout"]["annotations"]}
    trust = names["Trust"]
    assert all(y != trust for trace in figure["data"][2:] for y in trace["y"])
    assert all(trust not in trace["base"] for trace in figure["data"][:2])
