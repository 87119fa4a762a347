"""The cockpit in a real JupyterLab: a two-hour cut led by its main button and its keys alone."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.session.next_step import waiting
from tamtam.session.state import State

from tests.browser import jupyterlab
from tests.browser.conftest import LiveRoom, NewPhone
from tests.browser.jupyterlab import Desk, Notebook
from tests.browser.test_walk import enter

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

ADAPTED = "Je préfère perdre un client que renier ce à quoi nous tenons."
#: From how many answers on it is gone on: a chart is drawn then, and nobody waits for the slowest.
ENOUGH = 6
#: At most so many presses a step, moderation aside.
PRESSES = 4
#: What goes on within a step, as often as it has rounds.
ROUND_BY_ROUND = ("Passer à l’étape suivante", "Poursuivre le jeu")
#: At most so many, however long it takes.
STEPS = 120

#: Whether the chart, and every text of it, lies in what is seen of the step.
CHART_IS_WHOLE = """() => {
    const step = document.querySelector('.tamtam-cockpit-step'), seen = step.getBoundingClientRect();
    const found = [...step.querySelectorAll('.main-svg, svg text')];
    const drawn = found.map((one) => one.getBoundingClientRect()).filter(({ width }) => width);
    return drawn.length > 1 && drawn.every(({ left, right, top, bottom }) => {
        const across = left >= seen.left - 1 && right <= seen.right + 1;
        return across && top >= seen.top - 1 && bottom <= seen.bottom + 1;
    });
}"""
#: Whether a press at the left edge of the main button reaches it: nothing of JupyterLab's lies above it.
IS_PRESSED_AT_ITS_EDGE = """() => {
    const main = document.querySelector('.tamtam-cockpit [data-main]');
    const { left, top, height } = main.getBoundingClientRect();
    return main.contains(document.elementFromPoint(left + 6, top + height / 2));
}"""
#: Whether the row of the step under way lies in what is seen of the run sheet.
ROW_IS_IN_SIGHT = """() => {
    const sheet = document.querySelector('.tamtam-cockpit-sheet'), seen = sheet.getBoundingClientRect();
    const row = sheet.querySelector('[aria-current]').closest('li').getBoundingClientRect();
    return row.top >= seen.top - 1 && row.top + Math.min(row.height, seen.height) <= seen.bottom + 1;
}"""
#: A window in which not even half of a run sheet has room (CSS pixels).
LOW = 420
#: How far the pane's top lies from that of the notebook's window.
SCROLLED_OUT = """() => {
    const pane = document.querySelector('.tamtam-cockpit');
    const seen = pane.closest('.jp-WindowedPanel-outer, .jp-Notebook');
    return pane.getBoundingClientRect().top - seen.getBoundingClientRect().top;
}"""
#: How many rows of what waits are gone through by keys: more than are seen at once.
ROWS = 12
#: Accepts what was on the screen; all of it, or all but what is flagged.
ALL_SEEN = re.compile("^Accepter (tout )?ce qui a été à l’écran")


@pytest.fixture
def laptop(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, locale="fr-FR", reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@dataclass
class Cockpit:
    """The cockpit of a notebook, as who leads sees it, and the session that it leads."""

    notebook: Notebook
    desk: Desk
    presses: Counter[str] = field(default_factory=Counter)

    @property
    def page(self) -> Page:
        return self.notebook.page

    @property
    def pane(self) -> Locator:
        return self.page.locator(".tamtam-cockpit")

    @property
    def sheet(self) -> Locator:
        return self.pane.locator(".tamtam-cockpit-sheet")

    @property
    def main(self) -> Locator:
        return self.pane.locator("[data-main]")

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.pane.get_by_role("button", name=name).first

    def room(self) -> LiveRoom:
        """The session that was chosen last, as seen from outside."""
        running = run.find(self.desk.store)
        assert running is not None
        code = self.pane.locator(".tamtam-cockpit-session > summary").inner_text()
        return LiveRoom(self.desk.store, Client(running.url, running.key), running.url, code)

    def state(self) -> State:
        log = self.desk.store.log(self.room().code)
        log.refresh()
        return log.state

    def title(self) -> str:
        return self.pane.locator("h2").first.inner_text()

    def wait_for(self, holds: Callable[[], bool], what: str) -> None:
        for _ in range(300):
            if holds():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{what}: {self.title()}, {self.pane.inner_text()[:300]}")

    def on_screen(self) -> None:
        """The main button and the beginning of the card are in sight without scrolling."""
        size = self.page.viewport_size
        assert size is not None
        for place in (self.main, self.pane.locator(".tamtam-cockpit-step > *").first):
            box = place.bounding_box()
            assert box is not None
            assert box["y"] >= 0 and box["y"] + min(box["height"], 40) <= size["height"], box

    def stays_when_scrolled(self) -> None:
        """A wheel turned past the end of what there is to scroll leaves the main button where it is."""
        before = self.main.bounding_box()
        for place in ("step", "panel", "bar"):
            self.pane.locator(f".tamtam-cockpit-{place}").hover(position={"x": 4, "y": 4})
            self.page.mouse.wheel(0, 3000)
            self.page.mouse.wheel(0, -3000)
        self.page.wait_for_timeout(300)  # had it moved, it would be under way
        assert self.main.bounding_box() == before

    def follows_its_row(self) -> None:
        """In a low window the row of the step under way is in sight, unless the sheet is scrolled by hand."""
        size = self.page.viewport_size
        assert size is not None
        self.page.set_viewport_size({"width": 1280, "height": LOW})
        self.page.wait_for_function(ROW_IS_IN_SIGHT)
        assert self.sheet.evaluate("sheet => sheet.scrollTop") > 0
        self.sheet.hover(position={"x": 4, "y": 4})
        self.page.mouse.wheel(0, -3000)
        self.page.wait_for_function(f"() => !({ROW_IS_IN_SIGHT})()")
        self.page.set_viewport_size(size)

    def shows_whole_chart(self) -> None:
        """The chart that was revealed: all of it is in sight in its place, without scrolling."""
        self.page.wait_for_function(CHART_IS_WHOLE)

    def press(self) -> str:
        """Press the main button by its key once it can be pressed; what it said."""
        self.page.locator(".tamtam-cockpit:not([data-busy])").wait_for()
        before, step, act = self.main.inner_text(), self.title(), self.main.get_attribute("data-do")
        self.pane.locator(".tamtam-cockpit-step").focus()
        self.page.keyboard.press("n")
        self.presses[step] += before not in ROUND_BY_ROUND
        changed = f"""() => {{
            const root = document.querySelector('.tamtam-cockpit');
            const main = root.querySelector('[data-main]');
            const said = root.querySelector('.tamtam-cockpit-said').textContent;
            return said || !main || main.dataset.do !== {json.dumps(act)}
              || root.querySelector('h2').textContent !== {json.dumps(step)};
        }}"""
        self.page.wait_for_function(changed)
        return before

    def answered(self) -> bool:
        """Whether there is nothing to wait for, or enough have answered what is open."""
        asked = self.state().current_activity
        if asked is None or asked.status != "open" or asked.turn.talk or not asked.waits:
            return True
        if asked.round is not None and not any(map(asked.takes, asked.slots)):
            return len(asked.proposals) >= ENOUGH or not asked.collects
        return len(asked.turn.complete) >= ENOUGH

    def read_all(self) -> None:
        """Read what waits: the first by its key, the others once they have been on the screen."""
        self.button("Les lire maintenant").click()
        first = self.pane.locator("[data-item]").first
        expect(first).to_be_focused()
        before = self._let_in()
        self.page.keyboard.press("a")
        self.wait_for(lambda: self._let_in() > before, "one is let in")  # others may still come
        for _ in range(ROWS):
            self.page.keyboard.press("ArrowDown")
        assert abs(self.page.evaluate(SCROLLED_OUT)) < 14  # however far the rows were gone through
        for _ in range(ROWS):
            self.page.keyboard.press("ArrowUp")
        while self._waits():
            self.wait_for(lambda: self.counted("read") == self._waits(), "all are counted")
            first.focus()
            everything = self.pane.get_by_role("button", name=ALL_SEEN).first
            panel = self.pane.locator(".tamtam-cockpit-panel")
            panel.evaluate("panel => panel.scrollTo(0, panel.scrollHeight)")
            try:  # what was just let in may have been the last of them
                everything.click(timeout=2_000)
            except PlaywrightTimeout:  # what is flagged is read one by one
                self.page.keyboard.press("a")
            self.page.locator(".tamtam-cockpit:not([data-busy])").wait_for()
        self.wait_for(lambda: self.counted("read") == 0, "nothing waits")
        self.pane.locator(".tamtam-cockpit-step").focus()
        self.page.keyboard.press("1")

    def counted(self, tab: str) -> int:
        """The number on a tab."""
        said = self.pane.locator(f"[data-key='tab:{tab}']").inner_text()
        return int("".join(filter(str.isdigit, said)) or 0)

    def _let_in(self) -> int:
        """How many proposals of the room are shown to everybody."""
        return sum(
            one.participant is not None and not one.held and not one.hidden
            for asked in self.state().asked.values()
            for one in asked.proposals.values()
        )

    def _waits(self) -> int:
        return sum(waiting(asked) for asked in self.state().asked.values())

    def lead(self, until_step: Callable[[State], bool]) -> None:
        """Press what is offered until then."""
        for _ in range(STEPS):
            if until_step(self.state()) or self.main.inner_text() == "Terminer":
                return
            self.wait_for(self.answered, "answers")
            step = self.title()
            reveals = self.press() == "Afficher le graphique"
            if self.pane.get_by_role("alertdialog").is_visible():
                if self.button("Les lire maintenant").is_visible():
                    self.read_all()
                    reveals = False  # nothing was done yet
                    self.presses[step] -= 1  # it goes to reading, not to leading
                else:
                    self.page.keyboard.press("y")
            self.main.wait_for()
            if reveals:
                self.shows_whole_chart()
        raise AssertionError("it never came to that")


def open_cockpit(page: Page, desk: Desk) -> Cockpit:
    """The cockpit is there once the page is: nothing has to be run."""
    notebook = jupyterlab.open_notebook(page, desk)
    page.locator(".tamtam-cockpit").wait_for()
    return Cockpit(notebook, desk)


def nothing_around(cockpit: Cockpit) -> None:
    """The notebook to lead from fills the window; a side bar comes back by JupyterLab's menu."""
    page, bars = cockpit.page, cockpit.notebook.bars()
    assert page.title().startswith("animer")
    expect(bars).to_have_count(0)
    expect(page.locator(".jp-Dialog, .Toastify__toast")).to_have_count(0)
    for sides in (1, 0):
        page.get_by_role("menuitem", name="Affichage").click()
        for item in ("Apparence", "Afficher la barre d'activités de gauche"):
            page.locator(".lm-Menu-item", has_text=item).click()
        expect(bars).to_have_count(sides)


def adapt(cockpit: Cockpit) -> None:
    cockpit.button("Adapter les questions").click()
    pane = cockpit.pane
    pane.get_by_label("Activité").select_option(label="0B · D’où nous partons")
    worded = pane.locator(".tamtam-item textarea").first
    worded.fill(ADAPTED)
    worded.press("Tab")
    pane.get_by_role("button", name="Enregistrer ma version").click()
    expect(pane.get_by_text(re.compile("Enregistré dans"))).to_be_visible()
    cockpit.button("Adaptation terminée").click()


def test_two_hours_are_led_by_the_main_button_and_the_keys(
    a_desk: Desk, laptop: Page, new_phone: NewPhone
) -> None:
    cockpit = open_cockpit(laptop, a_desk)
    assert cockpit.notebook.violations() == []
    nothing_around(cockpit)
    adapt(cockpit)
    cockpit.button("Essai à blanc").click()
    expect(cockpit.pane).to_contain_text("24 personnes")
    room = cockpit.room()
    phones = [new_phone(locale="fr-FR") for _ in range(2)]
    for phone, alias in zip(phones, ("Capucine", "Idris"), strict=True):
        enter(phone, room.url, alias)
    expect(cockpit.pane.locator(".tamtam-cockpit-names")).to_contain_text("Capucine")
    cockpit.on_screen()
    cockpit.page.wait_for_function(IS_PRESSED_AT_ITS_EDGE)
    cockpit.stays_when_scrolled()
    wall = new_phone(locale="fr-FR", width=1280, height=720)
    with cockpit.page.expect_popup() as opened:
        cockpit.pane.get_by_role("link", name="Ouvrir la page à projeter").click()
    wall.page.goto(opened.value.url)
    opened.value.close()

    # Looked at before it is opened; then by the key alone.
    cockpit.lead(lambda state: state.current == "baseline")
    expect(phones[0].page.get_by_role("radiogroup", name=ADAPTED)).to_be_visible()
    cockpit.lead(
        lambda state: state.current == "community" and state.activity("community").turn.round == 2
    )
    assert cockpit.notebook.violations() == []
    cockpit.page.set_viewport_size({"width": 1280, "height": 720})
    cockpit.on_screen()

    # In a game a press that was meant for the round before does nothing, and says so.
    cockpit.lead(lambda state: state.current == "common_pot")
    late = cockpit.main.get_attribute("data-do")
    cockpit.wait_for(cockpit.answered, "answers")
    cockpit.press()
    round = cockpit.state().activity("common_pot").turn.round
    cockpit.page.locator(".tamtam-cockpit:not([data-busy])").wait_for()
    cockpit.main.evaluate("(main, act) => { main.dataset.do = act; main.click(); }", late)
    expect(cockpit.pane.get_by_role("alert")).to_contain_text("rien n’a été fait")
    assert cockpit.state().activity("common_pot").turn.round == round

    assert {step: n for step, n in cockpit.presses.items() if n > PRESSES} == {}

    came = len(cockpit.state().participants)

    # A kernel that is started anew by hand: what is still drawn says that it answers no more.
    cockpit.page.get_by_role("menuitem", name="Noyau").click()
    cockpit.page.locator(".lm-Menu-item", has_text="Redémarrer le noyau…").click()
    cockpit.page.locator(".jp-Dialog .jp-mod-accept").click()
    expect(cockpit.pane.get_by_role("alert")).to_contain_text("rien n’est perdu")
    expect(cockpit.button("Recharger la page")).to_be_visible()

    # The laptop is without power until the day is a quarter of an hour late; the one cell is run again.
    a_desk.lose_power()
    a_desk.begin_again(minutes=62)
    cockpit = open_cockpit(laptop, a_desk)
    cockpit.page.set_viewport_size({"width": 1440, "height": 900})
    cockpit.button(f"Continuer {room.code}").click()
    expect(cockpit.pane.locator("h2")).to_contain_text("Le pot commun")
    drop = cockpit.pane.get_by_role("button", name=re.compile("^Laisser .* gagnée"))
    rows = cockpit.pane.locator(".tamtam-cockpit-row")
    before = rows.count()
    drop.click()
    expect(rows).to_have_count(before - 1)
    # Who was simulated is the same again, and plays on.
    assert len(cockpit.state().participants) == came

    cockpit.lead(lambda state: state.pause is not None and state.pause.pause == "break")
    expect(phones[0].page.get_by_text(re.compile("Pause")).first).to_be_visible()
    expect(wall.page.locator("main")).to_contain_text(re.compile("[Pp]ause"))
    cockpit.follows_its_row()
    cockpit.lead(lambda state: False)
    assert cockpit.notebook.violations() == []
    assert {step: n for step, n in cockpit.presses.items() if n > PRESSES} == {}
    assert cockpit.main.inner_text() == "Terminer"
    cockpit.press()
    cockpit.button("Terminer la séance : les téléphones disent au revoir").click()
    expect(cockpit.pane).to_contain_text("La séance est terminée")
    assert cockpit.notebook.complaints == []
