"""Extra time: whoever needs more of it may answer for a while after an activity is closed.

Nobody is asked for a reason, and only the facilitator's laptop tells who has it. When an activity closes,
by time or by hand, the log says until when it stays open for them: half as long again as was planned, at
least two minutes, and never once it is revealed.
"""

from tamtam.session.activity import ActivityState
from tamtam.session.state import State

#: The share of the planned time that is added, and the least there is (seconds).
SHARE, LEAST = 0.5, 120


def until(state: State, asked: ActivityState, planned: int, now: int) -> int | None:
    """Until when those with extra time may answer an activity that closes `now`, after `planned` seconds.

    Times in ms since 1970; None where nobody needs it, or it is a game, which others wait for.
    """
    if asked.seated or not _unfinished(state, asked):
        return None
    return now + round(1000 * max(LEAST, SHARE * planned))


def waits_for(state: State, asked: ActivityState, now: int) -> int:
    """How many are still answering in extra time; 0 once it is over, or they are done."""
    return len(_unfinished(state, asked)) if runs(asked, now) else 0


def is_open_for(state: State, asked: ActivityState, participant: str, now: int) -> bool:
    """Whether a participant may answer now: it is open, or it still is for them."""
    if asked.status == "open":
        return True
    found = state.participants.get(participant)
    return found is not None and found.extra_time and runs(asked, now)


def runs(asked: ActivityState, now: int) -> bool:
    """Whether an activity that is closed still takes answers of those with extra time."""
    return asked.status == "closed" and asked.late_until is not None and now < asked.late_until


def _unfinished(state: State, asked: ActivityState) -> list[str]:
    """Those with extra time who have not answered everything yet."""
    with_it = (one.id for one in state.participants.values() if one.extra_time)
    return [id for id in with_it if id not in asked.turn.complete]
