"""Work out the tables of README.md anew: `python -m tests.slow [NAME] [SIZE]`."""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.kinds.claims import noise, proof
from tests.slow import fuzz, proved, servers, soak, wire
from tests.slow.opinion_rates import all_rates
from tests.slow.opinion_rates import table as table_of_maps
from tests.standing import coverage

README = Path(__file__).with_name("README.md")


def maps(rooms: int) -> str:
    """What is said of maps, by sort and size of room."""
    found = []
    for one in all_rates(rooms):
        found.append(one)
        print(one.truth.name, one.people, one.statements, one.cell(), flush=True)
    return table_of_maps(found)


def findings_in_noise(rooms: int) -> str:
    """How often something is found in noise, by activity and size of room."""
    lines = ["| kind | activity | " + " | ".join(f"n = {n}" for n in noise.SIZES) + " |"]
    lines.append("|---" * (len(noise.SIZES) + 2) + "|")
    for id, activity in proof.ASKED.items():
        rates = [noise.rate(activity, people, rooms) for people in noise.SIZES]
        cells = " | ".join(f"{rate:.3f}".removeprefix("0") for rate in rates)
        lines.append(f"| {activity.kind} | {id} | {cells} |")
        print(lines[-1], flush=True)
    return "\n".join(lines)


@dataclass(frozen=True)
class Run:
    """Something that takes long: its table and what went wrong, for a size; the usual size, in words."""

    table: Callable[[int], tuple[str, list[str]]]
    usual: int
    of: str


def simulated(table: Callable[[int], str], usual: int) -> Run:
    """A table of simulated rooms: its bounds are held by tests of their own."""
    return Run(lambda rooms: (table(rooms), []), usual, "{:,} rooms a cell")


RUNS = {
    "maps": simulated(maps, 200),
    "proved": Run(proved.table, 2_000, "{:,} rooms of each activity"),
    "noise": simulated(findings_in_noise, 200),
    "coverage": simulated(coverage.table, 1_000),
    "fuzz": Run(fuzz.table, 110_000, "{:,} requests"),
    "wire": Run(wire.table, 600, "{:,} examples of each route"),
    "soak": Run(soak.table, 10, "{} minutes"),
    "servers": Run(servers.table, 1_500, "{:,} phones, a server killed every 5 s"),
}


def main(name: str = "", size: str = "") -> int:
    """Work out one table, or all, write down what came out, and say what went wrong."""
    failed = 0
    for one in [name] if name else RUNS:
        run, mark = RUNS[one], f"<!-- {one} -->"
        many = int(size or run.usual)
        table, wrong = run.table(many)
        told = f"{mark}\n{run.of.format(many)}, {date.today():%Y-%m-%d}\n\n{table}\n{mark}"
        text = README.read_text(encoding="utf-8")
        before, _, after = re.split(f"({mark}.*{mark})", text, flags=re.DOTALL)
        README.write_text(f"{before}{told}{after}", encoding="utf-8")
        print(told, *wrong[:20], sep="\n", flush=True)
        failed += len(wrong)
    return min(failed, 1)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
