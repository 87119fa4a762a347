"""What of an opinion map may be shown: plain data, nobody named, no side of a few."""

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

import numpy as np

from tamtam.standing.opinion.ballots import Floats
from tamtam.standing.opinion.grouping import Whole
from tamtam.standing.opinion.line import ends
from tamtam.standing.opinion.live import LiveMap
from tamtam.standing.opinion.map import OpinionMap
from tamtam.standing.opinion.structure import CLEAR_PEOPLE, LEAST_PEOPLE

#: A chart draws at most so many dots; where more people are in the map, one stands for several.
MOST_DOTS = 400

#: How many of a side agree, have seen it, and disagree; None where too few have seen it.
Side = list[int] | None


def shown_map(
    live: LiveMap, statements: Sequence[Hashable], min_answers: int
) -> dict[str, Any] | None:
    """The map as it is now as plain data; None where fewer than 12 people are in it.

    `shape`: whether votes hang together ("loose" if not), along one "line" or in "camps" ("unclear" if
    neither), with `by_chance`, `for_camps` and `stability` (see `Structure`), and the `people` in the map;
    `separated`: whether there are camps to speak of; `few_to_tell`, whether people are too few to tell
    camps from the ends of a line.

    With camps: the letter of each (`letters`, 0 for A), which it keeps while people vote, and their
    `sizes`; what each `stands_for`, statements with the side it takes, most telling first. With a line:
    the `sizes` of its two ends. With either, `dots` as [x, y, camp], camp −1 for people of none, each
    where at least `min_answers` who vote alike stand on average (`_together`), and in `votes`, for each
    of `statements`, how many of each side agree, have seen it, and disagree, None where fewer than
    `min_answers` have. A group smaller than `min_answers` is no camp.
    """
    found = live.now()
    people = int(found.inside.sum())
    if people < LEAST_PEOPLE:
        return None
    camps = [group for group, size in enumerate(found.sizes) if size >= min_answers]
    shape = "unclear" if found.separated and len(camps) < 2 else found.structure.shape
    shown: dict[str, Any] = {
        "shape": shape,
        "separated": shape == "camps",
        "people": people,
        "few_to_tell": people < CLEAR_PEOPLE,
        "by_chance": round(found.structure.by_chance, 9),
        "for_camps": found.structure.for_camps,
        "stability": found.structure.stability,
    }
    if shape == "camps":
        shown["letters"] = [found.letters[group] for group in camps]
        shown["stands_for"] = _stands_for(live, found, statements, camps)
        number = {group: camp for camp, group in enumerate(camps)}
        sides = np.array([number.get(int(group), -1) for group in found.groups], np.intp)
        shown |= _sides(live, statements, sides, len(camps), min_answers)
        shown["dots"] = _dots(found, found.positions, sides, min_answers)
    elif shape == "line":
        sides = ends(found.along(), found.inside, min_answers)
        shown |= _sides(live, statements, sides, 2, min_answers)
        along = np.column_stack([found.along(), np.zeros(len(sides))])
        shown["dots"] = _dots(found, along, np.full_like(sides, -1), min_answers)
    return shown


def _dots(found: OpinionMap, places: Floats, sides: Whole, least: int) -> list[list[float]]:
    """A dot for each person, as many as can be drawn, spread evenly over all; none tells where one stands.

    Fewer than `least` people of one side aren't drawn.
    """
    drawn, standing = np.zeros_like(found.inside), places.copy()
    for side in np.unique(sides[found.inside]):
        for group in _together(places, np.flatnonzero(found.inside & (sides == side)), least):
            standing[group] = places[group].mean(axis=0)
            drawn[group] = True
    shown = np.flatnonzero(drawn)
    some = shown[np.linspace(0, len(shown) - 1, min(len(shown), MOST_DOTS)).astype(np.intp)]
    return sorted(
        [
            round(float(standing[p, 0]), 2) + 0.0,
            round(float(standing[p, 1]), 2) + 0.0,
            int(sides[p]),
        ]
        for p in some
    )


def _together(places: Floats, people: Whole, least: int) -> Iterator[Whole]:
    """People parted into groups of at least `least` who stand close: halved where they lie widest apart.

    So every group has fewer than twice as many, and its middle is nobody's place (microaggregation:
    Domingo-Ferrer & Mateo-Sanz 2002; halving at the median: LeFevre, DeWitt & Ramakrishnan 2006).
    Where people are fewer than `least` there is no group.
    """
    if len(people) < least:
        return
    if len(people) < 2 * least:
        yield people
        return
    own = places[people]
    widest = int(np.argmax(np.ptp(own, axis=0)))
    order = people[np.argsort(own[:, widest], kind="stable")]
    for half in (order[: len(order) // 2], order[len(order) // 2 :]):
        yield from _together(places, half, least)


def _stands_for(
    live: LiveMap, found: OpinionMap, statements: Sequence[Hashable], camps: Sequence[int]
) -> list[dict[Hashable, str]]:
    """For each camp the statements by which it differs from the others, with the side that it takes."""
    named = {live.statements[one]: one for one in statements if one in live.statements}
    return [
        {
            named[one.statement]: one.side
            for one in sorted(found.representative[camp], key=lambda one: -one.weight)
            if one.statement in named
        }
        for camp in camps
    ]


def _sides(
    live: LiveMap, statements: Sequence[Hashable], sides: Whole, k: int, min_answers: int
) -> dict[str, Any]:
    """How many people are on each side, and for each statement how they voted."""
    counts = live.counts_of(sides, k)
    told: list[list[Side]] = []
    for statement in statements:
        column = live.statements.get(statement)
        if column is None:
            told.append([None] * k)
            continue
        by_side = zip(
            *(n[:, column] for n in (counts.agree, counts.seen, counts.disagree)), strict=True
        )
        told.append(
            [[int(n) for n in side] if side[1] >= min_answers else None for side in by_side]
        )
    sizes = [int((sides == one).sum()) for one in range(k)]
    return {"sizes": sizes, "votes": told}
