"""The projector page in a real browser: a session as the room sees it on the wall."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import combinations

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect
from tamtam.deck.deck import Deck
from tamtam.server.access import digest
from tamtam.session import commands as c
from tamtam.session.commands import NewSession

from tests import decks
from tests.browser.conftest import LiveRoom, NewPhone, OpenRoom
from tests.browser.wall import Wall, until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

#: Where each label is, and what it says.
BOXES = """all => all.map((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return [left, top, right, bottom, element.textContent];
  })"""


OpenWall = Callable[..., Wall]


@pytest.fixture
def open_wall(chromium: Browser) -> Iterator[OpenWall]:
    contexts = []

    def opened(room: LiveRoom, width: int, height: int, scheme: str) -> Wall:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        contexts.append(context)
        wall = Wall(context.new_page())
        wall.page.goto(f"{room.server_url}/screen/{room.secret}")
        return wall

    yield opened
    for context in contexts:
        context.close()


def deck_of_the_workshop() -> Deck:
    return decks.shipped()


def named_in(page: Page, name: str) -> None:
    """As the wall is where phones find the laptop by a name: the code beside it holds the number."""
    told = page.request.get(f"{page.url}/state").json()
    way = told["shared"]["qr"]
    told["shared"]["name_url"] = f"http://{name}"
    stream = f"event: shared\ndata: {json.dumps(told['shared'])}\n\n"
    page.route(
        "**/events", lambda route: route.fulfill(content_type="text/event-stream", body=stream)
    )
    page.route("**/state", lambda route: route.fulfill(json=told))
    page.reload()
    expect(page.get_by_text(f"on many phones also {name}")).to_be_visible()
    expect(page.locator(".tt-screen-lobby img")).to_have_attribute("src", way)


@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1920, 1080, "light"), (1024, 768, "dark")]
)
def test_through_a_session_the_wall_shows_what_the_room_may_see(
    open_room: OpenRoom, open_wall: OpenWall, width: int, height: int, scheme: str
) -> None:
    room = open_room(NewSession("trois_constats", deck_of_the_workshop(), language="en", seed=1))
    room.do(c.Grant("screen", digest(room.secret)))
    wall = open_wall(room, width, height, scheme)
    page = wall.page
    wall.sees("nobody is here yet")
    expect(page.get_by_role("img", name=f"QR code of the address {room.url}")).to_be_visible()
    room.invite(13)
    wall.sees("13 people have joined")
    wall.sees(room.code)
    wall.check()
    named_in(page, "tamtam.local:8800")
    wall.check()
    page.unroute_all()
    page.reload()
    expect(page.get_by_text("tamtam.local")).to_have_count(0)

    # A question: its words large, the time, how many have answered; no standing.
    room.do(c.Open("baseline", seconds=90))
    expect(page.get_by_role("heading", level=1)).to_have_text("How far do you agree?")
    heading = page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")
    assert heading >= 48 * min(width / 1920, height / 1080)
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"1:[23]\d"))
    wall.sees("0 of 13 have answered")
    room.everybody_answers(room.store.log(room.code).state.activity("baseline").activity)
    wall.sees("13 of 13 have answered")
    wall.check()
    page.keyboard.press("l")
    wall.sees("13 sur 13 ont répondu")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dans quelle mesure")
    page.keyboard.press("l")
    room.do(c.Close("baseline"))
    wall.sees("It’s closed.")
    assert page.locator(".tt-screen-wall").count() == 0
    unrevealed = "".join(wall.told)
    assert not any(word in unrevealed for word in ("The room", "svg class", "two camps"))

    # As much of it as the facilitator chose: nothing, the sentence, the chart.
    room.reveal("baseline", "nothing")
    wall.sees("Talk about them.")
    room.reveal("baseline", "sentence")
    expect(page.locator("main[data-screen=sentence] h1")).to_contain_text("“")
    assert page.locator(".tt-screen-wall").count() == 0
    wall.check()
    room.reveal("baseline")
    expect(page.locator(".tt-screen-wall .bartext").first).to_be_visible()
    expect(page.locator(".tt-screen-drawing")).to_have_attribute(
        "aria-label", re.compile("disagree")
    )
    wall.sees("To discuss")
    wall.check()

    # A chart that is taller, whole on this wall.
    room.do(c.Open("flows"))
    room.everybody_answers(room.store.log(room.code).state.activity("flows").activity)
    room.reveal("flows")
    wall.sees("13 people answered")
    wall.check()

    # Blank and back, by key and by button.
    page.keyboard.press("b")
    expect(page.locator("main")).to_be_hidden()
    expect(page.get_by_role("button", name="Show again")).to_be_visible()
    page.locator("#blank").click()
    expect(page.locator("main")).to_be_visible()
    page.keyboard.press("f")
    until(page, "!!document.fullscreenElement")
    page.keyboard.press("f")

    # The link is revoked: nothing is left on the wall.
    room.do(c.Revoke("screen"))
    wall.sees("This link gives no access to this page.")
    assert page.locator(".tt-screen-wall").count() == 0
    room.store.log(room.code).refresh()
    everything = "".join(wall.told)
    for person in room.store.log(room.code).state.participants.values():
        assert person.alias not in everything and person.id not in everything
    assert {address.split("/")[2] for address in wall.asked if "://" in address} == {
        room.server_url.removeprefix("http://")
    }


def test_a_chart_of_more_than_a_wall_shows_is_turned_page_by_page(
    open_room: OpenRoom, open_wall: OpenWall, new_phone: NewPhone
) -> None:
    many = decks.agreement(statements=20)
    room = open_room(decks.new_session(many))
    room.do(c.Grant("screen", digest(room.secret)))
    room.do(c.Grant("clicker", digest(room.secret)))
    room.invite(6)
    room.do(c.Open("baseline"))
    room.everybody_answers(many)
    room.reveal("baseline")
    wall = open_wall(room, 1920, 1080, "light")
    wall.sees("1 of 2")
    expect(wall.page.locator(".tt-screen-drawing")).to_contain_text("Statement 10")
    expect(wall.page.locator(".tt-screen-drawing")).not_to_contain_text("Statement 11")
    wall.check()
    phone = new_phone()
    phone.page.goto(f"{room.server_url}/clicker/{room.code}#{room.secret}")
    phone.page.get_by_label("On the wall").select_option("2 of 2")
    wall.sees("2 of 2")
    expect(wall.page.locator(".tt-screen-drawing")).to_contain_text("Statement 20")
    expect(wall.page.locator(".tt-screen-drawing")).not_to_contain_text("Statement 10")
    wall.check()


def test_a_silent_stream_is_made_up_for_by_asking(open_room: OpenRoom, open_wall: OpenWall) -> None:
    room = open_room(decks.new_session())
    room.do(c.Grant("screen", digest(room.secret)))
    wall = open_wall(room, 1024, 768, "light")
    wall.sees("nobody is here yet")
    wall.page.route("**/events", lambda route: route.abort())
    wall.page.reload()
    room.invite(1)
    expect(wall.page.locator("main")).to_contain_text("1 person has joined", timeout=15_000)


def test_what_moved_is_on_the_wall_and_on_a_phone_without_following_anybody(
    open_room: OpenRoom, open_wall: OpenWall, new_phone: NewPhone
) -> None:
    asked = decks.flows()
    room = open_room(decks.new_session(asked))
    room.do(c.Grant("screen", digest(room.secret)))
    wall, phone = open_wall(room, 1920, 1080, "light"), new_phone()
    room.invite(11)
    phone.page.goto(room.url)
    phone.page.get_by_role("button", name="Join", exact=True).tap()
    expect(phone.page.locator("h1")).to_contain_text("Voice 12")
    for seed in (1, 2):
        room.do(c.Open("flows", again=seed > 1))
        expect(phone.page.locator(".tt-card").first).to_be_visible()
        if seed > 1:
            expect(phone.page.get_by_text("You answered")).to_have_count(0)
        room.everybody_answers(asked, seed)
        room.client.reveal(room.code, "flows", "shift" if seed > 1 else "chart")
    wall.sees("11 people answered last time, 11 this time, 11 both times")
    expect(wall.page.locator(".tt-screen-drawing")).to_have_attribute(
        "aria-label", re.compile("last time")
    )
    expect(wall.page.locator(".tt-screen-drawing")).to_contain_text("○ this time")
    wall.check()
    expect(wall.page.locator(".tt-screen-drawing")).not_to_contain_text("one person")
    expect(phone.page.locator(".tt-results")).to_contain_text("The room: ")
    expect(phone.page.locator(".tt-results")).to_contain_text("11 both times")
    assert phone.violations() == [] and not phone.scrolls_sideways() and phone.complaints == []
    phone.page.locator("#speak").tap()
    expect(phone.page.locator(".tt-results")).to_contain_text("la dernière fois")
    phone.page.locator("#speak").tap()
    room.client.reveal(room.code, "flows", "chart")
    expect(wall.page.locator(".tt-screen-drawing")).to_contain_text("○ wanted")
    expect(phone.page.locator(".tt-results")).not_to_contain_text("last time")


@pytest.mark.parametrize("languages", [("fr", "en"), ("en",)])
def test_a_wall_offers_the_other_language_where_the_deck_has_one(
    open_room: OpenRoom, open_wall: OpenWall, languages: tuple[str, ...]
) -> None:
    session = decks.new_session(rehearsal=True)
    deck = session.deck if len(languages) > 1 else decks.in_one("en", session.deck)
    room = open_room(msgspec.structs.replace(session, deck=deck))
    room.do(c.Grant("screen", digest(room.secret)))
    page = open_wall(room, 1024, 768, "light").page
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#door")).to_be_attached()
    expect(page.locator("#speak")).to_be_visible(visible=len(languages) > 1)
    page.keyboard.press("l")
    expect(page.locator("html")).to_have_attribute("lang", languages[0])


#: Twelve roles as a larger house has them.
ROLES = (
    *("Management", "Sales", "Production", "Customer service", "Human resources", "Finance", "IT"),
    *("Communication", "Research", "Purchasing", "Quality and safety", "Facilities"),
)


def with_twelve_roles(deck: Deck) -> Deck:
    asked = deck.activity("exchanges")
    assert asked
    options = {"roles": [{"id": f"r{n}", "text": decks.words(t)} for n, t in enumerate(ROLES)]}
    larger = msgspec.structs.replace(asked, options=options)
    activities = tuple(larger if one.id == "exchanges" else one for one in deck.activities)
    return msgspec.structs.replace(deck, activities=activities, cuts={}, drop_first={})


@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1920, 1080, "light"), (1024, 768, "dark")]
)
def test_twelve_roles_are_readable_one_exchange_at_a_time_as_the_clicker_chooses(
    open_room: OpenRoom,
    open_wall: OpenWall,
    new_phone: NewPhone,
    width: int,
    height: int,
    scheme: str,
) -> None:
    deck = with_twelve_roles(deck_of_the_workshop())
    room = open_room(NewSession("trois_constats", deck, language="en", seed=1))
    room.do(c.Grant("screen", digest(room.secret)))
    room.do(c.Grant("clicker", digest(room.secret)))
    room.invite(60)
    room.do(c.Open("exchanges"))
    asked = room.store.log(room.code).state.activity("exchanges").activity
    for number, person in enumerate(room.people):
        beside = [f"r{(number + step) % 12}" for step in (1, 5, 7)]
        own: dict[str, object] = {"role": f"r{number % 12}", "warns": ["r1"]}
        for slot, value in (own | dict.fromkeys(("teaches", "trusts", "feels"), beside)).items():
            room.answer(person, asked.id, (slot, "today"), value)
    room.reveal("exchanges")
    wall = open_wall(room, width, height, scheme)
    phone = new_phone()
    clicker = phone.page
    clicker.goto(f"{room.server_url}/clicker/{room.code}#{room.secret}")
    choice = clicker.get_by_label("On the wall")
    assert phone.violations() == []
    for item in asked.items:
        choice.select_option(item.text["en"])
        heading = wall.page.get_by_role("heading", level=1)
        expect(heading).to_contain_text(item.text["en"])
        names = wall.page.locator(".tt-screen-drawing .annotation-text")
        expect(names).to_have_count(len(ROLES) + 1)
        wall.check()
    assert "“Sales” is named most often" in wall.page.locator("h1").inner_text()
    boxes = [box for box in names.evaluate_all(BOXES) if box[4] in ROLES]
    assert len(boxes) == len(ROLES)
    for (left, top, right, bottom, _), other in combinations(boxes, 2):
        assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
    choice.select_option("everything")  # for which no wall has room: the first stands for it
    expect(wall.page.locator(".tt-screen-under")).to_contain_text(asked.items[0].text["en"])
    wall.check()
