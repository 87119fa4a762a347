"""The workshop alone on a page, without cells: what it shows and what its visitor does, as plain values.

Whoever hosts the page calls `Course.call`: Python that runs in the browser itself, or a server on the same
machine. No widget, and nothing but the store is changed.
"""

import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, Self

import msgspec

from tamtam.authoring.pages import asked
from tamtam.deck.deck import Activity, Deck, Part
from tamtam.kinds import source_hash
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.notebook import form_texts
from tamtam.notebook.study import HAND_IN, Study
from tamtam.session import cohort
from tamtam.session.commands import NewSession
from tamtam.session.log import Store, open_store


class Course:
    """One person's workshop in one language, over a store that is theirs alone."""

    def __init__(
        self, store: Store, deck: Deck, language: str, classes: Store | None = None
    ) -> None:
        self._store = store
        #: Where the cohorts are kept that one may hand in to; None where nobody hosts any.
        self._classes = classes
        self._deck = deck
        self.language = deck.spoken(language)
        self._study = self._resumed()

    def call(self, name: str, arguments: Mapping[str, Any]) -> Any:
        """What a page asks for, by its name; a refusal is told in words, under "refused"."""
        calls: dict[str, Callable[..., Any]] = {
            "outline": self.outline,
            "step": self.step,
            "answer": self.answer,
            "propose": self.propose,
            "hold": self.hold,
            "bet": self.bet,
            "play": self.play,
            "files": self.files,
            "compare": self.compare,
            "since": self.since,
            "did": self.did,
            "hand_in": self.hand_in,
            "join": self.join,
            "beside": self.beside,
            "restart": self.restart,
        }
        try:
            return calls[name](**arguments)
        except TamtamError as error:
            return {"refused": f"{error.message(self.language)} {error.hint(self.language)}"}

    def outline(self) -> dict[str, Any]:
        """The parts with their steps, stories, checks and readings; how far one is; the page's own words."""
        with self._study.state() as state:
            deck = state.deck
        done, of, minutes, following = self._study.progress()
        return {
            "title": self._pick(deck.title),
            "language": self.language,
            "languages": list(deck.languages),
            "words": texts.section(self.language, "course"),
            "parts": [found for part in deck.parts if (found := self._part(deck, part))],
            "progress": {"done": done, "of": of, "minutes": minutes, "next": following},
            "step": list(self._study.planned_step()),
            "classes": self._classes is not None,
        }

    def _part(self, deck: Deck, part: Part) -> dict[str, Any] | None:
        steps = [self._entry(activity, minutes) for activity, minutes in asked(deck, part, "alone")]
        if not steps:
            return None
        checks = [
            {
                "question": self._pick(check.question),
                "choices": [
                    {"text": self._pick(c.text), "why": self._pick(c.why), "right": c.right}
                    for c in check.choices
                ],
            }
            for check in part.study.checks
        ]
        return {
            "id": part.id,
            "title": self._pick(part.title),
            "story": self._pick(part.story_alone),
            "steps": steps,
            "checks": checks,
            "echoes": self._study.echoes(part.id),
            "critic": self._pick(part.study.critic),
            "reading": [self._pick(work) for work in part.study.reading],
        }

    def _entry(self, activity: Activity, minutes: float) -> dict[str, Any]:
        return {
            "id": activity.id,
            "heading": self._pick(activity.title),
            "minutes": minutes,
            "done": not self._study.mirror(activity.id).is_empty,
        }

    def step(self, id: str) -> dict[str, Any]:
        """A step with the form that asks it, its bets, one's own answers and simulated company."""
        self._study.open(id)
        return {"id": id, **self._shown(id)}

    def _shown(self, id: str) -> dict[str, Any]:
        activity, view = self._study.activity(id), self._study.view(id)
        shown = self._study.shown(id)
        mine = dict(shown["mine"])
        return {
            "heading": self._pick(activity.title),
            "question": self._pick(activity.question),
            "ask": self._pick(activity.question_d),
            "kind": activity.kind,
            "texts": form_texts.of(activity.kind, self.language, alone=True),
            "form": {**shown, "mine": mine, "order": mine.get("order")},
            "bets": [{**bet._asdict(), "said": bet.said(self.language)} for bet in view.above],
            "players": list(view.players),
            "mirror": view.html(above=True),
            "progress": view.progress,
        }

    def answer(self, id: str, item: str, phase: str, value: Any) -> dict[str, Any]:
        """Keep an answer, None to take it back; returns the step as it is then."""
        self._study.answer(id, item, value, phase)
        return self._shown(id)

    def propose(self, id: str, texts: list[str], gone: list[str]) -> dict[str, Any]:
        """Keep what was written, take back what was taken out; returns the step as it is then."""
        self._study.propose(id, texts, gone)
        return self._shown(id)

    def hold(self, id: str, drafts: dict[str, Any]) -> dict[str, Any]:
        """Keep what a form holds that isn't sent; returns the step as it is then."""
        self._study.hold(id, drafts)
        return self._shown(id)

    def bet(self, id: str, name: str, value: int) -> dict[str, Any]:
        """Keep a bet; returns the step it comes before."""
        self._study.bet(name, value)
        return self._shown(id)

    def play(self, id: str, players: list[str]) -> dict[str, Any]:
        """Begin a game anew, with players of these sorts, or with those that chance draws."""
        self._study.play_with(*players)
        return self._shown(id)

    def files(self) -> dict[str, str]:
        """What one takes home: each file's name with its text."""
        with tempfile.TemporaryDirectory() as folder:
            written = self._study.write_results(folder)
            return {path.name: path.read_text(encoding="utf-8") for path in written}

    def compare(self, kept: str) -> dict[str, Any]:
        """Compare with an answers' file of one's own from now on; returns what moved."""
        self._study.keep_before(kept)
        return self.since()

    def since(self) -> dict[str, Any]:
        """What moved since the answers it is compared with, and one's step of then; empty without any."""
        found = self._study.since()
        if found is None:
            return {}
        return {"step": found.step_html(), "html": found.moved_html(), "done": found.done}

    def did(self, done: Literal["yes", "partly", "no"]) -> dict[str, Any]:
        """Keep what became of one's step of then; returns what moved."""
        self._study.did(done)
        return self.since()

    def hand_in(self) -> dict[str, str]:
        """What one may hand in to a class: the file's name with its text."""
        return {HAND_IN: self._study.handed_in().decode()}

    def join(self, code: str) -> dict[str, Any]:
        """Hand in to a class of whoever hosts the page; from five people on one stands beside it."""
        from tamtam.notebook import cohort as classes

        if self._classes is None:
            raise TamtamError("no_cohort", code=code)
        people, told = classes.joined(self._classes, code.strip(), self._study.handed_in())
        if told:
            self._study.keep_cohort(told)
        return {"code": code.strip().upper(), "n": people, "beside": bool(told)}

    def beside(self, kept: str) -> dict[str, Any]:
        """Stand beside a cohort whose file one was given."""
        self._study.keep_cohort(kept)
        told = cohort.read_counts(kept.encode())
        return {"code": told.code, "n": told.people}

    def restart(self) -> None:
        """End it and begin anew, compared with what was answered until now."""
        before = self._study.own_answers() if self._study.progress().done else ""
        self._study.end()
        self._study = self._resumed()
        if before:
            self._study.keep_before(before)

    def _resumed(self) -> Study:
        """The newest study of this workshop that is not over, else a new one."""
        known = (
            one.code
            for one in self._store.sessions()
            if (one.workshop, one.audience, one.over) == (self._deck.id, "alone", False)
        )
        return Study(self._store, next(known, None) or self._created(), self.language)

    def _created(self) -> str:
        used = {activity.kind for activity in self._deck.activities}
        kinds = {name: source_hash(name) for name in sorted(used)}
        new = NewSession(
            self._deck.id, self._deck, kinds, audience="alone", language=self.language, cut="alone"
        )
        return self._store.create(new)

    def _pick(self, words: dict[str, str]) -> str:
        return texts.pick(words, self.language)


class Courses:
    """One visitor's course in whichever language they read it; the answers are the same in all."""

    def __init__(self, store: Store, deck: Deck, classes: Store | None = None) -> None:
        self._store = store
        self._classes = classes
        self._deck = deck
        self._by_language: dict[str, Course] = {}

    @classmethod
    def kept(cls, place: str | Path, deck: str | Path) -> Self:
        """Those kept in a file; the deck is read from JSON, which needs no YAML."""
        return cls(open_store(place), msgspec.json.decode(Path(deck).read_bytes(), type=Deck))

    def answered(self, language: str, name: str, values: str) -> str:
        """A call and what it comes to, both as JSON."""
        spoken = self._deck.spoken(language)
        if name == "restart":  # in every language
            self._course(spoken).call(name, {})
            self._by_language.clear()
            return self.answered(language, "outline", "{}")
        found = self._course(spoken).call(name, json.loads(values))
        return json.dumps(found, ensure_ascii=False, default=msgspec.to_builtins)

    def _course(self, language: str) -> Course:
        if language not in self._by_language:
            self._by_language[language] = Course(self._store, self._deck, language, self._classes)
        return self._by_language[language]
