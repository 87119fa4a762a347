"""Dots: so many to spend on the items, more on what matters more; or at a rising price.

With `quadratic` one dot on an item costs 1 of the budget, two cost 4, three 9: so that who cares a little
about much, and who cares much about little, weigh alike (Lalley and Weyl, 2018, Quadratic voting). All that
somebody spends is one answer. What is claimed: which items got most dots, and which fewest; where all got as
many, that.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from msgspec import Struct

from tamtam import charts
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import GatheredAnswers, Kind, refuse
from tamtam.kinds.parts import mirror, options, saying, scale
from tamtam.kinds.parts.tally import Slot, Tally
from tamtam.kinds.parts.words import Words
from tamtam.language.reason import between
from tamtam.standing.claims import AnyClaim, NothingClaim, OrderClaim
from tamtam.standing.standing import ItemStanding, Standing, Table

WORDS = Words("dots")
#: What the one answer of a phase is called, in the place of an item.
SPENT = "spent"


class Budget(Struct, frozen=True, forbid_unknown_fields=True):
    """`dots` to spend; `quadratic`: k dots on one item cost k × k of them."""

    dots: int = 10
    quadratic: bool = False


class Spent(Tally):
    """How many people put how many dots on each item, slot by slot."""

    def __init__(self) -> None:
        self._counts: dict[Slot, Counter[tuple[str, int]]] = {}

    def update(self, own: Mapping[Slot, Any], slot: Slot, value: Any) -> None:
        counts = self._counts.setdefault(slot, Counter())
        for answer, step in ((own.get(slot), -1), (value, 1)):
            for item, dots in (answer or {}).items():
                counts[item, dots] += step

    def people(self, slot: Slot, item: str) -> dict[int, int]:
        """How many people put each number of dots on an item."""
        counts = self._counts.get(slot, Counter())
        return {dots: n for (id, dots), n in sorted(counts.items()) if id == item and n}

    def snapshot(self) -> dict[str, Any]:
        return {
            f"{item} {phase}": [[*what, n] for what, n in sorted(counts.items()) if n]
            for (item, phase), counts in sorted(self._counts.items())
            if any(counts.values())
        }


class Dots(Kind):
    """A budget spent on several things."""

    name = "dots"
    outcomes = ("scattered",)
    claims = ("order", "nothing", "nothing.alike")
    measures_on_phones = ("dots",)
    Options = Budget

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not 2 <= len(activity.items) <= 12:
            yield "items", between(2, 12, "2 to 12 things to spend dots on")
        if not 1 <= _options(activity).dots <= 100:
            yield "options.dots", between(1, 100, "1 to 100")
        if len(activity.phases) != 1:
            yield "phases", "one, for example [today]"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return ((SPENT, activity.phases[0]),)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> dict[str, int]:
        """Each item's dots, at least one, costing no more than there is; in the order of the items."""
        ids, budget = [item.id for item in activity.items], _options(activity)
        is_spent = (
            isinstance(value, dict)
            and value.keys() == set(ids)
            and all(type(dots) is int and 0 <= dots <= budget.dots for dots in value.values())
            and 0 < cost(value, budget) <= budget.dots
        )
        if not is_spent:
            raise refuse("not_spent", dots=budget.dots, items=", ".join(ids))
        return {id: value[id] for id in ids}

    def parts(self, activity: Activity, slot: Slot) -> tuple[str, ...]:
        return tuple(item.id for item in activity.items)

    def assembled(self, activity: Activity, parts: Mapping[str, int]) -> dict[str, int]:
        """What was left blank got no dot."""
        return {item.id: parts.get(item.id, 0) for item in activity.items}

    def mirror(
        self, activity: Activity, own: Mapping[Slot, Any], language: str
    ) -> tuple[mirror.MirrorLine, ...]:
        """Each item's dots."""
        spent = {phase: dots for (_, phase), dots in own.items()}
        return mirror.shares(self, activity, spent, _most(activity), language)

    def tally(self, activity: Activity) -> Spent:
        return Spent()

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        n, [slot] = gathered.n, self.slots(activity)
        assert isinstance(gathered.tally, Spent)
        people = {item.id: gathered.tally.people(slot, item.id) for item in activity.items}
        sums = {id: sum(dots * n for dots, n in counts.items()) for id, counts in people.items()}
        claim = _claim(sums, n)
        every = dict.fromkeys(range(_most(activity) + 1), 0)
        items = tuple(
            ItemStanding(
                id,
                (scale.distribution(slot[1], every | counts, gathered.min_answers),),
                (scale.measure("dots", sums[id], n, None, ""),),
                claim.outcome,
            )
            for id, counts in people.items()
        )
        head = (activity.id, gathered.turn, self.name, n, gathered.min_answers)

        say = partial(_sentence, activity)
        return saying.standing(head, items, [claim], say)

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        items = self.in_order(activity, standing.items)
        rows = options.bars(activity, items, _dots, sum(map(_dots, items)), language)
        return charts.chosen_bars(charts.Frame.of(activity, standing, language, canvas), rows)

    def in_order(self, activity: Activity, items: tuple[ItemStanding, ...]) -> list[ItemStanding]:
        """What got most dots first."""
        return sorted(items, key=_dots, reverse=True)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        items = self.in_order(activity, standing.items)
        return options.caption(WORDS, activity, standing, items, _dots, language)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        rows = [
            (
                scale.name_of(activity, item.item, language),
                *(item.distributions[0].n, _dots(item)),
                scale.number(item.distributions[0].median, language),
            )
            for item in self.in_order(activity, standing.items)
        ]
        return Table(tuple(columns[name] for name in ("item", "n", "dots", "median")), tuple(rows))

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, dict[str, int]]:
        """Most care for the first things, some for one of the others; nobody leaves much unspent."""
        budget, ids = _options(activity), [item.id for item in activity.items]
        spent = dict.fromkeys(ids, 0)
        weights = [max(1, 5 - 2 * at) for at in range(len(ids))]
        for id in rng.choices(ids, weights, k=2 * budget.dots):
            if cost(spent | {id: spent[id] + 1}, budget) <= budget.dots:
                spent[id] += 1
        return {self.slots(activity)[0]: spent}


def _options(activity: Activity) -> Budget:
    return scale.options_of(activity, Budget)


def cost(spent: Mapping[str, int], budget: Budget) -> int:
    """What so many dots on each item cost."""
    return sum(dots * dots if budget.quadratic else dots for dots in spent.values())


def _most(activity: Activity) -> int:
    """The most dots that one item can get from somebody."""
    budget = _options(activity)
    return int(budget.dots**0.5) if budget.quadratic else budget.dots


def _dots(item: ItemStanding) -> int:
    return round(scale.value_of(item, "dots"))


def _claim(sums: Mapping[str, int], n: int) -> AnyClaim:
    most, least = max(sums.values()), min(sums.values())
    if most == least:
        return NothingClaim(items=(), n=n, why="alike", counts=(("dots", most),))
    first, last = (tuple(id for id, dots in sums.items() if dots == end) for end in (most, least))
    return OrderClaim(items=first, n=n, value=most, last=last)


def _sentence(activity: Activity, claim: AnyClaim, language: str) -> str:
    own = "own_" if claim.n == 1 else ""
    if isinstance(claim, NothingClaim):
        return WORDS.text(language, f"say.{own}alike", n=claim.n, count=claim.count("dots"))
    assert isinstance(claim, OrderClaim)
    last = saying.listed([scale.quoted(activity, id, language) for id in claim.last], language)
    key = f"say.{own}{'tied' if len(claim.items) > 1 else 'order'}"
    told = {"item": saying.named(activity, claim, language), "last": last}
    return WORDS.text(language, key, n=claim.n, value=round(claim.value), **told)
