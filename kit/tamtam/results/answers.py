"""Answers as tidy rows: one a person, item and phase, the latest that counts."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from tamtam.session import events as e
from tamtam.session.log import Log
from tamtam.session.paper_sheet import row_id
from tamtam.session.state import State


class TidyAnswer(NamedTuple):
    """One answer that counts. `at` is when it was given (ms since 1970); `participant` is an id.

    Of an answer on paper, `by_hand`, `participant` is its row in the sheet and `at` when it was entered.
    """

    session: str
    activity: str
    turn: int
    item: str
    phase: str
    participant: str
    value: Any
    at: int
    by_hand: bool = False


#: Activity, turn, item, phase and participant of an answer.
Key = tuple[str, int, str, str, str]


def tidy_answers(log: Log) -> Iterator[TidyAnswer]:
    """Every answer that counts now, in the order they were given.

    An answer that was changed, taken back or forgotten isn't among them, nor one to an item that is
    hidden; what was given for a merged item stands under the item it counts for, once a person.
    """
    log.refresh()
    latest: dict[Key, tuple[Any, int]] = {}
    for entry in log.entries():
        event = entry.event
        if isinstance(event, e.Answered):
            key = (event.activity, event.turn, event.item, event.phase, event.participant)
            latest.pop(key, None)  # so that it takes its new place
            if event.value is not None:
                latest[key] = (event.value, entry.at)
        elif isinstance(event, e.SheetEntered):
            for number, row in enumerate(event.rows, start=1):
                id = row_id(event.sheet, number)
                for item, phase, value in row:
                    latest[event.activity, event.turn, item, phase, id] = (value, entry.at)
        elif isinstance(event, e.Forgotten):
            gone = [key for key in latest if key[4] == event.participant]
            for key in gone:
                del latest[key]
    for key, at in _counted(log.state, {key: at for key, (_, at) in latest.items()}).items():
        activity, turn, item, phase, participant = key
        own = log.state.receiver(activity).turns[turn - 1].answers.get(participant, {})
        if (item, phase) in own:
            by_hand = participant not in log.state.participants
            yield TidyAnswer(log.code, *key, own[item, phase], at, by_hand)


def _counted(state: State, given: dict[Key, int]) -> dict[Key, int]:
    """When each answer that counts was given: to the item itself, else to one that was merged into it."""
    counted: dict[Key, int] = {}
    receivers = dict(state.receivers())
    for key, at in given.items():
        asked = receivers.get(key[0])
        slot = (key[2], key[3])
        place = asked.counts_for(slot) if asked and asked.activity.collect else slot
        if asked is None or place is None:
            continue
        counts = (*key[:2], *place, key[4])
        if place == slot or counts not in given:
            counted[counts] = at
    return counted
