"""The file with the answers deleted, moved or replaced under a running server: nothing is acknowledged."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from tamtam.language.errors import TamtamError
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.session import commands as c
from tamtam.session.log import Store, open_store, open_to_read

from tests.decks import new_session
from tests.server.conftest import Served

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open file there")


def deleted(place: Path) -> None:
    place.unlink()


def moved(place: Path) -> None:
    place.rename(place.with_name("elsewhere.sqlite"))


def replaced(place: Path) -> None:
    copy = place.with_name("copy.sqlite")
    shutil.copyfile(place, copy)
    copy.replace(place)


@pytest.mark.parametrize("what", [deleted, moved, replaced])
def test_an_answer_into_a_file_that_is_gone_is_not_acknowledged(
    place: Store, what: Callable[[Path], None]
) -> None:
    running = run.start(place)
    control = Client(running.url, running.key)
    code = control.create(new_session())
    with httpx.Client(base_url=running.url, trust_env=False, timeout=10) as wire:
        served = Served(place, running, control, code, wire)
        served.do(c.Open("baseline"))
        person = served.person()
        assert served.answer(person, 4).status_code == 201
        what(Path(place.place))
        refused = served.answer(person, 2, key="later")
        assert (refused.status_code, refused.json()["error"]) == (503, "store_gone")
        assert place.place in refused.json()["message"]
        assert served.wire.get("/healthz").status_code == 200
    Path(place.place).with_name("elsewhere.sqlite").unlink(missing_ok=True)


def test_a_file_moved_away_is_asked_for_and_put_back_it_holds_all_that_was_saved(
    place: Store, tmp_path: Path
) -> None:
    code = place.create(new_session())
    file = Path(place.place)
    away = file.with_name("elsewhere.sqlite")
    file.rename(away)
    wal = file.with_name(f"{file.name}-wal").read_bytes()
    for look in (open_store, open_to_read):
        with pytest.raises(TamtamError) as caught:
            look(file)
        assert caught.value.code == "store_moved"
    assert wal and file.with_name(f"{file.name}-wal").read_bytes() == wal
    place.back_up(tmp_path / "copy.sqlite")  # who still has it open can save all of it
    away.rename(file)
    for there in (open_store(file), open_store(tmp_path / "copy.sqlite")):
        assert [one.code for one in there.sessions()] == [code]
        there.close()


def test_a_server_that_can_not_begin_ends_and_says_why(place: Store) -> None:
    """On a full disk: no process stays that answers nothing and can't be found."""
    begun = time.monotonic()
    done = subprocess.run(
        [
            "/bin/sh",
            "-c",
            f"ulimit -f 0; exec {sys.executable} -m tamtam serve --store {place.place}",
        ],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    assert run.find(place) is None
    assert time.monotonic() - begun < 60
    assert run.start(place).pid  # and with space again, one starts
