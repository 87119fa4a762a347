"""The clicker: what a facilitator's phone is shown to lead by, and nothing of what anybody answered."""

from typing import TypedDict

from tamtam.deck.deck import Text
from tamtam.language import texts
from tamtam.server.context import ServerContext
from tamtam.server.page_stream import Snapshot
from tamtam.server.views import phone as phone_view
from tamtam.session import shift as shifts
from tamtam.session.activity import ActivityState, Status
from tamtam.session.backchannel import Backchannel
from tamtam.session.log import now_ms
from tamtam.session.run_sheet import coming, seconds_shown
from tamtam.session.state import State


class ComingView(TypedDict):
    """What can be opened, with the time that its cut grants it."""

    id: str
    title: Text
    seconds: int


class LedView(ComingView):
    """What is asked now; `round` is the present one and how many there are, `waiting` how many items wait.

    `shift` is whether what moved since the last time can be shown, `reopens` whether more answers can
    be taken once it was revealed. `facets` are those its chart has, by id, `facet` the one it shows,
    "" for the whole.
    """

    turn: int
    question: Text
    status: Status
    ends_at: int | None
    left: int | None
    show: str | None
    answered: int
    by_hand: int
    talk: bool
    turned: bool
    round: list[int] | None
    waiting: int
    shift: bool
    reopens: bool
    facets: dict[str, Text]
    facet: str


class BackchannelCountsView(TypedDict):
    """What the room says beside what is asked: how many find it too fast, fine, or are lost, of late.

    `waiting` questions are still to be read, `open` ones are shown and not settled.
    """

    fast: int
    fine: int
    lost: int
    waiting: int
    open: int


class ClickerView(phone_view.SessionView):
    """All that a clicker is told: `here` phones of `people` are connected; `next` comes next."""

    people: int
    here: int
    activity: LedView | None
    next: ComingView | None
    voices: BackchannelCountsView | None


class ClickerStateView(TypedDict):
    """The same as a phone's state; a clicker has nothing personal."""

    shared: ClickerView
    personal: None


def look(context: ServerContext, code: str) -> Snapshot:
    """What a clicker sees now."""
    with context.store.lock:
        state = context.state(code)
        position, paces = state.position, tuple(state.backchannel.paces(now_ms()).values())
    here = len(context.channel(code).connected)
    return Snapshot((position, here, paces), position, lambda: view(context, code))


def view(context: ServerContext, code: str) -> ClickerView:
    """What a clicker is told now."""
    with context.store.lock:
        state = context.state(code)
        asked = state.current_activity
        following = coming(state)
        return {
            **phone_view.session(state),
            "people": len(state.participants),
            "here": len(context.channel(code).connected),
            "activity": _led(state, asked) if asked else None,
            "next": _coming(state, following) if following else None,
            "voices": _voices(state.backchannel) if state.backchannel.status == "open" else None,
        }


def _voices(aside: Backchannel) -> BackchannelCountsView:
    paces, (waiting, still_open) = aside.paces(now_ms()), aside.unsettled()
    return {
        "fast": paces["fast"],
        "fine": paces["fine"],
        "lost": paces["lost"],
        "waiting": waiting,
        "open": still_open,
    }


def _coming(state: State, id: str) -> ComingView:
    title = state.activity(id).activity.title
    return {"id": id, "title": title, "seconds": seconds_shown(state, id)}


def _led(state: State, asked: ActivityState) -> LedView:
    collect = asked.activity.collect
    collects = collect and asked.round and asked.collects  # then phones ask for items alone
    return {
        **_coming(state, asked.activity.id),
        "turn": asked.turn.number,
        "question": collect.prompt if collect and collects else asked.activity.question,
        "status": asked.status,
        "ends_at": asked.ends_at,
        "left": asked.left,
        "show": asked.turn.show,
        "answered": asked.done(),
        "by_hand": asked.by_hand(asked.turn),
        "talk": asked.turn.talk,
        "turned": asked.turn.turned,
        "round": [asked.turn.round, len(asked.rounds)] if asked.round else None,
        "waiting": sum(one.status == "held" for one in asked.proposals.values()),
        "shift": shifts.has_shift(state, asked),
        "reopens": not asked.kind.seated,
        "facets": {id: _name(asked, id) for id in asked.kind.facets(asked.activity)},
        "facet": asked.turn.facet,
    }


def _name(asked: ActivityState, facet: str) -> Text:
    name = asked.kind.facet_name
    return {language: name(asked.activity, facet, language) for language in texts.LANGUAGES}
