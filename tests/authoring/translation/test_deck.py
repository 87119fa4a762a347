"""A deck in one more language: what is missing has its place, and the deck runs all the while."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from tamtam import assets
from tamtam.authoring import copying, deck_file
from tamtam.authoring.deck_file import reading
from tamtam.authoring.translation import deck
from tamtam.cli import main
from tamtam.language.errors import TamtamError


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A deck in English, with comments, of a workshop "retro"."""
    monkeypatch.chdir(tmp_path)
    copying.begin("retro", "en")
    return tmp_path / "retro" / "deck.yaml"


def fill(value: Any, language: str) -> Any:
    """The same with words in every empty place."""
    if isinstance(value, list):
        return [fill(one, language) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: f"auf Deutsch: {value['en']}"
        if key == language and not below
        else fill(below, language)
        for key, below in value.items()
    }


def without(value: Any, language: str) -> Any:
    """The same without the empty places of a language."""
    if isinstance(value, list):
        return [without(one, language) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: without(below, language)
        for key, below in value.items()
        if not (key == language and below == "")
    }


def test_each_text_has_a_place_and_nothing_else_is_touched(place: Path) -> None:
    before = place.read_text("utf-8")
    found = deck.renew("fr", "retro")
    assert found.of == 20 and len(found.lacks) == found.of
    after = place.read_text("utf-8")
    assert [line for line in before.splitlines() if line.lstrip().startswith("#")] == [
        line for line in after.splitlines() if line.lstrip().startswith("#")
    ]
    grown = yaml.safe_load(after)
    assert grown.pop("translating") == ["fr"]
    assert without(grown, "fr") == yaml.safe_load(before)
    assert deck.renew("fr", "retro").written == ()


def test_it_runs_meanwhile_in_the_languages_it_had(place: Path) -> None:
    deck.renew("fr", "retro")
    half = place.read_text("utf-8").replace('fr: ""', 'fr: "Notre équipe"', 1)
    place.write_text(half, "utf-8")
    assert deck_file.mistakes(place) == []
    read = deck_file.read(place)
    assert read.languages == ("en",) and set(read.title) == {"en"}
    assert deck.examine("fr", "retro").lacks[0].key == "parts.together.title"


def test_once_nothing_is_missing_it_speaks_the_language(place: Path) -> None:
    from tamtam.authoring.deck_file import patching

    deck.renew("fr", "retro")
    source = place.read_text("utf-8")
    place.write_text(patching.patched(source, fill(reading.plain(source), "fr")), "utf-8")
    assert deck.renew("fr", "retro").is_whole
    read = deck_file.read(place)
    assert read.languages == ("en", "fr")
    assert read.activities[0].title["fr"].startswith("auf Deutsch")
    assert "translating" not in place.read_text("utf-8")


def test_other_placeholders_are_named(place: Path) -> None:
    said = place.read_text("utf-8")
    place.write_text(said.replace("languages: [en]", "languages: [en, fr]"), "utf-8")
    with pytest.raises(TamtamError, match="is missing"):
        deck.renew("fr", "retro")
    place.write_text(said.replace('title: {en: "', 'title: {en: "{n} ', 1), "utf-8")
    deck.renew("fr", "retro")
    place.write_text(place.read_text("utf-8").replace('fr: ""', 'fr: "Nous"', 1), "utf-8")
    lacks = deck.examine("fr", "retro").lacks
    assert (lacks[0].key, lacks[0].sort) == ("title", "placeholders")


def test_a_language_that_tamtam_does_not_speak_waits_for_it(place: Path) -> None:
    deck.renew("pl", "retro")
    source = place.read_text("utf-8")
    place.write_text(source.replace('pl: ""', 'pl: "Słowa"'), "utf-8")
    found = deck.renew("pl", "retro")
    assert found.is_whole and not deck.speaks("pl", "retro")
    assert deck_file.read(place).languages == ("en",)


def test_what_is_no_language_is_refused(place: Path) -> None:
    before = place.read_bytes()
    with pytest.raises(TamtamError, match="short code"):
        deck.renew("klingon", "retro")
    assert place.read_bytes() == before


def test_the_command_tells_what_is_missing_and_what_comes_next(place: Path) -> None:
    run = CliRunner(env={"TAMTAM_LANGUAGE": "en"})
    begun = run.invoke(main, ["translate", "fr", "--workshop", "retro"])
    assert begun.exit_code == 0 and "runs as before meanwhile" in begun.output
    assert run.invoke(main, ["translate", "fr", "--workshop", "retro", "--check"]).exit_code == 1
    whole = run.invoke(main, ["translate", "en", "--workshop", "retro", "--check"])
    assert whole.exit_code == 0


@pytest.mark.parametrize("name", ["retrospective", "our_crowd"])
def test_a_shipped_deck_is_whole_in_each_of_its_languages(name: str) -> None:
    path = assets.workshops() / name
    for language in deck_file.read(path / deck_file.FILE).languages:
        assert deck.examine(language, path).lacks == ()
