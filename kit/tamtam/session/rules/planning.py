"""The plan: what is still to come, and pauses."""

from tamtam.deck.deck import BREAK, WELCOME
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.rules.asking import close_open
from tamtam.session.rules.decision import Decision, one_of, within
from tamtam.session.rules.timing import LONGEST_TIMER, end_of
from tamtam.session.state import State

LONGEST_PLAN = 200


def plan(state: State, command: c.Plan, now: int) -> Decision:
    """Change what is still to come."""
    for step in command.steps:
        if step not in (WELCOME, BREAK):
            state.activity(step)
    within("steps", len(command.steps), 0, LONGEST_PLAN)
    if command.cut:
        one_of("cut", command.cut, tuple(state.deck.cuts))
    if command.steps == state.plan and command.cut in ("", state.cut):
        return Decision(repeated=True)
    return Decision((e.Planned(command.steps, command.cut),))


def begin(state: State, command: c.Begin, now: int) -> Decision:
    """Begin a pause; what was open is closed."""
    one_of("pause", command.pause, (WELCOME, BREAK))
    if state.step == command.pause:
        return Decision(repeated=True)
    within("seconds", command.seconds or 1, 1, LONGEST_TIMER)
    began = e.PauseBegan(command.pause, end_of(command.seconds, now))
    return Decision((*close_open(state, "next"), began))
