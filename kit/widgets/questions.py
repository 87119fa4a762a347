"""What phones say at any time, under a notebook cell: the pace in counts, the questions to look after."""

from html import escape
from typing import TYPE_CHECKING

import ipywidgets as widgets

from kit.aside import FRESH
from kit.deck import ASIDE
from kit.events import Entry
from kit.log import now_ms
from kit.voices import said
from kit.widgets.look import panel, words
from kit.widgets.moderation import Moderation

if TYPE_CHECKING:
    from kit.room import Room


class Questions:
    """Pace and questions of a room, as `widget`; `hear` is told of new events, and that time passes."""

    def __init__(self, room: "Room") -> None:
        self._room = room
        self._pace = widgets.HTML()
        self._queue = Moderation(room, ASIDE)
        lead = words(room.say("voices.title"), "title") + words(room.say("voices.lead"), "muted")
        self.widget = panel(widgets.HTML(lead), self._pace, self._queue.widget)
        self.hear([])

    def hear(self, entries: list[Entry]) -> None:
        """Bring both up to date; what was said of the pace a while ago counts no more."""
        with self._room.state() as state:
            paces = state.aside.paces(now_ms())
        counts = "".join(
            f"<li><b>{count}</b> {escape(self._room.say(f'voices.{pace}'))}</li>"
            for pace, count in paces.items()
        )
        label = self._room.say("voices.pace_of_late", n=FRESH // 60_000)
        told = f'{words(label, "muted")}<ul class="tamtam-pace">{counts}</ul>'
        if told != self._pace.value:
            self._pace.value = told
        self._queue.hear(entries)


class VoicesLine:
    """The same in a line, for the stage: nothing while nobody says anything."""

    def __init__(self, room: "Room") -> None:
        self._room = room
        self.widget = widgets.HTML()

    def hear(self, entries: list[Entry]) -> None:
        """Bring the line up to date."""
        with self._room.state() as state:
            told = said(state, now_ms(), self._room.language)
        line = "".join(words(one, "muted") for one in told)
        if line != self.widget.value:
            self.widget.value = line
