"""The run sheet by its buttons: what is moved, left out, repeated, noted; a real room behind it."""

from collections.abc import Iterator
from pathlib import Path

import ipywidgets as widgets
import pytest
from tamtam import Room, Workshop
from tamtam.notebook.widgets.agenda import Agenda
from tamtam.server import run
from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests.notebook.widgets.test_lobby import inside


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    place = tmp_path / "sessions.sqlite"
    yield Workshop(language="en", store=place).open()
    store = open_store(place)
    run.stop(store)
    store.close()


def rows(agenda: Agenda) -> dict[str, list[str]]:
    """The buttons of each row by the row's words."""
    return {
        place.value: [each.description for each in line.children[1:]]
        for place, line in zip(agenda._times, agenda._rows.children, strict=True)
    }


def press(agenda: Agenda, label: str, row: str = "") -> None:
    [found] = [
        each
        for line in (agenda._rows.children if row else (agenda.widget,))
        if row in getattr(line.children[0], "value", "")
        for each in inside(line)
        if isinstance(each, widgets.Button) and each.description.startswith(label)
    ]
    found.click()


def plan(room: Room) -> tuple[str, ...]:
    with room.state() as state:
        return state.plan


def test_showing_it_changes_nothing_and_pauses_can_be_begun(room: Room) -> None:
    agenda = Agenda(room)
    before = plan(room)
    assert before[0] == "welcome"
    assert "Not started" in agenda._line.value
    press(agenda, "Begin", "Welcome")
    assert plan(room) == before[1:]
    assert 'aria-current="step"' in agenda._times[0].value


def test_what_is_to_come_is_moved_left_out_and_asked_again(room: Room) -> None:
    agenda = Agenda(room)
    room.open("baseline")
    agenda.update([])
    before = plan(room)
    press(agenda, "Earlier", "Five flows")
    number = before.index("flows")
    assert plan(room).index("flows") == number - 1
    press(agenda, "Later", "Five flows")
    assert plan(room) == before
    press(agenda, "Skip", "Break")
    assert "break" not in plan(room)
    room.begin("break")
    agenda.update([])
    press(agenda, "Ask again next", "Where we start from")
    assert plan(room)[0] == "baseline"


def test_a_step_that_was_moved_keeps_the_focus_and_its_buttons_say_of_which_they_are(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    focused: list[str] = []
    monkeypatch.setattr(widgets.Button, "focus", lambda self: focused.append(self.tooltip))
    agenda = Agenda(room)
    press(agenda, "Later", "Where we start from")
    press(agenda, "Earlier", "Where we start from")
    assert focused == ["Later – 0B · Where we start from", "Earlier – 0B · Where we start from"]
    press(agenda, "Later", "Welcome")
    press(agenda, "Earlier", "Welcome")  # now the first: it can only go later
    assert focused[-1] == "Begin – Welcome"


def test_a_row_and_its_buttons_stay_while_only_time_passes(room: Room) -> None:
    agenda = Agenda(room)
    room.open("baseline")
    agenda.update([])
    before = agenda._rows.children
    agenda.update([])
    assert agenda._rows.children is before


def test_another_cut_is_taken_with_what_is_left_of_it(room: Room) -> None:
    agenda = Agenda(room)
    room.open("baseline")
    agenda.update([])
    press(agenda, "Cut to one hour")
    with room.state() as state:
        assert state.cut == "one_hour"
        assert "break" not in state.plan and "flows" in state.plan
    room.open("flows")
    with room.state() as state:
        asked = state.asked["flows"]
        assert asked.ends_at and asked.opened_at
        granted = state.deck.minutes("flows", "one_hour")
        assert asked.ends_at - asked.opened_at == granted * 60_000


def test_a_note_is_kept_at_its_step_as_text(room: Room) -> None:
    agenda = Agenda(room)
    room.open("flows")
    agenda.update([])
    assert agenda._about.value == "flows"
    agenda._text.value = "<b>loud</b> at first"
    press(agenda, "Keep")
    [row] = [words for words in rows(agenda) if "Five flows" in words]
    assert "&lt;b&gt;loud&lt;/b&gt; at first" in row
    assert agenda._text.value == ""
    with room.state() as state:
        assert [(note.activity, note.text) for note in state.notes] == [
            ("flows", "<b>loud</b> at first")
        ]


def test_what_is_refused_is_said(room: Room) -> None:
    agenda = Agenda(room)
    room.end()
    press(agenda, "Skip", "Five flows")
    assert 'role="alert"' in agenda._alert.widget.value


def test_in_a_script_the_sheet_is_lines(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    room.open("baseline")
    room.note("Quiet.", "baseline")
    capsys.readouterr()
    room.agenda()
    first, *lines = capsys.readouterr().out.splitlines()
    assert first == "0 of 0 have answered, on time"
    assert lines[0].startswith("▶ 0B Where we start from — ")
    assert lines[0].endswith("— Quiet.")
    assert any("Five flows" in line for line in lines)
    room.plan(["flows"])
    room.agenda()
    assert "Break" not in capsys.readouterr().out


def test_more_time_is_given_by_name_and_who_has_it_is_listed_here(room: Room) -> None:
    room._store.run([(room.code, c.Join("p1", "<b>Ada</b>"))])
    agenda = Agenda(room)
    agenda.update([])
    [name] = [each for each in inside(agenda.widget) if isinstance(each, widgets.Combobox)]
    assert name.options == ("<b>Ada</b>",)
    name.value = "Nobody"
    press(agenda, "Give more time")
    assert "Nobody in this session is called Nobody" in agenda._extra._alert.widget.value
    name.value = "<b>ada</b>"
    press(agenda, "Give more time")
    assert "<li>&lt;b&gt;Ada&lt;/b&gt;</li>" in agenda._extra._who.value
    assert (name.value, agenda._extra._alert.widget.value) == ("", "")
    name.value = "<b>Ada</b>"
    press(agenda, "Take extra time back")
    assert agenda._extra._who.value == ""
