"""A network of a laptop and a second machine, in two network namespaces: run by `unshare --net`, as root.

It says line by line what came of it; `test_local_name` reads that.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from tamtam.server import doctor, local_name, run
from tamtam.server.access import digest, new_screen_key
from tamtam.server.client import Client
from tamtam.server.exposure import exposed
from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests.decks import new_session

#: How long the name may take to be had, or not (seconds).
PATIENCE = 30.0


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


def settled(state: Callable[[], str], until: str) -> str:
    """What a name's state is, once it is `until`, or after a while."""
    end = time.monotonic() + PATIENCE
    while (found := state()) != until and time.monotonic() < end:
        time.sleep(0.1)
    return found


def asked() -> None:
    """A second machine asks for the name, opens a page by it, and would have it too."""
    from zeroconf import AddressResolverIPv4, IPVersion, Zeroconf  # type: ignore[attr-defined]

    own = sys.argv[2]
    with Zeroconf(interfaces=[own], ip_version=IPVersion.V4Only) as asking:
        found = AddressResolverIPv4(f"{local_name.NAME}.")
        found.request(asking, 3000)
        print("a phone finds", *found.parsed_addresses())
    answer = httpx.get(
        f"http://{found.parsed_addresses()[0]}:{sys.argv[3]}/K7P2QX?a=b",
        headers={"Host": f"{local_name.NAME}:{sys.argv[3]}"},
        trust_env=False,
    )
    print("it is sent on to", answer.headers.get("location"))
    store = open_store(Path(tempfile.mkdtemp()) / "sessions.sqlite")
    running = run.start(store, lan=True)
    client = Client(running.url, running.key)
    print("a second laptop's is", settled(lambda: client.name()[0], "taken"))
    run.stop(store)


def main() -> None:
    other = subprocess.Popen(["unshare", "--net", "sleep", "300"])
    inside = ["nsenter", f"--net=/proc/{other.pid}/ns/net"]
    try:
        ip("link", "set", "lo", "up")
        ip("link", "add", "wlan0", "type", "veth", "peer", "name", "peer0")
        ip("addr", "add", "10.0.0.1/24", "dev", "wlan0")
        ip("link", "set", "wlan0", "up")
        end = time.monotonic() + PATIENCE
        mine = Path("/proc/self/ns/net").readlink()
        while Path(f"/proc/{other.pid}/ns/net").readlink() == mine and time.monotonic() < end:
            time.sleep(0.05)
        ip("link", "set", "peer0", "netns", str(other.pid))
        for words in ("link set lo up", "addr add 10.0.0.2/24 dev peer0", "link set peer0 up"):
            subprocess.run([*inside, "ip", *words.split()], check=True)
        lead(inside)
    finally:
        other.kill()
        other.wait()


def lead(inside: list[str]) -> None:
    store = open_store(Path(tempfile.mkdtemp()) / "sessions.sqlite")
    running = run.start(store, lan=True, port=8800)
    client = Client(running.url, running.key)
    print("the laptop's is", settled(lambda: client.name()[0], "held"), client.name()[1])
    code = client.create(new_session())
    client.run(code, c.Grant("screen", digest(key := new_screen_key(code))))
    wall = httpx.get(f"{running.url}/screen/{key}/state", trust_env=False).json()["shared"]
    print("the wall says", wall["url"].replace(code, "…"), "or", wall["name_url"])
    told = doctor.examine(store, running, 0)
    print("the doctor says", *(one.told("en") for one in told if one.name == "name"))
    second = [*inside, sys.executable, "-m", "tests.server.two_laptops", "asked"]
    sys.stdout.flush()
    subprocess.run([*second, "10.0.0.2", "8800"], check=True)
    run.start(store, lan=True, exposure=exposed(name=False))
    running = run.start(store)
    print("not wanted it is", Client(running.url, running.key).name()[0])
    run.stop(store)


if __name__ == "__main__":
    asked() if sys.argv[1:2] == ["asked"] else main()
