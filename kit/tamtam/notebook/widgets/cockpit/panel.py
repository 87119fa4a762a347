"""Tabs beneath the step: what waits to be read, questions, people, links, notes, privacy, and the rest."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from tamtam.authoring import unplanned
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.notebook.lead import Lead
from tamtam.notebook.widgets.adapt import Adapt
from tamtam.notebook.widgets.cockpit.copying import CopyPane
from tamtam.notebook.widgets.cockpit.door import YES_TOLD, DoorPane, in_the_room, is_yes
from tamtam.notebook.widgets.cockpit.privacy import PrivacyPane
from tamtam.notebook.widgets.cockpit.reading import ReadingPane
from tamtam.notebook.widgets.cockpit.tree import Deeds, Node, button, choice, el, field, fold
from tamtam.notebook.widgets.elements import qr
from tamtam.notebook.widgets.paper_sheet import ByHand
from tamtam.session.backchannel import FRESH
from tamtam.session.log import now_ms
from tamtam.session.rules.paper import may_take_paper
from tamtam.session.state import State

TABS = ("read", "questions", "people", "links", "notes", "privacy", "more")
#: How many simulated people come into a rehearsal, unless told otherwise.
SIMULATED = 24
#: The pages that a link leads to, each with who it is for.
PAGES = ("screen", "screen_elsewhere", "clicker", "moderator")


class PanelPane:
    """The tab that is open, with its content; only counts are told of the others."""

    def __init__(
        self,
        lead: Lead,
        host: Callable[[widgets.Widget | None], None],
        tabs: tuple[str, ...] = TABS,
    ) -> None:
        self._lead = lead
        self._tabs = tabs
        self._language = lead.language
        self._host = host
        self._hosted: Adapt | ByHand | None = None
        self._adapted = ""
        self.tab = ""
        self._link = ""
        self._erasing = ""
        self._reading = ReadingPane(lead)
        self.door = DoorPane(lead)
        self.copying = CopyPane(lead)
        self._privacy = PrivacyPane(lead, self.copying)
        self.deeds: Deeds = {
            "tab": self._open,
            "link": self._show_link,
            "revoke": self._revoke,
            "wifi": self._wifi,
            "extra": self._extra,
            "simulate": lambda typed: self._lead.bring_in(int(typed["people"] or SIMULATED)),
            "erase": self._ask_erase,
            "erase_sure": self._erase,
            "keep_person": lambda: self._ask_erase(""),
            "note": self._note,
            "agree": self._agree,
            "take": lambda taking: self._lead.take_questions(taking),
            "pose": self.pose,
            "paper": self._paper,
            "adapt": self._adapt,
            "put_away": self._put_away,
            **self._reading.deeds,
            **self.door.deeds,
            **self._privacy.deeds,
            **self.copying.deeds,
        }

    def counts(self, state: State) -> dict[str, int]:
        """How much there is under a tab, where that is worth knowing."""
        return {
            "read": self._reading.waiting(state),
            "questions": self._reading.open_questions(state),
            "people": len(state.participants),
            "privacy": self._privacy.missing(state),
        }

    def tree(self, state: State, step: str) -> list[Node]:
        """The tabs, and what the open one holds; `step` is the one that the card shows."""
        counts = self.counts(state)
        tabs = [
            button(
                self._say(f"tab.{name}"),
                "tab",
                name,
                look="tab on" if name == self.tab else "tab",
                aria_expanded="true" if name == self.tab else "false",
                data_hotkey=str(number),
                title=self._say("key", name=number),
            )
            for number, name in enumerate(self._tabs, 1)
        ]
        for tab, name in zip(tabs, self._tabs, strict=True):
            if counts.get(name):
                assert isinstance(tab, list)
                tab.append(el("b", str(counts[name]), look="number"))
        content: dict[str, Callable[[], list[Node]]] = {
            "read": lambda: self._reading.proposals(state),
            "questions": lambda: self._questions(state),
            "people": lambda: self._people(state),
            "links": lambda: self._links(state),
            "notes": lambda: self._notes(state, step),
            "privacy": lambda: self._privacy.tree(state),
            "more": lambda: self._more(state, step),
        }
        nav = el("nav", *tabs, look="tabs", data_tabs=True, key="tabs")
        if not self.tab:
            return [nav]
        return [nav, el("div", *content[self.tab](), look="inside", key=f"in:{self.tab}")]

    # --- what each tab holds

    def _questions(self, state: State) -> list[Node]:
        paces = state.backchannel.paces(now_ms())
        pace = " · ".join(
            f"{count} {self._lead.say(f'voices.{name}')}" for name, count in paces.items()
        )
        label = self._lead.say("voices.pace_of_late", n=FRESH // 60_000)
        options = {name: self._say(f"taking.{name}") for name in ("held", "at_once", "none")}
        taking = choice(self._say("taking.label"), "taking", options, state.deck.questions)
        assert isinstance(taking, list)
        taking[3][1]["do"] = ["take"]
        return [el("p", el("b", label), " ", pace), taking, *self._reading.questions(state)]

    def _people(self, state: State) -> list[Node]:
        simulate = self._simulate(state)
        if not state.participants:
            return [
                *self.door.tree(state),
                el("p", self._lead.say("lobby.nobody"), look="muted"),
                simulate,
            ]
        rows = [
            el(
                "li",
                el("span", one.alias),
                button(
                    self._say("extra.take" if one.extra_time else "extra.give"),
                    "extra",
                    one.alias,
                    not one.extra_time,
                    look="small on" if one.extra_time else "small",
                    key=f"extra:{one.alias}",
                    aria_label=f"{self._say('extra.take' if one.extra_time else 'extra.give')} – {one.alias}",
                ),
                button(
                    self._say("erase.button"),
                    "erase",
                    one.alias,
                    look="small",
                    aria_label=f"{self._say('erase.button')} – {one.alias}",
                ),
                self._erasure(one.alias),
                key=f"person:{one.alias}",
            )
            for one in state.participants.values()
        ]
        return [
            *self.door.tree(state),
            el("p", self._lead.say("extra_time.told"), look="muted"),
            el("ul", *rows, look="people"),
            simulate,
        ]

    def _simulate(self, state: State) -> Node:
        """In a rehearsal: simulated people may come in, as after a restart, once those of before are gone."""
        if not state.session.rehearsal or state.over or self._lead.simulates:
            return None
        return el(
            "div",
            field(
                self._lead.say("start.simulated.label"),
                "people",
                type="number",
                min=1,
                max=500,
                value=str(SIMULATED),
            ),
            button(self._say("simulate"), "simulate", data_enter=True),
            look="form",
            data_form=True,
            key="simulating",
        )

    def _erasure(self, alias: str) -> Node:
        """What is asked before somebody is erased, in their row: a long list may be scrolled anywhere."""
        if alias != self._erasing:
            return None
        return el(
            "div",
            el("p", self._say("erase.lead", alias=alias)),
            field(self._say("erase.type"), "yes", autocomplete="off", autofocus=True),
            button(self._say("erase.sure"), "erase_sure", alias, data_enter=True),
            button(self._say("erase.keep"), "keep_person"),
            look="late",
            role="alertdialog",
            aria_label=self._say("erase.button"),
            data_form=True,
            key="erasing",
        )

    def _links(self, state: State) -> list[Node]:
        url = self._lead.address() or self._lead.url
        wifi = self._lead.lobby_wifi
        buttons = [
            button(self._say(f"link.{use}"), "link", use, look="on" if use == self._link else "")
            for use in PAGES
        ]
        spare = self._lead.spare_url
        return [
            el(
                "div",
                _code(qr(url), self._say("link.join_alt", url=url)),
                el(
                    "div",
                    el("b", url, look="url"),
                    *in_the_room(self._lead),
                    el("p", self._say("link.code", code=self._lead.code)),
                ),
                _code(qr(spare), self._say("link.spare")),
                el("div", el("b", self._say("link.spare")), el("p", spare, look="url")),
                look="joins",
            ),
            el("div", *buttons, look="list"),
            self._shown_link(),
            el(
                "div",
                el("b", self._lead.say("lobby.wifi.title")),
                field(self._lead.say("lobby.wifi.name"), "name", value=wifi.name if wifi else ""),
                field(
                    self._lead.say("lobby.wifi.password"),
                    "password",
                    value=wifi.password if wifi else "",
                ),
                button(self._lead.say("lobby.wifi.show"), "wifi", data_enter=True),
                look="form",
                data_form=True,
                key="wifi",
            ),
        ]

    def _shown_link(self) -> Node:
        use = self._link
        if not use:
            return None
        url = self._lead.links.address(use)
        go = self._lead.say(f"links.{use}.go")
        return el(
            "div",
            _code(qr(url), self._lead.say(f"links.{use}.qr")) if use != "screen" else None,
            el(
                "div",
                el("p", self._lead.say(f"links.{use}.lead")),
                el("a", go, href=url, target="_blank", rel="noopener noreferrer", look="go"),
                button(self._lead.say("links.revoke"), "revoke", use, look="small"),
            ),
            look="joins",
            key=f"link:{use}",
        )

    def _notes(self, state: State, step: str) -> list[Node]:
        notes = [
            el("li", f"{self._step_of(state, note.activity)} {note.text}".strip())
            for note in state.notes
        ]
        agreed = state.agreed
        return [
            el(
                "div",
                field(self._say("note.label"), "text", tag="textarea", rows=2, data_once=True),
                button(self._say("note.keep"), "note", step, data_enter=True),
                look="form",
                data_form=True,
                key="noting",
            ),
            el("ul", *notes, look="notes") if notes else None,
            el("h4", self._say("note.agreement")),
            el(
                "div",
                *(
                    field(
                        self._lead.say(f"agreement.{name}"), name, value=getattr(agreed, name, "")
                    )
                    for name in ("what", "who", "until")
                ),
                button(self._lead.say("agreement.keep"), "agree", data_enter=True),
                look="form",
                data_form=True,
                key="agreeing",
            ),
            el("p", self._lead.say("agreement.kept"), look="muted", role="status")
            if agreed
            else None,
        ]

    def _step_of(self, state: State, activity: str | None) -> str:
        found = state.deck.activity(activity or "")
        return f"{found.step}:" if found else ""

    def _more(self, state: State, step: str) -> list[Node]:
        if self._hosted:
            done = "choice.ready" if isinstance(self._hosted, Adapt) else "put_away"
            return [
                button(self._say(done), "put_away"),
                el("div", slot="hosted", key="hosted"),
            ]
        asked = state.asked.get(step)
        return [
            el("h4", self._lead.say("unplanned.title")),
            el(
                "div",
                field(self._lead.say("unplanned.question"), "question", data_once=True),
                field(
                    self._lead.say("unplanned.options"),
                    "options",
                    placeholder=self._lead.say("unplanned.for_example"),
                    data_once=True,
                ),
                button(self._lead.say("unplanned.ask"), "pose", data_enter=True),
                look="form",
                data_form=True,
                key="posing",
            ),
            el(
                "div",
                button(texts.text(self._language, "paper.title"), "paper", step)
                if asked and may_take_paper(asked)
                else None,
                button(self._lead.say("adapt.title"), "adapt"),
                el("span", self._adapted, role="status") if self._adapted else None,
                look="list",
            ),
            fold(
                self._say("keys.title"),
                el("p", self._say("keys.told")),
                key="keys",
            ),
        ]

    # --- what is done

    def _open(self, tab: str) -> None:
        """Open a tab, or close it when it is open."""
        self.turn_to("" if tab == self.tab else tab)

    def turn_to(self, tab: str) -> None:
        """Let this tab be the one that is open; what can't be put away yet stays where it is."""
        if not self._put_away():
            return
        self.tab = tab
        self._adapted = ""
        self._erasing = ""
        self._privacy.ask(False)

    def make_room(self) -> None:
        """Fold what is open, for a chart that was just revealed; a note may be half written."""
        if self.tab and self.tab != "notes":
            self.turn_to("")

    def _show_link(self, use: str) -> None:
        self._link = "" if use == self._link else use
        if self._link:
            self._lead.links.address(use)

    def _revoke(self, use: str) -> None:
        self._lead.links.revoke(use)
        self._link = ""

    def _wifi(self, typed: dict[str, str]) -> None:
        if typed["name"].strip():
            self._lead.join_wifi(typed["name"], typed["password"])

    def _extra(self, alias: str, granted: bool) -> None:
        self._lead.extra_time(alias, granted)

    def _ask_erase(self, alias: str) -> None:
        self._erasing = alias

    def _erase(self, alias: str, typed: dict[str, str]) -> None:
        if not is_yes(typed):
            raise TamtamError("not_an_option", field=self._say("erase.type"), options=YES_TOLD)
        self._lead.forget(alias)
        self._erasing = ""

    def _note(self, step: str, typed: dict[str, str]) -> None:
        if typed["text"].strip():
            with self._lead.state() as state:
                about = step if step in state.asked else None
            self._lead.note(typed["text"], about)

    def _agree(self, typed: dict[str, str]) -> None:
        self._lead.agree(**typed)

    def pose(self, typed: dict[str, str]) -> str:
        """Put the question that was typed on the phones; returns its id."""
        options, scale = unplanned.read(typed["options"])
        self.tab = ""
        return self._lead.pose(typed["question"], options, scale)

    def _paper(self, step: str) -> None:
        self._hosted = ByHand(self._lead, step)
        self._host(self._hosted.widget)

    def _adapt(self) -> None:
        self._hosted = Adapt(self._lead.adaptation(), self._language)
        self._host(self._hosted.widget)

    def _put_away(self) -> bool:
        """Put away what is hosted once nothing typed into it would be lost; whether it is away."""
        if self._hosted:
            said = self._hosted.finish()
            if said is None:
                return False
            self._hosted, self._adapted = None, said
            self._host(None)
        return True

    def _say(self, key: str, **values: Any) -> str:
        return texts.text(self._language, f"cockpit.{key}", **values)


def _code(source: str, alt: str) -> Node:
    return el("img", src=source, alt=alt, look="qr")
