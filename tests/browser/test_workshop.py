"""A whole workshop as it is lived: `tamtam` started, JupyterLab on the laptop, phones in the room."""

import json
from collections.abc import Callable, Iterator

import psutil
import pytest
from playwright.sync_api import Browser, Page, expect
from tamtam import kinds
from tamtam.server import run
from tamtam.server.client import Client

from tests.browser import jupyterlab
from tests.browser.conftest import LiveRoom, NewPhone, show
from tests.browser.jupyterlab import GAUGE, STATUS, Desk, Notebook
from tests.browser.test_phone import come_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

OpenNotebook = Callable[[str], Notebook]
#: Whether the numbers inside the bars of the chart on the laptop are these.
WRITTEN_IN_BARS = """(wanted) => [...document.querySelectorAll('.tamtam-chart .bartext')]
    .map((text) => +text.textContent).sort((a, b) => a - b).join(' ') === wanted"""
TAMPERED = '<img src=x onerror="window.hit=1">'


@pytest.fixture
def desk_language() -> str:
    return "en"


@pytest.fixture
def laptop(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 1440, "height": 1000}, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def led_room(a_desk: Desk) -> LiveRoom:
    """The session that the notebook opened, as seen from outside."""
    running = run.find(a_desk.store)
    assert running is not None
    [session] = [s for s in a_desk.store.sessions() if s.audience != "alone"]
    return LiveRoom(a_desk.store, Client(running.url, running.key), running.url, session.code)


def test_from_the_command_to_the_results_every_link_holds(
    a_desk: Desk, laptop: Page, new_phone: NewPhone
) -> None:
    asked: list[str] = []
    laptop.on("request", lambda sent: asked.append(sent.url))
    notebook = jupyterlab.open_notebook(laptop, a_desk, "en/0_opening.ipynb")
    notebook.run_all()
    room = led_room(a_desk)

    # Two phones come in by the address that the lobby shows, one of them under a name like a trap.
    shown = laptop.locator(".tamtam-url").first.text_content()
    assert shown == room.url
    one, two = new_phone(), new_phone()
    come_in(one.page, room, "Capucine")
    come_in(two.page, room, TAMPERED[:30])
    people = laptop.locator(".tamtam-people")
    expect(people).to_contain_text("Capucine")
    expect(people).to_contain_text(TAMPERED[:30])
    room.invite(4)

    # Nothing is asked before the facilitator opens it.
    card = notebook.card("Where we start from")
    expect(card.locator(STATUS)).to_contain_text("not asked yet")
    card.get_by_role("button", name="Open to phones").click()
    for phone in (one, two):
        expect(phone.page.get_by_role("heading", name="How far do you agree?")).to_be_visible()
    expect(card.get_by_role("button", name="Close answers")).to_be_focused()

    # The preview stays folded until asked for; then it moves with every answer.
    room.everybody_answers(room.store.log(room.code).state.activity("baseline").activity)
    assert laptop.locator(".tamtam-chart").count() == 0
    expect(card.locator(GAUGE)).to_contain_text("4 of 6 done")
    card.get_by_text("Preview, for your eyes only").click()
    expect(laptop.locator(".tamtam-chart")).to_contain_text("4 answers so far")
    for phone in (one, two):
        for statement in range(3):
            group = phone.page.get_by_role("radiogroup").nth(statement)
            group.locator("label").nth(4).tap()
        foot = phone.page.locator(".tt-foot [role=status]")
        expect(foot).to_contain_text("You have answered everything · Saved")
    expect(card.locator(GAUGE)).to_contain_text("6 of 6 done")
    expect(laptop.locator(".tamtam-chart .bartext").first).to_be_visible()
    room.store.log(room.code).refresh()
    counted = room.store.log(room.code).state.standing("baseline")
    drawn = [
        count
        for item in counted.items
        for count in (item.distributions[0].counts or {}).values()
        if count
    ]
    laptop.wait_for_function(WRITTEN_IN_BARS, arg=" ".join(map(str, sorted(drawn))))
    assert one.page.locator(".tt-agreement-bar").count() == 0  # the room sees nothing yet

    # The reveal: frozen, on the phones beside one's own answer, with the question to ask.
    show(card, "Reveal the chart")
    expect(one.page.get_by_text("You: strongly agree").first).to_be_visible()
    expect(card.locator(".tamtam-cockpit-ask")).to_contain_text("Ask")
    expect(card.locator(STATUS)).to_have_text("revealed")

    # The results, without anybody in particular.
    laptop.get_by_role("button", name="Write the results").click()
    folder = a_desk.folder / "en" / f"results-{room.code}"
    expect(laptop.get_by_text("report.html")).to_be_visible()
    report = (folder / "report.html").read_text(encoding="utf-8")
    assert "Capucine" not in report
    kept = json.loads((folder / "standings.json").read_text(encoding="utf-8"))
    assert "baseline" in json.dumps(kept)

    # The end, after being sure.
    laptop.get_by_role("button", name="End the session…").click()
    laptop.get_by_role("button", name="Yes, end it").click()
    expect(two.page.get_by_role("heading", name="The session is over")).to_be_visible()
    assert laptop.evaluate("window.hit") is None
    assert notebook.complaints + one.complaints + two.complaints == []
    assert all(url.startswith((a_desk.lab, "data:", "blob:")) for url in asked)


def kill_kernel(a_desk: Desk) -> None:
    [kernel] = [
        process
        for process in psutil.Process(a_desk.process.pid).children(recursive=True)
        if "ipykernel_launcher" in " ".join(process.cmdline())
    ]
    kernel.kill()


def test_alone_the_same_forms_are_answered_in_the_notebook_and_kept(
    a_desk: Desk, laptop: Page
) -> None:
    notebook = jupyterlab.open_notebook(laptop, a_desk, "en/self_paced.ipynb")
    notebook.run_all()
    first = laptop.get_by_role("radiogroup").first
    first.scroll_into_view_if_needed()
    first.locator("label").nth(3).click()
    expect(laptop.locator(".jp-OutputArea-output").get_by_text("Saved").first).to_be_visible()
    slider = laptop.get_by_role("slider", name="Trust, wanted")
    slider.focus()
    slider.press("ArrowRight")
    [session] = a_desk.store.sessions()
    log = a_desk.store.log(session.code)

    def kept() -> dict[tuple[str, str], object]:
        log.refresh()
        return {
            (activity, item): value
            for activity, asked in log.state.asked.items()
            for own in asked.turn.answers.values()
            for (item, _), value in own.items()
        }

    laptop.wait_for_function("document.body.innerText.includes('Saved')")
    for _ in range(50):
        if len(kept()) == 2:
            break
        laptop.wait_for_timeout(100)
    flows = kinds.get("flows")
    trust = kept()[("flows", "trust")]
    activity = log.state.activity("flows").activity
    assert flows.validate(activity, ("trust", "wanted"), trust) == trust
    assert kept()[("baseline", "client")] == 4

    # Another day: the kernel is new, the answers are there.
    kill_kernel(a_desk)
    notebook.wait_for_new_kernel()
    notebook.run_all()
    expect(laptop.get_by_role("radio", name="4, rather agree").first).to_be_checked()
    assert len(a_desk.store.sessions()) == 1
    assert notebook.complaints == []
