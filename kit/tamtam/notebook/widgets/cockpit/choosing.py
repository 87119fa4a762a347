"""How to begin, in the place where the session is led then: a new one, one to go on with, a rehearsal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import ipywidgets as widgets

from tamtam.deck.deck import AUDIENCES
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.notebook import privacy_notice
from tamtam.notebook.chosen_session import Followable, Resumable
from tamtam.notebook.opening import Opening
from tamtam.notebook.room import Room
from tamtam.notebook.widgets.adapt import Adapt
from tamtam.notebook.widgets.cockpit.panel import SIMULATED
from tamtam.notebook.widgets.cockpit.privacy import notice_form
from tamtam.notebook.widgets.cockpit.tree import Deeds, Node, button, choice, el, field, fold
from tamtam.server.retention import KEPT_DAYS

#: How many sessions are offered to go on with, the newest.
OFFERED = 5


class ChoicePane:
    """What to begin; `begun` is told of the room that is led from then on."""

    def __init__(
        self,
        opening: Opening,
        begun: Callable[[Room], None],
        host: Callable[[widgets.Widget | None], None],
    ) -> None:
        self._opening = opening
        self._language = opening.language
        self._begun = begun
        self._host = host
        self._leaving: tuple[str, dict[str, Any]] | None = None
        self._adapting: Adapt | None = None
        self._adapted = ""
        self._server_hangs = False
        self._old: int | None = None  # looked up once: it is drawn often
        self._former: list[Followable] | None = None
        self.deeds: Deeds = {
            "new": lambda typed: self._ask("new", typed),
            "rehearse": lambda typed: self._ask("rehearse", typed),
            "sure": self._sure,
            "stay": self._stay,
            "resume": self._resume,
            "again": self._ask_again,
            "adapt_first": self._adapt,
            "put_away_first": self._put_away,
            "end_server": self._end_server,
            "prune": self._prune,
            "say_privacy": lambda typed: self._opening.say_privacy(**typed),
        }

    def tree(self) -> list[Node]:
        """The choice."""
        known = self._opening.resumable()
        found = self._opening.under_way()
        now = next((one for one in known if found and one.session.code == found.code), None)
        if self._adapting:
            back = button(self._say("ready"), "put_away_first", look="main")
            return [el("div", back, look="list"), el("div", slot="hosted", key="hosted")]
        return [
            el("p", self._say("lead"), look="question"),
            button(self._say("end_server"), "end_server", look="main")
            if self._server_hangs
            else None,
            self._grown_old(),
            self._asked() if self._leaving else self._goes_on(now),
            self._settings(first=now is None),
            self._notice(),
            self._others([one for one in known if one != now][:OFFERED]),
            self._followable(),
            el(
                "div",
                button(self._notebook("adapt.title"), "adapt_first"),
                button(texts.text(self._language, "builder.make"), "make"),
                el("span", self._adapted, role="status") if self._adapted else None,
                look="list",
            ),
        ]

    def _grown_old(self) -> Node:
        """That single answers are kept for longer than people were told, and the button that erases them."""
        if self._old is None:
            self._old = len(self._opening.grown_old())
        n = self._old
        if not n:
            return None
        told = el("span", self._say("old", n=n, days=KEPT_DAYS))
        return el("div", told, button(self._say("prune"), "prune"), look="list", key="old")

    def _goes_on(self, now: Resumable | None) -> Node:
        if now is None:
            return None
        label = self._say("go_on", code=now.session.code)
        return el(
            "div",
            button(label, "resume", now.session.code, look="main", data_first=True, data_main=True),
            el("span", self._about(now)),
            look="list first",
            key="goes-on",
        )

    def _about(self, known: Resumable) -> str:
        """What tells one session from another."""
        parts = [
            self._notebook("start.a_rehearsal") if known.session.rehearsal else "",
            texts.when(known.session.opened_at, self._language),
            self._notebook("start.people", n=known.session.participants),
            self._notebook("start.step", step=known.step) if known.step else "",
        ]
        return " · ".join(filter(None, parts))

    def _settings(self, first: bool) -> Node:
        deck = self._opening.deck
        audiences = {one: self._notebook(f"start.audience.{one}") for one in AUDIENCES[:2]}
        cuts = {
            cut: self._notebook(f"start.cut.{deck.called(cut)}", minutes=minutes)
            for cut, minutes in deck.lengths().items()
        }
        opening = self._opening
        return el(
            "div",
            choice(
                self._notebook("start.audience.label"),
                "audience",
                audiences,
                opening.audience or AUDIENCES[0],
            ),
            choice(self._notebook("start.cut.label"), "cut", cuts, opening.cut) if cuts else None,
            self._number("min_answers", "min_answers", (3, 100), opening.min_answers),
            self._number("simulated", "people", (1, 500), SIMULATED),
            el("p", self._notebook("start.min_answers.told"), look="muted"),
            self._beginnings(first),
            look="form settings",
            data_form=True,
            key="settings",
        )

    def _notice(self) -> Node:
        """What people will read before they come in, as far as the deck's file leaves it to who leads."""
        fields = privacy_notice.left_open(self._opening.deck)
        if not fields:
            return None
        said = self._opening.privacy()
        missing = sum(not getattr(said, name) for name in fields)
        title = texts.text(self._language, "cockpit.privacy.notice")
        told = texts.text(self._language, "cockpit.privacy.missing", n=missing) if missing else "✓"
        return fold(
            f"{title} · {told}",
            notice_form(said, fields, self._language),
            key="notice",
        )

    def _number(self, what: str, name: str, ends: tuple[int, int], value: int) -> Node:
        low, high = ends
        label = self._notebook(f"start.{what}.label")
        return field(label, name, type="number", min=low, max=high, value=str(value))

    def _beginnings(self, first: bool) -> Node:
        """The buttons that begin: a new session is the main one where there is none to go on with."""
        look = "main" if first else ""
        said = self._notebook("start.new")
        new = button(said, "new", look=look, data_first=first, data_main=first)
        return el("div", new, button(self._notebook("start.rehearse"), "rehearse"), look="list")

    def _others(self, known: list[Resumable]) -> Node:
        if not known:
            return None
        rows = [
            el(
                "li",
                button(self._say("resume", code=one.session.code), "resume", one.session.code),
                el("span", self._about(one), look="muted"),
            )
            for one in known
        ]
        return el("div", el("h4", self._notebook("start.known")), el("ul", *rows, look="people"))

    def _followable(self) -> Node:
        """Sessions to ask again, 90 days on, and what they would ask; folded, as it is seldom wanted."""
        if self._former is None:  # looked up once: it is drawn often
            self._former = self._opening.followable()[:OFFERED]
        if not self._former:
            return None
        rows = [
            el(
                "li",
                button(self._say("again", code=one.session.code), "again", one.session.code),
                el("span", self._about_again(one), look="muted"),
            )
            for one in self._former
        ]
        told = el("p", self._say("again_told"), look="muted")
        return fold(self._say("again_title"), told, el("ul", *rows, look="people"), key="again")

    def _about_again(self, one: Followable) -> str:
        session = one.session
        parts = [
            self._notebook("start.a_rehearsal") if session.rehearsal else "",
            texts.when(session.opened_at, self._language),
            self._notebook("start.people", n=session.participants),
            self._say("asks", steps=", ".join(one.steps)),
        ]
        return " · ".join(filter(None, parts))

    def _asked(self) -> Node:
        left = self._opening.under_way()
        assert self._leaving is not None
        told = self._say("leaving", code=left.code, n=left.participants) if left else ""
        return el(
            "div",
            el("p", told, id="tamtam-leaving"),
            button(self._notebook(f"start.{self._leaving[0]}_sure"), "sure", data_first=True),
            button(self._notebook("start.stay"), "stay"),
            look="late",
            role="alertdialog",
            aria_labelledby="tamtam-leaving",
            key="leaving",
        )

    # --- what is done

    def _ask(self, sort: str, typed: dict[str, Any]) -> None:
        """Begin anew; where people are in a session, only after being asked whether to leave it."""
        left = self._opening.under_way()
        self._leaving = (sort, typed)
        if left is None or left.rehearsal or not left.participants:
            self._sure()

    def _ask_again(self, code: str) -> None:
        self._ask("again", {"code": code})

    def _sure(self) -> None:
        with self._noting_a_server_that_hangs():
            self._begin_anew()

    def _begin_anew(self) -> None:
        assert self._leaving is not None
        (sort, typed), self._leaving = self._leaving, None
        if sort == "again":
            self._begun(self._opening.again(typed["code"]))
            return
        opening = self._opening.varied(
            language=self._language,
            audience=typed["audience"],
            cut=typed.get("cut", self._opening.cut),
            min_answers=int(typed["min_answers"] or 5),
        )
        room = opening.begin(rehearsal=sort == "rehearse")
        if sort == "rehearse":
            room.bring_in(int(typed["people"] or SIMULATED))
        self._begun(room)

    def _stay(self) -> None:
        self._leaving = None

    def _resume(self, code: str) -> None:
        with self._noting_a_server_that_hangs():
            self._go_on(code)

    def _go_on(self, code: str) -> None:
        self._opening.choose(code)
        room = self._opening.resume(code)
        room.bring_back()
        self._begun(room)

    @contextmanager
    def _noting_a_server_that_hangs(self) -> Iterator[None]:
        """Offer to end a server that answers nobody, where that is what is in the way."""
        try:
            yield
        except TamtamError as error:
            self._server_hangs = error.code == "server_hangs"
            raise

    def _prune(self) -> None:
        self._opening.prune()
        self._old = None

    def _end_server(self) -> None:
        self._opening.end_server()
        self._server_hangs = False

    def _adapt(self) -> None:
        self._adapting = Adapt(self._opening.adaptation(), self._language)
        self._host(self._adapting.widget)

    def _put_away(self) -> None:
        """Go back to the choice, once what was changed is saved."""
        saved = self._adapting.finish() if self._adapting else ""
        if saved is not None:
            self._adapting, self._adapted = None, saved
            self._host(None)

    def _notebook(self, key: str, **values: Any) -> str:
        return texts.text(self._language, f"notebook.{key}", **values)

    def _say(self, key: str, **values: Any) -> str:
        return texts.text(self._language, f"cockpit.choice.{key}", **values)
