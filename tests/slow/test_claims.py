"""What is said of two thousand difficult rooms is true; and in noise little is found."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kinds.claims import noise, proof
from tests.kinds.claims.rooms import rooms

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
#: A hundred rooms of each of twenty activities.
ROOMS = 100
#: Noise: so many rooms of a sort and size, and the chance of the simulation beside the bound (1.5 s.e.).
NOISE, CHANCE = 200, 0.03


@pytest.mark.parametrize("id", proof.ASKED)
@settings(max_examples=ROOMS, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_of_no_difficult_room_anything_false_is_said(id: str, data: st.DataObject) -> None:
    activity = proof.ASKED[id]
    proof.prove(activity, data.draw(rooms(activity)))


@pytest.mark.parametrize("people", noise.SIZES)
@pytest.mark.parametrize("id", proof.ASKED)
def test_in_noise_something_is_found_in_one_room_of_ten_at_most(id: str, people: int) -> None:
    assert noise.rate(proof.ASKED[id], people, NOISE) <= noise.MOST + CHANCE
