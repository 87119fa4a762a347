"""Voting on sentences in a real browser: one at a time, by thumb or by key, with a way back."""

import pytest
from playwright.sync_api import Page, expect

from kit import commands as c
from tests import decks
from tests.browser.conftest import LiveRoom, NewPhone, OpenRoom
from tests.browser.test_phone import come_in

pytestmark = pytest.mark.browser

VOTED = decks.statements(sentences=3, most=1)


@pytest.fixture
def room(open_room: OpenRoom) -> LiveRoom:
    room = open_room(decks.new_session(VOTED))
    room.do(c.Open(VOTED.id))
    return room


def sentence(page: Page) -> str:
    return page.locator(".tt-said").inner_text()


def votes(room: LiveRoom) -> list[int]:
    return sorted(value for own in room.answers(VOTED.id) for value in own.values())


def kept(page: Page, room: LiveRoom, *wanted: int) -> None:
    """Wait until these votes are in the log, and no others."""
    for _ in range(50):
        if votes(room) == sorted(wanted):
            return
        page.wait_for_timeout(100)
    assert votes(room) == sorted(wanted)


def test_a_room_votes_writes_and_sees_where_it_stands(room: LiveRoom, new_phone: NewPhone) -> None:
    phone = new_phone()
    page = phone.page
    come_in(page, room, "Capucine")
    expect(page.get_by_text("Sentence 1 of 3")).to_be_visible()
    assert phone.violations() == []
    first = sentence(page)

    page.get_by_role("button", name="Agree", exact=True).tap()
    expect(page.get_by_text("Sentence 2 of 3")).to_be_visible()
    assert sentence(page) != first
    expect(page.locator(".tt-said")).to_be_focused()
    page.keyboard.press("d")
    expect(page.get_by_text("Sentence 3 of 3")).to_be_visible()
    page.get_by_role("button", name="Undo my last vote").tap()
    expect(page.get_by_text("Sentence 2 of 3")).to_be_visible()
    page.keyboard.press("p")
    page.get_by_role("button", name="Agree", exact=True).tap()
    expect(page.get_by_text("You have voted on every sentence.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="You: Pass")).to_have_count(1)
    expect(page.locator(".tt-foot [role=status]")).to_contain_text("Saved")
    kept(page, room, 0, 1, 1)

    passed = page.get_by_role("listitem").filter(has_text="You: Pass")
    passed.get_by_role("button", name="Vote again").tap()
    page.get_by_role("button", name="Disagree", exact=True).tap()
    expect(page.get_by_text("You have voted on every sentence.")).to_be_visible()
    kept(page, room, 1, 1, -1)
    assert phone.violations() == []

    page.get_by_role("textbox").fill("Let us meet outside more often")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Let us meet outside more often")).to_have_count(1)
    page.keyboard.type("a")  # in the field a letter is a letter
    assert len(votes(room)) == 3

    room.invite(5)
    room.everybody_answers(VOTED)
    room.reveal(VOTED.id)
    expect(page.locator(".tt-sentence")).to_be_visible()
    expect(page.locator(".tt-result")).to_have_count(3)
    assert phone.violations() == []
    assert not phone.scrolls_sideways()
    assert phone.complaints == []
