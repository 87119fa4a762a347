"""One item of an activity that collects them: whose it is, and whether it is shown."""

from dataclasses import dataclass
from typing import Literal

from tamtam.deck.deck import Item

ItemStatus = Literal["held", "shown", "hidden", "merged"]


@dataclass(slots=True)
class Proposal:
    """An item of an activity that collects them: the deck's, a participant's, the facilitator's.

    `participant` is None where nobody in the room proposed it here; `into` the item it was merged into;
    `mark` what the facilitator made of it, where it is a question asked aside; `origin` is where it
    comes from, "carried" where from another activity; `table` whose one item it is, in turn `turn`, where
    each table proposes one.
    """

    item: Item
    participant: str | None = None
    held: bool = False
    hidden: bool = False
    into: str = ""
    mark: str = ""
    origin: Literal["deck", "session", "carried"] = "session"
    table: int = 0
    turn: int = 0

    @property
    def status(self) -> ItemStatus:
        """Where it is: waiting for approval, shown, hidden, or merged into another."""
        if self.hidden:
            return "hidden"
        return "merged" if self.into else "held" if self.held else "shown"
