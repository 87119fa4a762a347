"""The phone page in a real browser, on the real server: from the code to the end of a session."""

import re
import time

import msgspec
import pytest
from playwright.sync_api import Page, expect
from tamtam.session import commands as c

from tests import decks
from tests.browser.conftest import PATIENCE, LiveRoom, NewPhone, OpenRoom

pytestmark = pytest.mark.browser

BASELINE, FLOWS = decks.agreement(), decks.flows()


@pytest.fixture
def room(open_room: OpenRoom) -> LiveRoom:
    return open_room(decks.new_session())


def come_in(page: Page, room: LiveRoom, alias: str = "") -> None:
    page.goto(room.url)
    page.get_by_label("Your name for this session").fill(alias)
    page.get_by_role("button", name="Join", exact=True).tap()
    expect(page.locator("#me")).to_be_visible()


def tap_value(page: Page, number: int, value: int) -> None:
    group = page.get_by_role("radiogroup", name=f"Statement {number}")
    group.locator("label").nth(value - 1).tap()


def said(page: Page, words: str) -> None:
    expect(page.locator(".tt-foot [role=status]")).to_contain_text(words)


def test_looking_at_the_page_makes_no_participant(room: LiveRoom, new_phone: NewPhone) -> None:
    page = new_phone().page
    page.goto(room.url)
    expect(page.get_by_role("button", name="Join", exact=True)).to_be_visible()
    assert not room.store.log(room.code).state.participants


def test_a_code_typed_in_small_letters_leads_into_the_session(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    page = new_phone().page
    page.goto(room.server_url)
    page.get_by_label("Session code").fill(f"{room.code[:3].lower()} {room.code[3:].lower()}")
    page.get_by_role("button", name="Continue").tap()
    expect(page.get_by_role("heading", name="A small workshop")).to_be_visible()


def test_a_form_that_throws_is_told_to_whoever_leads_once_a_phone_and_nothing_else_stops(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    phones = [new_phone().page for _ in range(2)]
    broken = "export default { render() { throw new Error('no such <b>thing</b>'); } };"
    for page in phones:
        page.route(
            re.compile(r"/forms/agreement\.js"),
            lambda route: route.fulfill(body=broken, content_type="text/javascript"),
        )
        come_in(page, room)
    room.do(c.Open(BASELINE.id))
    for page in phones:
        expect(page.get_by_text("The question could not be loaded.")).to_be_visible()
    failed = [{"activity": BASELINE.id, "phones": 2, "what": "no such <b>thing</b>"}]
    until = time.monotonic() + PATIENCE
    while room.client.failures(room.code) != failed and time.monotonic() < until:
        phones[0].wait_for_timeout(100)  # a phone asks again for what was put in its form's place
    assert room.client.failures(room.code) == failed
    room.do(c.Close(BASELINE.id))
    room.do(c.Open(FLOWS.id))
    expect(phones[0].get_by_role("heading", name="How much room")).to_be_visible()
    expect(phones[0].locator(".tt-form")).to_be_visible()


def test_an_unknown_code_says_so_and_asks_again(room: LiveRoom, new_phone: NewPhone) -> None:
    page = new_phone().page
    page.goto(f"{room.server_url}/ZZZZZZ")
    expect(page.get_by_text("No session has the code ZZZZZZ.")).to_be_visible()
    expect(page.get_by_label("Session code")).to_be_visible()


def test_someone_without_a_name_is_given_one_and_can_change_it(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    page = new_phone().page
    come_in(page, room)
    expect(page.get_by_role("heading", name="You’re in, Voice 1")).to_be_visible()
    page.locator("#me").tap()
    page.get_by_label("Your name for this session").fill("Capucine")
    page.get_by_role("button", name="Change").tap()
    expect(page.get_by_text("Changed: Capucine.")).to_be_visible()
    page.get_by_role("button", name="Close").tap()
    expect(page.get_by_role("heading", name="You’re in, Capucine")).to_be_visible()


def test_a_name_that_is_taken_is_refused_with_another_one(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    come_in(new_phone().page, room, "Capucine")
    page = new_phone().page
    page.goto(room.url)
    page.get_by_label("Your name for this session").fill("capucine")
    page.get_by_role("button", name="Join", exact=True).tap()
    expect(page.get_by_role("alert")).to_contain_text("Is it you")


def test_a_half_typed_name_survives_a_reload(room: LiveRoom, new_phone: NewPhone) -> None:
    page = new_phone().page
    page.goto(room.url)
    page.get_by_label("Your name for this session").press_sequentially("Capuc")
    page.reload()
    expect(page.get_by_label("Your name for this session")).to_have_value("Capuc")


def test_from_lobby_to_reveal_every_answer_is_kept_and_shown_beside_the_room(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    phone = new_phone()
    page = phone.page
    come_in(page, room)
    room.invite(5)
    room.do(c.Open("baseline"))
    expect(page.get_by_role("heading", name="How far do you agree?")).to_be_visible()
    tap_value(page, 1, 4)
    tap_value(page, 2, 2)
    said(page, "You have answered everything · Saved")
    page.reload()
    expect(page.get_by_role("radio", name="4, rather agree").first).to_be_checked()
    tap_value(page, 2, 5)
    said(page, "Saved")
    expect(page.get_by_role("radio", name="5, strongly agree").last).to_be_checked()
    room.holds_one("baseline", {("s1", "before"): 4, ("s2", "before"): 5})

    room.everybody_answers(BASELINE)
    room.do(c.Close("baseline"))
    said(page, "It’s closed")
    expect(page.get_by_role("radio").first).to_be_disabled()
    assert page.locator(".tt-agreement-bar").count() == 0
    room.reveal("baseline")
    expect(page.get_by_text("6 people answered")).to_be_visible()
    expect(page.get_by_text("You: rather agree")).to_be_visible()
    expect(page.get_by_text("You: strongly agree")).to_be_visible()
    assert page.locator(".tt-agreement-bar").count() == 2

    room.do(c.End())
    expect(page.get_by_role("heading", name="The session is over")).to_be_visible()
    assert phone.complaints == []
    assert all(url.startswith((room.server_url, "data:")) for url in phone.asked)


def test_who_asks_for_more_time_goes_on_answering_when_it_is_closed_to_the_others(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    phone, other = new_phone(), new_phone()
    page = phone.page
    for each in (phone, other):
        come_in(each.page, room)
    page.get_by_role("button", name="You: ").tap()
    check = page.get_by_role("checkbox", name="I need more time")
    check.check()
    expect(check).to_be_checked()
    assert phone.violations() == []
    page.get_by_role("button", name="Close").tap()
    room.do(c.Open("baseline"))
    for each in (phone, other):
        expect(each.page.get_by_role("heading", name="How far do you agree?")).to_be_visible()
    room.do(c.Close("baseline"))
    said(other.page, "It’s closed")
    expect(page.locator(".tt-phone-timer")).to_have_text(re.compile(r"Time left 2:[0-3]\d extra"))
    expect(other.page.locator(".tt-phone-timer")).to_be_empty()
    tap_value(page, 1, 4)
    tap_value(page, 2, 2)
    said(page, "You have answered everything · Saved")
    room.holds_one("baseline", {("s1", "before"): 4, ("s2", "before"): 2})
    assert phone.complaints == []


def test_an_answer_is_taken_back(room: LiveRoom, new_phone: NewPhone) -> None:
    page = new_phone().page
    come_in(page, room)
    room.do(c.Open("baseline"))
    tap_value(page, 1, 4)
    said(page, "1 of 2")
    page.get_by_role("button", name="Take back").first.tap()
    said(page, "0 of 2")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    expect(page.get_by_text("waiting")).to_have_count(0)
    room.holds("baseline", [])


def test_flows_are_answered_by_touch_and_nothing_counts_before(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    page = new_phone().page
    come_in(page, room)
    room.do(c.Open("flows"))
    today = page.get_by_role("slider", name="Money, today")
    expect(today).to_have_attribute("aria-valuetext", "no answer yet")
    box = page.locator(".tt-line-track").first.bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] * 0.7, box["y"] + box["height"] / 2)
    expect(today).to_have_attribute("aria-valuetext", "7 out of 10")
    said(page, "Saved")
    room.holds("flows", [{("money", "today"): 7}])


def test_flows_are_answered_by_keyboard_alone(room: LiveRoom, new_phone: NewPhone) -> None:
    page = new_phone().page
    come_in(page, room)
    room.do(c.Open("flows"))
    page.get_by_role("slider", name="Money, today").focus()
    page.keyboard.press("ArrowRight")  # the first touch answers the middle, and no more
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("3")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    said(page, "1 of 2")
    said(page, "Saved")
    expected = {("money", "today"): 6, ("money", "wanted"): 3, ("money.trend", "today"): -1}
    room.holds("flows", [expected])
    page.get_by_role("slider", name="Money, today").focus()
    page.keyboard.press("Delete")
    expect(page.get_by_role("slider", name="Money, today")).to_have_attribute(
        "aria-valuetext", "no answer yet"
    )


def test_a_scroll_that_begins_on_a_line_answers_nothing(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    page = new_phone().page
    come_in(page, room)
    room.do(c.Open("flows"))
    track = page.locator(".tt-line-track").first
    track.dispatch_event("pointerdown", {"clientX": 200, "pointerId": 1, "button": 0})
    track.dispatch_event("pointercancel", {"clientX": 200, "pointerId": 1})
    expect(page.get_by_role("slider", name="Money, today")).to_have_attribute(
        "aria-valuetext", "no answer yet"
    )
    room.holds("flows", [])


def test_statements_are_answered_by_keyboard_alone(room: LiveRoom, new_phone: NewPhone) -> None:
    page = new_phone().page
    come_in(page, room)
    room.do(c.Open("baseline"))
    page.get_by_role("radio", name="1, strongly disagree").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    said(page, "Saved")
    room.holds("baseline", [{("s1", "before"): 3}])


def test_the_main_button_leads_to_what_is_left_and_ends_without_forcing_it(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    page = new_phone().page
    come_in(page, room)
    room.do(c.Open("baseline"))
    tap_value(page, 1, 4)
    page.get_by_role("button", name="Next").tap()
    expect(page.get_by_role("radio", name="1, strongly disagree").last).to_be_focused()
    page.get_by_role("button", name="I’m done").tap()
    said(page, "1 of 2: nothing is compulsory · Saved. You can change it until it closes.")


@pytest.mark.parametrize("show", ["sentence", "nothing"])
def test_what_the_facilitator_keeps_back_is_not_on_the_phone(
    room: LiveRoom, new_phone: NewPhone, show: str
) -> None:
    page = new_phone().page
    come_in(page, room)
    room.invite(6)
    room.do(c.Open("baseline"))
    tap_value(page, 1, 4)
    said(page, "Saved")
    room.everybody_answers(BASELINE)
    room.reveal("baseline", show)
    expect(page.get_by_role("heading", name="Your answers")).to_be_visible()
    assert page.locator(".tt-agreement-bar").count() == 0
    assert page.get_by_text("people answered").count() == (1 if show == "sentence" else 0)


def test_a_later_phase_that_few_answered_does_not_hide_the_earlier_one(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    twice = msgspec.structs.replace(BASELINE, phases=("before", "after"))
    room = open_room(decks.new_session(twice))
    page = new_phone().page
    come_in(page, room)
    room.invite(6)
    room.do(c.Open("baseline"))
    room.everybody_answers(BASELINE)  # for "before" only
    room.reveal("baseline")
    expect(page.locator(".tt-agreement-bar")).to_have_count(2)


def test_too_few_answers_show_their_number_and_nothing_else(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    page = new_phone().page
    come_in(page, room)
    room.invite(1)
    room.do(c.Open("baseline"))
    expect(page.get_by_role("radio").first).to_be_visible()
    room.everybody_answers(BASELINE)
    log = room.store.log(room.code)
    log.refresh()
    assert log.state.standing("baseline").items == ()


def test_the_language_changes_at_once_and_keeps_the_answers(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    page = new_phone().page
    come_in(page, room)
    room.do(c.Open("flows"))
    page.get_by_role("radio", name="rising").first.check(force=True)
    said(page, "Saved")
    page.get_by_role("button", name="Français").tap()
    said(page, "Enregistré")
    expect(page.get_by_role("radio", name="monte").first).to_be_checked()
    assert page.locator("html").get_attribute("lang") == "fr"
    page.reload()
    expect(page.get_by_role("radio", name="monte").first).to_be_checked()


def test_the_timer_is_shown_and_says_when_it_is_paused(room: LiveRoom, new_phone: NewPhone) -> None:
    page = new_phone().page
    come_in(page, room)
    room.do(c.Open("baseline", seconds=120))
    timer = page.locator(".tt-phone-timer")
    expect(timer).to_contain_text("1:5")
    room.do(c.Time("baseline", "pause"))
    expect(timer).to_contain_text("paused")
    room.do(c.Time("baseline", "add", 60))
    expect(timer).to_contain_text("2:5")
    room.do(c.Time("baseline", "resume"))
    expect(timer).not_to_contain_text("paused")


def test_a_question_asked_again_begins_without_the_first_answers(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    page = new_phone().page
    come_in(page, room)
    room.do(c.Open("baseline"))
    tap_value(page, 1, 4)
    said(page, "Saved")
    room.do(c.Open("baseline", again=True))
    said(page, "0 of 2")
    tap_value(page, 1, 2)
    said(page, "Saved")
    room.holds("baseline", [{("s1", "before"): 2}])


def test_three_words_bring_the_same_person_back_on_another_phone(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    first, second = new_phone().page, new_phone().page
    come_in(first, room, "Capucine")
    words = first.locator(".tt-phone-words span").all_text_contents()
    assert len(words) == 3
    room.do(c.Open("baseline"))
    tap_value(first, 1, 4)
    said(first, "Saved")
    second.goto(room.url)
    second.get_by_role("button", name="I was already here").tap()
    second.get_by_label("Your three words").fill("not these words")
    second.get_by_role("button", name="Find my place").tap()
    expect(second.get_by_role("alert")).to_contain_text("don’t belong to anybody")
    second.get_by_label("Your three words").fill(" ".join(words).upper())
    second.get_by_role("button", name="Find my place").tap()
    expect(second.locator("#me")).to_have_text("Capucine")
    expect(second.get_by_role("radio", name="4, rather agree").first).to_be_checked()
    assert len(room.store.log(room.code).state.participants) == 1


def test_forget_me_asks_first_and_then_leaves_nothing_on_the_phone(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    page = new_phone().page
    come_in(page, room, "Capucine")
    room.do(c.Open("baseline"))
    tap_value(page, 1, 4)
    said(page, "Saved")
    page.locator("#me").tap()
    page.get_by_role("button", name="Forget me").tap()
    page.get_by_role("button", name="Erase nothing").tap()
    page.get_by_role("button", name="Forget me").tap()
    page.get_by_role("button", name="Erase everything").tap()
    expect(page.get_by_role("heading", name="It is erased")).to_be_visible()
    room.holds("baseline", [])
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "Capucine" not in kept and "s1" not in kept
    page.wait_for_load_state()
    page.goto(room.url)
    expect(page.get_by_role("button", name="Join", exact=True)).to_be_visible()


def test_a_rehearsal_says_so_on_every_screen(open_room: OpenRoom, new_phone: NewPhone) -> None:
    room = open_room(decks.new_session(rehearsal=True))
    page = new_phone().page
    page.goto(room.url)
    expect(page.get_by_text("Rehearsal: nothing counts")).to_be_visible()
    come_in(page, room)
    room.do(c.Open("baseline"))
    expect(page.get_by_role("radio").first).to_be_visible()
    expect(page.get_by_text("Rehearsal: nothing counts")).to_be_visible()


@pytest.mark.parametrize(
    "typed", ["<img src=x onerror=hacked=1>", "<b>bold</b>", "%{x} <i>", "2026-01-02"]
)
def test_a_name_is_text_and_nothing_else(room: LiveRoom, new_phone: NewPhone, typed: str) -> None:
    phone = new_phone()
    come_in(phone.page, room, typed)
    expect(phone.page.locator("#me")).to_have_text(typed)
    assert phone.page.locator("main img, main b b, main i").count() == 0
    assert phone.page.evaluate("'hacked' in window") is False


def test_text_of_the_deck_is_text_and_nothing_else(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    from tamtam.deck.deck import Activity, Item

    evil = decks.words("<img src=x onerror=hacked=1><a href='javascript:hacked=1'>x</a>")
    activity = Activity(
        id="evil",
        step="0B",
        part="opening",
        kind="agreement",
        title=evil,
        question=evil,
        minutes=1,
        items=(Item("a", evil, hint=evil),),
        phases=("before",),
    )
    room = open_room(decks.new_session(activity, min_answers=1))
    page = new_phone().page
    come_in(page, room)
    room.invite(1)
    room.do(c.Open("evil"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("<img src=x")
    expect(page.get_by_role("radio").first).to_be_visible()
    room.everybody_answers(activity)
    room.reveal("evil")
    expect(page.locator(".tt-agreement-bar")).to_be_visible()
    assert page.locator("main img, main a").count() == 0
    assert page.evaluate("'hacked' in window") is False


def test_to_pass_is_told_apart_from_not_yet(room: LiveRoom, new_phone: NewPhone) -> None:
    phone = new_phone(width=320)
    page = phone.page
    come_in(page, room)
    room.do(c.Open("baseline"))
    first = page.locator(".tt-card").first
    first.get_by_role("button", name="Pass – Statement 1").tap()
    expect(first.locator(".tt-state")).to_have_text("you pass")
    said(page, "0 of 2: nothing is compulsory, 1 passed")
    tap_value(page, 2, 4)
    said(page, "1 of 2: nothing is compulsory, 1 passed · Saved")
    expect(page.locator(".tt-main")).to_be_hidden()  # nothing is left open
    assert phone.violations() == [] and not phone.scrolls_sideways()
    page.reload()
    first.get_by_role("button", name="Answer after all – Statement 1").tap()
    expect(first.locator(".tt-state")).to_have_text("")
    tap_value(page, 1, 3)
    said(page, "You have answered everything")
    assert len(room.answers("baseline")[0]) == 2
    first.get_by_role("button", name="Take back – Statement 1").tap()
    first.get_by_role("button", name="Pass – Statement 1").tap()
    room.holds("baseline", [{("s2", "before"): 4}])
    room.invite(5)
    for person in room.people:
        room.answer(person, "baseline", ("s1", "before"), 2)
    room.reveal("baseline")
    expect(page.locator(".tt-result").first.locator(".tt-you")).to_have_text("You chose to pass")
