"""The clicker in a real browser: a session led from a phone, by touch and by keyboard."""

import pytest
from playwright.sync_api import Page, expect
from tamtam.server import pages
from tamtam.server.access import digest
from tamtam.session import commands as c

from tests import decks
from tests.browser.conftest import LiveRoom, NewPhone, OpenRoom, Phone, show

pytestmark = pytest.mark.browser

#: Bytes that the page may take on a phone's network, compressed.
HEAVIEST = 15_000


def test_the_page_stays_light() -> None:
    assert len(pages.clicker().packed) <= HEAVIEST


@pytest.fixture
def room(open_room: OpenRoom) -> LiveRoom:
    opened = open_room(decks.new_session(rehearsal=True))
    opened.do(c.Grant("clicker", digest(opened.secret)))
    return opened


def open_clicker(room: LiveRoom, phone: Phone, secret: str = "") -> Page:
    phone.page.goto(f"{room.server_url}/clicker/{room.code}#{secret or room.secret}")
    return phone.page


def buttons(page: Page) -> list[str]:
    return page.get_by_role("button").all_text_contents()


def check(phone: Phone) -> None:
    assert phone.violations() == []
    assert not phone.scrolls_sideways()
    assert phone.complaints == []
    sizes = phone.page.eval_on_selector_all("button", "all => all.map(b => b.offsetHeight)")
    assert all(size >= 44 for size in sizes)
    main = phone.page.locator(".tt-clicker-main")
    if main.count():  # at the thumb, however much stands above
        expect(main).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (390, "light")])
def test_from_the_first_question_to_the_reveal_and_on(
    room: LiveRoom, new_phone: NewPhone, width: int, scheme: str
) -> None:
    phone = new_phone(scheme=scheme, width=width, height=640)
    page = open_clicker(room, phone)
    main = page.locator("main")
    expect(main).to_contain_text("nothing open yet")
    assert buttons(page) == ["Next: 0B Where we start", "Talk about it, with cards"]
    room.invite(6)
    expect(page.locator("#here")).to_have_text("0 of 6 here")
    check(phone)

    page.get_by_role("button", name="Next: 0B Where we start").tap()
    expect(main).to_contain_text("0 of 6 have answered")
    expect(page.get_by_role("timer")).to_contain_text(":")
    assert buttons(page) == ["Close answers", "Reveal the chart", "Pause", "+ 1 minute"]
    page.get_by_role("button", name="Pause").tap()
    expect(page.get_by_role("timer")).to_contain_text("paused")
    page.get_by_role("button", name="Resume").tap()
    page.get_by_role("button", name="+ 1 minute").tap()
    expect(page.get_by_role("timer")).to_contain_text("5:")
    room.everybody_answers(decks.agreement())
    expect(main).to_contain_text("6 of 6 have answered")
    check(phone)

    # By keyboard from here: the focus goes to the next thing to do.
    page.get_by_role("button", name="Close answers").focus()
    page.keyboard.press("Enter")
    reveal = page.get_by_role("button", name="Reveal the chart")
    expect(reveal).to_be_focused()
    check(phone)
    page.get_by_role("button", name="Only the sentence").press("Enter")
    expect(main).to_contain_text("revealed")
    page.get_by_role("button", name="Reveal the chart").press("Space")
    expect(page.get_by_role("button", name="Reveal the chart")).to_have_count(0)
    log = room.store.log(room.code)
    log.refresh()
    turn = log.state.activity("baseline").turn
    assert turn.show == "chart" and turn.standing is not None and turn.standing.n == 6
    check(phone)
    html = page.locator("body").inner_html()
    assert not any(person.alias in html for person in log.state.participants.values())

    page.get_by_role("button", name="Next: 3B Five flows").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("How much room?")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("How much room?")
    room.do(c.Close("flows"))
    page.get_by_role("button", name="Reopen").tap()
    expect(page.get_by_role("button", name="Close answers")).to_be_visible()
    room.do(c.End())
    expect(main).to_contain_text("The session is over")
    assert buttons(page) == []
    check(phone)


def test_revoked_or_guessed_it_leads_nothing(room: LiveRoom, new_phone: NewPhone) -> None:
    phone, other = new_phone(), new_phone()
    page = open_clicker(room, phone)
    expect(page.get_by_role("button")).to_have_count(2)
    guess = open_clicker(room, other, "guess")
    expect(guess.locator("main")).to_contain_text("This link gives no access to this page.")
    assert guess.get_by_role("button").count() == 0
    check(other)
    room.do(c.Revoke("clicker"))
    expect(page.locator("main")).to_contain_text("This link gives no access to this page.")
    assert page.get_by_role("button").count() == 0
    assert room.secret not in "".join(address.partition("#")[0] for address in phone.asked)


def test_it_waits_for_extra_time_or_goes_ahead_then_reopens_and_shows_what_moved(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    phone = new_phone()
    page = open_clicker(room, phone)
    main, reveal = page.locator("main"), page.get_by_role("button", name="Reveal the chart")
    room.invite(6)
    room.do(c.Open("baseline"))
    room.everybody_answers(decks.agreement())
    room.invite(1)
    log = room.store.log(room.code)
    log.refresh()
    slow = max(log.state.participants.values(), key=lambda one: one.number).id
    room.people.pop()
    room.do(c.ExtraTime(slow))
    reveal.tap()
    expect(page.get_by_role("alert")).to_contain_text("1 person has extra time until")
    expect(main).to_contain_text("closed")
    check(phone)
    page.get_by_role("button", name="Yes, do it").tap()
    expect(main).to_contain_text("revealed")

    page.get_by_role("button", name="Reopen").tap()
    page.get_by_role("button", name="Yes, do it").tap()
    expect(page.get_by_role("button", name="Close answers")).to_be_visible()
    room.do(c.ExtraTime(slow, granted=False))
    room.do(c.Open("baseline", again=True))
    expect(main).to_contain_text("0 of 7 have answered")
    room.everybody_answers(decks.agreement(), seed=2)
    page.get_by_role("button", name="Close answers").tap()
    show(page, "Reveal the shift")
    expect(reveal).to_be_visible()
    check(phone)


def test_what_it_asked_about_unread_proposals_goes_once_they_were_read_elsewhere(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    room = open_room(decks.new_session(decks.collecting(), decks.agreement()))
    room.do(c.Grant("clicker", digest(room.secret)))
    page = open_clicker(room, new_phone())
    room.do(c.Open("tools"))
    room.invite(2)
    for person, text in zip(room.people, ("The spreadsheet", "A night train"), strict=True):
        room._post(person, "items", {"activity": "tools", "text": text, "key": text})
    alert = page.get_by_role("alert")
    expect(page.locator("#here")).to_contain_text("2 to read")
    page.get_by_role("button", name="Reveal the chart").tap()
    expect(alert).to_contain_text("2 proposals are still unread")
    log = room.store.log(room.code)
    log.refresh()
    proposals = log.state.activity("tools").proposals.items()
    first, second = (id for id, one in proposals if one.status == "held")
    room.do(c.Moderate("tools", (first,)))
    expect(alert).to_contain_text("1 proposal is still unread")
    room.do(c.Moderate("tools", (second,), "hide"))
    expect(alert).to_have_text("")
    expect(page.get_by_role("button", name="Reveal the chart")).to_be_visible()
    expect(page.get_by_role("button", name="Not now")).to_have_count(0)
