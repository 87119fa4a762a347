"""Homes: by which address of the laptop each participant's phone knows the session; in memory alone.

A browser keeps who one is by the address of the page. Where the laptop gets another one, a phone that
was in is a stranger there: whoever comes in is asked first whether they were here before, until all
who were have come back. Each phone holds a ticket for that day, with which a page that can't reach the
laptop any more leads its owner home to another of its addresses.
"""

import secrets
from collections.abc import Iterable

from tamtam.server import access
from tamtam.server.http import Scope, header


class Homes:
    """Of one server: the address that each participant was last met at."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[bool, str]] = {}
        #: By session and participant the hash of the one ticket that is good, and whose each is.
        self._tickets: dict[tuple[str, str], bytes] = {}
        self._owners: dict[bytes, tuple[str, str]] = {}

    def note(self, participant: str, place: tuple[bool, str]) -> None:
        """Somebody is in, at this place."""
        self._known[participant] = place

    def is_strange(self, participants: Iterable[str], place: tuple[bool, str]) -> bool:
        """Whether somebody of these was met elsewhere and not yet here."""
        here, address = place
        met = (self._known.get(participant, place) for participant in participants)
        return any(one == here and other != address for one, other in met)

    def ticket(self, code: str, participant: str) -> str:
        """A new ticket home for somebody in a session; a former one is worthless."""
        drawn = secrets.token_urlsafe(16)
        owner = code, participant
        self._owners.pop(self._tickets.get(owner, b""), None)
        self._tickets[owner] = access.digest(drawn)
        self._owners[self._tickets[owner]] = owner
        return drawn

    def redeem(self, code: str, ticket: str) -> str | None:
        """Whose ticket it is in this session; it was good for this once. None where it isn't good."""
        owner = self._owners.get(access.digest(ticket))
        if owner is None or owner[0] != code:
            return None
        del self._owners[self._tickets.pop(owner)]
        return owner[1]


def place_of(scope: Scope, told: str) -> tuple[bool, str]:
    """Where a request meets the session: on this machine by the host it names, else as phones are told."""
    if access.on_this_machine(scope):
        return True, header(scope["headers"], b"host").decode("latin-1")
    return False, told
