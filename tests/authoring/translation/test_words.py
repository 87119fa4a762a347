"""A language of the product needs files only: what it lacks is named, and nothing it has is lost."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tamtam import assets
from tamtam.authoring.translation import cldr, words
from tamtam.cli import main
from tamtam.language import spoken, texts
from tamtam.language.errors import TamtamError

LOCALE = assets.folder() / "locale"


@pytest.fixture
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of all words, to be translated without harm."""
    for language in spoken.SOURCES:
        shutil.copytree(LOCALE / language, tmp_path / "assets" / "locale" / language)
    monkeypatch.setattr(assets, "folder", lambda: tmp_path / "assets")
    spoken.of.cache_clear()
    yield tmp_path / "assets" / "locale"
    spoken.of.cache_clear()


def plain(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def change(path: Path, words_of: Any) -> None:
    path.write_text(json.dumps(plain(path) | words_of, ensure_ascii=False), "utf-8")


@pytest.mark.parametrize("language", texts.LANGUAGES[1:])
def test_every_language_that_is_offered_says_the_same_with_the_same_placeholders(
    language: str,
) -> None:
    found = words.examine(language, "fr")
    assert [lack for lack in found.lacks if lack.sort != "stale"] == []  # it was made from English


def test_what_is_missing_stands_beside_its_source(locale: Path) -> None:
    found = words.renew("pl")
    assert found.done == 0 and found.of > 2_000 and not found.is_whole
    yes_or_no = plain(locale / "pl" / "cli.json")["yes_or_no"]
    assert yes_or_no == {"en": plain(locale / "en" / "cli.json")["yes_or_no"], "pl": ""}
    people = plain(locale / "pl" / "export.json")["report"]["people"]
    assert people["pl"] == {"few": "", "many": "", "one": "", "other": ""}
    assert "pl" not in spoken.offered()


def test_what_is_filled_in_takes_its_place_and_the_rest_waits_on(locale: Path) -> None:
    words.renew("pl", "fr")
    path = locale / "pl" / "moderate.json"
    begun = plain(path)
    first = next(key for key, entry in begun.items() if entry.keys() == {"fr", "pl"})
    begun[first]["pl"] = plain(LOCALE / "fr" / "moderate.json")[first]
    path.write_text(json.dumps(begun), "utf-8")
    found = words.renew("pl", "fr")
    assert found.done == 1
    assert plain(path) == begun | {first: begun[first]["pl"]}
    assert words.renew("pl", "fr").written == ()


def test_other_placeholders_missing_forms_and_what_is_used_no_more_are_named(locale: Path) -> None:
    shutil.copytree(locale / "en", locale / "de")
    (locale / "de" / spoken.FILE).write_text(cldr.described("de", offered=False), "utf-8")
    path = locale / "de" / "cli.json"
    change(path, {"opening": "{nobody}", "rescued_long_ago": "x"})
    change(path, {"token": plain(path)["token"] | {"added": "Wer?"}})
    change(path, {"restored": {"one": "{code}"}})
    sorts = {lack.key: lack.sort for lack in words.examine("de").lacks}
    assert sorts == {
        "opening": "placeholders",
        "token.added": "placeholders",
        "rescued_long_ago": "left_over",
        "restored.one": "left_over",
        "restored": "missing",
    }


def test_a_language_is_offered_as_soon_as_nothing_is_missing_and_not_before(locale: Path) -> None:
    shutil.copytree(locale / "en", locale / "de")
    (locale / "de" / spoken.FILE).unlink()
    (locale / "de" / "words.txt").write_text("eins zwei drei", "utf-8")
    assert [lack.sort for lack in words.renew("de").lacks] == ["words"]
    assert spoken.offered() == spoken.SOURCES
    shutil.copy(locale / "en" / "words.txt", locale / "de")
    assert words.renew("de").is_whole
    assert spoken.offered() == (*spoken.SOURCES, "de")
    change(locale / "en" / "cli.json", {"brand_new": "New"})
    words.renew("de")
    spoken.of.cache_clear()
    assert spoken.offered() == spoken.SOURCES


def test_a_source_that_changed_makes_its_translation_stale_until_that_is_looked_at(
    locale: Path,
) -> None:
    shutil.copytree(locale / "en", locale / "de")
    (locale / "de" / spoken.FILE).unlink()
    words.renew("de")
    change(locale / "en" / "cli.json", {"opening": "Another sentence."})
    for _ in range(2):  # looking at it changes nothing
        assert [(lack.key, lack.sort) for lack in words.renew("de").lacks] == [("opening", "stale")]
    change(locale / "de" / "cli.json", {"opening": "Ein anderer Satz."})
    assert words.renew("de").lacks == ()
    change(locale / "en" / "cli.json", {"opening": "Another sentence"})
    assert words.renew("de", keep=True).lacks == ()


def test_words_to_come_back_with_are_many_short_and_each_another(locale: Path) -> None:
    shutil.copytree(locale / "en", locale / "de")
    (locale / "de" / spoken.FILE).unlink()
    there = (locale / "en" / "words.txt").read_text("utf-8").split()
    wrong = ["über", "uber", "two-words", "Donaudampfer", "donaudampfer", there[0]]
    (locale / "de" / "words.txt").write_text("\n".join(there + wrong), "utf-8")
    assert [lack.key for lack in words.examine("de").lacks] == wrong[1:]


@pytest.mark.parametrize("language", ["qx", "../fr", "deutsch", "", "en"])
def test_what_can_not_be_translated_into_is_refused_in_words(locale: Path, language: str) -> None:
    with pytest.raises(TamtamError, match=r"short code|Name another language"):
        words.renew(language)


def test_a_file_that_can_not_be_read_is_named_and_nothing_is_written(locale: Path) -> None:
    (locale / "de").mkdir()
    (locale / "de" / "phone.json").write_text("{'no': json}", "utf-8")
    with pytest.raises(TamtamError, match=r"phone\.json can’t be read"):
        words.renew("de")
    assert [path.name for path in (locale / "de").iterdir()] == ["phone.json"]


def test_the_command_tells_how_far_it_is_and_fails_a_check_that_is_not_whole(locale: Path) -> None:
    run = CliRunner()
    begun = run.invoke(main, ["translate", "de"])
    assert begun.exit_code == 0
    assert "assets/locale/de/phone.json: 0 of" in begun.output
    assert "Deutsch: 0 of" in begun.output and "files written" in begun.output
    checked = run.invoke(main, ["translate", "de", "--check"])
    assert checked.exit_code == 1
    assert run.invoke(main, ["translate", "fr", "--check"]).exit_code == 0
