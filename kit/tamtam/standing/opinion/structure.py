"""Is there a structure at all? Groups are always found, so they are compared with what chance does.

Two questions: would other people of the same sort give the same groups (bootstrap), and do votes
that hang together by nothing separate as well (a null model)?
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tamtam.standing.opinion.ballots import Ballots
from tamtam.standing.opinion.grouping import Grouping, adjusted_rand, group, nearest
from tamtam.standing.opinion.plane import PrincipalPlane

#: So often each question is asked, about at most so many people.
DRAWS, MOST_PEOPLE = 20, 300
#: With fewer people in it a map is not shown: each mark would follow one person.
LEAST_PEOPLE = 12
#: Groups hold if resampled people give them back so well; chance may do as well so rarely.
STABLE, RARE = 0.6, 0.05


@dataclass(frozen=True, slots=True)
class Structure:
    """What resampling and chance say of a grouping.

    `stability`: the mean adjusted Rand index, 1 the same groups each time and 0 none in common;
    0 for one group. `null`: the silhouettes of as many rooms where every statement was voted on as
    it was, but by nobody in particular. `by_chance`: how likely a room of that sort separates as
    well. `separated`: whether to speak of groups at all.
    """

    stability: float = 0.0
    null: tuple[float, ...] = ()
    by_chance: float = 1.0
    separated: bool = False

    @classmethod
    def of(cls, silhouette: float, again: Sequence[float], null: Sequence[float]) -> "Structure":
        """From a grouping's silhouette, the Rand indices of resampled rooms, the null's silhouettes."""
        stability = round(float(np.mean(again)), 9)
        by_chance = likely(sum(found >= silhouette for found in null), len(null))
        separated = stability >= STABLE and by_chance <= RARE
        return cls(stability, tuple(round(found, 9) for found in null), by_chance, separated)


@dataclass(frozen=True, slots=True)
class Examination:
    """The draws on the people of one map: `ballots` of those in it, and how they were grouped.

    `forced` is the number of groups that was asked for, if one was.
    """

    ballots: Ballots
    silent: NDArray[np.bool_]
    grouping: Grouping
    forced: int | None = None

    def again(self, draw: int) -> float:
        """How well the groups come back when as many people are drawn from the same ones.

        The drawn people are mapped and grouped afresh; then everybody goes to the nearest group in
        that map. Source: Hennig, "Cluster-wise assessment of cluster stability", CSDA 52, 2007.
        """
        chance = np.random.RandomState([1, draw])
        people = len(self.grouping.labels)
        drawn = self.ballots.rows(chance.randint(0, people, people))
        plane = PrincipalPlane.of_few(drawn, self.silent)
        found = group(plane.positions(drawn), self.grouping.k)
        return adjusted_rand(
            nearest(plane.positions(self.ballots), found.centres), self.grouping.labels
        )

    def by_chance(self, draw: int) -> float:
        """The silhouette of a room with the same votes on each statement, dealt out anew.

        Everybody votes on the same statements as before, so that what the map makes of missing
        votes is in it too.
        """
        chance = np.random.RandomState([2, draw])
        given = np.zeros_like(self.ballots.given)
        for statement, cast in enumerate(self.ballots.cast.T):
            given[cast, statement] = chance.permutation(self.ballots.given[cast, statement])
        dealt = Ballots(self.ballots.cast, given)
        plane = PrincipalPlane.of_few(dealt, self.silent)
        return group(plane.positions(dealt), self.forced).silhouette

    def structure(self) -> Structure:
        """What all draws say of the groups; nothing of one group, or of none."""
        if self.grouping.k < 2:
            return Structure()
        again = [self.again(draw) for draw in range(DRAWS)]
        null = [self.by_chance(draw) for draw in range(DRAWS)]
        return Structure.of(self.grouping.silhouette, again, null)

    def separated(self) -> Structure | None:
        """What `structure` says where it says that there are groups; else None, at less cost."""
        if self.grouping.k < 2:
            return None
        again: list[float] = []
        null: list[float] = []
        for draw in range(DRAWS):
            null.append(self.by_chance(draw))
            again.append(self.again(draw))
            as_well = sum(found >= self.grouping.silhouette for found in null)
            best = sum(again) + DRAWS - len(again)  # if all draws to come give the same groups back
            if likely(as_well, DRAWS) > RARE or best < STABLE * DRAWS:
                return None
        return Structure.of(self.grouping.silhouette, again, null)


def likely(as_well: int, draws: int) -> float:
    """How likely a room by chance separates as well, where so many of those drawn do: above 0."""
    return (1 + as_well) / (1 + draws)
