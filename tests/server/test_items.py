"""Items over the wire: proposed by a phone, held, approved, answered; each author is told of theirs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.server.views import phone
from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests.decks import agreement, collecting, deck, new_session, statements
from tests.rooms import Room
from tests.server.conftest import Served
from tests.server.test_wire import told


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A session in which tools are collected first and rated then."""
    store = open_store(Path(tmp_path_factory.mktemp("items")) / "sessions.sqlite")
    running = run.start(store)
    control = Client(running.url, running.key)
    code = control.create(new_session(collecting(first=True), agreement()))
    with httpx.Client(base_url=running.url) as wire:
        yield Served(store, running, control, code, wire)
    run.stop(store)
    store.close()


def propose(room: Served, person: dict[str, str], text: str, key: str) -> Any:
    body = {"activity": "tools", "text": text, "key": key}
    return room.wire.post(f"{room.api}/items", json=body, headers=person)


def mine(room: Served, person: dict[str, str]) -> list[tuple[str, str]]:
    personal = room.wire.get(f"{room.api}/state", headers=person).json()["personal"]
    return [(one["text"], one["status"]) for one in personal["mine"]["tools"]["proposals"]]


def test_an_item_goes_from_a_phone_to_everybody_once_it_is_approved(room: Served) -> None:
    ada, bob = room.person(), room.person("fr")
    told(propose(room, ada, "Mail", "k1"), 409, "closed")
    room.do(c.Open("tools"))
    shared = room.state()["shared"]["activity"]
    assert shared["collect"]["most"] == 3
    assert (shared["round"]["number"], shared["round"]["phases"]) == (1, [])

    assert propose(room, ada, "  Mail\u200b  and\nchat ", "k1").status_code == 201
    assert propose(room, ada, "Mail and chat", "k1").status_code == 200
    told(propose(room, ada, "Another", "k1"), 409, "key_reused")
    told(propose(room, bob, "x" * 200, "k1"), 422, "text_too_long")
    told(propose(room, {}, "Mail", "k1"), 401, "not_in_session")
    assert mine(room, ada) == [("Mail and chat", "held")]
    assert mine(room, bob) == []
    assert "Mail" not in str(room.state()["shared"])

    log = room.store.log(room.code)
    log.refresh()
    [item] = [id for id, one in log.state.activity("tools").proposals.items() if one.held]
    room.do(c.Show("tools", item), c.Advance("tools", 1))
    assert mine(room, ada) == [("Mail and chat", "shown")]
    shared = room.state()["shared"]["activity"]
    assert [one["text"]["fr"] for one in shared["items"]] == ["Statement 1", "Mail and chat"]
    assert shared["collect"] is None
    rated = room.answer(bob, 4, activity="tools", item=item, phase="today")
    assert rated.status_code == 201

    other = {"activity": "tools", "item": item}
    told(room.wire.post(f"{room.api}/items", json=other, headers=ada), 409, "closed")
    assert room.wire.post(f"{room.api}/items", json=other, headers=bob).status_code == 200
    assert mine(room, ada) == [("Mail and chat", "shown")]


def test_what_is_only_written_reaches_no_phone_before_it_is_revealed() -> None:
    only = msgspec.structs.replace(statements("only", sentences=0, held=False), kind="sentences")
    room = Room(deck(only))
    room.do(c.Open("only"))
    for person in ("ada", "bob", "cyd"):
        room.do(c.Join(person, f"Alias of {person}"))
        room.do(c.Propose("only", f"Words of {person}", person, person))
    told = phone.activity(room.state.activity("only"))
    assert (told["items"], told["question"]["en"]) == ([], "Do you agree?")
    room.do(c.Close("only"))
    assert phone.activity(room.state.activity("only"))["items"] == []
    room.reveal("only")
    assert len(phone.activity(room.state.activity("only"))["items"]) == 3


def test_in_a_round_for_writing_phones_ask_for_what_is_to_be_written() -> None:
    room = Room(deck(collecting(first=True)))
    room.do(c.Open("tools"))
    assert phone.activity(room.state.activity("tools"))["question"]["en"] == "Which tool?"
    room.do(c.Advance("tools", 1))
    assert phone.activity(room.state.activity("tools"))["question"]["en"] != "Which tool?"
