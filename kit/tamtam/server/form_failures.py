"""Form failures: on which phones a form threw, and what; as long as the server runs, never written down."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

#: How many characters of what was thrown are kept.
LONGEST = 200


class FailedForm(NamedTuple):
    """The form of an activity, on how many phones it failed, and what most of them threw."""

    activity: str
    phones: int
    what: str


class FormFailures:
    """What phones of one session said: of each activity by each participant the last thing."""

    def __init__(self) -> None:
        self._said: dict[str, dict[str, str]] = {}

    def note(self, activity: str, participant: str, what: str) -> None:
        """A phone says that a form failed on it."""
        self._said.setdefault(activity, {})[participant] = what[:LONGEST]

    def among(self, participants: Collection[str]) -> Iterator[FailedForm]:
        """The forms that failed, among those who are in."""
        for activity, by in self._said.items():
            thrown = [what for participant, what in by.items() if participant in participants]
            if thrown:
                usual = max(sorted(set(thrown)), key=thrown.count)
                yield FailedForm(activity, len(thrown), usual)
