"""kill -9 of the server in mid-load: nothing acknowledged is lost, nothing is there twice."""

import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.log import open_store

from tests.decks import new_session

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

PEOPLE, KILLS = 12, 10


class Phone(threading.Thread):
    """Answers as fast as it can, and sends an answer again under its key until it is told: saved."""

    def __init__(self, address: str, number: int, ended: threading.Event) -> None:
        super().__init__(daemon=True)
        self.address, self.ended = address, ended
        self.chance = random.Random(number)
        self.acknowledged: list[tuple[str, int]] = []
        self.sent_again = 0

    def run(self) -> None:
        with httpx.Client(base_url=self.address, trust_env=False, timeout=5) as wire:
            self.send(wire, "join", {})
            while not self.ended.is_set():
                key, value = f"k{len(self.acknowledged)}", self.chance.randint(1, 5)
                asked = {"activity": "baseline", "item": "s1", "phase": "before"}
                self.send(wire, "answers", {**asked, "value": value, "key": key})
                self.acknowledged.append((key, value))

    def send(self, wire: httpx.Client, path: str, body: dict[str, object]) -> None:
        while True:
            try:
                answer = wire.post(path, json=body)
            except httpx.TransportError:
                self.sent_again += 1
                time.sleep(0.02)
                continue
            if answer.status_code == 429:  # faster than one person may write
                time.sleep(0.1)
                continue
            assert answer.status_code in (200, 201), answer.text
            return


@pytest.mark.timeout(180)
def test_killed_at_ten_random_moments_nothing_acknowledged_is_lost_or_there_twice(
    tmp_path: Path,
) -> None:
    chance = random.Random(7)
    store = open_store(tmp_path / "sessions.sqlite")
    running = run.start(store)
    control = Client(running.url, running.key)
    code = control.create(new_session())
    control.run(code, c.Open("baseline"))
    ended = threading.Event()
    phones = [Phone(f"{running.url}/api/{code}/", n, ended) for n in range(PEOPLE)]
    for phone in phones:
        phone.start()
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.05, 0.7))
        os.kill(running.pid, signal.SIGKILL)
        again = run.start(store)
        assert again.port == running.port
        running = again
    time.sleep(0.3)
    ended.set()
    for phone in phones:
        phone.join(20)
        assert not phone.is_alive()

    log = store.log(code)
    log.refresh()
    people = [phone.acknowledged for phone in phones]
    stored: dict[str, dict[str, int]] = {}
    times: Counter[tuple[str, str]] = Counter()
    for entry in log.entries():
        if isinstance(entry.event, e.Answered):
            event = entry.event
            times[event.participant, event.key] += 1
            stored.setdefault(event.participant, {})[event.key] = event.value
    assert sum(map(len, people)) > 200
    assert any(phone.sent_again for phone in phones)
    assert set(times.values()) == {1}
    # A phone that joined again after a lost answer to its join left an empty participant behind;
    # every phone's answers stand under exactly one.
    kept = [list(own.items()) for own in stored.values()]
    for acknowledged in people:
        assert [own for own in kept if own[: len(acknowledged)] == acknowledged]
    assert log.verify().ok
    run.stop(store)
    store.close()
