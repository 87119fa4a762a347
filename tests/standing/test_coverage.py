"""Whatever is called a 95 % interval holds the truth in 92 rooms of a hundred at least."""

import pytest

from tests.standing.coverage import LEAST, POPULATIONS, SIZES, Population


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("one", POPULATIONS, ids=lambda one: f"{one.interval} {one.name}")
def test_an_interval_holds_the_truth_as_often_as_its_name_says(one: Population, size: int) -> None:
    assert one.covered(size, rooms=1_000) >= LEAST
