"""Pictures beside items: on cards and in tiles on a phone, on the wall, in a form of its own."""

import json

import msgspec
import pytest
from playwright.sync_api import Locator, expect
from tamtam import assets
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
from tests.kinds.people import DECKS

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


@pytest.mark.parametrize("kind", ["ranking", "dots", "statements"])
def test_where_no_card_or_tile_is_an_items_own_pictures_stand_in_a_row(
    kind: str, new_phone: NewPhone
) -> None:
    """The form as a notebook or the site has it, whose pictures are inside what it is told."""
    page = new_phone(width=320).page
    asked = decks.pictured(DECKS[kind].activities[0], GREY)
    values = {
        "activity": json.loads(msgspec.json.encode(phone_view.activity(ActivityState(asked)))),
        "language": "en",
        "status": "open",
        "own": True,
        "texts": texts.section("en", "phone")["form"] | Words(kind).form("en"),
    }
    page.evaluate(HOST, {"source": assets.form_module(kind), "values": values})
    figure = page.locator(".tt-pictures figure")
    expect(figure).to_contain_text(asked.items[0].text["en"])
    is_loaded(figure.get_by_role("img", name="Grey number 1"))
