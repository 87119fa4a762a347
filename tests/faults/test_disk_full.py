"""A full disk: said in its own words everywhere, nothing is acknowledged that isn't kept, and it ends."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import httpx
import pytest
from tamtam.language.errors import TamtamError
from tamtam.server import doctor, run
from tamtam.server.client import Client
from tamtam.session import commands as c
from tamtam.session.log import Store, open_store

from tests.decks import new_session
from tests.server.conftest import Served
from tests.server.test_links import bearing, link

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")


def test_a_full_disk_loses_nothing_that_was_acknowledged(place: Store) -> None:
    # A file may grow to 200 blocks of 512 bytes and no further: what a full disk does to a write.
    limited = subprocess.Popen(
        [
            "/bin/sh",
            "-c",
            f"ulimit -f 200; exec {sys.executable} -m tamtam serve --store {place.place}",
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
            sent = {**body, "value": value, "key": f"k{number}"}
            while (answer := wire.post("answers", json=sent)).status_code == 429:
                time.sleep(0.1)  # faster than one person may write
            if answer.status_code != 201:
                break
            kept.append((f"k{number}", value))
        assert answer.status_code == 503
        assert answer.json()["error"] in ("disk_full", "disk_fails")
        assert answer.headers["retry-after"]
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


@contextlib.contextmanager
def small_disk(folder: Path, size: str = "4m") -> Iterator[Path]:
    """A disk of its own with room for little."""
    place = folder / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place])
    if mounted.returncode:
        pytest.skip("needs the right to mount")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def fill(disk: Path) -> Path:
    """A file that takes all that is left."""
    filler = disk / "filler"
    with filler.open("ab", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 1024)
    return filler


def wait_for(what: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not what():
        assert time.monotonic() < until
        time.sleep(0.1)


def notices(served: Served, wall: str, clicker: str) -> list[str]:
    """What phone, wall and clicker are told."""
    shown = served.wire.get(f"/screen/{wall}/state").json()
    led = served.wire.get(f"/control/{served.code}/clicker/state", headers=bearing(clicker)).json()
    told = [served.state()["shared"], shown["shared"], led["shared"]]
    return [page["notice"]["en"] if page["notice"] else "" for page in told]


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a disk of its own")
def test_a_full_disk_is_said_on_every_page_and_so_is_its_end(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        store = open_store(disk / "sessions.sqlite")
        running = run.start(store)
        control = Client(running.url, running.key)
        code = control.create(new_session())
        with httpx.Client(base_url=running.url, trust_env=False, timeout=10) as wire:
            served = Served(store, running, control, code, wire)
            served.do(c.Open("baseline"))
            links = link(served, "screen"), link(served, "clicker")
            person = served.person()
            assert served.answer(person, 4).status_code == 201
            assert notices(served, *links) == ["", "", ""]
            filler = fill(disk)
            number = 0
            while (refused := served.answer(person, 2, key=f"n{number}")).status_code == 201:
                number += 1  # the pages that are there already take a few more
            assert (refused.status_code, refused.json()["error"]) == (503, "disk_full")
            assert "aren’t saved at the moment" in refused.json()["message"]
            for told in notices(served, *links):
                assert "aren’t saved at the moment" in told and "disk is full" in told
            assert doctor._space(disk).verdict == "bad"
            filler.unlink()
            wait_for(lambda: notices(served, *links) == ["", "", ""])
            assert served.answer(person, 2, key=f"n{number}").status_code == 201
        log = store.log(code)
        log.refresh()
        assert log.verify().ok
        kept = [entry for entry in log.entries() if type(entry.event).__name__ == "Answered"]
        assert len(kept) == number + 2
        run.stop(store)
        store.close()


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a disk of its own")
def test_on_a_full_disk_no_server_begins_and_why_is_said(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        store = open_store(disk / "sessions.sqlite")
        filler = fill(disk)
        serve = [sys.executable, "-m", "tamtam", "serve", "--store", store.place]
        done = subprocess.run(serve, capture_output=True, text=True, timeout=60)
        assert done.returncode != 0
        assert "Free some space" in done.stderr and "Traceback" not in done.stderr
        filler.unlink()
        running = run.start(store)  # nothing is in the way once there is room
        assert run.stop(store) and running.pid
        store.close()


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a disk of its own")
def test_a_copy_onto_a_full_stick_is_refused_and_leaves_no_half_of_it(
    place: Store, tmp_path: Path
) -> None:
    code = place.create(new_session())
    with small_disk(tmp_path) as stick:
        filler = fill(stick)
        with pytest.raises(TamtamError) as caught:
            place.back_up(stick / "copy.sqlite")
        assert caught.value.code == "store_not_writable"
        assert [file.name for file in stick.iterdir()] == ["filler"]
        filler.unlink()
        place.back_up(stick / "copy.sqlite")  # under the same name, once there is room
        copy = open_store(stick / "copy.sqlite")
        assert [one.code for one in copy.sessions()] == [code]
        copy.close()


def test_a_disk_that_stays_full_has_no_session_folded_anew(
    place: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = place.create(new_session())
    place.run([(code, c.Join("p1", "Ada")), (code, c.Open("baseline"))])
    full = sqlite_full()
    monkeypatch.setattr(place._database, "commit", full)
    folded = mock.Mock(wraps=place.log(code).fold_again)
    monkeypatch.setattr(place.log(code), "fold_again", folded)
    for number in range(20):
        with pytest.raises(TamtamError) as caught:
            place.run([(code, c.Answer("p1", "baseline", "s1", "before", 3, f"k{number}"))])
        assert caught.value.code == "disk_full"
    assert folded.call_count == 1
    monkeypatch.undo()
    [outcome] = place.run([(code, c.Answer("p1", "baseline", "s1", "before", 3, "k0"))])
    assert not isinstance(outcome, TamtamError) and place.trouble is None
    assert place.log(code).state.standing("baseline").n == 1


def sqlite_full() -> Callable[[], None]:
    class FullError(Exception):
        sqlite_errorname = "SQLITE_FULL"

    def commit() -> None:
        raise FullError("database or disk is full")

    return commit
