"""Whatever a stranger, a participant or a facilitator may send, well formed and not, to a real server.

`python -m tests.slow fuzz [REQUESTS]` writes down what came back. Three things must not happen: an
answer of 500 or above that the server doesn't announce, a request that nobody answers, and something
in the log that its own rules would refuse.
"""

import asyncio
import json
import random
from collections import Counter
from typing import Any

from tamtam.language.errors import STATUS, TamtamError
from tamtam.server import run
from tamtam.session import events as e
from tamtam.session.log import Log
from tamtam.session.rules.people import LONGEST_ALIAS

from tests.decks import agreement, collecting, exchanges, flows
from tests.slow.hostile import (
    ACTIVITIES,
    CODES,
    FIELDS,
    HEADERS,
    METHODS,
    RAW,
    ROUTES,
    TAILS,
    TYPES,
    VALUES,
)
from tests.slow.serving import Served, served

#: How many connections at once, how long an answer may take (seconds), and how many people are in.
AT_ONCE, PATIENCE, PEOPLE = 16, 30.0, 8
SEED = 1
UNANSWERED = "nobody answers"


class Fuzz:
    """One server, one session in it, and chance."""

    def __init__(self, room: Served, cookies: list[bytes], seed: int) -> None:
        self.port, self.key = room.running.port, room.running.key
        self.code, self.cookies = room.code, cookies
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
            lines.append(pick(HEADERS))
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
        code = self.code if self.chance.random() < 0.9 else pick(CODES)
        path = route.replace("{code}", code).replace("{kind}", pick(("flows", "x", "../x")))
        path = path.replace("{language}", pick(("fr", "xx")))
        path = path.replace("{key}", pick(("guess", "%ff")))
        if self.chance.random() < 0.1:
            path += pick(TAILS)
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
                self.wrong.append(f"{UNANSWERED} {sent[:200]!r}")
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
        head = b"http/1.1 100"
        while head.startswith(b"http/1.1 100"):
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


async def everybody(room: Served, requests: int) -> Fuzz:
    """All requests, over several connections at once."""
    cookies = [b"tamtam_%s=guess" % room.code.encode()]
    cookies += [cookie.encode() for cookie in await room.joined(PEOPLE)]
    tried = Fuzz(room, cookies, SEED)
    await asyncio.gather(*(tried.work(requests // AT_ONCE) for _ in range(AT_ONCE)))
    return tried


def table(requests: int) -> tuple[str, list[str]]:
    """How often which status came back, as Markdown; and what must not have happened."""
    with served(agreement(), flows(), exchanges(), collecting("tools")) as room:
        tried = asyncio.run(everybody(room, requests))
        kept = nonsense(room.log())
        wrong = tried.wrong + kept
        if not run.find(room.store):
            wrong.append("the server is gone")
    unanswered = sum(line.startswith(UNANSWERED) for line in tried.wrong)
    columns = {status: times for status, times in sorted(tried.answers.items()) if status < "500"}
    columns["500 and above, not announced"] = len(tried.wrong) - unanswered
    columns |= {"nobody answered": unanswered, "nonsense kept": len(kept)}
    lines = [
        "| " + " | ".join(columns) + " |",
        "|---" * len(columns) + "|",
        "| " + " | ".join(f"{times:,}" for times in columns.values()) + " |",
    ]
    return "\n".join(lines), wrong
