"""The queue of what people proposed: what waits, what is shown, what says nearly the same.

Who proposed an item isn't in it: it is looked after for what it says.
"""

from dataclasses import dataclass

from kit import texts
from kit.alike import nearest
from kit.asked import Asked, ItemStatus, base_of
from kit.fold import State

#: In which order items are looked at.
_ORDER: tuple[ItemStatus, ...] = ("held", "shown", "merged", "hidden")


@dataclass(frozen=True, slots=True)
class Queued:
    """One item: what it says, where it is, what it was merged into, whether somebody answered it."""

    id: str
    text: str
    status: ItemStatus
    into: str
    answered: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """Every item of one activity that collects them: those that wait first, the oldest first."""

    activity: str
    items: tuple[Queued, ...]

    def waiting(self) -> tuple[Queued, ...]:
        """Those that nobody in the room sees before they are approved."""
        return tuple(item for item in self.items if item.status == "held")

    def alike(self, id: str) -> tuple[str, ...]:
        """The shown items that one could be merged into, as they say nearly the same, nearest first."""
        there = {item.id: item for item in self.items}
        others = {
            other.id: other.text
            for other in self.items
            if other.id != id and other.status == "shown"
        }
        return nearest(there[id].text, others)


def queues(state: State, language: str) -> tuple[Queue, ...]:
    """The queue of each activity that was opened and collects items, the one opened last first."""
    found = [asked for asked in state.asked.values() if asked.turns and asked.activity.collect]
    found.sort(key=lambda asked: -(asked.opened_at or 0))
    return tuple(queue(asked, language) for asked in found)


def listed(state: State, language: str) -> list[str]:
    """The queues as lines of text, each item with its id, by which `Room.approve` and others take it."""
    lines = [texts.text(language, "moderate.title")]
    for found in queues(state, language):
        lines.append(texts.pick(state.activity(found.activity).activity.title, language))
        for item in found.items:
            where = texts.text(language, f"moderate.status.{item.status}")
            lines.append(f"  {item.id}  {where}  {item.text}")
            alike = ", ".join(found.alike(item.id)) if item.status == "held" else ""
            if alike:
                lines.append(f"      ≈ {alike}")
    return lines if len(lines) > 1 else [texts.text(language, "moderate.nothing")]


def queue(asked: Asked, language: str) -> Queue:
    """The queue of one activity, its texts in `language`."""
    answered = {
        base_of(slot) for turn in asked.turns for own in turn.given.values() for slot in own
    }
    items = [
        Queued(
            id,
            texts.pick(proposal.item.text, language),
            proposal.status,
            proposal.into,
            id in answered,
        )
        for id, proposal in asked.proposals.items()
    ]
    return Queue(
        asked.activity.id, tuple(sorted(items, key=lambda item: _ORDER.index(item.status)))
    )
