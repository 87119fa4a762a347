"""The languages of the product: one folder of `assets/locale` each, with how it writes what is no word.

A folder's `language.json` says what CLDR knows of its language (`tamtam translate` writes it, once, so that
nothing that runs has to load CLDR), how it is called, and whether it is offered: only one in which nothing
is missing is.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tamtam import assets

#: The languages in which every word is written first; any other is translated from them.
SOURCES = ("fr", "en")
FILE = "language.json"


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its own name, and how it writes numbers, dates and plurals.

    `locale` is where CLDR describes it; `plurals` has a rule for each category but "other"; `percent` and
    `day` have placeholders. `note` is what whoever chooses it should know, in that language.
    """

    name: str
    locale: str
    offered: bool
    plurals: dict[str, str]
    decimal: str
    group: str
    percent: str
    day: str
    note: str = ""


def file(language: str) -> Path:
    """Where a language says how it writes."""
    return assets.folder() / "locale" / language / FILE


@cache
def of(language: str) -> Language:
    """How a language writes. Raises FileNotFoundError for one that has no folder."""
    return Language(**json.loads(file(language).read_text(encoding="utf-8")))


def begun() -> tuple[str, ...]:
    """Every language that has a folder, the sources first, whether it is offered or not."""
    folders = {path.parent.name for path in (assets.folder() / "locale").glob(f"*/{FILE}")}
    return (*SOURCES, *sorted(folders.difference(SOURCES)))


def offered() -> tuple[str, ...]:
    """The languages that people may choose, the sources first."""
    return tuple(language for language in begun() if of(language).offered)


def name(language: str) -> str:
    """A language as those call it who speak it; its code where Tamtam knows nothing of it."""
    return of(language).name if file(language).exists() else language


def notes(languages: Iterable[str]) -> tuple[str, ...]:
    """What whoever chooses one of these languages should know, each said in that language."""
    said = (of(language).note for language in languages)
    return tuple(note for note in said if note)
