"""A room that fills in a burst and is told of an activity; memory for each participant."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from statistics import median

from tests.bench import load, machine, rooms
from tests.bench.load import Crowd, Place
from tests.bench.row import Bench, Row, measure, multiple, within

#: Memory of a server nobody joined (MB).
EMPTY_SERVER = 60
#: How often slower than the raw server.
RAW = 4


@dataclass(frozen=True, slots=True)
class Gatherings:
    """Several bursts of the same size at the real and the raw server, taken in turns."""

    real: list[Crowd] = field(default_factory=list)
    raw: list[Crowd] = field(default_factory=list)

    def joined(self) -> tuple[float, float]:
        """Seconds until the last is in: at the real server, at the raw one."""
        return median(crowd.joined for crowd in self.real), median(
            crowd.joined for crowd in self.raw
        )

    def told(self) -> tuple[float, float]:
        """Milliseconds until the last phone knows: at the real server, at the raw one."""
        return _told(self.real), _told(self.raw)


def _told(crowds: list[Crowd]) -> float:
    return 1000 * median(seconds for crowd in crowds for seconds in crowd.told)


def _crowd(place: Place, count: int) -> Crowd:
    return machine.looped(load.crowd(place, count, tellings=5))


@cache
def _gathered(count: int, rounds: int) -> Gatherings:
    """Each burst at a fresh server."""
    found, asking = Gatherings(), machine.cores()[1]
    for _ in range(rounds):
        with rooms.raw() as place:
            found.raw.append(machine.away(asking, _crowd, place, count))
        with rooms.real(opened=False) as (place, _, _):
            found.real.append(machine.away(asking, _crowd, place, count))
    return found


def _sizes(bench: Bench) -> Iterator[tuple[int, Gatherings]]:
    rounds = 1 if bench.quick else 3
    for count in (200,) if bench.quick else (200, 1_000, 5_000):
        bench.say(f"{count:,} people come in and are told, {rounds} times at either server")
        yield count, _gathered(count, rounds)


@measure
def join(bench: Bench) -> Iterator[Row]:
    """Page, join and stream of everybody at once."""
    for count, found in _sizes(bench):
        ours, bare = found.joined()
        check = multiple(ours / bare, "raw asyncio", RAW)
        name = f"{count:,} people join in a burst (page, join, stream)"
        yield Row.judged(name, ours, "s", check)


@measure
def fan_out(bench: Bench) -> Iterator[Row]:
    """From sending the facilitator's command, its commit included, to the last phone."""
    for count, found in _sizes(bench):
        ours, bare = found.told()
        check = multiple(ours / bare, "raw asyncio", RAW)
        yield Row.judged(f"activity opened → last of {count:,} phones has it", ours, "ms", check)


@measure
def memory(bench: Bench) -> Iterator[Row]:
    """What the server keeps for each participant, with a stream and a second connection."""
    for count, found in _sizes(bench):
        each = median(crowd.memory for crowd in found.real) / 1000
        yield Row.judged(
            f"memory of the server a participant, of {count:,}",
            each,
            "kB",
        )


@measure
def empty_server(bench: Bench) -> Iterator[Row]:
    """The server's memory before anybody joined."""
    bench.say("a server nobody joined")
    with rooms.real(opened=False) as (place, _, _):
        used = machine.memory_of(place.pid) / 1e6
    yield Row.judged("server process, nobody joined", used, "MB", within(used, EMPTY_SERVER, "MB"))
