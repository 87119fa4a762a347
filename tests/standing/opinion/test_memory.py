"""What a live map remembers: how many groups it shows, and under which letters."""

import numpy as np
import pytest
from tamtam.standing.opinion.grouping import Grouping
from tamtam.standing.opinion.memory import WINS, Number, lettered


def shown(*best: int, start: int = 2) -> int:
    number = Number(start)
    for one in best:
        number = number.after(one)
    return number.shown


def test_another_number_of_groups_has_to_win_four_times_in_a_row() -> None:
    assert WINS == 4
    assert shown(3, 3, 3) == 2
    assert shown(3, 3, 3, 3) == 3
    assert shown(3, 3, 3, 2, 3) == 2
    assert shown(3, 3, 4, 3, 3, 3) == 2
    assert shown(3, 4, 4, 4, 4) == 4


def test_the_first_groups_are_shown_at_once() -> None:
    assert shown(3, start=1) == 3
    assert shown(3, 1, 1, 1) in (2, 3)


def grouping(labels: list[int]) -> Grouping:
    k = max(labels) + 1
    return Grouping(np.array(labels), np.arange(2.0 * k).reshape(k, 2))


@pytest.mark.parametrize(
    ("labels", "before", "letters", "renamed"),
    [
        ([0, 0, 0, 1, 1], [-1] * 5, (0, 1), [0, 0, 0, 1, 1]),
        ([0, 0, 0, 1, 1], [1, 1, 1, 0, 0], (0, 1), [1, 1, 1, 0, 0]),
        ([0, 0, 0, 1, 1], [2, 2, 0, 0, 0], (0, 2), [1, 1, 1, 0, 0]),
        ([0, 0, 1, 1, 2], [1, 1, 1, -1, 0], (0, 1, 2), [1, 1, 2, 2, 0]),
        ([0, 0, 1, 1, 2], [0, 0, 0, 0, 0], (0, 1, 2), [0, 0, 1, 1, 2]),
    ],
)
def test_letters_stay_with_most_of_their_people(
    labels: list[int], before: list[int], letters: tuple[int, ...], renamed: list[int]
) -> None:
    found, given = lettered(grouping(labels), np.array(before))
    assert given == letters
    assert found.labels.tolist() == renamed
    for was, now in zip(labels, found.labels, strict=True):
        assert np.array_equal(found.centres[now], grouping(labels).centres[was])
