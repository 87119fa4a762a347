"""Ranking: all items in one order, from what weighs most to what weighs least, drawn as dots by rank.

One answer is a whole order, so that nothing is half ranked. What is claimed: that an item is two camps, near
the top for some and near the end for others, beyond chance; that the room has an order in common, where
Kendall's W is beyond chance, by mean rank and with all that tie; else that there is none.
From a W of 0.4 on people are said to rank alike.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from tamtam import charts, standing
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import GatheredAnswers, Kind, refuse
from tamtam.kinds.parts import classes, evidence, mirror, saying, scale
from tamtam.kinds.parts.tally import Slot, Tally
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.language.reason import at_least
from tamtam.standing.claims import IN_ORDER, AnyClaim, NothingClaim, OrderClaim, SplitClaim
from tamtam.standing.standing import Distribution, ItemStanding, Measure, Standing, Table

WORDS = Words("ranking")
#: The one thing that is answered: all ids of items in order, the first weighing most.
ORDER = "order"
#: The two ends at which an item may have camps.
ENDS = ("high", "low")
#: The concordance from which the room is said to rank alike.
ALIKE = 0.4


class Orders(Tally):
    """How often each order was given."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, ...], int] = {}

    def update(self, own: Mapping[Slot, Any], slot: Slot, value: Any) -> None:
        if (before := own.get(slot)) is not None:
            self._counts[tuple(before)] -= 1
        if value is not None:
            self._counts[tuple(value)] = self._counts.get(tuple(value), 0) + 1

    def orders(self) -> dict[tuple[str, ...], int]:
        """How often each order was given, without zeros, in order of their ids."""
        return {order: count for order, count in sorted(self._counts.items()) if count}

    def snapshot(self) -> dict[str, Any]:
        return {" ".join(order): count for order, count in self.orders().items()}


class Ranking(Kind):
    """Everything in one order; two things never share a rank."""

    name = "ranking"
    claims = ("split", "order", "nothing.noise")
    measures_on_phones = ("mean_rank",)
    outcomes = ("together", "split", "scattered")
    printout = "rank_cards"
    without_ballot = True

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if len(activity.items) < 3:
            yield "items", at_least(3, "at least three")
        if len(activity.phases) != 1:
            yield "phases", "one, for example [today]"
        for index, item in enumerate(activity.items):
            if item.id == ORDER:
                yield f"items[{index}].id", f"any id but “{ORDER}”"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return ((ORDER, activity.phases[0]),)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> list[str]:
        ids = [item.id for item in activity.items]
        is_order = isinstance(value, list) and all(isinstance(id, str) for id in value)
        if not is_order or sorted(value) != sorted(ids):
            raise refuse("not_a_ranking", items=", ".join(ids))
        return list(value)

    def mirror(
        self, activity: Activity, own: Mapping[Slot, Any], language: str
    ) -> tuple[mirror.MirrorLine, ...]:
        """The items in one's own order."""
        ranked = enumerate(next(iter(own.values()), ()), start=1)
        return tuple(
            mirror.line(
                scale.name_of(activity, id, language),
                [mirror.OwnAnswer("", WORDS.text(language, "rank", n=rank))],
            )
            for rank, id in ranked
        )

    def numbers_by_item(self, activity: Activity, own: Mapping[Slot, Any]) -> dict[str, float]:
        """Each item's rank."""
        return {id: rank for rank, id in enumerate(next(iter(own.values()), ()), start=1)}

    def parts(self, activity: Activity, slot: Slot) -> tuple[str, ...]:
        return tuple(item.id for item in activity.items)

    def assembled(self, activity: Activity, parts: Mapping[str, int]) -> list[str]:
        """The items by the ranks beside them; none where two have the same, or one is missing."""
        by_rank = {rank: id for id, rank in parts.items()}
        return [by_rank[rank] for rank in range(1, len(activity.items) + 1) if rank in by_rank]

    def tally(self, activity: Activity) -> Orders:
        return Orders()

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        turn, n, min_answers = gathered.turn, gathered.n, gathered.min_answers
        assert isinstance(gathered.tally, Orders)
        rankings = _rankings(activity, gathered.tally)
        items = tuple(_items(activity, rankings))
        measures = tuple(_whole(rankings, n))
        claims = [
            *(item.claim for item in items if isinstance(item.claim, SplitClaim)),
            _order(items, measures, n),
        ]

        say = partial(_sentence, activity)
        head = (activity.id, turn, self.name, n, min_answers)
        return saying.standing(head, items, evidence.in_order(claims), say, measures=measures)

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        rows = [_row(activity, item, language) for item in by_weight(standing.items)]
        last = len(activity.items)
        ends = {1: WORDS.text(language, "most"), last: WORDS.text(language, "least", n=last)}
        ticks = tuple((rank, ends.get(rank, str(rank))) for rank in range(1, last + 1))
        frame = charts.Frame.of(activity, standing, language, canvas)
        return charts.strips(frame, rows, ticks, WORDS.text(language, "columns.mean_rank"))

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        told = (_in_words(activity, item, language) for item in by_weight(standing.items))
        return saying.caption(standing, WORDS.text(language, "drawn"), told, language)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        ranks = [str(rank) for rank in range(1, len(activity.items) + 1)]
        measured = ("rank", "mean_rank", "polarization")
        names = (
            *(columns["item"], columns["n"]),
            *(WORDS.text(language, "rank", n=int(rank)) for rank in ranks),
            *(columns[name] for name in measured),
        )
        rows = [
            (
                scale.name_of(activity, item.item, language),
                item.distributions[0].n,
                *_by_rank(item.distributions[0], ranks),
                *(scale.in_words(item.measure(name), language) for name in measured),
            )
            for item in by_weight(standing.items)
        ]
        return Table(names, tuple(rows))

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, list[str]]:
        """The earlier an item stands in the deck, the more it weighs; the last one splits the room."""
        last = len(activity.items) - 1
        weights = {item.id: place + rng.gauss(0, 1.8) for place, item in enumerate(activity.items)}
        weights[activity.items[last].id] = rng.choice((-1, last + 1)) + rng.gauss(0, 1.2)
        [slot] = self.slots(activity)
        return {slot: sorted(weights, key=weights.__getitem__)}


# --- the standing


def _rankings(activity: Activity, tally: Orders) -> dict[tuple[int, ...], int]:
    """How often each row of ranks was given, a rank for each item as the deck has them."""
    return {
        tuple(order.index(item.id) + 1 for item in activity.items): count
        for order, count in tally.orders().items()
    }


def _items(activity: Activity, rankings: dict[tuple[int, ...], int]) -> Iterator[ItemStanding]:
    [phase] = activity.phases
    ranks = range(1, len(activity.items) + 1)
    means = standing.mean_ranks(rankings) or ()
    apart = standing.rank_polarization(rankings) or ()
    for place, item in enumerate(activity.items):
        counts = dict.fromkeys(ranks, 0)
        for row, count in rankings.items():
            counts[row[place]] += count
        found = scale.distribution(phase, counts, 1)
        measures = (
            scale.median_measure("rank", counts),
            Measure("mean_rank", scale.rounded(means[place]), found.n),
            Measure("polarization", scale.rounded(apart[place]), found.n),
        )
        yield saying.tagged(
            ItemStanding(item.id, (found,), measures), _claim(item.id, counts), _tag
        )


def _claim(id: str, counts: dict[int, int]) -> AnyClaim:
    """Two camps of those who rank an item high and low, beyond chance; else on which side most have it."""
    middle = (len(counts) + 1) / 2
    sides = evidence.sides_of(counts, middle)
    ranked = {"high": sides["low"], "middle": sides["middle"], "low": sides["high"]}
    chance = evidence.in_camps(counts, 1, len(counts), middle, len(counts))
    return evidence.split_or(id, ranked, ENDS, chance)


def _tag(claim: AnyClaim, language: str) -> str:
    if not isinstance(claim, SplitClaim):
        return ""
    high, low = claim.counts
    return WORDS.text(language, "two_camps", high=high, low=low)


def _whole(rankings: dict[tuple[int, ...], int], n: int) -> Iterator[Measure]:
    """How far the rankings agree, and how often chance alone would agree as much."""
    w = standing.concordance(rankings)
    chance = None if w is None else standing.concordance_chance(rankings)
    if w is not None and chance is not None:
        yield Measure("concordance", scale.rounded(w), n)
        yield Measure("chance", scale.rounded(chance[0]), n, method=chance[1])


def _order(items: Sequence[ItemStanding], measures: Sequence[Measure], n: int) -> AnyClaim:
    """What comes first and last by mean rank, and all that tie; nothing where chance ranks as much alike."""
    means = {item.item: scale.value_of(item, "mean_rank") for item in items}
    best, worst = min(means.values()), max(means.values())
    found = {measure.name: measure.value for measure in measures}
    chance = found.get("chance", 0.0)  # someone alone agrees with themselves
    if chance > IN_ORDER or best == worst:
        return NothingClaim(n=n, chance=chance)
    return OrderClaim(
        items=tuple(id for id, mean in means.items() if mean == best),
        last=tuple(id for id, mean in means.items() if mean == worst),
        n=n,
        chance=chance,
        value=best,
        alike=found.get("concordance", 1.0) >= ALIKE,
    )


def by_weight(items: tuple[ItemStanding, ...]) -> list[ItemStanding]:
    """The items from the lowest mean rank to the highest; as the deck has them where they tie."""
    return sorted(items, key=lambda item: scale.value_of(item, "mean_rank"))


# --- the sentence


def _sentence(activity: Activity, claim: AnyClaim, language: str) -> str:
    name = saying.named(activity, claim, language)
    if isinstance(claim, SplitClaim):
        high, low = claim.counts
        return WORDS.text(language, "say.split", item=name, high=high, low=low, n=claim.n)
    if not isinstance(claim, OrderClaim):
        return WORDS.text(language, "say.none", n=claim.n)
    last = saying.listed([scale.quoted(activity, id, language) for id in claim.last], language)
    key = "own" if claim.n == 1 else "order" if len(claim.items) == 1 else "order_tied"
    return WORDS.text(language, f"say.{key}", item=name, last=last, value=claim.value, n=claim.n)


# --- chart, caption, table


def _row(activity: Activity, item: ItemStanding, language: str) -> charts.Strip:
    [found] = item.distributions
    return charts.Strip(
        label=scale.name_of(activity, item.item, language),
        remark=saying.tag_of(item, language),
        spread=charts.Spread.of(found),
        number=str(texts.number(language, round(scale.value_of(item, "mean_rank"), 1))),
        people=scale.people(found),
        classes=classes.fields(found),
    )


def _by_rank(found: Distribution, ranks: Sequence[str]) -> Iterator[int | str]:
    """How often each rank was given; nothing where people are too few to tell."""
    return ("" if found.in_classes else (found.counts or {}).get(rank, 0) for rank in ranks)


def _in_words(activity: Activity, item: ItemStanding, language: str) -> str:
    [found] = item.distributions
    counts = found.counts or {}
    words = WORDS.text(
        language,
        "own" if found.n == 1 else "counted_few" if found.in_classes else "counted",
        rank=found.median,
        mean=round(scale.value_of(item, "mean_rank"), 1),
        half=scale.around(found, language),
        first=counts.get("1", 0),
        last=counts.get(str(len(activity.items)), 0),
    )
    name = scale.quoted(activity, item.item, language)
    return texts.text(language, "standing.about", item=name, words=words)
