"""The cockpit: a session chosen and led from one pane, in one output of a notebook."""

import threading
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.notebook.opening import Opening
from tamtam.notebook.room import Room
from tamtam.notebook.widgets.alert import reason
from tamtam.notebook.widgets.cockpit.choosing import ChoicePane
from tamtam.notebook.widgets.cockpit.door import in_the_room
from tamtam.notebook.widgets.cockpit.finishing import FinishPane
from tamtam.notebook.widgets.cockpit.frame import CockpitFrame
from tamtam.notebook.widgets.cockpit.panel import PanelPane
from tamtam.notebook.widgets.cockpit.sheet import SheetPane
from tamtam.notebook.widgets.cockpit.stepping import StepPane
from tamtam.notebook.widgets.cockpit.tree import Deeds, Node, button, el
from tamtam.notebook.widgets.elements import qr
from tamtam.session.events import Entry
from tamtam.session.log import now_ms
from tamtam.session.run_sheet import run_sheet
from tamtam.session.state import State

#: How often it is drawn anew as time passes alone, and how soon after something happened (ms).
SLOW, FAST = 1000, 100


class Cockpit:
    """What leads a session, as `widget`: first the choice, then, in the same place, the session.

    `update` is told of new events by a thread, buttons are pressed in another; a lock keeps them apart.
    """

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._language = opening.language
        self._lock = threading.RLock()
        self._panes: _Led | None = None
        self._drawn_at = 0
        self._hosted: widgets.Widget | None = None
        self._choice = ChoicePane(opening, self.lead, self._host)
        self.widget = CockpitFrame(self._language, self._heard)
        self._draw()

    def lead(self, room: Room) -> None:
        """Lead this session from now on, and no other."""
        self._host(None)
        self._panes = _Led(room, self.widget, self._host)
        room.follow(self.update)
        self._say("")

    def update(self, entries: list[Entry]) -> None:
        """Bring it up to date with the log; also as time passes."""
        with self._lock:
            due = FAST if entries or self._stale else SLOW
            self._stale = self._stale or bool(entries)
            if now_ms() - self._drawn_at >= due:
                self._draw()

    _stale = False

    # --- what is shown

    def _draw(self) -> None:
        self._drawn_at, self._stale = now_ms(), False
        led = self._panes
        if led is None:
            title = texts.pick(self._opening.deck.title, self._language)
            bar = [el("div", el("h2", title), look="name")]
            self.widget.layout_name = "begin"
            self.widget.draw("", bar=bar, sheet=[], step=_whole(self._choice.tree()), panel=[])
            return
        self.widget.layout_name = "whole"
        self.widget.draw(**led.drawn())

    def _host(self, widget: widgets.Widget | None) -> None:
        """Show a widget of its own where a slot for it is; the one before is gone for good."""
        if self._hosted is not None:
            _close(self._hosted)
        self._hosted = widget
        self.widget.hosted = widget.model_id if widget is not None else ""

    def _say(self, words: str, sort: str = "") -> None:
        self.widget.said = {"words": words, "sort": sort}

    # --- what is done

    def _heard(self, name: str, values: list[Any], typed: dict[str, Any], seen: list[str]) -> None:
        with self._lock:
            self._say("")
            deeds = self._deeds()
            further = [typed] if typed else [seen] if name == "accept_seen" else []
            try:
                deeds[name](*values, *further)
            except (TamtamError, OSError) as error:
                self._say(reason(error, self._language), "refused")
            self._draw()

    def _deeds(self) -> Deeds:
        if self._panes is None:
            return self._choice.deeds
        return self._panes.deeds | {"choose": self._back}

    def _back(self) -> None:
        """Show the choice again; the session goes on as it is until another is begun."""
        self._host(None)
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
        self._finish = FinishPane(room, room.end)
        self._step = StepPane(room, frame, finish=self._finish.finish, done=self._finish.done)
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
                "at": "finish" if finish else step,
                "bar": [*self._superseded(), *self._panel.door.alerts(), *bar, self._leave()],
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
        return [
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


def _close(widget: widgets.Widget) -> None:
    """Let a widget and all that is in it go."""
    for child in getattr(widget, "children", ()):
        _close(child)
    widget.close()
