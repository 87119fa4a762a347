"""The end of a session, by buttons: write the results, end it. Running all cells ends nothing."""

from html import escape
from pathlib import Path

import ipywidgets as widgets

from tamtam.notebook.session import Session
from tamtam.notebook.widgets.alert import Alert
from tamtam.notebook.widgets.elements import button, panel
from tamtam.results.folder import listed


class WrapUp:
    """Buttons for what comes last, as `widget`. What is written goes into `folder`.

    `words` is where their words stand among the notebook's.
    """

    def __init__(self, session: Session, folder: str, words: str = "wrap_up") -> None:
        self._session = session
        self._texts = words
        self._folder = folder
        self._alert = Alert(session.language)
        self._results = button(self._say("results"), self._alert.attempting(self._write), "primary")
        self._end = button(self._say("end"), self._ask)
        self._sure = button(self._say("end_sure"), self._finish)
        self._buttons = widgets.HBox([self._results, self._end])
        self._buttons.add_class("tamtam-buttons")
        self.widget = panel(self._buttons, self._alert.widget)

    def _say(self, key: str) -> str:
        return self._session.say(f"{self._texts}.{key}")

    def _write(self) -> None:
        written = self._session.write_results(self._folder)
        files = "".join(f"<li><code>{escape(name)}</code></li>" for name in listed(written))
        said = self._session.results_lie_in(Path(self._folder))
        self._alert.say(said, f"<ul>{files}</ul>")

    def _ask(self) -> None:
        self._alert.say(self._say("end_lead"))
        self._buttons.children = [self._results, self._sure]
        self._sure.focus()

    def _finish(self) -> None:
        self._buttons.children = [self._results]
        self._alert.say(self._session.say("ended", code=self._session.code))
        self._results.focus()
        self._session.end()
