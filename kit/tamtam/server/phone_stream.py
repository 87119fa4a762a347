"""Push: what everybody sees, encoded once, sent to every phone at most four times a second.

A subscriber holds no queue: it is woken and sends whatever is newest, so a slow phone skips what is
outdated instead of filling memory. Who is connected is counted here and nowhere written down.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable

import msgspec

from tamtam.deck.deck import Text
from tamtam.server.views import phone as phone_view
from tamtam.session import events as e
from tamtam.session.events import Entry, Tells
from tamtam.session.log import now_ms
from tamtam.session.state import State

#: Least time between two sendings (seconds), and between two signs of life.
PACE = 0.25
HEARTBEAT = 10.0
#: The headers of a stream.
STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store, no-transform"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]

_encode = msgspec.json.Encoder().encode


class Subscriber:
    """One open stream: what it sent last, and whose it is (None for one who only looks)."""

    __slots__ = ("beat", "closed", "participant", "personal", "sent", "woken")

    def __init__(self, participant: str | None) -> None:
        self.participant = participant
        self.woken = asyncio.Event()
        self.woken.set()
        self.sent = -1
        self.personal = participant is not None
        self.beat = False
        self.closed = False


class Channel:
    """Everybody who listens to one session, and the newest thing to tell them."""

    def __init__(self, read: Callable[[], bytes]) -> None:
        self.subscribers: set[Subscriber] = set()
        self.connected: Counter[str] = Counter()
        #: Who is connected to another server of the store.
        self.elsewhere: set[str] = set()
        self.version = 0
        self._read = read
        self._frame: bytes | None = None
        self._due: asyncio.TimerHandle | None = None
        self._published = 0.0

    def frame(self) -> bytes:
        """The newest shared part as an event of the stream, encoded once for everyone."""
        if self._frame is None:
            self._frame = self._read()
        return self._frame

    def add(self, subscriber: Subscriber) -> None:
        """Let someone listen."""
        self.subscribers.add(subscriber)
        if subscriber.participant:
            self.connected[subscriber.participant] += 1

    def remove(self, subscriber: Subscriber) -> None:
        """Someone listens no more."""
        self.subscribers.discard(subscriber)
        if subscriber.participant:
            self.connected[subscriber.participant] -= 1
            if self.connected[subscriber.participant] <= 0:
                del self.connected[subscriber.participant]

    @property
    def present(self) -> set[str]:
        """Everybody who is connected, to whatever server."""
        return self.connected.keys() | self.elsewhere

    def publish(
        self, entries: Iterable[Entry], authors: Iterable[str] = (), *, elsewhere: bool = False
    ) -> None:
        """Tell of new events, now or as soon as the pace allows.

        `authors` are the participants whose items something was done with; `elsewhere` means that the
        phones that sent these events are not among those told here.
        """
        senders = 0 if elsewhere else 1
        changed = False
        told = set(authors)
        everyone = False
        for entry in entries:
            event = entry.event
            if event is None:
                continue
            changed = changed or (Tells.SHARED in event.tells and not _is_held(event))
            everyone = everyone or Tells.EACH in event.tells
            if Tells.OWN in event.tells:
                told.add(e.whose(event))
            elif isinstance(event, e.Answered) and self.connected[event.participant] > senders:
                told.add(event.participant)  # another phone of theirs shows it too
        if everyone or told:
            for subscriber in self.subscribers:
                if everyone or subscriber.participant in told:
                    subscriber.personal = True
                    subscriber.woken.set()
        if changed:
            self._frame = None
            self._schedule()

    def renew(self) -> None:
        """Tell everybody anew what they see: something else changed than the log."""
        self._frame = None
        self._schedule()

    def _schedule(self) -> None:
        if self._due is not None:
            return
        loop = asyncio.get_running_loop()
        wait = self._published + PACE - loop.time()
        self._due = loop.call_later(max(wait, 0), self._wake)

    def _wake(self) -> None:
        self._due = None
        self._published = asyncio.get_running_loop().time()
        self.version += 1
        for subscriber in self.subscribers:
            subscriber.woken.set()

    def beat(self) -> None:
        """Send everyone a sign of life."""
        for subscriber in self.subscribers:
            subscriber.beat = True
            subscriber.woken.set()


def _is_held(event: e.AnyEvent) -> bool:
    """Whether it proposes what nobody else sees before it is approved."""
    return isinstance(event, e.ItemProposed) and event.held


def here() -> bytes:
    """A sign of life that says what time it is, as an event: of a comment a page would not hear."""
    return b"event: here\ndata: %d\n\n" % now_ms()


def event(name: str, position: int, data: object) -> bytes:
    """One event of a stream (SSE). JSON holds no line breaks, so one `data:` line is enough."""
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (position, name.encode(), _encode(data))


def shared_frame(state: State, notice: Text | None = None) -> bytes:
    """The shared part of a state as an event of the stream."""
    return event("shared", state.position, phone_view.shared(state, notice))
