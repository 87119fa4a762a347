"""A secret link under a notebook cell: shown when asked for, made worthless by a button."""

from html import escape
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets
import segno

from kit.errors import TamtamError
from kit.widgets.look import button, panel, words

if TYPE_CHECKING:
    from kit.links import Links
    from kit.room import Room


class LinkCard:
    """One link of a room, as `widget`. It isn't drawn, and nobody sees it, before it is asked for."""

    def __init__(self, room: "Room", links: "Links", use: str) -> None:
        self._room = room
        self._links = links
        self._use = use
        self._shown = False
        self._link = widgets.HTML()
        self._fold = button("", self._turn, "fold")
        self._revoke = button(room.say("links.revoke"), self._end)
        head = widgets.HTML(words(self._say("title"), "title") + words(self._say("lead")))
        self.widget = panel(head, self._fold, self._link, self._revoke)
        self._put(False)

    def _turn(self) -> None:
        """Show the link, or put it away."""
        try:
            self._link.value = "" if self._shown else self._drawn(self._links.address(self._use))
        except TamtamError as error:
            language = self._room.language
            self._tell(f"{error.message(language)} {error.hint(language)}", "error")
        else:
            self._put(not self._shown)

    def _put(self, shown: bool) -> None:
        self._shown = shown
        self._fold.description = f"{'▾' if shown else '▸'} {self._room.say('links.show')}"

    def _drawn(self, url: str) -> str:
        """The link, and for another device its QR code, always dark on light."""
        link = (
            f'<p><a class="tamtam-link" href="{escape(url)}" target="_blank" '
            f'rel="noopener noreferrer">{escape(self._say("go"))}</a></p>'
        )
        if self._use == "screen":
            return link
        qr = segno.make(url, error="m").svg_data_uri(
            scale=6, border=3, dark="#1E2330", light="#FFFFFF"
        )
        alt = escape(self._say("qr"))
        return f'<div class="tamtam-join"><img src="{qr}" alt="{alt}"></div>{link}'

    def _end(self) -> None:
        self._links.revoke(self._use)
        self._put(False)
        self._tell(self._say("revoked"))

    def _tell(self, said: str, sort: str = "") -> None:
        self._link.value = f'<div role="status">{words(said, sort)}</div>'

    def _say(self, key: str, **values: Any) -> str:
        return self._room.say(f"links.{self._use}.{key}", **values)
