"""A session on one page, to be read aloud in five minutes: what was revealed, and nothing else.

A standing that was revealed only as its sentence is a sentence here too; one revealed as nothing is left
out; what was hidden since is gone. How a standing came out is told of those shown whole, in which people
answered something: a list of sentences is no agreement. The widest gap between today and the wish, as a
share of its scale, comes last, with the question to ask about it. Someone alone reads what they answered.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from kit import texts
from kit.deck import Activity, Part
from kit.fold import State
from kit.kinds import scale
from kit.standing.standing import ItemStanding, Standing

#: The phase without which a gap is not one between what is and what is wanted.
WANTED = "wanted"


@dataclass(frozen=True, slots=True)
class Line:
    """One standing: what was asked, what there is to say of it, and whether it was shown `whole`."""

    activity: Activity
    standing: Standing
    whole: bool = True

    @property
    def outcome(self) -> str:
        """How it came out; empty where that was not shown, or nothing was answered."""
        answered = any(item.distributions for item in self.standing.items)
        is_wish = self.standing.outcome != "gap" or WANTED in self.activity.phases
        return self.standing.outcome if self.whole and answered and is_wish else ""

    @property
    def moved(self) -> bool:
        """Whether it tells what moved since the last time rather than where the group stands."""
        return self.standing.kind != self.activity.kind

    @property
    def gap(self) -> float:
        """The widest gap of an item, as a share of its scale, 0 to 1; 0 without one."""
        return max(map(_share, self.standing.items), default=0.0)


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
        return tuple(line for _, lines in self.parts for line in lines if line.outcome == outcome)

    def paragraphs(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Headings and what stands under each, in the order in which it is read."""
        for part, lines in self.parts:
            said = (
                self._say(
                    "moved" if line.moved else "line",
                    title=self._pick(line.activity.title),
                    sentence=scale.said(line.standing, self.language),
                )
                for line in lines
            )
            yield self._pick(part.title), tuple(said)
        for outcome in ("together", "split", "gap"):
            if found := sorted(self.with_outcome(outcome), key=lambda line: -line.gap):
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
    """The last revealed turn of each activity, in the deck's order; alone, what one has answered."""
    alone = state.session.audience == "alone"
    for id, asked in state.asked.items():
        turns = (turn for turn in reversed(asked.turns) if alone or turn.standing is not None)
        turn = next(turns, None)
        shown = None
        if turn is not None:
            shown = state.standing(id, turn.number) if alone else asked.shown(turn)
        if turn is None or shown is None or turn.show == "nothing" or shown.outcome == "few":
            continue
        yield Line(asked.activity, shown, alone or (turn.shows_chart and shown == turn.standing))
        if moved := asked.shift_shown(turn):  # beside where it stands; no outcome of its own
            yield Line(asked.activity, moved, whole=False)


def _share(item: ItemStanding) -> float:
    """An item's gap as a share of the scale that its counts span; 0 without one."""
    measure, counts = item.measure("gap"), item.distributions and item.distributions[0].counts
    if item.outcome != "gap" or measure is None or not counts:
        return 0.0
    values = [int(value) for value in counts]
    return abs(measure.value) / max(1, max(values) - min(values))
