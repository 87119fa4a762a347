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
from tamtam.authoring.deck_file import schema
from tamtam.cli import main
from tamtam.deck import deck
from tamtam.kinds.kind import Kind
from tamtam.session.events import AnyEvent

ROOT = Path(__file__).parent.parent
BEGIN = "<!-- written from the code by `python -m tests.reference`, from here … -->"
END = "<!-- … to here -->"

#: What each type looks like in a deck; a test reads every one.
EXAMPLES = {
    "Deck": """\
id: retro
version: 1
title: {en: "Our retrospective"}
languages: [en]
parts: [{id: together, title: {en: "Together"}}]
activities: []
cuts: {one_hour: {welcome: 5, mood: 4, break: 5}}
drop_first: {one_hour: [mood]}
questions: at_once""",
    "Part": """\
id: together
title: {en: "How we work together"}
aim: {en: "By the end of this part everyone has seen where the room stands."}
notebook: {en: together}""",
    "SelfStudy": """\
critic: {en: "Who was not asked?"}
reading: [{en: "A. Author (2020). A book. A publisher."}]""",
    "Bet": """\
id: more_than_one_thinks
before: mood
question: {en: "How many of the three weeks will you rate above the middle?"}
high: 3
of: mood.moved
told: {en: "Weeks rated otherwise than you wish: {n}."}""",
    "Echo": """\
first: mood.monday
second: trust.monday
first_over: 3
second_over: 3
first_alone: {en: "You rate Monday {first}, and your trust in it {second}. What is missing?"}""",
    "Check": """\
question: {en: "A median of 3 says that…"}
choices:
  - {text: {en: "half rate it 3 or less"}, why: {en: "Yes."}, right: true}
  - {text: {en: "everybody said 3"}, why: {en: "Not necessarily."}}""",
    "CheckChoice": 'text: {en: "half rate it 3 or less"}\nwhy: {en: "Yes."}\nright: true',
    "Activity": """\
id: mood
step: "1"
part: together
kind: rating
title: {en: "How it went"}
question: {en: "How did these weeks go?"}
minutes: 4
items: [{id: pace, text: {en: "The pace"}}]
options: {ends: {low: {en: "badly"}, high: {en: "well"}}}
say: {en: "In silence, each on your own phone."}""",
    "Item": 'id: pace\ntext: {en: "The pace"}\nhint: {en: "Not the hours: how it felt."}',
    "Picture": 'file: photos/team.jpg\nalt: {en: "Nine people around a long table"}',
    "Collect": """\
prompt: {en: "One thing to change"}
most: 2
ladder: {alone: 1, pairs: 2}
examples: [{en: "Shorter meetings"}, {en: "Fewer tools"}]""",
    "Wording": 'question: {en: "How did these weeks go for you?"}\nitems: {pace: {en: "Your pace"}}',
    "Debrief": """\
together: {en: "Views are close. What keeps it that way?"}
split: {en: "What does each camp see that the other does not?"}
claims: {split.pace: {en: "For whom is it too fast?"}}""",
    "Closing": """\
thread: {en: "What went well, what did not, what we try."}
ahead: [{when: {en: "In two weeks"}, what: {en: "Look at the trial again."}}]""",
    "Ahead": 'when: {en: "In two weeks"}\nwhat: {en: "Look at the trial again."}',
    "Privacy": """\
responsible: {en: "Camille Roy, camille@example.org"}
purpose: {en: "To choose one thing to try"}
kept: {en: "Three months, then erased"}
sponsor: {en: "The report, with nobody’s single answer"}""",
    "options of `agreement`": """\
quadrants:
  across: {activity: baseline, item: safe, phase: before, low: {en: "unsafe"}, high: {en: "safe"}}
  up: {item: demanding, low: {en: "easy"}, high: {en: "demanding"}}
  names: {both: {en: "Learning"}, across: {en: "Comfort"}, up: {en: "Fear"}, neither: {en: "Apathy"}}""",
    "QuadrantsOption": """\
across: {activity: baseline, item: safe, phase: before, low: {en: "unsafe"}, high: {en: "safe"}}
up: {item: demanding, low: {en: "easy"}, high: {en: "demanding"}}
names: {both: {en: "Learning"}, across: {en: "Comfort"}, up: {en: "Fear"}, neither: {en: "Apathy"}}""",
    "Across": """\
{activity: baseline, item: safe, phase: before, low: {en: "unsafe"}, high: {en: "safe"}}""",
    "Up": '{item: demanding, low: {en: "easy"}, high: {en: "demanding"}}',
    "Names": """\
{both: {en: "Learning"}, across: {en: "Comfort"}, up: {en: "Fear"}, neither: {en: "Apathy"}}""",
    "options of `change`": "since: baseline",
    "options of `choice`": "most: 3",
    "options of `common_pot`": "tokens: 20\nback: 4\nseconds: 60\ntalk: 120",
    "options of `dots`": "dots: 16\nquadratic: true",
    "options of `estimate`": """\
truths: {keys: 88}
units: {keys: {en: "keys"}}
sources: {keys: {en: "Counted on ours."}}
bets: true""",
    "options of `exchanges`": 'roles: [{id: sales, text: {en: "Sales"}}, {id: it, text: {en: "IT"}}]',
    "Role": 'id: sales\ntext: {en: "Sales"}',
    "options of `matrix`": """\
across: {name: {en: "Effort"}, low: {en: "little"}, high: {en: "a lot"}}
up: {name: {en: "Effect"}, low: {en: "little"}, high: {en: "a lot"}}
corners:
  above_left: {en: "Do now"}
  above_right: {en: "Plan it"}
  below_left: {en: "On the side"}
  below_right: {en: "Leave it"}""",
    "MatrixAxis": '{name: {en: "Effort"}, low: {en: "little"}, high: {en: "a lot"}}',
    "MatrixCorners": """\
above_left: {en: "Do now"}
above_right: {en: "Plan it"}
below_left: {en: "On the side"}
below_right: {en: "Leave it"}""",
    "options of `minority`": "of: polis",
    "options of `quiz`": 'right: kenya\nwhy: {en: "Kenya exports the most of it."}',
    "options of `rating`": 'low: 1\nhigh: 5\nends: {low: {en: "badly"}, high: {en: "well"}}',
    "Ends": 'low: {en: "badly"}\nhigh: {en: "well"}',
}


def pages() -> Iterator[tuple[Path, str]]:
    """Each page that holds a reference, with its text as it has to be."""
    for path, reference in (
        (ROOT / "kit" / "README.md", _of_the_code()),
        (ROOT / "workshops" / "README.md", _of_decks()),
    ):
        head, _, rest = path.read_text("utf-8").partition(f"{BEGIN}\n")
        tail = rest.partition(f"{END}\n")[2]
        yield path, f"{head}{BEGIN}\n\n{reference}\n\n{END}\n{tail}"
    yield ROOT / "workshops" / schema.FILE, schema.text()


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
    return "\n\n".join(
        f"### {name}\n\n{_sentences(struct)}\n\n"
        + _table(("field", "is", "unless said"), _fields(struct))
        + f"\n\n```yaml\n{EXAMPLES[name]}\n```"
        for name, struct in structs().items()
    )


def structs() -> dict[str, type[msgspec.Struct]]:
    """Every type that a deck is made of, by what it is called: its own, then those of kinds' options."""
    named = {struct.__name__: struct for struct in _within(deck.Deck)}
    for name in kinds.names():
        options, *inside = _within(kinds.get(name).Options)
        if options.__struct_fields__:
            named[f"options of `{name}`"] = options
            named |= {struct.__name__: struct for struct in inside}
    return named


def _within(sort: Any) -> list[type[msgspec.Struct]]:
    """A type, if it is a mapping with fields, and all such that stand inside it."""
    own = [sort] if isinstance(sort, type) and issubclass(sort, msgspec.Struct) else []
    inside = [field.type for field in msgspec.structs.fields(sort)] if own else get_args(sort)
    found = own + [struct for each in inside for struct in _within(each)]
    return list(dict.fromkeys(found))


def _kind(kind: Kind) -> tuple[str, str]:
    options = (f"{name}: {sort} ({default})" for name, sort, default in _fields(kind.Options))
    listed = re.sub(r"\[(\w+)\]\(#\w+\)", r"\1", "; ".join(options))  # described on another page
    return _lead(inspect.getmodule(kind)), listed or "none"


def _commands() -> Iterator[tuple[str, Any]]:
    yield from sorted(main.commands.items())


def _fields(struct: type[msgspec.Struct]) -> Iterator[tuple[str, str, str]]:
    for field in msgspec.structs.fields(struct):
        if field.type is bytes:
            continue  # what a file holds: written by nobody
        if field.required:
            default = "must be said"
        elif field.default_factory is not msgspec.NODEFAULT:
            default = "nothing"
        else:
            default = _default(field.default)
        yield f"`{field.name}`", _sort(field.type), default


def _default(value: Any) -> str:
    if value in (None, (), "", deck.Closing(), deck.Privacy(), deck.SelfStudy()):
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
    return (
        f"as [{sort.__name__}](#{sort.__name__.lower()})"
        if isinstance(sort, type)
        else " or ".join(map(_sort, inside))
    )


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
