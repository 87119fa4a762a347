"""The gate: who misses what, what is too much for whom, and the sentence that says it."""

import msgspec
import pytest
from tamtam.deck.deck import Item
from tamtam.kinds.gate import STATES
from tamtam.standing.standing import ItemStanding

from tests.decks import flows, words
from tests.kinds.people import Answers, kind_of, standing_of

GATE = msgspec.structs.replace(
    flows("gate"),
    kind="gate",
    items=(Item("doubts", words("Doubts")), Item("humour", words("Humour"))),
    phases=("today",),
)


def answered(counts: list[int], item: str = "doubts") -> list[Answers]:
    """So many people are: in and good, in and too much, out and missed, out and good."""
    return [
        {(item, "today"): state}
        for state, count in zip(STATES, counts, strict=True)
        for _ in range(count)
    ]


def stands(*doubts: int) -> ItemStanding:
    return standing_of(GATE, answered(list(doubts))).items[0]


@pytest.mark.parametrize(
    ("counts", "outcome", "said"),
    [
        ([3, 1, 8, 0], "gap", "Doubts: for 8 of 12, outside and missed"),
        ([3, 8, 1, 0], "gap", "Doubts: for 8 of 12, inside and too much"),
        ([1, 11, 12, 0], "split", "Doubts: of 24, 12 miss it and for 11 it is too much"),
        ([8, 1, 2, 1], "together", "Doubts: for 8 of 12, inside and fine"),
    ],
)
def test_the_sentence_says_what_waits_outside_or_is_too_much_inside(
    counts: list[int], outcome: str, said: str
) -> None:
    standing = standing_of(GATE, answered(counts))
    assert (standing.outcome, standing.items[0].outcome) == (outcome, outcome)
    assert standing.sentence["en"] == said


@pytest.mark.parametrize(("missed", "outcome"), [(8, "gap"), (2, "together")])
def test_a_wish_is_a_gap_where_more_share_it_than_chance_would(missed: int, outcome: str) -> None:
    assert stands(11 - missed, 0, missed, 1).outcome == outcome


def test_the_item_with_most_wishes_of_a_kind_is_spoken_of() -> None:
    people = [
        one | other
        for one, other in zip(answered([4, 0, 6, 0]), answered([2, 7, 1, 0], "humour"), strict=True)
    ]
    assert (
        standing_of(GATE, people)
        .sentence["en"]
        .startswith("Humour: for 7 of 10, inside and too much")
    )


def test_the_net_pull_is_who_misses_it_less_who_has_too_much_of_it() -> None:
    pull = stands(3, 1, 6, 2).measure("pull")
    assert pull and (pull.n, pull.method) == (12, "bonett_price")
    assert pull.value == pytest.approx(5 / 12)
    assert pull.low is not None and pull.high is not None and pull.low < pull.value < pull.high


def test_an_item_left_out_by_most_shows_nothing_but_how_many_answered() -> None:
    people = answered([3, 1, 6, 2])
    for own in people[:4]:
        own["humour", "today"] = "in_good"
    humour = standing_of(GATE, people).items[1]
    assert (humour.outcome, humour.distributions[0].n) == ("few", 4)
    assert (humour.distributions[0].counts, humour.measures) == (None, ())


def test_someone_alone_reads_what_they_miss_else_what_is_too_much() -> None:
    doubts, humour = ("doubts", "today"), ("humour", "today")
    for own, said in (
        ({doubts: "out_missed", humour: "in_too_much"}, "What you miss inside: “Doubts”"),
        ({doubts: "in_good", humour: "in_too_much"}, "What is too much inside for you: “Humour”"),
        ({doubts: "in_good", humour: "out_good"}, "You would leave the gate as it is"),
    ):
        standing = standing_of(GATE, [own], min_answers=1)
        assert standing.sentence["en"] == said
    assert "“Humour”: out, and that’s fine." not in kind_of(GATE).caption(GATE, standing, "en")
    assert "Humour: out, and that’s fine." in kind_of(GATE).caption(GATE, standing, "en")
