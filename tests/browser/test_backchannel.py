"""Questions and pace in a real browser: beside a form that is half filled, on two phones, and who leads."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from tamtam.deck.deck import BACKCHANNEL
from tamtam.server import pages
from tamtam.server.access import digest
from tamtam.session import commands as c

from tests import decks
from tests.browser.conftest import LiveRoom, NewPhone, OpenRoom, Phone
from tests.browser.test_moderation import card, group
from tests.browser.test_phone import come_in, said

pytestmark = pytest.mark.browser

USES = ("clicker", "moderator")
QUESTION = "Who decides, <b>and</b> when?"


@pytest.fixture
def room(open_room: OpenRoom) -> LiveRoom:
    opened = open_room(decks.new_session(decks.statements(most=2)))
    for use in USES:
        opened.do(c.Grant(use, digest(f"{opened.secret}-{use}")))
    return opened


def panel(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Questions and pace")


def open_panel(page: Page) -> Locator:
    page.get_by_role("button", name="Questions and pace").press("Enter")
    expect(panel(page).get_by_role("heading", name="Is the pace right for you?")).to_be_visible()
    return panel(page)


def check(phone: Phone, within: str = "body") -> None:
    assert phone.violations() == []
    assert not phone.scrolls_sideways()
    assert phone.complaints == []
    touched = f"{within} :is(button, textarea, label:has(input))"
    sizes = phone.page.eval_on_selector_all(touched, "all => all.map(b => b.offsetHeight)")
    assert all(size >= 44 for size in sizes if size), sizes


def test_the_sheet_stays_light() -> None:
    assert len(pages.form(BACKCHANNEL, "fr").packed) <= 4_000


def test_a_question_goes_from_a_half_filled_form_to_the_room_and_back_answered(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    ada, bob = new_phone(), new_phone(scheme="dark", width=320, height=640)
    come_in(ada.page, room, "Ombeline")
    come_in(bob.page, room, "Bartholomew the first")
    room.do(c.Open("polis"))
    ada.page.get_by_role("button", name="Agree", exact=True).tap()
    said(ada.page, "Saved")
    form = ada.page.locator("main .tt-phone-form")
    form.get_by_role("textbox").fill("Half a sent")
    held = form.inner_text()

    # Its code comes when it is first opened; what is sent there leaves the open form as it is.
    assert not any("/forms/aside.js" in url for url in ada.asked)
    sheet = open_panel(ada.page)
    assert any("/forms/aside.js" in url for url in ada.asked)
    ada.page.context.set_offline(True)
    sheet.get_by_label("Ask a question").fill(QUESTION)
    sheet.get_by_role("button", name="Send").tap()
    expect(sheet.locator(".tt-collect-own")).to_contain_text("waiting to be sent")
    ada.page.context.set_offline(False)
    expect(sheet.locator(".tt-collect-own")).to_contain_text(
        "waiting for the facilitator to read it"
    )
    sheet.get_by_label("Ask a question").fill("Half a quest")
    sheet.get_by_role("radio", name="I’m lost").check(force=True)
    expect(sheet).to_contain_text("saved")
    check(ada, "dialog")
    ada.page.keyboard.press("Escape")
    expect(form.get_by_role("textbox")).to_have_value("Half a sent")
    assert form.inner_text() == held
    said(ada.page, "Saved")

    # Read and approved on the other page, it comes to a sheet that is open, without a name.
    theirs = open_panel(bob.page)
    expect(theirs).to_contain_text("No question is shown yet.")
    moderator = new_phone(width=1024)
    moderator.page.goto(f"{room.server_url}/moderate/{room.code}#{room.secret}-moderator")
    card(moderator.page, QUESTION).get_by_role("button", name="Approve").tap()
    expect(theirs.locator(".tt-card", has_text=QUESTION)).to_be_visible()
    check(moderator)

    # Seconded by keyboard, taken back by a second press, seconded again.
    toggle = theirs.get_by_role("button", name=re.compile("I’d like to know that too"))
    for pressed in ("true", "false", "true"):
        toggle.press("Enter")
        expect(toggle).to_have_attribute("aria-pressed", pressed)
    expect(theirs.locator(".tt-card", has_text=QUESTION)).to_contain_text("saved")
    theirs.get_by_role("radio", name="Too fast").check(force=True)
    expect(card(moderator.page, QUESTION)).to_contain_text("1 more person wants to know")
    check(bob, "dialog")

    # Who leads sees how many, and never who.
    clicker = new_phone()
    clicker.page.goto(f"{room.server_url}/clicker/{room.code}#{room.secret}-clicker")
    main = clicker.page.locator("main")
    expect(main).to_contain_text("Pace – too fast: 1 · fine: 0 · lost: 1")
    expect(main).to_contain_text("Questions – to answer: 1 · to read: 0")
    check(clicker)
    for page in (clicker.page, moderator.page):
        html = page.locator("body").inner_html()
        assert "Ombeline" not in html and "Bartholomew" not in html

    # Marked answered, it says so on the phones and is seconded no more.
    card(moderator.page, QUESTION).get_by_role("button", name="Answered").press("Enter")
    expect(theirs.locator(".tt-card", has_text=QUESTION)).to_contain_text("answered")
    expect(toggle).to_have_count(0)
    assert group(moderator.page, "Answered or put off") == [QUESTION]
    expect(main).not_to_contain_text("Questions –")

    # What is half typed is still there, what was said is taken back.
    again = open_panel(ada.page)
    expect(again.get_by_label("Ask a question")).to_have_value("Half a quest")
    expect(again.locator(".tt-card", has_text=QUESTION)).to_contain_text("answered")
    again.get_by_role("button", name="Take back – Is the pace right for you?").tap()
    expect(main).to_contain_text("Pace – too fast: 1 · fine: 0 · lost: 0")
    room.do(c.End())
    expect(ada.page.get_by_role("button", name="Questions and pace")).to_have_count(0)


def test_a_word_on_the_pace_that_waited_too_long_is_not_sent(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    page = new_phone().page
    come_in(page, room)
    sheet = open_panel(page)
    page.route("**/answers", lambda route: route.abort())
    sheet.get_by_role("radio", name="I’m lost").check(force=True)
    expect(sheet).to_contain_text("waiting")
    page.evaluate(
        """name => {
          const kept = JSON.parse(localStorage.getItem(name));
          for (const one of Object.values(kept.queue)) one.key = "000000000000" + one.key.slice(12);
          localStorage.setItem(name, JSON.stringify(kept));
        }""",
        f"tamtam.{room.code}",
    )
    page.unroute("**/answers")
    expect(sheet).to_contain_text("could not be saved")
    log = room.store.log(room.code)
    log.refresh()
    assert log.state.backchannel.turn.answers == {}
