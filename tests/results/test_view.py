"""A standing as a notebook shows it: its sentence, its numbers, and typed text as text."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

import msgspec
import pytest
from tamtam.deck.deck import Debrief
from tamtam.results.view import View
from tamtam.session.log import open_store

from tests.decks import flows, new_session, words
from tests.kinds.people import standing_of
from tests.results.sessions import TRAPS, Lived, lived, tricky_deck


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    yield from lived(tmp_path)


def view(session: Lived, activity: str) -> View:
    state = session.log.state
    return View(state.activity(activity).activity, state.standing(activity), "en")


@pytest.mark.parametrize("activity", ["baseline", "flows"])
def test_a_notebook_says_the_sentence_once_then_the_caption_and_the_numbers(
    session: Lived, activity: str
) -> None:
    shown = view(session, activity)
    page = shown._repr_html_()
    assert page.count(escape(shown.sentence)) == 1
    assert escape(shown.caption.removeprefix(shown.sentence).lstrip(". ")) in page
    assert page.count("<tr>") == 1 + len(shown.table())
    assert repr(shown).endswith(shown.caption)


def test_the_question_is_that_of_the_claim_before_that_of_its_outcome() -> None:
    steps = [{("trust", "today"): 2, ("trust", "wanted"): 8} for _ in range(8)]
    fewer = [{("trust", "today"): 8, ("trust", "wanted"): 2} for _ in range(8)]
    asked = Debrief(
        gap=words("any gap"),
        claims={"gap.more": words("more"), "gap.more.trust": words("more trust")},
    )
    activity = msgspec.structs.replace(flows(), debrief=asked)
    assert View(activity, standing_of(activity, steps), "en").debrief == "more trust"
    assert View(activity, standing_of(activity, fewer), "en").debrief == "any gap"
    nothing = standing_of(activity, [*steps[:4], *fewer[:1]])
    assert View(activity, nothing, "en").debrief == ""  # the deck has no question for that


def test_of_too_few_a_notebook_says_only_how_many(tmp_path: Path) -> None:
    for session in lived(tmp_path, people=4):
        shown = view(session, "baseline")
        page = shown._repr_html_()
        assert page.count(escape(shown.sentence)) == 1
        assert "<table>" not in page
        assert page.count("4") == repr(shown).count("4") == 1  # once is enough


def test_texts_of_a_deck_are_text_in_a_notebook(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    new = msgspec.structs.replace(new_session(), deck=tricky_deck())
    session = Lived(store, store.create(new))
    session.join(6)
    session.played("baseline", 6)
    page = view(session, "baseline")._repr_html_()
    assert any(escape(trap) in page for trap in TRAPS)
    assert not any(trap in page for trap in TRAPS if "<" in trap)
    store.close()
