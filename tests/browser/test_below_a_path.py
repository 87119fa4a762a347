"""Every page of a server below a path, with a long code, in a real browser: people come in and answer."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.server.exposure import Exposure
from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests import decks
from tests.browser.conftest import LiveRoom, NewPhone
from tests.browser.test_phone import come_in, said, tap_value

pytestmark = pytest.mark.browser


@pytest.fixture
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveRoom]:
    store = open_store(tmp_path_factory.mktemp("below") / "sessions.sqlite")
    running = run.start(store, exposure=Exposure(public_url="http://room.test/tamtam"))
    client = Client(running.url, running.key)
    yield LiveRoom(store, client, f"{running.url}/tamtam", client.create(decks.new_session()))
    run.stop(store)
    store.close()


def loaded(page: Page) -> list[str]:
    """What a page asks for, and isn't there."""
    missing: list[str] = []
    page.on(
        "response",
        lambda answer: (
            missing.append(f"{answer.status} {answer.url}")
            if answer.status >= 400 and not answer.url.endswith("favicon.ico")
            else None
        ),
    )
    return missing


def test_people_come_in_and_answer_below_a_path(room: LiveRoom, new_phone: NewPhone) -> None:
    assert len(room.code) == 8
    page = new_phone().page
    missing = loaded(page)
    page.goto(f"{room.server_url}/")
    page.get_by_label("Session code").fill(room.code.lower())
    page.get_by_role("button", name="Continue").tap()
    expect(page).to_have_url(re.compile(rf"/tamtam/{room.code}$"))
    come_in(page, room, "Ada")
    room.do(c.Open("baseline"))
    tap_value(page, 1, 4)
    said(page, "Saved")
    page.reload()
    expect(
        page.get_by_role("radiogroup", name="Statement 1").get_by_role("radio").nth(3)
    ).to_be_checked()
    assert missing == []


def test_the_pages_of_those_who_lead_stand_below_a_path_too(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    from tamtam.notebook.links import Links

    links = Links(room.code, lambda: room.server_url, lambda: room.server_url, room.do)
    page = new_phone().page
    missing = loaded(page)
    page.goto(links.address("screen_elsewhere"))
    expect(page.get_by_role("heading", name="A small workshop")).to_be_visible()
    expect(page.locator(".tt-screen-url")).to_have_text("room.test/tamtam")
    page.goto(links.address("clicker"))
    expect(page.get_by_role("button").first).to_be_visible()
    page.goto(links.address("moderator"))
    expect(page.get_by_role("heading").first).to_be_visible()
    page.goto(f"{room.server_url}/spare/{room.code}")
    expect(page.get_by_role("button").first).to_be_visible()
    assert missing == []
