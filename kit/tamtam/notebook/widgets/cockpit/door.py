"""The door in the cockpit: closed or open, who came from where, and what the server has to say beside."""

import threading
import time
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any, Generic, TypeVar

from tamtam.deck.deck import Text
from tamtam.kinds import own
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.notebook.door import ArrivalList, Newcomers
from tamtam.notebook.lead import Lead
from tamtam.notebook.widgets.cockpit.tree import Deeds, Node, button, el, field, fold
from tamtam.server.form_failures import FailedForm
from tamtam.session.activity import ActivityState
from tamtam.session.state import State

#: How often the server is asked (seconds), and how many single addresses are listed.
PACE, LISTED = 2.0, 20
#: What says yes, in any language, to what can't be undone; and how it is asked for.
YES = ("oui", "yes", "ja", "o", "y", "j")
YES_TOLD = "oui, yes, ja"
#: What ails a disk, of which who leads can do something.
TROUBLES = ("disk_full", "disk_fails", "store_gone")

T = TypeVar("T")


def is_yes(typed: dict[str, Any]) -> bool:
    """Whether somebody typed that they are sure."""
    return str(typed["yes"]).strip().casefold() in YES


class Poll(Generic[T]):
    """What the server was last told to say, asked anew beside: whoever draws never waits for it."""

    def __init__(self, ask: Callable[[], T], first: T) -> None:
        self._ask = ask
        self._said = first
        self._asked_at = -PACE
        self._busy = threading.Lock()

    def now(self) -> T:
        """The newest answer there is; has it asked anew where it grew old."""
        if time.monotonic() - self._asked_at > PACE and self._busy.acquire(blocking=False):
            self._asked_at = time.monotonic()
            threading.Thread(target=self._renew, name="tamtam-ask", daemon=True).start()
        return self._said

    def forget(self) -> None:
        """Something was done: ask anew at once."""
        self._asked_at = -PACE

    def _renew(self) -> None:
        try:
            self._said = self._ask()
        except (TamtamError, OSError):
            pass  # the server is away for a moment; asked again soon
        finally:
            self._busy.release()


def in_the_room(lead: Lead) -> list[Node]:
    """Where people in the room may join besides: without internet, and by a name where it works."""
    said = {"in_the_room": lead.room_url, "by_name": lead.named_url()}
    shown = ((key, url) for key, url in said.items() if url)
    return [el("p", lead.say(f"lobby.{key}", url=url), look="muted") for key, url in shown]


class DoorPane:
    """What stands above the list of people; and, above everything, what the server says of itself."""

    def __init__(self, lead: Lead) -> None:
        self._lead = lead
        self._language = lead.language
        self._removing = ""
        self._arrivals = Poll(lead.arrivals, ArrivalList())
        self._notice = Poll(lead.notice, None)
        self._failures: Poll[list[FailedForm]] = Poll(lead.failed_forms, [])
        self.deeds: Deeds = {
            "door": self._turn,
            "remove": self._ask_remove,
            "remove_sure": self._remove,
            "keep_them": lambda: self._ask_remove(""),
        }

    def alerts(self, state: State) -> list[Node]:
        """What the server says of itself, that many came from one address, that a form fails."""
        notice = self._notice.now()
        told = [self._noticed(notice)] if notice else []
        told += [self._crowd(one) for one in self._arrivals.now().crowds]
        asked = state.current_activity
        told += [
            self._failed(asked, one)
            for one in self._failures.now()
            if asked is not None and one.activity == asked.activity.id
        ]
        return [el("p", words, look="superseded", role="status") for words in told]

    def _failed(self, asked: ActivityState, one: FailedForm) -> str:
        """On how many phones the form of what is asked fails, what it says, and what to do."""
        title = texts.pick(asked.activity.title, self._language)
        kind = asked.activity.kind
        file = f"kinds/{kind.partition('/')[2]}.js" if own.is_own(kind) else ""
        do = self._say("form_mend", file=file) if file else self._say("form_report")
        what = one.what or "–"
        return f"{self._say('form_failed', n=one.phones, title=title, what=what)} {do}"

    def _noticed(self, notice: Text) -> str:
        """What everybody is told; and to who leads, what to do about a disk that doesn't write."""
        said = texts.pick(notice, self._language)
        for trouble in TROUBLES:
            if notice == texts.both(f"server.trouble.{trouble}"):
                said += f" {TamtamError(trouble).hint(self._language)}"
        return said

    def tree(self, state: State) -> list[Node]:
        """The door, and how people came in."""
        closed = state.door_closed
        turn = button(self._say("open" if closed else "close"), "door", not closed)
        told = self._say("closed" if closed else "opened")
        return [
            el("div", turn, el("span", told, look="muted"), look="list", key="door"),
            self._asked_to_remove(),
            self._came(),
        ]

    def _came(self) -> Node:
        found = self._arrivals.now()
        several = [one for one in found.addresses if len(one.people) > 1 and one.place]
        rows = [self._row(one) for one in (*found.blocks, *several[:LISTED])]
        if not rows:
            return None
        return fold(
            self._say("came"),
            el("p", self._say("came_told"), look="muted"),
            el("ul", *rows, look="people"),
            key="came",
        )

    def _row(self, one: Newcomers) -> Node:
        n, place = len(one.people), one.place or self._say("here")
        times = (texts.time_of_day(one.first), texts.time_of_day(one.last))
        when = times[0] if times[0] == times[1] else "–".join(times)
        remove = button(self._say("remove", n=n), "remove", one.place, look="small")
        return el(
            "li",
            el("span", self._say("from", place=place, n=n, when=when)),
            remove if one.place else None,
            key=f"from:{one.place}",
        )

    def _crowd(self, one: Newcomers) -> str:
        key = "crowd_office" if ip_address(one.place).is_global else "crowd"
        return self._say(key, n=len(one.people), place=one.place)

    def _asked_to_remove(self) -> Node:
        if not self._removing:
            return None
        found = self._arrivals.now()
        n = sum(
            len(one.people) for one in found.blocks + found.addresses if one.place == self._removing
        )
        return el(
            "div",
            el("p", self._say("lead", place=self._removing, n=n)),
            field(texts.text(self._language, "cockpit.erase.type"), "yes", autocomplete="off"),
            button(self._say("sure"), "remove_sure", self._removing, data_enter=True),
            button(self._say("keep"), "keep_them"),
            look="late",
            role="alertdialog",
            aria_label=self._say("remove", n=n),
            data_form=True,
            key="removing",
        )

    # --- what is done

    def _turn(self, closed: bool) -> None:
        if closed:
            self._lead.close_door()
        else:
            self._lead.open_door()

    def _ask_remove(self, place: str) -> None:
        self._removing = place

    def _remove(self, place: str, typed: dict[str, Any]) -> None:
        if not is_yes(typed):
            said = texts.text(self._language, "cockpit.erase.type")
            raise TamtamError("not_an_option", field=said, options=YES_TOLD)
        self._removing = ""
        self._lead.remove(place)
        self._arrivals.forget()

    def _say(self, key: str, **values: Any) -> str:
        return texts.text(self._language, f"cockpit.door.{key}", **values)
