"""What the owner of a store does with sessions kept in it: erase a person, or answers that grew old.

While a server runs it is the one writer, so it is told; otherwise the store is written here.
"""

from dataclasses import dataclass

from tamtam.server import run
from tamtam.server.client import Client
from tamtam.session import commands as c
from tamtam.session.log import Sessions, SessionSummary, Store, do

#: For how many days single answers are kept before it is offered to erase them.
KEPT_DAYS = 30
#: And what people let be kept until it is asked again, 90 days on.
SPARED_DAYS = 120
#: A day (ms).
_DAY = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in a session: id, alias, and how many answers of theirs count."""

    id: str
    alias: str
    answers: int


def person(store: Store, code: str, alias: str) -> Person:
    """Who is called `alias` in a session, however it is typed.

    Raises TamtamError for a session there isn't, and for a name that nobody has.
    """
    state = store.log(code).state
    found = state.called(alias)
    turns = (turn for _, asked in state.receivers() for turn in asked.turns)
    answers = sum(len(turn.answers.get(found.id, {})) for turn in turns)
    return Person(found.id, found.alias, answers)


def forget(store: Store, code: str, person: Person) -> None:
    """Erase a person and all they gave, from the log and from its file."""
    _write(store, code, c.Forget(person.id))


def grown_old(store: Sessions, days: int, now: int) -> list[SessionSummary]:
    """Sessions opened more than `days` days before `now` (ms since 1970) that hold answers of people.

    Where only those are left that were spared for a comparison, after `SPARED_DAYS`. What you did alone
    isn't among them: it is yours, for as long as you like.
    """

    def kept_for(session: SessionSummary) -> int:
        return max(days, SPARED_DAYS) if session.spares else days

    return [
        session
        for session in store.sessions()
        if session.opened_at < now - kept_for(session) * _DAY
        and (session.spares or not session.pruned)
        and not session.damaged
        and session.audience != "alone"
    ]


def prune(store: Store, code: str) -> None:
    """End a session and erase every answer in it, from the log and its file; what was revealed stays."""
    _write(store, code, c.Prune())


def _write(store: Store, code: str, command: c.AnyFacilitatorCommand) -> None:
    if running := run.find(store):
        Client(running.url, running.key).run(code, command)
        store.log(code).refresh()
        return
    do(store, code, command)
