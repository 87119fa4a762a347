"""Attention: 100 points of it over several things, as it was and as it is wanted.

Attention is scarce: what one thing gets, another doesn't. So the whole split is one answer, and what
counts is how far two splits lie apart: points to move from one to the other, found for each person; the
room's is their median.

The gap of an item is the median of each person's step, in points. What is claimed of an item is found in
`tamtam.kinds.parts.evidence`: opposite wishes; else a gap, where more go one way than chance would; else
that two thirds leave it; else nothing.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median
from typing import Any

from tamtam import charts, standing
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import GatheredAnswers, Kind, refuse
from tamtam.kinds.parts import mirror, saying, scale, twice
from tamtam.kinds.parts.pair import Pair, both
from tamtam.kinds.parts.tally import PairedWholes, Slot, Whole
from tamtam.kinds.parts.track import Track
from tamtam.kinds.parts.twice import Twice
from tamtam.kinds.parts.words import Words
from tamtam.language.reason import at_least
from tamtam.standing.claims import AnyClaim
from tamtam.standing.standing import Distribution, ItemStanding, Measure, Standing, Table

WORDS = Words("attention")
PAIR = Pair(WORDS, ("was", "wanted"))
#: What the one answer of a phase is called, in the place of an item.
SPLIT = "split"
POINTS, STEP = 100, 5


class Attention(Kind):
    """A hundred points shared out, as it was and as it is wanted."""

    name = "attention"
    numbers = ("points",)
    scale_of_parts = (0, 45, 50, 55, 100)
    claims = twice.CLAIMS

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if len(activity.items) < 2:
            yield "items", at_least(2, "at least two")
        if len(activity.phases) != 2:
            yield "phases", "two: what was, then what is wanted, as in [last_week, wanted]"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple((SPLIT, phase) for phase in activity.phases)

    def numbers_by_item(self, activity: Activity, own: Mapping[Slot, Any]) -> dict[str, float]:
        """How many points each item would gain, or lose."""
        if not own.keys() >= set(self.slots(activity)):
            return {}
        before, after = (own[slot] for slot in self.slots(activity))
        return {item.id: after[item.id] - before[item.id] for item in activity.items}

    def mirror(
        self, activity: Activity, own: Mapping[Slot, Any], language: str
    ) -> tuple[mirror.MirrorLine, ...]:
        """Each item's points, phase by phase."""
        split = {phase: points for (_, phase), points in own.items()}
        return mirror.shares(self, activity, split, POINTS, language)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> dict[str, int]:
        """Each item's points, whole numbers from 0 on that sum to 100, in the order of the items."""
        ids = [item.id for item in activity.items]
        is_split = (
            isinstance(value, dict)
            and value.keys() == set(ids)
            and all(type(points) is int and points >= 0 for points in value.values())
            and sum(value.values()) == POINTS
        )
        if not is_split:
            raise refuse("not_a_split", points=POINTS, items=", ".join(ids))
        return {id: value[id] for id in ids}

    def parts(self, activity: Activity, slot: Slot) -> tuple[str, ...]:
        return tuple(item.id for item in activity.items)

    def assembled(self, activity: Activity, parts: Mapping[str, int]) -> dict[str, int]:
        """What was left blank got no point."""
        return {item.id: parts.get(item.id, 0) for item in activity.items}

    def tally(self, activity: Activity) -> PairedWholes:
        first, last = _phases(activity)
        return PairedWholes((SPLIT, first), (SPLIT, last))

    def tracks(self, activity: Activity) -> tuple[Track, ...]:
        ends = WORDS.both("low"), WORDS.both("high")
        return tuple(
            Track(item.id, phase, 0, POINTS, ends, slot=(SPLIT, phase))
            for phase in _phases(activity)
            for item in activity.items
        )

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        turn, n, min_answers = gathered.turn, gathered.n, gathered.min_answers
        tally = gathered.tally
        assert isinstance(tally, PairedWholes)
        both = tally.pairs()
        if sum(both.values()) < max(min_answers, 1):
            return _too_few(activity, gathered, tally, sum(both.values()))
        asked = _twice(activity, gathered, both)
        claims = asked.claims()
        items = tuple(
            saying.tagged(asked.item(id, spread=False), claim, twice.tag)
            for id, claim in claims.items()
        )
        head = (activity.id, turn, self.name, n, min_answers)

        def say(claim: AnyClaim, language: str) -> str:
            own = "own_" if n == 1 else ""
            name = saying.named(activity, claim, language)
            key = f"say.{own}{twice.key_of(claim)}"
            said = WORDS.text(language, key, item=name, **twice.numbers(claim))
            return twice.hedged(claim, said, language)

        measures = (_median_of("points", both, standing.points_to_move),)
        told = asked.told(claims)
        return saying.standing(head, items, told, say, details=asked.details(), measures=measures)

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        rows = [_row(activity, standing, item, language) for item in standing.items]
        groups = WORDS.section(language, "group")
        ends = WORDS.text(language, "low"), WORDS.text(language, "high")
        look = charts.Scale(0, POINTS, ends, groups, _phase_names(activity, language))
        return charts.dumbbells(charts.Frame.of(activity, standing, language, canvas), rows, look)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        told = [PAIR.about(activity, item, language) for item in standing.items]
        if moved := standing.measure("points"):
            key = "moved_alone" if moved.n == 1 else "moved"
            told.append(WORDS.text(language, key, points=moved.value, n=moved.n))
        return saying.caption(standing, WORDS.text(language, "drawn"), told, language)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        return PAIR.table(activity, standing, language)

    def numbers_of(
        self, activity: Activity, own: Mapping[Slot, Any], others: Sequence[Mapping[Slot, Any]]
    ) -> dict[str, float]:
        """How many points one would move."""
        slots = self.slots(activity)
        if not all(slot in own for slot in slots):
            return {}
        was, wanted = (own[slot] for slot in slots)
        return {"points": sum(abs(was[id] - wanted[id]) for id in was) // 2}

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, dict[str, int]]:
        """Market flows had most of it; people want less for them, more for the others."""
        first, last = _phases(activity)
        market = [item.group == "market" for item in activity.items]
        was = [rng.gauss(7.0, 1.6) if is_market else rng.gauss(2.5, 1.2) for is_market in market]
        wanted = [
            part * rng.gauss(0.6 if sold else 2.0, 0.3)
            for part, sold in zip(was, market, strict=True)
        ]
        ids = [item.id for item in activity.items]
        return {
            (SPLIT, phase): dict(zip(ids, in_points(weights), strict=True))
            for phase, weights in ((first, was), (last, wanted))
        }


def _phases(activity: Activity) -> tuple[str, str]:
    return activity.phases[0], activity.phases[-1]


def _phase_names(activity: Activity, language: str) -> tuple[str, str]:
    first, last = _phases(activity)
    return scale.phase_name(first, language), scale.phase_name(last, language)


def in_points(weights: Sequence[float]) -> list[int]:
    """Weights as points that sum to 100, in steps of 5; the largest remainders are rounded up.

    What weighs nothing or less gets nothing; where nothing weighs anything all get alike.

    >>> in_points([7, 6, 3, 0])
    [45, 35, 20, 0]
    """
    parts = [max(0.0, weight) for weight in weights]
    if not any(parts):
        parts = [1.0] * len(parts)
    shares = [POINTS / STEP * part / sum(parts) for part in parts]
    units = [int(share) for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda at: (units[at] - shares[at], at))
    for at in by_remainder[: POINTS // STEP - sum(units)]:
        units[at] += 1
    return [STEP * unit for unit in units]


# --- the standing


def _too_few(
    activity: Activity, gathered: GatheredAnswers, tally: PairedWholes, n: int
) -> Standing:
    """Where enough people answered, but too few of them split both what was and what they want."""
    found = tuple(
        Distribution(phase, sum(tally.wholes((SPLIT, phase)).values()))
        for phase in _phases(activity)
    )
    items = tuple(ItemStanding(item.id, found) for item in activity.items)
    sentence = scale.few(n, gathered.min_answers)
    head = (activity.id, gathered.turn, activity.kind, gathered.n, gathered.min_answers)
    return Standing(*head, "few", sentence, items)


def _twice(
    activity: Activity, gathered: GatheredAnswers, both: Mapping[tuple[Whole, Whole], int]
) -> Twice:
    """Each item's points, before and after, taken out of the splits of those who gave both."""
    ids = [item.id for item in activity.items]
    first, last = _phases(activity)
    pairs: dict[str, dict[tuple[int, int], int]] = {id: {} for id in ids}
    for (earlier, later), count in both.items():
        for at, id in enumerate(ids):
            pair = (earlier[at], later[at])
            pairs[id][pair] = pairs[id].get(pair, 0) + count
    given = [(own.get((SPLIT, first)), own.get((SPLIT, last))) for own in gathered.answers.values()]
    rows = [
        {id: after[id] - before[id] for id in ids} if before and after else {}
        for before, after in given
    ]
    scales = dict.fromkeys(ids, range(POINTS + 1))
    return Twice((first, last), scales, pairs, rows, gathered.min_answers)


def _median_of(
    name: str, pairs: Mapping[tuple[Whole, Whole], int], apart: Callable[[Whole, Whole], float]
) -> Measure:
    """The median over people of how far their two splits lie apart, with its exact interval."""
    found = sorted(apart(*pair) for pair, count in pairs.items() for _ in range(count))
    ranks = standing.median_interval(dict.fromkeys(range(len(found)), 1))
    interval = (found[ranks[0]], found[ranks[1]]) if ranks else None
    return scale.measure(name, median(found), len(found), interval, "order_statistics")


# --- chart, caption, table


def _row(activity: Activity, shown: Standing, item: ItemStanding, language: str) -> charts.Dumbbell:
    asked = activity.item(item.item)
    label, group = scale.name_of(activity, item.item, language), asked.group if asked else ""
    if item.outcome == "few":
        return charts.Dumbbell(label, group, scale.too_few(both(item), language))
    was, wanted = item.distributions
    return charts.Dumbbell(
        *(label, group, "", charts.Spread.of(was), charts.Spread.of(wanted)),
        before=scale.people(was),
        after=scale.people(wanted),
        ways=charts.Directions.of(shown.details.get("directions", {}).get(item.item)),
    )
