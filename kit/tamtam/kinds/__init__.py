"""The kinds of activity there are. A kind is found by its name, which is its file's or folder's."""

import hashlib
import inspect
import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path

from tamtam import assets
from tamtam.kinds.kind import Kind

#: What lies beside the kinds: what a kind is, and what several of them share.
_BESIDE = ("kind", "parts")
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
    """The kind called `name`. Raises KeyError, listing those there are, if it is unknown."""
    if name in _registered:
        return _registered[name]
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


@cache
def source_hash(name: str) -> str:
    """A hash of a kind's code, its Python and its form, as the log keeps it (hexadecimal SHA-256)."""
    own = Path(inspect.getfile(type(get(name))))
    sources = sorted(own.parent.glob("*.py")) if own.name == "__init__.py" else [own]
    parts = (*(source.read_bytes() for source in sources), assets.form_module(name).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
