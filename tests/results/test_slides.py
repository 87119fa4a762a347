"""Slides: one a step that was shown, whose title is the sentence and whose numbers are those of the room."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pptx
import pytest
from tamtam.language import texts
from tamtam.results import slides, write_results
from tamtam.results.revealed import Edition, revealed
from tamtam.results.slides import Slides
from tamtam.results.view import View
from tamtam.session.log import open_store

from tests import decks
from tests.decks import agreement, new_session
from tests.results.sessions import Lived, lived, tricky_deck


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    yield from lived(tmp_path)


def read(session: Lived, folder: Path, language: str = "en", of_numbers: bool = False) -> list[Any]:
    """The slides, without the first, that says what session it was, and without the numbers."""
    edition = Edition(language)
    state = session.log.state
    folder.mkdir(exist_ok=True)
    Slides(state, list(revealed(state)), edition).save(folder / "s.pptx")
    slides = list(pptx.Presentation(str(folder / "s.pptx")).slides)[1:]
    at = [one.shapes.title.text_frame.text for one in slides]
    numbers = texts.text(language, "export.report.numbers")
    return (
        slides[at.index(numbers) + 1 :] if of_numbers else slides[: [*at, numbers].index(numbers)]
    )


@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_the_sentence_is_the_title_and_the_debrief_stands_in_the_notes(
    session: Lived, tmp_path: Path, language: str
) -> None:
    told = read(session, tmp_path / "out", language)
    shown = list(revealed(session.log.state))
    assert len(told) == len(shown) == 2
    for slide, one in zip(told, shown, strict=True):
        assert slide.shapes.title.text_frame.text == texts.pick(one.standing.sentence, language)
        assert slide.notes_slide.notes_text_frame.text
        [picture] = [shape for shape in slide.shapes if hasattr(shape, "image")]
        assert picture.image.content_type == "image/png"
        caption = View(one.activity, one.standing, language).caption
        assert picture._element.nvPicPr.cNvPr.get("descr") == caption
        assert picture.top + picture.height <= pptx.util.Inches(7.5)


def test_a_long_sentence_is_smaller_so_that_it_keeps_clear_of_what_stands_under_it(
    session: Lived, tmp_path: Path
) -> None:
    state = session.log.state
    [one, *_] = revealed(state)

    def size(sentence: str) -> Any:
        told = msgspec.structs.replace(one.standing, sentence={"en": sentence})
        written = Slides(state, [one._replace(standing=told)], Edition("en"))
        written.save(tmp_path / "s.pptx")
        slide = list(pptx.Presentation(str(tmp_path / "s.pptx")).slides)[1]
        assert slide.shapes.title.text_frame.text == sentence
        return slide.shapes.title.text_frame.paragraphs[0].font.size.pt

    assert size("a" * 40) > size("word " * 26 + "end")


def test_signs_that_a_picture_would_draw_as_boxes_stand_in_a_chart_of_its_own(
    session: Lived, tmp_path: Path
) -> None:
    state = session.log.state
    one = next(one for one in revealed(state) if one.whole)
    signs = tuple(
        msgspec.structs.replace(item, text=decks.words(f"{item.text['en']} 李雷"))
        for item in one.activity.items
    )
    told = one._replace(activity=msgspec.structs.replace(one.activity, items=signs))
    Slides(state, [told], Edition("en")).save(tmp_path / "s.pptx")
    slide = list(pptx.Presentation(str(tmp_path / "s.pptx")).slides)[1]
    assert not [shape for shape in slide.shapes if hasattr(shape, "image")]
    [chart] = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert all("李雷" in name for name in chart.plots[0].categories)


def test_the_numbers_of_its_chart_are_those_that_were_shown(session: Lived, tmp_path: Path) -> None:
    slide, other = read(session, tmp_path / "out", of_numbers=True)
    assert slide.shapes.title.text_frame.text == "0B Where we start"
    assert any(shape.has_chart or shape.has_table for shape in other.shapes)
    [chart] = [shape.chart for shape in slide.shapes if shape.has_chart]
    standing = session.log.state.activity("baseline").turn.standing
    assert standing is not None
    drawn = [tuple(map(int, series.values)) for series in chart.plots[0].series]
    for at, item in enumerate(reversed(standing.items)):
        counts = item.distributions[0].counts
        assert counts is not None
        in_order = [counts[value] for value in sorted(counts, key=int)]
        assert [series[at] for series in drawn] == in_order
    inks = [series.format.fill.fore_color.rgb for series in chart.plots[0].series]
    assert len(set(inks)) == len(inks)
    assert all(series.data_labels.show_value for series in chart.plots[0].series)


def test_however_many_answers_there_are_each_has_a_colour_that_is_read() -> None:
    for many in range(2, 12):
        inks = [slides._inks(at / (many - 1)) for at in range(many)]
        assert len({fill for fill, _ in inks}) == many
        assert all(slides._contrast(fill, ink) >= 3.8 for fill, ink in inks)


def test_two_scales_never_stand_in_one_chart_of_bars(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    shipped = next(one for one in decks.shipped().activities if one.kind == "wall_or_door")
    asked = msgspec.structs.replace(shipped, part="opening")
    session = Lived(store, store.create(new_session(asked)))
    session.join(12)
    session.played(asked.id, 12)
    [slide] = read(session, tmp_path / "out", of_numbers=True)
    assert [shape.has_table for shape in slide.shapes if shape.has_table or shape.has_chart] == [
        True
    ]
    store.close()


def test_what_was_shown_as_a_sentence_has_no_numbers(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(new_session()))
    session.join(8)
    session.played("baseline", 8, show="sentence")
    session.played("flows", 8, show="nothing")
    [slide] = read(session, tmp_path / "out")
    assert not any(
        shape.has_chart or shape.has_table or hasattr(shape, "image") for shape in slide.shapes
    )
    store.close()


def test_typed_text_is_text_on_them(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(msgspec.structs.replace(new_session(), deck=tricky_deck())))
    session.join(6)
    session.played("baseline", 6)
    [slide] = read(session, tmp_path / "out")
    links = [rel for rel in slide.part.rels.values() if rel.is_external]
    assert links == []
    store.close()


def test_without_the_package_results_are_written_and_say_what_is_missing(
    session: Lived, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slides, "_MODULE", "no_such_module")
    written = {path.name: path for path in write_results(session.log.state, tmp_path / "out", "en")}
    assert slides.NAME not in written and "report.html" in written
    assert "tamtam[slides]" in written["index.html"].read_text("utf-8")


def test_a_chart_of_many_rows_has_as_many_slides_as_the_wall_has_pages(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(new_session(agreement(statements=33))))
    session.join(12)
    session.played("baseline", 12)
    pages = session.log.state.activity("baseline").kind.pages(
        session.log.state.activity("baseline").activity
    )
    told = read(session, tmp_path / "out")
    assert len(told) == len(pages) > 1
    pictures = {
        shape.image.sha1 for slide in told for shape in slide.shapes if hasattr(shape, "image")
    }
    assert len(pictures) == len(pages)
    for slide in read(session, tmp_path / "out", of_numbers=True):
        for shape in slide.shapes:
            assert shape.top + shape.height <= pptx.util.Inches(7.5)
    store.close()
