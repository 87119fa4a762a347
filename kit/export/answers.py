"""Answers as tidy rows: one a person, item and phase, the latest that counts."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from kit import events as e
from kit.log import Log


class TidyAnswer(NamedTuple):
    """One answer that counts. `at` is when it was given (ms since 1970); `participant` is an id."""

    session: str
    activity: str
    turn: int
    item: str
    phase: str
    participant: str
    value: Any
    at: int


def tidy_answers(log: Log) -> Iterator[TidyAnswer]:
    """Every answer that counts now, in the order they were given.

    An answer that was changed, taken back or forgotten isn't among them.
    """
    latest: dict[tuple[str, int, str, str, str], tuple[Any, int]] = {}
    for entry in log.entries():
        event = entry.event
        if isinstance(event, e.Answered):
            key = (event.activity, event.turn, event.item, event.phase, event.participant)
            latest.pop(key, None)  # so that it takes its new place
            if event.value is not None:
                latest[key] = (event.value, entry.at)
        elif isinstance(event, e.Forgotten):
            gone = [key for key in latest if key[4] == event.participant]
            for key in gone:
                del latest[key]
    for key, (value, at) in latest.items():
        yield TidyAnswer(log.code, *key, value, at)
