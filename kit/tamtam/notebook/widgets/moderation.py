"""What people propose, under a notebook cell: what waits first, near-duplicates offered for merging."""

import threading
from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets

from tamtam.language import texts
from tamtam.notebook.lead import Lead
from tamtam.notebook.widgets.alert import Alert
from tamtam.notebook.widgets.elements import button, panel, words
from tamtam.session.events import Entry
from tamtam.session.moderation import GROUPS, Queue, QueueItem, queues

#: How many items of a group are shown: the others come up as these are dealt with.
MOST = 40
#: How many have to wait for all of them to be accepted at once.
MANY = 3

_Key = tuple[str, str]


class Moderation:
    """The queues of a room, as `widget`; `update` is told of new events.

    A card is made anew only when what it says changes, and one that somebody is writing in stays. With
    `only` it shows the queue of one activity, what is shown in it unfolded.
    """

    def __init__(self, lead: Lead, only: str | None = None) -> None:
        self._lead = lead
        self._only = only
        self._language = lead.language
        self._lock = threading.RLock()
        self._found: tuple[Queue, ...] | None = None
        self._titles: dict[str, str] = {}
        self._cards: dict[_Key, _Card] = {}
        self._unfolded: set[_Key] = {(only, "shown")} if only else set()
        self._sure = ""
        self._head = widgets.HTML()
        self._body = widgets.VBox()
        self._alert = Alert(lead.language)
        self.widget = panel(self._head, self._body, self._alert.widget)
        self.update([])

    def update(self, entries: list[Entry]) -> None:
        """Bring the queues up to date."""
        with self._lock:
            with self._lead.state() as state:
                every = queues(state, self._language)
                found = tuple(one for one in every if self._only in (None, one.activity))
                self._titles = {
                    one.activity: texts.pick(
                        state.receiver(one.activity).activity.title, self._language
                    )
                    for one in found
                }
            if found != self._found:
                self._found = found
                self._show()

    # --- what is shown

    def _show(self) -> None:
        found = self._found or ()
        waiting = sum(len(queue.waiting()) for queue in found)
        said = self.say("waiting_now", n=waiting)
        lead = self.say("lead" if found else "nothing")
        title = words(self.say("title"), "title") + words(lead, "muted")
        status = f'<div role="status">{words(said)}</div>'
        self._head.value = status if self._only else title + status
        self._body.children = [part for queue in found for part in self._queue(queue)]

    def _queue(self, queue: Queue) -> list[widgets.Widget]:
        title = widgets.HTML(words(self._titles[queue.activity]))
        parts: list[widgets.Widget] = [] if self._only else [title]
        for group in GROUPS:
            items = [item for item in queue.items if item.group == group]
            if items:
                parts += self._group(queue, group, items)
        return parts

    def _group(self, queue: Queue, group: str, items: list[QueueItem]) -> list[widgets.Widget]:
        label = self.say(f"group.{group}", n=len(items))
        if group == "waiting":
            head: widgets.Widget = _row([widgets.HTML(words(label, "muted")), *self._all(queue)])
        else:
            key = (queue.activity, group)
            unfolded = key in self._unfolded
            sign = "▾" if unfolded else "▸"
            head = button(f"{sign} {label}", lambda: self._fold(key), "fold")
            if not unfolded:
                return [head]
        return [head, *(self._card(queue, item).box for item in items[:MOST])]

    def _card(self, queue: Queue, item: QueueItem) -> "_Card":
        card = self._cards.setdefault((queue.activity, item.id), _Card(self))
        card.show(queue, item)
        return card

    def _all(self, queue: Queue) -> list[widgets.Button]:
        """What accepts all that waits at once, asked twice: it is read by nobody then."""
        activity, drawn = queue.activity, tuple(item.id for item in queue.waiting()[:MOST])
        if (n := len(drawn)) < MANY:
            return []
        if self._sure != activity:
            return [button(self.say("do.approve_all", n=n), lambda: self._ask(activity), "small")]
        sure = button(
            self.say("do.approve_all_sure", n=n), lambda: self._let_in(activity, drawn), "small"
        )
        return [sure, button(self.say("do.cancel"), lambda: self._ask(""), "small")]

    def _ask(self, activity: str) -> None:
        with self._lock:
            self._sure = activity
            self._show()

    def _let_in(self, activity: str, drawn: tuple[str, ...]) -> None:
        """Let in what was drawn here when it was asked, and nothing that came since."""
        self._sure = ""
        self.do(lambda lead: lead.let_in(activity, drawn))

    def _fold(self, key: _Key) -> None:
        with self._lock:
            self._unfolded ^= {key}
            self._show()

    # --- what is done

    def do(self, act: Callable[[Lead], None]) -> bool:
        """Do something; whether it was done. What is refused is said beneath."""
        with self._lock:
            if self._alert.attempt(lambda: act(self._lead)):
                return False
            self.update([])
            return True

    def refresh(self) -> None:
        """Show everything again, as a card was put back."""
        with self._lock:
            self._show()

    def say(self, key: str, **values: Any) -> str:
        """A text of moderation, as the page of a co-facilitator says it."""
        return texts.text(self._language, f"moderate.{key}", **values)


class _Card:
    """One item: what it says, and what can be done with it; or a field to say it otherwise."""

    def __init__(self, owner: Moderation) -> None:
        self._owner = owner
        self._shows: tuple[Any, ...] = ()
        self._writing = False
        self.box = widgets.VBox()
        self.box.add_class("tamtam-card")

    def show(self, queue: Queue, item: QueueItem) -> None:
        """Say what an item says now, unless somebody is writing here."""
        there = {one.id: one.text for one in queue.items}
        shown = {one.id: one.text for one in queue.items if one.status == "shown"}
        shown.pop(item.id, None)
        alike = queue.alike(item.id) if item.status in ("held", "shown") else ()
        shows = (item, tuple(shown.items()), alike)
        if self._writing or shows == self._shows:
            return
        self._shows = shows
        self.box.children = [
            widgets.HTML(self._said(item, there)),
            *(self._near(queue, item, other, there) for other in alike),
            _row(self._buttons(queue, item, shown)),
        ]

    def _said(self, item: QueueItem, there: dict[str, str]) -> str:
        notes = [
            self._owner.say(f"mark.{item.mark}") if item.mark else "",
            self._owner.say("seconds", n=item.seconds) if item.seconds else "",
            self._owner.say("counts_for", text=there.get(item.into, "")) if item.into else "",
            self._owner.say("is_hidden") if item.status == "hidden" else "",
        ]
        note = " · ".join(filter(None, notes))
        return f"<p><strong>{escape(item.text)}</strong></p>" + (
            words(note, "muted") if note else ""
        )

    def _near(
        self, queue: Queue, item: QueueItem, other: str, there: dict[str, str]
    ) -> widgets.HBox:
        said = widgets.HTML(words(self._owner.say("alike", text=there[other]), "muted"))
        merge = self._act("merge", lambda lead: lead.merge(item.id, other, queue.activity))
        return _row([said, merge])

    def _buttons(
        self, queue: Queue, item: QueueItem, shown: dict[str, str]
    ) -> list[widgets.Button]:
        id, activity = item.id, queue.activity
        approve = self._act("approve", lambda lead: lead.approve(id, activity=activity), "primary")
        hide = self._act("hide", lambda lead: lead.hide(id, activity))
        edit = button(self._owner.say("do.edit"), lambda: self._edit(queue, item))
        merge = button(self._owner.say("do.merge_into"), lambda: self._merge(queue, item, shown))
        part = self._act("part", lambda lead: lead.merge(id, "", activity))
        again = self._act("show", lambda lead: lead.approve(id, activity=activity))
        marks = [self._mark(item, to) for to in queue.marks if to != item.mark]
        up = [hide, *([] if item.answered else [edit]), *([merge] if shown else [])]
        return {
            "held": [approve, *up],
            "shown": [*marks, *up],
            "merged": [part],
            "hidden": [again],
        }[item.status]

    def _mark(self, item: QueueItem, to: str) -> widgets.Button:
        label = to or ("off" if item.mark == "now" else "unmark")
        return self._act(label, lambda lead: lead.mark(item.id, to))

    def _act(self, label: str, act: Callable[[Lead], None], sort: str = "") -> widgets.Button:
        return button(self._owner.say(f"do.{label}"), lambda: self._done(act), sort)

    def _done(self, act: Callable[[Lead], None]) -> None:
        if self._owner.do(act):
            self._put_back()

    def _edit(self, queue: Queue, item: QueueItem) -> None:
        field = widgets.Textarea(value=item.text, rows=2, layout={"width": "100%"})
        self._ask(
            self._owner.say("edit_label"),
            field,
            "save",
            lambda lead: lead.edit(item.id, field.value, queue.activity),
        )

    def _merge(self, queue: Queue, item: QueueItem, shown: dict[str, str]) -> None:
        near = queue.alike(item.id)
        order = [*near, *(id for id in shown if id not in near)]
        field = widgets.Dropdown(options=[(shown[id], id) for id in order])
        self._ask(
            self._owner.say("merge_label", text=item.text),
            field,
            "merge",
            lambda lead: lead.merge(item.id, field.value, queue.activity),
        )

    def _ask(self, label: str, field: widgets.Widget, go: str, act: Callable[[Lead], None]) -> None:
        self._writing = True
        cancel = button(self._owner.say("do.cancel"), self._put_back)
        buttons = _row([self._act(go, act, "primary"), cancel])
        self.box.children = [widgets.HTML(words(label)), field, buttons]
        field.focus()

    def _put_back(self) -> None:
        self._writing = False
        self._shows = ()
        self._owner.refresh()


def _row(children: list[widgets.Widget]) -> widgets.HBox:
    row = widgets.HBox(children)
    row.add_class("tamtam-buttons")
    return row
