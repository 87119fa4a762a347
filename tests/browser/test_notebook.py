"""One's notebook: what the room saw beside one's own answers, at any time, after the end, and taken along."""

import random
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec
import pytest
from playwright.sync_api import Page, expect
from tamtam import kinds
from tamtam.deck.deck import Activity
from tamtam.session import commands as c

from tests import decks
from tests.browser.conftest import LiveRoom, NewPhone, OpenRoom
from tests.browser.test_phone import come_in, tap_value
from tests.browser.test_phone_looks import check
from tests.kinds.test_rating import rating

pytestmark = pytest.mark.browser

DECK = decks.shipped().worded("team")
BASELINE = decks.agreement()
#: Answer as this phone does, one after the other.
ANSWER = """async ([code, all]) => {
  const statuses = [];
  for (const one of all) {
    const headers = { "Content-Type": "application/json" };
    const sent = await fetch(`/api/${code}/answers`, { method: "POST", headers, body: JSON.stringify(one) });
    statuses.push(sent.status);
  }
  return statuses;
}"""


@pytest.fixture
def answered(open_room: OpenRoom, new_phone: NewPhone) -> tuple[LiveRoom, Page]:
    """A room that has seen where it stands, and the phone of someone who answered."""
    room = open_room(decks.new_session())
    phone = new_phone(width=360, height=640)
    come_in(phone.page, room, "Capucine")
    room.invite(6)
    room.do(c.Open("baseline"))
    tap_value(phone.page, 1, 4)
    expect(phone.page.get_by_text("1 of 2")).to_be_visible()
    room.everybody_answers(BASELINE)
    room.reveal("baseline")
    expect(phone.page.locator(".tt-result").first).to_be_visible()
    return room, phone.page


def beside(page: Page) -> None:
    """What the room saw stands beside what one answered."""
    notebook = page.locator(".tt-phone-notebook")
    expect(notebook.locator("dd").first).to_have_text("You: rather agree")
    expect(notebook.locator(".tt-phone-said").first).to_contain_text("7 people")


def test_it_can_be_read_at_any_time_under_ones_name(
    answered: tuple[LiveRoom, Page], new_phone: NewPhone
) -> None:
    _, page = answered
    page.locator("#me").tap()
    page.get_by_role("button", name="Open my notebook").tap()
    beside(page)
    page.go_back()
    expect(page.locator("#sheet")).to_be_hidden()
    expect(page.locator(".tt-result").first).to_be_visible()


def test_it_stays_after_the_end_and_when_the_server_is_out_of_reach(
    answered: tuple[LiveRoom, Page],
) -> None:
    room, page = answered
    room.do(c.End())
    expect(page.get_by_role("heading", name="The session is over")).to_be_visible()
    beside(page)
    expect(page.get_by_role("button", name="Copy", exact=True)).to_be_in_viewport()
    expect(page.locator(".tt-phone-words")).to_be_visible()
    expect(page.get_by_role("button", name="Forget me")).to_be_visible()
    page.context.set_offline(True)
    page.locator("#speak").tap()  # drawn anew, from what the phone kept; French can't be fetched
    expect(page.get_by_text("The room’s laptop no longer answers")).to_be_visible()
    expect(page.locator(".tt-phone-notebook dd").first).to_be_visible()


def test_it_is_taken_along_with_one_tap_each_without_network(
    answered: tuple[LiveRoom, Page], tmp_path: Path
) -> None:
    room, page = answered
    barred: list[str] = []
    page.on("console", lambda told: barred.append(told.text) if "Policy" in told.text else None)
    room.do(c.Agree("Doubts first", "Ines", "2027-01-15"))
    room.do(c.End())
    beside(page)
    agreed = page.locator(".tt-phone-notebook section", has_text="What we try together")
    expect(agreed).to_contain_text("Doubts first")
    expect(agreed.locator("dd")).to_have_text(["Ines", "January 15, 2027"])
    assert barred == []
    page.context.set_offline(True)
    page.get_by_role("button", name="Copy", exact=True).tap()
    expect(page.get_by_role("button", name="Copied")).to_be_focused()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Keep as one file").tap()
    kept = tmp_path / "notebook.html"
    saved.value.save_as(kept)
    whole = kept.read_text(encoding="utf-8")
    assert saved.value.suggested_filename == f"tamtam-{room.code}.html"
    assert whole.startswith("<!doctype html>") and "You: rather agree" in whole
    assert "Doubts first" in whole and f" · {room.code}</p>" in whole
    assert "<style>body{" in whole
    assert not re.search(r"<script|https?:|src=", whole)
    mail = page.get_by_role("link", name="Send by e-mail").get_attribute("href") or ""
    assert mail.startswith("mailto:?subject=") and "You: rather agree" in unquote(mail)


def test_two_taps_say_how_one_found_the_session(answered: tuple[LiveRoom, Page]) -> None:
    room, page = answered
    room.do(c.End())
    asked = page.get_by_role("radiogroup", name="Was this session worth your time?")
    asked.locator("label").nth(3).tap()
    expect(page.get_by_text("Thank you, it is saved.")).to_be_visible()
    page.reload()
    expect(asked.get_by_role("radio", name="4 of 5")).to_be_checked()
    log = room.store.log(room.code)
    log.refresh()
    assert sorted(len(one.ratings) for one in log.state.participants.values())[-1] == 1


def test_what_one_wrote_is_text_in_it_and_says_what_became_of_it(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    collected = decks.collecting(first=False, most=2, longest=60)
    asked = msgspec.structs.replace(rating(), collect=collected.collect)
    room = open_room(decks.new_session(asked))
    phone = new_phone()
    page = phone.page
    come_in(page, room)
    room.do(c.Open("client"))
    page.get_by_role("textbox").fill("<b>A shared calendar</b>")
    page.get_by_role("button", name="Suggest").tap()
    expect(page.locator(".tt-collect-own li")).to_contain_text(["<b>A shared calendar</b>"])
    page.get_by_role("textbox").fill("Half a thought")
    room.do(c.Close("client"))
    room.do(c.End())
    notebook = page.locator(".tt-phone-notebook")
    expect(notebook).to_contain_text("<b>A shared calendar</b>")
    expect(notebook).to_contain_text("waiting for the facilitator to read it")
    expect(notebook).to_contain_text("Half a thought")
    expect(notebook).to_contain_text("not sent")
    expect(notebook.get_by_text("You did not answer")).to_have_count(0)  # words are an answer too
    check(phone)


def whole(activity: Activity) -> dict[tuple[str, str], Any]:
    """What the most talkative of some simulated people answers."""
    kind = kinds.get(activity.kind)
    return max((kind.simulate(activity, random.Random(seed)) for seed in range(20)), key=len)


def test_every_kind_says_in_it_what_one_answered(open_room: OpenRoom, new_phone: NewPhone) -> None:
    room = open_room(
        c.NewSession("w", msgspec.structs.replace(DECK, cuts={}, drop_first={}), seed=1)
    )
    phone = new_phone()
    page = phone.page
    come_in(page, room)
    room.invite(6)
    asked = [one for one in DECK.activities if not kinds.get(one.kind).rounds(one)]
    asked = [one for one in asked if one.items]
    for activity in asked:
        room.do(c.Open(activity.id))
        given = whole(activity)
        sent = [
            {
                "activity": activity.id,
                "item": item,
                "phase": phase,
                "value": value,
                "key": f"{activity.id}{slot}",
            }
            for slot, ((item, phase), value) in enumerate(given.items())
        ]
        statuses = page.evaluate(ANSWER, [room.code, sent])
        assert set(statuses) <= {201}, (activity.id, statuses)
        room.everybody_answers(activity)
        room.reveal(activity.id)
    room.do(c.End())
    page.reload()  # what it answered here didn't pass through the page
    steps = page.locator(".tt-phone-notebook > section:not(.tt-phone-taking)")
    expect(steps).to_have_count(len(asked), timeout=30_000)
    silent = [
        step.locator("h2").inner_text() for step in steps.all() if step.locator("dd").count() == 0
    ]
    expect(steps.get_by_text("You did not answer")).to_have_count(0)
    expect(steps.get_by_text("● today – You: €")).to_have_count(1)
    assert silent == ["The barbarian"]  # on purpose: phones lie on tables
    assert len({one.kind for one in asked}) == 15
    check(phone)
