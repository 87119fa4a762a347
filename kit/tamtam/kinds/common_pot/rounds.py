"""What may be shown of the rounds of a common pot, and what they come to in numbers.

A round of a half is shown where `min_answers` people of the room gave in it, and `min_answers` in each
round of the game that it is made of. The table is the unit of the test: where people influenced each
other, what one of them gave is no independent observation.
"""

from collections import Counter
from collections.abc import Iterator
from statistics import fmean
from typing import Any, NamedTuple

import msgspec

from tamtam import standing
from tamtam.kinds.common_pot.game import EXPECT, GIVE, Play, Pot
from tamtam.kinds.kind import GatheredAnswers
from tamtam.kinds.parts import evidence, scale
from tamtam.standing.claims import DIFFERENCE, AnyClaim, GapClaim, NothingClaim, SplitClaim
from tamtam.standing.standing import ItemStanding, Measure

#: The two halves, unseen first.
HALVES = ("unseen", "seen")
#: From how many tables on their steps are told, and up to how many each has a line of its own.
TABLES_FOR_STEPS, MOST_LINES = 3, 40
#: With fewer tables even if all go one way chance may do as much: nothing is said of their steps.
TABLES_TO_TELL = 5
#: The two ways of playing: giving less than half of one's tokens, or more.
ENDS = ("low", "high")


class RoundMeans(NamedTuple):
    """What may be shown of the rounds: all gifts and expectations, by half and place in it.

    `most` is how many gave in the round in which most of the room did.
    """

    plays: tuple[Play, ...]
    given: dict[tuple[bool, int], list[int]]
    expected: dict[tuple[bool, int], list[int]]
    most: int

    @classmethod
    def of(cls, pot: Pot, gathered: GatheredAnswers) -> "RoundMeans":
        """The rounds in which enough people of the room gave, and those in which enough expected."""
        plays, least = tuple(pot.plays(gathered)), max(gathered.min_answers, 1)
        given, expected = (_counts(plays, name) for name in ("given", "expected"))
        shown = tuple(
            play._replace(
                given=play.given if given[play.phase] >= least else {},
                expected=play.expected if expected[play.phase] >= least else {},
            )
            for play in plays
        )
        found = [_by_round(shown, name, least) for name in ("given", "expected")]
        enough = tuple(
            play._replace(
                given=play.given if (play.seen, play.place) in found[0] else {},
                expected=play.expected if (play.seen, play.place) in found[1] else {},
            )
            for play in shown
        )
        return cls(enough, found[0], found[1], max(given.values(), default=0))


def _counts(plays: tuple[Play, ...], name: str) -> Counter[str]:
    """How many of the room gave, or expected something, in each round of the game."""
    counts: Counter[str] = Counter()
    for play in plays:
        counts[play.phase] += len(getattr(play, name))
    return counts


def _by_round(plays: tuple[Play, ...], name: str, least: int) -> dict[tuple[bool, int], list[int]]:
    """What was given or expected in each round of either half, where enough people did."""
    found: dict[tuple[bool, int], list[int]] = {}
    for play in plays:
        found.setdefault((play.seen, play.place), []).extend(getattr(play, name).values())
    return {key: sorted(said) for key, said in sorted(found.items()) if len(said) >= least}


def item(id: str, courses: RoundMeans, min_answers: int) -> ItemStanding:
    """What the room gave, or expected, by half: a measure each where enough people are behind it."""
    rounds = courses.given if id == GIVE else courses.expected
    measures = []
    for half, seen in zip(HALVES, (False, True), strict=True):
        values = [value for (of, _), said in rounds.items() if of == seen for value in said]
        people = {
            person
            for play in courses.plays
            if play.seen == seen and (seen, play.place) in rounds
            for person in (play.given if id == GIVE else play.expected)
        }
        if values and len(people) >= min_answers:
            measures.append(Measure(f"{id}_{half}", scale.rounded(fmean(values)), len(people)))
    return ItemStanding(id, (), tuple(measures), "together" if measures else "few")


def by_person(courses: RoundMeans) -> list[float]:
    """What each person gave on average, from the least to the most."""
    gifts: dict[str, list[int]] = {}
    for play in courses.plays:
        for person, gift in play.given.items():
            gifts.setdefault(person, []).append(gift)
    return sorted(fmean(given) for given in gifts.values())


def claims(pot: Pot, courses: RoundMeans, steps: tuple[float, ...]) -> tuple[AnyClaim, ...]:
    """Two ways of playing; what tables did when gifts were seen; what more than half of people gave."""
    gifts, middle = by_person(courses), pot.tokens / 2
    sides = {
        "low": sum(gift < middle for gift in gifts),
        "middle": sum(gift == middle for gift in gifts),
        "high": sum(gift > middle for gift in gifts),
    }
    along = Counter(round(gift) for gift in gifts)
    parted = evidence.parts(sides["low"], sides["high"], len(gifts))
    chance = evidence.in_camps(along, 0, pot.tokens, middle, 1) if parted else 1.0
    people = msgspec.structs.replace(evidence.split_or("", sides, ENDS, chance), items=(GIVE,))
    told = [*_of_tables(courses, steps), people]
    return tuple(sorted(told, key=lambda one: not isinstance(one, SplitClaim)))


def _of_tables(courses: RoundMeans, steps: tuple[float, ...]) -> Iterator[AnyClaim]:
    """What tables did when gifts were seen, if there are enough of them for chance to be told apart."""
    if len(steps) < TABLES_TO_TELL:
        return
    up, down = (sum(sign * step > 0 for step in steps) for sign in (1, -1))
    same, test = len(steps) - up - down, standing.signed_rank(steps)
    before, after = _means_of_tables(courses)
    leans = (up - down) * (test.up - test.down) > 0 if test else False
    if test and test.p <= DIFFERENCE and leans:
        yield GapClaim(
            items=(GIVE,),
            n=len(steps),
            chance=scale.rounded(test.p),
            up=up,
            same=same,
            down=down,
            before=before,
            after=after,
        )
        return
    counts = (("up", up), ("same", same), ("down", down))
    yield NothingClaim(items=(GIVE,), n=len(steps), counts=counts)


def steps(courses: RoundMeans) -> tuple[float, ...]:
    """From unseen to seen, table by table, where tables are enough to tell none apart."""
    pairs = _pairs(courses)
    return tuple(after - before for before, after in pairs)


def _pairs(courses: RoundMeans) -> list[tuple[float, float]]:
    """Each table's mean unseen and seen, from the least to the most; none where tables are few."""
    pairs = sorted(
        (scale.rounded(fmean(unseen)), scale.rounded(fmean(seen)))
        for unseen, seen in _of_both_halves(courses)
    )
    return pairs if len(pairs) >= TABLES_FOR_STEPS else []


def _of_both_halves(courses: RoundMeans) -> Iterator[tuple[list[int], list[int]]]:
    """What was given unseen and seen, table by table, of those that played both halves."""
    for table in sorted({play.table for play in courses.plays}):
        gifts: tuple[list[int], list[int]] = ([], [])
        for play in courses.plays:
            if play.table == table:
                gifts[play.seen].extend(play.given.values())
        if all(gifts):
            yield gifts


def _means_of_tables(courses: RoundMeans) -> tuple[float, float]:
    """What was given on average unseen and seen at the tables that played both halves, in tokens."""
    halves = list(zip(*_of_both_halves(courses), strict=True))
    unseen, seen = (fmean(gift for gifts in half for gift in gifts) for half in halves)
    return scale.rounded(unseen), scale.rounded(seen)


def efficiencies(pot: Pot, courses: RoundMeans, min_answers: int) -> Iterator[Measure]:
    """The share of the possible gain that tables realised, the mean over their rounds."""
    for half, seen in zip(HALVES, (False, True), strict=True):
        plays = [play for play in courses.plays if play.seen == seen and play.given]
        people = {person for play in plays for person in play.given}
        found = [
            standing.efficiency(tuple(play.given.values()), pot.tokens, pot.back) for play in plays
        ]
        known = [one for one in found if one is not None]
        if known and len(people) >= min_answers:
            yield Measure(f"efficiency_{half}", scale.rounded(fmean(known)), len(people))


def tested(steps: tuple[float, ...], n: int) -> Iterator[Measure]:
    """The tables' steps: their mean, the rank-biserial correlation, the chance of a sum so extreme."""
    difference, test = standing.mean_difference(steps), standing.signed_rank(steps)
    if difference is None:
        return
    yield Measure("difference", scale.rounded(difference), n)
    if test is not None:
        yield Measure("biserial", scale.rounded(standing.rank_biserial(steps) or 0.0), n)
        yield Measure("chance", scale.rounded(test.p), n)


def details(pot: Pot, courses: RoundMeans, steps: tuple[float, ...]) -> dict[str, Any]:
    """What the chart draws: means by round and half, pairs of the tables, earnings in tokens a round."""
    few = 0 < len(steps) <= MOST_LINES
    return {
        **{
            name: [
                [_rounded_mean(rounds.get((seen, place))) for place in range(pot.half)]
                for seen in (False, True)
            ]
            for name, rounds in ((GIVE, courses.given), (EXPECT, courses.expected))
        },
        "lines": _lines(pot, courses) if few else [],
        "pairs": [list(pair) for pair in _pairs(courses)] if few else [],
        "earned": [_earned(pot, courses, seen) for seen in (False, True)],
        "verdict": _verdict(steps),
    }


def _lines(pot: Pot, courses: RoundMeans) -> list[list[list[float | None]]]:
    """Each table's mean by half and round, in no order that tells which table it is."""
    found: dict[int, list[list[float | None]]] = {}
    for play in courses.plays:
        blank: list[list[float | None]] = [[None] * pot.half, [None] * pot.half]
        line = found.setdefault(play.table, blank)
        line[play.seen][play.place] = _rounded_mean(list(play.given.values()))
    return sorted(found.values(), key=str)


def _rounded_mean(values: list[int] | None) -> float | None:
    return round(fmean(values), 4) if values else None


def _earned(pot: Pot, courses: RoundMeans, seen: bool) -> float | None:
    """What people ended a round with on average, in tokens."""
    paid = [
        payoff
        for play in courses.plays
        if play.seen == seen
        for payoff in standing.payoffs(tuple(play.given.values()), pot.tokens, pot.back)
    ]
    return round(fmean(paid) / 10, 4) if paid else None


def _verdict(steps: tuple[float, ...]) -> dict[str, Any] | None:
    """How many tables went up and down, and whether chance alone would do as much."""
    if not steps:
        return None
    test = standing.signed_rank(steps)
    up, down = (sum(sign * step > 0 for step in steps) for sign in (1, -1))
    key = "unlikely" if test and test.p <= DIFFERENCE else "chance"
    return {"tables": len(steps), "up": up, "down": down, "key": key}
