"""The end of a session, by buttons: write the results, end it. Running all cells ends nothing."""

from html import escape
from typing import TYPE_CHECKING

import ipywidgets as widgets

from tamtam.language.errors import TamtamError
from tamtam.notebook.widgets.elements import button, panel, words

if TYPE_CHECKING:
    from tamtam.notebook.session import Session


class WrapUp:
    """Buttons for what comes last, as `widget`. What is written goes into `folder`."""

    def __init__(self, session: "Session", folder: str) -> None:
        self._session = session
        self._folder = folder
        self._said = widgets.HTML()
        self._results = button(session.say("wrap_up.results"), self._write, "primary")
        self._end = button(session.say("wrap_up.end"), self._ask)
        self._sure = button(session.say("wrap_up.end_sure"), self._finish)
        self._buttons = widgets.HBox([self._results, self._end])
        self._buttons.add_class("tamtam-buttons")
        self.widget = panel(self._buttons, self._said)

    def _write(self) -> None:
        try:
            written = self._session.write_results(self._folder)
        except TamtamError as error:
            language = self._session.language
            self._tell(f"{error.message(language)} {error.hint(language)}", "error")
            return
        files = "".join(f"<li><code>{escape(path.name)}</code></li>" for path in written)
        said = self._session.say("results", folder=written[0].parent.resolve())
        self._said.value = f'<div role="status">{words(said)}<ul>{files}</ul></div>'

    def _ask(self) -> None:
        self._tell(self._session.say("wrap_up.end_lead"))
        self._buttons.children = [self._results, self._sure]
        self._sure.focus()

    def _finish(self) -> None:
        self._buttons.children = [self._results]
        self._tell(self._session.say("ended", code=self._session.code))
        self._results.focus()
        self._session.end()

    def _tell(self, said: str, sort: str = "") -> None:
        self._said.value = f'<div role="status">{words(said, sort)}</div>'
