"""Cluster: the servers of one store, as one of them sees the others; where there can be none, itself alone.

Any server takes any phone. Who is connected is the sum of all. A session's timers and rounds are driven by
one of them, and by another within a second once that one is gone. Wrong tries at what could be guessed, and
where newcomers came from, are told to the others in passing, so that limits hold for all together: neither is
written into any table, as an address of the network is never written down.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Mapping
from typing import Literal

import msgspec

from tamtam.session.log.database import Others

#: How often sessions that nobody drives are looked for, and how often servers say who is connected (seconds).
CLAIM, MEET = 0.5, 1.0

_log = logging.getLogger("tamtam")


class Attempt(msgspec.Struct, frozen=True, tag="tried"):
    """Words or a join code were tried in vain at another server; `what` is a hash of who tried what."""

    what: str
    of: Literal["words", "code"]


class Newcomer(msgspec.Struct, frozen=True, tag="came"):
    """Somebody came into a session through another server, at a time (ms since 1970), from an address."""

    code: str
    participant: str
    at: int
    address: str | None


class FormFailure(msgspec.Struct, frozen=True, tag="failed"):
    """The form of an activity threw something on somebody's phone, which is at another server."""

    code: str
    activity: str
    participant: str
    what: str


Message = Attempt | Newcomer | FormFailure
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Message)


class Cluster:
    """One server among those of its store. Made inside the event loop that uses it.

    `written` is called in the loop with the session that another process wrote to ("" where that could be
    any), `said` with what another server tells.
    """

    def __init__(
        self,
        others: Others | None,
        written: Callable[[str], None],
        said: Callable[[Message], None],
    ) -> None:
        self._others = others
        self._written = written
        self._said = said
        self._loop = asyncio.get_running_loop()
        #: Sessions that were written to somewhere: somebody has to drive them.
        self._known: set[str] = set()
        self._driven: set[str] = set()
        self._claimed_at = 0.0
        if others is not None:
            others.listen(
                lambda code: self._later(self._hear, code),
                lambda message: self._later(self._understand, message),
            )

    @property
    def is_alone(self) -> bool:
        """Whether the store can have no other server."""
        return self._others is None

    def know(self, code: str) -> None:
        """A session that is to be driven by some server."""
        self._known.add(code)

    async def driven(self, codes: Collection[str], over: Callable[[str], bool]) -> Collection[str]:
        """The sessions that this server drives: of `codes`, and of all that were written to elsewhere.

        One that is `over` is left. While the database is away nobody drives anything.
        """
        if self._others is None:
            return codes
        now = time.monotonic()
        if now - self._claimed_at >= CLAIM:
            self._claimed_at = now
            self._known = {code for code in self._known | set(codes) if not over(code)}
            try:
                self._driven = await asyncio.to_thread(self._others.claim, self._known)
            except Exception as error:  # the database is away: whoever finds it first goes on
                _log.warning("no session can be claimed: %s", error)
                self._driven = set()
        return self._driven

    async def meet(self, here: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
        """Say who is connected here, by session; returns who is to any other server."""
        if self._others is None:
            return {}
        try:
            return await asyncio.to_thread(self._others.meet, here)
        except Exception as error:  # who was seen last is kept
            _log.warning("other servers can't be met: %s", error)
            return {}

    def say(self, message: Message) -> None:
        """Tell the other servers."""
        if self._others is not None:
            self._others.say(_encode(message).decode())

    def _later(self, work: Callable[[str], None], heard: str) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(work, heard)

    def _hear(self, code: str) -> None:
        if code:
            self._known.add(code)
        self._written(code)

    def _understand(self, message: str) -> None:
        try:
            self._said(_decode.decode(message))
        except msgspec.DecodeError:  # a server of another version
            _log.warning("another server said something unknown")
