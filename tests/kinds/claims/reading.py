"""Sentences read back: which words of a kind they are, which items they name, which numbers they tell."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from tamtam.language import texts

#: Names in quotation marks, by language.
QUOTED = {"fr": re.compile(r"« (.+?) »"), "en": re.compile(r"“(.+?)”")}
#: "3 others" at the end of a list of names.
_MORE = {"fr": re.compile(r"(\d+) autres?"), "en": re.compile(r"(\d+) others?")}
_NUMBER = re.compile(r"[−+-]?\d[\d  ]*(?:[.,]\d+)*")
#: Places of names, of which there may be several with commas; those that hold a name or a number.
_NAMING, _EITHER = (
    (
        *("item", "name", "some", "role", "ways", "way", "last", "apart_1", "apart_2", "unites"),
        *("corner", "corners"),
    ),
    ("one", "other", "low", "high"),
)
_NAMES, _COUNT, _ANY = ".+", r"(?:[a-zà-ÿ ]+ )?[−+]?€?\d[^«“]*?", r"(?:\d[^«“]*?|\D.*)"
_PLACE = re.compile(r"\{(\w+)\}")


class Reading(NamedTuple):
    """One way to read a sentence: under which key its words stand, and what they are filled with."""

    key: str
    filled: dict[str, str]

    def number(self, name: str, language: str) -> float | None:
        """A number that it tells; None where it doesn't tell that one."""
        told = self.filled.get(name)
        return None if told is None else number(told, language)


def plain(words: str) -> str:
    """Words with ordinary spaces."""
    return words.replace("\u00a0", " ").replace("\u202f", " ")


def number(words: str, language: str) -> float:
    """The one number in some words: "1 234,5 jetons", "€40", "−2", "3 agree"."""
    [found] = _NUMBER.findall(words)
    bare = found.replace(" ", "").replace("−", "-").replace("+", "")
    return float(bare.replace(",", ".") if language == "fr" else bare.replace(",", ""))


def readings(kind: str, language: str, sentence: str) -> list[Reading]:
    """Every way to read a sentence of a kind in a language."""
    said = plain(sentence)
    found = ((key, pattern.fullmatch(said)) for key, pattern in _patterns(kind, language))
    return [Reading(key, match.groupdict()) for key, match in found if match]


def named(words: str, language: str) -> tuple[list[str], int]:
    """The names in quotation marks, and how many more there are said to be."""
    more = _MORE[language].search(words)
    return QUOTED[language].findall(words), int(more[1]) if more else 0


@cache
def _patterns(kind: str, language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = texts.section(language, f"kinds/{kind}")
    told = (
        *_flat(words["say"]),
        *_flat(words.get("shift", {})),
    )  # where others came, or left early
    found = [(key, _pattern(template)) for key, template in told]
    return tuple(sorted(found, key=lambda one: -len(one[1].pattern)))


def _flat(said: dict[str, Any], head: str = "") -> Iterator[tuple[str, str]]:
    for key, value in said.items():
        if isinstance(value, str):
            yield f"{head}{key}", value
        elif value.keys() <= {"one", "other"}:
            for words in value.values():
                yield f"{head}{key}", words
        else:
            yield from _flat(value, f"{head}{key}.")


def _pattern(template: str) -> re.Pattern[str]:
    parts = _PLACE.split(plain(template))
    written = [
        re.escape(part)
        if at % 2 == 0
        else f"(?P={part})"
        if part in parts[1:at:2]
        else f"(?P<{part}>{_NAMES if part in _NAMING else _COUNT if part not in _EITHER else _ANY})"
        for at, part in enumerate(parts)
    ]
    return re.compile("".join(written))
