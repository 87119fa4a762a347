"""Freeze: what a reveal froze, and whose answers are others since, so that no few of them can be told.

Two standings of one turn, an earlier and a later one, tell by their difference what those answered who
changed in between, who came, or who left. So a later one is shown only where, against each that was shown
before, at least `min_answers` people differ in every answer that anybody changed.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from tamtam.kinds.parts.tally import Slot

#: One person's answers, by slot.
Own = Mapping[Slot, Any]


@dataclass(slots=True)
class Freeze:
    """One reveal of a turn.

    `before` has, for those who sent something since, what they had answered when it froze. `somebody_left`
    is whether answers were erased since: nobody knows any more which.
    """

    before: dict[str, dict[Slot, Any]] = field(default_factory=dict)
    somebody_left: bool = False

    def sends(self, participant: str, own: Own) -> None:
        """Somebody is about to send an answer; `own` are theirs until now."""
        if participant not in self.before:
            self.before[participant] = dict(own)

    def leaves(self, participant: str) -> None:
        """Somebody's answers are erased; folded again, they won't have been there."""
        self.before.pop(participant, None)
        self.somebody_left = True

    def changed(self, now: Callable[[str], Own]) -> set[str]:
        """Those whose answers `now` are others than they were: the same sent again changes nothing."""
        return {id for id, before in self.before.items() if before != now(id)}

    def tells_a_few(self, now: Callable[[str], Own], slots: Collection[Slot], few: int) -> bool:
        """Whether what is shown now would tell, beside this, what fewer than `few` people answered.

        Of someone who left, any of the `slots` may have been answered: then each has to hide it.
        """
        differing: Counter[Slot] = Counter(dict.fromkeys(slots, 0) if self.somebody_left else {})
        for id, before in self.before.items():
            own = now(id)
            differing.update(s for s in before.keys() | own.keys() if before.get(s) != own.get(s))
        return any(count < few for count in differing.values())
