"""A real server with one session, for runs that take long."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from tamtam.deck.deck import Activity
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.server.run import RunningServer
from tamtam.session import commands as c
from tamtam.session.log import Log, Store, open_store

from tests.decks import new_session


@dataclass(frozen=True)
class Served:
    """A running server, and the code of a session in which an activity is open."""

    store: Store
    running: RunningServer
    code: str

    def log(self) -> Log:
        """The session's log as it is now."""
        log = self.store.log(self.code)
        log.refresh()
        return log

    def wire(self) -> httpx.AsyncClient:
        """What people talk to the server with."""
        limits = httpx.Limits(max_connections=100)
        return httpx.AsyncClient(
            base_url=self.running.url, trust_env=False, timeout=60, limits=limits
        )

    async def joined(self, many: int) -> list[str]:
        """So many people in the session: the cookie of each. Simulated: no pace is too fast for them."""
        cookies = []
        async with self.wire() as wire:
            for start in range(0, many, 100):
                asked = (
                    wire.post(f"/api/{self.code}/join", json={"simulated": True})
                    for _ in range(min(100, many - start))
                )
                for answer in await asyncio.gather(*asked):
                    assert answer.status_code == 201, answer.text
                    cookies.append(answer.headers["set-cookie"].partition(";")[0])
                wire.cookies.clear()
        return cookies


@contextmanager
def served(*activities: Activity) -> Iterator[Served]:
    """A server with one session of these activities, or of the usual ones; it ends with the block."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "sessions.sqlite")
        running = run.start(store)
        try:
            control = Client(running.url, running.key)
            code = control.create(new_session(*activities, rehearsal=True))
            control.run(code, c.Open("baseline"))
            yield Served(store, running, code)
        finally:
            run.stop(store)
            store.close()
