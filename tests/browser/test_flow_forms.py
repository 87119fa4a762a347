"""The forms of the third observation on a phone: by touch and by keyboard, narrow, in both schemes."""

import msgspec
import pytest
from playwright.sync_api import Locator, Page, expect
from tamtam.session import commands as c

from tests import decks
from tests.browser.conftest import LiveRoom, NewPhone, OpenRoom
from tests.browser.test_phone import come_in, said
from tests.browser.test_phone_looks import check

pytestmark = pytest.mark.browser

DECK = decks.shipped()
NAMES = ("gate", "attention", "wall_or_door", "sieve")
ASKED = {name: DECK.worded("team").activity(name) for name in NAMES}


@pytest.fixture
def room(open_room: OpenRoom) -> LiveRoom:
    kept = msgspec.structs.replace(DECK, cuts={}, drop_first={})
    return open_room(c.NewSession("trois_constats", kept, seed=1))


def slide(page: Page, track: Locator, share: float) -> None:
    """Tap a line, at a share of its length."""
    track.scroll_into_view_if_needed()
    box = track.bounding_box()
    assert box
    x = box["x"] + 16 + share * (box["width"] - 32)
    page.touchscreen.tap(x, box["y"] + box["height"] / 2)


def answer_gate(page: Page, room: LiveRoom) -> None:
    """A tile by touch, the next by keyboard."""
    page.get_by_role("radiogroup", name="Values").locator("label").first.tap()
    page.get_by_role("radiogroup", name="Doubts").get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    said(page, "Saved")
    own = {("values", "today"): "in_good", ("doubts", "today"): "out_missed"}
    room.holds_one("gate", own)


def answer_attention(page: Page, room: LiveRoom) -> None:
    """Lines that always make 100, there and back; the sum is said to those who listen."""
    first, second = page.locator(".tt-card").all()
    slide(page, first.locator(".tt-line-track").nth(0), 0.6)
    sliders = first.get_by_role("slider").all()
    assert [one.get_attribute("aria-valuetext") for one in sliders] == [
        "60 out of 100",
        *["10 out of 100"] * 4,
    ]
    sliders[3].focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
    heard = first.locator(".tt-attention-heard")
    expect(heard).to_have_text(
        "100 points in all: Matter 60, Money 10, Knowledge 10, Trust 10, Emotion 10"
    )
    second.get_by_role("button", name="Equal shares").tap()
    second.get_by_role("slider", name="Trust").press("4")
    second.get_by_role("slider", name="Money").press("Home")
    said(page, "You have answered everything · Saved")
    [own] = room.answers("attention")
    assert list(own["split", "last_week"].values()) == [60, 10, 10, 10, 10]
    wanted = own["split", "wanted"]
    assert (sum(wanted.values()), wanted["money"]) == (100, 0)
    page.reload()
    expect(page.get_by_role("slider", name="Matter").first).to_have_value("60")


def answer_wall_or_door(page: Page, room: LiveRoom) -> None:
    """A scale from 1, and one of two sides: the first touch of a key answers the middle."""
    slide(page, page.locator(".tt-line-track").nth(0), 1)
    page.get_by_role("slider").nth(1).press("ArrowRight")
    shown = page.get_by_role("slider").nth(2)
    for key in ("ArrowLeft", "ArrowRight", "-"):
        shown.press(key)
    expect(shown).to_have_attribute("aria-valuetext", "\u22121, from \u22122 to +2")
    said(page, "You have answered everything · Saved")
    room.holds_one(
        "wall_or_door",
        {("partition", "lived"): 5, ("partition", "wanted"): 3, ("digital", "lived"): -1},
    )


def answer_sieve(page: Page, room: LiveRoom) -> None:
    """What is entered stays on the phone, over a reload too, until it is shared; and comes back."""
    decision = page.get_by_role("textbox")
    decision.fill("Hire <b>now</b>")
    money = page.get_by_role("slider", name="Money, for others")
    slide(page, page.locator(".tt-line-track").nth(2), 1)
    money.press("2")
    money.press("-")
    said(page, "Kept here, nothing is sent")
    page.reload()
    expect(decision).to_have_value("Hire <b>now</b>")
    expect(money).to_have_attribute("aria-valuetext", "\u22122, from \u22123 to +3")
    room.holds("sieve", [])
    share = page.get_by_role("switch", name="Share my bars")
    share.focus()
    page.keyboard.press("Space")
    said(page, "Saved")
    shared = {("money", "self"): 3, ("money", "others"): -2}
    room.holds("sieve", [shared])
    money.press("1")
    said(page, "Saved")
    room.holds("sieve", [shared | {("money", "others"): 1}])
    share.tap()
    said(page, "Kept here, nothing is sent")
    room.holds("sieve", [])
    expect(money).to_have_attribute("aria-valuetext", "+1, from \u22123 to +3")


ANSWER = {
    "gate": answer_gate,
    "attention": answer_attention,
    "wall_or_door": answer_wall_or_door,
    "sieve": answer_sieve,
}


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 360)])
def test_each_form_is_answered_kept_and_shown_accessibly(
    room: LiveRoom, new_phone: NewPhone, scheme: str, width: int
) -> None:
    phone = new_phone(scheme=scheme, width=width, height=640)
    page = phone.page
    come_in(page, room)
    room.invite(14)
    for name in NAMES:
        activity = ASKED[name]
        assert activity
        room.do(c.Open(name))
        expect(page.locator(".tt-card").first).to_be_visible()
        check(phone)
        ANSWER[name](page, room)
        check(phone)
        room.everybody_answers(activity)
        room.do(c.Close(name))
        said(page, "It’s closed")
        room.reveal(name)
        expect(page.locator(".tt-result").first).to_be_visible()
        check(phone)


def test_what_is_kept_on_a_phone_is_erased_with_its_owner(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    page = new_phone().page
    come_in(page, room)
    room.do(c.Open("sieve"))
    page.get_by_role("textbox").fill("Leave")
    page.get_by_role("slider").first.press("2")
    page.locator("#me").tap()
    page.get_by_role("button", name="Forget me").tap()
    page.get_by_role("button", name="Erase everything").tap()
    expect(page.get_by_role("heading", name="It is erased")).to_be_visible()
    assert "Leave" not in page.evaluate("JSON.stringify(localStorage)")
    page.get_by_role("button", name="Join again").tap()
    come_in(page, room)
    expect(page.get_by_role("textbox")).to_have_value("")
