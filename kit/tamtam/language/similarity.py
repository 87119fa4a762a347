"""Which short texts say nearly the same: to offer them for merging; a person decides.

Two texts are compared by the threes of letters they share (Dice's coefficient, Dice 1945) and by the
words they share, case, accents, punctuation and single letters aside. Plain Python.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

#: From how alike two texts are offered (0 to 1).
ALIKE = 0.56
_WORD = re.compile(r"\w{2,}")


@lru_cache(maxsize=10_000)
def _words(text: str) -> tuple[str, ...]:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return tuple(_WORD.findall("".join(char for char in bare if not unicodedata.combining(char))))


@lru_cache(maxsize=10_000)
def _threes(text: str) -> frozenset[str]:
    """The threes of letters of a text's words, each with the space before and behind it."""
    padded = (f" {word} " for word in _words(text))
    return frozenset(word[i : i + 3] for word in padded for i in range(len(word) - 2))


def likeness(one: str, other: str) -> float:
    """How alike two texts are: 0 share nothing, 1 say the same.

    >>> likeness("Les réunions !", "les reunions"), likeness("Mail", "Phone")
    (1.0, 0.0)
    >>> round(likeness("Too many meetings", "too much meeting"), 2)
    0.62
    """
    letters = _shared(_threes(one), _threes(other))
    words = _shared(frozenset(_words(one)), frozenset(_words(other)))
    return max(letters, words)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient: twice what two sets share, by what they hold together."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0


def nearest(text: str, others: Mapping[str, str], most: int = 3) -> tuple[str, ...]:
    """The ids of `others` that say nearly the same as `text`, the nearest first, at most `most`."""
    found = ((likeness(text, other), id) for id, other in others.items())
    return tuple(id for _, id in _best((near, id) for near, id in found if near >= ALIKE))[:most]


def _best(found: Iterable[tuple[float, str]]) -> list[tuple[float, str]]:
    return sorted(found, key=lambda one: (-one[0], one[1]))
