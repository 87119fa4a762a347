"""A phone that leaves the Wi-Fi without a word: it counts as gone within half a minute."""

import os
import random
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.session.log import Store

from tests.decks import new_session

pytestmark = [
    pytest.mark.skipif(
        sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("ip"),
        reason="makes a network of its own: needs Linux, root and iproute2",
    ),
    pytest.mark.timeout(120),
]
#: How long a vanished phone may count as there (seconds).
AT_MOST = 30.0


@contextmanager
def network() -> Iterator[tuple[str, str]]:
    """A network of two: the name of the phones' side, and this machine's address in it."""
    name = f"tt{uuid.uuid4().hex[:8]}"
    here, there = f"{name}a", f"{name}b"
    subnet = f"10.{random.randrange(64, 192)}.{random.randrange(256)}"
    own = f"{subnet}.1"

    def ip(*words: str) -> None:
        subprocess.run(["ip", *words], check=True)

    ip("netns", "add", name)
    try:
        ip("link", "add", here, "type", "veth", "peer", "name", there)
        ip("link", "set", there, "netns", name)
        ip("addr", "add", f"{own}/24", "dev", here)
        ip("link", "set", here, "up")
        ip("-n", name, "addr", "add", f"{subnet}.2/24", "dev", there)
        ip("-n", name, "link", "set", there, "up")
        yield name, own
    finally:
        ip("netns", "del", name)


def test_a_phone_that_vanished_is_gone_soon_and_one_that_stays_is_not(place: Store) -> None:
    running = run.start(place, lan=True)
    control = Client(running.url, running.key)
    code = control.create(new_session())
    with network() as (name, address), httpx.Client(trust_env=False) as near:
        near.post(f"{running.url}/api/{code}/join", json={})
        with subprocess.Popen(
            [
                *("ip", "netns", "exec", name, sys.executable, "-c", PHONE),
                *(address, str(running.port), code),
            ],
            stdout=subprocess.PIPE,
        ) as far:
            assert far.stdout is not None and far.stdout.readline() == b"in\n"
            with near.stream("GET", f"{running.url}/api/{code}/events", timeout=60):
                until = time.monotonic() + 10
                while len(control.connected(code)) < 2:
                    assert time.monotonic() < until
                    time.sleep(0.1)
                subprocess.run(["ip", "-n", name, "link", "set", f"{name}b", "down"], check=True)
                left = time.monotonic()
                while len(control.connected(code)) > 1:
                    assert time.monotonic() - left < AT_MOST, "it still counts as there"
                    time.sleep(0.2)
                assert len(control.connected(code)) == 1
            far.kill()


PHONE = """
import sys, httpx
address, port, code = sys.argv[1:]
with httpx.Client(base_url=f"http://{address}:{port}/api/{code}/", trust_env=False) as phone:
    phone.post("join", json={}).raise_for_status()
    with phone.stream("GET", "events", timeout=None) as stream:
        for _ in stream.iter_lines():
            print("in", flush=True)
"""
