"""The hash chain that shows whether a log was changed behind the door.

Each event has a digest, SHA-256 of a random salt and its payload, and a chain hash, SHA-256 of the
chain hash before it, its position, time, type and digest. Erasing a person overwrites payloads and
salts but no digest: the chain still verifies, and without its salt a digest can't be guessed back
(a five-point answer has five possible payloads; a salted hash of it has 2^128 times as many).
"""

import hashlib
import os
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import msgspec

from tamtam.language.errors import TamtamError
from tamtam.session.events import AnyEvent, Entry, Event
from tamtam.session.log import former
from tamtam.session.log.database import Head, LogRow

SALT_BYTES = 16

_encode = msgspec.json.Encoder().encode
_decode: Callable[[bytes], AnyEvent] = msgspec.json.Decoder(AnyEvent).decode
_place = struct.Struct(">QQ").pack


def first_link(session: str) -> bytes:
    """The chain hash before a session's first event."""
    return hashlib.sha256(session.encode()).digest()


def row_of(session: str, entry: Entry, previous: bytes) -> LogRow:
    """The row of a new event behind the one whose chain hash is `previous`."""
    event = entry.event
    if event is None:
        raise ValueError("an erased event can't be written")
    payload, salt = _encode(event), os.urandom(SALT_BYTES)
    digest = hashlib.sha256(salt + payload).digest()
    type = type_of(event)
    chain = _link(previous, entry.position, entry.at, type, digest)
    return LogRow(session, entry.position, entry.at, type, payload, salt, digest, chain)


def entry_of(session: str, position: int, at: int, payload: bytes | None) -> Entry:
    """The event that was stored so. Raises TamtamError where what is stored there is no event."""
    if payload is None:
        return Entry(position, at, None)
    try:
        return Entry(position, at, _read(payload))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        problem = f"position {position}: {error}"
        raise TamtamError("log_damaged", code=session, problem=problem) from error


def _read(payload: bytes) -> AnyEvent:
    """An event of this version or, where it reads otherwise, of a former one."""
    try:
        return _decode(payload)
    except msgspec.ValidationError:
        return _decode(former.upgraded(payload))


def type_of(event: Event) -> str:
    """The word under which an event is stored: "activity_opened"."""
    return str(event.__struct_config__.tag)


def _link(previous: bytes, position: int, at: int, type: str, digest: bytes) -> bytes:
    return hashlib.sha256(previous + _place(position, at) + type.encode() + digest).digest()


@dataclass(slots=True)
class Verification:
    """What checking a log found: how many events, how many of them erased, and every problem."""

    events: int = 0
    erased: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether the log is as it was written."""
        return not self.problems


def whole(session: str, rows: Iterable[LogRow]) -> Iterator[LogRow]:
    """The rows of a session from the first, as long as they are as they were written."""
    previous = first_link(session)
    for expected, row in enumerate(rows, start=1):
        link = _link(previous, row.position, row.at, row.type, row.digest)
        changed = (
            row.payload is not None
            and row.salt is not None
            and (hashlib.sha256(row.salt + row.payload).digest() != row.digest)
        )
        if row.position != expected or row.chain != link or changed:
            return
        yield row
        previous = row.chain


#: Events that say why others are erased.
ERASING = ("forgotten", "pruned", "pruned_but_spared", "item_withdrawn", "sheet_withdrawn")


def verify(session: str, rows: Iterable[LogRow], head: Head | None = None) -> Verification:
    """Check positions, digests and chain of a whole session, in order of position.

    Where the log ends is checked against the `head` that was written apart from it; that something is
    erased, against a later event that says so.
    """
    found = Verification()
    previous, unexplained = first_link(session), 0
    for row in rows:
        unexplained = 0 if row.type in ERASING else unexplained
        found.events += 1
        if row.position != found.events:
            found.problems.append(f"position {found.events}: missing; {row.position} stands there")
            return found
        if row.chain != _link(previous, row.position, row.at, row.type, row.digest):
            found.problems.append(f"position {row.position}: the chain is broken here")
        if row.payload is None or row.salt is None:
            found.erased += 1
            unexplained = unexplained or row.position
        elif hashlib.sha256(row.salt + row.payload).digest() != row.digest:
            found.problems.append(f"position {row.position}: the event was changed")
        previous = row.chain
    if unexplained:
        found.problems.append(f"position {unexplained}: erased, and no event says why")
    if head is not None and (found.events, previous) != head:
        found.problems.append(
            f"position {found.events}: the log ends here; {head.events} events were written"
        )
    return found
