"""The cockpit: chosen and led in one place, from what stands there alone, pressed as a person would."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tamtam.notebook.widgets.cockpit import Cockpit
from tamtam.notebook.widgets.cockpit.frame import REGIONS
from tamtam.notebook.widgets.cockpit.tree import Node, buttons_of, texts_of
from tamtam.notebook.workshop import Workshop
from tamtam.server import run
from tamtam.session import commands as c
from tamtam.session.log import open_store

SETTINGS = {"audience": "team", "cut": "two_hours", "min_answers": "5", "people": "8"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store whose server all rooms of these tests share."""
    place = tmp_path_factory.mktemp("rooms") / "sessions.sqlite"
    yield place
    store = open_store(place)
    run.stop(store)
    store.close()


@pytest.fixture
def cockpit(place: Path) -> Cockpit:
    return Cockpit(Workshop(language="en", store=place))


@pytest.fixture
def led(cockpit: Cockpit) -> Cockpit:
    press(cockpit, "Rehearsal", **SETTINGS)
    room(cockpit).rehearsed()
    cockpit._draw()
    return cockpit


def room(cockpit: Cockpit) -> Any:
    assert cockpit._panes is not None
    return cockpit._panes._room


def region(cockpit: Cockpit, name: str) -> Node:
    return ["section", {}, *getattr(cockpit.widget, name)]


def read(cockpit: Cockpit, *regions: str) -> str:
    found = [text for name in regions or REGIONS for text in texts_of(region(cockpit, name))]
    return " ".join(found)


def labels(cockpit: Cockpit, name: str = "bar") -> list[str]:
    return [*buttons_of(region(cockpit, name))]


def press(cockpit: Cockpit, label: str, **typed: str) -> None:
    found = {said: do for name in REGIONS for said, do in buttons_of(region(cockpit, name)).items()}
    [do] = [do for said, do in found.items() if said == label]
    cockpit.widget._pressed(
        cockpit.widget, {"act": do[0], "values": do[1:], "typed": typed, "seen": []}, []
    )


def main(cockpit: Cockpit) -> str:
    """The main button's words."""

    def found(node: Node) -> Iterator[str]:
        if isinstance(node, list):
            if "data-main" in node[1]:
                yield "".join(texts_of(node))
            for child in node[2:]:
                yield from found(child)

    [label] = found(region(cockpit, "bar"))
    return label


def test_nothing_is_opened_before_a_click(cockpit: Cockpit, place: Path) -> None:
    store = open_store(place)
    before = len(store.sessions())
    assert "Nothing is opened before you click" in read(cockpit)
    assert len(Cockpit(Workshop(language="en", store=place)).widget.sheet) == 0
    assert len(store.sessions()) == before
    store.close()


def test_what_is_chosen_is_led_in_the_same_place(led: Cockpit) -> None:
    assert "rehearsal" in read(led, "bar") and "8 people" in read(led, "bar")
    assert "Today: two hours" in read(led, "sheet")
    assert main(led) == "Begin: Welcome"


def test_the_main_button_leads_from_looking_to_the_next_step(led: Cockpit) -> None:
    press(led, "Begin: Welcome")
    press(led, "Next: 0B Where we start from")
    with room(led).state() as state:
        assert state.step == "welcome"  # looked at: nothing has reached a phone
    assert "Say (30 seconds)" in read(led, "step")
    pressed = []
    for _ in range(3):
        pressed.append(main(led))
        press(led, pressed[-1])
        room(led).rehearsed()
    assert pressed == ["Open to phones", "Close answers", "Reveal the chart"]
    assert main(led).startswith("Next: ")
    assert "Ask " in read(led, "step")


def test_only_an_unfolded_preview_draws_what_was_not_revealed(led: Cockpit) -> None:
    room(led).open("baseline")
    room(led).rehearsed()
    led._draw()
    assert led.widget.data == [] and led.widget.caption == ""
    led.widget._pressed(
        led.widget, {"act": "fold", "values": ["preview", True], "typed": {}, "seen": []}, []
    )
    assert led.widget.data and "Only you see this" in read(led, "step")


def test_a_click_that_comes_late_does_nothing_and_says_so(led: Cockpit) -> None:
    room(led).open("baseline")
    led._draw()
    do = buttons_of(region(led, "bar"))["Close answers"]
    room(led).close("baseline")
    led._draw()
    led.widget._pressed(led.widget, {"act": do[0], "values": do[1:], "typed": {}, "seen": []}, [])
    assert led.widget.said["sort"] == "refused"
    with room(led).state() as state:
        assert state.activity("baseline").status == "closed"


def test_what_waits_is_accepted_only_where_it_was_on_the_screen(led: Cockpit) -> None:
    led_room = room(led)
    store = led_room._store
    with led_room.state() as state:
        activity = next(id for id, one in state.asked.items() if one.activity.collect)
        people = [*state.participants]
    led_room._rehearsal.stop()
    led_room.open(activity)
    for number, person in enumerate(people[:3]):
        store.run([(led_room.code, c.Propose(activity, f"Idea {number}", f"k{number}", person))])
    led_room._log.refresh()
    press_tab(led, "read")
    with led_room.state() as state:
        waiting = [
            id for id, one in state.activity(activity).proposals.items() if one.status == "held"
        ]
    if len(waiting) < 3:
        pytest.skip("this workshop holds nothing back")
    on_screen = [f"item:{activity}:{waiting[0]}"]
    said = {"act": "accept_seen", "values": [activity], "typed": {}, "seen": on_screen}
    led.widget._pressed(led.widget, said, [])
    with led_room.state() as state:
        shown = [id for id in waiting if state.activity(activity).proposals[id].status == "shown"]
    assert shown == waiting[:1]


def press_tab(cockpit: Cockpit, name: str) -> None:
    cockpit.widget._pressed(
        cockpit.widget, {"act": "tab", "values": [name], "typed": {}, "seen": []}, []
    )


@pytest.mark.parametrize("yes", ["yes", "Oui", " y "])
def test_a_person_is_erased_with_a_yes_of_either_language(led: Cockpit, yes: str) -> None:
    press_tab(led, "people")
    alias = room(led).people()[0]
    press_key(led, "erase", alias)
    press(led, "Erase for good", yes="no")
    assert led.widget.said["sort"] == "refused" and alias in room(led).people()
    press(led, "Erase for good", yes=yes)
    assert alias not in room(led).people()


def press_key(cockpit: Cockpit, act: str, *values: str) -> None:
    cockpit.widget._pressed(
        cockpit.widget, {"act": act, "values": [*values], "typed": {}, "seen": []}, []
    )


def test_after_another_session_was_begun_the_former_says_so(led: Cockpit, place: Path) -> None:
    other = Cockpit(Workshop(language="en", store=place))
    press(other, "Rehearsal", **SETTINGS)
    led._draw()
    assert f"Session {room(other).code} was begun since" in read(led, "bar")


def test_run_again_it_offers_to_go_on_where_it_was(led: Cockpit, place: Path) -> None:
    again = Cockpit(Workshop(language="en", store=place))
    press(again, f"Go on with {room(led).code}")
    assert room(again).code == room(led).code


def test_after_the_last_step_what_is_handed_out_is_written_and_nothing_is_ended(
    led: Cockpit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    room(led).open("baseline")
    room(led).rehearsed()
    room(led).reveal("baseline")
    room(led).plan(())
    led._draw()
    press(led, main(led))
    assert [one.endswith(".html") for one in opened] == [True]
    assert (tmp_path / f"results-{room(led).code}").is_dir()
    assert "Text of a mail" in read(led, "step")
    with room(led).state() as state:
        assert not state.over


def test_what_people_type_is_text_in_the_tree(led: Cockpit) -> None:
    room(led).note("<b>$x$</b> http://a.b", None)
    press_tab(led, "notes")
    assert "<b>$x$</b> http://a.b" in " ".join(texts_of(region(led, "panel")))
