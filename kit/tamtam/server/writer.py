"""The one writer: a thread that takes what waits and commits it in one transaction.

While it waits for the disk more requests gather, and go into the next transaction together: the
busier the room, the fewer commits a request costs. Whatever a request is told was done is on disk.
"""

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from tamtam.language.errors import TamtamError
from tamtam.session.commands import AnyCommand
from tamtam.session.events import Entry
from tamtam.session.log import Outcome, Store

#: More than this many waiting, and newcomers are asked to come back in a moment.
LONGEST_QUEUE = 20_000
#: At most this many in one transaction, so that the first of them isn't kept waiting.
LARGEST_BATCH = 1_000
#: For how long nobody has to have written before files are rewritten, how long after the last time that
#: was done at the earliest, and after how long at the latest, calm or not (seconds).
CALM, SELDOM, AT_LAST = 2.0, 30.0, 600.0
#: How often to look for events that another process committed, and how often where others tell of theirs
#: (seconds).
LOOK, LOOK_BEHIND = 0.25, 1.0
#: How often to try the disk again while nothing can be written (seconds).
AGAIN = 1.0

_log = logging.getLogger("tamtam")

#: Called with nothing: that it can be written no more, or again.
Turned = Callable[[], None]
Committed = Callable[[dict[str, list[Entry]], dict[str, list[Entry]]], None]
_Waiting = tuple[str, AnyCommand, "asyncio.Future[Outcome]"]


class Writer:
    """Runs commands on a store for an event loop.

    `committed` is called in the loop with the new events of each session, those that were written here
    and those that others wrote, `turned` once nothing can be written any more (`Store.trouble` says why),
    and once it can again.
    """

    def __init__(self, store: Store, committed: Committed, turned: Turned) -> None:
        self._store = store
        self._committed = committed
        self._turned = turned
        self._tried_at = 0.0
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[_Waiting] = deque()
        self._wake = threading.Event()
        self._calling = False
        self._stopped = False
        self._watched: set[str] = set()
        self._heard: deque[str] = deque()
        self._looked_at = 0.0
        self._wrote_at, self._scrubbed_at = time.monotonic(), time.monotonic() - SELDOM
        store.scrubs_at_once = False
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    def run(self, code: str, command: AnyCommand) -> "asyncio.Future[Outcome]":
        """A future of the command's outcome, done once it is on disk; TamtamError if refused."""
        if len(self._waiting) >= LONGEST_QUEUE or self._stopped:
            raise TamtamError("busy")
        future: asyncio.Future[Outcome] = self._loop.create_future()
        self._waiting.append((code, command, future))
        if not self._calling:
            self._calling = True
            self._loop.call_soon(self._call)
        return future

    def _call(self) -> None:
        """Wake the thread, once for all requests that came in together: they go into one commit."""
        self._calling = False
        self._wake.set()

    @property
    def waiting(self) -> int:
        """How many requests wait to be written."""
        return len(self._waiting)

    def watch(self, code: str) -> None:
        """Look for what other processes write to this session from now on."""
        self._watched.add(code)

    def hear(self, code: str) -> None:
        """Another process wrote to a session ("": to any): look at it at once."""
        self._heard.append(code)
        self._wake.set()

    def stop(self) -> None:
        """Finish what waits, then end the thread."""
        self._stopped = True
        self._wake.set()
        self._thread.join(timeout=10)

    def _work(self) -> None:
        while not self._stopped or self._waiting:
            self._wake.wait(LOOK)
            self._wake.clear()
            if not self._waiting:
                self._look(self._unseen())
                self._recover()
                self._scrub()
            while self._waiting:
                self._look(self._unseen())
                count = min(len(self._waiting), LARGEST_BATCH)
                self._commit([self._waiting.popleft() for _ in range(count)])
        self._scrub()

    def _commit(self, batch: list[_Waiting]) -> None:
        noticed: dict[str, list[Entry]] = {}
        trouble, results = self._store.trouble, self._run(batch, noticed)
        if (trouble is None) != (self._store.trouble is None):
            self._loop.call_soon_threadsafe(self._turned)
        self._wrote_at = time.monotonic()
        self._loop.call_soon_threadsafe(self._tell, batch, results, noticed)

    def _run(
        self, batch: list[_Waiting], noticed: dict[str, list[Entry]]
    ) -> Sequence[Outcome | TamtamError]:
        """What came of a batch; while nothing can be written the disk is asked only now and then."""
        trouble, now = self._store.trouble, time.monotonic()
        if trouble is not None and now - self._tried_at < AGAIN:
            return [trouble] * len(batch)
        self._tried_at = now
        try:
            return self._store.run([(code, command) for code, command, _ in batch], noticed)
        except TamtamError as error:  # a full disk, a file that is gone
            _log.error("%d requests could not be written: %s", len(batch), error.message("en"))
            return [error] * len(batch)
        except Exception:  # a locked file: those who wait hear it, the thread goes on
            _log.exception("%d requests could not be written", len(batch))
            return [TamtamError("busy")] * len(batch)

    def _recover(self) -> None:
        """Where nothing can be written, see whether it can again, though nobody sends anything."""
        now = time.monotonic()
        if self._store.trouble is None or now - self._tried_at < AGAIN:
            return
        self._tried_at = now
        with suppress(Exception):
            self._store.try_again()
            self._loop.call_soon_threadsafe(self._turned)

    def _scrub(self) -> None:
        """Leave no copy of what was erased in the files, in a calm moment, and when it ends."""
        now = time.monotonic()
        since, calm = now - self._scrubbed_at, now - self._wrote_at
        due = since > AT_LAST or (since > SELDOM and calm > CALM)
        if self._store.trouble is not None or (not self._stopped and not due):
            return
        if self._store.is_scrubbed():
            return
        try:
            self._store.scrub()
        except Exception:  # a full disk: the next calm moment may do
            _log.exception("files could not be rewritten")
        self._scrubbed_at = time.monotonic()

    def _unseen(self) -> set[str]:
        """The sessions that others may have written to since they were looked at last."""
        heard = set[str]()
        while self._heard:
            heard.add(self._heard.popleft())
        now, alone = time.monotonic(), self._store.others is None
        if "" in heard or now - self._looked_at >= (LOOK if alone else LOOK_BEHIND):
            self._looked_at = now
            return set(self._watched)
        return heard & self._watched

    def _look(self, codes: Iterable[str]) -> None:
        fresh = {}
        for code in codes:
            try:
                entries = self._store.log(code).refresh()
            except Exception:  # whatever it is, the next look may succeed
                _log.exception("could not look at session %s", code)
                continue
            if entries:
                fresh[code] = entries
        if fresh:
            self._loop.call_soon_threadsafe(self._committed, {}, fresh)

    def _tell(
        self,
        batch: list[_Waiting],
        results: Sequence[Outcome | TamtamError],
        noticed: dict[str, list[Entry]],
    ) -> None:
        fresh: dict[str, list[Entry]] = {}
        for (code, _, future), result in zip(batch, results, strict=True):
            if isinstance(result, TamtamError):
                if not future.done():
                    future.set_exception(result)
                continue
            if not future.done():
                future.set_result(result)
            if result.entries:
                fresh.setdefault(code, []).extend(result.entries)
        if fresh or noticed:
            self._committed(fresh, noticed)
