"""Decisions: who takes each of them, in one of five ways, today and as wanted.

The ways are hardly an order (from whoever is in charge to the person concerned), so what counts is how
answers split over them; someone who doesn't know is counted apart, but among those who answered. What is
claimed of a decision, the first that holds: two ways wanted, or two seen today, that are no neighbours,
each by a quarter of those who named a way, by more than each way between them, and by more than chance;
that most want one way which fewer than half see today, beyond chance; that more than half don't know today,
or don't know what they want; that two thirds, or more than half, want one way; else what most want.
Agreement A goes into the table, as a hint only.

Where fewer than twelve answered a decision, all are told in three classes: whoever is in charge, together,
the person concerned. After advice or alone would tell what nearly each of them said; but what chance comes
to is worked out from the ways.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import msgspec

from tamtam import charts, standing
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import Answers, GatheredAnswers, Kind, one_of
from tamtam.kinds.parts import classes, evidence, saying, scale
from tamtam.kinds.parts.tally import PairedCounts, Slot
from tamtam.kinds.parts.track import Sides
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.language.reason import at_least
from tamtam.standing.claims import (
    CAMPS,
    DIFFERENCE,
    AnyClaim,
    MajorityClaim,
    NothingClaim,
    PluralityClaim,
    SharedClaim,
    SplitClaim,
    WishClaim,
)
from tamtam.standing.standing import Distribution, ItemStanding, Measure, Standing, Table

WORDS = Words("decisions")
WAYS = ("manager", "manager_advice", "together", "person_advice", "person")
UNKNOWN = "unknown"
#: What is claimed where more than half don't know what they want.
UNSURE = "unsure"
VALUES = (*WAYS, UNKNOWN)
#: The three classes that a few are told in, and the ways in each.
CLASSES = {"of_manager": WAYS[:2], "together": WAYS[2:3], "of_person": WAYS[3:]}
_CLASS = {way: name for name, ways in CLASSES.items() for way in ways}
#: All ways and classes that may be told.
TOLD = tuple(dict.fromkeys((*WAYS, *CLASSES)))
#: How simulated people answer: the ways named today and wanted, by decision, over and over.
_SEEN = (
    ("manager manager manager_advice unknown", "together together person_advice manager_advice"),
    ("manager manager_advice person person_advice", "together together together person_advice"),
    (
        "manager manager manager unknown",
        "manager manager_advice manager_advice together person_advice person_advice",
    ),
    ("person_advice person person_advice", "person person_advice person person_advice"),
    ("manager_advice person unknown", "person_advice person_advice person together"),
    ("manager manager_advice", "manager manager manager_advice together"),
)


class Decisions(Kind):
    """Decisions to be taken in one of five ways, today and wanted."""

    name = "decisions"
    claims = (
        *("split", *(f"wish.{way}" for way in TOLD)),
        *(*evidence.claims(*TOLD, UNKNOWN, UNSURE), "nothing.few"),
    )
    printout = "decision_cards"

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items:
            yield "items", at_least(1, "at least one decision")
        if len(activity.phases) != 2:
            yield "phases", "two: what is, then what is wanted, as in [today, wanted]"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple((item.id, phase) for item in activity.items for phase in activity.phases)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> str:
        return one_of(value, VALUES)

    def values(self, activity: Activity, slot: Slot) -> tuple[str, ...]:
        return VALUES

    def tally(self, activity: Activity) -> PairedCounts:
        first, last = activity.phases
        return PairedCounts((first, last))

    def sides(self, activity: Activity, slot: Slot) -> Sides:
        return WAYS[2:], WAYS[:2]

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        tally, n, min_answers = gathered.tally, gathered.n, gathered.min_answers
        assert isinstance(tally, PairedCounts)
        known = (activity.id, gathered.turn, self.name, n, min_answers)
        found = {
            item.id: tuple(
                _distribution(phase, tally.counts((item.id, phase), VALUES))
                for phase in activity.phases
            )
            for item in activity.items
        }
        least = max(min_answers, 1)
        shown = {id: each for id, each in found.items() if min(one.n for one in each) >= least}
        few = any(classes.is_few(one.n) for each in shown.values() for one in each)
        exact = shown
        if few and min_answers > 1:
            shown = {id: tuple(map(_in_classes, each)) for id, each in shown.items()}
        found |= shown
        turned = _turned(gathered.answers, tuple(shown), activity.phases, _ways(shown))
        claims = {
            id: _claim(id, each, exact[id], turned, (len(shown), least))
            for id, each in shown.items()
        }
        items = tuple(
            _item(tally, id, each, claims.get(id), min_answers) for id, each in found.items()
        )
        if not claims:
            most = max(min(one.n for one in each) for each in found.values())
            return Standing(*known, "few", scale.few(most, min_answers), items)

        def say(claim: AnyClaim, language: str) -> str:
            if n == 1:
                return _own_sentence(list(shown.values()), language)
            return _sentence(activity, claim, language)

        stands = saying.standing(known, items, evidence.in_order(list(claims.values())), say)
        return stands if n > 1 else msgspec.structs.replace(stands, about=(), outcome="together")

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        rows = [_row(activity, standing, item, language) for item in standing.items]
        first, last = (scale.phase_name(phase, language) for phase in activity.phases)
        by_way = charts.WayNames(tuple(way_name(way, language) for way in WAYS), (1,) * len(WAYS))
        by_class = charts.WayNames(
            tuple(way_name(one, language) for one in CLASSES),
            tuple(len(ways) for ways in CLASSES.values()),
        )
        named, other = (by_way, by_class) if _values(standing) == VALUES else (by_class, by_way)
        ways = charts.Ways(named, way_name(UNKNOWN, language), (first, last), other)
        return charts.profiles(charts.Frame.of(activity, standing, language, canvas), rows, ways)

    def most_on_wall(self, activity: Activity) -> int:
        return 6

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            words.append(WORDS.text(language, "drawn"))
        if standing.items and _values(standing) != VALUES:
            words.append(WORDS.text(language, "in_classes"))
        words += [_in_words(activity, standing, item, language) for item in standing.items]
        return " ".join(words)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        first = tuple(columns[name] for name in ("decision", "phase", "n"))
        values = _values(standing)
        ways = tuple(way_name(way, language) for way in values)
        last = tuple(columns[name] for name in ("agreement", "change"))
        rows = [
            (
                scale.name_of(activity, item.item, language),
                scale.phase_name(found.phase, language),
                *_cells(item, found, len(values), language),
            )
            for item in standing.items
            for found in item.distributions
        ]
        return Table((*first, *ways, *last), tuple(rows))

    def value_name(self, activity: Activity, value: str, language: str) -> str:
        return way_name(value, language)

    def numbers_of(
        self, activity: Activity, own: Mapping[Slot, Any], others: Sequence[Mapping[Slot, Any]]
    ) -> dict[str, float]:
        """Of how many decisions one wants another way than today's; open where one knows both of none."""
        known = [two for two in self.steps(activity, own) or () if UNKNOWN not in two]
        return {"moved": sum(today != wanted for today, wanted in known)} if known else {}

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, str]:
        """A clear wish, rules that nobody sees alike, a conflict of values, and so on."""
        return {
            slot: rng.choice(_SEEN[index // 2 % len(_SEEN)][index % 2].split())
            for index, slot in enumerate(self.slots(activity))
        }


def way_name(way: str, language: str) -> str:
    """A way as people read it: "together, by consent"."""
    return WORDS.text(language, f"form.ways.{way}")


# --- the standing


def _item(
    tally: PairedCounts,
    id: str,
    found: tuple[Distribution, ...],
    claim: AnyClaim | None,
    min_answers: int,
) -> ItemStanding:
    """A decision of which either phase has too few answers shows their numbers only."""
    if claim is None:
        return ItemStanding(id, tuple(Distribution(one.phase, one.n) for one in found))
    measures = tuple(_measures(found, tally.pairs(id), min_answers))
    return saying.tagged(ItemStanding(id, found, measures), claim, _tag)


def _distribution(phase: str, counts: dict[str, int]) -> Distribution:
    return Distribution(phase, sum(counts.values()), counts)


def _measures(
    found: Sequence[Distribution], pairs: Mapping[tuple[str, str], int], min_answers: int
) -> Iterator[Measure]:
    """Who doesn't know today; who wants another way than today's; A of each phase. The last two
    only where enough named a way."""
    today = found[0]
    yield _share("unknown", (today.counts or {}).get(UNKNOWN, 0), today.n)
    both = {pair: count for pair, count in pairs.items() if UNKNOWN not in pair}
    n = sum(both.values())
    if n >= max(min_answers, 1):
        yield _share("change", sum(count for (a, b), count in both.items() if a != b), n)
    for one, name in zip(found, ("agreement_today", "agreement_wanted"), strict=True):
        spread = named(one)
        if sum(spread) >= max(min_answers, 1) and len(spread) == len(WAYS):
            yield scale.agreement_measure(name, dict(enumerate(spread)))


def _share(name: str, count: int, n: int) -> Measure:
    return scale.measure(name, count / n, n, standing.share_interval(count, n), "wilson")


def named(found: Distribution) -> tuple[int, ...]:
    """How often each way, or class, was named, in their order, without who doesn't know."""
    return tuple(count for way, count in (found.counts or {}).items() if way != UNKNOWN)


def _in_classes(found: Distribution) -> Distribution:
    """The same answers, counted by class."""
    counts = dict.fromkeys((*CLASSES, UNKNOWN), 0)
    for way, count in (found.counts or {}).items():
        counts[_CLASS.get(way, way)] += count
    return Distribution(found.phase, found.n, counts)


def _ways(shown: Mapping[str, Sequence[Distribution]]) -> tuple[str, ...]:
    """The ways that are counted, or the classes of a few."""
    counts = next((each[0].counts or {} for each in shown.values()), dict.fromkeys(VALUES, 0))
    return tuple(way for way in counts if way != UNKNOWN)


def _values(standing: Standing) -> tuple[str, ...]:
    """What a standing counts: the ways or classes, and who doesn't know."""
    counts = (one.counts for item in standing.items for one in item.distributions)
    return tuple(next(filter(None, counts), VALUES))


def humps(counts: Sequence[int]) -> tuple[int, int] | None:
    """The two ways, by their places, that an audience of two camps stands for; None if it has none.

    Each of them has more people than any third way: who speaks of two would else leave one out.
    """
    n = sum(counts)
    apart = [
        (one, other)
        for one, other in combinations(range(len(counts)), 2)
        if other - one > 1
        and min(counts[one], counts[other]) > 0
        and evidence.parts(counts[one], counts[other], n)
        and sorted(counts)[-3] < min(counts[one], counts[other])
    ]
    return max(apart, key=lambda pair: min(counts[pair[0]], counts[pair[1]]), default=None)


def _own_sentence(shown: Sequence[Sequence[Distribution]], language: str) -> str:
    """Of how many decisions somebody wants another way than today's, where they named both."""
    known = [each for each in shown if all(sum(named(one)) for one in each)]
    changed = sum(found[0].counts != found[1].counts for found in known)
    if not known:
        return WORDS.text(language, "say.own_open")
    if len(known) < len(shown):
        return WORDS.text(language, "say.own_known", n=changed, total=len(known))
    return WORDS.text(
        language, "say.own" if changed else "say.own_same", n=changed, total=len(known)
    )


# --- claims

#: For each decision and way, the chance that naming it more often when asked what is wanted is luck.
Turned = Mapping[tuple[str, str], float]


def _turned(
    answers: Answers, ids: Sequence[str], phases: Sequence[str], ways: Sequence[str]
) -> Turned:
    """Of those who named a way both times: who names it only when asked what is wanted, or only today."""
    first, last = phases
    places = [(id, way) for id in ids for way in ways]
    meant = {way: way if way in ways else _CLASS[way] for way in WAYS}
    rows = [
        [
            0
            if UNKNOWN in (own.get((id, first), UNKNOWN), own.get((id, last), UNKNOWN))
            else (meant[own[id, last]] == way) - (meant[own[id, first]] == way)
            for id, way in places
        ]
        for own in answers.values()
    ]
    chances = standing.turned_chances(rows) if places else []
    return dict(zip(places, chances, strict=True))


def _claim(
    id: str,
    found: Sequence[Distribution],
    exact: Sequence[Distribution],
    turned: Turned,
    among: tuple[int, int],
) -> AnyClaim:
    """What holds of one decision; `among` are how many there are, and the least who have to name a way.

    `exact` is what was answered, where `found` may tell classes.
    """
    (items, least), ways = among, _ways({id: found})
    today, wanted = (named(one) for one in found)
    seen, asked = (one.n for one in found)
    for side, counts, by_way in (("wanted", wanted, exact[1]), ("today", today, exact[0])):
        if (places := humps(counts)) and (
            chance := standing.second_chance(named(by_way), 2 * items)
        ) <= CAMPS:
            return SplitClaim(
                items=(id,),
                n=by_way.n,
                chance=scale.rounded(chance),
                sides=(f"{side}.{ways[places[0]]}", f"{side}.{ways[places[1]]}"),
                counts=(counts[places[0]], counts[places[1]]),
            )
    way = ways[wanted.index(max(wanted))]
    count, before = max(wanted), today[ways.index(way)]
    fewer = 2 * before < seen and count * seen > before * asked
    if 2 * count > asked and fewer and turned[id, way] <= DIFFERENCE:
        chance = scale.rounded(turned[id, way])
        told: dict[str, Any] = {"count": count, "other": before, "of": seen}
        return WishClaim(items=(id,), n=asked, chance=chance, side=way, **told)
    unknown, unsure = ((one.counts or {}).get(UNKNOWN, 0) for one in found)
    if 2 * unknown > seen:
        return MajorityClaim(items=(id,), n=seen, side=UNKNOWN, count=unknown)
    if sum(wanted) < least:  # what one person wants is nobody else's business
        return NothingClaim(items=(id,), n=asked, why="few")
    if 2 * unsure > asked:
        return MajorityClaim(items=(id,), n=asked, side=UNSURE, count=unsure)
    return evidence.of_sides(id, dict(zip(ways, wanted, strict=True)) | {UNKNOWN: unsure})


# --- the sentence


def verdict(claim: AnyClaim) -> str:
    """Which words a decision has: "conflict", "unclear", "change", "unknown", "unsure", "shared", "open"."""
    match claim:
        case SplitClaim():
            return "conflict" if claim.sides[0].startswith("wanted") else "unclear"
        case WishClaim():
            return "change"
        case MajorityClaim(side="unknown" | "unsure"):
            return claim.side
        case SharedClaim() | MajorityClaim():
            return claim.name
        case NothingClaim():
            return "few"
    return "open"


def _sentence(activity: Activity, claim: AnyClaim, language: str) -> str:
    values = saying.counts_of(claim)
    if isinstance(claim, SplitClaim):
        one, other = (quoted(side.partition(".")[2], language) for side in claim.sides)
        values |= {"one": one, "other": other, "count": claim.counts[0], "against": claim.counts[1]}
    elif isinstance(claim, PluralityClaim):
        ways = [quoted(side, language) for side in claim.sides]
        values["ways"] = saying.listed(ways, language)
    elif isinstance(claim, WishClaim | SharedClaim | MajorityClaim) and claim.side not in (
        UNKNOWN,
        UNSURE,
    ):
        values["way"] = quoted(claim.side, language)
    names = [scale.name_of(activity, id, language) for id in claim.items]
    key = verdict(claim)
    if isinstance(claim, PluralityClaim):
        key = "open_tied" if len(claim.sides) > 1 else "open"
    elif isinstance(claim, WishClaim) and not claim.other:
        key = "change_none"
    return WORDS.text(language, f"say.{key}", item=saying.several(names, claim, language), **values)


def _tag(claim: AnyClaim, language: str) -> str:
    return WORDS.text(language, f"verdict.{verdict(claim)}", **saying.counts_of(claim))


def quoted(way: str, language: str) -> str:
    """A way as it stands inside a sentence."""
    return texts.quoted(language, way_name(way, language))


# --- chart, caption, table


def _row(activity: Activity, shown: Standing, item: ItemStanding, language: str) -> charts.Profile:
    name = scale.name_of(activity, item.item, language)
    today, wanted = item.distributions
    if item.outcome == "few":
        return charts.Profile(name, scale.too_few(min(today.n, wanted.n), language))
    counts = (tuple((one.counts or {}).values()) for one in (today, wanted))
    alone = shown.n == 1
    return charts.Profile(name, "" if alone else saying.tag_of(item, language), *counts)


def _in_words(activity: Activity, shown: Standing, item: ItemStanding, language: str) -> str:
    name = scale.name_of(activity, item.item, language)
    if item.outcome == "few":
        n = min(found.n for found in item.distributions)
        words = scale.too_few(n, language)
    else:
        first, last = (_split(found, language) for found in item.distributions)
        words = WORDS.text(language, "counted", today=first, wanted=last)
        if shown.n > 1:
            words += f" ({saying.tag_of(item, language)})"
    return texts.text(language, "standing.about", item=name, words=words)


def _split(found: Distribution, language: str) -> str:
    """How one phase splits, the ways that were given, the most given first: "today 9 …, 3 …"."""
    given = sorted((found.counts or {}).items(), key=lambda entry: -entry[1])
    ways = (f"{count} {quoted(way, language)}" for way, count in given if count)
    return f"{scale.phase_name(found.phase, language)} {', '.join(ways)}"


def _cells(item: ItemStanding, found: Distribution, ways: int, language: str) -> tuple[Any, ...]:
    if found.counts is None:
        return (found.n, *("",) * (ways + 2))
    last = found is item.distributions[-1]
    a = item.measure("agreement_wanted" if last else "agreement_today")
    change = item.measure("change") if last else None
    return (
        found.n,
        *found.counts.values(),
        scale.in_words(a, language),
        scale.in_words(change, language),
    )
