"""A room led from a script, on a real server: what each verb does, and what it refuses."""

import contextlib
import os
import re
import signal
import threading
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib import request

import pytest
from tamtam import Room, Workshop
from tamtam.language.errors import TamtamError
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.session.activity import ActivityState
from tamtam.session.log import now_ms, open_store
from tamtam.session.moderation import flagger, queues
from tamtam.standing.standing import Standing

from tests.refusals import refused

OpenWorkshop = Callable[..., Workshop]


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[OpenWorkshop]:
    place = tmp_path / "sessions.sqlite"

    def opened(language: str = "en", **options: Any) -> Workshop:
        return Workshop(language=language, store=place, **options)

    yield opened
    store = open_store(place)
    run.stop(store)
    store.close()


@pytest.fixture
def room(workshop: OpenWorkshop) -> Room:
    """A rehearsal with 8 simulated participants in it."""
    opened = workshop().open(rehearsal=True)
    opened.rehearse(8, seed=3, pace=0, wait=True)
    return opened


def asked(room: Room, activity: str) -> ActivityState:
    with room.state() as state:
        return state.activity(activity)


def test_an_activity_from_opening_to_reveal(room: Room) -> None:
    assert asked(room, "baseline").status == "waiting"
    room.open("baseline")
    room.rehearsed()
    assert asked(room, "baseline").status == "open"
    view = room.reveal()
    assert view.standing.n == 8
    assert view.sentence and view.debrief and view.caption
    assert asked(room, "baseline").turn.standing == view.standing
    assert room.chart("baseline").data
    assert len(room.standing("baseline").table()) == 3
    assert len(room.answers("baseline")) == 8 * 3


def test_answers_that_arrive_during_a_reveal_are_in_it_or_refused(room: Room) -> None:
    room.open("baseline")
    thread = threading.Thread(target=room.rehearsed)
    thread.start()
    view = room.reveal()
    thread.join()
    with room.state() as state:
        turn = state.activity("baseline").turn
        assert turn.standing == view.standing == state.standing("baseline")


def test_asked_again_former_answers_are_kept_apart(room: Room) -> None:
    room.open("flows")
    room.rehearsed()
    first = room.reveal("flows").standing
    with refused("already_revealed"):
        room.open("flows")
    room.again("flows")
    room.rehearsed()
    second = room.reveal("flows").standing
    turns = asked(room, "flows").turns
    assert [turn.number for turn in turns] == [1, 2]
    assert (turns[0].standing, turns[1].standing) == (first, second)
    assert first.items != second.items


def test_the_facilitator_shows_less_and_later_more(room: Room) -> None:
    room.open("baseline")
    room.rehearsed()
    room.reveal(show="nothing")
    assert asked(room, "baseline").turn.show == "nothing"
    room.reveal("baseline", show="sentence")
    room.reveal("baseline")
    assert asked(room, "baseline").turn.show == "chart"
    with pytest.raises(TamtamError):
        room.reveal("baseline", show="everything")


def test_the_clock_is_the_cut_s_and_is_paused_gone_on_with_and_added_to(
    workshop: OpenWorkshop,
) -> None:
    room = workshop(cut="one_hour").open()
    before = now_ms()
    room.open("baseline")
    ends_at = asked(room, "baseline").ends_at
    assert ends_at is not None
    assert 179_000 <= ends_at - before <= 190_000  # three minutes in the one-hour cut
    room.pause()
    left = asked(room, "baseline").left
    assert left is not None
    room.add_time(60)
    assert asked(room, "baseline").left == left + 60_000
    room.resume_time()
    assert asked(room, "baseline").left is None
    room.close()
    with pytest.raises(TamtamError):
        room.add_time()
    room.open("flows", minutes=0)
    assert asked(room, "flows").ends_at is None


def test_opening_one_closes_the_other_and_skipping_asks_nothing(workshop: OpenWorkshop) -> None:
    room = workshop().open()
    room.open("baseline")
    room.open("flows")
    assert asked(room, "baseline").status == "closed"
    room.skip()
    assert asked(room, "flows").status == "closed"
    with refused("not_open"):
        room.close("baseline")


def test_opened_again_the_same_day_it_goes_on_and_the_day_after_it_begins(
    workshop: OpenWorkshop, capsys: pytest.CaptureFixture[str]
) -> None:
    room = workshop().open()
    assert workshop().open() is room  # a cell that is run again
    assert f"Resuming session {room.code}" in capsys.readouterr().out
    assert workshop().open(new=True).code != room.code
    assert workshop(language="fr").resume(room.code.lower()).code == room.code
    with refused("no_such_session"):
        workshop().resume("ZZZZZZ")
    room.end()
    assert workshop().open().code != room.code


def test_a_rehearsal_and_a_session_with_people_never_mix(workshop: OpenWorkshop) -> None:
    real, tried = workshop().open(), workshop().open(rehearsal=True)
    assert real.code != tried.code
    with refused("not_a_rehearsal"):
        real.rehearse(3)
    with refused("nobody_rehearses"):
        tried.rehearsed()


def test_the_same_seed_gives_the_same_standings_whatever_the_pace(workshop: OpenWorkshop) -> None:
    def standings(pace: float, seed: int) -> list[Standing]:
        room = workshop().open(rehearsal=True, new=True)
        room.rehearse(15, seed=seed, pace=pace, wait=True)
        found = []
        for id in room.activities()[:3]:
            room.open(id)
            room.rehearsed()
            found.append(room.reveal(id).standing)
        return found

    first = standings(0, 7)
    assert standings(0.3, 7) == first
    assert standings(0, 8) != first


def test_who_was_simulated_is_the_same_again_after_a_restart(room: Room) -> None:
    with room.state() as state:
        before = list(state.participants)
    room.open("baseline")
    room.rehearsed()
    answers = asked(room, "baseline").turn.answers
    room._rehearsal.stop()  # type: ignore[union-attr]  # their kernel is gone, and a new one begins
    room._rehearsal = None
    room.bring_back()
    room.rehearsed()
    room.open("flows")
    room.rehearsed()
    with room.state() as state:
        assert list(state.participants) == before
    assert asked(room, "baseline").turn.answers == answers  # nobody has answered twice
    assert set(asked(room, "flows").turn.answers) == set(before)
    room.rehearse(10, seed=3, pace=0, wait=True)  # only those who are missing come in
    with room.state() as state:
        assert list(state.participants)[:8] == before and len(state.participants) == 10


def test_simulated_people_ask_questions_and_say_how_the_pace_is_alike_each_time(
    workshop: OpenWorkshop,
) -> None:
    def said() -> tuple[list[str], dict[str, Any], bool]:
        room = workshop().open(rehearsal=True, new=True)
        room.rehearse(16, seed=2, pace=0, wait=True)
        for id in room.activities()[:2]:
            room.open(id)
            room.play_through()
        with room.state() as state:
            shown = [item.text["en"] for item in state.backchannel.activity.items]
            seconded = any(map(state.backchannel.seconds, state.backchannel.proposals))
            return shown, state.backchannel.turn.tally.snapshot(), seconded

    shown, counts, seconded = said()
    assert shown and seconded and counts["pace now"]
    assert said() == (shown, counts, seconded)


def test_a_rehearsal_has_what_is_to_be_looked_at_and_votes_on_what_is_let_in(
    workshop: OpenWorkshop,
) -> None:
    room = workshop().open(rehearsal=True)
    room.rehearse(20, seed=5, pace=0, wait=True)
    room.open("polis")
    room.rehearsed()
    with room.state() as state:
        [queue] = [one for one in queues(state, "en") if one.activity == "polis"]
        flagged = flagger(state)
        sorts = {flag.sort for item in queue.waiting() for flag in flagged(item.text)}
        alike = [{item.text for item in group} for group in queue.together()]
    assert sorts == {"name", "email", "phone"}
    assert any(len(group) > 1 for group in alike)  # nearly the same, in other words
    proposed = queue.waiting()[0].id
    room.approve(proposed)
    room.rehearsed()
    assert len(voters(room, proposed)) == 20


def voters(room: Room, item: str) -> set[str]:
    """Who has voted on a sentence of the polis."""
    answers = asked(room, "polis").turn.answers
    return {id for id, own in answers.items() if any(item == slot[0] for slot in own)}


def test_simulated_participants_are_marked_everywhere(room: Room) -> None:
    with room.state() as state:
        assert state.session.rehearsal
        assert all(person.simulated for person in state.participants.values())
    assert room.people()[0].startswith("Rehearsal ")


def test_the_server_outlives_a_kill_and_is_found_again(room: Room, tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    before = run.find(store)
    assert before is not None
    os.kill(before.pid, signal.SIGKILL)
    room.open("baseline")  # starts another one
    room.rehearsed()
    after = run.find(store)
    assert after is not None
    assert (after.pid != before.pid, after.port) == (True, before.port)
    assert room.reveal().standing.n == 8
    store.close()


def test_to_let_phones_in_a_server_of_this_machine_only_is_replaced(
    workshop: OpenWorkshop, tmp_path: Path
) -> None:
    room = workshop().open()
    assert not room.reaches_phones
    url = room.url
    assert workshop().open(lan=True) is room
    assert room.reaches_phones
    assert room.url.endswith(url.partition("127.0.0.1")[2])  # port and code stay good
    assert workshop().open().reaches_phones


def test_the_end_stops_the_server_unless_another_session_needs_it(
    workshop: OpenWorkshop, tmp_path: Path
) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    first, second = workshop().open(), workshop().open(new=True)
    first.end()
    assert run.find(store)
    second.end()
    assert run.find(store) is None
    with refused("session_over"):
        first.open("baseline")
    store.close()


def test_it_stays_for_minutes_where_phones_are_here_to_take_their_notebook_along(
    workshop: OpenWorkshop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    room = workshop().open()
    joined = request.Request(f"{room.url.replace(room.code, '')}api/{room.code}/join", b"{}")
    joined.add_header("Content-Type", "application/json")
    phone = request.build_opener(request.HTTPCookieProcessor(CookieJar()))
    phone.open(joined).close()
    with phone.open(joined.full_url.replace("/join", "/events")) as listening:
        listening.readline()
        room.end()
        assert run.find(store)
    assert "10 more minutes to take their notebook along" in capsys.readouterr().out
    run.stop(store)
    store.close()


def test_in_a_script_everything_is_said_in_words(
    workshop: OpenWorkshop, capsys: pytest.CaptureFixture[str]
) -> None:
    room = workshop(language="fr").open(new=True)
    capsys.readouterr()
    room.lobby()
    said = capsys.readouterr().out
    assert room.url in said
    assert "█" in said  # the QR code
    room.ask("flows")
    said = capsys.readouterr().out
    assert "Quelle place chaque flux a-t-il chez nous" in said
    assert 'room.open("flows")' in said
    room.wrap_up()
    assert room.code in capsys.readouterr().out
    with pytest.raises(TamtamError) as error:
        room.ask("flow")
    assert {"baseline", "flows"} <= set(re.findall(r"\w+", error.value.hint("fr")))


def test_what_is_wrong_about_a_workshop_is_said_at_once(workshop: OpenWorkshop) -> None:
    for options in ({"language": "eo"}, {"audience": "crowd"}, {"cut": "all"}, {"min_answers": 2}):
        with pytest.raises(TamtamError) as error:
            workshop(**options)
        assert error.value.hint("en")
    with refused("no_such_workshop"):
        workshop(workshop="nowhere").open()


def test_the_wording_is_the_audience_s(workshop: OpenWorkshop) -> None:
    team, mixed = workshop().open(), workshop(audience="mixed").open()
    assert team.activity("baseline").items[0].text["en"].endswith("our values.")
    assert mixed.activity("baseline").items[0].text["en"].endswith("values of my group.")


def test_nobody_leads_with_a_wrong_key(room: Room, tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    running = run.find(store)
    assert running is not None
    assert not Client(running.url, "wrong").alive()
    store.close()


@pytest.mark.parametrize(("code", "goes_on"), [("moved_on", True), ("busy", False)])
def test_a_round_that_the_server_ended_in_the_same_moment_is_no_trouble(
    room: Room, monkeypatch: pytest.MonkeyPatch, code: str, goes_on: bool
) -> None:
    """Everybody was done, so the server went on by itself before this process asked it to."""

    def refuse(command: object) -> None:
        raise TamtamError(code, activity="flows")

    monkeypatch.setattr(room, "_run", refuse)
    with contextlib.nullcontext() if goes_on else pytest.raises(TamtamError):
        room._go_on("flows", 1, 1)
