"""What a database has to do for the log; the statements of each dialect stand in a file of their own."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from tamtam.language.errors import TamtamError

#: Raised by no dialect but meaning the same in all: the tables that this version writes.
FORMAT = 2


class DatabaseError(Exception):
    """What the database can't read or write, whatever its dialect calls that."""


class LogRow(NamedTuple):
    """One event as stored. `payload` (JSON) and `salt` are None once erased; the hashes stay."""

    session: str
    position: int
    at: int
    type: str
    payload: bytes | None
    salt: bytes | None
    digest: bytes
    chain: bytes


class Head(NamedTuple):
    """Where a session's log ends: how many events, and the chain hash of the last one."""

    events: int
    chain: bytes


class CredentialRow(NamedTuple):
    """The hash of a secret, and whose it is."""

    digest: bytes
    use: str
    session: str
    participant: str


#: Of an event what a fold needs: position, time, payload (None once erased).
Said = tuple[int, int, bytes | None]


class LogReader(Protocol):
    """What a log reads: all that it takes to follow one, wherever it is kept."""

    def after(self, session: str, position: int, limit: int) -> list[LogRow]:
        """The next events of a session behind `position`, at most `limit`, in order of position."""

    def said(self, session: str, position: int, limit: int) -> list[Said]:
        """The same events as `after`, of each only what a fold needs."""

    def head(self, session: str) -> Head | None:
        """Where a session's log ends, as it was written beside its events; None if nowhere."""

    def check(self) -> list[str]:
        """What the database itself finds wrong with its files; nothing where all is well."""


class Database(LogReader, Protocol):
    """The statements the store needs. All of them run in one thread at a time."""

    place: str
    #: Where files that belong to the store go (the server's address and key, its log).
    folder: Path

    def begin(self) -> None:
        """Start the one write transaction there is; waits for another process's to end."""

    def commit(self) -> None:
        """End it; on return what was inserted is on disk."""

    def rollback(self) -> None:
        """End it and undo."""

    def insert(self, rows: Sequence[LogRow]) -> None:
        """Add events."""

    def last(self, session: str) -> tuple[int, bytes] | None:
        """Position and chain hash of a session's last event, None if there is none."""

    def anchor(self, session: str, head: Head) -> None:
        """Write beside the events where a session's log ends, in the transaction that adds them."""

    def said_to_be(self) -> dict[str, int]:
        """Per session the number of events that was written beside them, also where they can't be read."""

    def credentials(self, session: str) -> list[CredentialRow]:
        """A session's credentials, as far as they can be read."""

    def copy(self, place: Path) -> None:
        """Write all there is into a new file at `place`, while others go on reading and writing."""

    def counts(self) -> dict[str, dict[str, int]]:
        """Per session the number of events of each type."""

    def erase(self, session: str, positions: Sequence[int]) -> None:
        """Overwrite payload and salt of events."""

    def is_scrubbed(self) -> bool:
        """Whether no copy of anything erased is left in the store's files."""

    def scrub(self) -> bool:
        """Leave no copy of anything erased in the store's files; False if a reader was in the way.

        May run beside reads of the same process, not beside its writes.
        """

    def keep(self, credentials: Sequence[CredentialRow]) -> None:
        """Keep credentials; one that is kept already stays as it is."""

    def find(self, use: str, digest: bytes) -> tuple[str, str] | None:
        """(session, participant) of a credential, None if it is unknown."""

    def drop(self, session: str, participants: Sequence[str]) -> None:
        """Drop the credentials of participants."""

    def revoke(self, session: str, use: str) -> None:
        """Drop a session's credentials of one use."""

    def probe(self) -> None:
        """Write something that changes nothing, to see whether anything can be written."""

    def reason(self, error: Exception) -> TamtamError | None:
        """Why nothing could be written, in words; None where the disk isn't to blame for `error`."""

    def close(self) -> None:
        """Close the connection."""
