"""A session played back in a browser: one moment at a time, by slider, by itself, or all without a script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tamtam.results import replay_page
from tamtam.results.replay import replay
from tamtam.session.log import open_store

from tests.browser.conftest import NewPhone
from tests.decks import agreement, flows, new_session
from tests.results.sessions import Lived

pytestmark = pytest.mark.browser


@pytest.fixture
def page_file(tmp_path: Path) -> Iterator[Path]:
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(new_session(agreement(), flows())))
    session.join(24)
    session.played("baseline", 24)
    session.played("flows", 24)
    log = session.log
    steps = replay(log.entries(), log.state)
    yield replay_page.write(log.state, steps, tmp_path / "replay.html", "en")
    store.close()


def test_a_step_is_played_moment_by_moment(new_phone: NewPhone, page_file: Path) -> None:
    phone = new_phone(width=390, height=844)
    page = phone.page
    page.on("console", lambda said: phone.complaints.append(said.text))
    page.goto(page_file.as_uri())
    moments = page.locator(".tt-replay-frame:visible")
    expect(moments).to_have_count(1)
    expect(moments).to_contain_text("24 people: this is what the room saw")
    assert phone.violations() == [] and not phone.scrolls_sideways()
    slider = page.get_by_role("slider")
    slider.fill("0")
    expect(moments).to_contain_text("5 people had answered")
    expect(slider).to_have_attribute("aria-valuetext", "5 people had answered")
    page.get_by_role("button", name="Play").click()
    expect(moments).to_contain_text("this is what the room saw", timeout=15_000)
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    page.get_by_role("combobox").select_option("1")
    expect(page.get_by_role("heading", name="Five flows")).to_be_visible()
    expect(moments).to_have_count(1)
    assert phone.complaints == []
