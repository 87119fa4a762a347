"""What people propose, to be read: what waits first, what says nearly the same together, names flagged."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tamtam.deck.deck import BACKCHANNEL, Deck
from tamtam.language import texts
from tamtam.notebook.lead import Lead
from tamtam.notebook.widgets.cockpit.tree import Deeds, Node, button, el, field, fold
from tamtam.session import commands as c
from tamtam.session.identifying import Flag
from tamtam.session.moderation import GROUPS, Queue, QueueItem, flagger, queue, queues
from tamtam.session.next_step import waiting
from tamtam.session.state import State

#: How many rows are drawn of a group at first, and how many more with each press of the button below.
MOST = 30


class ReadingPane:
    """The queues of a session as lists that keys go through: a accepts, h hides."""

    def __init__(self, lead: Lead) -> None:
        self._lead = lead
        self._language = lead.language
        self._editing = ""
        self._most = MOST
        self._grouped: dict[
            str, tuple[tuple[QueueItem, ...], tuple[tuple[QueueItem, ...], ...]]
        ] = {}
        self._flagging: tuple[Deck, int, Callable[[str], tuple[Flag, ...]]] | None = None
        self.deeds: Deeds = {
            "approve": lambda activity, *ids: lead.approve(*ids, activity=activity),
            "verdict": self._verdict,
            "hide": lambda activity, item: lead.hide(item, activity),
            "edit": self._edit,
            "edited": self._edited,
            "merged": lambda activity, one, into: lead.merge(one, into, activity),
            "part": lambda activity, one: lead.merge(one, "", activity),
            "mark": lead.mark,
            "accept_seen": self._accept_seen,
            "further": self._further,
        }

    def waiting(self, state: State) -> int:
        """How many proposals wait, questions aside."""
        return sum(waiting(asked) for asked in state.asked.values())

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

    def questions(self, state: State) -> list[Node]:
        """The queue of what people ask."""
        found = queue(state.backchannel, self._language)
        if not found.items:
            return [el("p", self._moderate("nothing_asked"), look="muted")]
        return list(self._queue(state, found, titled=False))

    def _queue(self, state: State, found: Queue, titled: bool) -> Iterator[Node]:
        if titled:
            title = texts.pick(state.receiver(found.activity).activity.title, self._language)
            yield el("h4", title)
        for group in GROUPS:
            items = [item for item in found.items if item.group == group]
            if not items:
                continue
            rows = self._together(found) if group == "waiting" else [(item,) for item in items]
            label = self._moderate(f"group.{group}", n=len(items))
            listed = el(
                "ul",
                *(self._item(state, found, alike) for alike in rows[: self._most]),
                look="queue",
                key=f"{found.activity}:{group}",
            )
            left = len(rows) - self._most
            more = self._say("read.more", n=left)
            rest = button(more, "further", key=f"more:{group}", look="small") if left > 0 else None
            if group == "waiting" and not state.receiver(found.activity).may_let_in:
                too_late = el("p", self._say("read.too_late"), look="muted")
                yield fold(label, too_late, listed, rest, key=f"fold:{found.activity}:{group}")
            elif group == "waiting":
                flagged = sum(bool(self._flags(state, alike)) for alike in rows)
                say_all = self._say("read.accept_unflagged" if flagged else "read.accept_seen")
                seen = button(say_all, "accept_seen", found.activity, look="small")
                is_of_use = len(rows) > 1 and flagged < len(rows)
                head = [el("b", label), seen if is_of_use else None]
                yield el("div", *head, look="list", key=f"head:{found.activity}")
                yield from (listed, rest)
            elif group == "shown":
                yield from (el("b", label), listed, rest)
            else:
                yield fold(label, listed, rest, key=f"fold:{found.activity}:{group}")

    def _together(self, found: Queue) -> Sequence[tuple[QueueItem, ...]]:
        """What waits, what says nearly the same in one row; compared anew only once it has changed."""
        held = found.waiting()
        before = self._grouped.get(found.activity)
        if before is None or before[0] != held:
            before = self._grouped[found.activity] = (held, found.together())
        return before[1]

    def _flags(self, state: State, alike: tuple[QueueItem, ...]) -> tuple[Flag, ...]:
        """What in a row may give somebody away."""
        known, people = self._flagging, len(state.participants)
        if known is None or known[0] is not state.deck or known[1] != people:
            known = self._flagging = (state.deck, people, flagger(state))
        flagged = known[2]
        return tuple(dict.fromkeys(flag for one in alike for flag in flagged(one.text)))

    def _item(self, state: State, found: Queue, alike: tuple[QueueItem, ...]) -> Node:
        """A row: one item, or several that wait and say nearly the same, each wording to be read."""
        item, activity = alike[0], found.activity
        there = {one.id: one.text for one in found.items}
        near = found.alike(item.id)[:2] if item.status == "held" else ()
        notes = [
            self._moderate(f"mark.{item.mark}") if item.mark else "",
            self._moderate("seconds", n=item.seconds) if item.seconds else "",
            self._moderate("counts_for", text=there.get(item.into, "")) if item.into else "",
        ]
        times = el("b", f"×{len(alike)}") if len(alike) > 1 else None
        return el(
            "li",
            el("span", f"{item.text} ", times, look="text"),
            *(
                el("em", self._moderate(f"flag.{flag.sort}", words=flag.words), look="flag")
                for flag in self._flags(state, alike)
            ),
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
                for other in near
            ),
            el("span", *self._acts(found, alike), look="acts-row"),
            *self._wordings(activity, alike),
            key=f"item:{activity}:{item.id}",
            tabindex=0,
            data_item=" ".join(one.id for one in alike),
        )

    def _wordings(self, activity: str, alike: tuple[QueueItem, ...]) -> Iterator[Node]:
        """The other wordings in a row, each to be taken apart from it."""
        wordings: dict[str, list[QueueItem]] = {}
        for one in alike:
            wordings.setdefault(_plain(one.text), []).append(one)
        for same in [*wordings.values()][1:]:
            text, ids = same[0].text, [one.id for one in same]
            named, times = f" – {text}", f" ×{len(ids)}" if len(ids) > 1 else ""
            acts = [
                button(
                    self._moderate(f"do.{said}"),
                    "verdict",
                    activity,
                    verdict,
                    *ids,
                    look="tiny",
                    key=f"{said}-apart:{ids[0]}",
                    aria_label=self._moderate(f"do.{said}") + named,
                )
                for said, verdict in (("approve", "accept_as_one"), ("hide", "hide"))
            ]
            yield el("span", f"≈ {text}{times} ", *acts, look="near", key=f"wording:{ids[0]}")

    def _acts(self, found: Queue, alike: tuple[QueueItem, ...]) -> list[Node]:
        activity, item, ids = found.activity, alike[0], [one.id for one in alike]
        named = f" – {item.text}"

        def act(label: str, do: str, *values: Any, **attributes: Any) -> Node:
            said = self._moderate(f"do.{label}", n=len(ids))
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
        edit = None if item.answered else act("edit", "edit", item.id, look="small")
        if item.status == "held":
            apart = len({_plain(one.text) for one in alike}) > 1
            accept, hide = ("as_one", "hide_all") if apart else ("approve", "hide")
            keys = {"look": "small main", "data_hotkey": "a"}, {"look": "small", "data_hotkey": "h"}
            return [
                act(accept, "verdict", activity, "accept_as_one", *ids, **keys[0]),
                act(hide, "verdict", activity, "hide", *ids, **keys[1]),
                edit,
            ]
        marks = [
            act(
                to or ("off" if item.mark == "now" else "unmark"), "mark", item.id, to, look="small"
            )
            for to in found.marks
            if to != item.mark
        ]
        hide_shown = act("hide", "hide", activity, item.id, look="small", data_hotkey="h")
        return [*marks, hide_shown, edit]

    # --- what is done

    def _verdict(self, activity: str, verdict: str, *ids: str) -> None:
        """Let in, or hide, the items that a row was drawn with, and no other."""
        self._lead.send(c.Moderate(activity, ids, verdict))

    def _further(self) -> None:
        self._most += MOST

    def _edit(self, id: str) -> None:
        self._editing = id

    def _edited(self, activity: str, id: str, typed: dict[str, str]) -> None:
        self._lead.edit(id, typed["text"], activity)
        self._editing = ""

    def _accept_seen(self, activity: str, seen: list[str]) -> None:
        """Accept what waits and has been on the screen; what hasn't, or is flagged, goes on waiting."""
        with self._lead.state() as state:
            groups = [
                alike
                for alike in self._together(queue(state.receiver(activity), self._language))
                if not self._flags(state, alike)
            ]
        for alike in groups:
            shown = tuple(one.id for one in alike if one.id in seen)
            if shown:
                self._verdict(activity, "accept_as_one", *shown)

    def _moderate(self, key: str, **values: Any) -> str:
        return texts.text(self._language, f"moderate.{key}", **values)

    def _say(self, key: str, **values: Any) -> str:
        return texts.text(self._language, f"cockpit.{key}", **values)


def _plain(text: str) -> str:
    """A text with case and spaces aside: what says the same to the letter."""
    return " ".join(text.casefold().split())
