"""Answers: which are taken, which come too late, which were sent before."""

from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.activity import ActivityState, base_of
from tamtam.session.extra_time import is_open_for
from tamtam.session.rules.decision import Decision, checked_key, is_repeated
from tamtam.session.state import State


def answer(state: State, command: c.Answer, now: int) -> Decision:
    """Answer one item for one phase, or take the answer back."""
    state.participant(command.participant)
    asked = state.receiver(command.activity)
    value = command.value
    if value is not None:
        value = asked.kind.validate(asked.activity, _slot(asked, command), value)
    turn, key = command.turn or len(asked.turns), checked_key(command.key)
    answered = e.Answered(
        command.participant, command.activity, turn, command.item, command.phase, value, key
    )
    if is_repeated(state, answered):
        return Decision(repeated=True)
    _is_taken(state, asked, answered, now)
    return Decision((answered,))


def _is_taken(state: State, asked: ActivityState, answered: e.Answered, now: int) -> None:
    """Refuse an answer that comes too late or too early, or that its participant isn't asked for."""
    slot = (answered.item, answered.phase)
    if asked.turns and asked.turn.talk:
        raise TamtamError("only_talked_about", activity=answered.activity)
    is_open = is_open_for(state, asked, answered.participant, now) and not state.over
    if not is_open or answered.turn != len(asked.turns) or not asked.takes(slot):
        raise TamtamError("closed", activity=answered.activity)
    participant = state.participants[answered.participant]
    dealt = asked.dealt(participant.number)
    if dealt is not None and base_of(slot) not in dealt:
        raise TamtamError("no_such_item", field="item", items=", ".join(dealt))
    if asked.seated and not asked.plays(participant.id):
        raise TamtamError("only_watches", activity=answered.activity)


def _slot(asked: ActivityState, command: c.Answer) -> tuple[str, str]:
    slot = (command.item, command.phase)
    if slot not in asked.slots:
        items = {item for item, _ in asked.slots}
        if command.item not in items:
            raise TamtamError("no_such_item", field="item", items=", ".join(sorted(items)))
        phases = sorted(phase for item, phase in asked.slots if item == command.item)
        raise TamtamError("no_such_phase", field="phase", phases=", ".join(phases))
    return slot
