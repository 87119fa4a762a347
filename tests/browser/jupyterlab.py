"""The facilitator's desk as its user gets it: `tamtam start`, and JupyterLab in a real Chromium."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import Locator, Page
from tamtam.server import run
from tamtam.session.log import Store, clock, open_store

from tests.browser.conftest import give_axe

#: JupyterLab, a kernel and a server start on a machine that may be busy (seconds).
PATIENCE = 120
#: What is run before JupyterLab has heard of the kernel may be lost (ms).
SETTLING = 3_000
#: The bar in which it stands is out of sight beside the cockpit.
IDLE = ".jp-Notebook-ExecutionIndicator[data-status='idle']"


#: On a step's card: what it is at, and how many have answered.
STATUS, GAUGE = ".tamtam-cockpit-status", ".tamtam-cockpit-count"
#: JupyterLab's menu, in the language it was started in.
RUN = re.compile(r"^(Run|Exécution)$")
RUN_ALL = re.compile(r"^(Run All Cells|Exécuter toutes les cellules)$")


@dataclass
class Desk:
    """A started `tamtam`: its JupyterLab's address, its store, the folder of notebooks."""

    process: "subprocess.Popen[str]"
    lab: str
    token: str
    store: Store
    folder: Path
    place: Path
    language: str

    def lose_power(self) -> None:
        """Kill JupyterLab, its kernels and the session server in the middle of whatever they do."""
        running = run.find(self.store)
        lost = psutil.Process(self.process.pid).children(recursive=True)
        if running is not None:
            server = psutil.Process(running.pid)
            lost += [*server.children(recursive=True), server]
        self.process.kill()
        for one in lost:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()
        self.process.wait()
        for left in (self.place / "runtime").glob("jpserver-*"):
            left.unlink()

    def begin_again(self, minutes: int = 0) -> None:
        """Type `tamtam` once more, so many minutes later."""
        if self.process.stdout:
            self.process.stdout.close()
        self.store.close()
        again = start(self.place, self.language, minutes)
        self.process, self.store = again.process, again.store
        self.lab, self.token = again.lab, again.token

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


def start(place: Path, language: str, minutes: int = 0) -> Desk:
    """`tamtam start` with everything it keeps under `place`; with its clock so many minutes ahead."""
    ahead = clock._found + minutes * 60_000_000_000
    environment = os.environ | {
        "TAMTAM_STORE": str(place / "sessions.sqlite"),
        "TAMTAM_FOLDER": str(place / "Tamtam"),
        "JUPYTER_RUNTIME_DIR": str(place / "runtime"),
        "JUPYTER_CONFIG_DIR": str(place / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(place / "settings"),
        "IPYTHONDIR": str(place / "ipython"),
        "BROWSER": "true",
        clock.AHEAD: str(ahead),
    }
    with (place / "lab.log").open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tamtam", "start", "--no-lan", "--language", language],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )
    until = time.monotonic() + PATIENCE
    while (server := _running(place / "runtime")) is None:
        said = (place / "lab.log").read_text()
        assert process.poll() is None, said
        assert time.monotonic() < until, said
        time.sleep(0.1)
    store = open_store(place / "sessions.sqlite")
    folder = place / "Tamtam" / "trois_constats"
    return Desk(process, server["url"], server["token"], store, folder, place, language)


def _running(folder: Path) -> dict[str, str] | None:
    """What JupyterLab writes down of itself, once it has done so and answers."""
    for path in folder.glob("jpserver-*.json"):
        with contextlib.suppress(ValueError):  # half of it may be there
            found: dict[str, str] = json.loads(path.read_text())
            address = urlsplit(found["url"])
            with contextlib.suppress(OSError):  # it may be about to listen
                socket.create_connection((address.hostname or "", address.port or 0), 1).close()
                return found
    return None


@dataclass
class Notebook:
    """One notebook open in JupyterLab."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def load(self, desk: Desk, name: str = "") -> None:
        """Load JupyterLab with a notebook in front, and wait until its kernel listens.

        That which `tamtam` opens, where none is named.
        """
        token = f"?token={desk.token}"
        self.page.goto(f"{desk.lab}lab/tree/{name}{token}&reset" if name else desk.lab + token)
        self.page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=PATIENCE * 1000)
        self.page.wait_for_selector(IDLE, state="attached", timeout=PATIENCE * 1000)
        self.page.wait_for_timeout(SETTLING)

    @property
    def panel(self) -> Locator:
        """The notebook that is in front."""
        return self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    def run_all(self) -> None:
        """Run every cell as a facilitator does, also once more, and wait until the last has run."""
        outputs = ".jp-OutputArea-child"
        mark = "all => all.forEach((one) => (one.dataset.before = true))"
        self.panel.locator(outputs).evaluate_all(mark)
        self.page.get_by_role("menuitem", name=RUN).click()
        self.page.get_by_role("menuitem", name=RUN_ALL).click()
        last = self.panel.locator(".jp-CodeCell").last.locator(f"{outputs}:not([data-before])")
        last.first.wait_for(timeout=PATIENCE * 1000)
        self.panel.locator(IDLE).wait_for(state="attached")

    def follow(self, link: str) -> None:
        """Go on to the notebook that a link leads to, and wait until its kernel listens."""
        self.panel.get_by_role("link", name=link, exact=True).click()
        self.panel.get_by_role("heading", name=link, exact=True).wait_for(timeout=PATIENCE * 1000)
        self.panel.locator(IDLE).wait_for(state="attached", timeout=PATIENCE * 1000)
        self.page.wait_for_timeout(SETTLING)

    def turn_to(self, name: str) -> None:
        """Bring another open notebook to the front."""
        self.page.locator(".lm-TabBar-tab", has_text=name).click()

    def bars(self) -> Locator:
        """What JupyterLab shows at the sides of the notebook."""
        return self.page.locator(".jp-SideBar:visible, .jp-SidePanel:visible")

    def card(self, title: str) -> Locator:
        """The card of one step; a notebook has as many as its part asks."""
        named = self.page.get_by_role("heading", name=title)
        return self.panel.locator("[data-layout=card]").filter(has=named)

    def violations(self) -> list[str]:
        """What axe-core finds in what Tamtam shows in a notebook; the rest is JupyterLab's."""
        give_axe(self.page)
        told = "axe.run('.tamtam', { resultTypes: ['violations'] })"
        found = self.page.evaluate(told)["violations"]
        return [f"{rule['id']}: {[node['html'] for node in rule['nodes']]}" for rule in found]

    def wait_for_new_kernel(self) -> None:
        """After a kernel died: JupyterLab starts another and says so; take note as a user does."""
        told = self.page.locator(".jp-Dialog")
        told.wait_for(timeout=PATIENCE * 1000)
        told.locator("button").last.click()
        self.page.wait_for_selector(IDLE, state="attached", timeout=PATIENCE * 1000)
        self.page.wait_for_timeout(SETTLING)


def open_notebook(page: Page, desk: Desk, name: str = "") -> Notebook:
    """Open a notebook, or what `tamtam` opens, and wait until its kernel listens."""
    notebook = Notebook(page)
    page.on("pageerror", lambda error: notebook.complaints.append(str(error)))
    page.set_default_timeout(30_000)
    notebook.load(desk, name)
    return notebook
