"""For all tests: in CI a skipped test is a failed one, since there nothing it needs may be missing."""

import gc
import os
import sys
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from hypothesis import settings

from tests import postgres as postgres_server

if TYPE_CHECKING:
    from tamtam.session.log import Store

IN_CI = os.environ.get("CI", "").lower() == "true"

#: Hundreds of programs are started here: where nobody may keep what Python compiles, each compiles anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# What is loaded and collected stays to the end: nothing of it is looked through for what could go.
gc.disable()

# How fast a machine is today is no property of the code: tests/bench measures speed.
USUAL = settings.get_profile("ci" if IN_CI else "default")
settings.register_profile("unhurried", USUAL, deadline=None, max_examples=40)
#: For who changes a measure or a rule: pytest --hypothesis-profile thorough
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.load_profile("unhurried")


#: What takes longest, begun first, so that no core is idle at the end; few of them in JupyterLab at once.
LONGEST = (
    "tests/workshops/test_notebooks",
    "tests/browser/test_cockpit",
    "tests/cli",
    "tests/test_whole_workshop",
    "tests/browser/test_walk",
    "tests/browser/test_moving",
    "tests/notebook/test_room",
    "tests/kinds/test_contract",
    "tests/browser/test_workshop",
    "tests/browser",
    "tests/notebook",
    "tests/charts/test_figures",
    "tests/faults",
    "tests/server",
    "tests/workshops",
    "tests/results",
    "tests/test_wheel",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        found = (at for at, named in enumerate(LONGEST) if item.nodeid.startswith(named))
        return next(found, len(LONGEST))

    items.sort(key=place)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    gc.freeze()
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where every test has to run: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def nobody_elses_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the machine's user has set must not reach a test; each test has a store of its own."""
    for name in [name for name in os.environ if name.startswith("TAMTAM_")]:
        if name != "TAMTAM_CHROMIUM":
            monkeypatch.delenv(name)
    monkeypatch.setenv("TAMTAM_LANGUAGE", "en")


@pytest.fixture(autouse=True)
def nothing_is_led_any_longer(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A kernel ends with its test: else it follows its sessions, and rehearses, beside all tests to come."""
    yield
    process = sys.modules.get("tamtam.notebook.process")
    for session in process._sessions.values() if process else ():
        if hasattr(session, "leave"):
            session.leave()
    if process:
        process._sessions.clear()
    if process and process._servers:
        process._servers.clear()
        gc.collect()  # what follows a server elsewhere ends with what holds it


@pytest.fixture(scope="session", autouse=True)
def nothing_goes_on_running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """End what still runs for a test's folder: a cockpit that is drawn once more starts its server again."""
    yield
    folder = str(tmp_path_factory.getbasetemp())
    for process in psutil.process_iter(["cmdline"]):
        if folder in " ".join(process.info["cmdline"] or ()) and process.pid != os.getpid():
            with suppress(psutil.NoSuchProcess):
                process.kill()


@pytest.fixture
def store(tmp_path: Path) -> Iterator["Store"]:
    """A store of the test's own; a server that it was given ends with it."""
    from tamtam.server import run
    from tamtam.session.log import open_store

    opened = open_store(tmp_path / "sessions.sqlite")
    yield opened
    run.stop(opened)
    opened.close()


@pytest.fixture
def postgres(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of this run's PostgreSQL; what stores keep beside it goes into a folder of the test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return postgres_server.server()
