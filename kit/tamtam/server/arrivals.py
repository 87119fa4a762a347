"""Arrivals: who came into a session from which network address, and when; kept in memory alone.

An address of the network is never written down: it is forgotten when the server stops. It tells the
facilitator one crowd from another, so that what a single device or network let in can be removed at
once, and it limits how many newcomers one address may bring.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Container, Iterable
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from itertools import groupby
from typing import NamedTuple

from tamtam.language.errors import TamtamError

#: How many newcomers one address may bring within so many seconds: 500 phones of one office and more.
MOST, WINDOW = 600, 600.0
#: How many addresses are counted at once.
MOST_ADDRESSES = 10_000
#: From how many people on those who came from one address are pointed out: in a local network an address
#: is one device; on the internet it may be a whole office.
CROWD, CROWD_OF_OFFICE = 5, 20

_Address = IPv4Address | IPv6Address


class Arrival(NamedTuple):
    """When someone came in (ms since 1970), and from which address; None is this machine."""

    at: int
    address: str | None


class Origin(NamedTuple):
    """Where people came from, an address or a block of them, and from when to when (ms since 1970)."""

    place: str
    people: tuple[str, ...]
    first: int
    last: int


def readable(client: str) -> str:
    """An address as it is told: without the zone, and of IPv4 as such.

    >>> readable("::ffff:192.168.1.7"), readable("fe80::1%eth0")
    ('192.168.1.7', 'fe80::1')
    """
    address = ip_address(client.partition("%")[0])
    return str(getattr(address, "ipv4_mapped", None) or address)


def block_of(address: str) -> str:
    """The block that an address is in: its /24, or its /64.

    >>> block_of("192.168.1.7"), block_of("2001:db8:0:1::7")
    ('192.168.1.0/24', '2001:db8:0:1::/64')
    """
    length = 24 if ip_address(address).version == 4 else 64
    return str(ip_network((address, length), strict=False))


class NewcomerLimit:
    """Counts newcomers by address; raises TamtamError where one brings too many."""

    def __init__(self) -> None:
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def count(self, address: str, now: float) -> None:
        """One more from `address` at `now` (seconds). Of IPv6 the whole /64 counts as one."""
        whose = address if ip_address(address).version == 4 else block_of(address)
        times = self._times.setdefault(whose, deque())
        self._times.move_to_end(whose)
        while times and times[0] <= now - WINDOW:
            times.popleft()
        if len(times) >= MOST:
            raise TamtamError("too_many_newcomers", seconds=int(times[0] + WINDOW - now) + 1)
        times.append(now)
        self._forget(now)

    def hear(self, address: str, now: float) -> None:
        """One more from `address`, at another server."""
        with suppress(TamtamError):  # it let them in all the same
            self.count(address, now)

    def take_back(self, address: str) -> None:
        """The last one from `address` didn't come in after all."""
        whose = address if ip_address(address).version == 4 else block_of(address)
        if times := self._times.get(whose):
            times.pop()

    def _forget(self, now: float) -> None:
        while (oldest := next(iter(self._times))) and len(self._times) > 1:
            times = self._times[oldest]
            expired = not times or times[-1] <= now - WINDOW
            if not expired and len(self._times) <= MOST_ADDRESSES:
                return
            del self._times[oldest]


class Arrivals:
    """Of one session, since the server started: who came in when, and from where."""

    def __init__(self) -> None:
        self._came: dict[str, Arrival] = {}

    def note(self, participant: str, at: int, address: str | None) -> None:
        """Somebody came in."""
        self._came[participant] = Arrival(at, address)

    def blocks(self, known: Container[str]) -> list[Origin]:
        """Each block that those who are still known came from, the newest first; "" is this machine."""
        return self._grouped(known, lambda address: block_of(address) if address else "")

    def addresses(self, known: Container[str]) -> list[Origin]:
        """The same by single addresses."""
        return self._grouped(known, lambda address: address or "")

    def crowds(self, known: Container[str]) -> list[Origin]:
        """Addresses that so many came from that somebody should look: seldom one person each."""
        return [
            origin
            for origin in self.addresses(known)
            if origin.place and len(origin.people) >= _many(ip_address(origin.place))
        ]

    def _grouped(
        self, known: Container[str], place_of: Callable[[str | None], str]
    ) -> list[Origin]:
        self._forget(known)
        came = sorted((place_of(one.address), one.at, id) for id, one in self._came.items())
        found = [_origin(place, group) for place, group in groupby(came, lambda one: one[0])]
        return sorted(found, key=lambda origin: -origin.last)

    def _forget(self, known: Container[str]) -> None:
        """Let go of those who were erased."""
        for id in [id for id in self._came if id not in known]:
            del self._came[id]


def _origin(place: str, came: Iterable[tuple[str, int, str]]) -> Origin:
    """Where people came from, of (place, time, participant) in order of time."""
    listed = list(came)
    ids = tuple(sorted(id for _, _, id in listed))
    return Origin(place, ids, listed[0][1], listed[-1][1])


def _many(address: _Address) -> int:
    return CROWD_OF_OFFICE if address.is_global else CROWD
