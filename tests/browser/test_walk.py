"""The whole way of someone who has never led a workshop, from the choice to the results.

In French: JupyterLab on the laptop, two phones among others, a clicker, a co-facilitator's page and two
projectors. In the middle of it the laptop loses its power.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

import pytest
from playwright.sync_api import Browser, Page, expect
from tamtam.authoring.unplanned import PREFIX
from tamtam.language import texts
from tamtam.results.view import View
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.session.state import State

from tests.browser import jupyterlab
from tests.browser.conftest import LiveRoom, NewPhone, Phone, show
from tests.browser.jupyterlab import GAUGE, STATUS, Desk, Notebook
from tests.browser.wall import Wall

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

TOOLS, BASELINE = "cet outil nous nuit ou nous sert", "D’où nous partons"
ADAPTED = {
    "fr": "Je préfère perdre un client que renier ce à quoi nous tenons.",
    "en": "I would rather lose a client than betray what we hold dear.",
}
GIVES_AWAY = "Paul dort en réunion"

NewPage = Callable[..., Page]


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[NewPage]:
    """Pages on a computer, each in a browser of its own."""
    contexts = []

    def opened(width: int, height: int, scheme: str = "light") -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            locale="fr-FR",
            reduced_motion="reduce",
        )
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@dataclass
class Day:
    """All that is open while a session is led, and what the room may see of it."""

    notebook: Notebook
    room: LiveRoom
    phones: tuple[Phone, ...]
    clicker: Phone
    moderator: Phone
    walls: tuple[Wall, ...]

    def state(self) -> State:
        log = self.room.store.log(self.room.code)
        log.refresh()
        return log.state

    def press(self, label: str) -> None:
        """Press a button of the clicker."""
        first, colon, rest = label.partition(" : ")  # a step's number stands before its title
        name = re.compile(f"{re.escape(first)}.*{re.escape(rest)}") if colon else label
        self.clicker.page.get_by_role("button", name=name).first.tap()

    def look(self, words: str) -> None:
        """The walls say so, whole and large enough, and show nothing that isn't the room's."""
        for wall in self.walls:
            wall.sees(words)
            wall.is_whole()
            shown = unescape(wall.page.content())
            assert [secret for secret in private(self.state()) if secret in shown] == []

    def check(self) -> None:
        """On every page that is open, axe-core finds nothing."""
        pages = [*self.phones, self.clicker, self.moderator, *(Phone(w.page) for w in self.walls)]
        assert [said for page in pages for said in page.violations()] == []


def private(state: State) -> Iterator[str]:
    """What a wall may not show now: names, what wasn't approved, what wasn't revealed, the script."""
    for person in state.participants.values():
        yield from (person.id, person.alias)
    for asked in state.asked.values():
        activity = asked.activity
        for proposal in asked.proposals.values():
            if proposal.status in ("held", "hidden"):
                yield texts.pick(proposal.item.text, "fr")
        if asked.turns and asked.status != "revealed":
            yield View(activity, state.standing(activity.id), "fr").sentence
        question = texts.pick(activity.question, "fr")
        for script in (activity.say, activity.expect, activity.pitfall):
            said = re.split(r"(?<=[.?!]) ", texts.pick(script, "fr"))
            yield from (one for one in said if one and one not in question)


def enter(phone: Phone, url: str, alias: str) -> None:
    phone.page.goto(url)
    phone.page.get_by_label("Votre nom pour cette séance").fill(alias)
    phone.page.get_by_role("button", name="Entrer", exact=True).tap()
    expect(phone.page.locator("#me")).to_be_visible()


def saved(phone: Phone) -> None:
    expect(phone.page.locator(".tt-foot [role=status]")).to_contain_text("Enregistré")


def test_a_facilitator_goes_the_whole_way_and_a_laptop_without_power_is_no_end_of_it(
    a_desk: Desk, new_page: NewPage, new_phone: NewPhone
) -> None:
    notebook = jupyterlab.open_notebook(new_page(1366, 768), a_desk, "fr/animer.ipynb")
    notebook.run_all()
    assert a_desk.store.sessions() == []  # running it opens nothing
    adapt(notebook)
    rehearse(notebook)
    room = begin(notebook, a_desk)
    day = gather(notebook, room, new_page, new_phone)
    collect_and_rate(day)
    ask_while_the_power_goes(day, a_desk)
    improvise(day)
    end(day, a_desk)
    phones = (*day.phones, day.clicker, day.moderator)
    complaints = [page.complaints for page in phones] + [wall.complaints for wall in day.walls]
    assert [notebook.complaints, *complaints] == [[]] * 7


def adapt(notebook: Notebook) -> None:
    """Word a sentence otherwise in both languages; the phone beside it shows it, then it is kept."""
    panel = notebook.panel
    panel.get_by_role("button", name="Adapter les questions").click()
    panel.get_by_label("Activité").select_option(label="0B · D’où nous partons")
    for field, language in enumerate(ADAPTED):
        panel.locator(".tamtam-item textarea").nth(field).fill(ADAPTED[language])
        panel.locator(".tamtam-item textarea").nth(field).press("Tab")
    expect(panel.get_by_role("radiogroup", name=ADAPTED["fr"])).to_be_visible()
    assert notebook.violations() == []
    panel.get_by_role("button", name="Enregistrer ma version").click()
    expect(panel.get_by_text("cahiers et guides ont été réécrits")).to_be_visible()
    panel.get_by_role("button", name="Adaptation terminée").click()


def rehearse(notebook: Notebook) -> None:
    """Lead the first part with simulated people: nothing of it counts."""
    panel = notebook.panel
    panel.get_by_role("button", name="Essai à blanc").click()
    expect(panel.locator(".tamtam-cockpit-bar")).to_contain_text("24 personnes")
    notebook.follow("Ouverture")
    expect(panel.locator(".jp-OutputArea-child")).to_have_count(0)  # it waits to be run
    notebook.run_all()
    expect(panel.get_by_text("On reprend l’essai à blanc")).to_be_visible()
    card = notebook.card(BASELINE)
    expect(card.locator(STATUS)).to_contain_text("pas encore posée")
    card.get_by_role("button", name="Ouvrir aux téléphones").click()
    expect(card.locator(GAUGE)).to_contain_text("24 sur 24")
    show(card, "Afficher le graphique")
    expect(card.locator(".tamtam-cockpit-pictured")).to_contain_text("24 personnes ont répondu")
    expect(card.locator(".tamtam-cockpit-ask")).to_contain_text("À demander")
    assert notebook.violations() == []


def begin(notebook: Notebook, a_desk: Desk) -> LiveRoom:
    """Begin a session with people in the cockpit; the part goes on with it when run again."""
    notebook.turn_to("animer.ipynb")
    session = notebook.panel.locator(".tamtam-cockpit-session > summary")
    rehearsed = session.inner_text()
    session.click()
    notebook.panel.get_by_role("button", name="Choisir une autre séance").click()
    notebook.panel.get_by_label("Durée").select_option("half_day")
    notebook.panel.get_by_role("button", name="Nouvelle séance").click()
    expect(session).not_to_have_text(rehearsed)
    code = session.inner_text()
    notebook.turn_to("0_ouverture.ipynb")
    notebook.run_all()
    expect(notebook.panel.get_by_text(f"On reprend la séance {code}")).to_be_visible()
    running = run.find(a_desk.store)
    assert running is not None
    return LiveRoom(a_desk.store, Client(running.url, running.key), running.url, code)


def gather(notebook: Notebook, room: LiveRoom, new_page: NewPage, new_phone: NewPhone) -> Day:
    """People come in; the walls, the clicker and a co-facilitator are opened by the links shown."""
    panel, links = notebook.panel, notebook.panel.locator("a.tamtam-link")
    for shown in range(3):
        panel.get_by_role("button", name="Afficher le lien").nth(shown).click()
        expect(links).to_have_count(shown + 1)
    screen, clicker, moderator = (link.get_attribute("href") or "" for link in links.all())
    phones = [new_phone(locale="fr-FR") for _ in range(4)]
    day = Day(
        notebook,
        room,
        tuple(phones[:2]),
        phones[2],
        phones[3],
        (Wall(new_page(1920, 1080)), Wall(new_page(1024, 768, "dark"))),
    )
    for wall in day.walls:
        wall.page.goto(screen)
    day.look("il n’y a encore personne")
    day.clicker.page.goto(clicker)
    day.moderator.page.goto(moderator)
    enter(day.phones[0], room.url, "Capucine")
    enter(day.phones[1], room.url, "<b>Idris</b>")
    room.invite(5)
    expect(panel.locator(".tamtam-people")).to_contain_text("Capucine")
    sheet = panel.locator(".tamtam:has(.tamtam-step)")
    sheet.get_by_role("button", name="Commencer").first.click()
    expect(sheet.locator("[aria-current=step]")).to_contain_text("Accueil")
    day.look("7 personnes sont entrées")
    assert all(asked.status == "waiting" for asked in day.state().asked.values())
    return day


def collect_and_rate(day: Day) -> None:
    """Collect items, have them read by somebody else, let the room rate them: all by the clicker."""
    day.press("Suite : Les outils")
    prompt = "À votre table : quel outil numérique"
    for phone, text in zip(day.phones, ("Le tableur", GIVES_AWAY), strict=True):
        expect(phone.page.get_by_role("heading", name=prompt)).to_be_visible()
        phone.page.get_by_role("textbox").fill(text)
        phone.page.get_by_role("button", name="Proposer").tap()
    expect(day.clicker.page.locator("main")).to_contain_text("2 en attente de relecture")
    day.look(prompt)
    day.press("Étape suivante")  # too early: what people wrote is not read yet
    expect(day.clicker.page.get_by_role("alert")).to_contain_text("ne sont pas encore relues")
    day.press("Pas maintenant")

    page = day.moderator.page
    expect(page.locator("#here")).to_have_text("2 en attente")
    day.check()
    for text, label in (("Le tableur", "Accepter"), (GIVES_AWAY, "Masquer")):
        card = page.locator("li", has=page.locator(".tt-moderate-text", has_text=text))
        card.get_by_role("button", name=label).tap()
        expect(page.locator("#here")).to_have_text(
            "1 en attente" if label == "Accepter" else "0 en attente"
        )
    unread = re.compile("en attente de relecture|pas encore relue")
    expect(day.clicker.page.locator("main")).not_to_contain_text(unread)
    day.press("Étape suivante")
    for phone in day.phones:
        slider = phone.page.get_by_role("slider", name="Le tableur, aujourd’hui")
        slider.focus()
        slider.press("ArrowRight")
        saved(phone)
    day.room.everybody_answers(day.state().activity("uses").activity)
    day.look(TOOLS)
    day.press("Clore les réponses")
    day.look("C’est clos.")
    day.check()
    show(day.clicker.page, "Afficher le graphique")
    day.look("« Le tableur »")


def ask_while_the_power_goes(day: Day, a_desk: Desk) -> None:
    """Kernel, JupyterLab and server die while the room answers; begun again, the room goes on."""
    notebook, one = day.notebook, day.phones[0].page
    day.press("Suite : D’où nous partons")
    group = one.get_by_role("radiogroup", name=ADAPTED["fr"])
    group.locator("label").nth(3).tap()
    saved(day.phones[0])
    day.look("1 sur 7 a répondu")
    before = [(person.id, person.alias) for person in day.state().participants.values()]

    a_desk.lose_power()
    one.get_by_role("radiogroup").nth(1).locator("label").nth(2).tap()
    expect(one.locator(".tt-foot [role=status]")).to_contain_text("en attente d’envoi")
    a_desk.begin_again()
    notebook.load(a_desk, "fr/0_ouverture.ipynb")
    notebook.run_all()
    expect(notebook.panel.get_by_text(f"On reprend la séance {day.room.code}")).to_be_visible()
    running = run.find(a_desk.store)
    assert running is not None
    assert running.url == day.room.server_url  # what is on the wall and in the phones stays good
    day.room.store, day.room.client = a_desk.store, Client(running.url, running.key)

    # The same people, the same answers, and what waited in a phone arrives by itself.
    saved(day.phones[0])
    [own] = day.room.answers("baseline")
    assert sorted(own.values()) == [3, 4]
    assert [(p.id, p.alias) for p in day.state().participants.values()] == before
    expect(notebook.card(BASELINE).locator(STATUS)).to_have_text("ouverte")
    day.room.everybody_answers(day.state().activity("baseline").activity)
    day.look("6 sur 7 ont répondu")
    show(day.clicker.page, "Afficher le graphique")
    for phone in day.phones:
        expect(phone.page.get_by_text(re.compile("personnes ont répondu"))).to_be_visible()
    day.look("À discuter")
    day.check()


def improvise(day: Day) -> None:
    """A question that nobody planned is on the phones at once, and goes on as any other."""
    card = day.notebook.card(BASELINE)
    card.get_by_role("button", name="Plus", exact=True).click()
    card.get_by_label("Question").fill("Fait-on une pause ?")
    card.get_by_label("Réponses possibles").fill("oui, non")
    card.get_by_role("button", name="Poser maintenant").click()
    for phone in day.phones:
        expect(phone.page.get_by_role("heading", name="Fait-on une pause")).to_be_visible()
        phone.page.get_by_role("radiogroup").locator("label").first.tap()
        saved(phone)
    [asked] = (asked for id, asked in day.state().asked.items() if id.startswith(PREFIX))
    day.room.everybody_answers(asked.activity)
    day.look("Fait-on une pause")
    show(day.clicker.page, "Afficher le graphique")
    day.look("oui")


def end(day: Day, a_desk: Desk) -> None:
    """Results without anybody in particular; then the end, on every page."""
    panel = day.notebook.panel
    panel.get_by_role("button", name="Écrire les résultats").click()
    expect(panel.get_by_text("report.html")).to_be_visible()
    folder = a_desk.folder / "fr" / f"results-{day.room.code}"
    report = (folder / "report.html").read_text(encoding="utf-8")
    assert ADAPTED["fr"] in report and "Fait-on une pause" in report
    assert "Capucine" not in report and GIVES_AWAY not in report
    panel.get_by_role("button", name="Terminer la séance…").click()
    panel.get_by_role("button", name="Oui, terminer").click()
    for phone in day.phones:
        expect(phone.page.get_by_role("heading", name="La séance est terminée")).to_be_visible()
