"""How the phone page looks and weighs: accessible, narrow, light and dark."""

import gzip
import json
import re

import pytest
from playwright.sync_api import expect
from tamtam import assets, kinds
from tamtam.language import texts
from tamtam.server import pages
from tamtam.session import commands as c

from tests import decks
from tests.browser.conftest import LiveRoom, NewPhone, OpenRoom, Phone
from tests.browser.test_phone import come_in, said, tap_value

HEAVIEST = 25_000  # bytes, compressed: the page with its words, and the form of what is asked


@pytest.mark.parametrize("kind", kinds.names())
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_page_and_form_of_a_first_visit_stay_light(kind: str, language: str) -> None:
    page, form = pages.phone(language), pages.form(kind, language)
    assert len(page.packed) + len(form.packed) <= HEAVIEST
    assert gzip.decompress(page.packed) == page.plain


@pytest.mark.parametrize("kind", kinds.names())
def test_a_form_module_stands_alone(kind: str) -> None:
    module = assets.form_module(kind)
    assert not re.search(r"\bimport\s*[{\"']|globalThis\.tamtam", module)
    assert len(re.findall(r"\bexport ", module)) == 1


def test_pages_and_charts_use_the_same_colours() -> None:
    palette = json.loads((assets.folder() / "palette.json").read_text(encoding="utf-8"))
    style = (assets.folder() / "look.css").read_text(encoding="utf-8")
    light, dark = style.split("@media (prefers-color-scheme: dark)")
    for name in [name for name in palette if name.endswith("_pale")]:
        palette.pop(name)  # areas of charts that only Plotly draws
    for name, (by_day, by_night) in palette.items():
        assert f"--tamtam-{name}: {by_day};" in light
        assert f"--tamtam-{name}: {by_night};" in dark


def check(phone: Phone) -> None:
    assert phone.violations() == []
    assert not phone.scrolls_sideways()
    assert phone.complaints == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390])
def test_every_screen_is_accessible_and_fits(
    open_room: OpenRoom, new_phone: NewPhone, scheme: str, width: int
) -> None:
    room = open_room(decks.new_session(rehearsal=True))
    phone = new_phone(scheme=scheme, width=width, height=640)
    page = phone.page
    page.goto(room.server_url)
    check(phone)
    page.goto(room.url)
    page.get_by_role("button", name="I was already here").tap()
    check(phone)
    page.get_by_role("button", name="Join as someone new").tap()
    page.locator("summary").tap()
    check(phone)
    come_in(page, room, "Marie-Antoinette de la Tour d’")
    check(phone)
    page.locator("#me").tap()
    page.get_by_role("button", name="Forget me").tap()
    check(phone)
    page.get_by_role("button", name="Close").tap()
    room.invite(6)
    for activity in (decks.agreement(), decks.flows()):
        room.do(c.Open(activity.id, seconds=90))
        expect(page.locator(".tt-card").first).to_be_visible()
        check(phone)
        if activity.id == "baseline":
            tap_value(page, 1, 4)
        else:
            page.get_by_role("slider").first.press("7")
        said(page, "Saved")
        check(phone)
        room.everybody_answers(activity)
        room.do(c.Close(activity.id))
        said(page, "It’s closed")
        check(phone)
        room.reveal(activity.id)
        expect(page.locator(".tt-result").first).to_be_visible()
        check(phone)
    room.do(c.End())
    expect(page.get_by_role("heading", name="The session is over")).to_be_visible()
    check(phone)


@pytest.mark.browser
def test_a_broken_link_is_told_accessibly(open_room: OpenRoom, new_phone: NewPhone) -> None:
    room = open_room(decks.new_session())
    phone = new_phone(width=320)
    come_in(phone.page, room)
    room.do(c.Open("baseline"))
    tap_value(phone.page, 1, 4)
    phone.page.context.set_offline(True)
    tap_value(phone.page, 2, 4)
    expect(phone.page.locator("#trouble")).to_be_visible()
    check(phone)


@pytest.mark.browser
def test_whatever_is_touched_is_large_enough(open_room: OpenRoom, new_phone: NewPhone) -> None:
    room: LiveRoom = open_room(decks.new_session())
    page = new_phone(width=320).page
    come_in(page, room)
    for activity in ("baseline", "flows"):
        room.do(c.Open(activity))
        expect(page.locator(".tt-card").first).to_be_visible()
        sizes = page.eval_on_selector_all(
            "button, input, summary, a, .tt-scale label, .tt-trend label, .tt-line-track",
            "all => all.map(e => [e.outerHTML.slice(0, 60), e.offsetWidth, e.offsetHeight])",
        )
        small = [size for size in sizes if size[1] and min(size[1:]) < 44]
        assert small == []
        assert page.evaluate("getComputedStyle(document.body).fontSize") == "17px"
