"""What people propose, to be read: what waits first, what says the same together, names flagged."""

import re
from collections.abc import Iterator
from typing import Any

from tamtam.deck.deck import BACKCHANNEL
from tamtam.language import texts
from tamtam.notebook.lead import Lead
from tamtam.notebook.widgets.cockpit.tree import Deeds, Node, button, el, field, fold
from tamtam.session.moderation import GROUPS, Queue, Queued, queue, queues
from tamtam.session.state import State

#: How many items are drawn at once; the others come up as these are dealt with.
MOST = 30
#: What may lead to a person: an address, or a number that can be called.
REACHES = re.compile(r"\S+@\S+\.\S+|(?:\+?\d[\s.\-/()]*){8,}")


class ReadingPane:
    """The queues of a session as lists that keys go through: a accepts, h hides."""

    def __init__(self, lead: Lead) -> None:
        self._lead = lead
        self._language = lead.language
        self._editing = ""
        self.deeds: Deeds = {
            "approve": lambda activity, *ids: lead.approve(*ids, activity=activity),
            "hide": self._hide,
            "edit": self._edit,
            "edited": self._edited,
            "merged": lambda activity, one, into: lead.merge(one, into, activity),
            "part": lambda activity, one: lead.merge(one, "", activity),
            "mark": lead.mark,
            "accept_seen": self._accept_seen,
        }

    def waiting(self, state: State) -> int:
        """How many proposals wait, questions aside."""
        return sum(
            len(one.waiting())
            for one in queues(state, self._language)
            if one.activity != BACKCHANNEL
        )

    def open_questions(self, state: State) -> int:
        """How many questions are still to be dealt with."""
        return sum(state.backchannel.unsettled())

    def proposals(self, state: State) -> list[Node]:
        """The queue of each activity that collects."""
        found = [one for one in queues(state, self._language) if one.activity != BACKCHANNEL]
        if not found:
            return [el("p", self._moderate("nothing"), look="muted")]
        return [
            el("p", self._moderate("lead"), look="muted"),
            *(node for one in found for node in self._queue(state, one, titled=len(found) > 1)),
        ]

    def of(self, state: State, activity: str) -> list[Node]:
        """The queue of one activity."""
        found = queue(state.receiver(activity), self._language)
        if not found.items:
            return [el("p", self._moderate("nothing"), look="muted")]
        return list(self._queue(state, found, titled=False))

    def _queue(self, state: State, found: Queue, titled: bool) -> Iterator[Node]:
        if titled:
            title = texts.pick(state.receiver(found.activity).activity.title, self._language)
            yield el("h4", title)
        for group in GROUPS:
            alike = _together([item for item in found.items if item.group == group])
            if not alike:
                continue
            label = self._moderate(f"group.{group}", n=sum(len(one) for one in alike))
            rows = el(
                "ul",
                *(self._item(state, found, one) for one in alike[:MOST]),
                look="queue",
                key=f"{found.activity}:{group}",
            )
            more = len(alike) - MOST
            rest = el("p", self._say("read.more", n=more), look="muted") if more > 0 else None
            if group == "waiting":
                seen = button(
                    self._say("read.accept_seen"), "accept_seen", found.activity, look="small"
                )
                yield el(
                    "div",
                    el("b", label),
                    seen if len(alike) > 1 else None,
                    look="list",
                    key=f"head:{found.activity}",
                )
                yield rows
                if rest:
                    yield rest
            elif group == "shown":
                yield el("b", label)
                yield rows
                if rest:
                    yield rest
            else:
                yield fold(label, rows, key=f"fold:{found.activity}:{group}")

    def _item(self, state: State, found: Queue, alike: list[Queued]) -> Node:
        item, ids = alike[0], [one.id for one in alike]
        activity = found.activity
        flags = list(self._flags(state, item))
        near = (
            [other for other in found.alike(item.id) if other not in ids]
            if item.status == "held"
            else []
        )
        there = {one.id: one.text for one in found.items}
        notes = [
            self._moderate(f"mark.{item.mark}") if item.mark else "",
            self._moderate("seconds", n=item.seconds) if item.seconds else "",
            self._moderate("counts_for", text=there.get(item.into, "")) if item.into else "",
        ]
        return el(
            "li",
            el(
                "span",
                f"{item.text} ",
                el("b", f"×{len(alike)}") if len(alike) > 1 else None,
                look="text",
            ),
            *(el("em", flag, look="flag") for flag in flags),
            el("span", " · ".join(filter(None, notes)), look="muted") if any(notes) else None,
            *(
                el(
                    "span",
                    self._moderate("alike", text=there[other]),
                    button(
                        self._moderate("do.merge"), "merged", activity, item.id, other, look="tiny"
                    ),
                    look="near",
                )
                for other in near[:2]
            ),
            *self._acts(found, item, ids, there),
            key=f"item:{activity}:{item.id}",
            tabindex=0,
            data_item=True,
        )

    def _flags(self, state: State, item: Queued) -> Iterator[str]:
        """What in it may give somebody away: an address, a number, a name that somebody took here."""
        if REACHES.search(item.text):
            yield self._say("read.reaches")
        words = set(re.findall(r"\w+", item.text.casefold()))
        for person in state.participants.values():
            name = re.findall(r"\w+", person.alias.casefold())
            if name and len(name[0]) > 2 and set(name) <= words:
                yield self._say("read.names", alias=person.alias)
                return

    def _acts(
        self, found: Queue, item: Queued, ids: list[str], there: dict[str, str]
    ) -> list[Node]:
        activity = found.activity
        named = f" – {item.text}"

        def act(label: str, do: str, *values: Any, **attributes: Any) -> Node:
            said = self._moderate(f"do.{label}")
            key = f"{label}:{item.id}"
            return button(said, do, *values, key=key, aria_label=said + named, **attributes)

        if self._editing == item.id:
            return [
                el(
                    "span",
                    field(self._moderate("edit_label"), "text", value=item.text),
                    act("save", "edited", activity, item.id, look="small", data_enter=True),
                    act("cancel", "edit", "", look="small"),
                    look="form",
                    data_form=True,
                    key=f"editing:{item.id}",
                )
            ]
        if item.status == "merged":
            return [act("part", "part", activity, item.id, look="small")]
        if item.status == "hidden":
            return [act("show", "approve", activity, item.id, look="small")]
        approve = act("approve", "approve", activity, *ids, look="small main", data_hotkey="a")
        hide = act("hide", "hide", activity, *ids, look="small", data_hotkey="h")
        edit = None if item.answered else act("edit", "edit", item.id, look="small")
        marks = [
            act(
                to or ("off" if item.mark == "now" else "unmark"), "mark", item.id, to, look="small"
            )
            for to in found.marks
            if to != item.mark and item.status == "shown"
        ]
        return [approve if item.status == "held" else None, *marks, hide, edit]

    # --- what is done

    def _hide(self, activity: str, *ids: str) -> None:
        for id in ids:
            self._lead.hide(id, activity)

    def _edit(self, id: str) -> None:
        self._editing = id

    def _edited(self, activity: str, id: str, typed: dict[str, str]) -> None:
        self._lead.edit(id, typed["text"], activity)
        self._editing = ""

    def _accept_seen(self, activity: str, seen: list[str]) -> None:
        """Accept what waits and has been on the screen; what hasn't goes on waiting."""
        shown = {key.removeprefix(f"item:{activity}:") for key in seen}
        with self._lead.state() as state:
            groups = _together(list(queue(state.receiver(activity), self._language).waiting()))
        for alike in groups:
            if alike[0].id in shown:
                self._lead.approve(*(one.id for one in alike), activity=activity)

    def _moderate(self, key: str, **values: Any) -> str:
        return texts.text(self._language, f"moderate.{key}", **values)

    def _say(self, key: str, **values: Any) -> str:
        return texts.text(self._language, f"cockpit.{key}", **values)


def _together(items: list[Queued]) -> list[list[Queued]]:
    """Items that say the same to the letter, case and spaces aside, as one."""
    found: dict[str, list[Queued]] = {}
    for item in items:
        found.setdefault(f"{item.status} {' '.join(item.text.casefold().split())}", []).append(item)
    return list(found.values())
