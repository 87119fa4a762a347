"""What in a text may give somebody away: a name, an e-mail address, a telephone number.

A flag asks for a second look and decides nothing: a name is guessed from aliases of this session, from
frequent first names, from titles ("Mme Roy") and from capitals within a sentence, but in German, where
every noun has one. Words that the deck itself writes with a capital are none.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from tamtam import assets
from tamtam.deck.deck import Deck

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
#: Eight digits or more, as telephone numbers are written.
_PHONE = re.compile(r"\+?\d(?:[ .\-/()]{0,2}\d){7,}")
_TITLE = re.compile(r"\b(?:M\.|Mme|Mlle|Mr\.?|Mrs\.?|Ms\.?|Herrn?|Frau)\s+([A-ZÀ-Þ][\w’'-]+)")
#: Words by which a text is known to be German, which writes every noun with a capital.
_GERMAN = re.compile(
    r"\b(?:und|oder|aber|der|das|dem|des|ist|sind|nicht|keine?|ich|wir|uns|unser|unsere?[mnrs]?|sie|"
    r"eine?[mnrs]?|für|wenn|dass|wie|mehr|auch|noch|nur|zu|zum|zur|bei|beim|vom|vor|nach|auf|im|den)\b",
    re.IGNORECASE,
)
#: Words by which a text is known to be in French or English.
_OTHER = re.compile(
    r"\b(?:le|la|les|une?|et|à|de|du|pour|est|the|an?|and|of|to|we|it|is|for|ask|our)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
#: What ends a sentence, or opens one anew: a capital behind it says nothing.
_OPENS = '.!?:…«“"(–—'
#: An alias shorter than this is too often a word.
_SHORTEST = 3
#: Capitals that English writes within a sentence, without naming anybody.
_NO_NAMES = frozenset(
    (
        *("i", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("january", "february", "march", "april", "may", "june", "july", "august"),
        *("september", "october", "november", "december", "english", "french"),
    )
)


class Flag(NamedTuple):
    """Something to look at twice: of which `sort`, and what it says."""

    sort: Literal["name", "email", "phone"]
    words: str


def flags(
    text: str,
    aliases: Iterable[str],
    known: frozenset[str] = frozenset(),
    german: bool = False,
) -> tuple[Flag, ...]:
    """What in a text may give somebody away; `known` are words that are written with a capital anyway.

    Where one speaks `german`, so does a text that speaks nothing else.

    >>> flags("Claire decides, ask 06 12 34 56 78 or her@firm.example", ())
    (Flag(sort='name', words='Claire'), Flag(sort='email', words='her@firm.example'), \
Flag(sort='phone', words='06 12 34 56 78'))
    >>> flags("We decide on Monday.", ("Monday team",))
    ()
    """
    found = [*(Flag("name", name) for name in _names(text, aliases, known, german))]
    found += [Flag("email", one) for one in _EMAIL.findall(text)]
    without = _EMAIL.sub(" ", text)
    found += [Flag("phone", one.group()) for one in _PHONE.finditer(without)]
    return tuple(dict.fromkeys(found))


def _names(text: str, aliases: Iterable[str], known: frozenset[str], german: bool) -> Iterator[str]:
    low = text.casefold()
    for alias in aliases:
        if len(alias) >= _SHORTEST and re.search(rf"\b{re.escape(alias.casefold())}\b", low):
            yield alias
    titled = set(_TITLE.findall(text))
    yield from sorted(titled)
    nouns_too = bool(_GERMAN.search(text)) or (german and not _OTHER.search(text))
    for word in _WORD.finditer(_EMAIL.sub(lambda mail: " " * len(mail.group()), text)):
        said = word.group()
        key = said.casefold()
        if not said[0].isupper() or said in titled or key in known or key in _NO_NAMES:
            continue
        named = not nouns_too and not said.isupper() and _within(text, word.start())
        if key in first_names() or named:
            yield said


def _within(text: str, at: int) -> bool:
    """Whether a word stands within a sentence, where a capital says something."""
    before = text[:at].rstrip(" \u00a0\u202f")
    return bool(before) and before[-1] not in _OPENS


@cache
def first_names() -> frozenset[str]:
    """Frequent first names, in small letters."""
    return frozenset((assets.folder() / "first_names.txt").read_text(encoding="utf-8").split())


def capitals(deck: Deck) -> frozenset[str]:
    """The words that a deck itself writes with a capital: its company's name, a place."""
    written = (word for text in _texts(deck) for word in _WORD.findall(text))
    return frozenset(word.casefold() for word in written if word[0].isupper()) - first_names()


def _texts(deck: Deck) -> Iterator[str]:
    yield from deck.title.values()
    for part in deck.parts:
        yield from part.title.values()
        yield from part.story.values()
    for activity in deck.activities:
        yield from activity.title.values()
        yield from activity.question.values()
        for item in activity.items:
            yield from item.text.values()
