"""A session's pictures over the wire: as they were when it began, each under a name of its own."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
from tamtam.deck import pictures
from tamtam.results import archive
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.server.views import phone, wall
from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests.decks import agreement, deck, new_session, pictured, png
from tests.rooms import Room, folded
from tests.server.conftest import Served

GREY, DARK = png(), png(shade=20)
PICTURED = pictured(agreement(), GREY)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    store = open_store(Path(tmp_path_factory.mktemp("pictures")) / "sessions.sqlite")
    running = run.start(store)
    control = Client(running.url, running.key)
    code = control.create(new_session(PICTURED))
    with httpx.Client(base_url=running.url) as wire:
        yield Served(store, running, control, code, wire)
    run.stop(store)
    store.close()


def test_a_phone_is_told_where_a_picture_is_and_may_keep_it(room: Served, tmp_path: Path) -> None:
    room.do(c.Open("baseline"))
    one, other = room.state()["shared"]["activity"]["items"]
    assert other["picture"] is None
    told = one["picture"]
    assert (told["alt"]["en"], told["width"], told["height"]) == ("Grey number 1", 40, 30)
    assert "data" not in told and "photos" not in str(told)

    answer = room.wire.get(told["src"])
    assert answer.content == GREY
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert "immutable" in answer.headers["cache-control"]
    assert "content-encoding" not in answer.headers

    for elsewhere in ("unknown.png", "..%2F..%2Fetc%2Fpasswd"):
        assert room.wire.get(f"/pictures/{room.code}/{elsewhere}").status_code == 404
    assert room.wire.get(told["src"].replace(room.code, "AAAAAA")).status_code == 404

    log = room.store.log(room.code)
    archive.write(log, tmp_path / "kept")
    other_store = open_store(tmp_path / "other.sqlite")
    code, proved = archive.restore(other_store, tmp_path / "kept")
    assert not proved.problems
    assert other_store.log(code).state.deck == log.state.deck  # its picture with it
    other_store.close()


def test_a_file_that_changes_changes_no_session_and_another_file_does() -> None:
    led = Room(deck(PICTURED, pictured(agreement("later"), GREY)))
    led.do(c.Join("person-1", "Ada"))
    led.do(c.Open("baseline"))
    led.do(c.Answer("person-1", "baseline", "s1", "before", 3, "k1"))
    led.do(c.Revise(deck(pictured(agreement(), DARK), pictured(agreement("later"), DARK))))
    assert {one.data for one in pictures.of(led.state.deck)} == {GREY}
    assert len(led.log) == 4  # nothing had changed

    [first, second] = pictured(agreement("later"), DARK).items
    assert first.picture
    other = msgspec.structs.replace(first.picture, file="photos/another.png")
    asked = msgspec.structs.replace(
        agreement("later"), items=(msgspec.structs.replace(first, picture=other), second)
    )
    led.do(c.Revise(deck(PICTURED, asked)))
    said = msgspec.json.encode(led.log[-1].event)
    assert b64encode(DARK) in said and b64encode(GREY) not in said  # what it had is not kept twice
    assert [one.data for one in pictures.of(led.state.deck)] == [GREY, DARK]
    assert [one.data for one in pictures.of(folded(led.stored(erased=False)).deck)] == [GREY, DARK]


def test_outside_a_session_the_address_of_a_picture_holds_all_of_it() -> None:
    told = phone.form(PICTURED)["items"][0]["picture"]
    assert told and told["src"] == f"data:image/png;base64,{b64encode(GREY).decode()}"


def test_the_wall_shows_what_the_phones_do() -> None:
    first, second = PICTURED.items
    told = wall.pictures_of(PICTURED, [second.text, first.text], "K7P2QX")
    assert told[0] is None
    assert told[1] and told[1]["src"].startswith("/pictures/K7P2QX/")
