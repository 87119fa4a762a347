"""The deck's sentences step back once the room has brought enough of its own, and come back."""

import pytest
from tamtam.results.view import View
from tamtam.server.views import phone as phone_view
from tamtam.session import commands as c
from tamtam.session.activity import ActivityState
from tamtam.session.log import Store
from tamtam.standing.standing import Standing

from tests import decks

SENTENCES = decks.statements(sentences=3, most=2, held=True, enough=4)
PEOPLE = [f"p{n}" for n in range(6)]


@pytest.fixture
def code(store: Store) -> str:
    """A room of six that voted on the deck's three sentences and wrote four, which wait."""
    code = store.create(decks.new_session(SENTENCES))
    store.run([(code, c.Open(SENTENCES.id))])
    for person in PEOPLE:
        store.run([(code, c.Join(person))])
        vote(store, code, person, "s1", "s2", "s3")
    for at in range(4):
        store.run([(code, c.Propose(SENTENCES.id, f"Words {at}", f"k{at}", PEOPLE[at]))])
    return code


def asked(store: Store, code: str) -> ActivityState:
    return store.log(code).state.activity(SENTENCES.id)


def vote(store: Store, code: str, person: str, *items: str) -> None:
    for item in items:
        answer = c.Answer(person, SENTENCES.id, item, "today", 1, f"{person}{item}")
        [outcome] = store.run([(code, answer)])
        assert not isinstance(outcome, Exception), outcome


def written(store: Store, code: str) -> list[str]:
    return [id for id in asked(store, code).proposals if id not in ("s1", "s2", "s3")]


def approve(store: Store, code: str, *items: str) -> None:
    store.run([(code, c.Show(SENTENCES.id, item)) for item in items])


def standing(store: Store, code: str) -> Standing:
    return store.log(code).state.standing(SENTENCES.id)


def test_with_enough_of_the_room_the_decks_are_asked_no_more(store: Store, code: str) -> None:
    own = written(store, code)
    approve(store, code, *own[:3])
    assert asked(store, code).resting == frozenset()
    approve(store, code, own[3])
    assert asked(store, code).resting == {"s1", "s2", "s3"}
    assert phone_view.activity(asked(store, code))["resting"] == ["s1", "s2", "s3"]
    assert {item for item, _ in asked(store, code).asks(1)} == set(own)


def test_what_was_voted_on_them_counts_and_is_told_apart(store: Store, code: str) -> None:
    own = written(store, code)
    approve(store, code, *own)
    for person in PEOPLE:
        vote(store, code, person, *own)
    found = standing(store, code)
    assert found.details["order"][-3:] == found.details["resting"] == ["s1", "s2", "s3"]
    assert set(found.about) <= set(own)
    assert found.item("s1") and found.items[0].distributions[0].n == 6
    view = View(asked(store, code).activity, found, "en")
    assert "3 opening sentences are no longer asked" in view.caption
    assert "Sentence number 1" not in view.caption
    names = [str(row[0]) for row in view.plain_table().rows]
    assert names[-3:] == [f"Sentence number {n} (no longer asked)" for n in (1, 2, 3)]


def test_as_long_as_few_voted_on_the_rooms_own_the_sentence_is_of_those_before(
    store: Store, code: str
) -> None:
    before = standing(store, code)
    own = written(store, code)
    approve(store, code, *own)
    found = standing(store, code)
    assert found.outcome == before.outcome != "few"
    assert found.about == before.about
    assert found.details["order"][3:] == own


def test_and_the_chart_draws_those_first_instead_of_sentences_nobody_voted_on(
    store: Store, code: str
) -> None:
    approve(store, code, *written(store, code))
    found = standing(store, code)
    figure = View(SENTENCES, found, "en").plain_figure()
    drawn = str(figure["layout"]["annotations"]) + str(figure["data"])
    assert all(f"Sentence number {n}" in drawn for n in (1, 2, 3))
    assert found.details["order"][:3] == ["s1", "s2", "s3"] and "resting" not in found.details


def test_who_was_just_voting_on_one_is_not_refused(store: Store, code: str) -> None:
    approve(store, code, *written(store, code))
    store.run([(code, c.Join("late"))])
    vote(store, code, "late", "s1")
    found = standing(store, code).item("s1")
    assert found is not None
    assert found.distributions[0].n == 7


def test_who_voted_on_all_that_is_asked_is_done(store: Store, code: str) -> None:
    own = written(store, code)
    approve(store, code, *own)
    store.run([(code, c.Join("late"))])
    vote(store, code, "late", *own[:3])
    assert "late" not in asked(store, code).turn.complete
    vote(store, code, "late", own[3])
    assert "late" in asked(store, code).turn.complete


def test_they_come_back_when_one_of_the_room_is_hidden(store: Store, code: str) -> None:
    own = written(store, code)
    before = standing(store, code)
    approve(store, code, *own)
    store.run([(code, c.Hide(SENTENCES.id, own[0]))])
    assert asked(store, code).resting == frozenset()
    found = standing(store, code)
    assert "resting" not in found.details
    assert [found.item(id) for id in ("s1", "s2", "s3")] == [
        before.item(id) for id in ("s1", "s2", "s3")
    ]
