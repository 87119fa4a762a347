"""The log of every session in one place, and the one door through which events get in.

Model: a session's log is its events at positions 1, 2, 3 …; its state is their fold. Invariant: an
event is written only by `Store.run`, inside one write transaction in which the state was first
brought up to date and `rules.decide` agreed; when `run` returns, what it acknowledges is on disk.
`Log.verify` checks the result.
"""

import secrets
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

from tamtam.language.errors import TamtamError
from tamtam.session.commands import AnyCommand, NewSession
from tamtam.session.events import (
    AnyEvent,
    Entry,
    Forgotten,
    ItemEdited,
    ItemProposed,
    SessionOpened,
    SheetEntered,
)
from tamtam.session.log import chain
from tamtam.session.log.clock import now_ms
from tamtam.session.log.database import (
    CredentialRow,
    Database,
    DatabaseError,
    Head,
    LogReader,
    LogRow,
    Said,
)
from tamtam.session.rules import Decision, decide, open_session
from tamtam.session.state import State
from tamtam.session.turn import Turn

#: Until when a session that nobody ended may still be under way (ms).
A_DAY = 24 * 3600 * 1000

#: What join codes are made of: nothing that looks like something else on a projector.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6

#: What people gave, that `Prune` erases.
_GIVEN = ("answered", "sheet_entered", "rated")
#: How many rows are read at once: bounds memory without keeping a cursor open.
_PAGE = 5_000
#: How often a log is verified anew because somebody was erased from it meanwhile.
LOOKS = 5

Request = tuple[str, AnyCommand]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command came to: the events it added; none if it was `repeated`."""

    position: int
    entries: tuple[Entry, ...] = ()
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """One line of the list of sessions. `opened_at` in ms since 1970."""

    code: str
    workshop: str
    language: str
    audience: str
    rehearsal: bool
    opened_at: int
    participants: int
    over: bool
    pruned: bool
    #: What is wrong with it where it can't be read; nothing of the rest is known then.
    damaged: str = ""


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
        """Fold the whole log from its beginning; what was read of it is not kept."""
        with self._lock:
            self._begin()
            for _ in self._folded():
                pass

    def _folded(self) -> Iterator[list[Entry]]:
        """What was committed since, folded in page by page."""
        while said := self._said():
            page = [chain.entry_of(self.code, *one) for one in said]
            for entry in page:
                self.state.apply(entry)
            [last] = self._database.after(self.code, self.state.position - 1, 1)
            self._chain = last.chain
            yield page

    def _said(self) -> list[Said]:
        try:
            return self._database.said(self.code, self.state.position, _PAGE)
        except DatabaseError as error:
            raise TamtamError("log_damaged", code=self.code, problem=error) from error

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Every event behind position `after`; doesn't touch the state."""
        return (_entry(self.code, row) for row in self.rows(after))

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

    def verify(self) -> chain.Verified:
        """Check the chain of hashes, and that folding the log again gives the state there is."""
        with self._lock:
            damaged = self._database.check()
        if damaged:
            return chain.Verified(problems=[f"the store's file is damaged: {damaged[0]}"])
        found = self._chained()
        if not found.ok:
            return found
        again = State(self.code)
        for entry in self.entries():
            again.apply(entry)
        with self._lock:  # what came meanwhile, in both alike
            self.refresh()
            for entry in self.entries(again.position):
                if entry.position <= self.state.position:
                    again.apply(entry)
            for id, asked in self.state.receivers():
                for turn, turn_again in zip(asked.turns, again.receiver(id).turns, strict=True):
                    if _kept(turn) != _kept(turn_again):
                        found.problems.append(
                            f"{id}, turn {turn.number}: folding again counts otherwise"
                        )
        return found

    def _chained(self) -> chain.Verified:
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
            return self._database.after(self.code, after, _PAGE)

    def add(self, events: Sequence[AnyEvent], now: int) -> tuple[list[Entry], list[LogRow]]:
        """Fold new events in and make their rows; the store inserts them. Not for others to call."""
        entries, rows = [], []
        for event in events:
            entry = Entry(self.state.position + 1, max(now, 0), event)
            row = chain.row_of(self.code, entry, self._chain)
            self.state.apply(entry)
            self._chain = row.chain
            entries.append(entry)
            rows.append(row)
        return entries, rows


def _refuse_to_overwrite(place: Path) -> None:
    if place.exists():
        raise TamtamError("file_there", place=place)


def head_of(last: LogRow) -> Head:
    """Where a log ends whose last event is this."""
    return Head(last.position, last.chain)


def _up_to(last: int, rows: Iterable[LogRow]) -> Iterator[LogRow]:
    return takewhile(lambda row: row.position <= last, rows)


def _kept(turn: Turn) -> tuple[Any, Any]:
    """What a turn keeps of the answers in it, as plain data."""
    return turn.tally.snapshot(), turn.history.snapshot() if turn.history else None


class Store:
    """Every session in one place.

    A thread that reads a state while another runs commands holds `lock` meanwhile; `run` holds it
    while it changes states, not while it waits for the disk.
    """

    def __init__(self, database: Database, clock: Callable[[], int] = now_ms) -> None:
        self.place = database.place
        self.folder = database.folder
        self.lock = threading.RLock()
        self._database = database
        self._clock = clock
        self._logs: dict[str, Log] = {}
        self._writing = threading.Lock()
        #: Why nothing can be written at present; None while all is well.
        self.trouble: TamtamError | None = None
        #: Whether files are rewritten as soon as something is erased; a server does it in a calm moment.
        self.scrubs_at_once = True

    def log(self, code: str) -> Log:
        """The log of a session, up to date when first asked for. Raises TamtamError if there is none."""
        with self.lock:
            log = self._logs.get(code)
            if log is None:
                log = Log(self._database, self.lock, code)
                log.fold_again()
                if log.state.opened is None:
                    raise TamtamError("no_such_session", code=code)
                self._logs[code] = log
        return log

    def verify(self, code: str) -> chain.Verified:
        """What `Log.verify` says of a session, also of one that is too damaged to be gone on with."""
        if self._database.last(code) is None:
            raise TamtamError("no_such_session", code=code)
        with self.lock:
            log = self._logs.get(code) or Log(self._database, self.lock, code)
        return log.verify()

    def sessions(self) -> list[SessionSummary]:
        """Every session, the newest first."""
        with self.lock:
            summaries = [
                self._summary(code, types) for code, types in self._database.counts().items()
            ]
        return sorted(summaries, key=lambda summary: (-summary.opened_at, summary.code))

    def needed(self, now: int) -> bool:
        """Whether a session goes on: not over, and begun no longer than a day before `now`."""
        return any(not one.over and now - one.opened_at < A_DAY for one in self.sessions())

    def _summary(self, code: str, types: dict[str, int]) -> SessionSummary:
        """A session as it is listed; one that is damaged hides no other."""
        try:
            opened = _entry(code, self._database.after(code, 0, 1)[0])
        except (TamtamError, DatabaseError) as error:
            return SessionSummary(code, "", "", "", False, 0, 0, False, False, damaged=str(error))
        event = opened.event
        if not isinstance(event, SessionOpened):
            problem = str(
                TamtamError("log_damaged", code=code, problem="it doesn't begin with its opening")
            )
            return SessionSummary(code, "", "", "", False, 0, 0, False, False, damaged=problem)
        return SessionSummary(
            code=code,
            workshop=event.workshop,
            language=event.language,
            audience=event.audience,
            rehearsal=event.rehearsal,
            opened_at=opened.at,
            participants=types.get("joined", 0) - types.get("forgotten", 0),
            over="session_closed" in types,
            pruned="pruned" in types,
        )

    def back_up(self, place: Path) -> None:
        """Write all sessions into a new file, while the store goes on being used.

        Raises TamtamError where the file is there already, or can't be written.
        """
        _refuse_to_overwrite(place)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with self.lock:
                self._database.copy(place)
            place.chmod(0o600)
        except (OSError, DatabaseError) as error:
            raise TamtamError("store_not_writable", place=place, problem=error) from error

    def rescue(self, into: "Store") -> dict[str, tuple[int, int]]:
        """Copy what can be read and verifies of each session into another store.

        Returns by code how many events were taken, and how many there were said to be.
        """
        found = {}
        for code, written in self._database.said_to_be().items():
            rows = list(chain.whole(code, self._readable(code)))
            if rows:
                into._take(code, rows, self._database.credentials(code))
            found[code] = len(rows), written
        return found

    def _readable(self, code: str) -> Iterator[LogRow]:
        """A session's events from the first, as far as the file can be read."""
        after = 0
        while True:
            try:
                with self.lock:
                    [row] = self._database.after(code, after, 1)
            except (DatabaseError, ValueError):
                return
            yield row
            after = row.position

    def restore(self, code: str, rows: Sequence[LogRow]) -> None:
        """Take a session back as it was written elsewhere; by what its people were known stays there.

        Raises TamtamError where a session of this code is here already.
        """
        with self._writing, self._transaction():
            if self._database.last(code) is not None:
                raise TamtamError("session_there", code=code)
            self._insert(code, rows)

    def _take(self, code: str, rows: Sequence[LogRow], keys: Sequence[CredentialRow]) -> None:
        with self._writing, self._transaction():
            self._insert(code, rows)
            self._database.keep(keys)

    def _insert(self, code: str, rows: Sequence[LogRow]) -> None:
        """Write events, and anchor the last of them outside the pages that it proves."""
        self._database.insert(rows)
        self._database.anchor(code, head_of(rows[-1]))

    def create(self, new: NewSession) -> str:
        """Open a session; returns its join code, drawn so that no other session here has it.

        Raises TamtamError where the deck has mistakes, or something else in `new` can't be.
        """
        opened = open_session(new, secrets.randbits(32) if new.seed is None else new.seed)
        with self._writing:
            return self._create(opened)

    def _create(self, opened: SessionOpened) -> str:
        with self._transaction():
            code = self._free_code()
            log = Log(self._database, self.lock, code)
            _, rows = log.add([opened], self._clock())
            self._insert(code, rows)
        with self.lock:
            self._logs[code] = log
        return code

    def _free_code(self) -> str:
        while True:
            code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
            if self._database.last(code) is None:
                return code

    def run(self, requests: Sequence[Request]) -> list[Outcome | TamtamError]:
        """Do what is asked, all in one transaction; a refused command leaves the others untouched.

        Returns per command its outcome, already on disk, or why it was refused. Raises whatever the
        database raises, and then nothing was done.
        """
        with self._writing:
            return self._run(requests)

    def _run(self, requests: Sequence[Request]) -> list[Outcome | TamtamError]:
        if self.trouble is not None:
            self._probe()  # the disk is asked first, so that no state is folded in vain
        batch = _Batch(self._database, self.lock, self._logs)
        try:
            with self._transaction():
                results = batch.decide(requests, self.log, self._clock())
                batch.write()
        except BaseException:
            self._refold(code for code, _ in requests)
            raise
        if batch.erased or batch.unsaid or batch.pruned:
            self._refold([*(code for code, _ in batch.erased), *(code for code, _ in batch.unsaid)])
            if self.scrubs_at_once:
                self._database.scrub()
        return results

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing: on disk once it ends, or as if it had never begun; what failed is told in words."""
        try:
            self._database.begin()
        except Exception as error:
            self._note_trouble(error)
            raise
        try:
            yield
            self._database.commit()
        except BaseException as error:
            self._database.rollback()
            self._note_trouble(error)
            raise

    def try_again(self) -> None:
        """See whether what kept anything from being written is over. Raises TamtamError where it isn't."""
        with self._writing:
            self._probe()

    def _probe(self) -> None:
        try:
            self._database.probe()
        except Exception as error:
            self._database.rollback()
            self._note_trouble(error)
            raise
        self.trouble = None

    def _note_trouble(self, error: BaseException) -> None:
        """Keep in mind that nothing can be written, where that is what `error` means; raised in words."""
        reason = self._database.reason(error) if isinstance(error, Exception) else None
        if reason is not None:
            self.trouble = reason
            raise reason from error

    def is_scrubbed(self) -> bool:
        """Whether no copy of anything erased is left in the files."""
        with self.lock:
            return self._database.is_scrubbed()

    def scrub(self) -> bool:
        """Rewrite the files, so that no copy of anything erased is left; False if that has to wait.

        People go on reading meanwhile; who writes waits.
        """
        with self._writing:
            return self._database.scrub()

    def _refold(self, codes: Iterable[str]) -> None:
        """Bring states back to what is on disk: what didn't get there, or was erased, is gone."""
        with self.lock:
            for code in set(codes) & self._logs.keys():
                self._logs[code].fold_again()

    def find(self, use: str, digest: bytes) -> tuple[str, str] | None:
        """(session, participant) of a credential by its hash, None if it is unknown."""
        with self.lock:
            return self._database.find(use, digest)

    def credentials(self, session: str) -> list[CredentialRow]:
        """A session's credentials; under "" those of no session."""
        with self.lock:
            return self._database.credentials(session)

    def keep(self, credentials: Sequence[CredentialRow]) -> None:
        """Keep credentials that no command brings: of facilitators, who are in no log."""
        with self._writing, self._transaction():
            self._database.keep(credentials)

    def drop(self, session: str, participants: Sequence[str]) -> None:
        """Drop the credentials of these in a session; under "" those of no session."""
        with self._writing, self._transaction():
            self._database.drop(session, participants)

    def close(self) -> None:
        """Close the store. Nothing is lost: whatever was acknowledged is on disk."""
        self._database.close()


class _Batch:
    """What one transaction is about to write."""

    def __init__(self, database: Database, lock: threading.RLock, logs: dict[str, Log]) -> None:
        self._database = database
        self._lock = lock
        self._logs = logs
        self._rows: list[LogRow] = []
        self._credentials: list[CredentialRow] = []
        self._revoked: list[tuple[str, str]] = []
        self.erased: list[tuple[str, tuple[str, ...]]] = []
        self.unsaid: list[tuple[str, tuple[str, str]]] = []
        self.pruned: list[str] = []

    def decide(
        self, requests: Sequence[Request], log_of: Callable[[str], Log], now: int
    ) -> list[Outcome | TamtamError]:
        with self._lock:
            for code in {code for code, _ in requests} & self._logs.keys():
                self._logs[code].refresh()
            return [self._one(code, command, log_of, now) for code, command in requests]

    def _one(
        self, code: str, command: AnyCommand, log_of: Callable[[str], Log], now: int
    ) -> Outcome | TamtamError:
        try:
            log = log_of(code)
            decision = decide(log.state, command, now)
        except TamtamError as error:
            return error
        entries, rows = log.add(decision.events, now)
        self._rows += rows
        self._note(code, decision)
        return Outcome(log.state.position, tuple(entries), decision.repeated)

    def _note(self, code: str, decision: Decision) -> None:
        if decision.erase:
            self.erased.append((code, decision.erase))
        if decision.unsay is not None:
            self.unsaid.append((code, decision.unsay))
        if decision.prune:
            self.pruned.append(code)
        if decision.revoke is not None:
            self._revoked.append((code, decision.revoke))
            self._credentials = [
                kept
                for kept in self._credentials
                if (kept.session, kept.use) != (code, decision.revoke)
            ]
        for credential in decision.credentials:
            self._credentials.append(
                CredentialRow(credential.digest, credential.use, code, decision.participant or "")
            )

    def write(self) -> None:
        self._database.insert(self._rows)
        for code, last in {row.session: row for row in self._rows}.items():
            self._database.anchor(code, head_of(last))
        for code, use in self._revoked:
            self._database.revoke(code, use)
        if self._credentials:
            self._database.keep(self._credentials)
        for code, gone in self.erased:
            self._database.erase(code, self._positions_of(code, frozenset(gone)))
            self._database.drop(code, gone)
        for code, item in self.unsaid:
            self._database.erase(code, self._words_of(code, item))
        for code in self.pruned:
            self._database.erase(code, self._answers_in(code))

    def _answers_in(self, code: str) -> list[int]:
        """Where an answer, or a sheet of them, stands that isn't erased yet."""
        rows = (row for row in self._rows_of(code) if row.type in _GIVEN)
        return [row.position for row in rows if row.payload is not None]

    def _positions_of(self, code: str, gone: frozenset[str]) -> list[int]:
        """Every event that is one of theirs, but those that forget, and every edit of their words.

        Of a sheet, the event that entered it.
        """
        own = {
            (event.activity, event.item)
            for row in self._rows_of(code)
            if row.type == "item_proposed"
            and isinstance(event := _entry(code, row).event, ItemProposed)
            and event.participant in gone
        }
        return [
            row.position
            for row in self._rows_of(code)
            if row.type != "forgotten" and _is_of(_entry(code, row).event, gone, own)
        ]

    def _words_of(self, code: str, item: tuple[str, str]) -> list[int]:
        """Every event that words an item."""
        return [
            row.position
            for row in self._rows_of(code)
            if row.type in ("item_proposed", "item_edited")
            and isinstance(event := _entry(code, row).event, ItemProposed | ItemEdited)
            and (event.activity, event.item) == item
        ]

    def _rows_of(self, code: str) -> Iterator[LogRow]:
        """A session's rows, with those this transaction wrote."""
        after = 0
        while rows := self._database.after(code, after, _PAGE):
            yield from rows
            after = rows[-1].position


def _entry(code: str, row: LogRow) -> Entry:
    return chain.entry_of(code, row.position, row.at, row.payload)


def _is_of(event: AnyEvent | None, gone: frozenset[str], own: set[tuple[str, str]]) -> bool:
    """Whether an event says something of one of those who go, or words one of their `own` items."""
    if isinstance(event, ItemEdited):
        return (event.activity, event.item) in own
    if isinstance(event, SheetEntered):
        return event.sheet in gone
    return getattr(event, "participant", None) in gone
