"""What the room agreed to try, as its facilitator writes it down: what, who looks after it, until when."""

from typing import Any

import ipywidgets as widgets

from tamtam.notebook.lead import Lead
from tamtam.notebook.widgets.alert import Alert
from tamtam.notebook.widgets.elements import button, panel

#: The fields, each as wide as what is written into it.
FIELDS = {"what": "44em", "who": "20em", "until": "20em"}


class AgreementForm:
    """Three fields and a button, as `widget`; filled with what was agreed already."""

    def __init__(self, lead: Lead) -> None:
        self._lead = lead
        with lead.state() as state:
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
        self._alert = Alert(lead.language)
        self.widget = panel(
            *self._fields.values(),
            button(self._say("keep"), self._keep, "primary"),
            self._alert.widget,
        )

    def _keep(self) -> None:
        typed = {name: field.value for name, field in self._fields.items()}
        if not self._alert.attempt(lambda: self._lead.agree(**typed)):
            self._alert.say(self._say("kept"))

    def _say(self, key: str, **values: Any) -> str:
        return self._lead.say(f"agreement.{key}", **values)
