"""The stream: what everybody sees and what is one's own, as it changes, whoever changed it."""

import json
import queue
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import pairwise
from typing import Any

import httpx
import msgspec
import pytest
from tamtam.server.phone_stream import Channel, Subscriber
from tamtam.server.routes.commands import ARRIVING
from tamtam.server.routes.phone import _news
from tamtam.session import commands as c

from tests.decks import new_session
from tests.server.conftest import Served

PATIENCE = 5


class Listening:
    """A phone's stream, read in a thread."""

    def __init__(self, served: Served, headers: dict[str, str], path: str | None = None) -> None:
        self.events: queue.Queue[tuple[int, str, Any]] = queue.Queue()
        self.heard: list[tuple[float, str]] = []
        self._wire = httpx.Client(base_url=served.running.url, trust_env=False, timeout=30)
        self.answer = self._wire.send(
            self._wire.build_request("GET", path or f"{served.api}/events", headers=headers),
            stream=True,
        )
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        told: dict[str, str] = {}
        try:
            for line in self.answer.iter_lines():
                if line:
                    name, _, value = line.partition(": ")
                    told[name] = value
                elif "event" in told:
                    self.heard.append((time.monotonic(), told["event"]))
                    self.events.put(
                        (int(told.get("id", 0)), told["event"], json.loads(told["data"]))
                    )
                    told = {}
        except httpx.HTTPError:
            return

    def next(self, name: str) -> tuple[int, Any]:
        """The next event called `name`: (position, data)."""
        while True:
            position, heard, data = self.events.get(timeout=PATIENCE)
            if heard == name:
                return position, data

    def until(self, status: str) -> Any:
        """What everybody sees once the session has this status."""
        while True:
            _, data = self.next("shared")
            if data["status"] == status:
                return data

    def ended(self) -> None:
        """The server ends it."""
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        self._wire.close()

    def close(self) -> None:
        connection = self.answer.extensions["network_stream"].get_extra_info("socket")
        connection.shutdown(socket.SHUT_RDWR)  # or the thread reads on for ever
        self._thread.join(PATIENCE)
        self._wire.close()


@contextmanager
def listening(served: Served, headers: dict[str, str] | None = None) -> Iterator[Listening]:
    stream = Listening(served, headers or {})
    try:
        yield stream
    finally:
        stream.close()


def test_it_begins_with_where_things_are_and_goes_on_with_what_changes(served: Served) -> None:
    me = served.person(alias="Ada")
    with listening(served, me) as stream:
        position, shared = stream.next("shared")
        assert shared["status"] == "lobby"
        _, personal = stream.next("personal")
        assert personal["alias"] == "Ada"
        served.do(c.Open("baseline"))
        later, shared = stream.next("shared")
        assert later > position
        assert (shared["status"], shared["activity"]["id"]) == ("open", "baseline")
        served.do(c.Close("baseline"))
        stream.until("closed")
        served.do(c.End())
        stream.until("over")


def test_presence_tells_who_is_there_and_never_the_order_of_coming(served: Served) -> None:
    with ExitStack() as stack:
        for person in [served.person() for _ in range(7)]:
            stack.enter_context(listening(served, person)).next("personal")
        connected = served.control.connected(served.code)
    assert len(connected) == 7 and connected == sorted(connected)


def test_the_stream_says_the_same_as_the_state(served: Served) -> None:
    me = served.person()
    served.do(c.Open("flows"))
    with listening(served, me) as stream:
        _, shared = stream.next("shared")
        _, personal = stream.next("personal")
    state = served.state(me)
    assert state["personal"] == personal
    assert {**state["shared"], "now": 0} == {**shared, "now": 0}


def test_it_is_made_for_weak_networks(served: Served) -> None:
    with listening(served) as stream:
        headers = stream.answer.headers
        assert headers["content-type"].startswith("text/event-stream")
        assert "no-transform" in headers["cache-control"]
        assert headers["x-accel-buffering"] == "no"


def test_a_sign_of_life_is_an_event_as_no_page_hears_a_comment(served: Served) -> None:
    """EventSource passes comments over in silence; a page would think that its stream is dead."""
    channel = Channel(lambda: b"never read")
    listener = Subscriber(None)
    channel.add(listener)
    listener.sent = channel.version
    assert _news(None, served.code, channel, listener) == b""  # type: ignore[arg-type]
    channel.beat()
    told = _news(None, served.code, channel, listener).decode()  # type: ignore[arg-type]
    assert told.startswith("event: here\ndata: ") and told.endswith("\n\n")


def test_somebody_else_s_answer_is_not_told(served: Served) -> None:
    served.do(c.Open("baseline"))
    me, other = served.person(), served.person()
    with listening(served, me) as stream:
        stream.next("personal")
        served.answer(other, 5)
        with pytest.raises(queue.Empty):
            stream.events.get(timeout=0.8)


def test_a_change_of_one_s_own_is_told_only_to_oneself(served: Served) -> None:
    me, other = served.person(), served.person()
    with listening(served, me) as mine, listening(served, other) as theirs:
        mine.next("personal")
        theirs.next("personal")
        served.wire.post(f"{served.api}/me", json={"alias": "Grace"}, headers=me)
        assert mine.next("personal")[1]["alias"] == "Grace"
        with pytest.raises(queue.Empty):
            theirs.events.get(timeout=0.6)


def test_what_one_phone_answers_the_same_person_s_other_phone_shows(served: Served) -> None:
    me, other = served.person(), served.person()
    served.do(c.Open("baseline"))
    with (
        listening(served, me) as here,
        listening(served, me) as there,
        listening(served, other) as theirs,
    ):
        for stream in (here, there, theirs):
            stream.next("personal")
        served.answer(me, 4)
        _, told = there.next("personal")
        assert told["answers"]["baseline"]["1"]["s1"]["before"] == 4
        with pytest.raises(queue.Empty):
            theirs.events.get(timeout=0.4)


def test_however_much_changes_at_most_four_are_sent_a_second(served: Served) -> None:
    with listening(served) as stream:
        stream.next("shared")
        served.do(c.Open("baseline", seconds=600))
        began = time.monotonic()
        while time.monotonic() < began + 2:
            served.do(c.Time("baseline", "add", 1))
        time.sleep(0.5)
        heard = [at for at, _ in stream.heard if at >= began]
    assert 4 <= len(heard) <= 11
    gaps = [later - before for before, later in pairwise(heard)]
    assert min(gaps) > 0.1


def test_who_comes_back_gets_the_newest_not_what_was_missed(served: Served) -> None:
    me = served.person()
    with listening(served, me) as stream:
        stream.next("shared")
    served.do(c.Open("baseline"), c.Close("baseline"), c.Open("flows"))
    with listening(served, me | {"last-event-id": "1"}) as stream:
        _, shared = stream.next("shared")
        assert shared["activity"]["id"] == "flows"
        with pytest.raises(queue.Empty):
            while True:
                _, name, data = stream.events.get(timeout=0.6)
                assert name in ("personal", "here") or data["activity"]["id"] == "flows"


def test_what_another_process_writes_is_told_too(served: Served) -> None:
    """A notebook without a server writes to the log itself; phones hear of it all the same."""
    with listening(served) as stream:
        stream.next("shared")
        served.store.run([(served.code, c.Open("baseline"))])
        stream.until("open")


def test_who_is_connected_is_known_and_who_left_is_not(served: Served) -> None:
    me = served.person()
    id = served.state(me)["personal"]["participant"]
    assert served.control.connected(served.code) == []
    with listening(served, me) as stream:
        stream.next("shared")
        assert served.control.connected(served.code) == [id]
    until = time.monotonic() + PATIENCE
    while served.control.connected(served.code) and time.monotonic() < until:
        time.sleep(0.05)
    assert served.control.connected(served.code) == []


def test_who_listens_is_drawn_into_groups_and_so_is_who_is_simulated(served: Served) -> None:
    rehearsal = msgspec.structs.replace(new_session(), rehearsal=True)
    served = replace(served, code=served.control.create(rehearsal))
    me, away = served.person(), served.person()
    here = [served.state(one)["personal"]["participant"] for one in (me, away)]
    simulated = [served.join(simulated=True).json()["participant"] for _ in range(3)]
    with listening(served, me) as stream:
        stream.next("shared")
        time.sleep(ARRIVING / 1000)  # whoever came in this moment would be waited for
        served.do(c.Seat())
    seated = [one for table in served.store.log(served.code).state.tables.values() for one in table]
    assert sorted(seated) == sorted([here[0], *simulated])


def test_who_came_in_this_moment_is_seated_before_their_phone_listens(served: Served) -> None:
    here, coming = served.person(), served.person()
    with listening(served, here) as stream:
        stream.next("shared")
        served.do(c.Seat())
    assert served.state(coming)["personal"]["table"] == 1


def test_who_was_away_is_seated_when_their_phone_is_back(served: Served) -> None:
    here, away = served.person(), served.person()
    with listening(served, here) as stream:
        stream.next("shared")
        time.sleep(ARRIVING / 1000)
        served.do(c.Seat())
        assert served.state(away)["personal"]["table"] is None
        with listening(served, away) as other:
            other.next("personal")
    assert served.state(away)["personal"]["table"] == 1


def test_a_phone_may_say_at_which_table_its_owner_sits(served: Served) -> None:
    me = served.person()
    told = served.wire.post(f"{served.api}/me", json={"table": 3}, headers=me)
    assert (told.status_code, told.json()["personal"]["table"]) == (200, 3)
    assert told.json()["tablemates"] == 0, "nobody sits at a table that a slip of the finger made"
    wrong = served.wire.post(f"{served.api}/me", json={"table": 100}, headers=me)
    assert (wrong.status_code, wrong.json()["error"]) == (422, "out_of_range")


def test_an_unknown_cookie_only_sees_what_everybody_sees(served: Served) -> None:
    with listening(served, {"cookie": f"tamtam_{served.code}=guess"}) as stream:
        stream.next("shared")
        with pytest.raises(queue.Empty):
            stream.next("personal") if stream.events.get(timeout=0.5) else None
