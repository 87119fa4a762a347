"""A session as it is listed: what its first event and the numbers of some others say of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

from tamtam.language.errors import TamtamError
from tamtam.session import cohort
from tamtam.session.events import Entry, SessionOpened
from tamtam.session.state import State


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
    #: Whether some answers were spared, to be compared when the same is asked again.
    spares: bool = False
    #: What is wrong with it where it can't be read; nothing of the rest is known then.
    damaged: str = ""

    @classmethod
    def of(
        cls, code: str, opened: Entry, types: Mapping[str, int], state: Callable[[], State]
    ) -> Self:
        """By its first event and how many there are of some `types`; a cohort's people are in its `state`.

        Raises TamtamError where the first event doesn't open it.
        """
        event = opened.event
        if not isinstance(event, SessionOpened):
            problem = "it doesn't begin with its opening"
            raise TamtamError("log_damaged", code=code, problem=problem)
        of_cohort = event.cut == cohort.CUT and "joined" not in types
        joined = types.get("joined", 0) - types.get("forgotten", 0)
        return cls(
            code=code,
            workshop=event.workshop,
            language=event.language,
            audience=event.audience,
            rehearsal=event.rehearsal,
            opened_at=opened.at,
            participants=cohort.people(state()) if of_cohort else joined,
            over="session_closed" in types,
            pruned="pruned" in types or "pruned_but_spared" in types,
            spares="pruned_but_spared" in types and "pruned" not in types,
        )

    @classmethod
    def of_damaged(cls, code: str, error: Exception) -> Self:
        """One of which nothing is known but what is wrong with it."""
        return cls(code, "", "", "", False, 0, 0, False, False, damaged=str(error))
