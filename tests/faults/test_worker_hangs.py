"""A standings worker that hangs: a reveal comes back soon, everybody is told, the chart follows by itself."""

import signal
import sys
import time
from collections.abc import Callable

import psutil
import pytest
from tamtam.server import reveal
from tamtam.session import commands as c

from tests.server.conftest import Served
from tests.server.test_links import link

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def worker(served: Served) -> psutil.Process:
    """The server's standings worker, once it runs."""
    until = time.monotonic() + 20
    while True:
        children = psutil.Process(served.running.pid).children(recursive=True)
        found = [one for one in children if "tamtam.server.standings_worker" in one.cmdline()]
        if found:
            return found[0]
        assert time.monotonic() < until
        time.sleep(0.05)


def wait_for(what: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not what():
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.mark.timeout(120)
def test_a_worker_that_hangs_holds_no_reveal_up(served: Served) -> None:
    served.do(c.Open("baseline"))
    for _ in range(6):
        served.answer(served.person(), 4)
    served.control.reveal(served.code, "baseline", "chart")  # so that it runs
    served.do(c.Open("baseline", again=True))
    for _ in range(7):
        served.answer(served.person(), 2)
    hung = worker(served)
    hung.send_signal(signal.SIGSTOP)
    wall = f"/screen/{link(served, 'screen')}/state"
    begun = time.monotonic()
    served.control.reveal(served.code, "baseline", "chart")
    took = time.monotonic() - begun
    assert took < 2 * reveal.PATIENCE  # a hung worker is waited for twice as long at least

    told = served.wire.get(wall).json()["shared"]
    assert told["notice"]["en"] == "The chart is still being worked out."
    assert told["activity"]["answered"] == 7 and told["activity"]["status"] == "closed"
    assert served.state()["shared"]["notice"]["fr"].startswith("Le graphique est encore")
    # It is replaced, though nobody lets it go on; and what was asked for is shown.
    wait_for(lambda: served.state()["shared"]["notice"] is None)
    shared = served.state()["shared"]["activity"]
    assert shared["status"] == "revealed" and shared["standing"]["n"] == 7
    assert not hung.is_running() or hung.status() == psutil.STATUS_ZOMBIE
