"""A deck as a tree in which every value knows its line and its place, so that mistakes can be named."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Numbers as everybody reads them; YAML takes 010 for eight and 1_000 for a thousand.
PLAIN_NUMBER = re.compile(r"[-+]?(0|[1-9]\d*)(\.\d*)?|[-+]?\.(inf|nan)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DeckMistake:
    """Something in a deck file that can't be: where, what it is, and what is allowed instead.

    `allowed` is "" where `what` says itself what to do.
    """

    path: Path
    line: int
    where: str
    what: str
    allowed: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {_said(self.where, self.what, self.allowed)}"


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the file with its line (from 1) and its place, "activities.flows.minutes".

    `value` is a dict of nodes, a list of nodes, or a text, number, truth value or None. `written` is how
    a number, truth value or None stands in the file; `left_out` what YAML takes for a note behind a text.
    """

    value: Any
    line: int
    where: str
    written: str = ""
    left_out: str = ""

    @property
    def is_cut(self) -> bool:
        """Whether a person wrote on right behind a #: a note has a space there."""
        return self.left_out != "" and not self.left_out[1].isspace()

    @classmethod
    def of(cls, plain: Any, where: str = "") -> "Node":
        """A tree of plain values, which stand in no file (line 0)."""
        if isinstance(plain, dict):
            inside: Any = {
                key: cls.of(value, f"{where}.{key}".lstrip(".")) for key, value in plain.items()
            }
        elif isinstance(plain, list | tuple):
            inside = [cls.of(value, f"{where}[{index}]") for index, value in enumerate(plain)]
        else:
            inside = plain
        return cls(inside, 0, where)

    def plain(self) -> Any:
        """The value without lines, as a YAML reader would give it."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def get(self, key: str) -> "Node | None":
        """What stands under `key`, if this is a mapping that has it."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def entries(self, key: str) -> "list[Node]":
        """The entries of the list under `key`; none where there is no list."""
        found = self.get(key)
        return found.value if found and isinstance(found.value, list) else []

    def items(self, key: str) -> "list[tuple[str, Node]]":
        """The keys and values of the mapping under `key`; none where there is no mapping."""
        found = self.get(key)
        return list(found.value.items()) if found and isinstance(found.value, dict) else []

    def text(self, key: str) -> str:
        """The text under `key`; empty where there is none."""
        found = self.get(key)
        return found.value if found and isinstance(found.value, str) else ""

    def at(self, path: str) -> "Node":
        """The node at a path such as "items[0].id", or the nearest around it that is there."""
        node = self
        for key, index in re.findall(r"(\w+)|\[(\d+)\]", path):
            if key and (below := node.get(key)):
                node = below
            elif index and isinstance(node.value, list) and int(index) < len(node.value):
                node = node.value[int(index)]
            else:
                break
        return node


def in_quotes(text: str) -> str:
    """A text as it can always be written.

    >>> in_quotes('so "they" say')
    '"so \\\\"they\\\\" say"'
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def said(node: Node, what: str, allowed: str) -> str:
    """A mistake of a deck that stands in no file, as a person reads it."""
    return _said(node.where, what, allowed)


def _said(where: str, what: str, allowed: str) -> str:
    return "".join(
        (f"{where}: " if where else "", what, f"; allowed: {allowed}" if allowed else "")
    )
