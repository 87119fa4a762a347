"""Work out the table of README.md anew: `python -m tests.slow [ROOMS]`."""

import re
import sys
from datetime import date
from pathlib import Path

from tests.slow.opinion_rates import all_rates, table

README = Path(__file__).with_name("README.md")
MARK = "<!-- rates -->"


def main() -> None:
    """Simulate so many rooms of each sort and size, and write down what was said of them."""
    rooms = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    found = []
    for one in all_rates(rooms):
        found.append(one)
        print(one.truth.name, one.people, one.statements, one.cell(), flush=True)
    told = f"{MARK}\n{rooms} rooms a cell, {date.today():%Y-%m-%d}\n\n{table(found)}\n{MARK}"
    text = README.read_text(encoding="utf-8")
    README.write_text(
        re.sub(f"{MARK}.*{MARK}", lambda _: told, text, flags=re.DOTALL), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
