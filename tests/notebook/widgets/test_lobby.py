"""Lobby and wrap-up, by their buttons and what they show; a real room behind them."""

import re
from collections.abc import Iterator
from pathlib import Path

import ipywidgets as widgets
import pytest
from tamtam import Room, Workshop
from tamtam.notebook.widgets.cockpit.door import in_the_room
from tamtam.notebook.widgets.lobby import Lobby
from tamtam.notebook.widgets.wrap_up import WrapUp
from tamtam.server import addresses, run
from tamtam.server.client import Client
from tamtam.session import commands as c
from tamtam.session.log import open_store


@pytest.fixture
def room(place: Path) -> Room:
    return Workshop(language="en", store=place).open(rehearsal=True, new=True)


def inside(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


def labels(wrap_up: WrapUp) -> list[str]:
    return [
        found.description
        for found in inside(wrap_up.widget)
        if isinstance(found, widgets.Button) and found.layout.display != "none"
    ]


def press(shown: Lobby | WrapUp, label: str) -> None:
    [button] = [
        found
        for found in inside(shown.widget)
        if isinstance(found, widgets.Button) and label in found.description
    ]
    button.click()


def html(shown: Lobby | WrapUp) -> str:
    return "".join(found.value for found in inside(shown.widget) if isinstance(found, widgets.HTML))


def test_names_are_text_in_the_lobby_and_many_are_summed_up(room: Room) -> None:
    lobby = Lobby(room)
    assert "Nobody yet" in html(lobby)
    assert room.url in html(lobby)
    room._store.run([(room.code, c.Join(f"p{n}", f"Person {n}")) for n in range(70)])
    lobby.update([])
    assert "and 10 more" in html(lobby)
    room._store.run([(room.code, c.Rename("p69", "<b>bold</b>"))])
    lobby.update([])
    assert "&lt;b&gt;bold&lt;/b&gt;" in html(lobby)
    assert "<b>bold" not in html(lobby)


def test_the_lobby_shows_the_way_for_a_spare_phone(room: Room) -> None:
    lobby = Lobby(room)
    assert f"{room.server_url}/spare/{room.code}" in html(lobby)
    assert "Pass it round the table" in html(lobby)


def test_the_lobby_s_code_follows_the_laptop_to_another_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(tmp_path / "moving.sqlite")
    room = Workshop(language="en", store=store.place).open(lan=True)
    lobby = Lobby(room)
    before = html(lobby)
    monkeypatch.setattr(run, "lan_address", lambda: "192.168.77.7")
    lobby._looked_at = 0  # as if a second had passed
    lobby.update([])
    assert "http://192.168.77.7:" in html(lobby)
    assert re.findall(r'src="([^"]+)"', before) != re.findall(r'src="([^"]+)"', html(lobby))
    run.stop(store)
    lobby._looked_at = 0
    lobby.update([])
    assert run.find(store) is None  # looking at the address starts no server
    store.close()


def test_another_network_of_the_laptop_can_be_chosen_in_the_lobby(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(tmp_path / "several.sqlite")
    wifi = addresses.LaptopNetwork("wlan0", "10.0.0.7", "wifi")
    cable = addresses.LaptopNetwork("eth0", "10.1.0.7", "cable")
    monkeypatch.setattr(addresses, "networks", lambda: (wifi, cable))
    lobby = Lobby(Workshop(language="en", store=store.place).open(lan=True))
    assert "http://10.0.0.7:" in html(lobby)
    [choice] = [one for one in inside(lobby.widget) if isinstance(one, widgets.Dropdown)]
    assert "10.1.0.7 (cable, eth0)" in [said for said, _ in choice.options]
    choice.value = "10.1.0.7"
    assert "http://10.1.0.7:" in html(lobby) and "http://10.0.0.7:" not in html(lobby)
    monkeypatch.setattr(addresses, "networks", lambda: (wifi,))
    lobby._looked_at = 0
    lobby.update([])
    assert "http://10.0.0.7:" in html(lobby)
    assert not [one for one in inside(lobby.widget) if isinstance(one, widgets.Dropdown)]
    run.stop(store)
    store.close()


def test_the_wi_fi_has_a_code_before_the_page_s_and_leaves_no_trace_in_the_log(
    room: Room, tmp_path: Path
) -> None:
    lobby = Lobby(room)
    form = lobby._wifi.children[1]
    assert form.layout.display == "none"  # folded, behind a button that keys reach
    press(lobby, "▸ Add a Wi-Fi code")
    assert form.layout.display is None
    [name, password] = [w for w in inside(lobby.widget) if isinstance(w, widgets.Text)]
    name.value, password.value = "Loft <3", "tam;tam-secret"
    press(lobby, "Show the code")
    shown = html(lobby)
    assert shown.index("1 · First join this Wi-Fi") < shown.index("2 · Then join")
    assert shown.count("<img") == 3  # and, folded away, the spare phone's
    assert "Loft &lt;3" in shown
    assert html(Lobby(room)).count("<img") == 3  # in another kernel
    for path in tmp_path.glob("sessions.sqlite*"):
        assert ("tam;tam-secret" in path.read_text("latin-1")) == path.name.endswith("wifi.json")
    press(lobby, "▾ Add a Wi-Fi code")
    assert form.layout.display == "none"
    room.end()
    assert not list(tmp_path.glob("*wifi*"))


def test_the_end_is_asked_twice_for_and_results_are_written(room: Room, tmp_path: Path) -> None:
    wrap_up = WrapUp(room, str(tmp_path / "results"))
    press(wrap_up, "Write the results")
    assert "report.html" in html(wrap_up)
    assert (tmp_path / "results" / "report.html").exists()
    press(wrap_up, "End the session…")
    with room.state() as state:
        assert not state.over
    press(wrap_up, "Yes, end it")
    with room.state() as state:
        assert state.over
    assert labels(wrap_up) == ["Write the results"]


def test_a_name_that_works_stands_beside_the_address_and_in_no_code(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Client, "name", lambda _: ("held", "http://tamtam.local:8800"))
    told = f"Many phones find it by this name too: http://tamtam.local:8800/{room.code}"
    lobby = Lobby(room)
    assert told in html(lobby) and f'alt="QR code of the address {room.url}"' in html(lobby)
    assert told in str(in_the_room(room))
    monkeypatch.setattr(Client, "name", lambda _: ("taken", ""))
    lobby.renew()
    assert "tamtam.local" not in html(lobby) and in_the_room(room) == []
