"""What a language says of itself is what CLDR says of it, and is understood as CLDR means it."""

from decimal import Decimal

import msgspec
import pytest
from babel import Locale, localedata
from babel.numbers import format_decimal, format_percent
from tamtam.authoring.translation import cldr
from tamtam.language import plurals, spoken, texts

each_begun = pytest.mark.parametrize("language", spoken.begun())


@each_begun
def test_a_folder_says_what_cldr_says(language: str) -> None:
    said = msgspec.to_builtins(spoken.of(language))
    del said["offered"], said["note"]
    assert said == cldr.from_cldr(language)


@each_begun
def test_numbers_are_written_as_babel_writes_them(language: str) -> None:
    locale = spoken.of(language).locale
    for number in (0, 1, 7.5, 0.25, 999, 1000, 12_345.5, 1_234_567):
        assert texts.number(language, number) == format_decimal(number, locale=locale)
    assert texts.percent(language, 50) == format_percent(0.5, locale=locale)


def test_plural_rules_of_every_language_are_understood() -> None:
    numbers = [*range(121), 1_000, 1_000_000, 0.5, 1.5, 1.25, 2.1, 0.01, 10.1]
    for name in (name for name in localedata.locale_identifiers() if len(name) < 4):
        rule = Locale.parse(name).plural_form
        for number in numbers:
            told = plurals.category(dict(rule.rules), number)
            assert told == rule(Decimal(str(number))), (name, number)


@pytest.mark.parametrize(
    ("language", "day"),
    [("de", "{day}. {month}"), ("ja", "{month}{day}日"), ("pt", "{day} de {month}")],
)
def test_a_day_is_said_as_cldr_says_it(language: str, day: str) -> None:
    assert cldr.from_cldr(language)["day"] == day
