"""A session's log as lines of JSON: what an archive holds, and what it comes back from, byte for byte.

A line holds an event's payload as it is stored, its salt and its hashes, so that the chain can be checked
from the file alone; of what was erased only the hashes.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec

from tamtam.language.errors import TamtamError
from tamtam.session import fold
from tamtam.session.log import chain
from tamtam.session.log.database import Head, LogRow
from tamtam.session.state import State

#: What a database keeps as a number (a signed one of 64 bits).
_Number = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
#: Bytes, two characters of 0-9a-f each.
_Hex = Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{2})*$")]
_NOTHING = msgspec.Raw(b"null")


class LogLine(msgspec.Struct):
    """One event as it is written; `event` is null and there is no `salt` where it was erased."""

    position: _Number
    at: _Number
    type: str
    event: msgspec.Raw
    erased: bool
    salt: _Hex | None
    digest: _Hex
    chain: _Hex


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(LogLine).decode


def written(rows: Iterable[LogRow]) -> Iterator[str]:
    """Each row as a line, with its line break."""
    for row in rows:
        line = LogLine(
            position=row.position,
            at=row.at,
            type=row.type,
            event=_NOTHING if row.payload is None else msgspec.Raw(row.payload),
            erased=row.payload is None,
            salt=row.salt.hex() if row.salt is not None else None,
            digest=row.digest.hex(),
            chain=row.chain.hex(),
        )
        yield f"{_encode(line).decode()}\n"


def read(session: str, lines: Iterable[bytes]) -> Iterator[LogRow]:
    """The rows that were written so. Raises TamtamError where a line is none of ours."""
    for number, line in enumerate(lines, start=1):
        try:
            said = _decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            problem = f"line {number}: {error}"
            raise TamtamError("archive_not_whole", code=session, problem=problem) from error
        yield LogRow(
            session,
            said.position,
            said.at,
            said.type,
            None if said.erased else bytes(said.event),
            bytes.fromhex(said.salt) if said.salt is not None else None,
            bytes.fromhex(said.digest),
            bytes.fromhex(said.chain),
        )


def proved(session: str, rows: Iterable[LogRow], head: Head) -> list[LogRow]:
    """The rows of a whole log, proved by its chain and folded once.

    Raises TamtamError where it isn't as it was written.
    """
    kept = list(rows)
    found = chain.verify(session, kept, head)
    if not found.ok:
        raise TamtamError("archive_not_whole", code=session, problem=found.problems[0])
    state = State(session)
    for row in kept:
        try:
            fold.apply(state, chain.entry_of(session, row.position, row.at, row.payload))
        except Exception as error:  # whoever wrote the file themselves can write anything into it
            problem = f"position {row.position}: {error!r}"
            raise TamtamError("archive_not_whole", code=session, problem=problem) from error
    if state.opened is None:
        problem = "it doesn't begin with its opening"
        raise TamtamError("archive_not_whole", code=session, problem=problem)
    return kept
