"""What is asked of values, on a phone: rankings by finger, mouse, buttons and keys; shares on a line."""

import re
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Locator, Page, expect
from tamtam.deck.deck import Activity
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.session import commands as c

from tests.browser.conftest import LiveRoom, NewPhone, OpenRoom
from tests.browser.test_phone import come_in, said
from tests.decks import new_session
from tests.kinds.people import ASKED

pytestmark = pytest.mark.browser


def of_the_workshop(id: str) -> Activity:
    """An activity of the workshop, as one of a small deck."""
    [found] = [activity for activity in ASKED if activity.id == id]
    return msgspec.structs.replace(found, part="opening")


VALUES, TAMTAM = of_the_workshop("values"), of_the_workshop("tamtam")
IDS = [item.id for item in VALUES.items]


#: What each row says, without the hint under it.
ROWS = """all => all.map(row => {
  const bare = row.cloneNode(true);
  bare.querySelector("small")?.remove();
  return bare.textContent;
})"""


def words(key: str, language: str = "en", **values: Any) -> str:
    return Words("ranking").text(language, f"form.{key}", **values)


def name(id: str, language: str = "en") -> str:
    item = VALUES.item(id)
    assert item
    return texts.pick(item.text, language)


def order(page: Page, language: str = "en") -> list[str]:
    """The ids in the order they are shown, each under the rank that it says."""
    rows = page.locator(".tt-ranking-order li")
    expect(rows).to_have_count(len(IDS))
    assert rows.locator("b").all_inner_texts() == [str(rank + 1) for rank in range(len(IDS))]
    by_name = {f"{rank}{name(id, language)}": id for id in IDS for rank in range(1, 8)}
    return [by_name[words.removesuffix("⠿").strip()] for words in rows.evaluate_all(ROWS)]


def row(page: Page, id: str) -> Locator:
    return page.locator(".tt-ranking-order li").filter(has_text=name(id))


def middle(found: Locator) -> tuple[float, float]:
    box = found.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def dragged(page: Page, taken: Locator, to: Locator) -> None:
    """By mouse, anywhere on the row."""
    (x, y), (_, below) = middle(taken), middle(to)
    page.mouse.move(x, y)
    page.mouse.down()
    for part in range(1, 9):
        page.mouse.move(x, y + (below - y) * part / 8)
    page.mouse.up()


def swiped(page: Page, taken: Locator, to: Locator) -> None:
    """By a finger on the grip."""
    taken.evaluate("(row) => row.scrollIntoView({ block: 'center' })")
    (x, y), (_, below) = middle(taken.locator("i")), middle(to)
    finger = page.context.new_cdp_session(page)
    for part in range(10):
        at = {"x": x, "y": y + (below - y) * part / 9}
        sort = "touchMove" if part else "touchStart"
        finger.send("Input.dispatchTouchEvent", {"type": sort, "touchPoints": [at]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(300)  # a tap that comes sooner only ends the fling


def kept(room: LiveRoom) -> list[list[str]]:
    return [answer[("order", "today")] for answer in room.answers("values")]


def test_an_order_nobody_moved_counts_once_it_is_said_to_be_ones_own(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    room = open_room(new_session(VALUES))
    page = new_phone(width=360, height=740).page
    room.do(c.Open("values"))
    come_in(page, room)
    drawn = order(page)
    page.get_by_role("button", name=words("keep")).tap()
    page.get_by_role("button", name=words("yes")).tap()
    said(page, "Saved")
    assert kept(room) == [drawn]


def test_the_first_move_makes_an_order_ones_own(open_room: OpenRoom, new_phone: NewPhone) -> None:
    room = open_room(new_session(VALUES))
    phone, other = new_phone(width=360, height=740), new_phone("dark", width=360, height=740)
    room.do(c.Open("values"))
    for one in (phone, other):
        come_in(one.page, room)
    page = phone.page
    first = order(page)
    assert first != order(other.page)  # each is drawn by its own lot
    page.reload()
    assert order(page) == first
    page.get_by_role("button", name=words("keep")).tap()
    expect(page.get_by_text(words("sure"))).to_be_visible()  # one tap stores nobody's order
    assert phone.violations() == []
    page.get_by_role("button", name=words("no")).tap()
    assert kept(room) == []
    dragged(page, row(page, first[0]), row(page, first[3]))
    moved = [*first[1:4], first[0], *first[4:]]
    assert order(page) == moved
    said(page, "You have answered everything · Saved")
    assert kept(room) == [moved]

    swiped(page, row(page, moved[6]), row(page, moved[5]))
    moved = [*moved[:5], moved[6], moved[5]]
    assert order(page) == moved
    for _ in range(100):  # once it is kept nothing is drawn anew under the finger
        if kept(room) == [moved]:
            break
        page.wait_for_timeout(100)
    held = moved[2]
    row(page, held).tap()
    tools = page.get_by_role("group", name=words("move", item=name(held)))
    for way, at in (("top", 0), ("down", 1), ("bottom", 6), ("up", 5)):
        tools.get_by_role("button", name=words(way), exact=True).tap()
        moved.remove(held)
        moved.insert(at, held)
        assert order(page) == moved
    said(page, "Saved")
    expect(page.locator(".tt-state")).to_contain_text("saved")
    assert kept(room) == [moved]
    for one in (phone, other):
        assert one.violations() == [] and not one.scrolls_sideways()

    room.invite(12)
    room.everybody_answers(VALUES)
    room.reveal("values")
    expect(page.locator(".tt-ranking-heaps")).to_have_count(len(IDS))
    expect(page.get_by_text(words("you", n=6), exact=True)).to_be_visible()
    expect(other.page.get_by_text(texts.text("en", "phone.form.you_nothing")).first).to_be_visible()
    for one in (phone, other):
        assert one.violations() == [] and not one.scrolls_sideways()
        assert one.complaints == []


def test_a_ranking_is_made_by_keyboard_alone_and_heard(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    room = open_room(new_session(VALUES))
    page = new_phone().page
    room.do(c.Open("values"))
    come_in(page, room)
    heard = page.locator(".tt-ranking-order + [role=status]")
    first = order(page)
    button = row(page, first[1]).get_by_role("button")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(heard).to_contain_text(f"{name(first[1])}, rank 2 of 7. Arrows")
    page.keyboard.press("ArrowDown")
    expect(heard).to_have_text(f"{name(first[1])}, rank 3 of 7")
    page.keyboard.press("End")
    page.keyboard.press("End")
    moved = [first[0], *first[2:], first[1]]
    assert order(page) == moved
    expect(button).to_be_focused()
    page.keyboard.press("Escape")
    expect(heard).to_have_text(words("put_down", item=name(first[1]), n=7))
    page.keyboard.press("ArrowUp")
    expect(row(page, moved[5]).get_by_role("button")).to_be_focused()
    page.keyboard.press("Alt+Home")
    moved = [moved[5], *moved[:5], moved[6]]
    assert order(page) == moved
    said(page, "You have answered everything · Saved")
    assert kept(room) == [moved]

    room.do(c.Close("values"))
    expect(page.locator(".tt-ranking-order button")).to_have_count(0)
    assert order(page) == moved
    room.do(c.Open("values"))
    page.get_by_role("button", name="Take back").press("Enter")
    expect(page.get_by_role("button", name=words("keep"))).to_be_visible()
    expect(row(page, moved[0]).get_by_role("button")).to_be_focused()
    assert order(page) == moved
    room.do(c.Close("values"))
    expect(page.locator(".tt-ranking-order")).to_have_count(0)
    expect(page.get_by_text(texts.text("en", "phone.form.you_nothing"))).to_be_visible()


# --- shares


def part(page: Page, phase: str) -> Locator:
    return page.locator(f"[data-phase={phase}].tt-shares-part")


def test_shares_are_given_on_a_line_and_typed_to_the_euro(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    room = open_room(new_session(TAMTAM))
    phone, other = new_phone(width=360, height=740), new_phone("dark", width=360, height=740)
    room.do(c.Open("tamtam"))
    for one in (phone, other):
        come_in(one.page, room)
    page = phone.page
    line = part(page, "today").locator(".tt-line-track")
    expect(part(page, "today").locator("input:not([type=range])")).to_have_value("")
    box = line.bounding_box()
    assert box
    line.tap(position={"x": 16 + (box["width"] - 32) * 0.26, "y": 22})
    expect(part(page, "today").locator("input:not([type=range])")).to_have_value("25")
    typed = part(page, "wanted").locator("input:not([type=range])")
    typed.tap()
    page.keyboard.type("6x7")
    expect(typed).to_have_value("67")
    slider = part(page, "forecast").locator("input[type=range]")
    slider.focus()
    page.keyboard.press("4")
    page.keyboard.press("ArrowRight")
    expect(part(page, "forecast").locator("input:not([type=range])")).to_have_value("45")
    said(page, "You have answered everything · Saved")
    kept = {("kindred", "today"): 25, ("kindred", "wanted"): 67, ("kindred", "forecast"): 45}
    room.holds("tamtam", [kept])
    typed.fill("980")
    expect(typed).to_have_value("100")
    typed.fill("")
    expect(part(page, "wanted").locator(".tt-line-track")).to_have_attribute("data-unset", "")
    page.reload()
    expect(part(page, "today").locator("input:not([type=range])")).to_have_value("25")
    expect(typed).to_have_value("")
    for one in (phone, other):
        assert one.violations() == [] and not one.scrolls_sideways()

    room.invite(12)
    room.everybody_answers(TAMTAM)
    room.reveal("tamtam")
    expect(page.locator(".tt-shares-strip")).to_have_count(3)
    expect(page.get_by_text("You: €45", exact=True)).to_be_visible()
    for one in (phone, other):
        assert one.violations() == [] and not one.scrolls_sideways()
        assert one.complaints == []


def test_of_a_few_a_phone_is_told_the_median_alone(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    room = open_room(new_session(TAMTAM))
    room.do(c.Open("tamtam"))
    page = new_phone().page
    come_in(page, room)
    room.invite(6)
    room.everybody_answers(TAMTAM)
    room.reveal("tamtam")
    told = page.locator(".tt-shares-part .tt-small")
    expect(told).to_have_count(3)
    for words in told.all_inner_texts():
        assert re.fullmatch(r"The room: €\d+(\.5)?", words), words
