"""The sieve: a decision of one's own, and what it does to each flow, for oneself and for others.

It is private: what is entered stays where it was entered, and becomes an answer only while its author
shares it. So a standing is about the decisions that were shared, each another one. Flows are never
summed into one score: what a decision takes of one can't be paid in another.

The gap of an item is the median of each person's step from oneself to others. An item's outcome:
`split` where, for oneself or for others, at least 30 % of the decisions give and 30 % take; else `gap`
where the two medians lie on either side of 0, or the gap is 2 points or more; else `scattered` where
agreement A of either is below 0.2; else `together`. The sentence names one item: the widest gap, else the
first split, else the first scattered.
"""

import random
from collections.abc import Iterator
from typing import Any

from tamtam import charts, standing
from tamtam.deck.deck import Activity, Text
from tamtam.kinds.kind import Gathered, Kind, whole_number
from tamtam.kinds.parts import scale
from tamtam.kinds.parts.pair import Pair, both
from tamtam.kinds.parts.tally import PairedCounts, Slot
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.standing import Distribution, ItemStanding, Standing, Table

WORDS = Words("sieve")
LOW, HIGH = -3, 3
VALUES = tuple(range(LOW, HIGH + 1))
#: A gap in points; the share of each of two camps; agreement below which effects are scattered.
GAP, CAMP, SCATTERED = 2, 0.3, 0.2


def signed(value: float, language: str) -> str:
    """A number as a scale with two sides writes it: "+1.5", "−2", "0"."""
    return f"{'+' if value > 0 else ''}{texts.number(language, value)}"


PAIR = Pair(WORDS, ("oneself", "others"), signed)


class Sieve(Kind):
    """The effect of a decision on each of several things, for oneself and for others; private."""

    name = "sieve"

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items:
            yield "items", "at least one"
        if len(activity.phases) != 2:
            yield "phases", "two: oneself, then others, as in [self, others]"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple((item.id, phase) for item in activity.items for phase in activity.phases)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int:
        return whole_number(value, LOW, HIGH)

    def values(self, activity: Activity, slot: Slot) -> tuple[int, ...]:
        return VALUES

    def tally(self, activity: Activity) -> PairedCounts:
        oneself, others = activity.phases
        return PairedCounts((oneself, others))

    def few(self, n: int, min_answers: int) -> Text:
        """How many shared their bars, and from how many on there is more; alone, that nothing is there."""
        if min_answers == 1:
            return super().few(n, min_answers)
        return WORDS.both("few", n=n, min_answers=min_answers)

    def found(self, activity: Activity, gathered: Gathered) -> Standing:
        turn, n, min_answers = gathered.turn, gathered.n, gathered.min_answers
        tally = gathered.tally
        assert isinstance(tally, PairedCounts)
        items = tuple(_item(activity, tally, item.id, min_answers) for item in activity.items)
        if not scale.shown(items):
            most = max(sum(tally.differences(item.item).values()) for item in items)
            sentence = self.few(most, min_answers)
            return Standing(activity.id, turn, self.name, n, min_answers, "few", sentence, items)
        said = _say(activity, items, n)
        head = (activity.id, turn, self.name, n, min_answers, said.outcome, said.sentence)
        return Standing(*head, items, about=said.about)

    def figure(self, activity: Activity, standing: Standing, language: str) -> dict[str, Any]:
        rows = [_row(activity, item, language) for item in standing.items]
        oneself, others = (scale.phase_name(phase, language) for phase in activity.phases)
        ends = [WORDS.text(language, f"ticks.{name}") for name in ("takes", "nothing", "gives")]
        look = charts.Mirror(LOW, HIGH, (ends[0], ends[1], ends[2]), (oneself, others))
        return charts.mirrored_bars(charts.Frame.of(activity, standing, language), rows, look)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            words.append(WORDS.text(language, "drawn", n=standing.n))
        words += [PAIR.about(activity, item, language) for item in standing.items]
        return " ".join(words)

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


def _item(activity: Activity, tally: PairedCounts, id: str, min_answers: int) -> ItemStanding:
    """An item of which too few shared both effects shows their numbers only."""
    counts = [tally.counts((id, phase), VALUES) for phase in activity.phases]
    found = tuple(
        scale.distribution(phase, one, min_answers)
        for phase, one in zip(activity.phases, counts, strict=True)
    )
    steps = tally.differences(id)
    n = sum(steps.values())
    if n < max(min_answers, 1):
        return ItemStanding(id, tuple(Distribution(one.phase, one.n) for one in found))
    pull, interval = standing.net_pull(steps), standing.net_pull_interval(steps)
    measures = (
        scale.median_measure("gap", steps),
        scale.measure("pull", pull, n, interval, "bonett_price"),
    )
    if any(min(_sides(one)) >= CAMP * one.n for one in found):
        outcome = "split"
    elif abs(measures[0].value) >= GAP or _apart(found):
        outcome = "gap"
    else:
        spread = (standing.agreement(tuple(one.values())) or 0.0 for one in counts)
        outcome = "scattered" if min(spread) < SCATTERED else "together"
    return ItemStanding(id, found, measures, outcome)


def _sides(found: Distribution) -> tuple[int, int]:
    """How many decisions take, how many give."""
    counts = {int(value): count for value, count in (found.counts or {}).items()}
    takes = sum(count for value, count in counts.items() if value < 0)
    return takes, sum(count for value, count in counts.items() if value > 0)


def _medians(found: tuple[Distribution, ...]) -> tuple[float, float]:
    oneself, others = (one.median or 0.0 for one in found)
    return oneself, others


def _apart(found: tuple[Distribution, ...]) -> bool:
    """Whether one of the two gains what the other pays."""
    oneself, others = _medians(found)
    return oneself * others < 0


# --- the sentence


def _say(activity: Activity, items: tuple[ItemStanding, ...], n: int) -> scale.Said:
    """The outcome of the whole, and the sentence about the item that tells most; never about a sum."""
    for outcome in ("gap", "split", "scattered"):
        found = [item for item in items if item.outcome == outcome]
        if found:
            item = max(found, key=_width) if outcome == "gap" else found[0]
            key = "own" if n == 1 else _key(item)
            return scale.Said(outcome, _about(activity, item, key), (item.item,))
    return scale.Said("together", WORDS.both("say.own_together" if n == 1 else "say.together"))


def _width(item: ItemStanding) -> float:
    return abs(scale.value_of(item, "gap"))


def _key(item: ItemStanding) -> str:
    """Which sentence tells an item's outcome."""
    if item.outcome == "gap":
        return _way(item)
    if item.outcome == "scattered":
        return "scattered"
    others = item.distributions[1]
    return "split_others" if min(_sides(others)) >= CAMP * others.n else "split_self"


def _way(item: ItemStanding) -> str:
    """Who gains and who pays; who gains more, where nobody pays."""
    oneself, others = _medians(item.distributions)
    if oneself * others < 0:
        return "costs_others" if oneself > 0 else "costs_oneself"
    return "more_for_others" if scale.value_of(item, "gap") > 0 else "more_for_oneself"


def _about(activity: Activity, item: ItemStanding, key: str) -> dict[str, str]:
    medians = _medians(item.distributions)
    takes, gives = _sides(item.distributions[1 if key == "split_others" else 0])
    return {
        language: WORDS.text(
            language,
            f"say.{key}",
            name=scale.name_of(activity, item.item, language),
            oneself=signed(medians[0], language),
            others=signed(medians[1], language),
            takes=takes,
            gives=gives,
        )
        for language in texts.LANGUAGES
    }


# --- chart, caption, table


def _row(activity: Activity, item: ItemStanding, language: str) -> charts.Effect:
    label = scale.name_of(activity, item.item, language)
    if item.outcome == "few":
        return charts.Effect(label, scale.too_few(both(item), language))
    oneself, others = item.distributions
    return charts.Effect(label, "", charts.Spread.of(oneself), charts.Spread.of(others))
