"""Caution: what a facilitator should know before answers are revealed, and what to do then. Plain Python.

A chart of a few people may show one of them by themselves; and whatever shows that all are on one side
tells what each of them said. Where fewer than half of those who answered were asked about something, nobody
knows who they are: nothing is said then, so that what is said is read.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tamtam.kinds.parts import classes, saying, scale
from tamtam.kinds.parts.tally import Slot
from tamtam.language import texts
from tamtam.session.activity import ActivityState, base_of
from tamtam.session.turn import Turn


@dataclass(frozen=True, slots=True)
class Caution:
    """`alone` are the items on which one person stands apart, `alike` those on which all are on one side."""

    asked: ActivityState
    alone: tuple[str, ...]
    alike: tuple[str, ...]

    @classmethod
    def of(cls, asked: ActivityState, min_answers: int) -> "Caution | None":
        """Of what would be revealed now; None where nothing calls for it, or too few answered for a chart."""
        if asked.status not in ("open", "closed"):
            return None
        return cls._in(asked, asked.turn, min_answers)

    @classmethod
    def _in(cls, asked: ActivityState, turn: Turn, min_answers: int) -> "Caution | None":
        """Of what was answered in a turn."""
        people = asked.people(turn)
        if not 1 < min_answers <= people or turn.talk or asked.is_dealt(turn):
            return None
        alone: dict[str, None] = {}
        alike: dict[str, None] = {}
        for slot, sides in _sides(asked, turn):
            n, item = sides.total(), base_of(slot)
            if n < min_answers or 2 * n < people:
                continue  # too few for a bar; or too few of them for anybody to know who it was
            if len(sides) == 1:
                alike[item] = None
            elif classes.is_few(n) and 1 in sides.values():
                alone[item] = None
        return cls(asked, tuple(alone), tuple(alike)) if alone or alike else None

    @property
    def risks(self) -> frozenset[str]:
        """What may come of it: that somebody stands alone, that it tells what everybody said."""
        return frozenset(why for why in ("alone", "alike") if getattr(self, why))

    def is_new(self, others: Iterable[ActivityState], min_answers: int) -> bool:
        """Whether it has a risk that no chart shown before had: then it is asked about, else it is said."""
        shown = (
            found.risks
            for one in others
            for turn in one.turns
            if turn.standing is not None and turn.shows_chart
            if (found := self._in(one, turn, min_answers))
        )
        return bool(self.risks.difference(*shown))

    def words(self, language: str, is_new: bool = True) -> str:
        """Which items, for the laptop alone; what to do, where it wasn't said today."""
        told = [
            texts.text(language, f"actions.caution.{why}", item=self._named(items, language))
            for why, items in (("alone", self.alone), ("alike", self.alike))
            if items
        ]
        return " ".join([*told, *([texts.text(language, "actions.caution.do")] if is_new else [])])

    @staticmethod
    def hint() -> dict[str, str]:
        """That there is something to look at, without what anybody answered: for a clicker."""
        return texts.both("actions.caution.look")

    def _named(self, items: tuple[str, ...], language: str) -> str:
        """The items, each once; of an answer that is about none of them, such as a choice, the question."""
        asked = self.asked.activity
        title = texts.quoted(language, texts.pick(asked.title, language))
        names = (scale.quoted(asked, id, language) if asked.item(id) else title for id in items)
        return saying.listed(list(dict.fromkeys(names)), language)


def _sides(asked: ActivityState, turn: Turn) -> Iterator[tuple[Slot, Counter[Any]]]:
    """Of what is answered by one value each, how many stand on each side: of a scale its three classes."""
    answers = turn.answers.values()
    for slot in asked.kind.slots(asked.activity):
        values = asked.kind.values(asked.activity, slot)
        if values:
            side = classes.side_of(values)
            yield slot, Counter(side(own[slot]) for own in answers if slot in own)
