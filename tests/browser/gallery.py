"""Every kind's picture on the wall, at its largest, with few or many people: to be measured and looked at.

The page is the real one, the figures are those of the kinds; only the wire between them is replaced, so
that hundreds of pictures take a minute. To look at them, kind by kind:

python -m tests.browser.gallery FOLDER --people 5 12 40 500 --sizes 1920x1080 --schemes light dark
"""

import argparse
import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from playwright.sync_api import Browser, Page, Route, sync_playwright
from tamtam import charts
from tamtam.deck.deck import Activity, Item, Text
from tamtam.kinds.kind import Round
from tamtam.language import texts
from tamtam.results.view import View
from tamtam.server import pages
from tamtam.standing.standing import Standing

from tests import decks
from tests.browser.conftest import ARGUMENTS, chromium_path
from tests.browser.wall import until
from tests.kinds.people import ALL, kind_of, simulated, standing_of

#: Whether the chart, if there is one, was drawn for the place it has now.
_DRAWN = """[...document.querySelectorAll('.tt-screen-wall')].every((sheet) =>
    sheet.dataset.fitted === `${sheet.clientWidth} ${sheet.clientHeight}`)"""
HOST = "http://wall.test"
#: The walls a chart has to fit on.
SIZES = ((1920, 1080), (1280, 720), (1024, 768))
#: A question to talk about as long as they get, which takes room from the chart.
TALK = {
    "en": "Where would you begin on Monday, with whom, and what would you need to be told or given before "
    "it could work for all of you?",
    "de": "Womit würden Sie am Montag anfangen, mit wem, und was müssten Sie wissen oder bekommen, damit es "
    "für alle von Ihnen gelingen kann?",
    "fr": "Par où commenceriez-vous lundi, avec qui, et de quoi auriez-vous besoin pour que cela marche "
    "pour vous tous, sans attendre une autorisation ?",
}
#: As many things as one writes into a deck, where a wall would turn pages only later.
LARGEST = {
    "sieve": 8,
    "shares": 3,
    "placement": 11,
    "choice": 12,
    "statements": 12,
    "commitments": 9,
}


def largest(activity: Activity) -> Activity:
    """The activity with as many things as its kind shows at once: its own, over and over."""
    kind = kind_of(activity)
    if activity.kind in ("wall_or_door", "common_pot"):
        return activity
    most = LARGEST.get(activity.kind, kind.most_on_wall(activity))
    own, group = activity.items, activity.items[-1].group
    more = range(max(0, most - len(own)))
    extra = tuple(Item(f"more{at}", own[at % len(own)].text, group=group) for at in more)
    return msgspec.structs.replace(activity, items=(*own, *extra)[:most])


@dataclass
class Gallery:
    """A projector page that shows whatever it is given."""

    page: Page
    languages: tuple[str, ...] = decks.LANGUAGES
    _view: dict[str, Any] = field(default_factory=dict)
    _turn: int = 0

    @classmethod
    def opened(
        cls,
        browser: Browser,
        size: tuple[int, int],
        scheme: str,
        languages: tuple[str, ...] = decks.LANGUAGES,
    ) -> "Gallery":
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        gallery = cls(context.new_page(), languages)
        gallery.page.route(f"{HOST}/**", gallery._serve)
        return gallery

    def _serve(self, route: Route) -> None:
        path = route.request.url.removeprefix(HOST)
        if path.endswith("/events"):
            route.abort()
        elif path.endswith("/state"):
            route.fulfill(json={"shared": self._view, "personal": None})
        elif path.startswith("/assets/"):
            route.fulfill(body=pages.plotly().plain, content_type="text/javascript")
        else:
            page = pages.screen()
            headers = {name.decode(): value.decode() for name, value in page.headers}
            route.fulfill(body=page.plain, content_type="text/html; charset=utf-8", headers=headers)

    def show(self, activity: Activity, standing: Standing) -> None:
        """Hang a chart in both languages, beneath its sentence, above a long question to talk about."""
        self._turn += 1
        views = {lang: View(activity, standing, lang) for lang in self.languages}
        figures, squarer = (
            {lang: view.plain_figure(wall) for lang, view in views.items()}
            for wall in (charts.WALL, charts.SQUARER_WALL)
        )
        shown = {
            lang: {
                "light": figures[lang],
                "dark": charts.dark(figures[lang]),
                "squarer_light": squarer[lang],
                "squarer_dark": charts.dark(squarer[lang]),
                "sentence": view.sentence,
                "people": view.people(),
                "caption": view.caption,
                "debrief": TALK[lang],
            }
            for lang, view in views.items()
        }
        self._tell(activity, "revealed", shown)
        drawn = self.page.locator(f".tt-screen-drawing[data-turn='{self._turn}'] .main-svg").first
        drawn.wait_for(state="attached")

    def asks(self, activity: Activity) -> tuple[Text, ...]:
        """What the wall tells of an activity while it is answered."""
        return kind_of(activity).announced(activity, None, collects=False)

    def ask(self, activity: Activity) -> None:
        """Show the activity while it is answered."""
        self._turn += 1
        self._tell(activity, "open", None)

    def talk(self, activity: Activity, round: Round) -> None:
        """Show a round of an activity in which people talk, and nothing is answered."""
        self._turn += 1
        asks = kind_of(activity).announced(activity, round, collects=False)
        self._view = self._asked(activity, "open", None)
        self._view["activity"] |= {"question": round.question, "asks": list(asks), "answered": None}
        self._look()

    def welcome(self) -> None:
        """Show how to come in, and that people sit at tables."""
        self._turn += 1
        self._view = {**self._asked(LARGEST_OF_ALL[0], "lobby", None), "activity": None}
        self._look()

    def rest(self, left: int) -> None:
        """Show a break that is planned to go on so long (ms), over where that isn't positive."""
        self._turn += 1
        title = texts.both("notebook.agenda.pauses.break")
        pause = {"step": "break", "title": title, "ends_at": left, "until": "14:42"}
        told = self._asked(LARGEST_OF_ALL[0], "break", None)
        self._view = {**told, "activity": None, "pause": pause, "follows": LONGEST_TITLE}
        self._look()

    def move(self) -> None:
        """Tell that phones find the session elsewhere from now on."""
        self._turn += 1
        self._view |= {"position": self._turn, "url": f"http://10.111.222.{self._turn}:65535/4F7K"}
        self._look()

    def _tell(self, activity: Activity, status: str, shown: dict[str, Any] | None) -> None:
        self._view = self._asked(activity, status, shown)
        self._look()

    def _look(self) -> None:
        """Let the page fetch what there is to be seen now."""
        with self.page.expect_response(lambda answer: answer.url.endswith("/state")):
            if self.page.url.startswith(HOST):
                self.page.evaluate("dispatchEvent(new Event('online'))")
            else:
                self.page.goto(f"{HOST}/screen/a-key")
        self.page.wait_for_timeout(150)

    def _asked(
        self, activity: Activity, status: str, shown: dict[str, Any] | None
    ) -> dict[str, Any]:
        """What the wall is told while an activity is what it is about."""
        return {
            "pause": None,
            "tables": 6,
            "follows": None,
            "code": "4F7K",
            "title": {"fr": "Trois constats", "en": "Three findings"},
            "position": self._turn,
            "now": 0,
            "status": status,
            "language": self.languages[-1],
            "languages": list(self.languages),
            "rehearsal": True,
            "url": "http://192.168.178.121:8123/4F7K",
            "qr": _QR,
            "people": 40,
            "taken_up": None,
            "activity": {
                "id": activity.id,
                "turn": self._turn,
                "title": activity.title,
                "question": activity.question,
                "asks": list(self.asks(activity)),
                "status": status,
                "ends_at": None,
                "left": 95_000,
                "show": "chart",
                "answered": 12,
                "by_hand": 0,
                "talk": None,
                "formation": activity.formation,
                "round": None,
                "prompt": None,
                "shown": shown,
            },
        }

    def speak(self, language: str) -> None:
        """Let the wall speak a language."""
        if self.page.locator("html").get_attribute("lang") != language:
            self.page.keyboard.press("l")
            self.page.locator(f"html[lang={language}]").wait_for(state="attached")
            self.page.wait_for_timeout(80)
            until(self.page, _DRAWN)

    def resize(self, size: tuple[int, int]) -> None:
        """Hang another wall."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.wait_for_timeout(120)
        until(self.page, _DRAWN)


_QR = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='264' height='264'%3E"
    "%3Crect width='264' height='264' fill='%23888'/%3E%3C/svg%3E"
)


#: Each activity of the workshop, at its largest.
LARGEST_OF_ALL = tuple(map(largest, ALL))
LONGEST_TITLE = {
    language: max((one.title[language] for one in ALL), key=len) for language in decks.LANGUAGES
}


def pictures(people: list[int]) -> Iterator[tuple[str, Activity, Standing]]:
    """Each activity of the workshop, at its largest, answered by so many people."""
    for activity in LARGEST_OF_ALL:
        for n in people:
            yield f"{activity.id}_{n}", activity, standing_of(activity, everybody(activity, n))


def everybody(activity: Activity, n: int) -> list[dict[tuple[str, str], Any]]:
    """What so many simulated people answer; where there is nothing to answer, that they are there."""
    found = simulated(activity, n)
    return found if any(found) else [{("here", ""): 1} for _ in range(n)]


def main() -> None:
    """Write the pictures the command line asks for, and a sheet of all for each activity."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--only", nargs="*", help="ids of activities")
    asked.add_argument("--people", nargs="*", type=int, default=[5, 12, 40, 500])
    asked.add_argument("--sizes", nargs="*", default=["1920x1080"])
    asked.add_argument("--schemes", nargs="*", default=["light"])
    asked.add_argument("--languages", nargs="*", default=list(decks.LANGUAGES))
    asked.add_argument("--asked", action="store_true", help="also while it is answered")
    wanted = asked.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    split = (size.split("x") for size in wanted.sizes)
    sizes = [(int(wide), int(high)) for wide, high in split]
    sheets: dict[str, list[tuple[str, bytes]]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(playwright), args=ARGUMENTS
        )
        for scheme in wanted.schemes:
            gallery = Gallery.opened(browser, sizes[0], scheme)
            for name, activity, standing in pictures(wanted.people):
                if wanted.only and activity.id not in wanted.only:
                    continue
                for show in ("shown", "asked") if wanted.asked else ("shown",):
                    gallery.show(activity, standing) if show == "shown" else gallery.ask(activity)
                    for language in wanted.languages:
                        gallery.speak(language)
                        for size in sizes:
                            gallery.resize(size)
                            taken = gallery.page.screenshot(type="png")
                            label = f"{name}_{show}_{language}_{scheme}_{size[0]}"
                            sheets.setdefault(activity.id, []).append((label, taken))
                            (wanted.folder / f"{label}.png").write_bytes(taken)
        page = browser.new_page(viewport={"width": 1960, "height": 600})
        for id, taken_of in sheets.items():
            images = "".join(
                f"<figure><figcaption>{label}</figcaption>"
                f"<img src='data:image/png;base64,{base64.b64encode(taken).decode()}'></figure>"
                for label, taken in taken_of
            )
            page.set_content(_SHEET + images)
            page.wait_for_timeout(300)
            page.screenshot(path=wanted.folder / f"sheet_{id}.png", full_page=True)
        browser.close()


_SHEET = """<style>body { margin: 8px; display: grid; grid-template-columns: 1fr 1fr; gap: 8px; }
figure { margin: 0; font: 13px monospace; } img { width: 100%; border: 1px solid #888; }</style>"""


if __name__ == "__main__":
    main()
