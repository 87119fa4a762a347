"""Flows: how much room each of several things has, 0–10, today and wanted, and today's trend.

Each is rated on its own: what one has takes nothing from another, so there is nothing to share out.

The gap of an item is the median of each person's step from today to wanted; the net pull is how
many go up less how many go down, over n, all of those who answered both. What is claimed of it, by
`tamtam.kinds.parts.evidence`: opposite wishes; else a gap, where more go one way than chance would;
else that it may stay, where two thirds leave it; else nothing.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from tamtam import charts
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import GatheredAnswers, Kind, whole_number
from tamtam.kinds.parts import aspects, saying, scale, twice
from tamtam.kinds.parts.pair import Pair, both
from tamtam.kinds.parts.tally import PairedCounts, Slot
from tamtam.kinds.parts.track import Sides, Track
from tamtam.kinds.parts.twice import Twice
from tamtam.kinds.parts.words import Words
from tamtam.language.reason import at_least
from tamtam.standing.claims import AnyClaim
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
#: Labels that begin so, or are longer, are quoted rather than put into the sentence; in German all but
#: single words, as an adjective would have to be declined.
_ARTICLES = ("le ", "la ", "les ", "l’", "l'", "un ", "une ", "des ", "the ", "a ", "an ")
_MOST_WORDS = {"fr": 2, "en": 2}


class Flows(Kind):
    """Independent perceptions, today and wanted, with a trend."""

    name = "flows"
    numbers = ("moved", "more")
    claims = twice.CLAIMS
    printout = "house"

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items:
            yield "items", at_least(1, "at least one")
        if len(activity.phases) != 2:
            yield "phases", "two: what is, then what is wanted, as in [today, wanted]"
        yield from aspects.check_ids(activity)

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

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        tally = gathered.tally
        assert isinstance(tally, PairedCounts)
        head = (activity.id, gathered.turn, self.name, gathered.n, gathered.min_answers)
        asked = _twice(activity, tally, gathered)
        claims = asked.claims()
        items = tuple(
            _item(activity, tally, asked, item.id, claims.get(item.id)) for item in activity.items
        )
        if not claims:
            sentence = scale.few(asked.most, gathered.min_answers)
            return Standing(*head, "few", sentence, items)

        def say(claim: AnyClaim, language: str) -> str:
            return _sentence(activity, claim, language, alone=gathered.n == 1)

        return saying.standing(head, items, asked.told(claims), say, details=asked.details())

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        rows = [_row(activity, standing, item, language) for item in standing.items]
        groups: dict[str, str] = WORDS.section(language, "group")
        today, wanted = (scale.phase_name(phase, language) for phase in _phases(activity))
        look = charts.Scale(LOW, HIGH, _ends(language), groups, (today, wanted))
        return charts.dumbbells(charts.Frame.of(activity, standing, language, canvas), rows, look)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        low, high = _ends(language)
        told = (
            PAIR.about(activity, item, language, more=_trend_told(item, language))
            for item in standing.items
        )
        drawn = WORDS.text(language, "drawn", low=low, high=high)
        return saying.caption(standing, drawn, told, language)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        pairs = PAIR.table(activity, standing, language)
        trends = map(_trend_cells, standing.items)
        rows = tuple((*row, *cells) for row, cells in zip(pairs.rows, trends, strict=True))
        return Table((*pairs.columns, *GLYPHS.values()), rows)

    def numbers_of(
        self, activity: Activity, own: Mapping[Slot, Any], others: Sequence[Mapping[Slot, Any]]
    ) -> dict[str, float]:
        """Beside how many flows one wants otherwise, of how many one wants more."""
        steps = self.steps(activity, own)
        found = super().numbers_of(activity, own, others)
        return found if steps is None else found | {"more": sum(b > a for a, b in steps)}

    def of_oneself(self, activity: Activity, own: Mapping[Slot, Any], language: str) -> str:
        """The widest gap that the trend works against; "" where it works against none."""
        first, last = _phases(activity)
        against = {}
        for item in activity.items:
            trend, slots = own.get((item.id + _ASPECT, first)), [(item.id, first), (item.id, last)]
            if trend and all(slot in own for slot in slots):
                before, after = (own[slot] for slot in slots)
                if (after - before) * trend < 0:
                    against[item.id] = before, after
        if not against:
            return ""
        id, (before, after) = max(against.items(), key=lambda one: abs(one[1][1] - one[1][0]))
        some = _some(scale.name_of(activity, id, language), language)
        key = "more_falling" if after > before else "less_rising"
        return WORDS.text(
            language,
            f"oneself.{key}{'' if some else '_quoted'}",
            item=scale.quoted(activity, id, language),
            some=some,
            before=before,
            after=after,
        )

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


def _twice(activity: Activity, tally: PairedCounts, gathered: GatheredAnswers) -> Twice:
    ids, phases = [item.id for item in activity.items], _phases(activity)
    rows = twice.rows_of(gathered.answers, ids, phases)
    pairs = {id: tally.pairs(id) for id in ids}
    return Twice(phases, dict.fromkeys(ids, VALUES), pairs, rows, gathered.min_answers)


def _item(
    activity: Activity, tally: PairedCounts, asked: Twice, id: str, claim: AnyClaim | None
) -> ItemStanding:
    """A flow with its trend; one that too few answered twice shows its counts of answers only."""
    trends = tally.counts((id + _ASPECT, _phases(activity)[0]), TRENDS)
    item = asked.item(id)
    if claim is None:
        trend = Distribution(TREND, sum(trends.values()))
        return _with(item, (*item.distributions, trend))
    trend = scale.distribution(TREND, trends, asked.min_answers)
    item = _with(item, (*item.distributions, trend))
    return saying.tagged(item, claim, twice.tag)


def _with(item: ItemStanding, distributions: tuple[Distribution, ...]) -> ItemStanding:
    """The item with other distributions."""
    return msgspec.structs.replace(item, distributions=distributions)


# --- the sentence


def _sentence(activity: Activity, claim: AnyClaim, language: str, alone: bool) -> str:
    key = f"own_{twice.key_of(claim)}" if alone else twice.key_of(claim)
    name = scale.name_of(activity, claim.items[0], language) if claim.items else ""
    some = _some(name, language) if len(claim.items) == 1 else ""
    plain = key if some else f"{key}_quoted"
    known = WORDS.section(language, "say")
    said = WORDS.text(
        language,
        f"say.{plain if plain in known else key}",
        item=saying.named(activity, claim, language),
        some=some,
        **twice.numbers(claim),
    )
    return twice.hedged(claim, said, language)


def _some(name: str, language: str) -> str:
    """A short name as it follows "more": "trust", « de confiance », „Vertrauen“; else empty.

    Other languages than these two have their own rules for capitals and endings: there it is quoted.
    """
    words = name.strip()
    if (
        len(words.split()) > _MOST_WORDS.get(language, 1)
        or not words
        or words.lower().startswith(_ARTICLES)
    ):
        return ""
    if (
        language != "de" and not words[1:2].isupper()
    ):  # German nouns keep theirs, an acronym its own
        words = words[0].lower() + words[1:]
    if language != "fr":
        return words
    return f"d’{words}" if words[0].lower() in "aeiouyhàâäéèêëîïôöùûüœæ" else f"de {words}"


# --- chart, caption, table


def _ends(language: str) -> tuple[str, str]:
    return WORDS.text(language, "low"), WORDS.text(language, "high")


def trend_of(item: ItemStanding) -> str | None:
    """Where more than half see an item heading: "rising", "falling", "steady"; None where they don't."""
    found = item.distribution(TREND)
    if found is None or found.counts is None:
        return None
    counts = found.counts
    return next((said for value, said in TRENDS.items() if 2 * counts[str(value)] > found.n), None)


def _trend_in_words(item: ItemStanding, language: str) -> str:
    trend = trend_of(item)
    return WORDS.text(language, f"trend.{trend}") if trend else ""


def _trend_told(item: ItemStanding, language: str) -> str:
    """The trend where nothing else says that it is one."""
    trend = _trend_in_words(item, language)
    return WORDS.text(language, "trend_told", trend=trend) if trend else ""


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
    before, after = item.distributions[:2]
    return replace(
        row,
        today=charts.Spread.of(before),
        wanted=charts.Spread.of(after),
        before=scale.people(before),
        after=scale.people(after),
        ways=charts.Directions.of(shown.details.get("directions", {}).get(item.item)),
    )


def _trend_cells(item: ItemStanding) -> tuple[Any, ...]:
    """How many see it falling, steady, rising; empty where too few answered."""
    if item.outcome == "few":
        return ("",) * len(TRENDS)
    counts = item.distributions[-1].counts or {}
    return tuple(counts.get(str(value), "") for value in TRENDS)
