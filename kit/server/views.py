"""What leaves the server: the part everybody sees and the part that is one participant's own.

Nothing here can show a standing that was not revealed: the only one it reads is the frozen one, and
only as far as the facilitator chose to show it. What is for the facilitator stays out by name.
"""

from typing import Any

from kit import kinds
from kit.deck import Activity
from kit.fold import Asked, State
from kit.log import now_ms

#: Fields of an activity that phones may see.
_PUBLIC = ("id", "step", "kind", "title", "question", "phases", "options")


def shared(state: State) -> dict[str, Any]:
    """What everyone in the session sees; the same for all, in every language."""
    session = state.session
    asked = state.asked.get(state.current) if state.current else None
    return {
        "code": state.code,
        "title": state.deck.title,
        "position": state.position,
        "now": now_ms(),
        "status": _status(state, asked),
        "language": session.language,
        "rehearsal": session.rehearsal,
        "min_answers": session.min_answers,
        "activity": _activity(asked) if asked else None,
    }


def _status(state: State, asked: Asked | None) -> str:
    if state.over:
        return "over"
    return asked.status if asked else "lobby"


def activity_for_phones(activity: Activity) -> dict[str, Any]:
    """What a form is told of an activity: what is asked, nothing that is the facilitator's."""
    return {name: getattr(activity, name) for name in _PUBLIC} | {
        "items": [
            {"id": item.id, "text": item.text, "hint": item.hint, "group": item.group}
            for item in activity.items
        ],
    }


def _activity(asked: Asked) -> dict[str, Any]:
    kind = asked.activity.kind
    turn = asked.turn
    return activity_for_phones(asked.activity) | {
        "turn": turn.number,
        "form": f"/forms/{kind}.js?v={kinds.source_hash(kind)[:12]}",
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


def personal(state: State, id: str) -> dict[str, Any] | None:
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


def _own(asked: Asked, id: str) -> dict[str, Any]:
    turns: dict[str, Any] = {}
    for turn in asked.turns:
        items: dict[str, dict[str, Any]] = {}
        for (item, phase), value in turn.answers.get(id, {}).items():
            items.setdefault(item, {})[phase] = value
        if items:
            turns[str(turn.number)] = items
    return turns
