"""The door of a session as its facilitator has it: close it, see who came from where, remove a crowd."""

from typing import NamedTuple

from tamtam.language.errors import TamtamError
from tamtam.server.client import Client


class Newcomers(NamedTuple):
    """Who came from one place: an address, a block of addresses (/24, /64), or "" for this laptop.

    `people` are ids of participants, `first` and `last` when they came (ms since 1970).
    """

    place: str
    people: tuple[str, ...]
    first: int
    last: int


class ArrivalList(NamedTuple):
    """Who came in since the server started, the newest first; `crowds` are addresses to look at."""

    blocks: tuple[Newcomers, ...] = ()
    addresses: tuple[Newcomers, ...] = ()
    crowds: tuple[Newcomers, ...] = ()

    def from_(self, place: str) -> Newcomers:
        """Those who came from a block or an address. Raises TamtamError naming the places there are."""
        for found in (*self.blocks, *self.addresses):
            if found.place == place:
                return found
        places = ", ".join(found.place for found in self.blocks)
        raise TamtamError("not_an_option", field="place", options=places)


def arrivals(client: Client | None, code: str) -> ArrivalList:
    """Who came from where, as the running server knows it; nobody where none runs."""
    if client is None:
        return ArrivalList()
    told = client.arrivals(code)
    return ArrivalList(
        *(
            tuple(
                Newcomers(one["place"], tuple(one["people"]), one["first"], one["last"])
                for one in told[name]
            )
            for name in ArrivalList._fields
        )
    )
