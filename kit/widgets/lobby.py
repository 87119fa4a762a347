"""The lobby: how to join, and who is in."""

import threading
from html import escape
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets
import segno

from kit.errors import TamtamError
from kit.events import Entry
from kit.log import now_ms
from kit.widgets.look import panel, words

if TYPE_CHECKING:
    from kit.room import Room

#: How many names are shown; the newest. How often to ask who is connected (ms).
NAMES, PRESENCE = 60, 1000


class Lobby:
    """How to join and who is in, as `widget`; `hear` is told of new events and of passing time."""

    def __init__(self, room: "Room") -> None:
        self._room = room
        self._lock = threading.Lock()
        self._looked_at = 0
        self._here: int | None = None
        self._who = widgets.HTML()
        self._join = widgets.HTML()
        self.widget = panel(self._join, self._who)
        self.renew()
        self.hear([])

    def renew(self) -> None:
        """Show the address as it is now: a laptop may have changed its network."""
        url, code, say = self._room.url, self._room.code, self._say
        # Always dark on light: a code in a dark theme's colours is not read by every phone.
        qr = segno.make(url, error="m").svg_data_uri(
            scale=8, border=3, dark="#1E2330", light="#FFFFFF"
        )
        with self._room.state() as state:
            rehearsal = state.session.rehearsal
        banner = self._room.say("rehearsal.banner") if rehearsal else ""
        self._join.value = (
            (f'<p><span class="tamtam-banner">{escape(banner)}</span></p>' if banner else "")
            + f'<div class="tamtam-join"><img src="{qr}" alt="{escape(say("qr", url=url))}"><div>'
            + words(say("title"), "title")
            + words(say("scan"))
            + words(url, "url")
            + words(say("code"), "muted")
            + words(code, "code")
            + "</div></div>"
            + ("" if self._room.reaches_phones else words(say("loopback"), "error"))
        )

    def hear(self, entries: list[Entry]) -> None:
        """Bring the names up to date, and who is connected."""
        with self._lock:
            if now_ms() - self._looked_at >= PRESENCE:
                self._looked_at = now_ms()
                self._here = self._connected()
            people = self._room.people()
            if not people:
                self._who.value = words(self._say("nobody"), "muted")
                return
            said = self._say("people", n=len(people))
            if self._here is not None:
                said += f" {self._say('here', n=self._here)}"
            newest = "".join(f"<li>{escape(alias)}</li>" for alias in people[: -NAMES - 1 : -1])
            if len(people) > NAMES:
                newest += f"<li>{escape(self._say('more', n=len(people) - NAMES))}</li>"
            self._who.value = f'{words(said)}<ul class="tamtam-people">{newest}</ul>'

    def _connected(self) -> int | None:
        try:
            return self._room.connected()
        except (OSError, TamtamError):
            return None  # the server is away for a moment; names are known all the same

    def _say(self, key: str, **values: Any) -> str:
        return self._room.say(f"lobby.{key}", **values)
