"""The queue under a notebook cell, by its buttons; a real room behind it."""

from collections.abc import Iterator
from pathlib import Path

import ipywidgets as widgets
import pytest
from tamtam import Room
from tamtam.notebook.backend import LocalBackend
from tamtam.notebook.widgets.moderation import Moderation
from tamtam.server import run
from tamtam.session import commands as c
from tamtam.session.log import open_store
from tamtam.session.proposal import Proposal

from tests import decks
from tests.notebook.widgets.test_lobby import inside

TAMPERED = '<img src=x onerror="window.hit=1">'


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A room of three who proposed three tools."""
    store = open_store(tmp_path / "sessions.sqlite")
    run.start(store)
    code = store.create(decks.new_session(decks.collecting(), decks.agreement()))
    room = Room(LocalBackend(store), code, "en")
    room.open("tools")
    for person, text in (("p1", "Meetings"), ("p2", "The meeting"), ("p3", TAMPERED)):
        store.run([(code, c.Join(person)), (code, c.Propose("tools", text, "k", person))])
    yield room
    run.stop(store)
    store.close()


@pytest.fixture
def queue(room: Room) -> Moderation:
    return Moderation(room)


def html(found: widgets.Widget) -> str:
    return "".join(one.value for one in inside(found) if isinstance(one, widgets.HTML))


def card(queue: Moderation, text: str) -> widgets.Widget:
    return next(
        one
        for one in inside(queue.widget)
        if "tamtam-card" in getattr(one, "_dom_classes", ()) and f"<strong>{text}<" in html(one)
    )


def buttons(found: widgets.Widget) -> list[str]:
    return [one.description for one in inside(found) if isinstance(one, widgets.Button)]


def press(found: widgets.Widget, label: str) -> None:
    next(
        one
        for one in inside(found)
        if isinstance(one, widgets.Button) and one.description.endswith(label)
    ).click()


def proposal(room: Room, text: str) -> Proposal:
    return next(one for one in room.items("tools").values() if one.item.text["en"] == text)


def test_what_waits_is_approved_and_its_near_duplicate_merged(
    room: Room, queue: Moderation
) -> None:
    assert "3 wait" in html(queue.widget)
    assert buttons(card(queue, "Meetings")) == ["Approve", "Hide", "Edit", "Merge with…"]
    press(card(queue, "Meetings"), "Approve")
    assert proposal(room, "Meetings").status == "shown"
    assert "2 wait" in html(queue.widget)
    other = card(queue, "The meeting")
    assert "Says almost the same as “Meetings”" in html(other)
    press(other, "Merge")
    assert proposal(room, "The meeting").status == "merged"
    press(queue.widget, "Hidden or merged: 1")
    press(card(queue, "The meeting"), "Separate")
    assert proposal(room, "The meeting").status == "held"


def test_what_is_shown_is_folded_until_it_is_asked_for(room: Room, queue: Moderation) -> None:
    assert "Statement 1" not in html(queue.widget)
    press(queue.widget, "Accepted: 1")
    press(card(queue, "Statement 1"), "Hide")
    assert room.items("tools")["s1"].hidden
    press(queue.widget, "Hidden or merged: 1")
    press(card(queue, "Statement 1"), "Show again")
    assert not room.items("tools")["s1"].hidden


def test_what_comes_in_leaves_the_words_alone_that_are_being_typed(
    room: Room, queue: Moderation
) -> None:
    meetings = card(queue, "Meetings")
    press(meetings, "Edit")
    [field] = [one for one in inside(meetings) if isinstance(one, widgets.Textarea)]
    field.value = "All those meetings"
    room.propose("Phones", "tools")
    queue.update([])
    assert field in list(inside(queue.widget))
    press(meetings, "Save")
    assert proposal(room, "All those meetings").status == "held"
    assert "All those meetings" in html(meetings)
    press(meetings, "Edit")
    press(meetings, "Cancel")
    assert buttons(meetings)[0] == "Approve"


def test_it_is_merged_into_any_that_is_shown(room: Room, queue: Moderation) -> None:
    meetings = card(queue, "Meetings")
    press(meetings, "Merge with…")
    [field] = [one for one in inside(meetings) if isinstance(one, widgets.Dropdown)]
    assert dict(field.options) == {"Statement 1": "s1"}
    press(meetings, "Merge")
    assert proposal(room, "Meetings").into == "s1"


def test_what_is_refused_is_said_in_words(room: Room, queue: Moderation) -> None:
    meetings = card(queue, "Meetings")
    press(meetings, "Edit")
    [field] = [one for one in inside(meetings) if isinstance(one, widgets.Textarea)]
    field.value = "  "
    press(meetings, "Save")
    assert 'role="alert"' in html(queue.widget)
    assert field in list(inside(meetings))


def test_what_people_type_is_only_ever_text(queue: Moderation) -> None:
    assert "<img" not in html(queue.widget)
    assert "&lt;img" in html(queue.widget)


def test_in_a_script_the_queue_is_printed_with_ids(
    room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    [first] = [id for id, one in room.items("tools").items() if one.item.text["en"] == "Meetings"]
    room.approve(first, activity="tools")
    room.moderation()
    said = capsys.readouterr().out
    assert f"{first}  accepted  Meetings" in said
    assert f"≈ {first}" in said
    assert "p1" not in said.replace(first, "").split()


def test_all_that_waits_is_accepted_at_once_when_asked_twice(room: Room, queue: Moderation) -> None:
    for person, text in (("p4", "Meetings"), ("p5", "Chat"), ("p6", "Chat")):
        room._store.run([(room.code, c.Join(person))])
        room._store.run([(room.code, c.Propose("tools", text, "k", person))])
    queue.update([])
    press(card(queue, "The meeting"), "Hide")
    press(queue.widget, "Approve all 5")
    assert proposal(room, "Chat").status == "held"
    press(queue.widget, "Cancel")
    assert "Yes, show 5 unread" not in buttons(queue.widget)
    press(queue.widget, "Approve all 5")
    press(queue.widget, "Yes, show 5 unread")
    statuses = [one.status for one in room.items("tools").values() if one.participant]
    assert statuses == ["shown", "hidden", "shown", "merged", "shown", "merged"]
    assert "Approve all" not in "".join(buttons(queue.widget))
