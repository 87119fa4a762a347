"""A name that this machine answers to by multicast (mDNS, RFC 6762) in one of its networks.

Loaded only by a server that lets phones in.
"""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress

from zeroconf import (  # type: ignore[attr-defined]  # it exports them by name alone
    AddressResolverIPv4,
    DNSAddress,
    DNSIncoming,
    DNSOutgoing,
    DNSQuestion,
    IPVersion,
    RecordUpdate,
    RecordUpdateListener,
    ServiceInfo,
    Zeroconf,
)
from zeroconf.asyncio import AsyncZeroconf

_GROUP, _PORT = "224.0.0.251", 5353
#: A question, for an address, of the internet.
_QUERY, _A, _IN = 0, 1, 1
#: What is announced beside the name, as nothing answers to a name alone; nobody looks for it.
_SERVICE = "_tamtam._tcp.local."


class MulticastName:
    """A name in the network that this machine has `address` in; `lost` is called where another claims it."""

    def __init__(self, name: str, address: str, lost: Callable[[], None]) -> None:
        self._name = f"{name}."
        self._address = address
        self._lost = lost
        self._zeroconf = AsyncZeroconf(interfaces=[address], ip_version=IPVersion.V4Only)

    async def others(self, patience: float) -> set[str]:
        """The addresses that the name stands for by now, asked for so many seconds."""
        found = AddressResolverIPv4(self._name)
        await found.async_request(self._zeroconf.zeroconf, 1000 * patience)
        return set(found.parsed_addresses())

    async def take(self, own: Callable[[], set[str]]) -> None:
        """Answer to the name from now on; an answer with an address that is not one's `own` takes it away."""
        self._zeroconf.zeroconf.async_add_listener(_Claims(self._name, own, self._lost), None)
        raw = socket.inet_aton(self._address)
        label = self._address.replace(".", "-")
        service = ServiceInfo(
            *(_SERVICE, f"{label}.{_SERVICE}"), port=0, addresses=[raw], server=self._name
        )
        announced = await self._zeroconf.async_register_service(service, allow_name_change=True)
        await announced

    async def is_heard(self, patience: float) -> bool:
        """Whether who asks by multicast in this network is told this address within so many seconds."""
        loop = asyncio.get_running_loop()
        asking = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        asking.setblocking(False)
        raw = socket.inet_aton(self._address)
        asking.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, raw)
        asking.bind((self._address, 0))
        transport, echo = await loop.create_datagram_endpoint(
            lambda: _Echo(self._name, self._address), sock=asking
        )
        out = DNSOutgoing(_QUERY)
        out.add_question(DNSQuestion(self._name, _A, _IN))
        try:
            transport.sendto(out.packets()[0], (_GROUP, _PORT))
            await asyncio.wait_for(echo.heard.wait(), patience)
        except TimeoutError:
            return False
        finally:
            transport.close()
        return True

    async def leave(self) -> None:
        """Answer to the name no more, and say so."""
        with suppress(Exception):  # where the network is gone nobody can be told
            await self._zeroconf.async_close()


class _Claims(RecordUpdateListener):
    """Listens for another machine that answers to the same name."""

    def __init__(self, name: str, own: Callable[[], set[str]], lost: Callable[[], None]) -> None:
        self._name, self._own, self._lost = name, own, lost

    def async_update_records(self, zc: Zeroconf, now: float, records: list[RecordUpdate]) -> None:
        told = {address for one in records if (address := _address(one.new, self._name))}
        if told - self._own():
            self._lost()


class _Echo(asyncio.DatagramProtocol):
    """Waits for an answer that gives a name its address."""

    def __init__(self, name: str, address: str) -> None:
        self._name, self._address = name, address
        self.heard = asyncio.Event()

    def datagram_received(self, data: bytes, addr: object) -> None:
        answers = DNSIncoming(data).answers()
        if any(_address(one, self._name) == self._address for one in answers):
            self.heard.set()


def _address(record: object, name: str) -> str | None:
    """The IPv4 address that a record gives to a name; None for any other, and one that takes it back."""
    if not isinstance(record, DNSAddress) or record.key != name or record.type != _A:
        return None
    return socket.inet_ntoa(record.address) if record.ttl else None
