"""The forms of the second observation on a phone: by touch and by keyboard, narrow, in both schemes."""

import msgspec
import pytest
from playwright.sync_api import Page, expect
from tamtam.session import commands as c

from tests import decks
from tests.browser.conftest import LiveRoom, NewPhone, OpenRoom
from tests.browser.test_phone import come_in, said
from tests.browser.test_phone_looks import check

pytestmark = pytest.mark.browser

DECK = decks.shipped()
NAMES = ("baseline", "exchanges", "decisions", "integrity")
ASKED = {name: DECK.worded("team").activity(name) for name in NAMES}


@pytest.fixture
def room(open_room: OpenRoom) -> LiveRoom:
    kept = msgspec.structs.replace(DECK, cuts={}, drop_first={})
    return open_room(c.NewSession("trois_constats", kept, seed=1))


def answer_baseline(page: Page, room: LiveRoom) -> None:
    page.get_by_role("radiogroup", name="What my colleagues expect").locator("label").nth(3).tap()
    said(page, "Saved")


def answer_exchanges(page: Page, room: LiveRoom) -> None:
    """One's role by touch; three roles and no fourth, nobody by keyboard; nobody takes their place."""
    page.get_by_role("radiogroup", name="My role").locator("label", has_text="Sales").tap()
    teaches = page.get_by_role("group", name="Who teaches you useful things?")
    for role in ("Finance", "Management", "IT"):
        teaches.locator("label", has_text=role).tap()
    expect(teaches.get_by_role("checkbox", name="Production")).to_be_disabled()
    warns = page.get_by_role("group", name="Who warns you?")
    warns.get_by_role("checkbox", name="Sales").focus()
    page.keyboard.press("Space")
    nobody = warns.get_by_role("checkbox", name="nobody")
    nobody.focus()
    page.keyboard.press("Space")
    expect(warns.get_by_role("checkbox", name="Sales")).not_to_be_checked()
    trusts = page.get_by_role("group", name="Who trusts you?")
    trusts.locator("label", has_text="Production").tap()
    trusts.locator("label", has_text="Production").tap()  # taken back
    said(page, "3 of 5: nothing is compulsory · Saved")
    room.holds(
        "exchanges",
        [
            {
                ("role", "today"): "sales",
                ("teaches", "today"): ["management", "finance", "it"],
                ("warns", "today"): [],
            }
        ],
    )
    page.reload()
    expect(nobody).to_be_checked()


def answer_decisions(page: Page, room: LiveRoom) -> None:
    """Today and wanted on one list, one tap each; the next decision by keyboard alone."""
    today = page.get_by_role("radiogroup", name="Refuse a client – today")
    wanted = page.get_by_role("radiogroup", name="Refuse a client – wanted")
    today.locator("label").first.tap()
    wanted.locator("label").nth(2).tap()
    rows = [one.locator("label").nth(4).bounding_box() for one in (today, wanted)]
    assert rows[0] and rows[1] and rows[0]["y"] == rows[1]["y"]  # side by side in one row
    hire = page.get_by_role("radiogroup", name="Hire – today").get_by_role("radio")
    hire.first.focus()
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="I don’t know", checked=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    said(page, "Saved")
    room.holds(
        "decisions",
        [
            {
                ("refuse_client", "today"): "manager",
                ("refuse_client", "wanted"): "together",
                ("hire", "today"): "unknown",
                ("hire", "wanted"): "manager",
            }
        ],
    )
    page.get_by_role("button", name="Take back – Hire").tap()
    expect(hire.nth(5)).not_to_be_checked()


def answer_integrity(page: Page, room: LiveRoom) -> None:
    group = page.get_by_role("radiogroup", name="I can say no to my group")
    group.get_by_role("radio").first.focus()
    for key in ("Space", "ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    said(page, "Saved")
    room.holds("integrity", [{("say_no", "today"): 4}])


ANSWER = {
    "baseline": answer_baseline,
    "exchanges": answer_exchanges,
    "decisions": answer_decisions,
    "integrity": answer_integrity,
}
#: What the room sees of each, beside one's own answers.
SHOWN = {
    "baseline": "You: rather agree",
    "exchanges": "You named: Management, Finance, IT",
    "decisions": "You: ● the manager, alone, ○ together, by consent",
    "integrity": "people answered both",
}


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 390)])
def test_each_is_answered_by_touch_and_keyboard_and_shown_beside_the_room(
    room: LiveRoom, new_phone: NewPhone, scheme: str, width: int
) -> None:
    phone = new_phone(scheme=scheme, width=width)
    page = phone.page
    come_in(page, room)
    for name, answer in ANSWER.items():
        activity = ASKED[name]
        assert activity
        room.do(c.Open(name))
        expect(page.locator(".tt-card").first).to_be_visible()
        assert small(page) == []
        answer(page, room)
        check(phone)
        if not room.people:
            room.invite(6)
        room.everybody_answers(activity)
        room.do(c.Close(name))
        room.reveal(name)
        expect(page.get_by_text(SHOWN[name]).first).to_be_visible()
        check(phone)


def small(page: Page) -> list[list[object]]:
    """What is touched and isn't large enough for a thumb."""
    sizes: list[list[object]] = page.eval_on_selector_all(
        ".tt-card :is(label, button)",
        "all => all.map(e => [e.outerHTML.slice(0, 60), e.offsetWidth, e.offsetHeight])"
        ".filter(([, wide, high]) => wide && Math.min(wide, high) < 44)",
    )
    return sizes
