"""What of a chart is shown: the whole, or one of its facets. On the wall and in the preview alike."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from tamtam import kinds
from tamtam.notebook.lead import Lead
from tamtam.session.activity import ActivityState

Press = Callable[[Callable[[str], object]], Callable[[], None]]


class Facets:
    """The choice, as `widget`; out of sight where the chart has no facets, or nothing was asked yet.

    `press` makes of what is to be done with an activity what a button of its stage does.
    """

    def __init__(self, lead: Lead, activity: str, press: Press) -> None:
        self._lead = lead
        self._press = press
        asked = lead.activity(activity)
        kind = kinds.get(asked.kind)
        ids = kind.facets(asked)
        self.widget = widgets.Dropdown(
            description=lead.say("stage.facet"),
            options=[
                (lead.say("stage.whole"), ""),
                *((kind.facet_name(asked, id, lead.language), id) for id in ids),
            ],
            layout={"width": "max-content"},
        )
        self.widget.style.description_width = "initial"
        self.widget.observe(self._chosen, "value")
        self._told = ""

    def update(self, asked: ActivityState) -> None:
        """Show what is chosen, wherever it was."""
        there = asked.turns and len(self.widget.options) > 1
        self.widget.layout.display = None if there else "none"
        self._told = asked.turn.facet
        self.widget.value = self._told

    def _chosen(self, change: Any) -> None:
        if change["new"] != self._told:
            self._press(lambda activity: self._lead.focus(change["new"], activity))()
