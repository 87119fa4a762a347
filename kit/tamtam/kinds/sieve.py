"""The sieve: a decision of one's own, and what it does to each flow, for oneself and for others.

It is private: what is entered stays where it was entered, and becomes an answer only while its author
shares it. So a standing is about the decisions that were shared, each another one. Flows are never
summed into one score: what a decision takes of one can't be paid in another.

The gap of an item is the median of each person's step from oneself to others. What is claimed of an item:
that decisions part on what it gives and takes, for others or for oneself; that effects on others and on
oneself go apart, beyond chance; that two thirds do as much for both; else nothing.
"""

import random
from collections.abc import Iterator, Mapping
from typing import Any

from tamtam import charts
from tamtam.deck.deck import Activity, Text
from tamtam.kinds.kind import GatheredAnswers, Kind, whole_number
from tamtam.kinds.parts import evidence, saying, scale, twice
from tamtam.kinds.parts.pair import Pair, both
from tamtam.kinds.parts.tally import PairedCounts, Slot
from tamtam.kinds.parts.twice import Twice
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.language.reason import at_least
from tamtam.standing.claims import CAMPS, AnyClaim, GapClaim, SplitClaim
from tamtam.standing.standing import ItemStanding, Standing, Table

WORDS = Words("sieve")
LOW, HIGH = -3, 3
VALUES = tuple(range(LOW, HIGH + 1))
#: Decisions may part on what is for others, or for oneself, or on which gets more: chance has so many looks.
LOOKS = 2
#: What the form keeps the decision under, as a draft that is never an answer.
DECISION = "decision"
#: What a decision does: it takes or it gives.
ENDS = ("low", "high")


PAIR = Pair(WORDS, ("oneself", "others"), texts.signed)


class Sieve(Kind):
    """The effect of a decision on each of several things, for oneself and for others; private."""

    name = "sieve"
    comparable = False
    claims = ("split", *twice.CLAIMS)

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items:
            yield "items", at_least(1, "at least one")
        if len(activity.phases) != 2:
            yield "phases", "two: oneself, then others, as in [self, others]"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple((item.id, phase) for item in activity.items for phase in activity.phases)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int:
        return whole_number(value, LOW, HIGH)

    def values(self, activity: Activity, slot: Slot) -> tuple[int, ...]:
        return VALUES

    def written_aside(self, drafts: Mapping[str, Any]) -> tuple[str, ...]:
        """The decision in one's own words."""
        decision = drafts.get(DECISION)
        return (decision,) if isinstance(decision, str) and decision.strip() else ()

    def answer_words(self, activity: Activity, value: Any, language: str) -> str:
        return texts.signed(language, value)

    def tally(self, activity: Activity) -> PairedCounts:
        oneself, others = activity.phases
        return PairedCounts((oneself, others))

    def few(self, n: int, min_answers: int) -> Text:
        """How many shared their bars, and from how many on there is more; alone, that nothing is there."""
        if min_answers == 1:
            return super().few(n, min_answers)
        return WORDS.both("few", n=n, min_answers=min_answers)

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        n, tally = gathered.n, gathered.tally
        assert isinstance(tally, PairedCounts)
        head = (activity.id, gathered.turn, self.name, n, gathered.min_answers)
        ids, phases = [item.id for item in activity.items], _phases(activity)
        asked = Twice(
            phases,
            dict.fromkeys(ids, VALUES),
            {id: tally.pairs(id) for id in ids},
            twice.rows_of(gathered.answers, ids, phases),
            gathered.min_answers,
        )
        claims = {id: _claim(asked, id, claim) for id, claim in asked.claims().items()}
        items = tuple(
            saying.tagged(asked.item(id), claims[id], _tag) if id in claims else asked.item(id)
            for id in ids
        )
        if not claims:
            return Standing(*head, "few", self.few(asked.most, gathered.min_answers), items)

        def say(claim: AnyClaim, language: str) -> str:
            return _sentence(activity, claim, language, alone=n == 1)

        return saying.standing(head, items, asked.told(claims), say, details=asked.details())

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        rows = [_row(activity, item, language) for item in standing.items]
        oneself, others = (scale.phase_name(phase, language) for phase in activity.phases)
        ends = [WORDS.text(language, f"ticks.{name}") for name in ("takes", "nothing", "gives")]
        look = charts.Mirror(LOW, HIGH, (ends[0], ends[1], ends[2]), (oneself, others))
        return charts.mirrored_bars(
            charts.Frame.of(activity, standing, language, canvas), rows, look
        )

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        told = (PAIR.about(activity, item, language) for item in standing.items)
        drawn = WORDS.text(language, "drawn", n=standing.n)
        return saying.caption(standing, drawn, told, language)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        return PAIR.table(activity, standing, language)

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, int]:
        """Decisions that bring money and take attention from others; someone always shares theirs."""
        oneself, others = activity.phases
        answers: dict[Slot, int] = {}
        for index, item in enumerate(activity.items):
            for_me, for_them = ((0.5, -0.5), (1.8, -1.2), (1.0, 1.4), (0.6, 1.2))[index % 4]
            answers[(item.id, oneself)] = _drawn(rng, for_me)
            answers[(item.id, others)] = _drawn(rng, for_them)
        return answers


def _drawn(rng: random.Random, centre: float) -> int:
    return min(HIGH, max(LOW, round(rng.gauss(centre, 0.9))))


# --- the standing


def _phases(activity: Activity) -> tuple[str, str]:
    return activity.phases[0], activity.phases[-1]


def _claim(asked: Twice, id: str, claim: AnyClaim) -> AnyClaim:
    """Whether decisions part on what it gives, for others or for oneself; else what the steps say."""
    looked_at = 2 * LOOKS * len(asked.shown)
    for at in (1, 0):
        counts: dict[int, int] = {}
        for pair, count in asked.pairs[id].items():
            counts[pair[at]] = counts.get(pair[at], 0) + count
        chance = evidence.in_camps(counts, LOW, HIGH, 0, looked_at)
        if chance <= CAMPS:
            sides = evidence.sides_of(counts, 0)
            return SplitClaim(
                items=(id,),
                n=asked.n(id),
                chance=scale.rounded(chance),
                sides=(f"{asked.phases[at]}.low", f"{asked.phases[at]}.high"),
                counts=(sides["low"], sides["high"]),
            )
    return claim


# --- the sentence


def _sentence(activity: Activity, claim: AnyClaim, language: str, alone: bool) -> str:
    names = [scale.name_of(activity, id, language) for id in claim.items]
    values = twice.numbers(claim) | {"item": saying.several(names, claim, language)}
    own = "own_" if alone else ""
    if isinstance(claim, SplitClaim):
        about = "others" if claim.sides[0].startswith(activity.phases[-1]) else "self"
        takes, gives = claim.counts
        return WORDS.text(language, f"say.split_{about}", takes=takes, gives=gives, **values)
    key = twice.key_of(claim)
    if isinstance(claim, GapClaim) and claim.by_medians:
        oneself, others = claim.before or 0.0, claim.after or 0.0
        key = _way(claim, oneself, others)
        values["before"] = texts.signed(language, oneself)
        values["after"] = texts.signed(language, others)
    return twice.hedged(claim, WORDS.text(language, f"say.{own}{key}", **values), language)


def _way(claim: GapClaim, oneself: float, others: float) -> str:
    """Who gains and who pays; who gains more, where nobody pays."""
    if oneself * others < 0:
        return "costs_others" if oneself > 0 else "costs_oneself"
    return claim.direction


def _tag(claim: AnyClaim, language: str) -> str:
    if isinstance(claim, SplitClaim):
        takes, gives = claim.counts
        return WORDS.text(language, "tag", takes=takes, gives=gives)
    return twice.tag(claim, language)


# --- chart, caption, table


def _row(activity: Activity, item: ItemStanding, language: str) -> charts.Effect:
    label = scale.name_of(activity, item.item, language)
    if item.outcome == "few":
        return charts.Effect(label, scale.too_few(both(item), language))
    oneself, others = item.distributions
    return charts.Effect(label, "", charts.Spread.of(oneself), charts.Spread.of(others))
