"""A deck file brought up to date: what is the same stays as it was written, comments among it, to the byte.

A comment belongs to what stands beneath it: it moves with it, and goes with it.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import yaml

from tamtam.authoring.deck_file import dumping, reading


class _Edit(NamedTuple):
    """Characters of the source from `start` to before `end`, and what stands there from now on."""

    start: int
    end: int
    words: str


class _Entry(NamedTuple):
    """One entry of a block: where its lines and its own words begin and end, its value, what it is by."""

    start: int
    begins: int
    end: int
    value: yaml.Node
    name: Any


def patched(source: str, wanted: dict[str, Any]) -> str:
    """The file that says what is `wanted`, as much as can be in the words of `source`.

    Raises yaml.YAMLError for a source that isn't readable as YAML.
    """
    root = reading.composed(source)
    if root is not None:
        edits = _Patch(source).edits(root, wanted, 0)
        if edits is not None:
            made = _applied(source, edits)
            if _reads(made) == wanted:
                return made
    head = source[: root.start_mark.index] if root is not None else source
    return head + "\n".join(dumping.block(wanted, 0)) + "\n"


def _reads(source: str) -> Any:
    try:
        return reading.plain(source)
    except yaml.YAMLError:
        return None


def _applied(source: str, edits: Sequence[_Edit], start: int = 0, end: int | None = None) -> str:
    """A piece of the source with those edits made that lie in it."""
    end = len(source) if end is None else end
    pieces, at = [], start
    for edit in sorted(edits):
        if start <= edit.start and edit.end <= end:
            pieces += [source[at : edit.start], edit.words]
            at = edit.end
    return "".join((*pieces, source[at:end]))


class _Patch:
    """What has to change in one source. None in place of edits: a value has to be written anew."""

    def __init__(self, source: str) -> None:
        self._source = source

    def edits(self, raw: yaml.Node, wanted: Any, floor: int | None) -> list[_Edit] | None:
        """The edits that let a value be `wanted`; above a block nothing begins before `floor`.

        Without `floor` a block begins within a line.
        """
        if isinstance(raw, yaml.MappingNode) and isinstance(wanted, dict):
            names = [key.value for key, _ in raw.value]
            if len(set(names)) < len(names):
                return None
            kept = [names.index(name) if name in names else None for name in wanted]
            return self._collection(raw, names, list(wanted.items()), kept, floor)
        if isinstance(raw, yaml.SequenceNode) and isinstance(wanted, list | tuple):
            there = [_plain(one) for one in raw.value]
            listed = list(enumerate(wanted))
            return self._collection(raw, there, listed, _found(there, wanted), floor)
        return [] if _is_same(_plain(raw), wanted) else None

    def _collection(
        self,
        raw: yaml.CollectionNode,
        names: list[Any],
        wanted: list[tuple[Any, Any]],
        kept: list[int | None],
        floor: int | None,
    ) -> list[_Edit] | None:
        if raw.flow_style or not wanted or not raw.value:
            return self._in_place(raw, wanted, kept, None)
        entries = list(self._entries(raw, names, floor))
        if kept == list(range(len(names))):
            return self._in_place(raw, wanted, kept, entries)
        if floor is None and kept[0] != 0:
            return None  # its first line belongs to what stands before it
        return [self._rearranged(raw, entries, wanted, kept)]

    def _in_place(
        self,
        raw: yaml.CollectionNode,
        wanted: list[tuple[Any, Any]],
        kept: list[int | None],
        entries: list[_Entry] | None,
    ) -> list[_Edit] | None:
        """The edits within entries that stay where they are."""
        if kept != list(range(len(raw.value))):
            return None
        found: list[_Edit] = []
        for number, (name, value) in enumerate(wanted):
            one = raw.value[number]
            if entries:
                found += self._entry(raw, entries[number], name, value)
                continue
            below = one[1] if isinstance(one, tuple) else one
            edits = self.edits(below, value, None)
            again = _Edit(below.start_mark.index, self._end(below), dumping.inline(value))
            found += [again] if edits is None else edits
        return found

    def _entry(self, raw: yaml.CollectionNode, entry: _Entry, name: Any, value: Any) -> list[_Edit]:
        """The edits of one entry of a block: within its value, or all of it written anew."""
        edits = self.edits(entry.value, value, self._floor(entry))
        if edits is not None:
            return edits
        below, is_text = entry.value, not isinstance(value, dict | list | tuple)
        if isinstance(below, yaml.ScalarNode) and is_text and below.start_mark.index > entry.begins:
            return [_Edit(below.start_mark.index, self._end(below), dumping.inline(value))]
        column = raw.start_mark.column
        return [_Edit(entry.begins, entry.end, "\n".join(_lines(raw, name, value, column)))]

    def _rearranged(
        self,
        raw: yaml.CollectionNode,
        entries: list[_Entry],
        wanted: list[tuple[Any, Any]],
        kept: list[int | None],
    ) -> _Edit:
        """A block in another order, with some entries more or fewer."""
        column, pieces = raw.start_mark.column, []
        for (name, value), number in zip(wanted, kept, strict=True):
            if number is None:
                lines = _lines(raw, name, value, column)
                pieces.append(" " * column + "\n".join(lines) + "\n")
                continue
            entry = entries[number]
            edits = self._entry(raw, entry, name, value)
            piece = _applied(self._source, edits, entry.start, self._line_end(entry.end))
            pieces.append(piece if piece.endswith("\n") else f"{piece}\n")
        end = self._line_end(entries[-1].end)
        return _Edit(entries[0].start, end, "".join(pieces))

    # --- where things stand

    def _entries(
        self, raw: yaml.CollectionNode, names: list[Any], floor: int | None
    ) -> Iterator[_Entry]:
        start = raw.start_mark.index if floor is None else floor
        dash = raw.start_mark.column
        for name, one in zip(names, raw.value, strict=True):
            value = one[1] if isinstance(one, tuple) else one
            if isinstance(one, tuple):
                begins = one[0].start_mark.index
            else:  # the dash before it, in its own column
                line = self._source.rfind("\n", 0, one.start_mark.index) + 1
                begins = line + dash
                while self._source[begins : begins + 1] != "-" and line > 0:
                    line = self._source.rfind("\n", 0, line - 1) + 1
                    begins = line + dash
            end = max(self._end(value), begins + 1)
            yield _Entry(start, begins, end, value, name)
            start = self._line_end(end)

    def _floor(self, entry: _Entry) -> int | None:
        """Where the lines of a block below an entry begin; None where it begins on the entry's own line."""
        line = self._line_end(entry.begins)
        return line if entry.value.start_mark.index >= line else None

    def _line_end(self, at: int) -> int:
        found = self._source.find("\n", at)
        return len(self._source) if found < 0 else found + 1

    def _end(self, raw: yaml.Node) -> int:
        """Where the last character of a value stands, whatever comment or empty line follows it."""
        end: int = raw.end_mark.index
        if isinstance(raw, yaml.CollectionNode):
            if raw.flow_style or not raw.value:
                return end
            last = raw.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        if isinstance(raw, yaml.ScalarNode) and raw.style in ("|", ">"):
            return len(self._source[:end].rstrip())
        return end


def _lines(raw: yaml.CollectionNode, name: Any, value: Any, column: int) -> list[str]:
    if isinstance(raw, yaml.MappingNode):
        return dumping.entry(str(name), value, column)
    return dumping.listed(value, column)


def _found(there: list[Any], wanted: Sequence[Any]) -> list[int | None]:
    """Which entry that is there each wanted one is: by its id, else as the same, else in the same place."""
    left = set(range(len(there)))
    found: list[int | None] = []
    for value in wanted:
        same = (n for n in sorted(left) if _identity(there[n]) == _identity(value))
        found.append(next(same, None))
        left.discard(found[-1] if found[-1] is not None else -1)
    for number, value in enumerate(wanted):
        if found[number] is None and number in left and not _id(value) and not _id(there[number]):
            found[number] = number
            left.discard(number)
    return found


def _id(value: Any) -> Any:
    return value.get("id") if isinstance(value, dict) else None


def _identity(value: Any) -> Any:
    return ("id", _id(value)) if _id(value) else ("value", value)


def _is_same(one: Any, other: Any) -> bool:
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _plain(raw: yaml.Node) -> Any:
    return reading.planted(raw).plain()
