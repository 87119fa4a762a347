"""The opinion map of a room, from its votes and from nothing else."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tamtam.standing.opinion import statements
from tamtam.standing.opinion.ballots import Ballots, Floats
from tamtam.standing.opinion.grouping import Grouping, Whole, group
from tamtam.standing.opinion.plane import PrincipalPlane, in_the_map
from tamtam.standing.opinion.statements import Majority, Representative
from tamtam.standing.opinion.structure import MOST_PEOPLE, Examination, Structure


@dataclass(frozen=True, slots=True, eq=False)
class OpinionMap:
    """Where P people stand on S statements, and in which groups.

    People:
    `positions` P × 2, `inside` P (who voted enough to be in the map), `groups` P (from 0, the largest
    first; −1 for someone who is not in the map, or stands outside every group with hardly anybody near),
    `k` how many groups, `centres` k × 2, `sizes` k. `letters` k: the letter that each group goes by,
    0 for A; in a live map a group keeps its own.

    The plane: `components` 2 × S, of length 1; `spread` 2, the share of variance along each; `main` 2,
    the direction in it along which people differ most (in a live map the axes are turned to lie still).

    What may be said: `silhouette` −1 to 1; `structure`, whose `shape` says whether votes hang together,
    along one line or in camps; `separated` whether there are camps to speak of.

    Statements, by their column: `representative` k lists, `group_consensus` S, `majority`,
    `divisive`, `priority` S (what to ask next).

    Arrays can't be written to.
    """

    positions: Floats
    components: Floats
    spread: Floats
    main: Floats
    inside: NDArray[np.bool_]
    groups: Whole
    centres: Floats
    letters: tuple[int, ...]
    silhouette: float
    structure: Structure
    representative: tuple[tuple[Representative, ...], ...]
    group_consensus: Floats
    majority: Majority
    divisive: tuple[int, ...]
    priority: Floats

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)

    @property
    def k(self) -> int:
        """How many groups: 0 where nobody voted."""
        return len(self.centres)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many people are in each group."""
        return tuple(int((self.groups == one).sum()) for one in range(self.k))

    @property
    def separated(self) -> bool:
        """Whether there are camps to speak of."""
        return self.structure.separated

    def along(self) -> Floats:
        """Where everybody stands along the direction in which people differ most: P."""
        found: Floats = self.positions @ self.main
        return found


def opinion_map(
    votes: ArrayLike,
    k: int | None = None,
    moderated_out: Collection[int] = (),
    meta: Collection[int] = (),
) -> OpinionMap:
    """The map of people × statements: +1 agree, 0 pass, −1 disagree, NaN not voted.

    `k` forces a number of groups. `moderated_out` and `meta` name columns that don't shape the map;
    the former are in no list either. Works from the first vote on, with nobody, and with statements
    that nobody voted on. The same votes give the same map, to 9 decimals on any machine: signs are
    canonical, chance is seeded.

    Raises ValueError for other votes, a column that isn't there, or fewer than 1 group.

    >>> camps = [[1, 1, -1, -1]] * 8 + [[-1, -1, 1, 1]] * 7
    >>> found = opinion_map(camps)
    >>> found.k, found.sizes, found.separated
    (2, (8, 7), True)
    """
    if k is not None and k < 1:
        raise ValueError("a map has at least 1 group")
    ballots = Ballots.of(votes)
    marks = Marks.of(ballots.shape[1], moderated_out, meta)
    plane = PrincipalPlane.of(ballots.co_votes(), marks.silent)
    positions = plane.positions(ballots)
    inside = np.flatnonzero(in_the_map(ballots, marks.silent))
    people = People(positions, inside, group(positions[inside], k))
    structure = examination(ballots, plane, people).structure()
    return drawn(ballots, plane, people, structure, marks)


@dataclass(frozen=True, slots=True)
class Marks:
    """Statements that are `left_out`, that are about the people (`meta`), that few voted on: each S."""

    left_out: NDArray[np.bool_]
    meta: NDArray[np.bool_]
    few: NDArray[np.bool_]

    @classmethod
    def of(cls, size: int, left_out: Collection[int], meta: Collection[int]) -> "Marks":
        """From columns. Raises ValueError for one that isn't there."""
        marks = np.zeros((3, size), np.bool_)
        for mark, columns in zip(marks, (left_out, meta), strict=False):
            for column in columns:
                if not 0 <= column < size:
                    raise ValueError(f"there is no statement {column} among {size}")
                mark[column] = True
        return cls(*marks)

    @property
    def silent(self) -> NDArray[np.bool_]:
        """Those that don't shape the map."""
        return self.left_out | self.meta | self.few


@dataclass(frozen=True, slots=True)
class People:
    """Where everybody stands (P × 2), which of them are in the map, and how these are grouped.

    `letters` are the groups' own, where they have some.
    """

    positions: Floats
    inside: Whole
    grouping: Grouping
    letters: tuple[int, ...] = ()

    @property
    def groups(self) -> Whole:
        """Everybody's group, −1 outside the map: P."""
        groups = np.full(len(self.positions), -1, np.intp)
        groups[self.inside] = self.grouping.labels
        return groups


def examination(ballots: Ballots, plane: PrincipalPlane, people: People) -> Examination:
    """What tells what may be said of these people.

    Of all who are in the map, or of 300 spread evenly over them where there are more.
    """
    count = len(people.inside)
    some = np.linspace(0, count - 1, min(count, MOST_PEOPLE)).astype(np.intp)
    grouping = replace(people.grouping, labels=people.grouping.labels[some])
    inside = people.inside[some]
    straight = people.positions[inside] @ plane.turn
    return Examination(ballots.rows(inside), plane.silent, straight, grouping)


def drawn(
    ballots: Ballots, plane: PrincipalPlane, people: People, structure: Structure, marks: Marks
) -> OpinionMap:
    """The map of all this, with what the votes say of each statement."""
    groups = people.groups
    by_group = ballots.counts_by_group(groups, people.grouping.k)
    everyone = ballots.counts()
    return OpinionMap(
        positions=people.positions,
        components=plane.axes,
        spread=plane.spread,
        main=plane.turn[:, 0],
        inside=np.isin(np.arange(len(groups)), people.inside),
        groups=groups,
        centres=people.grouping.centres,
        letters=people.letters or tuple(range(people.grouping.k)),
        silhouette=round(people.grouping.silhouette, 9),
        structure=structure,
        representative=statements.representative(by_group, marks.left_out),
        group_consensus=statements.group_consensus(by_group),
        majority=statements.majority(everyone, marks.left_out),
        divisive=statements.divisive(everyone, marks.left_out),
        priority=statements.priority(everyone, plane.extremity(), marks.left_out, marks.meta),
    )
