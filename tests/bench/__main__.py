"""`python -m tests.bench`: measure, and print a table."""

import argparse
import datetime
import pkgutil
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import tests.bench
from tests.bench import machine
from tests.bench.row import MEASURES, Bench, Row, table

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- table -->", "<!-- end of table -->"
#: In this order in the table; other files of this folder come after them.
FIRST = ("answering", "gathering", "keeping", "weight", "starting")

EXAMPLES = """\
examples:
  python -m tests.bench                                everything, about ten minutes
  python -m tests.bench --only answers,one_client      only these
  python -m tests.bench --quick                        small sizes, to see that everything runs
  python -m tests.bench --write                        put the table into tests/bench/README.md

Stores are kept in the folder for temporary files; TMPDIR=/a/real/disk chooses another.
Leave the machine alone meanwhile: one core serves, the other asks.
"""


def load_measures() -> None:
    """Import every file of this folder that may hold measures."""
    found = [module.name for module in pkgutil.iter_modules(tests.bench.__path__)]
    for name in (*FIRST, *(name for name in found if name not in (*FIRST, "__main__"))):
        import_module(f"tests.bench.{name}")


def arguments(given: list[str]) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="Measure speed, memory and weight beside raw servers and limits, in one run.",
        epilog=EXAMPLES + "\nmeasures: " + ", ".join(MEASURES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", metavar="NAME[,NAME]", help="only these measures")
    parser.add_argument("--quick", action="store_true", help="small sizes and short times")
    parser.add_argument("--write", action="store_true", help="put the table into the README here")
    chosen = parser.parse_args(given)
    chosen.names = chosen.only.split(",") if chosen.only else list(MEASURES)
    if unknown := [name for name in chosen.names if name not in MEASURES]:
        parser.error(f"no measure is called {', '.join(unknown)}; there are: {', '.join(MEASURES)}")
    if chosen.write and (chosen.quick or chosen.only):
        parser.error("--write keeps a whole table of real sizes: leave out --quick and --only")
    return chosen


def rows(names: list[str], bench: Bench) -> Iterator[Row]:
    """The rows of each measure; one that fails says so in its row and doesn't stop the others."""
    for name in names:
        try:
            yield from MEASURES[name](bench)
        except Exception as problem:
            bench.say(f"{name}: {problem!r}")
            yield Row(f"{name}: could not be measured", None, "", "", repr(problem), met=False)


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {text}", file=sys.stderr, flush=True)


def keep(found: str) -> None:
    """Put the table between its marks in the README."""
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    README.write_text(f"{before}{BEGIN}\n{found}{END}{after}", encoding="utf-8")


def main(given: list[str]) -> int:
    """Measure what is asked for; 1 if something could not be measured or missed its target."""
    load_measures()
    chosen = arguments(given)
    machine.raise_open_files()
    found = list(rows(chosen.names, Bench(chosen.quick, _say)))
    when = datetime.date.today().isoformat()
    text = f"{when} · {machine.description()}\n\n{table(found)}"
    print(text)
    if chosen.write:
        keep(text)
    return int(any(row.met is False for row in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
