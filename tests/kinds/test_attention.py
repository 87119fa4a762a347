"""Attention: splits that sum to 100, how far they lie apart, and the sentence that says it."""

import msgspec
import pytest
from tamtam.deck.deck import Item
from tamtam.kinds.attention import SPLIT, in_points
from tamtam.language.errors import TamtamError
from tamtam.standing.standing import Standing

from tests.decks import flows, words
from tests.kinds.people import Answers, kind_of, standing_of

NAMES = ("matter", "money", "knowledge", "trust", "emotion")
ATTENTION = msgspec.structs.replace(
    flows("attention"),
    kind="attention",
    items=tuple(Item(name, words(name.capitalize())) for name in NAMES),
    phases=("last_week", "wanted"),
)
EVEN = (20, 20, 20, 20, 20)


def split(*points: int) -> dict[str, int]:
    return dict(zip(NAMES, points, strict=True))


def person(was: tuple[int, ...], wanted: tuple[int, ...]) -> Answers:
    return {(SPLIT, "last_week"): split(*was), (SPLIT, "wanted"): split(*wanted)}


def measured(standing: Standing, name: str) -> tuple[float, int]:
    found = standing.measure(name)
    assert found
    return found.value, found.n


@pytest.mark.parametrize(
    ("was", "wanted", "points"),
    [
        ((40, 40, 10, 5, 5), (15, 25, 25, 20, 15), 40),
        ((60, 40, 0, 0, 0), (15, 25, 25, 20, 15), 60),
        (EVEN, EVEN, 0),
    ],
)
def test_what_lies_between_two_splits_is_points_to_move(
    was: tuple[int, ...], wanted: tuple[int, ...], points: float
) -> None:
    standing = standing_of(ATTENTION, [person(was, wanted)] * 6)
    assert measured(standing, "points") == (points, 6)
    assert [measure.name for measure in standing.measures] == ["points"]


def test_the_room_s_points_are_the_median_of_the_people_s_with_an_interval() -> None:
    """Not those between the medians: who moves to and who moves fro would cancel out."""
    to, fro = person((60, 10, 10, 10, 10), EVEN), person(EVEN, (60, 10, 10, 10, 10))
    moved = standing_of(ATTENTION, [to, fro] * 6).measure("points")
    assert moved and (moved.value, moved.low, moved.high) == (40, 40, 40)
    assert moved.method == "order_statistics"


def test_someone_who_split_only_one_of_the_two_is_in_no_gap() -> None:
    everybody = [person(EVEN, (10, 10, 20, 30, 30))] * 6
    everybody += [{(SPLIT, "last_week"): split(100, 0, 0, 0, 0)}] * 3
    standing = standing_of(ATTENTION, everybody)
    assert (standing.n, measured(standing, "points")[1]) == (9, 6)
    assert [found.n for found in standing.items[0].distributions] == [6, 6]


LESS_MATTER = person((60, 10, 10, 10, 10), (30, 10, 20, 30, 10))
MORE_TRUST = person((20, 20, 20, 20, 20), (16, 16, 16, 36, 16))
LESS_MONEY = person((20, 40, 10, 20, 10), (24, 24, 14, 24, 14))
AWAY, BACK = person(EVEN, (40, 0, 20, 20, 20)), person(EVEN, (0, 40, 20, 20, 20))


@pytest.mark.parametrize(
    ("everybody", "outcome", "said"),
    [
        (
            [LESS_MATTER] * 8,
            "gap",
            "8 of 8 would give “Matter” less attention: median 60 → 30 points",
        ),
        (
            [MORE_TRUST] * 8,
            "gap",
            "8 of 8 would give “Trust” more attention: median 20 → 36 points",
        ),
        (
            [LESS_MONEY] * 8,
            "gap",
            "8 of 8 would give “Money” less attention: median 40 → 24 points",
        ),
        (
            [AWAY, BACK] * 4,
            "split",
            "Opposite wishes on “Matter” (the same for “Money”): 4 would give more attention, 4 less, of 8",
        ),
        (
            [person(EVEN, EVEN)] * 8,
            "together",
            "For each flow, 8 of 8 would change nothing",
        ),
    ],
)
def test_the_sentence_says_what_would_get_more_and_what_less(
    everybody: list[Answers], outcome: str, said: str
) -> None:
    standing = standing_of(ATTENTION, everybody)
    assert standing.outcome == outcome
    assert standing.sentence["en"].replace("\u00a0", " ") == said


def test_many_who_move_each_in_another_way_have_no_clear_wish() -> None:
    ways = [(40, 0, 20, 20, 20), (20, 40, 0, 20, 20), (20, 20, 40, 0, 20)]
    ways += [(20, 20, 20, 40, 0), (0, 20, 20, 20, 40)]
    everybody = [person(EVEN, way) for way in ways]
    standing = standing_of(ATTENTION, everybody * 2)
    assert standing.outcome in ("scattered", "together")
    assert standing.sentence["en"].endswith("more attention for 2, less for 2, of 10")


def test_someone_alone_reads_what_they_would_move() -> None:
    alone = standing_of(ATTENTION, [LESS_MATTER], min_answers=1)
    assert alone.sentence["en"].startswith("You would give “Matter” less attention")
    assert "You would move 30 points out of 100." in kind_of(ATTENTION).caption(
        ATTENTION, alone, "en"
    )


def test_who_wants_less_as_much_and_more_is_counted() -> None:
    directions = standing_of(ATTENTION, [LESS_MATTER] * 5).details["directions"]
    assert directions["matter"] == [5, 0, 0]
    assert all(sum(found) == 5 for found in directions.values())


@pytest.mark.parametrize(
    "value",
    [
        split(20, 20, 20, 20, 19),
        split(20, 20, 20, 20, 25),
        split(120, -20, 0, 0, 0),
        {**split(20, 20, 20, 20, 20), "humour": 0},
        {"matter": 100},
        {**split(20, 20, 20, 20, 20), "trust": 20.0},
        {**split(99, 0, 0, 0, 0), "trust": True},
    ],
)
def test_points_that_do_not_add_up_are_refused_in_words(value: object) -> None:
    with pytest.raises(TamtamError) as refused:
        kind_of(ATTENTION).validate(ATTENTION, (SPLIT, "wanted"), value)
    assert refused.value.code == "not_a_split"
    assert "100" in refused.value.hint("fr")


def test_a_split_is_kept_in_the_order_of_the_items() -> None:
    turned = dict(reversed(split(50, 20, 15, 10, 5).items()))
    kept = kind_of(ATTENTION).validate(ATTENTION, (SPLIT, "wanted"), turned)
    assert list(kept.items()) == list(split(50, 20, 15, 10, 5).items())


@pytest.mark.parametrize(
    ("weights", "points"),
    [
        ([1, 1, 1], [35, 35, 30]),
        ([0, 0], [50, 50]),
        ([-3, 1], [0, 100]),
        ([1e-9] * 5, [20] * 5),
    ],
)
def test_weights_become_points_that_sum_to_a_hundred(
    weights: list[float], points: list[int]
) -> None:
    assert in_points(weights) == points
