"""Fewer than twelve people: three classes, and nothing from which more could be worked out."""

from itertools import combinations_with_replacement

import pytest
from tamtam.deck.deck import Activity
from tamtam.kinds.parts import classes
from tamtam.standing import agreement, quantile
from tamtam.standing.standing import Distribution, Standing

from tests.kinds.people import ASKED, simulated, standing_of

SCALED = [
    activity
    for activity in ASKED
    if any(
        one.in_classes
        for item in standing_of(activity, simulated(activity, 7)).items
        for one in item.distributions
    )
]


def of(activity: Activity, n: int) -> Standing:
    return standing_of(activity, simulated(activity, n))


def distributions(found: Standing) -> list[Distribution]:
    return [one for item in found.items for one in item.distributions if one.counts]


def test_every_scale_of_the_workshop_is_told_in_classes() -> None:
    assert {activity.kind for activity in SCALED} == {
        *("agreement", "attention", "change", "flows", "placement", "ranking", "rating"),
        *("shares", "sieve", "wall_or_door"),
    }


@pytest.mark.parametrize("activity", SCALED, ids=lambda one: one.id)
@pytest.mark.parametrize("n", [5, 7, 11])
def test_a_few_are_told_by_side_and_median_alone(activity: Activity, n: int) -> None:
    found = of(activity, n)
    for one in distributions(found):
        counts = one.counts or {}
        if not all(value.lstrip("-").isdigit() for value in counts):
            continue  # moves, roles: no scale
        assert sum(count > 0 for count in counts.values()) <= 3
        assert sum(counts.values()) == one.n
        assert len(classes.named(one)) <= 3
    measures = [*found.measures, *(one for item in found.items for one in item.measures)]
    assert not {one.name for one in measures} & {"agreement", "polarization"}
    assert not any(one.method == "order_statistics" for one in measures)


@pytest.mark.parametrize("activity", SCALED, ids=lambda one: one.id)
def test_from_twelve_on_every_value_is_told(activity: Activity) -> None:
    assert not any(one.in_classes for one in distributions(of(activity, 12)))


@pytest.mark.parametrize("activity", SCALED, ids=lambda one: one.id)
def test_someone_alone_reads_their_own_values(activity: Activity) -> None:
    alone = standing_of(activity, simulated(activity, 1), min_answers=1)
    assert not any(one.in_classes for one in distributions(alone))


def test_what_is_left_out_would_have_told_what_everybody_said() -> None:
    """Of five people the two quartiles and the median are three of the answers, and A fits few rooms."""
    rooms = list(combinations_with_replacement(range(1, 6), 5))
    told: dict[tuple[float, ...], int] = {}
    for room in rooms:
        counts = {value: room.count(value) for value in range(1, 6)}
        assert [quantile(counts, q) for q in (0.25, 0.5, 0.75)] == list(room[1:4])
        key = (agreement(tuple(counts.values())) or 0.0, room[1], room[2], room[3])
        told[key] = told.get(key, 0) + 1
    assert sum(count for count in told.values() if count == 1) > len(rooms) / 2


def test_classes_are_named_by_the_values_in_them() -> None:
    counts = {"1": 0, "2": 4, "3": 1, "4": 2, "5": 0}
    found = Distribution("today", 7, counts, 2.0, in_classes=True)
    assert classes.named(found) == {"1–2": 4, "3": 1, "4–5": 2}
