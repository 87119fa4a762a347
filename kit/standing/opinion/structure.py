"""Is there a structure at all? Groups are always found, so they are compared with what chance does.

Two questions: would other people of the same sort give the same groups (bootstrap), and do votes
that hang together by nothing separate as well (a null model)?
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kit.standing.opinion.ballots import Ballots, Floats
from kit.standing.opinion.grouping import (
    Grouping,
    adjusted_rand,
    group,
    nearest,
)
from kit.standing.opinion.plane import Plane

#: So often each question is asked; no more people than this are asked about.
DRAWS, MOST_PEOPLE = 30, 500
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
    def of(cls, grouping: Grouping, again: list[float], null: list[float]) -> "Structure":
        """From the Rand indices of resampled rooms and the silhouettes of rooms by chance."""
        if grouping.k < 2 or not again:
            return cls()
        stability = round(float(np.mean(again)), 9)
        as_well = sum(found >= grouping.silhouette for found in null)
        by_chance = (1 + as_well) / (1 + len(null))
        separated = stability >= STABLE and by_chance <= RARE
        return cls(stability, tuple(round(one, 9) for one in null), by_chance, separated)


@dataclass(frozen=True, slots=True)
class Examination:
    """The draws on the people of one map: `ballots` of those in it, and how they were grouped.

    `forced` is the number of groups that was asked for, if one was.
    """

    ballots: Ballots
    silent: NDArray[np.bool_]
    positions: Floats
    grouping: Grouping
    forced: int | None = None

    @classmethod
    def of_some(
        cls, ballots: Ballots, plane: Plane, places: tuple[Floats, Grouping], forced: int | None
    ) -> "Examination":
        """On all people, or on 500 spread evenly over them where there are more."""
        positions, grouping = places
        people = len(positions)
        chosen = np.arange(people)
        if people > MOST_PEOPLE:
            chosen = np.linspace(0, people - 1, MOST_PEOPLE).astype(np.intp)
        labels = grouping.labels[chosen]
        return cls(
            ballots.rows(chosen),
            plane.silent,
            positions[chosen],
            Grouping(labels, grouping.centres, grouping.silhouette),
            forced,
        )

    def again(self, draw: int) -> float:
        """How well the groups come back when as many people are drawn from the same ones.

        The drawn people are mapped and grouped afresh; then everybody goes to the nearest group in
        that map. Source: Hennig, "Cluster-wise assessment of cluster stability", CSDA 52, 2007.
        """
        chance = np.random.RandomState([1, draw])
        people = len(self.positions)
        drawn = self.ballots.rows(chance.randint(0, people, people))
        plane = Plane.of_few(drawn, self.silent)
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
        plane = Plane.of_few(dealt, self.silent)
        return group(plane.positions(dealt), self.forced).silhouette

    def draws(self, numbers: range) -> Iterator[tuple[float, float]]:
        """Both questions, for each of the draws."""
        for draw in numbers:
            yield self.again(draw), self.by_chance(draw)


def examined(examination: Examination, draws: int = DRAWS) -> Structure:
    """What all draws say; nothing of one group, or of none."""
    if examination.grouping.k < 2:
        return Structure()
    again, null = zip(*examination.draws(range(draws)), strict=True)
    return Structure.of(examination.grouping, list(again), list(null))
