"""YAML as a tree in which every value knows its line and its place, so that mistakes can be named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import yaml

#: The YAML types that are taken as such; anything else (dates, tags) is the text that stands there.
_SCALARS = ("null", "bool", "int", "float")

#: How deep values may stand inside one another; a deck needs six.
_DEEPEST = 30


@dataclass(frozen=True, slots=True)
class DeckMistake:
    """Something in a deck file that can't be: where, what it is, and what is allowed instead."""

    path: Path
    line: int
    where: str
    what: str
    allowed: str

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        return f"{self.path}:{self.line}: {where}{self.what}; allowed: {self.allowed}"


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the file with its line (from 1) and its place, "activities.flows.minutes".

    `value` is a dict of nodes, a list of nodes, or a text, number, truth value or None.
    """

    value: Any
    line: int
    where: str

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


class _Loader(yaml.SafeLoader):
    """A reader that refuses aliases, as a deck says each thing where it stands, and bottomless nesting."""

    _depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            self._refuse("an alias (*name) stands here")
        if self._depth == _DEEPEST:
            self._refuse("this is nested too deeply")
        self._depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1

    def _refuse(self, problem: str) -> NoReturn:
        mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
        raise yaml.composer.ComposerError(problem=problem, problem_mark=mark)


def parse(path: Path, found: list[DeckMistake]) -> Node | None:
    """The file as a tree; None where it isn't readable as YAML, for a reason that goes into `found`."""
    try:
        loader = _Loader(path.read_text(encoding="utf-8"))
        root = loader.get_single_node()
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        found.append(
            DeckMistake(path, line, "", "a character that isn't UTF-8", "text saved as UTF-8")
        )
    except yaml.reader.ReaderError as error:
        line = path.read_text(encoding="utf-8")[: error.position].count("\n") + 1
        found.append(DeckMistake(path, line, "", "a character that can't be shown", "plain text"))
    except yaml.MarkedYAMLError as error:
        found.append(_syntax_mistake(path, error))
    else:
        if root is None:
            found.append(DeckMistake(path, 1, "", "the file is empty", "a deck"))
            return None
        return _Planter(path, loader, found).plant(root, "")
    return None


def _syntax_mistake(path: Path, error: yaml.MarkedYAMLError) -> DeckMistake:
    mark = error.problem_mark or error.context_mark
    problem = error.problem or "this can't be read"
    if "'\\t'" in problem:
        problem, allowed = "a tab", "spaces"
    elif "alias" in problem:
        allowed = "the words themselves"
    elif "deeply" in problem:
        allowed = "at most six levels, as in the deck that came with Tamtam"
    else:
        allowed = "YAML: “key: value”, with texts that hold a colon or start with a sign in quotes"
    return DeckMistake(path, mark.line + 1 if mark else 1, "", problem, allowed)


class _Planter:
    """Turns what PyYAML composed into nodes, and notes keys that stand twice."""

    def __init__(self, path: Path, loader: _Loader, found: list[DeckMistake]) -> None:
        self._path, self._loader, self._found = path, loader, found

    def plant(self, raw: yaml.Node, where: str) -> Node:
        line = raw.start_mark.line + 1
        if isinstance(raw, yaml.MappingNode):
            return Node(self._mapping(raw, where), line, where)
        if isinstance(raw, yaml.SequenceNode):
            return Node(list(self._entries(raw, where)), line, where)
        return Node(self._scalar(raw), line, where)

    def _scalar(self, raw: yaml.Node) -> Any:
        """A scalar's value; its text where YAML 1.1 counts in sixties (5:30) or can't read it."""
        if raw.tag.rpartition(":")[2] not in _SCALARS or ":" in raw.value:
            return raw.value
        try:
            return self._loader.construct_object(raw)
        except (ValueError, KeyError, IndexError):  # "!!int five", "!!bool perhaps", "!!int ''"
            return raw.value

    def _mapping(self, raw: yaml.MappingNode, where: str) -> dict[str, Node]:
        nodes: dict[str, Node] = {}
        for raw_key, raw_value in raw.value:
            line = raw_key.start_mark.line + 1
            if not isinstance(raw_key, yaml.ScalarNode):
                what, allowed = "a key in brackets", "a name, in quotes if it starts with a sign"
                self._found.append(DeckMistake(self._path, line, where, what, allowed))
                continue
            key = str(raw_key.value)
            inside = f"{where}.{key}" if where else key
            if key in nodes:
                what = f"“{key}” stands here a second time, first in line {nodes[key].line}"
                self._found.append(DeckMistake(self._path, line, where, what, "each key once"))
                continue
            value = self.plant(raw_value, inside)
            nodes[key] = Node(value.value, line, inside)
        return nodes

    def _entries(self, raw: yaml.SequenceNode, where: str) -> Iterator[Node]:
        for number, entry in enumerate(raw.value, start=1):
            yield self.plant(entry, f"{where}.{_id_of(entry) or number}")


def _id_of(entry: yaml.Node) -> str:
    """The id of an entry that has one: it tells more than its number."""
    if isinstance(entry, yaml.MappingNode):
        for key, value in entry.value:
            if key.value == "id" and isinstance(value, yaml.ScalarNode):
                return str(value.value)
    return ""
