"""What a facilitator sees in a real Chromium: JupyterLab, the first chart, answers that move it."""

import time
from collections.abc import Iterator
from statistics import quantiles

import httpx
from playwright.sync_api import Page, WebSocket, sync_playwright
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.session import commands as c

from tests.bench import rooms
from tests.bench.row import Bench, Row, measure, within
from tests.browser import jupyterlab
from tests.browser.conftest import ARGUMENTS, chromium_path

#: What each may take: seconds, ms, and kB over the notebook's web socket.
USABLE, DRAWN, FIRST, UPDATE = 8, 500, 1_600, 5
PEOPLE, PACE = 200, 20
NOTEBOOK, ASKED = "en/0_opening.ipynb", "Where we start from"
#: Notes in the page, each time a chart has changed, when it did and how many people it says answered.
WATCH = """() => {
  window.seen = [];
  const chart = document.querySelector(".tamtam-chart");
  const look = () => {
    const said = chart.textContent.match(/(\\d+) agree, (\\d+) in between, (\\d+) disagree/);
    if (said) window.seen.push([Date.now(), said.slice(1).reduce((sum, n) => sum + Number(n), 0)]);
  };
  new MutationObserver(look).observe(chart, { childList: true, subtree: true, characterData: true });
}"""


class Traffic:
    """How many bytes a page received over its web sockets since it was last asked."""

    def __init__(self, page: Page) -> None:
        self._bytes = 0
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._count)

    def _count(self, frame: str | bytes) -> None:
        self._bytes += len(frame)

    def taken(self) -> float:
        """In kB; counts from zero again."""
        taken, self._bytes = self._bytes / 1000, 0
        return taken


@measure
def charts(bench: Bench) -> Iterator[Row]:
    """From the command to a usable page, then a chart that moves while people answer."""
    bench.say("JupyterLab, its first chart, and answers drawn on it")
    with rooms.folder() as place, sync_playwright() as playwright:
        path = chromium_path(playwright)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        begin = time.perf_counter()
        started = jupyterlab.start(place, "en")
        try:
            page = browser.new_page(viewport={"width": 1440, "height": 1000})
            traffic = Traffic(page)
            page.goto(f"{started.lab}lab/tree/{NOTEBOOK}?token={started.token}&reset")
            page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
            page.wait_for_selector(jupyterlab.IDLE, state="attached", timeout=60_000)
            usable = time.perf_counter() - begin
            name = "command → JupyterLab page usable"
            yield Row.judged(name, usable, "s", within(usable, USABLE, "s"))
            page.wait_for_timeout(jupyterlab.SETTLING)
            jupyterlab.Notebook(page).run_all()
            yield from _moving(page, traffic, started, 30 if bench.quick else PEOPLE)
        finally:
            started.close()
            browser.close()


def _moving(page: Page, traffic: Traffic, started: jupyterlab.Desk, people: int) -> Iterator[Row]:
    running = run.find(started.store)
    assert running is not None
    [session] = [one for one in started.store.sessions() if one.audience != "alone"]
    Client(running.url, running.key).run(session.code, c.Open("baseline"))
    api = f"{running.url}/api/{session.code}"
    with httpx.Client(trust_env=False) as wire:
        cookies = [_joined(wire, api) for _ in range(people)]
        for number in range(10):
            _answer(wire, api, cookies[number], number)
        page.wait_for_timeout(1_000)
        traffic.taken()
        jupyterlab.Notebook(page).card(ASKED).get_by_text("Preview").click()
        page.locator(".tamtam-chart svg").first.wait_for(timeout=30_000)
        page.wait_for_timeout(1_000)
        first = traffic.taken()
        yield Row.judged(
            "a notebook's first chart, Plotly included", first, "kB", within(first, FIRST, "kB")
        )
        page.evaluate(WATCH)
        acknowledged = {}
        for number in range(10, people):
            begin = time.perf_counter()
            _answer(wire, api, cookies[number], number)
            acknowledged[number + 1] = 1000 * time.time()
            page.wait_for_timeout(max(0, 1000 * (1 / PACE - (time.perf_counter() - begin))))
        page.wait_for_timeout(2_000)
    seen = page.evaluate("window.seen")
    delays = [
        next(at for at, n in seen if n >= count) - at_server
        for count, at_server in acknowledged.items()
    ]
    update = traffic.taken() / len({n for _, n in seen})
    yield Row.judged(
        "an update of that chart, with all that moves beside it",
        update,
        "kB",
        within(update, UPDATE, "kB"),
    )
    p95 = quantiles(delays, n=20)[-1]
    name = f"acknowledged → drawn in JupyterLab, {people} people, {PACE} answers/s, p95"
    yield Row.judged(name, p95, "ms", within(p95, DRAWN, "ms"))


def _joined(wire: httpx.Client, api: str) -> str:
    answer = wire.post(f"{api}/join", json={})
    wire.cookies.clear()
    return answer.headers["set-cookie"].partition(";")[0]


def _answer(wire: httpx.Client, api: str, cookie: str, number: int) -> None:
    body = {"activity": "baseline", "item": "client", "phase": "before", "value": number % 5 + 1}
    wire.post(
        f"{api}/answers", json=body | {"key": f"k{number}"}, headers={"cookie": cookie}
    ).raise_for_status()
