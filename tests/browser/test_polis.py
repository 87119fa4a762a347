"""The polis in a real browser: phone, moderation and wall, from the first sentence to a hidden one."""

import random
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Page, expect
from tamtam.deck.deck import Activity
from tamtam.server.access import digest
from tamtam.session import commands as c
from tamtam.session.commands import NewSession

from tests.browser.conftest import LiveRoom, NewPhone, OpenRoom
from tests.browser.test_phone import come_in
from tests.browser.test_screen import OpenWall, deck_of_the_workshop, open_wall
from tests.browser.wall import until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
__all__ = ["open_wall"]

#: As long as a sentence may be.
LONG = (
    "A sentence that uses up all the characters it may have, since somebody thought about it for long"
    " and left nothing out of it, to the end."
)
#: What two camps think of the deck's eight sentences, in turn.
CREEDS = ((1, 1, 1, -1, 1, -1, 1, -1), (1, 1, -1, 1, -1, 1, -1, 1))
#: Each camp on the wall: its symbol, its colour, how far right it stands on average.
CAMPS = """() => (document.querySelector('.js-plotly-plot')?.data ?? [])
  .filter((trace) => trace.mode === 'markers')
  .map(({ marker, x }) => [marker.symbol, marker.color, x.reduce((sum, one) => sum + one, 0) / x.length])"""


def polis(room: LiveRoom) -> Activity:
    return room.store.log(room.code).state.activity("polis").activity


def opened(open_room: OpenRoom, language: str) -> LiveRoom:
    """The polis of the workshop, its chart on the wall at once, with a long sentence among the deck's."""
    deck = deck_of_the_workshop()
    activities = tuple(
        msgspec.structs.replace(
            one,
            live=True,
            items=(
                *one.items[:-1],
                msgspec.structs.replace(one.items[-1], text={"fr": LONG, "en": LONG}),
            ),
        )
        if one.id == "polis"
        else one
        for one in deck.activities
    )
    changed = msgspec.structs.replace(deck, activities=activities)
    room = open_room(NewSession("trois_constats", changed, language=language, seed=1))
    room.do(c.Grant("screen", digest(room.secret)))
    room.do(c.Open("polis"))
    return room


def vote(room: LiveRoom, camp: int, count: int) -> None:
    """So many more people come in and vote on the deck's sentences as one camp does."""
    first = len(room.people)
    room.invite(count)
    for number in range(first, first + count):
        chance = random.Random(number)
        for at, item in enumerate(polis(room).items[:8]):
            value = CREEDS[camp][at] if chance.random() > 0.08 else 0
            body = {"activity": "polis", "item": item.id, "phase": "today", "value": value}
            room._post(room.people[number], "answers", {**body, "key": f"{number}{item.id}"})


def drawn(page: Page, *, people: int) -> dict[str, tuple[str, int]]:
    """The camps on the wall once so many people are drawn: their colour and side by their symbol."""
    total = "[...document.querySelectorAll('.js-plotly-plot')].flatMap(({ data }) => data)"
    dots = f"{total}.filter((t) => t.mode === 'markers').reduce((n, t) => n + t.x.length, 0)"
    until(page, f"{dots} === {people}")
    found: list[tuple[str, str, float]] = page.evaluate(CAMPS)
    return {symbol: (colour, 1 if x > 0 else -1) for symbol, colour, x in found}


@pytest.mark.parametrize(
    ("width", "height", "scheme", "language"),
    [(1920, 1080, "light", "fr"), (1024, 768, "dark", "en")],
)
def test_camps_on_the_wall_stay_what_they_are_and_a_hidden_sentence_goes(
    open_room: OpenRoom, open_wall: OpenWall, width: int, height: int, scheme: str, language: str
) -> None:
    room = opened(open_room, language)
    wall = open_wall(room, width, height, scheme)
    page = wall.page
    vote(room, 0, 5)
    expect(page.locator(".tt-screen-wall .bartext").first).to_be_visible()
    assert page.evaluate(CAMPS) == []
    wall.check()
    vote(room, 0, 4)
    vote(room, 1, 6)
    before = drawn(page, people=15)
    assert set(before) == {"circle", "square"}
    wall.check()
    vote(room, 1, 14)
    after = drawn(page, people=29)
    assert after == before
    wall.check()

    room.reveal("polis")
    expect(page.locator(".tt-screen-drawing")).to_contain_text("A · 9")
    expect(page.locator(".tt-screen-drawing")).to_contain_text("B · 20")
    wall.check()
    assert page.locator(".tt-screen-wall[tabindex]").count() == 0  # nothing to scroll
    gone = polis(room).items[7]
    room.do(c.Hide("polis", gone.id))
    expect(page.locator(".tt-screen-drawing")).not_to_contain_text("A sentence that uses up")
    label = page.locator(".tt-screen-drawing").get_attribute("aria-label") or ""
    assert "A sentence that uses up" not in label
    wall.check()


def test_a_sentence_is_written_approved_voted_on_and_taken_away_again(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    room = opened(open_room, "en")
    phone = new_phone(width=390, height=844)
    page = phone.page
    come_in(page, room, "Capucine")
    page.get_by_role("textbox").fill("Meetings end on time")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Sentence 1 of 8")).to_be_visible()
    held = proposed(room, page)
    assert "Meetings end on time" not in page.locator(".tt-statements-said").inner_text()

    room.do(c.Show("polis", held))
    expect(page.get_by_text("Sentence 1 of 9")).to_be_visible()
    page.locator(".tt-statements-said").focus()
    for at in range(9):
        expect(page.get_by_text(f"Sentence {at + 1} of 9")).to_be_visible()
        if at % 2:
            page.get_by_role("button", name="Agree", exact=True).tap()
        else:
            page.keyboard.press("d")
    expect(page.get_by_text("You have voted on every sentence.")).to_be_visible()
    expect(page.locator(".tt-statements-given li")).to_have_count(9)
    assert phone.violations() == []

    vote(room, 0, 18)  # enough that camps are told from the ends of a line, however the phone voted
    vote(room, 1, 17)
    room.reveal("polis")
    expect(page.locator(".tt-result").first).to_be_visible()
    expect(page.get_by_text("There are camps: A (")).to_be_visible()
    assert phone.violations() == []
    assert not phone.scrolls_sideways()
    room.do(c.Hide("polis", polis(room).items[0].id))
    expect(page.locator(".tt-result")).to_have_count(8)
    room.do(c.Show("polis", polis_item(room)))
    expect(page.locator(".tt-result")).to_have_count(9)
    assert phone.complaints == []


def proposed(room: LiveRoom, page: Page) -> str:
    """The id of the sentence that waits for approval."""
    for _ in range(50):
        log = room.store.log(room.code)
        log.refresh()
        for id, one in log.state.activity("polis").proposals.items():
            if one.held:
                return id
        page.wait_for_timeout(100)
    raise AssertionError("nothing waits")


def polis_item(room: LiveRoom) -> str:
    """The id of the deck's first sentence, shown or not."""
    found: dict[str, Any] = room.store.log(room.code).state.activity("polis").proposals
    return next(iter(found))
