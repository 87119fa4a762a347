"""A connection to PostgreSQL that is opened anew when it was lost."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

import psycopg
from psycopg import errors

#: What the database is called where it is to blame, not the statement.
AWAY = (
    errors.AdminShutdown,
    errors.CrashShutdown,
    errors.CannotConnectNow,
    errors.ReadOnlySqlTransaction,
    errors.TooManyConnections,
)

Connection = psycopg.Connection[tuple[Any, ...]]


class LastingConnection:
    """One connection, opened when it is first needed, and again after it was lost."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._opening = threading.Lock()
        self._connection: Connection | None = None
        self._failed: tuple[float, psycopg.OperationalError] | None = None

    @property
    def process(self) -> int:
        """The database's process at its other end; 0 while there is none."""
        connection = self._connection
        return connection.info.backend_pid if connection and not connection.closed else 0

    def connection(self) -> Connection:
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
            if not is_lost(connection, error):
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


def is_lost(connection: Connection, error: psycopg.OperationalError) -> bool:
    """Whether a connection is: some errors tell it before the connection itself breaks off."""
    if isinstance(error, AWAY):
        connection.close()
    return connection.closed
