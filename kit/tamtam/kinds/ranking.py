"""Ranking: all items in one order, from what weighs most to what weighs least, drawn as dots by rank.

One answer is a whole order, so that nothing is half ranked. Conventions of ours: an item splits the room
where four in five put it into the first or the last third of the ranks, three in ten and three people at
least into each, and its ranks have an agreement A below 0: rankings at random seldom do so. An item is
held together where its middle half lies within a third of the scale. The whole is split where an item
splits it, together from a concordance W of 0.4 on, else scattered.
"""

import random
from collections.abc import Iterator, Mapping
from typing import Any

from tamtam import charts, standing
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import Gathered, Kind, refuse
from tamtam.kinds.parts import scale
from tamtam.kinds.parts.tally import Slot, Tally
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.standing import Distribution, ItemStanding, Measure, Standing, Table

WORDS = Words("ranking")
#: The one thing that is answered: all ids of items in order, the first weighing most.
ORDER = "order"
#: What each of two camps has at least where an item splits the room: a share, and people.
CAMP, PEOPLE = 0.3, 3
#: The share that both of them have at least.
CAMPS = 0.8
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
    printout = "rank_cards"
    without_ballot = True

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if len(activity.items) < 3:
            yield "items", "at least three"
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

    def parts(self, activity: Activity, slot: Slot) -> tuple[str, ...]:
        return tuple(item.id for item in activity.items)

    def assembled(self, activity: Activity, parts: Mapping[str, int]) -> list[str]:
        """The items by the ranks beside them; none where two have the same, or one is missing."""
        by_rank = {rank: id for id, rank in parts.items()}
        return [by_rank[rank] for rank in range(1, len(activity.items) + 1) if rank in by_rank]

    def tally(self, activity: Activity) -> Orders:
        return Orders()

    def found(self, activity: Activity, gathered: Gathered) -> Standing:
        turn, n, min_answers = gathered.turn, gathered.n, gathered.min_answers
        assert isinstance(gathered.tally, Orders)
        rankings = _rankings(activity, gathered.tally)
        items = tuple(_items(activity, rankings))
        measures = tuple(_whole(rankings, n))
        said = _say(activity, items, _outcome(items, measures))
        return Standing(
            *(activity.id, turn, self.name, n, min_answers, said.outcome, said.sentence, items),
            measures=measures,
            about=said.about,
        )

    def figure(self, activity: Activity, standing: Standing, language: str) -> dict[str, Any]:
        rows = [_row(activity, item, language) for item in by_weight(standing.items)]
        last = len(activity.items)
        ends = {1: WORDS.text(language, "most"), last: WORDS.text(language, "least", n=last)}
        ticks = tuple((rank, ends.get(rank, str(rank))) for rank in range(1, last + 1))
        return charts.strips(charts.Frame.of(activity, standing, language), rows, ticks)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            words.append(WORDS.text(language, "drawn"))
        words += [_in_words(activity, item, language) for item in by_weight(standing.items)]
        return " ".join(words)

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
                *((item.distributions[0].counts or {}).get(rank, 0) for rank in ranks),
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
        yield ItemStanding(item.id, (found,), measures, _item_outcome(counts, found))


def _item_outcome(counts: dict[int, int], found: Distribution) -> str:
    first, last = at_the_ends(found, len(counts))
    camps = min(first, last) >= max(PEOPLE, CAMP * found.n)
    divided = camps and first + last >= CAMPS * found.n
    if divided and (standing.agreement(tuple(counts.values())) or 0.0) < 0:
        return "split"
    width = (found.high_quartile or 0) - (found.low_quartile or 0)
    return "together" if width <= (len(counts) - 1) / 3 else "scattered"


def at_the_ends(found: Distribution, ranks: int) -> tuple[int, int]:
    """How many put an item into the first third of all ranks, and how many into the last."""
    counts, reach = found.counts or {}, ranks // 3
    first = sum(counts.get(str(rank), 0) for rank in range(1, reach + 1))
    return first, sum(counts.get(str(rank), 0) for rank in range(ranks - reach + 1, ranks + 1))


def _whole(rankings: dict[tuple[int, ...], int], n: int) -> Iterator[Measure]:
    """How far the rankings agree, and how often chance alone would agree as much."""
    w, chance = standing.concordance(rankings), standing.concordance_chance(rankings)
    if w is not None and chance is not None:
        yield Measure("concordance", scale.rounded(w), n)
        yield Measure("chance", scale.rounded(chance[0]), n, method=chance[1])


def _outcome(items: tuple[ItemStanding, ...], measures: tuple[Measure, ...]) -> str:
    if any(item.outcome == "split" for item in items):
        return "split"
    alike = not measures or measures[0].value >= ALIKE  # someone alone agrees with themselves
    return "together" if alike else "scattered"


def by_weight(items: tuple[ItemStanding, ...]) -> list[ItemStanding]:
    """The items from the lowest mean rank to the highest; as the deck has them where they tie."""
    return sorted(items, key=lambda item: scale.value_of(item, "mean_rank"))


# --- the sentence


def _say(activity: Activity, items: tuple[ItemStanding, ...], outcome: str) -> scale.Said:
    """What weighs most, and what splits the room or weighs least."""
    ordered = by_weight(items)
    dividing = [item for item in items if item.outcome == "split"]
    most, other = ordered[0], ordered[-1]
    if dividing:
        other = max(dividing, key=lambda item: scale.value_of(item, "polarization"))
    [found] = most.distributions
    first, last = at_the_ends(other.distributions[0], len(items))
    key = "own" if found.n == 1 else "split_first" if dividing and other is most else outcome
    sentence = {
        language: WORDS.text(
            language,
            f"say.{key}",
            n=len(items) // 3,
            most=scale.quoted(activity, most.item, language),
            other=scale.quoted(activity, other.item, language),
            in_front=(found.counts or {}).get("1", 0),
            first=first,
            last=last,
            total=found.n,
        )
        for language in texts.LANGUAGES
    }
    named = (most.item,) if key in ("scattered", "split_first") else (most.item, other.item)
    return scale.Said(outcome, sentence, named)


# --- chart, caption, table


def _row(activity: Activity, item: ItemStanding, language: str) -> charts.Strip:
    [found] = item.distributions
    return charts.Strip(
        label=scale.name_of(activity, item.item, language),
        remark=WORDS.text(language, "two_camps") if item.outcome == "split" else "",
        spread=charts.Spread.of(found),
        number=str(texts.number(language, found.median)),
        people=scale.people(found),
    )


def _in_words(activity: Activity, item: ItemStanding, language: str) -> str:
    [found] = item.distributions
    counts = found.counts or {}
    words = WORDS.text(
        language,
        "own" if found.n == 1 else "counted",
        rank=found.median,
        half=scale.middle_half(found, language),
        first=counts.get("1", 0),
        last=counts.get(str(len(activity.items)), 0),
    )
    name = scale.quoted(activity, item.item, language)
    return texts.text(language, "standing.about", item=name, words=words)
