"""What people say of the session at its end, as far as it may be told: never one person's more than before.

Two tellings of a count that goes on growing give away who came in between. So what is told stays, until so
many people differ from it as have to answer before anything is told.
"""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class ToldRatings:
    """One question: the rating of each as last told, and what differs from it since."""

    told: dict[str, int] = field(default_factory=dict)
    since: dict[str, int] = field(default_factory=dict)

    def rate(self, participant: str, value: int, least: int) -> None:
        """Take a rating; tell all there are, once at least `least` people differ from what is told."""
        if self.told.get(participant) == value:
            self.since.pop(participant, None)
        else:
            self.since[participant] = value
        if len(self.since) >= max(least, 1):
            self.told |= self.since
            self.since.clear()

    def counts(self) -> Counter[int]:
        """How many gave each value, as it is told."""
        return Counter(self.told.values())
