"""One sentence a table: anyone at it may send it, the last one counts, and nobody's name is on it."""

from typing import Any

import msgspec
import pytest
from tamtam.deck.deck import Activity
from tamtam.language.errors import TamtamError
from tamtam.server.views import phone as phone_view
from tamtam.session import commands as c
from tamtam.session.activity import ActivityState
from tamtam.session.proposal import Proposal
from tamtam.session.rules import decide

from tests.decks import agreement, collecting, deck, words
from tests.rooms import Room, folded, seen

PEOPLE = tuple(f"p-{number}" for number in range(12))


def sentences(held: bool = True) -> Activity:
    return msgspec.structs.replace(
        collecting("missing", held=held, most=1), kind="sentences", items=(), phases=()
    )


def room_of(asked: Activity | None = None, **how: Any) -> Room:
    """Twelve people, at tables of four."""
    room = Room(deck(asked or sentences(), agreement()))
    for person in PEOPLE:
        room.do(c.Join(person, person))
    room.do(c.Open(room.state.deck.activities[0].id, by_table=True, **how))
    return room


def the(room: Room) -> ActivityState:
    return room.state.asked[room.state.current or ""]


def table(room: Room, number: int) -> list[str]:
    return sorted(the(room).turn.members(number))


def send(room: Room, person: str, text: str) -> None:
    room.do(c.Propose(the(room).activity.id, text, f"{person} {text}", person))


def written(room: Room) -> list[tuple[str, int]]:
    return [
        (one.item.text["en"], one.table)
        for one in the(room).proposals.values()
        if one.participant is not None
    ]


def refused(room: Room, command: c.AnyCommand) -> str:
    with pytest.raises(TamtamError) as caught:
        decide(room.state, command, room.state.at)
    assert caught.value.message("fr") != caught.value.message("en")
    return caught.value.code


def test_the_last_who_sends_speaks_for_the_table_and_each_table_has_one() -> None:
    room = room_of()
    ada, bob, *_ = table(room, 1)
    cyd = table(room, 2)[0]
    send(room, ada, "Our bread")
    send(room, cyd, "Our time")
    send(room, bob, "Our bread and our songs")
    assert sorted(written(room)) == [("Our bread and our songs", 1), ("Our time", 2)]
    assert all(one.status == "held" for one in the(room).proposals.values())


def test_all_at_the_table_see_it_and_may_take_it_back_and_none_elsewhere() -> None:
    room = room_of()
    ada, bob, *_ = table(room, 1)
    cyd = table(room, 2)[0]
    send(room, ada, "Our bread")
    [(item, _)] = the(room).proposals.items()

    def sees(person: str) -> list[str]:
        mine = phone_view.mine(room.state, the(room), room.state.participants[person])
        return [one["text"] for one in mine["proposals"]]

    assert sees(ada) == sees(bob) == ["Our bread"] and sees(cyd) == []
    room.do(c.Withdraw(cyd, "missing", item))
    assert len(written(room)) == 1
    room.do(c.Withdraw(bob, "missing", item))
    assert written(room) == [] and sees(ada) == []


def test_a_table_that_sent_one_is_done_and_counts_with_all_its_people() -> None:
    room = room_of(sentences(held=False))
    ada = table(room, 1)[0]
    send(room, ada, "Our bread")
    asked = the(room)
    assert asked.turn.complete == set(table(room, 1))
    assert asked.people(asked.turn) == room.state.standing("missing").n == 4
    room.do(c.Withdraw(ada, "missing", next(iter(asked.proposals))))
    assert asked.turn.complete == set() and asked.people(asked.turn) == 0


def test_a_forgotten_author_takes_the_sentence_along_and_the_table_may_write_another() -> None:
    """What they wrote is theirs; the one before it, which it had replaced, doesn't come back."""
    room = room_of()
    ada, bob, cyd, *_ = table(room, 1)
    send(room, ada, "Our bread")
    send(room, bob, "Our songs")
    room.do(c.Forget(bob))
    assert written(room) == [] and the(room).turn.complete == set()
    assert seen(folded(room.stored(erased=True)), but=("changed_at", "laid_at")) == seen(
        room.state, but=("changed_at", "laid_at")
    )
    send(room, cyd, "Our garden")
    assert written(room) == [("Our garden", 1)]
    assert the(room).turn.complete == set(table(room, 1)) and bob not in table(room, 1)


def test_another_member_who_is_forgotten_leaves_it_to_the_table() -> None:
    room = room_of()
    ada, bob, *_ = table(room, 1)
    send(room, ada, "Our bread")
    send(room, bob, "Our songs")
    room.do(c.Forget(ada))
    assert written(room) == [("Our songs", 1)]
    assert seen(folded(room.stored(erased=True)), but=("changed_at", "laid_at")) == seen(
        room.state, but=("changed_at", "laid_at")
    )


def test_who_comes_later_writes_with_the_table_where_they_sit_down() -> None:
    room = room_of()
    room.do(c.Join("late", "late"))
    at = room.state.participants["late"].table
    assert at and "late" in table(room, at)
    send(room, "late", "Me too")
    assert written(room) == [("Me too", at)]
    elsewhere = at % 3 + 1
    room.do(c.Sit("late", elsewhere))
    send(room, "late", "Here too")
    assert sorted(written(room)) == sorted([("Me too", at), ("Here too", elsewhere)])


def test_who_was_away_sits_at_no_table_and_tables_are_kept_while_they_write() -> None:
    room = room_of(present=PEOPLE[:8])
    assert refused(room, c.Propose("missing", "Me too", "k", PEOPLE[-1])) == "no_table"
    assert refused(room, c.Seat()) == "seats_are_kept"


def test_people_stay_at_the_tables_they_sit_at() -> None:
    room = Room(deck(sentences(), agreement()))
    for person in PEOPLE:
        room.do(c.Join(person, person))
    room.do(c.Seat(3))
    before = room.state.tables
    room.do(c.Open("missing", by_table=True))
    assert the(room).turn.tables == before and len(before) == 4


def test_a_table_may_change_its_sentence_after_it_was_shown_and_it_is_read_anew() -> None:
    room = room_of()
    ada, bob, *_ = table(room, 1)
    send(room, ada, "Our bread")
    room.do(c.Show("missing", next(iter(the(room).proposals))))
    assert [item.text["en"] for item in the(room).activity.items] == ["Our bread"]
    send(room, bob, "Our songs")
    assert the(room).activity.items == ()
    [found] = the(room).proposals.values()
    assert isinstance(found, Proposal) and found.status == "held"


def test_where_there_are_no_tables_or_nothing_to_write_it_is_refused() -> None:
    room = Room(deck(sentences(), agreement(), collecting("steps", ladder={"alone": 1})))
    assert refused(room, c.Open("missing", by_table=True)) == "not_by_table"
    for person in PEOPLE:
        room.do(c.Join(person))
    assert refused(room, c.Open("baseline", by_table=True)) == "not_by_table"
    assert refused(room, c.Open("steps", by_table=True)) == "not_by_table"


def test_asked_again_each_table_writes_anew_and_the_first_sentence_stays() -> None:
    room = room_of()
    send(room, table(room, 1)[0], "Our bread")
    room.do(c.Open("missing", again=True, by_table=True))
    send(room, table(room, 1)[0], "Our songs")
    assert sorted(text for text, _ in written(room)) == ["Our bread", "Our songs"]


def test_phones_are_told_that_the_table_sends_one() -> None:
    room = room_of()
    shared = phone_view.shared(room.state)["activity"]
    assert shared and shared["formation"] == "tables" and shared["collect"]
    told = shared["collect"]["by_table"]
    assert told and "One sentence for your table" in told["en"]
    assert words("x").keys() <= told.keys()
    room.do(c.Open("missing", again=True))
    shared = phone_view.shared(room.state)["activity"]
    assert shared and shared["collect"] and shared["collect"]["by_table"] is None
