"""What is allowed: a command and the state it meets, turned into events or refused.

`decide` is pure: it reads the state, never changes it, and is given the time. The store runs it
inside the transaction that writes what it decides, so nothing gets into a log around these rules.
"""

from collections.abc import Callable, Mapping
from typing import Any

from tamtam.authoring import deck_file
from tamtam.deck.deck import AUDIENCES, CUTS
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.rules import (
    answers,
    asking,
    conversation,
    cross_tabs,
    ending,
    items,
    keeping,
    paper,
    people,
    planning,
    revealing,
    revising,
    seating,
    timing,
)
from tamtam.session.rules.decision import Decision, one_of, within
from tamtam.session.state import State

__all__ = ["Decision", "decide", "open_session"]


#: What can be asked of a session that is over.
_STILL_POSSIBLE = (
    *(c.Forget, c.Remove, c.End, c.Agree, c.Note, c.CrossTabulate, c.Answer),
    *(c.Speak, c.Recognise, c.Rate, c.Revoke, c.Prune),
    *(c.AllowComparison, c.NameFormer),
)


def decide(state: State, command: c.AnyCommand, now: int) -> Decision:
    """The events that `command` brings about at `now` (ms since 1970). Raises TamtamError if refused."""
    if state.over and not isinstance(command, _STILL_POSSIBLE):
        raise TamtamError("session_over", code=state.code)
    return _DECIDE[type(command)](state, command, now)


def open_session(new: c.NewSession, seed: int) -> e.SessionOpened:
    """How a session begins. Raises TamtamError where what it should be doesn't go."""
    deck_file.check(new.deck, authored=False)
    one_of("audience", new.audience, AUDIENCES)
    one_of("cut", new.cut, CUTS)
    one_of("language", new.language, new.deck.languages)
    within("min_answers", new.min_answers, 1, 100)
    within("seed", seed, 0, 2**63 - 1)
    return e.SessionOpened(
        workshop=new.workshop,
        deck=new.deck.worded(new.audience),
        kinds=new.kinds,
        seed=seed,
        min_answers=new.min_answers,
        audience=new.audience,
        language=new.language,
        cut=new.cut,
        rehearsal=new.rehearsal,
        follows=new.follows,
    )


_DECIDE: Mapping[type, Callable[[State, Any, int], Decision]] = {
    c.Join: people.join,
    c.Recognise: people.recognise,
    c.Answer: answers.answer,
    c.Propose: items.propose,
    c.Withdraw: items.withdraw,
    c.Rename: people.rename,
    c.Speak: people.speak,
    c.Sit: seating.sit,
    c.ExtraTime: people.extra_time,
    c.Rate: people.rate,
    c.AllowComparison: people.allow_comparison,
    c.NameFormer: people.name_former,
    c.Keep: keeping.keep,
    c.Forget: people.forget,
    c.Remove: people.remove,
    c.Door: people.door,
    c.Open: asking.open,
    c.Converse: conversation.converse,
    c.TurnOver: conversation.turn_over,
    c.Close: asking.close,
    c.Advance: asking.advance,
    c.Show: items.show,
    c.Hide: items.hide,
    c.Moderate: items.moderate,
    c.Merge: items.merge,
    c.Mark: items.mark,
    c.Edit: items.edit,
    c.Reveal: revealing.reveal,
    c.Enter: paper.enter,
    c.TakeBack: paper.take_back,
    c.Focus: revealing.focus,
    c.Highlight: revealing.highlight,
    c.Time: timing.time,
    c.Seat: seating.seat,
    c.Revise: revising.revise,
    c.Plan: planning.plan,
    c.Begin: planning.begin,
    c.CrossTabulate: cross_tabs.cross,
    c.Agree: ending.agree,
    c.Note: ending.note,
    c.End: ending.end,
    c.Prune: ending.prune,
    c.Grant: people.grant,
    c.Revoke: people.revoke,
}
