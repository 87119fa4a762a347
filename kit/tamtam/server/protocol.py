"""HTTP protocol with limits: how long a request's head may be, how long one may take to arrive.

uvicorn's parser takes a head of any size and waits for it for ever: a few connections without a cookie
could fill the memory of the laptop or all its descriptors. Here a head is refused beyond
`LARGEST_HEAD` (431), a connection is closed that doesn't finish a head or a body in time, and some
descriptors are kept aside for the laptop's own control. A phone that vanished is found by TCP itself.
"""

import asyncio
import socket
from typing import Any

import uvicorn.protocols.http.auto as auto

#: The longest request line and headers together (bytes).
LARGEST_HEAD = 64 * 1024
#: How long a head may take from its first byte, and a body from its head (seconds).
HEAD_PATIENCE, BODY_PATIENCE = 10.0, 20.0
#: How long what was sent may stay unacknowledged before the other side counts as gone (seconds).
GONE_AFTER = 15.0
#: Connections that only this machine may still open when phones have taken all others.
KEPT_ASIDE = 64

_REFUSED = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-type: application/json\r\nconnection: close\r\n\r\n"
    b'{"error": "head_too_large", "message": "The request\'s address and headers are too long.", '
    b'"hint": "Clear the cookies of this site, then try again."}'
)


class LimitedProtocol(auto.AutoHTTPProtocol):  # type: ignore[misc,valid-type] # which one, uvicorn says
    """uvicorn's HTTP protocol, of one connection, with limits."""

    #: How many connections there may be; set once the process knows its limit of open files.
    most = 65_536

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._head = 0
        self._began: float | None = None
        self._patience: asyncio.TimerHandle | None = None
        self._is_too_large = False

    def connection_made(self, transport: asyncio.Transport) -> None:
        """A connection is there: watch over it, or close it where there are too many."""
        super().connection_made(transport)
        if len(self.connections) > self.most - (0 if self._is_local() else KEPT_ASIDE):
            transport.abort()
            return
        notice_when_gone(transport.get_extra_info("socket"))
        self._wait(HEAD_PATIENCE)

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._wait(None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what came, as far as it stays within the limits."""
        before = self.cycle
        super().data_received(data)
        if self.transport.is_closing():
            return
        cycle = self.cycle
        if cycle is not before:
            self._head, self._began = 0, None
            self._wait(BODY_PATIENCE if cycle.more_body else None)
            return
        if cycle is not None and not cycle.response_complete:  # the body of what is under way
            if not cycle.more_body:
                self._wait(None)
            return
        now = asyncio.get_running_loop().time()
        self._began = self._began or now
        self._head += len(data)
        if self._head > LARGEST_HEAD:
            self._refuse()
        else:
            self._wait(max(self._began + HEAD_PATIENCE - now, 0))

    def on_headers_complete(self) -> None:
        """A head is whole: one that came in one piece is measured here."""
        if (
            len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
            > LARGEST_HEAD
        ):
            self._is_too_large = True
            raise ValueError("the head is too large")
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Say what is wrong with a request that can't be parsed."""
        if self._is_too_large:
            self._refuse()
        else:
            super().send_400_response(msg)

    def _refuse(self) -> None:
        self.transport.write(_REFUSED)
        self.transport.close()

    def _is_local(self) -> bool:
        return bool(self.client and self.server and self.client[0] == self.server[0])

    def _wait(self, seconds: float | None) -> None:
        """Close the connection unless more comes within `seconds`; None waits for ever."""
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
        if seconds is not None:
            loop = asyncio.get_running_loop()
            self._patience = loop.call_later(seconds, self._give_up)

    def _give_up(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.close()


def notice_when_gone(connection: socket.socket | None) -> None:
    """Let the system close a connection whose other side no longer acknowledges what is sent.

    A phone that left the Wi-Fi says no goodbye. Signs of life go out every few seconds; once one stays
    unacknowledged for `GONE_AFTER` (TCP_USER_TIMEOUT, RFC 5482) the connection is lost.
    """
    if connection is None or connection.family not in (socket.AF_INET, socket.AF_INET6):
        return
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in (
        ("TCP_KEEPIDLE", 10),
        ("TCP_KEEPINTVL", 5),
        ("TCP_KEEPCNT", 3),
        ("TCP_USER_TIMEOUT", round(GONE_AFTER * 1000)),
    ):
        if (number := getattr(socket, option, None)) is not None:
            connection.setsockopt(socket.IPPROTO_TCP, number, value)
