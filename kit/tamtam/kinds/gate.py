"""The gate: what of oneself comes in, what stays out, and whether that is well.

Each item is inside and welcome, inside and too much, outside and missed, or outside and well there.
The wishes are the two in the middle: what is missed would come in, what is too much would go out. The
net pull is how many miss it less how many have too much of it, over n. What is claimed of an item: that
it is missed by some and too much for others, both more than chance would; that more wish the same of it
than chance would, and less than a quarter the contrary; that two thirds, or more than half, say the same;
else what most say.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from tamtam import charts, standing
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import GatheredAnswers, Kind, one_of
from tamtam.kinds.parts import evidence, saying, scale
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.kinds.parts.track import Sides
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.language.reason import at_least
from tamtam.standing.claims import (
    CAMPS,
    DIFFERENCE,
    OPPOSED,
    AnyClaim,
    PluralityClaim,
    SplitClaim,
    WishClaim,
)
from tamtam.standing.standing import Distribution, ItemStanding, Standing, Table

WORDS = Words("gate")
#: The four states, in the order they are asked.
STATES = ("in_good", "in_too_much", "out_missed", "out_good")
#: The two wishes.
WISHES = ("out_missed", "in_too_much")


class Gate(Kind):
    """What comes through the gate of a house, what stays outside, and what would cross it."""

    name = "gate"
    numbers = ("missed",)
    claims = ("split", *(f"wish.{wish}" for wish in WISHES), *evidence.claims(*STATES))

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items:
            yield "items", at_least(1, "at least one")
        if len(activity.phases) != 1:
            yield "phases", "one, for example [today]"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple((item.id, activity.phases[0]) for item in activity.items)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> str:
        return one_of(value, STATES)

    def values(self, activity: Activity, slot: Slot) -> tuple[str, ...]:
        return STATES

    def is_counted(self, activity: Activity) -> bool:
        return True

    def tally(self, activity: Activity) -> Counts:
        return Counts()

    def sides(self, activity: Activity, slot: Slot) -> Sides:
        return STATES[:2], STATES[2:]

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        turn, n, min_answers = gathered.turn, gathered.n, gathered.min_answers
        assert isinstance(gathered.tally, Counts)
        found = {
            slot[0]: _distribution(slot, gathered.tally.counts(slot, STATES), min_answers)
            for slot in self.slots(activity)
        }
        shown = {id: one for id, one in found.items() if one.counts is not None}
        claims = {id: _claim(id, one, len(shown)) for id, one in shown.items()}
        items = tuple(_item(id, one, claims.get(id)) for id, one in found.items())
        head = (activity.id, turn, self.name, n, min_answers)
        if not claims:
            most = max(one.n for one in found.values())
            return Standing(*head, "few", scale.few(most, min_answers), items)
        if n == 1:
            said = _say_alone(activity, list(items))
            return Standing(*head, said.outcome, said.sentence, items, about=said.about)

        say = partial(_sentence, activity)
        return saying.standing(head, items, evidence.in_order(list(claims.values())), say)

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        rows = [_row(activity, item, standing.n, language) for item in standing.items]
        sides = charts.Sides(
            *(WORDS.text(language, f"sides.{name}") for name in ("outside", "inside", "good"))
        )
        return charts.gate_bars(charts.Frame.of(activity, standing, language, canvas), rows, sides)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        told = (_in_words(activity, item, language) for item in standing.items)
        return saying.caption(standing, WORDS.text(language, "drawn"), told, language)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        names = (columns["item"], columns["n"], *(columns[state] for state in STATES))
        rows = [
            (scale.name_of(activity, item.item, language), *_cells(item, language))
            for item in standing.items
        ]
        return Table((*names, columns["pull"]), tuple(rows))

    def value_name(self, activity: Activity, value: str, language: str) -> str:
        return WORDS.text(language, f"form.{value}")

    def numbers_of(
        self, activity: Activity, own: Mapping[Slot, Any], others: Sequence[Mapping[Slot, Any]]
    ) -> dict[str, float]:
        """How many things one misses, once the gate was gone through; a thing may be left out."""
        asked = [slot for slot in self.slots(activity) if slot in own]
        if 2 * len(asked) <= len(activity.items):
            return {}
        return {"missed": sum(own[slot] == "out_missed" for slot in asked)}

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, str]:
        """A first item is in, a second is missed, a third is fine at the gate or divides, and so on."""
        weights = (
            (7, 1, 2, 1),
            (2, 1, 6, 2),
            (3, 1, 5, 1),
            (1, 5, 1, 4),
            (1, 1, 2, 6),
            (4, 3, 4, 0),
        )
        return {
            slot: rng.choices(STATES, weights[index % len(weights)])[0]
            for index, slot in enumerate(self.slots(activity))
        }


# --- the standing


def _distribution(slot: Slot, counts: dict[str, int], min_answers: int) -> Distribution:
    n = sum(counts.values())
    return Distribution(slot[1], n, counts if n >= max(min_answers, 1) else None)


def _item(id: str, found: Distribution, claim: AnyClaim | None) -> ItemStanding:
    if claim is None:
        return ItemStanding(id, (found,))
    missed, too_much = _wishes(found)
    steps = {1: missed, -1: too_much, 0: found.n - missed - too_much}
    pull, interval = standing.net_pull(steps), standing.net_pull_interval(steps)
    measure = scale.measure("pull", pull, found.n, interval, "bonett_price")
    return saying.tagged(ItemStanding(id, (found,), (measure,)), claim)


def _wishes(found: Distribution) -> tuple[int, int]:
    """How many miss it outside, how many have too much of it inside."""
    counts = found.counts or {}
    return counts.get("out_missed", 0), counts.get("in_too_much", 0)


def _claim(id: str, found: Distribution, items: int) -> AnyClaim:
    counts, wishes = found.counts or {}, _wishes(found)
    others = [counts[state] for state in STATES if state not in WISHES]
    if min(wishes) > max(others) and evidence.parts(*wishes, found.n):
        chance = standing.second_chance(list(counts.values()), items)
        if chance <= CAMPS:
            rounded = scale.rounded(chance)
            return SplitClaim(items=(id,), n=found.n, chance=rounded, sides=WISHES, counts=wishes)
    most = max(wishes)
    chance = standing.share_chance(most, found.n, 1 / len(STATES), len(WISHES) * items)
    if chance <= DIFFERENCE and min(wishes) < OPPOSED * found.n:
        side, other = WISHES[wishes.index(most)], min(wishes)
        rounded = scale.rounded(chance)
        return WishClaim(items=(id,), n=found.n, chance=rounded, side=side, count=most, other=other)
    return evidence.of_sides(id, counts, STATES)


# --- the sentence


def _sentence(activity: Activity, claim: AnyClaim, language: str) -> str:
    values = saying.counts_of(claim)
    if isinstance(claim, SplitClaim):
        values |= {"missed": claim.counts[0], "too_much": claim.counts[1]}
    if isinstance(claim, PluralityClaim):
        values |= {s: WORDS.text(language, f"people.{s}", n=n) for s, n in claim.spread}
    key = (
        claim.name
        if isinstance(claim, SplitClaim | PluralityClaim)
        else f"{claim.name}.{claim.direction}"
    )
    names = [scale.name_of(activity, id, language) for id in claim.items]
    return WORDS.text(language, f"say.{key}", name=saying.several(names, claim, language), **values)


def _say_alone(activity: Activity, shown: list[ItemStanding]) -> scale.Conclusion:
    """One's own wishes: what is missed, else what is too much, else none."""
    for index, key in enumerate(("own_missed", "own_too_much")):
        wished = [one.item for one in shown if _wishes(one.distributions[0])[index]]
        if wished:
            said = {
                language: WORDS.text(
                    language,
                    f"say.{key}",
                    items=", ".join(scale.quoted(activity, id, language) for id in wished),
                )
                for language in texts.LANGUAGES
            }
            return scale.Conclusion("gap", said, tuple(wished))
    return scale.Conclusion("together", WORDS.both("say.own_same"))


# --- chart, caption, table


def _row(activity: Activity, item: ItemStanding, people: int, language: str) -> charts.Passage:
    label, found = scale.name_of(activity, item.item, language), item.distributions[0]
    if found.counts is None:
        return charts.Passage(label, remark=scale.too_few(found.n, language))
    counts = found.counts
    return charts.Passage(
        label,
        out=(counts["out_good"], counts["out_missed"]),
        inside=(counts["in_good"], counts["in_too_much"]),
        wishes=tuple(
            WORDS.text(language, f"people.{state}", n=counts[state]) if counts[state] else ""
            for state in ("out_missed", "in_too_much")
        ),
        remark="" if found.n == people else f"n = {found.n}",
    )


def _in_words(activity: Activity, item: ItemStanding, language: str) -> str:
    found = item.distributions[0]
    if found.counts is None:
        words = scale.too_few(found.n, language)
    elif found.n == 1:  # someone alone
        [state] = [state for state, count in found.counts.items() if count]
        words = WORDS.section(language, "columns")[state].lower()
    else:
        counted = {s: WORDS.text(language, f"people.{s}", n=found.counts[s]) for s in STATES}
        words = WORDS.text(language, "counted", **counted)
    name = scale.name_of(activity, item.item, language)
    return texts.text(language, "standing.about", item=name, words=words)


def _cells(item: ItemStanding, language: str) -> tuple[Any, ...]:
    found = item.distributions[0]
    if found.counts is None:
        return (found.n, *("",) * (len(STATES) + 1))
    pull = scale.in_words(item.measure("pull"), language)
    return (found.n, *(found.counts[state] for state in STATES), pull)
