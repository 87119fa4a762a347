"""Working with a long log: folding it cold, staying up to date, writing it out."""

import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from tamtam.session import commands as c
from tamtam.session.log import Log, open_store

from tests import decks
from tests.bench import machine, rooms
from tests.bench.load import quantile
from tests.bench.row import Bench, Row, beyond, measure, within

#: Answers a second when a log is folded cold; the time for 50 new ones (ms).
FOLD, REFRESH, NEW = 200_000, 5, 50
#: Time (s) and memory (MB) of an export of 100,000 answers.
EXPORT_TIME, EXPORT_MEMORY = 15, 400
#: 33 statements, and two flows with two phases and a trend: 39 answers a person.
ACTIVITIES = (decks.agreement("baseline", statements=33), decks.flows())


def fill(place: Path | str, answers: int) -> str:
    """A session with so many answers in a store; its code."""
    store = open_store(place)
    code = rooms.filled(store, answers, ACTIVITIES)
    store.close()
    return code


def _fill_and_show(file: Path, answers: int) -> str:
    """The same, and what was answered is shown to the room: there is something to hand out."""
    code = fill(file, answers)
    store = open_store(file)
    for activity in ACTIVITIES:
        state = store.log(code).state
        standing = state.standing(activity.id).to_json()
        [done] = store.run([(code, c.Reveal(activity.id, standing, state.position))])
        if isinstance(done, Exception):
            raise done
    store.close()
    return code


def _answered(log: Log) -> int:
    turns = [turn for asked in log.state.asked.values() for turn in asked.turns]
    return sum(len(own) for turn in turns for own in turn.answers.values())


def folded(place: Path | str, code: str) -> tuple[float, float]:
    """Answers folded a second, from opening the store: with the standings, without."""
    begin = time.perf_counter()
    store = open_store(place)
    log = store.log(code)
    until_folded = time.perf_counter() - begin
    for activity in ACTIVITIES:
        log.state.standing(activity.id)
    seconds = time.perf_counter() - begin
    answers = _answered(log)
    store.close()
    return answers / seconds, answers / until_folded


def _refresh(file: Path, code: str, times: int) -> list[float]:
    """How long a reader needs for 50 new answers that another connection wrote (ms)."""
    writer, reader = open_store(file), open_store(file)
    log = reader.log(code)
    people = list(log.state.participants)
    log.state.standing("flows")  # loads what standings need
    taken = []
    for turn in range(times):
        batch = [(code, _one(people, turn, number)) for number in range(NEW)]
        for outcome in writer.run(batch):
            if isinstance(outcome, Exception):
                raise outcome
        begin = time.perf_counter()
        fresh = log.refresh()
        log.state.standing("flows")
        taken.append(1000 * (time.perf_counter() - begin))
        if len(fresh) != NEW:
            raise AssertionError(f"{len(fresh)} events were seen, not {NEW}")
    writer.close()
    reader.close()
    return taken


def _one(people: list[str], turn: int, number: int) -> c.Answer:
    person = people[(NEW * turn + number) % len(people)]
    return c.Answer(person, "flows", "trust", "today", (turn + number) % 11, f"r{turn:x}.{number}")


@measure
def fold(bench: Bench) -> Iterator[Row]:
    """A log read and folded from nothing, with all standings."""
    answers = 20_000 if bench.quick else 200_000
    bench.say(f"fold {answers:,} answers")
    with rooms.folder() as place:
        file = place / "sessions.sqlite"
        code = machine.away(None, fill, file, answers)
        found = [machine.away(machine.cores()[0], folded, file, code) for _ in range(3)]
    rate = median(whole for whole, _ in found)
    name = f"read and fold a log of {answers:,} answers, with standings"
    yield Row.judged(name, rate, "answers/s", beyond(rate, FOLD, "answers/s"))
    yield Row.judged("the same without the standings", median(log for _, log in found), "answers/s")


@measure
def refresh(bench: Bench) -> Iterator[Row]:
    """50 new answers, in a short log and in a long one."""
    for answers in (2_000, 20_000) if bench.quick else (2_000, 200_000):
        bench.say(f"refresh after {NEW} new answers in a log of {answers:,}")
        with rooms.folder() as place:
            file = place / "sessions.sqlite"
            code = machine.away(None, fill, file, answers)
            taken = machine.away(machine.cores()[0], _refresh, file, code, 50)
        p95 = quantile(taken, 0.95)
        name = f"refresh state and standing after {NEW} new, log of {answers:,}, p95"
        yield Row.judged(name, p95, "ms", within(p95, REFRESH, "ms"))


def _write_results(file: Path, code: str, folder: Path) -> None:
    from tamtam.results import write_results

    write_results(open_store(file).log(code).state, folder)


def _write_archive(file: Path, code: str, folder: Path) -> None:
    from tamtam.results import write_archive

    write_archive(open_store(file).log(code), folder)


def _measured(
    write: Callable[[Path, str, Path], None], file: Path, code: str, folder: Path
) -> tuple[float, float]:
    """Seconds of processor time, whatever else the machine does, and the most memory (MB)."""
    begin = time.process_time()
    write(file, code, folder)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return time.process_time() - begin, most / (1e6 if sys.platform == "darwin" else 1e6 / 1024)


@measure
def export(bench: Bench) -> Iterator[Row]:
    """Results and archive of a large session, from opening its store, each in a fresh process."""
    answers = 10_000 if bench.quick else 100_000
    bench.say(f"export {answers:,} answers")
    with rooms.folder() as place:
        file = place / "sessions.sqlite"
        code = machine.away(None, _fill_and_show, file, answers)
        for what, write in (("results", _write_results), ("archive", _write_archive)):
            name = f"{what} of a session of {answers:,} answers, processor time"
            core = machine.cores()[0]
            try:
                seconds, memory = machine.away(core, _measured, write, file, code, place / what)
            except ImportError as missing:
                yield Row.missing(name, f"≤ {EXPORT_TIME} s · ≤ {EXPORT_MEMORY} MB", str(missing))
                continue
            yield Row.judged(name, seconds, "s", within(seconds, EXPORT_TIME, "s"))
            yield Row.judged(
                f"memory for the {what}", memory, "MB", within(memory, EXPORT_MEMORY, "MB")
            )
