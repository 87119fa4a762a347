"""Item response models: how well one cloud of people, or several clumps, describes the votes.

A statement has a logistic curve: how likely someone at a place agrees, rather than disagrees (the
two-parameter logistic model of Birnbaum, in Lord & Novick, "Statistical Theories of Mental Test
Scores", 1968; in the plane, Reckase, "Multidimensional Item Response Theory", 2009). Where each
person stands is not known: the likelihood is a mean over where people may stand, a `Cloud`. Two clouds
of as many dimensions have as many numbers to fit, so that their likelihoods compare as they are. The
curves are fitted by EM (Bock & Aitkin 1981). Passes and gaps tell nothing here.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tamtam.standing.opinion.ballots import Ballots, Floats
from tamtam.standing.opinion.grouping import Whole

#: What draws a curve's slopes and its height towards 0: a normal prior of this precision.
_RIDGE = 0.1
#: EM stops after so many rounds, or where a round gains less than this of the log likelihood.
_ROUNDS, _GAIN = 40, 0.02
#: No step of Newton's method is longer.
_STRIDE = 2.0
#: A clump's width, as a share of the distance between two of them: two such have a deep valley between.
WIDTHS = (0.0, 0.25)


@dataclass(frozen=True, slots=True)
class Cloud:
    """Where people may stand: `places` Q × D, and how likely each is (Q), adding up to 1."""

    places: Floats
    weights: Floats

    @classmethod
    def of(cls, places: Floats, weights: Floats) -> "Cloud":
        """The cloud, moved and stretched so that it has mean 0 and variance 1 along each axis."""
        weights = weights / weights.sum()
        places = places - weights @ places
        spread = np.sqrt(weights @ places**2)
        return cls(places / np.where(spread > 0, spread, 1), weights)

    @classmethod
    def normal(cls, dimensions: int) -> "Cloud":
        """The normal distribution, on a grid."""
        return cls.of(*_normal(dimensions, 21 if dimensions == 1 else 9, 3.0))

    @classmethod
    def even(cls) -> "Cloud":
        """As many people everywhere along a line from end to end."""
        places = np.linspace(-1, 1, 21)[:, None]
        return cls.of(places, np.ones(len(places)))

    @classmethod
    def clumps(cls, centres: Floats, sizes: Floats, width: float) -> "Cloud":
        """Round clumps of so many people about each centre (k × D)."""
        apart = np.hypot.reduce((centres[:, None] - centres).transpose(2, 0, 1), axis=0)
        nearest = float(apart[apart > 0].min(initial=np.inf))
        if not width or not np.isfinite(nearest):
            return cls.of(centres, sizes)
        around, weights = _normal(centres.shape[1], 5, 2.0)
        places = centres[:, None] + around * width * nearest
        return cls.of(places.reshape(-1, centres.shape[1]), np.outer(sizes, weights).reshape(-1))


def _normal(dimensions: int, points: int, reach: float) -> tuple[Floats, Floats]:
    axis = np.linspace(-reach, reach, points)
    places = np.stack(np.meshgrid(*[axis] * dimensions), -1).reshape(-1, dimensions)
    return places, np.exp(-(places**2).sum(1) / 2)


@dataclass(frozen=True, slots=True)
class SidedVotes:
    """Votes that take a side, as floats P × S: `agreed` of those that `took` one."""

    agreed: Floats
    took: Floats

    @classmethod
    def of(cls, ballots: Ballots) -> "SidedVotes":
        """Those of statements on which both sides are taken: others tell nobody from anybody."""
        both = (ballots.given == 1).any(0) & (ballots.given == -1).any(0)
        given = ballots.given[:, both]
        return cls((given == 1).astype(np.float64), (given != 0).astype(np.float64))

    def likelihood(self, cloud: Cloud, start: Floats) -> float:
        """The log likelihood of the votes with the curves that fit best; `start`: about where each stands.

        `start` is P × D.
        """
        curves = np.zeros((self.took.shape[1], start.shape[1] + 1))
        for _ in range(6):
            curves = _climbed(curves, start, self.took, self.agreed)
        before = -np.inf
        for _ in range(_ROUNDS):
            found, chances = self._expected(cloud, curves)
            found -= _RIDGE / 2 * float((curves[:, 1:] ** 2).sum())
            if found - before < _GAIN:
                break
            before = found
            took, agreed = chances.T @ self.took, chances.T @ self.agreed
            for _ in range(2):
                curves = _climbed(curves, cloud.places, took, agreed)
        return found

    def _expected(self, cloud: Cloud, curves: Floats) -> tuple[float, Floats]:
        """The log likelihood, and how likely each person (P) stands at each place (Q)."""
        at = curves[:, :1] + curves[:, 1:] @ cloud.places.T
        disagrees = -np.logaddexp(0, at)
        # log of agreeing is `at` more than log of disagreeing
        joint = self.took @ disagrees + self.agreed @ at + np.log(cloud.weights)
        most = joint.max(1, keepdims=True)
        likely = np.exp(joint - most)
        whole = likely.sum(1, keepdims=True)
        return float((np.log(whole) + most).sum()), likely / whole


def _climbed(curves: Floats, places: Floats, took: Floats, agreed: Floats) -> Floats:
    """Curves (S × 1 + D) after a step of Newton's method, from how many `took` a side at each place."""
    seen = np.column_stack([np.ones(len(places)), places])
    chance = 1 / (1 + np.exp(-(seen @ curves.T)))
    slope = (agreed - took * chance).T @ seen - _RIDGE * curves
    bend = np.einsum("qs,qi,qj->sij", took * chance * (1 - chance), seen, seen, optimize=True)
    bend += _RIDGE * np.eye(seen.shape[1])
    step = np.linalg.solve(bend, slope[..., None])[..., 0]
    found: Floats = curves + np.clip(step, -_STRIDE, _STRIDE)
    return found


class Descriptions:
    """The ways in which the votes of the P people at `positions` (P × 2) may be described.

    Each is compared with a simpler one by a log: how many times likelier the votes are by it, after
    Schwarz's price for each number that it fits beyond the simpler one (½ log P; Schwarz, "Estimating
    the dimension of a model", Annals of Statistics 6, 1978). Above 0 where it describes them better.
    """

    def __init__(self, ballots: Ballots, positions: Floats) -> None:
        self._votes = SidedVotes.of(ballots)
        middle, spread = (
            (positions.mean(0), positions.std(0)) if len(positions) else (0.0, np.ones(2))
        )
        self._start: Floats = (positions - middle) / np.where(spread > 0, spread, 1)
        self._price = np.log(max(len(positions), 1)) / 2

    def camps(self, labels: Whole) -> float:
        """Clumps, whose each person is (P, −1 for people of none), against a line and a cloud of no clumps.

        Two clumps lie along the line; three and more in the plane, where they have to do better than a
        round cloud too. 0 for fewer than two.
        """
        k = int(labels.max(initial=-1)) + 1
        if k < 2 or not self._statements:
            return 0.0
        sizes = np.bincount(labels[labels >= 0], minlength=k).astype(np.float64)
        centres: Floats = np.array([self._start[labels == one].mean(0) for one in range(k)])
        shares, places = (
            k - 1,
            max(0, 2 * k - 6),
        )  # what is left of k places once the plane is stretched
        if k == 2:
            return float(self._clumps(centres[:, :1], sizes) - self._line - self._price * shares)
        beyond = self._price * (shares + places)
        plain = max(self._plane, self._line + self._price * self._statements)
        return float(self._clumps(centres, sizes) - plain - beyond)

    def plane(self) -> float:
        """A round cloud in the plane against a line."""
        return float(self._plane - self._line - self._price * self._statements)

    @property
    def _statements(self) -> int:
        return int(self._votes.took.shape[1])

    def _clumps(self, centres: Floats, sizes: Floats) -> float:
        start = self._start[:, : centres.shape[1]]
        clouds = (Cloud.clumps(centres, sizes, width) for width in WIDTHS)
        return max(self._votes.likelihood(cloud, start) for cloud in clouds)

    @cached_property
    def _line(self) -> float:
        clouds = Cloud.normal(1), Cloud.even()
        return max(self._votes.likelihood(cloud, self._start[:, :1]) for cloud in clouds)

    @cached_property
    def _plane(self) -> float:
        return self._votes.likelihood(Cloud.normal(2), self._start)
