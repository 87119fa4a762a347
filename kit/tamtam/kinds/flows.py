"""Flows: how much room each of several things has, 0–10, today and wanted, and today's trend.

Each is rated on its own: what one has takes nothing from another, so there is nothing to share out.

The gap of an item is the median of each person's step from today to wanted; the net pull is how
many go up less how many go down, over n. An item's outcome: `split` where at least 30 % go up and
30 % go down; else `gap` where the gap is a point or more; else `scattered` where the middle half of
today spans more than half the scale; else `together`. The sentence names one item: the widest gap
of two points or more; else the most evenly split; else the widest gap; else the first scattered; else
it says that things may stay.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tamtam import charts
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import Gathered, Kind, whole_number
from tamtam.kinds.parts import scale
from tamtam.kinds.parts.pair import Pair, both
from tamtam.kinds.parts.tally import PairedCounts, Slot
from tamtam.kinds.parts.track import Sides, Track
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.standing import Distribution, ItemStanding, Standing, Table

WORDS = Words("flows")
PAIR = Pair(WORDS, ("today", "wanted"))
LOW, HIGH = 0, 10
VALUES = tuple(range(LOW, HIGH + 1))
#: The aspect under which a trend is answered ("trust.trend"): −1 falling, 0 steady, 1 rising.
TREND = "trend"
_ASPECT = f".{TREND}"
TRENDS = {-1: "falling", 0: "steady", 1: "rising"}
GLYPHS = {"falling": "↘", "steady": "→", "rising": "↗"}
#: A gap, and one to speak of before anything else, in points of the scale.
GAP, WIDE_GAP = 1, 2
#: The share that each of two camps has at least where the room pulls both ways.
CAMP = 0.3
#: The share by which rising must outweigh falling, or the other way round, to be called a trend.
LEAN = 0.2
#: Labels that begin so, or are longer than two words, are quoted rather than put into the sentence.
_ARTICLES = ("le ", "la ", "les ", "l’", "l'", "un ", "une ", "des ", "the ", "a ", "an ")


class Flows(Kind):
    """Independent perceptions, today and wanted, with a trend."""

    name = "flows"
    printout = "house"

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items:
            yield "items", "at least one"
        if len(activity.phases) != 2:
            yield "phases", "two: what is, then what is wanted, as in [today, wanted]"
        for index, item in enumerate(activity.items):
            if "." in item.id:
                yield f"items[{index}].id", "an id without a full stop"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        first, last = _phases(activity)
        return tuple(
            slot
            for item in activity.items
            for slot in ((item.id, first), (item.id, last), (item.id + _ASPECT, first))
        )

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int:
        if slot[0].endswith(_ASPECT):
            return whole_number(value, -1, 1)
        return whole_number(value, LOW, HIGH)

    def values(self, activity: Activity, slot: Slot) -> tuple[int, ...]:
        return tuple(TRENDS) if slot[0].endswith(_ASPECT) else VALUES

    def tally(self, activity: Activity) -> PairedCounts:
        return PairedCounts(_phases(activity))

    def sides(self, activity: Activity, slot: Slot) -> Sides | None:
        middle = (LOW + HIGH) // 2
        return None if slot[0].endswith(_ASPECT) else (VALUES[middle + 1 :], VALUES[: middle + 1])

    def tracks(self, activity: Activity) -> tuple[Track, ...]:
        ends = WORDS.both("low"), WORDS.both("high")
        return tuple(
            Track(item.id, phase, LOW, HIGH, ends)
            for phase in _phases(activity)
            for item in activity.items
        )

    def found(self, activity: Activity, gathered: Gathered) -> Standing:
        turn, tally = gathered.turn, gathered.tally
        n, min_answers = gathered.n, gathered.min_answers
        assert isinstance(tally, PairedCounts)
        items = tuple(_item(activity, tally, item.id, min_answers) for item in activity.items)
        if not scale.shown(items):
            most = max(sum(tally.differences(item.item).values()) for item in items)
            sentence = scale.few(most, min_answers)
            return Standing(activity.id, turn, self.name, n, min_answers, "few", sentence, items)
        details = _details(tally, items)
        said = _say(activity, items, details, n)
        return Standing(
            *(activity.id, turn, self.name, n, min_answers, said.outcome, said.sentence, items),
            details=details,
            about=said.about,
        )

    def figure(self, activity: Activity, standing: Standing, language: str) -> dict[str, Any]:
        rows = [_row(activity, standing, item, language) for item in standing.items]
        groups: dict[str, str] = WORDS.section(language, "group")
        today, wanted = (scale.phase_name(phase, language) for phase in _phases(activity))
        look = charts.Scale(LOW, HIGH, _ends(language), groups, (today, wanted))
        return charts.dumbbells(charts.Frame.of(activity, standing, language), rows, look)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            low, high = _ends(language)
            words.append(WORDS.text(language, "drawn", low=low, high=high))
        words += [
            PAIR.about(activity, item, language, more=_trend_in_words(item, language))
            for item in standing.items
        ]
        return " ".join(words)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        pairs = PAIR.table(activity, standing, language)
        trends = map(_trend_cells, standing.items)
        rows = tuple((*row, *cells) for row, cells in zip(pairs.rows, trends, strict=True))
        return Table((*pairs.columns, *GLYPHS.values()), rows)

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, int]:
        """A market flow has much room; of the others more is wanted; the last splits the room."""
        answers: dict[Slot, int] = {}
        first, last = _phases(activity)
        for index, item in enumerate(activity.items):
            market = item.group == "market"
            is_last = index == len(activity.items) - 1
            pull = -1.5 if market else rng.choice((4.0, -2.5)) if is_last else 3.0
            today = _drawn(rng, 7.5 if market else max(3.0, 6.5 - index))
            answers[(item.id, first)] = today
            answers[(item.id, last)] = _drawn(rng, today + pull)
            trends = (-1, 0, 0, 1, 1) if market else (-1, -1, -1, 0, 1)
            answers[(item.id + _ASPECT, first)] = rng.choice(trends)
        return answers


def _phases(activity: Activity) -> tuple[str, str]:
    return activity.phases[0], activity.phases[-1]


def _drawn(rng: random.Random, centre: float) -> int:
    return min(HIGH, max(LOW, round(rng.gauss(centre, 1.3))))


# --- the standing


def _item(activity: Activity, tally: PairedCounts, id: str, min_answers: int) -> ItemStanding:
    """An item whose today, wanted or steps are too few shows its counts of answers only."""
    first, last = _phases(activity)
    found = (
        *(
            scale.distribution(phase, tally.counts((id, phase), VALUES), min_answers)
            for phase in (first, last)
        ),
        scale.distribution(TREND, tally.counts((id + _ASPECT, first), TRENDS), min_answers),
    )
    steps = tally.differences(id)
    n = sum(steps.values())
    if found[0].counts is None or found[1].counts is None or n < min_answers:
        return ItemStanding(id, tuple(Distribution(one.phase, one.n) for one in found))
    measures = scale.gap_measures(steps)
    return ItemStanding(id, found, measures, _outcome(measures[0].value, steps, found[0]))


def _outcome(gap: float, steps: dict[int, int], today: Distribution) -> str:
    down, same, up = directions(steps)
    if min(down, up) >= CAMP * (down + same + up):
        return "split"
    if abs(gap) >= GAP:
        return "gap"
    width = (today.high_quartile or 0) - (today.low_quartile or 0)
    return "scattered" if width > (HIGH - LOW) / 2 else "together"


def directions(steps: dict[int, int]) -> tuple[int, int, int]:
    """How many want less, as much, more, from counts of steps."""
    down = sum(count for step, count in steps.items() if step < 0)
    up = sum(count for step, count in steps.items() if step > 0)
    return down, steps.get(0, 0), up


def _details(tally: PairedCounts, items: tuple[ItemStanding, ...]) -> dict[str, Any]:
    """Per item `directions` (less, as much, more) and, from 12 people on, `lines` to draw.

    A line is [today, wanted, how many]: no line can be joined with another item's.
    """
    shown = [item.item for item in scale.shown(items)]
    steps = {id: tally.differences(id) for id in shown}
    return {
        "directions": {id: list(directions(steps[id])) for id in shown},
        "lines": {
            id: [[*pair, count] for pair, count in tally.pairs(id).items()]
            for id in shown
            if sum(steps[id].values()) >= scale.PEOPLE_FOR_MARKS
        },
    }


# --- the sentence


def _say(
    activity: Activity, items: tuple[ItemStanding, ...], details: dict[str, Any], n: int
) -> scale.Said:
    """The outcome of the whole, and the sentence about the item that tells most."""
    shown = scale.shown(items)
    widest = max(shown, key=_width)
    split = [item for item in shown if item.outcome == "split"]
    if widest.outcome == "gap" and (_width(widest) >= WIDE_GAP or not split):
        return scale.Said("gap", _say_gap(activity, widest, details, n), (widest.item,))
    if split:
        evenest = min(split, key=lambda item: abs(scale.value_of(item, "pull")))
        said = _about(activity, evenest, "split", details)
        return scale.Said("split", said, (evenest.item,))
    scattered = [item for item in shown if item.outcome == "scattered"]
    if scattered:
        said = _about(activity, scattered[0], "scattered", details)
        return scale.Said("scattered", said, (scattered[0].item,))
    return scale.Said("together", WORDS.both("say.own_same" if n == 1 else "say.together"))


def _width(item: ItemStanding) -> float:
    """How wide an item's gap is; an item that pulls both ways has none to speak of."""
    return abs(scale.value_of(item, "gap")) if item.outcome == "gap" else 0.0


def _say_gap(
    activity: Activity, item: ItemStanding, details: dict[str, Any], n: int
) -> dict[str, str]:
    """By the medians of today and wanted; by how many go that way where the medians don't tell."""
    way = 1 if scale.value_of(item, "gap") > 0 else -1
    today, wanted = item.distributions[0].median or 0.0, item.distributions[1].median or 0.0
    key = "more" if way > 0 else "less"
    if (wanted - today) * way <= 0:
        key += "_by_people"
    return _about(activity, item, f"own_{key}" if n == 1 else key, details)


def _about(
    activity: Activity, item: ItemStanding, key: str, details: dict[str, Any]
) -> dict[str, str]:
    down, same, up = details["directions"][item.item]
    today, wanted = item.distributions[:2]
    said: dict[str, str] = {}
    for language in texts.LANGUAGES:
        some = _some(scale.name_of(activity, item.item, language), language)
        which = key if some else f"{key}_quoted"
        known = WORDS.section(language, "say")
        said[language] = WORDS.text(
            language,
            f"say.{which if which in known else key}",
            item=scale.quoted(activity, item.item, language),
            name=scale.name_of(activity, item.item, language),
            some=some,
            today=today.median,
            wanted=wanted.median,
            **{"from": today.low_quartile, "to": today.high_quartile},
            total=down + same + up,
            **_wishes(down, up, language),
        )
    return said


def _wishes(down: int, up: int, language: str) -> dict[str, str]:
    """How many want more and how many less, in words: "12 want more", "1 wants less"."""
    return {
        "more": WORDS.text(language, "wish.more", n=up),
        "less": WORDS.text(language, "wish.less", n=down),
    }


def _some(name: str, language: str) -> str:
    """A short name as it follows "more": "trust", « de confiance », « d’émotion »; else empty."""
    words = name.strip()
    if len(words.split()) > 2 or not words or words.lower().startswith(_ARTICLES):
        return ""
    if not words[1:2].isupper():  # an acronym stays one
        words = words[0].lower() + words[1:]
    if language != "fr":
        return words
    return f"d’{words}" if words[0].lower() in "aeiouyhàâäéèêëîïôöùûüœæ" else f"de {words}"


# --- chart, caption, table


def _ends(language: str) -> tuple[str, str]:
    return WORDS.text(language, "low"), WORDS.text(language, "high")


def trend_of(item: ItemStanding) -> str | None:
    """Where most see an item heading: "rising", "falling", "steady"; None where too few said."""
    found = item.distribution(TREND)
    if found is None or found.counts is None:
        return None
    lean = found.counts["1"] - found.counts["-1"]
    if abs(lean) < LEAN * found.n:
        return "steady"
    return "rising" if lean > 0 else "falling"


def _trend_in_words(item: ItemStanding, language: str) -> str:
    trend = trend_of(item)
    return WORDS.text(language, f"trend.{trend}") if trend else ""


def _row(activity: Activity, shown: Standing, item: ItemStanding, language: str) -> charts.Dumbbell:
    asked = activity.item(item.item)
    trend = trend_of(item)
    remark = f"{GLYPHS[trend]} {_trend_in_words(item, language)}" if trend else ""
    row = charts.Dumbbell(
        label=scale.name_of(activity, item.item, language),
        group=asked.group if asked else "",
        remark=remark,
    )
    if item.outcome == "few":
        return replace(row, remark=scale.too_few(both(item), language))
    lines = shown.details.get("lines", {}).get(item.item, ())
    return replace(
        row,
        today=charts.Spread.of(item.distributions[0]),
        wanted=charts.Spread.of(item.distributions[1]),
        people=tuple((today, wanted, count) for today, wanted, count in lines),
    )


def _trend_cells(item: ItemStanding) -> tuple[Any, ...]:
    """How many see it falling, steady, rising; empty where too few answered."""
    if item.outcome == "few":
        return ("",) * len(TRENDS)
    counts = item.distributions[-1].counts or {}
    return tuple(counts.get(str(value), "") for value in TRENDS)
