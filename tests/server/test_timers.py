"""Timers: what a deck wants closed on time is closed by the server, the rest waits for its facilitator."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from tamtam.server.context import ServerContext
from tamtam.server.timers import UNDER_WAY, keep_time
from tamtam.session import commands as c
from tamtam.session.log import Store, now_ms, open_store

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


def test_what_nobody_ended_days_ago_is_not_read_when_a_server_starts(tmp_path: Path) -> None:
    place = tmp_path / "sessions.sqlite"
    before = open_store(place, lambda: now_ms() - UNDER_WAY - 60_000)
    before.create(new_session())
    before.close()
    store = open_store(place)
    today = store.create(new_session())
    with ThreadPoolExecutor() as aside:  # browser tests leave a loop running in this thread
        assert aside.submit(asyncio.run, looked_after(store)).result() == (today,)


async def looked_after(store: Store) -> tuple[str, ...]:
    """The sessions that a server looks after from its start on."""
    context = ServerContext(store, "key")
    keeping = asyncio.create_task(keep_time(context))
    await asyncio.sleep(0)  # until it first waits
    keeping.cancel()
    codes = context.codes()
    await context.close()
    return codes
