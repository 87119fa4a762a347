"""What a live map remembers from one step to the next, and how a look goes on from there.

Remembered are: who was in the map ("once in, always in"), how many groups there were, where they were,
which letter each had, and how the plane lay. What the room never saw holds nothing back: until groups
are first shown, each step begins afresh, with the largest group as A.
"""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from tamtam.standing.opinion.ballots import Ballots, CoVotes, Floats
from tamtam.standing.opinion.grouping import Candidates, Grouping, Split, Whole
from tamtam.standing.opinion.map import Marks, OpinionMap, People, drawn, examination
from tamtam.standing.opinion.plane import PrincipalPlane, in_the_map
from tamtam.standing.opinion.structure import LEAST_PEOPLE, Examination, Structure

#: Another number of groups has to win so many steps in a row to be shown.
WINS = 4


@dataclass(frozen=True, slots=True)
class Number:
    """How many groups are `shown`; a `rival` number has won against it `wins` times in a row."""

    shown: int = 1
    rival: int = 1
    wins: int = 0

    def after(self, best: int) -> "Number":
        """After `best` had the highest silhouette. The first number above 1 is shown at once.

        >>> number = Number(2)
        >>> for best in (3, 3, 3, 3):
        ...     number = number.after(best)
        >>> number.shown
        3
        """
        if best == self.shown or self.shown < 2:
            return Number(best, best)
        wins = self.wins + 1 if best == self.rival else 1
        return Number(best, best) if wins >= WINS else Number(self.shown, best, wins)


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """What is remembered of a step.

    `inside` (P) marks who was in the map, `letters` (P) has the letter of everybody's group (−1
    without), `centres` those found, by their number, `split` the groups that were seen, `axes` (2 × S)
    how the plane lay, `examination` what tells what may be said, `structure` what it told, if it was
    asked. P and S are those of that step: people and statements that came since follow at the end.
    `shown` is whether there ever were camps to show.
    """

    inside: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))
    letters: Whole = field(default_factory=lambda: np.zeros(0, np.intp))
    number: Number = field(default_factory=Number)
    centres: dict[int, Floats] = field(default_factory=dict)
    split: Split | None = None
    axes: Floats | None = None
    examination: Examination | None = None
    structure: Structure | None = None
    shown: bool = False

    def of(self, people: int) -> "Memory":
        """The same for so many people, who came since included."""
        more = (0, people - len(self.inside))
        inside = np.pad(self.inside, more)
        return replace(self, inside=inside, letters=np.pad(self.letters, more, constant_values=-1))

    def seen(self) -> "Memory":
        """What of it the room saw: all of it once groups were shown, else only who is in the map."""
        if self.shown:
            return self
        letters = np.full_like(self.letters, -1)
        return Memory(self.inside, letters, centres=self.centres)


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """All votes so far, seen from what was `before`."""

    before: Memory
    ballots: Ballots
    marks: Marks
    plane: PrincipalPlane
    people: People
    number: Number
    candidates: Candidates

    @classmethod
    def step(cls, memory: Memory, ballots: Ballots, sums: CoVotes, marks: Marks) -> "Sight":
        """A step: from the votes, their sums, and what the room saw of the step before."""
        return cls._after(memory.seen(), ballots, sums, marks, is_step=True)

    @classmethod
    def look(cls, memory: Memory, ballots: Ballots, sums: CoVotes, marks: Marks) -> "Sight":
        """A look between two steps: as many groups as the latest step found, with its letters."""
        return cls._after(memory, ballots, sums, marks, is_step=memory.examination is None)

    @classmethod
    def _after(
        cls, memory: Memory, ballots: Ballots, sums: CoVotes, marks: Marks, *, is_step: bool
    ) -> "Sight":
        before = memory.of(ballots.shape[0])
        plane = PrincipalPlane.of(sums, marks.silent)
        if before.axes is not None:
            plane = plane.turned(before.axes)
        positions = plane.positions(ballots)
        ever = (before.inside & ballots.cast.any(1)) | in_the_map(ballots, marks.silent)
        inside = np.flatnonzero(ever)
        if is_step:
            candidates = Candidates.of(positions[inside], warm=before.centres)
            number = before.number.after(candidates.best)
        else:
            candidates, number = Candidates.known(positions[inside], before.split), before.number
        grouping, letters = lettered(candidates.grouping(number.shown), before.letters[inside])
        people = People(positions, inside, grouping, letters)
        return cls(before, ballots, marks, plane, people, number, candidates)

    def examination(self) -> Examination:
        """The draws that tell whether to believe its groups."""
        return examination(self.ballots, self.plane, self.people)

    def drawn(self, structure: Structure) -> OpinionMap:
        """The map, of which `structure` says whether to believe it."""
        return drawn(self.ballots, self.plane, self.people, structure, self.marks)

    def remembered(self) -> Memory:
        """What to remember of it."""
        groups, examination = self.people.groups, self.examination()
        named = np.array((*self.people.letters, -1), np.intp)
        inside = np.isin(np.arange(len(groups)), self.people.inside)
        enough = len(self.people.inside) >= LEAST_PEOPLE
        asked = enough and not self.before.shown  # what was shown once needs no proof to be kept
        structure = examination.separated() if asked else None
        return Memory(
            inside,
            np.where(groups < 0, -1, named[groups]),
            self.number,
            centres=self.candidates.warm,
            split=self.candidates.by_k.get(self.number.shown),
            axes=self.plane.axes,
            examination=examination,
            structure=structure,
            shown=self.before.shown or structure is not None,
        )


def lettered(grouping: Grouping, before: Whole) -> tuple[Grouping, tuple[int, ...]]:
    """Groups in the order of their letters, which stay with most of their people.

    `before` has the letter under which each person was seen, −1 for none, as people of no group have.
    The group and the letter that share most people go together first; a new group takes the first letter
    that is free.
    """
    k = grouping.k
    shared = np.zeros((k, before.max(initial=-1) + 1))
    seen = (before >= 0) & (grouping.labels >= 0)
    np.add.at(shared, (grouping.labels[seen], before[seen]), 1)
    letters: dict[int, int] = {}
    while shared.any():
        group, letter = (int(at) for at in np.unravel_index(shared.argmax(), shared.shape))
        letters[group] = letter
        shared[group] = shared[:, letter] = 0
    for group in range(k):
        letters.setdefault(group, min(set(range(k + 1)) - set(letters.values())))
    order = sorted(range(k), key=lambda group: letters[group])
    place = np.full(k + 1, -1, np.intp)
    place[order] = np.arange(k)
    labels = place[grouping.labels]
    return replace(grouping, labels=labels, centres=grouping.centres[order]), tuple(
        letters[group] for group in order
    )
