"""Dumbbells: where ● and ○ lie, who is a line, what the row says."""

import html
from typing import Any

import pytest
from tamtam import charts
from tamtam.language import texts

from tests.kinds.people import ASKED, Answers, kind_of, simulated, standing_of

#: Where the rows lie: two market flows, then, a little apart, three non-market ones.
PLACES = [0, 1, 2.5, 3.5, 4.5]
FIVE = next(activity for activity in ASKED if activity.kind == "flows")


def figure_of(everybody: list[Answers], language: str = "en") -> charts.Figure:
    standing = standing_of(FIVE, everybody)
    return kind_of(FIVE).figure(FIVE, standing, language)


def row_at(y: float) -> int:
    return min(range(5), key=lambda row: abs(PLACES[row] - y))


def person_lines(figure: charts.Figure) -> list[tuple[Any, ...]]:
    """The grey lines: (today, wanted, row)."""
    trace = figure["data"][0]
    assert trace["line"]["color"] == charts.colour("line")
    x, y = trace["x"], trace["y"]
    return [(x[at], x[at + 1], row_at(y[at])) for at in range(0, len(x), 3)]


def notes(figure: charts.Figure) -> list[str]:
    return [html.unescape(note["text"]) for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize("n", [5, 11])
def test_below_twelve_nobody_is_drawn(n: int) -> None:
    figure = figure_of(simulated(FIVE, n))
    assert person_lines(figure) == []
    assert not any("one person" in note for note in notes(figure))


def test_from_twelve_on_everybody_is_a_line_in_every_row() -> None:
    figure = figure_of(simulated(FIVE, 12))
    rows = [row for *_, row in person_lines(figure)]
    assert {row: rows.count(row) for row in rows} == dict.fromkeys(range(5), 12)
    assert any(note.endswith("─ one person") for note in notes(figure))


@pytest.mark.parametrize(("n", "each"), [(60, 1), (61, 2), (800, 14)])
def test_in_a_large_hall_a_line_stands_for_several(n: int, each: int) -> None:
    figure = figure_of(simulated(FIVE, n))
    rows = [row for *_, row in person_lines(figure)]
    for row in range(5):
        assert n // each - 1 <= rows.count(row) <= 60
    legend = "one person" if each == 1 else f"about {each} people"
    assert any(legend in note for note in notes(figure))


def test_lines_lean_as_people_do() -> None:
    """Of 800 people a quarter goes down: so does a quarter of the lines."""
    up, down = {("trust", "today"): 3, ("trust", "wanted"): 8}, None
    down = {("trust", "today"): 9, ("trust", "wanted"): 2}
    drawn = person_lines(figure_of([up] * 600 + [down] * 200))
    falling = sum(1 for today, wanted, _ in drawn if wanted < today)
    assert falling / len(drawn) == pytest.approx(0.25, abs=0.02)


def test_dots_lie_at_the_medians_and_bars_over_the_middle_half() -> None:
    everybody = simulated(FIVE, 42)
    standing = standing_of(FIVE, everybody)
    _, *marks = figure_of(everybody)["data"]
    for phase, (bars, dots) in enumerate((marks[:2], marks[2:])):
        found = [item.distributions[phase] for item in standing.items]
        assert dots["x"] == [one.median for one in found]
        assert bars["x"][::3] == [one.low_quartile for one in found]
        assert bars["x"][1::3] == [one.high_quartile for one in found]


def test_today_is_a_full_dot_above_and_wanted_an_open_one_below() -> None:
    _, _, today, _, wanted = figure_of(simulated(FIVE, 42))["data"]
    assert today["marker"]["color"] == charts.colour("today")
    assert wanted["marker"]["color"] == charts.colour("paper")
    assert wanted["marker"]["line"]["color"] == charts.colour("wanted")
    assert all(up < down for up, down in zip(today["y"], wanted["y"], strict=True))


def test_an_arrow_leads_from_today_to_wanted() -> None:
    figure = figure_of(simulated(FIVE, 42))
    _, _, today, _, wanted = figure["data"]
    arrows = [note for note in figure["layout"]["annotations"] if note["showarrow"]]
    assert [arrow["ax"] for arrow in arrows] == today["x"]
    assert [arrow["x"] for arrow in arrows] == wanted["x"]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_line_parts_market_from_non_market_flows(language: str) -> None:
    figure = figure_of(simulated(FIVE, 42), language)
    groups = texts.section(language, "kinds/flows")["group"]
    for name in groups.values():
        assert notes(figure).count(name) == 1
    across = [line for line in figure["layout"]["shapes"] if line["y0"] == line["y1"]]
    assert [line["y0"] for line in across] == [1.75]


def test_a_row_of_too_few_shows_nothing_but_their_number() -> None:
    everybody = simulated(FIVE, 14)
    for own in everybody[4:]:
        del own["trust", "wanted"]
    figure = figure_of(everybody)
    assert "4 answers, too few to show" in notes(figure)
    trust = 3
    assert trust not in {row for *_, row in person_lines(figure)}
    assert all(
        row_at(y) != trust for trace in figure["data"][1:] for y in trace["y"] if y is not None
    )
