"""One server a store: started, found by whoever comes later, survived, replaced, stopped."""

import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import psutil
import pytest
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.session.log import Store, open_store

from tests.decks import new_session
from tests.refusals import refused

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and modes of POSIX")


def up(running: run.RunningServer) -> bool:
    try:
        return httpx.get(f"{running.url}/healthz", trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


def ends(pid: int) -> None:
    """Wait until a process is gone."""
    until = time.monotonic() + 10
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < until
        time.sleep(0.05)


def serving(place: Store) -> set[int]:
    """Processes that serve a store."""
    return {
        process.pid
        for process in psutil.process_iter(["cmdline"])
        if {place.place, "serve"} <= set(process.info["cmdline"] or [])
    }


def test_it_is_started_once_and_found_again(place: Store) -> None:
    assert run.find(place) is None
    running = run.start(place)
    assert up(running)
    assert run.start(place) == running == run.find(place)
    other = open_store(place.place)
    assert run.start(other) == running
    other.close()


def test_two_that_start_it_at_once_get_the_same_one(place: Store) -> None:
    found: list[run.RunningServer] = []
    threads = [threading.Thread(target=lambda: found.append(run.start(place))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({running.pid for running in found}) == 1
    until = time.monotonic() + 10
    while serving(place) != {found[0].pid}:
        assert time.monotonic() < until
        time.sleep(0.1)


def test_a_second_one_in_the_foreground_says_that_one_runs(place: Store) -> None:
    running = run.start(place)
    second = subprocess.run(
        [sys.executable, "-m", "tamtam", "serve", "--store", place.place],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert second.returncode == 1
    assert "is already running" in second.stderr and running.url in second.stderr
    assert "Traceback" not in second.stderr


def test_stopped_it_keeps_its_port_for_the_next_time_and_no_key(place: Store) -> None:
    first = run.start(place)
    assert run.stop(place)
    assert not up(first)
    assert not run.stop(place)
    assert first.key not in run.file_of(place).read_text()
    again = run.start(place)
    assert again.port == first.port
    assert again.key != first.key


def test_a_taken_port_is_given_up_for_a_free_one(place: Store) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        running = run.start(place, port=taken)
        assert running.port != taken
        assert up(running)


@posix
def test_its_key_can_be_read_by_its_user_only(place: Store) -> None:
    run.start(place)
    assert stat.S_IMODE(run.file_of(place).stat().st_mode) == 0o600


@posix
def test_killed_it_is_started_again_where_it_was(place: Store) -> None:
    first = run.start(place)
    os.kill(first.pid, signal.SIGKILL)
    ends(first.pid)
    again = run.start(place)
    assert again.pid != first.pid
    assert again.port == first.port
    assert up(again)


@posix
def test_it_survives_the_interrupt_and_the_death_of_who_started_it(place: Store) -> None:
    program = (
        "import signal, sys, time\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs tests may ignore it\n"
        "from tamtam.session.log import open_store\n"
        "from tamtam.server import run\n"
        f"print(run.start(open_store({place.place!r})).pid, flush=True)\n"
        "time.sleep(300)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # the interrupt's traceback
        start_new_session=True,
        text=True,
    ) as starter:
        assert starter.stdout is not None
        pid = int(starter.stdout.readline())
        os.killpg(starter.pid, signal.SIGINT)  # what ■ does, to the whole group
    assert starter.returncode != 0  # it was waited for, however slow the machine
    running = run.find(place)
    assert running is not None and running.pid == pid


@posix
def test_told_to_end_it_finishes_what_waits(place: Store) -> None:
    """Ctrl-C in the foreground: it ends by itself and leaves a log that verifies."""
    running = run.start(place)
    code = Client(running.url, running.key).create(new_session())
    os.kill(running.pid, signal.SIGINT)
    ends(running.pid)
    assert run.find(place) is None
    assert place.log(code).verify().ok


def test_for_a_room_it_is_replaced_by_one_that_phones_reach(place: Store) -> None:
    alone = run.start(place)
    assert not alone.lan
    wide = run.start(place, lan=True)
    assert wide.lan and wide.port == alone.port and wide.pid != alone.pid
    assert run.start(place) == wide  # and stays, whoever asks next
    addresses = {
        connection.laddr.ip
        for connection in psutil.Process(wide.pid).net_connections()
        if connection.status == psutil.CONN_LISTEN
    }
    assert addresses - {"::"} == {"0.0.0.0"}


def test_without_being_asked_only_this_machine_reaches_it(place: Store) -> None:
    running = run.start(place)
    addresses = {
        connection.laddr.ip
        for connection in psutil.Process(running.pid).net_connections()
        if connection.status == psutil.CONN_LISTEN
    }
    assert addresses == {"127.0.0.1"}


def test_nothing_heavy_is_in_it(place: Store) -> None:
    """numpy, pandas and plotly stay in the notebook: the server starts at once and stays small."""
    running = run.start(place)
    libraries = {
        part
        for mapped in psutil.Process(running.pid).memory_maps()
        for part in Path(mapped.path).parts
    }
    assert not {"numpy", "pandas", "plotly", "pyarrow"} & libraries


def test_a_server_that_can_not_start_is_told_with_its_log(
    place: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    monkeypatch.setattr(run, "PATIENCE", 2.0)
    if sys.platform != "win32":
        with refused("server_did_not_start"):
            run.start(place)
