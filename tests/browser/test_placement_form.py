"""Placing relationships on a phone: collected, dealt, placed by touch and keyboard, shown as a map."""

import json

import msgspec
import pytest
from playwright.sync_api import expect
from tamtam import assets
from tamtam.deck.deck import Item
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.session import commands as c

from tests import decks
from tests.browser.conftest import NewPhone, OpenRoom
from tests.browser.test_phone import come_in, said
from tests.browser.test_phone_looks import check
from tests.kinds.people import ALL

pytestmark = pytest.mark.browser

COMMUNITY = next(activity for activity in ALL if activity.id == "community")
ITEMS = tuple(Item(id, decks.words(name)) for id, name in (("a", "The baobab"), ("b", "The hive")))
ASKED = msgspec.structs.replace(COMMUNITY, part="opening", items=ITEMS)


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 360)])
def test_a_relationship_is_named_placed_and_shown_on_the_rooms_map(
    open_room: OpenRoom, new_phone: NewPhone, scheme: str, width: int
) -> None:
    room = open_room(decks.new_session(ASKED))
    phone = new_phone(scheme=scheme, width=width)
    page = phone.page
    come_in(page, room)
    room.do(c.Open("community"))
    expect(page.get_by_role("heading", name="under an alias")).to_be_visible()
    page.get_by_role("textbox").fill("The mill")
    page.get_by_role("textbox").press("Enter")
    expect(page.locator(".tt-collect-own li")).to_contain_text(
        ["waiting for the facilitator to read it"]
    )
    check(phone)

    room.do(c.Advance("community", 1))
    expect(page.get_by_role("heading", name="The mill")).to_have_count(0)  # nobody approved it
    values = page.get_by_role("slider", name="The baobab – Shared values (0 none, 10 all)")
    values.focus()
    page.keyboard.press("3")
    page.get_by_role("slider", name="The baobab – Economic weight").focus()
    page.keyboard.press("End")
    energy = page.get_by_role("slider", name="The baobab – Energy")
    energy.focus()
    page.keyboard.press("2")
    page.keyboard.press("-")
    expect(energy).to_have_attribute("aria-valuetext", "−2, from −2 to +2")
    moves = page.get_by_role("radiogroup", name="The baobab – What to do?")
    moves.locator("label", has_text="Transform").tap()
    expect(moves.get_by_role("radio", name="Transform", exact=True)).to_be_checked()
    said(page, "1 of 2")
    check(phone)
    placed = {"values": 3, "weight": 10, "energy": -2, "move": "transform"}
    room.holds("community", [{(f"a.{key}", "today"): v for key, v in placed.items()}])

    room.invite(6)
    room.everybody_answers(ASKED)
    room.reveal("community")
    expect(page.locator(".tt-map b")).to_have_count(2)
    expect(page.get_by_text("You: values 3, weight 10, energy −2. ↻ Transform")).to_be_visible()
    check(phone)


#: A host as a notebook is one: it keeps values, and tells who listens that they changed.
HOST = """({ source, values }) => import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })))
  .then(({ default: form }) => {
    const heard = {};
    const model = {
      get: (name) => values[name],
      set: (name, value) => {
        values[name] = value;
        (heard[`change:${name}`] ?? []).forEach((tell) => tell());
      },
      on: (name, listener) => (heard[name] ??= []).push(listener),
      off: () => {},
      save_changes: () => {},
    };
    form.render({ model, el: document.body });
  })"""


def test_alone_one_names_relationships_that_nobody_reads_and_places_them(
    new_phone: NewPhone,
) -> None:
    page = new_phone().page
    assert ASKED.collect
    collect = msgspec.structs.replace(ASKED.collect, held=False, first=False, deal=0)
    activity = json.loads(msgspec.json.encode(msgspec.structs.replace(ASKED, collect=collect)))
    values = {"activity": activity, "language": "en", "status": "open", "own": True}
    values["texts"] = texts.section("en", "phone")["form"] | Words("placement").form("en")
    page.evaluate(HOST, {"source": assets.form_module("placement"), "values": values})
    writing = page.locator(".tt-collect")
    expect(writing).to_contain_text("6 texts at most. They stay with you.")
    page.get_by_role("textbox").fill("The mill")
    page.get_by_role("button", name="Suggest").tap()
    expect(writing.locator("li")).to_contain_text(["The mill"])
    for words in ("facilitator", "everyone", "waits"):
        expect(writing).not_to_contain_text(words)
    expect(page.get_by_role("slider")).to_have_count(6)
