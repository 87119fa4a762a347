"""The plane in which people's votes differ most, and where each of them stands in it."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from tamtam.standing.opinion.ballots import Ballots, CoVotes, Floats

#: What is 0 but for rounding, beside the whole spread of votes.
_NOTHING = 1e-10
#: So many directions are enough to find two among, even where some weigh the same.
_FIRST = 12
#: Votes to be in the map, where there are as many statements; how many people it holds at least.
ENOUGH_VOTES, LEAST_PEOPLE = 7, 15


@dataclass(frozen=True, slots=True)
class PrincipalPlane:
    """Two directions among S statements: `axes` 2 × S, of length 1 and square to each other.

    An axis is all 0 where votes differ in fewer directions. `means` (S) is the middle, `spread` (2)
    the share of all variance along each axis, 0 to 1; `silent` (S) marks statements that count as
    if everybody had passed. `turn` (2 × 2) has in its columns where the directions of most variance lie
    in it, the first one first.
    """

    means: Floats
    axes: Floats
    spread: Floats
    silent: NDArray[np.bool_]
    turn: Floats = field(default_factory=lambda: np.eye(2))

    @classmethod
    def of(cls, sums: CoVotes, silent: NDArray[np.bool_]) -> "PrincipalPlane":
        """The first two principal components, exactly, from sums over all people.

        Its cost depends on the number of statements alone (16 ms for 500), so it starts afresh each
        time: nothing of an earlier map can hold it back.
        """
        loud = np.flatnonzero(~silent)
        values, vectors = np.linalg.eigh(sums.scatter()[np.ix_(loud, loud)])
        return cls._spanned(sums.means, silent, values, vectors)

    @classmethod
    def of_few(cls, ballots: Ballots, silent: NDArray[np.bool_]) -> "PrincipalPlane":
        """The same from the votes of a few hundred people, on whichever side is shorter."""
        cast, given = ballots.cast[:, ~silent], ballots.given[:, ~silent].astype(np.float64)
        means = given.sum(0) / np.maximum(cast.sum(0), 1)
        centred = (given - means) * cast
        all_means = np.zeros(len(silent))
        all_means[~silent] = means
        people, statements = centred.shape
        if statements <= people:
            return cls._spanned(all_means, silent, *np.linalg.eigh(centred.T @ centred))
        values, left = np.linalg.eigh(centred @ centred.T)
        vectors = np.zeros((statements, people))
        vectors[:, -_FIRST:] = centred.T @ left[:, -_FIRST:]
        vectors /= np.sqrt(np.where(values > 0, values, 1))
        return cls._spanned(all_means, silent, values, vectors)

    @classmethod
    def _spanned(
        cls, means: Floats, silent: NDArray[np.bool_], values: Floats, vectors: Floats
    ) -> "PrincipalPlane":
        """From the eigenvalues of the statements that shape the map, rising, and their vectors."""
        whole = float(values.sum())
        axes, spread = np.zeros((2, len(silent))), np.zeros(2)
        axes[:, ~silent] = _canonical(values[::-1], vectors[:, ::-1], _NOTHING * whole)
        spread[: len(values)] = np.maximum(values[::-1][:2], 0) / (whole or 1.0)
        return cls(np.where(silent, 0.0, means), axes, spread, silent)

    def turned(self, before: Floats) -> "PrincipalPlane":
        """The same plane, its axes turned within it to lie as near as can be to those `before`.

        `before` is 2 × S′, with S′ ≤ S. The nearest turn is the orthogonal Procrustes solution
        (Schönemann 1966); distances in the map stay as they are.
        """
        overlap = before @ self.axes[:, : before.shape[1]].T
        left, _, right = np.linalg.svd(overlap)
        turn = left @ right
        spread = turn**2 @ self.spread
        return replace(self, axes=turn @ self.axes, spread=spread, turn=turn @ self.turn)

    def positions(self, ballots: Ballots) -> Floats:
        """Where everybody stands, P × 2: √(S / votes) · Σ over their votes of (vote − mean) · axis.

        The root makes up for votes that weren't cast, which would draw people to the middle.
        """
        votes = (ballots.cast & ~self.silent).sum(1) + self.silent.sum()
        scale = np.sqrt(ballots.shape[1] / np.maximum(votes, 1))
        found: Floats = np.round(ballots.projected(self.means, self.axes) * scale[:, None], 9) + 0.0
        return found

    def extremity(self) -> Floats:
        """How far from the middle someone stands who only agreed with one statement, for each: S."""
        size = len(self.means)
        reach: Floats = np.hypot(*(self.axes * (1 - self.means))) * np.sqrt(size)
        return reach


def in_the_map(ballots: Ballots, silent: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Who voted often enough: on 7 statements, or on as many as shape the map; else the 15 most active.

    Someone without a vote is never in it.
    """
    votes = ballots.cast.sum(1)
    inside = votes >= min(ENOUGH_VOTES, int((~silent).sum()))
    if inside.sum() < LEAST_PEOPLE:
        inside[np.argsort(-votes, kind="stable")[:LEAST_PEOPLE]] = True
    found: NDArray[np.bool_] = inside & (votes > 0)
    return found


def _canonical(values: Floats, vectors: Floats, nothing: float) -> Floats:
    """The axes of the two largest eigenvalues, the same on any machine: 2 × S.

    An eigenvector's sign is anybody's choice, and where eigenvalues are equal so is every turn in
    their space. Its projector isn't: each axis is the column of what is left of it that is longest,
    so that it points to the statement it weighs most, and among equals to the first.
    """
    axes: list[Floats] = []
    while len(axes) < min(2, len(values)) and values[len(axes)] > nothing:
        place = len(axes)
        alike = np.abs(values - values[place]) <= max(1e-9 * values[place], nothing)
        space = vectors[:, alike] @ vectors[:, alike].T
        for taken in axes:
            space -= np.outer(space @ taken, taken)
        weight = np.diagonal(space)
        column = space[:, int(np.argmax(weight >= weight.max() - 1e-9))]
        axes.append(column / np.linalg.norm(column))
    found = np.zeros((2, len(vectors)))
    found[: len(axes)] = axes if axes else 0
    return found
