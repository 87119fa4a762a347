"""The clicker: what a facilitator's phone is shown to lead by, and nothing of what anybody answered."""

from typing import Any, Literal, TypedDict

import msgspec

from tamtam.deck.deck import BACKCHANNEL, Text
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.server.context import ServerContext
from tamtam.server.page_stream import Snapshot
from tamtam.server.standings_worker import StandingRequest
from tamtam.server.views import phone as phone_view
from tamtam.server.views import phone_types
from tamtam.server.views.moderation import FlagView, flag_views
from tamtam.session import action_text
from tamtam.session.activity import ActivityState, Status
from tamtam.session.backchannel import Backchannel
from tamtam.session.caution import Caution
from tamtam.session.commands import Moderate, RevealRequest
from tamtam.session.log import now_ms
from tamtam.session.moderation import flagger, queues
from tamtam.session.next_step import Action, ActionName, Confirm, next_step, waiting
from tamtam.session.state import State
from tamtam.standing.standing import Standing

#: What is left to the notebook: to ask anew, and to leave anything out.
NOT_HERE: tuple[ActionName, ...] = ("again", "skip")


class AnswersView(TypedDict):
    """The two answers to what is asked before something is done."""

    yes: Text
    no: Text


class ConfirmView(AnswersView):
    """What is asked before something is done, and the two answers."""

    question: Text


class ActionView(TypedDict):
    """A button: what it says, and what it posts where (`path` under /control/CODE/)."""

    name: ActionName
    step: str
    label: Text
    path: Literal["run", "reveal"]
    body: dict[str, Any]
    confirm: ConfirmView | None


class LedView(TypedDict):
    """What is asked now; `round` is the present one and how many there are, `waiting` how many items wait.

    `facets` are those its chart has, by id, `facet` the one it shows, "" for the whole. `caution` is what
    to know before it is revealed.
    """

    id: str
    title: Text
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
    round: Text | None
    waiting: int
    facets: dict[str, Text]
    facet: str
    sayable: bool
    caution: Text | None


class ClaimView(TypedDict):
    """One of the things that can be said, by its key: what the sentence would be."""

    claim: str
    sentence: Text


class ClaimsView(TypedDict):
    """What can be said of an activity before it is revealed, and which was chosen ("": what stands out)."""

    activity: str
    claims: list[ClaimView]
    highlight: str


class UnreadView(TypedDict):
    """What waits to be read: how many, of how many sayings; the first saying, and what can be done with it.

    `times` is how often nearly the same was proposed.
    """

    n: int
    text: str
    times: int
    title: Text
    flags: list[FlagView]
    accept: dict[str, Any]
    hide: dict[str, Any]


class BackchannelCountsView(TypedDict):
    """What the room says beside what is asked: how many find it too fast, fine, or are lost, of late.

    `waiting` questions are still to be read, `open` ones are shown and not settled.
    """

    fast: int
    fine: int
    lost: int
    waiting: int
    open: int


class ClickerView(phone_types.SessionView):
    """All that a clicker is told: `here` of `people` are connected or simulated.

    `actions` are what can be done now, the usual next thing first; `answers` to what it may be asked back.
    """

    people: int
    here: int
    activity: LedView | None
    actions: list[ActionView]
    answers: AnswersView
    voices: BackchannelCountsView | None
    unread: UnreadView | None


class ClickerStateView(TypedDict):
    """The same as a phone's state; a clicker has nothing personal."""

    shared: ClickerView
    personal: None


def sayable(asked: ActivityState, min_answers: int) -> bool:
    """Whether it may be chosen what is said first: answers are there, and nothing of them is frozen."""
    turn = asked.turn
    enough = asked.status in ("open", "closed") and asked.people(turn) >= max(1, min_answers)
    return enough and not turn.talk and not turn.facet and not turn.holds(min_answers)


async def claims(context: ServerContext, code: str) -> ClaimsView:
    """What can be said of what is asked now; for whoever leads, once they ask for it."""
    with context.store.lock:
        state = context.state(code)
        asked, position = state.current_activity, state.position
        if asked is None or not sayable(asked, state.min_answers):
            raise TamtamError("already_revealed", activity=asked.activity.id if asked else "–")
        id, chosen = asked.activity.id, asked.turn.highlight
    reply = await context.standings.ask(StandingRequest(code, id, position))
    found = Standing.from_json(reply.standing).claims
    told: list[ClaimView] = [{"claim": one.claim.key, "sentence": one.sentence} for one in found]
    return {"activity": id, "claims": told, "highlight": chosen}


def look(context: ServerContext, code: str) -> Snapshot:
    """What a clicker sees now."""
    with context.store.lock:
        state = context.state(code)
        position, paces = state.position, tuple(state.backchannel.paces(now_ms()).values())
        here = _here(context, state)
    notice = context.notice(code)
    return Snapshot((position, here, paces, str(notice)), position, lambda: view(context, code))


def view(context: ServerContext, code: str) -> ClickerView:
    """What a clicker is told now."""
    with context.store.lock:
        state = context.state(code)
        asked = state.on_stage
        answers: AnswersView = {"yes": texts.both("actions.yes"), "no": texts.both("actions.no")}
        offered = (one for one in next_step(state).actions if one.name not in NOT_HERE)
        return {
            **phone_view.session(state, context.notice(code)),
            "people": len(state.participants),
            "here": _here(context, state),
            "activity": _led(asked, state.min_answers) if asked else None,
            "actions": [_action(state, action, answers) for action in offered],
            "answers": answers,
            "unread": None if state.over else _unread(state),
            "voices": _voices(state.backchannel) if state.backchannel.status == "open" else None,
        }


def _here(context: ServerContext, state: State) -> int:
    """Of how many the phones are connected; simulated people need none."""
    return len(context.channel(state.code).present | {one.id for one in state.simulated()})


def _unread(state: State) -> UnreadView | None:
    """What is read first: of what is asked now, then of what was asked before, then asked aside."""
    language = state.session.language
    found = [
        queue
        for queue in queues(state, language)
        if queue.waiting() and state.receiver(queue.activity).may_let_in
    ]
    if not found:
        return None
    found.sort(key=lambda queue: queue.activity == BACKCHANNEL)
    queue = found[0]
    group = queue.together()[0]
    ids, flagged = tuple(item.id for item in group), flagger(state)
    return {
        "n": sum(len(queue.waiting()) for queue in found),
        "text": group[0].text,
        "times": len(group),
        "title": state.receiver(queue.activity).activity.title,
        "flags": flag_views(flag for item in group for flag in flagged(item.text)),
        "accept": msgspec.to_builtins(Moderate(queue.activity, ids, "accept_as_one")),
        "hide": msgspec.to_builtins(Moderate(queue.activity, ids, "hide")),
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


def _action(state: State, action: Action, answers: AnswersView) -> ActionView:
    deck, confirm = state.deck, action.confirm
    return {
        "name": action.name,
        "step": action.step,
        "label": {one: action_text.label(action, deck, one) for one in texts.LANGUAGES},
        "path": "reveal" if isinstance(action.request, RevealRequest) else "run",
        "body": msgspec.to_builtins(action.request),
        "confirm": {"question": _question(state, confirm), **answers} if confirm else None,
    }


def _question(state: State, confirm: Confirm) -> Text:
    return {one: action_text.question(confirm, state.deck, one) for one in texts.LANGUAGES}


def _led(asked: ActivityState, min_answers: int) -> LedView:
    collect = asked.activity.collect
    collects = collect and asked.round and asked.collects  # then phones ask for items alone
    return {
        "id": asked.activity.id,
        "title": asked.activity.title,
        "turn": asked.turn.number,
        "question": collect.prompt if collect and collects else asked.question,
        "status": asked.status,
        "ends_at": asked.ends_at,
        "left": asked.left,
        "show": asked.turn.show,
        "answered": asked.done(),
        "by_hand": asked.by_hand(asked.turn),
        "talk": asked.turn.talk,
        "turned": asked.turn.turned,
        "round": action_text.round_of(asked),
        "waiting": waiting(asked),
        "facets": {id: _name(asked, id) for id in asked.kind.facets(asked.activity)},
        "facet": asked.turn.facet,
        "sayable": sayable(asked, min_answers),
        "caution": Caution.hint() if _is_risky(asked, min_answers) else None,
    }


def _is_risky(asked: ActivityState, min_answers: int) -> bool:
    """Whether the chart would show somebody alone: told once it is closed, not at the first answers."""
    return asked.status == "closed" and Caution.of(asked, min_answers) is not None


def _name(asked: ActivityState, facet: str) -> Text:
    name = asked.kind.facet_name
    return {language: name(asked.activity, facet, language) for language in texts.LANGUAGES}
