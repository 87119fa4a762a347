"""The mistakes of a deck in the words of who builds it, each at the field it is about."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from tamtam.authoring.building.edits import Path
from tamtam.authoring.deck_file import DeckMistake
from tamtam.language import spoken, texts

_NUMBERS = {"one": 1, "two": 2, "three": 3}
#: What is said of a mistake in a deck file, by the key of its words; groups fill them.
_WHAT = (
    ("missing", r"the text in “(?P<language>\w+)” is missing"),
    ("empty", r"the text is empty"),
    ("empty", r"“(?P<field>\w+)” is missing"),
    ("long", r"the text has (?P<n>\d+) characters"),
    ("word", r"a word has (?P<n>\d+) letters"),
    ("twice", r"“(?P<words>.*)” stands (?:in line \d+|at .*) too"),
    ("unseen", r"the text holds a character that draws nothing"),
    ("other_words", r"“\w+” is asked in “(?P<other>\w+)” in other words"),
    ("not_asked", r"there is no “(?P<words>[^”]*)”.*"),
)
#: What a kind allows, where it takes something otherwise than it stands there.
_ALLOWED = (
    ("at_least", r"at least (?P<least>one|two|three)\b.*"),
    ("between", r"(?P<low>\d+) to (?P<high>\d+)\b.*"),
    ("right", r"the id of an item.*"),
    ("most", r"1 to the number of items"),
    ("truth", r"a whole number above 0 for each of .*"),
    ("apart", r"low and high that lie (?P<low>\d+) to (?P<high>\d+) apart"),
    ("above", r"more than 0.*"),
    ("number", r"a (?:whole )?number.*"),
)
_OF_KIND = re.compile(r"“(?P<path>[\w.\[\]]+)” isn't what the kind “.*” takes")


class FieldMistake(NamedTuple):
    """What is wrong at a place of the deck, in words."""

    path: Path
    words: str


def named(found: Iterable[DeckMistake], language: str) -> list[FieldMistake]:
    """Mistakes of a deck file, at their fields and in words of this language."""
    return [_named(mistake, language) for mistake in found]


def _named(mistake: DeckMistake, language: str) -> FieldMistake:
    path = tuple(mistake.where.split(".")) if mistake.where else ()
    if of_kind := _OF_KIND.fullmatch(mistake.what):
        path = (*path[:2], *re.findall(r"\w+", of_kind["path"]))
        return FieldMistake(path, _of(_ALLOWED, mistake.allowed, mistake, language))
    for key, pattern in _WHAT:
        if said := re.fullmatch(pattern, mistake.what):
            inside = said.groupdict().get("language") or said.groupdict().get("field")
            return FieldMistake((*path, inside) if inside else path, _text(key, said, language))
    if re.fullmatch(r".* stands here", mistake.what):
        return FieldMistake(path, _of(_ALLOWED, mistake.allowed, mistake, language))
    return FieldMistake(path, _other(mistake, language))


def _of(known: Iterable[tuple[str, str]], said: str, mistake: DeckMistake, language: str) -> str:
    for key, pattern in known:
        if found := re.fullmatch(pattern, said):
            return _text(key, found, language)
    return _other(mistake, language)


def _text(key: str, found: re.Match[str], language: str) -> str:
    values: dict[str, Any] = found.groupdict()
    for name, value in values.items():
        if name in ("n", "low", "high"):
            values[name] = int(value)
    if "least" in values:
        values["n"] = _NUMBERS[values.pop("least")]
    if other := values.pop("language", None):
        values["spoken"] = spoken.name(other)
    return texts.text(language, f"builder.mistake.{key}", **values)


def _other(mistake: DeckMistake, language: str) -> str:
    """One that no field of the builder makes, as the file's reader says it."""
    return texts.text(language, "builder.mistake.other", what=mistake.what, allowed=mistake.allowed)
