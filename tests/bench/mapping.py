"""The opinion map of a room: opened on all its votes, and after each 50 more."""

import resource
import sys
import time
from collections.abc import Iterator
from statistics import median

from tests.bench import machine
from tests.bench.row import Bench, Row, measure, within

#: People, statements, and the milliseconds that a refresh after 50 votes may take.
SIZES = ((1_000, 100, 100), (10_000, 500, 250))
#: What opening the larger one may take, in seconds, and the process's memory for it, in MB.
COLD, MEMORY = 2, 300
NEW = 50


def _mapped(people: int, statements: int, times: int) -> tuple[float, list[float], float]:
    """Seconds to the first map, milliseconds of each refresh, MB the process used at most."""
    import numpy as np
    from tamtam.standing.opinion.live import LiveMap

    chance = np.random.RandomState(1)
    creeds = chance.choice([-1.0, 1.0], (3, statements))
    votes = creeds[chance.randint(0, 3, people)]
    astray = chance.random_sample(votes.shape)
    votes[astray < 0.4] = chance.choice([-1, 0, 1], int((astray < 0.4).sum()))
    votes[astray > 0.7] = np.nan
    begin = time.perf_counter()
    live = LiveMap.of(votes)
    live.now()
    cold, taken = time.perf_counter() - begin, []
    for _ in range(times):
        new = zip(*(chance.randint(0, high, NEW) for high in (people, statements, 3)), strict=True)
        begin = time.perf_counter()
        for person, statement, vote in new:
            live.vote(int(person), int(statement), int(vote) - 1)
        live.now()
        taken.append(1000 * (time.perf_counter() - begin))
    return cold, taken, _largest()


def _largest() -> float:
    """The most memory this process has used, in MB; Linux counts kB, macOS bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


@measure
def opinion_map(bench: Bench) -> Iterator[Row]:
    """A refresh of the live map after 50 new votes; opening the larger one, and its memory."""
    for people, statements, most in SIZES[:1] if bench.quick else SIZES:
        bench.say(f"opinion map of {people:,} people on {statements} statements")
        times = 3 if bench.quick else 25
        cold, taken, memory = machine.away(machine.cores()[1], _mapped, people, statements, times)
        name = f"{people:,} people × {statements} statements"
        yield Row.judged(
            f"opinion map, refresh after {NEW} votes, {name}",
            median(taken),
            "ms",
            within(median(taken), most, "ms"),
        )
    yield Row.judged(f"opinion map, opened, {name}", cold, "s", within(cold, COLD, "s"))
    yield Row.judged(
        f"memory of a process that keeps it, {name}", memory, "MB", within(memory, MEMORY, "MB")
    )
