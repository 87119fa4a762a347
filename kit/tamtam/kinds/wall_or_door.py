"""Wall or door: how far work and private life are apart, lived and wanted; what screens show of one.

The first item is a scale from 1, a wall, over 3, a door, to 5, no partition at all; the second asks
what digital tools show of oneself, from −2, not enough, over 0, just enough, to 2, too much. What is
wanted of the second is 0 by its own words, so the arrow of the medians leads there.

The wall's gap is the median step from lived to wanted. Its outcome: `split` where at least 30 % would
open it and 30 % close it; else `gap` where the gap is a step or more; else `scattered` where agreement A
on what is lived is below 0.2; else `together`. Of the second item: `split` where at least 30 % stand on
either side of just enough; else `gap` where more than half stand on one side; else `together` where half
or more say just enough; else `scattered`. The sentence is about the first item that has a gap, else a
split, else is scattered; where both have a gap, about both.
"""

import random
from collections import Counter
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
from tamtam.standing.standing import Distribution, ItemStanding, Measure, Standing, Table

WORDS = Words("wall_or_door")
#: From a wall to no partition; from not enough of me to too much.
WALL, SHOWN = tuple(range(1, 6)), tuple(range(-2, 3))
#: The values that the chart names, and under which key their words stand.
WALL_WORDS = {1: "wall", 3: "door", 5: "open"}
SHOWN_WORDS = {-2: "not_enough", 0: "enough", 2: "too_much"}
#: From how many people on cells of the plane are drawn, and how many have to stand in a cell: below,
#: one could be followed. A cell tells only the size of its group, from each of these numbers on.
PEOPLE_FOR_CELLS, SIZES = 12, (3, 6, 10)
#: A gap in steps; the share of each of two camps; agreement on what is lived; most people.
GAP, CAMP, SCATTERED, MOST = 1, 0.3, 0.2, 0.5


class WallOrDoor(Kind):
    """Two scales that make a plane: the partition of work and private life, and what screens show."""

    name = "wall_or_door"

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

    def found(self, activity: Activity, gathered: Gathered) -> Standing:
        turn, n, min_answers = gathered.turn, gathered.n, gathered.min_answers
        tally = gathered.tally
        assert isinstance(tally, PairedCounts)
        wall, screen = (item.id for item in activity.items)
        steps = tally.differences(wall)
        items = (
            _wall(activity, tally, min_answers),
            _screen(screen, activity.phases[0], tally, min_answers),
        )
        outcome, sentence = _say(items, steps, gathered)
        cells = _cells(activity, gathered) if len(scale.shown(items)) == 2 else []
        details = {"cells": cells, "steps": _directions(steps)} if scale.shown(items) else {}
        if items[0].outcome == "few":
            details.pop("steps", None)
        head = (activity.id, turn, self.name, n, min_answers, outcome, sentence)
        return Standing(*head, items, details)

    def figure(self, activity: Activity, standing: Standing, language: str) -> dict[str, Any]:
        wall, screen = (scale.name_of(activity, item.id, language) for item in activity.items)
        across = charts.Axis(wall, WALL[0], WALL[-1], _ticks(WALL_WORDS, language))
        up = charts.Axis(screen, SHOWN[0], SHOWN[-1], _ticks(SHOWN_WORDS, language))
        frame = charts.Frame.of(activity, standing, language)
        return charts.plane_of(frame, _drawn(activity, standing, language), across, up)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            cells = "drawn_cells" if standing.details.get("cells") else "drawn"
            words.append(WORDS.text(language, cells))
        words += [_in_words(activity, item, language) for item in standing.items]
        return " ".join(words)

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


def _wall(activity: Activity, tally: PairedCounts, min_answers: int) -> ItemStanding:
    """The partition; where lived, wanted or steps are too few it shows their numbers only."""
    id = activity.items[0].id
    found = tuple(
        scale.distribution(phase, tally.counts((id, phase), WALL), min_answers)
        for phase in activity.phases
    )
    steps = tally.differences(id)
    n = sum(steps.values())
    if n < max(min_answers, 1):
        return ItemStanding(id, tuple(Distribution(one.phase, one.n) for one in found))
    lived = tally.counts((id, activity.phases[0]), WALL)
    measures = (_agreement(lived), *scale.gap_measures(steps))
    down, up = _directions(steps)
    if min(down, up) >= CAMP * n:
        outcome = "split"
    elif abs(measures[1].value) >= GAP:
        outcome = "gap"
    else:
        outcome = "scattered" if measures[0].value < SCATTERED else "together"
    return ItemStanding(id, found, measures, outcome)


def _directions(steps: dict[int, int]) -> list[int]:
    """How many would close it, how many open it."""
    down = sum(count for step, count in steps.items() if step < 0)
    return [down, sum(count for step, count in steps.items() if step > 0)]


def _screen(id: str, phase: str, tally: PairedCounts, min_answers: int) -> ItemStanding:
    counts = tally.counts((id, phase), SHOWN)
    found = scale.distribution(phase, counts, min_answers)
    if found.counts is None:
        return ItemStanding(id, (found,))
    measures = (_agreement(counts), scale.median_measure("median", counts))
    not_enough, enough, too_much = _sides(found)
    if min(not_enough, too_much) >= CAMP * found.n:
        outcome = "split"
    elif max(not_enough, too_much) > MOST * found.n:
        outcome = "gap"
    else:
        outcome = "together" if enough >= MOST * found.n else "scattered"
    return ItemStanding(id, (found,), measures, outcome)


def _agreement(counts: dict[int, int]) -> Measure:
    spread = tuple(counts.values())
    a, interval = standing.agreement(spread), standing.agreement_interval(spread)
    return scale.measure("agreement", a, sum(spread), interval, "bootstrap")


def _sides(found: Distribution) -> tuple[int, int, int]:
    """For how many screens show not enough, just enough, too much."""
    counts = {int(value): count for value, count in (found.counts or {}).items()}
    below = sum(count for value, count in counts.items() if value < 0)
    return below, counts.get(0, 0), found.n - below - counts.get(0, 0)


def _cells(activity: Activity, gathered: Gathered) -> list[list[int]]:
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


def _say(
    items: tuple[ItemStanding, ItemStanding], steps: dict[int, int], gathered: Gathered
) -> tuple[str, dict[str, str]]:
    """The outcome of the whole, and the sentence about the item that has it."""
    wall, screen = items
    if not scale.shown(items):
        most = max(sum(steps.values()), screen.distributions[0].n)
        return "few", scale.few(most, gathered.min_answers)
    own = "own_" if gathered.n == 1 else ""
    if wall.outcome == screen.outcome == "gap":
        one, other = _about_wall(wall, steps, own), _about_screen(screen, own, "also")
        return "gap", {language: f"{one[language]}{other[language]}" for language in one}
    for outcome in ("gap", "split", "scattered"):
        if wall.outcome == outcome:
            return outcome, _about_wall(wall, steps, own)
        if screen.outcome == outcome:
            return outcome, _about_screen(screen, own)
    return "together", WORDS.both(f"say.{own}together")


def _about_wall(item: ItemStanding, steps: dict[int, int], own: str) -> dict[str, str]:
    """By the medians of lived and wanted; by how many go that way where the medians don't tell."""
    lived, wanted = item.distributions
    down, up = _directions(steps)
    key = item.outcome
    if item.outcome == "gap":
        way = 1 if scale.value_of(item, "gap") > 0 else -1
        key = f"{own}open" if way > 0 else f"{own}close"
        if ((wanted.median or 0) - (lived.median or 0)) * way <= 0:
            key = f"{key}_by_people"
    return WORDS.both(
        f"say.{key}",
        lived=lived.median,
        wanted=wanted.median,
        up=up,
        down=down,
        total=sum(steps.values()),
        **{"from": lived.low_quartile, "to": lived.high_quartile},
    )


def _about_screen(item: ItemStanding, own: str, heading: str = "say") -> dict[str, str]:
    """A sentence of its own, or under the heading "also" the end of another."""
    found = item.distributions[0]
    not_enough, enough, too_much = _sides(found)
    key = "too_much" if too_much > not_enough else "not_enough"
    key = f"{own}{key}" if item.outcome == "gap" else f"shown_{item.outcome}"
    counted = {"not_enough": not_enough, "enough": enough, "too_much": too_much}
    return WORDS.both(f"{heading}.{key}", total=found.n, **counted)


# --- chart, caption, table


def _ticks(words: dict[int, str], language: str) -> tuple[tuple[int, str], ...]:
    return tuple((value, WORDS.text(language, f"ticks.{key}")) for value, key in words.items())


def _drawn(activity: Activity, shown: Standing, language: str) -> charts.Plane:
    few = next((item for item in shown.items if item.outcome == "few"), None)
    if few or not shown.items:
        return charts.Plane(missing=_too_few(activity, few, language) if few else "")
    wall, screen = shown.items
    up = charts.Spread.of(screen.distributions[0])
    lived, wanted = (
        charts.Place(scale.phase_name(found.phase, language), charts.Spread.of(found), at)
        for found, at in zip(wall.distributions, (up, charts.Spread(0, 0, 0)), strict=True)
    )
    cells = tuple((x, y, size) for x, y, size in shown.details["cells"])
    half = WORDS.text(language, "legend.half")
    squares = WORDS.text(language, "legend.cells", n=SIZES[0])
    return charts.Plane(lived, wanted, cells, (half, squares) if cells else (half,))


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
            lived_half=scale.middle_half(found[0], language),
            wanted_half=scale.middle_half(found[1], language),
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
        texts.number(language, found.median),
        scale.middle_half(found, language),
        *(scale.in_words(item.measure(name) if first else None, language) for name in measures),
    )
