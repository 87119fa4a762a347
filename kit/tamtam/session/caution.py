"""Caution: what a facilitator should know before answers are revealed, and what to do then. Plain Python.

A chart of a few people may show one of them by themselves; and whatever shows that all are on one side
tells what each of them said.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tamtam.kinds.parts import classes, saying, scale
from tamtam.kinds.parts.tally import Slot
from tamtam.language import texts
from tamtam.session.activity import ActivityState, base_of


@dataclass(frozen=True, slots=True)
class Caution:
    """`alone` are the items on which one person stands apart, `alike` those on which all are on one side."""

    asked: ActivityState
    alone: tuple[str, ...]
    alike: tuple[str, ...]

    @classmethod
    def of(cls, asked: ActivityState, min_answers: int) -> "Caution | None":
        """Of what would be revealed now; None where nothing calls for it, or too few answered for a chart."""
        enough = 1 < min_answers <= asked.people(asked.turn)
        if not enough or asked.status not in ("open", "closed") or asked.turn.talk:
            return None
        alone: dict[str, None] = {}
        alike: dict[str, None] = {}
        for slot, sides in _sides(asked):
            n, item = sides.total(), base_of(slot)
            if n < min_answers:
                continue
            if len(sides) == 1:
                alike[item] = None
            elif classes.is_few(n) and 1 in sides.values():
                alone[item] = None
        return cls(asked, tuple(alone), tuple(alike)) if alone or alike else None

    def words(self, language: str) -> str:
        """Which items, for the laptop alone; and what to do."""
        told = [
            texts.text(language, f"actions.caution.{why}", item=self._named(items, language))
            for why, items in (("alone", self.alone), ("alike", self.alike))
            if items
        ]
        return " ".join([*told, texts.text(language, "actions.caution.do")])

    @staticmethod
    def hint() -> dict[str, str]:
        """That there is something to look at, without what anybody answered: for a clicker."""
        return texts.both("actions.caution.look")

    def _named(self, items: tuple[str, ...], language: str) -> str:
        names = [scale.quoted(self.asked.activity, id, language) for id in items]
        return saying.listed(names, language)


def _sides(asked: ActivityState) -> Iterator[tuple[Slot, Counter[Any]]]:
    """Of what is answered by one value each, how many stand on each side: of a scale its three classes."""
    answers = asked.turn.answers.values()
    for slot in asked.kind.slots(asked.activity):
        values = asked.kind.values(asked.activity, slot)
        if values:
            side = classes.side_of(values)
            yield slot, Counter(side(own[slot]) for own in answers if slot in own)
