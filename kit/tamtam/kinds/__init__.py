"""The kinds of activity there are. A kind is found by its name, which is its file's or folder's."""

import hashlib
import inspect
import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path

from tamtam import assets
from tamtam.kinds import own
from tamtam.kinds.kind import Kind

#: What lies beside the kinds: what a kind is, those of one's own, and what several of them share.
_BESIDE = ("kind", "own", "parts")
#: Kinds of somebody's own, by name.
_registered: dict[str, Kind] = {}


def register(kind: type[Kind]) -> None:
    """Let decks of this process ask a kind of your own: its rounds, answers, standing, what it tells.

    Its form and words are looked for where those of all kinds are. Running a kind is trusting its code.
    """
    _registered[kind.name] = kind()


def unregister(name: str) -> None:
    """Know a registered kind no more."""
    _registered.pop(name, None)


@cache
def names() -> tuple[str, ...]:
    """Every kind that came with the product, in alphabetical order."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name for name in found if name not in _BESIDE))


def get(name: str) -> Kind:
    """The kind called `name`. Raises KeyError, listing those there are, if it is unknown.

    One of one's own is never unknown: where it can't run it says why, and asks nothing.
    """
    if name in _registered:
        return _registered[name]
    if own.is_own(name):
        return own.get(name)
    if name not in names():
        raise KeyError(f"no kind is called {name!r}; there are: {', '.join(names())}")
    return _came_with_it(name)


@cache
def _came_with_it(name: str) -> Kind:
    module = import_module(f"{__name__}.{name}")
    [kind] = [
        value
        for value in vars(module).values()
        if inspect.isclass(value)
        and issubclass(value, Kind)
        and value.__module__ == module.__name__
    ]
    made: Kind = kind()
    return made


def known() -> tuple[str, ...]:
    """Every kind that a deck may ask here: those that came with the product, and those of one's own."""
    return *names(), *own.names()


def source_hash(name: str) -> str:
    """A hash of a kind's code, its Python and its form, as the log keeps it (hexadecimal SHA-256)."""
    return own.source_hash(name) if own.is_own(name) else _hash(name)


@cache
def _hash(name: str) -> str:
    file = Path(inspect.getfile(type(get(name))))
    sources = sorted(file.parent.glob("*.py")) if file.name == "__init__.py" else [file]
    parts = (*(source.read_bytes() for source in sources), assets.form_source(name)[0].encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
