"""`tamtam.local`: a name that phones may type in place of the laptop's address, where it works.

It is asked for by multicast in the network that phones are told of, held only where no other machine has
it, and offered only once this one has heard itself answer to it. Whoever opens a page by that name is sent
on to the address in numbers: nobody is a second person by it, and a code to scan holds the number.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from ipaddress import IPv4Address, ip_address
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from tamtam.server import addresses
from tamtam.server.http import Headers, header

if TYPE_CHECKING:
    from tamtam.server.multicast import MulticastName

#: How the name stands: not wanted, being asked for, had, another machine's, answered by nobody (no
#: multicast comes back), or without a network to have it in.
NameState = Literal["off", "asking", "held", "taken", "unheard", "nowhere"]

NAME = "tamtam.local"
#: How long another machine has to say that the name is its own, and this one to hear itself (seconds).
PROBE, ECHO = 1.5, 2.0
#: How often to look whether the address has changed, and to ask anew for a name one has or not (seconds).
LOOK, AGAIN = 3.0, 60.0

_log = logging.getLogger("tamtam")


class LocalName:
    """The name of one server, as long as `keep` runs; `address` is where phones are told to go."""

    def __init__(self, address: Callable[[], str]) -> None:
        self._address = address
        self._asked_at = ""
        self._again = 0.0
        self._name: MulticastName | None = None
        self._leaving: asyncio.Task[None] | None = None  # held, lest it is collected before its end
        self.state: NameState = "off"

    @property
    def url(self) -> str:
        """What may be typed, as in "http://tamtam.local:8800"; "" while the name isn't had."""
        if self.state != "held":
            return ""
        address = urlsplit(self._address())
        return f"{address.scheme}://{NAME}:{address.port}"

    def sends_on(self, headers: Headers) -> str | None:
        """Where a page really is that is asked for by this name; None for any other."""
        host = header(headers, b"host").lower().partition(b":")[0].rstrip(b".")
        return self._address() if self.state == "held" and host == NAME.encode() else None

    async def keep(self) -> None:
        """Have the name, at whatever address phones are told, until this is cancelled."""
        self.state = "asking"
        try:
            while True:
                try:
                    await self._look()
                except Exception as error:  # a machine that takes no multicast says so in many ways
                    _log.debug("no %s: %r", NAME, error)
                    await self._leave("unheard")
                await asyncio.sleep(LOOK)
        finally:
            await self._leave("off")

    async def _look(self) -> None:
        address = urlsplit(self._address()).hostname or ""
        if not _is_in_a_network(address):
            await self._leave("nowhere")
            self._asked_at = ""
            return
        now = asyncio.get_running_loop().time()
        if address == self._asked_at and now < self._again:
            return
        self._again = now + AGAIN
        is_same, self._asked_at = address == self._asked_at, address
        if is_same and self._name is not None and await self._name.is_heard(ECHO):
            return
        await self._leave("asking")
        await self._ask(address)

    async def _ask(self, address: str) -> None:
        """Ask in the network of `address` whether anybody has the name; take it where nobody does."""
        from tamtam.server.multicast import MulticastName

        name = self._name = MulticastName(NAME, address, self._lose)
        if await name.others(PROBE) - _own():
            await self._leave("taken")
            return
        await name.take(_own)
        is_heard = await name.is_heard(ECHO)
        if self.state == "asking":  # no other machine took it in the same moment
            self.state = "held" if is_heard else "unheard"

    def _lose(self) -> None:
        """Another machine answers to the name: phones would find one or the other."""
        self._leaving = asyncio.get_running_loop().create_task(self._leave("taken"))
        self.state = "taken"

    async def _leave(self, state: NameState) -> None:
        """Answer to the name no more."""
        self.state = state
        left, self._name = self._name, None
        if left is not None:
            with suppress(OSError):
                await left.leave()


def _own() -> set[str]:
    """All addresses of this laptop: another of its programs may call it by the same name."""
    return {network.address for network in addresses.networks()}


def _is_in_a_network(host: str) -> bool:
    """Whether phones could be told a name for it: an IPv4 address that a network gave."""
    with suppress(ValueError):
        ip = ip_address(host)
        return isinstance(ip, IPv4Address) and not (ip.is_loopback or ip.is_link_local)
    return False
