"""More time for someone: given on the laptop, and who has it, which no other surface tells."""

from html import escape

import ipywidgets as widgets

from tamtam.notebook.lead import Lead
from tamtam.notebook.widgets.alert import Alert
from tamtam.notebook.widgets.elements import button, folded, words
from tamtam.session.state import State


class ExtraTimeFold:
    """A name and a button, folded away; beneath, who has extra time, as `widget`."""

    def __init__(self, lead: Lead) -> None:
        self._lead = lead
        self._name = widgets.Combobox(
            placeholder=self._say("name"), ensure_option=False, continuous_update=False
        )
        self._alert = Alert(lead.language)
        self._who = widgets.HTML()
        row = widgets.HBox(
            [
                self._name,
                button(self._say("give"), lambda: self._set(True)),
                button(self._say("take"), lambda: self._set(False)),
            ]
        )
        row.add_class("tamtam-buttons")
        told = widgets.HTML(words(self._say("told"), "muted"))
        self.widget = folded(self._say("title"), told, row, self._alert.widget, self._who)

    def update(self, state: State) -> None:
        """Bring the names up to date."""
        people = state.participants.values()
        names = tuple(one.alias for one in people)
        if names != self._name.options:
            self._name.options = names
        having = [one.alias for one in people if one.extra_time]
        listed = "".join(f"<li>{escape(alias)}</li>" for alias in having)
        self._who.value = f'<ul class="tamtam-people">{listed}</ul>' if listed else ""

    def _set(self, granted: bool) -> None:
        if not self._name.value.strip():
            self._alert.clear()
            return
        if self._alert.attempt(lambda: self._lead.extra_time(self._name.value, granted)):
            return
        self._name.value = ""
        with self._lead.state() as state:
            self.update(state)

    def _say(self, key: str) -> str:
        return self._lead.say(f"extra_time.{key}")
