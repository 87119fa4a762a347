"""PostgreSQL beside SQLite on the same machine, one server and three; what a large room comes to there."""

import asyncio
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from tamtam.server import run
from tamtam.server.client import Client
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.log import Store, open_store

from tests import decks, postgres
from tests.bench import keeping, load, machine, rooms
from tests.bench.load import Connection, Place, control, get, quantile
from tests.bench.row import Bench, Row, measure, share, within
from tests.servers import serving

#: How many clients answer again at once; how many servers share a store.
CLIENTS, SEVERAL = 50, 3
#: Least share of SQLite's answers; latest news at another server (ms); most memory an answer (bytes).
SHARE, NEWS, ANSWER = 0.5, 50, 250


@contextmanager
def _in_file() -> Iterator[tuple[list[Place], Store]]:
    with rooms.real() as (place, store, _):
        yield [place], store


@contextmanager
def _in_postgres(servers: int) -> Iterator[tuple[list[Place], Store]]:
    """So many servers on one PostgreSQL, with a session whose first activity is open."""
    address = postgres.fresh(postgres.server())
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        store = open_store(address)
        stack.callback(store.close)
        with machine.on_core(machine.cores()[0]):
            running = stack.enter_context(serving(address, folder, servers))
        code = store.create(decks.new_session(*rooms.ACTIVITIES, rehearsal=True))
        store.run([(code, c.Open("baseline"))])
        yield [Place(port, code, "", running.process_of(port)) for port in running.ports], store


#: What is compared, by its name in the table.
KEPT: dict[str, Callable[[], Any]] = {
    "SQLite": _in_file,
    "PostgreSQL": lambda: _in_postgres(1),
    "PostgreSQL, three servers": lambda: _in_postgres(SEVERAL),
}


async def _answer_at_all(places: Sequence[Place], seconds: float) -> float:
    each = CLIENTS // len(places)
    found = await asyncio.gather(*(load.at_once(place, each, 1, seconds) for place in places))
    return sum(one.answers[0] for one in found)


async def _fill_all(places: Sequence[Place], people: int) -> float:
    rooms_ = [load.Room(place) for place in places]
    seconds = await asyncio.gather(*(room.fill(people // len(places)) for room in rooms_))
    for room in rooms_:
        room.leave()
    return max(seconds)


def _answers_at(places: Sequence[Place], seconds: float) -> float:
    return machine.looped(_answer_at_all(places, seconds))


def _joins_at(places: Sequence[Place], people: int) -> float:
    return machine.looped(_fill_all(places, people))


@cache
def _compared(quick: bool) -> dict[str, dict[str, list[float]]]:
    """Of each way to keep a session answers a second and seconds until all are in, taken in turns."""
    rounds, seconds, people = (1, 1.0, 60) if quick else (3, 3.0, 600)
    found: dict[str, dict[str, list[float]]] = {name: {"answers": [], "joins": []} for name in KEPT}
    for _ in range(rounds):
        for name, opened in KEPT.items():
            with opened() as (places, _):
                asking = machine.cores()[1]
                found[name]["answers"].append(machine.away(asking, _answers_at, places, seconds))
                found[name]["joins"].append(machine.away(asking, _joins_at, places, people))
    return found


@measure
def databases(bench: Bench) -> Iterator[Row]:
    """Durable answers and joins, on SQLite and on PostgreSQL with one server and three."""
    bench.say("SQLite, PostgreSQL, PostgreSQL with three servers, in turns")
    found = _compared(bench.quick)
    of_file = found["SQLite"]["answers"]
    for name, taken in found.items():
        ratio = median(a / b for a, b in zip(taken["answers"], of_file, strict=True))
        checks = [share(ratio, "SQLite", SHARE)] if name == "PostgreSQL" else []
        shown = Row.judged(f"durable answers, {CLIENTS} clients, {name}", 0, "/s", *checks)
        yield Row(
            shown.name, median(taken["answers"]), "/s", shown.target, f"{ratio:.0%}", shown.met
        )
    people = 60 if bench.quick else 600
    for name, taken in found.items():
        yield Row.judged(f"{people} people join in a burst, {name}", median(taken["joins"]), "s")


async def _news(here: Place, there: Place, commands: Sequence[bytes]) -> list[float]:
    """How long after its acknowledgement here a phone at the other server hears of each command (ms)."""
    heard, lead = asyncio.Event(), await Connection.to(here)
    phone, taken = await Connection.to(there), []
    phone.listen(get(there, f"/api/{there.code}/events"), lambda event: heard.set())
    await heard.wait()
    for command in commands:
        await asyncio.sleep(0.5)  # more than the pace at which phones are told
        heard.clear()
        await lead.ask(command)
        begin = time.perf_counter()
        await heard.wait()
        taken.append(max(0.0, 1000 * (time.perf_counter() - begin)))
    return taken


def _news_of(here: Place, there: Place, times: int) -> list[float]:
    commands = [control(here, c.Time("baseline", "add", 1)) for _ in range(times)]
    return machine.looped(_news(here, there, commands))


@measure
def news(bench: Bench) -> Iterator[Row]:
    """From the acknowledgement at one server to a phone that listens to another."""
    bench.say("a command at one server, a phone at another")
    with _in_postgres(2) as (places, store):
        from tamtam.server.access import digest

        store.run([(places[0].code, c.Grant("clicker", digest("of the bench")))])
        store.run([(places[0].code, c.Time("baseline", "set", 600))])
        here, there = (place._replace(key="of the bench") for place in places)
        taken = machine.away(machine.cores()[1], _news_of, here, there, 5 if bench.quick else 40)
    p95 = quantile(taken, 0.95)
    yield Row.judged(
        "acknowledged → a phone at another server has it, p95", p95, "ms", within(p95, NEWS, "ms")
    )


@measure
def fold_database(bench: Bench) -> Iterator[Row]:
    """Reading and folding a long log, from either database."""
    answers = 5_000 if bench.quick else 100_000
    bench.say(f"fold {answers:,} answers from either database")
    with rooms.folder() as folder:
        address = postgres.fresh(postgres.server())
        for name, place in (("SQLite", str(folder / "s.sqlite")), ("PostgreSQL", address)):
            code = machine.away(None, keeping.fill, place, answers)
            rates = [
                machine.away(machine.cores()[0], keeping.folded, place, code) for _ in range(3)
            ]
            yield Row.judged(
                f"read and fold {answers:,} answers, {name}",
                median(one for _, one in rates),
                "answers/s",
            )


async def _everybody(place: Place, count: int) -> tuple[float, int]:
    """Everybody comes in, listens and answers once; seconds of the burst, answers acknowledged."""
    room = load.Room(place)
    joined = await room.fill(count)
    gate = asyncio.Semaphore(500)

    async def one(person: load.Person) -> None:
        async with gate:
            await person.answer(0)

    await asyncio.gather(*(one(person) for person in room.people))
    room.leave()
    return joined, len(room.people)


def _crowd_of(place: Place, count: int) -> tuple[float, int]:
    return machine.looped(_everybody(place, count))


@measure
def reconciled(bench: Bench) -> Iterator[Row]:
    """A large room on one server with PostgreSQL: each count is the log's."""
    count = 200 if bench.quick else 5_000
    bench.say(f"{count:,} people on one server with PostgreSQL")
    with _in_postgres(1) as ([place], store):
        joined, acknowledged = machine.away(machine.cores()[1], _crowd_of, place, count)
        log = store.log(place.code)
        log.refresh()
        answered = sum(isinstance(entry.event, e.Answered) for entry in log.entries())
        people, turn = len(log.state.participants), log.state.activity("baseline").turn
        off = abs(people - count) + abs(answered - acknowledged) + abs(len(turn.answers) - count)
        whole = log.verify().ok
        memory = machine.memory_of(place.pid) / 1e6
    yield Row.judged(f"{count:,} people join one server, PostgreSQL", joined, "s")
    yield Row.judged(
        "counts of theirs that differ from the log",
        off + (not whole),
        "",
        within(off + (not whole), 0, ""),
    )
    yield Row.judged("memory of that server", memory, "MB")


@measure
def retained(bench: Bench) -> Iterator[Row]:
    """What a server keeps of each answer of a long session."""
    answers = 5_000 if bench.quick else 100_000
    bench.say(f"memory after {answers:,} answers")
    with rooms.real(opened=False) as (empty, _, _):
        before = machine.memory_of(empty.pid)
    with rooms.folder() as folder:
        file = folder / "sessions.sqlite"
        code = machine.away(None, keeping.fill, file, answers)
        store = open_store(file)
        running = run.start(store)
        Client(running.url, running.key).connected(code)  # once it is folded
        after = machine.memory_of(running.pid)
        run.stop(store)
        machine.wait_until_gone(running.pid)
        store.close()
    each = (after - before) / answers
    yield Row.judged(
        f"memory of a server for each of {answers:,} answers", each, "B", within(each, ANSWER, "B")
    )
    yield Row.judged("that server then", after / 1e6, "MB")
