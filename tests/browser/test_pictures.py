"""Pictures beside items: on cards and in tiles on a phone, on the wall, in a form of its own."""

import json

import msgspec
import pytest
from playwright.sync_api import Locator, Page, expect
from tamtam import assets
from tamtam.deck.deck import Activity
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.server.access import digest
from tamtam.server.views import phone as phone_view
from tamtam.session import commands as c
from tamtam.session.activity import ActivityState

from tests import decks
from tests.browser.conftest import NewPhone, OpenRoom
from tests.browser.test_phone import come_in
from tests.browser.test_phone_looks import check
from tests.browser.test_placement_form import HOST
from tests.kinds.people import DECKS, kind_of, simulated, standing_of

pytestmark = pytest.mark.browser

GREY = decks.png(640, 480)
RATED = decks.pictured(decks.agreement(), GREY)
CHOSEN = decks.pictured(
    msgspec.structs.replace(DECKS["choice"].activities[0], part="opening"), GREY
)


def is_loaded(picture: Locator) -> None:
    """A picture that came whole, and is shown so."""
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("complete", True)
    expect(picture).to_have_js_property("naturalWidth", 640)
    expect(picture).to_have_css("object-fit", "contain")


def test_a_picture_stands_on_its_card_in_its_tile_and_on_the_wall(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    room = open_room(decks.new_session(RATED, CHOSEN))
    phone, wall = new_phone(width=320), new_phone(width=1280)
    page = phone.page
    come_in(page, room)
    room.do(c.Grant("screen", digest(room.secret)))
    wall.page.goto(f"{room.server_url}/screen/{room.secret}")
    room.do(c.Open("baseline"))
    card = page.locator(".tt-card", has_text="Statement 1")
    is_loaded(card.get_by_role("img", name="Grey number 1"))
    is_loaded(wall.page.locator(".tt-screen-asks li").first.get_by_role("img"))
    check(phone)

    room.do(c.Close("baseline"))
    room.do(c.Open(CHOSEN.id))
    tile = page.locator(".tt-trend label").first
    is_loaded(tile.locator("img"))
    name = CHOSEN.items[0].text["en"]
    expect(page.get_by_role("radio", name=f"{name} – Grey number 1")).to_be_attached()
    tile.tap()
    expect(tile.get_by_role("radio")).to_be_checked()
    is_loaded(tile.locator("img"))  # still one
    check(phone)


def shown_alone(page: Page, kind: str, **more: object) -> Activity:
    """The form as a notebook or the site has it, whose pictures are inside what it is told."""
    asked = decks.pictured(DECKS[kind].activities[0], GREY)
    values = {
        "activity": json.loads(msgspec.json.encode(phone_view.activity(ActivityState(asked)))),
        "language": "en",
        "status": "open",
        "own": True,
        "texts": texts.section("en", "phone")["form"] | Words(kind).form("en"),
        **more,
    }
    page.evaluate(HOST, {"source": assets.form_module(kind), "values": values})
    return asked


@pytest.mark.parametrize(
    "kind, place", [("ranking", ".tt-ranking-order li"), ("dots", ".tt-dots-item")]
)
def test_in_rows_each_picture_stands_with_its_item(
    kind: str, place: str, new_phone: NewPhone
) -> None:
    page = new_phone(width=320).page
    asked = shown_alone(page, kind)
    row = page.locator(place, has_text=asked.items[0].text["en"])
    is_loaded(row.get_by_role("img", name="Grey number 1"))
    expect(page.locator(".tt-pictures, .tt-pictures-one")).to_have_count(1)


def test_where_one_thing_is_asked_at_a_time_its_picture_comes_and_goes_with_it(
    new_phone: NewPhone,
) -> None:
    page = new_phone(width=320).page
    asked = shown_alone(page, "statements")
    first = asked.items[0]
    picture = page.get_by_role("img", name="Grey number 1")
    for _ in asked.items:  # their order is drawn
        is_first = page.locator("[data-front]").get_attribute("data-front") == first.id
        expect(picture).to_have_count(1 if is_first else 0)
        front = page.locator("[data-front]").get_attribute("data-front")
        page.locator("[data-front]").press("p")
        expect(page.locator(f'[data-front="{front}"]')).to_have_count(0)
    expect(picture).to_have_count(0)


def test_among_the_results_it_stands_under_the_name_of_its_item(new_phone: NewPhone) -> None:
    page = new_phone(width=320).page
    asked = DECKS["dots"].activities[0]
    standing = standing_of(asked, simulated(asked, 12))
    told = json.loads(msgspec.json.encode(kind_of(asked).on_phones(standing).to_json()))
    shown_alone(page, "dots", status="revealed", own=False, standing=told)
    name = asked.items[0].text["en"]
    bar = page.locator(".tt-bar-option", has=page.get_by_text(name, exact=True))
    is_loaded(bar.get_by_role("img", name="Grey number 1"))
