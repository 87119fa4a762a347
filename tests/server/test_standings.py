"""Reveals without a notebook: the server has a child work out the standing, and outlives it."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import httpx
import psutil
import pytest
from tamtam import kinds
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.session import commands as c
from tamtam.session.log import open_store
from tamtam.standing.standing import Standing

from tests.server.conftest import Served
from tests.server.test_links import bearing, link
from tests.server.test_run import ends
from tests.server.test_wire import told


def reveal(
    served: Served, headers: dict[str, str], activity: str = "baseline", show: str = "chart"
) -> httpx.Response:
    body = {"activity": activity, "show": show}
    return served.wire.post(f"/control/{served.code}/reveal", json=body, headers=headers)


def workers(served: Served) -> list[psutil.Process]:
    children = psutil.Process(served.running.pid).children()
    return [child for child in children if "tamtam.server.standings_worker" in child.cmdline()]


@pytest.fixture
def answered(served: Served) -> Served:
    served.do(c.Open("baseline"))
    for value in (1, 2, 2, 4, 5, 5):
        assert served.answer(served.person(), value).status_code == 201
    return served


@pytest.mark.parametrize("use", ["key", "clicker"])
def test_key_and_clicker_reveal_what_a_notebook_would(answered: Served, use: str) -> None:
    log = answered.store.log(answered.code)
    log.refresh()
    expected = log.state.standing("baseline")
    headers = answered.key if use == "key" else bearing(link(answered, use))
    answer = reveal(answered, headers)
    assert answer.status_code == 200, answer.text
    shown = answered.state()["shared"]
    assert shown["status"] == "revealed"
    told = kinds.get("agreement").on_phones(expected)
    assert Standing.from_json(shown["activity"]["standing"]) == told
    log.refresh()
    assert answer.json()["position"] == log.state.position


@pytest.mark.parametrize("show", ["sentence", "nothing"])
def test_as_much_is_shown_as_was_chosen_and_more_later(answered: Served, show: str) -> None:
    headers = bearing(link(answered, "clicker"))
    assert reveal(answered, headers, show=show).status_code == 200
    assert answered.state()["shared"]["activity"]["show"] == show
    assert reveal(answered, headers).status_code == 200
    assert answered.state()["shared"]["activity"]["standing"]["items"]


def test_what_was_shown_stays_when_someone_is_forgotten(answered: Served) -> None:
    reveal(answered, answered.key, show="sentence")
    before = answered.store.log(answered.code)
    before.refresh()
    frozen = before.state.activity("baseline").turn.standing
    assert frozen
    [someone, *_] = before.state.participants
    answered.do(c.Forget(someone))
    assert reveal(answered, answered.key).status_code == 200
    shown = Standing.from_json(answered.state()["shared"]["activity"]["standing"])
    assert shown == kinds.get("agreement").on_phones(frozen)


def test_nobody_else_reveals(answered: Served) -> None:
    me = answered.person()
    elsewhere = link(answered.another_session(), "clicker")
    for headers in (
        *({}, me, bearing(elsewhere), bearing("guess")),
        *(bearing(link(answered, use)) for use in ("moderator", "screen")),
    ):
        told(reveal(answered, headers), 401, "wrong_key")
    assert answered.state()["shared"]["status"] == "open"


def test_what_can_not_be_revealed_is_told_in_words(answered: Served) -> None:
    told(reveal(answered, answered.key, "nothing"), 404, "no_such_activity")
    told(reveal(answered, answered.key, "flows"), 409, "nothing_to_reveal")
    told(reveal(answered, answered.key, show="everything"), 422, "not_an_option")
    few = answered.another_session()
    few.do(c.Open("baseline"))
    few.answer(few.person(), 3)
    assert reveal(few, few.key).status_code == 200
    assert "items" not in few.state()["shared"]["activity"]["standing"]


def test_one_that_died_is_replaced(answered: Served) -> None:
    assert reveal(answered, answered.key).status_code == 200
    [first] = workers(answered)
    first.kill()
    ends(first.pid)
    again = answered.another_session()
    again.do(c.Open("baseline"))
    for value in (1, 2, 2, 4, 5):
        again.answer(again.person(), value)
    assert reveal(again, again.key).status_code == 200
    assert again.state()["shared"]["activity"]["standing"]["n"] == 5
    [second] = workers(answered)
    assert second.pid != first.pid


def test_many_reveals_at_once_are_all_answered(answered: Served) -> None:
    """Its only child answers one after the other; answers go with their questions."""
    rooms = [answered.another_session() for _ in range(4)]
    for n, room in enumerate(rooms):
        room.do(c.Open("baseline"))
        for _ in range(5 + n):
            room.answer(room.person(), 3)
    threads = [
        threading.Thread(
            target=httpx.post,
            args=(f"{room.running.url}/control/{room.code}/reveal",),
            kwargs={"json": {"activity": "baseline"}, "headers": room.key, "trust_env": False},
        )
        for room in rooms
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    shown = [room.state()["shared"]["activity"]["standing"]["n"] for room in rooms]
    assert shown == [5, 6, 7, 8]
    assert len(workers(answered)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("kill", [True, False], ids=["killed", "stopped"])
def test_it_ends_with_the_server(answered: Served, kill: bool) -> None:
    place = open_store(answered.store.folder / f"other-{kill}.sqlite")
    running = run.start(place)
    alone = Served(place, running, Client(running.url, running.key), "", answered.wire)
    alone.wire = httpx.Client(base_url=running.url, trust_env=False)
    alone = alone.another_session()
    alone.do(c.Open("baseline"))
    assert reveal(alone, alone.key).status_code == 200
    [child] = workers(alone)
    if kill:
        os.kill(running.pid, signal.SIGKILL)
    else:
        began = time.monotonic()
        assert run.stop(place)
        assert time.monotonic() - began < 5
    ends(child.pid)
    alone.wire.close()
    place.close()


def test_nothing_heavy_comes_into_the_server_with_it(answered: Served) -> None:
    assert reveal(answered, answered.key).status_code == 200

    def libraries(process: psutil.Process) -> set[str]:
        return {part for m in process.memory_maps() for part in Path(m.path).parts}

    assert "numpy" in libraries(workers(answered)[0])
    assert not {"numpy", "pandas", "plotly"} & libraries(psutil.Process(answered.running.pid))


def test_asked_again_what_moved_can_be_shown_to_phones_and_wall(served: Served) -> None:
    people = [served.person() for _ in range(6)]
    for number, values in enumerate(((1, 2, 2, 1, 2, 3), (4, 4, 5, 4, 4, 3))):
        served.do(c.Open("baseline", again=number > 0))
        for person, value in zip(people, values, strict=True):
            assert served.answer(person, value, key=f"k{number}").status_code == 201
        if not number:
            assert reveal(served, served.key, show="shift").status_code == 409
            assert reveal(served, served.key).status_code == 200
    assert reveal(served, served.key, show="shift").status_code == 200
    seen = served.state(people[0])["shared"]["activity"]
    assert (seen["show"], seen["standing"]["kind"]) == ("shift", "change")
    assert seen["standing"]["details"]["people"] == [6, 6, 6]
    assert seen["form"].startswith("/forms/change.js")
    wall = served.wire.get(f"/screen/{link(served, 'screen')}/state").json()["shared"]["activity"]
    assert "6 both times" in wall["shown"]["en"]["caption"] and wall["shown"]["en"]["light"]
    assert reveal(served, served.key).status_code == 200
    seen = served.state(people[0])["shared"]["activity"]
    assert (seen["show"], seen["standing"]["kind"]) == ("chart", "agreement")


def test_reopened_phones_ask_and_show_no_result_until_it_closes(answered: Served) -> None:
    reveal(answered, answered.key)
    shown = answered.state()["shared"]["activity"]["standing"]
    answered.do(c.Open("baseline", reopen=True))
    late = answered.person()
    seen = answered.state(late)["shared"]["activity"]
    assert (seen["status"], seen["turn"], seen["standing"]) == ("open", 1, None)
    key = link(answered, "screen")
    wall = answered.wire.get(f"/screen/{key}/state").json()["shared"]["activity"]
    assert wall["shown"] is None
    assert answered.answer(late, 5).status_code == 201
    assert reveal(answered, answered.key).status_code == 200
    assert answered.state()["shared"]["activity"]["standing"] == shown


def test_a_clicker_is_asked_to_wait_for_extra_time_and_may_go_ahead(answered: Served) -> None:
    slow = answered.person()
    me = f"{answered.api}/me"
    assert answered.wire.post(me, json={"extra_time": True}, headers=slow).status_code == 200
    headers = bearing(link(answered, "clicker"))
    refused = reveal(answered, headers)
    assert (refused.status_code, refused.json()["error"]) == (409, "extra_time_runs")
    assert answered.state(slow)["personal"]["mine"]["baseline"]["late_until"] is not None
    assert answered.answer(slow, 3).status_code == 201
    assert answered.answer(answered.person(), 3).status_code == 409
    body = {"activity": "baseline", "show": "chart", "anyway": True}
    path = f"/control/{answered.code}/reveal"
    assert answered.wire.post(path, json=body, headers=headers).status_code == 200
    assert answered.state()["shared"]["activity"]["standing"]["n"] == 7
    assert answered.answer(slow, 4, key="later").status_code == 409
