"""The reference, written from the code it is about: `python -m tests.reference` renews it.

`kit/README.md` lists commands, events and kinds; `workshops/README.md` what a deck can say.
A test holds both.
"""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import msgspec
from tamtam import kinds
from tamtam.cli import main
from tamtam.deck import deck
from tamtam.kinds.kind import Kind
from tamtam.session.events import AnyEvent

ROOT = Path(__file__).parent.parent
BEGIN = "<!-- written from the code by `python -m tests.reference`, from here … -->"
END = "<!-- … to here -->"


def pages() -> Iterator[tuple[Path, str]]:
    """Each page that holds a reference, with its text as it has to be."""
    for path, reference in (
        (ROOT / "kit" / "README.md", _of_the_code()),
        (ROOT / "workshops" / "README.md", _of_decks()),
    ):
        head, _, rest = path.read_text("utf-8").partition(f"{BEGIN}\n")
        tail = rest.partition(f"{END}\n")[2]
        yield path, f"{head}{BEGIN}\n\n{reference}\n\n{END}\n{tail}"


def _of_the_code() -> str:
    commands = _table(
        ("command", "what it does"),
        ((f"`tamtam {name}`", command.get_short_help_str(200)) for name, command in _commands()),
    )
    events = _table(
        ("event", "what it says", "fields"),
        (
            (f"`{event.__struct_config__.tag}`", _lead(event), ", ".join(event.__struct_fields__))
            for event in get_args(AnyEvent)
        ),
    )
    every_kind = _table(
        ("kind", "what it is", "options"),
        ((f"`{name}`", *_kind(kinds.get(name))) for name in kinds.names()),
    )
    return "\n\n".join(("## Commands", commands, "## Events", events, "## Kinds", every_kind))


def _of_decks() -> str:
    structs = (
        deck.Deck,
        deck.Part,
        deck.SelfStudy,
        deck.Check,
        deck.CheckChoice,
        deck.Activity,
        deck.Item,
        deck.Wording,
        deck.Debrief,
        deck.Closing,
        deck.Privacy,
        deck.Ahead,
    )
    return "\n\n".join(
        f"**{struct.__name__}**: {_sentences(struct)}\n\n"
        + _table(("field", "is", "unless said"), _fields(struct))
        for struct in structs
    )


def _kind(kind: Kind) -> tuple[str, str]:
    options = (f"{name}: {sort} ({default})" for name, sort, default in _fields(kind.Options))
    return _lead(inspect.getmodule(kind)), "; ".join(options) or "none"


def _commands() -> Iterator[tuple[str, Any]]:
    yield from sorted(main.commands.items())


def _fields(struct: type[msgspec.Struct]) -> Iterator[tuple[str, str, str]]:
    for field in msgspec.structs.fields(struct):
        if field.required:
            default = "must be said"
        elif field.default_factory is not msgspec.NODEFAULT:
            default = "nothing"
        else:
            default = _default(field.default)
        yield f"`{field.name}`", _sort(field.type), default


def _default(value: Any) -> str:
    if value in (None, (), "", deck.Closing(), deck.Privacy()):
        return "nothing"
    said = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return f"`{said.lower() if isinstance(value, bool) else said}`"


def _sort(sort: Any) -> str:
    """A type in the words of someone who writes a deck."""
    names = {
        str: "a text",
        int: "a whole number",
        float: "a number",
        bool: "true or false",
        Any: "anything",
    }
    if sort == deck.Text:
        return "a text in each language"
    if sort in names:
        return names[sort]
    inside = [one for one in get_args(sort) if one not in (type(None), ...)]
    if get_origin(sort) is tuple:
        return f"a list, each {_sort(inside[0])}"
    if get_origin(sort) is dict:
        return f"a mapping of names, each to {_sort(inside[1])}"
    if get_origin(sort) is Literal:
        return " or ".join(f"`{one}`" for one in inside)
    return f"as {sort.__name__}" if isinstance(sort, type) else " or ".join(map(_sort, inside))


def _lead(thing: Any) -> str:
    return _first(inspect.getdoc(thing) or "")


def _first(docstring: str) -> str:
    """The first paragraph of a docstring as one line."""
    return " ".join(docstring.split("\n\n")[0].split())


def _sentences(thing: Any) -> str:
    return " ".join(re.sub(r"\s+", " ", inspect.getdoc(thing) or "").split())


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '·') for cell in line)} |" for line in lines)


if __name__ == "__main__":
    for path, text in pages():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(path.relative_to(ROOT))
