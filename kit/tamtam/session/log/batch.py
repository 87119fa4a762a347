"""Batch: what one transaction is about to write, decided command by command."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tamtam.language.errors import TamtamError
from tamtam.session.commands import AnyCommand
from tamtam.session.events import Answered, AnyEvent, Entry, ItemEdited, ItemProposed, SheetEntered
from tamtam.session.log.database import CredentialRow, Database, Head, LogRow
from tamtam.session.log.session_log import PAGE, Log, entry_of
from tamtam.session.rules import Decision, decide

#: What people gave, that `Prune` erases.
_GIVEN = ("answered", "sheet_entered", "rated", "choice_kept")

Request = tuple[str, AnyCommand]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command came to: the events it added; none if it was `repeated`."""

    position: int
    entries: tuple[Entry, ...] = ()
    repeated: bool = False


class Batch:
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
        self.pruned: dict[str, frozenset[tuple[str, str]]] = {}

    @property
    def written(self) -> set[str]:
        """The sessions that got events."""
        return {row.session for row in self._rows}

    def decide(
        self,
        requests: Sequence[Request],
        log_of: Callable[[str], Log],
        now: int,
        noticed: dict[str, list[Entry]],
    ) -> list[Outcome | TamtamError]:
        """Decide what is asked, in this order; what others wrote is put into `noticed`."""
        with self._lock:
            for code in {code for code, _ in requests} & self._logs.keys():
                if fresh := self._logs[code].refresh():
                    noticed.setdefault(code, []).extend(fresh)
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
            self.pruned[code] = decision.spare
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
        """Write what was decided, and erase what is to go."""
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
        for code, spared in self.pruned.items():
            self._database.erase(code, self._answers_in(code, spared))

    def _answers_in(self, code: str, spared: frozenset[tuple[str, str]]) -> list[int]:
        """Where an answer that isn't spared, or a sheet of them, stands that isn't erased yet."""
        rows = (row for row in self._rows_of(code) if row.type in _GIVEN)
        there = [row for row in rows if row.payload is not None]
        return [
            row.position
            for row in there
            if not (spared and isinstance(event := entry_of(code, row).event, Answered))
            or (event.participant, event.activity) not in spared
        ]

    def _positions_of(self, code: str, gone: frozenset[str]) -> list[int]:
        """Every event that is one of theirs, but those that forget, and every edit of their words.

        Of a sheet, the event that entered it.
        """
        own = {
            (event.activity, event.item)
            for row in self._rows_of(code)
            if row.type == "item_proposed"
            and isinstance(event := entry_of(code, row).event, ItemProposed)
            and event.participant in gone
        }
        return [
            row.position
            for row in self._rows_of(code)
            if row.type != "forgotten" and _is_of(entry_of(code, row).event, gone, own)
        ]

    def _words_of(self, code: str, item: tuple[str, str]) -> list[int]:
        """Every event that words an item."""
        return [
            row.position
            for row in self._rows_of(code)
            if row.type in ("item_proposed", "item_edited")
            and isinstance(event := entry_of(code, row).event, ItemProposed | ItemEdited)
            and (event.activity, event.item) == item
        ]

    def _rows_of(self, code: str) -> Iterator[LogRow]:
        """A session's rows, with those this transaction wrote."""
        after = 0
        while rows := self._database.after(code, after, PAGE):
            yield from rows
            after = rows[-1].position


def _is_of(event: AnyEvent | None, gone: frozenset[str], own: set[tuple[str, str]]) -> bool:
    """Whether an event says something of one of those who go, or words one of their `own` items."""
    if isinstance(event, ItemEdited):
        return (event.activity, event.item) in own
    if isinstance(event, SheetEntered):
        return event.sheet in gone
    return getattr(event, "participant", None) in gone


def head_of(last: LogRow) -> Head:
    """Where a log ends whose last event is this."""
    return Head(last.position, last.chain)
