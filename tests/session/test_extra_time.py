"""Extra time: who has it answers a while longer; nobody else does, and nothing of theirs is lost unasked."""

import pytest
from tamtam.language.errors import TamtamError
from tamtam.language.texts import time_of_day
from tamtam.server.views import phone as phone_view
from tamtam.session import commands as c
from tamtam.session.extra_time import waits_for
from tamtam.session.rules import decide
from tamtam.session.run_sheet import run_sheet
from tamtam.session.run_sheet_text import line

from tests.rooms import Room, folded, seen

ADA, BOB, CYD = "p-ada", "p-bob", "p-cyd"
#: Five minutes are planned for the baseline: half of that is added. Of the flows, thirteen.
ADDED = 150_000


def room_of(*extra: str) -> Room:
    room = Room()
    for person in (ADA, BOB, CYD):
        room.do(c.Join(person, person))
    for person in extra:
        room.do(c.ExtraTime(person))
    room.do(c.Open("baseline"))
    return room


def answer(person: str, item: str = "s1", value: int = 4, key: str = "k") -> c.Answer:
    return c.Answer(person, "baseline", item, "before", value, f"{key}{item}")


def refused(room: Room, command: c.AnyCommand, later: int = 0) -> str:
    with pytest.raises(TamtamError) as caught:
        decide(room.state, command, room.state.at + later)
    return caught.value.code


def takes(room: Room, command: c.AnyCommand, later: int = 0) -> bool:
    try:
        return bool(decide(room.state, command, room.state.at + later).events)
    except TamtamError as error:
        assert error.code == "closed"
        return False


def reveal(room: Room, anyway: bool = False) -> c.Reveal:
    standing = room.state.standing("baseline").to_json()
    return c.Reveal("baseline", standing, room.state.position, anyway=anyway)


@pytest.mark.parametrize("reason", ["facilitator", "time"])
def test_closed_to_others_it_stays_open_for_who_has_extra_time(reason: str) -> None:
    room = room_of(ADA)
    room.do(c.Close("baseline", reason))
    asked = room.state.activity("baseline")
    assert asked.late_until is not None and asked.late_until - room.state.at == ADDED - 5
    assert takes(room, answer(ADA)) and not takes(room, answer(BOB))
    assert takes(room, answer(ADA), later=ADDED - 10)
    assert not takes(room, answer(ADA), later=ADDED)


def test_without_anybody_who_needs_it_nothing_stays_open() -> None:
    room = room_of()
    room.do(c.Close("baseline"))
    assert room.state.activity("baseline").late_until is None


def test_who_has_answered_everything_keeps_nobody_waiting() -> None:
    room = room_of(ADA)
    for item in ("s1", "s2"):
        room.do(answer(ADA, item))
    room.do(c.Close("baseline"))
    assert room.state.activity("baseline").late_until is None
    room = room_of(ADA)
    room.do(c.Close("baseline"))
    assert refused(room, reveal(room)) == "extra_time_runs"
    for item in ("s1", "s2"):
        room.do(answer(ADA, item))
    assert waits_for(room.state, room.state.activity("baseline"), room.state.at) == 0


def test_a_reveal_asks_to_wait_or_goes_ahead_when_told_so() -> None:
    room = room_of(ADA, BOB)
    room.do(c.Close("baseline"))
    asked = room.state.activity("baseline")
    until = time_of_day(asked.late_until or 0)
    with pytest.raises(TamtamError) as caught:
        decide(room.state, reveal(room), room.state.at)
    assert caught.value.message("en") == f"2 people have extra time until {until}."
    assert refused(room, c.Open("flows")) == "extra_time_runs"
    assert decide(room.state, reveal(room), room.state.at + ADDED).events
    assert decide(room.state, c.Open("flows", anyway=True), room.state.at).events
    room.do(reveal(room, anyway=True))
    assert asked.status == "revealed" and not takes(room, answer(ADA))


def test_reopened_it_is_as_open_as_for_everybody() -> None:
    room = room_of(ADA)
    room.do(c.Close("baseline"))
    room.do(c.Open("baseline"))
    asked = room.state.activity("baseline")
    assert (asked.status, asked.late_until) == ("open", None)
    assert takes(room, answer(BOB))


def test_it_can_be_given_up_again_and_goes_with_who_is_forgotten() -> None:
    room = room_of(ADA, BOB)
    room.do(c.ExtraTime(ADA, granted=False))
    room.do(c.Close("baseline"))
    assert not takes(room, answer(ADA)) and takes(room, answer(BOB))
    room.do(c.Forget(BOB))
    asked = room.state.activity("baseline")
    assert waits_for(room.state, asked, room.state.at) == 0
    assert seen(folded(room.stored(erased=True))) == seen(room.state)
    assert refused(room, c.ExtraTime("p-nobody")) == "no_such_participant"


def test_only_its_owner_and_the_laptop_are_told() -> None:
    room = room_of(ADA)
    room.do(c.Close("baseline"))
    assert "late" not in repr(phone_view.shared(room.state)) and "extra" not in repr(
        phone_view.shared(room.state)
    )
    told = {person: phone_view.personal(room.state, person) for person in (ADA, BOB)}
    ada, bob = told[ADA], told[BOB]
    assert ada and bob
    assert ada["extra_time"] and not bob["extra_time"]
    until = room.state.activity("baseline").late_until
    assert ada["mine"]["baseline"]["late_until"] == until
    assert bob["mine"]["baseline"]["late_until"] is None


def test_the_run_sheet_says_how_many_and_until_when() -> None:
    room = room_of(ADA)
    room.do(c.Close("baseline"))
    until = time_of_day(room.state.activity("baseline").late_until or 0)
    now = room.state.at
    said = line(run_sheet(room.state, now), room.state.deck, "en")
    assert f"1 person has extra time until {until}" in said
    assert "extra time" not in line(run_sheet(room.state, now + ADDED), room.state.deck, "en")
