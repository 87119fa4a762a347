"""Pictures of a deck file: read with it, named where they can't be, written beside a copy."""

from pathlib import Path

import msgspec
import pytest
from tamtam.authoring import deck_file
from tamtam.authoring.deck_file import pictures as deck_pictures
from tamtam.authoring.deck_file import writing
from tamtam.deck import pictures
from tamtam.deck.deck import Deck, Picture
from tamtam.language.errors import TamtamError

from tests.decks import agreement, deck, pictured, png

DECK = """\
id: small
version: 1
title: {en: Small}
languages: [en]
parts: [{id: only, title: {en: Only}}]
activities:
  - id: chosen
    step: "1"
    part: only
    kind: choice
    title: {en: Where}
    question: {en: Where do we meet?}
    minutes: 2
    items:
      - {id: house, text: {en: The house}, picture: PICTURE}
      - {id: shed, text: {en: The shed}}
"""
GOOD = '{file: photos/house.png, alt: {en: "A house with a red door"}}'


def written(place: Path, picture: str = GOOD, data: bytes | None = None) -> Path:
    (place / "photos").mkdir(exist_ok=True)
    (place / "photos" / "house.png").write_bytes(png() if data is None else data)
    path = place / "deck.yaml"
    path.write_text(DECK.replace("PICTURE", picture), encoding="utf-8")
    return path


def only(read: Deck) -> Picture:
    [picture] = pictures.of(read)
    return picture


def test_a_deck_is_read_with_what_its_pictures_hold(tmp_path: Path) -> None:
    picture = only(deck_file.read(written(tmp_path)))
    assert picture.data == png()
    assert picture.alt == {"en": "A house with a red door"}


@pytest.mark.parametrize(
    ("picture", "data", "said"),
    [
        (GOOD.replace("house", "barn", 1), None, "there is no file “photos/barn.png”"),
        ("{file: ../../etc/passwd, alt: {en: All}}", None, "there is no file “../../etc/passwd”"),
        (GOOD, b"<svg xmlns='http://www.w3.org/2000/svg'/>", "can hold scripts"),
        (GOOD, png() + b"\0" * pictures.MOST, "the picture has 151 kB"),
        ("{file: photos/house.png}", None, "“alt” is missing"),
        ("{file: photos/house.png, alt: {}}", None, "the text in “en” is missing"),
        (GOOD.replace("}}", "}, data: AAAA}"), None, "there is no “data”"),
    ],
    ids=("not there", "elsewhere", "a drawing", "too large", "unsaid", "not said in en", "by hand"),
)
def test_one_that_can_not_be_shown_is_named_with_its_line(
    picture: str, data: bytes | None, said: str, tmp_path: Path
) -> None:
    [mistake] = deck_file.mistakes(written(tmp_path, picture, data))
    assert said in str(mistake)
    assert mistake.line == 15


def test_pictures_of_a_deck_are_bounded_together(tmp_path: Path) -> None:
    path = written(tmp_path)
    whole = path.read_text("utf-8").replace("      - {id: shed, text: {en: The shed}}\n", "")
    for at in range(11):
        (tmp_path / f"{at}.png").write_bytes(png(shade=at) + b"\0" * 140_000)
        picture = GOOD.replace("photos/house", f"{at}")
        whole += f"      - {{id: i{at}, text: {{en: Item {at}}}, picture: {picture}}}\n"
    path.write_text(whole, encoding="utf-8")
    [mistake] = deck_file.mistakes(path)
    assert "with this one pictures come to 1540 kB; allowed: 1500 kB for all of a deck" in str(
        mistake
    )


def test_a_copy_of_a_deck_has_its_pictures_beside_it(tmp_path: Path) -> None:
    path, copy = written(tmp_path), tmp_path / "copy" / "deck.yaml"
    read = deck_file.read(path)
    writing.keep(path.read_text("utf-8"), copy)
    deck_pictures.lay(read, copy.parent)
    assert deck_file.read(copy) == read


def test_what_comes_over_the_wire_is_held_to_the_same() -> None:
    deck_file.check(deck(pictured(agreement(), png())), authored=False)
    drawing = deck(pictured(agreement(), b"<svg onload='alert(1)'/>"))
    with pytest.raises(TamtamError) as caught:
        deck_file.check(drawing, authored=False)
    assert "a drawing (SVG) can hold scripts" in str(caught.value)
    sent = msgspec.json.decode(msgspec.json.encode(drawing), type=Deck)
    assert sent == drawing
