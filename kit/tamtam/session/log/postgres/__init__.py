"""The log in PostgreSQL, or what speaks its language, for several servers at once (`tamtam[postgres]`).

Who writes to a session first locks its row in `heads` and holds it until the commit: so positions grow in
commit order for every reader, and of several servers one at a time decides.
"""

import contextlib
import hashlib
import threading
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg import conninfo, errors

from tamtam.language.errors import TamtamError
from tamtam.session.log.database import (
    AGAIN_LATER,
    FORMAT,
    CredentialRow,
    FoldRow,
    Head,
    LogRow,
    Others,
)
from tamtam.session.log.postgres import sql
from tamtam.session.log.postgres.connection import AWAY, Connection, LastingConnection, is_lost
from tamtam.session.log.postgres.others import PostgresOthers
from tamtam.session.log.sqlite import SqliteDatabase

#: How long a connection may take; how long a lock of another server is waited for, and how long one that
#: hangs may hold it (seconds).
_CONNECT, _PATIENCE = 3, 10
#: What is set on each connection; of a server whose machine vanished the database hears in about 2 s.
_SETTINGS = {
    "lock_timeout": f"{_PATIENCE}s",
    "idle_in_transaction_session_timeout": f"{_PATIENCE}s",
    "tcp_keepalives_idle": "1",
    "tcp_keepalives_interval": "1",
    "tcp_keepalives_count": "2",
}


class PostgresDatabase:
    """One database. Any number of processes may read and write it at the same time."""

    def __init__(self, address: str, read_only: bool = False) -> None:
        self.address = address
        self._read_only = read_only
        self.place, named = _named(address)
        self.folder = _folder_of(named)
        self._write, self._read = LastingConnection(self._connect), LastingConnection(self._connect)
        self._writer: int | None = None
        try:
            self._prepare(self._read.connection())
        except BaseException as error:
            self._read.close()
            self._tell_why(error)
            raise
        self._others = PostgresOthers(self._read, self._connect)
        self.others: Others | None = self._others

    def _tell_why(self, error: BaseException) -> None:
        """Raise in words why a store can't be opened."""
        values = {"place": self.place, "problem": str(error).strip()}
        if isinstance(error, psycopg.OperationalError):
            raise TamtamError("store_not_reached", **values) from error
        if isinstance(error, psycopg.Error):
            raise TamtamError("store_not_writable", **values) from error

    def _connect(self) -> Connection:
        settings = _SETTINGS | ({"default_transaction_read_only": "on"} if self._read_only else {})
        connection = psycopg.connect(
            self.address,
            autocommit=True,
            connect_timeout=_CONNECT,
            fallback_application_name="tamtam",  # an address may name another
            tcp_user_timeout=5000,
        )
        connection.execute(
            "SELECT set_config(name, value, false) FROM unnest(%s::text[], %s::text[]) AS s (name, value)",
            (list(settings), list(settings.values())),
        )
        connection.execute(  # what is acknowledged has to be on disk, whatever is usual here
            "SELECT set_config('synchronous_commit', 'on', false)"
            " WHERE current_setting('synchronous_commit') = 'off'"
        )
        return connection

    def _prepare(self, connection: Connection) -> None:
        """See that the tables are there and of this version."""
        found = _format_of(connection)
        if found is None and self._read_only:
            raise TamtamError("no_store", place=self.place)
        if found is None:
            with connection.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (sql.MAKING,))
                if _format_of(connection) is None:
                    connection.execute(sql.TABLES)
            found = FORMAT
        if found > FORMAT:
            raise TamtamError("store_is_newer", place=self.place)
        if found < FORMAT:
            raise TamtamError("store_is_older", place=self.place)

    # --- writing

    def begin(self, sessions: Collection[str]) -> None:
        connection = self._write.connection()
        try:
            self._begin(connection, sessions)
        except psycopg.OperationalError as error:
            self.rollback()
            if not is_lost(connection, error):
                raise
            # it was lost while nothing was under way
            self._begin(self._write.connection(), sessions)

    def _begin(self, connection: Connection, sessions: Collection[str]) -> None:
        connection.execute("BEGIN")
        self._writer = threading.get_ident()
        for session in sorted(sessions):  # in one order, so that two never wait for each other
            connection.execute(sql.LOCK, (session,))

    def commit(self) -> None:
        done = self._write.connection().execute("COMMIT").statusmessage
        self._writer = None
        if done != "COMMIT":
            raise errors.InFailedSqlTransaction("the database undid what was to be committed")

    def rollback(self) -> None:
        self._writer = None
        with contextlib.suppress(psycopg.OperationalError):  # what is lost was never committed
            self._write.undo()

    def insert(self, rows: Sequence[LogRow]) -> None:
        connection = self._write.connection()
        for session, own in _by_session(rows).items():
            columns = zip(*(row[1:] for row in own), strict=True)
            connection.execute(sql.INSERT, (session, *map(list, columns)))

    def anchor(self, session: str, head: Head) -> None:
        self._write.connection().execute(sql.ANCHOR, (session, *head))

    def erase(self, session: str, positions: Sequence[int]) -> None:
        connection = self._write.connection()
        connection.execute(sql.ERASE, (session, list(positions)))
        connection.execute(sql.NOTE_TO_SCRUB, (session,))

    def keep(self, credentials: Sequence[CredentialRow]) -> None:
        for session, own in _by_session(credentials).items():
            columns = ([one.use for one in own], [one.digest for one in own])
            whose = [one.participant for one in own]
            self._write.connection().execute(sql.KEEP, (session, *columns, whose))

    def drop(self, session: str, participants: Sequence[str]) -> None:
        self._write.connection().execute(sql.DROP, (session, list(participants)))

    def revoke(self, session: str, use: str) -> None:
        self._write.connection().execute(sql.REVOKE, (session, use))

    def probe(self) -> None:
        self.begin(())
        self._write.connection().execute(sql.PART, ("",))  # refused where nothing can be written
        self.commit()

    # --- reading

    def after(self, session: str, position: int, limit: int) -> list[LogRow]:
        found = self._ask(sql.PAGE, session, position, position + limit)
        if not found:  # the end, or somebody removed events behind the store's back
            found = self._ask(sql.AFTER, session, position, limit)
        return [LogRow._make(row) for row in found]

    def said(self, session: str, position: int, limit: int) -> list[FoldRow]:
        found = self._ask(sql.SAID, session, position, position + limit)
        return [(at, when, payload) for at, when, payload in found]

    def last(self, session: str) -> tuple[int, bytes] | None:
        return next(((at, chain) for at, chain in self._ask(sql.LAST, session)), None)

    def head(self, session: str) -> Head | None:
        return next(map(Head._make, self._ask(sql.HEAD, session)), None)

    def said_to_be(self) -> dict[str, int]:
        return dict(self._ask(sql.ALL_HEADS))

    def credentials(self, session: str) -> list[CredentialRow]:
        return [CredentialRow._make(row) for row in self._ask(sql.KEYS, session)]

    def check(self) -> list[str]:
        return []  # its files are the database's own, which checks them where it was told to

    def counts(self) -> dict[str, dict[str, int]]:
        return {session: dict(self._ask(sql.COUNT, session)) for session in self.said_to_be()}

    def find(self, session: str, use: str, digest: bytes) -> str | None:
        return next((whose for (whose,) in self._ask(sql.FIND, session, use, digest)), None)

    def copy(self, place: Path) -> None:
        file = SqliteDatabase(place)
        with (
            contextlib.closing(self._connect()) as own,
            contextlib.closing(file),
            own.transaction(),
        ):
            own.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")  # all as of one moment
            for session, _ in own.execute(sql.ALL_HEADS).fetchall():
                rows = own.execute(sql.AFTER, (session, 0, None), binary=True).fetchall()
                keys = own.execute(sql.KEYS, (session,), binary=True).fetchall()
                [head] = own.execute(sql.HEAD, (session,), binary=True).fetchall()
                file.begin([session])
                file.insert([LogRow._make(row) for row in rows])
                file.keep([CredentialRow._make(key) for key in keys])
                file.anchor(session, Head._make(head))
                file.commit()

    def _ask(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows, as the transaction of this thread sees them, or as they were committed."""
        if self._writer == threading.get_ident():
            return self._write.connection().execute(statement, values, binary=True).fetchall()
        try:
            return self._read.ask(statement, values)
        except psycopg.OperationalError as error:
            raise TamtamError("database_away", seconds=AGAIN_LATER) from error

    # --- erasing

    def is_scrubbed(self) -> bool:
        return not self._ask(sql.TO_SCRUB)

    def scrub(self) -> bool:
        """Have the database free the space of what was erased: it overwrites that with what comes next.

        Its write-ahead log and the backups of whoever runs it hold older states as long as they are kept.
        """
        with contextlib.closing(self._connect()) as own:
            if not own.execute("SELECT pg_try_advisory_lock(%s)", (sql.FREEING,)).fetchall()[0][0]:
                return False
            erased = own.execute(sql.TO_SCRUB).fetchall()
            own.execute("VACUUM events, keys")
            for session, times in erased:
                own.execute(sql.SCRUBBED, (session, times))
        return True

    # --- when something fails

    def reason(self, error: Exception) -> TamtamError | None:
        if isinstance(error, TamtamError):
            return error if error.code == "database_away" else None
        if isinstance(error, errors.DiskFull):
            return TamtamError("disk_full", seconds=AGAIN_LATER)
        if isinstance(error, errors.IoError):
            return TamtamError("disk_fails", seconds=AGAIN_LATER, problem=str(error))
        lost = isinstance(error, psycopg.OperationalError) and (
            error.sqlstate is None or isinstance(error, AWAY)
        )
        return TamtamError("database_away", seconds=AGAIN_LATER) if lost else None

    def close(self) -> None:
        self._others.close()
        self._write.close()
        self._read.close()


def _by_session(rows: Sequence[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.session, []).append(row)
    return found


def _format_of(connection: Connection) -> int | None:
    """The format of the tables, as it stands beside them; None where there are none."""
    [[said]] = connection.execute(sql.FORMAT_OF).fetchall()
    return int(said.rpartition(" ")[2]) if said else None


def _named(address: str) -> tuple[str, str]:
    """What a database is called to people, and to be told from all others; without its password."""
    try:
        said = conninfo.conninfo_to_dict(address)
    except psycopg.ProgrammingError as error:
        raise TamtamError("unknown_store", place=address.partition("://")[0]) from error
    said.pop("password", None)
    host, port = str(said.get("host") or "localhost"), said.get("port")
    user = f"{said['user']}@" if said.get("user") else ""
    place = f"postgresql://{user}{host}{f':{port}' if port else ''}/{said.get('dbname') or ''}"
    return place, repr(sorted(said.items()))


def _folder_of(named: str) -> Path:
    """Where this machine keeps what belongs to a database."""
    from platformdirs import user_data_path

    known = hashlib.sha256(named.encode()).hexdigest()[:12]
    folder = user_data_path("tamtam", appauthor=False) / f"postgresql-{known}"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
