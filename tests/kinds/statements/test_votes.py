"""The map in an activity: a fold over the log, the same for whoever looks, whenever they do."""

import random
from typing import Any

import pytest
from tamtam.kinds.statements.votes import Votes
from tamtam.session import commands as c
from tamtam.session import fold
from tamtam.session.log import Store
from tamtam.session.state import State
from tamtam.standing.standing import Standing

from tests import decks

SENTENCES = decks.statements(sentences=8, most=2, held=False)
CREEDS = ((1, 1, 1, -1, 1, -1, 1, -1), (1, 1, -1, 1, -1, 1, -1, 1))


@pytest.fixture
def code(store: Store) -> str:
    code = store.create(decks.new_session(SENTENCES))
    store.run([(code, c.Open(SENTENCES.id))])
    return code


def vote(store: Store, code: str, id: str, item: str, value: int | None) -> None:
    state = store.log(code).state
    joining = [] if id in state.participants else [(code, c.Join(id))]
    answer = c.Answer(id, SENTENCES.id, item, "today", value, f"{state.position}")
    for outcome in store.run([*joining, (code, answer)]):
        assert not isinstance(outcome, Exception), outcome


def camp(store: Store, code: str, creed: int, people: range) -> list[Standing]:
    """Let so many people of one mind vote on all sentences, and look where the room stands each time."""
    chance, seen = random.Random(people.start), []
    for n in people:
        for at, value in enumerate(CREEDS[creed], 1):
            astray = chance.random() < 0.08
            vote(store, code, f"p{n}", f"s{at}", 0 if astray else value)
        seen.append(standing(store, code))
    return seen


def sides(found: dict[str, Any]) -> tuple[int, ...]:
    """The camps of a map from left to right."""
    middle = {
        at: sum(x for x, _, camp in found["dots"] if camp == at) / size
        for at, size in enumerate(found["sizes"])
    }
    return tuple(sorted(middle, key=lambda at: middle[at]))


def standing(store: Store, code: str) -> Standing:
    return store.log(code).state.standing(SENTENCES.id)


def folded_again(store: Store, code: str) -> State:
    state = State(code)
    for entry in store.log(code).entries():
        fold.apply(state, entry)
    return state


def test_camps_keep_their_letters_their_side_and_their_colour(store: Store, code: str) -> None:
    camp(store, code, 0, range(9))
    seen = camp(store, code, 1, range(9, 35))
    maps = [one.details["map"] for one in seen if one.details.get("map", {}).get("separated")]
    assert len(maps) >= 15
    assert {tuple(found["letters"]) for found in maps} == {(0, 1)}
    assert (maps[0]["sizes"][0], maps[-1]["sizes"]) == (9, [9, 26])
    assert len({sides(found) for found in maps}) == 1


def test_whoever_folds_the_log_later_sees_the_same(store: Store, code: str) -> None:
    seen = [*camp(store, code, 0, range(8)), *camp(store, code, 1, range(8, 19))]
    assert seen[-1].details["map"]["separated"]
    assert folded_again(store, code).standing(SENTENCES.id) == seen[-1]


def test_a_sentence_that_is_hidden_and_shown_again_costs_no_camp_its_letter(
    store: Store, code: str
) -> None:
    camp(store, code, 0, range(8))
    before = camp(store, code, 1, range(8, 22))[-1].details["map"]
    store.run([(code, c.Hide(SENTENCES.id, "s3"))])
    hidden = standing(store, code)
    assert "s3" not in hidden.details["map"]["votes"]
    assert hidden.details["map"]["sizes"] == before["sizes"]
    store.run([(code, c.Show(SENTENCES.id, "s3"))])
    again = standing(store, code)
    moved = {"dots": [], "for_camps": 0.0}
    assert again.details["map"] | moved == before | moved
    assert sides(again.details["map"]) == sides(before)
    assert folded_again(store, code).standing(SENTENCES.id) == again


def test_merging_tells_the_course_only_what_changed(store: Store, code: str) -> None:
    camp(store, code, 0, range(6))
    vote(store, code, "p0", "s2", None)
    course = store.log(code).state.activity(SENTENCES.id).turn.history
    assert isinstance(course, Votes)
    told = len(course.cast)
    store.run([(code, c.Merge(SENTENCES.id, "s1", "s2"))])
    gone = [one for one in course.cast[told:] if one.value is None]
    counted = [one for one in course.cast[told:] if one.value is not None]
    assert {one.sentence for one in gone} == {"s1"}
    assert len(gone) == 6
    assert [(one.participant, one.sentence) for one in counted] == [("p0", "s2")]


def test_who_is_forgotten_was_never_there(store: Store, code: str) -> None:
    camp(store, code, 0, range(8))
    camp(store, code, 1, range(8, 20))
    store.run([(code, c.Forget("p3"))])
    course = store.log(code).state.activity(SENTENCES.id).turn.history
    assert isinstance(course, Votes)
    assert all(one.participant != "p3" for one in course.cast)
    assert standing(store, code).details["map"]["people"] == 19


def test_asking_again_begins_with_an_empty_map(store: Store, code: str) -> None:
    camp(store, code, 0, range(8))
    camp(store, code, 1, range(8, 20))
    store.run([(code, c.Open(SENTENCES.id, again=True))])
    course = store.log(code).state.activity(SENTENCES.id).turn.history
    assert isinstance(course, Votes)
    assert course.cast == []
