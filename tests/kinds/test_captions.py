"""Captions and tables tell what the standing tells, and nothing in its place where it tells nothing."""

import re
from statistics import median

import pytest
from tamtam.deck.deck import Activity
from tamtam.language import texts
from tamtam.results.view import View
from tamtam.standing import quantile
from tamtam.standing.standing import Standing

from tests import decks
from tests.kinds.people import ASKED, simulated, standing_of

each_activity = pytest.mark.parametrize("activity", ASKED, ids=lambda one: one.id)
each_language = pytest.mark.parametrize("language", decks.LANGUAGES)
#: The middle half in a caption: two numbers, of which those of shares have the sign of the euro.
HALF = {
    "en": r"\(middle half: €?([^ )]+) to €?([^ )]+)\)",
    "fr": r"\(moitié centrale : ([^ )]+)(?: €)? à ([^ )]+)(?: €)?\)",
}


def of(activity: Activity, people: int) -> Standing:
    return standing_of(activity, simulated(activity, people))


def plain(words: str) -> str:
    return words.replace("\u00a0", " ").replace("\u202f", " ")


@each_activity
@each_language
@pytest.mark.parametrize("people", [5, 7, 11])
def test_of_a_few_no_middle_half_is_told(activity: Activity, people: int, language: str) -> None:
    view = View(activity, of(activity, people), language)
    assert not re.search(HALF[language], plain(view.caption))
    table = view.plain_table()
    halves = [
        at
        for at, name in enumerate(table.columns)
        if texts.text(language, "standing.columns.middle_half") in name
    ]
    assert {row[at] for row in table.rows for at in halves} <= {""}


@each_activity
@each_language
def test_from_twelve_on_each_middle_half_is_that_of_the_answers(
    activity: Activity, language: str
) -> None:
    found = of(activity, 40)
    told = [
        (one.low_quartile, one.high_quartile)
        for item in found.items
        for one in item.distributions
        if one.low_quartile is not None
    ]
    for low, high in re.findall(HALF[language], plain(View(activity, found, language).caption)):
        read = tuple(
            float(end.replace("−", "-").replace("+", "").replace(",", ".")) for end in (low, high)
        )
        assert any(
            read == pytest.approx(tuple(round(end or 0, 2) for end in known)) for known in told
        )


def test_quartiles_are_those_of_the_raw_answers() -> None:
    """The rating that every kind with a scale shares: by its answers alone."""
    activity = next(one for one in ASKED if one.id == "worst_client")
    room = simulated(activity, 40)
    for item in standing_of(activity, room).items:
        [spread] = item.distributions
        values = sorted(own[item.item, spread.phase] for own in room)
        assert spread.median == median(values)
        counts = {value: values.count(value) for value in values}
        assert spread.low_quartile == quantile(counts, 0.25)
        assert spread.high_quartile == quantile(counts, 0.75)
