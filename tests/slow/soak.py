"""A room over time, a large room, and those who read slowly.

`python -m tests.slow soak [MINUTES]` writes down what the server's memory does under a steady load,
whether 5,000 people are reconciled with the log to the last answer, and what 1,000 slow readers cost.
"""

import asyncio
import statistics
import time
from dataclasses import dataclass

import httpx
import psutil
from tamtam.session import events as e
from tamtam.session.log import Log

from tests.slow.serving import Served, served

#: How much the server's memory may grow from a warm server on (bytes), and the size of the crowds.
FLAT, CROWD, SLOW = 3 * 1024 * 1024, 5_000, 1_000
#: A steady room: people, and answers a second of all of them together.
PEOPLE, PER_SECOND = 60, 20
#: How often the server's memory is read in it (seconds).
SAMPLED = 10


@dataclass(frozen=True)
class Steady:
    """What a steady room showed: the server's memory (bytes), and how long each answer took (s)."""

    memory: list[int]
    took: list[float]

    @property
    def warm(self) -> list[int]:
        """The memory from when all that is kept of each phone is there."""
        return self.memory[len(self.memory) // 4 :]

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.took, n=20)[-1]


async def answered(
    room: Served, wire: httpx.AsyncClient, cookie: str, value: int, key: str
) -> float:
    """Answer until it is acknowledged; how long that took (seconds)."""
    begun = time.monotonic()
    body = {"activity": "baseline", "phase": "before", "item": "s1", "value": value, "key": key}
    sent = await wire.post(f"/api/{room.code}/answers", json=body, headers={"cookie": cookie})
    assert sent.status_code in (200, 201), sent.text
    return time.monotonic() - begun


def given(log: Log) -> dict[str, int]:
    """Each key and the value that the log holds under it."""
    found = (entry.event for entry in log.entries())
    return {one.key: one.value for one in found if isinstance(one, e.Answered)}


async def steady(room: Served, seconds: float) -> Steady:
    """A room that answers at a steady pace."""
    process, found = psutil.Process(room.running.pid), Steady([], [])
    cookies = await room.joined(PEOPLE)
    async with room.wire() as wire:
        begun = time.monotonic()
        while (now := time.monotonic() - begun) < seconds:
            number = len(found.took)
            cookie = cookies[number % PEOPLE]
            found.took.append(await answered(room, wire, cookie, 1 + number % 5, f"k{number}"))
            if now > SAMPLED * (1 + len(found.memory)):
                found.memory.append(process.memory_info().rss)
            await asyncio.sleep(max(0.0, begun + (number + 1) / PER_SECOND - time.monotonic()))
    return found


async def crowd(room: Served) -> dict[str, int]:
    """Everybody of a large room answers twice; what was acknowledged under which key."""
    kept: dict[str, int] = {}
    cookies = await room.joined(CROWD)
    async with room.wire() as wire:
        for turn in range(2):
            for start in range(0, CROWD, 200):
                some = range(start, min(start + 200, CROWD))
                fresh = {f"{turn}/{number}": 1 + (number + turn) % 5 for number in some}
                answers = (
                    answered(room, wire, cookies[number], value, key)
                    for number, (key, value) in zip(some, fresh.items(), strict=True)
                )
                await asyncio.gather(*answers)
                kept |= fresh
    return kept


async def slow_readers(room: Served) -> tuple[int, float]:
    """Streams that are opened and never read, while somebody answers: memory (bytes), slowest answer (s)."""
    process = psutil.Process(room.running.pid)
    [cookie] = await room.joined(1)
    before = process.memory_info().rss
    tubes = []
    request = f"GET /api/{room.code}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    for _ in range(SLOW):
        reader, writer = await asyncio.open_connection("127.0.0.1", room.running.port, limit=1)
        writer.write(request)
        tubes.append((reader, writer))
    slowest = 0.0
    async with room.wire() as wire:
        for number in range(100):
            took = await answered(room, wire, cookie, 1 + number % 5, f"slow{number}")
            slowest = max(slowest, took)
            await asyncio.sleep(0.05)
    grown = process.memory_info().rss - before
    for _, writer in tubes:
        writer.close()
    return grown, slowest


def table(minutes: int) -> tuple[str, list[str]]:
    """What came of all three, as Markdown; and what must not have happened."""
    wrong = []
    with served() as room:
        kept = asyncio.run(crowd(room))
        there, verified = given(room.log()), room.store.verify(room.code)
        if there != kept or not verified.ok:
            wrong.append(f"{len(kept)} acknowledged, {len(there)} in the log; {verified.problems}")
    with served() as room:
        grown, slowest = asyncio.run(slow_readers(room))
    with served() as room:
        found = asyncio.run(steady(room, 60 * minutes))
    warm = found.warm
    if warm[-1] - warm[0] > FLAT:
        wrong.append(f"the server's memory grows: {warm}")
    memory = f"memory {warm[0] / 1e6:.1f} → {warm[-1] / 1e6:.1f} MB"
    lines = [
        "| tried | came of it |",
        "|---|---|",
        f"| {CROWD:,} people answer twice | {len(kept):,} acknowledged, {len(there):,} in the log"
        f"{', the same' if kept == there else ''} |",
        f"| {SLOW:,} streams that nobody reads | {grown / 1e6:.1f} MB, slowest answer beside them "
        f"{slowest:.2f} s |",
        f"| {PEOPLE} people, {PER_SECOND} answers a second, {minutes} minutes | {memory}, "
        f"{len(found.took):,} answers, 95 % of them within {1000 * found.p95:.0f} ms |",
    ]
    return "\n".join(lines), wrong
