"""What the room agreed to try, as its facilitator writes it down: what, who looks after it, until when."""

from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from tamtam.language.errors import TamtamError
from tamtam.notebook.widgets.elements import button, panel, words

if TYPE_CHECKING:
    from tamtam.notebook.room import Room

#: The fields, each as wide as what is written into it.
FIELDS = {"what": "44em", "who": "20em", "until": "20em"}


class AgreementForm:
    """Three fields and a button, as `widget`; filled with what was agreed already."""

    def __init__(self, room: "Room") -> None:
        self._room = room
        with room.state() as state:
            agreed = state.agreed
        self._fields = {
            name: widgets.Text(
                value=getattr(agreed, name, ""),
                description=self._say(name),
                continuous_update=False,
                layout={"width": width, "max_width": "100%"},
                style={"description_width": "9em"},
            )
            for name, width in FIELDS.items()
        }
        self._said = widgets.HTML()
        self.widget = panel(
            *self._fields.values(), button(self._say("keep"), self._keep, "primary"), self._said
        )

    def _keep(self) -> None:
        try:
            self._room.agree(**{name: field.value for name, field in self._fields.items()})
        except TamtamError as error:
            language = self._room.language
            said = words(f"{error.message(language)} {error.hint(language)}", "error")
            self._said.value = f'<div role="alert">{said}</div>'
            return
        self._said.value = f'<div role="status">{words(self._say("kept"))}</div>'

    def _say(self, key: str, **values: Any) -> str:
        return self._room.say(f"agreement.{key}", **values)
