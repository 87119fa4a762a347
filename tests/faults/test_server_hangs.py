"""A server that runs and answers nobody: it is told by its lock and its process, and ended when asked."""

import os
import signal
import sys
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from tamtam import cli
from tamtam.cli import doctor as doctor_command
from tamtam.language.errors import TamtamError
from tamtam.server import client, run
from tamtam.server.client import Client
from tamtam.server.run import RunningServer
from tamtam.session.log import Store

from tests.decks import new_session

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture
def hung(place: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningServer]:
    monkeypatch.setattr(client, "ALIVE", 1.0)
    running = run.start(place)
    Client(running.url, running.key).create(new_session())
    os.kill(running.pid, signal.SIGSTOP)
    yield running
    if run.hanging(place):
        os.kill(running.pid, signal.SIGKILL)


def test_who_resumes_stops_or_examines_hears_what_is_the_matter(
    place: Store, hung: RunningServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.hanging(place) == hung.pid
    for tried in (run.start, run.stop):
        with pytest.raises(TamtamError) as caught:
            tried(place)
        assert caught.value.code == "server_hangs"
        assert str(hung.pid) in caught.value.message("fr")
    assert doctor_command.hold(place.place, None, "en", wait=False) == 1
    assert f"process {hung.pid}" in capsys.readouterr().out


def test_it_is_ended_when_asked_and_another_goes_on(place: Store, hung: RunningServer) -> None:
    stopped = CliRunner().invoke(cli.main, ["stop", "--store", place.place], input="yes\n")
    assert stopped.exit_code == 0, stopped.output
    assert str(hung.pid) in stopped.output and "Ended" in stopped.output
    again = run.start(place)
    assert (again.port, again.pid != hung.pid) == (hung.port, True)
    assert len(place.sessions()) == 1


def test_a_server_that_answers_is_none_that_hangs(place: Store) -> None:
    assert run.hanging(place) is None and not run.end(place)
    run.start(place)
    assert run.hanging(place) is None and not run.end(place)
    assert run.find(place) is not None
