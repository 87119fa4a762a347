"""The cockpit: a session chosen and led from one pane, in one output of a notebook."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from tamtam.authoring import deck_file
from tamtam.authoring.building.own_deck import OwnDeck
from tamtam.deck.deck import WELCOME
from tamtam.language import texts
from tamtam.notebook.opening import Opening
from tamtam.notebook.room import Room
from tamtam.notebook.widgets.cockpit.builder import Builder
from tamtam.notebook.widgets.cockpit.builder.beginning import BeginPane
from tamtam.notebook.widgets.cockpit.choosing import ChoicePane
from tamtam.notebook.widgets.cockpit.door import in_the_room
from tamtam.notebook.widgets.cockpit.finishing import FinishPane
from tamtam.notebook.widgets.cockpit.frame import CockpitFrame
from tamtam.notebook.widgets.cockpit.panel import PanelPane
from tamtam.notebook.widgets.cockpit.sheet import SheetPane
from tamtam.notebook.widgets.cockpit.stepping import StepPane
from tamtam.notebook.widgets.cockpit.surface import Surface
from tamtam.notebook.widgets.cockpit.tree import Deeds, Node, button, el
from tamtam.notebook.widgets.elements import qr
from tamtam.session.log import now_ms
from tamtam.session.run_sheet import run_sheet
from tamtam.session.state import State


class Cockpit(Surface):
    """What leads a session, as `widget`: first the choice, then, in the same place, the session."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening.language)
        self._opening = opening
        self._panes: _Led | None = None
        self._making: BeginPane | Builder | None = None
        self._own: Path | None = None  # the folder of a workshop that was made here
        self._choice = ChoicePane(opening, self.lead, self.host)
        self.redraw()

    def make(self) -> None:
        """Begin a workshop of one's own, or go on making one."""
        self._turn_to(None)
        self._making = BeginPane(
            self.language, self.build, self._turn_to, lambda: self._turn_to(None)
        )
        self.redraw()

    def build(self, own: OwnDeck) -> None:
        """Build this workshop, until its maker leads it or leaves it."""
        folder = own.path.parent
        self._making = Builder(
            own, self.language, self.widget, self.host, lambda: self._turn_to(folder), self.make
        )
        self.redraw()

    def _rebuild(self) -> None:
        assert self._own is not None
        self.build(OwnDeck(self._own / deck_file.FILE))

    def _turn_to(self, folder: Path | None) -> None:
        """Let the choice be of the workshop in a folder; of the one as before without."""
        if folder is not None:
            self._opening, self._own = self._opening.of(folder), folder
            self._choice = ChoicePane(self._opening, self.lead, self.host)
        self._making = None

    def lead(self, room: Room) -> None:
        """Lead this session from now on, and no other."""
        self.host(None)
        self._panes = _Led(room, self.widget, self.host)
        room.follow(self.update)
        self.say("")

    def draw(self) -> None:
        """The choice, or the session that was chosen."""
        led = self._panes
        if led is None and isinstance(self._making, Builder):
            self.widget.layout_name = "build"
            self.widget.draw(**self._making.drawn())
            return
        if led is None:
            title = texts.pick(self._opening.deck.title, self.language)
            bar = [el("div", el("h2", title), look="name")]
            self.widget.layout_name = "begin"
            pane = self._making if isinstance(self._making, BeginPane) else self._choice
            self.widget.draw("", bar=bar, sheet=[], step=_whole(pane.tree()), panel=[])
            return
        self.widget.layout_name = "whole"
        self.widget.draw(**led.drawn())

    def deeds(self) -> Deeds:
        """What can be chosen, or done in the session."""
        if self._panes is None:
            if self._making is not None:
                return self._making.deeds
            of_own = {} if self._own is None else {"adapt_first": self._rebuild}
            return self._choice.deeds | {"make": self.make} | of_own
        return self._panes.deeds | {"choose": self._back}

    def _back(self) -> None:
        """Show the choice again; the session goes on as it is until another is begun."""
        self.host(None)
        self._panes = None


class _Led:
    """The panes of one session."""

    def __init__(
        self,
        room: Room,
        frame: CockpitFrame,
        host: Callable[[widgets.Widget | None], None],
    ) -> None:
        self._room = room
        self._language = room.language
        self._sheet = SheetPane(room)
        self._panel = PanelPane(room, host)
        self._finish = FinishPane(room, room.end, self._panel.copying)
        self._step = StepPane(
            room,
            frame,
            finish=self._finish.finish,
            done=self._finish.done,
            revealed=self._panel.make_room,
        )
        self.deeds: Deeds = {
            **self._step.deeds,
            **self._sheet.deeds,
            **self._panel.deeds,
            **self._finish.deeds,
        }
        self.deeds["look"] = self._look
        self.deeds["let_phones_in"] = room.let_phones_in
        self.deeds["read_now"] = self._read_now

    def drawn(self) -> dict[str, Any]:
        """What stands in each region now."""
        with self._room.state() as state:
            sheet = run_sheet(state, now_ms())
            step = self._step.step(state)
            bar = self._step.bar(state, sheet)
            finish = self._finish.card(state)
            card = finish or self._step.card(state) or self._lobby(state)
            return {
                "at": f"finish:{state.over}" if finish else step,
                "bar": [*self._superseded(), *self._panel.door.alerts(state), *bar, self._leave()],
                "sheet": _whole(self._sheet.tree(state, sheet, step)),
                "step": _whole(card),
                "panel": _whole(self._panel.tree(state, step)),
            }

    def _superseded(self) -> list[Node]:
        """That another session was begun since: this one is not what the room is in."""
        told = self._room.superseded()
        return [el("p", told, look="superseded", role="alert")] if told else []

    def _leave(self) -> Node:
        return el(
            "details",
            el("summary", self._room.code, aria_label=self._say("session", code=self._room.code)),
            el(
                "div",
                el("p", self._say("session", code=self._room.code)),
                button(self._say("choose"), "choose"),
                look="menu",
            ),
            key="session",
            look="session",
            data_menu=True,
        )

    def _lobby(self, state: State) -> list[Node]:
        """How people come in: before the first step, and in every pause."""
        url = self._room.address() or self._room.url
        names = [person.alias for person in state.participants.values()][:-61:-1]
        said = texts.pick(state.deck.welcome, self._language) if state.deck.welcome else ""
        welcomes = bool(said) and state.step in (None, "", WELCOME)
        return [
            el("dl", el("dt", self._say("say")), el("dd", said, look="say")) if welcomes else None,
            el(
                "div",
                el("img", src=qr(url), alt=self._room.say("lobby.qr", url=url), look="qr large"),
                el(
                    "div",
                    el("p", self._room.say("lobby.title"), look="question"),
                    el("p", url, look="url"),
                    *in_the_room(self._room),
                    el("p", self._say("link.code", code=self._room.code)),
                    *self._kept_out(),
                    el(
                        "a",
                        self._room.say("links.screen.go"),
                        href=self._room.links.address("screen"),
                        target="_blank",
                        rel="noopener noreferrer",
                        look="go",
                    ),
                ),
                look="joins",
            ),
            el("ul", *(el("li", name) for name in names), look="names"),
        ]

    def _kept_out(self) -> list[Node]:
        """That only this laptop can get in, and the button that lets phones in."""
        if self._room.reaches_phones:
            return []
        return [
            el("p", self._say("loopback"), look="warning"),
            button(self._say("let_phones_in"), "let_phones_in"),
        ]

    def _look(self, step: str) -> None:
        self._finish.shown = False
        self._step.look(step)

    def _read_now(self) -> None:
        """What is asked first is read first: the question goes, and what waits is in front."""
        self._step.deeds["forgo"]()
        self._panel.turn_to("read")

    def _say(self, key: str, **values: Any) -> str:
        return texts.text(self._language, f"cockpit.{key}", **values)


def _whole(nodes: list[Node]) -> list[Node]:
    return [node for node in nodes if node is not None]
