"""A session on one page, to be read aloud in five minutes: what was revealed, and nothing else.

A standing that was revealed only as its sentence is a sentence here too; one revealed as nothing is left
out; what was hidden since is gone. The largest gap comes last, with the question to ask about it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from kit import texts
from kit.deck import Activity, Part
from kit.fold import State
from kit.kinds import scale
from kit.standing.standing import Standing


@dataclass(frozen=True, slots=True)
class Line:
    """One revealed standing: what was asked, what there is to say of it."""

    activity: Activity
    standing: Standing

    @property
    def gap(self) -> float:
        """The widest gap of an item, in points of its scale; 0 without one."""
        found = (item.measure("gap") for item in self.standing.items if item.outcome == "gap")
        return max((abs(measure.value) for measure in found if measure), default=0.0)


@dataclass(frozen=True, slots=True)
class Summary:
    """The lines of each part in the deck's order; the outcomes are told once for all of them."""

    parts: tuple[tuple[Part, tuple[Line, ...]], ...]
    language: str

    @classmethod
    def of(cls, state: State, language: str) -> "Summary":
        """What was revealed in a session so far."""
        lines = tuple(_lines(state))
        parts = (
            (part, tuple(line for line in lines if line.activity.part == part.id))
            for part in state.deck.parts
        )
        return cls(tuple((part, own) for part, own in parts if own), language)

    def with_outcome(self, outcome: str) -> tuple[Line, ...]:
        """The lines whose standing came out so: "together", "split", "gap"."""
        return tuple(
            line for _, lines in self.parts for line in lines if line.standing.outcome == outcome
        )

    def paragraphs(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Headings and what stands under each, in the order in which it is read."""
        for part, lines in self.parts:
            said = (
                self._say(
                    "line",
                    title=self._pick(line.activity.title),
                    sentence=scale.said(line.standing, self.language),
                )
                for line in lines
            )
            yield self._pick(part.title), tuple(said)
        for outcome in ("together", "split", "gap"):
            if found := self.with_outcome(outcome):
                titles = ", ".join(self._pick(line.activity.title) for line in found)
                yield self._say(f"outcome.{outcome}"), (titles,)
        if question := self.question():
            yield self._say("try"), (question,)

    def question(self) -> str:
        """The question to ask about the widest gap; empty where there is none."""
        gaps = [line for line in self.with_outcome("gap") if line.activity.debrief]
        if not gaps:
            return ""
        widest = max(gaps, key=lambda line: line.gap)
        debrief = widest.activity.debrief
        return self._pick(debrief.gap) if debrief else ""

    def _say(self, key: str, **values: str) -> str:
        return texts.text(self.language, f"notebook.summary.{key}", **values)

    def _pick(self, words: dict[str, str]) -> str:
        return texts.pick(words, self.language)

    def __repr__(self) -> str:
        blocks = ("\n".join((heading, *said)) for heading, said in self.paragraphs())
        return "\n\n".join(blocks) or self._say("empty")

    def _repr_html_(self) -> str:
        blocks = (
            f"<h3>{escape(heading)}</h3>" + "".join(f"<p>{escape(words)}</p>" for words in said)
            for heading, said in self.paragraphs()
        )
        return "".join(blocks) or f"<p>{escape(self._say('empty'))}</p>"


def _lines(state: State) -> Iterator[Line]:
    """The last revealed turn of each activity, in the deck's order."""
    for asked in state.asked.values():
        for turn in reversed(asked.turns):
            shown = asked.shown(turn)
            if shown is not None:
                if turn.show != "nothing" and shown.outcome != "few":
                    yield Line(asked.activity, shown)
                break
