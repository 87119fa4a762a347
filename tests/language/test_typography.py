"""Each language is set as its printers set it, by Python and by the phones alike."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import playwright
import pytest
from tamtam import assets
from tamtam.language import spoken, texts

NODE = Path(playwright.__file__).parent / "driver" / "node"
ELEMENTS = assets.folder() / "forms" / "elements.js"
LOCALE = assets.folder() / "locale"

each_language = pytest.mark.parametrize("language", texts.LANGUAGES)
each_other_than_french = pytest.mark.parametrize("language", texts.LANGUAGES[1:])


def strings(words: Any) -> Iterator[str]:
    if isinstance(words, str):
        yield words
    elif isinstance(words, dict):
        for entry in words.values():
            yield from strings(entry)


def written(language: str) -> list[str]:
    """Every text of the product in one language, as its files have it."""
    rules = {spoken.file(language), LOCALE / language / "forms" / "plan.json"}
    names = sorted(set((LOCALE / language).rglob("*.json")) - rules)
    return [text for path in names for text in strings(json.loads(path.read_text("utf-8")))]


def by_phone(function: str, arguments: list[list[Any]], tmp_path: Path) -> list[str]:
    """What a function of the forms gives for each list of arguments, run where no page is."""
    module = tmp_path / "elements.mjs"
    module.write_text(ELEMENTS.read_text("utf-8"), encoding="utf-8")
    program = f"""
        import {{ {function} }} from {json.dumps(module.as_uri())};
        const given = JSON.parse(await new Response(process.stdin).text());
        console.log(JSON.stringify(given.map((one) => {function}(...one))));
    """
    ran = subprocess.run(
        [NODE, "--input-type=module", "-e", program],
        input=json.dumps(arguments),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    given: list[str] = json.loads(ran.stdout)
    return given


@each_language
def test_phones_put_the_same_no_break_spaces_as_python(language: str, tmp_path: Path) -> None:
    more = ["« 1 000 000 € » : 50 % ; oui ? 3 → 8 !", "{n} % · {n} €", "%{x} %{y}", "10 % 5 €"]
    all_of_them = written(language) + more
    said = by_phone("spaced", [[text, language] for text in all_of_them], tmp_path)
    assert said == [texts.spaced(language, text) for text in all_of_them]


def test_no_french_line_can_begin_with_a_sign_or_part_a_number() -> None:
    for text in written("fr"):
        set_by_code = texts.spaced("fr", text)
        assert not re.search(
            r"[ ](?=[»:;?!])|« |[\d}] (?=[%€](?!\{))|\d (?=\d{3}\b)", set_by_code
        ), text


@each_other_than_french
def test_no_space_stands_before_a_sign(language: str) -> None:
    signs = ":;?!" if spoken.of(language).percent != "{n}%" else "%:;?!"
    for text in written(language):
        assert not re.search(rf"[\w}}] [{signs}](?!\{{)|[\w}}] (?=[,.](\s|$))", text), text


@each_language
def test_spaces_are_put_by_the_code_and_not_by_hand(language: str) -> None:
    for text in written(language):
        assert not re.search("[\xa0\u202f]", text), text


@each_language
def test_one_decimal_sign_and_curly_apostrophes(language: str) -> None:
    wrong = r"\d\.\d(?!\d\d)" if spoken.of(language).decimal == "," else r"\d,\d(?!\d\d)"
    for text in written(language):
        bare = re.sub(r"0\.0\.0\.0|\d+\.\d+\.\d+\S*", "", text)
        assert not re.search(wrong, bare), text
        assert not re.search(r"(?<=[a-zà-ÿ])'(?=[a-zà-ÿ])", text), text


def test_numbers_that_phones_fill_in_are_written_as_python_writes_them(tmp_path: Path) -> None:
    for language in texts.LANGUAGES:
        numbers = [0, 7, 12.5, -2.25, 0.126, 1000, 1234567]
        given = [[{"a": "{n}"}, language, "a", {"n": n}] for n in numbers]
        assert by_phone("say", given, tmp_path) == [texts.number(language, n) for n in numbers]
