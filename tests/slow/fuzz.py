"""Whatever a stranger, a participant or a facilitator may send, well formed and not, to a real server.

`python -m tests.slow.fuzz [REQUESTS] [SEED]` prints what came back. Three things must not happen: an
answer of 500 or above that the server doesn't announce, a request that nobody answers, and something
in the log that its own rules would refuse.
"""

import asyncio
import json
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
from tamtam.language.errors import STATUS, TamtamError
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.server.routes import openapi
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.log import Log, open_store
from tamtam.session.rules.people import LONGEST_ALIAS

from tests.decks import agreement, collecting, exchanges, flows, new_session

#: How many connections at once, and how long an answer may take (seconds).
AT_ONCE, PATIENCE = 16, 30.0
METHODS = (
    "GET",
    "POST",
    "HEAD",
    "PUT",
    "DELETE",
    "PATCH",
    "OPTIONS",
    "TRACE",
    "get",
    "PÖST",
    "X" * 40,
)
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, 3, 5, -1, 6, 2**31, 2**63, 2**64, -(2**63) - 1, 10**40, 1.5, 1e308),
    *(
        "",
        " ",
        "s1",
        "s2",
        "baseline",
        "before",
        "wanted",
        "aside",
        "pace",
        "\x00",
        "\u202e",
        "é" * 40,
    ),
    *(
        "=1+1",
        "<script>alert(1)</script>",
        "%x{y}",
        "$a$",
        "../../etc/passwd",
        "a" * 5_000,
        "🎭" * 300,
    ),
    *([], {}, [1], [None], {"1": 1}, {"a": {"a": {"a": []}}}, ["s1", "s1"], [[[[[[]]]]]]),
)
FIELDS = (
    *(
        "activity",
        "phase",
        "item",
        "value",
        "key",
        "turn",
        "alias",
        "language",
        "words",
        "simulated",
    ),
    *("text", "forget", "leave", "extra_time", "do", "seconds", "show", "participant", "closed"),
)
#: Bodies that are no JSON, or that say more than it can.
RAW = (
    *(b"", b"{", b"}", b"null", b"[]", b'"', b"\xff\xfe{\x00}\x00", b"\x00" * 64, b"NaN", b"1e999"),
    *(
        b'{"a":1,"a":2}',
        b'{"alias":"\xc3\x28"}',
        b'{"alias":"\\ud800"}',
        b"[" * 5_000,
        b'{"a":' * 3_000,
    ),
    *(b"a" * 70_000, b"{'alias':'x'}", '{"alias":"é"}'.encode("latin-1"), b"\xef\xbb\xbf{}"),
)
TYPES = (
    *(
        b"application/json",
        b"Application/JSON;charset=utf-16",
        b"text/plain",
        b"",
        b"application/jsonp",
    ),
    *(b"multipart/form-data; boundary=x", b"application/x-www-form-urlencoded", b"*/*", b"\xff"),
)
HEADERS = (
    *(
        (b"accept-language", b"fr"),
        (b"accept-language", b"\xff\xff"),
        (b"accept-encoding", b"gzip, br"),
    ),
    *(
        (b"origin", b"http://evil.example"),
        (b"sec-fetch-site", b"cross-site"),
        (b"host", b"a.example"),
    ),
    *(
        (b"cookie", b"tamtam_=;;=;tamtam"),
        (b"authorization", b"Basic x"),
        (b"authorization", b"Bearer "),
    ),
    *((b"content-encoding", b"gzip"), (b"expect", b"100-continue"), (b"upgrade", b"websocket")),
    *(
        (b"x-long", b"a" * 9_000),
        (b"range", b"bytes=0-1"),
        (b"if-none-match", b"*"),
        (b"te", b"trailers"),
    ),
    *(
        (b"transfer-encoding", b"identity"),
        (b"x-forwarded-for", b"1.2.3.4"),
        (b"forwarded", b"for=x"),
    ),
)


class Fuzz:
    """One server, one session in it, and chance."""

    def __init__(self, url: str, key: str, code: str, cookies: list[bytes], seed: int) -> None:
        self.port = int(url.rpartition(":")[2])
        self.key, self.code, self.cookies = key, code, cookies
        self.chance = random.Random(seed)
        self.answers: Counter[str] = Counter()
        self.wrong: list[str] = []

    def request(self) -> bytes:
        """One request, framed so that an answer must come."""
        pick = self.chance.choice
        lines = [b"host: 127.0.0.1"] if self.chance.random() < 0.97 else []
        if self.chance.random() < 0.6:
            lines.append(b"cookie: " + pick(self.cookies))
        if self.chance.random() < 0.2:
            lines.append(b"authorization: Bearer " + self.key.encode())
        for _ in range(self.chance.randrange(3)):
            lines.append(b": ".join(pick(HEADERS)))
        body = self.body()
        kind = b"application/json" if self.chance.random() < 0.8 else pick(TYPES)
        lines.append(b"content-type: " + kind)
        if self.chance.random() < 0.1:
            lines.append(b"transfer-encoding: chunked")
            body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) if body else b"0\r\n\r\n"
        else:
            lines.append(b"content-length: %d" % len(body))
        method = pick(("GET", "POST")) if self.chance.random() < 0.8 else pick(METHODS)
        path = self.path()
        if self.chance.random() < 0.25:  # nearly what a phone sends
            method, path = "POST", f"/api/{self.code}/{pick(('answers', 'answers', 'items', 'me'))}"
        first = f"{method} {path} HTTP/1.1".encode("utf-8", "surrogateescape")
        return first + b"\r\n" + b"\r\n".join(lines) + b"\r\n\r\n" + body

    def path(self) -> str:
        """An address that there is, one like it, or any."""
        pick = self.chance.choice
        route = pick(ROUTES)
        code = (
            self.code if self.chance.random() < 0.9 else pick(("ABCDEF", "abcdef", "é", "%00", ""))
        )
        path = route.replace("{code}", code).replace("{kind}", pick(("flows", "x", "../x")))
        path = path.replace("{language}", pick(("fr", "xx"))).replace(
            "{key}", pick(("guess", "%ff"))
        )
        if self.chance.random() < 0.1:
            path += pick(("/", "//", "?a=b", "/..", "%2e%2e", "#x", "?" + "a" * 2_000, "/\\", ";x"))
        return path

    def body(self) -> bytes:
        """Something that may be meant, something like it, or no JSON at all."""
        if self.chance.random() < 0.15:
            return self.chance.choice(RAW)
        meant: dict[str, Any] = {
            "activity": self.chance.choice(ACTIVITIES),
            "phase": self.chance.choice(("before", "today", "wanted")),
            "item": self.chance.choice(("s1", "s2", "money", "teaches")),
            "value": self.chance.choice((1, 2, 3, 4, 5, ["r1"], 50)),
            "key": f"k{self.chance.randrange(10**9)}",
        }
        if self.chance.random() < 0.3:
            meant = {}
        for _ in range(self.chance.choice((0, 0, 1, 1, 2, 3))):
            meant[self.chance.choice(FIELDS)] = self.chance.choice(VALUES)
        return json.dumps(meant, ensure_ascii=self.chance.random() < 0.5).encode("utf-8", "replace")

    async def work(self, requests: int) -> None:
        """Send so many, one after the other, over connections that are kept while they can be."""
        tube: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        for _ in range(requests):
            sent = self.request()
            tube = tube or await asyncio.open_connection("127.0.0.1", self.port)
            try:
                kept = await asyncio.wait_for(self.exchange(*tube, sent), PATIENCE)
            except TimeoutError:
                self.wrong.append(f"nobody answers {sent[:200]!r}")
                kept = False
            except (ConnectionError, asyncio.IncompleteReadError):
                self.answers["closed"] += 1
                kept = False
            if not kept:
                tube[1].close()
                tube = None

    async def exchange(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sent: bytes
    ) -> bool:
        """Send one request, judge its answer; whether the connection can be used again."""
        writer.write(sent)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if head.startswith(b"http/1.1 100"):
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
        status = int(head.split(b" ")[1])
        fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
        self.answers[str(status)] += 1
        length = int(fields.get(b"content-length", -1))
        body = b""
        if length > 0 and not sent.startswith(b"HEAD"):
            body = await reader.readexactly(length)
        if status >= 500 and not is_announced(status, body):
            self.wrong.append(f"{status} {body[:200]!r} to {sent[:300]!r}")
        closes = fields.get(b"connection") == b"close" or status in (400, 413, 415, 431)
        return length >= 0 and not closes


def is_announced(status: int, body: bytes) -> bool:
    """Whether an answer of 500 or above is one that the server has words for."""
    try:
        return STATUS.get(json.loads(body)["error"]) == status == 503
    except (ValueError, KeyError, TypeError):
        return False


def nonsense(log: Log) -> list[str]:
    """Events of a log that its own rules would refuse."""
    found = []
    for position, _, event in log.entries():
        match event:
            case e.Answered() if event.value is not None:
                asked = log.state.receiver(event.activity)
                try:
                    slot = (event.item, event.phase)
                    assert slot in asked.slots
                    asked.kind.validate(asked.activity, slot, event.value)
                except (TamtamError, AssertionError) as error:
                    found.append(f"{position}: {event} {error}")
            case e.Joined() | e.Renamed():
                if not 0 < len(event.alias) <= LONGEST_ALIAS or not event.alias.isprintable():
                    found.append(f"{position}: {event}")
            case _:
                pass
    return found + list(log.verify().problems)


ACTIVITIES = ("baseline", "flows", "exchanges", "tools", "aside")
#: A server that was stopped answers nothing more, and who is let in leads whatever is asked.
ROUTES = [one.path for one in openapi.ROUTES if not one.path.endswith("/control/stop")]


def fuzz(requests: int, seed: int) -> tuple[Counter[str], list[str]]:
    """How often which status came back, and what must not have happened."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "sessions.sqlite")
        running = run.start(store)
        control = Client(running.url, running.key)
        asked = agreement(), flows(), exchanges(), collecting("tools")
        code = control.create(new_session(*asked, rehearsal=True))
        control.run(code, c.Open("baseline"))
        cookies = [b"tamtam_%s=guess" % code.encode()]
        for _ in range(8):  # simulated: how fast one may write is another test's
            answer = httpx.post(
                f"{running.url}/api/{code}/join", json={"simulated": True}, trust_env=False
            )
            cookies.append(answer.headers["set-cookie"].partition(";")[0].encode())
        tried = Fuzz(running.url, running.key, code, cookies, seed)

        async def everybody() -> None:
            await asyncio.gather(*(tried.work(requests // AT_ONCE) for _ in range(AT_ONCE)))

        asyncio.run(everybody())
        log = store.log(code)
        log.refresh()
        found = tried.wrong + nonsense(log)
        if not run.find(store):
            found.append("the server is gone")
        run.stop(store)
        store.close()
    return tried.answers, found


def main() -> int:
    """Fuzz, and print a table of what came back."""
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    answers, wrong = fuzz(requests, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for status, times in sorted(answers.items()):
        print(f"{status:>7}  {times:>9,}")
    print(f"{sum(answers.values()):,} requests, {len(wrong)} of them wrong")
    for line in wrong[:20]:
        print(line)
    return min(len(wrong), 1)


if __name__ == "__main__":
    raise SystemExit(main())
