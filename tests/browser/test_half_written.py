"""Words that are half written when a question closes: shown, with a way to copy them, never lost."""

import msgspec
import pytest
from playwright.sync_api import Page, expect
from tamtam.deck.deck import Activity
from tamtam.session import commands as c

from tests import decks
from tests.browser.conftest import LiveRoom, NewPhone, OpenRoom
from tests.browser.test_phone import come_in
from tests.browser.test_phone_looks import check
from tests.kinds.test_rating import rating

pytestmark = pytest.mark.browser

DECK = decks.shipped().worded("team")
FIELDS = "main textarea:visible, main [type=text]:visible"
#: Everything that can be read on the page: text, and what stands in fields.
READ = (
    "document.querySelector('main').innerText + '\\n' + "
    "[...document.querySelectorAll('main textarea, main input')].map(e => e.value).join('\\n')"
)


def type_everywhere(page: Page) -> list[str]:
    """Type something of its own into every field there is."""
    typed = []
    for number, field in enumerate(page.locator(FIELDS).all()):
        typed.append(f"Half a thought {number}")
        field.fill(typed[-1])
    return typed


def shown(page: Page, typed: list[str]) -> None:
    for text in typed:
        page.wait_for_function(f"text => ({READ}).includes(text)", arg=text)


@pytest.mark.parametrize("activity", DECK.activities, ids=lambda one: one.id)
def test_what_is_half_written_is_shown_after_closing_and_after_a_reveal(
    activity: Activity, open_room: OpenRoom, new_phone: NewPhone
) -> None:
    room = open_room(
        c.NewSession("w", msgspec.structs.replace(DECK, cuts={}, drop_first={}), seed=1)
    )
    phone = new_phone(width=360, height=640)
    come_in(phone.page, room)
    room.invite(6)
    room.do(c.Open(activity.id))
    expect(phone.page.locator(".tt-form > *").first).to_be_attached()
    typed = type_everywhere(phone.page)
    room.do(c.Close(activity.id))
    expect(phone.page.locator(".tt-form[data-locked]")).to_be_attached()
    shown(phone.page, typed)
    if activity.kind != "sieve":  # that one's words are never sent, and stay in their field
        assert phone.page.get_by_role("button", name="Copy").count() == min(len(typed), 1)
    room.reveal(activity.id)
    shown(phone.page, typed if activity.kind != "sieve" else [])
    assert phone.complaints == []
    room.holds(activity.id, [])


@pytest.fixture
def collecting(open_room: OpenRoom) -> LiveRoom:
    collected = decks.collecting(first=True, most=2, longest=60)
    asked = msgspec.structs.replace(rating(), collect=collected.collect)
    return open_room(decks.new_session(asked))


def test_the_main_button_sends_what_stands_in_the_field(
    collecting: LiveRoom, new_phone: NewPhone
) -> None:
    phone = new_phone(width=360, height=640)
    page = phone.page
    come_in(page, collecting)
    collecting.do(c.Open("client"))
    main = page.locator(".tt-main")
    expect(main).to_have_text("Answer")
    page.get_by_role("textbox").fill("A shared calendar")
    expect(main).to_have_text("Suggest")
    check(phone)
    main.tap()
    expect(page.locator(".tt-collect-own li")).to_contain_text(["A shared calendar"])
    expect(page.get_by_role("textbox")).to_have_value("")
    expect(page.get_by_text("waiting for the facilitator to read it")).to_be_visible()


def test_what_is_typed_in_one_tab_is_not_lost_by_another_of_the_same_phone(
    collecting: LiveRoom, new_phone: NewPhone
) -> None:
    page = new_phone().page
    come_in(page, collecting)
    collecting.do(c.Open("client"))
    page.get_by_role("textbox").fill("Half a thought")
    other = page.context.new_page()
    other.goto(collecting.url)
    expect(other.get_by_role("textbox")).to_have_value("Half a thought")
    other.get_by_role("textbox").fill("A whole one")
    other.locator(".tt-main").tap()
    expect(page.locator(".tt-collect-own")).to_contain_text("A whole one")
    expect(page.get_by_role("textbox")).to_have_value("Half a thought")


def test_words_that_come_too_late_are_given_back_to_copy(
    collecting: LiveRoom, new_phone: NewPhone
) -> None:
    phone = new_phone(width=360, height=640)
    page = phone.page
    come_in(page, collecting)
    collecting.do(c.Open("client"))
    page.get_by_role("textbox").fill("Written in the tunnel")
    page.context.set_offline(True)
    page.get_by_role("button", name="Suggest").tap()
    expect(page.get_by_text("waiting to be sent")).to_be_visible()
    collecting.do(c.Close("client"))
    page.context.set_offline(False)
    expect(page.get_by_text("You did not send this")).to_be_visible()
    expect(page.locator(".tt-unsent")).to_contain_text("Written in the tunnel")
    page.get_by_role("button", name="Copy").tap()
    expect(page.get_by_role("button", name="Copied")).to_be_focused()
    check(phone)


def test_who_comes_in_after_it_closed_is_not_told_that_they_left_it_out(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    room = open_room(decks.new_session())
    early, late = new_phone().page, new_phone().page
    come_in(early, room)
    room.invite(6)
    room.do(c.Open("baseline"))
    expect(early.get_by_role("radio").first).to_be_visible()
    room.everybody_answers(decks.agreement())
    room.reveal("baseline")
    come_in(late, room)
    expect(early.get_by_text("You did not answer").first).to_be_visible()
    expect(late.locator(".tt-result").first).to_be_visible()
    expect(late.get_by_text("You did not answer")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 195])
def test_nothing_scrolls_sideways_however_far_it_is_enlarged(
    open_room: OpenRoom, new_phone: NewPhone, width: int
) -> None:
    room = open_room(decks.new_session())
    phone = new_phone(width=width, height=360)
    come_in(phone.page, room)
    for activity in ("baseline", "flows"):
        room.do(c.Open(activity))
        expect(phone.page.locator(".tt-card").first).to_be_visible()
        assert not phone.scrolls_sideways()
        box = "e => e.scrollWidth > e.clientWidth + 1"
        assert not any(card.evaluate(box) for card in phone.page.locator(".tt-card").all())


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR"])
def test_a_field_is_whole_in_sight_where_a_keyboard_leaves_little_room(
    locale: str, collecting: LiveRoom, new_phone: NewPhone
) -> None:
    page = new_phone(width=360, height=360, locale=locale).page
    page.goto(collecting.url)
    page.locator("input[name=alias]").fill("Ada")
    page.locator(".tt-phone-main").tap()
    expect(page.locator("#me")).to_be_visible()
    collecting.do(c.Open("client"))
    field = page.locator("main textarea, main [type=text]").first
    field.focus()
    expect(field).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 360, "height": 250})
    expect(field).to_be_in_viewport(ratio=1)
