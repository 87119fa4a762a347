"""What of a map may be shown: plain data, few dots, no camp of a few."""

import json
from collections import Counter
from typing import Any

import numpy as np
import pytest
from tamtam.standing import LiveMap, shown_map
from tamtam.standing.opinion.shown import MOST_DOTS

from tests.standing.opinion.conversation import by_chance, camps, one_line
from tests.standing.opinion.plain import Floats


def shown(votes: Floats, min_answers: int) -> dict[str, Any] | None:
    return shown_map(LiveMap.of(votes), range(votes.shape[1]), min_answers)


def test_camps_are_plain_data() -> None:
    votes = camps((20, 12), 10, 0.1)[0]
    live = LiveMap()
    for person, row in enumerate(votes):
        for column, vote in enumerate(row):
            live.vote(person, f"s{column}", int(vote))
    found = shown_map(live, [f"s{column}" for column in range(10)], 5)
    assert found is not None
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert (found["separated"], found["people"], found["sizes"]) == (True, 32, [20, 12])
    assert found["letters"] == [0, 1]
    assert len(found["dots"]) == 32
    assert all(len(of_camps) == 2 for of_camps in found["votes"])


def test_with_fewer_than_twelve_in_it_there_is_no_map() -> None:
    votes = camps((6, 5), 10, 0)[0]
    assert shown(votes, 5) is None
    silent = np.full((9, 10), np.nan)
    assert shown(np.vstack([votes, silent]), 5) is None


def test_without_camps_nobody_is_drawn() -> None:
    found = shown(by_chance(30, 10), 5)
    assert found is not None
    assert found["shape"] == "loose"
    assert not set(found) & {"dots", "sizes", "votes", "letters", "stands_for"}


def test_a_line_is_shown_by_its_two_ends_and_by_where_people_stand_along_it() -> None:
    votes = one_line(30, 10)
    found = shown(votes, 5)
    assert found is not None
    assert (found["shape"], found["separated"], found["few_to_tell"]) == ("line", False, True)
    assert len(found["dots"]) == 30
    assert {(y, camp) for _, y, camp in found["dots"]} == {(0, -1)}
    assert all(10 <= size <= 12 for size in found["sizes"])
    for statement, sides in enumerate(found["votes"]):
        agree, seen, disagree = (sum(side[at] for side in sides) for at in range(3))
        assert seen == sum(found["sizes"])
        assert agree <= (votes[:, statement] == 1).sum()
        assert disagree <= (votes[:, statement] == -1).sum()


def test_a_larger_room_along_a_line_is_large_enough_to_tell() -> None:
    found = shown(one_line(70, 10), 5)
    assert found is not None
    assert (found["shape"], found["few_to_tell"]) == ("line", False)


def test_what_a_camp_stands_for_is_what_most_of_it_holds() -> None:
    found = shown(camps((24, 18), 16, 0.15)[0], 5)
    assert found is not None
    for camp, stands in enumerate(found["stands_for"]):
        assert stands
        for statement, side in stands.items():
            agree, seen, disagree = found["votes"][statement][camp]
            assert 2 * (agree if side == "agree" else disagree) > seen


def test_a_few_outside_every_camp_are_not_drawn() -> None:
    found = shown(camps((30, 25, 15), 20, 0.1)[0], 20)
    assert found is not None
    assert len(found["sizes"]) == 2
    assert 0 < 70 - sum(found["sizes"]) < 20
    assert {dot[2] for dot in found["dots"]} == {0, 1}


@pytest.mark.parametrize("votes", [camps((20, 12), 10, 0.1)[0], one_line(40, 10)])
def test_no_dot_tells_where_one_person_stands(votes: Floats) -> None:
    """Each place is that of five or more, and the middle of theirs."""
    live = LiveMap.of(votes)
    found = shown_map(live, range(votes.shape[1]), 5)
    assert found is not None
    dots = Counter((x, y, camp) for x, y, camp in found["dots"])
    assert min(dots.values()) >= 5
    assert sum(dots.values()) == len(votes)


def test_a_large_room_is_drawn_by_some_of_its_people() -> None:
    found = shown(camps((500, 300), 8, 0.2)[0], 5)
    assert found is not None
    assert len(found["dots"]) == MOST_DOTS


def test_a_camp_that_grows_keeps_its_letter() -> None:
    votes, camp = camps((8, 26), 10, 0.05)
    small, large = np.flatnonzero(camp == 0), np.flatnonzero(camp == 1)
    live, seen = LiveMap(), []
    for person in (*small, *large):
        for statement in range(10):
            live.vote(int(person), statement, int(votes[person, statement]))
        if (found := shown_map(live, range(10), 5)) and found["separated"]:
            seen.append(found)
    assert (seen[0]["letters"], seen[-1]["letters"]) == ([0, 1], [0, 1])
    assert (seen[0]["sizes"], seen[-1]["sizes"]) == ([8, 5], [8, 25])  # one is outside


def test_a_statement_that_nobody_knows_is_told_of_no_camp() -> None:
    found = shown_map(LiveMap.of(camps((20, 12), 10, 0.1)[0]), (0, "new"), 5)
    assert found is not None
    assert found["votes"][1] == [None, None]
