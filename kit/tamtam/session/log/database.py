"""What a database has to do for the log; the statements of each dialect stand in a file of their own."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from tamtam.language.errors import TamtamError

#: Raised by no dialect but meaning the same in all: the tables that this version writes.
FORMAT = 2
#: What is counted of a session where sessions are listed: types of events.
LISTED = (
    *("session_opened", "joined", "forgotten", "session_closed"),
    *("pruned", "pruned_but_spared"),
)
#: When phones should try again while nothing can be written (seconds).
AGAIN_LATER = 5


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
FoldRow = tuple[int, int, bytes | None]


class LogReader(Protocol):
    """What a log reads: all that it takes to follow one, wherever it is kept."""

    def after(self, session: str, position: int, limit: int) -> list[LogRow]:
        """The next events of a session behind `position`, at most `limit`, in order of position."""

    def said(self, session: str, position: int, limit: int) -> list[FoldRow]:
        """The same events as `after`, of each only what a fold needs."""

    def head(self, session: str) -> Head | None:
        """Where a session's log ends, as it was written beside its events; None if nowhere."""

    def check(self) -> list[str]:
        """What the database itself finds wrong with its files; nothing where all is well."""


class Database(LogReader, Protocol):
    """The statements the store needs. All of them run in one thread at a time."""

    #: What the store is called; never a password in it.
    place: str
    #: How another process opens it.
    address: str
    #: Where files that belong to the store go (the server's address and key, its log).
    folder: Path
    #: Other servers on the same store; None where there can be none.
    others: "Others | None"

    def begin(self, sessions: Collection[str]) -> None:
        """Start this process's one write transaction, in which nobody else writes to these sessions.

        Waits for another process's to end.
        """

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
        """Per session the number of events of each type that is `LISTED`."""

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

    def find(self, session: str, use: str, digest: bytes) -> str | None:
        """Whose a session's credential is ("" for one that is nobody's), None if it is unknown."""

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


class Others(Protocol):
    """Other servers on the same store, on whatever machine, as one of them deals with them."""

    def announce(self, sessions: Iterable[str]) -> None:
        """Let others know that something was written to these; returns at once."""

    def say(self, message: str) -> None:
        """Tell the others something that is kept nowhere (a few hundred bytes); returns at once."""

    def listen(self, written: Callable[[str], None], said: Callable[[str], None]) -> None:
        """Hear the others from now on, in a thread of its own.

        `written` is called with the session that one of them wrote to, or with "" where that could be any;
        `said` with what one of them said. Nothing comes twice; while the database is away it may be lost.
        """

    def claim(self, sessions: Collection[str]) -> set[str]:
        """Of these sessions, those that this process drives alone from now on: all it ever claimed and named
        again, and all that nobody else drives. One that is named no more, or whose process ends, is free.
        """

    def meet(self, here: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
        """Note who is connected here, by session; returns who is to any other server that still lives."""
