"""Rating: each of several items on a scale of whole numbers, once, or today and wanted.

The scale and the names of its ends are options; it may have two sides (−5 to 5). With one phase the
items are drawn as strips, from the highest median down; with two as dumbbells, from the widest gap down.

What is claimed is found in `tamtam.kinds.parts.evidence`. With two phases: opposite wishes, a gap, that an
item may stay. With one: two camps on either side of the middle of the scale; what comes on top, where
the items have an order that chance alone wouldn't give; else on which side of the middle people are.
"""

import random
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from tamtam import charts, standing
from tamtam.deck.deck import Activity, Text
from tamtam.kinds.kind import GatheredAnswers, Kind, whole_number
from tamtam.kinds.parts import aspects, classes, evidence, saying, scale, twice
from tamtam.kinds.parts.tally import Counts, PairedCounts, Slot
from tamtam.kinds.parts.track import Track
from tamtam.kinds.parts.twice import Twice
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.language.reason import Reason, at_least
from tamtam.standing.claims import (
    IN_ORDER,
    AnyClaim,
    MajorityClaim,
    OrderClaim,
    PluralityClaim,
    SharedClaim,
    SplitClaim,
)
from tamtam.standing.standing import Distribution, ItemStanding, Measure, Standing, Table

WORDS = Words("rating")
#: The two ends of which one phase may have camps.
ENDS = ("low", "high")


class Ends(Struct, frozen=True, forbid_unknown_fields=True):
    """What the two ends of the scale are called, in every language."""

    low: Text
    high: Text


class RatingOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """The scale, from `low` to `high`."""

    ends: Ends
    low: int = 0
    high: int = 4


class Rating(Kind):
    """Items on one scale, which the deck has or people propose."""

    name = "rating"
    claims = (
        *twice.CLAIMS,
        "split",
        "order",
        "order.low",
        *evidence.claims("low", "middle", "high"),
    )
    Options = RatingOptions

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items and activity.collect is None:
            yield "items", at_least(1, "at least one, or collect, so that people propose them")
        if len(activity.phases) not in (1, 2):
            yield "phases", "one, or two: what is, then what is wanted, as in [today, wanted]"
        options = options_of(activity)
        if not 2 <= options.high - options.low <= 20:
            yield (
                "options",
                Reason("low and high that lie 2 to 20 apart", "apart", low=2, high=20),
            )
        yield from aspects.check_ids(activity)

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple((item.id, phase) for item in activity.items for phase in activity.phases)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int:
        options = options_of(activity)
        return whole_number(value, options.low, options.high)

    def values(self, activity: Activity, slot: Slot) -> tuple[int, ...]:
        options = options_of(activity)
        return tuple(range(options.low, options.high + 1))

    def is_counted(self, activity: Activity) -> bool:
        return len(activity.phases) == 1

    def tally(self, activity: Activity) -> Counts:
        if len(activity.phases) == 1:
            return Counts()
        first, last = activity.phases
        return PairedCounts((first, last))

    def tracks(self, activity: Activity) -> tuple[Track, ...]:
        options = options_of(activity)
        both = {language: _ends(activity, language) for language in texts.LANGUAGES}
        ends = tuple({language: words[at] for language, words in both.items()} for at in (0, 1))
        return tuple(
            Track(item.id, phase, options.low, options.high, (ends[0], ends[1]))
            for phase in activity.phases
            for item in activity.items
        )

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        n, min_answers = gathered.n, gathered.min_answers
        head = (activity.id, gathered.turn, self.name, n, min_answers)
        if not activity.items:
            return Standing(*head, "few", scale.few(min(n, min_answers - 1), min_answers))
        if isinstance(gathered.tally, PairedCounts):
            return _found_twice(activity, gathered, gathered.tally)
        return _found_once(activity, gathered)

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        frame = charts.Frame.of(activity, standing, language, canvas)
        items = in_order(activity, standing.items)
        options, ends = options_of(activity), _ends(activity, language)
        if len(activity.phases) == 1:
            strips = [_strip(activity, item, language) for item in items]
            ticks = ((options.low, ends[0]), (options.high, ends[1]))
            return charts.strips(frame, strips, ticks)
        rows = [_dumbbell(activity, standing, item, language) for item in items]
        first, last = (scale.phase_name(phase, language) for phase in activity.phases)
        look = charts.Scale(options.low, options.high, ends, {}, (first, last))
        return charts.dumbbells(frame, rows, look)

    def in_order(
        self, activity: Activity, items: tuple[ItemStanding, ...]
    ) -> Sequence[ItemStanding]:
        return in_order(activity, items)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        low, high = _ends(activity, language)
        key = "drawn" if len(activity.phases) == 1 else "drawn_twice"
        drawn = WORDS.text(language, key, low=low, high=high)
        ordered = in_order(activity, standing.items)
        told = (_in_words(activity, item, language) for item in ordered)
        return saying.caption(standing, drawn, told, language)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        names = ("item", "phase", "n", "median", "middle_half", "agreement", "gap", "pull")
        kept = names if len(activity.phases) == 2 else names[:-2]
        rows = [
            (
                scale.name_of(activity, item.item, language),
                scale.phase_name(found.phase, language),
                found.n,
                *_cells(item, found, language)[: len(kept) - 3],
            )
            for item in in_order(activity, standing.items)
            for found in item.distributions
        ]
        return Table(tuple(columns[name] for name in kept), tuple(rows))

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, int]:
        """The earlier an item stands, the higher it is rated; every third splits the room."""
        options = options_of(activity)
        length = options.high - options.low
        answers: dict[Slot, int] = {}
        for index, item in enumerate(activity.items):
            centre = options.low + length * (0.8 - 0.12 * (index % 6))
            if index % 3 == 2:
                centre = options.low + length * rng.choice((0.1, 0.9))
            for step, phase in enumerate(activity.phases):
                value = round(rng.gauss(centre + step * length * 0.3, length * 0.12))
                answers[(item.id, phase)] = min(options.high, max(options.low, value))
        return answers


def options_of(activity: Activity) -> RatingOptions:
    """The options of an activity, as checked."""
    return scale.options_of(activity, RatingOptions)


# --- the standing, with two phases


def _head(activity: Activity, gathered: GatheredAnswers) -> tuple[str, int, str, int, int]:
    return activity.id, gathered.turn, activity.kind, gathered.n, gathered.min_answers


def _found_twice(activity: Activity, gathered: GatheredAnswers, tally: PairedCounts) -> Standing:
    first, last = activity.phases
    ids = [item.id for item in activity.items]
    asked = Twice(
        (first, last),
        dict.fromkeys(ids, _values(activity)),
        {id: tally.pairs(id) for id in ids},
        twice.rows_of(gathered.answers, ids, (first, last)),
        gathered.min_answers,
    )
    claims = asked.claims()
    items = tuple(_item_twice(asked, id, claims.get(id)) for id in ids)
    if not claims:
        few = scale.few(asked.most, gathered.min_answers)
        return Standing(*_head(activity, gathered), "few", few, items)

    def say(claim: AnyClaim, language: str) -> str:
        own = "own_" if gathered.n == 1 else ""
        name = saying.named(activity, claim, language)
        key = f"say.{own}{twice.key_of(claim)}"
        said = WORDS.text(language, key, item=name, **twice.numbers(claim))
        return twice.hedged(claim, said, language)

    head, details = _head(activity, gathered), asked.details()
    return saying.standing(head, items, asked.told(claims), say, details=details)


def _item_twice(asked: Twice, id: str, claim: AnyClaim | None) -> ItemStanding:
    item = asked.item(id)
    if claim is None:
        return item
    today = tuple((item.distributions[0].counts or {}).values())
    measures = (*_measures(dict(zip(asked.values[id], today, strict=True))), *item.measures)
    return saying.tagged(msgspec.structs.replace(item, measures=measures), claim, twice.tag)


def _values(activity: Activity) -> range:
    options = options_of(activity)
    return range(options.low, options.high + 1)


def _measures(counts: dict[int, int]) -> tuple[Measure, Measure]:
    """The median, and agreement A."""
    return scale.median_measure("median", counts), scale.agreement_measure("agreement", counts)


# --- the standing, with one phase


def _found_once(activity: Activity, gathered: GatheredAnswers) -> Standing:
    assert isinstance(gathered.tally, Counts)
    head, least = _head(activity, gathered), max(gathered.min_answers, 1)
    [phase], values = activity.phases, _values(activity)
    counts = {item.id: gathered.tally.counts((item.id, phase), values) for item in activity.items}
    shown = {id: found for id, found in counts.items() if sum(found.values()) >= least}
    claims = {id: _claim_once(activity, id, found, len(shown)) for id, found in shown.items()}
    items = tuple(_item_once(phase, id, counts[id], claims.get(id)) for id in counts)
    if not claims:
        most = max(sum(found.values()) for found in counts.values())
        return Standing(*head, "few", scale.few(most, gathered.min_answers), items)
    order = _order(activity, gathered, shown, claims)
    told = evidence.in_order([*claims.values(), *order])

    def say(claim: AnyClaim, language: str) -> str:
        return _say_once(activity, claim, language, alone=gathered.n == 1)

    return saying.standing(head, items, told, say)


def _claim_once(activity: Activity, id: str, counts: dict[int, int], items: int) -> AnyClaim:
    options, middle = options_of(activity), _middle(activity)
    sides = evidence.sides_of(counts, middle)
    chance = evidence.in_camps(counts, options.low, options.high, middle, items)
    return evidence.split_or(id, sides, ENDS, chance)


def _middle(activity: Activity) -> float:
    options = options_of(activity)
    return (options.low + options.high) / 2


def _item_once(phase: str, id: str, counts: dict[int, int], claim: AnyClaim | None) -> ItemStanding:
    if claim is None:
        return ItemStanding(id, (Distribution(phase, sum(counts.values())),))
    item = ItemStanding(id, (scale.distribution(phase, counts, 1),), _measures(counts))
    return saying.tagged(item, claim, _tag_once)


def _tag_once(claim: AnyClaim, language: str) -> str:
    """Two camps by their sizes; nothing where the strip says it all."""
    if not isinstance(claim, SplitClaim):
        return ""
    low, high = claim.counts
    return WORDS.text(language, "two_camps", low=low, high=high)


def _order(
    activity: Activity,
    gathered: GatheredAnswers,
    shown: dict[str, dict[int, int]],
    claims: dict[str, AnyClaim],
) -> Iterator[OrderClaim]:
    """What comes on top, if the items have an order; alone, what one rated highest."""
    [phase] = activity.phases
    medians = {id: standing.median(counts) or 0.0 for id, counts in shown.items()}
    top = max(medians.values())
    first = tuple(id for id, median in medians.items() if median == top)
    if len(first) == len(medians) > 1 or len(medians) < 2:
        return
    rows = [[own.get((id, phase)) for id in shown] for own in gathered.answers.values()]
    chance = 0.0 if gathered.n == 1 else standing.order_chance(rows)
    if chance <= IN_ORDER:
        n, *more = sorted({sum(shown[id].values()) for id in first})
        alike = all(claims[id].outcome == "together" for id in first)
        low = top < _middle(activity)
        known, up_to = scale.rounded(chance), max(more, default=0)
        yield OrderClaim(
            items=first, n=n, chance=known, value=top, alike=alike, low=low, up_to=up_to
        )


def _say_once(activity: Activity, claim: AnyClaim, language: str, alone: bool) -> str:
    ends_called = (options_of(activity).ends.low, options_of(activity).ends.high)
    low, high = (texts.quoted(language, texts.pick(end, language)) for end in ends_called)
    name = saying.named(activity, claim, language)
    if alone or isinstance(claim, OrderClaim):
        if not isinstance(claim, OrderClaim):
            return texts.text(language, "standing.alone")
        tied = "highest_tied_least" if claim.up_to else "highest_tied"
        key = "own_highest" if alone else tied if len(claim.items) > 1 else "highest"
        return WORDS.text(language, f"say.{key}", item=name, value=claim.value, n=claim.n)
    ends = {"item": name, "low": low, "high": high}
    if isinstance(claim, SplitClaim):
        one, other = claim.counts
        return WORDS.text(language, "say.split", one=one, other=other, n=claim.n, **ends)
    if isinstance(claim, PluralityClaim):
        return WORDS.text(language, "say.no_side", count=claim.count, n=claim.n, **ends)
    assert isinstance(claim, SharedClaim | MajorityClaim)
    return WORDS.text(language, f"say.{claim.side}", count=claim.count, n=claim.n, **ends)


def in_order(activity: Activity, items: tuple[ItemStanding, ...]) -> list[ItemStanding]:
    """The items as they are drawn: the longest arrow first, or the highest median; few answers last."""
    return sorted(
        items,
        key=lambda item: (
            item.outcome == "few",
            -_arrow(item) if len(activity.phases) == 2 else -scale.value_of(item, "median"),
        ),
    )


def _arrow(item: ItemStanding) -> float:
    """How long the arrow is that is drawn of an item, from one median to the other."""
    before, after = (found.median or 0.0 for found in item.distributions)
    return abs(after - before)


# --- chart, caption, table


def _ends(activity: Activity, language: str) -> tuple[str, str]:
    options = options_of(activity)
    low, high = (texts.pick(end, language) for end in (options.ends.low, options.ends.high))
    return (
        f"{texts.number(language, options.low)} {low}",
        f"{texts.number(language, options.high)} {high}",
    )


def _n(item: ItemStanding) -> int:
    return min(found.n for found in item.distributions)


def _strip(activity: Activity, item: ItemStanding, language: str) -> charts.Strip:
    name = scale.name_of(activity, item.item, language)
    if item.outcome == "few":
        return charts.Strip(name, remark=scale.too_few(_n(item), language))
    [found] = item.distributions
    return charts.Strip(
        label=name,
        remark=saying.tag_of(item, language),
        spread=charts.Spread.of(found),
        number=str(texts.number(language, found.median)),
        people=scale.people(found),
        classes=classes.fields(found),
    )


def _dumbbell(
    activity: Activity, shown: Standing, item: ItemStanding, language: str
) -> charts.Dumbbell:
    name = scale.name_of(activity, item.item, language)
    if item.outcome == "few":
        return charts.Dumbbell(name, "", scale.too_few(_n(item), language))
    before, after = item.distributions
    return charts.Dumbbell(
        label=name,
        group="",
        today=charts.Spread.of(before),
        wanted=charts.Spread.of(after),
        before=scale.people(before),
        after=scale.people(after),
        ways=charts.Directions.of(shown.details.get("directions", {}).get(item.item)),
    )


def _in_words(activity: Activity, item: ItemStanding, language: str) -> str:
    name = scale.quoted(activity, item.item, language)
    if item.outcome == "few":
        words = scale.too_few(_n(item), language)
        return texts.text(language, "standing.about", item=name, words=words)
    first, last = item.distributions[0], item.distributions[-1]
    key = ("own" if first.n == 1 else "counted") + ("_twice" if first is not last else "")
    words = WORDS.text(
        language,
        key,
        today=first.median,
        wanted=last.median,
        half=scale.around(first, language),
        wanted_half=scale.around(last, language),
    )
    return texts.text(language, "standing.about", item=name, words=words)


def _cells(item: ItemStanding, found: Distribution, language: str) -> tuple[Any, ...]:
    """Median, middle half, agreement on what is, gap and net pull."""
    if found.counts is None:
        return ("",) * 5
    first = found is item.distributions[0]
    return (
        scale.number(found.median, language),
        scale.middle_half(found, language),
        scale.in_words(item.measure("agreement"), language) if first else "",
        scale.in_words(item.measure("gap"), language) if first else "",
        scale.in_words(item.measure("pull"), language) if first else "",
    )
