"""The gate: what of oneself comes in, what stays out, and whether that is well.

Each item is inside and welcome, inside and too much, outside and missed, or outside and well there.
The wishes are the two in the middle: what is missed would come in, what is too much would go out. The
net pull is how many miss it less how many have too much of it, over n. An item's outcome: `split` where
at least 30 % miss it and 30 % have too much of it; else `gap` where a third or more share one of these
wishes; else `together` where half or more say the same; else `scattered`. The sentence names one item:
the one with most wishes of a kind; else the most evenly split; else the first scattered; else it says
that the gate may stay as it is.
"""

import random
from collections.abc import Iterator
from typing import Any

from tamtam import charts, standing
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import Gathered, Kind, one_of
from tamtam.kinds.parts import scale
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.kinds.parts.track import Sides
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.standing import Distribution, ItemStanding, Standing, Table

WORDS = Words("gate")
#: The four states, in the order they are asked.
STATES = ("in_good", "in_too_much", "out_missed", "out_good")
#: The share of people that makes a wish a gap, each of two camps, and a common view.
WISH, CAMP, SAME = 1 / 3, 0.3, 0.5
#: The outcomes that are spoken of, the first there is before the others.
_SPOKEN_OF = ("gap", "split", "scattered")


class Gate(Kind):
    """What comes through the gate of a house, what stays outside, and what would cross it."""

    name = "gate"

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items:
            yield "items", "at least one"
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

    def found(self, activity: Activity, gathered: Gathered) -> Standing:
        turn, n, min_answers = gathered.turn, gathered.n, gathered.min_answers
        assert isinstance(gathered.tally, Counts)
        found = (
            _distribution(slot, gathered.tally.counts(slot, STATES), min_answers)
            for slot in self.slots(activity)
        )
        items = tuple(_item(item.id, one) for item, one in zip(activity.items, found, strict=True))
        said = _say(activity, items, n, min_answers)
        head = (activity.id, turn, self.name, n, min_answers, said.outcome, said.sentence)
        return Standing(*head, items, about=said.about)

    def figure(self, activity: Activity, standing: Standing, language: str) -> dict[str, Any]:
        rows = [_row(activity, item, standing.n, language) for item in standing.items]
        sides = charts.Sides(
            *(WORDS.text(language, f"sides.{name}") for name in ("outside", "inside", "good"))
        )
        return charts.gate_bars(charts.Frame.of(activity, standing, language), rows, sides)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            words.append(WORDS.text(language, "drawn"))
        words += [_in_words(activity, item, language) for item in standing.items]
        return " ".join(words)

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


def _item(id: str, found: Distribution) -> ItemStanding:
    if found.counts is None:
        return ItemStanding(id, (found,))
    missed, too_much = _wishes(found)
    steps = {1: missed, -1: too_much, 0: found.n - missed - too_much}
    pull, interval = standing.net_pull(steps), standing.net_pull_interval(steps)
    measure = scale.measure("pull", pull, found.n, interval, "bonett_price")
    return ItemStanding(id, (found,), (measure,), _outcome(found))


def _wishes(found: Distribution) -> tuple[int, int]:
    """How many miss it outside, how many have too much of it inside."""
    counts = found.counts or {}
    return counts.get("out_missed", 0), counts.get("in_too_much", 0)


def _outcome(found: Distribution) -> str:
    wishes, counts = _wishes(found), found.counts or {}
    if min(wishes) >= CAMP * found.n:
        return "split"
    if max(wishes) >= WISH * found.n:
        return "gap"
    return "together" if max(counts.values()) >= SAME * found.n else "scattered"


# --- the sentence


def _say(
    activity: Activity, items: tuple[ItemStanding, ...], n: int, min_answers: int
) -> scale.Said:
    """The outcome of the whole, and the sentence about the item that tells most."""
    shown = scale.shown(items)
    if not shown:
        most_answers = max(item.distributions[0].n for item in items)
        return scale.Said("few", scale.few(most_answers, min_answers))
    if n == 1:
        return _say_alone(activity, shown)
    of = {outcome: [one for one in shown if one.outcome == outcome] for outcome in _SPOKEN_OF}
    if of["gap"]:
        most = max(of["gap"], key=_strongest_wish)
        missed, too_much = _wishes(most.distributions[0])
        key = "missed" if missed > too_much else "too_much"
        return scale.Said("gap", _about(activity, most, key), (most.item,))
    if of["split"]:
        evenest = min(of["split"], key=lambda item: abs(scale.value_of(item, "pull")))
        return scale.Said("split", _about(activity, evenest, "split"), (evenest.item,))
    if of["scattered"]:
        first = of["scattered"][0]
        return scale.Said("scattered", _about(activity, first, "scattered"), (first.item,))
    return scale.Said("together", WORDS.both("say.together"))


def _strongest_wish(item: ItemStanding) -> float:
    """The share of people who have an item's commoner wish."""
    found = item.distributions[0]
    return max(_wishes(found)) / found.n


def _say_alone(activity: Activity, shown: list[ItemStanding]) -> scale.Said:
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
            return scale.Said("gap", said, tuple(wished))
    return scale.Said("together", WORDS.both("say.own_same"))


def _about(activity: Activity, item: ItemStanding, key: str) -> dict[str, str]:
    found = item.distributions[0]
    missed, too_much = _wishes(found)
    return {
        language: WORDS.text(
            language,
            f"say.{key}",
            name=scale.name_of(activity, item.item, language),
            total=found.n,
            missed=missed,
            too_much=too_much,
            **_sides(found, language),
        )
        for language in texts.LANGUAGES
    }


def _sides(found: Distribution, language: str) -> dict[str, str]:
    """In words for how many it is inside, for how many outside."""
    counts = found.counts or {}
    inside = counts["in_good"] + counts["in_too_much"]
    return {
        "inside": WORDS.text(language, "people.inside", n=inside),
        "outside": WORDS.text(language, "people.outside", n=found.n - inside),
    }


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
