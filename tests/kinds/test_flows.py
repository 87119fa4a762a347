"""Flows: the storyboard's numbers as people see them, the sentence, and who is drawn."""

import pytest
from tamtam.standing.standing import ItemStanding, Standing

from tests.decks import flows
from tests.kinds.people import ASKED, Answers, kind_of, standing_of

FLOWS = flows()
FIVE = next(activity for activity in ASKED if activity.kind == "flows")


def answered(today: list[int], wanted: list[int], item: str = "trust") -> list[Answers]:
    pairs = zip(today, wanted, strict=True)
    return [{(item, "today"): before, (item, "wanted"): after} for before, after in pairs]


def trust(standing: Standing) -> ItemStanding:
    found = standing.item("trust")
    assert found
    return found


TODAY, WANTED = [2, 3, 2, 4, 3, 2, 3, 1], [4, 4, 4, 4, 5, 3, 2, 4]


def test_gap_and_net_pull_come_out_with_n_and_intervals() -> None:
    item = trust(standing_of(FLOWS, answered(TODAY, WANTED)))
    gap, pull = item.measure("gap"), item.measure("pull")
    assert gap and (gap.value, gap.n, gap.low) == (1.5, 8, None)
    twice = trust(standing_of(FLOWS, answered(TODAY * 2, WANTED * 2))).measure("gap")
    assert twice and (twice.value, twice.n, twice.low, twice.high) == (1.5, 16, 0, 2)
    assert twice.method == "order_statistics"
    assert pull and (pull.value, pull.n, pull.method) == (0.625, 8, "bonett_price")
    assert (pull.low, pull.high) == pytest.approx((0.0003, 0.9997), abs=5e-5)


def test_a_step_is_counted_for_those_who_answered_both() -> None:
    only_today = [{("trust", "today"): 10}] * 3
    item = trust(standing_of(FLOWS, answered(TODAY, WANTED) + only_today))
    gap = item.measure("gap")
    assert gap and (gap.value, gap.n) == (1.5, 8)
    assert [found.n for found in item.distributions] == [8, 8, 0]


def test_too_few_steps_say_nothing_however_many_answered_one_side() -> None:
    both = answered(TODAY[:4], WANTED[:4])
    today_only, wanted_only = [{("trust", "today"): 9}], [{("trust", "wanted"): 1}]
    item = trust(standing_of(FLOWS, both + 4 * today_only + 4 * wanted_only))
    assert [(found.n, found.counts) for found in item.distributions[:2]] == [(4, None), (4, None)]
    assert (item.outcome, item.measures) == ("few", ())


def test_each_flow_of_the_workshop_has_its_own_gap() -> None:
    today, wanted = (8, 9, 4, 3, 1), (6, 7, 8, 8, 6)
    own = {
        (item.id, phase): values[index]
        for index, item in enumerate(FIVE.items)
        for phase, values in (("today", today), ("wanted", wanted))
    }
    standing = standing_of(FIVE, [own] * 6)
    gaps = [item.measure("gap") for item in standing.items]
    assert [gap and (gap.value, gap.n) for gap in gaps] == [
        (-2, 6),
        (-2, 6),
        (4, 6),
        (5, 6),
        (5, 6),
    ]
    medians = [[found.median for found in item.distributions[:2]] for item in standing.items]
    assert medians == [list(pair) for pair in zip(today, wanted, strict=True)]
    assert standing.sentence["en"] == "6 of 6 want more trust: median 3\u00a0→\u00a08"
    assert (
        standing.sentence["fr"]
        == "6 sur 6 veulent plus de confiance\u00a0: médiane 3\u00a0→\u00a08"
    )


@pytest.mark.parametrize(
    ("today", "wanted", "outcome", "said"),
    [
        ([3] * 8, [8] * 8, "gap", "8 of 8 want more trust: median 3\u00a0→\u00a08"),
        ([8] * 8, [6] * 8, "gap", "8 of 8 want less trust: median 8\u00a0→\u00a06"),
        (
            [5] * 8,
            [9, 9, 9, 9, 1, 1, 1, 1],
            "split",
            "wishes on “Trust”: 4 want more, 4 less, of 8",
        ),
        (
            [5] * 8,
            [7, 7, 6, 4, 4, 5, 5, 5],
            "scattered",
            "No clear wish on “Trust”: more for 3, less for 2",
        ),
        ([6] * 8, [6] * 8, "together", "8 of 8 would change nothing about “Trust”"),
    ],
)
def test_the_sentence_says_what_the_room_wants(
    today: list[int], wanted: list[int], outcome: str, said: str
) -> None:
    standing = standing_of(FLOWS, answered(today, wanted))
    assert (standing.outcome, trust(standing).outcome) == (outcome, outcome)
    assert said in standing.sentence["en"]


def test_a_gap_that_the_medians_hide_is_told_by_people() -> None:
    """Seven of ten go up by one; today and wanted still have the same median."""
    standing = standing_of(
        FLOWS, answered([1, 2, 3, 5, 5, 5, 5, 9, 9, 9], [2, 3, 4, 5, 5, 5, 6, 10, 10, 10])
    )
    assert standing.sentence["en"] == "7 of 10 want more trust, 0 less, 3 the same"
    assert standing.sentence["fr"] == "7 sur 10 veulent plus de trust, 0 moins, 3 sans changement"


def test_five_of_five_where_chance_may_do_as_much_are_counted_with_that_doubt() -> None:
    """Of five flows one is unanimous by chance in a room of four: no gap, but not “no clear wish” either."""
    ids = [item.id for item in FIVE.items]
    steps = [
        (1, 1, -1, 3, 1),
        (1, -1, 1, 3, 0),
        (-1, 1, 1, 3, 1),
        (0, 1, 1, 3, -1),
        (1, 0, 1, 3, 1),
    ]
    everybody = [
        {(id, "today"): 5 for id in ids}
        | {(id, "wanted"): 5 + step for id, step in zip(ids, own, strict=True)}
        for own in steps
    ]
    standing = standing_of(FIVE, everybody)
    assert standing.outcome == "scattered"
    assert standing.sentence["en"] == (
        "5 of 5 want more trust, 0 less; chance alone may do as much"
    )


def test_a_split_is_told_before_a_gap() -> None:
    split = answered([5] * 8, [9, 9, 9, 9, 1, 1, 1, 1], "money")
    wide = answered([5] * 8, [8] * 8)
    everybody = [one | other for one, other in zip(split, wide, strict=True)]
    standing = standing_of(FLOWS, everybody)
    assert [one.claim.key for one in standing.claims] == ["opposite:money", "gap.more:trust"]


def test_five_up_five_down_and_seven_who_stay_do_not_leave_things_as_they_are() -> None:
    standing = standing_of(FLOWS, answered([5] * 17, [8] * 5 + [2] * 5 + [5] * 7))
    assert standing.outcome == "scattered"
    assert standing.sentence["en"] == "No clear wish on “Trust”: more for 5, less for 5, of 17"


def test_flows_that_tie_are_told_together() -> None:
    own = {
        (item.id, phase): 3 if phase == "today" else 7
        for item in FIVE.items
        for phase in FIVE.phases
    }
    standing = standing_of(FIVE, [own] * 12)
    assert standing.about == tuple(item.id for item in FIVE.items)
    said = "12 of 12 want more of “Matter”, “Money” and 3 others: median 3\u00a0→\u00a07"
    assert standing.sentence["en"] == said


def test_someone_alone_reads_what_they_want() -> None:
    alone = [answered([3], [8])[0] | answered([6], [6], "money")[0]]
    standing = standing_of(FLOWS, alone, min_answers=1)
    assert standing.sentence["en"] == "You want more trust: 3\u00a0→\u00a08"
    same = standing_of(FLOWS, answered([6], [6]), min_answers=1)
    assert same.sentence["fr"] == "Vous laisseriez «\u00a0Trust\u00a0» comme aujourd’hui"


@pytest.mark.parametrize("n", [5, 12])
def test_who_wants_less_as_much_and_more_is_counted(n: int) -> None:
    standing = standing_of(FLOWS, answered([3] * n + [5, 5, 5], [8] * n + [5, 5, 2]))
    assert standing.details == {"directions": {"trust": [1, 2, n]}}


@pytest.mark.parametrize(
    ("trends", "glyph"),
    [
        ([1] * 6 + [0] * 4, "↗"),
        ([-1] * 6 + [0] * 4, "↘"),
        ([0] * 10, "→"),
        ([1] * 6 + [-1] * 4, "↗"),
        ([1] * 5 + [-1] * 4 + [0], ""),
        ([-1] * 5 + [0] * 3 + [1] * 2, ""),
    ],
)
def test_a_trend_is_what_more_than_half_see(trends: list[int], glyph: str) -> None:
    everybody = answered([5] * 10, [5] * 10)
    for own, trend in zip(everybody, trends, strict=True):
        own[("trust.trend", "today")] = trend
    standing = standing_of(FLOWS, everybody)
    notes = kind_of(FLOWS).figure(FLOWS, standing, "en")["layout"]["annotations"]
    drawn = [note["text"][0] for note in notes if note["text"][:1] in "↗↘→" and note["text"]]
    assert "".join(drawn) == glyph


def test_a_trend_that_too_few_see_is_not_told() -> None:
    everybody = answered([5] * 8, [7] * 8)
    for own in everybody[:4]:
        own[("trust.trend", "today")] = 1
    item = trust(standing_of(FLOWS, everybody))
    assert [found.counts is None for found in item.distributions] == [False, False, True]


def test_a_flow_and_its_trend_each_have_their_scale() -> None:
    kind = kind_of(FLOWS)
    assert kind.validate(FLOWS, ("trust", "today"), 10) == 10
    assert kind.validate(FLOWS, ("trust.trend", "today"), -1) == -1
