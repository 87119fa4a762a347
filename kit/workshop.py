"""A workshop, and the ways to run it: with a room, again after an interruption, alone."""

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kit import texts
from kit.deck import AUDIENCES, CUTS, Deck
from kit.errors import TamtamError
from kit.log import SessionSummary, Store, default_place, now_ms, open_store
from kit.session import Session

if TYPE_CHECKING:
    from kit.commands import NewSession
    from kit.room import Room
    from kit.study import Study

#: Until when a session that nobody ended is gone on with rather than begun anew (ms).
RESUMED_WITHIN = 24 * 3600 * 1000


class Workshop:
    """A workshop by its name or folder, in the language of its facilitator.

    `audience` is "team" or "mixed" (people of several organisations) and chooses the wording; `cut`
    the length: "half_day", "two_hours" or "one_hour". Below `min_answers` (at least 3) nothing but
    their number is shown. `store` is the file sessions are kept in; TAMTAM_STORE or your data folder
    otherwise.

    Raises TamtamError for a workshop there isn't, and for one whose deck has mistakes.
    """

    def __init__(
        self,
        workshop: str | Path = "trois_constats",
        *,
        language: str | None = None,
        audience: str = "team",
        cut: str = "half_day",
        min_answers: int = 5,
        store: str | Path | None = None,
    ) -> None:
        self.workshop = workshop
        self.language = _one_of(
            "language", language or texts.language_of_machine(), texts.LANGUAGES
        )
        self.audience = _one_of("audience", audience, AUDIENCES)
        self.cut = _one_of("cut", cut, CUTS)
        if not 3 <= min_answers <= 100:
            raise TamtamError("out_of_range", field="min_answers", low=3, high=100)
        self.min_answers = min_answers
        self._place = store

    @cached_property
    def deck(self) -> Deck:
        """What the workshop asks, read once."""
        from kit import deck_file  # a resumed session has its deck in the log

        return deck_file.read(deck_file.find(self.workshop))

    def open(self, rehearsal: bool = False, new: bool = False, lan: bool = False) -> "Room":
        """The room to lead: today's session if one is under way, else a new one. Starts the server.

        With `new` a new session is opened in any case. With `rehearsal` simulated participants may
        come in, and everything is marked as a rehearsal. `lan` lets phones on this network in, as
        the command `tamtam` does; without it only this machine.

        With TAMTAM_REHEARSE ("40:1": people and seed) a new rehearsal is opened with them in it.
        """
        from kit.room import Room
        from kit.server import run
        from kit.server.client import Client

        rehearsed = os.environ.get("TAMTAM_REHEARSE", "")
        rehearsal = rehearsal or bool(rehearsed)
        store = _store(self._place)
        running = run.start(store, lan=lan)
        anew = new or bool(rehearsed)
        under_way = None if anew else self._under_way(store, self.audience, rehearsal)
        if under_way is not None:
            room = _held(Room, store, under_way.code, self.language)
            room.say_resumed()
            return room
        code = Client(running.url, running.key).create(self._new(self.audience, rehearsal))
        room = _held(Room, store, code, self.language)
        if rehearsed:
            people, _, seed = rehearsed.partition(":")
            room.rehearse(int(people), seed=int(seed or 1), pace=0, wait=True)
        return room

    def resume(self, code: str) -> "Room":
        """The room of the session `code`, of whatever day. Starts the server if none runs."""
        from kit.room import Room
        from kit.server import run

        store = _store(self._place)
        store.log(code.upper())  # there must be one, before a server is started for it
        run.start(store)
        return _held(Room, store, code.upper(), self.language)

    def study(self, new: bool = False) -> "Study":
        """The same workshop alone: gone on with where you left it, or begun anew with `new`."""
        from kit.study import Study

        store = _store(self._place)
        found = None if new else self._under_way(store, "alone", rehearsal=False, within=None)
        code = found.code if found else store.create(self._new("alone", rehearsal=False))
        return _held(Study, store, code, self.language)

    def _under_way(
        self, store: Store, audience: str, rehearsal: bool, within: int | None = RESUMED_WITHIN
    ) -> SessionSummary | None:
        """The newest session of this workshop that is neither over nor too old."""
        since = now_ms() - within if within else 0
        return next(
            (
                found
                for found in store.sessions()
                if (found.workshop, found.audience, found.rehearsal)
                == (self.deck.id, audience, rehearsal)
                and not found.over
                and found.opened_at >= since
            ),
            None,
        )

    def _new(self, audience: str, rehearsal: bool) -> "NewSession":
        from kit import kinds
        from kit.commands import NewSession

        used = {activity.kind for activity in self.deck.activities}
        return NewSession(
            workshop=self.deck.id,
            deck=self.deck,
            kinds={name: kinds.source_hash(name) for name in sorted(used)},
            min_answers=self.min_answers,
            audience=audience,
            language=self.language,
            cut="alone" if audience == "alone" else self.cut,
            rehearsal=rehearsal,
        )

    def __repr__(self) -> str:
        return f"Workshop({str(self.workshop)!r}, language={self.language!r})"


_stores: dict[str, Store] = {}
_sessions: dict[tuple[str, str, str], Session] = {}
S = TypeVar("S", bound=Session)


def _store(place: str | Path | None) -> Store:
    """The store at a place, opened once: a cell that is run again must not open it again."""
    name = str(Path(place).resolve()) if place is not None else default_place()
    if name not in _stores:
        _stores[name] = open_store(name)
    return _stores[name]


def _held(sort: type[S], store: Store, code: str, language: str) -> S:
    """The session as this process holds it already, with its widgets, or held from now on."""
    key = (store.place, code, language)
    held = _sessions.get(key)
    if not isinstance(held, sort):
        held = _sessions[key] = sort(store, code, language)
    return held


def _one_of(field: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise TamtamError("not_an_option", field=field, options=", ".join(allowed))
    return value
