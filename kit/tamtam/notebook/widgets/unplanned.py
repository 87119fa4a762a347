"""A line to type a question that nobody planned; its stage appears under it."""

from collections.abc import Callable
from typing import Any, NamedTuple

import ipywidgets as widgets

from tamtam.authoring import unplanned
from tamtam.notebook.lead import Lead
from tamtam.notebook.widgets.alert import Alert
from tamtam.notebook.widgets.elements import button


class Shows(NamedTuple):
    """What a stage shows of others: the stage of an activity, the queue of what people propose."""

    stage: Callable[[str], widgets.Widget]
    queue: Callable[[], widgets.Widget]


class Unplanned:
    """The line, folded away until asked for, as `widget`."""

    def __init__(self, lead: Lead, shows: Shows) -> None:
        self._lead = lead
        self._shows = shows
        self._fold = button(f"▸ {self._say('title')}", self._turn, "fold")
        self._question = widgets.Text(
            description=self._say("question"), continuous_update=False, layout={"width": "26em"}
        )
        self._options = widgets.Text(
            description=self._say("options"),
            placeholder=self._say("for_example"),
            continuous_update=False,
            layout={"width": "30em"},
        )
        for field in (self._question, self._options):
            field.style.description_width = "initial"
        self._line = widgets.HBox(
            [self._question, self._options, button(self._say("ask"), self._ask)]
        )
        self._line.add_class("tamtam-buttons")
        self._line.layout.display = "none"
        self._alert = Alert(lead.language)
        self._stages = widgets.VBox()
        self.widget = widgets.VBox([self._fold, self._line, self._alert.widget, self._stages])

    def _turn(self) -> None:
        hidden = self._line.layout.display == "none"
        self._line.layout.display = None if hidden else "none"
        self._fold.description = f"{'▾' if hidden else '▸'} {self._say('title')}"
        if hidden:
            self._question.focus()

    def _ask(self) -> None:
        self._alert.attempt(self._pose)

    def _pose(self) -> None:
        options, scale = unplanned.read(self._options.value)
        id = self._lead.pose(self._question.value, options, scale)
        self._question.value = self._options.value = ""
        queue = [] if options or scale else [self._shows.queue()]
        earlier = [other for other in self._stages.children if other not in queue]
        self._stages.children = [self._shows.stage(id), *queue, *earlier]

    def _say(self, key: str, **values: Any) -> str:
        return self._lead.say(f"unplanned.{key}", **values)
