"""90 days on: the same is asked again, and what lies apart stands beside what was shown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from tamtam import Room, Workshop
from tamtam.cli import main
from tamtam.notebook import jupyterlab
from tamtam.notebook.widgets.cockpit import Cockpit
from tamtam.notebook.widgets.cockpit.tree import buttons_of, texts_of
from tamtam.server import run
from tamtam.session.log import open_store

from tests.refusals import refused

ASKED = ("baseline", "decisions", "flows")


def workshop(place: Path) -> Workshop:
    return Workshop(language="en", store=place)


@pytest.fixture(scope="module")
def former(place: Path) -> str:
    """A rehearsal that showed three steps to be asked again and one more, and is over."""
    room = workshop(place).open(rehearsal=True, new=True)
    room.rehearse(8, seed=3, pace=0, wait=True)
    show(room, *ASKED, "values")
    room.end()
    return room.code


def show(room: Room, *activities: str) -> None:
    for id in activities:
        room.open(id)
        room.play_through()
        room.reveal(id)


def test_the_same_is_asked_again_and_compared_at_once(
    place: Path, former: str, tmp_path: Path
) -> None:
    store = open_store(place)
    before = store.log(former).state.position
    room = workshop(place).again(former.lower())
    assert room.code != former and room.activities() == ASKED
    assert room.activity("baseline") == workshop(place).resume(former).activity("baseline")
    assert workshop(place).again(former) is room  # pressed twice, begun once
    with room.state() as state:
        assert state.session.rehearsal and state.session.follows == former
    assert not list(room.compare())
    room.rehearse(8, seed=5, pace=0, wait=True)
    show(room, "baseline")
    [step] = room.compare()
    assert step.activity.id == "baseline" and "8 people, then 8" in step.view("en").caption
    assert repr(room.compare(former)) == repr(room.compare())
    written = {path.name: path for path in room.results(tmp_path / "results")}
    assert step.view("en").sentence in written["comparison.html"].read_text("utf-8")
    assert "comparison.html" in written["index.html"].read_text("utf-8")
    without = room.results(tmp_path / "without", without=["0B"])
    [page] = [path for path in without if path.name == "comparison.html"]
    assert step.view("en").sentence not in page.read_text("utf-8")
    log = store.log(former)
    log.refresh()
    assert log.state.position == before  # nothing was written into the former one
    store.close()


def test_a_session_that_follows_none_says_how_to_compare_it(place: Path, former: str) -> None:
    room = workshop(place).resume(former)
    with refused("no_former_session"):
        room.compare()
    with refused("no_such_session"):
        room.compare("ZZZZZZ")


def test_another_workshop_s_session_is_not_asked_again(place: Path, former: str) -> None:
    other = Workshop("retrospective", language="en", store=place)
    with refused("other_workshop"):
        other.again(former)


def said(cockpit: Cockpit, *regions: str) -> str:
    return " ".join(text for name in regions for text in texts_of(getattr(cockpit.widget, name)))


def press(cockpit: Cockpit, label: str) -> None:
    regions = [list(getattr(cockpit.widget, name)) for name in ("bar", "step")]
    found = {name: do for one in regions for node in one for name, do in buttons_of(node).items()}
    do = found[label]
    act = {"act": do[0], "values": do[1:], "typed": {}, "seen": []}
    cockpit.widget._pressed(cockpit.widget, act, [])


def test_the_cockpit_offers_it_and_shows_what_lies_apart_as_it_is_revealed(
    place: Path, former: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("webbrowser.open", lambda url: True)
    for session in [one for one in workshop(place).resumable() if one.session.code != former]:
        workshop(place).resume(session.session.code).end()
    cockpit = Cockpit(workshop(place))
    offered = said(cockpit, "step")
    assert "90 days later" in offered and "asks 0B, 2C, 3B" in offered
    press(cockpit, f"Ask {former} again")
    assert cockpit._panes is not None
    room = cockpit._panes._room
    with room.state() as state:
        assert state.session.follows == former
    room.rehearse(8, seed=5, pace=0, wait=True)
    show(room, "baseline")
    cockpit.redraw()
    [step] = room.compare()
    assert f"Since {former}: {step.view('en').sentence}" in said(cockpit, "step").replace("  ", " ")


def test_the_command_opens_it_and_says_what_it_asks(
    place: Path, former: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def opened(*told: object) -> int:
        return 0

    opening: Callable[..., int] = opened
    monkeypatch.setattr(jupyterlab, "open_lab", opening)
    monkeypatch.setattr(jupyterlab, "lay_out", lambda workshop: tmp_path)
    typed = ["start", "--again", former.lower(), "--no-lan", "--language", "en"]
    told = CliRunner().invoke(main, [*typed, "--store", str(place)])
    assert told.exit_code == 0, told.output
    assert f"asks again what {former} saw, in the same words: 0B, 2C, 3B" in told.output


def test_a_room_says_what_of_it_can_be_played_back(
    place: Path, former: str, capsys: pytest.CaptureFixture[str]
) -> None:
    workshop(place).resume(former).replay()
    assert f"4 steps can be played back: tamtam replay {former}" in capsys.readouterr().out


def test_a_session_that_is_not_there_leaves_no_server_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(jupyterlab, "lay_out", lambda workshop: tmp_path)
    store = open_store(tmp_path / "sessions.sqlite")
    typed = ["start", "--again", "K7P2QX", "--no-lan", "--language", "en", "--store", store.place]
    told = CliRunner().invoke(main, typed)
    assert told.exit_code != 0
    assert run.find(store) is None
    store.close()
