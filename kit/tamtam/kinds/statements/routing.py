"""In which order a room's sentences are asked, so that each is seen enough: as pol.is does.

[(1 − p)·(1 + E)·a·(1 + 8·2^(−seen/5))]² is how soon a sentence is to be asked: p and a how likely a pass
and an agreement are, E how far from the middle someone stands who only agreed with it, and a bonus for
what few have seen. Everybody's order is drawn by lot, with these as the chances; first among those that
fewer than `min_answers` people have seen, of which nothing could be shown yet.

The order is told while people vote, so it must not tell how: it changes at fixed numbers of votes only,
and of a sentence that fewer than `min_answers` have seen nothing counts but how many did. Plain Python,
as the server draws it.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from math import hypot, log, sqrt
from typing import NamedTuple

#: Chances change after so many votes, or after a twentieth as many again as there were.
EVERY, GROWTH = 10, 20
#: How far a sentence sets people apart is worked out on at most so many of them, in so many rounds.
_MOST_PEOPLE, _ROUNDS = 300, 15

Floats = list[float]


class Vote(NamedTuple):
    """Someone's vote on a sentence: +1, 0 or −1; None takes it back."""

    participant: str
    sentence: str
    value: int | None


class Routing:
    """How soon each sentence is to be asked, after the votes that were `cast` so far.

    `cast` grows at its end; `min_answers` people have to see a sentence before their votes on it count.
    """

    def __init__(self, cast: Sequence[Vote], min_answers: int) -> None:
        self._cast = cast
        self._min_answers = min_answers
        self._taken, self._next = 0, EVERY
        self._votes: dict[str, dict[str, int]] = {}
        self._weights: dict[str, float] = {}
        self._known: set[str] = set()

    def weight(self, sentence: str) -> float:
        """The chance of a sentence beside others, above 0."""
        self._catch_up()
        return self._weights.get(sentence, priority(0, 0, 0))

    def order(self, sentences: Iterable[str], seed: int, participant: str) -> tuple[str, ...]:
        """The sentences in a participant's order: drawn one after the other, each by its chance.

        With the least −log(u) / chance first (Efraimidis & Spirakis 2006), u being a number of the
        participant's own for each sentence: one that comes or goes leaves the others where they are.
        """
        self._catch_up()
        place = {
            one: (one in self._known, -log(_lot(seed, participant, one)) / self.weight(one))
            for one in sentences
        }
        return tuple(sorted(place, key=lambda one: (place[one], one)))

    def _catch_up(self) -> None:
        taken = self._taken
        while self._next <= len(self._cast):
            for participant, sentence, value in self._cast[self._taken : self._next]:
                own = self._votes.setdefault(participant, {})
                own[sentence] = value or 0
                if value is None:
                    del own[sentence]
            self._taken = self._next
            self._next += max(EVERY, self._taken // GROWTH)
        if self._taken > taken:
            self._weights = self._weighed()

    def _weighed(self) -> dict[str, float]:
        given: dict[str, list[int]] = {}
        for own in self._votes.values():
            for sentence, value in own.items():
                given.setdefault(sentence, []).append(value)
        known = {one for one, votes in given.items() if len(votes) >= self._min_answers}
        self._known = known
        people = [{s: v for s, v in own.items() if s in known} for own in self._votes.values()]
        far = extremity([own for own in people if own])
        return {
            sentence: priority(len(votes), votes.count(0), votes.count(1), far[sentence])
            if sentence in known
            else priority(len(votes), len(votes) / 2, len(votes) / 2)
            for sentence, votes in given.items()
        }


def priority(seen: int, passes: float, agrees: float, extremity: float = 0.0) -> float:
    """How soon to ask a sentence that so many have seen; new ones first, then those that part people.

    >>> round(priority(0, 0, 0), 2), round(priority(30, 3, 15, 1.0), 2)
    (5.06, 0.97)
    """
    likely_pass, likely_agree = (passes + 1) / (seen + 2), (agrees + 1) / (seen + 2)
    fresh: float = 1 + 8 * 2.0 ** (-seen / 5)
    return float(((1 - likely_pass) * (1 + extremity) * likely_agree * fresh) ** 2)


def extremity(people: Sequence[Mapping[str, int]]) -> dict[str, float]:
    """How far from the middle of the map someone stands who only agreed with a sentence, for each.

    As `tamtam.standing.opinion.plane.Plane.extremity`, whose plane is found here by orthogonal iteration
    from a fixed start, on 300 people spread evenly where there are more.
    """
    step = max(1, len(people) / _MOST_PEOPLE)
    some = [people[int(at * step)] for at in range(min(len(people), _MOST_PEOPLE))]
    names = list(dict.fromkeys(sentence for own in some for sentence in own))
    column = {sentence: at for at, sentence in enumerate(names)}
    sums, counts = [0.0] * len(names), [0] * len(names)
    for own in some:
        for sentence, value in own.items():
            sums[column[sentence]] += value
            counts[column[sentence]] += 1
    means = [total / count for total, count in zip(sums, counts, strict=True)]
    rows = [[(column[s], value - means[column[s]]) for s, value in own.items()] for own in some]
    one, two = _plane(rows, len(names))
    everywhere = dict.fromkeys((sentence for own in people for sentence in own), 0.0)
    return everywhere | {
        sentence: sqrt(len(names)) * hypot(one[at], two[at]) * (1 - means[at])
        for sentence, at in column.items()
    }


def _plane(rows: Sequence[Sequence[tuple[int, float]]], size: int) -> tuple[Floats, Floats]:
    """Two directions in which rows of (column, value) differ most; all 0 where they don't."""
    chance = random.Random(1)
    one, two = ([chance.gauss(0, 1) for _ in range(size)] for _ in range(2))
    for _ in range(_ROUNDS):
        one, two = _square(*_turned(rows, one, two))
    return one, two


def _turned(
    rows: Sequence[Sequence[tuple[int, float]]], one: Floats, two: Floats
) -> tuple[Floats, Floats]:
    """Both directions, drawn toward those in which the rows differ: XᵀX times each."""
    first, second = [0.0] * len(one), [0.0] * len(two)
    for row in rows:
        along = sum(value * one[at] for at, value in row)
        across = sum(value * two[at] for at, value in row)
        for at, value in row:
            first[at] += along * value
            second[at] += across * value
    return first, second


def _square(one: Floats, two: Floats) -> tuple[Floats, Floats]:
    """Both of length 1 and square to each other; 0 where there is no such direction."""
    one = _of_length_one(one, 0.0)
    before = sqrt(sum(x * x for x in two))
    common = sum(x * y for x, y in zip(one, two, strict=True))
    return one, _of_length_one(
        [y - common * x for x, y in zip(one, two, strict=True)], 1e-9 * before
    )


def _of_length_one(direction: Floats, nothing: float) -> Floats:
    length = sqrt(sum(x * x for x in direction))
    return [x / length for x in direction] if length > nothing else [0.0] * len(direction)


def _lot(seed: int, participant: str, sentence: str) -> float:
    """A number between 0 and 1, both excluded: the same each time it is asked for."""
    drawn = blake2b(f"{seed} {participant} {sentence}".encode(), digest_size=8).digest()
    return (int.from_bytes(drawn) + 0.5) / 2**64
