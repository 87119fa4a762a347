"""Shares: the faith gap, how many believe, and the sentence that says so."""

import msgspec
import pytest
from tamtam.deck.deck import Item
from tamtam.standing.standing import ItemStanding, Standing

from tests.decks import words
from tests.kinds.people import ASKED, Answers, kind_of, standing_of

TAMTAM = next(activity for activity in ASKED if activity.kind == "shares")
[ONE] = [item.id for item in TAMTAM.items]
TWO = msgspec.structs.replace(TAMTAM, items=(Item("a", words("A")), Item("b", words("B"))))


def answered(wanted: list[int], forecast: list[int], item: str = ONE) -> list[Answers]:
    pairs = zip(wanted, forecast, strict=True)
    return [
        {(item, "today"): 20, (item, "wanted"): wish, (item, "forecast"): hope}
        for wish, hope in pairs
    ]


def item_of(standing: Standing) -> ItemStanding:
    [item] = standing.items
    return item


# --- measures


def test_the_faith_gap_is_the_median_of_each_persons_own() -> None:
    """Medians of wish and forecast lie 40 apart, yet nobody is more than 20 away from their wish."""
    wanted, forecast = [20, 20, 20, 60, 60, 60, 60], [20, 20, 20, 20, 60, 60, 60]
    item = item_of(standing_of(TAMTAM, answered(wanted, forecast)))
    gap = item.measure("faith_gap")
    assert gap and (gap.value, gap.n) == (0, 7)


def test_believers_expect_at_least_what_they_wish_for() -> None:
    item = item_of(standing_of(TAMTAM, answered([50] * 10, [50, 60, 45, *[10] * 7])))
    share = item.measure("believers")
    assert share and (share.value, share.n, share.method) == (0.2, 10, "wilson")
    assert share.low and share.high and 0.05 < share.low < 0.2 < share.high < 0.55


def test_who_gives_no_forecast_is_in_no_step() -> None:
    everybody = answered([50] * 8, [30] * 8)
    everybody += [{(ONE, "wanted"): 100, (ONE, "today"): 20}] * 3
    item = item_of(standing_of(TAMTAM, everybody))
    gap = item.measure("faith_gap")
    assert gap and (gap.value, gap.n) == (20, 8)
    assert [found.n for found in item.distributions] == [11, 8, 8]


def test_only_values_that_were_given_are_counted() -> None:
    item = item_of(standing_of(TAMTAM, answered([50] * 11 + [37], [30] * 12)))
    assert [found.counts for found in item.distributions] == [
        {"20": 12},
        {"37": 1, "50": 11},
        {"30": 12},
    ]


# --- outcome and sentence


@pytest.mark.parametrize(
    ("wanted", "forecast", "outcome", "said"),
    [
        ([60] * 8, [60] * 7 + [50], "together", "7 of 8 expect as much as they wish"),
        (
            [60] * 8,
            [50] * 7 + [60],
            "gap",
            "7 of 8 expect less than they wish: median €50 expected, €60 wished for",
        ),
        (
            [60] * 12,
            [20] * 6 + [60] * 6,
            "split",
            "6 of 12 expect at least €10 less than they wish; 6 don’t",
        ),
        (
            [40] * 6,
            [30] * 6,
            "gap",
            "6 of 6 expect less than they wish: median €30 expected, €40 wished for",
        ),
        (
            [40] * 6,
            [60] * 6,
            "gap",
            "6 of 6 expect more than they wish: median €60 expected, €40 wished for",
        ),
        (
            [50] * 5,
            [48] * 5,
            "gap",
            "5 of 5 expect less than they wish: median €48 expected, €50 wished for",
        ),
        (
            [40, 40, 60, 75, 80],
            [40, 40, 60, 40, 35],
            "scattered",
            "No clear gap: forecast below the wish for 2 of 5, above for 0",
        ),
    ],
)
def test_the_sentence_says_how_many_believe(
    wanted: list[int], forecast: list[int], outcome: str, said: str
) -> None:
    standing = standing_of(TAMTAM, answered(wanted, forecast))
    assert (standing.outcome, item_of(standing).outcome) == (outcome, outcome)
    assert standing.sentence["en"] == said


def test_someone_alone_reads_their_own_numbers() -> None:
    standing = standing_of(TAMTAM, answered([70], [40]), min_answers=1)
    assert standing.sentence["en"] == "You wish for €70 out of €100 and expect €40"


def test_of_several_items_the_one_with_the_widest_gap_is_named() -> None:
    everybody = [
        one | other
        for one, other in zip(
            answered([60] * 6, [60] * 6, "a"), answered([60] * 6, [20] * 6, "b"), strict=True
        )
    ]
    standing = standing_of(TWO, everybody)
    assert standing.sentence["en"].startswith("“B”: 6 of 6 expect less")
    assert (standing.outcome, standing.about) == ("gap", ("b",))


def test_a_number_is_half_or_more_or_less_where_questions_are_crossed() -> None:
    more, less = kind_of(TAMTAM).sides(TAMTAM, (ONE, "wanted")) or ((), ())
    assert (min(more), max(less)) == (50, 49)
    assert sorted(more + less) == list(range(101))


# --- the chart


@pytest.mark.parametrize(("n", "drawn"), [(5, 0), (11, 0), (12, 36)])
def test_a_person_is_a_dot_in_each_strip_from_twelve_on(n: int, drawn: int) -> None:
    standing = standing_of(TAMTAM, answered([60] * n, [30] * n))
    figure = kind_of(TAMTAM).figure(TAMTAM, standing, "en")
    assert len(figure["data"][0]["x"]) == drawn


def test_an_arrow_leads_from_the_wish_to_the_forecast_and_says_how_far() -> None:
    standing = standing_of(TAMTAM, answered([60] * 6, [35] * 6))
    notes = kind_of(TAMTAM).figure(TAMTAM, standing, "en")["layout"]["annotations"]
    [arrow] = [note for note in notes if note["showarrow"]]
    assert (arrow["ax"], arrow["x"]) == (60, 35)
    assert {"● today", "○ wish in two years", "◆ forecast", "6 of 6 expect less"} <= {
        n["text"] for n in notes
    }


def test_no_arrow_leads_where_most_expect_what_they_wish() -> None:
    """The medians are 60 and 40, yet three of five expect as much as they wish."""
    standing = standing_of(TAMTAM, answered([40, 40, 60, 75, 80], [40, 40, 60, 40, 35]))
    notes = kind_of(TAMTAM).figure(TAMTAM, standing, "en")["layout"]["annotations"]
    assert not [note for note in notes if note["showarrow"]]
    assert "2 expect less, 3 as much, 0 more" in {
        note["text"].replace("<br>", " ") for note in notes
    }
