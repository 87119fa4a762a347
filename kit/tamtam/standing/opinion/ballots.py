"""Who voted what, and the sums over people that the map is computed from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
#: Rows that are turned into floats at a time: what is kept stays eight times smaller.
_ROWS = 1_024


@dataclass(frozen=True, slots=True)
class CoVotes:
    """Sums over people, for each pair of statements i, j: three arrays S × S.

    `together` how many voted on both, `sums` what those who voted on i gave j, summed, `products`
    what they gave i times what they gave j, summed. Their diagonals are the votes on each statement
    and their sum. A change of one vote changes one row and one column of each.
    """

    together: Floats
    sums: Floats
    products: Floats

    @property
    def means(self) -> Floats:
        """The mean of the votes cast on each statement; 0 where there are none."""
        means: Floats = np.diagonal(self.sums) / np.maximum(np.diagonal(self.together), 1)
        return means

    def scatter(self) -> Floats:
        """The products of votes centred by their statement's mean, summed over people, S × S.

        A missing vote counts as the mean: it adds nothing.
        """
        means = self.means
        crossed = means[:, None] * self.sums
        found: Floats = self.products - crossed - crossed.T + np.outer(means, means) * self.together
        return found

    def widened(self, statements: int) -> "CoVotes":
        """The same with so many statements, the new ones without votes."""
        if (more := statements - len(self.together)) == 0:
            return self
        return CoVotes(*(np.pad(a, (0, more)) for a in (self.together, self.sums, self.products)))

    def vote(self, cast: NDArray[Any], given: NDArray[Any], statement: int, now: Any) -> None:
        """Count that someone whose votes were `cast` and `given` now votes `now` on `statement`.

        `now` is None where they take it back. Costs O(S).
        """
        more = int(now is not None) - int(cast[statement])
        higher = int(now or 0) - int(given[statement])
        for array, here, there in (
            (self.together, more * cast, more * cast),
            (self.sums, more * given, higher * cast),
            (self.products, higher * given, higher * given),
        ):
            array[statement] += here
            array[:, statement] += there
        self.together[statement, statement] += more * more
        self.sums[statement, statement] += more * higher
        self.products[statement, statement] += higher * higher


@dataclass(frozen=True, slots=True)
class VoteCounts:
    """How many agreed, disagreed and voted at all (a pass included), one array of each shape."""

    agree: Floats
    disagree: Floats
    seen: Floats


@dataclass(frozen=True, slots=True)
class Ballots:
    """Everybody's votes, P × S: whether one was `cast`, and what was `given` (0 where not cast)."""

    cast: NDArray[np.bool_]
    given: NDArray[np.int8]

    @classmethod
    def of(cls, votes: ArrayLike) -> "Ballots":
        """Votes as an array P × S of +1, 0, −1 and NaN. Raises ValueError for anything else."""
        array = np.asarray(votes, dtype=np.float64)
        if array.ndim != 2:
            raise ValueError(f"votes are people × statements; these have {array.ndim} dimensions")
        cast = ~np.isnan(array)
        if not np.isin(array[cast], (-1, 0, 1)).all():
            raise ValueError(
                "a vote is 1 (agree), 0 (pass) or −1 (disagree), or NaN where not cast"
            )
        return cls(cast, np.where(cast, array, 0).astype(np.int8))

    @property
    def shape(self) -> tuple[int, int]:
        """How many people, how many statements."""
        people, statements = self.cast.shape
        return people, statements

    def rows(self, chosen: NDArray[np.intp]) -> "Ballots":
        """The votes of the people `chosen`, in that order; someone may be chosen several times."""
        return Ballots(self.cast[chosen], self.given[chosen])

    def widened(self, people: int, statements: int) -> "Ballots":
        """The same with so many people and statements, the new ones without votes."""
        if self.shape == (people, statements):
            return self
        more = ((0, people - self.shape[0]), (0, statements - self.shape[1]))
        return Ballots(np.pad(self.cast, more), np.pad(self.given, more))

    def counts(self) -> VoteCounts:
        """How everybody voted on each statement: arrays S."""
        agree, disagree = (self.given == 1).sum(0), (self.given == -1).sum(0)
        return VoteCounts(*(np.asarray(n, np.float64) for n in (agree, disagree, self.cast.sum(0))))

    def counts_by_group(self, groups: NDArray[np.intp], k: int) -> VoteCounts:
        """How each of k groups voted on each statement, k × S; group −1 is nobody's."""
        found = np.zeros((3, k, self.shape[1]))
        for here, cast, given in self._blocks(np.float32):
            member = (groups[here, None] == np.arange(k)).astype(np.float32).T
            found += member @ cast, member @ given, member @ np.abs(given)
        seen, balance, decided = found
        return VoteCounts((decided + balance) / 2, (decided - balance) / 2, seen)

    def co_votes(self) -> CoVotes:
        """The sums for each pair of statements, from nothing."""
        size = self.shape[1]
        found = np.zeros((3, size, size))
        for _, cast, given in self._blocks(np.float32):
            found += cast.T @ cast, cast.T @ given, given.T @ given
        return CoVotes(*found)

    def projected(self, means: Floats, axes: Floats) -> Floats:
        """Σ over the votes that someone cast of (vote − mean) · axis, for each axis: P × 2."""
        onto = np.zeros((self.shape[0], len(axes)))
        shift = means[:, None] * axes.T
        for here, cast, given in self._blocks(np.float64):
            onto[here] = given @ axes.T - cast @ shift
        return onto

    def _blocks(self, sort: type[Any]) -> Iterator[tuple[slice, NDArray[Any], NDArray[Any]]]:
        """Some rows at a time as floats. Short ones count exactly up to 2²⁴, in half the time."""
        for start in range(0, len(self.cast), _ROWS):
            here = slice(start, start + _ROWS)
            yield here, self.cast[here].astype(sort), self.given[here].astype(sort)
