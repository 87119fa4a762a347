"""A workshop on paper: one HTML file a language, to print from any browser, in black on white."""

from pathlib import Path

from tamtam.authoring import deck_file
from tamtam.authoring.printing.pages import pages
from tamtam.language.errors import writing

__all__ = ["pages", "write"]


def write(workshop: str | Path, folder: Path, cut: str) -> list[Path]:
    """Write a workshop's printouts for a cut into `folder`, in each of its languages; returns the files.

    Raises TamtamError for a workshop there isn't, a deck with mistakes, a folder that can't be written.
    """
    path = deck_file.find(workshop)
    deck = deck_file.read(path)
    written = []
    for language in deck.languages:
        guide = path.parent / f"guide.{language}.md"
        place = folder / f"printouts.{language}.html"
        with writing(folder):
            words = guide.read_text(encoding="utf-8") if guide.exists() else ""
            folder.mkdir(parents=True, exist_ok=True)
            place.write_text(pages(deck, cut, language, words), encoding="utf-8", newline="\n")
        written.append(place)
    return written
