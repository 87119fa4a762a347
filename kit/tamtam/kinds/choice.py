"""Choice: one of several options, or several of them, each an item of the activity, drawn as bars.

Options come in the order of how many chose them, or as the deck has them where they are steps
(`ordered`). Where up to `most` of them may be chosen, all that somebody chooses is one answer. What is
claimed: that two thirds, or more than half, chose the same; else what most chose, with all that tie.
"""

import random
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any

from msgspec import Struct

from tamtam import charts, standing
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import GatheredAnswers, Kind, one_of, refuse
from tamtam.kinds.parts import evidence, mirror, options, saying, scale
from tamtam.kinds.parts.tally import Counts, PickedCounts, Slot
from tamtam.kinds.parts.track import Track
from tamtam.kinds.parts.words import Words
from tamtam.language.reason import Reason, between
from tamtam.standing.claims import AnyClaim
from tamtam.standing.standing import Distribution, ItemStanding, Standing, Table

WORDS = Words("choice")
#: What the one answer of a phase is called, in the place of an item.
CHOSEN = "chosen"
#: What a count of an option is about: those who chose it, and those who chose another.
YES, NO = "1", "0"


class Steps(Struct, frozen=True, forbid_unknown_fields=True):
    """`ordered`: the options are steps, from little to much, and stay in their order.

    `most`: how many of them somebody may choose.
    """

    ordered: bool = False
    most: int = 1


class Choice(Kind):
    """One of several options, or several of them."""

    name = "choice"
    claims = evidence.claims()
    outcomes = ("together", "split", "scattered")
    Options = Steps

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not 2 <= len(activity.items) <= 12:
            yield "items", between(2, 12, "2 to 12 options")
        if len(activity.phases) != 1:
            yield "phases", "one, for example [today]"
        if not 1 <= _most(activity) <= len(activity.items):
            yield "options.most", Reason("1 to the number of items", "most")

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return ((CHOSEN, activity.phases[0]),)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> str | list[str]:
        ids, most = [item.id for item in activity.items], _most(activity)
        if most == 1:
            return one_of(value, ids)
        are_picked = (
            isinstance(value, list)
            and all(isinstance(id, str) and id in ids for id in value)
            and 1 <= len(set(value)) == len(value) <= most
        )
        if not are_picked:
            raise refuse("not_picked", most=most, items=", ".join(ids))
        return [id for id in ids if id in value]

    def values(self, activity: Activity, slot: Slot) -> tuple[str, ...]:
        return tuple(item.id for item in activity.items) if _most(activity) == 1 else ()

    def parts(self, activity: Activity, slot: Slot) -> tuple[str, ...]:
        """Where several may be chosen, each is ticked on paper by itself."""
        return tuple(item.id for item in activity.items) if _most(activity) > 1 else ()

    def assembled(self, activity: Activity, parts: Mapping[str, int]) -> list[str]:
        """Those with anything but a 0."""
        return [item.id for item in activity.items if parts.get(item.id)]

    def mirror(
        self, activity: Activity, own: Mapping[Slot, Any], language: str
    ) -> tuple[mirror.MirrorLine, ...]:
        """What one chose."""
        given = [[one] if isinstance(one, str) else one for one in own.values()]
        return options.chosen(WORDS, activity, chain.from_iterable(given), language)

    def is_counted(self, activity: Activity) -> bool:
        return _most(activity) == 1

    def value_name(self, activity: Activity, value: str, language: str) -> str:
        named = options.name_of(activity, value, language)
        return named or super().value_name(activity, value, language)

    def tally(self, activity: Activity) -> Counts:
        return Counts() if _most(activity) == 1 else PickedCounts()

    def tracks(self, activity: Activity) -> tuple[Track, ...]:
        """The share of those who chose each option; nothing where they could choose several."""
        if _most(activity) > 1:
            return ()
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

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        turn, n, min_answers = gathered.turn, gathered.n, gathered.min_answers
        assert isinstance(gathered.tally, Counts)
        [slot] = self.slots(activity)
        counts = gathered.tally.counts(slot, [item.id for item in activity.items])
        several = _most(activity) > 1
        claim = evidence.of_picks(counts, n) if several else evidence.of_options(counts)
        items = tuple(_item(id, slot[1], count, n, claim.outcome) for id, count in counts.items())

        say = partial(_sentence, activity)
        return saying.standing((activity.id, turn, self.name, n, min_answers), items, [claim], say)

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        items = _in_order(activity, standing)
        rows = options.bars(activity, items, count_of, standing.n, language)
        return charts.chosen_bars(charts.Frame.of(activity, standing, language, canvas), rows)

    def pages(self, activity: Activity) -> tuple[str, ...]:
        """None: there are twelve options at most."""
        return ()

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        if standing.n == 1 and standing.items:
            return scale.said(standing, language)
        items = _in_order(activity, standing)
        return options.caption(WORDS, activity, standing, items, count_of, language)

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

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, Any]:
        """Most choose a first option, some a second; of steps most choose one in the middle."""
        ids = [item.id for item in activity.items]
        weights = [max(1, 6 - 2 * index) for index in range(len(ids))]
        if _is_ordered(activity):
            middle = (len(ids) - 1) / 2
            weights = [max(1, round(6 - 2 * abs(index - middle))) for index in range(len(ids))]
        [slot], most = self.slots(activity), _most(activity)
        if most == 1:
            return {slot: rng.choices(ids, weights)[0]}
        picked = set(rng.choices(ids, weights, k=rng.randint(1, most)))
        return {slot: [id for id in ids if id in picked]}


def count_of(item: ItemStanding) -> int:
    """How many chose an option."""
    return (item.distributions[0].counts or {}).get(YES, 0)


def _most(activity: Activity) -> int:
    """How many options somebody may choose."""
    return scale.options_of(activity, Steps).most


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


def _sentence(activity: Activity, claim: AnyClaim, language: str) -> str:
    key = "own" if claim.n == 1 else "tied" if len(claim.items) > 1 else claim.name
    name = options.listed(activity, claim.items, language)
    return WORDS.text(language, f"say.{key}", item=name, **saying.counts_of(claim))
