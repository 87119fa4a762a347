"""Where assets and workshops are: in a checkout beside the package, in a wheel inside it.

Nothing else in the product knows a path to either.
"""

import re
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_RELATIVE_IMPORT = re.compile(r'^import (.*) from "\.\.?/[\w/]+\.js";$', re.MULTILINE)
#: The modules of the phone page, each before those that import it.
_PHONE_MODULES = ("memory", "queue", "link", "model", "screens", "phone")
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SHARED_BY_FORMS = ("elements.js", "shared.js")


def _shipped(name: str) -> Path:
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def assets() -> Path:
    """The folder of browser files, texts and images."""
    return _shipped("assets")


def workshops() -> Path:
    """The folder of workshops that came with the product."""
    return _shipped("workshops")


@cache
def form_module(kind: str) -> str:
    """The ES module of a kind's form with all it shares with other forms: what anywidget needs."""
    forms = assets() / "forms"
    return _joined(*(forms / name for name in _SHARED_BY_FORMS), forms / f"{kind}.js")


@cache
def form_part(kind: str) -> str:
    """The ES module of a kind's form for the phone page, which already carries what forms share."""
    own = (assets() / "forms" / f"{kind}.js").read_text(encoding="utf-8")
    return without_comments(_RELATIVE_IMPORT.sub(r"const \1 = globalThis.tamtam;", own))


@cache
def phone_script() -> str:
    """The script of the phone page: all its modules as one, with what forms share."""
    shared = (assets() / "forms" / name for name in _SHARED_BY_FORMS)
    own = (assets() / "phone" / f"{name}.js" for name in _PHONE_MODULES)
    return _joined(*shared, *own)


def _joined(*paths: Path) -> str:
    """ES modules as one, each before those that import it.

    An inline script and anywidget can't resolve a relative import: the import lines and the
    ``export`` words of what they import go.
    """
    whole = "".join(path.read_text(encoding="utf-8") for path in paths)
    return without_comments(_EXPORT.sub("", _RELATIVE_IMPORT.sub("", whole)))


def without_comments(source: str) -> str:
    """JavaScript or CSS of ours without comments and indentation, which a phone needn't load."""
    lines = (line.strip() for line in _COMMENT.sub("", source).splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
