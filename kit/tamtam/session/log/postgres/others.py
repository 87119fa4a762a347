"""Other servers on the same PostgreSQL: who tells whom what, who drives which session, who is connected."""

import contextlib
import logging
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from uuid import uuid4

import psycopg

from tamtam.session.log.postgres import sql
from tamtam.session.log.postgres.connection import Connection, LastingConnection

_log = logging.getLogger("tamtam")

#: Least time between two notifications, and between two tries to listen; how long their end is waited for
#: (seconds).
_PACE, _AGAIN, _PATIENCE = 0.02, 0.5, 10


class PostgresOthers:
    """Other servers on the same database: NOTIFY tells them, LISTEN hears, locks say whose turn it is."""

    def __init__(self, telling: LastingConnection, connect: Callable[[], Connection]) -> None:
        self.name = uuid4().hex
        self._telling = telling
        self._listening, self._locks = LastingConnection(connect), LastingConnection(connect)
        self._turn = threading.Lock()  # a pipeline is one thread's
        self._claimed: set[str] = set()
        self._claimed_on: Connection | None = None
        self._to_tell: dict[tuple[str, str], None] = {}
        self._due, self._ended = threading.Event(), threading.Event()
        self._threads: list[threading.Thread] = []

    def announce(self, sessions: Iterable[str]) -> None:
        self._tell((sql.WRITTEN, session) for session in sessions)

    def say(self, message: str) -> None:
        self._tell([(sql.SAYS, message)])

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
            connection.execute(sql.RELEASE, (session,))
            self._claimed.discard(session)
        free = sorted(set(sessions) - self._claimed)
        for session in free:
            [[taken]] = connection.execute(sql.CLAIM, (session,)).fetchall()
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
                connection.execute(sql.MEET, (session, self.name, sorted(people)))
                connection.execute(sql.PART, (session,))
                asked.append((session, connection.execute(sql.MET, (session, self.name))))
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
                    self._telling.ask(sql.NOTIFY, (channel, message))
            if self._ended.wait(_PACE):
                return

    def _keep_listening(self, written: Callable[[str], None], said: Callable[[str], None]) -> None:
        while not self._ended.is_set():
            try:
                for heard in self._heard():
                    if heard.channel == sql.SAYS:
                        said(heard.payload)
                    elif heard.channel == sql.WRITTEN:
                        written(heard.payload)
            except psycopg.Error:
                self._ended.wait(_AGAIN)
            except Exception:  # what one says must not make all others unheard
                _log.exception("what another server said could not be dealt with")
        self._listening.close()

    def _heard(self) -> Iterator[psycopg.Notify]:
        """What others said, until the connection is lost; begun anew, anything may have been written."""
        connection = self._listening.connection()
        connection.execute(f"LISTEN {sql.WRITTEN}")
        connection.execute(f"LISTEN {sql.SAYS}")
        yield psycopg.Notify(sql.WRITTEN, "", 0)
        while not self._ended.is_set():
            for heard in connection.notifies(timeout=0.5):
                if heard.pid != self._telling.process:
                    yield heard
