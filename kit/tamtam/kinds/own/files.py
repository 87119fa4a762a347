"""What is wrong in the files of a kind of one's own, told before it runs: its imports, its words, its ends.

A mistake in a form shows only on phones, where nobody reads an error; so what can be seen without a
browser is looked for here, each with its file and line, in English, as the keys of a deck are.
"""

import difflib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from tamtam import assets

_EXPORT = re.compile(
    r"^export (?:async )?(?:function\*?|class|const|let) (\w+)|^export \{([^}]*)\}", re.MULTILINE
)
_IMPORT = re.compile(r"^[ \t]*import\b[^;{(\n]*(?:\{[^}]*\})?[^;(\n]*;?", re.MULTILINE)
_GOOD = re.compile(r'import \{([^}]*)\} from "\./(\w+)\.js";')
_WORDS_OF = re.compile(r"\bWords\(\s*[\"']([^\"']*)[\"']\s*\)")
HOW = 'import { h } from "./elements.js";'


def wrong(name: str, code: Path) -> Iterator[str]:
    """What is wrong in the files of the kind of this name, whose Python lies at `code`."""
    for words in sorted(code.parent.glob(f"{code.stem}.*.json")):
        yield from _unreadable(words)
    yield from _of_others_words(name, code)
    yield from _form(code.with_suffix(".js"))


def unsaid(name: str, code: Path) -> Iterator[str]:
    """Words that the form asks for, where it says so plainly, and that a file of words lacks."""
    form = code.with_suffix(".js")
    source = form.read_text(encoding="utf-8")
    for words in sorted(code.parent.glob(f"{code.stem}.*.json")):
        said = json.loads(words.read_text(encoding="utf-8")).get("form", {})
        for asked in re.finditer(rf"\bsay\(\s*[\"'`]{re.escape(name)}\.([\w.]+)[\"'`]", source):
            entry = said
            for part in asked[1].split("."):
                entry = entry.get(part) if isinstance(entry, dict) else None
            if entry is None:
                place = _place(form, source, asked.start())
                yield f"{place}: {words.name} has no “form.{asked[1]}”{_near(asked[1], said)}"


def _unreadable(words: Path) -> Iterator[str]:
    try:
        if not isinstance(json.loads(words.read_text(encoding="utf-8")), dict):
            yield f"{words.name}: it has to be one mapping, in braces"
    except json.JSONDecodeError as error:
        yield f"{words.name}, line {error.lineno}: {error.msg}"
    except UnicodeDecodeError:
        yield f"{words.name}: it is not saved as UTF-8"


def _of_others_words(name: str, code: Path) -> Iterator[str]:
    source = code.read_text(encoding="utf-8")
    for found in _WORDS_OF.finditer(source):
        if found[1] != name:
            yield f'{_place(code, source, found.start())}: its words are Words("{name}")'


def _form(form: Path) -> Iterator[str]:
    source = form.read_text(encoding="utf-8")
    folder = assets.folder() / "forms"
    for found in _IMPORT.finditer(source):
        place, asked = _place(form, source, found.start()), _GOOD.fullmatch(found[0])
        if asked is None:
            yield f"{place}: an import is written like this: {HOW}"
            continue
        lender = folder / f"{asked[2]}.js"
        if not lender.is_file():
            there = [path.stem for path in folder.glob("*.js")]
            yield f"{place}: forms have no “{lender.name}”{_near(asked[2], there, '.js')}"
            continue
        lent = _exported(lender)
        for taken in filter(None, map(str.strip, asked[1].split(","))):
            if taken not in lent:
                yield f"{place}: “{lender.name}” has no “{taken}”{_near(taken, lent)}"
    if not re.search(r"^export default\b", source, re.MULTILINE):
        yield f"{form.name}: it ends with export default {{ render: … }}"


def _exported(path: Path) -> list[str]:
    found = _EXPORT.findall(path.read_text(encoding="utf-8"))
    return [name.strip() for one, several in found for name in (one or several).split(",") if name]


def _near(name: str, known: object, ending: str = "") -> str:
    """What was probably meant: " (“bar.js”?)"."""
    near = difflib.get_close_matches(name, list(known), n=1)  # type: ignore[call-overload]
    return f" (“{near[0]}{ending}”?)" if near else ""


def _place(path: Path, source: str, at: int) -> str:
    return f"{path.name}, line {source.count(chr(10), 0, at) + 1}"
