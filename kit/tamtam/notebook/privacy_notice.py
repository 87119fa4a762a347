"""What people read before they come in, said by the organiser: once, and it holds for the next sessions.

It is kept beside the store, for each workshop; what the deck's file says itself goes before it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from tamtam.deck.deck import Deck, Privacy, Text
from tamtam.session.log import BesideStore, Sessions


def worded(deck: Deck, language: str, said: Mapping[str, str], before: Privacy) -> Privacy:
    """The notice that is `said` in one language, for all of the deck: another keeps what it said alone."""
    told = {
        name: _in_each(deck.languages, language, words.strip(), getattr(before, name))
        for name, words in said.items()
        if words.strip()
    }
    return Privacy(**told)


def keep(store: Sessions, workshop: str, said: Privacy) -> None:
    """Let it hold for the workshop's next sessions. Raises TamtamError where it can't be written."""
    file = _file(store)
    file.write(file.read() | {workshop: msgspec.structs.asdict(said)})


def kept(store: Sessions, deck: Deck) -> Privacy:
    """What the next session of a deck says: its own words, then those that were kept."""
    known = _file(store).read().get(deck.id)
    known = known if isinstance(known, dict) else {}
    said = {
        name: words or _text(known.get(name), deck.languages)
        for name, words in msgspec.structs.asdict(deck.privacy).items()
    }
    return Privacy(**said)


def left_open(deck: Deck) -> list[str]:
    """What the deck's file doesn't say itself."""
    return [name for name, words in msgspec.structs.asdict(deck.privacy).items() if not words]


def _text(known: Any, languages: Sequence[str]) -> Text:
    """Words in each language, in another's where there are none; nothing where none were kept."""
    said = known if isinstance(known, dict) else {}
    words = {one: text for one, text in said.items() if isinstance(text, str) and text}
    first = next(iter(words.values()), "")
    return {one: words.get(one, first) for one in languages} if words else {}


def _in_each(languages: Sequence[str], language: str, words: str, before: Text) -> Text:
    copied = (None, before.get(language))
    return {one: words if before.get(one) in copied else before[one] for one in languages} | {
        language: words
    }


def _file(store: Sessions) -> BesideStore:
    return BesideStore(store, "privacy")
