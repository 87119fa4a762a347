"""The map that a room watches while it votes: the same as `opinion_map`, but nothing in it jumps.

A live map is a fold over votes. At fixed numbers of votes it takes a step and remembers what it
showed (see `memory.py`): whether there are groups, how many, under which letters. A look in between
places everybody anew, keeps all that, and is forgotten, so that looking more often or less changes
nothing, two who look see the same, and a replay shows what the room saw.

A look costs O(new votes) to bring the sums of co-votes up to date. What follows depends on the
number of statements, but for one pass over everybody's votes to place and count them.
"""

from collections.abc import Hashable
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from tamtam.standing.opinion.ballots import Ballots, CoVotes, VoteCounts
from tamtam.standing.opinion.grouping import Whole
from tamtam.standing.opinion.map import Marks, OpinionMap
from tamtam.standing.opinion.memory import Memory, Sight
from tamtam.standing.opinion.structure import Structure

#: A step is taken after so many votes, or after a twentieth as many again as there were.
EVERY, GROWTH = 10, 20


class LiveMap:
    """Votes as they come in, and the map of them.

    People and statements are named by anything that can be a key of a dict; rows and columns of the
    map follow `people` and `statements`, in the order of their first vote or mention. A statement on
    which fewer than `least` people voted shapes nothing yet. `votes` and `steps` were taken so far.

    >>> live = LiveMap()
    >>> for person in range(16):
    ...     for statement in "abc":
    ...         live.vote(person, statement, 1 if person < 8 else -1)
    >>> live.now().sizes
    (8, 8)
    """

    def __init__(self, least: int = 0) -> None:
        self._least = least
        self.people: dict[Hashable, int] = {}
        self.statements: dict[Hashable, int] = {}
        self.votes = self.steps = 0
        self._left_out: set[int] = set()
        self._next = EVERY
        self._pending: list[tuple[int, int, int | None]] = []
        self._ballots = Ballots.of(np.zeros((0, 0)))
        self._sums = self._ballots.co_votes()
        self._memory = Memory()
        self._structure: Structure | None = None
        self._seen: OpinionMap | None = None

    @classmethod
    def of(cls, votes: ArrayLike) -> "LiveMap":
        """A map that begins with votes P × S all at once; people and statements are numbered."""
        live = cls()
        live._ballots = Ballots.of(votes)
        people, statements = live._ballots.shape
        live.people = {person: person for person in range(people)}
        live.statements = {statement: statement for statement in range(statements)}
        live._sums = live._ballots.co_votes()
        live.votes = int(live._ballots.cast.sum())
        live._step()
        return live

    def vote(self, person: Hashable, statement: Hashable, value: int | None) -> None:
        """Someone's vote, +1, 0 or −1; None takes it back. The latest on a statement counts.

        Raises ValueError for another value.
        """
        if value not in (None, -1, 0, 1):
            raise ValueError("a vote is 1 (agree), 0 (pass), −1 (disagree) or None (taken back)")
        row = self.people.setdefault(person, len(self.people))
        self._pending.append((row, self.know(statement), value))
        self.votes += 1
        self._seen = None
        if self.votes >= self._next:
            self._step()

    def know(self, statement: Hashable) -> int:
        """The column of a statement; a new one is added to the map, though nobody voted on it yet."""
        if statement not in self.statements:
            self._seen = None
        return self.statements.setdefault(statement, len(self.statements))

    def leave_out(self, statement: Hashable) -> None:
        """From now on a statement shapes nothing and is in no list."""
        self._left_out.add(self.know(statement))
        self._seen = None

    def now(self) -> OpinionMap:
        """The map of all votes so far; what is shown later doesn't depend on this look."""
        if self._seen is None:
            sight = Sight.look(self._memory, *self._votes())
            self._seen = sight.drawn(self._believed(sight))
        return self._seen

    def counts_of(self, sides: Whole, k: int) -> VoteCounts:
        """How each of k sides voted on each statement, k × S; `sides` is everybody's, −1 for none."""
        self._catch_up()
        return self._ballots.counts_by_group(sides, k)

    def _believed(self, sight: Sight) -> Structure:
        """What the latest step says of its groups; before the first one, what is to be said now."""
        step = self._memory.examination
        if step is None:
            return sight.examination().structure()
        if self._structure is None:
            self._structure = step.structure()
        is_same = sight.people.grouping.k == step.grouping.k
        return self._structure if is_same else self._structure.without_camps()

    def _step(self) -> None:
        self._memory = Sight.step(self._memory, *self._votes()).remembered()
        self._structure, self._seen = self._memory.structure, None
        self.steps += 1
        self._next = self.votes + max(EVERY, self.votes // GROWTH)

    def _votes(self) -> tuple[Ballots, CoVotes, Marks]:
        self._catch_up()
        marks = Marks.of(len(self.statements), self._left_out, ())
        few = self._ballots.cast.sum(0) < self._least
        return self._ballots, self._sums, replace(marks, few=few)

    def _catch_up(self) -> None:
        """Put the pending votes in: one by one into the sums, or where they are many, all afresh.

        The sums are whole numbers, so that both ways give the very same.
        """
        people, statements = len(self.people), len(self.statements)
        self._ballots = self._ballots.widened(people, statements)
        afresh = len(self._pending) > 50 + people * statements // 300
        if not afresh:
            self._sums = self._sums.widened(statements)
        cast, given = self._ballots.cast, self._ballots.given
        for row, column, value in self._pending:
            if not afresh:
                self._sums.vote(cast[row], given[row], column, value)
            cast[row, column], given[row, column] = value is not None, value or 0
        self._pending.clear()
        if afresh:
            self._sums = self._ballots.co_votes()
