"""Crossing: when two questions are related anew, and when what was told of them stays."""

from kit import commands as c
from kit import events as e
from kit.crossing import cross as told_of
from kit.crossing import differing
from kit.fold import State
from kit.question import Question
from kit.rules.decision import Decision


def cross(state: State, command: c.Cross, now: int) -> Decision:
    """Cross two questions, unless too few people's answers have changed since that was done last."""
    first, second = (Question.named(state, name) for name in (command.one, command.other))
    sides = first.side(state), second.side(state)
    last = state.crossings.get(frozenset((first.place, second.place)))
    if last is not None:
        there = sides if last.first == first.place else sides[::-1]
        if differing(last.sides, there) < state.min_answers:
            return Decision(repeated=True)
    told = told_of(*sides, state.min_answers)
    return Decision((e.Crossed(first.place, second.place, told),))
