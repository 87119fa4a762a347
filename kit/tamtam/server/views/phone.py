"""What leaves the server: the part everybody sees and the part that is one participant's own.

Nothing here can show a standing that was not revealed: the only one it reads is the frozen one, and
only as far as the facilitator chose to show it. What is for the facilitator stays out by name.
"""

from typing import Any, Literal

import msgspec

from tamtam import kinds
from tamtam.deck import pictures
from tamtam.deck.deck import BACKCHANNEL, BREAK, Activity, Item, Text
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.server import pages
from tamtam.server.views.phone_types import (
    AboutView,
    ActivityView,
    AgreedView,
    BackchannelView,
    CollectView,
    FormView,
    ItemView,
    MineView,
    NotebookView,
    PauseView,
    PersonalView,
    PictureView,
    RoundView,
    SessionView,
    SharedView,
    StateView,
    TalkView,
)
from tamtam.session.activity import ActivityState, Status
from tamtam.session.backchannel import PACE, Backchannel
from tamtam.session.display import Display
from tamtam.session.log import now_ms
from tamtam.session.participant import Participant
from tamtam.session.state import State

#: In which order questions stand on a phone, by what became of them.
_FIRST = ("now", "", "later", "answered", "parked")


def session(state: State, notice: Text | None = None) -> SessionView:
    """What every page is told of the session."""
    return {
        "code": state.code,
        "title": state.deck.title,
        "position": state.position,
        "now": now_ms(),
        "status": _status(state),
        "pause": _pause(state),
        "language": state.session.language,
        "languages": state.deck.languages,
        "rehearsal": state.session.rehearsal,
        "notice": notice,
    }


def _status(state: State) -> Status | Literal["lobby", "break", "over"]:
    if state.over:
        return "over"
    if state.pause is not None and state.pause.pause == BREAK:
        return "break"
    return state.on_stage.status if state.on_stage else "lobby"


def _pause(state: State) -> PauseView | None:
    pause = state.pause
    if pause is None or state.over:
        return None
    return {
        "step": pause.pause,
        "title": texts.both(f"notebook.agenda.pauses.{pause.pause}"),
        "ends_at": pause.ends_at,
        "until": texts.time_of_day(pause.ends_at) if pause.ends_at else "",
    }


def shared(state: State, notice: Text | None = None) -> SharedView:
    """What everyone in the session sees; the same for all, in every language."""
    asked = state.on_stage
    return {
        **session(state, notice),
        "people": len(state.participants),
        "door": _door(state),
        "min_answers": state.session.min_answers,
        "activity": activity(asked, state.code) if asked else None,
        "aside": _aside(state),
    }


def _door(state: State) -> Text | None:
    if not state.door_closed:
        return None
    closed = TamtamError("door_closed", code=state.code)
    return {one: f"{closed.message(one)} {closed.hint(one)}" for one in texts.LANGUAGES}


def _aside(state: State) -> BackchannelView | None:
    if state.over or state.backchannel.status != "open":
        return None
    return {"form": pages.form_address(BACKCHANNEL), "news": state.backchannel.laid_at}


def aside(aside: Backchannel) -> ActivityView:
    """What can be said at any time: the questions that are shown, what is taken up first.

    What the facilitator made of a question stands as its `group`; how many second it isn't told.
    """
    items = [
        ItemView(
            id=item.id, text=item.text, hint=None, group=aside.proposals[item.id].mark, picture=None
        )
        for item in aside.activity.items
    ]
    items.sort(key=lambda item: _FIRST.index(item["group"]))
    return {**activity(aside), "items": items}


def picture(item: Item, code: str) -> PictureView | None:
    """The picture of an item in a session, to be fetched; without its `code` the address holds all of it."""
    held = item.picture.data if item.picture else b""
    sort = pictures.sort_of(held)
    if item.picture is None or sort is None:
        return None
    src = pages.picture_address(code, pictures.name_of(held)) if code else pictures.data_uri(held)
    return {"src": src, "alt": item.picture.alt, "width": sort.width, "height": sort.height}


def form(activity: Activity, code: str = "") -> FormView:
    """What a form is told of an activity; of one in no session, without `code`, its pictures too."""
    return {
        "id": activity.id,
        "step": activity.step,
        "kind": activity.kind,
        "title": activity.title,
        "question": activity.question,
        "phases": activity.phases,
        "options": _told_on_phones(activity),
        "items": [
            {
                "id": item.id,
                "text": item.text,
                "hint": item.hint,
                "group": item.group,
                "picture": picture(item, code),
            }
            for item in activity.items
        ],
        "formation": activity.formation,
    }


def _told_on_phones(activity: Activity) -> dict[str, Any]:
    """The options of an activity but what its kind keeps back: which answer is right, say."""
    if activity.kind == BACKCHANNEL:  # a kind of no deck's
        return activity.options
    kept_back = kinds.get(activity.kind).kept_back
    return {name: value for name, value in activity.options.items() if name not in kept_back}


def activity(asked: ActivityState, code: str = "") -> ActivityView:
    """What is asked now, as everyone sees it; in a session by its `code`, as `form` says."""
    turn = asked.turn
    standing = _standing(asked)
    return {
        **form(_unread(asked) if standing is None else asked.activity, code),
        "question": _question(asked),
        "formation": formation(asked),
        "turn": turn.number,
        "form": pages.form_address("cards" if turn.talk else _drawn_by(asked)),
        "status": asked.status,
        "ends_at": asked.ends_at,
        "left": asked.left,
        "collect": _collect(asked),
        "round": _round(asked),
        "resting": sorted(asked.resting),
        "talk": _talk(asked),
        "show": turn.show,
        "standing": standing,
    }


def _unread(asked: ActivityState) -> Activity:
    """An activity before it is revealed: what is only written, and answered by nobody, is read after that."""
    if asked.slots or asked.activity.collect is None:
        return asked.activity
    return msgspec.structs.replace(asked.activity, items=())


def _question(asked: ActivityState) -> Text:
    """What a phone asks; in a round in which things are only written, for these."""
    collect = asked.activity.collect
    writing = collect is not None and asked.round is not None and not asked.round.phases
    return collect.prompt if collect and writing and asked.collects else asked.question


def _talk(asked: ActivityState) -> TalkView | None:
    if not asked.turn.talk:
        return None
    return {"turned": asked.turn.turned, "form": pages.form_address(asked.activity.kind)}


def formation(asked: ActivityState) -> str:
    """How people sit together for it: at the tables they sit at anyway, where each table proposes."""
    alone = asked.activity.formation == "alone"
    return "tables" if alone and asked.turn.by_table else asked.activity.formation


def _collect(asked: ActivityState) -> CollectView | None:
    collect = asked.activity.collect
    if collect is None or not asked.collects:
        return None
    return {
        "prompt": collect.prompt,
        "most": collect.most,
        "longest": collect.longest,
        "held": collect.held,
        "by_table": texts.both(f"server.by_table.{'held' if collect.held else 'at_once'}")
        if asked.turn.by_table
        else None,
    }


def _round(asked: ActivityState) -> RoundView | None:
    present = asked.round
    if present is None:
        return None
    number, of = asked.turn.round, len(asked.rounds)
    return {
        "name": present.name,
        "number": number,
        "of": of,
        "phases": present.phases,
        "formation": present.formation,
    }


def _standing(asked: ActivityState) -> dict[str, Any] | None:
    """What was revealed; not while it is open anew, so that who comes late answers before looking."""
    if asked.status == "open":
        return None
    shown = Display.of(asked)
    if shown is None:
        return None
    if shown.with_chart:
        return kinds.get(shown.standing.kind).on_phones(shown.standing).to_json()
    found = shown.standing
    return {"sentence": found.sentence, "n": found.n, "by_hand": found.by_hand}


def _drawn_by(asked: ActivityState) -> str:
    """The kind whose form is shown: the activity's own, but where what moved is to be seen."""
    shown = Display.of(asked) if asked.status == "revealed" else None
    return shown.standing.kind if shown and shown.with_chart else asked.activity.kind


def personal(state: State, id: str) -> PersonalView | None:
    """What only this participant sees; None for someone who isn't in the session."""
    participant = state.participants.get(id)
    if participant is None:
        return None
    asked_so_far = {id_: asked for id_, asked in state.receivers() if asked.turns}
    return {
        "participant": participant.id,
        "alias": participant.alias,
        "language": participant.language,
        "table": participant.table,
        "extra_time": participant.extra_time,
        "ratings": participant.ratings,
        "answers": {id_: own(asked, id) for id_, asked in asked_so_far.items()},
        "mine": {id_: mine(state, asked, participant) for id_, asked in asked_so_far.items()},
    }


def mine(state: State, asked: ActivityState, participant: Participant) -> MineView:
    """What only one participant has in an activity."""
    return {
        "dealt": asked.dealt(participant.number),
        "proposals": [
            {"item": id, "text": next(iter(one.item.text.values())), "status": one.status}
            for id, one in asked.proposals.items()
            if asked.owns(participant.id, one) and not one.mark
        ],
        "watches": asked.seated and not asked.plays(participant.id),
        "told": asked.kind.told(asked.activity, state.gathered(asked, asked.turn), participant.id),
        "order": order(state, asked, participant.id),
        "missing": asked.missing(participant.id),
        "late_until": asked.late_until if participant.extra_time else None,
    }


def order(state: State, asked: ActivityState, id: str) -> tuple[str, ...] | None:
    """In which order a participant is asked the items of an activity, where it is their own."""
    return asked.kind.order(asked.activity, state.gathered(asked, asked.turn), id)


def about(state: State, server: str = "", database: bool = False) -> AboutView:
    """What becomes of what people give, as the organiser says it."""
    said = state.deck.privacy
    return {
        "responsible": said.responsible or None,
        "purpose": said.purpose or None,
        "kept": said.kept or None,
        "sponsor": said.sponsor or None,
        "server": server or None,
        "database": database,
    }


def notebook(state: State) -> NotebookView:
    """Each activity that was asked and is open no more, in the order in which they began."""
    order = {step: at for at, (_, step) in enumerate(state.begun)}
    over = (one for one in state.asked.values() if one.turns and one.status != "open")
    asked = [one for one in over if not one.turn.talk]
    asked.sort(key=lambda one: order.get(one.activity.id, len(order)))
    said = state.agreed
    agreed: AgreedView | None = (
        {"what": said.what, "who": said.who, "until": said.until} if said and said.what else None
    )
    return {"steps": [activity(one, state.code) for one in asked], "agreed": agreed}


def both(state: State, id: str | None, notice: Text | None = None) -> StateView:
    """Everybody's part and one's own."""
    return {"shared": shared(state, notice), "personal": personal(state, id) if id else None}


def own(asked: ActivityState, id: str) -> dict[str, dict[str, dict[str, Any]]]:
    """A participant's answers, by turn, item and phase; without a word on the pace that has grown old."""
    turns: dict[str, Any] = {}
    stale = isinstance(asked, Backchannel) and asked.pace_of(id, now_ms()) is None
    for turn in asked.turns:
        items: dict[str, dict[str, Any]] = {}
        given = turn.answers if asked.activity.collect is None else turn.given
        for (item, phase), value in given.get(id, {}).items():
            if stale and (item, phase) == PACE:
                continue
            items.setdefault(item, {})[phase] = value
        if items:
            turns[str(turn.number)] = items
    return turns
