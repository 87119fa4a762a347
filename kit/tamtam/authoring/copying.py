"""A workshop of one's own, to change: a copy of another under a new name, or the smallest there is."""

import re
import shutil
from pathlib import Path

from tamtam import authoring
from tamtam.authoring import deck_file
from tamtam.authoring.deck_file import schema
from tamtam.kinds import own
from tamtam.language.errors import TamtamError, writing

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ID = re.compile(r"^id:.*$", re.MULTILINE)
_BLANK = Path(__file__).with_name("blank_deck")
#: Where a workshop's own kinds are called by their whole name, as their files and the deck do.
_CALLS = (".yaml", ".py", ".js", ".md")
_LEFT_BEHIND = shutil.ignore_patterns("*.ipynb", "results-*", ".*", "__pycache__")


def copy(name: str, original: str | Path, within: Path | None = None) -> list[Path]:
    """Copy the workshop `original` into a folder `name` of the current one; returns what is there.

    Of another folder, `within`, where that is given.

    Its deck is the same but for its id; notebooks and guides are written anew, under the new name. Its
    own kinds come along under the new name, allowed to run where they were.
    Raises TamtamError for a name that can't be one, a folder that is there, a deck with mistakes.
    """
    folder, source = _free(name, within), deck_file.find(original).parent
    before = deck_file.read(source / deck_file.FILE)  # one with mistakes isn't worth a copy
    with writing(folder):
        shutil.copytree(source, folder, ignore=_LEFT_BEHIND)
        deck = folder / deck_file.FILE
        said = deck.read_text(encoding="utf-8")
        for line in (schema.LINE, schema.LINE_SHIPPED):
            said = said.replace(line, "")
        said = schema.LINE + _ID.sub(f"id: {name}", said, count=1)
        deck.write_text(said, encoding="utf-8", newline="\n")
        _rename_kinds(folder, before.id, name)
    return _written(folder)


def _rename_kinds(folder: Path, before: str, after: str) -> None:
    """Call the kinds that a workshop brings by its new name, wherever they are called."""
    found = own.in_workshop(folder, before)
    calls = re.compile(rf"\b{before}/({'|'.join(file.stem for file in found.values())})\b")
    if not found:
        return
    for path in [*folder.glob("*"), *(folder / own.FOLDER).glob("*")]:
        if path.suffix in _CALLS:
            said = path.read_text(encoding="utf-8")
            path.write_text(calls.sub(rf"{after}/\1", said), encoding="utf-8", newline="\n")
    own.allow({f"{after}/{name.partition('/')[2]}": file for name, file in found.items()})


def begin(name: str, language: str, within: Path | None = None) -> list[Path]:
    """Write a workshop of two activities in one language into a folder `name` of the current one.

    Of another folder, `within`, where that is given. It runs as it is. Returns what is there. Raises
    TamtamError for a name that can't be one, and for a folder that is there.
    """
    folder = _free(name, within)
    said = _blank(language)
    said = said.replace("NAME", name).replace("TITLE", name.replace("_", " ").capitalize())
    with writing(folder):
        folder.mkdir()
        deck = folder / deck_file.FILE
        deck.write_text(schema.LINE + said, encoding="utf-8", newline="\n")
    return _written(folder)


def _blank(language: str) -> str:
    """A deck to begin with in one language; in the words of the English one where it has no own yet."""
    own = _BLANK / f"deck.{language}.yaml.txt"
    if own.exists():
        return own.read_text(encoding="utf-8")
    english = (_BLANK / "deck.en.yaml.txt").read_text(encoding="utf-8")
    return english.replace("{en: ", f"{{{language}: ").replace("[en]", f"[{language}]")


def _free(name: str, within: Path | None) -> Path:
    """The folder of a new workshop, which isn't there yet."""
    if not _NAME.fullmatch(name):
        raise TamtamError("bad_workshop_name", name=name)
    folder = (within or Path.cwd()) / name
    if folder.exists():
        raise TamtamError("folder_exists", folder=folder)
    return folder


def _written(folder: Path) -> list[Path]:
    """Everything in a workshop's folder, once its notebooks and guides are written too."""
    authoring.write(folder)
    return sorted(path for path in folder.rglob("*") if path.is_file())
