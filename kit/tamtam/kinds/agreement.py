"""Agreement: statements on a scale from 1 (disagree) to 5 (agree), drawn as diverging bars.

What counts is A (van der Eijk): it has a fixed zero and tells two camps from mere scatter. The
bands of its badge are a convention of ours: from 0.6 convergent, from 0.2 mixed, from 0 scattered, below
0 split. An item's outcome follows its band; a mixed one is `together` where two thirds stand on one
side, else `scattered`. The sentence is about one statement: the most split if any is split; else,
where at least half hold together, the one that most people share; else the most scattered. With the
option `quadrants` one statement is drawn against one asked elsewhere, beneath the bars.
"""

import random
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from tamtam import charts, standing
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import Gathered, Kind, whole_number
from tamtam.kinds.parts import scale
from tamtam.kinds.parts.quadrants import DETAIL, QuadrantsOption
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.kinds.parts.track import Sides, Track
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.standing import Distribution, ItemStanding, Standing, Table

WORDS = Words("agreement")
LOW, HIGH = 1, 5
VALUES = tuple(range(LOW, HIGH + 1))
#: The lower bounds of the bands of A.
BANDS = (("convergent", 0.6), ("mixed", 0.2), ("scattered", 0.0))
#: The share on one side from which a mixed statement counts as held together.
MOST = 2 / 3
#: The sides one may stand on, and which values they are.
SIDES = {"agree": (4, 5), "between": (3,), "disagree": (1, 2)}
#: What counts as a yes where a statement is crossed with another; standing in between does not.
YES, NO = SIDES["agree"], (*SIDES["disagree"], *SIDES["between"])


class AgreementOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """One statement may be drawn against another activity's, as four quadrants."""

    quadrants: QuadrantsOption | None = None


class Agreement(Kind):
    """Statements to agree or disagree with, once or at several times (phases)."""

    name = "agreement"
    Options = AgreementOptions

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items:
            yield "items", "at least one statement"
        if not activity.phases:
            yield "phases", "at least one phase, for example [before]"
        if (drawn := _quadrants(activity)) and not activity.item(drawn.up.item):
            yield "options.quadrants.up.item", "the id of one of the statements"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple((item.id, phase) for item in activity.items for phase in activity.phases)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int:
        return whole_number(value, LOW, HIGH)

    def values(self, activity: Activity, slot: Slot) -> tuple[int, ...]:
        return VALUES

    def is_counted(self, activity: Activity) -> bool:
        return True

    def tally(self, activity: Activity) -> Counts:
        return Counts()

    def related(self, activity: Activity) -> tuple[str, ...]:
        drawn = _quadrants(activity)
        return (drawn.across.activity,) if drawn else ()

    def sides(self, activity: Activity, slot: Slot) -> Sides:
        return YES, NO

    def tracks(self, activity: Activity) -> tuple[Track, ...]:
        ends = WORDS.both("low"), WORDS.both("high")
        return tuple(
            Track(item.id, phase, LOW, HIGH, ends)
            for phase in activity.phases
            for item in activity.items
        )

    def found(self, activity: Activity, gathered: Gathered) -> Standing:
        turn, tally = gathered.turn, gathered.tally
        n, min_answers = gathered.n, gathered.min_answers
        assert isinstance(tally, Counts)
        items = tuple(_item(activity, tally, item.id, min_answers) for item in activity.items)
        said = _say(activity, items, n, min_answers)
        drawn, details = _quadrants(activity), {}
        if drawn and said.outcome != "few":
            crossed = drawn.crossed(gathered, activity.phases[-1], YES)
            details = {DETAIL: crossed.to_json()}
        return Standing(
            *(activity.id, turn, self.name, n, min_answers, said.outcome, said.sentence, items),
            details=details,
            about=said.about,
        )

    def figure(self, activity: Activity, standing: Standing, language: str) -> dict[str, Any]:
        rows = [_row(activity, item, standing.n, language) for item in standing.items]
        frame = charts.Frame.of(activity, standing, language)
        bars = charts.diverging_bars(frame, rows, _ends(language))
        drawn = _quadrants(activity) if standing.items else None
        return charts.beneath(bars, drawn.figure(frame, standing, language)) if drawn else bars

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            low, high = _ends(language)
            words.append(WORDS.text(language, "drawn", low=low, high=high))
        words += [_in_words(activity, item, language) for item in standing.items]
        if standing.items and (drawn := _quadrants(activity)):
            words.append(drawn.caption(standing, language))
        return " ".join(words)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        names = ("statement", "phase", "n", *map(str, VALUES), "median", "agreement")
        columns = WORDS.names(language, "columns")
        rows = [
            (
                scale.name_of(activity, item.item, language),
                scale.phase_name(found.phase, language),
                found.n,
                *_cells(item, found, language),
            )
            for item in standing.items
            for found in item.distributions
        ]
        if drawn := _quadrants(activity):
            empty = ("",) * (len(names) - 3)
            corners = drawn.rows(standing, language)
            rows += [(corner, "", band, *empty) for corner, band in corners]
        return Table(tuple(columns[name] for name in names), tuple(rows))

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, int]:
        """Most agree with a first statement, lean to a second, are split on a third, and so on."""
        answers = {}
        for index, slot in enumerate(self.slots(activity)):
            camps = ((4.4,), (3.6,), (4.4, 1.7))[index % 3]
            answers[slot] = min(HIGH, max(LOW, round(rng.gauss(rng.choice(camps), 0.8))))
        return answers


def _quadrants(activity: Activity) -> QuadrantsOption | None:
    return msgspec.convert(activity.options, AgreementOptions).quadrants


def _item(activity: Activity, tally: Counts, id: str, min_answers: int) -> ItemStanding:
    found = tuple(
        scale.distribution(phase, tally.counts((id, phase), VALUES), min_answers)
        for phase in activity.phases
    )
    latest = latest_shown(found)
    if latest is None:
        return ItemStanding(id, found)
    counts = tally.counts((id, latest.phase), VALUES)
    spread = tuple(counts.values())
    a = standing.agreement(spread)
    interval = standing.agreement_interval(spread)
    measures = (
        scale.measure("agreement", a, latest.n, interval, "bootstrap"),
        scale.median_measure("median", counts),
    )
    return ItemStanding(id, found, measures, _outcome(measures[0].value, latest))


def latest_shown(found: tuple[Distribution, ...]) -> Distribution | None:
    """The last phase that enough people answered for: what measures and outcome are about."""
    return next((one for one in reversed(found) if one.counts is not None), None)


def band(a: float) -> str:
    """The band of an agreement A: "convergent", "mixed", "scattered" or "split"."""
    return next((name for name, bound in BANDS if a >= bound), "split")


def _outcome(a: float, found: Distribution) -> str:
    kept_together = max(_sides(found).values()) >= MOST * found.n
    mixed = "together" if kept_together else "scattered"
    return {"convergent": "together", "mixed": mixed}.get(band(a), band(a))


def _sides(found: Distribution) -> dict[str, int]:
    """How many agree, stand in between, disagree."""
    counts = found.counts or {}
    return {
        side: sum(counts.get(str(value), 0) for value in values) for side, values in SIDES.items()
    }


# --- the sentence


def _say(
    activity: Activity, items: tuple[ItemStanding, ...], n: int, min_answers: int
) -> scale.Said:
    """The outcome of the whole, and the sentence about the statement that tells most."""
    shown = scale.shown(items)
    if not shown:
        most = max(found.n for item in items for found in item.distributions)
        return scale.Said("few", scale.few(most, min_answers))
    if n == 1:
        return scale.Said("together", texts.both("standing.alone"))
    least = min(shown, key=lambda item: scale.value_of(item, "agreement"))
    together = [item for item in shown if item.outcome == "together"]
    if least.outcome != "split" and 2 * len(together) >= len(shown):
        shared = max(together, key=_largest_share)
        sides = _sides_of(shared)
        most_on = max(sides, key=lambda side: sides[side])
        return scale.Said("together", _about(activity, shared, most_on), (shared.item,))
    outcome = "split" if least.outcome == "split" else "scattered"
    return scale.Said(outcome, _about(activity, least, outcome), (least.item,))


def _sides_of(item: ItemStanding) -> dict[str, int]:
    latest = latest_shown(item.distributions)
    return _sides(latest) if latest else dict.fromkeys(SIDES, 0)


def _largest_share(item: ItemStanding) -> float:
    sides = _sides_of(item)
    return max(sides.values()) / max(1, sum(sides.values()))


def _about(activity: Activity, item: ItemStanding, key: str) -> dict[str, str]:
    sides = _sides_of(item)
    return {
        language: WORDS.text(
            language,
            f"say.{key}",
            item=scale.quoted(activity, item.item, language),
            total=sum(sides.values()),
            count=sides.get(key, 0),
            **_counted(sides, language),
        )
        for language in texts.LANGUAGES
    }


def _counted(sides: dict[str, int], language: str) -> dict[str, str]:
    """Each side in words: "12 agree", "1 disagrees"."""
    return {side: WORDS.text(language, f"side.{side}", n=count) for side, count in sides.items()}


# --- chart, caption, table


def _ends(language: str) -> tuple[str, str]:
    return (
        WORDS.text(language, "low"),
        WORDS.text(language, "high"),
    )


def _row(activity: Activity, item: ItemStanding, people: int, language: str) -> charts.Statement:
    several = len(item.distributions) > 1
    bars = tuple(
        charts.Bar(_counts(found), scale.phase_name(found.phase, language) * several)
        for found in item.distributions
    )
    return charts.Statement(
        scale.name_of(activity, item.item, language), bars, _badge(item, people, language)
    )


def _counts(found: Distribution) -> tuple[int, ...]:
    """How many gave each value; zeros where too few answered for it to be shown."""
    return tuple((found.counts or {}).get(str(value), 0) for value in VALUES)


def _badge(item: ItemStanding, people: int, language: str) -> str:
    """The band in words, and n where not everybody answered; only n where too few did."""
    latest = latest_shown(item.distributions)
    if latest is None:
        return scale.too_few(item.distributions[-1].n, language)
    words = _band_in_words(item, language)
    return words if latest.n == people else f"{words} · n = {latest.n}"


def _band_in_words(item: ItemStanding, language: str) -> str:
    return WORDS.text(language, f"badge.{band(scale.value_of(item, 'agreement'))}")


def _in_words(activity: Activity, item: ItemStanding, language: str) -> str:
    latest = latest_shown(item.distributions)
    if latest is None:
        words = scale.too_few(item.distributions[-1].n, language)
    elif latest.n == 1:  # someone alone
        words = WORDS.text(language, f"values.{latest.median:.0f}")
    else:
        counted = _counted(_sides(latest), language)
        badge = _band_in_words(item, language)
        words = WORDS.text(language, "counted", badge=badge, **counted)
    name = scale.quoted(activity, item.item, language)
    return texts.text(language, "standing.about", item=name, words=words)


def _cells(item: ItemStanding, found: Distribution, language: str) -> tuple[Any, ...]:
    if found.counts is None:
        return ("",) * (len(VALUES) + 2)
    about = item.measure("agreement") if found is latest_shown(item.distributions) else None
    median = texts.number(language, found.median)
    return (*found.counts.values(), median, scale.in_words(about, language))
