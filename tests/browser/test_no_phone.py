"""A room in which not everybody has a phone: a spare one that is handed round."""

import json

import pytest
from playwright.sync_api import Page, expect
from tamtam.server.access import digest
from tamtam.session import commands as c

from tests import decks
from tests.browser.conftest import LiveRoom, NewPhone, OpenRoom, Phone
from tests.browser.test_phone import come_in, said, tap_value

pytestmark = pytest.mark.browser


@pytest.fixture
def room(open_room: OpenRoom) -> LiveRoom:
    return open_room(decks.new_session())


@pytest.fixture
def spare(room: LiveRoom, new_phone: NewPhone) -> Phone:
    phone = new_phone()
    phone.page.goto(f"{room.server_url}/spare/{room.code}")
    return phone


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).tap()


def begin(page: Page, alias: str) -> list[str]:
    """Somebody new takes the phone; returns their three words."""
    press(page, "I’m new here")
    page.get_by_label("Your name for this session").fill(alias)
    press(page, "Join")
    expect(page.get_by_role("heading", name="Note down your three words")).to_be_visible()
    words = page.locator(".tt-phone-words span").all_inner_texts()
    press(page, "I’ve noted them")
    return words


def kept(page: Page) -> str:
    """All that the page, its storage and its cookies hold, in one text."""
    stored: str = page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, history.state])"
    )
    html = page.content()
    return stored + html.partition("<body>")[2].partition('<script type="application/json"')[0]


def is_nobodys(page: Page, *traces: str) -> None:
    expect(page.get_by_role("heading", name="Take the phone")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    held = kept(page)
    assert not [trace for trace in traces if trace in held]
    assert not [one for one in page.context.cookies() if one["value"]]


def aliases(room: LiveRoom) -> dict[str, str]:
    """The id of everybody in the session, by their name."""
    log = room.store.log(room.code)
    log.refresh()
    return {one.alias: id for id, one in log.state.participants.items()}


def answered(room: LiveRoom, alias: str) -> dict[tuple[str, str], int]:
    id = aliases(room)[alias]
    return dict(room.store.log(room.code).state.activity("baseline").turn.answers.get(id, {}))


def test_the_second_person_sees_nothing_of_the_first(room: LiveRoom, spare: Phone) -> None:
    page = spare.page
    is_nobodys(page)
    before = kept(page)
    assert spare.violations() == []
    room.do(c.Open("baseline"))
    words = begin(page, "Anna")
    assert len(words) == 3
    traces = [
        "Anna",
        *(word for word in words if word not in before),
    ]  # "button" may be one of them
    tap_value(page, 1, 4)
    tap_value(page, 2, 2)
    said(page, "Saved")
    assert spare.violations() == []
    traces.append(aliases(room)["Anna"])
    press(page, "Done – pass it on")
    is_nobodys(page, *traces)

    page.go_back()  # out of the page, to whatever was before it
    page.go_forward()
    is_nobodys(page, *traces)
    page.reload()
    is_nobodys(page, *traces)

    begin(page, "Ben")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    tap_value(page, 1, 1)
    said(page, "Saved")
    press(page, "Done – pass it on")
    is_nobodys(page, "Ben")

    press(page, "I was here before")
    page.get_by_label("Your three words").fill(" ".join(words))
    press(page, "Find my place")
    expect(page.get_by_role("radio", name="4, rather agree").first).to_be_checked()
    assert answered(room, "Anna") == {("s1", "before"): 4, ("s2", "before"): 2}
    assert answered(room, "Ben") == {("s1", "before"): 1}
    assert spare.complaints == []


def test_it_is_handed_over_only_when_every_answer_has_arrived(room: LiveRoom, spare: Phone) -> None:
    page = spare.page
    room.do(c.Open("baseline"))
    begin(page, "Anna")
    page.context.set_offline(True)
    tap_value(page, 1, 5)
    tap_value(page, 2, 3)
    said(page, "2 answers waiting to be sent")
    press(page, "Done – pass it on")
    expect(page.get_by_role("heading", name="One more moment")).to_be_visible()
    expect(page.get_by_text("2 answers are still waiting to be sent.")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    assert spare.violations() == []
    page.context.set_offline(False)
    is_nobodys(page, "Anna")
    assert answered(room, "Anna") == {("s1", "before"): 5, ("s2", "before"): 3}

    begin(page, "Ben")
    page.route("**/answers", lambda route: route.abort())
    tap_value(page, 1, 2)
    press(page, "Done – pass it on")
    expect(page.get_by_text("1 answer is still waiting to be sent.")).to_be_visible()
    room.do(c.Close("baseline"))
    page.unroute("**/answers")
    expect(page.get_by_role("heading", name="1 answer came too late")).to_be_visible()
    press(page, "Pass the phone on")
    is_nobodys(page, "Ben")


def test_what_was_not_passed_on_is_covered_and_a_reveal_is_everybodys(
    room: LiveRoom, spare: Phone
) -> None:
    page = spare.page
    room.do(c.Open("baseline"))
    begin(page, "Anna")
    tap_value(page, 1, 4)
    said(page, "Saved")
    page.reload()  # put down without a word: the next one isn't shown the answers
    expect(page.get_by_role("heading", name="Is it you, Anna?")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    assert spare.violations() == []
    press(page, "Yes, carry on")
    expect(page.get_by_role("radio", name="4, rather agree").first).to_be_checked()
    page.reload()
    press(page, "I’m someone else")
    is_nobodys(page, "Anna")

    room.invite(6)
    room.everybody_answers(decks.agreement())
    room.reveal("baseline")
    expect(page.locator(".tt-sentence")).to_be_visible()
    expect(page.get_by_text("7 people answered")).to_be_visible()
    expect(page.get_by_text("You did not answer")).to_have_count(0)
    assert spare.violations() == []
    press(page, "I was here before")
    expect(page.get_by_label("Your three words")).to_be_visible()


def test_what_was_typed_and_not_sent_is_not_lost_without_a_word(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    room = open_room(decks.new_session(decks.statements(held=False)))
    page = new_phone().page
    page.goto(f"{room.server_url}/spare/{room.code}")
    room.do(c.Open("polis"))
    begin(page, "Anna")
    page.get_by_role("textbox").fill("A walk before noon")
    press(page, "Done – pass it on")
    expect(page.get_by_role("heading", name="Something hasn’t been sent")).to_be_visible()
    press(page, "Go back")
    expect(page.get_by_role("textbox")).to_have_value("A walk before noon")
    press(page, "Done – pass it on")
    press(page, "Erase it and pass the phone on")
    expect(page.get_by_role("heading", name="Take the phone")).to_be_visible()
    assert "walk" not in json.dumps(kept(page))


def test_three_people_turn_over_cards_and_nothing_of_it_leaves_their_phones(
    room: LiveRoom, new_phone: NewPhone
) -> None:
    phones = [new_phone() for _ in range(3)]
    sent: list[str | None] = []
    for number, phone in enumerate(phones):
        come_in(phone.page, room, f"Person {number}")
        phone.page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    wall = new_phone(width=1280, height=720)
    room.do(c.Grant("screen", digest(room.secret)))
    wall.page.goto(f"{room.server_url}/screen/{room.secret}")
    room.do(c.Converse("baseline", seconds=300))
    before = room.store.log(room.code)
    before.refresh()
    position = before.state.position
    for value, phone in enumerate(phones, start=3):
        expect(phone.page.get_by_text("Nothing leaves this phone")).to_be_visible()
        tap_value(phone.page, 1, value)
        expect(phone.page.get_by_role("radio", checked=True)).to_have_value(str(value))
    expect(wall.page.get_by_text("nothing leaves it")).to_be_visible()
    assert phones[0].violations() == []
    room.do(c.TurnOver("baseline"))
    for value, phone in enumerate(phones, start=3):
        expect(phone.page.get_by_text("The cards are turned over.")).to_be_visible()
        expect(phone.page.get_by_role("radio", checked=True)).to_have_value(str(value))
        expect(phone.page.get_by_role("radio").first).to_be_disabled()
    expect(wall.page.get_by_text("nothing leaves it")).to_have_count(0)
    assert not phones[0].scrolls_sideways()
    assert phones[0].violations() == []
    assert wall.violations() == []
    room.do(c.Close("baseline"))
    expect(phones[0].page.get_by_text("None of it was stored.")).to_be_visible()
    assert sent == []
    before.refresh()
    happened = [type(one.event).__name__ for one in before.entries(position)]
    assert happened == ["CardsTurned", "ActivityClosed"]
    assert not [complaint for phone in phones for complaint in phone.complaints]
