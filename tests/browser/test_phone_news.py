"""What a phone tells of what changes by itself: another table, the end of a break."""

import msgspec
import pytest
from playwright.sync_api import Page, expect
from tamtam.session import commands as c

from tests import decks
from tests.browser.conftest import LiveRoom, NewPhone, OpenRoom
from tests.browser.test_phone import come_in

pytestmark = pytest.mark.browser


def sit(page: Page, room: LiveRoom, table: int) -> None:
    answer = page.request.post(f"{room.server_url}/api/{room.code}/me", data={"table": table})
    assert answer.status == 200, answer.text()


def test_who_is_sent_to_another_table_is_told_and_sees_it_until_the_next_question(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    together = msgspec.structs.replace(decks.agreement(), formation="tables")
    following = msgspec.structs.replace(decks.agreement("next"), formation="tables")
    room = open_room(decks.new_session(together, following))
    page = new_phone().page
    come_in(page, room)
    sit(page, room, 1)
    room.do(c.Open("baseline"))
    seat = page.locator(".tt-phone-kicker")
    expect(seat).to_contain_text("table 1")
    expect(seat.locator("b")).to_have_count(0)
    sit(page, room, 2)
    expect(page.locator("#live")).to_have_text("you move to table 2")
    expect(seat.locator("b")).to_contain_text("you move to table 2")
    room.do(c.Open("next"))
    expect(seat.locator("b")).to_have_count(0)
    expect(seat).to_contain_text("table 2")


def test_a_break_says_when_it_is_over(open_room: OpenRoom, new_phone: NewPhone) -> None:
    room = open_room(decks.new_session())
    page = new_phone().page
    come_in(page, room)
    title = page.get_by_role("heading", level=1)
    room.do(c.Begin("break", 600))
    expect(title).to_contain_text("Break until ")
    room.do(c.Open("baseline"))
    room.do(c.Begin("break", 1))
    expect(title).to_have_text("We go on")
