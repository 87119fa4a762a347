"""Groups of people who stand close together in the plane: k-means, and how many groups to see."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tamtam.standing.opinion.ballots import Floats

#: At most so many groups: two, and one more for every so many people.
MOST_GROUPS, PEOPLE_A_GROUP = 5, 12
#: More people than this are first brought together into as many points.
MOST_POINTS = 100
_STRIPS = 10
_STARTS = 10
_ROUNDS = 100
_SEED = 4
#: A group is tiny with fewer people than this, or with a smaller share of those there are. Its people are
#: outside, if all such groups together hold at most this share of everybody, far from the others.
TINY, TINY_SHARE, OUTSIDE_SHARE = 5, 0.05, 0.1

Whole = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Grouping:
    """`k` groups: whose each position is (N, from 0), their `centres` (k × 2), the `silhouette`.

    Who is in no group has the label −1. The silhouette, −1 to 1, is how much closer people are to their
    own group than to the next one (Rousseeuw 1987), those in no group aside; 0 for one group.
    """

    labels: Whole
    centres: Floats
    silhouette: float = 0.0

    @property
    def k(self) -> int:
        """How many groups."""
        return len(self.centres)


@dataclass(frozen=True, slots=True)
class _Points:
    """Places in the plane (N × 2) with how many people stand on each, and all distances."""

    places: Floats
    people: Floats
    distances: Floats

    @classmethod
    def of(cls, places: Floats, people: Floats) -> "_Points":
        if len(places) > MOST_POINTS:
            places, people = _brought_together(places, people)
        apart = places[:, None] - places
        return cls(places, people, np.hypot(apart[..., 0], apart[..., 1]))

    def silhouette(self, labels: Whole, k: int) -> float:
        """The mean over people of (b − a) / max(a, b); someone alone in a group has 0, −1 is no group."""
        member = (labels[:, None] == np.arange(k)) * self.people[:, None]
        mass = member.sum(0)
        inside = np.flatnonzero(labels >= 0)
        labels, people = labels[inside], self.people[inside]
        to_group = self.distances[inside] @ member
        rows = np.arange(len(labels))
        others = mass[labels] - 1
        own = to_group[rows, labels] / np.maximum(others, 1)
        to_group[rows, labels] = np.inf
        nearest = (to_group / np.maximum(mass, 1)).min(1)
        larger = np.maximum(own, nearest)
        each = np.where(larger > 0, (nearest - own) / np.where(larger > 0, larger, 1), 0)
        each[others == 0] = 0
        return float(each @ people / people.sum())


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Centres found (K × 2), which of them are of groups (`is_group`, K; the others are of a few people)."""

    silhouette: float
    centres: Floats
    is_group: NDArray[np.bool_]

    @property
    def k(self) -> int:
        """How many groups."""
        return int(self.is_group.sum())

    def named(self, labels: Whole) -> Whole:
        """The groups' numbers, from 0, for labels of centres; −1 for those of a few."""
        found: Whole = np.where(self.is_group, np.cumsum(self.is_group) - 1, -1)[labels]
        return found


@dataclass(frozen=True, slots=True)
class Candidates:
    """The best groups of the N people at `positions` (N × 2), for each number of groups tried.

    `by_k` has the clearest split into k groups; one group is always possible, and not among them.
    """

    positions: Floats
    places: Floats
    which: Whole
    people: Floats
    by_k: dict[int, Split]

    @classmethod
    def of(
        cls, positions: Floats, k: int | None = None, warm: dict[int, Floats] | None = None
    ) -> "Candidates":
        """For 2 to 5 groups, fewer where there are few people; for `k` alone if it is given.

        Groups of a few are none, unless a number is given. `warm` holds centres found earlier, by their
        number: they compete with fresh starts, and the tightest groups win.
        """
        found = cls.known(positions, None)
        points = _Points.of(found.places, found.people)
        most = min(MOST_GROUPS, 2 + len(positions) // PEOPLE_A_GROUP)
        for size in range(2, most + 1) if k is None else (k,):
            if (fitting := min(size, len(points.places))) >= 2:
                centres, labels = _best(points, fitting, (warm or {}).get(size))
                found._weigh(points, centres, labels, k)
        return found

    @classmethod
    def known(cls, positions: Floats, split: Split | None) -> "Candidates":
        """The groups of a split that was found among these people before, and no others."""
        places, which, counts = np.unique(
            positions.reshape(-1, 2), axis=0, return_inverse=True, return_counts=True
        )
        by_k = {split.k: split} if split else {}
        return cls(positions, places, which.reshape(-1), counts.astype(np.float64), by_k)

    def _weigh(self, points: _Points, centres: Floats, labels: Whole, forced: int | None) -> None:
        """Keep a split, if it has two groups and there is no clearer one with as many."""
        is_group = np.ones(len(centres), np.bool_)
        if forced is None:
            everyone = float(points.people.sum())
            sizes = np.bincount(labels, points.people, minlength=len(centres))
            is_group = sizes >= max(TINY, TINY_SHARE * everyone)
            if is_group.sum() < 2 or sizes[~is_group].sum() > OUTSIDE_SHARE * everyone:
                return
            if not _lie_outside(centres[~is_group], centres[is_group]):
                return
        split = Split(0.0, centres, is_group)
        silhouette = points.silhouette(split.named(labels), split.k)
        key = forced or split.k
        if key not in self.by_k or silhouette > self.by_k[key].silhouette:
            self.by_k[key] = replace(split, silhouette=silhouette)

    @property
    def warm(self) -> dict[int, Floats]:
        """The centres found, by their number, for the next time."""
        return {len(split.centres): split.centres for split in self.by_k.values()}

    @property
    def best(self) -> int:
        """The number of groups with the highest silhouette; 1 where none is above 0."""
        k = max(self.by_k, key=lambda size: self.by_k[size].silhouette, default=1)
        return k if k in self.by_k and self.by_k[k].silhouette > 0 else 1

    def grouping(self, k: int) -> Grouping:
        """Everybody in k groups, the largest first, or outside; in one where there can't be so many."""
        if not len(self.places):
            return Grouping(self.which, np.zeros((0, 2)))
        if split := self.by_k.get(k):
            centres, labels = _settled(self.places, self.people, split.centres[None])
            if len(centres) < len(split.centres):  # one ran empty: they stay where they were
                labels = nearest(self.places, centres := split.centres)
            labels = split.named(labels)[self.which]
            centres, labels = _largest_first(self.positions, labels, centres[split.is_group])
            return Grouping(labels, centres, split.silhouette)
        return Grouping(np.zeros_like(self.which), self.positions.mean(0)[None])


def group(positions: Floats, k: int | None = None) -> Grouping:
    """Groups of the N people at `positions` (N × 2), the largest first; `k` of them, if given.

    >>> group(np.array([[0.0, 0]] * 6 + [[9, 9]] * 5)).labels.tolist()
    [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]
    """
    candidates = Candidates.of(positions, k)
    return candidates.grouping(candidates.best if k is None else k)


def nearest(positions: Floats, centres: Floats) -> Whole:
    """Which centre each position (N × 2) is closest to."""
    apart = positions[:, None] - centres
    found: Whole = (apart**2).sum(-1).argmin(1)
    return found


def adjusted_rand(one: Whole, other: Whole) -> float:
    """How well two groupings of the same people agree: 1 the same, 0 as by chance.

    Source: Hubert & Arabie, "Comparing partitions", Journal of Classification 2, 1985.

    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    table = np.zeros((one.max(initial=0) + 1, other.max(initial=0) + 1))
    np.add.at(table, (one, other), 1)
    both, rows, columns, everyone = (
        float((n * (n - 1) / 2).sum())
        for n in (table, table.sum(1), table.sum(0), np.array([len(one)]))
    )
    if not everyone:
        return 1.0
    chance, most = rows * columns / everyone, (rows + columns) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)


def _lie_outside(few: Floats, groups: Floats) -> bool:
    """Whether the centres `few` are all as far from any group as half of what lies between two groups."""
    apart = np.hypot(*(groups[:, None] - groups).transpose(2, 0, 1))
    away = np.hypot(*(few[:, None] - groups).transpose(2, 0, 1))
    return bool((2 * away >= apart[apart > 0].min(initial=np.inf)).all())


def _brought_together(places: Floats, people: Floats) -> tuple[Floats, Floats]:
    """A hundred points for many places: ten strips of ten, each three times moved to its middle."""
    closest = np.empty(len(places), np.intp)
    for number, strip in enumerate(
        np.array_split(np.argsort(places[:, 0], kind="stable"), _STRIPS)
    ):
        by_height = strip[np.argsort(places[strip, 1], kind="stable")]
        closest[by_height] = number * _STRIPS + np.arange(len(strip)) * _STRIPS // len(strip)
    for _ in range(3):
        centres, _ = _middles(places, people, closest)
        # |p − c|² without |p|², which is the same for every c
        closest = ((centres**2).sum(1) - 2 * places @ centres.T).argmin(1)
    return _middles(places, people, closest)


def _middles(places: Floats, people: Floats, whose: Whole) -> tuple[Floats, Floats]:
    """The middle of each point's places, and how many people stand there; none are left empty."""
    mass, *sums = (np.bincount(whose, people * weight) for weight in (1.0, *places.T))
    filled = mass > 0
    middles: Floats = np.column_stack(sums)[filled] / mass[filled, None]
    return middles, mass[filled].astype(np.float64)


def _best(points: _Points, k: int, warm: Floats | None) -> tuple[Floats, Whole]:
    """The tightest k groups from ten fresh starts and a warm one."""
    starts = _fresh_starts(points, k)
    if warm is not None and warm.shape == (k, 2):
        starts = np.concatenate([starts, warm[None]])
    return _settled(points.places, points.people, starts)


def _fresh_starts(points: _Points, k: int) -> Floats:
    """k-means++ (Arthur & Vassilvitskii 2007), seeded: likely far apart, starts × k × 2."""
    chance = np.random.RandomState([_SEED, k])
    far = np.broadcast_to(points.people, (_STARTS, len(points.people)))
    chosen: list[Whole] = []
    for _ in range(k):
        ladder = np.cumsum(far, axis=1)
        dice = chance.random_sample((_STARTS, 1)) * ladder[:, -1:]
        chosen.append(np.minimum((ladder <= dice).sum(1), len(points.people) - 1))
        closest = points.distances[np.array(chosen)].min(0)
        far = points.people * closest**2
    found: Floats = points.places[np.array(chosen).T]
    return found


def _settled(places: Floats, people: Floats, starts: Floats) -> tuple[Floats, Whole]:
    """Lloyd's k-means from several starts at once; the centres with the least spread, and whose.

    Groups that ran empty are left out.
    """
    centres, k = starts, starts.shape[1]
    for _ in range(_ROUNDS):
        square = ((places[:, None] - centres[:, None]) ** 2).sum(-1)
        labels = square.argmin(-1)
        member = (labels[..., None] == np.arange(k)) * people[:, None]
        mass = member.sum(1)
        sums = member.transpose(0, 2, 1) @ places
        moved = np.where(mass[..., None] > 0, sums / np.maximum(mass, 1)[..., None], centres)
        if np.array_equal(moved, centres):
            break
        centres = moved
    spread = (square.min(-1) * people).sum(1)
    best = int(np.argmax(spread <= spread.min() * (1 + 1e-9)))
    filled, labels = np.unique(labels[best], return_inverse=True)
    return centres[best][filled], labels.reshape(-1)


def _largest_first(positions: Floats, labels: Whole, centres: Floats) -> tuple[Floats, Whole]:
    """Groups by size, the largest first; among equals the one that lies further left; −1 stays."""
    k = len(centres)
    sizes = np.bincount(labels[labels >= 0], minlength=k)
    middles = np.array(
        [positions[labels == one].mean(0) if sizes[one] else centres[one] for one in range(k)]
    )
    order = np.lexsort((middles[:, 1], middles[:, 0], -sizes))
    place = np.empty(k, np.intp)
    place[order] = np.arange(k)
    return middles[order], np.where(labels < 0, -1, place[labels])
