"""Values as one writes them into a deck by hand: texts in their languages on one line, the rest in blocks."""

import math
import re
from collections.abc import Iterator
from typing import Any

import yaml

from tamtam.language import texts

#: Where a line is long enough for what stands in it to be parted (characters).
WIDTH = 110
_PLAIN = re.compile(r"[a-z][a-z0-9_]*")
_NOT_A_TEXT = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))


def inline(value: Any) -> str:
    """A value on one line.

    >>> inline({"id": "goal", "text": {"en": "I know."}})
    '{id: goal, text: {en: "I know."}}'
    """
    if isinstance(value, dict):
        said = (f"{_key(key)}: {_worded(key, one)}" for key, one in value.items())
        return "{" + ", ".join(said) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(inline, value)) + "]"
    return _scalar(value)


def entry(key: str, value: Any, indent: int) -> list[str]:
    """A key with its value, as lines; the first without its indent."""
    said = _worded(key, value)
    if not _is_parted(value) and indent + len(key) + 2 + len(said) <= WIDTH:
        return [f"{_key(key)}: {said}"]
    if not isinstance(value, dict | list | tuple) or not value:
        return [f"{_key(key)}: {said}"]
    return [f"{_key(key)}:", *_below(value, indent + 2)]


def listed(value: Any, indent: int) -> list[str]:
    """An entry of a list, as lines; the first without its indent."""
    said = inline(value)
    is_short = not _is_parted(value) and indent + 2 + len(said) <= WIDTH
    if is_short or not isinstance(value, dict) or not value:
        return [f"- {said}"]
    first, *rest = block(value, indent + 2)
    return [f"- {first.lstrip()}", *rest]


def block(value: dict[str, Any], indent: int) -> list[str]:
    """A mapping as lines, each with its indent."""
    return [
        line for key, one in value.items() for line in _indented(entry(key, one, indent), indent)
    ]


def _below(value: Any, indent: int) -> Iterator[str]:
    if isinstance(value, dict):
        yield from block(value, indent)
        return
    for one in value:
        yield from _indented(listed(one, indent), indent)


def _indented(lines: list[str], indent: int) -> list[str]:
    return [" " * indent + lines[0], *lines[1:]]


def _is_parted(value: Any) -> bool:
    """Whether somebody who writes by hand gives each of its entries a line: activities, items."""
    if isinstance(value, list | tuple):
        return any(isinstance(one, dict | list | tuple) for one in value)
    return isinstance(value, dict) and any(_is_parted(one) for one in value.values())


def _worded(key: str, value: Any) -> str:
    """What stands behind a key on one line; words behind a language always in quotes."""
    return _quoted(value) if key in texts.LANGUAGES and isinstance(value, str) else inline(value)


def _key(key: str) -> str:
    return key if re.fullmatch(r"\w+", key) else _quoted(key)


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if math.isfinite(value) and value == int(value) else _number(value)
    if isinstance(value, int):
        return str(value)
    plain = _PLAIN.fullmatch(value) and value not in _NOT_A_TEXT
    return value if plain else _quoted(value)


def _number(value: float) -> str:
    said: str = yaml.safe_dump(value)
    return said.split("\n", 1)[0]


def _quoted(text: str) -> str:
    said: str = yaml.dump(text, default_style='"', allow_unicode=True, width=math.inf)
    return said.rstrip("\n")
