"""Running counts over everybody's answers, changed in O(1) an answer. Plain Python.

Order of arrival never shows: the same present answers give equal tallies.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

#: What one answer is about: an item's id (with an aspect after a dot, "trust.trend") and a phase.
Slot = tuple[str, str]

_Value = TypeVar("_Value")


class Tally(ABC):
    """What a kind keeps of the answers to one activity in one turn."""

    @abstractmethod
    def update(self, own: Mapping[Slot, Any], slot: Slot, value: Any) -> None:
        """Count that a participant whose answers so far are `own` now gives `value` for `slot`.

        Called before `own` changes; `value` None takes the answer back.
        """

    @abstractmethod
    def snapshot(self) -> dict[str, Any]:
        """The counts as plain data, equal for equal answers; what a recount is compared with."""


class Counts(Tally):
    """How often each value was given, slot by slot. Slots appear as they are answered."""

    def __init__(self) -> None:
        self._counts: defaultdict[Slot, dict[Any, int]] = defaultdict(dict)

    def update(self, own: Mapping[Slot, Any], slot: Slot, value: Any) -> None:
        counts = self._counts[slot]
        before = own.get(slot)
        if before is not None:
            counts[before] -= 1
        if value is not None:
            counts[value] = counts.get(value, 0) + 1

    def counts(self, slot: Slot, values: Iterable[_Value]) -> dict[_Value, int]:
        """How often each of `values` was given for a slot, zeros included."""
        given = self._counts.get(slot, {})
        return {value: given.get(value, 0) for value in values}

    def elements(self, slot: Slot) -> list[Any]:
        """Every value as often as it was given for a slot, where those that may be are too many to list."""
        given = self._counts.get(slot, {})
        return [value for value, count in given.items() for _ in range(count)]

    def snapshot(self) -> dict[str, Any]:
        return {
            f"{item} {phase}": {value: counts[value] for value in sorted(counts) if counts[value]}
            for (item, phase), counts in sorted(self._counts.items())
            if any(counts.values())
        }


class PickedCounts(Counts):
    """How often each value was among those that somebody gave together, as a list."""

    def update(self, own: Mapping[Slot, Any], slot: Slot, value: Any) -> None:
        counts = self._counts[slot]
        for picked, step in ((own.get(slot), -1), (value, 1)):
            for one in picked or ():
                counts[one] = counts.get(one, 0) + step


class PairedCounts(Counts):
    """Counts, and for each item how often each pair of answers in two phases was given together.

    `phases` names the two, the earlier first; a participant who answered only one is in no pair.
    """

    def __init__(self, phases: tuple[str, str]) -> None:
        super().__init__()
        self._phases = phases
        self._pairs: defaultdict[str, dict[tuple[Any, Any], int]] = defaultdict(dict)
        #: Per slot: its counts, the other phase's slot, the item's pairs, whether it comes first.
        self._plans: dict[Slot, tuple[dict[Any, int], Slot, dict[tuple[Any, Any], int], bool]] = {}

    def update(self, own: Mapping[Slot, Any], slot: Slot, value: Any) -> None:
        counts, partner, pairs, earlier = self._plans.get(slot) or self._plan(slot)
        before = own.get(slot)
        if before is not None:
            counts[before] -= 1
        if value is not None:
            counts[value] = counts.get(value, 0) + 1
        if partner in own:
            other = own[partner]
            if before is not None:
                pairs[(before, other) if earlier else (other, before)] -= 1
            if value is not None:
                pair = (value, other) if earlier else (other, value)
                pairs[pair] = pairs.get(pair, 0) + 1

    def _plan(self, slot: Slot) -> tuple[dict[Any, int], Slot, dict[tuple[Any, Any], int], bool]:
        """What an answer to `slot` changes, looked up once; a slot of no pair has no partner."""
        item, phase = slot
        first, second = self._phases
        partner = (item, {first: second, second: first}.get(phase, ""))
        self._plans[slot] = (self._counts[slot], partner, self._pairs[item], phase == first)
        return self._plans[slot]

    def pairs(self, item: str) -> dict[tuple[Any, Any], int]:
        """How often each (earlier, later) pair was given for an item, without zeros, in order."""
        return {pair: count for pair, count in sorted(self._pairs.get(item, {}).items()) if count}

    def differences(self, item: str) -> dict[int, int]:
        """How often each step later − earlier was taken, over those who answered both."""
        steps: dict[int, int] = {}
        for (earlier, later), count in self.pairs(item).items():
            steps[later - earlier] = steps.get(later - earlier, 0) + count
        return steps

    def snapshot(self) -> dict[str, Any]:
        pairs = {item: list(self.pairs(item).items()) for item in sorted(self._pairs)}
        return {
            "counts": super().snapshot(),
            "pairs": {item: found for item, found in pairs.items() if found},
        }


#: The parts of a whole, in the order of the items.
Whole = tuple[int, ...]


class PairedWholes(Tally):
    """How often each pair of wholes was given for two slots; a whole is one answer of several parts.

    An answer maps each item to its part, in the order of the items.
    """

    def __init__(self, earlier: Slot, later: Slot) -> None:
        self._slots = (earlier, later)
        self._given: dict[tuple[Whole | None, Whole | None], int] = {}

    def update(self, own: Mapping[Slot, Any], slot: Slot, value: Any) -> None:
        before = {slot: _whole(own.get(slot)) for slot in self._slots}
        after = before | {slot: _whole(value)}
        self._count(before, -1)
        self._count(after, 1)

    def _count(self, answers: Mapping[Slot, Whole | None], people: int) -> None:
        earlier, later = (answers[slot] for slot in self._slots)
        if earlier is not None or later is not None:
            self._given[earlier, later] = self._given.get((earlier, later), 0) + people

    def pairs(self) -> dict[tuple[Whole, Whole], int]:
        """How often each (earlier, later) pair was given by someone who gave both, in order."""
        both = {
            (earlier, later): count
            for (earlier, later), count in self._given.items()
            if earlier is not None and later is not None and count
        }
        return dict(sorted(both.items()))

    def wholes(self, slot: Slot) -> dict[Whole, int]:
        """How often each whole was given for a slot, in order."""
        counts: dict[Whole, int] = {}
        for pair, count in self._given.items():
            whole = pair[self._slots.index(slot)]
            if whole is not None and count:
                counts[whole] = counts.get(whole, 0) + count
        return dict(sorted(counts.items()))

    def snapshot(self) -> dict[str, Any]:
        given = [[*pair, count] for pair, count in self._given.items() if count]
        return {"given": sorted(given, key=str)}


def _whole(value: Mapping[str, int] | None) -> Whole | None:
    return None if value is None else tuple(value.values())
