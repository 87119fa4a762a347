"""The page to send: one sheet of A4, its text selected and searched, its charts chosen by a rule."""

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from tamtam import assets
from tamtam.results import handout, one_page
from tamtam.results.findings import Line, lines
from tamtam.results.revealed import Edition
from tamtam.session.log import open_store

from tests import decks
from tests.decks import new_session
from tests.refusals import refused
from tests.results.sessions import TRAPS, Lived, lived, tricky_deck

each_language = pytest.mark.parametrize("language", decks.LANGUAGES)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    yield from lived(tmp_path)


def read(session: Lived, folder: Path, edition: Edition) -> tuple[str, PdfReader]:
    """The page's words, spaces made one, and the document."""
    document = PdfReader(one_page.write(session.log.state, folder, edition))
    return " ".join(document.pages[0].extract_text().split()), document


@each_language
def test_it_is_one_sheet_and_says_what_the_room_saw(
    session: Lived, tmp_path: Path, language: str
) -> None:
    words, document = read(session, tmp_path, Edition(language, organisation="Maison Ébène"))
    assert len(document.pages) == 1
    assert [round(float(side)) for side in document.pages[0].mediabox[2:]] == [595, 842]
    assert "Maison Ébène" in words and session.code in words
    for line in lines(session.log.state):
        assert " ".join(line.sentence(language).split()) in words
    fonts = document.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
    assert all("DejaVuSansCondensed" in font.get_object()["/BaseFont"] for font in fonts)


def test_steps_that_are_left_out_are_not_on_it(session: Lived, tmp_path: Path) -> None:
    words, _ = read(session, tmp_path, Edition("en", without=("3b",)))
    assert "Where we start" in words and "Five flows" not in words


def test_its_charts_can_be_named(session: Lived, tmp_path: Path) -> None:
    found = one_page.telling(tuple(lines(session.log.state)), ("flows",))
    assert [line.activity.id for line in found] == ["flows"]
    with refused("no_such_activity"):
        read(session, tmp_path, Edition("en", charts=("9Z",)))


def test_one_of_each_sort_comes_first_and_no_finding_last(
    session: Lived,
) -> None:
    [told, *_] = lines(session.log.state)

    def line(id: str, outcome: str) -> Line:
        activity = msgspec.structs.replace(told.activity, id=id)
        return Line(activity, msgspec.structs.replace(told.standing, outcome=outcome, claims=()))

    def told_of(*outcomes: str) -> list[str]:
        found = [line(id, outcome) for id, outcome in zip("abcde", outcomes, strict=False)]
        return [one.activity.id for one in one_page.telling(found)]

    assert told_of("split", "split", "split", "together") == ["a", "b", "d"]
    assert told_of("scattered", "split", "split", "together") == ["b", "c", "d"]
    assert told_of("scattered", "scattered", "split") == ["a", "b", "c"]


def test_typed_text_is_text_on_it(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(msgspec.structs.replace(new_session(), deck=tricky_deck())))
    session.join(6)
    session.played("baseline", 6)
    words, document = read(session, tmp_path / "out", Edition("en"))
    assert any(" ".join(trap.split()) in words for trap in TRAPS)
    assert "/Annots" not in document.pages[0]  # nothing on it is a link
    store.close()


def test_signs_that_its_font_has_not_are_told_on_it_and_beside_the_charts(tmp_path: Path) -> None:
    items = tuple(
        msgspec.structs.replace(item, text=decks.words(f"{item.text['en']} 李雷 😀"))
        for item in decks.flows().items
    )
    store = open_store(tmp_path / "sessions.sqlite")
    asked = msgspec.structs.replace(decks.flows(), items=items)
    session = Lived(store, store.create(new_session(asked)))
    session.join(6)
    session.played("flows", 6)
    handout.write(session.log.state, tmp_path / "out", Edition("en"))
    page = PdfReader(tmp_path / "out" / one_page.NAME).pages[0].extract_text()
    assert "A box stands for signs" in " ".join(page.split())
    index = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "a box stands for each" in index
    charts = {path.suffix for path in (tmp_path / "out" / "charts").iterdir()}
    assert charts == {".svg"}
    store.close()


def test_a_session_in_which_nothing_was_shown_says_so(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(new_session()))
    words, _ = read(session, tmp_path / "out", Edition("en"))
    assert "nothing" in words.casefold()
    store.close()


@each_language
def test_every_letter_of_the_words_is_in_the_fonts(language: str) -> None:
    written: set[str] = set()
    for path in (assets.folder() / "locale" / language).rglob("*.json"):
        written |= set(json.dumps(json.loads(path.read_text("utf-8")), ensure_ascii=False))
    for font in (assets.folder() / "fonts").glob("*.ttf"):
        with TTFont(font) as opened:
            there = {chr(code) for code in opened.getBestCmap()}
        assert {letter for letter in written - there if ord(letter) > 31} == set()
