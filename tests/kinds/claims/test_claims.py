"""Every sentence of every kind, in both languages, is true of the raw answers of difficult rooms."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kinds.claims import proof
from tests.kinds.claims.rooms import rooms


@pytest.mark.parametrize("id", proof.ASKED)
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_what_is_said_of_a_room_is_true_of_its_answers(id: str, data: st.DataObject) -> None:
    activity = proof.ASKED[id]
    proof.prove(activity, data.draw(rooms(activity)))
