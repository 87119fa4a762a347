"""Items carried from one activity into another: once the room saw them, and only while they are there."""

import msgspec
import pytest
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.rules import decide
from tamtam.session.state import State

from tests.decks import collecting, deck, statements
from tests.rooms import Room, folded, seen

PEOPLE = tuple(f"p{number}" for number in range(6))


def room_of(show: str = "chart") -> Room:
    """Six voted on three sentences of the deck and one of Ada's; four of them are in the minority."""
    barbarian = msgspec.structs.replace(
        collecting("barbarian", held=False), kind="minority", options={"of": "polis"}
    )
    room = Room(deck(statements(held=False), barbarian))
    for person in PEOPLE:
        room.do(c.Join(person))
    room.do(c.Open("polis"))
    room.do(c.Propose("polis", "Ada’s sentence", "k", PEOPLE[0]))
    for at, person in enumerate(PEOPLE):
        for item in room.state.activity("polis").activity.items:
            vote = 1 if at == 0 else -1
            room.do(c.Answer(person, "polis", item.id, "today", vote, f"{item.id}{at}"))
    standing = room.state.standing("polis").to_json()
    room.do(c.Reveal("polis", standing, room.state.position, show))
    return room


def asked_about(state: State) -> list[str]:
    return [item.text["en"] for item in state.activity("barbarian").activity.items]


SENTENCES = [f"Sentence number {number}" for number in (1, 2, 3)]


def test_what_the_room_saw_is_carried_when_it_is_opened() -> None:
    room = room_of()
    assert asked_about(room.state) == ["Statement 1"]
    room.do(c.Open("barbarian"))
    assert asked_about(room.state) == [*SENTENCES, "Ada’s sentence"]
    carried = [entry.event for entry in room.log if isinstance(entry.event, e.ItemsCarried)]
    assert len(carried) == 1 and not any("Ada" in item for item in carried[0].items)


@pytest.mark.parametrize("show", ["sentence", "nothing"])
def test_what_the_room_did_not_see_is_not_carried(show: str) -> None:
    room = room_of(show)
    room.do(c.Open("barbarian"))
    assert asked_about(room.state) == ["Statement 1"]


def test_what_is_answered_is_asked_on_as_it_was() -> None:
    """Opened before the vote, and answered: it stays with the ideas it had, also when asked again."""
    room = room_of("nothing")
    room.do(c.Open("barbarian"))
    room.do(c.Answer(PEOPLE[0], "barbarian", "s1", "today", 1, "k1"))
    standing = room.state.standing("polis").to_json()
    room.do(c.Reveal("polis", standing, room.state.position))
    room.do(c.Open("barbarian"))
    assert asked_about(room.state) == ["Statement 1"]


def test_a_sentence_hidden_where_it_was_written_is_hidden_here() -> None:
    room = room_of()
    room.do(c.Open("barbarian"))
    [own] = [id for id, one in room.state.activity("polis").proposals.items() if one.participant]
    for at, person in enumerate(PEOPLE):
        room.do(c.Answer(person, "barbarian", own, "today", 1, f"b{at}"))
    room.do(c.Hide("polis", own))
    assert asked_about(room.state) == SENTENCES
    assert room.state.activity("barbarian").turn.answers == {}
    room.do(c.Show("polis", own))
    assert asked_about(room.state) == [*SENTENCES, "Ada’s sentence"]
    assert len(room.state.activity("barbarian").turn.answers) == len(PEOPLE)


def test_hidden_here_it_stays_hidden_whatever_becomes_of_another() -> None:
    room = room_of()
    room.do(c.Open("barbarian"))
    room.do(c.Hide("barbarian", "s1"))
    room.do(c.Hide("polis", "s2"))
    assert asked_about(room.state) == ["Sentence number 3", "Ada’s sentence"]


def test_its_words_can_not_be_changed_after_people_voted_on_them() -> None:
    room = room_of()
    room.do(c.Open("barbarian"))
    with pytest.raises(TamtamError) as caught:
        decide(room.state, c.Edit("barbarian", "s1", "Other words"), room.state.at)
    assert caught.value.code == "items_answered"


def test_the_sentence_of_someone_forgotten_goes_with_them() -> None:
    room = room_of()
    room.do(c.Open("barbarian"))
    room.do(c.Forget(PEOPLE[0]))
    assert asked_about(room.state) == SENTENCES
    without = folded(room.stored(erased=True))
    assert asked_about(without) == SENTENCES
    but = ("changed_at", "revealed_at", "history")  # one was told of what was taken back
    assert seen(without, but=but)["asked"] == seen(room.state, but=but)["asked"]


def test_one_may_still_add_an_idea_of_ones_own() -> None:
    room = room_of()
    room.do(c.Open("barbarian"))
    room.do(c.Propose("barbarian", "Ask a stranger", "k9", PEOPLE[1]))
    assert asked_about(room.state)[-1] == "Ask a stranger"


def test_the_log_gives_the_same_state_again() -> None:
    room = room_of()
    room.do(c.Open("barbarian"))
    room.do(c.Hide("polis", "s1"))
    assert seen(folded(room.stored(erased=False))) == seen(room.state)
