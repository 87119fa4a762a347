"""The log of every session in one place, and the one door through which events get in.

Model: a session's log is its events at positions 1, 2, 3 …; its state is their fold. Invariant: an
event is written only by `Store.run`, inside one write transaction in which the state was first
brought up to date and `rules.decide` agreed; when `run` returns, what it acknowledges is on disk.
`Log.verify` checks the result.
"""

import secrets
import threading
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tamtam.language.errors import TamtamError
from tamtam.session.commands import NewSession
from tamtam.session.events import Entry, SessionOpened
from tamtam.session.log import chain
from tamtam.session.log.batch import Batch, Outcome, Request, head_of
from tamtam.session.log.clock import now_ms
from tamtam.session.log.database import CredentialRow, Database, DatabaseError, LogRow
from tamtam.session.log.session_log import Log, entry_of
from tamtam.session.log.session_summary import SessionSummary
from tamtam.session.rules import open_session

#: Until when a session that nobody ended may still be under way (ms).
A_DAY = 24 * 3600 * 1000

#: What join codes are made of: nothing that looks like something else on a projector.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6


def code_in(typed: str) -> str:
    """The join code in what somebody typed: in whatever case and width, or an address that ends with it.

    >>> code_in(" k7p2qx"), code_in("http://192.168.1.20:8800/K7P2QX/")
    ('K7P2QX', 'K7P2QX')
    """
    plain = unicodedata.normalize("NFKC", typed).strip().rstrip("/")
    return plain.rpartition("/")[2].upper()


def _refuse_to_overwrite(place: Path) -> None:
    if place.exists():
        raise TamtamError("file_there", place=place)


class Store:
    """Every session in one place.

    A thread that reads a state while another runs commands holds `lock` meanwhile; `run` holds it
    while it changes states, not while it waits for the disk.
    """

    def __init__(self, database: Database, clock: Callable[[], int] = now_ms) -> None:
        self.place = database.place
        #: How another process opens it: unlike `place` it may hold a password.
        self.address = database.address
        #: Other servers on the same store; None where there can be none.
        self.others = database.others
        self.folder = database.folder
        self.lock = threading.RLock()
        self._database = database
        self._clock = clock
        self._logs: dict[str, Log] = {}
        #: Sessions whose state may hold what never got to the disk.
        self._unsure: set[str] = set()
        self._writing = threading.Lock()
        #: How many characters the join code of a new session has.
        self.code_length = CODE_LENGTH
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

    def verify(self, code: str) -> chain.Verification:
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

    def _summary(self, code: str, types: Mapping[str, int]) -> SessionSummary:
        """A session as it is listed; one that is damaged hides no other."""
        try:
            opened = entry_of(code, self._database.after(code, 0, 1)[0])
            return SessionSummary.of(code, opened, types, lambda: self.log(code).state)
        except (TamtamError, DatabaseError) as error:
            return SessionSummary.of_damaged(code, error)

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
            with suppress(OSError):  # half a copy is none, and would be in the way of the next
                place.unlink(missing_ok=True)
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
        with self._writing, self._transaction([code]):
            if self._database.last(code) is not None:
                raise TamtamError("session_there", code=code)
            self._insert(code, rows)

    def _take(self, code: str, rows: Sequence[LogRow], keys: Sequence[CredentialRow]) -> None:
        with self._writing, self._transaction([code]):
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
        with self._transaction(()):
            code = self._free_code()
            log = Log(self._database, self.lock, code)
            _, rows = log.add([opened], self._clock())
            self._insert(code, rows)
        with self.lock:
            self._logs[code] = log
        self._announce([code])
        return code

    def _free_code(self) -> str:
        while True:
            code = "".join(secrets.choice(CODE_LETTERS) for _ in range(self.code_length))
            if self._database.last(code) is None:
                return code

    def run(
        self, requests: Sequence[Request], noticed: dict[str, list[Entry]] | None = None
    ) -> list[Outcome | TamtamError]:
        """Do what is asked, all in one transaction; a refused command leaves the others untouched.

        Returns per command its outcome, already on disk, or why it was refused. Raises whatever the
        database raises, and then nothing was done. What others had written to these sessions meanwhile
        is put into `noticed`, by session: it is folded in first.
        """
        with self._writing:
            return self._run(requests, {} if noticed is None else noticed)

    def _run(
        self, requests: Sequence[Request], noticed: dict[str, list[Entry]]
    ) -> list[Outcome | TamtamError]:
        if self.trouble is not None:
            self._probe()  # the disk is asked first, so that no state is folded in vain
        self._settle()
        codes = {code for code, _ in requests}
        batch = Batch(self._database, self.lock, self._logs)
        try:
            with self._transaction(codes):
                results = batch.decide(requests, self.log, self._clock(), noticed)
                batch.write()
        except BaseException:
            self._refold(codes)
            raise
        self._announce(batch.written)
        if batch.erased or batch.unsaid or batch.pruned:
            self._refold([*(code for code, _ in batch.erased), *(code for code, _ in batch.unsaid)])
            if self.scrubs_at_once:
                self._database.scrub()
        return results

    def _announce(self, codes: Collection[str]) -> None:
        """Let other servers know that there is something new."""
        if self.others is not None and codes:
            self.others.announce(codes)

    @contextmanager
    def _transaction(self, codes: Collection[str]) -> Iterator[None]:
        """All or nothing: on disk once it ends, or as if it had never begun; what failed is told in words."""
        try:
            self._database.begin(codes)
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
        """Bring states back to what is on disk: what didn't get there, or was erased, is gone.

        While the disk can't be read they stay as they are; they are put right before anything is written.
        """
        with self.lock:
            self._unsure |= set(codes) & self._logs.keys()
            try:
                self._settle()
            except Exception:
                if self.trouble is None:
                    raise

    def _settle(self) -> None:
        """Fold again what may hold what never got to the disk."""
        with self.lock:
            for code in tuple(self._unsure):
                self._logs[code].fold_again()
                self._unsure.discard(code)

    def find(self, code: str, use: str, digest: bytes) -> str | None:
        """Whose a session's credential is, by its hash: "" for a link, None if it is unknown."""
        with self.lock:
            return self._database.find(code, use, digest)

    def credentials(self, session: str) -> list[CredentialRow]:
        """A session's credentials; under "" those of no session."""
        with self.lock:
            return self._database.credentials(session)

    def keep(self, credentials: Sequence[CredentialRow]) -> None:
        """Keep credentials that no command brings: of facilitators, who are in no log."""
        with self._writing, self._transaction(()):
            self._database.keep(credentials)

    def drop(self, session: str, participants: Sequence[str]) -> None:
        """Drop the credentials of these in a session; under "" those of no session."""
        with self._writing, self._transaction([session]):
            self._database.drop(session, participants)

    def close(self) -> None:
        """Close the store. Nothing is lost: whatever was acknowledged is on disk."""
        self._database.close()
