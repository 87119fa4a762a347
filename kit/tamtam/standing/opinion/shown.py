"""What of an opinion map may be shown: plain data, nobody named, no camp of a few."""

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np

from tamtam.standing.opinion.live import LiveMap
from tamtam.standing.opinion.map import OpinionMap
from tamtam.standing.opinion.structure import LEAST_PEOPLE

#: A chart draws at most so many dots; where more people are in the map, one stands for several.
MOST_DOTS = 400

#: How many of a camp agree, and how many have seen it; None where too few have.
Camp = list[int] | None


def shown_map(
    live: LiveMap, statements: Sequence[Hashable], min_answers: int
) -> dict[str, Any] | None:
    """The map as it is now as plain data; None where fewer than 12 people are in it.

    `separated`: whether there are camps to speak of; with `stability` and `by_chance`, `people` in
    the map. Only with camps: the letter of each (`letters`, 0 for A), which it keeps while people
    vote, and their `sizes`; `dots` as [x, y, camp], camp −1 for people of none; for each of
    `statements` how many of each camp `agree` and have `seen` it, None where fewer than `min_answers`
    have. A group that is tiny, or smaller than `min_answers`, is no camp.
    """
    found = live.now()
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
        shown["letters"] = [found.letters[group] for group in camps]
        shown["sizes"] = [found.sizes[group] for group in camps]
        shown["dots"] = _dots(found, camps)
        shown["votes"] = _votes(live, statements, camps, min_answers)
    return shown


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
    live: LiveMap, statements: Sequence[Hashable], camps: Sequence[int], min_answers: int
) -> list[list[Camp]]:
    """For each statement and camp, how many agree and how many have seen it."""
    counts = live.counts_by_group()
    told: list[list[Camp]] = []
    for statement in statements:
        column = live.statements.get(statement)
        if column is None:
            told.append([None] * len(camps))
            continue
        agree, seen = counts.agree[camps, column], counts.seen[camps, column]
        told.append(
            [
                [int(a), int(s)] if s >= min_answers else None
                for a, s in zip(agree, seen, strict=True)
            ]
        )
    return told
