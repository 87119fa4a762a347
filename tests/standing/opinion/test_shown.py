"""What of a map may be shown: plain data, few dots, no camp of a few."""

import json
import random

import numpy as np

from kit.standing import shown_map
from kit.standing.opinion.shown import MOST_DOTS, Row
from tests.standing.opinion.conversation import by_chance, camps
from tests.standing.opinion.plain import Floats


def rows(votes: Floats) -> tuple[Row, ...]:
    return tuple(tuple(None if np.isnan(v) else int(v) for v in row) for row in votes)


def test_camps_are_plain_data() -> None:
    found = shown_map(rows(camps((20, 12), 10, 0.1)[0]), 5)
    assert found is not None
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert (found["separated"], found["people"], found["sizes"]) == (True, 32, [20, 12])
    assert len(found["dots"]) == 32
    assert all(len(of_camps) == 2 for of_camps in found["votes"])


def test_with_fewer_than_twelve_in_it_there_is_no_map() -> None:
    votes = camps((6, 5), 10, 0)[0]
    assert shown_map(rows(votes), 5) is None
    silent = np.full((9, 10), np.nan)
    assert shown_map(rows(np.vstack([votes, silent])), 5) is None


def test_without_camps_nobody_is_drawn() -> None:
    found = shown_map(rows(by_chance(30, 10)), 5)
    assert found is not None
    assert set(found) == {"separated", "people", "stability", "by_chance"}


def test_people_outside_every_camp_are_drawn_without_a_letter() -> None:
    found = shown_map(rows(camps((30, 25, 15), 20, 0.1)[0]), 20)
    assert found is not None
    assert found["sizes"] == [30, 25]
    assert [dot[2] for dot in found["dots"]].count(-1) == 15


def test_a_large_room_is_drawn_by_some_of_its_people() -> None:
    found = shown_map(rows(camps((500, 300), 8, 0.2)[0]), 5)
    assert found is not None
    assert len(found["dots"]) == MOST_DOTS


def test_the_order_of_people_changes_nothing() -> None:
    everybody = rows(camps((20, 12), 10, 0.2)[0])
    shuffled = random.Random(1).sample(everybody, len(everybody))
    assert shown_map(tuple(shuffled), 5) == shown_map(everybody, 5)
