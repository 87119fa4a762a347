"""The door: closed for who is new, and a crowd from one address seen, limited and removed at once."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import httpx
import pytest
from tamtam.language.errors import TamtamError
from tamtam.server import arrivals
from tamtam.server.arrivals import Arrivals, NewcomerLimit
from tamtam.server.form_failures import LONGEST
from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests.decks import new_session
from tests.server.conftest import Served

elsewhere = pytest.mark.skipif(sys.platform != "linux", reason="127.0.0.0/8 is this machine's")


@contextlib.contextmanager
def device(served: Served, address: str) -> Iterator[httpx.Client]:
    """A device with an address of its own."""
    way = httpx.HTTPTransport(local_address=address)
    with httpx.Client(base_url=served.running.url, transport=way, timeout=10) as wire:
        yield wire


def come_in(served: Served, wire: httpx.Client, people: int) -> list[httpx.Response]:
    answers = []
    for _ in range(people):
        answers.append(wire.post(f"{served.api}/join", json={}))
        wire.cookies.clear()
    return answers


def test_through_a_closed_door_nobody_new_comes_but_who_is_in_comes_back(served: Served) -> None:
    before = served.join(alias="Ada")
    words = " ".join(before.json()["words"])
    served.do(c.Door())
    refused = served.join("fr", alias="Bob")
    assert (refused.status_code, refused.json()["error"]) == (403, "door_closed")
    assert "J’étais déjà là" in refused.json()["hint"]
    cookie = {"cookie": before.headers["set-cookie"].partition(";")[0]}
    assert served.wire.get(f"{served.api}/state", headers=cookie).json()["personal"]
    back = served.join(words=words)
    assert (back.status_code, back.json()["participant"]) == (200, before.json()["participant"])
    served.do(c.Door(closed=False))
    assert served.join(alias="Bob").status_code == 201


@elsewhere
def test_who_came_from_one_block_is_removed_at_once_and_nobody_else(served: Served) -> None:
    served.do(c.Open("baseline"))
    friend = served.person(alias="Ada")
    served.answer(friend, 4)
    with device(served, "127.0.5.7") as flood, device(served, "127.0.5.8") as other:
        for answer in (*come_in(served, flood, 30), *come_in(served, other, 2)):
            cookie = {"cookie": answer.headers["set-cookie"].partition(";")[0]}
            assert served.answer(cookie, 1).status_code == 201
    told = served.control.arrivals(served.code)
    assert [one["place"] for one in told["crowds"]] == ["127.0.5.7"]
    [block] = [one for one in told["blocks"] if one["place"]]
    assert (block["place"], len(block["people"])) == ("127.0.5.0/24", 32)
    assert 0 <= block["last"] - block["first"] < 60_000
    served.do(c.Remove(tuple(block["people"])))
    log = served.store.log(served.code)
    log.refresh()
    assert [one.alias for one in log.state.participants.values()] == ["Ada"]
    assert log.state.standing("baseline").n == 1
    assert [one["place"] for one in served.control.arrivals(served.code)["blocks"]] == [""]
    assert log.verify().ok


@elsewhere
def test_an_office_gets_in_by_one_address_and_a_flood_does_not(served: Served) -> None:
    with device(served, "127.0.6.7") as office:
        answers = come_in(served, office, arrivals.MOST)
        assert arrivals.MOST > 500 and {answer.status_code for answer in answers} == {201}
        [refused] = come_in(served, office, 1)
        assert (refused.status_code, refused.json()["error"]) == (429, "too_many_newcomers")
        assert int(refused.headers["retry-after"]) <= arrivals.WINDOW
    assert served.join().status_code == 201


def test_the_limit_ends_with_its_time_and_remembers_no_address_for_ever() -> None:
    limit = NewcomerLimit()
    for _ in range(arrivals.MOST):
        limit.count("10.0.0.1", 100.0)
    with pytest.raises(TamtamError) as caught:
        limit.count("10.0.0.1", 101.0)
    assert caught.value.values["seconds"] == arrivals.WINDOW
    limit.count("10.0.0.2", 101.0)
    limit.count("10.0.0.1", 100.0 + arrivals.WINDOW)
    for number in range(3 * arrivals.MOST_ADDRESSES):
        limit.count(f"11.{number >> 16}.{number >> 8 & 255}.{number & 255}", 1000.0)
    assert len(limit._times) <= arrivals.MOST_ADDRESSES + 1


def test_of_ipv6_a_whole_network_counts_as_one() -> None:
    limit = NewcomerLimit()
    for number in range(arrivals.MOST):
        limit.count(f"2001:db8::{number:x}", 0.0)
    with pytest.raises(TamtamError):
        limit.count("2001:db8::ffff:1", 1.0)
    limit.count("2001:db8:0:1::1", 1.0)


@pytest.mark.parametrize(
    ("address", "people", "is_seen"),
    [
        ("192.168.1.7", arrivals.CROWD - 1, False),
        ("192.168.1.7", arrivals.CROWD, True),
        ("9.9.9.9", arrivals.CROWD, False),
        ("9.9.9.9", arrivals.CROWD_OF_OFFICE, True),
    ],
)
def test_a_crowd_is_more_from_one_address_than_one_device_or_office_explains(
    address: str, people: int, is_seen: bool
) -> None:
    came = Arrivals()
    ids = [f"p{number}" for number in range(people)]
    for id in ids:
        came.note(id, 1, address)
    came.note("here", 2, None)
    assert [one.place for one in came.crowds({*ids, "here"})] == ([address] if is_seen else [])


def test_thousands_are_removed_in_one_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    code = store.create(new_session())
    stays = c.Join("stays", "Ada")
    flood = [f"f{number}" for number in range(2_000)]
    store.run([(code, command) for command in (stays, *(c.Join(id) for id in flood))])
    store.run([(code, c.Open("baseline"))])
    answers = (c.Answer(id, "baseline", "s1", "before", 1, "k") for id in ("stays", *flood))
    store.run([(code, answer) for answer in answers])
    read = mock.Mock(wraps=store._database.after)
    monkeypatch.setattr(store._database, "after", read)
    store.run([(code, c.Remove(tuple(flood)))])
    assert read.call_count < 20  # one by one, each would read the whole session anew
    state = store.log(code).state
    assert [*state.participants] == ["stays"] and state.standing("baseline").n == 1
    assert store.verify(code).erased == 2 * len(flood)
    [summary] = store.sessions()
    assert summary.participants == 1
    assert store.verify(code).ok
    store.close()


def test_a_form_that_fails_is_counted_by_phone_in_a_line_of_plain_text(served: Served) -> None:
    people = [served.person() for _ in range(3)]
    said = {"activity": "flows", "what": f"a\u202e is\nnot {'x' * 900}"}
    for person in people[:2]:
        for _ in range(2):  # what a phone says again is no other phone
            answer = served.wire.post(f"{served.api}/failed", json=said, headers=person)
            assert answer.status_code == 200
    [failed] = served.control.failures(served.code)
    assert (failed["activity"], failed["phones"]) == ("flows", 2)
    assert failed["what"].startswith("a is not x") and len(failed["what"]) == LONGEST
    nowhere = served.wire.post(
        f"{served.api}/failed", json=said | {"activity": "no"}, headers=people[2]
    )
    assert nowhere.status_code == 404
    assert served.wire.post(f"{served.api}/failed", json=said).status_code == 401
    served.wire.post(f"{served.api}/me", json={"forget": True}, headers=people[0])
    [failed] = served.control.failures(served.code)
    assert failed["phones"] == 1
