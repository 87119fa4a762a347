"""A server on the open internet, for real: TLS with a certificate of its own, a proxy in front, a path."""

import http.client
import json
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tamtam.notebook.backend import LocalBackend
from tamtam.notebook.remote_backend import RemoteClient
from tamtam.server import facilitators, run
from tamtam.server.client import Client, version
from tamtam.server.exposure import Exposure, exposed
from tamtam.session.log import Store, open_store

from tests.decks import new_session
from tests.refusals import refused
from tests.servers import until


def certificate(folder: Path, name: str = "room.test", days: int = 30) -> tuple[Path, Path]:
    """A certificate that names itself, and its key: made anew, as a renewal makes one."""
    made = [folder / "cert.pem.new", folder / "key.pem.new"]
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", str(days), "-subj", f"/CN={name}"),
            *("-addext", f"subjectAltName=DNS:{name},IP:127.0.0.1"),
            *("-keyout", str(made[1]), "-out", str(made[0])),
        ],
        check=True,
        capture_output=True,
    )
    kept = folder / "cert.pem", folder / "key.pem"
    for new, old in zip(made, kept, strict=True):
        new.replace(old)
    return kept


@dataclass
class Public:
    """A server as its options say, and its store."""

    store: Store
    running: run.RunningServer
    told: list[str]

    @property
    def control(self) -> Client:
        return Client(self.running.url, self.running.key)


Start = Callable[..., Public]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """`tamtam serve …` in a process of its own; whatever was started is stopped."""
    with ExitStack() as stack:

        def started(*options: str, store: str = "sessions.sqlite") -> Public:
            kept = open_store(tmp_path / store)
            stack.callback(kept.close)
            log = (tmp_path / f"{store}.log").open("wb")
            stack.callback(log.close)
            process = subprocess.Popen(
                [sys.executable, "-m", "tamtam", "serve", "--store", kept.place, *options],
                stdout=log,
                stderr=log,
            )
            stack.callback(process.wait, 30)
            stack.callback(process.terminate)
            until(lambda: run.find(kept) is not None or process.poll() is not None)
            running = run.find(kept)
            assert running is not None, (tmp_path / f"{store}.log").read_text()
            return Public(kept, running, [])

        yield started


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: Any


def ask(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: Any = None,
    **headers: str,
) -> Answer:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if body is not None:
        sent["content-type"] = "application/json"
    try:
        connection.request(method, path, json.dumps(body) if body is not None else None, sent)
        answer = connection.getresponse()
        text = answer.read().decode()
    finally:
        connection.close()  # the next one opens it again
    told = json.loads(text) if answer.getheader("content-type") == "application/json" else text
    return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, told)


def serial(port: int, cafile: Path) -> str:
    """The certificate that a server shows to whoever trusts it and it alone."""
    context = ssl.create_default_context(cafile=str(cafile))
    with (
        socket.create_connection(("127.0.0.1", port), 10) as plain,
        context.wrap_socket(plain, server_hostname="room.test") as secure,
    ):
        shown = secure.getpeercert()
        assert shown is not None
        return str(shown["serialNumber"])


def test_over_tls_people_come_in_and_their_cookie_goes_nowhere_else(
    start: Start, tmp_path: Path
) -> None:
    cert, key = certificate(tmp_path)
    there = start(
        *("--lan", "--certfile", str(cert), "--keyfile", str(key)),
        *("--public-url", "https://room.test"),
    )
    code = there.control.create(new_session())
    assert len(code) == 8
    trusting = ssl.create_default_context(cafile=str(cert))
    phone = http.client.HTTPSConnection("127.0.0.1", there.running.port, context=trusting)
    page = ask(phone, "GET", f"/{code}", accept="text/html", host="room.test")
    assert page.status == 200
    assert page.headers["strict-transport-security"].startswith("max-age=")
    joined = ask(phone, "POST", f"/api/{code}/join", {"alias": "Ada"}, host="room.test")
    assert joined.status == 201, joined.body
    assert "; Secure" in joined.headers["set-cookie"]
    about = ask(phone, "GET", f"/api/{code}/about", host="room.test")
    assert about.body["server"] == "room.test"
    assert about.body["database"] is False
    in_the_room = ask(phone, "GET", f"/api/{code}/about", host=f"192.168.1.7:{there.running.port}")
    assert in_the_room.body["server"] is None, (
        "who comes in by the laptop's own address sends it there"
    )
    assert there.running.lan_url == "https://room.test"
    with pytest.raises((http.client.HTTPException, OSError)):
        ask(http.client.HTTPConnection("127.0.0.1", there.running.port, timeout=10), "GET", "/")
    assert there.running.url.startswith("http://127.0.0.1:")  # this machine's own port, in clear
    assert there.control.connected(code) == []
    assert LocalBackend(there.store).url() == "https://room.test"


def test_a_renewed_certificate_is_shown_without_a_restart_and_a_broken_one_never(
    start: Start, tmp_path: Path
) -> None:
    cert, key = certificate(tmp_path)
    there = start("--lan", "--certfile", str(cert), "--keyfile", str(key))
    first = serial(there.running.port, cert)
    good = cert.read_bytes()
    cert.write_text("half of it")  # a renewal that is just being written, or went wrong
    until(lambda: "can't be used yet" in (tmp_path / "sessions.sqlite.log").read_text("utf-8"))
    trusted = tmp_path / "trusted.pem"
    trusted.write_bytes(good)
    assert serial(there.running.port, trusted) == first
    certificate(tmp_path)

    def renewed() -> bool:
        try:
            return serial(there.running.port, cert) != first
        except ssl.SSLError:  # it still shows the one that is trusted no more
            return False

    until(renewed)
    assert run.find(there.store) == there.running


@dataclass
class Proxy:
    """A real reverse proxy: says in front whom a request comes from, and takes a path off."""

    port: int
    server: ThreadingHTTPServer


@pytest.fixture
def proxied() -> Iterator[Callable[..., Proxy]]:
    with ExitStack() as stack:

        def proxy(upstream: int, prefix: str = "", comes_from: str = "203.0.113.7") -> Proxy:
            class Handler(BaseHTTPRequestHandler):
                protocol_version = "HTTP/1.1"

                def forward(self) -> None:
                    length = int(self.headers.get("content-length") or 0)
                    body = self.rfile.read(length) if length else None
                    headers = {
                        name.lower(): value
                        for name, value in self.headers.items()
                        if name.lower() not in ("connection", "transfer-encoding")
                    }
                    before = headers.get("x-forwarded-for")
                    found = headers.pop("x-test-client", comes_from)
                    headers["x-forwarded-for"] = f"{before}, {found}" if before else found
                    headers["x-forwarded-proto"] = "https"
                    there = http.client.HTTPConnection("127.0.0.1", upstream, timeout=30)
                    there.request(self.command, self.path.removeprefix(prefix), body, headers)
                    answer = there.getresponse()
                    told = answer.read()
                    self.send_response(answer.status)
                    for name, value in answer.getheaders():
                        if name.lower() not in ("content-length", "transfer-encoding", "date"):
                            self.send_header(name, value)
                    self.send_header("content-length", str(len(told)))
                    self.end_headers()
                    self.wfile.write(told)
                    there.close()

                do_GET = do_POST = forward  # noqa: N815

                def log_message(self, *_: Any) -> None:
                    """Say nothing."""

            server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
            return Proxy(server.server_address[1], server)

        yield proxy


@dataclass
class Tunnel:
    """A proxy of an organisation: passes TLS through to where it is asked to, and sees nothing of it."""

    port: int
    asked: list[str]


@pytest.fixture
def tunnel() -> Iterator[Tunnel]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            asked.append(self.path)
            host, _, port = self.path.partition(":")
            with socket.create_connection((host, int(port)), 30) as there:
                self.send_response(200)
                self.end_headers()
                ways = ((self.connection, there), (there, self.connection))
                threads = [threading.Thread(target=_pass_on, args=way) for way in ways]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Tunnel(server.server_address[1], asked)
        server.shutdown()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    try:
        while data := one.recv(65_536):
            other.sendall(data)
        other.shutdown(socket.SHUT_WR)
    except OSError:  # the other side has closed both ways
        return


def test_a_trusted_proxy_is_believed_whom_a_request_comes_from(
    start: Start, proxied: Callable[..., Proxy]
) -> None:
    there = start("--public-url", "https://room.test", "--trusted-proxy", "127.0.0.1")
    code = there.control.create(new_session())
    proxy = proxied(there.running.port)
    phone = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=30)
    claims = {"host": "room.test", "x_forwarded_for": "127.0.0.1"}  # as a phone might, to be local
    joined = ask(phone, "POST", f"/api/{code}/join", {"alias": "Ada"}, **claims)
    assert joined.status == 201, joined.body
    assert "; Secure" in joined.headers["set-cookie"]
    assert "strict-transport-security" in joined.headers
    [came] = there.control.arrivals(code)["addresses"]
    assert came["place"] == "203.0.113.7"


def test_nobody_else_is_believed_whom_they_come_from(
    start: Start, proxied: Callable[..., Proxy]
) -> None:
    there = start("--public-url", "https://room.test", "--trusted-proxy", "192.0.2.1")
    code = there.control.create(new_session())
    proxy = proxied(there.running.port)
    phone = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=30)
    joined = ask(phone, "POST", f"/api/{code}/join", {"alias": "Ada"}, host="room.test")
    assert joined.status == 201, joined.body
    assert "Secure" not in joined.headers["set-cookie"]
    assert "strict-transport-security" not in joined.headers
    [came] = there.control.arrivals(code)["addresses"]
    assert came["place"] == ""


def test_who_guesses_codes_is_slowed_and_an_office_that_mistypes_gets_in(
    start: Start, proxied: Callable[..., Proxy]
) -> None:
    there = start("--public-url", "https://room.test", "--trusted-proxy", "127.0.0.1")
    code = there.control.create(new_session())
    proxy = proxied(there.running.port)
    phone = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=30)
    office = {"host": "room.test", "x_test_client": "198.51.100.9"}
    first = ask(phone, "POST", f"/api/{code}/join", {"alias": "Ada"}, **office)
    cookie = first.headers["set-cookie"].partition(";")[0]
    for _ in range(20):  # twenty of an office mistype, and still the next one comes in
        assert ask(phone, "GET", "/api/ZZZZZZZZ/state", **office).status == 404
    assert ask(phone, "POST", f"/api/{code}/join", {"alias": "Bob"}, **office).status == 201
    guessing = {"host": "room.test", "x_test_client": "198.51.100.66"}
    statuses = [
        ask(phone, "GET", f"/api/ZZZZZ{number:03}/state", **guessing).status
        for number in range(105)
    ]
    assert statuses[:100] == [404] * 100 and set(statuses[100:]) == {429}
    assert ask(phone, "GET", f"/api/{code}/state", **guessing).status == 429, "or it is told a hit"
    assert ask(phone, "GET", f"/{code}", accept="text/html", **guessing).status == 429
    assert ask(phone, "GET", f"/api/{code}/state", cookie=cookie, **guessing).status == 200
    assert ask(phone, "POST", f"/api/{code}/join", {"alias": "Cy"}, **office).status == 201


def test_below_a_path_everything_is_found_whether_the_proxy_takes_it_off_or_not(
    start: Start, proxied: Callable[..., Proxy]
) -> None:
    there = start("--public-url", "https://example.test/tamtam", "--trusted-proxy", "127.0.0.1")
    code = there.control.create(new_session())
    for prefix, alias in (("/tamtam", "Ada"), ("", "Bob")):
        proxy = proxied(there.running.port, prefix)
        phone = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=30)
        named = {"host": "example.test", "accept": "text/html"}
        page = ask(phone, "GET", f"/tamtam/{code}", **named)
        assert page.status == 200 and '"/tamtam/forms/later.js' in page.body
        assert "`/tamtam/api/${" in page.body
        joined = ask(
            phone, "POST", f"/tamtam/api/{code}/join", {"alias": alias}, host="example.test"
        )
        assert joined.status == 201, joined.body
        assert "Path=/tamtam/;" in joined.headers["set-cookie"]
        form = joined.body["shared"]["activity"]
        assert form is None or form["form"].startswith("/tamtam/forms/")
        assert ask(phone, "GET", "/tamtam/words/fr.json", host="example.test").status == 200


def test_metrics_count_and_are_for_whoever_looks_after_the_server(start: Start) -> None:
    there = start()
    code = there.control.create(new_session())
    wire = http.client.HTTPConnection("127.0.0.1", there.running.port, timeout=30)
    joined = ask(wire, "POST", f"/api/{code}/join", {"alias": "Ada Lovelace"})
    assert joined.status == 201
    assert ask(wire, "GET", "/metrics").status == 401
    token = facilitators.add(there.store, "prometheus")
    told = ask(wire, "GET", "/metrics", authorization=f"Bearer {token}")
    assert told.status == 200
    values = {}
    for line in told.body.splitlines():
        assert line.startswith(("# HELP ", "# TYPE ", "tamtam_")), line
        if not line.startswith("#"):
            name, _, value = line.rpartition(" ")
            values[name] = float(value)
    assert values["tamtam_events_total"] >= 1 and values["tamtam_writable"] == 1
    assert values['tamtam_request_seconds_count{route="join"}'] == 1
    assert values['tamtam_request_seconds_bucket{route="join",le="+Inf"}'] == 1
    assert code not in told.body and "Ada" not in told.body


def test_logs_for_a_machine_are_json_and_name_nobody(start: Start, tmp_path: Path) -> None:
    there = start("--log", "json")
    code = there.control.create(new_session())
    wire = http.client.HTTPConnection("127.0.0.1", there.running.port, timeout=30)
    ask(wire, "POST", f"/api/{code}/join", {"alias": "Ada Lovelace"})
    there.control.stop()
    until(lambda: run.find(there.store) is None)
    said = (tmp_path / "sessions.sqlite.log").read_text("utf-8")
    assert "Ada" not in said and there.running.key not in said
    for line in said.splitlines()[1:]:
        assert {"at", "level", "logger", "message"} <= json.loads(line).keys()


def test_a_server_that_is_started_again_is_reached_as_before(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    said = Exposure(public_url="https://room.test", trusted_proxy=("127.0.0.1",))
    try:
        first = run.start(store, exposure=said)
        run.stop(store)
        again = run.start(store)
        assert again.public_url == first.public_url == "https://room.test"
        assert again.options == said.arguments()
        assert run.start(store, exposure=Exposure()).public_url == ""
    finally:
        run.stop(store)
        store.close()


def test_in_a_hybrid_room_both_addresses_are_told(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    backend = LocalBackend(store)
    try:
        running = run.start(store, lan=True, exposure=Exposure(public_url="https://room.test"))
        assert backend.url() == "https://room.test"
        assert backend.room_address() == run.phone_url(store, running.port)
        run.start(store, lan=True, exposure=Exposure())
        assert backend.room_address() is None
    finally:
        run.stop(store)
        store.close()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"public_url": "room.example.org"}, "bad_public_url"),
        ({"public_url": "ftp://room.example.org"}, "bad_public_url"),
        ({"certfile": "cert.pem"}, "certificate_unusable"),
        ({"certfile": "no.pem", "keyfile": "no.pem"}, "certificate_unusable"),
    ],
)
def test_what_can_t_be_is_refused_before_anything_starts(said: dict[str, Any], code: str) -> None:
    with refused(code):
        exposed(**said)


def test_a_path_is_that_of_the_public_address_unless_another_is_said() -> None:
    assert exposed("https://example.org/tamtam/").root == "/tamtam"
    assert exposed("https://example.org", "rooms").root == "/rooms"
    assert exposed().root == "" and exposed().arguments() == []
    said = exposed("https://example.org", None, None, None, ("10.0.0.0/8", "127.0.0.1"))
    assert said.arguments().count("--trusted-proxy") == 2
    assert said.host == b"example.org"


def test_a_notebook_elsewhere_leads_over_tls_below_a_path_and_by_the_machine_s_proxy(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tunnel: Tunnel
) -> None:
    cert, key = certificate(tmp_path)
    there = start(
        *("--lan", "--certfile", str(cert), "--keyfile", str(key)),
        *("--public-url", "https://room.test/tamtam"),
    )
    token = facilitators.add(there.store, "ada")
    url = f"https://127.0.0.1:{there.running.port}/tamtam"
    client = RemoteClient(url, token)
    with refused("server_unreachable"):
        client.server()  # a certificate that nobody vouches for
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    assert client.server() == {
        "version": version(),
        "url": "https://room.test/tamtam",
        "facilitator": "ada",
    }
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{tunnel.port}")
    monkeypatch.setenv("no_proxy", "")
    code = client.create(new_session())
    assert [session.code for session, _ in client.sessions()] == [code]
    assert [row.position for row in client.log(code, 0)] == [1]
    assert tunnel.asked == [f"127.0.0.1:{there.running.port}"] * 3
