"""Counts per value, where nobody knows who gave which: as many single answers."""

from collections.abc import Mapping
from typing import Any

from tamtam.kinds.parts.columns import Column, columns
from tamtam.kinds.parts.tally import Slot
from tamtam.language.errors import TamtamError
from tamtam.session.activity import ActivityState
from tamtam.session.paper.understood import PaperMistake, PaperReading
from tamtam.session.rules.paper import LONGEST_SHEET


def counted(asked: ActivityState, counts: Mapping[str, Mapping[Any, int]]) -> PaperReading:
    """How often each value was given, by item and value: `{"trust": {4: 3, 5: 2}}`.

    Where an activity asks one thing, its item may be called "". Raises TamtamError where the standing
    needs to know which answers are one person's.
    """
    if not asked.kind.is_counted(asked.activity):
        raise TamtamError("paper_rows", activity=asked.activity.id)
    known = columns(asked.kind, asked.activity, asked.takes)
    slots = {column.slot[0]: column for column in known}
    mistakes: list[PaperMistake] = []
    rows: list[dict[Slot, Any]] = []
    people = 0
    for item, given in counts.items():
        column = slots.get(item) or (known[0] if len(known) == 1 and not item else None)
        if column is None:
            what = {"item": item, "items": ", ".join(slots)}
            mistakes.append(PaperMistake("no_item", values=what))
            continue
        for value, count in given.items():
            if _is_count(column, value, count):
                rows += [{column.slot: value}] * min(count, LONGEST_SHEET + 1)
            else:
                mistakes.append(_no_count(column, value, count))
        people = max(people, sum(n for n in given.values() if type(n) is int))
    if len(rows) > LONGEST_SHEET:
        mistakes.append(PaperMistake("too_long", values={"most": LONGEST_SHEET}))
    return PaperReading(
        *(asked.activity, known, tuple(rows), people), counts=True, mistakes=tuple(mistakes)
    )


def _is_count(column: Column, value: Any, count: Any) -> bool:
    return value in column.values and type(count) is int and count >= 0


def _no_count(column: Column, value: Any, count: Any) -> PaperMistake:
    allowed = {language: column.allowed(language) for language in column.name}
    what = {"cell": f"{value}: {count}", "name": column.name, "allowed": allowed}
    return PaperMistake("not_counts", values=what)
