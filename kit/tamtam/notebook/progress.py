"""How far somebody is who studies alone: steps answered, and the minutes that the rest takes."""

from collections.abc import Sequence
from typing import NamedTuple, Self

from tamtam.session import company
from tamtam.session.state import State


class Progress(NamedTuple):
    """`done` of `of` steps have an answer; `minutes` are left; `next` is the first without one, or ""."""

    done: int
    of: int
    minutes: float
    next: str

    @classmethod
    def of_participant(cls, state: State, steps: Sequence[str], participant: str) -> Self:
        """How far a participant is on the way through `steps`, in the minutes of the session's cut."""
        minutes = state.deck.cuts.get(state.session.cut, {})
        left = [id for id in steps if not _answered(state, id, participant)]
        return cls(
            len(steps) - len(left),
            len(steps),
            sum(minutes.get(id, state.activity(id).activity.minutes) for id in left),
            left[0] if left else "",
        )


def _answered(state: State, activity: str, participant: str) -> bool:
    asked = state.activity(activity)
    if asked.turn.answers.get(participant):
        return True
    if asked.kind.players and company.former(state, participant):
        return True
    return any(proposal.participant == participant for proposal in asked.proposals.values())
