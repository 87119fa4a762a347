"""What leaves the server: the part everybody sees and the part that is one participant's own.

Nothing here can show a standing that was not revealed: the only one it reads is the frozen one, and
only as far as the facilitator chose to show it. What is for the facilitator stays out by name.
"""

from typing import Any, Literal, TypedDict

from kit.deck import Activity, Text
from kit.fold import Asked, State, Status
from kit.log import now_ms
from kit.server import pages


class ItemView(TypedDict):
    """One thing that is answered; `group` puts some of them together."""

    id: str
    text: Text
    hint: Text | None
    group: str


class FormView(TypedDict):
    """What a form is told of an activity: what is asked, nothing that is the facilitator's."""

    id: str
    step: str
    kind: str
    title: Text
    question: Text
    phases: tuple[str, ...]
    options: dict[str, Any]
    items: list[ItemView]


class ActivityView(FormView):
    """What is asked now. Times in ms: `ends_at` since 1970, `left` while the timer is paused.

    `form` is the address of the module that asks it; `standing` is the revealed one, as far as it
    was shown.
    """

    turn: int
    form: str
    status: Status
    ends_at: int | None
    left: int | None
    show: str | None
    standing: dict[str, Any] | None


class SharedView(TypedDict):
    """What everyone in the session sees. `now` is the server's clock (ms since 1970)."""

    code: str
    title: Text
    position: int
    now: int
    status: Status | Literal["lobby", "over"]
    language: str
    rehearsal: bool
    min_answers: int
    activity: ActivityView | None


class PersonalView(TypedDict):
    """One participant's own part: answers by activity, turn, item and phase; a game's feedback."""

    participant: str
    alias: str
    language: str
    table: int | None
    answers: dict[str, dict[str, dict[str, dict[str, Any]]]]
    feedback: dict[str, Any] | None


class StateView(TypedDict):
    """Both parts; `personal` is null for someone who isn't in the session."""

    shared: SharedView
    personal: PersonalView | None


def shared(state: State) -> SharedView:
    """What everyone in the session sees; the same for all, in every language."""
    session = state.session
    asked = state.asked.get(state.current) if state.current else None
    return {
        "code": state.code,
        "title": state.deck.title,
        "position": state.position,
        "now": now_ms(),
        "status": "over" if state.over else asked.status if asked else "lobby",
        "language": session.language,
        "rehearsal": session.rehearsal,
        "min_answers": session.min_answers,
        "activity": _activity(asked) if asked else None,
    }


def form(activity: Activity) -> FormView:
    """What a form is told of an activity."""
    return {
        "id": activity.id,
        "step": activity.step,
        "kind": activity.kind,
        "title": activity.title,
        "question": activity.question,
        "phases": activity.phases,
        "options": activity.options,
        "items": [
            {"id": item.id, "text": item.text, "hint": item.hint, "group": item.group}
            for item in activity.items
        ],
    }


def _activity(asked: Asked) -> ActivityView:
    turn = asked.turn
    return {
        **form(asked.activity),
        "turn": turn.number,
        "form": pages.form_address(asked.activity.kind),
        "status": asked.status,
        "ends_at": asked.ends_at,
        "left": asked.left,
        "show": turn.show,
        "standing": _standing(asked),
    }


def _standing(asked: Asked) -> dict[str, Any] | None:
    turn = asked.turn
    if turn.standing is None or turn.show == "nothing":
        return None
    if turn.show == "sentence":
        return {"sentence": turn.standing.sentence, "n": turn.standing.n}
    return turn.standing.to_json()


def personal(state: State, id: str) -> PersonalView | None:
    """What only this participant sees; None for someone who isn't in the session."""
    participant = state.participants.get(id)
    if participant is None:
        return None
    return {
        "participant": participant.id,
        "alias": participant.alias,
        "language": participant.language,
        "table": participant.table,
        "answers": {id_: _own(asked, id) for id_, asked in state.asked.items() if asked.turns},
        "feedback": state.feedback.get(id),
    }


def both(state: State, id: str | None) -> StateView:
    """Everybody's part and one's own."""
    return {"shared": shared(state), "personal": personal(state, id) if id else None}


def _own(asked: Asked, id: str) -> dict[str, dict[str, dict[str, Any]]]:
    turns: dict[str, Any] = {}
    for turn in asked.turns:
        items: dict[str, dict[str, Any]] = {}
        for (item, phase), value in turn.answers.get(id, {}).items():
            items.setdefault(item, {})[phase] = value
        if items:
            turns[str(turn.number)] = items
    return turns
