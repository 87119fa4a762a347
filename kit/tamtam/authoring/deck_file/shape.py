"""Whether a tree has the shape of a type: the keys there are, those that must be, the sort of each value."""

import difflib
import re
from collections.abc import Iterable
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from tamtam.authoring.deck_file.tree import PLAIN_NUMBER, Node, in_quotes
from tamtam.language.reason import Reason

#: A mistake before its file is known: the node, what is wrong, what is allowed.
Found = tuple[Node, str, str]

_SORTS: dict[Any, str] = {
    str: "a text",
    int: Reason("a whole number", "number"),
    float: Reason("a number", "number"),
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
    meant = f" (“{near[0]}”?)" if near else ""
    return Reason(f"there is no “{key}”{meant}", "not_asked", words=key)


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
    every = msgspec.structs.fields(expected)
    fields = {field.encode_name: field for field in every if field.type is not bytes}
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
            yield (
                node,
                Reason(f"“{name}” is missing", "empty", field=name),
                _sort(field.type, languages),
            )


def _words(node: Node, languages: tuple[str, ...]) -> Iterable[Found]:
    allowed = f"a text for each of {listed(languages)}"
    if not isinstance(node.value, dict):
        yield node, f"{_seen(node)} stands here", allowed
        return
    before = ""
    for key, below in node.value.items():
        if key not in languages:
            yield below, *_no_language(key, before, node, below, allowed)
        elif not isinstance(below.value, str):
            yield below, *_no_text(below)
        elif not below.value.strip():
            yield below, Reason("the text is empty", "empty"), "some words"
        elif below.is_cut:
            cut = f"what follows # is left out: “{below.left_out}”"
            whole = in_quotes(f"{below.value} {below.left_out}")
            yield below, cut, f"the text in quotes, {whole}, or a space after #"
        before = key
    written = {key.partition(":")[0] for key in node.value}
    for language in languages:
        if language not in written:
            missing = f"the text in “{language}” is missing"
            yield node, Reason(missing, "missing", language=language), allowed


def _no_language(key: str, before: str, node: Node, below: Node, allowed: str) -> tuple[str, str]:
    """What is wrong with a key beside texts that is no language, and what to write."""
    language, colon, words = key.partition(":")
    if below.value is None and colon and words:
        return f"a space is missing after “{language}:”", f"{language}: {words.strip()}"
    if below.value is None and before in node.value:
        text = in_quotes(f"{node.value[before].value}, {key}")
        return f"“{key}” stands behind a comma", f"a text with a comma in quotes: {before}: {text}"
    return f"the deck has no language “{key}”", allowed


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
    if not fits and expected is str:
        yield node, *_no_text(node)
    elif not fits:
        yield node, f"{_seen(node)} stands here", _number_for(value) or _sort(expected, ())
    elif expected in (int, float) and node.written and not PLAIN_NUMBER.fullmatch(node.written):
        yield node, f"“{node.written}” is read as {value}", f"{value}, written so"
    elif expected is str and not value.strip():
        yield node, Reason("the text is empty", "empty"), "some words"


def _no_text(node: Node) -> tuple[str, str]:
    """That no text stands here, and how what stands here is written as one."""
    quoted = f"a text, in quotes: {in_quotes(node.written)}" if node.written else "a text"
    return f"{_seen(node)} stands here", quoted


def _number_for(value: Any) -> str:
    """The number that was probably meant: "1,5", "5 min", "1:30"; "" where there is none."""
    if not isinstance(value, str):
        return ""
    if clock := re.fullmatch(r"(\d{1,3}):([0-5]\d)", value):
        said = f"a number: {int(clock[1]) + round(int(clock[2]) / 60, 2):g}"
        return Reason(said, "number")
    number = re.match(r"\d+(?:[.,]\d+)?", value)
    return Reason(f"a number: {number[0].replace(',', '.')}", "number") if number else ""


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
        return f"“{node.written}”, read as nothing," if node.written else "nothing"
    if isinstance(node.value, bool):
        said = str(node.value).lower()
        return said if node.written in ("", said) else f"“{node.written}”, read as {said},"
    if isinstance(node.value, dict):
        return "a mapping"
    if isinstance(node.value, list):
        return "a list"
    read = str(node.value)
    return f"“{read}”" if node.written in ("", read) else f"“{node.written}”, read as {read},"
