"""The form for answers on paper: typed, read, taken and taken back by its buttons, on a real room."""

from collections.abc import Callable
from pathlib import Path

import ipywidgets as widgets
import pytest
from tamtam import Room, Workshop
from tamtam.notebook.widgets.paper_sheet import ByHand

from tests.notebook.widgets.test_lobby import inside
from tests.refusals import refused


@pytest.fixture
def room(place: Path) -> Room:
    return Workshop(language="en", store=place).open(new=True)


@pytest.fixture
def opened(place: Path) -> Callable[..., ByHand]:
    def form(activity: str = "baseline", language: str = "en") -> ByHand:
        room = Workshop(language=language, store=place).open(new=True)
        room.open(activity)
        return ByHand(room, activity)

    return form


def within(form: ByHand, sort: type) -> list[widgets.Widget]:
    return [found for found in inside(form.widget) if isinstance(found, sort)]


def html(form: ByHand) -> str:
    return "".join(found.value for found in within(form, widgets.HTML))


def press(form: ByHand, label: str) -> None:
    [button] = [one for one in within(form, widgets.Button) if one.description == label]
    button.click()


def typed(form: ByHand, table: str) -> str:
    """What the form says once a table was typed and read."""
    [field] = within(form, widgets.Textarea)
    field.value = table
    press(form, "Read it")
    return html(form)


def line(value: int) -> str:
    return "\t".join(str(value) for _ in range(3))


def hidden(form: ByHand, label: str) -> bool:
    [button] = [one for one in within(form, widgets.Button) if one.description == label]
    return bool(button.layout.display == "none")


def test_what_was_read_is_said_and_counts_once_it_is_taken(opened: Callable[..., ByHand]) -> None:
    form = opened()
    assert hidden(form, "Save")
    said = typed(form, "\n".join(map(line, (1, 2, 3, 4, 5, 5))))
    assert "6 people on paper, 18 answers." in said
    assert "Entered:" not in said
    press(form, "Save")
    assert "Entered: 6 people" in html(form)
    press(form, "Undo")
    assert "Entered:" not in html(form)


def test_a_mistake_stands_where_it_is_and_nothing_can_be_taken(
    opened: Callable[..., ByHand],
) -> None:
    form = opened()
    said = typed(form, f"{line(4)}\n9")
    assert "Line 2, column 1: “9”" in said
    assert hidden(form, "Save")
    typed(form, line(4))
    assert not hidden(form, "Save")
    [field] = within(form, widgets.Textarea)
    field.value += "\n"  # changed since: it is to be read again
    assert hidden(form, "Save")


def test_counts_are_typed_value_by_value(opened: Callable[..., ByHand]) -> None:
    form = opened()
    [how] = within(form, widgets.ToggleButtons)
    how.value = "counts"
    fields = within(form, widgets.BoundedIntText)
    assert len(fields) == 3 * 5
    fields[3].value, fields[4].value = 4, 3
    press(form, "Read it")
    assert "7 people on paper, 7 answers." in html(form)
    press(form, "Save")
    assert "Entered: 7 people" in html(form)


def test_where_counts_tell_too_little_only_a_table_is_taken(opened: Callable[..., ByHand]) -> None:
    form = opened("flows", "fr")
    [how] = within(form, widgets.ToggleButtons)
    assert how.layout.display == "none"
    assert "aujourd’hui" in html(form)


def test_after_a_reveal_enough_paper_lets_it_be_revealed_anew(room: Room) -> None:
    room.open("baseline")
    form = ByHand(room, "baseline")
    typed(form, "\n".join([line(4)] * 5))
    press(form, "Save")
    room.reveal("baseline")
    assert "until there are at least 5 new answers" in typed(form, "\n".join([line(2)] * 5))
    press(form, "Save")
    assert room.reveal("baseline").standing.n == 10


def test_the_form_is_there_only_where_paper_can_do(opened: Callable[..., ByHand]) -> None:
    assert opened("common_pot").widget.layout.display == "none"


def test_a_script_reads_first_and_takes_then(
    room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    with refused("paper_too_early"):
        room.by_hand("baseline", line(4))
    room.open("baseline")
    assert room.by_hand("baseline") is None
    assert ".take() saves it" in capsys.readouterr().out
    sheet = room.by_hand("baseline", "\n".join([line(4)] * 3))
    assert sheet is not None and "3 people on paper" in repr(sheet)
    assert "<p>3 people on paper" in sheet._repr_html_()
    assert room.answers("baseline").empty
    sheet.take()
    assert room.answers("baseline").by_hand.all()
    sheet.take_back()
    assert room.answers("baseline").empty
