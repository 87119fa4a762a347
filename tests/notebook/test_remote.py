"""A notebook elsewhere than its server leads over the control routes, each facilitator their own."""

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tamtam import Room, Workshop
from tamtam.language.errors import TamtamError
from tamtam.notebook import process
from tamtam.notebook.remote_backend import RemoteBackend, RemoteClient, elsewhere
from tamtam.notebook.widgets.cockpit import Cockpit
from tamtam.server import facilitators, run
from tamtam.server.client import Client
from tamtam.session import commands as c
from tamtam.session.log import Store, open_store

from tests.decks import new_session
from tests.notebook.widgets.test_cockpit import SETTINGS, labels, press, read
from tests.notebook.widgets.test_cockpit import room as cockpit_room
from tests.refusals import refused
from tests.servers import until


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, run.RunningServer]]:
    """A real server, and its store: what a notebook elsewhere has no access to."""
    store = open_store(tmp_path_factory.mktemp("there") / "sessions.sqlite")
    yield store, run.start(store)
    run.stop(store)
    store.close()


@pytest.fixture(scope="module")
def tokens(server: tuple[Store, run.RunningServer]) -> dict[str, str]:
    return {name: facilitators.add(server[0], name) for name in ("ada", "grace", "leaving")}


@pytest.fixture
def leading(
    server: tuple[Store, run.RunningServer],
    tokens: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Callable[..., Workshop]:
    """The workshop as somebody leads it from a machine that holds nothing of the server's."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "here"))
    monkeypatch.setenv("TAMTAM_STORE", str(tmp_path / "here" / "alone.sqlite"))
    monkeypatch.setattr(process, "_servers", {})
    monkeypatch.setattr(process, "_sessions", {})

    def lead(name: str = "ada", **options: Any) -> Workshop:
        return Workshop(language="en", server=server[1].url, token=tokens[name], **options)

    return lead


def test_a_session_is_led_from_its_opening_to_its_archive(
    leading: Callable[..., Workshop], server: tuple[Store, run.RunningServer], tmp_path: Path
) -> None:
    room = leading().open(rehearsal=True, new=True)
    room.rehearse(8, seed=3, pace=0, wait=True)
    room.open("baseline")
    room.rehearsed()
    view = room.reveal()
    assert view.standing.n == 8
    with room.state() as here, server[0].lock:
        there = server[0].log(room.code)
        there.refresh()
        assert here.position == there.state.position
        assert here.activity("baseline").turn.tally.snapshot() == (
            there.state.activity("baseline").turn.tally.snapshot()
        )
    assert len(room.answers("baseline")) == 8 * 3
    assert room.cross("baseline.colleagues", "baseline.client")
    assert {path.name for path in room.results(tmp_path / "results")} > {"report.html"}
    archived = room.archive(tmp_path / "archive")
    assert archived
    lines = (tmp_path / "archive" / "log.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == there.state.position + 1  # what `cross` told is kept, too
    room.end()
    later = leading().again(room.code)
    assert later.code != room.code and later.activities() == ("baseline",)
    assert run.find(server[0]) is not None, "the server is not this notebook's to stop"
    assert not (tmp_path / "here" / "alone.sqlite").exists()


def test_what_phones_do_is_seen_and_told_without_being_asked_for(
    leading: Callable[..., Workshop], server: tuple[Store, run.RunningServer]
) -> None:
    room = leading().open(new=True)
    heard = threading.Event()

    class Listener:
        def update(self, entries: list[Any]) -> None:
            if any(type(entry.event).__name__ == "Joined" for entry in entries):
                heard.set()

    listener = Listener()
    room.follow(listener.update)
    client = Client(server[1].url, server[1].key)
    client.run(room.code, c.Note("somebody else leads along"))
    server[0].run([(room.code, c.Join("p1", "Ada"))])
    assert heard.wait(60)
    assert room.people() == ("Ada",)


def test_who_is_erased_there_is_known_no_more_here(
    leading: Callable[..., Workshop], server: tuple[Store, run.RunningServer]
) -> None:
    room = leading().open(new=True)
    server[0].run([(room.code, c.Join("p1", "Ada")), (room.code, c.Join("p2", "Grace"))])
    until(lambda: room.people() == ("Ada", "Grace"))
    room.forget("Ada")
    assert room.people() == ("Grace",)
    assert "Ada" not in str([entry.event for entry in room._log.entries()])


def test_another_kernel_goes_on_with_the_same_session(
    leading: Callable[..., Workshop], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = leading().open(new=True)
    code = room.code
    room.leave()
    monkeypatch.setattr(process, "_servers", {})
    monkeypatch.setattr(process, "_sessions", {})
    assert leading().open().code == code
    assert leading().resume(code.lower()).code == code
    assert code in {each.session.code for each in leading().resumable()}


def test_what_follows_a_session_ends_with_what_holds_it(
    server: tuple[Store, run.RunningServer], tokens: dict[str, str]
) -> None:
    """A thread that asks for what is new would else go on asking, also a server that is gone."""

    code = RemoteClient(server[1].url, tokens["ada"]).create(new_session())

    def following() -> set[threading.Thread]:
        return {one for one in threading.enumerate() if one.name == "tamtam-remote"}

    def followed() -> threading.Thread:
        others = following()
        log = RemoteBackend(server[1].url, tokens["ada"]).store.log(code)
        [thread] = following() - others
        server[0].run([(code, c.Join("p1", "Ada"))])
        until(lambda: bool(log.refresh() or log.state.participants))
        return thread

    thread = followed()
    gc.collect()
    server[0].run([(code, c.Join("p2", "Grace"))])  # what its request waits for comes
    thread.join(60)
    assert not thread.is_alive()


def test_a_facilitator_sees_and_leads_their_own_sessions_alone(
    leading: Callable[..., Workshop],
    server: tuple[Store, run.RunningServer],
    tokens: dict[str, str],
) -> None:
    hers = leading("ada").open(new=True)
    assert hers.code not in {each.session.code for each in leading("grace").resumable()}
    with refused("no_such_session"):
        leading("grace").resume(hers.code)
    other = Client(server[1].url, tokens["grace"])
    for ask in (
        lambda: other.run(hers.code, c.End()),
        lambda: other.run(hers.code.lower(), c.Note("I was here")),
        lambda: other.run(hers.code, c.Grant("clicker", b"0" * 32)),
        lambda: other.reveal(hers.code, "baseline", "chart"),
        lambda: other.log(hers.code, 0),
        lambda: other.log(hers.code, 0, wait=1),
        lambda: other.connected(hers.code),
        lambda: other.arrivals(hers.code),
    ):
        with refused("no_such_session"):
            ask()
    with hers.state() as state:
        assert not state.over and not state.notes
    everything = Client(server[1].url, server[1].key)
    assert {hers.code} <= {session.code for session, _ in everything.sessions()}


def test_what_is_the_server_s_own_no_token_opens(
    server: tuple[Store, run.RunningServer], tokens: dict[str, str]
) -> None:
    client = Client(server[1].url, tokens["ada"])
    with refused("no_such_page"):
        client.stop()
    with refused("no_such_page"):
        client.reached()
    assert client.server()["facilitator"] == "ada"
    for token in ("", "tamtam_", "tamtam_guessed", tokens["ada"] + "x", tokens["ada"][7:]):
        with refused("wrong_key"):
            Client(server[1].url, token).sessions()


def test_a_removed_token_opens_nothing_and_a_new_one_the_same_sessions(
    leading: Callable[..., Workshop],
    server: tuple[Store, run.RunningServer],
    tokens: dict[str, str],
) -> None:
    room = leading("leaving").open(new=True)
    waiting = Client(server[1].url, tokens["leaving"])
    with room.state() as state:
        end = state.position
    answered: list[object] = []

    def wait() -> None:
        try:
            answered.append(waiting.log(room.code, end, wait=20))
        except TamtamError as error:
            answered.append(error.code)

    thread = threading.Thread(target=wait)
    thread.start()
    facilitators.remove(server[0], "leaving")
    server[0].run([(room.code, c.Join("p1", "Ada"))])
    thread.join(60)
    assert answered == ["wrong_key"]
    with refused("wrong_key"):
        room.open("baseline")
    again = Client(server[1].url, facilitators.add(server[0], "leaving"))
    assert [session.code for session, _ in again.sessions()] == [room.code]


def test_only_the_hash_of_a_token_is_in_the_store(
    server: tuple[Store, run.RunningServer], tokens: dict[str, str]
) -> None:
    files = b"".join(path.read_bytes() for path in server[0].folder.glob("sessions.sqlite*"))
    assert b"ada" in files
    assert tokens["ada"].encode() not in files


def test_a_page_in_a_browser_leads_nothing_by_a_token(
    server: tuple[Store, run.RunningServer], tokens: dict[str, str]
) -> None:
    import httpx

    with httpx.Client(base_url=server[1].url, trust_env=False) as wire:
        headers = {"authorization": f"Bearer {tokens['ada']}"}
        assert wire.get("/control/sessions", headers=headers).status_code == 200
        for own in ({"origin": server[1].url}, {"sec-fetch-site": "same-origin"}):
            answer = wire.get("/control/sessions", headers=headers | own)
            assert answer.status_code == 401


def test_the_wall_of_a_server_elsewhere_opens_on_the_facilitator_s_computer(
    leading: Callable[..., Workshop],
) -> None:
    room = leading().open(new=True)
    assert room.links.address("screen") == room.links.address("screen_elsewhere")


def test_a_server_that_is_away_is_said_and_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "here"))
    store = open_store(tmp_path / "there.sqlite")
    running = run.start(store)
    workshop = Workshop(
        language="en", server=running.url, token=facilitators.add(store, "ada"), cut="one_hour"
    )
    room: Room = workshop.open(new=True)
    assert room.notice() is None
    os.kill(running.pid, signal.SIGKILL)
    until(lambda: not Client(running.url, running.key).alive())
    notice = room.notice()
    assert notice is not None and "doesn’t answer" in notice["en"]
    with refused("server_unreachable"):
        room.open("baseline")
    with room.state() as state:
        assert state.current is None
    run.start(store, port=running.port)
    try:
        room.open("baseline")
        store.run([(room.code, c.Join("p1", "Ada"))])
        until(lambda: room.people() == ("Ada",))
    finally:
        run.stop(store)
        store.close()


def test_another_version_is_refused_in_words(
    leading: Callable[..., Workshop], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tamtam.notebook.remote_backend.version", lambda: "9.9.9")
    with refused("server_other_version"):
        leading().open(new=True)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("tamtam.example.org", "server_address"),
        ("ftp://tamtam.example.org", "server_address"),
        ("http://tamtam.example.org", "server_address"),
        ("http://93.184.215.14:8000", "server_address"),
        ("https://tamtam.example.org", "server_no_token"),
    ],
)
def test_a_token_goes_nowhere_unencrypted_and_no_server_without_one(url: str, code: str) -> None:
    with refused(code):
        elsewhere(url, "t" if code == "server_address" else None, None)


def test_the_environment_names_server_and_token_unless_a_store_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TAMTAM_SERVER", "https://tamtam.example.org/")
    monkeypatch.setenv("TAMTAM_TOKEN", "tamtam_secret")
    assert elsewhere(None, None, None) == ("https://tamtam.example.org", "tamtam_secret")
    assert elsewhere(None, None, tmp_path / "own.sqlite") is None
    assert "tamtam_secret" not in repr(Workshop(language="en"))


def test_who_has_the_server_s_key_opens_sessions_of_nobody(
    server: tuple[Store, run.RunningServer], tokens: dict[str, str]
) -> None:
    code = Client(server[1].url, server[1].key).create(new_session())
    with refused("no_such_session"):
        Client(server[1].url, tokens["ada"]).connected(code)


def test_the_cockpit_leads_there_from_the_choice_to_the_results(
    leading: Callable[..., Workshop],
    server: tuple[Store, run.RunningServer],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    cockpit = Cockpit(leading())
    press(cockpit, "Rehearsal", **SETTINGS)
    led = cockpit_room(cockpit)
    led.rehearsed()
    cockpit.redraw()
    assert "8 people" in read(cockpit, "bar") and server[1].url.removeprefix("http://") in (
        read(cockpit, "step") + read(cockpit, "panel")
    )
    assert "Only this laptop" not in read(cockpit)
    for label in ("Begin: Welcome", "Next: 0B Where we start from", "Open to phones"):
        press(cockpit, label)
    led.rehearsed()
    cockpit.redraw()
    press(cockpit, "Close answers")
    press(cockpit, "Reveal the chart")
    if "Yes, do it" in labels(cockpit):
        press(cockpit, "Yes, do it")
    with server[0].lock:
        log = server[0].log(led.code)
        log.refresh()
        assert log.state.activity("baseline").status == "revealed"
    assert led.connected() == 0 and not led.arrivals().crowds
    led.results(tmp_path / "results")
    assert (tmp_path / "results" / "report.html").is_file()


def test_a_notebook_of_a_part_leads_what_the_cockpit_began(
    leading: Callable[..., Workshop], monkeypatch: pytest.MonkeyPatch, tokens: dict[str, str]
) -> None:
    began = leading().begin()
    monkeypatch.setattr(process, "_servers", {})
    monkeypatch.setattr(process, "_sessions", {})
    monkeypatch.setenv("TAMTAM_SERVER", leading()._backend.wire_url())
    monkeypatch.setenv("TAMTAM_TOKEN", tokens["ada"])
    room = Workshop("trois_constats", language="en").open()  # as it stands in such a notebook
    assert room.code == began.code
    room.ask("baseline")
    room.open("baseline")

    def has_heard() -> bool:
        with began.state() as state:
            return state.current == "baseline"

    until(has_heard)
