"""The common pot: payoffs, who is told what, what fades and what rises, what the room is shown."""

import dataclasses
import random
from collections.abc import Iterator
from itertools import pairwise
from statistics import fmean
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam.deck import formation
from tamtam.kinds.common_pot.game import NAMES, TALK, Pot, names_at
from tamtam.kinds.kind import GatheredAnswers
from tamtam.language import texts
from tamtam.standing.standing import Standing

from tests import decks
from tests.kinds.people import ASKED, Answers, kind_of, tally_of

GAME = next(activity for activity in ASKED if activity.id == "common_pot")
KIND = kind_of(GAME)
POT = Pot(GAME.phases, 20, 4, 60, 120)


def gathered(
    answers: dict[str, Answers], tables: dict[int, tuple[str, ...]], over: int, seed: int = 1
) -> GatheredAnswers:
    people = {id: own for id, own in answers.items() if own}
    return GatheredAnswers(
        *(1, tally_of(GAME, people.values()), len(people), 5),
        answers=people,
        tables=tables,
        over=over,
        seed=seed,
    )


def told(one: GatheredAnswers, person: str) -> dict[str, Any]:
    found = KIND.told(GAME, one, person)
    assert found
    return found


def gifts(phase: str, *values: int | None) -> dict[str, Answers]:
    return {
        f"p{number}": {("give", phase): value} if value is not None else {}
        for number, value in enumerate(values)
    }


FOUR: dict[int, tuple[str, ...]] = {1: ("p0", "p1", "p2", "p3")}


def test_a_round_pays_what_was_kept_and_a_share_of_the_pot() -> None:
    one = gathered(gifts("round_1", 20, 10, 5, 0), FOUR, over=1)
    rounds = [told(one, person)["rounds"] for person in FOUR[1]]
    assert [found["payoff"] for [found] in rounds] == [140, 240, 290, 340]
    assert {(found["pot"], found["back"], found["n"]) for [found] in rounds} == {(35, 140, 4)}


def test_a_missing_gift_is_missing_and_not_zero() -> None:
    one = gathered(gifts("round_1", 20, 10, None, 0), FOUR, over=1)
    [found] = told(one, "p2")["rounds"]
    assert (found["gave"], found["payoff"], found["n"]) == (None, None, 3)
    assert told(one, "p0")["rounds"][0]["payoff"] == 0 + 4 * 30


def test_a_round_is_told_once_it_is_over_and_how_the_next_is_seen_from_the_start() -> None:
    one = gathered(gifts("round_1", 20, 10, 5, 0), FOUR, over=0)
    assert told(one, "p0")["rounds"] == []
    assert told(one, "p0")["sees"] == [False] * 3 + [True] * 3
    steps = [round.name for round in KIND.rounds(GAME)]
    assert steps == ["round_1", "round_2", "round_3", "talk", "round_4", "round_5", "round_6"]
    assert [len(POT.over(gathered({}, FOUR, over))) for over in range(8)] == [
        0,
        1,
        2,
        3,
        3,
        4,
        5,
        6,
    ]


@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_the_rules_before_the_first_move_are_sixty_words_at_most(language: str) -> None:
    rule, rules, give, _ = (said[language] for said in KIND.announced(GAME, None, False))
    assert str(POT.tokens) in rule and texts.number(language, POT.back / 10) in rule
    assert str(len(GAME.phases)) in rules
    assert len(f"{rule} {rules}".split()) <= 60
    assert give == GAME.items[0].text[language]


def test_halfway_the_talk_has_its_own_question_who_speaks_and_how_long() -> None:
    steps = {round.name: round for round in KIND.rounds(GAME)}
    talk = steps[TALK]
    assert talk.question is not None
    assert talk.question["fr"] == "Parlez à votre table\u00a0: 2 minutes"
    assert talk.question["en"] == "Talk at your table: 2 minutes"
    who, about = KIND.announced(GAME, talk, False)
    assert "speaks last" in who["en"] and about["fr"].endswith("?")
    assert all(round.question is None for name, round in steps.items() if name != TALK)


def test_from_four_tables_on_half_of_them_begin_seen_the_same_on_any_machine() -> None:
    people = [f"p{number}" for number in range(36)]
    for count in range(1, 10):
        tables = formation.tables(people[: 4 * count], 4, seed=3)
        one = gathered({}, tables, 0)
        first = {table for table in tables if POT.sees(one, table)[0]}
        assert len(first) == (count // 2 if count >= 4 else 0)
        assert first == {table for table in tables if POT.sees(one, table)[0]}
    assert first == {1, 2, 7, 8}


def test_a_name_stays_whose_it_is_when_someone_at_the_table_is_forgotten() -> None:
    before = names_at(gathered({}, FOUR, 0), 1)
    after = names_at(gathered({}, {1: ("p0", "", "p2", "p3")}, 0), 1)
    assert after == {id: name for id, name in before.items() if id != "p1"}
    assert set(before.values()) < set(NAMES)


def test_thumbs_are_free_and_counted_from_the_others_at_the_table() -> None:
    one = gathered(gifts("round_4", 20, 10, 5, 0), FOUR, over=6)
    names = names_at(one, 1)
    slot = (f"thumbs.{names['p0']}", "after_4")
    for person, way in (("p0", "up"), ("p1", "up"), ("p2", "down")):
        one.answers[person][slot] = way  # type: ignore[index]
    still_given = dataclasses.replace(one, over=5)
    assert "thumbs" not in told(still_given, "p0")["rounds"][-1]
    last = told(one, "p0")["rounds"][3]
    assert last["thumbs"] == {"up": 1, "down": 1}  # one's own thumb for oneself is none
    assert last["given"] == {
        names[id]: gift for id, gift in zip(FOUR[1], (20, 10, 5, 0), strict=True)
    }
    assert KIND.optional(slot) and not KIND.optional(("give", "round_4"))


# --- whatever happens at the tables


@st.composite
def games(draw: st.DrawFn) -> GatheredAnswers:
    people = [f"person-{number}" for number in range(draw(st.integers(1, 26)))]
    tables = formation.tables(people, 4, seed=draw(st.integers(0, 99)))
    rng = random.Random(draw(st.integers(0, 999)))
    answers = {}
    for person in people:
        own = KIND.simulate(GAME, rng)
        answers[person] = {slot: own[slot] for slot in own if rng.random() < 0.7}
    return gathered(answers, tables, draw(st.integers(0, 7)), draw(st.integers(0, 99)))


@given(games())
def test_no_token_is_made_or_lost_at_any_table(one: GatheredAnswers) -> None:
    for seated in one.tables.values():
        for phase in POT.over(one):
            found = [
                round
                for person in seated
                for round in told(one, person)["rounds"]
                if round["phase"] == phase and round["payoff"] is not None
            ]
            kept = sum(20 - round["gave"] for round in found)
            assert sum(round["payoff"] for round in found) == 10 * kept + sum(
                round["back"] for round in found
            )
            assert {round["pot"] for round in found} <= {sum(round["gave"] for round in found)}


@given(games(), st.integers(0, 20))
def test_nobody_is_told_of_another_table_a_round_to_come_or_a_gift_that_is_unseen(
    one: GatheredAnswers, other: int
) -> None:
    """Other gifts where one may not look change nothing of what one is told."""
    for table, seated in one.tables.items():
        for person in seated:
            now = told(one, person)
            assert "person-" not in str(now)
            seen = dict(zip(GAME.phases, now["sees"], strict=True))
            assert all(("given" in round) == seen[round["phase"]] for round in now["rounds"])
            assert told(elsewhere(one, table, other), person) == now
        [*hidden] = [round for round in told(one, seated[0])["rounds"] if "given" not in round]
        assert all(
            set(round) == {"phase", "n", "pot", "back", "gave", "payoff"} for round in hidden
        )


def elsewhere(one: GatheredAnswers, table: int, other: int) -> GatheredAnswers:
    """The same game with everything else at other tables, and in the rounds to come at this one."""
    over, here = POT.over(one), one.tables[table]
    answers = {
        id: {
            slot: value if slot[0] != "give" or (id in here and slot[1] in over) else other
            for slot, value in own.items()
            if id in here or slot[0] == "give"
        }
        for id, own in one.answers.items()
    }
    return dataclasses.replace(one, answers=answers)


# --- simulated players


def played(people: int, seed: int) -> GatheredAnswers:
    """A game that simulated players play, each told of the rounds before."""
    ids = [f"p{number}" for number in range(people)]
    tables = formation.tables(ids, 4, seed)
    answers: dict[str, Answers] = {id: {} for id in ids}
    for over, step in enumerate(KIND.rounds(GAME)):
        now = gathered(answers, tables, over, seed)
        given = {
            id: KIND.respond(GAME, random.Random(f"{seed}/{id}"), KIND.told(GAME, now, id))
            for id in ids
        }
        for id, own in given.items():
            answers[id] |= {slot: value for slot, value in own.items() if step.takes(slot)}
    return gathered(answers, tables, over=7, seed=seed)


def standing(one: GatheredAnswers) -> Standing:
    return KIND.standing(GAME, one)


def test_gifts_fade_while_unseen_and_rise_while_seen() -> None:
    """Conditional cooperators answer a little less than they got; eyes turn it round."""
    unseen, seen = standing(played(400, seed=2)).details["give"]
    assert all(before > after for before, after in pairwise(unseen))
    assert seen[0] < seen[1] <= seen[2] + 0.2
    assert fmean(seen) > fmean(unseen) + 2


def test_a_free_rider_stays_one_whatever_the_others_do() -> None:
    one = played(40, seed=3)
    means = sorted(fmean(own["give", p] for p in GAME.phases) for own in one.answers.values())
    assert means[0] <= 1 and means[-1] >= 17


@pytest.mark.parametrize("people", [7, 40])
def test_everybody_who_sits_plays_every_round(people: int) -> None:
    one = played(people, seed=4)
    assert all(("give", phase) in own for own in one.answers.values() for phase in GAME.phases)
    for own in one.answers.values():
        for slot, value in own.items():
            assert KIND.validate(GAME, slot, value) == value


# --- what the room is shown


def tables_with(pairs: list[tuple[int, int]], size: int = 4) -> GatheredAnswers:
    """Tables at which everybody gives so much unseen, and so much seen."""
    tables, answers = {}, {}
    for number, _ in enumerate(pairs, start=1):
        tables[number] = tuple(f"p{number}-{seat}" for seat in range(size))
    one = gathered({}, tables, 7)
    for table, (unseen, seen) in zip(tables, pairs, strict=True):
        for person in tables[table]:
            answers[person] = {
                ("give", phase): seen if sees else unseen
                for phase, sees in zip(GAME.phases, POT.sees(one, table), strict=True)
            }
    return gathered(answers, tables, 7)


def test_the_tables_steps_are_tested_with_the_table_as_the_unit() -> None:
    found = standing(
        tables_with(list(zip((5, 0, 10, 8, 4, 12), (10, 6, 12, 8, 9, 11), strict=True)))
    )
    values = {measure.name: measure.value for measure in found.measures}
    assert values["difference"] == pytest.approx(2.833, abs=5e-4)
    assert values["biserial"] == pytest.approx(0.8667, abs=5e-5)
    assert values["chance"] == 0.125
    assert values["efficiency_unseen"] == pytest.approx(39 / 6 / 20)
    caption = KIND.caption(GAME, found, "en")
    assert "6 tables played both halves: 4 gave more when seen, 1 gave less." in caption
    assert "Chance alone could do as much" in caption
    assert ".125" not in caption and "0.125" not in str(KIND.figure(GAME, found, "en"))
    assert (found.outcome, found.claims[0].claim.name) == ("scattered", "nothing")
    said = "No clear difference: when gifts were seen they rose at 4 of 6 tables, fell at 1"
    assert found.sentence["en"] == said


def test_what_tables_did_is_said_of_tables_once_chance_seldom_does_as_much() -> None:
    found = standing(tables_with([(5, 10), (0, 6), (10, 12), (8, 9), (4, 9), (12, 14)]))
    said = found.sentence["en"].replace("\u00a0", " ")
    assert said == "6 of 6 tables gave more when gifts were seen: 6.5 → 10 tokens on average"
    assert found.outcome == "gap"


@pytest.mark.parametrize("sizes", [[4], [5, 4], [3, 3], [5, 5]])
def test_few_tables_or_few_people_have_no_line_of_their_own(sizes: list[int]) -> None:
    one = tables_with([(4, 8)] * len(sizes), size=max(sizes))
    found = standing(one)
    if found.details:
        assert (found.details["lines"], found.details["pairs"], found.details["verdict"]) == (
            [],
            [],
            None,
        )
    assert not {"difference", "biserial", "chance"} & {m.name for m in found.measures}


def test_no_table_is_told_by_its_number_or_in_its_order() -> None:
    pairs = [(4, 8), (12, 3), (1, 19), (9, 9)]
    one, other = (standing(tables_with(order)) for order in (pairs, pairs[::-1]))
    assert one.details["pairs"] == other.details["pairs"] == sorted(map(list, pairs))
    assert one.details["lines"] == sorted(one.details["lines"], key=str)


def cases() -> Iterator[tuple[str, GatheredAnswers]]:
    yield "together", tables_with([(12, 12)] * 3)
    yield "split", tables_with([(1, 1), (1, 1), (19, 19), (19, 19)])
    yield "scattered", tables_with([(0, 2), (0, 1), (8, 7), (9, 7), (13, 13), (12, 12)])
    yield "gap", tables_with([(10, 5)] * 5)


@pytest.mark.parametrize(("outcome", "one"), cases())
def test_each_outcome_has_its_sentence(outcome: str, one: GatheredAnswers) -> None:
    assert standing(one).outcome == outcome


def test_a_deck_is_told_what_a_game_needs() -> None:
    odd = msgspec.structs.replace(GAME, phases=("round_1", "round_3"), formation="pairs", items=())
    wrong = dict(KIND.check(odd))
    assert wrong.keys() == {"phases", "items", "formation"}
    long = msgspec.structs.replace(GAME, options={"tokens": 0, "seconds": 9999})
    assert dict(KIND.check(long)).keys() == {"options.tokens", "options.seconds"}
