"""Every word the product says of itself, in each language of `assets/locale`.

Content (what a workshop asks) stands in the deck; this is the rest: errors, buttons, sentences of a
standing. Keys are dotted, the first part names the file: ``text("fr", "errors.closed.message")``.
An entry that is ``{"one": …, "other": …}``, by plural categories, is chosen by its value `n`.
"""

import json
import os
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from tamtam import assets
from tamtam.language import plurals, spoken

#: The languages of the product: those in which nothing is missing.
LANGUAGES = spoken.offered()
#: Characters of scripts that run right to left, and what holds them apart from the words around them.
_LEFTWARDS = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_ARROW = re.compile(r"(?<=\S) → (?=\S)")
#: What somebody put in quotation marks; the straight ones stay as they were typed.
_IN_MARKS = re.compile("“([^“”]*)”|«\\s*([^«»]*?)\\s*»|„([^„“]*)“")
_NO_BREAK = re.compile(r" (?=[»:;?!])|(?<=«) |(?<=[\d}]) (?=[%€](?!\{))")
_IN_NUMBER = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


@cache
def section(language: str, name: str) -> dict[str, Any]:
    """All texts of one file, `assets/locale/{language}/{name}.json`, as nested dictionaries.

    Those of a kind of one's own lie beside it. A text that a translation lacks is there in English.
    """
    path = assets.words_file(language, name)
    if language in spoken.SOURCES:
        return _read(path)
    return _over(section("en", name), _read(path) if path.exists() else {})


def _read(path: Path) -> dict[str, Any]:
    words: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return words


def _over(english: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    """The texts of a translation, each that is missing or not filled in yet as it is in English."""
    made = dict(english)
    for key, said in words.items():
        source = english.get(key)
        if isinstance(source, dict) and isinstance(said, dict):
            made[key] = said if plurals.OTHER in said else _over(source, said)
        elif source is None or isinstance(source, str) == isinstance(said, str):
            made[key] = said
    return made


def text(language: str, key: str, **values: Any) -> str:
    """The text under `key` with its `{placeholders}` filled; numbers are written as the language does.

    Raises KeyError for an unknown key: a missing text is a bug, not a condition to hide.
    """
    name, *path = key.split(".")
    entry: Any = section(language, name)
    for part in path:
        if part not in entry:
            raise KeyError(f"{_file_of(language, name)} has no {'.'.join(path)!r}")
        entry = entry[part]
    if isinstance(entry, dict):
        entry = entry.get(plural(language, values["n"]), entry[plurals.OTHER])
    words = _own(language, entry)
    if not values:
        return words
    try:
        return words.format(**{k: _said(language, v) for k, v in values.items()})
    except KeyError as error:
        there = ", ".join(f"{{{value}}}" for value in values)
        wanted = f"{'.'.join(path)!r} wants {{{error.args[0]}}}, and may have {there}"
        raise KeyError(f"{_file_of(language, name)}: {wanted}") from error


def quoted(language: str, words: str) -> str:
    """Words in quotation marks; what stands in such marks within them gets those for inside.

    >>> quoted("en", "Ask “why us?”"), quoted("fr", "Dire « non »")
    ('“Ask ‘why us?’”', '«\\xa0Dire “non”\\xa0»')
    """

    def within(found: re.Match[str]) -> str:
        return text(language, "standing.quoted_within", text=next(filter(None, found.groups()), ""))

    return text(language, "standing.quoted", text=_IN_MARKS.sub(within, words))


@cache
def _own(language: str, words: str) -> str:
    """Words of the product as they are read; those of people are kept nowhere."""
    return spaced(language, words)


def _file_of(language: str, name: str) -> str:
    """A file of words as somebody looks for it: from the assets on, or by its name where it is one's own."""
    path, shipped = assets.words_file(language, name), assets.folder()
    return path.relative_to(shipped.parent).as_posix() if shipped in path.parents else path.name


def _said(language: str, value: Any) -> Any:
    """A value as it stands in a sentence."""
    return isolated(value) if isinstance(value, str) else number(language, value)


def isolated(words: str) -> str:
    """Somebody's own words, so that they don't turn the sentence around them where they run right to left.

    Words that run left to right, as these languages do, stay as they are, and so do those that are isolated.
    The phones do the same: `isolated` in `assets/forms/elements.js`.

    >>> isolated("Zoé"), isolated("שרה") == "\\u2068שרה\\u2069"
    ('Zoé', True)
    """
    if _LEFTWARDS.search(words) and _ISOLATE not in words:
        return f"{_ISOLATE}{words}{_END_OF_ISOLATE}"
    return words


def both(key: str, **values: Any) -> dict[str, str]:
    """The same text in every language, as a deck's texts are: ``{"fr": …, "en": …}``."""
    return {language: text(language, key, **values) for language in LANGUAGES}


def spaced_all(language: str, part: Any) -> Any:
    """All texts of a section with the spaces of their language, for who doesn't take them one by one."""
    if isinstance(part, dict):
        return {key: spaced_all(language, value) for key, value in part.items()}
    return spaced(language, part) if isinstance(part, str) else part


def plural(language: str, n: float) -> str:
    """The plural category of a number (CLDR): "one" is below 2 in French, exactly 1 in English."""
    return plurals.category(spoken.of(language).plurals, n)


def number(language: str, value: Any) -> Any:
    """A number as the language writes it, at most 2 decimals (12,5 in French); anything else as it is.

    Thousands are grouped from 1 000 on: by a narrow no-break space in French, by a comma in English.

    >>> number("fr", 1234.5), number("en", 1234.5)
    ('1\\u202f234,5', '1,234.5')
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    written = (
        f"{round(value, 2):,}"
        if isinstance(value, int)
        else f"{round(value, 2):,.2f}".rstrip("0").rstrip(".")
    )
    signs = spoken.of(language)
    return written.translate({ord("-"): "\u2212", ord(","): signs.group, ord("."): signs.decimal})


def percent(language: str, value: float) -> str:
    """A number of per cent, with its sign: "50%", « 50 % »."""
    return spoken.of(language).percent.format(n=number(language, value))


def signed(language: str, value: float) -> str:
    """A number as a scale with two sides writes it: "+1.5", "−2", "0"."""
    return f"{'+' if value > 0 else ''}{number(language, value)}"


def time_of_day(at: int) -> str:
    """When it is (ms since 1970) by the machine's clock: "09:12"."""
    return datetime.fromtimestamp(at / 1000).strftime("%H:%M")


def moment(at: int) -> str:
    """A moment (ms since 1970) as the machine's clock shows it: "2026-11-24 09:12"."""
    return datetime.fromtimestamp(at / 1000).strftime("%Y-%m-%d %H:%M")


def when(at: int, language: str) -> str:
    """A moment (ms since 1970) as one says it here: "today at 09:12", "on 24 November at 09:12"."""
    then, now = datetime.fromtimestamp(at / 1000), datetime.now()
    clock = f"{then:%H:%M}"
    if then.date() == now.date():
        return text(language, "notebook.when.today", clock=clock)
    month = text(language, f"notebook.when.months.{then.month}")
    day = spoken.of(language).day.format(day=then.day, month=month)
    year = "" if then.year == now.year else f" {then.year}"
    return text(language, "notebook.when.day", day=f"{day}{year}", clock=clock)


def date(at: int, language: str) -> str:
    """A day as one writes it here, the same on any machine (ms since 1970, UTC): "24 November 2026"."""
    then = datetime.fromtimestamp(at / 1000, UTC)
    month = text(language, f"notebook.when.months.{then.month}")
    return f"{spoken.of(language).day.format(day=then.day, month=month)} {then.year}"


def instant(at: int) -> str:
    """A moment (ms since 1970) as every machine writes it: "2026-11-24T08:12:30.000Z"."""
    written = datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds")
    return written.replace("+00:00", "Z")


def pick(words: dict[str, str], language: str) -> str:
    """One language of a deck's text; the first one there is if `language` is missing."""
    if language in words:
        return spaced(language, words[language])
    return next((spaced(other, said) for other, said in words.items()), "")


def spaced(language: str, words: str) -> str:
    """Words with no-break spaces where a line may not end: around arrows, beside signs, inside numbers.

    Whether a space stands before « : ; ? ! % € » and inside « » is the language's own: where one was
    written, it holds. Inside numbers it does where the language groups thousands by one.
    The phones do the same: `spaced` in `assets/forms/elements.js`.

    >>> spaced("fr", "Prêts ? « 1 000 € »"), spaced("en", "Ready?")
    ('Prêts\\xa0? «\\xa01\\u202f000\\xa0€\\xa0»', 'Ready?')
    """
    words = _NO_BREAK.sub("\u00a0", _ARROW.sub("\u00a0→\u00a0", words))
    group = spoken.of(language).group
    return _IN_NUMBER.sub(group, words) if group.isspace() else words


def language_of_machine() -> str:
    """One of the languages there are, from the machine's locale; English where it says none of them."""
    for name in ("TAMTAM_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name, ""):
            return offered(value) or "en"
    return "en"


def offered(tag: str) -> str:
    """The language that a tag as "de-AT" or "de_AT.UTF-8" asks for; "" where it is none of ours."""
    language = re.split(r"[^a-z]", tag.strip().lower())[0]
    return language if language in LANGUAGES else ""
