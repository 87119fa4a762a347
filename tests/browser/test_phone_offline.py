"""A phone whose connection fails: what was answered waits, says so, and arrives once."""

import re

import pytest
from playwright.sync_api import Page, Route, expect
from tamtam.server import run
from tamtam.session import commands as c

from tests import decks
from tests.browser.conftest import LiveRoom, NewPhone, OpenRoom
from tests.browser.test_phone import come_in, said, tap_value

pytestmark = pytest.mark.browser


@pytest.fixture
def room(open_room: OpenRoom) -> LiveRoom:
    return open_room(decks.new_session())


@pytest.fixture
def page(room: LiveRoom, new_phone: NewPhone) -> Page:
    page = new_phone().page
    come_in(page, room)
    room.do(c.Open("baseline"))
    expect(page.get_by_role("radio").first).to_be_visible()
    return page


def test_answers_given_offline_wait_say_so_and_arrive_when_the_network_is_back(
    room: LiveRoom, page: Page
) -> None:
    page.context.set_offline(True)
    tap_value(page, 1, 4)
    tap_value(page, 2, 1)
    tap_value(page, 2, 2)
    said(page, "2 answers waiting to be sent")
    expect(page.locator("#trouble")).to_contain_text("Your phone has no network.")
    expect(page.locator("#trouble")).to_contain_text("2 answers are kept here")
    room.holds("baseline", [])
    page.context.set_offline(False)
    said(page, "You have answered everything · Saved")
    expect(page.locator("#trouble")).to_be_hidden()
    room.holds("baseline", [{("s1", "before"): 4, ("s2", "before"): 2}])


def test_a_waiting_answer_survives_a_reload(room: LiveRoom, page: Page) -> None:
    page.route("**/answers", lambda route: route.abort())
    tap_value(page, 1, 4)
    said(page, "1 answer waiting to be sent")
    page.reload()
    expect(page.get_by_role("radio", name="4, rather agree").first).to_be_checked()
    said(page, "1 answer waiting to be sent")
    page.unroute("**/answers")
    said(page, "Saved")
    room.holds("baseline", [{("s1", "before"): 4}])


def test_an_answer_whose_acknowledgement_was_lost_is_stored_once(
    room: LiveRoom, page: Page
) -> None:
    lost: list[str | None] = []

    def lose_first(route: Route) -> None:
        route.fetch()
        if lost:
            route.continue_()
        else:
            lost.append(route.request.post_data)
            route.abort()

    page.route("**/answers", lose_first)
    tap_value(page, 1, 4)
    said(page, "Saved")
    log = room.store.log(room.code)
    answered = [entry for entry in log.entries() if type(entry.event).__name__ == "Answered"]
    assert lost and len(answered) == 1


def test_where_a_change_comes_too_late_what_counts_is_said_to_count(
    room: LiveRoom, page: Page
) -> None:
    tap_value(page, 1, 2)
    said(page, "Saved")
    page.route("**/answers", lambda route: route.abort())
    tap_value(page, 1, 5)
    said(page, "1 answer waiting to be sent")
    room.do(c.Close("baseline"))
    page.unroute("**/answers")
    said(page, "1 change was not saved: your answer before it counts")
    expect(page.locator(".tt-state").first).to_have_text(
        "rather disagree · saved, but not your change"
    )
    expect(page.get_by_role("radio", name="2, rather disagree").first).to_be_checked()
    room.holds("baseline", [{("s1", "before"): 2}])
    page.reload()
    said(page, "1 change was not saved: your answer before it counts")


def test_an_answer_that_comes_too_late_is_said_to_not_count(room: LiveRoom, page: Page) -> None:
    page.route("**/answers", lambda route: route.abort())
    tap_value(page, 1, 5)
    said(page, "1 answer waiting to be sent")
    room.do(c.Close("baseline"))
    page.unroute("**/answers")
    said(page, "1 answer came too late and does not count")
    expect(page.get_by_text("came too late").first).to_be_visible()
    room.holds("baseline", [])


def test_an_answer_that_comes_after_the_reveal_is_no_mark_of_one_s_own_but_said_to_be_late(
    room: LiveRoom, page: Page
) -> None:
    room.invite(6)
    room.everybody_answers(decks.agreement())
    page.route("**/answers", lambda route: route.abort())
    tap_value(page, 1, 5)
    said(page, "1 answer waiting to be sent")
    room.reveal("baseline")
    page.unroute("**/answers")
    late = page.get_by_text("1 answer came too late and does not count")
    expect(late).to_be_visible()
    expect(page.get_by_text("You: ")).to_have_count(0)
    room.do(c.End())
    expect(page.locator(".tt-phone-notebook")).to_contain_text("1 answer came too late")


def test_who_was_erased_meanwhile_is_told_so(room: LiveRoom, page: Page) -> None:
    log = room.store.log(room.code)
    log.refresh()
    room.do(c.Forget(next(iter(log.state.participants))))
    expect(page.get_by_role("alert").first).to_contain_text("your name and answers were erased")
    page.locator("form .tt-phone-main").tap()
    expect(page.locator("#me")).to_be_visible()


def test_whom_the_browser_lost_the_place_of_comes_back_by_words_that_stand_there_already(
    room: LiveRoom, page: Page
) -> None:
    page.context.clear_cookies()
    tap_value(page, 1, 4)
    expect(page.get_by_role("alert").first).to_contain_text("the browser has lost your place")
    page.get_by_role("button", name="I was already here").tap()
    page.locator("form .tt-phone-main").tap()
    expect(page.get_by_role("radio").first).to_be_visible()
    room.holds("baseline", [{("s1", "before"): 4}])
    log = room.store.log(room.code)
    log.refresh()
    assert len(log.state.participants) == 1


def test_a_server_that_is_too_busy_is_not_the_phones_fault(room: LiveRoom, page: Page) -> None:
    body = '{"error":"busy","message":"The laptop is very busy. It isn’t your phone.","hint":""}'
    headers = {"Retry-After": "1", "Content-Type": "application/json"}
    page.route("**/answers", lambda route: route.fulfill(status=503, body=body, headers=headers))
    tap_value(page, 1, 4)
    expect(page.locator("#trouble")).to_contain_text("It isn’t your phone.")
    page.unroute("**/answers")
    said(page, "Saved")


def test_a_server_that_is_gone_and_comes_back_loses_nothing(room: LiveRoom, page: Page) -> None:
    run.stop(room.store)
    tap_value(page, 1, 4)
    expect(page.locator("#trouble")).to_contain_text("The room’s laptop doesn’t answer")
    running = run.start(room.store)  # on the same port, as the address is on the wall
    assert running.url == room.server_url
    said(page, "Saved")
    expect(page.locator("#trouble")).to_be_hidden()
    room.holds("baseline", [{("s1", "before"): 4}])


def test_news_reach_a_phone_whose_stream_is_silent(room: LiveRoom, new_phone: NewPhone) -> None:
    page = new_phone().page
    page.route("**/events", lambda route: route.abort())
    come_in(page, room)
    room.do(c.Open("baseline"))
    expect(page.get_by_role("radio").first).to_be_visible(timeout=12_000)


def test_coming_back_to_the_page_asks_what_is_new(room: LiveRoom, new_phone: NewPhone) -> None:
    phone = new_phone()
    come_in(phone.page, room)
    before = len([url for url in phone.asked if url.endswith("/state")])
    phone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    phone.page.wait_for_timeout(300)
    assert len([url for url in phone.asked if url.endswith("/state")]) == before + 1


@pytest.mark.parametrize("minutes", [4, -4])
def test_a_clock_that_is_set_while_the_page_is_open_takes_no_time_away(
    room: LiveRoom, new_phone: NewPhone, minutes: int
) -> None:
    page = new_phone().page
    page.add_init_script(
        "{ const real = Date.now.bind(Date); let set = 0;"
        " Date.now = () => real() + set; window.setClock = (by) => { set = by; }; }"
    )
    come_in(page, room)
    room.do(c.Open("baseline", 300))
    timer = page.locator(".tt-phone-timer")
    expect(timer).to_contain_text(re.compile(r"Time left [45]:"))
    page.evaluate("(by) => setClock(by)", minutes * 60_000)
    room.do(c.Time("baseline", "add", 60))
    expect(timer).to_contain_text(re.compile(r"Time left (5:[0-5]\d|6:00)"))


def test_nine_pages_of_one_browser_all_follow_by_the_streams_it_has_connections_for(
    room: LiveRoom, page: Page
) -> None:
    pages = [page, *(page.context.new_page() for _ in range(8))]
    for each in pages[1:]:
        each.goto(room.url)
        expect(each.get_by_role("radio").first).to_be_visible()
    room.do(c.Close("baseline"))
    for each in pages:
        said(each, "It’s closed")
    pages[0].close()  # the one that held the stream
    room.do(c.Open("flows"))
    for each in pages[1:]:
        expect(each.get_by_role("heading", name="How much room?")).to_be_visible()
