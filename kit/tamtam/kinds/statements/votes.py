"""The votes on sentences, one after the other: what they make of the map, and of what to ask next."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tamtam.kinds.parts.history import History
from tamtam.kinds.parts.tally import Slot
from tamtam.kinds.statements.routing import Routing, Vote

if TYPE_CHECKING:
    from tamtam.standing import LiveMap


class Votes(History):
    """All votes of a turn; the map and the order of asking are brought up to date when asked for.

    A sentence shapes either once `min_answers` people have voted on it.
    """

    def __init__(self, min_answers: int) -> None:
        self.cast: list[Vote] = []
        self.asking = Routing(self.cast, min_answers)
        self._min_answers = min_answers
        self._map: LiveMap | None = None
        self._mapped = 0

    def take(self, participant: str, slot: Slot, value: Any) -> None:
        self.cast.append(Vote(participant, slot[0], value))

    def snapshot(self) -> list[Vote]:
        return list(self.cast)

    def map(self, sentences: Sequence[str]) -> dict[str, Any] | None:
        """What may be shown of the map, its lists being of `sentences`: see `tamtam.standing.shown_map`."""
        from tamtam import standing

        return standing.shown_map(self.live(), sentences, self._min_answers)

    def camps(self) -> dict[str, int]:
        """The letter (0 for A) of everybody's group, where there are groups to speak of."""
        live = self.live()
        found = live.now()
        if not found.separated:
            return {}
        return {
            str(person): found.letters[found.groups[row]]
            for person, row in live.people.items()
            if found.groups[row] >= 0
        }

    def live(self) -> "LiveMap":
        """The map with all votes in it."""
        if self._map is None:
            from tamtam import standing

            self._map = standing.LiveMap(self._min_answers)
        for vote in self.cast[self._mapped :]:
            self._map.vote(*vote)
        self._mapped = len(self.cast)
        return self._map
