"""The words of kinds: each key that a kind's code, its form or its measures ask for is in both files."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tamtam import assets, kinds
from tamtam.kinds import parts
from tamtam.kinds.parts.words import Words
from tamtam.language import texts

from tests.kinds.people import DECKS, simulated, standing_of, with_examples

each_kind = pytest.mark.parametrize("name", kinds.names())
each_language = pytest.mark.parametrize("language", texts.LANGUAGES)


def sources(name: str) -> list[Path]:
    """The Python files of a kind."""
    own = Path(inspect.getfile(type(kinds.get(name))))
    return sorted(own.parent.glob("*.py")) if own.name == "__init__.py" else [own]


def pattern(key: ast.expr) -> str | None:
    """A key as code writes it, as a pattern; what stands in braces may be anything."""
    match key:
        case ast.Constant(value=str(words)):
            return re.escape(words)
        case ast.JoinedStr(values=parts):
            return "".join(pattern(part) or ".+" for part in parts)
        case ast.IfExp(body=one, orelse=other):
            return "|".join(filter(None, (pattern(one), pattern(other)))) or None
    return None  # decided elsewhere


def asked(tree: ast.AST, name: str) -> Iterator[str]:
    """The keys asked of the words that bear a name in a piece of code."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=words), attr="text" | "both" as how),
                args=arguments,
            ) if words == name:
                if found := pattern(arguments[how == "text"]):
                    yield found


def lent_to(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """The functions in `kinds/parts` that a kind gives its words to."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=part), attr=function),
                args=[ast.Name(id="WORDS"), *_],
            ):
                shared = Path(str(parts.__path__[0])) / f"{part}.py"
                for one in ast.parse(shared.read_text("utf-8")).body:
                    if isinstance(one, ast.FunctionDef) and one.name == function:
                        yield one


def asked_in_python(name: str) -> Iterator[str]:
    for path in sources(name):
        tree = ast.parse(path.read_text("utf-8"))
        yield from asked(tree, "WORDS")
        for function in lent_to(tree):
            yield from asked(function, "words")


def asked_in_the_form(name: str) -> Iterator[str]:
    form = (assets.folder() / "forms" / f"{name}.js").read_text("utf-8")
    for _, key in re.findall(rf'\bsay\(\s*(["`]){name}\.([^"`]+)\1', form):
        yield r"form\." + ".+".join(map(re.escape, re.split(r"\$\{[^}]*\}", key)))


def keys(words: dict[str, Any], above: str = "") -> Iterator[str]:
    """Every key of a file, by its path; "one" and "other" are one text."""
    for key, text in words.items():
        if isinstance(text, dict) and set(text) != {"one", "other"}:
            yield from keys(text, f"{above}{key}.")
        else:
            yield f"{above}{key}"


def missing(name: str, language: str) -> list[str]:
    """The keys that a kind asks for and its file in one language lacks."""
    there = list(keys(texts.section(language, f"kinds/{name}")))
    asked = {"chart", *asked_in_python(name), *asked_in_the_form(name)}
    return sorted(one for one in asked if not any(re.fullmatch(one, key) for key in there))


@each_kind
@each_language
def test_what_a_kind_asks_for_is_in_its_words(name: str, language: str) -> None:
    assert missing(name, language) == [], f"assets/locale/{language}/kinds/{name}.json"


def test_a_key_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = texts.section("en", "kinds/choice")
    cut = {key: text for key, text in whole.items() if key not in ("drawn", "say")}
    cut["form"] = {key: text for key, text in whole["form"].items() if key != "you"}
    monkeypatch.setattr(texts, "section", lambda language, name: cut)
    assert missing("choice", "en") == ["drawn", r"form\.you", r"say\..+"]


@each_kind
@each_language
def test_what_a_kind_measures_has_its_names(name: str, language: str) -> None:
    deck, words = DECKS[name], Words(name)
    activity = with_examples(next(a for a in deck.activities if a.id == f"small_{name}"), deck)
    standing = standing_of(activity, simulated(activity, 40))
    measures = [*standing.measures, *(one for item in standing.items for one in item.measures)]
    for heading in ("names", "measures"):
        asked = {measure.name for measure in measures}
        assert asked - set(words.names(language, heading)) == set(), heading
    methods = {measure.method for measure in measures if measure.method}
    assert methods - set(words.names(language, "methods")) == set()
    if any(kinds.get(name).sides(activity, slot) for slot in kinds.get(name).slots(activity)):
        assert {"yes", "no"} <= set(words.section(language, "crossed"))


@each_kind
@each_language
def test_each_kind_says_when_to_choose_it_and_when_not(name: str, language: str) -> None:
    said = texts.section(language, "choosing")[name]
    assert said.keys() == {"name", "what", "when", "not"}
    assert said["when"].endswith(".") and said["not"].endswith(".")
