"""A workshop's notebooks and guides, written from its deck, so that they never say anything else.

The notebooks are written whole. Of a guide only what stands between two marks is: the rest is its
author's.
"""

from collections.abc import Iterator
from pathlib import Path

from kit import deck_file
from kit.authoring import guide, notebooks
from kit.errors import TamtamError

__all__ = ["pages", "write"]


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
        try:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise TamtamError(
                "folder_not_writable", folder=path.parent, problem=error.strerror
            ) from error
        written.append(path)
    return written
