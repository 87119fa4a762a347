"""A workshop of one's own: a copy of another, under a new name, to change."""

import re
import shutil
from pathlib import Path

from tamtam import authoring
from tamtam.authoring import deck_file
from tamtam.language.errors import TamtamError, writing

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ID = re.compile(r"^id:.*$", re.MULTILINE)
_LEFT_BEHIND = shutil.ignore_patterns("*.ipynb", "results-*", ".*", "__pycache__")


def copy(name: str, original: str | Path) -> list[Path]:
    """Copy the workshop `original` into a folder `name` of the current one; returns what is there.

    Its deck is the same but for its id; notebooks and guides are written anew, under the new name.
    Raises TamtamError for a name that can't be one, a folder that is there, a deck with mistakes.
    """
    if not _NAME.fullmatch(name):
        raise TamtamError("bad_workshop_name", name=name)
    source, folder = deck_file.find(original).parent, Path.cwd() / name
    if folder.exists():
        raise TamtamError("folder_exists", folder=folder)
    deck_file.read(source / deck_file.FILE)  # one with mistakes isn't worth a copy
    with writing(folder):
        shutil.copytree(source, folder, ignore=_LEFT_BEHIND)
        deck = folder / deck_file.FILE
        said = deck.read_text(encoding="utf-8")
        deck.write_text(_ID.sub(f"id: {name}", said, count=1), encoding="utf-8", newline="\n")
    authoring.write(folder)
    return sorted(path for path in folder.rglob("*") if path.is_file())
