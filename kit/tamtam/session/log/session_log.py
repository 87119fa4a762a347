"""One session's log: its state, folded from its events, and ways to read them."""

import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Any

from tamtam.language.errors import TamtamError
from tamtam.session import fold
from tamtam.session.events import AnyEvent, Entry, Forgotten
from tamtam.session.log import chain
from tamtam.session.log.database import DatabaseError, FoldRow, Head, LogReader, LogRow
from tamtam.session.state import State
from tamtam.session.turn import Turn

#: How many rows are read at once: bounds memory without keeping a cursor open.
PAGE = 5_000
#: How often a log is verified anew because somebody was erased from it meanwhile.
LOOKS = 5


class Log:
    """One session: its state, and ways to read its events. Written only by the store."""

    def __init__(self, database: LogReader, lock: threading.RLock, code: str) -> None:
        self.code = code
        self._database = database
        self._lock = lock
        self._begin()

    def _begin(self) -> None:
        self.state = State(self.code)
        self._chain = chain.first_link(self.code)

    def refresh(self) -> list[Entry]:
        """Fold in what was committed since; returns it.

        Where somebody was forgotten the whole log is folded again: what is erased there was never
        said, also by what was done with it since.
        """
        with self._lock:
            begun = self.state.position > 0
            fresh = [entry for page in self._folded() for entry in page]
            if begun and any(isinstance(entry.event, Forgotten) for entry in fresh):
                self.fold_again()
        return fresh

    def fold_again(self) -> None:
        """Fold the whole log from its beginning; what was read of it is not kept.

        Where it can't be read the state stays as it was.
        """
        with self._lock:
            before = self.state, self._chain
            try:
                self._begin()
                for _ in self._folded():
                    pass
            except BaseException:
                self.state, self._chain = before
                raise

    def _folded(self) -> Iterator[list[Entry]]:
        """What was committed since, folded in page by page."""
        while said := self._said():
            page = [chain.entry_of(self.code, *one) for one in said]
            for entry in page:
                fold.apply(self.state, entry)
            [last] = self._database.after(self.code, self.state.position - 1, 1)
            self._chain = last.chain
            yield page

    def _said(self) -> list[FoldRow]:
        try:
            return self._database.said(self.code, self.state.position, PAGE)
        except DatabaseError as error:
            raise TamtamError("log_damaged", code=self.code, problem=error) from error

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Every event behind position `after`; doesn't touch the state."""
        return (entry_of(self.code, row) for row in self.rows(after))

    def follow(
        self, poll: float = 0.05, stop: threading.Event | None = None
    ) -> Iterator[list[Entry]]:
        """Events as they are committed, by any process: folded into the state, then yielded.

        Looks every `poll` seconds until `stop` is set, and holds nothing open between two looks.
        """
        stop = stop or threading.Event()
        while not stop.is_set():
            if fresh := self.refresh():
                yield fresh
            stop.wait(poll)

    def verify(self) -> chain.Verification:
        """Check the chain of hashes, and that folding the log again gives the state there is."""
        with self._lock:
            damaged = self._database.check()
        if damaged:
            return chain.Verification(problems=[f"the store's file is damaged: {damaged[0]}"])
        found = self._chained()
        if not found.ok:
            return found
        again = State(self.code)
        for entry in self.entries():
            fold.apply(again, entry)
        with self._lock:  # what came meanwhile, in both alike
            self.refresh()
            for entry in self.entries(again.position):
                if entry.position <= self.state.position:
                    fold.apply(again, entry)
            for id, asked in self.state.receivers():
                for turn, turn_again in zip(asked.turns, again.receiver(id).turns, strict=True):
                    if _kept(turn) != _kept(turn_again):
                        found.problems.append(
                            f"{id}, turn {turn.number}: folding again counts otherwise"
                        )
        return found

    def _chained(self) -> chain.Verification:
        """The chain of hashes up to where it ended at the start: what others write meanwhile is no damage."""
        for _ in range(LOOKS):
            head = self._head()
            last = head.events if head else sys.maxsize
            found = chain.verify(self.code, _up_to(last, self.rows()), head)
            further = next(self.rows(last), None)
            stood_still = self._head() == head
            if further is not None and stood_still:
                found.problems.append(f"position {further.position}: no store wrote it")
            if found.ok or stood_still:
                break  # else somebody may have been erased while it was read
        return found

    def _head(self) -> Head | None:
        with self._lock:
            return self._database.head(self.code)

    def rows(self, after: int = 0) -> Iterator[LogRow]:
        """Every event behind position `after` as stored, with salt and hashes; for the archive."""
        while rows := self._page(after):
            yield from rows
            after = rows[-1].position

    def _page(self, after: int) -> list[LogRow]:
        with self._lock:
            return self._database.after(self.code, after, PAGE)

    def add(self, events: Sequence[AnyEvent], now: int) -> tuple[list[Entry], list[LogRow]]:
        """Fold new events in and make their rows; the store inserts them. Not for others to call."""
        entries, rows = [], []
        for event in events:
            entry = Entry(self.state.position + 1, max(now, 0), event)
            row = chain.row_of(self.code, entry, self._chain)
            fold.apply(self.state, entry)
            self._chain = row.chain
            entries.append(entry)
            rows.append(row)
        return entries, rows


def entry_of(code: str, row: LogRow) -> Entry:
    """The event of a row. Raises TamtamError where what is stored there is no event."""
    return chain.entry_of(code, row.position, row.at, row.payload)


def _up_to(last: int, rows: Iterable[LogRow]) -> Iterator[LogRow]:
    return takewhile(lambda row: row.position <= last, rows)


def _kept(turn: Turn) -> tuple[Any, Any]:
    """What a turn keeps of the answers in it, as plain data."""
    return turn.tally.snapshot(), turn.history.snapshot() if turn.history else None
