"""Shares: how many of €100, three times over: today, as wished for, and as one believes it will be.

What tells is the faith gap, each person's wish less their forecast, and how many believe, whose forecast
is no lower than their wish. Conventions of ours: believers and doubters (€20 or more between) split the
room where three in ten are on each side; else a median of €10 is a gap; else the wishes are scattered
where their middle half is wider than €40.
"""

import random
from collections.abc import Iterator
from typing import Any

from tamtam import charts, standing
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import Gathered, Kind, whole_number
from tamtam.kinds.parts import scale
from tamtam.kinds.parts.tally import PairedCounts, Slot
from tamtam.kinds.parts.track import Sides, Track
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.standing import Distribution, ItemStanding, Standing, Table

WORDS = Words("shares")
LOW, HIGH, STEP = 0, 100, 5
PHASES = ("today", "wanted", "forecast")
#: The sign and the colour of each phase.
SIGNS = {"today": ("●", "today"), "wanted": ("○", "wanted"), "forecast": ("◆", "ink")}
#: A gap, and the step from which someone doubts, in €.
GAP, DOUBT = 10, 20
#: The share that believers and doubters each have at least where they split the room.
CAMP = 0.3
#: Wishes whose middle half is wider have nothing in common, in €.
WIDE = 40
#: A share in words: each up to so much.
FRACTIONS = (
    ("few", 0.18),
    ("quarter", 0.29),
    ("third", 0.415),
    ("half", 0.585),
    ("two_thirds", 0.71),
    ("three_quarters", 0.82),
    ("almost_all", 1.0),
)


class Shares(Kind):
    """A part of 100, as it is, as wished for, and as expected."""

    name = "shares"

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items:
            yield "items", "at least one"
        if activity.phases != PHASES:
            yield "phases", f"[{', '.join(PHASES)}]"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple((item.id, phase) for item in activity.items for phase in PHASES)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int:
        return whole_number(value, LOW, HIGH)

    def tally(self, activity: Activity) -> PairedCounts:
        return PairedCounts(("forecast", "wanted"))

    def sides(self, activity: Activity, slot: Slot) -> Sides:
        """Half of it or more, or less."""
        half = (LOW + HIGH) // 2
        return tuple(range(half, HIGH + 1)), tuple(range(LOW, half))

    def tracks(self, activity: Activity) -> tuple[Track, ...]:
        ends = WORDS.both("euros", n=LOW), WORDS.both("euros", n=HIGH)
        return tuple(
            Track(item.id, phase, LOW, HIGH, ends) for phase in PHASES for item in activity.items
        )

    def found(self, activity: Activity, gathered: Gathered) -> Standing:
        turn, tally = gathered.turn, gathered.tally
        n, min_answers = gathered.n, gathered.min_answers
        assert isinstance(tally, PairedCounts)
        items = tuple(_item(tally, item.id, min_answers) for item in activity.items)
        said = _say(activity, tally, items, min_answers)
        return Standing(
            *(activity.id, turn, self.name, n, min_answers, said.outcome, said.sentence, items),
            about=said.about,
        )

    def figure(self, activity: Activity, standing: Standing, language: str) -> dict[str, Any]:
        rows = [row for item in standing.items for row in _rows(activity, item, language)]
        ticks = tuple((value, euros(value, language)) for value in range(LOW, HIGH + 1, 25))
        return charts.strips(charts.Frame.of(activity, standing, language), rows, ticks)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            words.append(WORDS.text(language, "drawn"))
        words += [_in_words(activity, item, language) for item in standing.items]
        return " ".join(words)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        phases = [phase_name(phase, language) for phase in PHASES]
        names = (
            *(columns["item"], columns["n"]),
            *(name for phase in phases for name in (phase, f"{phase}, {columns['middle_half']}")),
            *(columns["faith_gap"], columns["believers"]),
        )
        rows = [
            (scale.name_of(activity, item.item, language), *_cells(item, language))
            for item in standing.items
        ]
        return Table(names, tuple(rows))

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, int]:
        """Everybody wishes for more than there is; about half believe that it will come."""
        answers: dict[Slot, int] = {}
        for item in activity.items:
            today = _near(rng, 20, 9)
            wanted = _near(rng, today + 35, 12)
            hope = rng.choice((1.0, 0.4))
            answers[(item.id, "today")] = today
            answers[(item.id, "wanted")] = wanted
            answers[(item.id, "forecast")] = _near(rng, today + hope * (wanted - today), 3)
        return answers


def _near(rng: random.Random, centre: float, spread: float) -> int:
    """A number near `centre`, in steps, as people give them."""
    return min(HIGH, max(LOW, STEP * round(rng.gauss(centre, spread) / STEP)))


def euros(value: float | None, language: str) -> str:
    """So many euros, as the language writes them: "€40", « 40 € »."""
    return WORDS.text(language, "euros", n=value or 0)


def phase_name(phase: str, language: str) -> str:
    """A phase as it is said of shares: "wish in two years"."""
    return WORDS.names(language, "phases")[phase]


# --- the standing


def _item(tally: PairedCounts, id: str, min_answers: int) -> ItemStanding:
    """An item whose numbers or steps are too few shows its counts of answers only."""
    found = tuple(_distribution(tally, (id, phase), min_answers) for phase in PHASES)
    steps = tally.differences(id)
    n = sum(steps.values())
    if n < max(min_answers, 1) or any(one.counts is None for one in found):
        return ItemStanding(id, tuple(Distribution(one.phase, one.n) for one in found))
    believe = believers(steps)
    measures = (
        scale.median_measure("faith_gap", steps),
        scale.measure("believers", believe / n, n, standing.share_interval(believe, n), "wilson"),
    )
    return ItemStanding(id, found, measures, _outcome(steps, found[1]))


def _distribution(tally: PairedCounts, slot: Slot, min_answers: int) -> Distribution:
    """Only of values that were given: there are 101."""
    counts = tally.counts(slot, range(LOW, HIGH + 1))
    given = {value: count for value, count in counts.items() if count}
    return scale.distribution(slot[1], given, min_answers)


def believers(steps: dict[int, int]) -> int:
    """How many expect at least what they wish for, from counts of wish less forecast."""
    return sum(count for step, count in steps.items() if step <= 0)


def doubters(steps: dict[int, int]) -> int:
    """How many expect far less than they wish for."""
    return sum(count for step, count in steps.items() if step >= DOUBT)


def _outcome(steps: dict[int, int], wanted: Distribution) -> str:
    if min(believers(steps), doubters(steps)) >= CAMP * sum(steps.values()):
        return "split"
    if abs(standing.median(steps) or 0) >= GAP:
        return "gap"
    width = (wanted.high_quartile or 0) - (wanted.low_quartile or 0)
    return "scattered" if width > WIDE else "together"


# --- the sentence


def _say(
    activity: Activity, tally: PairedCounts, items: tuple[ItemStanding, ...], min_answers: int
) -> scale.Said:
    """How many believe in what they wish for; of several items, about that with the widest gap."""
    shown = scale.shown(items)
    if not shown:
        most = max(sum(tally.differences(item.item).values()) for item in items)
        return scale.Said("few", scale.few(most, min_answers))
    item = max(shown, key=lambda item: abs(scale.value_of(item, "faith_gap")))
    steps = tally.differences(item.item)
    sentence = {language: _sentence(item, steps, language) for language in texts.LANGUAGES}
    if len(activity.items) == 1:
        begun = {language: words[0].upper() + words[1:] for language, words in sentence.items()}
        return scale.Said(item.outcome, begun)
    for language, words in sentence.items():
        name = scale.quoted(activity, item.item, language)
        sentence[language] = f"{name}{texts.text(language, 'standing.colon')}{words}"
    return scale.Said(item.outcome, sentence, (item.item,))


def _sentence(item: ItemStanding, steps: dict[int, int], language: str) -> str:
    _, wanted, forecast = item.distributions
    total = sum(steps.values())
    key = "own" if total == 1 else "gap" if item.outcome == "together" else item.outcome
    doubt = doubters(steps)
    return WORDS.text(
        language,
        f"say.{key}",
        believe=_believe(believers(steps), total, language),
        doubt=WORDS.text(language, "doubt", n=doubt, less=euros(DOUBT, language)),
        wanted=euros(wanted.median, language),
        forecast=euros(forecast.median, language),
        **{
            "from": euros(wanted.low_quartile, language),
            "to": euros(wanted.high_quartile, language),
        },
    )


def _believe(count: int, total: int, language: str) -> str:
    """How many believe, in words: "half of you (12 of 24) believe"."""
    share = count / total
    key = "none" if not count else "all" if count == total else fraction(share)
    return WORDS.text(language, f"believe.{key}", count=count, total=total)


def fraction(share: float) -> str:
    """The name of a share that is neither none nor all: "half" from 41.5 to 58.5 %."""
    return next(name for name, most in FRACTIONS if share <= most)


# --- chart, caption, table


def _rows(activity: Activity, item: ItemStanding, language: str) -> Iterator[charts.Strip]:
    """Three strips; the faith gap is the arrow from the wish to the forecast."""
    for place, found in enumerate(item.distributions):
        sign, ink = SIGNS[found.phase]
        heading = "" if place else scale.name_of(activity, item.item, language)
        label = f"{sign} {phase_name(found.phase, language)}"
        if item.outcome == "few":
            remark = "" if place else scale.too_few(_n(item), language)
            yield charts.Strip(label, remark, heading=heading)
            continue
        yield charts.Strip(
            label,
            _less(item, language) if found.phase == "forecast" else "",
            spread=charts.Spread.of(found),
            number=euros(found.median, language),
            people=scale.people(found),
            ink=ink,
            leads_on=found.phase == "wanted",
            heading=heading,
        )


def _less(item: ItemStanding, language: str) -> str:
    """The faith gap in words: "€20 less"."""
    gap = scale.value_of(item, "faith_gap")
    key = "less" if gap > 0 else "more" if gap < 0 else "same"
    return WORDS.text(language, f"faith.{key}", gap=euros(abs(gap), language))


def _n(item: ItemStanding) -> int:
    """How many gave all three numbers, at most."""
    return min(found.n for found in item.distributions)


def _in_words(activity: Activity, item: ItemStanding, language: str) -> str:
    name = scale.quoted(activity, item.item, language)
    if item.outcome == "few":
        words = scale.too_few(_n(item), language)
        return texts.text(language, "standing.about", item=name, words=words)
    said = [_median_in_words(found, language) for found in item.distributions]
    words = ", ".join([*said, _less(item, language)])
    return texts.text(language, "standing.about", item=name, words=words)


def _median_in_words(found: Distribution, language: str) -> str:
    return WORDS.text(
        language,
        "own" if found.n == 1 else "counted",
        phase=phase_name(found.phase, language),
        median=euros(found.median, language),
        half=scale.middle_half(found, language),
    )


def _cells(item: ItemStanding, language: str) -> tuple[Any, ...]:
    if item.outcome == "few":
        return (_n(item), *("",) * 8)
    medians = [
        cell
        for found in item.distributions
        for cell in (texts.number(language, found.median), scale.middle_half(found, language))
    ]
    measured = (item.measure("faith_gap"), item.measure("believers"))
    return (_n(item), *medians, *(scale.in_words(one, language) for one in measured))
