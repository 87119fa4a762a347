"""Running counts over everybody's answers, changed in O(1) an answer; no numpy, as the server has it.

Order of arrival never shows: the same present answers give equal tallies.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any

#: What one answer is about: an item's id (with an aspect after a dot, "trust.trend") and a phase.
Slot = tuple[str, str]


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
    """How often each whole number from `low` to `high` was given, slot by slot."""

    def __init__(self, slots: Iterable[Slot], low: int, high: int) -> None:
        self._slots: dict[Slot, dict[int, int]] = {
            slot: dict.fromkeys(range(low, high + 1), 0) for slot in slots
        }

    def update(self, own: Mapping[Slot, Any], slot: Slot, value: Any) -> None:
        counts = self._slots[slot]
        if slot in own:
            counts[own[slot]] -= 1
        if value is not None:
            counts[value] += 1

    def counts(self, slot: Slot) -> dict[int, int]:
        """Counts by value for one slot, zeros included; empty for a slot that isn't asked."""
        return self._slots.get(slot, {})

    def snapshot(self) -> dict[str, Any]:
        return {
            f"{item} {phase}": {value: count for value, count in counts.items() if count}
            for (item, phase), counts in sorted(self._slots.items())
            if any(counts.values())
        }


class PairedCounts(Counts):
    """Counts, and for each item how often each pair of answers in two phases was given together.

    `phases` names the two, the earlier first; a participant who answered only one is in no pair.
    """

    def __init__(self, slots: Iterable[Slot], low: int, high: int, phases: tuple[str, str]) -> None:
        super().__init__(slots, low, high)
        first, second = phases
        self._pairs: dict[str, dict[tuple[int, int], int]] = {}
        self._partner: dict[Slot, tuple[Slot, bool, dict[tuple[int, int], int]]] = {}
        for item, phase in self._slots:
            if phase == first and (item, second) in self._slots:
                pairs = self._pairs[item] = {}
                self._partner[(item, first)] = ((item, second), True, pairs)
                self._partner[(item, second)] = ((item, first), False, pairs)

    def update(self, own: Mapping[Slot, Any], slot: Slot, value: Any) -> None:
        super().update(own, slot, value)
        partner = self._partner.get(slot)
        if partner is None or partner[0] not in own:
            return
        other_slot, comes_first, pairs = partner
        other = own[other_slot]
        if slot in own:
            pairs[(own[slot], other) if comes_first else (other, own[slot])] -= 1
        if value is not None:
            pair = (value, other) if comes_first else (other, value)
            pairs[pair] = pairs.get(pair, 0) + 1

    def pairs(self, item: str) -> dict[tuple[int, int], int]:
        """How often each (earlier, later) pair was given for an item, without zeros."""
        return {pair: count for pair, count in self._pairs.get(item, {}).items() if count}

    def differences(self, item: str) -> dict[int, int]:
        """How often each step later − earlier was taken, over those who answered both."""
        steps: dict[int, int] = {}
        for (earlier, later), count in self.pairs(item).items():
            steps[later - earlier] = steps.get(later - earlier, 0) + count
        return steps

    def snapshot(self) -> dict[str, Any]:
        pairs = {item: sorted(self.pairs(item).items()) for item in sorted(self._pairs)}
        return {
            "counts": super().snapshot(),
            "pairs": {item: found for item, found in pairs.items() if found},
        }
