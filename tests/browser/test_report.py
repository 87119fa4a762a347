"""The report as whoever receives it opens it: a file, in any browser, without a network."""

import re
import struct
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from playwright.sync_api import expect
from tamtam import kinds
from tamtam.results import write_results
from tamtam.session.commands import NewSession
from tamtam.session.log import open_store

from tests import decks
from tests.browser.conftest import NewPhone, Phone
from tests.decks import new_session
from tests.results.sessions import Lived, tricky_deck

pytestmark = pytest.mark.browser

schemes = pytest.mark.parametrize("scheme", ["light", "dark"])
widths = pytest.mark.parametrize("width", [320, 390, 1280])


DECK = decks.shipped()


@pytest.fixture(scope="module")
def lived_through(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """The workshop as it comes, with 42 people."""
    place = tmp_path_factory.mktemp("report")
    yield from _played(place, NewSession("trois_constats", DECK, seed=1), 42)


#: The report of the session in a language, as a file.
Reported = Callable[[str], Path]


@pytest.fixture(scope="module")
def reported(lived_through: Lived, tmp_path_factory: pytest.TempPathFactory) -> Reported:
    """The session's report, written once in each language that is asked for."""

    @cache
    def report(language: str) -> Path:
        return written(lived_through, tmp_path_factory.mktemp("out"), language)

    return report


def written(session: Lived, folder: Path, language: str = "en") -> Path:
    files = write_results(session.log.state, folder, language)
    [report] = [path for path in files if path.name == "report.html"]
    return report


def _played(place: Path, new: NewSession, people: int) -> Iterator[Lived]:
    store = open_store(place / "sessions.sqlite")
    session = Lived(store, store.create(new))
    session.join(people)
    for id in tuple(session.log.state.asked):
        session.played(id, people)
    yield session
    store.close()


def opened(phone: Phone, report: Path) -> Phone:
    phone.page.on("console", lambda said: phone.complaints.append(said.text))
    phone.page.goto(report.as_uri())
    return phone


def drawn(phone: Phone) -> None:
    for chart in phone.page.locator(".tt-report-chart:visible").all():
        assert chart.locator("text").count() > 2


@pytest.mark.parametrize("language", decks.LANGUAGES)
@schemes
def test_charts_are_drawn_from_the_file_alone_and_everyone_can_read_them(
    reported: Reported, new_phone: NewPhone, language: str, scheme: str
) -> None:
    phone = opened(new_phone(scheme, width=1280), reported(language))
    drawn(phone)
    assert phone.page.locator(".tt-report-chart:visible").count() == len(DECK.activities)
    phone.page.locator("summary").first.click()
    assert phone.violations() == []
    assert phone.complaints == []
    assert all(url.startswith(("file:", "data:", "blob:")) for url in phone.asked)


@widths
def test_it_fits_every_screen(reported: Reported, new_phone: NewPhone, width: int) -> None:
    phone = opened(new_phone(width=width), reported("en"))
    drawn(phone)
    assert not phone.scrolls_sideways()


def test_a_chart_is_as_readable_in_the_dark_and_as_light_on_paper(
    reported: Reported, new_phone: NewPhone
) -> None:
    phone = opened(new_phone("dark", width=1280), reported("en"))
    drawn(phone)
    title = phone.page.locator(".tt-report-chart text").last
    ink = "text => getComputedStyle(text).fill"
    in_the_dark = title.evaluate(ink)
    phone.page.emulate_media(media="print")
    assert in_the_dark != title.evaluate(ink) == "rgb(91, 98, 112)"


def test_typed_text_is_text(new_phone: NewPhone, tmp_path: Path) -> None:
    new = msgspec.structs.replace(new_session(), deck=tricky_deck())
    for session in _played(tmp_path, new, 6):
        phone = opened(new_phone(), written(session, tmp_path / "out"))
        drawn(phone)
        assert phone.page.evaluate("window.hit") is None
        assert phone.page.locator("img, main b, .tt-report-chart a").count() == 0
        assert phone.complaints == []
        shown = phone.page.locator("main").inner_text()
        for activity in new.deck.activities:
            assert " ".join(activity.title["en"].split()) in " ".join(shown.split())
        labels = " ".join(phone.page.locator(".tt-report-chart text").all_text_contents())
        dates = [i for a in new.deck.activities for i in a.items if i.text["en"] == "2026-01-02"]
        assert not dates or "2026-01-02" in labels


@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_on_paper_it_takes_fifteen_pages_and_each_has_its_number(
    reported: Reported, new_phone: NewPhone, language: str
) -> None:
    page = opened(new_phone(width=1280), reported(language)).page
    printed = page.pdf(prefer_css_page_size=True)
    assert 5 < len(re.findall(rb"/Type\s*/Page\b", printed)) <= 15


@pytest.mark.parametrize("form", ["png", "svg"])
def test_a_chart_is_saved_as_a_picture_from_the_file_alone(
    reported: Reported, new_phone: NewPhone, form: str
) -> None:
    phone = opened(new_phone(width=1280), reported("en"))
    figure = phone.page.locator("figure[data-file='3B-flows']")
    with phone.page.expect_download() as told:
        figure.get_by_role("button", name=form.upper()).click()
    assert told.value.suggested_filename == f"3B-flows.{form}"
    data = told.value.path().read_bytes()
    if form == "png":
        wide, high = struct.unpack(">II", data[16:24])
        assert data[:4] == b"\x89PNG" and wide == 1920 and high > 800
        assert len(data) > 20_000  # something is drawn in it
    else:
        assert ElementTree.fromstring(data).get("width") == "960"
    assert phone.complaints == []


def test_without_javascript_charts_are_there_and_captions_and_tables_say_them(
    reported: Reported,
) -> None:
    report = reported("en").read_text("utf-8")
    facets = sum(len(kinds.get(one.kind).facets(one)) for one in DECK.activities)
    assert report.count("<table>") == len(DECK.activities)
    assert (
        report.count("<svg xmlns")
        == report.count('role="img" aria-label="')
        == (len(DECK.activities) + facets)
    )


def test_one_facet_of_a_chart_is_chosen_by_keyboard_and_without_a_script_all_are_there(
    reported: Reported, new_phone: NewPhone
) -> None:
    page = opened(new_phone(width=1280), reported("en")).page
    section = page.locator("#exchanges-1")
    assert section.locator("figure").count() == 5
    expect(section.locator(".tt-report-chart:visible")).to_have_count(1)
    expect(section.locator(".tt-report-chart:visible")).to_contain_text(
        "Who teaches you useful things?"
    )
    section.get_by_label("Show").focus()
    page.keyboard.press("End")
    shown = section.locator(".tt-report-chart:visible")
    expect(shown).to_contain_text("Who warns you?")
    expect(shown).not_to_contain_text("Who teaches you useful things?")
    caption = section.locator("figure:visible svg").get_attribute("aria-label")
    assert caption and "Who warns you?" in caption
    report = reported("en").read_text("utf-8")
    assert report.count('class="tt-report-facets" hidden') == 1


def test_no_table_is_cut_at_the_edge_of_a_printed_page(
    reported: Reported, new_phone: NewPhone
) -> None:
    phone = opened(new_phone(width=718), reported("fr"))  # A4 at 96 dpi, less margins
    phone.page.emulate_media(media="print")
    cut = phone.page.eval_on_selector_all(
        "table",
        "all => all.filter(t => t.getBoundingClientRect().right"
        " > document.documentElement.clientWidth + 1).length",
    )
    assert phone.page.locator("table").count() > 3
    assert cut == 0
