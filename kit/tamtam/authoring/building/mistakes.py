"""The mistakes of a deck in the words of who builds it, each at the field it is about."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from tamtam.authoring.building.edits import Path
from tamtam.authoring.deck_file import DeckMistake
from tamtam.authoring.deck_file.sense import OF_KIND
from tamtam.language import spoken, texts
from tamtam.language.reason import Reason


class FieldMistake(NamedTuple):
    """What is wrong at a place of the deck, in words."""

    path: Path
    words: str


def named(found: Iterable[DeckMistake], language: str) -> list[FieldMistake]:
    """Mistakes of a deck file, at their fields and in words of this language."""
    return [_named(mistake, language) for mistake in found]


def _named(mistake: DeckMistake, language: str) -> FieldMistake:
    path = tuple(mistake.where.split(".")) if mistake.where else ()
    what, allowed = mistake.what, mistake.allowed
    if isinstance(what, Reason) and what.key == OF_KIND:
        path = (*path[:2], *re.findall(r"\w+", what.values["path"]))
    elif isinstance(what, Reason):
        inside = what.values.get("language") or what.values.get("field")
        return FieldMistake((*path, inside) if inside else path, _said(what, language))
    if isinstance(allowed, Reason):
        return FieldMistake(path, _said(allowed, language))
    other = texts.text(language, "builder.mistake.other", what=what, allowed=allowed)
    return FieldMistake(path, other)


def _said(reason: Reason, language: str) -> str:
    values = dict(reason.values)
    if of := values.pop("language", None):
        values["spoken"] = spoken.name(of)
    return texts.text(language, f"builder.mistake.{reason.key}", **values)
