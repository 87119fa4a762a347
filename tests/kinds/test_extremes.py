"""The polis at its extremes: nobody, one, two, all alike, noise; what is honest is said."""

import random

import pytest
from tamtam.kinds.statements import Statements
from tamtam.results.view import View
from tamtam.standing.standing import Standing

from tests import decks
from tests.kinds.people import Answers, gathered_of, standing_of, tally_of

KIND = Statements()
THREE, EIGHT = decks.statements(sentences=3), decks.statements(sentences=8)


def everybody(people: int, sentences: int, value: int) -> list[Answers]:
    return [{(f"s{n}", "today"): value for n in range(1, sentences + 1)} for _ in range(people)]


def noise(people: int, sentences: int, seed: int) -> list[Answers]:
    chance = random.Random(seed)
    return [
        {(f"s{n}", "today"): chance.choice((1, 0, -1)) for n in range(1, sentences + 1)}
        for _ in range(people)
    ]


def drawn_in_words(standing: Standing, sentences: int) -> str:
    """Caption, table and chart can be made of it, in both languages; returns the caption."""
    activity = THREE if sentences == 3 else EIGHT
    for language in ("fr", "en"):
        view = View(activity, standing, language)
        assert view.plain_figure()["layout"]
        assert view.caption.startswith(view.sentence)
        assert len(view.plain_table().rows) in (0, sentences)
    return View(activity, standing, "en").caption


@pytest.mark.parametrize(("people", "said"), [(0, "0"), (1, "1"), (2, "2"), (4, "4")])
def test_with_fewer_than_five_only_their_number_is_said(people: int, said: str) -> None:
    standing = standing_of(EIGHT, everybody(people, 8, 1))
    assert (standing.outcome, standing.items, standing.details) == ("few", (), {})
    assert said in standing.sentence["en"]
    drawn_in_words(standing, 8)


@pytest.mark.parametrize("people", [1, 2])
def test_someone_alone_and_two_who_look_at_their_own_are_drawn_without_a_map(people: int) -> None:
    standing = standing_of(THREE, everybody(people, 3, 1), min_answers=1)
    assert len(standing.items) == 3
    assert "map" not in standing.details
    drawn_in_words(standing, 3)


@pytest.mark.parametrize("people", [5, 12, 60])
@pytest.mark.parametrize(("value", "said"), [(1, "agree"), (-1, "disagree"), (0, "pass")])
def test_a_room_of_one_mind_has_no_camps(people: int, value: int, said: str) -> None:
    standing = standing_of(THREE, everybody(people, 3, value))
    assert not standing.details.get("map", {}).get("separated")
    assert said in standing.sentence["en"]
    assert str(people) in standing.sentence["en"]
    assert standing.outcome == "together"
    drawn_in_words(standing, 3)


@pytest.mark.parametrize("seed", range(6))
def test_twelve_people_who_vote_by_chance_are_told_that_votes_do_not_hang_together(
    seed: int,
) -> None:
    standing = standing_of(EIGHT, noise(12, 8, seed))
    assert not standing.details["map"]["separated"]
    assert standing.sentence["en"].endswith("; no clear link between votes")
    assert "dots" not in standing.details["map"]
    drawn_in_words(standing, 8)


def test_a_changed_vote_counts_once_and_as_it_is_now() -> None:
    gathered = gathered_of(THREE, tally_of(THREE, people := everybody(6, 3, 1)), people, 5)
    assert gathered.history is not None
    own = people[0]
    gathered.tally.update(own, ("s1", "today"), -1)
    gathered.history.take("p0", ("s1", "today"), -1)
    found = KIND.standing(THREE, gathered).item("s1")
    assert found is not None
    assert found.distributions[0].counts == {"-1": 1, "0": 0, "1": 5}


def test_three_statements_are_enough_for_a_line_and_too_few_for_camps() -> None:
    ends = [
        *({("s1", "today"): 1, ("s2", "today"): 1, ("s3", "today"): -1} for _ in range(8)),
        *({("s1", "today"): -1, ("s2", "today"): -1, ("s3", "today"): 1} for _ in range(7)),
    ]
    standing = standing_of(THREE, ends)
    assert standing.details["map"]["shape"] == "line"
    assert sorted(standing.details["map"]["sizes"]) == [7, 8]
    assert "fewer than 60 people" in drawn_in_words(standing, 3)
