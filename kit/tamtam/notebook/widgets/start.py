"""The beginning, by buttons: a new session, one to go on with, a rehearsal, alone; then the notebooks."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from tamtam.authoring import deck_file
from tamtam.authoring.pages import notebook_names, say
from tamtam.deck.deck import AUDIENCES
from tamtam.language import texts
from tamtam.notebook.chosen_session import Resumable
from tamtam.notebook.opening import Opening
from tamtam.notebook.widgets.adapt import Adapt
from tamtam.notebook.widgets.alert import Alert
from tamtam.notebook.widgets.elements import button, panel, words
from tamtam.session.events import Entry

#: How many sessions are offered to go on with; the newest.
OFFERED = 5
#: How many simulated people come into a rehearsal, unless told otherwise.
PEOPLE = 24


class Start:
    """What decides which session the notebooks lead, as `widget`. Nothing happens without a click."""

    def __init__(self, workshop: Opening) -> None:
        self._workshop = workshop
        self._language = workshop.language
        self._leaving: str | None = None
        self._offered: dict[str, tuple[widgets.Button, str]] = {}
        self._folder = _folder(workshop.workshop)
        self._settings = _Settings(workshop)
        self._settings.language.observe(self._speak, "value")
        self._settings.audience.observe(lambda _: self.renew(), "value")
        self._head = widgets.HTML()
        self._buttons = _row()
        self._known = widgets.VBox()
        self._alert = Alert(workshop.language)
        self._links = widgets.Output()
        self._fold = button("", self._turn, "fold")
        self._adapt = widgets.VBox()
        shown = (self._head, *self._settings.rows, self._buttons, self._known, self._alert.widget)
        self.widget = panel(*shown, self._links, self._fold, self._adapt)
        self.renew()

    def renew(self) -> None:
        """Bring everything up to date: which sessions there are, which was chosen, in which words."""
        self._settings.say(self._say)
        sign = "▾" if self._adapt.children else "▸"
        self._fold.description = f"{sign} {texts.text(self._language, 'notebook.adapt.title')}"
        known, now = self._sessions()
        self._show_head(now)
        self._show_buttons("" if now else "primary")
        self._show_known(known, now)
        self._show_links(now)

    def update(self, entries: list[Entry]) -> None:
        """Say anew who came in and which step is asked; a button that has the focus stays."""
        if entries:
            known, now = self._sessions()
            self._show_head(now)
            for each in known:
                if each.session.code in self._offered:
                    shown, label = self._offered[each.session.code]
                    shown.description = self._label(label, each)

    # --- what is shown

    def _sessions(self) -> tuple[list[Resumable], Resumable | None]:
        """Those that can be gone on with, and which of them the notebooks lead."""
        found, known = self._workshop.under_way(), self._workshop.resumable()
        return known, next((k for k in known if found and k.session.code == found.code), None)

    def _show_head(self, now: Resumable | None) -> None:
        title = texts.pick(self._workshop.deck.title, self._language)
        self._head.value = words(title, "title") + words(self._where(now))

    def _where(self, now: Resumable | None) -> str:
        if now is None:
            return self._say("nothing")
        sort = "rehearsal" if now.session.rehearsal else "session"
        return self._say(f"goes_on.{sort}", code=now.session.code, about=self._about(now))

    def _about(self, known: Resumable) -> str:
        """What tells one session from another: people, step."""
        about = [self._say("people", n=known.session.participants)]
        about += [self._say("step", step=known.step)] if known.step else []
        return ", ".join(about)

    def _show_buttons(self, usual: str) -> None:
        if self._leaving:
            sort = self._leaving
            self._buttons.children = [
                button(
                    self._say(f"{sort}_sure"), self._press(lambda: self._begin(sort)), "primary"
                ),
                button(self._say("stay"), self._stay),
            ]
            return
        alone = self._settings.audience.value == "alone"
        new = button(self._say("new"), self._press(lambda: self._ask("new")), usual)
        rehearse = button(self._say("rehearse"), self._press(lambda: self._ask("rehearse")))
        study = button(self._say("study"), self._press(self._study), "primary" if alone else "")
        self._buttons.children = [study] if alone else [new, rehearse, study]

    def _show_known(self, known: list[Resumable], now: Resumable | None) -> None:
        self._offered = {}
        others = [each for each in known if each != now][:OFFERED]
        rows = [self._resume(now, "again", "primary")] if now else []
        rows += [self._resume(each, "resume") for each in others]
        self._known.children = (
            [widgets.HTML(words(self._say("known"), "muted")), *rows] if rows else []
        )

    def _resume(self, known: Resumable, label: str, sort: str = "") -> widgets.HBox:
        code = known.session.code
        shown = button(self._label(label, known), self._press(lambda: self._choose(code)), sort)
        self._offered[code] = (shown, label)
        when = texts.when(known.session.opened_at, self._language)
        about = [self._say("a_rehearsal"), when] if known.session.rehearsal else [when]
        row = _row()
        row.children = [shown, widgets.HTML(words(" · ".join(about), "muted"))]
        return row

    def _label(self, label: str, known: Resumable) -> str:
        return self._say(label, code=known.session.code, about=self._about(known))

    def _show_links(self, now: Resumable | None) -> None:
        """The notebooks to go on to, as links that JupyterLab opens; the one under way marked."""
        alone = self._settings.audience.value == "alone"
        titles = self._titles(alone)
        listed = "".join(
            f'<li><a href="../{self._language}/{escape(name)}.ipynb">{escape(title)}</a>'
            + (f" — {escape(self._say('here'))}" if now and part and part == now.part else "")
            + "</li>"
            for name, (part, title) in titles.items()
            if (self._folder / self._language / f"{name}.ipynb").exists()
        )
        html = f"<p>{escape(self._say('notebooks'))}</p><ul>{listed}</ul>"
        shown = {"output_type": "display_data", "metadata": {}, "data": {"text/html": html}}
        self._links.outputs = (shown,) if listed and (alone or now) else ()

    def _titles(self, alone: bool) -> dict[str, tuple[str, str]]:
        """Part ("" where it is none) and title of each notebook by its name, in their order."""
        language, deck = self._language, self._workshop.deck
        if alone:
            return {say(language, "file.alone"): ("", say(language, "alone.name"))}
        titles = {part.id: texts.pick(part.title, language) for part in deck.parts}
        titles[""] = say(language, "results.name")
        return {name: (part, titles[part]) for part, name in notebook_names(deck, language).items()}

    # --- what is done

    def _turn(self) -> None:
        """Unfold the form to adapt the questions for whom was chosen above, or fold it away."""
        if self._adapt.children:
            self._adapt.children = []
        else:
            workshop = self._settings.workshop(self._workshop)
            self._adapt.children = [Adapt(workshop.adaptation(), self._language).widget]
        self.renew()

    def _ask(self, sort: str) -> None:
        """Begin anew; where people are in a session, only after being asked whether to leave it."""
        left = self._workshop.under_way()
        if left is None or left.rehearsal or not left.participants:
            self._begin(sort)
            return
        self._leaving = sort
        self._alert.say(self._say("leaving", code=left.code, n=left.participants))

    def _begin(self, sort: str) -> None:
        self._leaving = None
        workshop = self._settings.workshop(self._workshop)
        room = workshop.begin(rehearsal=sort == "rehearse")
        room.follow(self.update)
        people = self._settings.simulated.value
        if sort == "rehearse":
            room.bring_in(people)
        self._alert.say(self._say(f"begun.{sort}", code=room.code, n=people))

    def _stay(self) -> None:
        self._leaving = None
        self._alert.clear()
        self.renew()
        self._buttons.children[0].focus()

    def _choose(self, code: str) -> None:
        self._leaving = None
        self._workshop.choose(code)
        self._alert.say(self._say("chosen", code=code))

    def _study(self) -> None:
        self._settings.audience.value = "alone"
        self._alert.say(self._say("studying"))

    def _speak(self, change: dict[str, Any]) -> None:
        self._language = self._alert.language = change["new"]
        self._alert.clear()
        self.renew()

    def _press(self, act: Callable[[], None]) -> Callable[[], None]:
        def press() -> None:
            self._alert.attempt(act)
            self.renew()

        return press

    def _say(self, key: str, **values: Any) -> str:
        return texts.text(self._language, f"notebook.start.{key}", **values)


class _Settings:
    """What a new session will be: language, audience, cut, least number of answers."""

    def __init__(self, workshop: Opening) -> None:
        self._deck = workshop.deck
        self._cuts = self._deck.lengths()
        self.language = _choice(
            [
                (texts.text(each, "notebook.start.language.name"), each)
                for each in self._deck.languages
            ]
        )
        self.language.value = workshop.language
        self.audience = _choice([(each, each) for each in AUDIENCES])
        self.audience.value = workshop.audience or AUDIENCES[0]
        self.cut = _choice([(cut, cut) for cut in self._cuts])
        self.cut.value = workshop.cut if self._cuts else None
        self.min_answers = widgets.BoundedIntText(workshop.min_answers, min=3, max=100)
        self.simulated = widgets.BoundedIntText(PEOPLE, min=1, max=500)
        self._told = widgets.HTML()
        first, second = _row(), _row()
        first.children = [self.language, self.audience, *([self.cut] if self._cuts else [])]
        second.children = [self.min_answers, self.simulated]
        self.rows = (first, second, self._told)

    def say(self, say: Callable[..., str]) -> None:
        """Word every label anew; what is chosen stays chosen."""
        for name in ("language", "audience", "cut", "min_answers", "simulated"):
            getattr(self, name).description = say(f"{name}.label")
            getattr(self, name).style.description_width = "initial"
        _reword(self.audience, [(say(f"audience.{each}"), each) for each in AUDIENCES])
        _reword(
            self.cut,
            [(say(f"cut.{cut}", minutes=minutes), cut) for cut, minutes in self._cuts.items()],
        )
        self._told.value = words(say("min_answers.told"), "muted")

    def workshop(self, like: Opening) -> Opening:
        """The workshop as it was set here."""
        return like.varied(
            language=self.language.value,
            audience=self.audience.value,
            cut=self.cut.value or like.cut,
            min_answers=self.min_answers.value,
        )


def _choice(options: list[tuple[str, str]]) -> widgets.Dropdown:
    return widgets.Dropdown(options=options)


def _reword(choice: widgets.Dropdown, options: list[tuple[str, str]]) -> None:
    """Give a choice's options other words; what is chosen stays chosen."""
    if tuple(options) != tuple(choice.options):
        kept = choice.value
        choice.options = options  # which chooses the first
        choice.value = kept


def _row() -> widgets.HBox:
    row = widgets.HBox()
    row.add_class("tamtam-buttons")
    return row


def _folder(workshop: str | Path) -> Path:
    """Where the notebooks are: around the one that runs, else beside the deck."""
    here = Path.cwd()
    return (
        here.parent if here.name in texts.LANGUAGES else deck_file.find(workshop).resolve().parent
    )
