"""The log in PostgreSQL, or what speaks its language, for several servers at once (`tamtam[postgres]`).

Who writes to a session first locks its row in `heads` and holds it until the commit: so positions grow in
commit order for every reader, and of several servers one at a time decides. Each table's primary key begins
with the session, and each statement names it, so that the tables may be spread over machines by that column
(kit/HOSTING.md); only what concerns the whole store names none: `_ALL_HEADS` and `_TO_SCRUB`.
"""

import contextlib
import hashlib
import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import conninfo, errors

from tamtam.language.errors import TamtamError
from tamtam.session.log.database import (
    AGAIN_LATER,
    FORMAT,
    LISTED,
    CredentialRow,
    Head,
    LogRow,
    Others,
    Said,
)
from tamtam.session.log.sqlite import SqliteDatabase

_log = logging.getLogger("tamtam")

_LISTED = ", ".join(f"'{type}'" for type in LISTED)
_TABLES = f"""
CREATE TABLE IF NOT EXISTS events (
    session text NOT NULL,
    position bigint NOT NULL,
    at bigint NOT NULL,
    type text NOT NULL,
    payload bytea,
    salt bytea,
    digest bytea NOT NULL,
    chain bytea NOT NULL,
    PRIMARY KEY (session, position)
);
CREATE INDEX IF NOT EXISTS events_listed ON events (session, type)
    WHERE type IN ({_LISTED});
CREATE TABLE IF NOT EXISTS heads (
    session text NOT NULL PRIMARY KEY,
    events bigint NOT NULL,
    chain bytea NOT NULL,
    to_scrub bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
CREATE TABLE IF NOT EXISTS keys (
    session text NOT NULL,
    use text NOT NULL,
    digest bytea NOT NULL,
    participant text NOT NULL,
    PRIMARY KEY (session, use, digest)
);
CREATE UNLOGGED TABLE IF NOT EXISTS presence (
    session text NOT NULL,
    server text NOT NULL,
    at timestamptz NOT NULL,
    people text[] NOT NULL,
    PRIMARY KEY (session, server)
);
COMMENT ON TABLE events IS 'Tamtam, format {FORMAT}';
"""
#: Held while tables are made, and while space is freed: by one process at a time.
_MAKING, _FREEING = 0x7461_0001, 0x7461_0002
_FORMAT = "SELECT obj_description(to_regclass('events'), 'pg_class')"

_LOCK = "SELECT events FROM heads WHERE session = %s FOR UPDATE"
_INSERT = (
    "INSERT INTO events (session, position, at, type, payload, salt, digest, chain) SELECT %s, *"
    " FROM unnest(%b::bigint[], %b::bigint[], %b::text[], %b::bytea[], %b::bytea[], %b::bytea[], %b::bytea[])"
)
_AFTER = (
    "SELECT session, position, at, type, payload, salt, digest, chain FROM events"
    " WHERE session = %s AND position > %s ORDER BY position LIMIT %s::bigint"
)
#: Pages are bounded by position, of which none is left out: a planner that knows nothing of the table yet
#: would else sort all that is left for each page.
_PAGE = (
    "SELECT session, position, at, type, payload, salt, digest, chain FROM events"
    " WHERE session = %s AND position > %s AND position <= %s ORDER BY position"
)
_SAID = (
    "SELECT position, at, payload FROM events"
    " WHERE session = %s AND position > %s AND position <= %s ORDER BY position"
)
_LAST = "SELECT position, chain FROM events WHERE session = %s ORDER BY position DESC LIMIT 1"
_HEAD = "SELECT events, chain FROM heads WHERE session = %s"
_ANCHOR = (
    "INSERT INTO heads (session, events, chain) VALUES (%s, %s, %s) ON CONFLICT (session)"
    " DO UPDATE SET events = excluded.events, chain = excluded.chain"
)
_ALL_HEADS = "SELECT session, events FROM heads"
_COUNT = (
    "SELECT type, count(*) FROM events"  # noqa: S608 — words of ours
    f" WHERE session = %s AND type IN ({_LISTED}) GROUP BY type"
)
_ERASE = "UPDATE events SET payload = NULL, salt = NULL WHERE session = %s AND position = ANY(%s)"
_NOTE_TO_SCRUB = "UPDATE heads SET to_scrub = to_scrub + 1 WHERE session = %s"
_TO_SCRUB = "SELECT session, to_scrub FROM heads WHERE to_scrub > 0"
_SCRUBBED = "UPDATE heads SET to_scrub = 0 WHERE session = %s AND to_scrub = %s"
_KEYS = "SELECT digest, use, session, participant FROM keys WHERE session = %s"
_KEEP = (
    "INSERT INTO keys (session, use, digest, participant) SELECT %s, *"
    " FROM unnest(%b::text[], %b::bytea[], %b::text[]) ON CONFLICT DO NOTHING"
)
_FIND = "SELECT participant FROM keys WHERE session = %s AND use = %s AND digest = %s"
_DROP = "DELETE FROM keys WHERE session = %s AND participant = ANY(%s)"
_REVOKE = "DELETE FROM keys WHERE session = %s AND use = %s"
_MEET = (
    "INSERT INTO presence (session, server, at, people) VALUES (%s, %s, now(), %s)"
    " ON CONFLICT (session, server) DO UPDATE SET at = now(), people = excluded.people"
)
_MET = "SELECT people FROM presence WHERE session = %s AND server <> %s AND at > now() - interval '5 s'"
_PART = "DELETE FROM presence WHERE session = %s AND at < now() - interval '60 s'"
_CLAIM = "SELECT pg_try_advisory_lock(hashtextextended('tamtam ' || %s, 0))"
_RELEASE = "SELECT pg_advisory_unlock(hashtextextended('tamtam ' || %s, 0))"

#: On which channel others hear that a session was written to, and what servers say to each other.
_WRITTEN, _SAYS = "tamtam_written", "tamtam_says"
_NOTIFY = "SELECT pg_notify(%s, %s)"
#: How long a connection may take; how long a lock of another server is waited for, and how long one that
#: hangs may hold it (seconds).
_CONNECT, _PATIENCE = 3, 10
#: Least time between two notifications, and between two tries to listen (seconds).
_PACE, _AGAIN = 0.02, 0.5
#: What is set on each connection; of a server whose machine vanished the database hears in about 2 s.
_SETTINGS = {
    "lock_timeout": f"{_PATIENCE}s",
    "idle_in_transaction_session_timeout": f"{_PATIENCE}s",
    "tcp_keepalives_idle": "1",
    "tcp_keepalives_interval": "1",
    "tcp_keepalives_count": "2",
}
#: What the database is called where it is to blame, not the statement.
_AWAY = (
    errors.AdminShutdown,
    errors.CrashShutdown,
    errors.CannotConnectNow,
    errors.ReadOnlySqlTransaction,
    errors.TooManyConnections,
)

_Connection = psycopg.Connection[tuple[Any, ...]]


class PostgresDatabase:
    """One database. Any number of processes may read and write it at the same time."""

    def __init__(self, address: str, read_only: bool = False) -> None:
        self.address = address
        self._read_only = read_only
        self.place, named = _named(address)
        self.folder = _folder_of(named)
        self._write, self._read = _Line(self._connect), _Line(self._connect)
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

    def _connect(self) -> _Connection:
        settings = _SETTINGS | ({"default_transaction_read_only": "on"} if self._read_only else {})
        connection = psycopg.connect(
            self.address,
            autocommit=True,
            connect_timeout=_CONNECT,
            application_name="tamtam",
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

    def _prepare(self, connection: _Connection) -> None:
        """See that the tables are there and of this version."""
        found = _format_of(connection)
        if found is None and self._read_only:
            raise TamtamError("no_store", place=self.place)
        if found is None:
            with connection.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (_MAKING,))
                if _format_of(connection) is None:
                    connection.execute(_TABLES)
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
            if not _is_lost(connection, error):
                raise
            self._begin(
                self._write.connection(), sessions
            )  # it was lost while nothing was under way

    def _begin(self, connection: _Connection, sessions: Collection[str]) -> None:
        connection.execute("BEGIN")
        self._writer = threading.get_ident()
        for session in sorted(
            sessions
        ):  # always in this order, so that two never wait for each other
            connection.execute(_LOCK, (session,))

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
            connection.execute(_INSERT, (session, *map(list, columns)))

    def anchor(self, session: str, head: Head) -> None:
        self._write.connection().execute(_ANCHOR, (session, *head))

    def erase(self, session: str, positions: Sequence[int]) -> None:
        connection = self._write.connection()
        connection.execute(_ERASE, (session, list(positions)))
        connection.execute(_NOTE_TO_SCRUB, (session,))

    def keep(self, credentials: Sequence[CredentialRow]) -> None:
        for session, own in _by_session(credentials).items():
            columns = ([one.use for one in own], [one.digest for one in own])
            whose = [one.participant for one in own]
            self._write.connection().execute(_KEEP, (session, *columns, whose))

    def drop(self, session: str, participants: Sequence[str]) -> None:
        self._write.connection().execute(_DROP, (session, list(participants)))

    def revoke(self, session: str, use: str) -> None:
        self._write.connection().execute(_REVOKE, (session, use))

    def probe(self) -> None:
        self.begin(())
        self._write.connection().execute(_PART, ("",))  # refused where nothing can be written
        self.commit()

    # --- reading

    def after(self, session: str, position: int, limit: int) -> list[LogRow]:
        found = self._ask(_PAGE, session, position, position + limit)
        if not found:  # the end, or somebody removed events behind the store's back
            found = self._ask(_AFTER, session, position, limit)
        return [LogRow._make(row) for row in found]

    def said(self, session: str, position: int, limit: int) -> list[Said]:
        found = self._ask(_SAID, session, position, position + limit)
        return [(at, when, payload) for at, when, payload in found]

    def last(self, session: str) -> tuple[int, bytes] | None:
        return next(((at, chain) for at, chain in self._ask(_LAST, session)), None)

    def head(self, session: str) -> Head | None:
        return next(map(Head._make, self._ask(_HEAD, session)), None)

    def said_to_be(self) -> dict[str, int]:
        return dict(self._ask(_ALL_HEADS))

    def credentials(self, session: str) -> list[CredentialRow]:
        return [CredentialRow._make(row) for row in self._ask(_KEYS, session)]

    def check(self) -> list[str]:
        return []  # its files are the database's own, which checks them where it was told to

    def counts(self) -> dict[str, dict[str, int]]:
        return {session: dict(self._ask(_COUNT, session)) for session in self.said_to_be()}

    def find(self, session: str, use: str, digest: bytes) -> str | None:
        return next((whose for (whose,) in self._ask(_FIND, session, use, digest)), None)

    def copy(self, place: Path) -> None:
        file = SqliteDatabase(place)
        with (
            contextlib.closing(self._connect()) as own,
            contextlib.closing(file),
            own.transaction(),
        ):
            own.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")  # all as of one moment
            for session, _ in own.execute(_ALL_HEADS).fetchall():
                rows = own.execute(_AFTER, (session, 0, None), binary=True).fetchall()
                keys = own.execute(_KEYS, (session,), binary=True).fetchall()
                [head] = own.execute(_HEAD, (session,), binary=True).fetchall()
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
        return not self._ask(_TO_SCRUB)

    def scrub(self) -> bool:
        """Have the database free the space of what was erased: it overwrites that with what comes next.

        Its write-ahead log and the backups of whoever runs it hold older states as long as they are kept.
        """
        with contextlib.closing(self._connect()) as own:
            if not own.execute("SELECT pg_try_advisory_lock(%s)", (_FREEING,)).fetchall()[0][0]:
                return False
            erased = own.execute(_TO_SCRUB).fetchall()
            own.execute("VACUUM events, keys")
            for session, times in erased:
                own.execute(_SCRUBBED, (session, times))
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
            error.sqlstate is None or isinstance(error, _AWAY)
        )
        return TamtamError("database_away", seconds=AGAIN_LATER) if lost else None

    def close(self) -> None:
        self._others.close()
        self._write.close()
        self._read.close()


class PostgresOthers:
    """Other servers on the same database: NOTIFY tells them, LISTEN hears, locks say whose turn it is."""

    def __init__(self, line: "_Line", connect: Callable[[], _Connection]) -> None:
        self.name = uuid4().hex
        self._line = line
        self._listening, self._locks = _Line(connect), _Line(connect)
        self._turn = threading.Lock()  # a pipeline is one thread's
        self._claimed: set[str] = set()
        self._claimed_on: _Connection | None = None
        self._to_tell: dict[tuple[str, str], None] = {}
        self._due, self._ended = threading.Event(), threading.Event()
        self._threads: list[threading.Thread] = []

    def announce(self, sessions: Iterable[str]) -> None:
        self._tell((_WRITTEN, session) for session in sessions)

    def say(self, message: str) -> None:
        self._tell([(_SAYS, message)])

    def _tell(self, messages: Iterable[tuple[str, str]]) -> None:
        self._to_tell.update(dict.fromkeys(messages))
        if not any(thread.name == "tamtam-tell" for thread in self._threads):
            self._start("tamtam-tell", self._keep_telling)
        self._due.set()

    def listen(self, written: Callable[[str], None], said: Callable[[str], None]) -> None:
        self._start("tamtam-listen", lambda: self._keep_listening(written, said))

    def claim(self, sessions: Collection[str]) -> set[str]:
        with self._turn:
            return self._claim(sessions)

    def _claim(self, sessions: Collection[str]) -> set[str]:
        connection = self._locks.connection()
        if connection is not self._claimed_on:  # locks go with the connection that took them
            self._claimed, self._claimed_on = set(), connection
        for session in self._claimed - set(sessions):
            connection.execute(_RELEASE, (session,))
            self._claimed.discard(session)
        free = sorted(set(sessions) - self._claimed)
        for session in free:
            [[taken]] = connection.execute(_CLAIM, (session,)).fetchall()
            if taken:
                self._claimed.add(session)
        if not free:
            connection.execute("SELECT 1")  # whether it still holds them
        return set(self._claimed)

    def meet(self, here: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
        connection, met = self._locks.connection(), dict[str, set[str]]()
        with self._turn, connection.pipeline():
            asked = []
            for session, people in here.items():
                connection.execute(_MEET, (session, self.name, sorted(people)))
                connection.execute(_PART, (session,))
                asked.append((session, connection.execute(_MET, (session, self.name))))
            for session, found in asked:
                met[session] = {one for (people,) in found.fetchall() for one in people}
        return met

    def close(self) -> None:
        """Tell and hear no more."""
        self._ended.set()
        self._due.set()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(_PATIENCE)
        self._locks.close()

    def _start(self, name: str, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _keep_telling(self) -> None:
        """Tell what there is to tell, at a pace: what is said twice in between is said once."""
        while True:
            self._due.wait()
            self._due.clear()
            while self._to_tell:
                channel, message = next(iter(self._to_tell))
                del self._to_tell[channel, message]
                with contextlib.suppress(psycopg.Error):  # others look by themselves too
                    self._line.ask(_NOTIFY, (channel, message))
            if self._ended.wait(_PACE):
                return

    def _keep_listening(self, written: Callable[[str], None], said: Callable[[str], None]) -> None:
        while not self._ended.is_set():
            try:
                for heard in self._heard():
                    if heard.channel == _SAYS:
                        said(heard.payload)
                    elif heard.channel == _WRITTEN:
                        written(heard.payload)
            except psycopg.Error:
                self._ended.wait(_AGAIN)
            except Exception:  # what one says must not make all others unheard
                _log.exception("what another server said could not be dealt with")
        self._listening.close()

    def _heard(self) -> Iterator[psycopg.Notify]:
        """What others said, until the connection is lost; begun anew, anything may have been written."""
        connection = self._listening.connection()
        connection.execute(f"LISTEN {_WRITTEN}")
        connection.execute(f"LISTEN {_SAYS}")
        yield psycopg.Notify(_WRITTEN, "", 0)
        while not self._ended.is_set():
            for heard in connection.notifies(timeout=0.5):
                if heard.pid != self._line.process:
                    yield heard


class _Line:
    """One connection, opened when it is first needed, and again after it was lost."""

    def __init__(self, connect: Callable[[], _Connection]) -> None:
        self._connect = connect
        self._opening = threading.Lock()
        self._connection: _Connection | None = None
        self._failed: tuple[float, psycopg.OperationalError] | None = None

    @property
    def process(self) -> int:
        """The database's process at its other end; 0 while there is none."""
        connection = self._connection
        return connection.info.backend_pid if connection and not connection.closed else 0

    def connection(self) -> _Connection:
        """The connection. Raises psycopg.OperationalError where there can be none at present."""
        with self._opening:
            if self._connection is None or self._connection.closed:
                self._open()
            assert self._connection is not None
            return self._connection

    def _open(self) -> None:
        """Open it; one that failed is not tried again in the same second: somebody waits."""
        if self._failed is not None and time.monotonic() - self._failed[0] < 1:
            raise self._failed[1]
        try:
            self._connection = self._connect()
            self._failed = None
        except errors.AdminShutdown:  # cut off while it was opened: the next may stand
            raise
        except psycopg.OperationalError as error:
            self._failed = time.monotonic(), error
            raise

    def ask(self, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """Rows of a statement that changes nothing; once more where the connection had been lost."""
        connection = self.connection()
        try:
            return connection.execute(statement, values, binary=True).fetchall()
        except psycopg.OperationalError as error:
            if not _is_lost(connection, error):
                raise
            return self.connection().execute(statement, values, binary=True).fetchall()

    def undo(self) -> None:
        """End a transaction where one is under way; a connection that was lost has none."""
        connection = self._connection
        if connection is None or connection.closed:
            return
        if connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
            connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close it."""
        if self._connection is not None:
            self._connection.close()


def _is_lost(connection: _Connection, error: psycopg.OperationalError) -> bool:
    """Whether a connection is: some errors tell it before the connection itself breaks off."""
    if isinstance(error, _AWAY):
        connection.close()
    return connection.closed


def _by_session(rows: Sequence[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.session, []).append(row)
    return found


def _format_of(connection: _Connection) -> int | None:
    """The format of the tables, as it stands beside them; None where there are none."""
    [[said]] = connection.execute(_FORMAT).fetchall()
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
