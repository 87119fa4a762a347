"""Several servers on one store, and phones that go to another one when theirs is gone."""

import asyncio
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import msgspec
from tamtam.deck.deck import Activity
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.log import Store

from tests import decks
from tests.bench.load import Connection, Place, get, post

PATIENCE = 60.0
_COOKIE = re.compile(rb"set-cookie: ([^;]+)", re.IGNORECASE)


class Servers:
    """Servers of one store, each a process on a port of its own, as if on a machine of its own."""

    def __init__(
        self, address: str, folder: Path, count: int = 3, options: Sequence[str] = ()
    ) -> None:
        self._address = address
        self._options = options
        self._folder = folder
        self.ports = [free_port() for _ in range(count)]
        self._processes: dict[int, subprocess.Popen[bytes]] = {}

    def start(self, port: int) -> None:
        """Start one, or start it again on its port; it may take a moment to answer."""
        own = self._folder / f"machine-{port}"
        own.mkdir(exist_ok=True)
        with (own / "log").open("ab") as log:
            self._processes[port] = subprocess.Popen(
                [sys.executable, "-m", "tamtam", "serve", "--port", str(port), *self._options],
                env=os.environ | {"TAMTAM_STORE": self._address, "XDG_DATA_HOME": str(own)},
                stdout=log,
                stderr=log,
            )

    def kill(self, port: int) -> None:
        """kill -9."""
        self._processes[port].send_signal(signal.SIGKILL)
        self._processes[port].wait()

    def stop(self) -> None:
        """End all."""
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            process.wait(20)

    def process_of(self, port: int) -> int:
        """The process that listens on a port."""
        return self._processes[port].pid

    def url(self, port: int) -> str:
        return f"http://127.0.0.1:{port}"

    def answers(self, port: int) -> bool:
        with suppress(httpx.TransportError):
            return httpx.get(f"{self.url(port)}/healthz", trust_env=False).status_code == 200
        return False

    def log(self, port: int) -> str:
        return (self._folder / f"machine-{port}" / "log").read_text()


@contextmanager
def serving(
    address: str, folder: Path, count: int = 3, options: Sequence[str] = ()
) -> Iterator[Servers]:
    """So many servers that answer, until the end of the block."""
    servers = Servers(address, folder, count, options)
    try:
        for port in servers.ports:
            servers.start(port)
        for port in servers.ports:
            until(lambda port=port: servers.answers(port))  # type: ignore[misc]
        yield servers
    finally:
        servers.stop()


def until(holds: Callable[[], object]) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


# --- phones


@dataclass
class Phone:
    """Somebody who plays the common pot: it knows what was acknowledged, and how long it was cut off.

    At `pace` 1 it gives about three answers a second.
    """

    code: str
    ports: Sequence[int]
    chance: random.Random
    pace: float = 1.0
    participant: str = ""
    cookie: bytes = b""
    words: list[str] = field(default_factory=list)
    acknowledged: dict[str, Any] = field(default_factory=dict)
    away: list[float] = field(default_factory=list)
    servers: set[int] = field(default_factory=set)
    moves: int = 0
    _phase: str = ""
    _lost_at: float | None = None

    async def live(self, ended: asyncio.Event) -> None:
        """Listen and answer until it is over; on another server as soon as one is gone."""
        playing = asyncio.ensure_future(self._play(ended))
        while not ended.is_set():
            with suppress(OSError, ConnectionError):
                await self._listen(ended)
            await asyncio.sleep(self.chance.uniform(0.05, 0.4))
        await playing

    def _somewhere(self) -> Place:
        return Place(self.chance.choice(self.ports), self.code, "", 0)

    async def join(self) -> None:
        """Come in; again until somebody answers."""
        body = b'{"language":"fr"}'
        while not self.cookie:
            with suppress(OSError):
                place = self._somewhere()
                reply = await self._once(place, post(place, f"/api/{self.code}/join", body))
                told = msgspec.json.decode(reply.body)
                self.participant, self.words = told["participant"], told["words"]
                found = _COOKIE.search(reply.head)
                self.cookie = found[1] if found else b""

    async def _once(self, place: Place, request: bytes) -> Any:
        connection = await Connection.to(place)
        try:
            return await asyncio.wait_for(connection.ask(request), 10)
        except TimeoutError as error:
            raise ConnectionError("nothing came back") from error
        finally:
            connection.close()

    async def _listen(self, ended: asyncio.Event) -> None:
        place = self._somewhere()
        stream = await Connection.to(place)
        try:
            stream.listen(get(place, f"/api/{self.code}/events", self.cookie), self._told)
            self.servers.add(place.port)
            over = [asyncio.ensure_future(one.wait()) for one in (stream.gone, ended)]
            await asyncio.wait(over, return_when=asyncio.FIRST_COMPLETED)
            for one in over:
                one.cancel()
        finally:
            stream.close()
            if not ended.is_set():
                self._lost_at = self._lost_at or time.monotonic()

    def _told(self, event: bytes) -> None:
        """One event of the stream: what is asked now."""
        head, _, data = event.partition(b"\ndata: ")
        if not head.endswith(b"event: shared"):
            return
        if self._lost_at is not None:
            self.away.append(time.monotonic() - self._lost_at)
            self._lost_at = None
        asked = msgspec.json.decode(data)["activity"]
        open_now = asked is not None and asked["status"] == "open" and asked["round"]
        self._phase = asked["round"]["phases"][0] if open_now and asked["round"]["phases"] else ""

    async def _play(self, ended: asyncio.Event) -> None:
        """In each round say both things, one at once and one after a while; change one's mind meanwhile."""
        played, number = "", 0
        while not ended.is_set():
            await asyncio.sleep(self.pace * self.chance.uniform(0.1, 0.5))
            phase = self._phase
            if not phase.startswith("round"):
                continue
            items = ["give"] if phase != played or self.chance.random() < 0.7 else ["expect"]
            played = phase
            for item in items:
                number += 1
                await self._answer(phase, item, self.chance.randint(0, 20), f"k{number:04}", ended)

    async def _answer(
        self, phase: str, item: str, value: int, key: str, ended: asyncio.Event
    ) -> None:
        """Send one answer, under its key, until some server says that it is kept, or came too late."""
        sent = {"activity": "common_pot", "phase": phase, "item": item, "value": value, "key": key}
        while not ended.is_set():
            place = self._somewhere()
            request = post(
                place, f"/api/{self.code}/answers", msgspec.json.encode(sent), self.cookie
            )
            try:
                await self._once(place, request)
            except OSError as error:
                if " 409 " in str(error) or " 422 " in str(error):
                    return  # the round was over
                assert " 401 " not in str(error), error  # every server knows who that is
                self.moves += 1
                await asyncio.sleep(0.05)
                continue
            self.acknowledged[key] = value
            return


#: The head of a table of games.
PLAYED = """\
| acknowledged | lost | twice | kills | phones cut off | longest until back | each round closed once |
|---|---|---|---|---|---|---|"""


@dataclass(frozen=True)
class Played:
    """What a game came to: answers kept and lost or doubled, rounds by how often each was closed."""

    acknowledged: int
    lost: int
    twice: int
    rounds: Counter[int]
    closed: int
    kills: int
    away: list[float]
    moved: int

    def table(self) -> str:
        """As a line of a table."""
        slowest = max(self.away, default=0.0)
        cells = (self.acknowledged, self.lost, self.twice, self.kills, len(self.away))
        rounds = all(times == 1 for times in self.rounds.values())
        return (
            "| "
            + " | ".join(f"{cell:,}" for cell in cells)
            + (f" | {slowest:.1f} s | {'yes' if rounds and self.closed == 1 else 'NO'} |")
        )


async def play(
    servers: Servers,
    store: Store,
    code: str,
    people: int,
    *,
    every: float,
    seed: int = 1,
    pace: float = 1.0,
) -> Played:
    """A whole game with `people` phones, one server killed every so many seconds and started again."""
    chance, ended = random.Random(seed), asyncio.Event()
    phones = [Phone(code, servers.ports, random.Random(f"{seed} {n}"), pace) for n in range(people)]
    await asyncio.gather(*(phone.join() for phone in phones))
    living = [asyncio.ensure_future(phone.live(ended)) for phone in phones]
    while not all(phone.servers for phone in phones):
        await asyncio.sleep(0.05)
    log = store.log(code)
    await asyncio.to_thread(_must, store, code, c.Open("common_pot"))
    kills = 0
    while log.state.activity("common_pot").status == "open":
        await asyncio.sleep(every)
        port = chance.choice(servers.ports)
        await asyncio.to_thread(servers.kill, port)
        kills += 1
        await asyncio.sleep(min(1.0, every / 3))
        servers.start(port)
        await asyncio.to_thread(log.refresh)
        dead = [one for one in living if one.done()]
        for one in dead:
            one.result()
    while any(phone._lost_at is not None for phone in phones):  # all are back
        await asyncio.sleep(0.05)
    ended.set()
    await asyncio.gather(*living)
    return _reconciled(store, code, phones, kills)


def pot(seconds: int) -> Activity:
    """The common pot in five rounds, the talk among them, of so many seconds each."""
    whole = decks.shipped()
    asked = whole.worded("team").activity("common_pot")
    assert asked is not None
    options = asked.options | {"seconds": seconds, "talk": max(2, seconds // 4)}
    return msgspec.structs.replace(asked, options=options, phases=asked.phases[:4], part="opening")


def _must(store: Store, code: str, command: c.AnyCommand) -> None:
    [outcome] = store.run([(code, command)])
    if isinstance(outcome, TamtamError):
        raise outcome


def _reconciled(store: Store, code: str, phones: list[Phone], kills: int) -> Played:
    """What the log holds, against what each phone was told."""
    log = store.log(code)
    log.refresh()
    kept: Counter[tuple[str, str]] = Counter()
    values: dict[tuple[str, str], Any] = {}
    rounds: Counter[int] = Counter()
    closed = 0
    for entry in log.entries():
        match entry.event:
            case e.Answered(participant=participant, key=key, value=value):
                kept[participant, key] += 1
                values[participant, key] = value
            case e.RoundClosed(number=number):
                rounds[number] += 1
            case e.ActivityClosed():
                closed += 1
    told = {
        (phone.participant, key): value
        for phone in phones
        for key, value in phone.acknowledged.items()
    }
    assert log.verify().ok
    return Played(
        acknowledged=len(told),
        lost=sum(values.get(one) != value for one, value in told.items()),
        twice=sum(times > 1 for times in kept.values()),
        rounds=rounds,
        closed=closed,
        kills=kills,
        away=[away for phone in phones for away in phone.away],
        moved=sum(len(phone.servers) > 1 for phone in phones),
    )
