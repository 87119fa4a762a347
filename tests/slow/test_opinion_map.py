"""What is said of a map, over many rooms: wrong at most so often, and right often enough."""

import pytest

from tests.slow.opinion_rates import rates
from tests.slow.opinion_rooms import SIZES, TRUTHS, Truth

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
#: So many rooms; so often something false may be said, chance of the simulation included (.05 ± 2 s.e.).
ROOMS, FALSE = 100, 0.05 + 0.045
WITHOUT_CAMPS = [truth for truth in TRUTHS if truth.shape != "camps"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("truth", WITHOUT_CAMPS, ids=lambda truth: truth.name)
def test_camps_are_found_where_there_are_none_in_one_room_of_twenty_at_most(
    truth: Truth, size: tuple[int, int]
) -> None:
    assert rates(truth, *size, ROOMS).said["camps"] <= 0.05


@pytest.mark.parametrize("size", SIZES)
def test_noise_hangs_together_in_about_one_room_of_twenty(size: tuple[int, int]) -> None:
    assert 1 - rates(TRUTHS[0], *size, ROOMS).said["loose"] <= FALSE


@pytest.mark.parametrize(
    ("name", "size", "least"),
    [
        ("one line (2)", (20, 10), 0.8),
        ("one line (2)", (60, 15), 0.95),
        ("two camps, creed kept 95 %", (20, 10), 0.8),
        ("two camps, 80 %", (30, 15), 0.75),
        ("two camps, 80 %", (60, 15), 0.9),
        ("three camps, 95 %", (60, 20), 0.8),
    ],
)
def test_what_is_true_is_said(name: str, size: tuple[int, int], least: float) -> None:
    truth = next(truth for truth in TRUTHS if truth.name == name)
    assert rates(truth, *size, ROOMS).said[truth.shape] >= least
