"""Questions and pace under a notebook cell; a real room behind them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tamtam import Room
from tamtam.deck.deck import BACKCHANNEL
from tamtam.notebook.backchannel import said
from tamtam.notebook.backend import LocalBackend
from tamtam.notebook.widgets import backchannel
from tamtam.notebook.widgets.backchannel import BackchannelWidget
from tamtam.server import run
from tamtam.session import commands as c
from tamtam.session.backchannel import FRESH
from tamtam.session.log import now_ms, open_store

from tests import decks
from tests.notebook.widgets.test_lobby import inside
from tests.notebook.widgets.test_moderation import TAMPERED, buttons, html, press
from tests.refusals import refused


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A room of three; two of them asked something, all said how the pace is."""
    store = open_store(tmp_path / "sessions.sqlite")
    run.start(store)
    code = store.create(decks.new_session())
    room = Room(LocalBackend(store), code, "en")
    for person, word in (("p1", "fast"), ("p2", "lost"), ("p3", "lost")):
        alias = c.Join(person, f"Ombeline {person}")
        pace = c.Answer(person, BACKCHANNEL, "pace", "now", word, "k1")
        store.run([(code, alias), (code, pace)])
    for person, text in (("p1", "What for?"), ("p2", TAMPERED)):
        store.run([(code, c.Propose(BACKCHANNEL, text, "k2", person))])
    yield room
    room._follower.stop()
    run.stop(store)
    store.close()


def second(room: Room, item: str, *people: str) -> None:
    for person in people:
        command = c.Answer(person, BACKCHANNEL, item, "second", True, "k3")
        room._store.run([(room.code, command)])


def card(shown: BackchannelWidget, text: str) -> Any:
    return next(
        one
        for one in inside(shown.widget)
        if "tamtam-card" in getattr(one, "_dom_classes", ()) and f"<strong>{text}<" in html(one)
    )


def test_questions_are_approved_and_marked_those_most_second_first(room: Room) -> None:
    room.approve(activity=BACKCHANNEL)
    one, other = room.items(BACKCHANNEL)
    second(room, other, "p1", "p3")
    shown = BackchannelWidget(room)
    assert html(shown.widget).index("onerror") < html(shown.widget).index("What for?")
    assert "2 more people want to know" in html(shown.widget)
    assert "<img" not in html(shown.widget)
    assert buttons(card(shown, "What for?"))[:4] == [
        *("Discuss it, on the wall", "Answered", "Keep for later", "Set aside"),
    ]
    press(card(shown, "What for?"), "Discuss it, on the wall")
    assert room.items(BACKCHANNEL)[one].mark == "now"
    press(card(shown, "What for?"), "Answered")
    assert room.items(BACKCHANNEL)[one].mark == "answered"
    assert "▸ Answered or put off: 1" in buttons(shown.widget)
    room.mark(one, "parked")
    room.mark(one, "")
    assert room.items(BACKCHANNEL)[one].mark == ""
    with refused("not_an_option"):
        room.mark(one, "wonderful")


def test_the_pace_is_counted_never_named_and_grows_old(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = BackchannelWidget(room)
    assert "<b>2</b> lost" in html(shown.widget) and "<b>0</b> fine" in html(shown.widget)
    assert "Ombeline" not in html(shown.widget) and "p1" not in html(shown.widget)
    later = now_ms() + FRESH
    monkeypatch.setattr(backchannel, "now_ms", lambda: later)
    shown.update([])
    assert "<b>0</b> lost" in html(shown.widget)


def test_a_script_hears_the_same_in_lines_and_says_what_becomes_of_new_ones(
    room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    room.questions()
    told = capsys.readouterr().out
    assert "too fast: 1 · fine: 0 · lost: 2" in told
    assert "waiting  What for?" in told and "Ombeline" not in told
    room.questions("at_once")
    room._store.run([(room.code, c.Propose(BACKCHANNEL, "At once?", "k4", "p3"))])
    assert list(room.items(BACKCHANNEL).values())[-1].status == "shown"
    room.questions("none")
    with room.state() as state:
        assert state.backchannel.status == "closed"


def test_where_nothing_is_said_there_is_no_line(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    with Room(LocalBackend(store), store.create(decks.new_session()), "fr").state() as state:
        assert said(state, state.at, "fr") == []
    store.close()
