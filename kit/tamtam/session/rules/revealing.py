"""Revealing: what may be frozen and shown, what is said first of it, and what stays as it was shown."""

from typing import Any

import msgspec

from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.activity import ActivityState
from tamtam.session.rules.decision import Decision, asks_to_wait, one_of, within
from tamtam.session.state import State
from tamtam.standing.standing import Standing

#: How much may be shown.
SHOWN = ("chart", "shift", "sentence", "nothing")
#: A claim's key names its items, which are all that tie.
LONGEST_KEY = 2000


def reveal(state: State, command: c.Reveal, now: int) -> Decision:
    """Freeze a standing and show it, if it is of the answers there are."""
    asked = state.activity(command.activity)
    one_of("show", command.show, SHOWN)
    if not asked.turns:
        raise TamtamError("nothing_to_reveal", activity=command.activity)
    if asked.turn.talk:
        raise TamtamError("only_talked_about", activity=command.activity)
    asks_to_wait(state, asked, now, command.anyway)
    standing = _standing(command.standing)
    shift = _standing(command.shift) if command.shift else None
    if command.show == "shift" and shift is None:
        raise TamtamError("no_shift", activity=command.activity, min_answers=state.min_answers)
    if asked.turn.holds(state.min_answers):
        _is_the_frozen_one(asked, (standing, shift), state.min_answers)
    else:
        for one in (standing, *([shift] if shift else [])):
            _is_fresh(asked, one, command)
    for one in (standing, *([shift] if shift else [])):
        _hides_few(one, state.min_answers)
    close = (e.ActivityClosed(command.activity, "reveal"),) if asked.status == "open" else ()
    turn = len(asked.turns)
    revealed = e.Revealed(
        *(command.activity, turn, command.show, command.standing), shift=command.shift
    )
    return Decision((*close, revealed))


def _standing(plain: dict[str, Any]) -> Standing:
    try:
        return Standing.from_json(plain)
    except msgspec.ValidationError as error:
        raise TamtamError("unreadable", field="standing", problem=str(error)) from error


def _is_fresh(asked: ActivityState, standing: Standing, command: c.Reveal) -> None:
    """Refuse a standing of anything but the answers there are: another turn, or an older position.

    What moved rests on earlier turns too; those change only where someone is forgotten.
    """
    turn = asked.turn
    same = (standing.activity, standing.turn) == (command.activity, turn.number)
    if not same or command.position < asked.changed_at or standing.n != asked.people(turn):
        raise TamtamError("standing_stale", activity=command.activity)


def _is_the_frozen_one(
    asked: ActivityState, told: tuple[Standing, Standing | None], min_answers: int
) -> None:
    """Refuse what would tell, beside what was shown before, what a few people answered."""
    if told != (asked.turn.standing, asked.turn.shift):
        raise TamtamError("standing_frozen", activity=asked.activity.id, min_answers=min_answers)


def _hides_few(standing: Standing, min_answers: int) -> None:
    """Refuse to show a distribution of fewer than `min_answers` answers."""
    shown = [d for item in standing.items for d in item.distributions if d.counts is not None]
    whole = standing.items or standing.details or standing.measures
    few = standing.n < min_answers and whole
    rests_on = [one.n for one in shown] + [one.n for one in standing.measures]
    if few or any(n < min_answers for n in rests_on):
        raise TamtamError("too_few_answers", min_answers=min_answers)


def focus(state: State, command: c.Focus, now: int) -> Decision:
    """Show one facet of an activity's chart, or the whole."""
    asked = state.activity(command.activity)
    if not asked.turns:
        raise TamtamError("nothing_to_reveal", activity=command.activity)
    one_of("facet", command.facet, ("", *asked.kind.facets(asked.activity)))
    if asked.turn.facet == command.facet:
        return Decision(repeated=True)
    return Decision((e.Focused(command.activity, asked.turn.number, command.facet),))


def highlight(state: State, command: c.Highlight, now: int) -> Decision:
    """Let a claim be said first, before a standing is frozen; whether it holds is seen when that is."""
    asked = state.activity(command.activity)
    if not asked.turns:
        raise TamtamError("nothing_to_reveal", activity=command.activity)
    if asked.turn.holds(state.min_answers):
        raise TamtamError("already_revealed", activity=command.activity)
    within("claim", len(command.claim), 0, LONGEST_KEY)
    if asked.turn.highlight == command.claim:
        return Decision(repeated=True)
    return Decision((e.Highlighted(command.activity, asked.turn.number, command.claim),))
