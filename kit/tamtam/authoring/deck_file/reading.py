"""Deck files read: YAML as a tree, and what is wrong where it is none. Only this needs PyYAML to read."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import yaml

from tamtam.authoring.deck_file.tree import DeckMistake, Node, in_quotes

#: The YAML types that are taken as such; anything else (dates, tags) is the text that stands there.
_SCALARS = ("null", "bool", "int", "float")

#: What the tags of YAML's own types begin with.
_STANDARD = "tag:yaml.org,2002:"
#: What PyYAML says of writing that can't be read, what that means, and what to write.
_SYNTAX = {
    "'\\t'": ("a tab", "spaces"),
    "stands here": ("", "the words themselves, in quotes where they begin with a sign"),
    "deeply": ("", "at most six levels, as in the deck that came with Tamtam"),
    "cannot start any token": ("", "a text that begins with a sign in quotes"),
    "node content": ("a text begins with a sign of YAML’s", "the text in quotes"),
    "alphabetic or numeric": ("a text begins with a sign of YAML’s", "the text in quotes"),
    "got '<scalar>'": (
        "the text ends before its line does",
        "the whole text in quotes; inside, ’ for an apostrophe and “ ” for quotes",
    ),
    "<block end>": (
        "the line begins further in or out than those it belongs to",
        "as many spaces before each key of one thing; before the others two more or less",
    ),
}
#: A line of one key and one text.
_LINE = re.compile(r"\s*(?:- +)*([\w.]+) *: +([^\s\"'\[{|>].*?)\s*")
#: A sign behind a space from which on YAML reads nothing, with what a person wrote right behind it.
_LEFT_OUT = re.compile(r"\s+(#\S.*)")
#: Whatever stands behind such a sign, a note on purpose too.
_BEHIND = re.compile(r"\s+(#.*\S)\s*")

#: How deep values may stand inside one another; a deck needs six.
_DEEPEST = 30


class _Composer(yaml.composer.Composer):
    """Refuses bottomless nesting, and what would take a sign of a text for one of YAML's own.

    A deck says each thing where it stands: it needs no anchors, aliases and tags.
    """

    _depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()  # type: ignore[attr-defined]
        if isinstance(event, yaml.AliasEvent):
            self._refuse(f"“*{event.anchor}”, an alias, stands here")
        if event.anchor is not None:
            self._refuse(f"“&{event.anchor}”, an anchor, stands here")
        if event.tag is not None and not event.tag.startswith(_STANDARD):
            self._refuse(f"“{event.tag}”, a tag, stands here")
        if self._depth == _DEEPEST:
            self._refuse("this is nested too deeply")
        self._depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1

    def _refuse(self, problem: str) -> NoReturn:
        mark = self.peek_event().start_mark  # type: ignore[attr-defined]
        raise yaml.composer.ComposerError(problem=problem, problem_mark=mark)


class _Loader(_Composer, yaml.SafeLoader):
    """The reader in Python: slow, and exact in what it says of a mistake."""


if yaml.__with_libyaml__:

    class _Quick(_Composer, yaml.CSafeLoader):
        """The reader in C, ten times as fast; Python has none in a browser, for one."""

        def __init__(self, source: str) -> None:
            yaml.CSafeLoader.__init__(self, source)
            yaml.composer.Composer.__init__(self)


#: Line ends and a mark that both readers count in their own way.
_COUNTED_APART = re.compile("[\u0085\u2028\u2029\ufeff]")


def composed(source: str) -> yaml.Node | None:
    """What PyYAML composes of a deck file. Raises yaml.YAMLError where it can't be read."""
    root: yaml.Node | None
    if yaml.__with_libyaml__ and not _COUNTED_APART.search(source):
        with suppress(yaml.YAMLError, UnicodeError):
            root = _Quick(source).get_single_node()
            return root
    root = _Loader(source).get_single_node()
    return root


def planted(raw: yaml.Node) -> Node:
    """What was composed, as a tree; of a key that stands twice the first."""
    return _Planter(Path(), [], []).plant(raw, "")


def plain(source: str) -> Any:
    """What a deck file says, as plain values. Raises yaml.YAMLError where it can't be read."""
    root = composed(source)
    return None if root is None else planted(root).plain()


def parse(path: Path, found: list[DeckMistake]) -> Node | None:
    """The file as a tree; None where it isn't readable as YAML, for a reason that goes into `found`."""
    try:
        return parsed(path.read_text(encoding="utf-8"), path, found)
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        found.append(
            DeckMistake(path, line, "", "a character that isn't UTF-8", "text saved as UTF-8")
        )
    return None


def parsed(source: str, path: Path, found: list[DeckMistake]) -> Node | None:
    """What stands in a file at `path`, as `parse` has it."""
    try:
        root = composed(source)
    except yaml.reader.ReaderError as error:
        line = source[: error.position].count("\n") + 1
        found.append(DeckMistake(path, line, "", "a character that can't be shown", "plain text"))
    except yaml.MarkedYAMLError as error:
        found.append(_syntax_mistake(path, source.splitlines(), error))
    else:
        if root is None:
            found.append(DeckMistake(path, 1, "", "the file is empty", "a deck"))
            return None
        return _Planter(path, source.splitlines(), found).plant(root, "")
    return None


def _syntax_mistake(path: Path, lines: list[str], error: yaml.MarkedYAMLError) -> DeckMistake:
    mark = error.problem_mark or error.context_mark
    at = mark.line if mark else 0
    problem = error.problem or "this can't be read"
    allowed = "YAML: “key: value”, with texts that hold a colon or start with a sign in quotes"
    begun = error.context_mark.line if error.context_mark else at
    if cut := next((n for n in range(begun, at + 1) if _cut_in(lines, n)), None):
        at, problem = cut, f"what follows # is left out: “{_cut_in(lines, cut)}”"
        allowed = "the text in quotes"
    elif "mapping values" in problem:
        problem = "a colon stands inside a text"
        if at < len(lines) and (found := _LINE.fullmatch(lines[at])):
            text = re.sub(r"\s+#.*", "", found[2])
            allowed = f"the text in quotes: {found[1]}: {in_quotes(text)}"
    else:
        told = next((words for sign, words in _SYNTAX.items() if sign in problem), ("", allowed))
        problem, allowed = told[0] or problem, told[1]
    return DeckMistake(path, at + 1, "", problem, allowed)


def _cut_in(lines: list[str], at: int) -> str:
    """What YAML leaves out of a line though it may belong to a text."""
    line = lines[at] if at < len(lines) else ""
    found = _LEFT_OUT.search(line) if not line.lstrip().startswith("#") else None
    return found[1] if found and not re.search(r"[\"']", line[: found.start()]) else ""


class _Planter:
    """Turns what PyYAML composed into nodes, and notes keys that stand twice."""

    def __init__(self, path: Path, lines: list[str], found: list[DeckMistake]) -> None:
        self._path, self._lines, self._found = path, lines, found
        self._loader = _Loader("")

    def plant(self, raw: yaml.Node, where: str) -> Node:
        line = raw.start_mark.line + 1
        if isinstance(raw, yaml.MappingNode):
            return Node(self._mapping(raw, where), line, where)
        if isinstance(raw, yaml.SequenceNode):
            return Node(list(self._entries(raw, where)), line, where)
        assert isinstance(raw, yaml.ScalarNode)
        value = self._scalar(raw)
        written = "" if isinstance(value, str) else str(raw.value)
        return Node(value, line, where, written, self._left_out(raw))

    def _left_out(self, raw: yaml.ScalarNode) -> str:
        """What stands behind a # after a text without quotes: YAML takes it for a note."""
        if raw.style or raw.end_mark.line >= len(self._lines):
            return ""
        found = _BEHIND.fullmatch(self._lines[raw.end_mark.line], raw.end_mark.column)
        return found[1] if found else ""

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
            nodes[key] = Node(value.value, line, inside, value.written, value.left_out)
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
