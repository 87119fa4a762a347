"""Quiz: one right answer among several; after the reveal which it is, why, and how many had it.

Which is right stays with the facilitator until then. What is claimed: that two thirds, or more than half,
had it, or that they took other answers; else that it is level.
"""

import random
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from msgspec import Struct

from tamtam import charts, standing
from tamtam.deck.deck import Activity, Text
from tamtam.kinds.kind import GatheredAnswers, Kind, one_of
from tamtam.kinds.parts import evidence, mirror, options, saying, scale
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.kinds.parts.track import Sides
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.language.reason import Reason, between
from tamtam.standing.claims import AnyClaim, MajorityClaim, PluralityClaim, SharedClaim
from tamtam.standing.standing import Distribution, ItemStanding, Standing, Table

WORDS = Words("quiz")
#: What the one answer of a phase is called, in the place of an item.
CHOSEN = "chosen"
#: What a count of an answer is about: those who took it, and those who took another.
YES, NO = "1", "0"


class RightAnswer(Struct, frozen=True, forbid_unknown_fields=True):
    """`right`: the id of the item that is the answer; `why` is read once it is revealed."""

    right: str
    why: Text = {}


class Quiz(Kind):
    """A question that has an answer."""

    name = "quiz"
    outcomes = ("together", "scattered")
    claims = evidence.claims("right", "wrong")
    details_on_phones = ("right", "why")
    kept_back = ("right", "why")
    Options = RightAnswer

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        ids = [item.id for item in activity.items]
        if not 2 <= len(ids) <= 8:
            yield "items", between(2, 8, "2 to 8 answers")
        if activity.options.get("right") not in ids:
            yield "options.right", Reason(f"the id of an item: {', '.join(ids)}", "right")
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

    def sides(self, activity: Activity, slot: Slot) -> Sides:
        right = _right(activity)
        return (right,), tuple(item.id for item in activity.items if item.id != right)

    def value_name(self, activity: Activity, value: str, language: str) -> str:
        named = options.name_of(activity, value, language)
        return named or super().value_name(activity, value, language)

    def mirror(
        self, activity: Activity, own: Mapping[Slot, Any], language: str
    ) -> tuple[mirror.MirrorLine, ...]:
        """What one answered."""
        return options.chosen(WORDS, activity, own.values(), language)

    def tally(self, activity: Activity) -> Counts:
        return Counts()

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        turn, n, min_answers = gathered.turn, gathered.n, gathered.min_answers
        assert isinstance(gathered.tally, Counts)
        [slot] = self.slots(activity)
        counts = gathered.tally.counts(slot, [item.id for item in activity.items])
        right = _right(activity)
        claim = _claim(right, counts)
        items = tuple(_item(id, slot[1], count, n, claim.outcome) for id, count in counts.items())
        details = {"right": right, "why": activity.options.get("why", {})}

        say = partial(_sentence, activity)
        head = (activity.id, turn, self.name, n, min_answers)
        return saying.standing(head, items, [claim], say, details=details)

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        rows = [
            charts.OptionCount(
                _marked(activity, item.item, language),
                *(_count(item), standing.n, item.item == _right(activity)),
            )
            for item in standing.items
        ]
        return charts.chosen_bars(charts.Frame.of(activity, standing, language, canvas), rows)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        told = options.caption(WORDS, activity, standing, standing.items, _count, language)
        why = texts.pick(standing.details.get("why", {}), language)
        return f"{told} {why}" if why else told

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        rows = [
            (
                _marked(activity, item.item, language),
                *(item.distributions[0].n, _count(item)),
                scale.in_words(item.measure("share"), language),
            )
            for item in standing.items
        ]
        return Table(tuple(columns[name] for name in ("item", "n", "chose", "share")), tuple(rows))

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, str]:
        """Half know it, the others guess."""
        ids = [item.id for item in activity.items]
        knows = rng.random() < 0.5
        return {self.slots(activity)[0]: _right(activity) if knows else rng.choice(ids)}


def _right(activity: Activity) -> str:
    return str(activity.options["right"])


def _claim(right: str, counts: Mapping[str, int]) -> AnyClaim:
    """Who took other answers is of one mind only where there is one other answer."""
    n = sum(counts.values())
    claim = evidence.of_sides(right, {"right": counts[right], "wrong": n - counts[right]})
    if isinstance(claim, SharedClaim) and claim.side == "wrong" and len(counts) > 2:
        return MajorityClaim(items=claim.items, n=n, side="wrong", count=claim.count)
    return claim


def _count(item: ItemStanding) -> int:
    return (item.distributions[0].counts or {}).get(YES, 0)


def _marked(activity: Activity, id: str, language: str) -> str:
    name = scale.name_of(activity, id, language)
    return f"✓ {name}" if id == _right(activity) else name


def _item(id: str, phase: str, count: int, n: int, outcome: str) -> ItemStanding:
    share = scale.measure("share", count / n, n, standing.share_interval(count, n), "wilson")
    return ItemStanding(
        id, (Distribution(phase, n, {YES: count, NO: n - count}),), (share,), outcome
    )


def _sentence(activity: Activity, claim: AnyClaim, language: str) -> str:
    # Of two sides none has more than half only where both have half.
    side = "level" if isinstance(claim, PluralityClaim) else claim.direction
    key = f"own_{side}" if claim.n == 1 else side
    name = saying.named(activity, claim, language)
    return WORDS.text(language, f"say.{key}", item=name, **saying.counts_of(claim))
