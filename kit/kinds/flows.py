"""Flows: how much room each of several things has, 0–10, today and wanted, and where today is heading.

Each is rated on its own: what one has takes nothing from another, so there is nothing to split.
"""

import random
from typing import Any

from kit import charts, standing, texts
from kit.deck import Activity
from kit.kinds import scale
from kit.kinds.kind import Kind, whole_number
from kit.kinds.tally import PairedCounts, Slot, Tally
from kit.standing.standing import Distribution, ItemStanding, Standing, Table

LOW, HIGH = 0, 10
#: The aspect under which a trend is answered ("trust.trend"): −1 falling, 0 steady, 1 rising.
TREND = "trend"
#: From how many people on a line a person is drawn; below, it could be followed.
PEOPLE_FOR_LINES = 12
#: A gap worth a sentence, in points of the scale.
WORTH_SAYING = 1
#: Both camps at least this share: the room pulls both ways.
CAMP = 0.3


class Flows(Kind):
    """Independent perceptions, today and wanted, with a trend."""

    name = "flows"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple(
            slot
            for item in activity.items
            for slot in (
                *((item.id, phase) for phase in activity.phases),
                (f"{item.id}.{TREND}", activity.phases[0]),
            )
        )

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int:
        if slot[0].endswith(f".{TREND}"):
            return whole_number(value, -1, 1)
        return whole_number(value, LOW, HIGH)

    def tally(self, activity: Activity) -> PairedCounts:
        phases = (activity.phases[0], activity.phases[-1])
        return PairedCounts(self.slots(activity), min(LOW, -1), HIGH, phases)

    def standing(
        self, activity: Activity, turn: int, tally: Tally, n: int, min_answers: int
    ) -> Standing:
        assert isinstance(tally, PairedCounts)
        enough = n >= max(min_answers, 1)
        items = (
            tuple(_item(activity, tally, item.id, min_answers) for item in activity.items)
            if enough
            else ()
        )
        outcome, sentence = _say(activity, items, n, min_answers)
        details = _lines(tally, items) if enough else {}
        return Standing(
            activity.id, turn, self.name, n, min_answers, outcome, sentence, items, details
        )

    def figure(self, activity: Activity, standing: Standing, language: str) -> dict[str, Any]:
        rows = [_row(activity, standing, item, language) for item in scale.in_items(standing.items)]
        frame = charts.Frame.of(activity, standing, language)
        ends = (
            texts.text(language, "standing.flows.low"),
            texts.text(language, "standing.flows.high"),
        )
        groups = {
            name: texts.text(language, f"standing.flows.group.{name}")
            for name in ("market", "non_market")
        }
        return charts.dumbbells(frame, rows, charts.Axis(LOW, HIGH, ends), groups)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        lines = [texts.pick(standing.sentence, language)]
        for item in scale.in_items(standing.items):
            today, wanted = item.distributions[0], item.distributions[1]
            lines.append(
                texts.text(
                    language,
                    "standing.flows.caption",
                    item=scale.item_name(activity, item.item, language),
                    today=today.median,
                    wanted=wanted.median,
                    trend=texts.text(language, f"standing.flows.trend.{_trend(item)}"),
                )
            )
        return " ".join(lines)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        return scale.table(activity, standing, language)

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, int]:
        """Market flows are high and fall a little, the others low and wanted higher; one splits."""
        answers: dict[Slot, int] = {}
        first, last = activity.phases[0], activity.phases[-1]
        for index, item in enumerate(activity.items):
            market = item.group == "market"
            today = _drawn(rng, 7.5 if market else 5.5 - index * 0.5)
            pull = (
                -1.5
                if market
                else rng.choice((4.0, -2.0))
                if index == len(activity.items) - 1
                else 3.0
            )
            answers[(item.id, first)] = today
            answers[(item.id, last)] = _drawn(rng, today + pull)
            answers[(f"{item.id}.{TREND}", first)] = rng.choice(
                (-1, 0, 0, 1) if market else (-1, -1, 0, 1)
            )
        return answers


def _drawn(rng: random.Random, centre: float) -> int:
    return min(HIGH, max(LOW, round(rng.gauss(centre, 1.4))))


def _item(activity: Activity, tally: PairedCounts, id: str, min_answers: int) -> ItemStanding:
    first, last = activity.phases[0], activity.phases[-1]
    found = (
        scale.distribution(first, _scale(tally, (id, first)), min_answers),
        scale.distribution(last, _scale(tally, (id, last)), min_answers),
        _trends(tally, id, first, min_answers),
    )
    differences = tally.differences(id)
    pairs = sum(differences.values())
    if any(d.counts is None for d in found[:2]) or pairs < max(min_answers, 1):
        return ItemStanding(id, tuple(Distribution(d.phase, d.n) for d in found))
    pull = standing.net_pull(differences) or 0.0
    interval = standing.net_pull_interval(differences)
    measures = [scale.measured("pull", pull, pairs, interval, "bootstrap")]
    if gap := scale.median_of(differences, "gap"):
        measures.insert(0, gap)
    return ItemStanding(id, found, tuple(measures), _outcome(differences, found[0]))


def _scale(tally: PairedCounts, slot: Slot) -> dict[int, int]:
    counts = tally.counts(slot)
    return {value: counts[value] for value in range(LOW, HIGH + 1)}


def _trends(tally: PairedCounts, id: str, phase: str, min_answers: int) -> Distribution:
    counts = tally.counts((f"{id}.{TREND}", phase))
    return scale.distribution(TREND, {value: counts[value] for value in (-1, 0, 1)}, min_answers)


def _outcome(differences: dict[int, int], today: Distribution) -> str:
    """Both ways: split. Most one way by a point or more: gap. Opinions far apart: scattered."""
    n = sum(differences.values())
    up = sum(count for step, count in differences.items() if step > 0) / n
    down = sum(count for step, count in differences.items() if step < 0) / n
    if min(up, down) >= CAMP:
        return "split"
    if abs(standing.median(differences) or 0) >= WORTH_SAYING:
        return "gap"
    spread = (today.high_quartile or 0) - (today.low_quartile or 0)
    return "scattered" if spread > (HIGH - LOW) / 2 else "together"


def _trend(item: ItemStanding) -> str:
    """Where most see it heading: "rising", "falling", "steady"; "unsaid" where too few said."""
    found = item.distribution(TREND)
    if found is None or found.counts is None:
        return "unsaid"
    falling, rising = found.counts["-1"], found.counts["1"]
    if abs(rising - falling) * 5 < found.n:
        return "steady"
    return "rising" if rising > falling else "falling"


def _say(
    activity: Activity, items: tuple[ItemStanding, ...], n: int, min_answers: int
) -> tuple[str, dict[str, str]]:
    """The outcome of the whole and its sentence: the widest gap first, else what splits, else what doesn't."""
    shown = scale.in_items(items)
    if not shown:
        return "few", texts.both("standing.few", n=n, min_answers=min_answers)
    gaps = [item for item in shown if item.outcome == "gap"]
    if gaps:
        widest = max(gaps, key=lambda item: (abs(_value(item, "gap")), abs(_value(item, "pull"))))
        lean = "more" if _value(widest, "gap") > 0 else "less"
        return "gap", _about(activity, widest, f"{lean}_alone" if n == 1 else lean)
    for outcome in ("split", "scattered", "together"):
        of_it = [item for item in shown if item.outcome == outcome]
        if of_it:
            return outcome, _about(activity, of_it[0], "same_alone" if n == 1 else outcome)
    raise AssertionError("every item shown has an outcome")


def _value(item: ItemStanding, name: str) -> float:
    measure = item.measure(name)
    return measure.value if measure else 0.0


def _about(activity: Activity, item: ItemStanding, lean: str) -> dict[str, str]:
    today, wanted = item.distributions[0], item.distributions[1]
    return {
        language: texts.text(
            language,
            f"standing.flows.say.{lean}",
            item=scale.item_name(activity, item.item, language),
            today=today.median,
            wanted=wanted.median,
        )
        for language in texts.LANGUAGES
    }


def _lines(tally: PairedCounts, items: tuple[ItemStanding, ...]) -> dict[str, Any]:
    """Per item [today, wanted, how many] for a line a person, from 12 people on."""
    lines = {
        item.item: [[*pair, count] for pair, count in sorted(tally.pairs(item.item).items())]
        for item in scale.in_items(items)
        if sum(tally.differences(item.item).values()) >= PEOPLE_FOR_LINES
    }
    return {"lines": lines} if lines else {}


def _row(
    activity: Activity, shown: Standing, item: ItemStanding, language: str
) -> charts.DumbbellRow:
    deck_item = activity.item(item.item)
    trend = _trend(item)
    return charts.DumbbellRow(
        label=scale.item_name(activity, item.item, language),
        group=deck_item.group if deck_item else "",
        today=charts.Spread.of(item.distributions[0]),
        wanted=charts.Spread.of(item.distributions[1]),
        glyph={"rising": "↗", "falling": "↘", "steady": "→", "unsaid": ""}[trend],
        lines=tuple(tuple(line) for line in shown.details.get("lines", {}).get(item.item, ())),
    )
