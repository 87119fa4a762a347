"""The servers that are measured: the real one, started as a notebook starts it, and the raw one."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tamtam.deck.deck import Activity
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.session import commands as c
from tamtam.session.log import Store, open_store

from tests import decks
from tests.bench import load, machine
from tests.bench.load import Place

#: What the sessions that are measured ask: ten statements, then two flows.
ACTIVITIES = (decks.agreement("baseline", statements=10), decks.flows())
_LARGEST_BATCH = 1_000


@contextmanager
def folder() -> Iterator[Path]:
    """A folder of its own on the disk that is measured (TMPDIR chooses it), gone afterwards."""
    with TemporaryDirectory(prefix="tamtam-bench-") as made:
        yield Path(made)


@contextmanager
def real(
    opened: bool = True, activities: Sequence[Activity] = ACTIVITIES
) -> Iterator[tuple[Place, Store, Client]]:
    """The real server on a store of its own, with a session whose first activity is `opened`."""
    with folder() as place:
        store = open_store(place / "sessions.sqlite")
        with machine.on_core(machine.cores()[0]):
            running = run.start(store)
        client = Client(running.url, running.key)
        try:
            code = client.create(decks.new_session(*activities, rehearsal=True))
            if opened:
                client.run(code, c.Open(activities[0].id))
            yield Place(running.port, code, running.key, running.pid), store, client
        finally:
            run.stop(store)
            machine.wait_until_gone(running.pid)
            store.close()


@contextmanager
def raw() -> Iterator[Place]:
    """The raw server, saying what the real one says."""
    with folder() as place:
        _capture(place)
        command = [sys.executable, "-m", "tests.bench.raw_server", str(place)]
        with machine.on_core(machine.cores()[0]):
            process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout is not None
            port = int(process.stdout.readline())
            yield Place(port, "AAAAAA", "none", process.pid)
        finally:
            process.terminate()
            process.communicate()


def _capture(place: Path) -> None:
    with real() as (there, _, _):
        page, join, frame = machine.looped(load.captured(there))
    for name, body in (("page", page), ("join", join), ("frame", frame)):
        (place / name).write_bytes(body)


def filled(store: Store, answers: int, activities: Sequence[Activity]) -> str:
    """A session in which people have given so many answers, through the one door; its code."""
    code = store.create(decks.new_session(*activities))
    everyone = [f"{number:012x}" for number in range(answers // len(_slots(store, code)))]
    _do(store, code, [c.Join(person) for person in everyone])
    for activity in activities:
        _do(store, code, [c.Open(activity.id)])
        _do(store, code, list(_answers(store, code, activity.id, everyone)))
    return code


def _slots(store: Store, code: str) -> list[tuple[str, str]]:
    asked = store.log(code).state.asked.values()
    return [slot for each in asked for slot in each.slots]


def _answers(store: Store, code: str, id: str, people: Sequence[str]) -> Iterator[c.Answer]:
    asked = store.log(code).state.asked[id]
    for turn, (item, phase) in enumerate(sorted(asked.slots)):
        for number, person in enumerate(people):
            value = 1 if item.endswith(".trend") else 1 + (number * 7 + turn) % 5
            yield c.Answer(person, id, item, phase, value, f"{id}{turn}")


def _do(store: Store, code: str, commands: Sequence[c.AnyCommand]) -> None:
    for start in range(0, len(commands), _LARGEST_BATCH):
        batch = [(code, command) for command in commands[start : start + _LARGEST_BATCH]]
        for outcome in store.run(batch):
            if isinstance(outcome, Exception):
                raise outcome
