"""A line to type a question that nobody planned; its stage appears under it."""

from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from tamtam.authoring import unplanned
from tamtam.language.errors import TamtamError
from tamtam.notebook.widgets.elements import button, words

if TYPE_CHECKING:
    from tamtam.notebook.room import Room


class Unplanned:
    """The line, folded away until asked for, as `widget`."""

    def __init__(self, room: "Room") -> None:
        self._room = room
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
        self._error = widgets.HTML()
        self._stages = widgets.VBox()
        self.widget = widgets.VBox([self._fold, self._line, self._error, self._stages])

    def _turn(self) -> None:
        hidden = self._line.layout.display == "none"
        self._line.layout.display = None if hidden else "none"
        self._fold.description = f"{'▾' if hidden else '▸'} {self._say('title')}"
        if hidden:
            self._question.focus()

    def _ask(self) -> None:
        self._error.value = ""
        try:
            options, scale = unplanned.read(self._options.value)
            id = self._room.pose(self._question.value, options, scale)
        except (TamtamError, OSError) as error:
            self._error.value = f'<div role="alert">{words(self._told(error), "error")}</div>'
            return
        self._question.value = self._options.value = ""
        queue = [] if options or scale else [self._room.queue().widget]
        stage = self._room.stage(id).widget
        earlier = [other for other in self._stages.children if other not in queue]
        self._stages.children = [stage, *queue, *earlier]

    def _told(self, error: Exception) -> str:
        language = self._room.language
        if isinstance(error, TamtamError):
            return f"{error.message(language)} {error.hint(language)}"
        return str(error)

    def _say(self, key: str, **values: Any) -> str:
        return self._room.say(f"unplanned.{key}", **values)
