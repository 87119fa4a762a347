"""What phones say at any time, under a notebook cell: the pace in counts, the questions to look after."""

from html import escape

import ipywidgets as widgets

from tamtam.deck.deck import BACKCHANNEL
from tamtam.notebook.lead import Lead
from tamtam.notebook.widgets.elements import panel, words
from tamtam.notebook.widgets.moderation import Moderation
from tamtam.session.backchannel import FRESH
from tamtam.session.events import Entry
from tamtam.session.log import now_ms


class BackchannelWidget:
    """Pace and questions of a room, as `widget`; `update` is told of new events, and that time passes."""

    def __init__(self, lead: Lead) -> None:
        self._lead = lead
        self._pace = widgets.HTML()
        self._queue = Moderation(lead, BACKCHANNEL)
        head = words(lead.say("voices.title"), "title") + words(lead.say("voices.lead"), "muted")
        self.widget = panel(widgets.HTML(head), self._pace, self._queue.widget)
        self.update([])

    def update(self, entries: list[Entry]) -> None:
        """Bring both up to date; what was said of the pace a while ago counts no more."""
        with self._lead.state() as state:
            paces = state.backchannel.paces(now_ms())
        counts = "".join(
            f"<li><b>{count}</b> {escape(self._lead.say(f'voices.{pace}'))}</li>"
            for pace, count in paces.items()
        )
        label = self._lead.say("voices.pace_of_late", n=FRESH // 60_000)
        told = f'{words(label, "muted")}<ul class="tamtam-pace">{counts}</ul>'
        if told != self._pace.value:
            self._pace.value = told
        self._queue.update(entries)
