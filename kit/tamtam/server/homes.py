"""Homes: by which address of the laptop each participant's phone knows the session; in memory alone.

A browser keeps who one is by the address of the page. Where the laptop gets another one, a phone that
was in is a stranger there: whoever comes in is asked first whether they were here before, until all
who were have come back.
"""

from collections.abc import Iterable

from tamtam.server import access
from tamtam.server.http import Scope, header


class Homes:
    """Of one server: the address that each participant was last met at."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[bool, str]] = {}

    def note(self, participant: str, place: tuple[bool, str]) -> None:
        """Somebody is in, at this place."""
        self._known[participant] = place

    def is_strange(self, participants: Iterable[str], place: tuple[bool, str]) -> bool:
        """Whether somebody of these was met elsewhere and not yet here."""
        here, address = place
        met = (self._known.get(participant, place) for participant in participants)
        return any(one == here and other != address for one, other in met)


def place_of(scope: Scope, told: str) -> tuple[bool, str]:
    """Where a request meets the session: on this machine by the host it names, else as phones are told."""
    if access.on_this_machine(scope):
        return True, header(scope["headers"], b"host").decode("latin-1")
    return False, told
