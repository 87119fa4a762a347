"""A deck file while it is built: in the file at once, back to the byte, nothing written by hand is lost."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam import assets
from tamtam.authoring import copying, deck_file
from tamtam.authoring.building import edits, starters, timing
from tamtam.authoring.building.edits import Plain
from tamtam.authoring.building.own_deck import OwnDeck
from tamtam.language.errors import TamtamError


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OwnDeck:
    monkeypatch.chdir(tmp_path)
    copying.begin("retro", "fr")
    return OwnDeck(tmp_path / "retro" / "deck.yaml")


def titled(words: str) -> Callable[[Plain], Plain]:
    return lambda deck: edits.put(deck, ("title", "fr"), words)


def test_an_edit_is_in_the_file_at_once_and_the_comments_stay(own: OwnDeck) -> None:
    before = own.path.read_text("utf-8")
    own.edit(titled("Bilan"))
    there = own.path.read_text("utf-8")
    assert there == before.replace('"Retro"', '"Bilan"')
    assert deck_file.read(own.path).title == {"fr": "Bilan"}
    assert not own.path.with_suffix(".draft").exists()


def test_what_is_typed_into_one_field_is_one_step(own: OwnDeck) -> None:
    before = own.said
    for words in ("B", "Bi", "Bilan"):
        own.edit(titled(words), of="title.fr")
    own.undo()
    assert own.path.read_text("utf-8") == own.said == before
    own.redo()
    assert deck_file.read(own.path).title == {"fr": "Bilan"}


def test_what_was_written_by_hand_meanwhile_is_kept_and_is_a_step_of_its_own(own: OwnDeck) -> None:
    by_hand = own.said.replace("minutes: 5", "minutes: 6   # a little more", 1)
    own.path.write_text(by_hand, "utf-8")
    own.edit(titled("Bilan"))
    assert "minutes: 6   # a little more" in own.path.read_text("utf-8")
    own.undo()
    assert own.path.read_text("utf-8") == by_hand
    own.undo()
    assert "minutes: 6" not in own.path.read_text("utf-8")


def test_what_was_written_by_hand_and_cannot_be_read_is_not_written_over(own: OwnDeck) -> None:
    own.path.write_text("activities: [", "utf-8")
    with pytest.raises(TamtamError) as caught:
        own.edit(titled("Bilan"))
    assert caught.value.code == "deck_has_mistakes"
    assert own.path.read_text("utf-8") == "activities: ["


def test_what_is_no_deck_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    for raw in (b"", b"- a", b"\xff"):
        path.write_bytes(raw)
        with pytest.raises(TamtamError):
            OwnDeck(path)
    with pytest.raises(TamtamError):
        OwnDeck(tmp_path / "none" / "deck.yaml")


def _drawn(data: st.DataObject, deck: Plain) -> Callable[[Plain], Plain]:
    """Some edit that a builder may make of a deck."""
    words = data.draw(st.text(st.characters(codec="utf-8"), max_size=20))
    ids = edits.ids(deck)
    kind = data.draw(st.sampled_from(starters.kinds()))
    cut = data.draw(st.sampled_from(("half_day", "one_hour")))
    minutes = data.draw(st.sampled_from((1, 2.5, 30, None)))
    found: list[Callable[[Plain], Plain]] = [
        lambda deck: edits.saying(deck, ("title", "fr"), words, needed=True),
        lambda deck: edits.saying(deck, ("welcome", "fr"), words, needed=False),
        lambda deck: edits.with_activity(
            deck, starters.activity(kind, edits.languages_of(deck)), ids[0] if ids else ""
        ),
        lambda deck: timing.with_cut(deck, cut),
        lambda deck: timing.without_cut(deck, cut),
        lambda deck: edits.with_language(edits.without_language(deck, "en"), "en"),
    ]
    if ids:
        id = data.draw(st.sampled_from(ids))
        by = data.draw(st.integers(-3, 3))
        say = ("activities", id, "say", "fr")
        found += [
            lambda deck: edits.without_activity(deck, id),
            lambda deck: edits.moved(deck, ("activities", id), by),
            lambda deck: edits.with_items(deck, id, [(words,), ("Deux", "Two")]),
            lambda deck: edits.with_items(deck, id, [("Un",), (words,)], instead=True),
            lambda deck: edits.saying(deck, say, words, needed=False),
            lambda deck: timing.lasting(deck, id, minutes or 3),
            lambda deck: timing.granted(deck, cut, id, minutes),
            lambda deck: timing.granted(deck, cut, "break", minutes),
        ]
    return data.draw(st.sampled_from(found))


@given(data=st.data())
def test_after_any_edits_it_reads_what_was_meant_and_undone_it_is_the_same_bytes(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("own") / "deck.yaml"
    shutil.copy(
        _source(data.draw(st.sampled_from(("blank_deck", *["blank_deck"] * 2, "our_crowd")))), place
    )
    own, steps = OwnDeck(place), [place.read_bytes()]
    for _ in range(data.draw(st.integers(1, 4))):
        edit = _drawn(data, own.plain)
        wanted: Any = edit(own.plain)
        own.edit(edit)
        assert OwnDeck(place).plain == wanted
        if place.read_bytes() != steps[-1]:
            steps.append(place.read_bytes())
    for before in reversed(steps[:-1]):
        own.undo()
        assert place.read_bytes() == before
    for after in steps[1:]:
        own.redo()
        assert place.read_bytes() == after


def _source(begun: str) -> Path:
    if begun == "blank_deck":
        return Path(copying.__file__).with_name("blank_deck") / "deck.fr.yaml.txt"
    return assets.workshops() / begun / "deck.yaml"
