"""Two servers on one PostgreSQL: a phone is at home at each, limits hold for both together, one drives."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass

import httpx
import msgspec
import pytest
from tamtam.server.access import TRIES, digest
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.log import Store, open_store

from tests.decks import new_session
from tests.postgres import fresh, server
from tests.server.test_links import bearing
from tests.servers import Servers, serving, until
from tests.session.log.test_store import done


@dataclass
class Two:
    """A session on two servers, each with a client that keeps no cookies."""

    store: Store
    servers: Servers
    wires: tuple[httpx.Client, httpx.Client]
    code: str

    def post(self, at: int, path: str, body: object, **headers: str) -> httpx.Response:
        answer = self.wires[at].post(f"/api/{self.code}/{path}", json=body, headers=headers)
        self.wires[at].cookies.clear()
        return answer

    def join(self, at: int) -> str:
        """The cookie of somebody new."""
        answer = self.post(at, "join", {})
        assert answer.status_code == 201, answer.text
        return str(answer.headers["set-cookie"]).partition(";")[0]

    def answer(self, at: int, cookie: str, key: str, value: int) -> httpx.Response:
        body = {"activity": "baseline", "phase": "before", "item": "s1", "value": value, "key": key}
        return self.post(at, "answers", body, cookie=cookie)

    def state(self, at: int, cookie: str = "") -> dict[str, dict[str, object]]:
        headers = {"cookie": cookie} if cookie else {}
        told: dict[str, dict[str, object]] = (
            self.wires[at].get(f"/api/{self.code}/state", headers=headers).json()
        )
        return told

    def link(self, use: str) -> dict[str, str]:
        """The headers of who holds a link: good at every server."""
        secret = f"{self.code}-{use}-{time.monotonic_ns()}"
        done(self.store, self.code, c.Grant(use, digest(secret)))
        return bearing(secret)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Servers]]:
    place, folder = fresh(server()), tmp_path_factory.mktemp("cluster")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_DATA_HOME", str(folder))
        store = open_store(place)
    with closing(store), serving(place, folder, 2) as servers:
        yield store, servers


@pytest.fixture
def two(pair: tuple[Store, Servers]) -> Iterator[Two]:
    store, servers = pair
    with ExitStack() as stack:
        first, second = (
            stack.enter_context(
                httpx.Client(base_url=servers.url(port), trust_env=False, timeout=20)
            )
            for port in servers.ports
        )
        yield Two(store, servers, (first, second), store.create(new_session()))


def test_a_phone_goes_on_at_another_server_in_the_same_moment(two: Two) -> None:
    done(two.store, two.code, c.Open("baseline"))
    cookie = two.join(0)
    for number in range(20):
        answer = two.answer(number % 2, cookie, f"k{number}", number % 5 + 1)
        assert answer.status_code == 201, answer.text
    again = two.answer(0, cookie, "k19", 5)
    assert (again.status_code, again.json()["saved"]) == (200, True)
    told = two.state(0, cookie)["personal"]["answers"]
    assert told == two.state(1, cookie)["personal"]["answers"]
    assert two.store.verify(two.code).ok


def test_what_one_server_was_told_a_phone_at_the_other_sees(two: Two) -> None:
    clicker, watching = two.link("clicker"), two.servers.ports[1]
    with httpx.stream(
        "GET", f"{two.servers.url(watching)}/api/{two.code}/events", trust_env=False, timeout=20
    ) as stream:
        lines = stream.iter_lines()
        next(line for line in lines if '"lobby"' in line)
        command = msgspec.to_builtins(c.Open("baseline"))
        path = f"/control/{two.code}/run"
        assert two.wires[0].post(path, json=command, headers=clicker).status_code == 200
        assert next(line for line in lines if '"status":"open"' in line)


def test_who_is_connected_is_counted_over_both(two: Two) -> None:
    cookies, clicker = [two.join(at) for at in (0, 1, 1)], two.link("clicker")
    with ExitStack() as stack:
        for at, cookie in zip((0, 1, 1), cookies, strict=True):
            url = f"{two.servers.url(two.servers.ports[at])}/api/{two.code}/events"
            streaming = httpx.stream(
                "GET", url, headers={"cookie": cookie}, trust_env=False, timeout=20
            )
            stack.enter_context(streaming)
        for at in (0, 1):
            until(lambda at=at: here(two, at, clicker) == 3)  # type: ignore[misc]
    for at in (0, 1):
        until(lambda at=at: here(two, at, clicker) == 0)  # type: ignore[misc]


def here(two: Two, at: int, clicker: dict[str, str]) -> int:
    path = f"/control/{two.code}/clicker/state"
    return int(two.wires[at].get(path, headers=clicker).json()["shared"]["here"])


def test_guesses_at_somebody_s_words_count_together(two: Two) -> None:
    def guess(at: int, number: int) -> int:
        words = f"wrong words {chr(97 + number % 26)}"
        return two.post(at, "join", {"words": words}).status_code

    statuses = [guess(number % 2, number) for number in range(TRIES)]
    assert set(statuses) <= {422, 401, 404, 409, 429}
    until(lambda: guess(0, 0) == 429 and guess(1, 0) == 429)


def test_each_timer_is_driven_once_and_by_whoever_lives(two: Two) -> None:
    new = new_session()
    timed = tuple(msgspec.structs.replace(one, close_on_time=True) for one in new.deck.activities)
    deck = msgspec.structs.replace(new.deck, activities=timed)
    codes = [two.store.create(msgspec.structs.replace(new, deck=deck)) for _ in range(4)]
    for code in codes:
        done(two.store, code, c.Open("baseline", seconds=3))
    dead = two.servers.ports[0]
    two.servers.kill(dead)
    try:
        for code in codes:
            until(lambda code=code: closed(two.store, code))  # type: ignore[misc]
            times = Counter(type(entry.event) for entry in two.store.log(code).entries())
            assert times[e.ActivityClosed] == 1
    finally:
        two.servers.start(dead)
        until(lambda: two.servers.answers(dead))


def closed(store: Store, code: str) -> bool:
    store.log(code).refresh()
    return store.log(code).state.activity("baseline").status == "closed"


def test_a_database_that_restarts_is_told_to_phones_and_then_forgotten(two: Two) -> None:
    from tests.session.log.test_postgres import kill_connections

    done(two.store, two.code, c.Open("baseline"))
    cookie = two.join(1)
    kill_connections(two.store.address)
    kept = 0
    for number in range(40):
        status = two.answer(number % 2, cookie, f"k{number}", 3).status_code
        assert status in (201, 503), status  # never anything a phone would not send again
        kept += status == 201
    assert kept > 30
    until(lambda: two.answer(0, cookie, "last", 4).status_code in (200, 201))
    assert two.store.verify(two.code).ok
