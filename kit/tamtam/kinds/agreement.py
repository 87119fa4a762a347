"""Agreement: statements on a scale from 1 (disagree) to 5 (agree), drawn as diverging bars.

What is claimed of a statement, by those who answered it last: that it splits the room, where agree and
disagree are two camps beyond chance; else that two thirds, or more than half, stand on one side; else
what most say. The sentence is about the first of these that there is, the strongest before others;
statements that tie are told together. Agreement A (van der Eijk) goes into the table. With the option
`quadrants` one statement is drawn against one asked elsewhere, beneath the bars.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import msgspec
from msgspec import Struct

from tamtam import charts
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import GatheredAnswers, Kind, whole_number
from tamtam.kinds.parts import classes, evidence, saying, scale
from tamtam.kinds.parts.quadrants import DETAIL, QuadrantsOption
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.kinds.parts.track import Sides, Track
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.language.reason import at_least
from tamtam.standing.claims import AnyClaim, MajorityClaim, SharedClaim, SplitClaim
from tamtam.standing.standing import Distribution, ItemStanding, Standing, Table

WORDS = Words("agreement")
LOW, HIGH = 1, 5
VALUES = tuple(range(LOW, HIGH + 1))
#: The sides one may stand on, and which values they are.
SIDES = {"agree": (4, 5), "between": (3,), "disagree": (1, 2)}
#: The two that may be camps, and where they part.
CAMPS, MIDDLE = ("agree", "disagree"), 3
#: What counts as a yes where a statement is crossed with another; standing in between does not.
YES, NO = SIDES["agree"], (*SIDES["disagree"], *SIDES["between"])


class AgreementOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """One statement may be drawn against another activity's, as four quadrants."""

    quadrants: QuadrantsOption | None = None


class Agreement(Kind):
    """Statements to agree or disagree with, once or at several times (phases)."""

    name = "agreement"
    claims = ("split", *evidence.claims(*SIDES))
    details_on_phones = (DETAIL,)
    outcomes = ("together", "split", "scattered")
    Options = AgreementOptions

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items:
            yield "items", at_least(1, "at least one statement")
        if not activity.phases:
            yield "phases", at_least(1, "at least one phase, for example [before]")
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

    def of_oneself(self, activity: Activity, own: Mapping[Slot, Any], language: str) -> str:
        """What one holds most clearly; that one holds nothing clearly where all is in between."""
        last: dict[str, int] = {item: value for (item, _), value in own.items()}
        if not last:
            return ""
        firm = max(abs(value - MIDDLE) for value in last.values())
        held = {item: value for item, value in last.items() if abs(value - MIDDLE) == firm}
        if firm and len(held) == 2:
            first, second = (scale.quoted(activity, item, language) for item in held)
            return WORDS.text(language, "oneself.two", first=first, second=second)
        if not firm or len(held) > 1:
            key = "alike" if firm and len(held) == len(last) else "several" if firm else "between"
            return WORDS.text(language, f"oneself.{key}", n=len(held))
        [(item, value)] = held.items()
        name = scale.quoted(activity, item, language)
        return WORDS.text(
            language, f"oneself.{'agree' if value > MIDDLE else 'disagree'}", item=name
        )

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

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        tally, n, min_answers = gathered.tally, gathered.n, gathered.min_answers
        assert isinstance(tally, Counts)
        head = (activity.id, gathered.turn, self.name, n, min_answers)
        found = {
            item.id: tuple(
                scale.distribution(phase, tally.counts((item.id, phase), VALUES), min_answers)
                for phase in activity.phases
            )
            for item in activity.items
        }
        shown = {id: one for id, each in found.items() if (one := latest_shown(each))}
        claims = {id: _claim(id, one, len(shown)) for id, one in shown.items()}
        items = tuple(_item(id, each, claims.get(id)) for id, each in found.items())
        if not claims:
            most = max(one.n for each in found.values() for one in each)
            return Standing(*head, "few", scale.few(most, min_answers), items)
        drawn, details = _quadrants(activity), {}
        if drawn:
            crossed = drawn.crossed(gathered, activity.phases[-1], YES)
            details = {DETAIL: crossed.to_json()}

        def say(claim: AnyClaim, language: str) -> str:
            if n == 1:
                return texts.text(language, "standing.alone")
            return _sentence(activity, claim, language)

        told = evidence.in_order(list(claims.values()))
        stands = saying.standing(head, items, told, say, details=details)
        return stands if n > 1 else msgspec.structs.replace(stands, about=(), outcome="together")

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        rows = [_row(activity, item, language) for item in standing.items]
        drawn = _quadrants(activity) if standing.items else None
        first, second = charts.halves(canvas, 0.58) if drawn else (canvas, canvas)
        frame = charts.Frame.of(activity, standing, language, first)
        bars = charts.diverging_bars(frame, rows, _ends(language))
        if drawn is None:
            return bars
        corners = drawn.figure(replace(frame, canvas=second), standing, language)
        return charts.together(canvas, bars, corners)

    def most_on_wall(self, activity: Activity) -> int:
        return 6 if _quadrants(activity) else 12 if len(activity.phases) == 1 else 8

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        low, high = _ends(language)
        told = [_in_words(activity, item, language) for item in standing.items]
        if standing.items and (quadrants := _quadrants(activity)):
            told.append(quadrants.caption(standing, language))
        drawn = WORDS.text(language, "drawn", low=low, high=high)
        return saying.caption(standing, drawn, told, language)

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


def _item(id: str, found: tuple[Distribution, ...], claim: AnyClaim | None) -> ItemStanding:
    latest = latest_shown(found)
    if latest is None or claim is None:
        return ItemStanding(id, found)
    counts = {value: (latest.counts or {}).get(str(value), 0) for value in VALUES}
    measures = (
        scale.agreement_measure("agreement", counts),
        scale.median_measure("median", counts),
    )
    return saying.tagged(ItemStanding(id, found, measures), claim, _tag)


def _claim(id: str, found: Distribution, items: int) -> AnyClaim:
    counts = {value: (found.counts or {}).get(str(value), 0) for value in VALUES}
    chance = evidence.in_camps(counts, LOW, HIGH, MIDDLE, items)
    return evidence.split_or(id, _sides(found), CAMPS, chance)


def latest_shown(found: tuple[Distribution, ...]) -> Distribution | None:
    """The last phase that enough people answered for: what measures and outcome are about."""
    return next((one for one in reversed(found) if one.counts is not None), None)


def _sides(found: Distribution) -> dict[str, int]:
    """How many agree, stand in between, disagree."""
    counts = found.counts or {}
    return {
        side: sum(counts.get(str(value), 0) for value in values) for side, values in SIDES.items()
    }


# --- the sentence


def key_of(claim: AnyClaim) -> str:
    """Under which key a claim is worded: its side where there is one, else what sort it is."""
    return claim.direction if isinstance(claim, SharedClaim | MajorityClaim) else claim.name


def _sentence(activity: Activity, claim: AnyClaim, language: str) -> str:
    sides = dict(getattr(claim, "spread", ()))
    if isinstance(claim, SplitClaim):
        sides = dict(zip(claim.sides, claim.counts, strict=True))
    key = (
        f"{claim.name}.{key_of(claim)}"
        if isinstance(claim, SharedClaim | MajorityClaim)
        else claim.name
    )
    return WORDS.text(
        language,
        f"say.{key}",
        item=saying.named(activity, claim, language),
        count=getattr(claim, "count", 0),
        total=claim.n,
        **_counted(sides, language),
    )


def _tag(claim: AnyClaim, language: str) -> str:
    """A statement in a few words: how many on which side, or that there are two camps."""
    if isinstance(claim, SplitClaim):
        return WORDS.text(language, "tag.split", agree=claim.counts[0], disagree=claim.counts[1])
    count = getattr(claim, "count", 0)
    return WORDS.text(language, f"tag.{key_of(claim)}", count=count, total=claim.n)


def _counted(sides: Mapping[str, int], language: str) -> dict[str, str]:
    """Each side in words: "12 agree", "1 disagrees"."""
    return {side: WORDS.text(language, f"side.{side}", n=count) for side, count in sides.items()}


# --- chart, caption, table


def _ends(language: str) -> tuple[str, str]:
    return (
        WORDS.text(language, "low"),
        WORDS.text(language, "high"),
    )


def _row(activity: Activity, item: ItemStanding, language: str) -> charts.Statement:
    several = len(item.distributions) > 1
    bars = tuple(
        charts.Bar(_counts(found), scale.phase_name(found.phase, language) * several)
        for found in item.distributions
    )
    return charts.Statement(
        scale.name_of(activity, item.item, language), bars, _badge(item, language)
    )


def _counts(found: Distribution) -> tuple[int, ...]:
    """How many gave each value; zeros where too few answered for it to be shown."""
    return tuple((found.counts or {}).get(str(value), 0) for value in VALUES)


def _badge(item: ItemStanding, language: str) -> str:
    """The tag; how many answered where they are too few for one."""
    if item.tag is None:
        return scale.too_few(item.distributions[-1].n, language)
    return saying.tag_of(item, language)


def _in_words(activity: Activity, item: ItemStanding, language: str) -> str:
    latest = latest_shown(item.distributions)
    if latest is None:
        words = scale.too_few(item.distributions[-1].n, language)
    elif latest.n == 1:  # someone alone
        words = WORDS.text(language, f"values.{latest.median:.0f}")
    else:
        counted = _counted(_sides(latest), language)
        badge = saying.tag_of(item, language)
        words = WORDS.text(language, "counted", badge=badge, **counted)
    name = scale.quoted(activity, item.item, language)
    return texts.text(language, "standing.about", item=name, words=words)


def _cells(item: ItemStanding, found: Distribution, language: str) -> tuple[Any, ...]:
    if found.counts is None:
        return ("",) * (len(VALUES) + 2)
    about = item.measure("agreement") if found is latest_shown(item.distributions) else None
    median = scale.number(found.median, language)
    if found.in_classes:
        below, on, above = (f"{count} ({name})" for name, count in classes.named(found).items())
        return ("", below, on, above, "", median, "")
    return (*found.counts.values(), median, scale.in_words(about, language))
