"""The start panel, by its buttons: which session the notebooks lead, and what a new one will be."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import ipywidgets as widgets
import pytest
from tamtam import Workshop, assets
from tamtam.notebook.widgets.start import Start
from tamtam.server import run
from tamtam.session import commands as c
from tamtam.session.events import SessionOpened
from tamtam.session.log import open_store

from tests.notebook.widgets.test_stage import inside


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workshop]:
    monkeypatch.chdir(assets.workshops() / "trois_constats" / "en")
    place = tmp_path / "sessions.sqlite"
    yield Workshop(language="en", store=place)
    store = open_store(place)
    run.stop(store)
    store.close()


def buttons(start: Start) -> list[str]:
    return [each.description for each in inside(start.widget) if isinstance(each, widgets.Button)]


def press(start: Start, label: str) -> None:
    [found] = [
        each
        for each in inside(start.widget)
        if isinstance(each, widgets.Button) and label in each.description
    ]
    found.click()


def html(start: Start) -> str:
    return "".join(each.value for each in inside(start.widget) if isinstance(each, widgets.HTML))


def links(start: Start) -> list[str]:
    shown = "".join(each["data"]["text/html"] for each in start._links.outputs)
    return re.findall(r'href="([^"]+)"', shown)


def opened(workshop: Workshop) -> list[SessionOpened]:
    room = workshop.open()
    with room.state() as state:
        return [state.session]


def test_showing_it_opens_nothing(workshop: Workshop) -> None:
    start = Start(workshop)
    assert buttons(start)[:-1] == ["New session", "Rehearsal", "Study alone"]
    assert "No session is under way" in html(start)
    assert workshop.resumable() == []
    assert links(start) == []


def test_a_new_session_is_as_it_was_set_and_the_notebooks_lead_it(workshop: Workshop) -> None:
    start = Start(workshop)
    start._settings.audience.value = "mixed"
    start._settings.cut.value = "one_hour"
    start._settings.min_answers.value = 7
    press(start, "New session")
    [known] = workshop.resumable()
    assert f"Session {known.session.code} is ready" in html(start)
    [session] = opened(workshop)
    assert (session.audience, session.cut, session.min_answers) == ("mixed", "one_hour", 7)
    assert not session.rehearsal
    assert links(start)[0] == "../en/0_opening.ipynb"
    assert "../en/self_paced.ipynb" not in links(start)


def test_participants_are_told_the_least_number_and_it_is_never_below_three(
    workshop: Workshop,
) -> None:
    start = Start(workshop)
    start._settings.min_answers.value = 1
    assert start._settings.min_answers.value == 3
    assert "Phones say so" in html(start)


def test_people_in_a_session_are_left_only_by_who_is_sure(workshop: Workshop) -> None:
    start = Start(workshop)
    press(start, "New session")
    room = workshop.open()
    press(start, "New session")  # nobody is in it yet
    room = workshop.open()
    assert len(workshop.resumable()) == 2
    room._store.run([(room.code, c.Join("p1", "Capucine"))])
    press(start, "New session")
    assert len(workshop.resumable()) == 2
    assert f"1 person has joined session {room.code}" in html(start)
    press(start, "Stay")
    assert workshop.open() is room
    press(start, "Rehearsal")
    press(start, "Yes, a rehearsal")
    assert len(workshop.resumable()) == 3
    assert workshop.open() is not room
    press(start, f"Resume {room.code}")
    assert workshop.open() is room
    assert f"every notebook leads session {room.code}" in html(start)


def test_a_session_says_people_and_step_before_it_is_gone_on_with(workshop: Workshop) -> None:
    room = workshop.open()
    room._store.run([(room.code, c.Join(f"p{n}", f"Person {n}")) for n in range(24)])
    room.open("flows")
    start = Start(workshop)
    assert f"Continue {room.code} (24 people, step 3B)" in buttons(start)
    assert "24 people, step 3B" in html(start)
    [shown] = [each["data"]["text/html"] for each in start._links.outputs]
    assert re.search(r"3_five_flows[^<]*>[^<]*</a> — you are here", shown)


def test_a_rehearsal_comes_with_its_people(workshop: Workshop) -> None:
    start = Start(workshop)
    start._settings.simulated.value = 6
    press(start, "Rehearsal")
    room = workshop.open()
    assert room.code in html(start) and "6 simulated people" in html(start)
    room.rehearsed()
    with room.state() as state:
        assert state.session.rehearsal
        assert len(state.participants) == 6
    assert "nothing counts" in html(start)

    # Who came in since is counted without a click.
    until = time.monotonic() + 10
    while f"Continue {room.code} (6 people)" not in buttons(start) and time.monotonic() < until:
        time.sleep(0.05)
    assert f"Continue {room.code} (6 people)" in buttons(start)
    assert f"rehearsal {room.code} (6 people)" in html(start)


def test_alone_there_is_only_the_study_and_its_notebook(workshop: Workshop) -> None:
    start = Start(workshop)
    press(start, "Study alone")
    assert buttons(start)[:-1] == ["Study alone"]
    assert links(start) == ["../en/self_paced.ipynb"]
    assert workshop.resumable() == []


def test_the_other_language_changes_words_notebooks_and_the_new_session(
    workshop: Workshop,
) -> None:
    start = Start(workshop)
    start._settings.audience.value = "mixed"
    start._settings.language.value = "fr"
    assert buttons(start)[0] == "Nouvelle séance"
    assert start._settings.audience.value == "mixed"
    assert "Trois constats" in html(start)
    press(start, "Nouvelle séance")
    assert links(start)[0] == "../fr/0_ouverture.ipynb"
    [session] = opened(workshop)
    assert (session.language, session.audience) == ("fr", "mixed")


def test_what_is_refused_is_said(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    start = Start(workshop)
    room = workshop.open()
    start.renew()
    monkeypatch.setattr(type(room._store), "folder", None, raising=False)
    place = room._store.folder / "sessions.sqlite.chosen.json"
    place.unlink()
    place.mkdir()
    press(start, f"Continue {room.code}")
    assert 'role="alert"' in html(start)
