"""Estimate: a number for each item whose truth is known; the crowd's median beside the truth.

The truth stays with the facilitator until the reveal. With `bets` everybody also gives a range in which
they would bet nine to one that the truth lies: of careful people nine ranges in ten hold it. What is
claimed of an item: that the median of all is closer to the truth than two thirds, or more than half, of the
people, or that so many are as close; else that it is level. Items are drawn on one scale, by how many
times an estimate is the truth, so that steps and millions fit into one chart.

Galton (1907), Vox populi, Nature 75; Alpert and Raiffa (1982), A progress report on the training of
probability assessors.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from math import log2
from statistics import median
from typing import Any

from msgspec import Struct

from tamtam import charts, standing
from tamtam.deck.deck import Activity, Text
from tamtam.kinds.kind import GatheredAnswers, Kind, whole_number
from tamtam.kinds.parts import evidence, saying, scale
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.language.reason import Reason, between
from tamtam.standing.claims import AnyClaim, PluralityClaim
from tamtam.standing.standing import ItemStanding, Standing, Table

WORDS = Words("estimate")
#: The two ends of a bet, behind the item's id; and the highest number that can be given.
LOW, HIGH = "low", "high"
MOST = 1_000_000_000
#: How far the chart reaches from the truth, in quarters of a doubling: to a quarter of it, and four times it.
REACH, QUARTERS = 8, 4


class Truths(Struct, frozen=True, forbid_unknown_fields=True):
    """`truths` are the numbers by item, above 0, and `sources` where they come from.

    `units` say what is counted; with `bets` a range is asked for as well.
    """

    truths: dict[str, int]
    units: dict[str, Text] = {}
    sources: dict[str, Text] = {}
    bets: bool = False


class Estimate(Kind):
    """Numbers that everybody estimates, and somebody knows."""

    name = "estimate"
    outcomes = ("together", "scattered")
    claims = evidence.claims("further", "near")
    scale_of_parts = tuple(range(-REACH, REACH + 1))
    details_on_phones = ("truths", "sources")
    measures_on_phones = ("median",)
    kept_back = ("truths", "sources")
    Options = Truths

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        options = _options(activity)
        ids = [item.id for item in activity.items]
        if not 1 <= len(ids) <= 12:
            yield "items", between(1, 12, "1 to 12 things to estimate")
        if set(options.truths) != set(ids) or not all(
            0 < truth <= MOST for truth in options.truths.values()
        ):
            allowed = f"a whole number above 0 for each of {', '.join(ids)}"
            yield "options.truths", Reason(allowed, "truth")
        for name, said in (("units", options.units), ("sources", options.sources)):
            if set(said) - set(ids):
                yield f"options.{name}", f"nothing but {', '.join(ids)}"
        if len(activity.phases) != 1:
            yield "phases", "one, for example [today]"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        parts = ("", f".{LOW}", f".{HIGH}") if _options(activity).bets else ("",)
        return tuple(
            (f"{item.id}{part}", activity.phases[0]) for item in activity.items for part in parts
        )

    def optional(self, slot: Slot) -> bool:
        """A bet may be left out."""
        return "." in slot[0]

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int:
        return whole_number(value, 0, MOST)

    def tally(self, activity: Activity) -> Counts:
        return Counts()

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        phase, options = activity.phases[0], _options(activity)
        head = (activity.id, gathered.turn, self.name, gathered.n, gathered.min_answers)
        given = {item.id: _given(gathered, (item.id, phase)) for item in activity.items}
        enough = max(gathered.min_answers, 1)
        claims = {
            id: _claim(id, values, options.truths[id])
            for id, values in given.items()
            if len(values) >= enough
        }
        items = tuple(
            _item(gathered, id, phase, values, options, claims.get(id))
            for id, values in given.items()
        )
        if not claims:
            most = max(len(values) for values in given.values())
            return Standing(*head, "few", scale.few(most, gathered.min_answers), items)

        def say(claim: AnyClaim, language: str) -> str:
            [id] = claim.items
            return _sentence(activity, claim, median(given[id]), options.truths[id], language)

        told = evidence.in_order(list(claims.values()), ties=False)
        details = {"truths": options.truths, "sources": dict(options.sources)}
        return saying.standing(head, items, told, say, details=details)

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        rows = [_strip(activity, item, language) for item in standing.items]
        marks = ("quarter", "half", "truth", "double", "four_times")
        steps = range(-REACH, REACH + 1, QUARTERS)
        ticks = tuple(
            (float(at), WORDS.text(language, f"ticks.{mark}"))
            for at, mark in zip(steps, marks, strict=True)
        )
        return charts.strips(charts.Frame.of(activity, standing, language, canvas), rows, ticks)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            words.append(WORDS.text(language, "drawn"))
        for item in standing.items:
            name = scale.name_of(activity, item.item, language)
            said = _in_words(activity, item, language)
            words.append(texts.text(language, "standing.about", item=name, words=said))
        return " ".join(words)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        truths = _options(activity).truths
        rows = [
            (
                scale.name_of(activity, item.item, language),
                item.distributions[0].n,
                scale.in_words(item.measure("median"), language),
                scale.number(truths[item.item], language) if item.measures else "",
                scale.in_words(item.measure("beaten"), language),
                scale.in_words(item.measure("held"), language),
            )
            for item in standing.items
        ]
        named = ("item", "n", "median", "truth", "beaten", "held")
        return Table(tuple(columns[name] for name in named), tuple(rows))

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, int]:
        """People are off by a factor, some high, some low; their ranges are too narrow, as they are."""
        options, answers = _options(activity), {}
        for item in activity.items:
            value = max(1, round(options.truths[item.id] * 2 ** rng.gauss(0, 0.7)))
            answers[item.id, activity.phases[0]] = value
            if options.bets:
                answers[f"{item.id}.{LOW}", activity.phases[0]] = round(value * 0.8)
                answers[f"{item.id}.{HIGH}", activity.phases[0]] = round(value * 1.25)
        return answers


def _options(activity: Activity) -> Truths:
    return scale.options_of(activity, Truths)


def place(value: float, truth: int) -> int:
    """Where an estimate stands in the chart: in quarters of a doubling from the truth."""
    if value <= 0:
        return -REACH
    return max(-REACH, min(REACH, round(QUARTERS * log2(value / truth))))


def _given(gathered: GatheredAnswers, slot: Slot) -> list[int]:
    """Every estimate of an item, from the lowest to the highest."""
    assert isinstance(gathered.tally, Counts)
    return sorted(gathered.tally.elements(slot))


def _claim(id: str, values: Sequence[int], truth: int) -> AnyClaim:
    """Whether the median of all is closer to the truth than most people are."""
    off = abs(median(values) - truth)
    further = sum(abs(value - truth) > off for value in values)
    return evidence.of_sides(id, {"further": further, "near": len(values) - further})


def _item(
    gathered: GatheredAnswers,
    id: str,
    phase: str,
    values: Sequence[int],
    options: Truths,
    claim: AnyClaim | None,
) -> ItemStanding:
    truth, enough = options.truths[id], gathered.min_answers
    counts = dict.fromkeys(range(-REACH, REACH + 1), 0)
    for value in values:
        counts[place(value, truth)] += 1
    spread = scale.distribution(phase, counts, enough)
    if claim is None:
        return ItemStanding(id, (spread,))
    n = len(values)
    further = sum(abs(value - truth) > abs(median(values) - truth) for value in values)
    measures = [
        scale.measure("median", median(values), n, None, ""),
        scale.measure("beaten", further / n, n, standing.share_interval(further, n), "wilson"),
    ]
    ranges = _ranges(gathered.answers, id, phase)
    if len(ranges) >= max(enough, 1):
        held = sum(low <= truth <= high for low, high in ranges)
        interval = standing.share_interval(held, len(ranges))
        measures.append(scale.measure("held", held / len(ranges), len(ranges), interval, "wilson"))
    return saying.tagged(ItemStanding(id, (spread,), tuple(measures)), claim)


def _ranges(
    answers: Mapping[str, Mapping[Slot, Any]], id: str, phase: str
) -> list[tuple[int, int]]:
    """The ranges of those who gave both ends, whichever they wrote first."""
    ends = ((f"{id}.{LOW}", phase), (f"{id}.{HIGH}", phase))
    both = ([own[end] for end in ends if end in own] for own in answers.values())
    return [(min(one), max(one)) for one in both if len(one) == len(ends)]


def _sentence(activity: Activity, claim: AnyClaim, middle: float, truth: int, language: str) -> str:
    side = "level" if isinstance(claim, PluralityClaim) else claim.direction
    key = "own" if claim.n == 1 else side
    name = saying.named(activity, claim, language)
    told = saying.counts_of(claim) | {"item": name, "median": middle, "truth": truth}
    return WORDS.text(language, f"say.{key}", **told)


def _strip(activity: Activity, item: ItemStanding, language: str) -> charts.Strip:
    name, spread = scale.name_of(activity, item.item, language), item.distributions[0]
    if not item.measures:
        return charts.Strip(name, scale.too_few(spread.n, language))
    number = str(texts.number(language, scale.value_of(item, "median")))
    remark = WORDS.text(language, "truth_is", truth=_options(activity).truths[item.item])
    return charts.Strip(name, remark, charts.Spread.of(spread), number, scale.people(spread))


def _in_words(activity: Activity, item: ItemStanding, language: str) -> str:
    if not item.measures:
        return scale.too_few(item.distributions[0].n, language)
    truth = _options(activity).truths[item.item]
    told = WORDS.text(language, "counted", median=scale.value_of(item, "median"), truth=truth)
    held = item.measure("held")
    if held is None:
        return told
    bets = WORDS.text(language, "bets", n=round(held.value * held.n), total=held.n)
    return texts.text(language, "standing.clauses", first=told, second=bets)
