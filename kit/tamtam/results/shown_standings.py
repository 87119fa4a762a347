"""The standings that were revealed, as plain data: what `standings.json` holds and two sessions share."""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from tamtam.deck import pictures
from tamtam.deck.deck import Activity
from tamtam.language import texts
from tamtam.results.revealed import RevealedStep
from tamtam.session import cohort
from tamtam.session.state import State

#: Fields of an activity that no room is told.
_FOR_THE_FACILITATOR: dict[str, Any] = {
    **{name: {} for name in ("say", "expect", "question_d", "pitfall", "wording")},
    "debrief": None,
    "collect": None,
}


def standings(state: State, shown: Sequence[RevealedStep]) -> dict[str, Any]:
    """What was revealed, as plain data: what was asked, and the standing as the room saw it."""
    session = state.session
    return {
        "session": state.code,
        "workshop": session.workshop,
        "title": state.deck.title,
        "opened_at": texts.instant(state.opened_at),
        "audience": session.audience,
        "rehearsal": session.rehearsal,
        "min_answers": state.min_answers,
        "people": cohort.present(state),
        "revealed": [
            {
                "activity": one.activity.id,
                "title": one.activity.title,
                "question": one.activity.question,
                "turn": one.standing.turn,
                "show": one.show,
                "asked": msgspec.to_builtins(pictures.bare(_asked(one))),
                "standing": _as_shown(one),
                **({"shift": one.shift.to_json()} if one.shift else {}),
            }
            for one in shown
        ],
    }


def _asked(one: RevealedStep) -> Activity:
    """The activity as the room knows it: nothing for the facilitator, no item that wasn't shown."""
    seen = {item.item for item in one.standing.items} if one.whole else set()
    return replace(
        one.activity,
        items=tuple(i for i in one.activity.items if not i.is_proposed or i.id in seen),
        minutes=float(one.activity.minutes),  # as it is read back
        **_FOR_THE_FACILITATOR,
    )


def _as_shown(one: RevealedStep) -> dict[str, Any] | None:
    if one.show == "nothing":
        return None
    if one.show == "sentence":
        return {"sentence": one.standing.sentence, "n": one.standing.n}
    return one.standing.to_json()
