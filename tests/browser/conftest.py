"""A real Chromium, a real server on a store of its own, and phones: what browser tests stand on.

Without a browser these tests are skipped with a line that says how to get one; with CI=true they
fail instead, as there they have to run.
"""

import json
import os
import random
import re
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib import request

import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright, expect, sync_playwright
from tamtam import kinds
from tamtam.deck.deck import Activity
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.session import commands as c
from tamtam.session.log import Store, open_store

if TYPE_CHECKING:
    from tests.browser.jupyterlab import Desk

HOW_TO_GET_ONE = (
    "no Chromium found: install it (Debian: apt install chromium; elsewhere: "
    "python -m playwright install chromium) or name one in TAMTAM_CHROMIUM"
)
#: What nobody sees of a new window: two popups of its address line, each a page of Chromium's own, and a
#: process that waits for the next page.
_UNSEEN = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess")
#: What Playwright turns off: Chromium heeds only the last list it is given.
_PLAYWRIGHTS = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
ARGUMENTS = [
    f"--disable-features={','.join((*_UNSEEN, *_PLAYWRIGHTS))}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: How long a page or a log is waited for, in seconds: machines that run tests may be busy.
PATIENCE = 20
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")


def chromium_path(playwright: Playwright) -> str | None:
    """The Chromium to drive: the one named, the system's, or playwright's own."""
    own = playwright.chromium.executable_path
    found = (os.environ.get("TAMTAM_CHROMIUM"), shutil.which("chromium"), own)
    return next((path for path in found if path and Path(path).exists()), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = chromium_path(playwright)
        if path is None:
            if os.environ.get("CI", "").lower() == "true":
                pytest.fail(HOW_TO_GET_ONE)
            pytest.skip(HOW_TO_GET_ONE)
        expect.set_options(timeout=PATIENCE * 1000)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def give_axe(page: Page) -> None:
    """Let axe-core be there: half a megabyte, which a page takes once.

    The page's own policy forbids inline scripts; evaluating goes past it, as a debugger does.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)


@dataclass
class Phone:
    """A page as a phone has it, and everything it asked for and complained about."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def violations(self) -> list[str]:
        """What axe-core finds, each rule with the elements that break it."""
        give_axe(self.page)
        self.page.wait_for_timeout(350)  # let what fades in be there: its colours count
        found = self.page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
        return [f"{rule['id']}: {[node['html'] for node in rule['nodes']]}" for rule in found]

    def scrolls_sideways(self) -> bool:
        root = "document.documentElement"
        return bool(self.page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"))


def show(page: Page | Locator, label: str) -> None:
    """Press what shows a chart; where it would show somebody alone, say that it is to be done."""
    button = page.get_by_role("button", name=label)
    button.click()
    expect(button).to_have_count(0)
    sure = page.get_by_role("button", name=re.compile("Yes, do it|Oui, continuer"))
    if sure.is_visible():
        sure.click()


NewPhone = Callable[..., Phone]


@pytest.fixture
def new_phone(chromium: Browser) -> Iterator[NewPhone]:
    contexts = []

    def make(
        scheme: str = "light", locale: str = "en-GB", width: int = 390, height: int = 844
    ) -> Phone:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            locale=locale,
            has_touch=True,
            is_mobile=True,
            reduced_motion="reduce",
        )
        contexts.append(context)
        phone = Phone(context.new_page())
        phone.page.set_default_timeout(PATIENCE * 1000)
        phone.page.on("request", lambda sent: phone.asked.append(sent.url))
        phone.page.on("pageerror", lambda error: phone.complaints.append(str(error)))
        return phone

    yield make
    for context in contexts:
        context.close()


@dataclass
class LiveRoom:
    """One session on a running server, led from here; `people` answer from plain HTTP."""

    store: Store
    client: Client
    server_url: str
    code: str
    people: list[request.OpenerDirector] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{self.server_url}/{self.code}"

    @property
    def secret(self) -> str:
        """What the links of this room that a test grants hold; no other room's."""
        return f"{self.code}.a-secret-of-this-test"

    def do(self, command: c.Command) -> None:
        self.client.run(self.code, command)

    def invite(self, count: int, aliases: Sequence[str] = ()) -> None:
        for number in range(count):
            opener = request.build_opener(request.HTTPCookieProcessor(CookieJar()))
            self.people.append(opener)
            self._post(opener, "join", {"alias": aliases[number]} if aliases else {})

    def answer(
        self, person: request.OpenerDirector, activity: str, slot: tuple[str, str], value: Any
    ) -> None:
        item, phase = slot
        body = {"activity": activity, "item": item, "phase": phase, "value": value}
        self._post(person, "answers", body | {"key": f"{activity}{item}{phase}"})

    def everybody_answers(self, activity: Activity, seed: int = 1) -> None:
        chance = random.Random(seed)
        for person, opener in enumerate(self.people):
            simulated = kinds.get(activity.kind).simulate(activity, chance)
            for (item, phase), value in simulated.items():
                body = {"activity": activity.id, "item": item, "phase": phase, "value": value}
                self._post(opener, "answers", body | {"key": f"{seed}{person}{item}{phase}"})

    def reveal(self, activity: str, show: str = "chart") -> None:
        log = self.store.log(self.code)
        log.refresh()
        standing = log.state.standing(activity).to_json()
        self.do(c.Reveal(activity, standing, log.state.position, show))

    def answers(self, activity: str) -> list[dict[tuple[str, str], Any]]:
        """Every participant's answers as the log has them."""
        log = self.store.log(self.code)
        log.refresh()
        return list(log.state.activity(activity).turn.answers.values())

    def holds(self, activity: str, answers: list[dict[tuple[str, str], Any]]) -> None:
        """Every participant's answers are these, as soon as all that was tapped has come in.

        A page may still say *Saved* of the answer before; a log is asked again until it has the last.
        """
        until = time.monotonic() + PATIENCE
        while self.answers(activity) != answers and time.monotonic() < until:
            time.sleep(0.05)
        assert self.answers(activity) == answers

    def holds_one(self, activity: str, own: dict[tuple[str, str], Any]) -> None:
        """Somebody's answers are these, as soon as all that was tapped has come in."""
        until = time.monotonic() + PATIENCE
        while own not in self.answers(activity) and time.monotonic() < until:
            time.sleep(0.05)
        assert own in self.answers(activity)

    def _post(self, opener: request.OpenerDirector, path: str, body: dict[str, Any]) -> None:
        url = f"{self.server_url}/api/{self.code}/{path}"
        headers = {"Content-Type": "application/json"}
        opener.open(request.Request(url, json.dumps(body).encode(), headers)).close()


OpenRoom = Callable[[c.NewSession], LiveRoom]


@pytest.fixture(scope="session")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store for all browser tests of a process: each opens a room of its own, on one server."""
    store = open_store(tmp_path_factory.mktemp("rooms") / "sessions.sqlite")
    yield store
    run.stop(store)
    store.close()


@pytest.fixture
def open_room(rooms: Store) -> OpenRoom:
    running = run.start(rooms)  # again, where a test before stopped it
    client = Client(running.url, running.key)
    return lambda new: LiveRoom(rooms, client, running.url, client.create(new))


@pytest.fixture
def desk_language() -> str:
    """In which language `tamtam` is started; a file of tests says another by a fixture of this name."""
    return "fr"


@pytest.fixture
def a_desk(tmp_path: Path, desk_language: str) -> Iterator["Desk"]:
    """`tamtam start` as somebody typed it: JupyterLab, its session server, a store of its own."""
    from tests.browser import jupyterlab

    started = jupyterlab.start(tmp_path, desk_language)
    yield started
    started.close()
