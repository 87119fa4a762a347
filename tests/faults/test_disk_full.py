"""A full disk: whoever answers is told to wait, nothing is acknowledged that isn't kept."""

import subprocess
import sys
import time

import httpx
import pytest
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.session import commands as c
from tamtam.session.log import Store

from tests.decks import new_session

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")


def test_a_full_disk_loses_nothing_that_was_acknowledged(place: Store) -> None:
    # A file may grow to 300 blocks of 512 bytes and no further: what a full disk does to a write.
    limited = subprocess.Popen(
        [
            "/bin/sh",
            "-c",
            f"ulimit -f 300; exec {sys.executable} -m tamtam serve --store {place.place}",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 10
    while (running := run.find(place)) is None:
        assert time.monotonic() < until
        time.sleep(0.05)
    control = Client(running.url, running.key)
    code = control.create(new_session())
    control.run(code, c.Open("baseline"))
    kept: list[tuple[str, int]] = []
    with httpx.Client(base_url=f"{running.url}/api/{code}/", trust_env=False) as wire:
        wire.post("join", json={"alias": "Ada"})
        body = {"activity": "baseline", "item": "s1", "phase": "before"}
        for number in range(3_000):
            value = number % 5 + 1
            answer = wire.post("answers", json={**body, "value": value, "key": f"k{number}"})
            if answer.status_code != 201:
                break
            kept.append((f"k{number}", value))
        assert answer.status_code == 503
        assert answer.json()["error"] == "busy" and answer.headers["retry-after"]
        assert wire.get("state").status_code == 200  # what is there can still be read
        assert httpx.get(f"{running.url}/healthz", trust_env=False).status_code == 200
        cookie = {"cookie": f"tamtam_{code}={wire.cookies[f'tamtam_{code}']}"}
    limited.kill()
    limited.wait()

    # Room again: the same answer under the same key gets in, and all the others are there.
    running = run.start(place)
    again = httpx.post(
        f"{running.url}/api/{code}/answers",
        json={**body, "value": value, "key": f"k{number}"},
        headers=cookie,
        trust_env=False,
    )
    assert again.status_code == 201
    log = place.log(code)
    log.refresh()
    answered = [
        (entry.event.key, entry.event.value)  # type: ignore[union-attr]
        for entry in log.entries()
        if type(entry.event).__name__ == "Answered"
    ]
    assert answered == [*kept, (f"k{number}", value)]
    assert log.verify().ok
