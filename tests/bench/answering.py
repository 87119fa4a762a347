"""How fast answers are taken, at once and at the pace of a room; how soon others see them."""

import time
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from statistics import median

from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests.bench import load, machine, rooms
from tests.bench.load import Place, Rates, Steady, quantile
from tests.bench.row import Bench, Row, measure, share, within

#: A room in which 200 people give 20 answers a second.
PEOPLE, PACE = 200, 20.0
#: How often a follower looks (s), and how much later than that it may see an answer (ms).
POLL, GRACE = 0.05, 10


def _at_once(place: Place, clients: int, rounds: int, seconds: float) -> Rates:
    return machine.looped(load.at_once(place, clients, rounds, seconds))


def _steady(place: Place, seconds: float) -> Steady:
    return machine.looped(load.steady(place, PEOPLE, PACE, seconds))


@measure
def answers(bench: Bench) -> Iterator[Row]:
    """50 clients that answer again at once, beside the same server's hello."""
    rounds, seconds = (1, 1.0) if bench.quick else (5, 3.0)
    bench.say(f"50 clients, hello and answers in turns, {rounds} × {seconds:g} s each")
    with rooms.real() as (place, _, _):
        found = machine.away(machine.cores()[1], _at_once, place, 50, rounds, seconds)
    rate = median(found.answers)
    to_hello = median(a / h for a, h in zip(found.answers, found.hellos, strict=True))
    yield Row.judged(
        "durable answers, 50 clients that answer again at once",
        rate,
        "/s",
        share(to_hello, "the same server's hello", 0.5),
    )
    yield Row.judged("hello (`GET /healthz`), 50 clients", median(found.hellos), "/s")
    yield Row.judged("p95 of those answers", median(found.p95), "ms")


@measure
def one_client(bench: Bench) -> Iterator[Row]:
    """One client that answers again at once, beside what the disk can do."""
    rounds, seconds = (1, 1.0) if bench.quick else (5, 2.0)
    bench.say(f"one client and the disk in turns, {rounds} × {seconds:g} s each")
    ratios, rates, disk = [], [], []
    with rooms.real() as (place, store, _):
        for _ in range(rounds):
            file = store.folder / "pages"
            with machine.on_core(machine.cores()[0]):
                disk.append(machine.fdatasync_rate(file, seconds / 2, time.perf_counter))
            found = machine.away(machine.cores()[1], _at_once, place, 1, 1, seconds)
            rates.append(found.answers[0])
            ratios.append(rates[-1] / disk[-1])
    of = "the disk's fdatasync rate"
    yield Row.judged(
        "durable answers, one client", median(rates), "/s", share(median(ratios), of, 0.2)
    )
    yield Row.judged("fdatasync of a page of 4 kB, same disk", median(disk), "/s")


@cache
def _room_at_pace(quick: bool) -> tuple[Steady, dict[int, float], float]:
    """Answers at the pace of a room, when a follower saw each position, its share of a core."""
    seconds = 3.0 if quick else 30.0
    load_core = machine.cores()[1]
    with rooms.real() as (place, store, client):
        follow = partial(_follow, Path(store.place), place.code)
        with machine.elsewhere(load_core, follow) as following:
            found = machine.away(load_core, _steady, place, seconds)
            client.run(place.code, c.End())
            seen, busy = following.result()
    return found, seen, busy


def _follow(store_file: Path, code: str) -> tuple[dict[int, float], float]:
    """When each position was seen (`time.monotonic`) until the session ended; share of a core."""
    store = open_store(store_file)
    log, seen = store.log(code), {}
    begin, used = time.monotonic(), time.process_time()
    for entries in log.follow(POLL):
        now = time.monotonic()
        seen.update(dict.fromkeys((entry.position for entry in entries), now))
        if log.state.over:
            break
    busy = (time.process_time() - used) / (time.monotonic() - begin)
    store.close()
    return seen, busy


@measure
def pace(bench: Bench) -> Iterator[Row]:
    """p95 of an answer in a room at its pace."""
    seconds = 3.0 if bench.quick else 30.0
    bench.say(f"{PEOPLE} people, {PACE:g} answers a second, {seconds:g} s: raw server, then ours")
    with rooms.raw() as place:
        bare = machine.away(machine.cores()[1], _steady, place, seconds)
    found, _, _ = _room_at_pace(bench.quick)
    p95, bare_p95 = quantile(found.taken, 0.95), quantile(bare.taken, 0.95)
    yield Row.judged(
        f"p95 of an answer, {PEOPLE} people, {PACE:g} answers/s",
        p95,
        "ms",
        within(p95, bare_p95 + 3, "ms (raw asyncio + 3)"),
    )


@measure
def follower(bench: Bench) -> Iterator[Row]:
    """From an answer's acknowledgement to another process having it."""
    bench.say("a follower in another process, polling every 50 ms")
    found, seen, busy = _room_at_pace(bench.quick)
    delays = [1000 * (seen[at] - when) for at, when in found.acknowledged.items()]
    yield Row.judged(
        "acknowledged → seen by a follower that polls every 50 ms, p95",
        quantile(delays, 0.95),
        "ms",
        within(quantile(delays, 0.95), 1000 * POLL + GRACE, "ms (poll + 10)"),
    )
    yield Row.judged("processor time of that follower", 100 * busy, "% of a core")
