"""Crossing: when two questions are related anew, and when what was told of them stays."""

from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.cross_tab import Variable
from tamtam.session.rules.decision import Decision
from tamtam.session.state import State
from tamtam.standing.cross_tab import cross as told_of
from tamtam.standing.cross_tab import differing


def cross(state: State, command: c.CrossTabulate, now: int) -> Decision:
    """Cross two questions, unless too few people's answers have changed since that was done last."""
    first, second = (Variable.named(state, name) for name in (command.one, command.other))
    sides = first.side(state), second.side(state)
    last = state.crossings.get(frozenset((first.place, second.place)))
    if last is not None:
        there = sides if last.first == first.place else sides[::-1]
        if differing(last.sides, there) < state.min_answers:
            return Decision(repeated=True)
    told = told_of(*sides, state.min_answers)
    return Decision((e.CrossTabulated(first.place, second.place, told),))
