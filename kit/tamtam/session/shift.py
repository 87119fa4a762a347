"""Again: an activity that is asked anew, and what moved since it was asked before.

The time before is the last earlier one that enough people answered. What was revealed of it, and still
holds, is what is compared: a shift tells no more of it than the room saw.
"""

from tamtam.kinds.parts import classes
from tamtam.kinds.parts.shift import TurnStanding
from tamtam.kinds.parts.shift import shift as between
from tamtam.session.activity import ActivityState
from tamtam.session.state import State
from tamtam.session.turn import Turn
from tamtam.standing.standing import Standing


def shift(state: State, activity: str) -> Standing | None:
    """What moved on an activity since it was asked before; None where that can't be told.

    That is: it was asked once, too few answered either time, or its kind has nothing to follow.
    """
    asked = state.activity(activity)
    before = earlier(state, asked)
    if before is None:
        return None
    tracks = asked.kind.tracks(asked.activity)
    moved = between(asked.activity, tracks, _time(state, asked, before), _now(state, asked))
    return classes.in_classes(moved) if moved and state.min_answers > 1 else moved


def has_shift(state: State, asked: ActivityState) -> bool:
    """Whether there is a shift to tell, as far as the numbers of answers say; computes nothing."""
    enough = asked.people(asked.turn) >= max(state.min_answers, 1)
    return enough and earlier(state, asked) is not None and bool(asked.kind.tracks(asked.activity))


def earlier(state: State, asked: ActivityState) -> Turn | None:
    """The last turn before the present one that enough people answered."""
    least = max(state.min_answers, 1)
    before = reversed(asked.turns[:-1])
    return next((turn for turn in before if asked.people(turn) >= least), None)


def _time(state: State, asked: ActivityState, turn: Turn) -> TurnStanding:
    shown = asked.shown(turn) if turn.holds(state.min_answers) else None
    standing = shown or state.standing(asked.activity.id, turn.number)
    return TurnStanding(turn.number, standing, turn.answers, settled=not (shown and turn.changed))


def _now(state: State, asked: ActivityState) -> TurnStanding:
    turn = asked.turn
    return TurnStanding(turn.number, state.standing(asked.activity.id), turn.answers)
