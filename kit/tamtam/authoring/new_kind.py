"""A new kind: its smallest working files, written into their places, to change.

Into a workshop of one's own, or into Tamtam's source in a checkout.
"""

import json
import keyword
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tamtam import assets
from tamtam.authoring import deck_file
from tamtam.kinds import own
from tamtam.language import texts
from tamtam.language.errors import TamtamError, writing

_TEMPLATE = Path(__file__).with_name("kind_template")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


class OwnKind(NamedTuple):
    """A kind that was written into a workshop: its full name, its files, and the deck that may ask it."""

    name: str
    files: list[Path]
    deck: Path


def write_own(name: str, workshop: str | Path) -> OwnKind:
    """Write the files of a kind called `name` into a workshop, in the languages of its deck; let it run.

    What is written works as it is. Raises TamtamError for a name that can't be one or is taken, and as
    `deck_file.read` does.
    """
    _check(name)
    path = deck_file.find(workshop)
    deck, folder = deck_file.read(path), path.parent / own.FOLDER
    full = f"{deck.id}/{name}"
    places = {
        folder / f"{name}.py": "kind.py",
        folder / f"{name}.js": "form.js",
        **{folder / f"{name}.{each}.json": _worded("words", each) for each in deck.languages},
    }
    _write(full, name, places, path.parent)
    own.allow({full: (folder / f"{name}.py").resolve()})
    return OwnKind(full, list(places), path)


def write(name: str) -> list[Path]:
    """Write the files of a kind called `name`: Python, form, words, and a small deck for its contract.

    Beside them, where every kind has its lines, when it is to be chosen. What is written works as it is:
    people say yes or no to each item. Returns the files. Raises TamtamError for a name that can't be one or
    is taken, and where there is no checkout.
    """
    root = assets.checkout()
    if root is None:
        raise TamtamError("no_checkout")
    _check(name)
    places = _places(name, root)
    folder = root / "kit" / "tamtam" / "kinds" / name
    if folder.exists():
        raise TamtamError("kind_exists", name=name, file=folder.relative_to(root).as_posix())
    _write(name, name, places, root)
    *files, deck = places
    return [*files, *(_offered(name, language, root) for language in texts.LANGUAGES), deck]


def _offered(name: str, language: str, root: Path) -> Path:
    """Where a language tells of each kind when to choose it; a kind called `name` added, to be reworded."""
    path = root / "assets" / "locale" / language / "choosing.json"
    told = (_TEMPLATE / f"{_worded('choosing', language)}.txt").read_text(encoding="utf-8")
    known = json.loads(path.read_text(encoding="utf-8")) | {name: json.loads(told)}
    words = json.dumps(dict(sorted(known.items())), indent=1, ensure_ascii=False)
    with writing(path.parent):
        path.write_text(f"{words}\n", encoding="utf-8", newline="\n")
    return path


def _check(name: str) -> None:
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise TamtamError("bad_kind_name", name=name)


def _write(full: str, name: str, places: Mapping[Path, str], root: Path) -> None:
    """Write each file from its template. Raises TamtamError where one of them is there already."""
    if taken := [path for path in places if path.exists()]:
        raise TamtamError("kind_exists", name=name, file=taken[0].relative_to(root).as_posix())
    for path, template in places.items():
        words = (_TEMPLATE / f"{template}.txt").read_text(encoding="utf-8")
        words = words.replace("CLASS", _class(name)).replace("NAME", full)
        with writing(path.parent):
            path.parent.mkdir(exist_ok=True)
            path.write_text(words, encoding="utf-8", newline="\n")


def _places(name: str, root: Path) -> dict[Path, str]:
    """Where each file goes, and the template that it is written from."""
    words = root / "assets" / "locale"
    return {
        root / "kit" / "tamtam" / "kinds" / f"{name}.py": "kind.py",
        root / "assets" / "forms" / f"{name}.js": "form.js",
        **{
            words / each / "kinds" / f"{name}.json": _worded("words", each)
            for each in texts.LANGUAGES
        },
        root / "tests" / "kinds" / "decks" / f"{name}.yaml": "deck.yaml",
    }


def _worded(what: str, language: str) -> str:
    """The template of some words in a language; in English where there is none, to be translated."""
    own = f"{what}.{language}.json"
    return own if (_TEMPLATE / f"{own}.txt").exists() else f"{what}.en.json"


def _class(name: str) -> str:
    """What its class is called: "FirstName" of "first_name"."""
    return "".join(map(str.capitalize, name.split("_")))
