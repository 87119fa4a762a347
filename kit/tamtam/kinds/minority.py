"""Minority: which ideas that few hold could serve the room, and how many held them before.

What is asked about are sentences that were voted on in another activity (`of`), once the room has seen
its chart: those that fewer agreed with than disagreed, or that one small camp holds. Where there are
fewer than three of them, or that wasn't shown, the deck's own ideas are asked about instead. Either way
people may add one of their own.

A standing rests on two separate counts, never on who gave both: how many say that a sentence could serve
us, and how many agreed with it as the room saw it; "few" where that is fewer than `min_answers`. The finding
is a wish: at least half find useful what fewer held, more than would by chance. Else what is claimed is
found in `tamtam.kinds.parts.evidence`: two camps, two thirds, more than half, or what most say.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from typing import Any

import msgspec
from msgspec import Struct

from tamtam import charts, standing
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import GatheredAnswers, Kind, whole_number
from tamtam.kinds.parts import evidence, saying, scale
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.claims import (
    DIFFERENCE,
    AnyClaim,
    MajorityClaim,
    SharedClaim,
    SplitClaim,
    WishClaim,
)
from tamtam.standing.proportion import share_interval
from tamtam.standing.standing import Distribution, ItemStanding, Standing, Table

WORDS = Words("minority")
COULD, PASS, COULD_NOT = 1, 0, -1
VALUES = (COULD_NOT, PASS, COULD)
#: Votes as the sentences were voted on.
AGREE, DISAGREE = "1", "-1"
#: Claims up to this rank were found beyond chance; others are counts.
FOUND = 2
#: Fewer sentences than this are no choice; more than that are too many for three minutes.
LEAST, MOST = 3, 7
#: The part of a room up to which a camp is a small one.
SMALL = 1 / 3
#: The sides one may stand on; the two that may be camps, and where they part.
SIDES = {"could": COULD, "pass": PASS, "could_not": COULD_NOT}
CAMPS, MIDDLE = ("could", "could_not"), PASS

#: How many agreed, None where few did, of how many who voted.
Held = list[int | None]


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """`of` is the activity whose sentences are asked about; without it the deck's and the room's are."""

    of: str = ""


class Minority(Kind):
    """Ideas that hardly anybody defends: could they serve us?"""

    name = "minority"
    stands_on = ("statements", "of")
    comparable = False
    asks_about_own = False
    claims = ("split", "wish.could", *evidence.claims(*SIDES))
    details_on_phones = ("held",)
    Options = Source

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if activity.collect is None:
            yield "collect", "a prompt: people may write an idea of their own"
        elif activity.collect.first or activity.collect.ladder or activity.collect.deal:
            yield "collect", "neither first nor ladder nor deal: all is asked at once"
        if len(activity.phases) != 1:
            yield "phases", "one, for example [today]"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple((item.id, activity.phases[0]) for item in activity.items)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int:
        return whole_number(value, COULD_NOT, COULD)

    def values(self, activity: Activity, slot: Slot) -> tuple[int, ...]:
        return VALUES

    def is_counted(self, activity: Activity) -> bool:
        return True

    def tally(self, activity: Activity) -> Counts:
        return Counts()

    def source(self, activity: Activity) -> str:
        return scale.options_of(activity, Source).of

    def carries(self, activity: Activity, shown: Standing) -> tuple[str, ...]:
        """Those most held among the sentences in the minority, in the order in which they were voted on."""
        found = [item for item in shown.items if _is_in_the_minority(item, shown)]
        if len(found) < (1 if shown.min_answers == 1 else LEAST):
            return ()
        most_held = sorted(found, key=lambda item: -_votes(item, AGREE))[:MOST]
        return tuple(item.item for item in found if item in most_held)

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        n, min_answers = gathered.n, gathered.min_answers
        head = (activity.id, gathered.turn, self.name, n, min_answers)
        if not activity.items:
            return Standing(*head, "few", scale.few(min(n, min_answers - 1), min_answers))
        assert isinstance(gathered.tally, Counts)
        held = _held(activity, gathered)
        counts = {slot[0]: gathered.tally.counts(slot, VALUES) for slot in self.slots(activity)}
        least = max(min_answers, 1)
        shown = {id: found for id, found in counts.items() if sum(found.values()) >= least}
        claims = {id: _claim(id, found, held.get(id), len(shown)) for id, found in shown.items()}
        [phase] = activity.phases
        items = tuple(_item(id, phase, found, claims.get(id)) for id, found in counts.items())
        if not claims:
            most = max(item.distributions[0].n for item in items)
            return Standing(*head, "few", scale.few(most, min_answers), items)

        def say(claim: AnyClaim, language: str) -> str:
            return _sentence(activity, claim, least, language)

        told = _told(list(claims.values()))
        stands = saying.standing(head, items, told, say, details={"held": held})
        none = n == 1 and told[0].direction != "could"
        return msgspec.structs.replace(stands, about=()) if none else stands

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        rows = [_row(activity, standing, item, language) for item in _in_order(standing.items)]
        return charts.paired_bars(charts.Frame.of(activity, standing, language, canvas), rows)

    def in_order(
        self, activity: Activity, items: tuple[ItemStanding, ...]
    ) -> Sequence[ItemStanding]:
        return _in_order(items)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            words.append(WORDS.text(language, "drawn"))
        for item in _in_order(standing.items):
            told = ", ".join(_in_words(standing, item, language))
            name = scale.quoted(activity, item.item, language)
            words.append(texts.text(language, "standing.about", item=name, words=told))
        return " ".join(words)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        names = ("statement", "n", "could", "pass", "could_not", "share", "held")
        rows = [
            (
                scale.name_of(activity, item.item, language),
                item.distributions[0].n,
                *_cells(standing, item, language),
            )
            for item in _in_order(standing.items)
        ]
        return Table(tuple(columns[name] for name in names), tuple(rows))

    def answer_words(self, activity: Activity, value: Any, language: str) -> str:
        return WORDS.text(language, f"oneself.{value}")

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, int]:
        """The first idea many find useful, the second few, on the third they part, and so on."""
        chances = cycle((0.75, 0.2, 0.5))
        return {
            slot: rng.choices((COULD, COULD_NOT, PASS), (chance, 1 - chance, 0.15))[0]
            for slot, chance in zip(self.slots(activity), chances, strict=False)
        }


# --- which sentences, and how many held them


def _is_in_the_minority(item: ItemStanding, shown: Standing) -> bool:
    """Whether fewer agree than disagree, or it is a small camp's alone and not even half agree."""
    if not item.distributions or item.distributions[0].counts is None:
        return False
    agree, n = _votes(item, AGREE), item.distributions[0].n
    return agree < _votes(item, DISAGREE) or (2 * agree < n and _is_of_a_small_camp(item, shown))


def _is_of_a_small_camp(item: ItemStanding, shown: Standing) -> bool:
    found = shown.details.get("map", {})
    camps = found.get("votes", {}).get(item.item, ())
    holding = [at for at, camp in enumerate(camps) if camp and 2 * camp[0] > camp[1]]
    return len(holding) == 1 and found["sizes"][holding[0]] <= SMALL * found["people"]


def _votes(item: ItemStanding, value: str) -> int:
    return (item.distributions[0].counts or {}).get(value, 0)


def _held(activity: Activity, gathered: GatheredAnswers) -> dict[str, Held]:
    """How many agreed with each sentence that is asked about, as the room was shown it."""
    told = gathered.source.items if gathered.source else ()
    least = max(1, gathered.min_answers)
    held: dict[str, Held] = {}
    for item in told:
        if item.outcome != "few" and activity.item(item.item):
            agree = _votes(item, AGREE)
            held[item.item] = [agree if agree >= least else None, item.distributions[0].n]
    return held


# --- the standing


def _item(id: str, phase: str, counts: Mapping[int, int], claim: AnyClaim | None) -> ItemStanding:
    n = sum(counts.values())
    if claim is None:
        return ItemStanding(id, (Distribution(phase, n),))
    found = Distribution(phase, n, counts={str(value): counts[value] for value in VALUES})
    share = scale.measure("share", counts[COULD] / n, n, share_interval(counts[COULD], n), "wilson")
    return saying.tagged(ItemStanding(id, (found,), (share,)), claim)


def _claim(id: str, counts: Mapping[int, int], held: Held | None, items: int) -> AnyClaim:
    """That many find useful what fewer held; else two camps, or what holds of the sides."""
    n, could = sum(counts.values()), counts[COULD]
    agreed, of = (held[0] or 0, held[1] or 0) if held else (0, 0)
    chance = standing.share_chance(could, n, 1 / len(VALUES), items)
    fewer = 2 * agreed < of and agreed * n < could * of
    if fewer and 2 * could >= n and (n == 1 or chance <= DIFFERENCE):
        told: dict[str, Any] = {"items": (id,), "n": n, "chance": scale.rounded(chance)}
        told |= {"other": agreed, "of": of} if held and held[0] is not None else {}
        return WishClaim(side="could", count=could, **told)
    sides = {side: counts[value] for side, value in SIDES.items()}
    parted = evidence.in_camps(counts, COULD_NOT, COULD, MIDDLE, items)
    return evidence.split_or(id, sides, CAMPS, parted)


def _in_order(items: tuple[ItemStanding, ...]) -> list[ItemStanding]:
    """The most useful first; those with too few answers last."""
    return sorted(items, key=lambda item: (item.outcome == "few", -scale.value_of(item, "share")))


def _told(claims: Sequence[AnyClaim]) -> Sequence[AnyClaim]:
    """The claims in the order they are told: after what was found, what could serve us."""
    found = evidence.in_order(claims)
    return sorted(found, key=lambda one: (min(one.rank, FOUND), one.direction != "could"))


def _sentence(activity: Activity, claim: AnyClaim, least: int, language: str) -> str:
    """A claim in words; `of` is 0 where fewer than `least` agreed, whose number isn't told."""
    item, values = saying.named(activity, claim, language), saying.counts_of(claim)
    values["few"] = least
    values |= dict(getattr(claim, "spread", ()))
    if claim.n == 1:
        key = "own_useful" if claim.direction == "could" else "own_none"
    elif isinstance(claim, WishClaim):
        key = "held" if claim.of else "few_held"
    elif isinstance(claim, SplitClaim):
        values |= dict(zip(claim.sides, claim.counts, strict=True))
        key = "split"
    else:
        key = claim.direction if isinstance(claim, SharedClaim | MajorityClaim) else claim.name
    return WORDS.text(language, f"say.{key}", item=item, **values)


# --- chart, caption, table


def _row(
    activity: Activity, standing: Standing, item: ItemStanding, language: str
) -> charts.PairedDots:
    found = item.distributions[0]
    told = "" if found.counts else scale.too_few(found.n, language)
    useful = (WORDS.text(language, "could"), _votes(item, str(COULD)), found.n, "wanted", told)
    parts = [charts.PairedSide(*useful)]
    if (held := _held_of(standing, item)) is not None:
        few = WORDS.text(language, "few") if held[0] is None else ""
        agreed = (WORDS.text(language, "held"), held[0] or 0, held[1] or 0, "today", few)
        parts.append(charts.PairedSide(*agreed))
    return charts.PairedDots(scale.name_of(activity, item.item, language), tuple(parts))


def _held_of(standing: Standing, item: ItemStanding) -> Held | None:
    held: Held | None = standing.details.get("held", {}).get(item.item)
    return held


def _in_words(standing: Standing, item: ItemStanding, language: str) -> Iterator[str]:
    found = item.distributions[0]
    if found.counts is None:
        yield scale.too_few(found.n, language)
        return
    yield WORDS.text(language, "counted", n=_votes(item, str(COULD)), total=found.n)
    if (held := _held_of(standing, item)) is not None:
        key = "agreed_few" if held[0] is None else "agreed"
        yield WORDS.text(language, key, n=held[0] or 0, total=held[1])


def _cells(standing: Standing, item: ItemStanding, language: str) -> tuple[Any, ...]:
    counts = item.distributions[0].counts
    if counts is None:
        return ("",) * 5
    return (
        *(counts[str(value)] for value in (COULD, PASS, COULD_NOT)),
        scale.in_words(item.measure("share"), language),
        _agreed(_held_of(standing, item), language),
    )


def _agreed(held: Held | None, language: str) -> str:
    """How many of how many agreed: "7 of 30", or "few"; empty where it was not voted on."""
    if held is None:
        return ""
    if held[0] is None:
        return WORDS.text(language, "few")
    return WORDS.text(language, "of", n=held[0], total=held[1])
