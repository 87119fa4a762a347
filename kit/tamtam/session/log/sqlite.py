"""The log in one SQLite file: WAL, synchronous=FULL, no cursor left open between two calls."""

import json
import shutil
import sqlite3
import time
from collections.abc import Collection, Sequence
from contextlib import closing, suppress
from pathlib import Path

from tamtam.language.errors import TamtamError
from tamtam.session.log.database import (
    AGAIN_LATER,
    FORMAT,
    LISTED,
    CredentialRow,
    DatabaseError,
    FoldRow,
    Head,
    LogRow,
    Others,
)

_TABLES = """
CREATE TABLE IF NOT EXISTS events (
    session TEXT NOT NULL,
    position INTEGER NOT NULL,
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    payload BLOB,
    salt BLOB,
    digest BLOB NOT NULL,
    chain BLOB NOT NULL,
    PRIMARY KEY (session, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS keys (
    use TEXT NOT NULL,
    digest BLOB NOT NULL,
    session TEXT NOT NULL,
    participant TEXT NOT NULL,
    PRIMARY KEY (use, digest)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS heads (
    session TEXT NOT NULL PRIMARY KEY,
    events INTEGER NOT NULL,
    chain BLOB NOT NULL
) STRICT, WITHOUT ROWID;
"""
#: Format 2: what stores of before have is taken as it is, and anchored from now on.
_ANCHOR_ALL = """
INSERT OR IGNORE INTO heads
SELECT session, count(*), (
    SELECT chain FROM events AS own WHERE own.session = events.session ORDER BY position DESC LIMIT 1
) FROM events GROUP BY session;
"""

#: What the file's application id says while copies of what was erased may be left in it.
_TO_SCRUB = 0x7363
#: How long to wait for another process's transaction, and to keep trying to empty the WAL (seconds).
_PATIENCE = 10.0
#: What errors are called where the disk is to blame; below how many free bytes it counts as full.
_DISK_FAILS = ("SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_CORRUPT")
_ALMOST_NOTHING = 64 * 1024


class SqliteDatabase:
    """One SQLite file. Other processes may read and write it at the same time, but one server serves it."""

    others: Others | None = None

    def __init__(self, path: Path, read_only: bool = False) -> None:
        self.path = path.expanduser().resolve()
        self.place = self.address = str(self.path)
        self.folder = self.path.parent
        try:
            if read_only:
                self._connection = self._connect_to_read()
            else:
                self.folder.mkdir(parents=True, exist_ok=True)
                self._refuse_what_was_lost()
                self.path.touch(mode=0o600)  # who can read it can read what each person answered
                self._connection = self._connect()
            found = self.path.stat()
            self._file = found.st_dev, found.st_ino
        except (OSError, sqlite3.OperationalError) as error:
            raise TamtamError("store_not_writable", place=self.place, problem=str(error)) from error
        except sqlite3.DatabaseError as error:
            raise TamtamError("store_damaged", place=self.place, problem=str(error)) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
        _execute_patiently(connection, "PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if found > FORMAT:
            raise TamtamError("store_is_newer", place=self.place)
        if found < FORMAT:
            connection.executescript(_TABLES)
            connection.executescript(_ANCHOR_ALL)
            connection.execute(f"PRAGMA user_version={FORMAT}")
        return connection

    def _connect_to_read(self) -> sqlite3.Connection:
        """Of a file that may not be written; without its WAL, which would be, where there is none."""
        self._refuse_what_was_lost()
        if not self.path.exists():
            raise TamtamError("no_store", place=self.place)
        only = "mode=ro" if self._wal.exists() and self._wal.stat().st_size else "immutable=1"
        connection = sqlite3.connect(
            f"{self.path.as_uri()}?{only}",
            uri=True,
            timeout=_PATIENCE,
            isolation_level=None,
            check_same_thread=False,
        )
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if found > FORMAT:
            raise TamtamError("store_is_newer", place=self.place)
        if found < FORMAT:
            raise TamtamError("store_is_older", place=self.place)
        return connection

    @property
    def _wal(self) -> Path:
        """What SQLite keeps beside the file while somebody has it open, or nobody closed it."""
        return self.path.with_name(f"{self.path.name}-wal")

    def _refuse_what_was_lost(self) -> None:
        """An empty file, or none, is a new store, but not where other files say that there was one.

        SQLite would take the WAL beside it for one that was left over, and cut it to nothing: all that a
        running server has kept since the file was last brought up to date.
        """
        if not self.path.exists():
            if self._wal.exists():
                raise TamtamError("store_moved", place=self.place)
            return
        if self.path.stat().st_size:
            return
        beside = (f"{self.path.name}{end}" for end in (".server.json", ".server.log", "-wal"))
        if any((self.folder / name).exists() for name in beside):
            raise TamtamError("store_empty", place=self.place)

    def begin(self, sessions: Collection[str]) -> None:
        self._look_for_file()
        self._connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        self._connection.execute("COMMIT")
        self._look_for_file()  # what went into a file that is gone is not acknowledged

    def _look_for_file(self) -> None:
        """Raise TamtamError where the file that is open no longer lies at its place."""
        try:
            there = self.path.stat()
        except OSError:
            there = None
        if there is None or (there.st_dev, there.st_ino) != self._file:
            raise TamtamError("store_gone", place=self.place)

    def rollback(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def insert(self, rows: Sequence[LogRow]) -> None:
        self._connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def after(self, session: str, position: int, limit: int) -> list[LogRow]:
        try:
            found = self._connection.execute(
                "SELECT * FROM events WHERE session = ? AND position > ? ORDER BY position LIMIT ?",
                (session, position, limit),
            ).fetchall()
        except sqlite3.DatabaseError as error:
            raise DatabaseError(str(error)) from error
        return [LogRow._make(row) for row in found]

    def said(self, session: str, position: int, limit: int) -> list[FoldRow]:
        try:
            found: list[FoldRow] = self._connection.execute(
                "SELECT position, at, payload FROM events"
                " WHERE session = ? AND position > ? ORDER BY position LIMIT ?",
                (session, position, limit),
            ).fetchall()
        except sqlite3.DatabaseError as error:
            raise DatabaseError(str(error)) from error
        return found

    def last(self, session: str) -> tuple[int, bytes] | None:
        found: tuple[int, bytes] | None = self._connection.execute(
            "SELECT position, chain FROM events WHERE session = ? ORDER BY position DESC LIMIT 1",
            (session,),
        ).fetchone()
        return found

    def head(self, session: str) -> Head | None:
        found = self._connection.execute(
            "SELECT events, chain FROM heads WHERE session = ?", (session,)
        ).fetchone()
        return Head._make(found) if found else None

    def anchor(self, session: str, head: Head) -> None:
        self._connection.execute(
            "INSERT INTO heads VALUES (?, ?, ?) ON CONFLICT (session)"
            " DO UPDATE SET events = excluded.events, chain = excluded.chain",
            (session, *head),
        )

    def said_to_be(self) -> dict[str, int]:
        return dict(self._connection.execute("SELECT session, events FROM heads").fetchall())

    def credentials(self, session: str) -> list[CredentialRow]:
        try:
            found = self._connection.execute(
                "SELECT digest, use, session, participant FROM keys WHERE session = ?", (session,)
            ).fetchall()
        except sqlite3.DatabaseError:
            return []
        return [CredentialRow._make(row) for row in found]

    def check(self) -> list[str]:
        try:
            told = self._connection.execute("PRAGMA integrity_check").fetchall()
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return [str(line) for (line,) in told if line != "ok"]

    def copy(self, place: Path) -> None:
        try:
            with closing(sqlite3.connect(place)) as copy:
                self._connection.backup(copy)
        except sqlite3.Error as error:
            raise DatabaseError(str(error)) from error

    def counts(self) -> dict[str, dict[str, int]]:
        counts: dict[str, dict[str, int]] = {}
        for session, type, count in self._connection.execute(
            "SELECT session, type, count(*) FROM events"
            " WHERE type IN (SELECT value FROM json_each(?)) GROUP BY session, type",
            (json.dumps(LISTED),),
        ).fetchall():
            counts.setdefault(session, {})[type] = count
        return counts

    def erase(self, session: str, positions: Sequence[int]) -> None:
        self._connection.executemany(
            "UPDATE events SET payload = NULL, salt = NULL WHERE session = ? AND position = ?",
            [(session, position) for position in positions],
        )
        self._connection.execute(f"PRAGMA application_id={_TO_SCRUB}")  # kept until it is done

    def is_scrubbed(self) -> bool:
        found: int = self._connection.execute("PRAGMA application_id").fetchone()[0]
        return found != _TO_SCRUB

    def scrub(self) -> bool:
        """Write the file anew, then move the WAL into it and cut that to nothing.

        `secure_delete` overwrites what is deleted, but not the copies that stay between the cells of
        a page when its rows move to another; and until it is cut, the WAL holds the old pages.
        """
        until = time.monotonic() + _PATIENCE
        with closing(sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)) as own:
            while not (_rewritten(own) and _wal_is_empty(own)):
                if time.monotonic() > until:
                    return False
                time.sleep(0.05)
        return True

    def keep(self, credentials: Sequence[CredentialRow]) -> None:
        self._connection.executemany(
            "INSERT INTO keys (digest, use, session, participant) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            credentials,
        )

    def find(self, session: str, use: str, digest: bytes) -> str | None:
        found: tuple[str] | None = self._connection.execute(
            "SELECT participant FROM keys WHERE session = ? AND use = ? AND digest = ?",
            (session, use, digest),
        ).fetchone()
        return found[0] if found else None

    def drop(self, session: str, participants: Sequence[str]) -> None:
        self._connection.execute(
            "DELETE FROM keys WHERE session = ?"
            " AND participant IN (SELECT value FROM json_each(?))",
            (session, json.dumps(participants)),
        )

    def revoke(self, session: str, use: str) -> None:
        self._connection.execute("DELETE FROM keys WHERE session = ? AND use = ?", (session, use))

    def probe(self) -> None:
        self.begin(())
        self._connection.execute(f"PRAGMA user_version={FORMAT}")
        self.commit()

    def reason(self, error: Exception) -> TamtamError | None:
        if isinstance(error, TamtamError):
            return error if error.code == "store_gone" else None
        name = getattr(error, "sqlite_errorname", "")
        if name == "SQLITE_FULL" or self._is_full():
            return TamtamError("disk_full", seconds=AGAIN_LATER)
        if name.startswith(_DISK_FAILS):
            return TamtamError("disk_fails", seconds=AGAIN_LATER, problem=str(error))
        return None

    def _is_full(self) -> bool:
        with suppress(OSError):
            return shutil.disk_usage(self.folder).free < _ALMOST_NOTHING
        return False

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self._connection.close()


def _rewritten(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("VACUUM")
        connection.execute("PRAGMA application_id=0")
    except sqlite3.OperationalError:  # another process writes just now, or the disk is full
        return False
    return True


def _wal_is_empty(connection: sqlite3.Connection) -> bool:
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _execute_patiently(connection: sqlite3.Connection, statement: str) -> None:
    """Turning WAL on ignores the busy timeout, so two processes that start together need this."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute(statement)
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)
