"""The queue of what people proposed: what waits, what is shown, what says nearly the same.

Who proposed an item isn't in it: it is looked after for what it says.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tamtam.deck.deck import BACKCHANNEL
from tamtam.language import texts
from tamtam.language.similarity import ALIKE, likeness, nearest
from tamtam.session.activity import ActivityState, base_of
from tamtam.session.backchannel import MARKS, SETTLED, Backchannel
from tamtam.session.identifying import Flag, capitals, flags
from tamtam.session.proposal import ItemStatus
from tamtam.session.state import State

#: The groups in which items stand, in the order in which they are looked at.
GROUPS = ("waiting", "shown", "settled", "aside")
#: So many items are offered to merge one into.
MOST_ALIKE = 3


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One item: what it says, where it is, what it was merged into, whether somebody answered it.

    Of a question asked aside also how many second it, and what the facilitator made of it (its mark).
    """

    id: str
    text: str
    status: ItemStatus
    into: str
    answered: bool
    seconds: int = 0
    mark: str = ""

    @property
    def group(self) -> str:
        """Under what it is listed: "waiting", "shown", "settled" (a question dealt with), "aside"."""
        if self.status == "shown":
            return "settled" if self.mark in SETTLED else "shown"
        return "waiting" if self.status == "held" else "aside"


@dataclass(frozen=True, slots=True)
class Queue:
    """Every item of one activity that collects them: those that wait first, the oldest first.

    Where they are questions asked aside, those that most people second come first, and what is settled
    last of those that are shown.
    """

    activity: str
    items: tuple[QueueItem, ...]

    @property
    def marks(self) -> tuple[str, ...]:
        """What can be made of its items: nothing but of questions asked aside."""
        return MARKS if self.activity == BACKCHANNEL else ()

    def waiting(self) -> tuple[QueueItem, ...]:
        """Those that nobody in the room sees before they are approved."""
        return tuple(item for item in self.items if item.status == "held")

    def together(self) -> tuple[tuple[QueueItem, ...], ...]:
        """Those that wait, what says the same or nearly so in one group: the oldest first, in each too."""
        groups: list[list[QueueItem]] = []
        for item in self.waiting():
            near = (group for group in groups if likeness(item.text, group[0].text) >= ALIKE)
            group = next(near, None)
            if group is None:
                groups.append([item])
            else:
                group.append(item)
        return tuple(tuple(group) for group in groups)

    def alike(self, id: str) -> tuple[str, ...]:
        """The shown items that one could be merged into, as they say nearly the same, nearest first.

        What was merged into one speaks for it too: who says later what only that said is offered it.
        """
        there = {item.id: item for item in self.items}
        said = {other: item.text for other, item in there.items() if self._stands_for(item)}
        said.pop(id, None)
        near = nearest(there[id].text, said, most=len(said))
        found = dict.fromkeys(self._stands_for(there[other]) for other in near)
        return tuple(other for other in found if other not in ("", id))[:MOST_ALIKE]

    def _stands_for(self, item: QueueItem) -> str:
        """The shown item that one counts for: itself, or what it was merged into; empty without."""
        there, seen = {one.id: one for one in self.items}, {item.id}
        while item.into in there and item.into not in seen:
            item = there[item.into]
            seen.add(item.id)
        return item.id if item.status == "shown" else ""


def queues(state: State, language: str) -> tuple[Queue, ...]:
    """The queue of each activity that was opened and collects items, the one opened last first.

    Before them stand the questions asked aside, once there are any.
    """
    found = [asked for asked in state.asked.values() if asked.turns and asked.activity.collect]
    found.sort(key=lambda asked: -(asked.opened_at or 0))
    aside = [state.backchannel] if state.backchannel.proposals else []
    return tuple(queue(asked, language) for asked in (*aside, *found))


def flagger(state: State) -> Callable[[str], tuple[Flag, ...]]:
    """What says of a text what may give somebody in this session away."""
    aliases = tuple(participant.alias for participant in state.participants.values())
    known = capitals(state.deck)
    german = state.session.language == "de"
    return lambda text: flags(text, aliases, known, german)


def listed(state: State, language: str, only: str | None = None) -> list[str]:
    """The queues as lines of text, each item with its id, by which `Room.approve` and others take it.

    With `only` that of one activity.
    """
    lines = [] if only else [texts.text(language, "moderate.title")]
    for found in queues(state, language):
        if only not in (None, found.activity):
            continue
        lines.append(texts.pick(state.receiver(found.activity).activity.title, language))
        for item in found.items:
            lines.append(f"  {item.id}  {_where(item, language)}  {item.text}")
            alike = ", ".join(found.alike(item.id)) if item.status == "held" else ""
            if alike:
                lines.append(f"      ≈ {alike}")
    return lines if lines[1:] else [texts.text(language, "moderate.nothing")]


def _where(item: QueueItem, language: str) -> str:
    """Where an item is; of a question also what became of it, and how many second it."""
    where = texts.text(language, f"moderate.status.{item.status}")
    mark = f", {texts.text(language, f'moderate.mark.{item.mark}')}" if item.mark else ""
    seconds = texts.text(language, "moderate.seconds", n=item.seconds) if item.seconds else ""
    return f"{where}{mark}{f' ({seconds})' if seconds else ''}"


def queue(asked: ActivityState, language: str) -> Queue:
    """The queue of one activity, its texts in `language`."""
    answered = {
        base_of(slot) for turn in asked.turns for own in turn.given.values() for slot in own
    }
    items = [
        QueueItem(
            id,
            texts.pick(proposal.item.text, language),
            proposal.status,
            proposal.into,
            id in answered,
            asked.seconds(id) if isinstance(asked, Backchannel) else 0,
            proposal.mark,
        )
        for id, proposal in asked.proposals.items()
    ]
    items.sort(key=lambda item: (GROUPS.index(item.group), item.status == "merged", -item.seconds))
    return Queue(asked.activity.id, tuple(items))
