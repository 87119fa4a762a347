"""Time: the countdown of an activity or of a pause."""

from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.rules.decision import Decision, one_of, within
from tamtam.session.state import State

LONGEST_TIMER = 24 * 3600


def time(state: State, command: c.Time, now: int) -> Decision:
    """Change the timer."""
    if state.pause is not None and command.activity == state.pause.pause:
        return _longer_pause(state.pause, command, now)
    asked = state.activity(command.activity)
    if asked.status != "open":
        raise TamtamError("not_open", activity=command.activity)
    within("seconds", command.seconds, -LONGEST_TIMER, LONGEST_TIMER)
    left = asked.left if asked.left is not None else max(0, (asked.ends_at or now) - now)
    paused = asked.left is not None
    if command.change == "add":
        left = max(0, left + 1000 * command.seconds)
    else:
        one_of("change", command.change, ("pause", "resume", "add"))
        paused = command.change == "pause"
    changed = (
        e.TimerChanged(command.activity, left=left)
        if paused
        else e.TimerChanged(command.activity, now + left)
    )
    return Decision((changed,))


def _longer_pause(pause: e.PauseBegan, command: c.Time, now: int) -> Decision:
    """Move the planned end of the pause under way; one that is over already is moved on from now."""
    one_of("change", command.change, ("add",))
    within("seconds", command.seconds, -LONGEST_TIMER, LONGEST_TIMER)
    ends_at = max(now, pause.ends_at or now) + 1000 * command.seconds
    return Decision((e.PauseBegan(pause.pause, max(now, ends_at)),))


def end_of(seconds: int | None, now: int) -> int | None:
    """When so many seconds are up; None without."""
    return now + 1000 * seconds if seconds else None
