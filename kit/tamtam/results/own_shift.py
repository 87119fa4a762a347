"""One's own shift: what somebody alone answers otherwise than some time ago, and what became of their step.

The answers of then come from the file they took home, or from what they answered before they began anew;
they are kept with the study that is compared with them.
"""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, NamedTuple, Self

from tamtam import kinds
from tamtam.kinds.parts.mirror import TODAY, WANTED, MirrorLine, OwnAnswer
from tamtam.kinds.parts.tally import Slot
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.results import mirror_view
from tamtam.session import company
from tamtam.session.state import State

#: What is written into the answers' file, so that it is known again, and what that file is called.
FORMAT, ANSWERS = "tamtam-own-answers", "my_answers.json"


class Difference(NamedTuple):
    """What somebody answers otherwise by now: in words, then and now, and where each lies on a line."""

    activity: str
    name: str
    phase: str
    then: str
    now: str
    then_at: float | None = None
    now_at: float | None = None


class OwnAnswers(NamedTuple):
    """An answers' file that was read: answers by activity, the words of one's step, the day if it says so."""

    answers: Mapping[str, Mapping[Slot, Any]]
    step: tuple[str, ...]
    when: str

    @classmethod
    def read(cls, said: str, workshop: str) -> Self:
        """Raises TamtamError for what is no answers' file of a workshop."""
        try:
            kept = json.loads(said)
            if kept["format"] != FORMAT or kept["workshop"] != workshop:
                raise TamtamError("no_own_answers", path=ANSWERS, name=ANSWERS)
            answers: dict[str, dict[Slot, Any]] = {}
            for row in kept["answers"]:
                answers.setdefault(row["activity"], {})[row["item"], row["phase"]] = row["value"]
            step = (str(text) for text in kept.get("step", ()))
            return cls(answers, tuple(step), str(kept.get("when", "")))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise TamtamError("no_own_answers", path=ANSWERS, name=ANSWERS) from error


class OwnShift(NamedTuple):
    """What differs, `compared` being how many answers there are of both times.

    `step` is what one wanted to do then, `done` what became of it: "yes", "partly", "no", or "" unasked.
    """

    differences: tuple[Difference, ...]
    compared: int
    when: str
    step: tuple[str, ...]
    done: str
    language: str

    @classmethod
    def of(cls, state: State, participant: str, language: str) -> Self | None:
        """The shift since the answers that are kept with a study; None where there are none."""
        kept = state.participants[participant].kept
        said = kept.get(company.BEFORE)
        if not isinstance(said, str):
            return None
        then = OwnAnswers.read(said, state.session.workshop)
        differences, compared = compare(state, participant, then, language)
        done = kept.get(company.DONE, "")
        return cls(tuple(differences), compared, then.when, then.step, f"{done}", language)

    def within(self, activity: str) -> Self:
        """What of it is one activity's."""
        found = tuple(one for one in self.differences if one.activity == activity)
        return self._replace(differences=found, step=())

    @property
    def sentence(self) -> str:
        """How many answers differ, of how many."""
        if not self.compared:
            return self._say("nothing")
        return self._say("differ", n=len(self.differences), of=self.compared)

    def html(self) -> str:
        """What became of one's step and what moved, as HTML with every word escaped."""
        return f'<div class="tamtam-mirror">{self.step_html()}{self.moved_html()}</div>'

    def moved_html(self) -> str:
        """How many answers differ, and each that does."""
        said = f'<p class="tamtam-mirror-said">{escape(self.sentence)}</p>'
        return f"{said}{self._rows()}"

    def beside_html(self) -> str:
        """What differs, under a heading, beside other things; "" where nothing does."""
        rows = self._rows()
        return f"<p><strong>{escape(self._say('title'))}</strong></p>{rows}" if rows else ""

    def step_html(self) -> str:
        """One's step of then, and what became of it where that was said."""
        told = f"<p>{escape(self._say(f'done.{self.done}'))}</p>" if self.done else ""
        own = "".join(f'<blockquote dir="auto">{escape(one)}</blockquote>' for one in self.step)
        return f"<p>{escape(self._say('step'))}</p>{own}{told}" if own else ""

    def _rows(self) -> str:
        """Each difference as a line from then to now."""
        rows = "".join(
            mirror_view.drawn(one, self.language) for one in map(self._line, self.differences)
        )
        return f"<dl>{rows}</dl>" if rows else ""

    def _line(self, one: Difference) -> MirrorLine:
        name = f"{one.name.removesuffix('.')} ({one.phase})" if one.phase else one.name
        then = OwnAnswer(self._say("then"), one.then, one.then_at, WANTED)
        return MirrorLine(name, (then, OwnAnswer(self._say("now"), one.now, one.now_at, TODAY)))

    def _say(self, key: str, **values: Any) -> str:
        return texts.text(self.language, f"export.own.since.{key}", **values)

    def _repr_html_(self) -> str:
        return f'<div class="tamtam">{self.html()}</div>'

    def __repr__(self) -> str:
        step = [f"{self._say('step')} {one}" for one in self.step]
        rows = (self._line(one) for one in self.differences)
        return "\n".join(
            [*step, self.sentence, *(mirror_view.in_words(one, self.language) for one in rows)]
        )


def compare(
    state: State, participant: str, then: OwnAnswers, language: str
) -> tuple[list[Difference], int]:
    """What a participant answers otherwise than then, step by step, of how many answers of both times."""
    found: list[Difference] = []
    compared = 0
    for id, before in then.answers.items():
        if id in state.asked:
            now = dict(state.activity(id).turn.answers.get(participant, {}))
            both = list(_both(state, id, before, now, language))
            compared += len(both)
            found += [one for one in both if one.then != one.now]
    return found, compared


def _both(
    state: State, activity: str, then: Mapping[Slot, Any], now: Mapping[Slot, Any], language: str
) -> Iterator[Difference]:
    """What was answered both times."""
    asked = state.activity(activity).activity
    kind = kinds.get(asked.kind)
    slots = [slot for slot in kind.slots(asked) if slot in then and slot in now]
    try:
        before = _marks(kind.mirror(asked, {slot: then[slot] for slot in slots}, language))
    except (TypeError, ValueError, KeyError, AttributeError) as error:  # values of a hand-made file
        raise TamtamError("no_own_answers", path=ANSWERS, name=ANSWERS) from error
    after = kind.mirror(asked, {slot: now[slot] for slot in slots}, language)
    for (name, phase), mark in _marks(after).items():
        if was := before.get((name, phase)):
            yield Difference(activity, name, phase, was.words, mark.words, was.at, mark.at)


def _marks(lines: tuple[MirrorLine, ...]) -> dict[tuple[str, str], OwnAnswer]:
    return {(line.name, mark.phase): mark for line in lines for mark in line.marks}
