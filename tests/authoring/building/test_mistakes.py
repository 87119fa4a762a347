"""The mistakes a builder can make: each is named at its field, in words of either language."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tamtam.authoring import copying
from tamtam.authoring.building import edits, mistakes, starters, timing
from tamtam.authoring.building.edits import Plain
from tamtam.authoring.building.own_deck import OwnDeck

AT = ("activities", "where_we_stand")


def saying(path: tuple[str, ...], words: str) -> Callable[[Plain], Plain]:
    return lambda deck: edits.saying(deck, path, words, needed=True)


def without_lines(deck: Plain) -> Plain:
    return edits.put(deck, (*AT, "items"), [])


def with_one_option(deck: Plain) -> Plain:
    made = edits.with_activity(deck, starters.activity("choice", ["fr"]))
    return edits.without_item(made, "choice", "first")


def with_a_lost_answer(deck: Plain) -> Plain:
    made = edits.with_activity(deck, starters.activity("quiz", ["fr"]))
    return edits.without_item(made, "quiz", "right")


def with_no_truth(deck: Plain) -> Plain:
    made = edits.with_activity(deck, starters.activity("estimate", ["fr"]))
    return edits.with_items(made, "estimate", [("Autre chose",)])


def with_a_short_scale(deck: Plain) -> Plain:
    made = edits.with_activity(deck, starters.activity("rating", ["fr"]))
    return edits.put(made, ("activities", "rating", "options", "high"), 1)


MADE: dict[str, tuple[Callable[[Plain], Plain], tuple[str, ...], str]] = {
    "empty": (saying((*AT, "title", "fr"), ""), (*AT, "title", "fr"), "Écrivez quelques mots."),
    "missing": (
        lambda deck: edits.with_language(deck, "en"),
        ("title", "en"),
        "Il manque un texte : English.",
    ),
    "long": (
        saying((*AT, "title", "fr"), "mot " * 30),
        (*AT, "title", "fr"),
        "C’est trop long : 119 caractères. Raccourcissez.",
    ),
    "word": (
        saying((*AT, "question", "fr"), "a" * 50),
        (*AT, "question", "fr"),
        "Un mot a 50 lettres : il ne tient pas sur un téléphone.",
    ),
    "twice": (
        saying((*AT, "items", "say", "text", "fr"), "Quand je bloque, on m’aide vite."),
        (*AT, "items", "say", "text", "fr"),
        "« Quand je bloque, on m’aide vite. » y est déjà : prenez d’autres mots.",
    ),
    "items": (without_lines, (*AT, "items"), "Il en faut au moins 1."),
    "options": (with_one_option, ("activities", "choice", "items"), "Il en faut de 2 à 12."),
    "right": (
        with_a_lost_answer,
        ("activities", "quiz", "options", "right"),
        "Choisissez la bonne réponse.",
    ),
    "truths": (
        with_no_truth,
        ("activities", "estimate", "options", "truths"),
        "Un nombre entier, plus grand que 0.",
    ),
    "scale": (
        with_a_short_scale,
        ("activities", "rating", "options"),
        "Entre les deux bouts, il faut de 2 à 20 pas.",
    ),
    "minutes": (
        lambda deck: timing.lasting(deck, "where_we_stand", 0),
        (*AT, "minutes"),
        "Plus de 0.",
    ),
}


@pytest.mark.parametrize("made", MADE)
def test_it_is_named_at_its_field(
    made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copying.begin("retro", "fr")
    own = OwnDeck(tmp_path / "retro" / "deck.yaml")
    edit, path, words = MADE[made]
    own.edit(edit)
    found = mistakes.named(own.mistakes(), "fr")
    said = {one.path: one.words.replace("\u00a0", " ") for one in found}
    assert said.get(path) == words, said
    assert not any("(" in one.words for one in mistakes.named(own.mistakes(), "en"))
