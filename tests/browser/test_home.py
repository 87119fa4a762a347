"""The laptop answers no more at its address: a phone's page leads its owner to another one."""

import time

import pytest
from playwright.sync_api import expect
from tamtam.session import commands as c

from tests import decks
from tests.browser.conftest import PATIENCE, NewPhone, OpenRoom
from tests.browser.test_phone import come_in, said, tap_value

pytestmark = pytest.mark.browser


def test_a_page_that_lost_the_laptop_leads_to_its_other_address_with_all_one_gave_meanwhile(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    room = open_room(decks.new_session())
    phone = new_phone()
    page = phone.page
    come_in(page, room, "Ana")
    has_ticket = "drawer => Boolean(JSON.parse(localStorage[drawer]).home)"
    until = time.monotonic() + PATIENCE
    while not page.evaluate(has_ticket, f"tamtam.{room.code}"):  # fetched in a calm moment
        assert time.monotonic() < until
        page.wait_for_timeout(100)
    # As if the laptop were in a second network: its other address is this machine's other name.
    other = room.server_url.replace("127.0.0.1", "localhost")
    room.do(c.Open("baseline"))
    expect(page.get_by_role("radio").first).to_be_attached()
    page.route(f"{room.server_url}/api/**", lambda route: route.abort())
    tap_value(page, 1, 4)
    said(page, "waiting to be sent")
    way = page.locator("#home a")
    while not way.count():  # what the page keeps meanwhile may take the place of what was put there
        assert time.monotonic() < until
        page.evaluate(
            """([drawer, other]) => {
              const kept = JSON.parse(localStorage[drawer]);
              kept.home.addresses = [...new Set([...kept.home.addresses, other])];
              localStorage[drawer] = JSON.stringify(kept);
              dispatchEvent(new Event('online'));
            }""",
            [f"tamtam.{room.code}", other],
        )
        page.wait_for_timeout(200)
    expect(way).to_have_text(other)
    assert phone.violations() == [] and not phone.scrolls_sideways()
    way.tap()
    page.wait_for_url(f"{other}/{room.code}")
    expect(page.locator("#me")).to_have_text("Ana")
    said(page, "Saved")  # what was on its way came along
    log = room.store.log(room.code)
    log.refresh()
    assert [one.alias for one in log.state.participants.values()] == ["Ana"]
    [answers] = log.state.asked["baseline"].turn.answers.values()
    assert list(answers.values()) == [4]
    assert phone.complaints == []
