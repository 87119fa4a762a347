"""The load: many phones in one process, on connections of their own, with requests made by hand.

A scenario is a coroutine that is given a `Place` and returns plain figures, so that it can run in a
process of its own; it is the same for the real server and for the raw one.
"""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import NamedTuple, cast

import msgspec
from tamtam.session import commands as c

from tests.bench import machine

#: What a phone says of itself with each request.
_PHONE = (
    "User-Agent: Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Mobile Safari/537.36\r\n"
    "Accept: */*\r\nAccept-Language: fr\r\nAccept-Encoding: gzip, deflate\r\n"
)
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"set-cookie: ([^;]+)", re.IGNORECASE)
_POSITION = re.compile(rb'"position":(\d+)')
#: So many come in at the same moment; the others as soon as one of them is in.
_AT_ONCE = 1_000
#: Simulated people may write as fast as they can: the server is measured, not how it slows one down.
JOIN = b'{"language":"fr","simulated":true}'


class Place(NamedTuple):
    """Where a session is served: port of loopback, join code, facilitator's key, process."""

    port: int
    code: str
    key: str
    pid: int


class Reply(NamedTuple):
    """What a server answered."""

    head: bytes
    body: bytes

    @property
    def status(self) -> int:
        return int(self.head[9:12])


class Connection(asyncio.Protocol):
    """One connection that is kept: it asks and waits, until it listens to a stream for good."""

    def __init__(self) -> None:
        self._received = b""
        self._reply: asyncio.Future[Reply] | None = None
        self._told: Callable[[bytes], None] | None = None
        #: Set once the other side has hung up, or is dead.
        self.gone = asyncio.Event()

    @classmethod
    async def to(cls, place: Place) -> "Connection":
        """A new connection."""
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(cls, "127.0.0.1", place.port)
        return connection

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone.set()
        if self._reply is not None and not self._reply.done():
            self._reply.set_exception(exc or ConnectionError("closed by the server"))

    def data_received(self, data: bytes) -> None:
        self._received += data
        if self._told is not None:
            *events, self._received = self._received.split(b"\n\n")
            for event in events:
                self._told(event)
            return
        head, end, body = self._received.partition(b"\r\n\r\n")
        if not end or self._reply is None:
            return
        length = _LENGTH.search(head)
        if length is not None and len(body) >= int(length[1]):
            self._received = b""
            self._reply.set_result(Reply(head, body))

    async def ask(self, request: bytes) -> Reply:
        """Send a request and wait. Raises OSError where the server refuses or goes away."""
        self._reply = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        reply = await self._reply
        if reply.status >= 400:
            raise OSError(f"{request[:80]!r}: {reply.head!r} {reply.body[:500]!r}")
        return reply

    def listen(self, request: bytes, told: Callable[[bytes], None]) -> None:
        """Send the request of a stream; `told` is given each event from now on."""
        self._told = told
        self._transport.write(request)

    def close(self) -> None:
        """Hang up."""
        self._transport.abort()


def get(place: Place, path: str, cookie: bytes = b"") -> bytes:
    """A request for `path` as a phone sends it."""
    return _request("GET", place, path, cookie, _PHONE, b"")


def post(place: Place, path: str, body: bytes, cookie: bytes = b"") -> bytes:
    """A request that sends JSON, as a phone does."""
    kind = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return _request("POST", place, path, cookie, _PHONE + kind, body)


def control(place: Place, command: c.Command) -> bytes:
    """A request of the facilitator's."""
    body = msgspec.json.encode(command)
    said = (
        f"Authorization: Bearer {place.key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    )
    return _request("POST", place, f"/control/{place.code}/run", b"", said, body)


def _request(
    method: str, place: Place, path: str, cookie: bytes, headers: str, body: bytes
) -> bytes:
    line = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{place.port}\r\n{headers}".encode()
    return line + (b"Cookie: %s\r\n" % cookie if cookie else b"") + b"\r\n" + body


# --- people


@dataclass(slots=True)
class Person:
    """Someone in the session, with a phone: `tab` is its stream once it listens."""

    place: Place
    tab: Connection
    cookie: bytes
    line: Connection | None = None
    sent: int = 0

    @classmethod
    async def join(cls, place: Place) -> "Person":
        """Load the page and come in."""
        tab = await Connection.to(place)
        await tab.ask(get(place, f"/{place.code}"))
        reply = await tab.ask(post(place, f"/api/{place.code}/join", JOIN))
        cookie = _COOKIE.search(reply.head)
        return cls(place, tab, cookie[1] if cookie else b"")

    def listen(self, told: Callable[[bytes], None]) -> None:
        """Open the stream."""
        self.tab.listen(get(self.place, f"/api/{self.place.code}/events", self.cookie), told)

    async def keep_line(self) -> Connection:
        """The second connection, on which answers go."""
        if self.line is None:
            self.line = await Connection.to(self.place)
        return self.line

    async def answer(self, number: int) -> Reply:
        """Give one answer."""
        line = self.line or await self.keep_line()
        self.sent += 1
        body = b'{"activity":"baseline","phase":"before","item":"s%d","value":%d,"key":"%016x"}' % (
            1 + number % 10,
            1 + self.sent % 5,
            self.sent,
        )
        return await line.ask(
            post(self.place, f"/api/{self.place.code}/answers", body, self.cookie)
        )

    def leave(self) -> None:
        """Hang up."""
        self.tab.close()
        if self.line is not None:
            self.line.close()


class Room:
    """People who listen, and whether each has heard of what is waited for."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.people: list[Person] = []
        self._heard = 0
        self._expected = 0
        self._last = 0.0
        self._all = asyncio.Event()

    def _expect(self, count: int) -> None:
        self._heard, self._expected = 0, count
        self._all.clear()

    async def fill(self, count: int) -> float:
        """So many people come in as fast as they can; seconds until the last sees what is on."""
        gate = asyncio.Semaphore(_AT_ONCE)

        async def one() -> None:
            async with gate:
                person = await Person.join(self.place)
                self.people.append(person)
                person.listen(self._hear)

        self._expect(count)
        begin = time.perf_counter()
        await asyncio.gather(*(one() for _ in range(count)))
        await self._all.wait()
        return self._last - begin

    async def told_by(self, lead: Connection, command: c.Command) -> float:
        """Seconds from sending a command until the last person's phone has the news of it."""
        self._expect(len(self.people))
        begin = time.perf_counter()
        asking = asyncio.ensure_future(lead.ask(control(self.place, command)))
        await self._all.wait()
        await asking
        return self._last - begin

    def _hear(self, event: bytes) -> None:
        if b"event: shared" in event:
            self._heard += 1
            if self._heard >= self._expected:
                self._last = time.perf_counter()
                self._all.set()

    def leave(self) -> None:
        """Everyone hangs up."""
        for person in self.people:
            person.leave()


@asynccontextmanager
async def _people(place: Place, count: int) -> AsyncIterator[list[Person]]:
    people = [await Person.join(place) for _ in range(count)]
    for person in people:
        await person.keep_line()
    yield people
    for person in people:
        person.leave()


# --- scenarios


@dataclass(slots=True)
class Rates:
    """Per round, taken in turns: hellos a second, answers a second, p95 of an answer (ms)."""

    hellos: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    p95: list[float] = field(default_factory=list)


async def at_once(place: Place, clients: int, rounds: int, seconds: float) -> Rates:
    """`clients` people who ask again as soon as they are answered: hellos and answers in turns."""
    rates = Rates()
    hello = get(place, "/healthz")
    async with _people(place, clients) as people:

        async def greet(person: Person, number: int) -> None:
            await (await person.keep_line()).ask(hello)

        async def answer(person: Person, number: int) -> None:
            await person.answer(number)

        await _again(people, answer, seconds / 4)  # warm
        for _ in range(rounds):
            greeted = await _again(people, greet, seconds)
            rates.hellos.append(len(greeted) / seconds)
            answered = await _again(people, answer, seconds)
            rates.answers.append(len(answered) / seconds)
            rates.p95.append(1000 * quantile(answered, 0.95))
    return rates


async def _again(
    people: Sequence[Person], ask: Callable[[Person, int], Awaitable[None]], seconds: float
) -> list[float]:
    """How long each request took (s), everybody asking again at once for so many seconds."""
    taken: list[float] = []
    until = time.perf_counter() + seconds

    async def one(person: Person) -> None:
        number, now = 0, time.perf_counter()
        while now < until:
            before = now
            await ask(person, number)
            now = time.perf_counter()
            if now < until:
                taken.append(now - before)
            number += 1

    await asyncio.gather(*(one(person) for person in people))
    return taken


@dataclass(slots=True)
class Steady:
    """How long each answer took (ms); when each position was acknowledged (`time.monotonic`)."""

    taken: list[float] = field(default_factory=list)
    acknowledged: dict[int, float] = field(default_factory=dict)


async def steady(place: Place, people: int, per_second: float, seconds: float) -> Steady:
    """A room that answers at a steady pace, everybody in turn, with their streams open."""
    room, found = Room(place), Steady()
    await room.fill(people)
    for person in room.people:
        await person.keep_line()

    async def one(number: int) -> None:
        begin = time.perf_counter()
        reply = await room.people[number % people].answer(number // people)
        found.taken.append(1000 * (time.perf_counter() - begin))
        position = _POSITION.search(reply.body)
        assert position is not None
        found.acknowledged[int(position[1])] = time.monotonic()

    asking = []
    begin = time.perf_counter()
    for number in range(round(per_second * seconds)):
        # The golden ratio keeps the pace and meets whoever polls at every moment of their round.
        due = begin + (number + number * 0.618 % 1) / per_second
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        asking.append(asyncio.ensure_future(one(number)))
    await asyncio.gather(*asking)
    room.leave()
    return found


@dataclass(slots=True)
class Crowd:
    """A burst of joins (s), news to everybody (s each), the server's memory a person (bytes)."""

    joined: float
    told: list[float]
    memory: float


async def crowd(place: Place, count: int, tellings: int) -> Crowd:
    """So many people come in at once, keep a second connection, and are told of activities."""
    early = Room(place)
    await early.fill(20)  # whatever a first join loads is no participant's
    empty = machine.memory_of(place.pid)
    early.leave()
    room = Room(place)
    joined = await room.fill(count)
    for person in room.people:
        await (await person.keep_line()).ask(get(place, "/healthz"))
    memory = (machine.memory_of(place.pid) - empty) / count
    lead = await Connection.to(place)
    told = []
    for _ in range(tellings):
        await asyncio.sleep(0.6)  # beyond the pace at which phones are told
        told.append(await room.told_by(lead, c.Open("baseline")))
        await asyncio.sleep(0.6)
        await room.told_by(lead, c.Close("baseline"))
    lead.close()
    room.leave()
    return Crowd(joined, told, memory)


async def first_visit(place: Place, paths: Sequence[str]) -> list[Reply]:
    """What a phone gets for each path."""
    connection = await Connection.to(place)
    replies = [await connection.ask(get(place, path)) for path in paths]
    connection.close()
    return replies


async def captured(place: Place) -> tuple[bytes, bytes, bytes]:
    """What the real server says to somebody who comes in: page, reply to the join, first event."""
    tab = await Connection.to(place)
    page = await tab.ask(get(place, f"/{place.code}"))
    join = await tab.ask(post(place, f"/api/{place.code}/join", JOIN))
    first: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    def told(event: bytes) -> None:
        if b"event: shared" in event and not first.done():
            first.set_result(event[event.index(b"id: ") :] + b"\n\n")

    tab.listen(get(place, f"/api/{place.code}/events"), told)
    frame = await first
    tab.close()
    return page.body, join.body, frame


def quantile(values: Sequence[float], share: float) -> float:
    """The value that a `share` of the values don't exceed."""
    return sorted(values)[max(0, min(len(values) - 1, round(share * len(values)) - 1))]
