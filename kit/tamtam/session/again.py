"""The session that follows another: the same asked again, in the words of the former one.

Its deck is the one in the former session's log, with a cut of what is asked again; so what both were shown
can be compared. The former session is only read.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from tamtam import kinds
from tamtam.deck.deck import AGAIN, PAUSES, Deck
from tamtam.language.errors import TamtamError
from tamtam.session.commands import NewSession
from tamtam.session.state import State


def comparable(state: State) -> tuple[str, ...]:
    """The activities whose chart was shown and that can be followed, in the deck's order."""
    return tuple(
        id
        for id, asked in state.asked.items()
        if any(turn.shows_chart for turn in asked.turns) and asked.kind.tracks(asked.activity)
    )


def cut(former: State, marked: Mapping[str, float]) -> dict[str, float]:
    """What is asked again, with its minutes: of what was shown, all that the deck marks; else all of it.

    The deck of the former session marks it, or `marked` where it doesn't. Raises TamtamError where nothing
    was shown that can be compared.
    """
    shown = comparable(former)
    granted = former.deck.cuts.get(AGAIN) or marked
    kept = {step: n for step, n in granted.items() if step in shown or step in PAUSES}
    if not kept.keys() & set(shown):
        kept = {id: former.activity(id).activity.minutes for id in shown}
    if not kept:
        raise TamtamError("nothing_again", code=former.code)
    return kept


def deck(former: State, marked: Mapping[str, float]) -> Deck:
    """The deck of the session that follows `former`: its own, with the cut of what is asked again."""
    return replace(former.deck, cuts={**former.deck.cuts, AGAIN: cut(former, marked)})


def new_session(former: State, marked: Mapping[str, float], language: str) -> NewSession:
    """What opening the session takes that follows `former`."""
    before = former.session
    asked = deck(former, marked)
    used = {activity.kind for activity in asked.activities}
    return NewSession(
        workshop=before.workshop,
        deck=asked,
        kinds={name: kinds.source_hash(name) for name in sorted(used)},
        min_answers=before.min_answers,
        audience=before.audience,
        language=language,
        cut=AGAIN,
        rehearsal=before.rehearsal,
        follows=former.code,
    )
