"""A whole game of the common pot with four phones, one of them offline for a round, no kernel about."""

from collections.abc import Callable

import msgspec
import pytest
from playwright.sync_api import Page, expect

from kit import commands as c
from kit import deck_file, files
from tests.browser.conftest import LiveRoom, NewPhone, OpenRoom
from tests.browser.test_phone import come_in
from tests.browser.test_phone_looks import check
from tests.browser.test_pressure_forms import small

pytestmark = pytest.mark.browser

DECK = deck_file.read(files.workshops() / "trois_constats" / deck_file.FILE)


@pytest.fixture
def room(open_room: OpenRoom) -> LiveRoom:
    """A game of four rounds."""
    game = DECK.activity("common_pot")
    assert game
    short = msgspec.structs.replace(game, phases=game.phases[:4])
    activities = tuple(short if one.id == game.id else one for one in DECK.activities)
    kept = msgspec.structs.replace(DECK, activities=activities, cuts={})
    return open_room(c.NewSession("trois_constats", kept, seed=1))


def gives(page: Page, round: int, gift: int) -> None:
    """Give and expect by keyboard: a digit is twice as many tokens."""
    expect(page.get_by_role("heading", name=f"Round {round} of 4")).to_be_visible()
    for slider in page.get_by_role("slider").all():
        slider.focus()
        page.keyboard.press(str(gift // 2))


def test_four_phones_play_a_game_and_the_one_that_was_offline_plays_on(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    phones = [new_phone(width=320 if number == 0 else 390) for number in range(4)]
    pages = [phone.page for phone in phones]
    for page in pages:
        come_in(page, room)
    room.do(c.Open("common_pot"))
    first = pages[0]
    expect(first.get_by_text("your table sees only the total")).to_be_visible()
    assert small(first) == []
    check(phones[0])
    late = new_phone()
    come_in(late.page, room)
    expect(late.page.get_by_text("You came in after it began")).to_be_visible()
    assert late.page.get_by_role("slider").count() == 0

    gives(pages[0], 1, 18)
    expect(first.get_by_text("3 people at your table are still thinking")).to_be_visible()
    for page, gift in zip(pages[1:], (10, 6, 0), strict=True):
        gives(page, 1, gift)
    expect(first.get_by_text("You ended with 15.6 tokens")).to_be_visible()
    expect(first.get_by_text("34 tokens in the pot, from 4 people. You gave 18.")).to_be_visible()

    away = pages[3]
    expect(away.get_by_role("heading", name="Round 2 of 4")).to_be_visible()
    away.context.set_offline(True)
    for page in pages:
        gives(page, 2, 10)
    expect(first.get_by_text("1 person at your table is still thinking")).to_be_visible()
    time_is_up(room)
    expect(first.get_by_text("30 tokens in the pot, from 3 people.")).to_be_visible()
    expect(first.get_by_text("Talk at your table now.")).to_be_visible()
    expect(first.get_by_text("After that your table sees what each of you gives")).to_be_visible()
    check(phones[0])
    away.context.set_offline(False)
    expect(away.get_by_text("You didn’t give in this round: it counts as missing")).to_be_visible()
    time_is_up(room)

    expect(first.get_by_text("your table will see what each of you gave")).to_be_visible()
    for page, gift in zip(pages, (16, 12, 8, 4), strict=True):
        gives(page, 3, gift)
    seen = first.get_by_role("listitem")
    expect(seen).to_have_count(4)
    assert sorted(line.split()[-1] for line in gifts_of(first)) == ["12", "16", "4", "8"]
    up = first.get_by_role("button", name="▲ good –").first
    up.tap()
    expect(up).to_have_attribute("aria-pressed", "true")
    assert small(first) == []
    check(phones[0])
    for page in pages:
        gives(page, 4, 12)
    expect(first.get_by_text("The game is over.")).to_be_visible()
    assert sum(("give", "round_2") in own for own in room.answers("common_pot")) == 3
    assert [own for own in room.answers("common_pot") if "up" in own.values()]
    check(phones[0])


def time_is_up(room: LiveRoom) -> None:
    """Let the clock run out now: the server goes on by itself."""
    room.do(c.Time("common_pot", "add", -600))


def gifts_of(page: Page) -> list[str]:
    """What each gave at the table, without the buttons beside it."""
    told: Callable[..., list[str]] = page.eval_on_selector_all
    return told(".tt-at li > span:first-child", "all => all.map(one => one.textContent.trim())")
