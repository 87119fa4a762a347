"""Apart: how two groups of people lie on one scale, of whom nobody knows, or may tell, who is in both.

What is found rests on the two distributions alone, so it tells nothing that those don't.
"""

from dataclasses import dataclass

from tamtam import standing
from tamtam.kinds.parts import classes, scale
from tamtam.kinds.parts.track import Track
from tamtam.standing.claims import DIFFERENCE, AnyClaim, ApartClaim, NothingClaim
from tamtam.standing.standing import Distribution


@dataclass(frozen=True, slots=True)
class Groups:
    """A track, and how both groups answered it."""

    track: Track
    first: Distribution
    second: Distribution

    @property
    def enough(self) -> bool:
        """Whether both may be told."""
        return self.first.counts is not None and self.second.counts is not None

    def counts(self) -> tuple[list[int], list[int]]:
        """The counts of both along the scale; in classes where one of them is told so."""
        share = self.track.sides is not None
        values = (0, 1) if share else tuple(range(self.track.low, self.track.high + 1))
        few = self.first.in_classes or self.second.in_classes
        side = classes.side_of(values) if few else int
        told = []
        for one in (self.first, self.second):
            counts = dict.fromkeys(values, 0)
            for value, count in (one.counts or {}).items():
                counts[side(int(value))] += count
            told.append(list(counts.values()))
        return told[0], told[1]

    def leaning(self) -> int:
        """In how many more pairs of people the second answers higher than lower."""
        first, second = self.counts()
        return sum(
            a * b * ((at > other) - (at < other))
            for other, a in enumerate(first)
            for at, b in enumerate(second)
        )

    def apart(self) -> float:
        """The same as a share of all pairs of people, without its direction."""
        return abs(self.leaning()) / max(1, self.first.n * self.second.n)

    def chance(self, together: int) -> float:
        """The chance that they lie as far apart; `together` is how many tracks are looked at."""
        return standing.groups_chance(*self.counts(), together)

    @property
    def by_medians(self) -> bool:
        """Whether the medians go the way the answers go."""
        moves = (self.second.median or 0) - (self.first.median or 0)
        return moves * self.leaning() > 0

    def claim(self, together: int) -> AnyClaim:
        """That the second lies higher or lower, or that no difference is clear."""
        chance = self.chance(together)
        first, second, item = self.first, self.second, (self.track.item,)
        if chance > DIFFERENCE or not self.leaning():
            counts = (("first", first.n), ("second", second.n))
            return NothingClaim(
                items=item, phase=self.track.phase, n=second.n, why="apart", counts=counts
            )
        return ApartClaim(
            items=item,
            phase=self.track.phase,
            n=second.n,
            first=first.n,
            chance=scale.rounded(chance),
            side="more" if self.leaning() > 0 else "less",
            before=first.median if self.by_medians else None,
            after=second.median if self.by_medians else None,
            share=round(self.apart(), 4),
        )
