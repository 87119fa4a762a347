"""Profiles: a bar for each way and phase, as high as its share, with its count; today filled."""

import html

import pytest
from tamtam import charts

from tests.kinds.people import ASKED, kind_of, simulated, standing_of

SIX = next(activity for activity in ASKED if activity.id == "decisions")
STANDING = standing_of(SIX, simulated(SIX, 40))
FIGURE = kind_of(SIX).figure(SIX, STANDING, "en")
TODAY, WANTED = FIGURE["data"]


def notes(figure: charts.Figure) -> list[str]:
    return [html.unescape(note["text"].replace("<br>", " ")) for note in _all(figure)]


def _all(figure: charts.Figure) -> list[charts.Figure]:
    found: list[charts.Figure] = figure["layout"]["annotations"]
    return found


@pytest.mark.parametrize(("trace", "phase"), [(TODAY, 0), (WANTED, 1)])
def test_each_way_that_was_given_has_a_bar_as_high_as_its_share(
    trace: charts.Figure, phase: int
) -> None:
    given = [
        (count, found.n)
        for item in STANDING.items
        for found in (item.distributions[phase],)
        for count in (found.counts or {}).values()
        if count
    ]
    assert trace["text"] == [str(count) for count, _ in given]
    of_all = trace["y"][0] / (given[0][0] / given[0][1])
    assert of_all < 0
    assert trace["y"] == pytest.approx([of_all * count / n for count, n in given], abs=0.02)


def test_today_is_filled_wanted_is_open_and_they_stand_side_by_side() -> None:
    assert TODAY["marker"]["color"] == charts.colour("today")
    assert WANTED["marker"]["color"] == charts.colour("paper")
    assert WANTED["marker"]["line"]["color"] == charts.colour("wanted")
    left, right = ({round(x % 1, 2) for x in trace["x"]} for trace in (TODAY, WANTED))
    assert not left & right and "■ today\u2003\u2003□ wanted" in notes(FIGURE)


def test_who_does_not_know_stands_apart_behind_a_dotted_line() -> None:
    [apart] = [line for line in FIGURE["layout"]["shapes"] if line["line"]["dash"] == "dot"]
    [head] = [note for note in _all(FIGURE) if note["text"].startswith("I don’t")]
    assert 4.5 < apart["x0"] < head["x"]


def test_a_decision_of_too_few_shows_nothing_but_their_number() -> None:
    everybody = simulated(SIX, 9)
    for own in everybody[3:]:
        del own["hire", "wanted"]
    figure = kind_of(SIX).figure(SIX, standing_of(SIX, everybody), "en")
    assert "3 answers, too few to show" in notes(figure)
    feet = {base for trace in figure["data"] for base in trace["base"]}
    assert len(feet) == len(SIX.items) - 1
