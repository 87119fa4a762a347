"""What is handed out and what phones are told of a rehearsal of forty: attacked for a single person."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from tamtam import assets
from tamtam.deck.deck import Activity
from tamtam.standing.standing import Standing

from tests.kinds.people import ASKED, kind_of, simulated, standing_of

#: The people of the rehearsal, and the fewest of whom a number is told.
PEOPLE, LEAST = 40, 5
#: Where a standing holds numbers by two questions at once, or by person: each keeps a rule below.
JOINT = {"dots", "votes", "cells", "bands", "lines", "pairs", "give", "expect"}
#: Counts that a chart prints as they are: per item how many want less, as much, more; who answered when.
PRINTED = {"directions", "people", "held", "sizes", "earned", "counts", "seen", "letters"}


def shown(activity: Activity, people: int = PEOPLE) -> Standing:
    return standing_of(activity, simulated(activity, people))


def lists_of_numbers(
    part: Any, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every list of numbers in plain JSON, with the keys that lead to it."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from lists_of_numbers(value, (*path, key))
    elif isinstance(part, list | tuple):
        if part and all(isinstance(one, int | float) for one in part):
            yield path, part
        for one in part:
            yield from lists_of_numbers(one, path)


@pytest.mark.parametrize("activity", ASKED, ids=lambda one: one.id)
def test_no_other_table_joins_two_answers_or_lists_people(activity: Activity) -> None:
    """A new detail that holds numbers has to be named here, with its rule."""
    found = shown(activity).to_json().get("details", {})
    unnamed = {path for path, _ in lists_of_numbers(found) if not {*path} & (JOINT | PRINTED)}
    assert not unnamed


@pytest.mark.parametrize("activity", ASKED, ids=lambda one: one.id)
def test_no_cell_of_a_joint_table_is_of_a_few(activity: Activity) -> None:
    details = shown(activity).details
    for _, cell in lists_of_numbers({"cells": details.get("cells", [])}):
        answers = [
            own for own in simulated(activity, PEOPLE) if list(own.values())[::2] == cell[:2]
        ]
        assert len(answers) >= LEAST
    dots = Counter(map(tuple, details.get("map", {}).get("dots", [])))
    assert min(dots.values(), default=LEAST) >= LEAST
    for sides in details.get("map", {}).get("votes", {}).values():
        assert all(side is None or side[1] >= LEAST for side in sides)
    for low, high in details.get("quadrants", {}).get("bands", []):
        assert low % LEAST == 0 and high == low + LEAST - 1


#: What is answered twice by the same person; of the game means of tables are told, whoever sat there.
TWICE = [
    one for one in ASKED if len(one.phases) > 1 and one.kind not in ("common_pot", "attention")
]


@pytest.mark.parametrize("activity", TWICE, ids=lambda one: one.id)
def test_nobody_finds_the_two_answers_of_one_person_together(activity: Activity) -> None:
    """Today and wanted, or before and after, of somebody: side by side in no list."""
    details = shown(activity).details
    apart = {key: part for key, part in details.items() if key not in PRINTED}
    told = {tuple(numbers[:2]) for _, numbers in lists_of_numbers(apart)}
    first, last = activity.phases[0], activity.phases[-1]
    pairs = {
        (own[item, first], own[item, last])
        for own in simulated(activity, PEOPLE)
        for item in {item for item, phase in own if phase == first}
        if (item, last) in own
    }
    assert pairs
    assert not pairs & told


@pytest.mark.parametrize("activity", ASKED, ids=lambda one: one.id)
def test_a_phone_is_told_what_its_form_draws_and_nothing_else(activity: Activity) -> None:
    kind = kind_of(activity)
    told = kind.on_phones(shown(activity))
    form = (assets.folder() / "forms" / f"{kind.name}.js").read_text("utf-8")
    drawn = {key for key in told.details if f".{key}" in form or f"?.{key}" in form}
    assert drawn == told.details.keys()
    assert (told.claims, told.measures) == ((), ())
    assert all(item.claim is None for item in told.items)
    plain = json.dumps(told.to_json())
    assert not any(f'"{name}"' in plain for name in ("dots", "cells", "lines", "pairs", "links"))
    assert len(plain) <= len(json.dumps(shown(activity).to_json()))


def test_a_phone_still_reads_the_sentence_the_counts_and_the_camps() -> None:
    polis = next(activity for activity in ASKED if activity.kind == "statements")
    whole = shown(polis)
    told = kind_of(polis).on_phones(whole)
    assert (told.sentence, told.n) == (whole.sentence, whole.n)
    assert [item.distributions for item in told.items] == [
        item.distributions for item in whole.items
    ]
    assert told.details["map"]["sizes"] == whole.details["map"]["sizes"]
