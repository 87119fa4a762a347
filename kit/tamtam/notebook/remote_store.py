"""Sessions on a server elsewhere, followed over its control routes: a notebook needs no file of its store.

A log is folded here as it is beside the store, from the same rows. What is new comes by one request that
waits for it, in a thread; whoever reads never waits for the network, but at the beginning and where
somebody was erased, as then all is read anew.
"""

import logging
import threading
import weakref
from collections.abc import Sequence
from pathlib import Path

from tamtam.language.errors import TamtamError
from tamtam.server.client import Client
from tamtam.session.commands import AnyCommand
from tamtam.session.log import Log, Outcome, SessionSummary, Verification, chain
from tamtam.session.log.batch import Request
from tamtam.session.log.database import FoldRow, Head, LogRow

#: How long one request waits for something new, and how long after a failed one the next is sent (seconds).
WAIT, AGAIN = 20.0, 1.0
#: How many of the newest rows are kept, for those who were told of them and read them now.
KEPT = 5_000
#: How often at the most a session is asked for what is new (seconds).
PACE = 0.1

_log = logging.getLogger("tamtam")


class RemoteRows:
    """The rows of one session on a server elsewhere: the newest are kept here, others are asked for."""

    def __init__(self, client: Client, code: str) -> None:
        self._client = client
        self._code = code
        self._lock = threading.Lock()
        #: The newest rows, those behind position `_since`; before it is followed there are none.
        self._since: int | None = None
        self._newest: list[LogRow] = []
        #: The rows that were asked for last.
        self._page: list[LogRow] = []

    def after(self, session: str, position: int, limit: int) -> list[LogRow]:
        """The next rows of the session behind `position`, at most `limit`."""
        with self._lock:
            if self._since is not None and position >= self._since:
                return self._newest[position - self._since :][:limit]
            if self._page and self._page[0].position <= position + 1 <= self._page[-1].position:
                return self._page[position + 1 - self._page[0].position :][:limit]
        page = self._client.log(self._code, position)
        with self._lock:
            self._page = page
        return page[:limit]

    def said(self, session: str, position: int, limit: int) -> list[FoldRow]:
        """Of each what a fold needs."""
        return [(row.position, row.at, row.payload) for row in self.after(session, position, limit)]

    def head(self, session: str) -> Head | None:
        """Nothing stands beside the rows: the last of them is taken as the end."""
        return None

    def check(self) -> list[str]:
        """Its files are the server's to look after."""
        return []

    def follow(self, position: int) -> None:
        """Keep what comes behind `position` from now on, as it comes, while somebody holds these rows."""
        with self._lock:
            self._since, self._page = position, []
        told = weakref.ref(self), self._client, self._code
        threading.Thread(target=_follow, args=told, name="tamtam-remote", daemon=True).start()

    def has(self, position: int) -> None:
        """Have what was acknowledged up to `position`, whatever the thread has heard by now."""
        while (end := self._end()) < position and (fresh := self._client.log(self._code, end)):
            self._keep(fresh)

    def catch_up(self) -> None:
        """Have all that was written up to now."""
        while fresh := self._client.log(self._code, self._end()):
            self._keep(fresh)

    def _end(self) -> int:
        with self._lock:
            return (self._since or 0) + len(self._newest)

    def _keep(self, rows: Sequence[LogRow]) -> None:
        """Add what is new. What was kept before somebody was erased may hold them: it is asked for anew."""
        with self._lock:
            self._page = []
            for row in rows:
                if row.position != (self._since or 0) + len(self._newest) + 1:
                    continue  # known already
                self._newest.append(row)
                if row.type in chain.ERASING or len(self._newest) > 2 * KEPT:
                    gone = len(self._newest) if row.type in chain.ERASING else KEPT
                    self._since = row.position - len(self._newest) + gone
                    del self._newest[:gone]


def _follow(rows: "weakref.ref[RemoteRows]", client: Client, code: str) -> None:
    """Keep what is new in rows that somebody holds; ends when they are gone, and its request has."""
    pause = threading.Event()
    while (end := _end_of(rows)) is not None:
        try:
            _keep(rows, client.log(code, end, WAIT))
            pause.wait(PACE)
        except TamtamError as error:
            _log.debug("session %s can't be followed: %s", code, error.code)
            pause.wait(AGAIN)


# Functions of their own: a name in the loop would hold the rows while it waits.
def _end_of(rows: "weakref.ref[RemoteRows]") -> int | None:
    held = rows()
    return None if held is None else held._end()


def _keep(rows: "weakref.ref[RemoteRows]", fresh: Sequence[LogRow]) -> None:
    if (held := rows()) is not None:
        held._keep(fresh)


class RemoteStore:
    """The sessions of one facilitator on a server elsewhere."""

    def __init__(self, client: Client, place: str, folder: Path) -> None:
        self.place = place
        self.folder = folder
        self.lock = threading.RLock()
        self._client = client
        self._logs: dict[str, tuple[Log, RemoteRows]] = {}

    def log(self, code: str) -> Log:
        """The log of a session, followed from now on. Raises TamtamError if there is none of theirs."""
        with self.lock:
            if code not in self._logs:
                rows = RemoteRows(self._client, code)
                log = Log(rows, self.lock, code)
                log.fold_again()
                if log.state.opened is None:
                    raise TamtamError("no_such_session", code=code)
                rows.follow(log.state.position)
                self._logs[code] = log, rows
            return self._logs[code][0]

    def sessions(self) -> list[SessionSummary]:
        """Every session they opened, the newest first."""
        return [session for session, _ in self._client.sessions()]

    def run(self, requests: Sequence[Request]) -> list[Outcome | TamtamError]:
        """Have commands done, one after the other, by the server."""
        return [self._run(*request) for request in requests]

    def _run(self, code: str, command: AnyCommand) -> Outcome | TamtamError:
        try:
            position = self._client.run(code, command)
        except TamtamError as error:
            return error
        self.has(code, position)
        return Outcome(position)

    def has(self, code: str, position: int) -> None:
        """Have what was acknowledged: whoever reads the log of that session next finds it."""
        self.log(code)
        self._logs[code][1].has(position)

    def catch_up(self, code: str) -> None:
        """Have all that was written to a session up to now."""
        self.log(code)
        self._logs[code][1].catch_up()

    def verify(self, code: str) -> Verification:
        """Whether a session's log, as the server tells it, is as it was written."""
        return chain.verify(code, Log(RemoteRows(self._client, code), self.lock, code).rows())
