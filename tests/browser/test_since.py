"""Compared with oneself, on a phone: a box and three words in one session, the same words in the next."""

import msgspec
import pytest
from playwright.sync_api import expect

from tests import decks
from tests.browser.conftest import NewPhone, OpenRoom
from tests.browser.test_phone import come_in

pytestmark = pytest.mark.browser
MARKED = msgspec.structs.replace(
    decks.deck(decks.agreement(), decks.flows()), cuts={"again": {"baseline": 4.0}}
)


def test_the_three_words_of_one_session_are_found_in_the_next(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    first = open_room(msgspec.structs.replace(decks.new_session(), deck=MARKED, seed=None))
    phone = new_phone(width=320, height=640)
    page = phone.page
    come_in(page, first, "Capucine")
    page.locator("#me").tap()
    dialog = page.get_by_role("dialog")
    box = dialog.get_by_label("Compare my answers with my next ones")
    box.check()
    expect(box).to_be_checked()
    words = dialog.locator(".tt-phone-words")
    kept = words.locator("span").all_text_contents()
    assert len(kept) == 3 and phone.violations() == [] and not phone.scrolls_sideways()
    page.get_by_role("button", name="Close").tap()
    page.locator("#me").tap()
    expect(box).to_be_checked()  # as the laptop has it
    log = first.store.log(first.code)
    log.refresh()
    [person] = log.state.participants.values()
    assert person.comparable
    new = msgspec.structs.replace(decks.new_session(), deck=MARKED, follows=first.code, seed=None)
    second, other = open_room(new), new_phone(width=320, height=640)
    come_in(other.page, second, "Somebody")
    lobby = other.page.locator("main")
    lobby.get_by_label("Your three words").fill("no such words")
    lobby.get_by_role("button", name="Link my answers").tap()
    expect(lobby.get_by_text("No answers are kept under these three words.")).to_be_visible()
    lobby.get_by_label("Your three words").fill(" ".join(kept).upper())
    lobby.get_by_role("button", name="Link my answers").tap()
    expect(lobby.get_by_text("Found: what you answer today")).to_be_visible()
    assert other.violations() == [] and not other.scrolls_sideways()
    later = second.store.log(second.code)
    later.refresh()
    assert [one.former for one in later.state.participants.values()] == [person.id]
