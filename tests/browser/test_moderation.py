"""The moderation page in a real browser: a co-facilitator and a phone beside each other."""

import json

import pytest
from playwright.sync_api import Locator, Page, expect
from tamtam.server import pages
from tamtam.server.access import digest
from tamtam.session import commands as c

from tests import decks
from tests.browser.conftest import LiveRoom, NewPhone, OpenRoom, Phone

pytestmark = pytest.mark.browser

TAMPERED = '<img src=x onerror="window.hit=1">'


def test_the_page_stays_light() -> None:
    assert len(pages.moderate().packed) <= 15_000


@pytest.fixture
def room(open_room: OpenRoom) -> LiveRoom:
    opened = open_room(decks.new_session(decks.collecting(), decks.agreement()))
    opened.do(c.Grant("moderator", digest(opened.secret)))
    return opened


def propose(room: LiveRoom, text: str) -> None:
    """Someone new proposes an item."""
    room.invite(1)
    room._post(room.people[-1], "items", {"activity": "tools", "text": text, "key": text})


def card(page: Page, text: str) -> Locator:
    return page.locator("li", has=page.locator(".tt-moderate-text", has_text=text))


def group(page: Page, name: str) -> list[str]:
    return page.locator(f"h3:has-text('{name}') + ul .tt-moderate-text").all_text_contents()


def check(phone: Phone) -> None:
    assert phone.violations() == []
    assert not phone.scrolls_sideways()
    assert phone.complaints == []
    sizes = phone.page.eval_on_selector_all(
        "button, select, textarea", "all => all.map(b => b.offsetHeight)"
    )
    assert all(size >= 44 for size in sizes)


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1024, "dark")])
def test_the_queue_is_looked_after_from_another_page(
    room: LiveRoom, new_phone: NewPhone, width: int, scheme: str
) -> None:
    phone = new_phone(width=width, scheme=scheme)
    page = phone.page
    page.goto(f"{room.server_url}/moderate/{room.code}#{room.secret}")
    expect(page.locator("main")).to_contain_text("Nothing has come in yet")
    check(phone)
    room.do(c.Open("tools"))
    for text in ("Meetings", "The meeting", TAMPERED, "Paul never listens"):
        propose(room, text)
    expect(page.locator("#here")).to_have_text("4 waiting")
    assert group(page, "Waiting") == ["Meetings ×2", "The meeting", TAMPERED, "Paul never listens"]
    assert page.evaluate("window.hit") is None
    assert page.title().startswith("(4)")
    check(phone)

    # Approve, by keyboard; the focus goes on to what waits next, where the near-duplicate is offered.
    card(page, "Meetings").get_by_role("button", name="Approve", exact=True).press("Enter")
    expect(page.locator("#here")).to_have_text("3 waiting")
    assert group(page, "Accepted") == ["Statement 1", "Meetings"]
    expect(
        card(page, "The meeting").get_by_role("button", name="Approve", exact=True)
    ).to_be_focused()
    alike = card(page, "The meeting").locator(".tt-moderate-alike")
    expect(alike).to_contain_text("Says almost the same as “Meetings”")
    check(phone)
    alike.get_by_role("button", name="Merge").tap()
    expect(card(page, "The meeting")).to_contain_text("Counts for “Meetings”")

    # Edit before it is shown; what comes in meanwhile leaves the words one is typing alone.
    paul = card(page, "Paul never listens")
    paul.get_by_role("button", name="Edit").tap()
    field = page.get_by_label("New wording")
    field.fill("Some never listen")
    propose(room, "Phones")
    expect(page.locator("#here")).to_have_text("3 waiting")
    expect(field).to_have_value("Some never listen")
    expect(field).to_be_focused()
    check(phone)
    page.get_by_role("button", name="Save").tap()
    expect(card(page, "Some never listen").locator(".tt-moderate-text")).to_be_visible()
    card(page, "Some never listen").get_by_role("button", name="Approve", exact=True).tap()

    # Merge into any other, hide, and both taken back.
    expect(page.locator("h3:has-text('Accepted') + ul")).to_contain_text("Some never listen")
    card(page, "Phones").get_by_role("button", name="Merge with…").tap()
    page.get_by_label("says the same as").select_option(label="Some never listen")
    check(phone)
    page.get_by_role("button", name="Merge", exact=True).tap()
    card(page, "Phones").get_by_role("button", name="Separate").tap()
    card(page, TAMPERED).get_by_role("button", name="Hide").tap()
    expect(card(page, TAMPERED)).to_contain_text("Hidden")
    card(page, TAMPERED).get_by_role("button", name="Show again").tap()
    expect(card(page, TAMPERED)).not_to_contain_text("Hidden")
    card(page, TAMPERED).get_by_role("button", name="Hide").tap()
    expect(card(page, TAMPERED)).to_contain_text("Hidden")
    expect(page.locator("#here")).to_have_text("1 waiting")
    log = room.store.log(room.code)
    log.refresh()
    shown = [item.text["en"] for item in log.state.activity("tools").activity.items]
    assert shown == ["Statement 1", "Meetings", "Some never listen"]

    # What somebody has answered can't be edited any more; nobody's name is here.
    room._post(
        room.people[0],
        "answers",
        {
            "activity": "tools",
            "item": log.state.activity("tools").activity.items[1].id,
            "phase": "today",
            "value": 4,
            "key": "k",
        },
    )
    expect(card(page, "Meetings").first.get_by_role("button", name="Edit")).to_have_count(0)
    html = page.locator("body").inner_html()
    assert not any(json.dumps(who.alias)[1:-1] in html for who in log.state.participants.values())
    room.do(c.Revoke("moderator"))
    expect(page.locator("main")).to_contain_text("This link gives no access to this page.")
    assert page.get_by_role("button").count() == 0
