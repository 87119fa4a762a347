"""Three servers on one PostgreSQL, one killed again and again in mid-game: nobody loses anything."""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests.decks import deck
from tests.postgres import fresh
from tests.servers import play, pot, serving

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

#: How many play here; `python -m tests.slow.servers` plays with 1,500.
PEOPLE = 40


@pytest.mark.timeout(280)
def test_servers_killed_in_mid_game_lose_nothing_and_close_each_round_once(
    postgres: str, tmp_path: Path
) -> None:
    place = fresh(postgres)
    with closing(open_store(place)) as store, serving(place, tmp_path) as servers:
        code = store.create(c.NewSession("small", deck(pot(4)), seed=1))
        with ThreadPoolExecutor() as aside:  # browser tests leave a loop running in this thread
            game = play(servers, store, code, PEOPLE, every=3.0)
            played = aside.submit(asyncio.run, game).result()
    print(played.table())
    assert (played.lost, played.twice) == (0, 0)
    assert played.acknowledged > 3 * PEOPLE and played.kills >= 3
    assert played.moved and played.away  # phones were cut off, and are back at another server
    assert played.rounds == {1: 1, 2: 1, 3: 1, 4: 1, 5: 1}
    assert played.closed == 1
