"""Placement: a map of relationships; what the sentence is about, and what of the whole is measured."""

import random
import re
from collections import Counter
from itertools import combinations
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tamtam import kinds
from tamtam.deck.deck import Activity, Item
from tamtam.kinds.placement import ASPECTS, MOVES, NAMED, corner_of, in_order, move_of
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.standing.standing import ItemStanding, Standing

from tests.decks import deck, words
from tests.kinds.people import ALL, Answers, simulated, standing_of
from tests.rooms import Room

COMMUNITY = next(activity for activity in ALL if activity.id == "community")
KIND = kinds.get("placement")

#: One person's values, weight, energy and move.
Placed = tuple[int, int, int, str]


def relationships(*names: str) -> Activity:
    items = tuple(Item(name, words(name.upper())) for name in names)
    return msgspec.structs.replace(COMMUNITY, items=items)


def everybody(**placed: list[Placed]) -> list[Answers]:
    """Everybody's answers; of each relationship a placement a person."""
    people = max(map(len, placed.values()))
    return [
        {
            (f"{id}.{aspect}", "today"): value
            for id, given in placed.items()
            if person < len(given)
            for aspect, value in zip(ASPECTS, given[person], strict=True)
        }
        for person in range(people)
    ]


def room(**placed: list[Placed]) -> Standing:
    return standing_of(relationships(*placed), everybody(**placed))


def one(*given: Placed) -> ItemStanding:
    return room(a=list(given)).items[0]


def test_what_people_would_do_is_said_of_those_who_placed_it() -> None:
    standing = room(
        a=[(3, 8, -2, "let_go")] * 6 + [(3, 8, -2, "keep")] * 3, b=[(5, 5, 0, "keep")] * 21
    )
    sentences = [one.sentence["en"] for one in standing.claims]
    assert "6 of 9 would let go of “A”" in sentences
    assert standing.n == 21


def test_a_move_of_a_third_is_not_the_rooms() -> None:
    """Nineteen keep, sixteen transform, fifteen let go: most would change it, and no one way has half."""
    moves = ("keep",) * 19 + ("transform",) * 16 + ("let_go",) * 15
    standing = room(a=[(5, 5, 0, move) for move in moves])
    assert standing.sentence["en"] == "31 of 50 would change “A”: transform 16, let go 15"


def test_a_room_whose_moves_are_two_camps_is_split() -> None:
    standing = room(a=[(8, 4, 1, "grow")] * 12, b=[(5, 6, 0, "keep"), (5, 6, 0, "let_go")] * 6)
    assert (standing.outcome, standing.about) == ("split", ("b",))
    assert standing.sentence["en"] == "Views are split on “B”: keep 6, let go 6, of 12"


@pytest.mark.parametrize(
    ("moves", "wished"),
    [
        (("let_go",) * 4 + ("transform",) * 2, "let_go"),
        (("let_go",) * 3 + ("transform",) * 3, "change"),
        (("grow",) * 4 + ("keep",) * 2, "grow"),
        (("grow",) * 3 + ("keep",) * 3, ""),
        (("grow",) * 6 + ("let_go",) * 6, ""),
    ],
)
def test_a_move_is_wanted_where_most_of_the_room_would_make_it(
    moves: tuple[str, ...], wished: str
) -> None:
    claim = one(*((5, 5, 0, move) for move in moves)).claim
    assert claim and move_of(claim) == wished


@pytest.mark.parametrize(
    ("values", "weight", "corner"),
    [
        (6, 6, "pillars"),
        (6, 5, "companions"),
        (5, 6, "breadwinners"),
        (5, 5, "to_question"),
    ],
)
def test_a_relationship_shares_values_and_weighs_much_above_the_middle(
    values: int, weight: int, corner: str
) -> None:
    assert corner_of(one(*[(values, weight, 0, "keep")] * 5)) == corner


def test_a_relationship_that_few_placed_shows_their_number_and_counts_in_no_measure() -> None:
    few = room(a=[(3, 8, 0, "keep")] * 6, b=[(9, 9, 2, "grow")] * 4)
    alone = room(a=[(3, 8, 0, "keep")] * 6)
    assert few.measures == alone.measures
    found = few.items[1]
    assert (found.outcome, found.measures) == ("few", ())
    assert {(spread.n, spread.counts) for spread in found.distributions} == {(4, None)}
    figure = KIND.figure(relationships("a", "b"), few, "en")
    assert len(figure["data"][-1]["x"]) == 1
    assert any(note["text"] == "B – 4 answers, too few to show" for note in notes(figure))
    assert in_order(few.items)[-1] is found


def notes(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return list(figure["layout"]["annotations"])


def test_a_wanted_move_and_a_disagreement_stand_beside_the_name() -> None:
    standing = room(a=[(3, 8, 0, "let_go")] * 6, b=[(5, 6, 0, "keep"), (5, 6, 0, "let_go")] * 6)
    drawn = {note["text"] for note in notes(KIND.figure(relationships("a", "b"), standing, "fr"))}
    assert {"A<br>↘ laisser partir", "B<br>≠ avis partagés"} <= drawn


@given(seed=st.integers(0, 10_000), people=st.integers(5, 30))
@settings(max_examples=30)
def test_any_room_is_told_in_numbers_that_add_up(seed: int, people: int) -> None:
    rng = random.Random(seed)
    answers = simulated(COMMUNITY, people, seed)
    for own in answers:
        kept = {item.id for item in rng.sample(COMMUNITY.items, 3)}
        for slot in [slot for slot in own if slot[0].partition(".")[0] not in kept]:
            del own[slot]
    standing = standing_of(COMMUNITY, answers)
    for item, row in zip(
        in_order(standing.items), KIND.table(COMMUNITY, standing, "en").rows, strict=True
    ):
        placed = sum((f"{item.item}.move", "today") in own for own in answers)
        assert row[1] == placed
        assert (item.outcome == "few") == (placed < 5)
        if item.outcome != "few":
            assert sum(row[8:12]) == placed
    shown = [item for item in standing.items if item.outcome != "few"]
    assert set(standing.about) <= {item.item for item in shown}


@pytest.mark.parametrize(
    ("aspect", "value"),
    [("values", 11), ("values", "grow"), ("energy", -3), ("energy", True), ("move", "sell")],
)
def test_each_answer_is_held_to_its_own_scale(aspect: str, value: Any) -> None:
    with pytest.raises(TamtamError):
        KIND.validate(COMMUNITY, (f"p1.{aspect}", "today"), value)


def test_someone_alone_reads_their_own_map() -> None:
    alone = standing_of(relationships("a"), everybody(a=[(3, 8, -1, "transform")]), min_answers=1)
    assert alone.sentence["en"] == "You would transform “A”"
    assert all(move in texts.section("en", "kinds/placement")["moves"] for move in MOVES)


def test_names_on_ones_own_map_lie_over_no_other_and_end_inside_it() -> None:
    names = ("The night train, a large customer", "The compass, a partner", "The mill")
    activity = relationships(*names)
    [phase] = activity.phases
    own = {
        (f"{item.id}.{aspect}", phase): value
        for item, across in zip(activity.items, (4, 10, 10), strict=True)
        for aspect, value in (("values", across), ("weight", 8), ("energy", 1))
    }
    drawn = KIND.drawn_alone(activity, own, "en")
    told = re.findall(r'x="(\d+)" y="(\d+)" text-anchor="(\w+)"[^>]*650"[^>]*>([^<]*)<', drawn)
    assert len(told) == 3
    heights = [int(y) for _, y, _, _ in told]
    assert all(abs(a - b) >= 16 for a, b in combinations(heights, 2))
    for x, _, anchor, name in told:
        long = 8 * len(name)
        assert int(x) - long >= 0 if anchor == "end" else int(x) + long <= 460


def test_each_of_ten_relationships_is_placed_by_about_as_many_of_forty_people() -> None:
    led = Room(deck(msgspec.structs.replace(COMMUNITY, items=relationships(*"abcdefghij").items)))
    for number in range(40):
        led.do(c.Join(f"person-{number}", f"Alias {number}"))
    led.do(c.Open("community"))
    led.do(c.Advance("community", 1))
    asked = led.state.activity("community")
    dealt = Counter(
        id for one in led.state.participants.values() for id in asked.dealt(one.number) or ()
    )
    assert dealt == dict.fromkeys("abcdefghij", 12)


def test_where_nothing_has_enough_answers_it_is_said_of_a_line_and_not_of_the_room() -> None:
    """Seven people were dealt three of ten: “3 answers so far” would be said of a step that is over."""
    people = everybody(**{f"r{at}": [(5, 5, 0, "keep")] for at in range(10)}) * 2
    few = [
        {slot: value for slot, value in own.items() if slot[0].startswith(f"r{at % 3}")}
        for at, own in enumerate(people * 4)
    ]
    standing = standing_of(relationships(*(f"r{at}" for at in range(10))), few)
    assert standing.outcome == "few"
    assert standing.sentence["en"] == (
        "3 answers at most for each line. A line appears from 5 answers on."
    )


def test_of_many_with_too_few_answers_the_map_names_some_and_counts_the_rest() -> None:
    """Else their lines would take the room that the map needs."""
    few = {f"r{at}": [(5, 5, 0, "keep")] for at in range(9)}
    placed = {"a": [(9, 9, 2, "grow")] * 6, **few}
    figure = KIND.figure(relationships(*placed), room(**placed), "en")
    said = [note["text"] for note in notes(figure) if "too few" in note["text"]]
    assert len(said) == NAMED
    assert said[-1] == "and 6 others – too few answers to show"
