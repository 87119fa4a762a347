"""Work out the tables of README.md anew: `python -m tests.slow [maps|noise|coverage] [ROOMS]`."""

import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.kinds.claims import noise, proof
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


#: The tables by name: how each is worked out, of how many rooms unless said.
TABLES: dict[str, tuple[Callable[[int], str], int]] = {
    "maps": (maps, 200),
    "noise": (findings_in_noise, 200),
    "coverage": (coverage.table, 1_000),
}


def main(name: str = "", rooms: str = "") -> None:
    """Simulate rooms for one table, or for all, and write down what came out."""
    for one in [name] if name else TABLES:
        work_out, usual = TABLES[one]
        many = int(rooms or usual)
        mark = f"<!-- {one} -->"
        told = f"{mark}\n{many} rooms a cell, {date.today():%Y-%m-%d}\n\n{work_out(many)}\n{mark}"
        text = README.read_text(encoding="utf-8")
        before, _, after = re.split(f"({mark}.*{mark})", text, flags=re.DOTALL)
        README.write_text(f"{before}{told}{after}", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
