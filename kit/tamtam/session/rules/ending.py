"""The end of a session, and what is kept beside the answers: notes, what the room agreed to try."""

from tamtam.language.characters import visible
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.rules.asking import close_open
from tamtam.session.rules.decision import Decision, clean_text
from tamtam.session.state import State

LONGEST_NOTE = 10_000
#: What is agreed is a sentence; who looks after it and until when are a few words each.
LONGEST_AGREED, LONGEST_NAME = 300, 80


def note(state: State, command: c.Note, now: int) -> Decision:
    """Keep a note."""
    if not command.text.strip():
        raise TamtamError("text_empty", field="text")
    if len(command.text) > LONGEST_NOTE:
        raise TamtamError("text_too_long", field="text", longest=LONGEST_NOTE)
    if command.activity is not None:
        state.activity(command.activity)
    return Decision((e.Noted(command.text, command.activity),))


def agree(state: State, command: c.Agree, now: int) -> Decision:
    """Keep what the room agreed to try."""
    what = clean_text(command.what, LONGEST_AGREED)
    who, until = (visible(text) for text in (command.who, command.until))
    for field, said in (("who", who), ("until", until)):
        if len(said) > LONGEST_NAME:
            raise TamtamError("text_too_long", field=field, longest=LONGEST_NAME)
    agreed = e.Agreed(what, who, until)
    return Decision(repeated=True) if agreed == state.agreed else Decision((agreed,))


def end(state: State, command: c.End, now: int) -> Decision:
    """End the session."""
    if state.over:
        return Decision(repeated=True)
    return Decision((*close_open(state, "end"), e.SessionClosed()))


def prune(state: State, command: c.Prune, now: int) -> Decision:
    """End the session and erase every single answer; what is spared for a comparison, the second time."""
    if state.pruned and not state.spares:
        return Decision(repeated=True)
    spared = frozenset() if state.pruned else state.spared()
    pruned = e.PrunedButSpared() if spared else e.Pruned()
    return Decision((*end(state, c.End(), now).events, pruned), prune=True, spare=spared)
