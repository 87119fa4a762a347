"""What a co-facilitator sees to look after proposals: the queues, and nothing of who proposed or answered."""

from collections.abc import Iterable
from typing import TypedDict

from tamtam.deck.deck import Text
from tamtam.server.context import ServerContext
from tamtam.server.page_stream import Snapshot
from tamtam.server.views import phone as phone_view
from tamtam.server.views import phone_types
from tamtam.session.activity import Status
from tamtam.session.identifying import Flag
from tamtam.session.moderation import Queue, flagger, queues
from tamtam.session.proposal import ItemStatus
from tamtam.session.state import State


class FlagView(TypedDict):
    """What in a text may give somebody away: a "name", an "email" address, a "phone" number."""

    sort: str
    words: str


class QueuedView(TypedDict):
    """One item; `alike` are shown ones that say nearly the same, the nearest first.

    `group` is the first of those that wait and say nearly the same, itself where none does; "" where it
    doesn't wait. `flags` are what may give somebody away.

    Of a question asked aside `seconds` is how many second it, `mark` what became of it.
    """

    id: str
    text: str
    status: ItemStatus
    into: str
    answered: bool
    seconds: int
    mark: str
    alike: tuple[str, ...]
    group: str
    flags: list[FlagView]


class QueueView(TypedDict):
    """The items of one activity, those that wait first; each at most `longest` characters.

    `marks` is what can be made of questions asked aside, empty for items of an activity.
    """

    id: str
    title: Text
    prompt: Text
    status: Status
    longest: int
    marks: tuple[str, ...]
    items: list[QueuedView]


class ModerationView(phone_types.SessionView):
    """All that a co-facilitator is told: the queue of each activity, the one opened last first."""

    queues: list[QueueView]


class ModerationStateView(TypedDict):
    """The same as a phone's state; nothing in it is personal."""

    shared: ModerationView
    personal: None


def look(context: ServerContext, code: str) -> Snapshot:
    """What is to be looked after now."""
    with context.store.lock:
        state = context.state(code)
        found = queues(state, state.session.language)
        version = (found, state.current, state.over, str(context.notice(code)))
        return Snapshot(version, state.position, lambda: view(context, code))


def view(context: ServerContext, code: str) -> ModerationView:
    """What a co-facilitator is told now."""
    with context.store.lock:
        state = context.state(code)
        found = queues(state, state.session.language)
        return {
            **phone_view.session(state, context.notice(code)),
            "queues": [_queue(state, queue) for queue in found],
        }


def _queue(state: State, queue: Queue) -> QueueView:
    asked = state.receiver(queue.activity)
    collect = asked.activity.collect
    assert collect is not None
    flagged = flagger(state)
    groups = {item.id: group[0].id for group in queue.together() for item in group}
    places = {id: place for place, id in enumerate(groups)}
    items = sorted(queue.items, key=lambda item: places.get(item.id, len(places)))
    return {
        "id": queue.activity,
        "title": asked.activity.title,
        "prompt": collect.prompt,
        "status": asked.status,
        "longest": collect.longest,
        "marks": queue.marks,
        "items": [
            {
                "id": item.id,
                "text": item.text,
                "status": item.status,
                "into": item.into,
                "answered": item.answered,
                "seconds": item.seconds,
                "mark": item.mark,
                "group": groups.get(item.id, ""),
                "flags": flag_views(flagged(item.text)) if item.status == "held" else [],
                "alike": queue.alike(item.id) if item.status in ("held", "shown") else (),
            }
            for item in items
        ],
    }


def flag_views(flags: Iterable[Flag]) -> list[FlagView]:
    """What may give somebody away, as pages are told, each once."""
    return [{"sort": one.sort, "words": one.words} for one in dict.fromkeys(flags)]
