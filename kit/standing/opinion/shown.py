"""What of an opinion map may be shown: plain data, nobody named, no camp of a few."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from kit.standing.opinion.map import OpinionMap, opinion_map

#: With fewer people in it there is no map: each mark would follow one person.
LEAST_PEOPLE = 12
#: A chart draws at most so many dots; where more people are in the map, one stands for several.
MOST_DOTS = 400

#: One person's votes, statement by statement; None where they didn't vote.
Row = tuple[int | None, ...]


@lru_cache(maxsize=64)  # a preview asks again at each answer, also for what hasn't changed
def shown_map(rows: tuple[Row, ...], min_answers: int) -> dict[str, Any] | None:
    """The map of these people as plain data; None where fewer than 12 are in it.

    `separated`: whether there are camps to speak of; with `stability` and `by_chance`, `people` in
    the map. Only with camps: `sizes` of each, `dots` as [x, y, camp], camp −1 for people of none,
    and for each statement how many of each camp `agree` and have `seen` it, None where fewer than
    `min_answers` have. A group that is tiny, or smaller than `min_answers`, is no camp.

    The order of `rows` doesn't matter.
    """
    found = opinion_map(
        [[np.nan if v is None else v for v in row] for row in sorted(rows, key=_key)]
    )
    people = int((found.groups >= 0).sum())
    if people < LEAST_PEOPLE:
        return None
    camps = [
        group
        for group, (size, tiny) in enumerate(zip(found.sizes, found.tiny, strict=True))
        if size >= min_answers and not tiny
    ]
    shown: dict[str, Any] = {
        "separated": found.separated and len(camps) > 1,
        "people": people,
        "stability": found.stability,
        "by_chance": round(found.by_chance, 9),
    }
    if shown["separated"]:
        shown["sizes"] = [found.sizes[group] for group in camps]
        shown["dots"] = _dots(found, camps)
        shown["votes"] = _votes(sorted(rows, key=_key), found, camps, min_answers)
    return shown


def _key(row: Row) -> tuple[int, ...]:
    return tuple(2 if vote is None else vote for vote in row)


def _dots(found: OpinionMap, camps: Sequence[int]) -> list[list[float]]:
    """Where people stand: as many as can be drawn, spread evenly over all."""
    camp_of = {group: camp for camp, group in enumerate(camps)}
    inside = np.flatnonzero(found.groups >= 0)
    some = inside[np.linspace(0, len(inside) - 1, min(len(inside), MOST_DOTS)).astype(np.intp)]
    return sorted(
        [
            round(float(found.positions[person, 0]), 2),
            round(float(found.positions[person, 1]), 2),
            camp_of.get(int(found.groups[person]), -1),
        ]
        for person in some
    )


def _votes(
    rows: Sequence[Row], found: OpinionMap, camps: Sequence[int], min_answers: int
) -> list[list[list[int] | None]]:
    """For each statement and camp, how many agree and how many have seen it."""
    told: list[list[list[int] | None]] = []
    for column in zip(*rows, strict=True):
        of_camps: list[list[int] | None] = []
        for camp in camps:
            votes = [
                v for v, g in zip(column, found.groups, strict=True) if g == camp and v is not None
            ]
            enough = len(votes) >= min_answers
            of_camps.append([votes.count(1), len(votes)] if enough else None)
        told.append(of_camps)
    return told
