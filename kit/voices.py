"""What a room says beside what is asked, to whoever leads it from a notebook: questions, and the pace."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import msgspec

from kit import commands as c
from kit import moderation, texts
from kit.aside import FRESH
from kit.deck import ASIDE
from kit.fold import State
from kit.log import now_ms
from kit.surface import Note, in_notebook, show, tell

if TYPE_CHECKING:
    from kit.room import Room
    from kit.widgets.questions import Questions

#: What becomes of questions that are sent from now on.
Taking = Literal["held", "at_once", "none"]


class Voices:
    """Questions and pace of one room; `run` has a command done."""

    def __init__(self, room: "Room", run: Callable[[c.Command], None]) -> None:
        self._room = room
        self._run = run
        self._widget: Questions | None = None

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
                queue = moderation.listed(state, language, ASIDE)
                tell("\n".join((*said(state, now_ms(), language), *queue)))
            return
        if self._widget is None:
            from kit.widgets.questions import Questions

            self._widget = Questions(self._room)
            self._room.follow(self._widget.hear)
        show(self._widget.widget)
        Note(f"{self._room.say('voices.title')}. {self._room.say('again')}")


def said(state: State, now: int, language: str) -> list[str]:
    """How many find it too fast, fine or are lost, and how many questions there are; never who."""
    paces, (waiting, still_open) = state.aside.paces(now), state.aside.unsettled()
    lines = []
    if any(paces.values()):
        minutes = FRESH // 60_000
        lines.append(texts.text(language, "notebook.voices.pace", n=minutes, **paces))
    if waiting or still_open:
        told = {"open": still_open, "waiting": waiting}
        lines.append(texts.text(language, "notebook.voices.questions", **told))
    return lines
