"""Revising: another deck for a session under way. What was asked already stays as it was asked."""

from typing import Any

from tamtam.authoring import deck_file
from tamtam.deck import pictures
from tamtam.deck.deck import Activity
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.rules.decision import Decision
from tamtam.session.state import State


def revise(state: State, command: c.Revise, now: int) -> Decision:
    """Take another deck, if it asks alike whatever somebody answered to."""
    asked = pictures.kept(command.deck, state.deck)  # a file that changed changes nothing under way
    deck_file.check(asked, authored=False)
    deck = asked.worded(state.session.audience)
    for written in state.deck.activities:
        is_begun = state.asked[written.id].is_begun(written)
        if is_begun and _as_asked(deck.activity(written.id)) != _as_asked(written):
            raise TamtamError("items_answered", item=written.id)
    if deck == state.deck:
        return Decision(repeated=True)
    return Decision((e.DeckEdited(pictures.added(deck, state.deck)),))


def _as_asked(activity: Activity | None) -> tuple[Any, ...]:
    """What participants answer to: what must not change under their answers."""
    if activity is None:
        return ()
    return (
        *(activity.kind, activity.question, activity.items, activity.phases),
        *(activity.options, activity.collect),
    )
