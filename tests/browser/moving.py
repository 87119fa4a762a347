"""Eight phones at a laptop that is its own hotspot and moves to another network in mid-session; no internet.

Run by `test_moving.py` in a network namespace of its own: `python -m tests.browser.moving FOLDER`.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests import decks
from tests.browser.conftest import ARGUMENTS, PATIENCE, LiveRoom, chromium_path
from tests.browser.test_phone import come_in, said, tap_value

HOTSPOT, ROUTER = "192.168.137.1", "10.0.5.2"
KEPT = "drawer => Boolean(JSON.parse(localStorage[drawer]).home)"


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


def network(name: str, address: str) -> None:
    """A card of this laptop, and a network behind it that leads nowhere."""
    ip("link", "add", name, "type", "veth", "peer", "name", f"{name}p")
    ip("link", "set", f"{name}p", "up")
    ip("addr", "add", f"{address}/24", "dev", name)
    ip("link", "set", name, "up")


@dataclass
class Asking:
    """A phone without a page: it asks as one does."""

    wire: httpx.Client
    participant: str
    words: list[str]
    ticket: str = ""

    @classmethod
    def joins(cls, api: str, alias: str) -> "Asking":
        wire = httpx.Client(trust_env=False, headers={"accept-language": "en"})
        joined = wire.post(f"{api}/join", json={"alias": alias}).json()
        phone = cls(wire, joined["participant"], joined["words"])
        home = wire.get(f"{api}/notebook").json()["home"]
        assert any(ROUTER in address for address in home["addresses"])
        phone.ticket = home["ticket"]
        return phone

    def answers(self, api: str, item: str, value: int) -> None:
        given = {"activity": "baseline", "phase": "before", "item": item, "value": value}
        assert self.wire.post(f"{api}/answers", json={**given, "key": item}).status_code == 201

    def comes_home(self, api: str, **by: str) -> None:
        """At another address nobody knows its cookie: by its ticket or its three words it is the same."""
        self.wire.cookies.clear()
        back = self.wire.post(f"{api}/join", json=by)
        assert back.json()["participant"] == self.participant, back.text


def opened(browser: Browser, room: LiveRoom, alias: str) -> Page:
    page = browser.new_context(locale="en", has_touch=True, viewport=None).new_page()
    come_in(page, room, alias)
    page.wait_for_function(KEPT, arg=f"tamtam.{room.code}")
    return page


def lead(folder: Path, browser: Browser) -> None:
    store = open_store(folder / "s.sqlite")
    running = run.start(store, lan=True)
    try:
        assert run.lan_address() == HOTSPOT
        control = Client(running.url, running.key)
        room = LiveRoom(
            store, control, f"http://{HOTSPOT}:{running.port}", control.create(decks.new_session())
        )
        meets(room, browser, running.port, folder)
    finally:
        run.stop(store)


def meets(room: LiveRoom, browser: Browser, port: int, folder: Path) -> None:
    first, second = (f"http://{each}:{port}/api/{room.code}" for each in (HOTSPOT, ROUTER))
    asking = [Asking.joins(first, f"Phone {number}") for number in range(6)]
    pages = [opened(browser, room, alias) for alias in ("Ana", "Zoé")]
    room.do(c.Open("baseline"))
    for number, phone in enumerate(asking):
        phone.answers(first, "s1", 1 + number % 5)
    tap_value(pages[0], 1, 4)
    said(pages[0], "Saved")

    ip("link", "set", "wlan0", "down")  # the hotspot goes off
    ip("addr", "del", f"{HOTSPOT}/24", "dev", "wlan0")
    tap_value(pages[1], 1, 2)
    said(pages[1], "waiting to be sent")
    assert run.lan_address() == ROUTER  # what the lobby shows from now on
    for number, phone in enumerate(asking):
        by_ticket = number % 2 == 0
        phone.comes_home(second, **({"ticket": phone.ticket} if by_ticket else by_words(phone)))
        phone.answers(second, "s2", 5)
    for page, alias in zip(pages, ("Ana", "Zoé"), strict=True):
        page.locator("#home a").tap(timeout=4 * PATIENCE * 1000)
        page.wait_for_url(f"http://{ROUTER}:{port}/{room.code}")
        expect(page.locator("#me")).to_have_text(alias)
        if alias == "Zoé":
            said(page, "Saved")  # what waited to be sent came along
        tap_value(page, 2, 5)
        said(page, "Saved")

    room.reveal("baseline")
    room.do(c.End())
    log = room.store.log(room.code)
    log.refresh()
    assert len(log.state.participants) == 8, "who moved is nobody new"
    assert len(log.state.asked["baseline"].turn.answers) == 8
    for phone in asking:
        [step] = phone.wire.get(f"{second}/notebook").json()["steps"]
        assert step["standing"]["n"] == 8
    for page in pages:
        expect(page.get_by_role("heading", name="The session is over")).to_be_visible()
        expect(page.locator(".tt-phone-notebook dd").last).to_be_visible()
        with page.expect_download() as saved:
            page.get_by_role("link", name="Keep as one file").tap()
        saved.value.save_as(folder / "notebook.html")
        whole = (folder / "notebook.html").read_text(encoding="utf-8")
        assert "8 people" in whole and "You: strongly agree" in whole


def by_words(phone: Asking) -> dict[str, str]:
    return {"words": " ".join(phone.words)}


if __name__ == "__main__":
    ip("link", "set", "lo", "up")
    network("wlan0", HOTSPOT)
    network("eth0", ROUTER)
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        path = chromium_path(playwright)
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        lead(Path(sys.argv[1]), chromium)
        chromium.close()
