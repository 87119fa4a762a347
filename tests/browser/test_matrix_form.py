"""Placing things on a plane on a phone: by a tap, by keys, taken back, and shown as the room's map."""

import msgspec
import pytest
from playwright.sync_api import expect
from tamtam.session import commands as c

from tests import decks
from tests.browser.conftest import NewPhone, OpenRoom
from tests.browser.test_phone import come_in, said
from tests.browser.test_phone_looks import check
from tests.kinds.people import DECKS

pytestmark = pytest.mark.browser

_SMALL = DECKS["matrix"].activities[0]
IDEAS = msgspec.structs.replace(_SMALL, part="opening", items=_SMALL.items[:2])


@pytest.mark.parametrize(("scheme", "width"), [("light", 320)])
def test_a_thing_is_placed_by_a_tap_or_by_keys_and_shown_on_the_rooms_map(
    open_room: OpenRoom, new_phone: NewPhone, scheme: str, width: int
) -> None:
    room = open_room(decks.new_session(IDEAS))
    phone = new_phone(scheme=scheme, width=width)
    page = phone.page
    come_in(page, room)
    room.do(c.Open(IDEAS.id))
    plane = page.locator(".tt-matrix-plane").first
    field = plane.bounding_box()
    assert field and min(field["width"], field["height"]) / 6 >= 43  # each field is a finger wide
    check(phone)

    plane.tap(position={"x": field["width"] * 0.2, "y": field["height"] * 0.05})
    tea = page.locator(".tt-card").first
    expect(tea.locator(".tt-state")).to_contain_text("Do now")
    effort = tea.get_by_role("radiogroup", name="Tea for everybody – Effort (1 little, 6 a lot)")
    expect(effort.get_by_role("radio", name="2")).to_be_checked()
    effort.get_by_role("radio", name="2").focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(tea.locator(".tt-state")).to_contain_text("Plan it")

    oven = page.locator(".tt-card").nth(1)
    rows = {
        axis: oven.get_by_role("radiogroup", name=f"A bread oven – {axis}")
        for axis in ("Effort", "Effect")
    }
    rows["Effect"].locator("label", has_text="3").tap()
    expect(oven.locator(".tt-state")).not_to_contain_text("Leave")  # half of a place is none
    rows["Effort"].locator("label", has_text="5").tap()
    expect(oven.locator(".tt-state")).to_contain_text("Leave it")
    said(page, "You have answered everything")
    check(phone)
    placed = {"tea": (4, 6), "oven": (5, 3)}
    answers = {
        (f"{id}.{axis}", "today"): value
        for id, place in placed.items()
        for axis, value in zip(("across", "up"), place, strict=True)
    }
    room.holds(IDEAS.id, [answers])

    room.invite(6)
    room.everybody_answers(IDEAS)
    room.reveal(IDEAS.id)
    expect(page.locator(".tt-map b")).to_have_count(2)
    expect(page.get_by_text("You: Leave it")).to_be_visible()
    check(phone)
