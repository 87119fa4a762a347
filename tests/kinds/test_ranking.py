"""Ranking: the storyboard's W as people see it, what splits a room, and the sentence that is said."""

import random
from itertools import permutations

import msgspec
import pytest
from tamtam import kinds
from tamtam.deck.deck import Activity, Item
from tamtam.language.errors import TamtamError
from tamtam.standing.standing import Standing

from tests.decks import words
from tests.kinds.people import ASKED, Answers, kind_of, simulated, standing_of

SLOT = ("order", "today")
SEVEN = next(activity for activity in ASKED if activity.kind == "ranking")
IDS = [item.id for item in SEVEN.items]


def things(count: int) -> Activity:
    """Things called a, b, c …"""
    items = tuple(Item(chr(97 + place), words(chr(65 + place))) for place in range(count))
    return msgspec.structs.replace(SEVEN, items=items)


def ordered(*orders: str) -> list[Answers]:
    return [{SLOT: list(order)} for order in orders]


def stands(orders: list[str], min_answers: int = 5) -> Standing:
    return standing_of(things(len(orders[0])), ordered(*orders), min_answers)


# --- answers


@pytest.mark.parametrize(
    "value",
    [
        [],
        ["a", "b"],
        ["a", "b", "b"],
        ["a", "b", "c", "c"],
        ["a", "b", "d"],
        ["a", "b", 3],
        ["a", "b", ["c"]],
        ["a", "b", None],
        "abc",
        {"a": 1, "b": 2, "c": 3},
    ],
)
def test_a_ranking_holds_each_thing_once(value: object) -> None:
    with pytest.raises(TamtamError) as caught:
        kinds.get("ranking").validate(things(3), SLOT, value)
    assert (caught.value.code, caught.value.values["items"]) == ("not_a_ranking", "a, b, c")


@pytest.mark.parametrize("order", permutations("abc"))
def test_any_order_of_all_things_is_an_answer(order: tuple[str, ...]) -> None:
    assert kinds.get("ranking").validate(things(3), SLOT, list(order)) == list(order)


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"items": things(2).items}, "items"),
        ({"phases": ("today", "wanted")}, "phases"),
        ({"items": (*things(2).items, Item("order", words("Order")))}, "items[2].id"),
    ],
)
def test_what_can_not_be_ranked_is_told(changed: dict[str, object], path: str) -> None:
    activity = msgspec.structs.replace(SEVEN, **changed)
    assert [where for where, _ in kind_of(SEVEN).check(activity)] == [path]


# --- measures


def test_concordance_comes_out_with_n_and_the_chance_of_it() -> None:
    standing = stands(["abcde", "bacde"[:3] + "ed", "acbde"], min_answers=3)
    concordance, chance = standing.measure("concordance"), standing.measure("chance")
    assert concordance and concordance.n == 3
    assert concordance.value == pytest.approx(0.8444, abs=5e-5)
    assert chance and (chance.n, chance.method) == (3, "permutation")
    assert 0 < chance.value < 0.02


def test_an_item_has_its_ranks_with_median_mean_and_interval() -> None:
    item = stands(["abc"] * 8 + ["bac"] * 4 + ["cba"] * 4).items[0]
    assert item.distributions[0].counts == {"1": 8, "2": 4, "3": 4}
    rank, mean = item.measure("rank"), item.measure("mean_rank")
    assert rank and (rank.value, rank.low, rank.high, rank.n) == (1.5, 1, 3, 16)
    assert mean and (mean.value, mean.n) == (1.75, 16)


def test_someone_alone_agrees_with_themselves() -> None:
    standing = stands(["cab"], min_answers=1)
    assert (standing.outcome, standing.measures) == ("together", ())
    assert standing.sentence["en"] == "For you “C” weighs most, “B” least"
    caption = kind_of(SEVEN).caption(things(3), standing, "en")
    assert "“A”: rank 2." in caption


# --- outcome and sentence


@pytest.mark.parametrize(
    ("orders", "outcome", "said"),
    [
        (
            ["abcdefg"] * 8,
            "together",
            "Over 8 rankings “A” has the best mean rank (1); last: “G”",
        ),
        (
            ["abcdefg"] * 4 + ["gabcdef"] * 4,
            "split",
            "Views are split on “G”: 4 rank it high, 4 low, of 8",
        ),
        (
            ["abcdefg"] * 6 + ["bcdefga"] * 4,
            "split",
            "Views are split on “A”: 6 rank it high, 4 low, of 10",
        ),
        (
            ["abc", "acb", "bac", "bca", "cab", "cba", "abc"],
            "scattered",
            "No clear order of 7 rankings: chance alone may do as much",
        ),
    ],
)
def test_the_sentence_says_what_weighs_most_and_what_splits_the_room(
    orders: list[str], outcome: str, said: str
) -> None:
    standing = stands(orders)
    assert (standing.outcome, standing.sentence["en"]) == (outcome, said)


def test_french_says_it_too() -> None:
    standing = stands(["abcdefg"] * 4 + ["gabcdef"] * 4)
    assert standing.sentence["fr"].replace("\u00a0", " ") == (
        "Les avis sont partagés sur « G » : 4 en haut, 4 en bas, sur 8"
    )


@pytest.mark.parametrize(
    ("first", "middle", "last", "outcome"),
    [(7, 0, 7, "split"), (4, 5, 4, "scattered"), (2, 1, 3, "scattered"), (8, 0, 2, "together")],
)
def test_a_room_is_split_by_two_camps_at_the_ends(
    first: int, middle: int, last: int, outcome: str
) -> None:
    orders = ["gabcdef"] * first + ["abcgdef"] * middle + ["abcdefg"] * last
    item = stands(orders).item("g")
    assert item and item.outcome == outcome


def test_opposite_rankings_have_no_first() -> None:
    standing = stands(["abcdefg"] * 10 + ["gfedcba"] * 10)
    assert all(one.claim.name != "order" for one in standing.claims)
    assert standing.sentence["en"].startswith(
        "Views are split on “A” (the same for 5 others): 10 rank"
    )


def test_an_order_beyond_chance_is_told_with_all_that_tie() -> None:
    standing = stands(["abcdefg"] * 6 + ["bacdefg"] * 6)
    said = "Over 12 rankings the best mean rank (1.5) is tied: “A” and “B”; last: “G”"
    assert standing.sentence["en"] == said


def test_people_who_rank_at_random_seldom_split_the_room() -> None:
    chance = random.Random(1)
    rooms = [[{SLOT: chance.sample(IDS, 7)} for _ in range(24)] for _ in range(40)]
    outcomes = [standing_of(SEVEN, room).outcome for room in rooms]
    assert outcomes.count("scattered") >= 35 and "together" not in outcomes


def test_a_rehearsal_shows_the_last_item_split() -> None:
    standing = standing_of(SEVEN, simulated(SEVEN, 40, seed=3))
    assert standing.outcome == "split" and "split on “Profitability”" in standing.sentence["en"]


# --- the chart


def test_rows_are_sorted_by_mean_rank() -> None:
    standing = stands(["cab"] * 4 + ["cba"] * 2)
    notes = kind_of(SEVEN).figure(things(3), standing, "en")["layout"]["annotations"]
    assert [n["text"] for n in sorted(notes, key=lambda n: n["y"]) if n["text"] in "ABC"] == [
        *("C", "A", "B")
    ]
    assert [row[0] for row in kind_of(SEVEN).table(things(3), standing, "en").rows] == [
        *("C", "A", "B")
    ]


@pytest.mark.parametrize(("n", "drawn"), [(5, 0), (11, 0), (12, 12 * 7), (60, 60 * 7)])
def test_a_person_is_a_dot_from_twelve_on(n: int, drawn: int) -> None:
    figure = kind_of(SEVEN).figure(SEVEN, standing_of(SEVEN, simulated(SEVEN, n)), "en")
    assert len(figure["data"][0]["x"]) == drawn


def test_nobody_can_be_followed_from_one_row_to_another() -> None:
    everybody = simulated(SEVEN, 30)
    standing = standing_of(SEVEN, everybody)
    assert standing_of(SEVEN, everybody[::-1]) == standing
    assert standing.details == {}
