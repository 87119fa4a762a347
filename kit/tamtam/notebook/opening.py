"""Finding and opening a workshop's sessions: a new one, one to go on with, one of one's own to study."""

import os
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec

from tamtam.deck.deck import AGAIN, AUDIENCES, CUTS, Deck, Privacy
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.notebook import chosen_session, privacy_notice, process
from tamtam.notebook.backend import Backend
from tamtam.notebook.chosen_session import RESUMED_WITHIN, Followable, Resumable
from tamtam.notebook.remote_backend import elsewhere
from tamtam.notebook.room import Room
from tamtam.server import retention
from tamtam.session import again
from tamtam.session.log import Sessions, SessionSummary, code_in, now_ms

if TYPE_CHECKING:
    from tamtam.notebook.adaptation import Adaptation
    from tamtam.notebook.study import Study
    from tamtam.session.commands import NewSession
    from tamtam.session.log import Store

#: What chance decides in a rehearsal, such as who sits with whom, it decides in every rehearsal alike.
SEED_OF_REHEARSALS = 1


class Opening:
    """The sessions of a workshop, in the language of its facilitator, and nothing that is shown."""

    def __init__(
        self,
        workshop: str | Path = "trois_constats",
        *,
        language: str | None = None,
        audience: str | None = None,
        cut: str = "half_day",
        min_answers: int = 5,
        store: str | Path | None = None,
        server: str | None = None,
        token: str | None = None,
    ) -> None:
        self.workshop = workshop
        self._language = _one_of(
            "language", language or texts.language_of_machine(), texts.LANGUAGES
        )
        self.audience = _one_of("audience", audience, AUDIENCES) if audience else None
        self._cut = _one_of("cut", cut, CUTS)
        if not 3 <= min_answers <= 100:
            raise TamtamError("out_of_range", field="min_answers", low=3, high=100)
        self.min_answers = min_answers
        self._place = store
        #: A server elsewhere and what opens it, where sessions are led there.
        self._elsewhere = elsewhere(server, token, store)

    @property
    def language(self) -> str:
        """What is spoken: the language that was asked for where the deck is in it, else its first."""
        return self.deck.spoken(self._language)

    @property
    def cut(self) -> str:
        """How long a new session is: the cut that was asked for where the deck has it, else its first."""
        return self.deck.cut(self._cut)

    @cached_property
    def deck(self) -> Deck:
        """What the workshop asks, read once."""
        from tamtam.authoring import deck_file  # a resumed session has its deck in the log

        return deck_file.read(deck_file.find(self.workshop))

    def varied(self, **settings: Any) -> Self:
        """The same workshop, in the same store, with other settings for a new session."""
        url, token = self._elsewhere or (None, None)
        return type(self)(self.workshop, store=self._place, server=url, token=token, **settings)

    def of(self, workshop: str | Path) -> Self:
        """Another workshop in the same store, its facilitator's language and settings the same."""
        url, token = self._elsewhere or (None, None)
        return type(self)(
            workshop,
            language=self._language,
            min_answers=self.min_answers,
            store=self._place,
            server=url,
            token=token,
        )

    def adaptation(self) -> "Adaptation":
        """The deck as it is in its file now, to change and to save."""
        from tamtam.authoring import deck_file
        from tamtam.notebook.adaptation import Adaptation

        audience = self.audience or AUDIENCES[0]
        return Adaptation(self.deck.id, deck_file.find(self.workshop), audience, self.cut)

    def open(self, rehearsal: bool | None = None, new: bool = False, lan: bool = False) -> Room:
        """The room to lead: the session that was chosen, or is under way, else a new one.

        With `new` a new session is opened in any case. With `rehearsal` simulated participants may
        come in, and everything is marked as a rehearsal. What is left unsaid here, audience and
        rehearsal, is as in the session that was chosen. `lan` lets phones on this network
        in, as the command `tamtam` does; without it only this machine. Starts the server.

        With TAMTAM_REHEARSE ("40:1": people and seed) a new rehearsal is opened with them in it.

            room = workshop.open()
        """
        rehearsed = os.environ.get("TAMTAM_REHEARSE", "")
        self._backend.start(lan=lan or None)
        if rehearsed:
            room = self._open_new(rehearsal=True)
            people, _, seed = rehearsed.partition(":")
            room.rehearse(int(people), seed=int(seed or 1), pace=0, wait=True)
            return room
        if not new and (under_way := self.under_way(rehearsal)):
            return self._go_on_with(under_way)
        left = None if new or rehearsal else self._left()
        room = self._open_new(bool(rehearsal))
        if left is not None and left.participants:
            room.say_left(left)
        return room

    def _go_on_with(self, found: SessionSummary) -> Room:
        """The room of a session that is under way; from today on it is the chosen one, if none was."""
        store, room = self._backend.store, self._room(found.code, self.language)
        chosen = chosen_session.chosen(store, self.deck.id)
        if not found.rehearsal and (chosen is None or chosen.code == found.code):
            chosen_session.choose(store, self.deck.id, found.code)
        room.say_resumed()
        return room

    def _open_new(self, rehearsal: bool) -> Room:
        """The room of a new session, which is chosen from now on unless it is a rehearsal."""
        new = self._new(self.audience or AUDIENCES[0], rehearsal)
        deck = msgspec.structs.replace(new.deck, privacy=self.privacy())
        code = self._backend.client().create(msgspec.structs.replace(new, deck=deck))
        room = self._room(code, self.language)
        if not rehearsal:
            chosen_session.choose(self._backend.store, self.deck.id, code)
        return room

    def privacy(self) -> Privacy:
        """What people will read before they come into a new session."""
        return privacy_notice.kept(self._backend.store, self.deck)

    def say_privacy(self, **said: str) -> None:
        """Say it for the next sessions of this workshop, as far as its file leaves it open."""
        told = privacy_notice.worded(self.deck, self.language, said, self.privacy())
        privacy_notice.keep(self._backend.store, self.deck.id, told)

    def _left(self) -> SessionSummary | None:
        """The session that nobody ended, of whatever day."""
        audience = self.audience or AUDIENCES[0]
        return self._newest(self._backend.store, audience, rehearsal=False, within=None)

    def under_way(self, rehearsal: bool | None = None) -> SessionSummary | None:
        """The session that `open` goes on with: the chosen one, else the newest of the last four days."""
        store = self._backend.store
        found = chosen_session.chosen(store, self.deck.id)
        said = (self.audience, rehearsal)
        if found and said[0] in (None, found.audience) and said[1] in (None, found.rehearsal):
            return found
        return self._newest(store, self.audience or AUDIENCES[0], bool(rehearsal))

    def resumable(self) -> list[Resumable]:
        """Every session of this workshop that can be gone on with, the newest first.

        workshop.resumable()
        """
        return self._backend.resumable(self.deck.id)

    def choose(self, code: str) -> None:
        """Let the workshop's notebooks go on with session `code`, in whichever kernel they run.

        What another one led until now goes dark: its wall, its clicker, its co-facilitator.

            workshop.choose("K7P2QX")
        """
        self._turn_to(code, self._led())

    def begin(self, rehearsal: bool = False) -> Room:
        """A new session, which the notebooks go on with; what led the former one goes dark.

        room = workshop.begin()
        """
        left = self._led()
        room = self.open(rehearsal=rehearsal, new=True)
        self._turn_to(room.code, left)
        return room

    def followable(self) -> list[Followable]:
        """Every session that can be asked again, and which of its steps: the newest first, rehearsals last.

        workshop.followable()
        """
        store, marked = self._backend.store, self.deck.cuts.get(AGAIN, {})
        return list(chosen_session.followable(store, self.deck.id, marked, now_ms()))

    def again(self, code: str) -> Room:
        """A session that asks again what session `code` was shown, in the same words: 90 days on.

        It asks what the deck marks (its cut "again"), else all that can be compared. Nothing changes in the
        former session. One that was begun so and isn't over is gone on with. Raises TamtamError where
        nothing was shown that could be compared.

            room = workshop.again("K7P2QX")
        """
        self._backend.start()
        left = self._led()
        begun = self._begun_again(code_in(code))
        self._turn_to(begun, left)
        return self._room(begun, self.language)

    def _begun_again(self, code: str) -> str:
        """The code of the session that follows another, opened where there is none yet."""
        store = self._backend.store
        with store.lock:
            log = store.log(code)
            log.refresh()
            if (workshop := log.state.session.workshop) != self.deck.id:
                raise TamtamError("other_workshop", code=code, workshop=workshop)
            marked, spoken = self.deck.cuts.get(AGAIN, {}), log.state.deck.spoken(self._language)
            new = again.new_session(log.state, marked, spoken)
        under_way = chosen_session.following(store, code)
        return under_way.code if under_way else self._backend.client().create(new)

    def _led(self) -> SessionSummary | None:
        """The session that is led until another is chosen."""
        chosen = chosen_session.chosen(self._backend.store, self.deck.id)
        return chosen or self.under_way()

    def _turn_to(self, code: str, left: SessionSummary | None) -> None:
        chosen_session.choose(self._backend.store, self.deck.id, code)
        if left is not None and left.code != code:
            self.retire(left.code, code)

    def retire(self, code: str, begun: str = "") -> None:
        """Let no page of a session lead or show it any more: its secret links are worthless from now on.

        Pages that are open say which session was `begun` instead.

        Nothing of what was answered is lost, and it can be gone on with: then links are drawn anew.

            workshop.retire("K7P2QX")
        """
        links = self._room(code, self._language).links
        for use in ("screen", "clicker", "moderator"):
            links.revoke(use, begun)

    def resume(self, code: str) -> Room:
        """The room of the session `code`, of whatever day. Starts the server if none runs.

        room = workshop.resume("K7P2QX")
        """
        code = code_in(code)
        found = self._backend.store.verify(code)  # there must be one, and it must be whole
        if not found.ok:
            raise TamtamError("log_not_whole", code=code, problem=found.problems[0])
        self._backend.start()
        return self._room(code, self._language)

    def grown_old(self) -> list[SessionSummary]:
        """Sessions, of any workshop, whose single answers have been kept for longer than they should be."""
        return retention.grown_old(self._backend.store, retention.KEPT_DAYS, now_ms())

    def prune(self) -> int:
        """Erase the single answers of those; what was revealed stays. Returns of how many sessions."""
        found = self.grown_old()
        for session in found:
            self._backend.prune(session.code)
        return len(found)

    def end_server(self) -> None:
        """End a server that runs but answers nobody; what was acknowledged is on disk."""
        self._backend.end_hanging()

    def _own_store(self) -> "Store":
        """Where this machine keeps sessions, also while others are led elsewhere."""
        return process.local(self._place).store

    def study(self, new: bool = False, again: str | Path = "") -> "Study":
        """The same workshop alone: gone on with where you left it, or begun anew with `new`.

        After 30 or 90 days `again` is the answers' file you took home: begun anew, once, and beside each
        step stands what you answered then.

        study = workshop.study()
        """
        from tamtam.notebook.study import Study, own_answers

        before = own_answers(again) if again else ""
        store = self._own_store()
        found = None if new else self._newest(store, "alone", rehearsal=False, within=None)
        if found:
            study = process.session(
                Study, store.place, found.code, self.language, partial(Study, store)
            )
            if study.is_compared_with(before):
                return study
        code = store.create(self._new("alone", rehearsal=False))
        study = process.session(Study, store.place, code, self.language, partial(Study, store))
        if before:
            study.keep_before(before)
        return study

    @property
    def _backend(self) -> Backend:
        return process.remote(*self._elsewhere) if self._elsewhere else process.local(self._place)

    def _room(self, code: str, language: str) -> Room:
        backend = self._backend
        return process.session(Room, backend.store.place, code, language, partial(Room, backend))

    def _newest(
        self, store: Sessions, audience: str, rehearsal: bool, within: int | None = RESUMED_WITHIN
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
        from tamtam import kinds
        from tamtam.session.commands import NewSession

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
            seed=SEED_OF_REHEARSALS if rehearsal else None,
        )


def _one_of(field: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise TamtamError("not_an_option", field=field, options=", ".join(allowed))
    return value
