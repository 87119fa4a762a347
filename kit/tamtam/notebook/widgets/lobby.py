"""The lobby: how to join, and who is in."""

import threading
from html import escape
from typing import Any

import ipywidgets as widgets

from tamtam.language import texts
from tamtam.language.characters import look_alikes
from tamtam.language.errors import TamtamError
from tamtam.notebook.lead import Lead
from tamtam.notebook.widgets.alert import Alert
from tamtam.notebook.widgets.elements import button, folded, panel, qr, words
from tamtam.notebook.widgets.spare import spare
from tamtam.notebook.wifi import Wifi
from tamtam.server.doctor import told_network
from tamtam.session.events import Entry
from tamtam.session.log import now_ms

#: How many names are shown; the newest. How often to ask who is connected (ms).
NAMES, PRESENCE = 60, 1000


class Lobby:
    """How to join and who is in, as `widget`; `update` is told of new events and of passing time."""

    def __init__(self, lead: Lead) -> None:
        self._lead = lead
        self._lock = threading.Lock()
        self._looked_at = 0
        self._here: int | None = None
        self._who = widgets.HTML()
        self._join = widgets.HTML()
        self._shown: tuple[str, str | None, Wifi | None] = ("", None, None)
        self._alert = Alert(lead.language)
        self._spare = widgets.HTML()
        no_phone = folded(self._say("spare"), self._spare)
        self._wifi = self._wifi_form()
        self._several = widgets.VBox()
        self.widget = panel(
            *(self._join, self._several), self._who, self._wifi, no_phone, self._alert.widget
        )
        self.renew()
        self.update([])

    def renew(self) -> None:
        """Show the address as it is now: a laptop may have changed its network."""
        url, code, say = self._lead.url, self._lead.code, self._say
        self._spare.value = spare(self._lead)
        wifi = self._lead.lobby_wifi
        name = self._lead.named_url()
        self._shown = (url, name, wifi)
        with self._lead.state() as state:
            rehearsal = state.session.rehearsal
        banner = self._lead.say("rehearsal.banner") if rehearsal else ""
        self._join.value = (
            (f'<p><span class="tamtam-banner">{escape(banner)}</span></p>' if banner else "")
            + (self._wifi_words(wifi) if wifi else "")
            + f'<div class="tamtam-join"><img src="{qr(url)}" alt="{escape(say("qr", url=url))}"><div>'
            + words(say("then" if wifi else "title"), "title")
            + words(say("scan"))
            + words(url, "url")
            + (words(say("by_name", url=name), "muted") if name else "")
            + (words(say("in_the_room", url=here)) if (here := self._lead.room_url) else "")
            + words(say("code"), "muted")
            + words(code, "code")
            + "</div></div>"
            + words(say("leaves"), "muted")
            + ("" if self._lead.reaches_phones else words(say("loopback"), "error"))
        )
        self._offer_networks()

    def _let_phones_in(self) -> None:
        self._alert.attempt(self._lead.let_phones_in)
        self.renew()

    def _offer_networks(self) -> None:
        """Offer to let phones in where none gets in; the laptop's other networks where it is in several."""
        if not self._lead.reaches_phones:
            self._several.children = (button(self._say("let_phones_in"), self._let_phones_in),)
            return
        found = self._lead.networks()
        if len(found) < 2:
            self._several.children = ()
            return
        language = self._lead.language
        offered = {"": self._say("networks.found")}
        offered |= {network.address: told_network(network, language) for network in found}
        chosen = self._lead.chosen_address or ""
        choice = widgets.Dropdown(
            options=[(said, address) for address, said in offered.items()],
            value=chosen if chosen in offered else "",
            description=self._say("network"),
        )
        choice.style.description_width = "initial"
        choice.observe(self._choose_network, "value")
        hint = widgets.HTML(words(self._say("networks.several"), "muted"))
        self._several.children = (hint, choice)

    def _choose_network(self, change: dict[str, Any]) -> None:
        self._lead.choose_address(change["new"] or None)
        self.renew()

    def _wifi_words(self, wifi: Wifi) -> str:
        """The first code: how to join the Wi-Fi; its password for those who have to type it."""
        alt = escape(self._say("wifi.qr", name=wifi.name))
        return (
            f'<div class="tamtam-join"><img src="{qr(wifi.code())}" alt="{alt}"><div>'
            + words(self._say("wifi.first"), "title")
            + words(wifi.name, "url")
            + (words(self._say("wifi.password"), "muted") if wifi.password else "")
            + (words(wifi.password, "url") if wifi.password else "")
            + "</div></div>"
        )

    def _wifi_form(self) -> widgets.VBox:
        name = widgets.Text(description=self._say("wifi.name"), continuous_update=False)
        password = widgets.Text(description=self._say("wifi.password"), continuous_update=False)
        for field in (name, password):
            field.style.description_width = "initial"

        def keep() -> None:
            if name.value.strip():
                self._alert.attempt(lambda: self._lead.join_wifi(name.value, password.value))
                self.renew()

        row = widgets.HBox([name, password, button(self._say("wifi.show"), keep)])
        row.add_class("tamtam-buttons")
        told = widgets.HTML(words(self._say("wifi.told"), "muted"))
        return folded(self._say("wifi.title"), row, told)

    def update(self, entries: list[Entry]) -> None:
        """Bring the names up to date, and who is connected."""
        with self._lock:
            if now_ms() - self._looked_at >= PRESENCE:
                self._looked_at = now_ms()
                self._here = self._connected()
                self._follow_address()
            people = self._lead.people()
            if not people:
                self._who.value = words(self._say("nobody"), "muted")
                return
            said = self._say("people", n=len(people))
            if self._here is not None:
                said += f" {self._say('here', n=self._here)}"
            newest = "".join(f"<li>{escape(alias)}</li>" for alias in people[: -NAMES - 1 : -1])
            if len(people) > NAMES:
                newest += f"<li>{escape(self._say('more', n=len(people) - NAMES))}</li>"
            alike = "".join(words(self._alike(names), "caution") for names in look_alikes(people))
            self._who.value = f'{words(said)}{alike}<ul class="tamtam-people">{newest}</ul>'

    def _alike(self, names: tuple[str, ...]) -> str:
        """That some names can hardly be told apart: one of them may be somebody's joke, or worse."""
        quoted = [texts.quoted(self._lead.language, name) for name in names]
        return self._say("alike", names=", ".join(quoted))

    def _follow_address(self) -> None:
        """Show another code once the laptop is known by another address, or a Wi-Fi was named."""
        try:
            now = self._lead.address()
            if now and (now, self._lead.named_url(), self._lead.lobby_wifi) != self._shown:
                self.renew()
        except (OSError, TamtamError):
            return  # looked at again in a second

    def _connected(self) -> int | None:
        try:
            return self._lead.connected()
        except (OSError, TamtamError):
            return None  # the server is away for a moment; names are known all the same

    def _say(self, key: str, **values: Any) -> str:
        return self._lead.say(f"lobby.{key}", **values)
