"""What a room says beside what is asked, to whoever leads it from a notebook: questions, and the pace."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import msgspec

from tamtam.deck.deck import BACKCHANNEL
from tamtam.language import texts
from tamtam.notebook.output import CellNote, in_notebook, show, tell
from tamtam.session import commands as c
from tamtam.session import moderation
from tamtam.session.backchannel import FRESH
from tamtam.session.log import now_ms
from tamtam.session.state import State

if TYPE_CHECKING:
    from tamtam.notebook.room import Room
    from tamtam.notebook.widgets.backchannel import BackchannelWidget

#: What becomes of questions that are sent from now on.
Taking = Literal["held", "at_once", "none"]


class BackchannelPanel:
    """Backchannel of one room, as its facilitator calls it: questions and pace; `run` has a command done."""

    def __init__(self, room: "Room", run: Callable[[c.Command], None]) -> None:
        self._room = room
        self._run = run
        self._widget: BackchannelWidget | None = None

    def take(self, taking: Taking) -> None:
        """Hold questions from now on until they are approved, show them at once, or take none."""
        with self._room.state() as state:
            deck = state.deck
        self._run(c.Revise(msgspec.structs.replace(deck, questions=taking)))

    def show(self) -> None:
        """Show them, to be looked after; in a script, as lines."""
        language = self._room.language
        if not in_notebook():
            with self._room.state() as state:
                queue = moderation.listed(state, language, BACKCHANNEL)
                tell("\n".join((*said(state, now_ms(), language), *queue)))
            return
        if self._widget is None:
            from tamtam.notebook.widgets.backchannel import BackchannelWidget

            self._widget = BackchannelWidget(self._room)
            self._room.follow(self._widget.update)
        show(self._widget.widget)
        CellNote(f"{self._room.say('voices.title')}. {self._room.say('again')}")


def said(state: State, now: int, language: str) -> list[str]:
    """How many find it too fast, fine or are lost, and how many questions there are; never who."""
    paces, (waiting, still_open) = state.backchannel.paces(now), state.backchannel.unsettled()
    lines = []
    if any(paces.values()):
        minutes = FRESH // 60_000
        lines.append(texts.text(language, "notebook.voices.pace", n=minutes, **paces))
    if waiting or still_open:
        told = {"open": still_open, "waiting": waiting}
        lines.append(texts.text(language, "notebook.voices.questions", **told))
    return lines
