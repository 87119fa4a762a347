"""Conversation: an activity that few people talk about instead of answering it. Nothing is stored."""

from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.rules.asking import closing_for
from tamtam.session.rules.decision import Decision, within
from tamtam.session.rules.timing import LONGEST_TIMER, end_of
from tamtam.session.state import State


def converse(state: State, command: c.Converse, now: int) -> Decision:
    """Open an activity to be talked about, in a turn of its own: what was answered is kept apart."""
    asked = state.activity(command.activity)
    if asked.status == "open" and asked.turn.talk:
        return Decision(repeated=True)
    if not asked.may_be_talked_about:
        raise TamtamError("not_on_cards", activity=command.activity)
    within("seconds", command.seconds or 1, 1, LONGEST_TIMER)
    opened = e.ActivityOpened(
        command.activity, len(asked.turns) + 1, end_of(command.seconds, now), talk=True
    )
    return Decision((*closing_for(state, command.activity, now, command.anyway), opened))


def turn_over(state: State, command: c.TurnOver, now: int) -> Decision:
    """Turn the cards over, once."""
    asked = state.activity(command.activity)
    if asked.status != "open" or not asked.turn.talk:
        raise TamtamError("not_open", activity=command.activity)
    if asked.turn.turned:
        return Decision(repeated=True)
    return Decision((e.CardsTurned(command.activity),))
