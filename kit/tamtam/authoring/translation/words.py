"""The words of one language, file by file, beside those it is translated from.

What isn't translated yet stands in its file as the source beside an empty text, ``{"en": "Join", "de": ""}``;
once it is filled in, the next `renew` leaves the text alone in its place. What a text was translated from is
kept beside as a hash, so that one whose source says something else by now is found.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tamtam import assets
from tamtam.authoring.translation import cldr
from tamtam.authoring.translation.lacks import Lack, Sort, Translation
from tamtam.language import plurals, spoken
from tamtam.language.characters import bare_name
from tamtam.language.errors import TamtamError, writing

#: A text, or its forms by plural category.
Text = str | dict[str, str]

#: What the three words for coming back are drawn from: so many at least, none of them twice.
LEAST_WORDS = 256
WORDS = "words.txt"
#: What each text was translated from: a line for each, its file, its key, a hash.
TRANSLATED = "translated.txt"

#: Files of a language that hold no words but its rules, which another may have more or less of.
_RULES = ("language", "forms/plan")
_CATEGORIES = {"zero", "one", "two", "few", "many", plurals.OTHER}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
#: A word to come back with: short, and without signs. Case and accents don't count when it is typed.
_TYPABLE = re.compile(r"[^\W\d_A-Z]{3,10}")


def examine(language: str, source: str = "en") -> Translation:
    """What a language lacks. Raises TamtamError for what can't be one, and for a file that can't be read."""
    _check(language, source)
    files, lacks = {}, list(_wordlist(language))
    for name in _sections(source):
        wanted, there = _texts(source, name), _texts(language, name)
        file = _named(language, f"{name}.json")
        files[file] = len(wanted)
        for key, said in wanted.items():
            if wrong := _wrong(language, said, there.get(key)):
                lacks.append(Lack(file, key, wrong, _plain(said)))
        lacks += [Lack(file, key, "left_over") for key in there if key not in wanted]
    lacks += _stale(language, source)
    return Translation(language, files, tuple(lacks))


def renew(language: str, source: str = "en", keep: bool = False) -> Translation:
    """Bring the files of a language up to date: what is missing beside its source, nothing lost.

    What it was translated from is remembered; of what became stale too, where it may be kept as it is.
    Once nothing is missing the language is offered. Raises TamtamError as `examine` does, where the words
    can't be written, and where this Tamtam is installed and not a checkout.
    """
    if assets.checkout() is None:
        raise TamtamError("no_checkout")
    _check(language, source)
    folder, written = _folder(language), []
    merged = {
        folder / f"{name}.json": _merged(
            _read(source, name), _read(language, name), language, source
        )
        for name in _sections(source)
    }
    with writing(folder):
        folder.mkdir(exist_ok=True)
        for path, made in merged.items():
            if _write(path, json.dumps(made, ensure_ascii=False, indent=2) + "\n", made):
                written.append(path)
        if _write(folder / TRANSLATED, _remembered(language, source, keep)):
            written.append(folder / TRANSLATED)
        found = examine(language, source)
        described = cldr.described(language, offered=found.is_whole)
        if _write(spoken.file(language), described, json.loads(described)):
            written.append(spoken.file(language))
    spoken.of.cache_clear()
    return replace(found, written=tuple(written))


# --- files


def _check(language: str, source: str) -> None:
    if not cldr.is_code(language):
        raise TamtamError("no_such_language", code=language)
    if language == source:
        raise TamtamError("source_language", code=language)


def _folder(language: str) -> Path:
    return assets.folder() / "locale" / language


def _named(language: str, file: str) -> str:
    """A file as one looks for it in a checkout."""
    return f"assets/locale/{language}/{file}"


def _sections(source: str) -> list[str]:
    """The names of all files of words, in alphabetical order."""
    folder = _folder(source)
    names = (path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.json"))
    return sorted(name for name in names if name not in _RULES)


def _read(language: str, name: str) -> dict[str, Any]:
    path = _folder(language) / f"{name}.json"
    if not path.exists():
        return {}
    try:
        words: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise TamtamError("not_words", path=path, problem=str(error)) from error
    return words


def _write(path: Path, text: str, plain: object = None) -> bool:
    """Write a file unless it says so already, in whatever layout where it is `plain`; whether it was."""
    if path.exists():
        there = path.read_text(encoding="utf-8")
        if there == text or (plain is not None and json.loads(there) == plain):
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return True


# --- texts


def _is_forms(entry: Mapping[str, Any]) -> bool:
    """Whether an entry is one text by plural category."""
    return plurals.OTHER in entry and entry.keys() <= _CATEGORIES


def _flat(entry: Any, path: str = "") -> Iterator[tuple[str, Text]]:
    if isinstance(entry, str) or _is_forms(entry):
        yield path, entry
        return
    for key, below in entry.items():
        yield from _flat(below, f"{path}.{key}" if path else key)


def _texts(language: str, name: str) -> dict[str, Text]:
    """The texts of a file by their keys; what waits beside its source is none yet."""
    return dict(_flat(_settled(_read(language, name), language)))


def _waits(entry: Any, language: str) -> bool:
    """Whether an entry is a source with an empty place beside it, or one that was just filled in."""
    return (
        isinstance(entry, dict)
        and len(entry) == 2
        and language in entry
        and bool((entry.keys() - {language}) & set(spoken.SOURCES))
    )


def _settled(entry: Any, language: str) -> Any:
    """The same with what was filled in in its place, and without what is still empty."""
    if not isinstance(entry, dict):
        return entry
    if _waits(entry, language):
        return _settled(entry[language], language)
    below = {key: _settled(one, language) for key, one in entry.items()}
    return {key: one for key, one in below.items() if not _is_empty(one)}


def _is_empty(entry: Any) -> bool:
    return not entry.strip() if isinstance(entry, str) else not entry


def _merged(wanted: Any, there: Any, language: str, source: str) -> Any:
    """The entries of a file in the order of its source: those there are, the others beside the source."""
    if isinstance(wanted, str) or _is_forms(wanted):
        said = _settled(there, language) if there else ""
        if isinstance(wanted, str):
            return said or {source: wanted, language: ""}
        place = dict.fromkeys(cldr.forms(language), "")
        if isinstance(said, str):  # one word for all forms, or none yet
            return said or {source: wanted, language: place}
        return said if place.keys() <= said.keys() else {source: wanted, language: place | said}
    known = there if isinstance(there, dict) else {}
    made = {key: _merged(below, known.get(key), language, source) for key, below in wanted.items()}
    return made | {key: below for key, below in known.items() if key not in wanted}


def _wrong(language: str, wanted: Text, said: Text | None) -> Sort | None:
    """What is wrong with a text beside its source, if anything."""
    if said is None:
        return "missing"
    if isinstance(wanted, str) != isinstance(said, str):
        return "forms"
    if isinstance(wanted, str) or isinstance(said, str):
        return None if _holes(said) == _holes(wanted) else "placeholders"
    if not set(cldr.forms(language)) <= said.keys():
        return "forms"
    for name, words in said.items():
        holes, of = _holes(words), _holes(wanted.get(name, wanted[plurals.OTHER]))
        if holes != of and holes | {"n"} != _holes(wanted[plurals.OTHER]) | {"n"}:
            return "placeholders"
    return None


def _holes(said: Text) -> set[str]:
    return set(_PLACEHOLDER.findall(_plain(said)))


def _plain(said: Text) -> str:
    return said if isinstance(said, str) else said[plurals.OTHER]


# --- what it was translated from


def _hash(*said: Text | None) -> str:
    written = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:6]


def _now(language: str, source: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Hashes of each text that there is: of it in every source, whichever stood beside, and translated."""
    made = {}
    for name in _sections(source):
        sources = [_texts(one, name) for one in spoken.SOURCES if one != language]
        there = _texts(language, name)
        for key in _texts(source, name).keys() & there.keys():
            made[name, key] = _hash(*(said.get(key) for said in sources)), _hash(there[key])
    return made


def _before(language: str) -> dict[tuple[str, str], tuple[str, str]]:
    path = _folder(language) / TRANSLATED
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {(name, key): (of, said) for name, key, of, said in (line.split() for line in lines)}


def _is_stale(now: tuple[str, str], before: tuple[str, str] | None) -> bool:
    """Whether a source says something else by now, and its translation the same as before."""
    return before is not None and before[0] != now[0] and before[1] == now[1]


def _stale(language: str, source: str) -> Iterator[Lack]:
    before = _before(language)
    for (name, key), hashes in sorted(_now(language, source).items()):
        if _is_stale(hashes, before.get((name, key))):
            file, said = _named(language, f"{name}.json"), _texts(source, name)[key]
            yield Lack(file, key, "stale", _plain(said))


def _remembered(language: str, source: str, keep: bool) -> str:
    before = _before(language)
    lines = []
    for place, hashes in sorted(_now(language, source).items()):
        kept = before.get(place) if _is_stale(hashes, before.get(place)) and not keep else None
        lines.append(" ".join((*place, *(kept or hashes))))
    return "".join(f"{line}\n" for line in lines)


# --- the words to come back with


def _wordlist(language: str) -> Iterator[Lack]:
    """What is wrong with the words that three are drawn from: too few, one twice, one hard to type."""
    path = _folder(language) / WORDS
    words = path.read_text(encoding="utf-8").split() if path.exists() else []
    file = _named(language, WORDS)
    if len(words) < LEAST_WORDS:
        yield Lack(file, f"{len(words)} / {LEAST_WORDS}", "words")
    seen: set[str] = set()
    for word in words:
        if not _TYPABLE.fullmatch(word) or bare_name(word) in seen:
            yield Lack(file, word, "words")
        seen.add(bare_name(word))
