"""Answers that were written on paper, as they count: a sheet's rows are answerers without a phone.

A row is an answerer of its own, whom nothing ties to a participant or to a row of another sheet. Where
only counts per value were known, each row holds one answer, so that no two answers look like one
person's; how many people that makes is the largest count of one question.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tamtam.kinds.parts.tally import Slot

#: One answerer's answers, as (item, phase, value).
Row = Sequence[tuple[str, str, Any]]


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """One sheet in a turn: the ids of its rows; `counts` where each of them is a single answer."""

    ids: tuple[str, ...]
    counts: bool = False

    def people(self, answers: Mapping[str, Collection[Slot]]) -> int:
        """How many people gave what of it counts among a turn's `answers`."""
        counted = [answers[id] for id in self.ids if id in answers]
        if not self.counts:
            return len(counted)
        return max(Counter(slot for own in counted for slot in own).values(), default=0)


def row_id(sheet: str, number: int) -> str:
    """The answerer that row `number` of a sheet is, from 1; no participant has such an id."""
    return f"{sheet}.{number}"
