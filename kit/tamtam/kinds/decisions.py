"""Decisions: who takes each of them, in one of five ways, today and as wanted.

The ways are hardly an order (from whoever is in charge to the person concerned), so what counts is
how answers split over them. Someone who doesn't know is counted apart. Two humps are two ways that
are no neighbours, each given by at least 30 % of those who named a way and by more than each way
between them. A decision's verdict, with its outcome: `conflict`, two humps wanted (split); `unclear`,
two humps today (split); `change`, at least half want one way that fewer than half see today (gap);
`unknown`, at least half don't know today (scattered); `shared`, at least half want one way (together);
else `open` (scattered). The sentence is about the first decision of the first of these that there is,
the clearest before others. Agreement A goes into the table, as a hint only.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from tamtam import charts, standing
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import Gathered, Kind, one_of
from tamtam.kinds.parts import scale
from tamtam.kinds.parts.tally import PairedCounts, Slot
from tamtam.kinds.parts.track import Sides
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.standing import Distribution, ItemStanding, Measure, Standing, Table

WORDS = Words("decisions")
WAYS = ("manager", "manager_advice", "together", "person_advice", "person")
UNKNOWN = "unknown"
VALUES = (*WAYS, UNKNOWN)
#: The share that each of two humps has at least, and the one from which a way is the room's.
CAMP, MOST = 0.3, 0.5
#: A decision's verdicts in the order in which the sentence looks for one, and what each comes to.
OUTCOMES = {
    "conflict": "split",
    "unclear": "split",
    "change": "gap",
    "unknown": "scattered",
    "open": "scattered",
    "shared": "together",
}
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
    printout = "decision_cards"

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items:
            yield "items", "at least one decision"
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

    def found(self, activity: Activity, gathered: Gathered) -> Standing:
        tally, n, min_answers = gathered.tally, gathered.n, gathered.min_answers
        assert isinstance(tally, PairedCounts)
        known = (activity.id, gathered.turn, self.name, n, min_answers)
        items = tuple(_item(activity, tally, item.id, min_answers) for item in activity.items)
        if not (shown := scale.shown(items)):
            most = max(min(found.n for found in item.distributions) for item in items)
            return Standing(*known, "few", scale.few(most, min_answers), items)
        verdicts = {item.item: verdict(item) for item in shown}
        said = _say(activity, shown, verdicts, n)
        details = {"verdicts": verdicts}
        return Standing(*known, said.outcome, said.sentence, items, details, about=said.about)

    def figure(self, activity: Activity, standing: Standing, language: str) -> dict[str, Any]:
        rows = [_row(activity, standing, item, language) for item in standing.items]
        *names, apart = (way_name(way, language) for way in VALUES)
        first, last = (scale.phase_name(phase, language) for phase in activity.phases)
        ways = charts.Ways(tuple(names), apart, (first, last))
        return charts.profiles(charts.Frame.of(activity, standing, language), rows, ways)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            words.append(WORDS.text(language, "drawn"))
        words += [_in_words(activity, standing, item, language) for item in standing.items]
        return " ".join(words)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        first = tuple(columns[name] for name in ("decision", "phase", "n"))
        ways = tuple(way_name(way, language) for way in VALUES)
        last = tuple(columns[name] for name in ("agreement", "change"))
        rows = [
            (
                scale.name_of(activity, item.item, language),
                scale.phase_name(found.phase, language),
                *_cells(item, found, found is item.distributions[-1], language),
            )
            for item in standing.items
            for found in item.distributions
        ]
        return Table((*first, *ways, *last), tuple(rows))

    def value_name(self, activity: Activity, value: str, language: str) -> str:
        return way_name(value, language)

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


def _item(activity: Activity, tally: PairedCounts, id: str, min_answers: int) -> ItemStanding:
    """A decision of which either phase has too few answers shows their numbers only."""
    found = tuple(
        _distribution(phase, tally.counts((id, phase), VALUES)) for phase in activity.phases
    )
    if min(one.n for one in found) < max(min_answers, 1):
        return ItemStanding(id, tuple(Distribution(one.phase, one.n) for one in found))
    measures = tuple(_measures(found, tally.pairs(id), min_answers))
    item = ItemStanding(id, found, measures)
    return ItemStanding(id, found, measures, OUTCOMES[verdict(item)])


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
        if sum(spread) >= max(min_answers, 1):
            a, interval = standing.agreement(spread), standing.agreement_interval(spread)
            yield scale.measure(name, a, sum(spread), interval, "bootstrap")


def _share(name: str, count: int, n: int) -> Measure:
    return scale.measure(name, count / n, n, standing.share_interval(count, n), "wilson")


def named(found: Distribution) -> tuple[int, ...]:
    """How often each way was named, in their order, without who doesn't know."""
    return tuple((found.counts or {}).get(way, 0) for way in WAYS)


def humps(counts: Sequence[int]) -> tuple[int, int] | None:
    """The two ways, by their places, that an audience of two camps stands for; None if it has none."""
    least = CAMP * sum(counts)
    apart = [
        (one, other)
        for one, other in combinations(range(len(counts)), 2)
        if other - one > 1
        and min(counts[one], counts[other]) >= max(least, 1)
        and max(counts[one + 1 : other]) < min(counts[one], counts[other])
    ]
    return max(apart, key=lambda pair: min(counts[pair[0]], counts[pair[1]]), default=None)


def room_way(counts: Sequence[int]) -> int | None:
    """The way, by its place, that at least half of those who named one named; None if there is none."""
    most = max(counts)
    return counts.index(most) if most and most >= MOST * sum(counts) else None


def verdict(item: ItemStanding) -> str:
    """What the room's answers on a decision that may be shown come to: a key of `OUTCOMES`."""
    today, wanted = item.distributions
    if humps(named(wanted)):
        return "conflict"
    if humps(named(today)):
        return "unclear"
    way = room_way(named(wanted))
    if way is not None and named(today)[way] < MOST * max(1, sum(named(today))):
        return "change"
    if (today.counts or {}).get(UNKNOWN, 0) >= MOST * today.n:
        return "unknown"
    return "open" if way is None else "shared"


# --- the sentence


def _say(
    activity: Activity, shown: Sequence[ItemStanding], verdicts: Mapping[str, str], n: int
) -> scale.Said:
    """The outcome of the whole, and the sentence about the decision that tells most."""
    if n == 1:
        changed = sum(verdicts[item.item] == "change" for item in shown)
        return scale.Said("together", WORDS.both("say.own", n=changed, total=len(shown)))
    which = next(name for name in OUTCOMES if name in verdicts.values())
    if which == "shared":
        return scale.Said("together", WORDS.both("say.shared"))
    clearest = max((i for i in shown if verdicts[i.item] == which), key=_clearness)
    return scale.Said(OUTCOMES[which], _about(activity, clearest, which), (clearest.item,))


def _clearness(item: ItemStanding) -> float:
    """How plainly a decision is what its verdict says, 0 to 1: to compare it with others of the same."""
    today, wanted = item.distributions
    which = verdict(item)
    if which in ("conflict", "unclear"):
        counts = named(wanted if which == "conflict" else today)
        return min(counts[place] for place in humps(counts) or (0,)) / sum(counts)
    if which == "change":
        return scale.value_of(item, "change")
    return scale.value_of(item, "unknown") if which == "unknown" else 0.0


def _about(activity: Activity, item: ItemStanding, which: str) -> dict[str, str]:
    today, wanted = item.distributions
    about = today if which in ("unclear", "unknown") else wanted
    counts = named(about)
    places = humps(counts) or (room_way(counts) or 0,) * 2
    return {
        language: WORDS.text(
            language,
            f"say.{which}",
            item=scale.name_of(activity, item.item, language),
            **_camps(counts, places, language),
            before=named(today)[places[0]],
            total=about.n,
            unknown=(about.counts or {}).get(UNKNOWN, 0),
        )
        for language in texts.LANGUAGES
    }


def _camps(counts: Sequence[int], places: tuple[int, int], language: str) -> dict[str, Any]:
    ways = [quoted(WAYS[place], language) for place in places]
    return {
        "one": ways[0],
        "other": ways[1],
        "count": counts[places[0]],
        "against": counts[places[1]],
    }


def quoted(way: str, language: str) -> str:
    """A way as it stands inside a sentence."""
    return texts.text(language, "standing.quoted", text=way_name(way, language))


# --- chart, caption, table


def _row(activity: Activity, shown: Standing, item: ItemStanding, language: str) -> charts.Profile:
    name = scale.name_of(activity, item.item, language)
    today, wanted = item.distributions
    if item.outcome == "few":
        return charts.Profile(name, scale.too_few(min(today.n, wanted.n), language))
    counts = (tuple((one.counts or {}).values()) for one in (today, wanted))
    alone = shown.n == 1
    return charts.Profile(name, "" if alone else _verdict_in_words(shown, item, language), *counts)


def _verdict_in_words(shown: Standing, item: ItemStanding, language: str) -> str:
    return WORDS.text(language, f"form.verdict.{shown.details['verdicts'][item.item]}")


def _in_words(activity: Activity, shown: Standing, item: ItemStanding, language: str) -> str:
    name = scale.name_of(activity, item.item, language)
    if item.outcome == "few":
        n = min(found.n for found in item.distributions)
        words = scale.too_few(n, language)
    else:
        first, last = (_split(found, language) for found in item.distributions)
        words = WORDS.text(language, "counted", today=first, wanted=last)
        if shown.n > 1:
            words += f" ({_verdict_in_words(shown, item, language)})"
    return texts.text(language, "standing.about", item=name, words=words)


def _split(found: Distribution, language: str) -> str:
    """How one phase splits, the ways that were given, the most given first: "today 9 …, 3 …"."""
    given = sorted((found.counts or {}).items(), key=lambda entry: -entry[1])
    ways = (f"{count} {quoted(way, language)}" for way, count in given if count)
    return f"{scale.phase_name(found.phase, language)} {', '.join(ways)}"


def _cells(item: ItemStanding, found: Distribution, last: bool, language: str) -> tuple[Any, ...]:
    if found.counts is None:
        return (found.n, *("",) * (len(VALUES) + 2))
    a = item.measure("agreement_wanted" if last else "agreement_today")
    change = item.measure("change") if last else None
    return (
        found.n,
        *found.counts.values(),
        scale.in_words(a, language),
        scale.in_words(change, language),
    )
