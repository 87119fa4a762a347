"""Secret links under a notebook cell: shown when asked for, made worthless by a button."""

from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets
import segno

from tamtam.notebook.lead import Lead
from tamtam.notebook.links import uses
from tamtam.notebook.widgets.alert import Alert
from tamtam.notebook.widgets.elements import button, panel, words
from tamtam.session.events import Entry


class LinkCard:
    """The links of a room to one thing, as `widget`. None is drawn, and nobody sees it, unasked."""

    def __init__(self, lead: Lead, use: str) -> None:
        self._lead = lead
        self._use = use
        self._shown = ""
        self._link = Alert(lead.language)
        self._folds = {each: button("", partial(self._turn, each), "fold") for each in uses(use)}
        buttons = widgets.HBox([*self._folds.values(), button(lead.say("links.revoke"), self._end)])
        buttons.add_class("tamtam-buttons")
        head = widgets.HTML(words(self._say("title"), "title") + words(self._say("lead")))
        self.widget = panel(head, buttons, self._link.widget)
        self._put("")

    def _turn(self, use: str) -> None:
        """Show a link, or put it away."""
        shown = "" if use == self._shown else use
        if not self._link.attempt(lambda: self._draw(shown)):
            self._put(shown)

    def _draw(self, use: str) -> None:
        self._link.widget.value = self._drawn(use, self._lead.links.address(use)) if use else ""

    def _put(self, shown: str) -> None:
        self._shown = shown
        for use, fold in self._folds.items():
            label = self._lead.say("links.show" if use == self._use else f"links.{use}.show")
            fold.description = f"{'▾' if use == shown else '▸'} {label}"

    def _drawn(self, use: str, url: str) -> str:
        """The link, and for another device its QR code, always dark on light."""
        link = (
            f'<p><a class="tamtam-link" href="{escape(url)}" target="_blank" '
            f'rel="noopener noreferrer">{escape(self._lead.say(f"links.{use}.go"))}</a></p>'
        )
        if use == "screen":
            return link
        qr = segno.make(url, error="m").svg_data_uri(
            scale=6, border=3, dark="#1E2330", light="#FFFFFF"
        )
        alt = escape(self._lead.say(f"links.{use}.qr"))
        lead = words(self._lead.say(f"links.{use}.lead")) if use != self._use else ""
        return f'{lead}<div class="tamtam-join"><img src="{qr}" alt="{alt}"></div>{link}'

    def update(self, entries: list[Entry]) -> None:
        """Nothing that happens changes a link."""

    def _end(self) -> None:
        self._lead.links.revoke(self._use)
        self._put("")
        self._link.say(self._say("revoked"))

    def _say(self, key: str, **values: Any) -> str:
        return self._lead.say(f"links.{self._use}.{key}", **values)
