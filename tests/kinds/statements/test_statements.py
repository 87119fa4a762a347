"""Sentences that are voted on: what a room shares, camps, the honest one group, the order of asking."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from tamtam.kinds.parts.tally import Slot
from tamtam.kinds.statements import MOST_BESIDE_A_MAP, MOST_DRAWN, Statements
from tamtam.language.errors import TamtamError
from tamtam.standing.standing import Standing

from tests import decks
from tests.kinds.people import Answers, gathered_of, simulated, standing_of, tally_of
from tests.standing.opinion.conversation import one_line

EIGHT = decks.statements(sentences=8)
KIND = Statements()


def votes(*values: int | None) -> Answers:
    return {(f"s{at}", "today"): v for at, v in enumerate(values, 1) if v is not None}


def camps(*sizes: int, astray: float = 0.0) -> list[Answers]:
    """Camps that share the first two sentences and part on the others."""
    chance = random.Random(1)
    creeds = [
        (1, 1, 1, -1, 1, -1, 1, -1),
        (1, 1, -1, 1, -1, 1, -1, 1),
        (1, 1, -1, -1, -1, -1, 1, 1),
    ]
    return [
        votes(*(v if chance.random() > astray else chance.choice((-1, 0, 1)) for v in creed))
        for size, creed in zip(sizes, creeds, strict=False)
        for _ in range(size)
    ]


def by_chance(people: int, seed: int = 1) -> list[Answers]:
    chance = random.Random(seed)
    return [votes(*(chance.choice((-1, 0, 1, 1)) for _ in range(8))) for _ in range(people)]


def shown(standing: Standing) -> dict[str, Any]:
    found: dict[str, Any] = standing.details.get("map", {})
    return found


def test_a_vote_is_one_of_three() -> None:
    for value in (-1, 0, 1):
        assert KIND.validate(EIGHT, ("s1", "today"), value) == value
    with pytest.raises(TamtamError, match="from −1 to 1"):
        KIND.validate(EIGHT, ("s1", "today"), 2)


def test_two_camps_are_drawn_with_what_both_share() -> None:
    standing = standing_of(EIGHT, camps(12, 8, astray=0.1))
    assert standing.outcome == "split"
    assert shown(standing)["sizes"] == [12, 8]
    apart, unites = standing.about
    assert standing.sentence["en"] == (
        f"2 camps (12 and 8): “Sentence number {apart[1]}” separates them, "
        f"“Sentence number {unites[1]}” unites them"
    )
    assert standing.sentence["fr"] == (
        f"2 camps (12 et 8)\u00a0: «\u00a0Sentence number {apart[1]}\u00a0» les sépare, "
        f"«\u00a0Sentence number {unites[1]}\u00a0» les rassemble"
    )
    assert unites in {"s1", "s2"}
    assert apart in {"s3", "s4", "s5", "s6", "s7", "s8"}
    assert set(standing.details["order"][:2]) == {"s1", "s2"}
    assert [measure.name for measure in standing.measures] == [
        *("by_chance", "for_camps", "stability")
    ]
    figure = KIND.figure(EIGHT, standing, "en")
    symbols = [
        trace["marker"]["symbol"]
        for trace in figure["data"]
        if trace["type"] == "scatter" and trace["mode"] == "markers"
    ]
    assert symbols == ["circle", "square"]
    notes = [note["text"] for note in figure["layout"]["annotations"]]
    for name in ("A · 12", "B · 8"):
        assert any(text.startswith(f"{name}<br>") for text in notes)


@pytest.mark.parametrize(
    ("everybody", "headings"),
    [
        (lambda: camps(12, 8), ("What unites the camps", "What separates them")),
        (lambda: along_a_line(40), ("Shared from end to end", "What sets the ends apart")),
    ],
)
def test_what_separates_stands_on_the_wall_beside_what_unites(
    everybody: Callable[[], list[Answers]], headings: tuple[str, str]
) -> None:
    standing = standing_of(EIGHT, everybody())
    notes = KIND.figure(EIGHT, standing, "en")["layout"]["annotations"]
    told = [note["text"] for note in notes]
    unite, apart = (told.index(f"<b>{heading}</b>") for heading in headings)
    assert unite < apart
    for item in standing.about:
        at = told.index(f"Sentence number {item[1]}")
        sides = shown(standing)["votes"][item]
        is_shared = all(2 * agree > seen for agree, seen, _ in sides)
        assert (unite < at < apart) == is_shared


def test_camps_that_share_nothing_are_said_to() -> None:
    apart = [
        {slot: v for slot, v in own.items() if slot[0] not in ("s1", "s2")} for own in camps(12, 8)
    ]
    standing = standing_of(EIGHT, apart)
    [separating] = standing.about
    assert standing.sentence["en"] == (
        f"2 camps (12 and 8): “Sentence number {separating[1]}” separates them, "
        "no sentence unites them yet"
    )


def test_where_camps_are_chance_the_room_is_one_group() -> None:
    standing = standing_of(EIGHT, by_chance(30))
    assert standing.sentence["en"].endswith("; no clear link between votes")
    assert standing.sentence["fr"].endswith("\u00a0; aucun lien net entre les votes")
    assert "dots" not in shown(standing)
    assert all(trace["type"] == "bar" for trace in KIND.figure(EIGHT, standing, "en")["data"])


def along_a_line(people: int, seed: int = 2) -> list[Answers]:
    return [votes(*(int(vote) for vote in row)) for row in one_line(people, 8, seed)]


def test_a_room_along_one_line_is_told_by_what_carries_it() -> None:
    standing = standing_of(EIGHT, along_a_line(30))
    assert shown(standing)["shape"] == "line"
    assert standing.outcome == "split"
    first, second = standing.about
    assert standing.sentence["en"] == (
        f"Votes lie along one line; “Sentence number {first[1]}” "
        f"and “Sentence number {second[1]}” set its two ends apart"
    )
    assert KIND.on_phones(standing).details["map"]["shape"] == "line"
    limit = "With fewer than 60 people, camps can hardly be told from the ends of a line."
    assert limit in KIND.caption(EIGHT, standing, "en")
    assert limit not in KIND.caption(EIGHT, standing_of(EIGHT, along_a_line(70)), "en")
    figure = KIND.figure(EIGHT, standing, "en")
    drawn = [trace for trace in figure["data"] if trace.get("mode") == "markers"]
    assert sum(len(trace["x"]) for trace in drawn) == 30


def test_without_camps_the_most_shared_is_what_both_ends_of_the_line_share() -> None:
    standing = standing_of(EIGHT, along_a_line(40))
    told = shown(standing)["votes"]
    bridging = [
        min((side[0] + 1) / (side[1] + 2) for side in told[item])
        for item in standing.details["order"]
    ]
    assert bridging == sorted(bridging, reverse=True)


def test_who_agrees_with_all_and_who_passes_on_all_are_neither_camps_nor_a_line() -> None:
    standing = standing_of(EIGHT, [votes(*[1] * 8)] * 14 + [votes(*[0] * 8)] * 6)
    assert shown(standing)["shape"] == "unclear"
    assert "dots" not in shown(standing)
    assert standing.sentence["en"] == (
        "Views are close on “Sentence number 1” (the same for 7 others): 14 of 20 agree; no clear camps"
    )


@pytest.mark.parametrize("everybody", [camps(12, 8), along_a_line(40)])
def test_what_is_no_longer_asked_is_not_spoken_of(everybody: list[Answers]) -> None:
    gathered = gathered_of(EIGHT, tally_of(EIGHT, everybody), everybody, 5)
    whole = KIND.standing(EIGHT, gathered)
    resting = frozenset(whole.about)
    standing = KIND.standing(EIGHT, replace(gathered, resting=resting))
    assert standing.about
    assert not resting & set(standing.about)
    wall = msgspec.json.encode(KIND.figure(EIGHT, standing, "en")["layout"]).decode()
    for item in resting:
        assert f"Sentence number {item[1]}”" not in standing.sentence["en"]
        assert f"Sentence number {item[1]}”" not in wall


@pytest.mark.parametrize("people", [5, 11])
def test_under_twelve_people_there_is_no_map(people: int) -> None:
    standing = standing_of(EIGHT, camps(6, people - 6 if people > 6 else 0)[:people])
    assert "map" not in standing.details
    assert "camps" not in standing.sentence["en"]
    assert all(trace["type"] == "bar" for trace in KIND.figure(EIGHT, standing, "en")["data"])


def test_a_group_of_a_few_is_no_camp() -> None:
    standing = standing_of(EIGHT, camps(25, 3))
    assert not shown(standing)["separated"]
    three = standing_of(EIGHT, camps(14, 12, 3))
    if shown(three)["separated"]:
        assert all(size >= 5 for size in shown(three)["sizes"])


def test_how_few_of_a_camp_voted_is_not_told() -> None:
    everybody = camps(14, 12)
    for own in everybody[14 + 4 :]:
        del own[("s1", "today")]
    standing = standing_of(EIGHT, everybody)
    assert shown(standing)["votes"]["s1"] == [[14, 14, 0], None]


def test_the_map_says_nothing_of_a_sentence_that_too_few_voted_on() -> None:
    def room(value: int) -> Standing:
        everybody = camps(14, 12)
        for person, own in enumerate(everybody):
            own[("s8", "today")] = value
            if person >= 4:
                del own[("s8", "today")]
        return standing_of(EIGHT, everybody)

    assert room(1) == room(-1)
    assert "s8" not in shown(room(1))["votes"]


def test_nobody_can_be_told_from_where_they_stand_in_a_list() -> None:
    found = shown(standing_of(EIGHT, camps(14, 12, astray=0.2)))
    assert found["dots"] == sorted(found["dots"])


def test_the_words_say_where_a_small_room_stands() -> None:
    cases = [
        (
            [votes(1, 0)] * 5,
            "together",
            "Views are close on “Sentence number 1”: 5 of 5 agree",
        ),
        (
            [votes(-1, 0)] * 6,
            "together",
            "Views are close on “Sentence number 1”: 6 of 6 disagree with it",
        ),
        (
            [votes(1)] * 3 + [votes(-1)] * 3,
            "scattered",
            "No majority on “Sentence number 1”: 3 agree, 3 disagree, 0 pass",
        ),
        (
            [votes(1)] * 12 + [votes(-1)] * 13 + [votes(0)],
            "split",
            "Views are split on “Sentence number 1”: 12 agree, 13 disagree, of 26",
        ),
        (
            [votes(0)] * 4 + [votes(1)],
            "together",
            "4 of 5 pass on “Sentence number 1”",
        ),
        (
            [votes(1)] * 8 + [votes(-1)] * 3,
            "scattered",
            "A majority agrees with “Sentence number 1”: 8 of 11",
        ),
    ]
    for everybody, outcome, sentence in cases:
        standing = standing_of(EIGHT, everybody)
        assert (standing.outcome, standing.sentence["en"]) == (outcome, sentence)


def test_any_other_sentence_may_be_told_before_the_reveal() -> None:
    standing = standing_of(EIGHT, camps(12, 8))
    [shared] = (one for one in standing.claims if one.claim.name == "shared")
    told = standing.highlighting(shared.claim.key)
    assert (told.outcome, told.about) == ("together", ("s1", "s2"))
    assert told.sentence["en"].startswith("Views are close on “Sentence number 1” and “")


def test_of_many_sentences_the_chart_draws_some_and_the_table_all() -> None:
    many = decks.statements(sentences=40)
    everybody = simulated(many, 20)
    standing = standing_of(many, everybody)
    bars = KIND.figure(many, standing, "en")["data"][0]
    assert len(bars["y"]) in (MOST_BESIDE_A_MAP, MOST_DRAWN)
    assert len(KIND.table(many, standing, "en").rows) == 40
    assert KIND.caption(many, standing, "en").endswith("16 more sentences are in the table.")


# --- the order of asking


def order(everybody: list[Answers], participant: str = "p0", seed: int = 1) -> tuple[str, ...]:
    gathered = gathered_of(EIGHT, tally_of(EIGHT, everybody), everybody, 5)
    found = KIND.order(EIGHT, replace(gathered, seed=seed), participant)
    assert found is not None
    return found


def test_what_nobody_saw_is_asked_early_and_what_nobody_likes_late() -> None:
    everybody = [votes(1, -1, 0, 1, 1, 1, 1, None)] * 30
    places: dict[str, list[int]] = {}
    for seed in range(100):
        for place, item in enumerate(order(everybody, seed=seed)):
            places.setdefault(item, []).append(place)
    mean = {item: sum(found) / 100 for item, found in places.items()}
    assert min(mean, key=lambda item: mean[item]) == "s8"
    assert mean["s2"] > mean["s1"]
    assert mean["s3"] > mean["s1"]


def test_everybody_has_an_order_of_their_own_that_stays() -> None:
    assert sorted(order([])) == sorted(item.id for item in EIGHT.items)
    assert order([], "p1") == order([], "p1")
    assert len({order([], f"p{n}") for n in range(20)}) > 10


def test_a_deck_says_what_is_missing() -> None:
    bare = msgspec.structs.replace(EIGHT, items=())
    assert [field for field, _ in KIND.check(bare)] == ["items"]
    twice = msgspec.structs.replace(EIGHT, phases=("before", "after"))
    assert [field for field, _ in KIND.check(twice)] == ["phases"]
    room = decks.statements(sentences=0, most=2)
    assert list(KIND.check(room)) == []
    slots: tuple[Slot, ...] = KIND.slots(room)
    assert slots == ()
