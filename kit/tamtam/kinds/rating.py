"""Rating: each of several items on a scale of whole numbers, once, or today and wanted.

The scale and the names of its ends are options; it may have two sides (−5 to 5). With one phase the
items are drawn as strips, from the highest median down; with two as dumbbells, from the widest gap down.

Outcomes, conventions of ours. With two phases an item is a `gap` from a median step of a tenth of the
scale on; else, and with one phase, it is `split` where agreement A is below 0, `scattered` below 0.2, else
`together`. The sentence names the widest gap; with one phase a split item if there is one, else the item
that is rated highest.
"""

import random
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from tamtam import charts, standing
from tamtam.deck.deck import Activity, Text
from tamtam.kinds.kind import Gathered, Kind, whole_number
from tamtam.kinds.parts import scale
from tamtam.kinds.parts.tally import Counts, PairedCounts, Slot
from tamtam.kinds.parts.track import Track
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.standing import Distribution, ItemStanding, Standing, Table

WORDS = Words("rating")
#: The bounds of agreement A below which an item is scattered, and split.
SCATTERED, SPLIT = 0.2, 0.0
#: A gap, as a share of the scale; and a wide scale, which names numbers only where they are few.
GAP = 0.1


class Ends(Struct, frozen=True, forbid_unknown_fields=True):
    """What the two ends of the scale are called, in every language."""

    low: Text
    high: Text


class RatingOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """The scale, from `low` to `high`."""

    ends: Ends
    low: int = 0
    high: int = 4


class Rating(Kind):
    """Items on one scale, which the deck has or people propose."""

    name = "rating"
    Options = RatingOptions

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items and activity.collect is None:
            yield "items", "at least one, or collect, so that people propose them"
        if len(activity.phases) not in (1, 2):
            yield "phases", "one, or two: what is, then what is wanted, as in [today, wanted]"
        options = options_of(activity)
        if not 2 <= options.high - options.low <= 20:
            yield "options", "low and high that lie 2 to 20 apart"
        for index, item in enumerate(activity.items):
            if "." in item.id:
                yield f"items[{index}].id", "an id without a full stop"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple((item.id, phase) for item in activity.items for phase in activity.phases)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int:
        options = options_of(activity)
        return whole_number(value, options.low, options.high)

    def values(self, activity: Activity, slot: Slot) -> tuple[int, ...]:
        options = options_of(activity)
        return tuple(range(options.low, options.high + 1))

    def is_counted(self, activity: Activity) -> bool:
        return len(activity.phases) == 1

    def tally(self, activity: Activity) -> Counts:
        if len(activity.phases) == 1:
            return Counts()
        first, last = activity.phases
        return PairedCounts((first, last))

    def tracks(self, activity: Activity) -> tuple[Track, ...]:
        options = options_of(activity)
        both = {language: _ends(activity, language) for language in texts.LANGUAGES}
        ends = tuple({language: words[at] for language, words in both.items()} for at in (0, 1))
        return tuple(
            Track(item.id, phase, options.low, options.high, (ends[0], ends[1]))
            for phase in activity.phases
            for item in activity.items
        )

    def found(self, activity: Activity, gathered: Gathered) -> Standing:
        n, min_answers = gathered.n, gathered.min_answers
        head = (activity.id, gathered.turn, self.name, n, min_answers)
        if not activity.items:
            return Standing(*head, "few", scale.few(min(n, min_answers - 1), min_answers))
        assert isinstance(gathered.tally, Counts)
        items = tuple(_items(activity, gathered.tally, min_answers))
        if not scale.shown(items):
            most = max(found.n for item in items for found in item.distributions)
            return Standing(*head, "few", scale.few(most, min_answers), items)
        said = _say(activity, items, n)
        details = _details(activity, gathered.tally, items)
        return Standing(
            *(*head, said.outcome, said.sentence, items), details=details, about=said.about
        )

    def figure(self, activity: Activity, standing: Standing, language: str) -> dict[str, Any]:
        frame = charts.Frame.of(activity, standing, language)
        items = in_order(activity, standing.items)
        options, ends = options_of(activity), _ends(activity, language)
        if len(activity.phases) == 1:
            strips = [_strip(activity, item, language) for item in items]
            ticks = ((options.low, ends[0]), (options.high, ends[1]))
            return charts.strips(frame, strips, ticks)
        rows = [_dumbbell(activity, standing, item, language) for item in items]
        first, last = (scale.phase_name(phase, language) for phase in activity.phases)
        look = charts.Scale(options.low, options.high, ends, {}, (first, last))
        return charts.dumbbells(frame, rows, look)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            low, high = _ends(activity, language)
            key = "drawn" if len(activity.phases) == 1 else "drawn_twice"
            words.append(WORDS.text(language, key, low=low, high=high))
        ordered = in_order(activity, standing.items)
        words += [_in_words(activity, item, language) for item in ordered]
        return " ".join(words)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        names = ("item", "phase", "n", "median", "middle_half", "agreement", "gap", "pull")
        kept = names if len(activity.phases) == 2 else names[:-2]
        rows = [
            (
                scale.name_of(activity, item.item, language),
                scale.phase_name(found.phase, language),
                found.n,
                *_cells(item, found, language)[: len(kept) - 3],
            )
            for item in in_order(activity, standing.items)
            for found in item.distributions
        ]
        return Table(tuple(columns[name] for name in kept), tuple(rows))

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, int]:
        """The earlier an item stands, the higher it is rated; every third splits the room."""
        options = options_of(activity)
        length = options.high - options.low
        answers: dict[Slot, int] = {}
        for index, item in enumerate(activity.items):
            centre = options.low + length * (0.8 - 0.12 * (index % 6))
            if index % 3 == 2:
                centre = options.low + length * rng.choice((0.1, 0.9))
            for step, phase in enumerate(activity.phases):
                value = round(rng.gauss(centre + step * length * 0.3, length * 0.12))
                answers[(item.id, phase)] = min(options.high, max(options.low, value))
        return answers


def options_of(activity: Activity) -> RatingOptions:
    """The options of an activity, as checked."""
    return scale.options_of(activity, RatingOptions)


# --- the standing


def _items(activity: Activity, tally: Counts, min_answers: int) -> Iterator[ItemStanding]:
    options = options_of(activity)
    values = range(options.low, options.high + 1)
    for item in activity.items:
        found = tuple(
            scale.distribution(phase, tally.counts((item.id, phase), values), min_answers)
            for phase in activity.phases
        )
        steps = tally.differences(item.id) if isinstance(tally, PairedCounts) else None
        few = any(one.counts is None for one in found)
        if few or (steps is not None and sum(steps.values()) < min_answers):
            yield ItemStanding(item.id, tuple(Distribution(one.phase, one.n) for one in found))
            continue
        today = tally.counts((item.id, activity.phases[0]), values)
        spread = tuple(today.values())
        a = standing.agreement(spread) or 0.0
        measures = (
            scale.median_measure("median", today),
            scale.measure(
                "agreement", a, found[0].n, standing.agreement_interval(spread), "bootstrap"
            ),
            *(() if steps is None else scale.gap_measures(steps)),
        )
        gap = measures[2].value if len(measures) > 2 else 0.0
        outcome = _outcome(a, gap / (options.high - options.low))
        yield ItemStanding(item.id, found, measures, outcome)


def _outcome(a: float, gap: float) -> str:
    if abs(gap) >= GAP:
        return "gap"
    return "split" if a < SPLIT else "scattered" if a < SCATTERED else "together"


def _details(activity: Activity, tally: Counts, items: tuple[ItemStanding, ...]) -> dict[str, Any]:
    """With two phases and from 12 people on, the `lines` of an item: [today, wanted, how many]."""
    if not isinstance(tally, PairedCounts):
        return {}
    pairs = {item.item: tally.pairs(item.item) for item in scale.shown(items)}
    return {
        "lines": {
            id: [[*pair, count] for pair, count in found.items()]
            for id, found in pairs.items()
            if sum(found.values()) >= scale.PEOPLE_FOR_MARKS
        }
    }


def in_order(activity: Activity, items: tuple[ItemStanding, ...]) -> list[ItemStanding]:
    """The items as they are drawn: the widest gap first, or the highest median; few answers last."""
    name = "gap" if len(activity.phases) == 2 else "median"
    return sorted(
        items,
        key=lambda item: (
            item.outcome == "few",
            -abs(scale.value_of(item, name)) if name == "gap" else -scale.value_of(item, name),
        ),
    )


def _say(activity: Activity, items: tuple[ItemStanding, ...], n: int) -> scale.Said:
    """The item that tells most: the widest gap, a split, else the one rated highest."""
    ordered = [item for item in in_order(activity, items) if item.outcome != "few"]
    first = ordered[0]
    if len(activity.phases) == 2:
        key = "gap" if first.outcome == "gap" else "no_gap"
        outcome = first.outcome
    else:
        split = [item for item in ordered if item.outcome == "split"]
        first = split[0] if split else first
        key = outcome = "split" if split else first.outcome
        key = "split" if split else "highest"
    if n == 1:
        key = f"own_{'gap' if key in ('gap', 'no_gap') else 'highest'}"
    sentence = {
        language: WORDS.text(
            language,
            f"say.{key}",
            item=scale.quoted(activity, first.item, language),
            today=first.distributions[0].median,
            wanted=first.distributions[-1].median,
            low=_ends(activity, language)[0],
            high=_ends(activity, language)[1],
        )
        for language in texts.LANGUAGES
    }
    return scale.Said(outcome, sentence, (first.item,))


# --- chart, caption, table


def _ends(activity: Activity, language: str) -> tuple[str, str]:
    options = options_of(activity)
    low, high = (texts.pick(end, language) for end in (options.ends.low, options.ends.high))
    return (
        f"{texts.number(language, options.low)} {low}",
        f"{texts.number(language, options.high)} {high}",
    )


def _n(item: ItemStanding) -> int:
    return min(found.n for found in item.distributions)


def _strip(activity: Activity, item: ItemStanding, language: str) -> charts.Strip:
    name = scale.name_of(activity, item.item, language)
    if item.outcome == "few":
        return charts.Strip(name, remark=scale.too_few(_n(item), language))
    [found] = item.distributions
    return charts.Strip(
        label=name,
        remark=WORDS.text(language, "two_camps") if item.outcome == "split" else "",
        spread=charts.Spread.of(found),
        number=str(texts.number(language, found.median)),
        people=scale.people(found),
    )


def _dumbbell(
    activity: Activity, shown: Standing, item: ItemStanding, language: str
) -> charts.Dumbbell:
    name = scale.name_of(activity, item.item, language)
    if item.outcome == "few":
        return charts.Dumbbell(name, "", scale.too_few(_n(item), language))
    lines = shown.details.get("lines", {}).get(item.item, ())
    return charts.Dumbbell(
        label=name,
        group="",
        today=charts.Spread.of(item.distributions[0]),
        wanted=charts.Spread.of(item.distributions[1]),
        people=tuple((today, wanted, count) for today, wanted, count in lines),
    )


def _in_words(activity: Activity, item: ItemStanding, language: str) -> str:
    name = scale.quoted(activity, item.item, language)
    if item.outcome == "few":
        words = scale.too_few(_n(item), language)
        return texts.text(language, "standing.about", item=name, words=words)
    first, last = item.distributions[0], item.distributions[-1]
    key = ("own" if first.n == 1 else "counted") + ("_twice" if first is not last else "")
    words = WORDS.text(
        language,
        key,
        today=first.median,
        wanted=last.median,
        half=scale.middle_half(first, language),
        wanted_half=scale.middle_half(last, language),
    )
    return texts.text(language, "standing.about", item=name, words=words)


def _cells(item: ItemStanding, found: Distribution, language: str) -> tuple[Any, ...]:
    """Median, middle half, agreement on what is, gap and net pull."""
    if found.counts is None:
        return ("",) * 5
    first = found is item.distributions[0]
    return (
        texts.number(language, found.median),
        scale.middle_half(found, language),
        scale.in_words(item.measure("agreement"), language) if first else "",
        scale.in_words(item.measure("gap"), language) if first else "",
        scale.in_words(item.measure("pull"), language) if first else "",
    )
