"""Pictures of the real product: `tamtam` started, JupyterLab on the laptop, phones in the room.

python -m tests.browser.screenshots                 those of the first pages and the site: assets/images
python -m tests.browser.screenshots --session       that of the site alone: a wall, and phones beside it
python -m tests.browser.screenshots --all FOLDER    every surface in both languages, to be looked at;
                        --part flows --language fr    of one part, in one language
"""

import argparse
import base64
import random
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright
from tamtam import Room, Workshop, assets, kinds
from tamtam.authoring.pages import notebook_names
from tamtam.deck.deck import Activity, Deck
from tamtam.server import run
from tamtam.server.access import digest
from tamtam.server.client import Client
from tamtam.session import commands as c

from tests import decks
from tests.browser import jupyterlab
from tests.browser.conftest import ARGUMENTS, LiveRoom, chromium_path
from tests.browser.jupyterlab import Desk

IMAGES = assets.folder() / "images"
ALIASES = (
    *("Capucine", "Idris", "Maëlle", "Tuấn", "Rosa", "Bilal", "Anouk", "Jules", "Linh", "Noé"),
    *("Salomé", "Yanis", "Ève", "Malik", "Jeanne", "Oscar", "Mina", "Hugo", "Fatou", "Léon"),
    *("Sacha", "Inès", "Paul", "Aya"),
)
#: The picture at the top: the cockpit, in front of it a phone.
_BESIDE = """<body style="margin:0;padding:28px;width:1344px;background:#EFEAE0">
<div style="position:relative">
<img src="data:image/png;base64,{laptop}" style="width:1130px;border-radius:12px;display:block;
box-shadow:0 2px 14px #1E233040">
<img src="data:image/png;base64,{phone}" style="width:300px;position:absolute;right:0;bottom:-12px;
border-radius:26px;border:9px solid #1E2330;box-shadow:0 6px 22px #1E233060">
</div></body>"""
#: A session: the wall, beside it a phone before the reveal and one after it.
_SESSION = """<body style="margin:0;padding:24px;background:#EFEAE0;display:flex;gap:18px;align-items:center">
<img src="data:image/png;base64,{wall}" style="width:800px;border-radius:6px;border:8px solid #1E2330">
<img src="data:image/png;base64,{asked}" style="width:240px;border-radius:26px;border:8px solid #1E2330">
<img src="data:image/png;base64,{shown}" style="width:240px;border-radius:26px;border:8px solid #1E2330">
</body>"""
#: Here no phone of a network is let in, as one usually is: that is no part of the picture.
_ALONE = ".tamtam-cockpit-warning, [data-key='let_phones_in:'] { display: none !important; }"
#: What a first page says to press, and the length that is led, in each language.
PRESSED = {"en": ("Rehearsal", "Finish"), "fr": ("Essai à blanc", "Terminer")}
#: The step that the pictures are of.
STEP = "flows"


class Shoot:
    """A laptop on a started desk, and a folder for pictures of what is led there."""

    def __init__(self, browser: Browser, a_desk: Desk, language: str, folder: Path) -> None:
        self._browser = browser
        self._desk = a_desk
        self._language = language
        self._folder = folder
        self.laptop = self._page(1440, 960)

    def phone(self, url: str, alias: str, scheme: str = "light") -> Page:
        """A phone of 360 px that came in."""
        page = self._page(360, 740, scheme)
        page.goto(url)
        page.locator("input").first.fill(alias)
        page.locator("form button.tt-phone-main").first.click()
        page.locator("#me").wait_for()
        return page

    def wall(self, room: Room, width: int, height: int) -> Page:
        """A projector page."""
        secret = f"{room.code}.{uuid.uuid4().hex}"
        running = run.find(self._desk.store)
        assert running is not None
        Client(running.url, running.key).run(room.code, c.Grant("screen", digest(secret)))
        page = self._page(width, height)
        page.goto(f"{running.url}/screen/{secret}")
        return page

    def answer(self, page: Page, room: LiveRoom, activity: Activity) -> None:
        """Let the owner of a phone answer, as its page would."""
        chance = random.Random(page.url)
        for (item, phase), value in kinds.get(activity.kind).simulate(activity, chance).items():
            body = {"activity": activity.id, "item": item, "phase": phase, "value": value}
            url = f"{room.server_url}/api/{room.code}/answers"
            page.context.request.post(url, data=body | {"key": f"{item}{phase}"})
        page.reload()  # it knows what it sent itself, and what it reads when it is opened
        page.locator("#me").wait_for()

    def room(self) -> LiveRoom:
        """The session that is led, as seen from outside."""
        running = run.find(self._desk.store)
        assert running is not None
        code = self._desk.store.sessions()[0].code
        client = Client(running.url, running.key)
        return LiveRoom(self._desk.store, client, running.url, code)

    def step(self, name: str) -> None:
        """Take the picture of a step of the first page."""
        self.laptop.wait_for_timeout(2500)
        place = self._folder / f"{name}.{self._language}.jpg"
        self.laptop.screenshot(path=place, type="jpeg", quality=72)

    def keep(self, name: str, seen: Page | Locator) -> None:
        """Take a picture."""
        seen.screenshot(path=self._folder / f"{self._language}_{name}.png")

    def _page(self, width: int, height: int, scheme: str = "light") -> Page:
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            locale=f"{self._language}-FR",
            reduced_motion="reduce",
            device_scale_factor=2 if width < 600 else 1,
        )
        return context.new_page()


def all_surfaces(browser: Browser, language: str, folder: Path, only: str | None) -> None:
    """Lobby, and of each activity card, wall and phones in mid-answer and revealed; then the report."""
    with _desk(language) as a_desk:
        deck = _deck()
        workshop = Workshop(deck.id, language=language, store=a_desk.store.place)
        room = workshop.open(rehearsal=True, new=True)
        workshop.choose(room.code)
        room.bring_in(len(ALIASES), pace=0)
        shoot = Shoot(browser, a_desk, language, folder)
        walls = [shoot.wall(room, *size) for size in ((1920, 1080), (1024, 768))]
        phones = [shoot.phone(room.url, scheme, scheme) for scheme in ("light", "dark")]
        seen = dict(
            zip(("wall", "wall_small", "phone", "phone_dark"), (*walls, *phones), strict=True)
        )
        for part, name in notebook_names(deck, language).items():
            led = [one for one in deck.activities if one.part == part]
            if not led or only not in (None, part):
                continue
            notebook = jupyterlab.open_notebook(shoot.laptop, a_desk, f"{language}/{name}.ipynb")
            notebook.run_all()
            shoot.keep(f"{part}_lobby", _scrolled(shoot.laptop, ".tamtam-people"))
            for number, activity in enumerate(led):
                card = shoot.laptop.locator("[data-layout=card]").nth(number)
                room.open(activity.id)
                room.play_through()
                card.locator("[data-folds=preview] > summary").click()
                phones[0].wait_for_timeout(2500)
                shoot.keep(f"{activity.id}_card_mid", _at(shoot.laptop, card))
                for surface, page in seen.items():
                    shoot.keep(f"{activity.id}_{surface}_mid", page)
                room.reveal(activity.id)
                phones[0].wait_for_timeout(3500)
                shoot.keep(f"{activity.id}_card_shown", _at(shoot.laptop, card))
                for surface, page in seen.items():
                    shoot.keep(f"{activity.id}_{surface}_shown", page)
        _report(browser, room, folder / f"{language}_report.png")
        room.end()


def first_page(browser: Browser, language: str, folder: Path) -> None:
    """A picture of each step that a first page tells: chosen, people let in, led, finished."""
    folder.mkdir(exist_ok=True)
    rehearse, finish = PRESSED[language]
    with _desk(language) as a_desk:
        shoot = Shoot(browser, a_desk, language, folder)
        laptop = shoot.laptop
        laptop.set_viewport_size({"width": 1200, "height": 750})
        jupyterlab.open_notebook(laptop, a_desk)
        pane = laptop.locator(".tamtam-cockpit")
        pane.wait_for()
        shoot.step("choose")
        pane.get_by_role("button", name=rehearse, exact=True).click()
        laptop.locator(".tamtam-cockpit-names li").nth(23).wait_for()
        room = shoot.room()
        phone = shoot.phone(room.url, "Zoé")
        pane.locator("[data-main]").click()
        laptop.add_style_tag(content=_ALONE)
        shoot.step("welcome")
        room.do(c.Open(STEP))
        activity = room.store.log(room.code).state.activity(STEP).activity
        shoot.answer(phone, room, activity)
        laptop.locator("progress[value='25']").wait_for()
        room.client.reveal(room.code, STEP, "chart", True)
        phone.wait_for_timeout(4000)
        shoot.step("lead")
        _hero(browser, laptop, phone, folder / f"tamtam.{language}.jpg")
        room.do(c.Plan(()))
        pane.get_by_role("button", name=finish, exact=True).click()
        pane.locator("textarea").wait_for()
        shoot.step("finish")


def session(browser: Browser, language: str, folder: Path) -> None:
    """A picture of a session: a question on a phone, then what is revealed on wall and phone."""
    with _desk(language) as a_desk:
        workshop = Workshop(_deck().id, language=language, store=a_desk.store.place)
        room = workshop.open(rehearsal=True, new=True)
        room.bring_in(len(ALIASES), pace=0)
        shoot = Shoot(browser, a_desk, language, folder)
        wall, phone = shoot.wall(room, 1280, 720), shoot.phone(room.url, "Zoé")
        room.open(STEP)
        phone.locator(".tt-form").wait_for()
        phone.wait_for_timeout(1000)
        pictures = {"asked": phone.screenshot()}
        led = shoot.room()
        shoot.answer(phone, led, led.store.log(led.code).state.activity(STEP).activity)
        room.play_through()
        room.reveal(STEP)
        phone.locator(".tt-result").first.wait_for()
        wall.locator(".main-svg").first.wait_for()
        wall.wait_for_timeout(2500)
        pictures |= {"wall": wall.screenshot(), "shown": phone.screenshot()}
        _composed(browser, _SESSION, pictures, folder / f"session.{language}.jpg", (1430, 620))
        room.end()


def _hero(browser: Browser, laptop: Page, phone: Page, place: Path) -> None:
    """The laptop, in front of it a phone."""
    pictures = {"laptop": laptop.screenshot(), "phone": phone.screenshot()}
    _composed(browser, _BESIDE, pictures, place, (1400, 780))


def _composed(
    browser: Browser, frame: str, pictures: dict[str, bytes], place: Path, size: tuple[int, int]
) -> None:
    """Pictures put into one."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.set_content(frame.format(**{k: base64.b64encode(v).decode() for k, v in pictures.items()}))
    page.screenshot(path=place, type="jpeg", quality=80)
    page.close()


def _at(page: Page, card: Locator) -> Page:
    """The page, scrolled so that a card begins at its top."""
    card.evaluate("e => e.scrollIntoView({ block: 'start' })")
    page.wait_for_timeout(800)
    return page


def _scrolled(page: Page, selector: str) -> Page:
    page.locator(selector).first.evaluate("e => e.scrollIntoView({ block: 'center' })")
    page.wait_for_timeout(800)
    return page


def _report(browser: Browser, room: Room, place: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        room.write_results(Path(folder))
        page = browser.new_page(viewport={"width": 1000, "height": 1200})
        page.goto((Path(folder) / "report.html").as_uri())
        page.wait_for_timeout(2500)
        page.screenshot(path=place, full_page=True)
        page.close()


def _deck() -> Deck:
    from tamtam.authoring import deck_file

    return deck_file.read(deck_file.find("trois_constats"))


@contextmanager
def _desk(language: str) -> Iterator[Desk]:
    with tempfile.TemporaryDirectory() as place:
        started = jupyterlab.start(Path(place), language)
        try:
            yield started
        finally:
            started.close()


def main() -> None:
    """Take what the command line asks for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--all", type=Path, metavar="FOLDER", help="every surface, into FOLDER")
    asked.add_argument("--session", action="store_true", help="that of the site alone")
    asked.add_argument("--part", help="of this part only, by its id in the deck")
    asked.add_argument("--language", choices=decks.LANGUAGES)
    told = asked.parse_args()
    folder: Path | None = told.all
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(playwright), args=ARGUMENTS
        )
        if folder is None:
            for language in decks.LANGUAGES:
                if told.language in (None, language):
                    if not told.session:
                        first_page(browser, language, IMAGES)
                    if language == "en":  # the language of the site
                        session(browser, language, IMAGES)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            for language in decks.LANGUAGES:
                if told.language in (None, language):
                    all_surfaces(browser, language, folder, told.part)
        browser.close()


if __name__ == "__main__":
    main()
