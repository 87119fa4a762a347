"""Choice: one of several options, each an item of the activity, drawn as bars.

Options come in the order of how many chose them, or as the deck has them where they are steps
(`ordered`). The outcome: `together` where two thirds chose the same; else `split` where two options
have a third or more each; else `scattered`. Of options chosen equally often the first is named.
"""

import random
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from tamtam import charts, standing
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import Gathered, Kind, one_of
from tamtam.kinds.parts import scale
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.kinds.parts.track import Track
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.standing import Distribution, ItemStanding, Standing, Table

WORDS = Words("choice")
#: What the one answer of a phase is called, in the place of an item.
CHOSEN = "chosen"
#: The share that makes a common choice, and that of each of two camps.
MOST, CAMP = 2 / 3, 1 / 3
#: What a count of an option is about: those who chose it, and those who chose another.
YES, NO = "1", "0"


class Steps(Struct, frozen=True, forbid_unknown_fields=True):
    """`ordered`: the options are steps, from little to much, and stay in their order."""

    ordered: bool = False


class Choice(Kind):
    """One of several options."""

    name = "choice"
    Options = Steps

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not 2 <= len(activity.items) <= 12:
            yield "items", "2 to 12 options"
        if len(activity.phases) != 1:
            yield "phases", "one, for example [today]"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return ((CHOSEN, activity.phases[0]),)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> str:
        return one_of(value, [item.id for item in activity.items])

    def values(self, activity: Activity, slot: Slot) -> tuple[str, ...]:
        return tuple(item.id for item in activity.items)

    def is_counted(self, activity: Activity) -> bool:
        return True

    def value_name(self, activity: Activity, value: str, language: str) -> str:
        chosen = activity.item(value)
        return (
            texts.pick(chosen.text, language)
            if chosen
            else super().value_name(activity, value, language)
        )

    def tally(self, activity: Activity) -> Counts:
        return Counts()

    def tracks(self, activity: Activity) -> tuple[Track, ...]:
        """The share of those who chose each option."""
        [slot] = self.slots(activity)
        ids = tuple(item.id for item in activity.items)
        others = {id: tuple(other for other in ids if other != id) for id in ids}
        yes = WORDS.both("values.1")
        return tuple(
            Track.share(
                *(id, slot[1], ((id,), others[id]), yes), slot=slot, counted=((YES,), (NO,))
            )
            for id in ids
        )

    def found(self, activity: Activity, gathered: Gathered) -> Standing:
        turn, n, min_answers = gathered.turn, gathered.n, gathered.min_answers
        assert isinstance(gathered.tally, Counts)
        [slot] = self.slots(activity)
        counts = gathered.tally.counts(slot, [item.id for item in activity.items])
        said = _say(activity, counts)
        items = tuple(_item(id, slot[1], count, n, said.outcome) for id, count in counts.items())
        known = (activity.id, turn, self.name, n, min_answers, said.outcome, said.sentence)
        return Standing(*known, items, about=said.about)

    def figure(self, activity: Activity, standing: Standing, language: str) -> dict[str, Any]:
        items = _in_order(activity, standing)
        most = max((count_of(item) for item in items), default=0)
        rows = [
            charts.Chosen(
                scale.name_of(activity, item.item, language),
                *(count_of(item), standing.n, count_of(item) == most),
            )
            for item in items
        ]
        return charts.chosen_bars(charts.Frame.of(activity, standing, language), rows)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.n == 1 and standing.items:
            return words[0]
        if standing.items:
            words.append(WORDS.text(language, "drawn"))
        for item in _in_order(activity, standing):
            name = scale.name_of(activity, item.item, language)
            counted = WORDS.text(language, "counted", n=count_of(item))
            words.append(texts.text(language, "standing.about", item=name, words=counted))
        return " ".join(words)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        rows = [
            (
                scale.name_of(activity, item.item, language),
                *(item.distributions[0].n, count_of(item)),
                scale.in_words(item.measure("share"), language),
            )
            for item in _in_order(activity, standing)
        ]
        return Table(tuple(columns[name] for name in ("item", "n", "chose", "share")), tuple(rows))

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, str]:
        """Most choose a first option, some a second; of steps most choose one in the middle."""
        ids = [item.id for item in activity.items]
        weights = [max(1, 6 - 2 * index) for index in range(len(ids))]
        if _is_ordered(activity):
            middle = (len(ids) - 1) / 2
            weights = [max(1, round(6 - 2 * abs(index - middle))) for index in range(len(ids))]
        return {self.slots(activity)[0]: rng.choices(ids, weights)[0]}


def count_of(item: ItemStanding) -> int:
    """How many chose an option."""
    return (item.distributions[0].counts or {}).get(YES, 0)


def _is_ordered(activity: Activity) -> bool:
    return bool(activity.options.get("ordered", False))


def _in_order(activity: Activity, standing: Standing) -> list[ItemStanding]:
    """The options as they are drawn: as the deck has them, or what most chose first."""
    if _is_ordered(activity):
        return list(standing.items)
    return sorted(standing.items, key=count_of, reverse=True)


def _item(id: str, phase: str, count: int, n: int, outcome: str) -> ItemStanding:
    found = Distribution(phase, n, {YES: count, NO: n - count})
    share = scale.measure("share", count / n, n, standing.share_interval(count, n), "wilson")
    return ItemStanding(id, (found,), (share,), outcome)


def _say(activity: Activity, counts: dict[str, int]) -> scale.Said:
    """The outcome, and the sentence about what most chose."""
    total = sum(counts.values())
    first, second, *_ = sorted(counts, key=lambda option: -counts[option])
    if total == 1:
        outcome, key = "together", "own"
    elif counts[first] >= MOST * total:
        outcome = key = "together"
    else:
        outcome = key = "split" if counts[second] >= CAMP * total else "scattered"
    sentence = {
        language: WORDS.text(
            language,
            f"say.{key}",
            first=scale.quoted(activity, first, language),
            second=scale.quoted(activity, second, language),
            most=counts[first],
            next=counts[second],
            total=total,
        )
        for language in texts.LANGUAGES
    }
    return scale.Said(outcome, sentence, (first, second) if key == "split" else (first,))
