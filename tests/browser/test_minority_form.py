"""Ideas that few hold, on phones: judged for their use, one's own kept there until it is sent."""

import msgspec
import pytest
from playwright.sync_api import expect
from tamtam.session import commands as c

from tests import decks
from tests.browser.conftest import NewPhone, OpenRoom
from tests.browser.test_phone import come_in
from tests.browser.test_phone_looks import check
from tests.decks import new_session

pytestmark = pytest.mark.browser

OWN = "Ask those who left us"


def test_a_minority_is_judged_and_nobody_outed(open_room: OpenRoom, new_phone: NewPhone) -> None:
    deck = decks.shipped()
    polis, barbarian = deck.activity("polis"), deck.activity("barbarian")
    assert polis and barbarian
    places = [msgspec.structs.replace(one, part="opening") for one in (polis, barbarian)]
    room = open_room(new_session(*places))
    room.invite(9)
    phone = new_phone(locale="en-GB")
    come_in(phone.page, room)
    room.do(c.Open("polis"))
    for person, opener in enumerate(room.people):
        for at, item in enumerate(polis.items):
            vote = 1 if at < 4 or person < at - 4 else -1
            body = {"activity": "polis", "item": item.id, "phase": "today", "value": vote}
            room._post(opener, "answers", body | {"key": f"{person}{item.id}"})
    room.reveal("polis")
    room.do(c.Open("barbarian"))

    # The four sentences that few agreed with; one's own stays here, also when the page is loaded again.
    cards = phone.page.locator(".tt-card:has(.tt-trend)")
    expect(cards).to_have_count(4)
    expect(phone.page.get_by_text("It stays on this phone until you send it")).to_be_visible()
    phone.page.get_by_role("textbox").fill(OWN)
    phone.page.get_by_role("textbox").press("Enter")
    phone.page.reload()
    expect(phone.page.get_by_role("textbox")).to_have_value(f"{OWN}\n")
    log = room.store.log(room.code)
    log.refresh()
    assert not any(one.participant for one in log.state.activity("barbarian").proposals.values())
    for card in range(4):
        cards.nth(card).get_by_role("radio", name="Could serve").tap()
    expect(phone.page.locator(".tt-foot [role=status]")).to_contain_text("Saved")
    check(phone)

    phone.page.get_by_role("button", name="Send it, without my name").tap()
    expect(phone.page.locator(".tt-collect-own li")).to_contain_text([OWN])
    expect(phone.page.locator(".tt-collect-own li")).to_contain_text(
        ["waiting for the facilitator to read it"]
    )

    for person, opener in enumerate(room.people):
        for item in polis.items[4:]:
            body = {"activity": "barbarian", "item": item.id, "phase": "today", "value": 1}
            room._post(opener, "answers", body | {"key": f"b{person}{item.id}"})
    room.reveal("barbarian")
    expect(phone.page.locator(".tt-sentence")).to_contain_text("yet 10 of 10 say it could serve us")
    expect(phone.page.locator(".tt-result").first).to_contain_text("few agreed with it before")
    expect(phone.page.locator(".tt-you")).to_have_count(0)  # phones lie on tables
    check(phone)
    assert phone.complaints == []
