"""Is there a structure at all? Groups are always found, so what may be said of them is tested first.

Three questions, in this order. Do votes hang together, more than votes on statements that have nothing
to do with each other (a permutation test of the largest eigenvalue)? If so, do camps describe them
clearly better than one line along which people stand (item response models, see `latent.py`)? And would
other people of the same sort give the same camps (bootstrap)?
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tamtam.standing.opinion.ballots import Ballots, Floats
from tamtam.standing.opinion.grouping import Grouping, adjusted_rand, group, nearest
from tamtam.standing.opinion.latent import Descriptions
from tamtam.standing.opinion.plane import PrincipalPlane

#: So often votes are dealt out anew, of at most so many people; or until chance has done as well so often.
DEALS, MOST_DEALT, PLAIN = 99, 100, 20
#: So often people are drawn anew, from at most so many.
DRAWS, MOST_PEOPLE = 20, 300
#: With fewer people in it a map is not shown: each mark would follow one person.
LEAST_PEOPLE = 12
#: With fewer people camps can hardly be told from the ends of a line (see tests/slow/README.md).
CLEAR_PEOPLE = 60
#: Groups hold if resampled people give them back so well; chance may do as well so rarely; one description
#: of the votes is clearly better than another from five times likelier on (as a logarithm).
STABLE, RARE, CLEAR = 0.6, 0.05, 1.6

#: Votes don't hang together; they do along one line; or in camps; or neither is clear.
Shape = Literal["loose", "line", "camps", "unclear"]


@dataclass(frozen=True, slots=True)
class Structure:
    """What may be said of how people stand to each other.

    `by_chance`: how likely votes that have nothing to do with each other hang together as well, 0 to 1.
    `for_camps`: how many times likelier the votes are by camps than by one line or one cloud, as a
    natural logarithm (`Descriptions`). `stability`: the mean adjusted Rand index of
    resampled rooms, 1 the same groups each time and 0 none in common; 0 where camps aren't likelier.
    """

    shape: Shape = "loose"
    by_chance: float = 1.0
    for_camps: float = 0.0
    stability: float = 0.0

    @property
    def separated(self) -> bool:
        """Whether there are camps to speak of."""
        return self.shape == "camps"

    def without_camps(self) -> "Structure":
        """The same where its groups are no longer those that are seen."""
        shape: Shape = "unclear" if self.separated else self.shape
        return Structure(shape, self.by_chance)


@dataclass(frozen=True, slots=True)
class Examination:
    """The people of one map who are asked about: their `ballots`, `positions` and groups.

    `silent` marks the statements that don't shape the map.
    """

    ballots: Ballots
    silent: NDArray[np.bool_]
    positions: Floats
    grouping: Grouping

    def structure(self) -> Structure:
        """What may be said, all three questions asked."""
        return self._judged(self._descriptions())

    def separated(self) -> Structure | None:
        """What `structure` says where it says that there are camps; else None, at less cost."""
        if self.grouping.k < 2:
            return None
        descriptions = self._descriptions()
        if descriptions.camps(self.grouping.labels) < CLEAR:
            return None
        found = self._judged(descriptions)
        return found if found.separated else None

    def _descriptions(self) -> Descriptions:
        loud = Ballots(self.ballots.cast[:, ~self.silent], self.ballots.given[:, ~self.silent])
        return Descriptions(loud, self.positions)

    def _judged(self, descriptions: Descriptions) -> Structure:
        by_chance = self.by_chance()
        if by_chance > RARE:
            return Structure(by_chance=by_chance)
        for_camps = descriptions.camps(self.grouping.labels)
        stability = self.stability() if for_camps >= CLEAR else 0.0
        known = (by_chance, round(for_camps, 6), stability)
        if stability >= STABLE:
            return Structure("camps", *known)
        one_line = max(for_camps, descriptions.plane()) < CLEAR
        return Structure("line" if one_line else "unclear", *known)

    def by_chance(self) -> float:
        """How likely the largest eigenvalue is as large where statements have nothing to do with each other.

        Each statement's votes are dealt out anew among those who voted on it (parallel analysis by
        permutation: Buja & Eyuboglu, "Remarks on parallel analysis", Multivariate Behavioral Research
        27, 1992). Dealing stops early where chance plainly does as well.
        """
        some = np.linspace(0, len(self.positions) - 1, min(len(self.positions), MOST_DEALT))
        ballots = self.ballots.rows(some.astype(np.intp))
        cast = ballots.cast[:, ~self.silent]
        given = ballots.given[:, ~self.silent].astype(np.float64)
        centred = (given - given.sum(0) / np.maximum(cast.sum(0), 1)) * cast
        largest = _largest_eigenvalue(centred) * (1 - 1e-9)
        chance = np.random.RandomState(2)
        as_well = dealt = 0
        while dealt < DEALS and as_well < PLAIN:
            dealt += 1
            as_well += _largest_eigenvalue(_dealt(centred, cast, chance)) >= largest
        return (1 + as_well) / (1 + dealt)

    def stability(self) -> float:
        """How well the groups come back when as many people are drawn from the same ones: 0 to 1.

        The drawn people are mapped and grouped afresh; then everybody goes to the nearest group in
        that map. Source: Hennig, "Cluster-wise assessment of cluster stability", CSDA 52, 2007.
        """
        return round(float(np.mean([self._again(draw) for draw in range(DRAWS)])), 9)

    def _again(self, draw: int) -> float:
        chance = np.random.RandomState([1, draw])
        people = len(self.positions)
        drawn = self.ballots.rows(chance.randint(0, people, people))
        plane = PrincipalPlane.of_few(drawn, self.silent)
        found = group(plane.positions(drawn), self.grouping.k)
        grouped = self.grouping.labels >= 0
        again = nearest(plane.positions(self.ballots), found.centres)
        return adjusted_rand(again[grouped], self.grouping.labels[grouped])


def _dealt(centred: Floats, cast: NDArray[np.bool_], chance: np.random.RandomState) -> Floats:
    """The same votes of each statement, P × S, among those who cast one, in any order."""
    among = np.argsort(~cast, axis=0, kind="stable")
    dice = np.where(cast, chance.random_sample(cast.shape), 2)
    dealt = np.empty_like(centred)
    np.put_along_axis(dealt, among, np.take_along_axis(centred, dice.argsort(0), 0), 0)
    return dealt


def _largest_eigenvalue(centred: Floats) -> float:
    """Of the scatter matrix, on whichever side is shorter."""
    people, statements = centred.shape
    scatter = centred.T @ centred if statements <= people else centred @ centred.T
    return float(np.linalg.eigvalsh(scatter)[-1]) if len(scatter) else 0.0
