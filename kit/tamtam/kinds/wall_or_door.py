"""Wall or door: how far work and private life are apart, lived and wanted; what screens show of one.

The first item is a scale from 1, a wall, over 3, a door, to 5, no partition at all; the second asks
what digital tools show of oneself, from −2, not enough, over 0, just enough, to 2, too much. What is
wanted of the second is 0 by its own words, so the arrow of the medians leads there.

Both are wishes: to open the partition or to close it; to be shown more or less of. What is claimed of
each is found in `tamtam.kinds.parts.evidence`: opposite wishes; else a gap, where more go one way than chance
would; else that two thirds leave it; else nothing. The sentence is about the one that tells most.
"""

import random
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from tamtam import charts
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import GatheredAnswers, Kind, whole_number
from tamtam.kinds.parts import evidence, saying, scale, twice
from tamtam.kinds.parts.tally import PairedCounts, Slot
from tamtam.kinds.parts.track import Sides, Track
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.claims import AnyClaim
from tamtam.standing.standing import Distribution, ItemStanding, Standing, Table

WORDS = Words("wall_or_door")
#: From a wall to no partition; from not enough of me to too much.
WALL, SHOWN = tuple(range(1, 6)), tuple(range(-2, 3))
#: The values that the chart names, and under which key their words stand.
WALL_WORDS = {1: "wall", 3: "door", 5: "open"}
SHOWN_WORDS = {-2: "not_enough", 0: "enough", 2: "too_much"}
#: From how many people on cells of the plane are drawn, and how many have to stand in a cell: below,
#: one could be followed. A cell tells only the size of its group, from each of these numbers on.
PEOPLE_FOR_CELLS, SIZES = 12, (5, 10, 20, 50, 100)


class WallOrDoor(Kind):
    """Two scales that make a plane: the partition of work and private life, and what screens show."""

    name = "wall_or_door"
    own_items = True
    claims = twice.CLAIMS

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if len(activity.items) != 2:
            yield "items", "two: the partition, then what digital tools show"
        if len(activity.phases) != 2:
            yield "phases", "two: what is, then what is wanted, as in [lived, wanted]"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        wall, screen = activity.items
        first, last = activity.phases
        return (wall.id, first), (wall.id, last), (screen.id, first)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int:
        values = WALL if slot[0] == activity.items[0].id else SHOWN
        return whole_number(value, values[0], values[-1])

    def values(self, activity: Activity, slot: Slot) -> tuple[int, ...]:
        return WALL if slot[0] == activity.items[0].id else SHOWN

    def tally(self, activity: Activity) -> PairedCounts:
        first, last = activity.phases
        return PairedCounts((first, last))

    def sides(self, activity: Activity, slot: Slot) -> Sides | None:
        """At least a door, or nearer to a wall; what screens show has two ways of not being well."""
        door = WALL.index(3)
        return (WALL[door:], WALL[:door]) if slot[0] == activity.items[0].id else None

    def tracks(self, activity: Activity) -> tuple[Track, ...]:
        wall = WORDS.both("ticks.wall"), WORDS.both("ticks.open")
        shown = WORDS.both("ticks.not_enough"), WORDS.both("ticks.too_much")
        *walls, screen = self.slots(activity)
        return (
            *(Track(*slot, WALL[0], WALL[-1], wall) for slot in walls),
            Track(*screen, SHOWN[0], SHOWN[-1], shown),
        )

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        n, min_answers = gathered.n, gathered.min_answers
        tally = gathered.tally
        assert isinstance(tally, PairedCounts)
        head = (activity.id, gathered.turn, self.name, n, min_answers)
        pairs = _pairs(activity, tally)
        least = max(min_answers, 1)
        shown = {id: found for id, found in pairs.items() if sum(found.values()) >= least}
        claims = evidence.of_pairs(shown, _spans(activity), _rows(activity, gathered))
        items = _items(activity, tally, pairs, claims)
        if not claims:
            most = max(sum(found.values()) for found in pairs.values())
            return Standing(*head, "few", scale.few(most, min_answers), items)
        wall = activity.items[0].id
        details: dict[str, Any] = {
            "cells": _cells(activity, gathered) if len(claims) == 2 else [],
            "directions": {
                id: list(evidence.directions(evidence.steps_of(found)))
                for id, found in shown.items()
            },
        }

        def say(claim: AnyClaim, language: str) -> str:
            return _sentence(claim, wall, language, alone=n == 1)

        told = evidence.in_order(list(claims.values()), _spans(activity), ties=False)
        return saying.standing(head, items, told, say, details=details)

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        wall, screen = (scale.name_of(activity, item.id, language) for item in activity.items)
        across = charts.Axis(wall, WALL[0], WALL[-1], _ticks(WALL_WORDS, language))
        up = charts.Axis(screen, SHOWN[0], SHOWN[-1], _ticks(SHOWN_WORDS, language))
        frame = charts.Frame.of(activity, standing, language, canvas)
        return charts.plane_of(frame, _drawn(activity, standing, language), across, up)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        cells = "drawn_cells" if standing.details.get("cells") else "drawn"
        told = (_in_words(activity, item, language) for item in standing.items)
        return saying.caption(standing, WORDS.text(language, cells), told, language)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        names = ("item", "phase", "n", "median", "middle_half", "agreement", "gap", "pull")
        rows = [
            (
                scale.name_of(activity, item.item, language),
                scale.phase_name(found.phase, language),
                found.n,
                *_cells_of(item, found, language),
            )
            for item in standing.items
            for found in item.distributions
        ]
        return Table(tuple(columns[name] for name in names), tuple(rows))

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, int]:
        """Most live with hardly a partition and want a door; screens show too much of them."""
        wall, wanted, screen = self.slots(activity)
        lived = rng.gauss(3.9, 0.9)
        return {
            wall: _within(WALL, lived),
            wanted: _within(WALL, rng.gauss(3.0, 0.6)),
            screen: _within(SHOWN, 0.6 * (lived - 2.6) + rng.gauss(0, 0.7)),
        }


def _within(values: tuple[int, ...], value: float) -> int:
    return min(values[-1], max(values[0], round(value)))


# --- the standing


def _pairs(activity: Activity, tally: PairedCounts) -> dict[str, evidence.Pairs]:
    """What is, beside what is wanted, which of the second item is just enough by its own words."""
    wall, screen = (item.id for item in activity.items)
    shown = tally.counts((screen, activity.phases[0]), SHOWN)
    return {
        wall: tally.pairs(wall),
        screen: {(value, 0): count for value, count in shown.items() if count},
    }


def _spans(activity: Activity) -> dict[str, int]:
    wall, screen = (item.id for item in activity.items)
    return {wall: WALL[-1] - WALL[0], screen: SHOWN[-1]}


def _rows(activity: Activity, gathered: GatheredAnswers) -> list[dict[str, int]]:
    """Each person's two steps to what they want."""
    wall, screen = (item.id for item in activity.items)
    phases = (activity.phases[0], activity.phases[-1])
    rows = twice.rows_of(gathered.answers, [wall], phases)
    shown = [own.get((screen, phases[0])) for own in gathered.answers.values()]
    for row, value in zip(rows, shown, strict=True):
        if value is not None:
            row[screen] = -value
    return rows


def _items(
    activity: Activity,
    tally: PairedCounts,
    pairs: dict[str, evidence.Pairs],
    claims: dict[str, AnyClaim],
) -> tuple[ItemStanding, ItemStanding]:
    """Both; of one that too few answered only how many did."""
    wall, screen = (item.id for item in activity.items)
    asked = twice.Twice(
        (activity.phases[0], activity.phases[-1]), {wall: WALL}, {wall: pairs[wall]}, [], 1
    )
    one = asked.item(wall)
    if wall in claims:
        counts = {int(value): n for value, n in (one.distributions[0].counts or {}).items()}
        measures = (scale.agreement_measure("agreement", counts), *one.measures)
        one = saying.tagged(
            ItemStanding(wall, one.distributions, measures), claims[wall], twice.tag
        )
    else:
        n = asked.n(wall)
        one = ItemStanding(wall, tuple(Distribution(phase, n) for phase in activity.phases))
    return one, _screen(tally.counts((screen, activity.phases[0]), SHOWN), activity, claims)


def _screen(
    counts: dict[int, int], activity: Activity, claims: dict[str, AnyClaim]
) -> ItemStanding:
    id, phase = activity.items[1].id, activity.phases[0]
    if id not in claims:
        return ItemStanding(id, (Distribution(phase, sum(counts.values())),))
    measures = (
        scale.agreement_measure("agreement", counts),
        scale.median_measure("median", counts),
    )
    item = ItemStanding(id, (scale.distribution(phase, counts, 1),), measures)
    return saying.tagged(item, claims[id], twice.tag)


def _sides(found: Distribution) -> tuple[int, int, int]:
    """For how many screens show not enough, just enough, too much."""
    counts = {int(value): count for value, count in (found.counts or {}).items()}
    below = sum(count for value, count in counts.items() if value < 0)
    return below, counts.get(0, 0), found.n - below - counts.get(0, 0)


def _cells(activity: Activity, gathered: GatheredAnswers) -> list[list[int]]:
    """From 12 people on: [lived, shown, size] of each cell in which enough of them stand.

    A size, from 0, instead of a number: what is left out can't be worked out from the rest.
    """
    wall, screen = activity.items
    lived, shown = (wall.id, activity.phases[0]), (screen.id, activity.phases[0])
    counts = Counter(
        (own[lived], own[shown])
        for own in gathered.answers.values()
        if lived in own and shown in own
    )
    if counts.total() < PEOPLE_FOR_CELLS:
        return []
    return [
        [*cell, sum(count >= least for least in SIZES) - 1]
        for cell, count in sorted(counts.items())
        if count >= SIZES[0]
    ]


# --- the sentence


def _sentence(claim: AnyClaim, wall: str, language: str, alone: bool) -> str:
    about = "wall" if claim.items[0] == wall else "screen"
    own = "own_" if alone else ""
    key = twice.key_of(claim)
    if about == "screen":
        key = key.removesuffix("_by_people").removesuffix("_leaning")
    said = WORDS.text(language, f"say.{about}.{own}{key}", **twice.numbers(claim))
    return twice.hedged(claim, said, language)


# --- chart, caption, table


def _ticks(words: dict[int, str], language: str) -> tuple[tuple[int, str], ...]:
    return tuple((value, WORDS.text(language, f"ticks.{key}")) for value, key in words.items())


def _drawn(activity: Activity, shown: Standing, language: str) -> charts.Plane:
    few = next((item for item in shown.items if item.outcome == "few"), None)
    if few or not shown.items:
        return charts.Plane(missing=_too_few(activity, few, language) if few else "")
    wall, screen = shown.items
    up = charts.Spread.of(screen.distributions[0])
    level = charts.Spread(up.median, up.median, up.median)  # nobody was asked what it should show
    lived, wanted = (
        charts.Place(scale.phase_name(found.phase, language), charts.Spread.of(found), at)
        for found, at in zip(wall.distributions, (up, level), strict=True)
    )
    cells = tuple((x, y, size) for x, y, size in shown.details["cells"])
    is_few = any(found.in_classes for item in shown.items for found in item.distributions)
    half = () if is_few else (WORDS.text(language, "legend.half"),)
    if not cells:
        return charts.Plane(lived, wanted, (), half)
    sizes = _size_names(max(size for *_, size in cells), language)
    return charts.Plane(lived, wanted, cells, (*half, WORDS.text(language, "legend.cells")), sizes)


def _size_names(largest: int, language: str) -> tuple[str, ...]:
    """How many people squares stand for, up to the largest there is: "3 to 5", "100 or more"."""
    bounds = (*SIZES[: largest + 1], SIZES[largest + 1] if largest + 1 < len(SIZES) else 0)
    return tuple(
        texts.text(language, "standing.from_to", low=low, high=next - 1)
        if next
        else WORDS.text(language, "legend.most", n=low)
        for low, next in pairwise(bounds)
    )


def _too_few(activity: Activity, item: ItemStanding, language: str) -> str:
    name = scale.name_of(activity, item.item, language)
    words = scale.too_few(min(found.n for found in item.distributions), language)
    return texts.text(language, "standing.about", item=name, words=words)


def _in_words(activity: Activity, item: ItemStanding, language: str) -> str:
    if item.outcome == "few":
        return _too_few(activity, item, language)
    name = scale.name_of(activity, item.item, language)
    found = item.distributions
    alone = "own_" if found[0].n == 1 else ""
    if len(found) == 2:
        words = WORDS.text(
            language,
            f"counted.{alone}wall",
            lived=found[0].median,
            wanted=found[1].median,
            lived_half=scale.around(found[0], language),
            wanted_half=scale.around(found[1], language),
        )
    else:
        not_enough, enough, too_much = _sides(found[0])
        counted = {"not_enough": not_enough, "enough": enough, "too_much": too_much}
        words = WORDS.text(language, "counted.screen", **counted)
        if alone:
            words = WORDS.text(language, f"ticks.{_own_side(counted)}")
    return texts.text(language, "standing.about", item=name, words=words)


def _own_side(counted: dict[str, int]) -> str:
    return next(side for side, count in counted.items() if count)


def _cells_of(item: ItemStanding, found: Distribution, language: str) -> tuple[Any, ...]:
    if found.counts is None:
        return ("",) * 5
    first = found is item.distributions[0]
    measures = ("agreement", "gap", "pull")
    return (
        scale.number(found.median, language),
        scale.middle_half(found, language),
        *(scale.in_words(item.measure(name) if first else None, language) for name in measures),
    )
