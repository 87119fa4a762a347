"""A new kind: its smallest working files, written into their places in a checkout, to change."""

import keyword
import re
from pathlib import Path

from tamtam import assets
from tamtam.language import texts
from tamtam.language.errors import TamtamError, writing

_TEMPLATE = Path(__file__).with_name("kind_template")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def write(name: str) -> list[Path]:
    """Write the files of a kind called `name`: Python, form, words, and a small deck for its contract.

    What is written works as it is: people say yes or no to each item. Returns the files. Raises
    TamtamError for a name that can't be one or is taken, and where there is no checkout.
    """
    root = assets.checkout()
    if root is None:
        raise TamtamError("no_checkout")
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise TamtamError("bad_kind_name", name=name)
    places = _places(name, root)
    folder = root / "kit" / "tamtam" / "kinds" / name
    if taken := [path for path in (folder, *places) if path.exists()]:
        raise TamtamError("kind_exists", name=name, file=taken[0].relative_to(root).as_posix())
    for path, template in places.items():
        words = (_TEMPLATE / f"{template}.txt").read_text(encoding="utf-8")
        words = words.replace("CLASS", _class(name)).replace("NAME", name)
        with writing(path.parent):
            path.write_text(words, encoding="utf-8", newline="\n")
    return list(places)


def _places(name: str, root: Path) -> dict[Path, str]:
    """Where each file goes, and the template that it is written from."""
    words = root / "assets" / "locale"
    return {
        root / "kit" / "tamtam" / "kinds" / f"{name}.py": "kind.py",
        root / "assets" / "forms" / f"{name}.js": "form.js",
        **{
            words / each / "kinds" / f"{name}.json": f"words.{each}.json"
            for each in texts.LANGUAGES
        },
        root / "tests" / "kinds" / "decks" / f"{name}.yaml": "deck.yaml",
    }


def _class(name: str) -> str:
    """What its class is called: "FirstName" of "first_name"."""
    return "".join(map(str.capitalize, name.split("_")))
