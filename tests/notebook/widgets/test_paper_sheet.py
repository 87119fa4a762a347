"""The fold for answers on paper: typed, read, taken and taken back by its buttons, on a real room."""

from collections.abc import Callable, Iterator
from pathlib import Path

import ipywidgets as widgets
import pytest
from tamtam import Room, Workshop
from tamtam.notebook.widgets.paper_sheet import ByHand
from tamtam.notebook.widgets.stage import Stage
from tamtam.server import run
from tamtam.session.log import open_store

from tests.notebook.widgets.test_stage import html, inside, labels, press
from tests.refusals import refused


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store whose server all rooms of these tests share."""
    place = tmp_path_factory.mktemp("rooms") / "sessions.sqlite"
    yield place
    store = open_store(place)
    run.stop(store)
    store.close()


@pytest.fixture
def opened(place: Path) -> Callable[..., Stage]:
    def stage(activity: str = "baseline", language: str = "en") -> Stage:
        room = Workshop(language=language, store=place).open(new=True)
        room.open(activity)
        made = room.stage(activity)
        made.by_hand.unfold()
        return made

    return stage


def within(fold: ByHand, sort: type) -> list[widgets.Widget]:
    return [found for found in inside(fold.widget) if isinstance(found, sort)]


def typed(stage: Stage, table: str) -> str:
    """What the fold says once a table was typed and read."""
    [field] = within(stage.by_hand, widgets.Textarea)
    field.value = table
    press(stage, "Read it")
    return html(stage)


def line(value: int) -> str:
    return "\t".join(str(value) for _ in range(3))


def hidden(stage: Stage, label: str) -> bool:
    [button] = [one for one in within(stage.by_hand, widgets.Button) if one.description == label]
    return bool(button.layout.display == "none")


def test_what_was_read_is_said_and_counts_once_it_is_taken(opened: Callable[..., Stage]) -> None:
    stage = opened()
    assert hidden(stage, "Save")
    said = typed(stage, "\n".join(map(line, (1, 2, 3, 4, 5, 5))))
    assert "6 people on paper, 18 answers." in said
    assert "Entered:" not in said
    press(stage, "Save")
    stage.update([])
    assert "Entered: 6 people" in html(stage)
    assert "0 of 0 have answered everything · 6 on paper" in html(stage)
    press(stage, "Undo")
    stage.update([])
    assert "Entered:" not in html(stage)


def test_a_mistake_stands_where_it_is_and_nothing_can_be_taken(
    opened: Callable[..., Stage],
) -> None:
    stage = opened()
    said = typed(stage, f"{line(4)}\n9")
    assert "Line 2, column 1: “9”" in said
    assert hidden(stage, "Save")
    typed(stage, line(4))
    assert not hidden(stage, "Save")
    [field] = within(stage.by_hand, widgets.Textarea)
    field.value += "\n"  # changed since: it is to be read again
    assert hidden(stage, "Save")


def test_counts_are_typed_value_by_value(opened: Callable[..., Stage]) -> None:
    stage = opened()
    [how] = within(stage.by_hand, widgets.ToggleButtons)
    how.value = "counts"
    fields = within(stage.by_hand, widgets.BoundedIntText)
    assert len(fields) == 3 * 5
    fields[3].value, fields[4].value = 4, 3
    press(stage, "Read it")
    assert "7 people on paper, 7 answers." in html(stage)
    press(stage, "Save")
    stage.update([])
    assert "Entered: 7 people" in html(stage)


def test_where_counts_tell_too_little_only_a_table_is_taken(opened: Callable[..., Stage]) -> None:
    stage = opened("flows", "fr")
    [how] = within(stage.by_hand, widgets.ToggleButtons)
    assert how.layout.display == "none"
    assert "aujourd’hui" in html(stage)


def test_after_a_reveal_enough_paper_lets_it_be_revealed_anew(opened: Callable[..., Stage]) -> None:
    stage = opened()
    typed(stage, "\n".join([line(4)] * 5))
    press(stage, "Save")
    stage.update([])
    press(stage, "Reveal the chart")
    press(stage, "Yes, do it")  # all are on one side
    assert "Ask again" in labels(stage) and "Reveal again" not in labels(stage)
    assert "until there are at least 5 new answers" in typed(stage, "\n".join([line(2)] * 5))
    press(stage, "Save")
    stage.update([])
    press(stage, "Reveal again")
    assert "10 on paper" in html(stage)


def test_the_fold_is_there_only_where_paper_can_do(opened: Callable[..., Stage]) -> None:
    assert opened("common_pot").by_hand.widget.layout.display == "none"


def test_a_script_reads_first_and_takes_then(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room: Room = Workshop(language="en", store=place).open(new=True)
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


def test_with_few_in_the_room_the_stage_offers_to_talk(place: Path) -> None:
    room = Workshop(language="en", store=place).open(new=True)
    stage = room.stage("baseline")
    assert labels(stage)[:3] == ["Open to phones", "Talk about it, with cards", "Skip"]
    press(stage, "Talk about it")
    assert "A conversation: nothing is stored" in html(stage)
    assert labels(stage)[:2] == ["Turn the cards over", "Close answers"]
    press(stage, "Turn the cards over")
    press(stage, "Close answers")
    assert labels(stage)[:2] == ["Open to phones", "Talk about it, with cards"]
