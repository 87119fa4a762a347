"""Limits of the wire: long heads, slow ones, strangers' names and pages, tries that are never forgotten."""

import contextlib
import socket
import time
from collections.abc import Callable, Iterator

import psutil
import pytest
from tamtam.language.errors import TamtamError
from tamtam.server import access, protocol
from tamtam.server.access import Tries, check_host

from tests.server.conftest import Served


@pytest.fixture(scope="module")
def served(server: Callable[[], Served]) -> Served:
    return server()


@contextlib.contextmanager
def connected(served: Served) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", served.running.port), timeout=60) as connection:
        yield connection


def answered(connection: socket.socket) -> bytes:
    """What comes until the other side closes."""
    told = b""
    with contextlib.suppress(ConnectionError):
        while part := connection.recv(65_536):
            told += part
    return told


HEADS = {
    "a long address": b"GET /" + b"a" * 70_000,
    "a long header": b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 70_000,
    "many headers": b"GET / HTTP/1.1\r\nHost: x\r\n"
    + b"".join(b"X-%d: %s\r\n" % (number, b"a" * 100) for number in range(700)),
    "a whole head too long": b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 70_000 + b"\r\n\r\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_head_that_is_too_long_is_refused(served: Served, head: bytes) -> None:
    with connected(served) as connection:
        with contextlib.suppress(ConnectionError):
            connection.sendall(head)
        told = answered(connection)
    assert told.startswith(b"HTTP/1.1 431") or told == b""  # reset, where it was still being sent
    assert served.wire.get("/healthz").text == "ok"


def test_heads_without_end_take_no_memory(served: Served) -> None:
    process = psutil.Process(served.running.pid)
    before = process.memory_info().rss
    with contextlib.ExitStack() as stack:
        for _ in range(8):
            connection = stack.enter_context(connected(served))
            with contextlib.suppress(OSError):
                connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX: ")
                for _ in range(64):
                    connection.sendall(b"a" * 262_144)
        assert process.memory_info().rss - before < 32 * 1024 * 1024
    assert served.wire.get("/healthz").text == "ok"


def test_a_head_of_usual_length_gets_through(served: Served) -> None:
    answer = served.wire.get("/healthz", headers={"X-Long": "a" * 30_000})
    assert answer.status_code == 200


def test_who_never_finishes_a_head_is_let_go(served: Served) -> None:
    began = time.monotonic()
    with connected(served) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        assert answered(connection) == b""
    assert time.monotonic() - began < 3 * protocol.HEAD_PATIENCE


def test_who_never_finishes_a_body_is_let_go(served: Served) -> None:
    head = (
        f"POST {served.api}/join HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{"
    )
    with connected(served) as connection:
        connection.sendall(head.encode())
        told = answered(connection)
    assert told == b"" or b" 4" in told.splitlines()[0]


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
    ],
    ids=["HTTP/0.9", "no host", "two hosts"],
)
def test_a_request_names_one_host_in_a_protocol_of_today(served: Served, request_: bytes) -> None:
    with connected(served) as connection:
        connection.sendall(request_)
        connection.shutdown(socket.SHUT_WR)
        status = answered(connection).partition(b"\r\n")[0]
    assert b" 200 " not in status


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "192.168.1.7:8080", "[fe80::1]", "[::1]:80", "localhost:1", "laptop",
             "tamtam.local:8080", "box.lan"],
)  # fmt: skip
def test_names_of_the_local_network_are_answered(host: str) -> None:
    check_host([(b"host", host.encode())])


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:80", "local.evil.org"])
def test_a_name_of_the_internet_is_not_ours(served: Served, host: str) -> None:
    answer = served.wire.get("/", headers={"host": host, "accept-language": "fr"})
    assert (answer.status_code, answer.json()["error"]) == (421, "wrong_host")
    check_host([(b"host", host.encode())], frozenset([host.partition(":")[0].encode()]))


@pytest.mark.parametrize("path", ["join", "answers", "items", "me"])
@pytest.mark.parametrize(
    "headers",
    [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}],
    ids=["origin", "site"],
)
def test_a_page_of_another_site_does_nothing_here(
    served: Served, path: str, headers: dict[str, str]
) -> None:
    before = len(served.store.log(served.code).state.participants)
    answer = served.wire.post(f"{served.api}/{path}", json={}, headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (403, "wrong_page")
    served.store.log(served.code).refresh()
    assert len(served.store.log(served.code).state.participants) == before


@pytest.mark.parametrize(
    ("named", "status"),
    [
        ("application/json", 201),
        ("Application/JSON; charset=utf-8", 201),
        ("application/jsonp", 415),
        ("text/plain", 415),
        ("", 415),
    ],
)
def test_only_json_is_taken_however_it_is_spelt(served: Served, named: str, status: int) -> None:
    answer = served.wire.post(f"{served.api}/join", content=b"{}", headers={"content-type": named})
    served.wire.cookies.clear()
    assert answer.status_code == status


def test_tries_are_remembered_for_a_while_and_for_so_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tries = Tries()
    monkeypatch.setattr(access, "MOST_TRIED", 50)
    for number in range(3_000):
        tries.count(f"{number}")
    assert len(tries._times) <= 50
    tries._window = 0.0
    time.sleep(0.01)
    tries.count("last")
    assert len(tries._times) == 1


def test_what_is_tried_too_often_is_refused_for_a_while() -> None:
    tries = Tries()
    for _ in range(access.TRIES):
        tries.count("ROOM22")
    with pytest.raises(TamtamError) as refusal:
        tries.count("ROOM22")
    assert refusal.value.code == "too_many_tries"
    tries.count("ROOM23")


def test_nothing_is_counted_for_sessions_that_are_not(served: Served) -> None:
    for number in range(40):
        answer = served.wire.post(f"/api/ZZZZ{number:02}/join", json={"words": "a b c"})
        assert answer.status_code == 404
