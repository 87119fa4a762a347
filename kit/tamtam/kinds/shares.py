"""Shares: how many of €100, three times over: today, as wished for, and as one believes it will be.

What tells is the faith gap, each person's wish less their forecast, and how many believe, whose forecast
is no lower than their wish. What is claimed: that believers and those who expect at least €10 less are two
camps, beyond chance; that more expect less than they wish, or more, than chance would; that two thirds
expect as much as they wish; else nothing.
"""

import random
from collections.abc import Iterator, Mapping
from typing import Any

from tamtam import charts, standing
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import GatheredAnswers, Kind, whole_number
from tamtam.kinds.parts import classes, evidence, saying, scale, twice
from tamtam.kinds.parts.tally import PairedCounts, Slot
from tamtam.kinds.parts.track import Sides, Track
from tamtam.kinds.parts.twice import Twice
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.language.reason import at_least
from tamtam.standing.claims import CAMPS, AnyClaim, GapClaim, SplitClaim
from tamtam.standing.standing import Distribution, ItemStanding, Standing, Table

WORDS = Words("shares")
LOW, HIGH, STEP = 0, 100, 5
PHASES = ("today", "wanted", "forecast")
#: The sign and the colour of each phase.
SIGNS = {"today": ("●", "today"), "wanted": ("○", "wanted"), "forecast": ("◆", "ink")}
#: How much less than wished is far less, in €; what parts it along whole numbers.
FAR = 10
_BELOW_FAR = FAR - 0.5


class Shares(Kind):
    """A part of 100, as it is, as wished for, and as expected."""

    name = "shares"
    scale_of_parts = (0, 45, 50, 55, 100)
    claims = ("split", *twice.CLAIMS)

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items:
            yield "items", at_least(1, "at least one")
        if activity.phases != PHASES:
            yield "phases", f"[{', '.join(PHASES)}]"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple((item.id, phase) for item in activity.items for phase in PHASES)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int:
        return whole_number(value, LOW, HIGH)

    def numbers_by_item(self, activity: Activity, own: Mapping[Slot, Any]) -> dict[str, float]:
        """What it is today."""
        today = PHASES[0]
        return {item.id: own[item.id, today] for item in activity.items if (item.id, today) in own}

    def ends(self, activity: Activity, slot: Slot) -> tuple[int, int]:
        return LOW, HIGH

    def answer_words(self, activity: Activity, value: Any, language: str) -> str:
        return WORDS.text(language, "form.euros", n=value)

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

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        tally, n, min_answers = gathered.tally, gathered.n, gathered.min_answers
        assert isinstance(tally, PairedCounts)
        head = (activity.id, gathered.turn, self.name, n, min_answers)
        ids, phases = [item.id for item in activity.items], ("forecast", "wanted")
        asked = Twice(
            phases,
            dict.fromkeys(ids, range(LOW, HIGH + 1)),
            {id: tally.pairs(id) for id in ids},
            twice.rows_of(gathered.answers, ids, phases),
            min_answers,
        )
        found = {id: _today(tally, id, min_answers) for id in ids}
        told = {id: one for id, one in asked.claims().items() if found[id].counts is not None}
        claims = {id: _claim(asked, id, claim, len(told)) for id, claim in told.items()}
        items = tuple(_item(asked, id, found[id], claims.get(id)) for id in ids)
        if not claims:
            return Standing(*head, "few", scale.few(asked.most, min_answers), items)

        def say(claim: AnyClaim, language: str) -> str:
            return _sentence(activity, claim, language, alone=n == 1)

        in_order = evidence.in_order(list(claims.values()), asked.spans)
        return saying.standing(head, items, in_order, say)

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        rows = [row for item in standing.items for row in _rows(activity, item, language)]
        ticks = tuple((value, euros(value, language)) for value in range(LOW, HIGH + 1, 25))
        return charts.strips(charts.Frame.of(activity, standing, language, canvas), rows, ticks)

    def most_on_wall(self, activity: Activity) -> int:
        return 3

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        told = (_in_words(activity, item, language) for item in standing.items)
        return saying.caption(standing, WORDS.text(language, "drawn"), told, language)

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


def _today(tally: PairedCounts, id: str, min_answers: int) -> Distribution:
    """Only of values that were given: there are 101."""
    counts = tally.counts((id, "today"), range(LOW, HIGH + 1))
    given = {value: count for value, count in counts.items() if count}
    return scale.distribution("today", given, min_answers)


def _item(asked: Twice, id: str, today: Distribution, claim: AnyClaim | None) -> ItemStanding:
    """An item whose numbers or steps are too few shows its counts of answers only."""
    if claim is None:
        numbers = (today.n, asked.n(id), asked.n(id))
        phases = zip(PHASES, numbers, strict=True)
        return ItemStanding(id, tuple(Distribution(phase, n) for phase, n in phases))
    forecast, wanted = asked.item(id, spread=False).distributions
    steps = evidence.steps_of(asked.pairs[id])
    believe, n = believers(steps), asked.n(id)
    measures = (
        scale.median_measure("faith_gap", steps),
        scale.measure("believers", believe / n, n, standing.share_interval(believe, n), "wilson"),
    )
    return saying.tagged(ItemStanding(id, (today, wanted, forecast), measures), claim, _tag)


def believers(steps: Mapping[int, int]) -> int:
    """How many expect at least what they wish for, from counts of wish less forecast."""
    return sum(count for step, count in steps.items() if step <= 0)


def _claim(asked: Twice, id: str, claim: AnyClaim, items: int) -> AnyClaim:
    """Whether some expect far less than they wish and others don't; else what the steps say."""
    steps = evidence.steps_of(asked.pairs[id])
    chance = evidence.in_camps(steps, -HIGH, HIGH, _BELOW_FAR, items)
    if chance > CAMPS:
        return claim
    sides = evidence.sides_of(steps, _BELOW_FAR)
    counts = (sides["low"], sides["high"])
    return SplitClaim(
        items=(id,),
        n=asked.n(id),
        chance=scale.rounded(chance),
        sides=("near", "far"),
        counts=counts,
    )


# --- the sentence


def _sentence(activity: Activity, claim: AnyClaim, language: str, alone: bool) -> str:
    values = twice.numbers(claim)
    if isinstance(claim, GapClaim):
        values["forecast"] = euros(claim.before, language)
        values["wanted"] = euros(claim.after, language)
    if isinstance(claim, SplitClaim):
        near, far = claim.counts
        values |= {"near": near, "far": far, "less": euros(FAR, language)}
    own = "own_" if alone else ""
    words = WORDS.text(language, f"say.{own}{_key(claim)}", **values)
    words = twice.hedged(claim, words, language)
    if len(activity.items) == 1:
        return words
    name = saying.named(activity, claim, language)
    return f"{name}{texts.text(language, 'standing.colon')}{words}"


def _key(claim: AnyClaim) -> str:
    return "split" if isinstance(claim, SplitClaim) else twice.key_of(claim)


def _tag(claim: AnyClaim, language: str) -> str:
    values = twice.numbers(claim)
    if isinstance(claim, SplitClaim):
        near, far = claim.counts
        values |= {"near": near, "far": far, "less": euros(FAR, language)}
    key = _key(claim).removesuffix("_by_people").removesuffix("_leaning")
    return WORDS.text(language, f"tag.{key}", **values)


# --- chart, caption, table


def _rows(activity: Activity, item: ItemStanding, language: str) -> Iterator[charts.Strip]:
    """Three strips; an arrow from the wish to the forecast only where the claim is that gap."""
    leads = isinstance(item.claim, GapClaim) and item.claim.by_medians
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
            spread=charts.Spread.of(found),
            number=euros(found.median, language),
            people=scale.people(found),
            classes=classes.fields(found),
            ink=ink,
            leads_on=leads and found.phase == "wanted",
            heading=heading,
            aside=saying.tag_of(item, language) if heading else "",
        )


def _n(item: ItemStanding) -> int:
    """How many gave all three numbers, at most."""
    return min(found.n for found in item.distributions)


def _in_words(activity: Activity, item: ItemStanding, language: str) -> str:
    name = scale.quoted(activity, item.item, language)
    if item.outcome == "few":
        words = scale.too_few(_n(item), language)
        return texts.text(language, "standing.about", item=name, words=words)
    said = [_median_in_words(found, language) for found in item.distributions]
    words = ", ".join([*said, saying.tag_of(item, language)])
    return texts.text(language, "standing.about", item=name, words=words)


def _median_in_words(found: Distribution, language: str) -> str:
    return WORDS.text(
        language,
        "own" if found.n == 1 else "counted",
        phase=phase_name(found.phase, language),
        median=euros(found.median, language),
        half=scale.around(found, language),
    )


def _cells(item: ItemStanding, language: str) -> tuple[Any, ...]:
    if item.outcome == "few":
        return (_n(item), *("",) * 8)
    medians = [
        cell
        for found in item.distributions
        for cell in (scale.number(found.median, language), scale.middle_half(found, language))
    ]
    measured = (item.measure("faith_gap"), item.measure("believers"))
    return (_n(item), *medians, *(scale.in_words(one, language) for one in measured))
