"""The ways in: a code that is typed or pasted, a mistyped address, back to the session one is in."""

import msgspec
import pytest
from playwright.sync_api import expect
from tamtam.deck.deck import Privacy
from tamtam.session import commands as c

from tests import decks
from tests.browser.conftest import NewPhone, OpenRoom
from tests.browser.test_phone import come_in
from tests.browser.test_phone_looks import check

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("typed", ["{code}", "{url}", " {url}/?x=1", "{lower}", "{spaced}"])
def test_a_code_is_understood_however_it_is_typed_or_pasted(
    typed: str, open_room: OpenRoom, new_phone: NewPhone
) -> None:
    room = open_room(decks.new_session())
    page = new_phone().page
    page.goto(room.server_url)
    spaced, lower = f"{room.code[:3]} {room.code[3:]}", room.code.lower()
    field = page.get_by_label("Session code")
    field.fill(typed.format(code=room.code, url=room.url, lower=lower, spaced=spaced))
    page.get_by_role("button", name="Continue").tap()
    expect(page.get_by_label("Your name for this session")).to_be_visible()


def test_a_closed_door_is_told_before_a_name_is_typed(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    room = open_room(decks.new_session())
    page = new_phone().page
    page.goto(room.url)
    field = page.get_by_label("Your name for this session")
    expect(field).to_be_visible()
    closed = page.get_by_role("alert").filter(has_text="The door of this session is closed")
    room.do(c.Door())
    expect(closed).to_contain_text("choose “I was already here”")
    expect(page.get_by_role("button", name="I was already here")).to_be_visible()
    room.do(c.Door(closed=False))
    expect(closed).to_be_hidden()
    expect(field).to_be_visible()


def test_where_the_deck_has_one_language_every_phone_speaks_it(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    session = decks.new_session(rehearsal=True)
    room = open_room(msgspec.structs.replace(session, deck=decks.in_one("en", session.deck)))
    phone = new_phone(locale="fr-FR")
    page = phone.page
    come_in(page, room, "Ada")
    expect(page.get_by_role("heading", name="You’re in, Ada")).to_be_visible()
    expect(page.locator("#speak")).to_be_hidden()
    room.do(c.Open("baseline"))
    expect(page.get_by_text("strongly agree").first).to_be_attached()
    assert page.locator("html").get_attribute("lang") == "en"
    check(phone)


def test_where_the_deck_has_three_languages_one_is_chosen_from_all_of_them(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    session = decks.new_session(rehearsal=True)
    room = open_room(msgspec.structs.replace(session, deck=decks.in_more("de", session.deck)))
    phone = new_phone(width=320)
    page = phone.page
    page.goto(room.url)
    page.get_by_role("button", name="EN – English").tap()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("button", name="English")).to_have_attribute("aria-pressed", "true")
    check(phone)
    sheet.get_by_role("button", name="Deutsch").tap()
    expect(sheet).to_be_hidden()
    expect(page.get_by_label("Ihr Name für diese Sitzung")).to_be_visible()
    expect(page.get_by_role("button", name="DE – Deutsch")).to_be_visible()


@pytest.mark.parametrize("path", ["/K7P2Q", "/join/now", "/K7P2QXYZ9", "/index.html"])
def test_every_mistyped_address_leads_to_the_code_with_a_sentence(
    path: str, open_room: OpenRoom, new_phone: NewPhone
) -> None:
    room = open_room(decks.new_session())
    phone = new_phone(width=320)
    phone.page.goto(room.server_url + path)
    expect(phone.page.get_by_role("alert").first).to_have_text(
        "This address leads to no session. Here is how to join."
    )
    expect(phone.page.get_by_label("Session code")).to_be_visible()
    check(phone)


def test_a_wrong_code_keeps_what_was_typed_and_offers_the_session_one_is_in(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    room = open_room(decks.new_session())
    phone = new_phone()
    page = phone.page
    come_in(page, room, "Ada")
    page.goto(f"{room.server_url}/ZZZZZ2")
    expect(page.get_by_label("Session code")).to_have_value("ZZZZZ2")
    check(phone)
    page.get_by_role("link", name=f"Return to session {room.code} as Ada").tap()
    expect(page.get_by_role("heading", name="You’re in, Ada")).to_be_visible()


def test_a_new_question_is_seen_in_an_open_sheet_and_going_back_closes_it(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    room = open_room(decks.new_session())
    phone = new_phone()
    page = phone.page
    come_in(page, room)
    page.locator("#me").tap()
    expect(page.get_by_role("button", name="Forget me")).to_be_visible()
    room.do(c.Open("baseline"))
    new = page.locator("#sheet").get_by_role("button", name="A question is open")
    expect(new).to_be_in_viewport()
    check(phone)
    new.tap()
    expect(page.get_by_role("radio").first).to_be_visible()
    page.locator("#me").tap()
    expect(page.locator("#sheet")).to_be_visible()
    page.go_back()
    expect(page.locator("#sheet")).to_be_hidden()
    expect(page.get_by_role("radio").first).to_be_visible()


def test_what_becomes_of_answers_is_read_whole_before_coming_in_and_later(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    new = decks.new_session()
    said = Privacy(
        responsible={"fr": "Ada, ada@exemple.fr", "en": "Ada, ada@example.org"},
        kept={"fr": "Trois mois", "en": "Three months <b>"},
    )
    deck = msgspec.structs.replace(new.deck, privacy=said)
    room = open_room(msgspec.structs.replace(new, deck=deck))
    phone = new_phone(width=320)
    page = phone.page
    page.goto(room.url)
    page.get_by_text("Your answers, and who sees them").tap()
    expect(page.get_by_text("Ada, ada@example.org")).to_be_visible()
    expect(page.get_by_text("Three months <b>")).to_be_visible()
    expect(page.get_by_text("erases everything you gave")).to_be_visible()
    check(phone)
    come_in(page, room)
    page.locator("#me").tap()
    page.locator("#sheet").get_by_text("Your answers, and who sees them").tap()
    expect(page.locator("#sheet").get_by_text("Ada, ada@example.org")).to_be_visible()
    page.goto(open_room(decks.new_session()).url)
    page.get_by_text("Your answers, and who sees them").tap()
    expect(page.get_by_text("Ask the facilitator before you answer.")).to_be_visible()


BARRED = {
    "cookies": (
        "Object.defineProperty(Navigator.prototype, 'cookieEnabled', { get: () => false })",
        "Allow cookies for this address",
    ),
    "storage": (
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('barred') } })",
        "This browser keeps nothing on the phone",
    ),
}


@pytest.mark.parametrize("what", BARRED)
def test_what_a_browser_refuses_to_keep_is_said_before_anything_is_typed(
    what: str, open_room: OpenRoom, new_phone: NewPhone
) -> None:
    room = open_room(decks.new_session())
    phone = new_phone(width=320)
    script, told = BARRED[what]
    phone.page.add_init_script(script)
    phone.page.goto(room.url)
    expect(phone.page.get_by_role("alert").filter(has_text=told)).to_be_visible()
    check(phone)


def test_a_browser_too_old_for_the_page_is_told(open_room: OpenRoom, new_phone: NewPhone) -> None:
    room = open_room(decks.new_session())
    phone = new_phone()
    told = phone.page.get_by_text("This browser is too old for this page.")
    phone.page.goto(room.url)
    expect(phone.page.get_by_label("Your name for this session")).to_be_visible()
    expect(told).to_be_hidden()
    phone.page.add_init_script("delete window.HTMLDialogElement")
    phone.page.goto(room.url)
    expect(told).to_be_visible()


def test_the_lobby_says_how_many_are_here(open_room: OpenRoom, new_phone: NewPhone) -> None:
    room = open_room(decks.new_session())
    page = new_phone().page
    come_in(page, room)
    expect(page.get_by_text("One person is in the session: you.")).to_be_visible()
    room.invite(4)
    expect(page.get_by_text("5 people are in the session.")).to_be_visible(timeout=30_000)
