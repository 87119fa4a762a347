"""A workshop's notebooks and guides, written from its deck, so that they never say anything else.

The notebooks are written whole. Of a guide only what stands between two marks is: the rest is its
author's.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from tamtam.authoring import deck_file, guide, notebooks
from tamtam.deck.deck import Deck
from tamtam.language.errors import writing

__all__ = ["pages", "renew", "write"]


def pages(workshop: str | Path) -> Iterator[tuple[Path, str]]:
    """Every notebook and guide of a workshop, as its deck has them say: path and text.

    Raises TamtamError for a workshop there isn't, and for one whose deck has mistakes.
    """
    path = deck_file.find(workshop)
    deck, folder = deck_file.read(path), path.parent
    for language in deck.languages:
        for name, text in notebooks.notebooks(deck, folder.name, language):
            yield folder / language / f"{name}.ipynb", text
        place = folder / f"guide.{language}.md"
        before = place.read_text(encoding="utf-8") if place.exists() else None
        yield place, guide.renewed(before, deck, language)


def write(workshop: str | Path) -> list[Path]:
    """Write those pages that don't say yet what the deck says; returns them.

    Raises TamtamError as `pages` does, and where the workshop's folder can't be written.
    """
    written = []
    for path, text in pages(workshop):
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        _write(path, text)
        written.append(path)
    return written


def renew(folder: Path, before: Deck, after: Deck) -> tuple[list[Path], list[Path]]:
    """Let the pages in a folder say what `after` says; returns those written anew, and those left alone.

    Alone is left a notebook in which somebody changed the text of a cell since it was written from
    `before`, and a guide without the marks between which its steps stand. Raises TamtamError where
    the folder can't be written.
    """
    renewed, left = [], []
    for path, old, new in _changed(folder, before, after):
        here = path.read_text(encoding="utf-8")
        if _said(here) == _said(new):
            continue
        if _said(here) == _said(old):
            _write(path, new)
            renewed.append(path)
        else:
            left.append(path)
    return renewed, left


def _changed(folder: Path, before: Deck, after: Deck) -> Iterator[tuple[Path, str, str]]:
    """The pages there are of which two decks have something else to say, and what each has."""
    for language in after.languages:
        old = dict(notebooks.notebooks(before, folder.name, language))
        for name, new in notebooks.notebooks(after, folder.name, language):
            path = folder / language / f"{name}.ipynb"
            if path.exists() and name in old and old[name] != new:
                yield path, old[name], new
        place = folder / f"guide.{language}.md"
        if place.exists():
            here = place.read_text(encoding="utf-8")
            if guide.is_marked(here):  # around its steps it is its author's
                yield place, here, guide.renewed(here, after, language)


def _said(page: str) -> list[str]:
    """What a page says: the text of a notebook's cells, whatever ran in them, or all there is."""
    try:
        return ["".join(cell["source"]) for cell in json.loads(page)["cells"]]
    except (ValueError, KeyError, TypeError):
        return [page]


def _write(path: Path, text: str) -> None:
    with writing(path.parent):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
