"""Links as a facilitator handles them: drawn when asked for, printed in a script, made worthless."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import ipywidgets as widgets
import pytest
from tamtam import Room, Workshop
from tamtam.notebook.links import Links
from tamtam.notebook.widgets.link_card import LinkCard
from tamtam.server import run
from tamtam.session.log import open_store

from tests.notebook.widgets.test_lobby import inside


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    place = tmp_path / "sessions.sqlite"
    yield Workshop(language="en", store=place).open()
    store = open_store(place)
    run.stop(store)
    store.close()


def opens(url: str) -> bool:
    return httpx.get(url, trust_env=False).status_code == 200


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    """The address in what was said last."""
    return next(line for line in capsys.readouterr().out.split() if line.startswith("http"))


def buttons(card: LinkCard) -> list[widgets.Button]:
    return [child for child in inside(card.widget) if isinstance(child, widgets.Button)]


def links_of(room: Room) -> Links:
    """The links that another process would draw for the same room."""
    return Links(room.code, lambda: room.local_url, lambda: room.server_url, room._run)


def test_in_a_script_the_spare_phone_s_address_is_printed(
    room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    room.hand_round()
    assert printed(capsys) == room.spare_url == f"{room.server_url}/spare/{room.code}"


def test_in_a_script_the_projector_page_s_address_is_printed(
    room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    room.screen()
    url = printed(capsys)
    assert url.startswith("http://127.0.0.1:") and opens(url)
    room.screen()
    assert printed(capsys) == url
    room.screen(revoke=True)
    assert "No projector page" in capsys.readouterr().out
    assert not opens(url)
    room.screen()
    assert printed(capsys) != url


def test_the_clicker_s_secret_stands_behind_the_hash_where_no_server_sees_it(
    room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    room.clicker()
    said = capsys.readouterr().out
    url = next(line for line in said.split() if line.startswith("http"))
    address, _, secret = url.partition("#")
    assert address == f"{room.server_url}/clicker/{room.code}" and len(secret) > 20
    assert "█" in said  # the QR code
    state = f"{room.server_url}/control/{room.code}/clicker/state"
    headers = {"authorization": f"Bearer {secret}"}
    assert httpx.get(state, headers=headers, trust_env=False).status_code == 200
    room.clicker(revoke=True)
    assert httpx.get(state, headers=headers, trust_env=False).status_code == 401


def test_a_link_of_another_day_stays_good_until_all_are_revoked(room: Room) -> None:
    before, now = links_of(room), links_of(room)
    urls = [links.address("screen") for links in (before, now)]
    assert urls[0] != urls[1] and all(map(opens, urls))
    now.revoke("screen")
    assert not any(map(opens, urls))


def test_under_a_cell_a_link_is_folded_until_it_is_asked_for(room: Room) -> None:
    card = LinkCard(room, "screen")

    def html() -> str:
        shown = [child for child in card.widget.children if isinstance(child, widgets.HTML)]
        return "".join(child.value for child in shown)

    fold, elsewhere, revoke = buttons(card)
    assert "http" not in html()
    fold.click()
    url = room.links.address("screen")
    assert url in html() and opens(url)
    fold.click()
    assert "http" not in html()
    fold.click()
    revoke.click()
    assert "http" not in html() and "No projector page" in html()
    assert not opens(url)
    fold.click()
    assert opens(room.links.address("screen"))

    # For another device another link is drawn, as a QR code to scan from there.
    elsewhere.click()
    other = room.links.address("screen_elsewhere")
    assert other in html() and room.links.address("screen") not in html() and "<img" in html()
    assert opens(other)
    revoke.click()
    assert not opens(other)


def test_after_the_end_a_card_says_why_there_is_no_link(room: Room) -> None:
    card = LinkCard(room, "screen")
    room.open("baseline")
    room.end()
    buttons(card)[0].click()
    shown = [child for child in card.widget.children if isinstance(child, widgets.HTML)]
    assert "This session is over." in shown[-1].value
