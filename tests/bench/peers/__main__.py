"""`python -m tests.bench.peers`: the same poll in Tamtam and its peers, in turns, as a table."""

import argparse
import datetime
import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from math import inf
from statistics import median
from typing import Any

import psutil  # type: ignore[import-untyped, unused-ignore] # types only where they are installed

from tests.bench import machine
from tests.bench.load import quantile
from tests.bench.peers.servers import PEERS, TAMTAM, Peer, Server
from tests.bench.row import figure

#: People who answer again at once, and people in a room that answers at a pace.
AT_ONCE, ROOM = 50, 200
#: Above such a share of a core the driver is what was measured, so that a row says nothing.
DRIVER = 0.7

EXAMPLES = """\
examples:
  python -m tests.bench.peers                       all, about six minutes once they are installed
  python -m tests.bench.peers --only otree,nicegui  only beside these
  python -m tests.bench.peers --quick               few people, short times: to see that all runs
"""


@dataclass(slots=True)
class Beside:
    """One server with its driver and what was found of it: by measure, a figure for each turn."""

    peer: Peer
    server: Server
    driver: subprocess.Popen[str] | None
    people: int = 0
    empty: int = 0
    found: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    busy: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def ask(self, **what: Any) -> dict[str, Any]:
        """Have the driver do something; what it found."""
        assert self.driver and self.driver.stdin and self.driver.stdout
        self.driver.stdin.write(json.dumps(what) + "\n")
        self.driver.stdin.flush()
        line = self.driver.stdout.readline()
        if not line:
            raise RuntimeError(f"the driver of {self.peer.name} ended")
        told: dict[str, Any] = json.loads(line)
        return told

    def fill(self, people: int) -> None:
        """Have people come in until there are so many, or as many as it is asked to hold."""
        more = min(people, self.peer.most or people) - self.people
        if more > 0:
            self.people = self.ask(do="join", people=more)["people"]

    def memory(self) -> int:
        """Bytes that its process holds with all it started."""
        process = psutil.Process(self.server.pid)
        return sum(
            machine.memory_of(one.pid) for one in (process, *process.children(recursive=True))
        )

    def at_once(self, seconds: float) -> None:
        told = self.ask(do="at_once", seconds=seconds)
        self._keep("at_once", told["rate"], told)

    def steady(self, per_second: float, seconds: float) -> None:
        told = self.ask(do="steady", per_second=per_second, seconds=seconds)
        self._keep("steady", 1000 * quantile(told["taken"], 0.95), told)

    def _keep(self, measure: str, figure: float, told: dict[str, Any]) -> None:
        self.found[measure].append(figure)
        self.busy[measure].append(told["driver"])


@contextmanager
def beside(peer: Peer, people: int) -> Iterator[Beside]:
    """One server and its driver, until it is no longer needed."""
    with contextmanager(peer.serve)(peer, people + 10) as server:
        driver = peer.driver(server.url)
        try:
            yield Beside(peer, server, driver)
        finally:
            driver.kill()
            driver.communicate()


def measure(all: Sequence[Beside], quick: bool) -> None:
    """Everybody in turns: at once, then a room at its pace, then what a person costs."""
    turns, seconds, pace, room = (1, 1.0, 10.0, 20) if quick else (5, 2.0, 100.0, ROOM)
    for one in all:
        one.fill(2)  # what a first visit loads is no participant's
        one.empty = one.memory()
    for one in all:
        one.fill(10 if quick else AT_ONCE)
        one.at_once(seconds / 4)  # warm
        one.found.clear()
        one.busy.clear()
    for _ in range(turns):
        for one in all:
            one.at_once(seconds)
    for one in all:
        one.fill(room)
        one.found["memory"].append((one.memory() - one.empty) / (one.people - 2))
    for _ in range(turns):
        for one in all:
            one.steady(pace * one.people / room, seconds)


MEASURES = {
    "at_once": ("answers that are acknowledged, all again at once", "/s", 1.0),
    "steady": ("p95 of an answer, each once in 2 s", "ms", 1.0),
    "memory": ("memory a person", "kB", 1 / 1000),
}


def table(ours: Beside, others: Sequence[Beside]) -> str:
    """What was found, a row for each peer and measure; figures are medians over the turns."""
    lines = [
        "| what | people | Tamtam | peer | Tamtam / peer | driver’s share of a core |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_row(measure, ours, peer) for measure in MEASURES for peer in others]
    return "\n".join(lines) + "\n"


def _row(measure: str, ours: Beside, peer: Beside) -> str:
    name, unit, scale = MEASURES[measure]
    pairs = list(zip(ours.found[measure], peer.found[measure], strict=True))
    own, other = (median(one) * scale for one in zip(*pairs, strict=True))
    ratio = median(a / b if b else inf for a, b in pairs)
    busy = [median(one.busy[measure]) for one in (ours, peer) if one.busy[measure]]
    most = AT_ONCE if measure == "at_once" else ROOM
    people = dict.fromkeys(str(min(one.people, most)) for one in (ours, peer))
    cells = (
        name,
        ", ".join(people),
        f"{figure(own)} {unit}",
        f"{peer.peer.name}{'' if peer.peer.durable else ', in memory'}: {figure(other)} {unit}",
        f"{figure(ratio)}{' **void**' if max(busy, default=0) > DRIVER else ''}",
        " · ".join(f"{one:.2f}" for one in busy) or "–",
    )
    return f"| {' | '.join(cells)} |"


def arguments(given: list[str]) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.peers",
        description="One poll in Tamtam, oTree, NiceGUI, Streamlit and Voilà, measured in turns.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    kinds = [peer.kind for peer in PEERS]
    parser.add_argument("--only", metavar="PEER[,PEER]", help=f"of {', '.join(kinds)}")
    parser.add_argument("--quick", action="store_true", help="few people and short times")
    chosen = parser.parse_args(given)
    chosen.kinds = chosen.only.split(",") if chosen.only else kinds
    if unknown := [kind for kind in chosen.kinds if kind not in kinds]:
        parser.error(f"no peer is called {', '.join(unknown)}; there are: {', '.join(kinds)}")
    return chosen


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {text}", file=sys.stderr, flush=True)


def main(given: list[str]) -> None:
    """Measure, and print the table."""
    chosen = arguments(given)
    peers = [TAMTAM, *(peer for peer in PEERS if peer.kind in chosen.kinds)]
    for peer in peers:
        peer.make(_say)
    machine.raise_open_files()
    with ExitStack() as stack:
        _say("starting the servers")
        all = [stack.enter_context(beside(peer, ROOM)) for peer in peers]
        _say("measuring, in turns")
        measure(all, chosen.quick)
        print(f"{datetime.date.today().isoformat()} · {machine.description()}\n")
        print(table(all[0], all[1:]))


if __name__ == "__main__":
    main(sys.argv[1:])
