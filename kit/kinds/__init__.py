"""The kinds of activity there are. A kind is found by its name, which is its file's name."""

import hashlib
import inspect
import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path

from kit import files
from kit.kinds.kind import Kind

#: Files of this folder that are no kinds.
_NOT_KINDS = (
    *("asking", "camps", "corners", "course", "kind", "namings", "pair", "players", "pot"),
    *("pot_courses", "pot_words", "role_network", "scale", "shift", "tally", "track", "verdict"),
    *("votes", "words"),
)
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
    return tuple(sorted(name for name in found if name not in _NOT_KINDS))


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
    """A hash of a kind's code, both files, as the log keeps it (hexadecimal SHA-256)."""
    source = Path(inspect.getfile(type(get(name)))).read_bytes()
    form = files.form_module(name).encode()
    return hashlib.sha256(source + b"\0" + form).hexdigest()
