"""Tracks: what can be followed of an activity from one time it is asked to the next. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tamtam.deck.deck import Text
from tamtam.kinds.parts.tally import Slot
from tamtam.language import texts

#: The answers that are a yes, and those that are a no; others are neither.
Sides = tuple[tuple[Any, ...], tuple[Any, ...]]
#: The ends of a share.
NONE, ALL = 0, 100


@dataclass(frozen=True, slots=True)
class Track:
    """An item in one phase, on a scale from `low` to `high` whose ends are called so.

    With `sides` what is followed is a share: of those who said yes or no, how many per cent said yes;
    `yes` is what they said. `slot` is where it is answered, if not under its own name: in an answer of
    several parts, one an item, or as the item that was picked; `counted` are the sides as its standing
    counts them.
    """

    item: str
    phase: str
    low: int
    high: int
    ends: tuple[Text, Text]
    sides: Sides | None = None
    yes: Text | None = None
    slot: Slot | None = None
    counted: Sides | None = None

    @classmethod
    def share(cls, item: str, phase: str, sides: Sides, yes: Text, **rest: Any) -> "Track":
        """The share of those who said yes, in per cent; `yes` says what that is."""
        none, whole = (
            {language: texts.percent(language, end) for language in yes} for end in (NONE, ALL)
        )
        return cls(item, phase, NONE, ALL, (none, whole), sides, yes, **rest)

    def read(self, own: Mapping[Slot, Any]) -> int | None:
        """What somebody's answers say of it: a number of the scale, or 1 for yes and 0 for no."""
        value = own.get(self.slot or (self.item, self.phase))
        if isinstance(value, Mapping):
            value = value.get(self.item)
        if self.sides is None or value is None:
            return value
        yes, no = self.sides
        return 1 if value in yes else 0 if value in no else None
