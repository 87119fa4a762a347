"""A workshop's notebooks and guides, written from its deck, so that they never say anything else.

The notebooks are written whole. Of a guide only what stands between two marks is: the rest is its
author's.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from tamtam.authoring import deck_file, guide, notebooks
from tamtam.authoring.deck_file import schema
from tamtam.deck.deck import Deck
from tamtam.language import texts
from tamtam.language.errors import writing

__all__ = ["clear", "pages", "renew", "write"]


def pages(workshop: str | Path) -> Iterator[tuple[Path, str]]:
    """Every notebook and guide of a workshop, as its deck has them say: path and text.

    And the schema beside the deck, by which editors complete it, where the deck names it.

    Raises TamtamError for a workshop there isn't, and for one whose deck has mistakes.
    """
    path = deck_file.find(workshop)
    deck, folder = deck_file.read(path), path.parent
    if schema.LINE in path.read_text(encoding="utf-8"):
        yield folder / schema.FILE, schema.text()
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


def clear(workshop: str | Path) -> tuple[list[Path], list[Path]]:
    """Remove the notebooks that were written and are the deck's no more; returns them, and those left.

    Left is one in which somebody changed the text of a cell, and a guide, which is its author's too.
    What was never written from a deck is neither. Raises TamtamError as `pages` does, and where the
    workshop's folder can't be written.
    """
    folder = deck_file.find(workshop).parent
    wanted = {path for path, _ in pages(workshop)}
    removed: list[Path] = []
    left: list[Path] = []
    for path, as_written in _written_before(folder):
        if path in wanted:
            continue
        if as_written:
            _remove(path)
        (removed if as_written else left).append(path)
    return removed, left


def _written_before(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Every page that was written from a deck once, and whether nobody changed it since."""
    for language in texts.LANGUAGES:
        for path in sorted((folder / language).glob("*.ipynb")):
            as_written = notebooks.is_as_written(path.read_text(encoding="utf-8"))
            if as_written is not None:
                yield path, as_written
        place = folder / f"guide.{language}.md"
        if place.exists() and guide.is_marked(place.read_text(encoding="utf-8")):
            yield place, False


def _remove(path: Path) -> None:
    """Remove a notebook, and its folder where it was the last in it."""
    with writing(path.parent):
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


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
