"""Whether a tree has the shape of a type: the keys there are, those that must be, the sort of each value."""

import difflib
from collections.abc import Iterable
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from tamtam.authoring.deck_file.tree import Node

#: A mistake before its file is known: the node, what is wrong, what is allowed.
Found = tuple[Node, str, str]

_SORTS: dict[Any, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
}


def mistakes(node: Node, expected: Any, languages: tuple[str, ...]) -> Iterable[Found]:
    """Every place where `node` isn't of type `expected`; texts must stand in each of `languages`."""
    origin, inside = get_origin(expected), get_args(expected)
    if expected is Any:
        return ()
    if origin in (Union, UnionType):
        return _optional(node, [kind for kind in inside if kind is not NoneType], languages)
    if isinstance(expected, type) and issubclass(expected, msgspec.Struct):
        return _struct(node, expected, languages)
    if expected == dict[str, str]:  # a deck's only plain mappings of texts are its words
        return _words(node, languages)
    if origin is dict:
        return _mapping(node, inside[1], languages)
    if origin in (tuple, list):
        return _list(node, inside[0], languages)
    if origin is Literal:
        return () if node.value in inside else [_not_one_of(node, inside)]
    return _scalar(node, expected)


def unknown(key: str, allowed: Iterable[str]) -> str:
    """That nothing is called `key`, with the name that was probably meant."""
    near = difflib.get_close_matches(key, list(allowed), n=1)
    return f"there is no “{key}”" + (f" (“{near[0]}”?)" if near else "")


def listed(names: Iterable[object]) -> str:
    """Names one after the other, those that are there: "fr, en"."""
    return ", ".join(str(name) for name in names if name != "")


def _optional(node: Node, inside: list[Any], languages: tuple[str, ...]) -> Iterable[Found]:
    if node.value is None:
        return ()
    if len(inside) == 1:
        return mistakes(node, inside[0], languages)
    tried = [list(mistakes(node, kind, languages)) for kind in inside]
    return min(tried, key=len)


def _struct(
    node: Node, expected: type[msgspec.Struct], languages: tuple[str, ...]
) -> Iterable[Found]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(expected)}
    if not isinstance(node.value, dict):
        yield node, f"{_seen(node)} stands here", f"a mapping of {listed(fields) or 'nothing'}"
        return
    for key, below in node.value.items():
        if key in fields:
            yield from mistakes(below, fields[key].type, languages)
        else:
            left = [name for name in fields if name not in node.value]
            yield below, unknown(key, left), listed(fields) or "nothing"
    for name, field in fields.items():
        if field.required and name not in node.value:
            yield node, f"“{name}” is missing", _sort(field.type, languages)


def _words(node: Node, languages: tuple[str, ...]) -> Iterable[Found]:
    allowed = f"a text for each of {listed(languages)}"
    if not isinstance(node.value, dict):
        yield node, f"{_seen(node)} stands here", allowed
        return
    for key, below in node.value.items():
        if key not in languages:
            yield below, f"the deck has no language “{key}”", allowed
        elif not isinstance(below.value, str):
            yield (
                below,
                f"{_seen(below)} stands here",
                "a text, in quotes if it looks like a number",
            )
        elif not below.value.strip():
            yield below, "the text is empty", "some words"
    for language in languages:
        if language not in node.value:
            yield node, f"the text in “{language}” is missing", allowed


def _mapping(node: Node, inside: Any, languages: tuple[str, ...]) -> Iterable[Found]:
    if not isinstance(node.value, dict):
        yield node, f"{_seen(node)} stands here", "a mapping, “key: value”"
        return
    for below in node.value.values():
        yield from mistakes(below, inside, languages)


def _list(node: Node, inside: Any, languages: tuple[str, ...]) -> Iterable[Found]:
    if not isinstance(node.value, list):
        yield node, f"{_seen(node)} stands here", "a list, each entry after “- ”"
        return
    for below in node.value:
        yield from mistakes(below, inside, languages)


def _scalar(node: Node, expected: Any) -> Iterable[Found]:
    value = node.value
    if expected in (int, float):
        fits = isinstance(value, (int, expected)) and not isinstance(value, bool)
    elif expected in _SORTS:
        fits = isinstance(value, expected)
    else:
        try:
            msgspec.convert(node.plain(), expected)
        except msgspec.ValidationError as error:
            yield node, str(error), _sort(expected, ())
        return
    if not fits:
        yield node, f"{_seen(node)} stands here", _sort(expected, ())
    elif expected is str and not value.strip():
        yield node, "the text is empty", "some words"


def _not_one_of(node: Node, allowed: Iterable[object]) -> Found:
    return node, f"{_seen(node)} stands here", listed(allowed)


def _sort(expected: Any, languages: tuple[str, ...]) -> str:
    if expected == dict[str, str]:
        return f"a text for each of {listed(languages)}"
    if expected in _SORTS:
        return _SORTS[expected]
    return "a list" if get_origin(expected) in (tuple, list) else "a mapping"


def _seen(node: Node) -> str:
    """What stands at a node, in words."""
    if node.value is None:
        return "nothing"
    if isinstance(node.value, bool):
        return f"{str(node.value).lower()} (true or false; a text needs quotes)"
    if isinstance(node.value, dict):
        return "a mapping"
    if isinstance(node.value, list):
        return "a list"
    return f"“{node.value}”"
