"""A deck in one more language: an empty place for each text, beside those that are there.

While some are empty the deck runs in the languages it had; once none is, it speaks the new one too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tamtam.authoring import deck_file
from tamtam.authoring.building.edits import languages_of
from tamtam.authoring.deck_file import patching, reading, unfinished, writing
from tamtam.authoring.translation import cldr
from tamtam.authoring.translation.lacks import Lack, Translation
from tamtam.language import texts
from tamtam.language.errors import TamtamError

_PLACEHOLDER = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class _Words:
    """A text of a deck: where it stands, and what it says in each language."""

    where: str
    said: dict[str, Any]


def examine(language: str, workshop: str | Path) -> Translation:
    """What a workshop's deck lacks in a language.

    Raises TamtamError for what can't be one, and for a deck that there isn't or that has mistakes.
    """
    path, deck, _ = _read(language, workshop)
    return _examined(path, deck, language)


def renew(language: str, workshop: str | Path) -> Translation:
    """Write an empty place for each text that is missing; let the deck speak the language once none is.

    Comments and all that is there stay as they are. Raises TamtamError as `examine` does, and where the
    deck can't be written.
    """
    path, deck, source = _read(language, workshop)
    speaks = languages_of(deck)
    whole = _examined(path, deck, language).is_whole and language in texts.LANGUAGES
    waiting = [one for one in deck.get(unfinished.KEY, []) if one != language]
    made = _placed(deck, {*speaks, language}, language)
    if whole:
        made["languages"] = [*speaks, *([] if language in speaks else [language])]
    elif language not in speaks:
        waiting.append(language)
    made = _with_waiting(made, waiting)
    said = patching.patched(source, made)
    if said != source:
        writing.keep(said, path)
    found = _examined(path, made, language)
    return replace(found, written=(path,) if said != source else ())


def speaks(language: str, workshop: str | Path) -> bool:
    """Whether a workshop's deck is in a language by now."""
    return language in deck_file.read(deck_file.find(workshop)).languages


def _read(language: str, workshop: str | Path) -> tuple[Path, dict[str, Any], str]:
    """A deck's file, what it says as plain data, and as it is written."""
    if not cldr.is_code(language):
        raise TamtamError("no_such_language", code=language)
    path = deck_file.find(workshop)
    deck_file.read(path)
    source = path.read_text(encoding="utf-8")
    return path, reading.plain(source), source


def _with_waiting(deck: dict[str, Any], waiting: list[str]) -> dict[str, Any]:
    """The deck that names the languages it is translated into behind those that it speaks."""
    kept = {key: value for key, value in deck.items() if key != unfinished.KEY}
    if not waiting:
        return kept
    made: dict[str, Any] = {}
    for key, value in kept.items():
        made[key] = value
        if key == "languages":
            made[unfinished.KEY] = waiting
    return made


def _examined(path: Path, deck: dict[str, Any], language: str) -> Translation:
    every = list(_texts(deck, {*languages_of(deck), language}))
    file, lacks = path.as_posix(), []
    first = languages_of(deck)[0]
    for text in every:
        said, source = text.said.get(language), str(text.said.get(first, ""))
        if not isinstance(said, str) or not said.strip():
            lacks.append(Lack(file, text.where, "missing", source))
        elif set(_PLACEHOLDER.findall(said)) != set(_PLACEHOLDER.findall(source)):
            lacks.append(Lack(file, text.where, "placeholders", source))
    return Translation(language, {file: len(every)}, tuple(lacks))


def _texts(value: Any, known: set[str], where: str = "") -> Iterator[_Words]:
    """Every text of a deck: a mapping of languages to words."""
    if isinstance(value, dict) and value and value.keys() <= known:
        yield _Words(where, value)
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from _texts(below, known, f"{where}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, below in enumerate(value, start=1):
            name = below.get("id", number) if isinstance(below, dict) else number
            yield from _texts(below, known, f"{where}.{name}")


def _placed(value: Any, known: set[str], language: str, of: str = "") -> Any:
    """The same with a place for the language in every text; a notebook is called by its part's id."""
    if isinstance(value, list):
        return [_placed(one, known, language) for one in value]
    if not isinstance(value, dict):
        return value
    if value and value.keys() <= known:
        return value if language in value else value | {language: of}
    name = str(value.get("id", ""))
    return {
        key: _placed(one, known, language, name if key == "notebook" else "")
        for key, one in value.items()
    }
