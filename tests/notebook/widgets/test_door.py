"""The door in the cockpit: closed by a button, a crowd pointed out and removed by another."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from tamtam.notebook.widgets.cockpit import Cockpit
from tamtam.notebook.workshop import Workshop
from tamtam.server import run
from tamtam.session.log import open_store

from tests.notebook.widgets.test_cockpit import labels, press, read, room

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="127.0.0.0/8 is this machine's")


@pytest.fixture
def cockpit(tmp_path: Path) -> Iterator[Cockpit]:
    """One that leads a session, People unfolded."""
    place = tmp_path / "sessions.sqlite"
    opened = Cockpit(Workshop(language="en", store=place))
    press(opened, "New session", audience="team", cut="two_hours", min_answers="5", people="8")
    press(opened, "People")
    yield opened
    run.stop(open_store(place))


def come_in(cockpit: Cockpit, people: int, address: str | None = None) -> list[int]:
    """People who join from one address; None is this laptop."""
    lead = room(cockpit)
    way = httpx.HTTPTransport(local_address=address) if address else None
    with httpx.Client(base_url=lead.local_url, transport=way, trust_env=False) as wire:
        found = []
        for _ in range(people):
            found.append(wire.post(f"/api/{lead.code}/join", json={}).status_code)
            wire.cookies.clear()
    return found


def wait_for(cockpit: Cockpit, what: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not what():
        assert time.monotonic() < until, read(cockpit)
        time.sleep(0.05)
        cockpit.redraw()


def test_the_door_is_closed_and_opened_by_a_button(cockpit: Cockpit) -> None:
    assert come_in(cockpit, 1) == [201]
    press(cockpit, "Close the door")
    assert "Closed: nobody new can join" in read(cockpit, "panel")
    assert come_in(cockpit, 1) == [403]
    press(cockpit, "Open the door")
    assert come_in(cockpit, 1) == [201]


def test_a_crowd_is_pointed_out_and_removed_when_somebody_says_yes(cockpit: Cockpit) -> None:
    come_in(cockpit, 1)
    come_in(cockpit, 6, "127.0.9.7")
    wait_for(cockpit, lambda: "6 people joined from one device (127.0.9.7)" in read(cockpit, "bar"))
    assert "127.0.9.0/24: 6 people" in read(cockpit, "panel")
    buttons = [label for label in labels(cockpit, "panel") if label.startswith("Erase all")]
    press(cockpit, buttons[0])
    assert "can’t be undone" in read(cockpit, "panel")
    press(cockpit, "Erase them for good", yes="no")
    assert len(room(cockpit).people()) == 7
    press(cockpit, "Erase them for good", yes="yes")
    assert len(room(cockpit).people()) == 1
    wait_for(cockpit, lambda: "joined from one device" not in read(cockpit, "bar"))
