"""The facilitator's desk as its user gets it: `tamtam start`, and JupyterLab in a real Chromium."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page

from kit.log import Store, open_store
from kit.server import run

#: JupyterLab, a kernel and a server start on a machine that may be busy (seconds).
PATIENCE = 120
#: What is run before JupyterLab has heard of the kernel may be lost (ms).
SETTLING = 3_000
IDLE = ".jp-Notebook-ExecutionIndicator[data-status='idle']"


@dataclass
class Desk:
    """A started `tamtam`: its JupyterLab's address, its store, the folder of notebooks."""

    process: "subprocess.Popen[str]"
    lab: str
    token: str
    store: Store
    folder: Path

    def close(self) -> None:
        """End it as Ctrl-C twice does, and the session server with it."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()
        run.stop(self.store)
        self.store.close()


def start(place: Path, language: str) -> Desk:
    """`tamtam start` with everything it keeps under `place`."""
    environment = os.environ | {
        "TAMTAM_STORE": str(place / "sessions.sqlite"),
        "TAMTAM_FOLDER": str(place / "Tamtam"),
        "JUPYTER_RUNTIME_DIR": str(place / "runtime"),
        "JUPYTER_CONFIG_DIR": str(place / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(place / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(place / "workspaces"),
        "IPYTHONDIR": str(place / "ipython"),
        "BROWSER": "true",
    }
    with (place / "lab.log").open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "kit", "start", "--no-lan", "--language", language],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )
    until = time.monotonic() + PATIENCE
    while not (found := list((place / "runtime").glob("jpserver-*.json"))):
        said = (place / "lab.log").read_text()
        assert process.poll() is None, said
        assert time.monotonic() < until, said
        time.sleep(0.1)
    server = json.loads(found[0].read_text())
    store = open_store(place / "sessions.sqlite")
    return Desk(process, server["url"], server["token"], store, place / "Tamtam" / "trois_constats")


@dataclass
class Notebook:
    """One notebook open in JupyterLab."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    @property
    def cells(self) -> Locator:
        return self.page.locator(".jp-Notebook .jp-CodeCell")

    def run_all(self) -> None:
        """Run every cell as a facilitator does, and wait until the last has run."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        last = self.page.locator(".jp-CodeCell").last.locator(".jp-OutputArea-child")
        last.first.wait_for(timeout=PATIENCE * 1000)
        self.page.wait_for_selector(IDLE)

    def wait_for_new_kernel(self) -> None:
        """After a kernel died: JupyterLab starts another and says so; take note as a user does."""
        told = self.page.locator(".jp-Dialog")
        told.wait_for(timeout=PATIENCE * 1000)
        told.locator("button").last.click()
        self.page.wait_for_selector(IDLE, timeout=PATIENCE * 1000)
        self.page.wait_for_timeout(SETTLING)


def open_notebook(page: Page, desk: Desk, name: str) -> Notebook:
    """Open a notebook and wait until its kernel listens."""
    notebook = Notebook(page)
    page.on("pageerror", lambda error: notebook.complaints.append(str(error)))
    page.set_default_timeout(30_000)
    page.goto(f"{desk.lab}lab/tree/{name}?token={desk.token}&reset")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=PATIENCE * 1000)
    page.wait_for_selector(IDLE, timeout=PATIENCE * 1000)
    page.wait_for_timeout(SETTLING)
    return notebook
