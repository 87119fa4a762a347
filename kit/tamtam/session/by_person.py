"""By person: what moved since the former session, of those who let themselves be compared in both.

It is for the facilitator's eyes: no file that is handed out holds it, no page shows it, and below
`min_answers` people there is nothing.
"""

from tamtam.kinds.kind import Answers, GatheredAnswers
from tamtam.kinds.parts import classes
from tamtam.kinds.parts.shift import TurnStanding
from tamtam.kinds.parts.shift import shift as between
from tamtam.session.activity import ActivityState
from tamtam.session.state import State
from tamtam.standing.standing import Standing

#: The turns that a shift tells apart: the former session's, and this one's.
FORMER, PRESENT = 1, 2


def moved(former: State, state: State, activity: str) -> Standing | None:
    """What moved on an activity; None where too few of them answered both times, or it can't be followed."""
    was, now = former.asked.get(activity), state.asked.get(activity)
    if was is None or now is None or not (was.turns and now.turns):
        return None
    then, since = _answers(former, state, was, now)
    least = max(former.min_answers, state.min_answers, 1)
    if len(since) < least or now.kind.history(now.activity, least) is not None:
        return None
    times = (_time(FORMER, was, then, least), _time(PRESENT, now, since, least))
    found = between(now.activity, now.kind.tracks(now.activity), *times)
    return classes.in_classes(found) if found else None


def _answers(
    former: State, state: State, was: ActivityState, now: ActivityState
) -> tuple[Answers, Answers]:
    """What each of them answered then and now, by who they are now."""
    both = {
        one.id: one.former
        for one in state.participants.values()
        if one.former in former.participants and former.participants[one.former].comparable
    }
    there = {
        id: before
        for id, before in both.items()
        if id in now.turn.answers and before in was.turn.answers
    }
    then = {id: was.turn.answers[before] for id, before in there.items()}
    return then, {id: now.turn.answers[id] for id in there}


def _time(turn: int, asked: ActivityState, answers: Answers, least: int) -> TurnStanding:
    """Where these people stand, in one of the two sessions."""
    tally = asked.kind.tally(asked.activity)
    for own in answers.values():
        counted: dict[tuple[str, str], object] = {}
        for slot, value in own.items():
            tally.update(counted, slot, value)
            counted[slot] = value
    gathered = GatheredAnswers(turn, tally, len(answers), least, answers=answers)
    return TurnStanding(turn, asked.kind.standing(asked.activity, gathered), answers)
