"""A large game on three servers with one PostgreSQL, one of them killed every five seconds."""

import asyncio
import os
import tempfile
from contextlib import closing
from pathlib import Path

from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests import postgres
from tests.bench import machine
from tests.decks import deck
from tests.servers import PLAYED, Played, play, pot, serving

#: How often a server is killed, how long a phone may be cut off (seconds).
EVERY, BACK = 5.0, 5.0


def table(people: int) -> tuple[str, list[str]]:
    """What a game of so many phones came to, and what of it went wrong."""
    machine.raise_open_files()
    place = postgres.fresh(postgres.server())
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder
        with closing(open_store(place)) as store, serving(place, Path(folder)) as servers:
            code = store.create(c.NewSession("small", deck(pot(30)), seed=1))
            game = play(servers, store, code, people, every=EVERY, pace=max(1.0, people / 100))
            played = asyncio.run(game)
    return f"{PLAYED}\n{played.table()}", list(_wrong(played))


def _wrong(played: Played) -> list[str]:
    found = {
        "acknowledged answers are lost": played.lost,
        "answers are there twice": played.twice,
        "rounds were not closed once": sum(times != 1 for times in played.rounds.values()),
        "phones were away for longer": sum(away > BACK for away in played.away),
    }
    return [f"{many} {what}" for what, many in found.items() if many]
