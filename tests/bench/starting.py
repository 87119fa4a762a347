"""How long it takes to begin: the import, the command, the server. Each time in a fresh process."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

from tamtam.server import run
from tamtam.session.log import Store, now_ms, open_store

from tests.bench import machine, rooms
from tests.bench.row import Bench, Row, measure, within

#: What each may take (ms), the interpreter's own start included.
IMPORT, HELP, READY = 150, 300, 1_000
#: So many answers are in a long session that nobody ended.
LONG = 300_000


def _times(bench: Bench) -> int:
    return 3 if bench.quick else 15


def _run(command: list[str], times: int) -> float:
    """Milliseconds that a command takes, the median after one that only warms the disk's cache."""
    taken = []
    for _ in range(times + 1):
        begin = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        taken.append(1000 * (time.perf_counter() - begin))
    return median(taken[1:])


@measure
def import_kit(bench: Bench) -> Iterator[Row]:
    """`import tamtam` in a fresh interpreter."""
    bench.say("import tamtam")
    taken = _run([sys.executable, "-c", "import tamtam"], _times(bench))
    yield Row.judged("`python -c 'import tamtam'`", taken, "ms", within(taken, IMPORT, "ms"))


@measure
def help_text(bench: Bench) -> Iterator[Row]:
    """`tamtam --help`, the installed command."""
    bench.say("tamtam --help")
    installed = Path(sys.executable).with_name("tamtam")
    command = [str(installed)] if installed.exists() else [sys.executable, "-m", "tamtam"]
    taken = _run([*command, "--help"], _times(bench))
    yield Row.judged("`tamtam --help`", taken, "ms", within(taken, HELP, "ms"))


@measure
def server_ready(bench: Bench) -> Iterator[Row]:
    """From asking for a server to its first answer, as a notebook does it; and beside a long session."""
    bench.say("server ready")
    with rooms.folder() as place, closing(open_store(place / "sessions.sqlite")) as store:
        yield _ready("server ready", store, _times(bench))
    answers = LONG // 100 if bench.quick else LONG
    for days, what in ((2, "a session nobody ended, of two days ago"), (0, "a session under way")):
        bench.say(f"server ready, beside {answers:,} answers of {what}")
        with rooms.folder() as place:
            with closing(_days_ago(place / "sessions.sqlite", days)) as store:
                rooms.filled(store, answers, rooms.ACTIVITIES)
            with closing(open_store(place / "sessions.sqlite")) as store:
                yield _ready(f"the same beside {answers:,} answers of {what}", store, 5)


def _days_ago(place: Path, days: int) -> Store:
    """A store that takes it to be so many days ago."""
    return open_store(place, lambda: now_ms() - days * 24 * 3_600_000)


def _ready(name: str, store: Store, times: int) -> Row:
    taken = []
    for _ in range(times):
        with machine.on_core(machine.cores()[0]):
            begin = time.perf_counter()
            running = run.start(store)
            taken.append(1000 * (time.perf_counter() - begin))
        run.stop(store)
        machine.wait_until_gone(running.pid)
    return Row.judged(name, median(taken), "ms", within(median(taken), READY, "ms"))
