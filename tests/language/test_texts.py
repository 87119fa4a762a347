"""What is said in words, in each language as it writes it."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tamtam import assets
from tamtam.language import texts
from tamtam.language.errors import STATUS, TamtamError


def test_every_error_has_its_words_and_nothing_else_has() -> None:
    assert set(texts.section("en", "errors")) == set(STATUS)


@pytest.mark.parametrize("code", STATUS)
def test_an_error_says_what_happened_and_what_to_do(code: str) -> None:
    words = texts.section("fr", "errors")[code]
    named = re.findall(r"\{(\w+)\}", json.dumps(words))
    values: dict[str, Any] = {name: 2 if name == "n" else "x" for name in named}
    body = TamtamError(code, **values).to_json("fr")
    assert body["message"] and body["hint"]


def test_numbers_are_written_as_the_language_does() -> None:
    assert texts.number("fr", 12.5) == "12,5"
    assert texts.number("fr", 1000) == "1\u202f000"
    assert texts.number("en", -0.5) == "\u22120.5"
    assert texts.number("en", 4.0) == "4"


@pytest.mark.parametrize("name", ["שרה (2)", "عمر", "\U0001e900\U0001e901", "Ana שרה"])
def test_words_that_run_right_to_left_do_not_turn_the_sentence_around_them(name: str) -> None:
    apart = f"\u2068{name}\u2069"
    said = texts.text("fr", "phone.me.open", alias=name)
    assert said == f"Vous\u00a0: {apart}"
    assert apart in texts.text("en", "standing.about", item=f"“{apart}”", words="4")
    assert texts.isolated(apart) == apart


def test_words_that_run_left_to_right_stay_as_they_are() -> None:
    assert texts.text("en", "phone.me.open", alias="Zoé 🎭️ 3") == "You: Zoé 🎭️ 3"


def test_zero_is_singular_in_french_and_plural_in_english() -> None:
    assert (texts.plural("fr", 0), texts.plural("en", 0)) == ("one", "other")


def test_the_bar_counts_one_who_is_done_as_one() -> None:
    told = [texts.text("fr", "cockpit.answered", n=n, of=26) for n in (0, 1, 2)]
    assert [one.removesuffix(" fini").split()[-1] for one in told] == ["a", "a", "ont"]


def test_a_moment_is_said_as_one_says_it() -> None:
    now = datetime.now()
    today = now.replace(hour=9, minute=5)
    assert texts.when(int(today.timestamp() * 1000), "fr") == "aujourd’hui à 09:05"
    other = datetime(2024, 8, 3, 14, 30)
    assert texts.when(int(other.timestamp() * 1000), "fr") == "le 3 août 2024 à 14:30"
    assert texts.when(int(other.timestamp() * 1000), "en") == "on 3 August 2024 at 14:30"
    this_year = datetime(now.year, 8 if now.month != 8 else 7, 3, 14, 30)
    assert str(now.year) not in texts.when(int(this_year.timestamp() * 1000), "en")


def test_what_a_translation_lacks_is_said_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = {"yes_or_no": {"en": "[y/N]", "eo": ""}, "opening": "Malfermas.", "old": "Malnova."}
    begun["removed"] = {"en": "Removed.", "eo": ""}
    file = tmp_path / "cli.json"
    file.write_text(json.dumps(begun), "utf-8")
    files = {"en": assets.words_file("en", "cli"), "eo": file}
    monkeypatch.setattr(assets, "words_file", lambda language, name: files[language])
    english, said = texts.section("en", "cli"), texts.section.__wrapped__("eo", "cli")
    assert said == english | {"opening": "Malfermas.", "old": "Malnova."}


def test_a_text_that_is_missing_is_named_with_its_file() -> None:
    with pytest.raises(KeyError, match=r"locale/en/kinds/choice\.json has no 'say\.never'"):
        texts.text("en", "kinds/choice.say.never")
