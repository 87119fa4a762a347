"""Items on phones: written, kept while the network is away, read by the facilitator, rated by everybody."""

import msgspec
import pytest
from playwright.sync_api import Page, expect
from tamtam.session import commands as c

from tests import decks
from tests.browser.conftest import LiveRoom, NewPhone, OpenRoom
from tests.browser.test_phone import come_in
from tests.browser.test_phone_looks import check
from tests.kinds.test_rating import rating

pytestmark = pytest.mark.browser

TRAP = "<img src=x onerror='window.hit=1'> %{x}"


@pytest.fixture
def room(open_room: OpenRoom) -> LiveRoom:
    collected = decks.collecting(first=True, most=2, longest=60)
    asked = rating()
    return open_room(decks.new_session(msgspec.structs.replace(asked, collect=collected.collect)))


def write(page: Page, text: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.get_by_role("textbox").press("Enter")


def proposals(room: LiveRoom) -> dict[str, str]:
    log = room.store.log(room.code)
    log.refresh()
    found = log.state.activity("client").proposals
    return {one.item.text["en"]: id for id, one in found.items()}


def test_items_are_collected_moderated_and_rated(room: LiveRoom, new_phone: NewPhone) -> None:
    one, two = new_phone(), new_phone()
    come_in(one.page, room, "Capucine")
    come_in(two.page, room)
    room.do(c.Open("client"))
    expect(one.page.get_by_role("heading", name="Which tool?")).to_be_visible()
    expect(one.page.get_by_role("slider")).to_have_count(0)  # nothing is rated yet

    # Half typed, then the page is loaded again: it is still there.
    one.page.get_by_role("textbox").fill("Half a thou")
    one.page.reload()
    expect(one.page.get_by_role("textbox")).to_have_value("Half a thou")
    write(one.page, TRAP)
    own = one.page.locator(".tt-collect-own li")
    expect(own).to_contain_text([TRAP])
    expect(own).to_contain_text(["waiting for the facilitator to read it"])
    foot = one.page.locator(".tt-foot [role=status]")
    expect(foot).to_contain_text("Thank you. You can suggest 1 more. ")  # that is not all
    check(one)

    # Without a network a suggestion waits, and leaves once.
    one.page.context.set_offline(True)
    write(one.page, "Sent later")
    expect(own.nth(1)).to_contain_text("waiting to be sent")
    expect(one.page.get_by_role("textbox")).to_be_hidden()  # two are the most
    one.page.context.set_offline(False)
    expect(own.nth(1)).to_contain_text("waiting for the facilitator to read it")
    expect(own).to_have_count(2)
    assert len(proposals(room)) == 4  # with the two of the deck

    # Taken back, written anew, and shown once somebody has read it.
    own.nth(1).get_by_role("button", name="Take back").tap()
    expect(own).to_have_count(1)
    room.do(c.Show("client", proposals(room)[TRAP]))
    expect(own).to_contain_text(["accepted"])
    room.do(c.Advance("client", 1))
    for phone in (one, two):
        expect(phone.page.get_by_role("heading", name="Do we do it already?")).to_be_visible()
        expect(phone.page.get_by_role("heading", name=TRAP)).to_be_visible()
    slider = two.page.get_by_role("slider", name=TRAP)
    slider.focus()
    slider.press("4")
    expect(two.page.locator(".tt-foot [role=status]")).to_contain_text("Saved")
    assert [dict(own) for own in room.answers("client")] == [{(proposals(room)[TRAP], "today"): 4}]
    check(two)
    assert one.page.evaluate("window.hit") is None
    assert one.complaints + two.complaints == []


def test_a_table_has_one_sentence_that_any_of_its_phones_may_write_anew(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    one, two = new_phone(), new_phone()
    for phone in (one, two):
        come_in(phone.page, room)
    room.do(c.Open("client", by_table=True))
    expect(one.page.get_by_text("One sentence for your table")).to_be_visible()
    expect(one.page.get_by_text("table 1")).to_be_visible()
    write(one.page, TRAP)
    expect(two.page.get_by_text(TRAP)).to_be_visible()
    write(two.page, "Our bread")
    expect(one.page.get_by_text("Our bread")).to_be_visible()
    for phone in (one, two):
        expect(phone.page.locator(".tt-collect-own li")).to_have_count(1)
        expect(phone.page.get_by_text("waiting for the facilitator to read it")).to_be_visible()
        assert phone.violations() == [] and phone.complaints == []
    assert [text for text in proposals(room) if text != "Statement 1"][-1:] == ["Our bread"]
    assert TRAP not in proposals(room)
    one.page.get_by_role("button", name="Take back – Our bread").tap()
    expect(two.page.locator(".tt-collect-own li")).to_have_count(0)
