"""Items that people propose: held, shown, hidden, merged, dealt, answered by some, their authors erased."""

from collections import Counter
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam.deck.deck import Activity
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session.activity import ActivityState
from tamtam.session.rules import decide

from tests.decks import agreement, collecting, deck, statements
from tests.rooms import START, Room, folded, recount, seen

PEOPLE = tuple(f"person-{name}" for name in ("ada", "bob", "cyd", "dan", "eve"))
ADA, BOB, CYD, DAN, EVE = PEOPLE


class Table(Room):
    """A room where items are collected; who is forgotten is erased from its log, as the store does."""

    def __init__(self, asked: Activity | None = None, **collect: Any) -> None:
        super().__init__(deck(asked or collecting(**collect), agreement()))
        for person in PEOPLE:
            self.do(c.Join(person, f"Alias of {person}"))
        self.do(c.Open("tools"))

    @property
    def asked(self) -> ActivityState:
        return self.state.activity("tools")

    def _erase(self, participant: str) -> None:
        super()._erase(participant)
        self.state = folded(self.stored(erased=True))

    def propose(self, person: str | None, text: str) -> str:
        self.do(c.Propose("tools", text, f"{person}/{text}", person))
        return next(id for id, one in self.asked.proposals.items() if one.item.text["fr"] == text)

    def answer(self, person: str, item: str, value: int | None) -> None:
        key = f"k{self.state.position}"
        self.do(c.Answer(person, "tools", item, "today", value, key))

    def refuses(self, command: c.AnyCommand) -> str:
        with pytest.raises(TamtamError) as caught:
            decide(self.state, command, START)
        return caught.value.code

    def shown(self) -> list[str]:
        return [item.id for item in self.asked.activity.items]

    def counts(self, item: str) -> dict[int, int]:
        standing = self.state.standing("tools").item(item)
        counts = standing.distributions[0].counts if standing else None
        return {int(value): count for value, count in (counts or {}).items() if count}


# --- proposing


def test_a_held_item_is_asked_once_it_is_approved() -> None:
    room = Table(held=True)
    item = room.propose(ADA, "Mail")
    assert (room.shown(), room.asked.proposals[item].status) == (["s1"], "held")
    room.do(c.Show("tools", item))
    assert room.shown() == ["s1", item]


@pytest.mark.parametrize("kind", ["sentences", "statements"])
def test_who_wrote_something_has_done_it_before_anybody_reads_it(kind: str) -> None:
    asked = msgspec.structs.replace(statements("tools", sentences=0, held=True), kind=kind)
    room = Table(asked)
    item = room.propose(ADA, "Mail")
    other = room.propose(BOB, "Post")
    assert (room.asked.done(), room.asked.people(room.asked.turn)) == (2, 0)
    room.do(c.Show("tools", item))
    room.do(c.Hide("tools", other))
    assert room.asked.done() == 2
    room.do(c.Close("tools"))
    assert room.asked.done() == 2
    room.do(c.Forget(BOB))
    assert room.asked.done() == 1


def test_an_item_that_is_not_held_is_asked_at_once_and_so_is_the_facilitators() -> None:
    room = Table(held=False)
    assert room.propose(ADA, "Mail") in room.shown()
    strict = Table(held=True)
    assert strict.propose(None, "Phone") in strict.shown()


def test_a_proposal_sent_twice_is_one_item() -> None:
    room = Table(held=False)
    for _ in range(2):
        room.do(c.Propose("tools", "Mail", "k", ADA))
    assert len(room.asked.proposals) == 2
    assert room.refuses(c.Propose("tools", "Other", "k", ADA)) == "key_reused"


def test_nobody_proposes_more_than_is_asked_for_too_much_or_nothing() -> None:
    room = Table(most=1, longest=10)
    room.propose(ADA, "Mail")
    assert room.refuses(c.Propose("tools", "Chat", "k2", ADA)) == "enough_proposed"
    assert room.refuses(c.Propose("tools", " \u200b ", "k2", BOB)) == "text_empty"
    assert room.refuses(c.Propose("tools", "x" * 11, "k2", BOB)) == "text_too_long"
    assert room.refuses(c.Propose("baseline", "Mail", "k2", BOB)) == "collects_nothing"


def test_only_ones_own_item_is_taken_back_and_another_may_be_proposed_then() -> None:
    room = Table(most=1)
    item = room.propose(ADA, "Mail")
    room.do(c.Withdraw(BOB, "tools", item))
    assert item in room.asked.proposals
    room.do(c.Withdraw(ADA, "tools", item))
    assert item not in room.asked.proposals
    assert room.propose(ADA, "Chat")


# --- a round of collecting, then one of answering


def test_items_are_collected_first_and_answered_then() -> None:
    room = Table(first=True)
    item = room.propose(ADA, "Mail")
    assert room.asked.turn.complete == {ADA}
    assert room.refuses(c.Answer(BOB, "tools", "s1", "today", 4, "k1")) == "closed"
    room.do(c.Show("tools", item))
    room.do(c.Advance("tools", 1))
    assert room.asked.turn.complete == set()
    assert room.refuses(c.Propose("tools", "Chat", "k2", BOB)) == "closed"
    for item in room.shown():
        room.answer(BOB, item, 4)
    assert room.asked.turn.complete == {BOB}


def test_nobody_is_led_on_to_a_round_without_items_to_answer() -> None:
    room = Table(first=True)
    room.do(c.Hide("tools", "s1"))
    item = room.propose(ADA, "Mail")
    assert room.refuses(c.Advance("tools", 1)) == "nothing_shown"
    assert room.asked.turn.round == 1
    room.do(c.Show("tools", item))
    room.do(c.Advance("tools", 1))
    assert room.asked.turn.round == 2


def test_a_second_press_does_not_end_two_rounds() -> None:
    room = Table(first=True)
    for _ in range(2):
        room.do(c.Advance("tools", 1))
    assert (room.asked.turn.round, room.asked.status) == (2, "open")
    room.do(c.Advance("tools", 2))
    assert room.asked.status == "closed"


# --- what is done with items


def rated() -> tuple[Table, str, str]:
    """Two items that say the same; Ada rated the first, Bob both, Cyd the second."""
    room = Table(held=False)
    mail, post = room.propose(ADA, "Mail"), room.propose(BOB, "E-mail")
    for person, item, value in ((ADA, mail, 1), (BOB, mail, 2), (BOB, post, 5), (CYD, post, 4)):
        room.answer(person, item, value)
    return room, mail, post


def test_answers_to_a_merged_item_count_for_the_other_once_a_person() -> None:
    room, mail, post = rated()
    room.do(c.Merge("tools", post, mail))
    assert room.shown() == ["s1", mail]
    assert room.counts(mail) == {2: 2, 4: 1}  # Ada and Bob, who rated it low; Cyd
    assert room.state.standing("tools").n == 3


def test_parting_again_gives_each_item_its_own_answers_back() -> None:
    room, mail, post = rated()
    before = room.asked.turn.tally.snapshot()
    room.do(c.Merge("tools", post, mail))
    room.do(c.Merge("tools", post))
    assert room.asked.turn.tally.snapshot() == before


def test_nothing_is_merged_in_a_circle_or_into_what_is_not_shown() -> None:
    room, mail, post = rated()
    room.do(c.Merge("tools", post, mail))
    assert room.refuses(c.Merge("tools", mail, post)) == "cannot_merge"
    assert room.refuses(c.Merge("tools", mail, mail)) == "cannot_merge"
    assert room.refuses(c.Merge("tools", mail, "nothing")) == "no_such_item"
    room.do(c.Merge("tools", mail, "s1"))
    assert room.refuses(c.Merge("tools", mail, post)) == "cannot_merge"
    room.do(c.Hide("tools", "s1"))
    other = room.propose(CYD, "Letters")
    assert room.refuses(c.Merge("tools", other, mail)) == "cannot_merge"


def test_answers_to_a_hidden_item_count_again_when_it_is_shown_again() -> None:
    room, mail, _ = rated()
    before = room.asked.turn.tally.snapshot()
    room.do(c.Hide("tools", mail))
    assert room.asked.turn.answers.keys() == {BOB, CYD}
    assert room.state.standing("tools").n == 2
    room.do(c.Show("tools", mail))
    assert room.asked.turn.tally.snapshot() == before


def test_an_item_is_worded_otherwise_only_before_anybody_has_answered_it() -> None:
    room = Table(held=True)
    item = room.propose(ADA, "Mial")
    room.do(c.Edit("tools", item, "Mail"))
    room.do(c.Show("tools", item))
    assert room.asked.activity.items[-1].text == {"fr": "Mail", "en": "Mail"}
    room.answer(BOB, item, 3)
    assert room.refuses(c.Edit("tools", item, "Telex")) == "items_answered"


def test_what_was_revealed_of_an_item_goes_when_it_is_hidden() -> None:
    room = Table(held=False)
    item = room.propose(ADA, "An ugly word")
    for person in PEOPLE:
        room.answer(person, item, 5)
    room.reveal("tools")
    turn = room.asked.turn
    assert turn.standing and "An ugly word" in turn.standing.sentence["en"]
    room.do(c.Hide("tools", item))
    shown = room.asked.shown(turn)
    assert shown and item not in str(shown) and "An ugly word" not in str(shown)


def test_forgetting_an_author_takes_the_item_and_every_wording_of_it() -> None:
    room = Table(held=True)
    item = room.propose(ADA, "Adas own wrods")
    room.do(c.Edit("tools", item, "Adas own words"))
    room.do(c.Show("tools", item))
    other = room.propose(BOB, "Of Ada")
    room.do(c.Merge("tools", other, item))
    room.answer(CYD, item, 4)
    room.do(c.Forget(ADA))
    assert "Adas own" not in repr(seen(room.state))
    assert room.asked.proposals[other].status == "held"  # it stands for itself again
    assert room.asked.turn.answers == {}


# --- dealing


@pytest.mark.parametrize("people", [3, 5, 12, 40])
def test_items_are_dealt_so_that_each_gets_about_as_many_answers(people: int) -> None:
    room = Table(held=False, first=True, deal=3)
    for number in range(5):
        room.propose(PEOPLE[number % 5], f"Client {number}")
    for number in range(people - len(PEOPLE)):
        room.do(c.Join(f"late-{number}"))
    room.do(c.Advance("tools", 1))
    numbers = [one.number for one in room.state.participants.values()]
    dealt = [room.asked.dealt(number) or room.shown() for number in numbers]
    assert 3 <= min(map(len, dealt)) == max(map(len, dealt)) <= 6
    times = Counter(item for items in dealt for item in items)
    assert max(times.values()) - min(times[item] for item in room.shown()) <= 1
    assert min(times.values()) >= min(people, room.state.min_answers)


def test_of_more_items_than_a_room_can_answer_some_wait_and_are_asked_first_next_time() -> None:
    room = Table(held=False, first=True, most=6, deal=2)
    for number in range(20):
        room.propose(PEOPLE[number % 5], f"Client {number}")
    room.do(c.Advance("tools", 1))
    first = room.asked.turn
    times = Counter(item for number in range(1, 6) for item in room.asked.dealt(number) or ())
    assert set(times) == set(first.dealt) and min(times.values()) >= room.state.min_answers
    waiting = room.asked.waiting(first)
    assert waiting == set(room.shown()) - set(first.dealt) != set()
    assert room.refuses(c.Answer(ADA, "tools", min(waiting), "today", 3, "k9")) == "no_such_item"
    for _ in range(2):
        room.do(c.Open("tools", again=True))
        room.do(c.Advance("tools", 1))
    again = {id for turn in room.asked.turns[1:] for id in turn.dealt}
    assert waiting & again and len(set(room.asked.turns[1].dealt) & set(first.dealt)) == 0


def test_only_what_one_was_dealt_is_answered_and_that_is_all_that_is_asked() -> None:
    room = Table(held=False, deal=2)
    for number in range(4):
        room.propose(PEOPLE[number], f"Client {number}")
    room.do(c.Open("tools", again=True))
    mine = room.asked.dealt(1) or ()
    other = next(item for item in room.shown() if item not in mine)
    assert room.refuses(c.Answer(ADA, "tools", other, "today", 3, "k9")) == "no_such_item"
    for item in mine:
        room.answer(ADA, item, 3)
    assert room.asked.turn.complete == {ADA}


# --- anything that can happen

people = st.sampled_from(PEOPLE)
numbers = st.integers(0, 5)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    room = Table(held=draw(st.booleans()), most=2, deal=draw(st.sampled_from([0, 0, 2])))

    def item() -> str:
        known = list(room.asked.proposals)
        return known[draw(numbers) % len(known)]

    for _ in range(draw(st.integers(0, 40))):
        match draw(st.integers(0, 11)):
            case 0 | 1:
                person = draw(people)
                key = f"{room.state.position}"
                room.do(c.Propose("tools", f"Words of {person}, {key}", key, person))
            case 2:
                room.do(c.Withdraw(draw(people), "tools", item()))
            case 3 | 4:
                room.do(c.Show("tools", item()))
            case 5:
                room.do(c.Hide("tools", item()))
            case 6:
                room.do(c.Merge("tools", item(), draw(st.sampled_from(["", item()]))))
            case 7:
                room.do(c.Edit("tools", item(), f"Edited at {room.state.position}"))
            case 8:
                room.do(c.Forget(draw(people)))
            case 9:
                room.do(c.Join(draw(people)))
            case _:
                room.answer(draw(people), item(), draw(st.sampled_from([1, 3, 5, None])))
    return room


@given(tables())
def test_whatever_is_done_with_items_counts_are_a_recount_and_refold(room: Table) -> None:
    asked = room.asked
    shown = set(room.shown())
    for turn in asked.turns:
        assert turn.tally.snapshot() == recount(asked, turn).snapshot()
        assert {item for own in turn.answers.values() for item, _ in own} <= shown
        assert turn.answers.keys() <= turn.given.keys() <= room.state.participants.keys()
    assert seen(folded(room.stored(erased=True))) == seen(room.state)
    assert room.state.standing("tools").n == len(asked.turn.answers)
    whole = repr(seen(room.state))
    for person in PEOPLE:
        assert (person in whole) == (person in room.state.participants)


def test_the_id_of_an_item_does_not_tell_when_it_came() -> None:
    """Nor does the same session folded elsewhere give another: it follows from what is in the log."""
    room, again = Table(held=False, most=30), Table(held=False, most=30)
    ids = [room.propose(ADA, f"Tool {number}") for number in range(30)]
    assert [again.propose(ADA, f"Tool {number}") for number in range(30)] == ids
    assert len({*ids}) == 30
    assert all(id[0] == "p" and id[1:].isdigit() for id in ids)
    risen = sum(int(one[1:]) < int(next[1:]) for one, next in pairwise(ids))
    assert 6 < risen < 23
