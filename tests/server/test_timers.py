"""Timers: what a deck wants closed on time is closed by the server, the rest waits for its facilitator."""

import time
from collections.abc import Callable

import msgspec
import pytest
from tamtam.session import commands as c

from tests.decks import new_session
from tests.server.conftest import Served

PATIENCE = 30.0


def status(served: Served) -> str:
    return str(served.state()["shared"]["status"])


@pytest.mark.parametrize(("closes", "then"), [(True, "closed"), (False, "open")])
def test_only_what_the_deck_says_closes_by_itself(
    server: Callable[[], Served], closes: bool, then: str
) -> None:
    served = server()
    new = new_session()
    timed = tuple(msgspec.structs.replace(one, close_on_time=closes) for one in new.deck.activities)
    deck = msgspec.structs.replace(new.deck, activities=timed)
    code = served.control.create(msgspec.structs.replace(new, deck=deck))
    served = Served(served.store, served.running, served.control, code, served.wire)
    another = served.another_session()
    another.do(c.Open("baseline"))
    served.do(c.Open("baseline", seconds=1))
    until = time.monotonic() + (PATIENCE if closes else 2.5)
    while status(served) == "open" and time.monotonic() < until:
        time.sleep(0.1)
    assert status(served) == then
    assert status(another) == "open"
