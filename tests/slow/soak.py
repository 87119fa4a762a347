"""A room over time, many rooms at once, and those who read slowly.

`python -m tests.slow.soak [MINUTES]` prints what the server's memory does under a steady load, whether
5,000 people are reconciled with the log to the last answer, and what 1,000 slow readers cost.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.server.run import Running
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.log import Log, Store, open_store

from tests.decks import new_session

#: How much the server's memory may grow from a warm server on (bytes), and the size of the crowds.
FLAT, CROWD, SLOW = 3 * 1024 * 1024, 5_000, 1_000
#: A steady room: people, and answers a second of all of them together.
PEOPLE, PER_SECOND = 60, 20


@contextmanager
def served() -> Iterator[tuple[Store, Running, str]]:
    """A server with one session, in which an activity is open."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "sessions.sqlite")
        running = run.start(store)
        control = Client(running.url, running.key)
        code = control.create(new_session(rehearsal=True))
        control.run(code, c.Open("baseline"))
        try:
            yield store, running, code
        finally:
            run.stop(store)
            store.close()


async def joined(wire: httpx.AsyncClient, code: str, many: int) -> list[str]:
    """So many people in a session: the cookie of each."""
    cookies = []
    for start in range(0, many, 100):
        bodies = [{"simulated": True}] * min(100, many - start)
        for answer in await asyncio.gather(
            *(wire.post(f"/api/{code}/join", json=body) for body in bodies)
        ):
            assert answer.status_code == 201, answer.text
            cookies.append(answer.headers["set-cookie"].partition(";")[0])
        wire.cookies.clear()
    return cookies


async def answered(wire: httpx.AsyncClient, code: str, cookie: str, value: int, key: str) -> None:
    """Answer until it is acknowledged."""
    body = {"activity": "baseline", "phase": "before", "item": "s1", "value": value, "key": key}
    sent = await wire.post(f"/api/{code}/answers", json=body, headers={"cookie": cookie})
    assert sent.status_code in (200, 201), sent.text


def given(log: Log) -> dict[str, int]:
    """Each key and the value that the log holds under it."""
    log.refresh()
    found = (entry.event for entry in log.entries())
    return {one.key: one.value for one in found if isinstance(one, e.Answered)}


def wire_to(running: Running) -> httpx.AsyncClient:
    limits = httpx.Limits(max_connections=100)
    return httpx.AsyncClient(base_url=running.url, trust_env=False, timeout=60, limits=limits)


async def steady(running: Running, code: str, seconds: float) -> list[int]:
    """A room that answers at a steady pace; the server's memory, sampled each ten seconds (bytes)."""
    process, memory = psutil.Process(running.pid), []
    async with wire_to(running) as wire:
        cookies = await joined(wire, code, PEOPLE)
        begun = sampled = time.monotonic()
        number = 0
        while (now := time.monotonic()) - begun < seconds:
            cookie = cookies[number % PEOPLE]
            await answered(wire, code, cookie, 1 + number % 5, f"k{number}")
            number += 1
            if now - sampled > 10:
                sampled = now
                memory.append(process.memory_info().rss)
            await asyncio.sleep(max(0.0, begun + number / PER_SECOND - time.monotonic()))
    return memory


async def crowd(running: Running, code: str) -> dict[str, int]:
    """Everybody of a large room answers twice; what was acknowledged under which key."""
    kept: dict[str, int] = {}
    async with wire_to(running) as wire:
        cookies = await joined(wire, code, CROWD)
        for turn in range(2):
            for start in range(0, CROWD, 200):
                some = range(start, min(start + 200, CROWD))
                fresh = {f"{turn}/{number}": 1 + (number + turn) % 5 for number in some}
                await asyncio.gather(
                    *(
                        answered(wire, code, cookies[number], value, key)
                        for number, (key, value) in zip(some, fresh.items(), strict=True)
                    )
                )
                kept |= fresh
    return kept


async def slow_readers(running: Running, code: str) -> tuple[int, float]:
    """Streams that are opened and never read, while somebody answers: memory (bytes), slowest answer (s)."""
    process = psutil.Process(running.pid)
    async with wire_to(running) as wire:
        [cookie] = await joined(wire, code, 1)
        before = process.memory_info().rss
        tubes = []
        request = f"GET /api/{code}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
        for _ in range(SLOW):
            reader, writer = await asyncio.open_connection("127.0.0.1", running.port, limit=1)
            writer.write(request)
            tubes.append((reader, writer))
        slowest = 0.0
        for number in range(100):
            begun = time.monotonic()
            await answered(wire, code, cookie, 1 + number % 5, f"slow{number}")
            slowest = max(slowest, time.monotonic() - begun)
            await asyncio.sleep(0.05)
        grown = process.memory_info().rss - before
        for _, writer in tubes:
            writer.close()
    return grown, slowest


def main() -> int:
    """All three, and what came of them."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    wrong = 0
    with served() as (store, running, code):
        kept = asyncio.run(crowd(running, code))
        there = given(store.log(code))
        verified = store.verify(code)
        wrong += there != kept or not verified.ok
        told = f"{CROWD:,} people: {len(kept):,} answers acknowledged, {len(there):,} in the log"
        print(f"{told}, {'the same' if there == kept else 'NOT THE SAME'}", flush=True)
    with served() as (_, running, code):
        grown, slowest = asyncio.run(slow_readers(running, code))
        print(
            f"{SLOW:,} slow readers: {grown / 1e6:.1f} MB, slowest answer {slowest:.2f} s",
            flush=True,
        )
    with served() as (_, running, code):
        memory = asyncio.run(steady(running, code, 60 * minutes))
        warm = memory[len(memory) // 4 :]  # from when all that is kept of each phone is there
        grown = warm[-1] - warm[0]
        wrong += grown > FLAT
        print(
            f"{minutes:g} minutes: memory {warm[0] / 1e6:.1f} → {warm[-1] / 1e6:.1f} MB", flush=True
        )
    return min(wrong, 1)


if __name__ == "__main__":
    raise SystemExit(main())
