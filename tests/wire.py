"""The wire's types for the browser's code, from the server's: `python -m tests.wire` renews them.

`assets/wire.d.ts` says in TypeScript what the server's TypedDicts say; a test holds it.
"""

import inspect
from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import (
    Any,
    Literal,
    NotRequired,
    Required,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from tamtam import assets
from tamtam.server.routes.catalogue import ErrorView
from tamtam.server.routes.phone import JoinedView, MeView, SavedView
from tamtam.server.routes.wall import ScreenStateView
from tamtam.server.views.clicker import ClickerStateView
from tamtam.server.views.moderation import ModerationStateView
from tamtam.server.views.phone_types import StateView

FILE = assets.folder() / "wire.d.ts"
#: What pages are told; what these hold comes along.
TOLD: tuple[Any, ...] = (
    StateView,
    JoinedView,
    SavedView,
    MeView,
    ErrorView,
    ScreenStateView,
    ClickerStateView,
    ModerationStateView,
)
HEAD = (
    "// What the server tells its pages, written from its TypedDicts by `python -m tests.wire`.\n\n"
)
PLAIN = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    NoneType: "null",
    Any: "any",
    object: "unknown",
}


def declarations() -> str:
    """The whole file: each type after those that it holds."""
    seen: dict[str, str] = {}
    for told in TOLD:
        _declare(told, seen)
    return HEAD + "\n".join(seen.values())


def _declare(told: Any, seen: dict[str, str]) -> None:
    if told.__name__ in seen:
        return
    hints = get_type_hints(told, include_extras=True)
    for hint in hints.values():
        for inside in _held(hint):
            _declare(inside, seen)
    lead = " ".join((inspect.getdoc(told) or "").split("\n\n")[0].split())
    fields = "".join(
        f"  {name}{'' if name in told.__required_keys__ else '?'}: {_type(hint)};\n"
        for name, hint in hints.items()
    )
    seen[told.__name__] = f"/** {lead} */\nexport interface {told.__name__} {{\n{fields}}}\n"


def _held(hint: Any) -> Iterator[Any]:
    """The TypedDicts that a type holds, however deep."""
    if is_typeddict(hint):
        yield hint
    for inside in get_args(hint):
        yield from _held(inside)


def _type(hint: Any) -> str:
    """A type in TypeScript, as JSON carries it."""
    if hint in PLAIN:
        return PLAIN[hint]
    if is_typeddict(hint):
        return str(hint.__name__)
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Required, NotRequired):
        return _type(inside[0])
    if origin is Literal:
        return " | ".join(
            f'"{one}"' if isinstance(one, str) else str(one).lower() for one in inside
        )
    if origin in (Union, UnionType):
        return " | ".join(map(_type, inside))
    if origin in (list, tuple):
        each = [_type(one) for one in inside if one is not ...]
        if origin is list or ... in inside:
            return f"({each[0]})[]" if "|" in each[0] else f"{each[0]}[]"
        return f"[{', '.join(each)}]"
    if origin in (dict, Mapping):
        return f"Record<string, {_type(inside[1])}>"
    raise TypeError(f"no way to write {hint} in TypeScript: add one in tests/wire.py")


if __name__ == "__main__":
    FILE.write_text(declarations(), encoding="utf-8")
