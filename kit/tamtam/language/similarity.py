"""Which short texts say nearly the same: to offer them for merging; a person decides.

Each word that says something is compared with the nearest of the other text, by the threes of letters
they share (Dice's coefficient, Dice 1945); how alike two texts are is the mean over the words of both.
Case, accents, punctuation and single letters aside, and what most sentences hold (“les”, “devraient”,
“should”): those that only have that in common say different things. So do a sentence and what denies
it. Plain Python.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import fsum

#: From how alike two texts are offered (0 to 1).
ALIKE = 0.56
_WORD = re.compile(r"\w{2,}")
#: Words that say little by themselves, in both languages, without accents.
_LITTLE = """
    le la les un une des du de au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre
    vos leur leurs je tu il elle on nous vous ils elles me te se lui en et ou mais donc car si que qui
    quoi dont est sont etre ete etait sera serait ai as avons avez ont avoir aurait fait faire peut
    peuvent pouvoir pourrait doit doivent devoir devrait devraient devrions faut faudrait dans par pour
    sur sous avec chez vers entre tres trop bien peu aussi plusieurs tout toute tous toutes chaque meme
    comme quand alors ainsi ici vraiment
    the an of to in at by for with from into over and or but so if that which who what this these those
    it its my your our their his her we you they he she is are was were be been being has have had do
    does did can could may might must shall should will would very too much many more most some any all
    every each when then here there really
"""
#: What turns a sentence around.
_DENIALS = "ne pas plus jamais sans moins aucun aucune ni not no never without less don"
_COMMON, _DENYING = frozenset(_LITTLE.split()), frozenset(_DENIALS.split())
#: How alike two texts still are when one of them denies.
_DENIED = 0.5


@lru_cache(maxsize=10_000)
def _words(text: str) -> tuple[str, ...]:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return tuple(_WORD.findall("".join(char for char in bare if not unicodedata.combining(char))))


@lru_cache(maxsize=10_000)
def _telling(text: str) -> tuple[str, ...]:
    """The words that say something; all of them where none does."""
    words = tuple(dict.fromkeys(_words(text)))
    return tuple(one for one in words if one not in _COMMON and one not in _DENYING) or words


@lru_cache(maxsize=10_000)
def _threes(word: str) -> frozenset[str]:
    """The threes of letters of a word, with the space before and behind it."""
    padded = f" {word} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


@lru_cache(maxsize=50_000)
def likeness(one: str, other: str) -> float:
    """How alike two texts are: 0 share nothing, 1 say the same.

    >>> likeness("Les réunions !", "les reunions"), likeness("Mail", "Phone")
    (1.0, 0.0)
    >>> round(likeness("Too many meetings", "too much meeting"), 2)
    0.8
    """
    words, others = _telling(one), _telling(other)
    if not words or not others:
        return 0.0
    if "".join(words) == "".join(others):
        near = 1.0  # written together or apart
    else:
        best = [*_best_of(words, others), *_best_of(others, words)]
        near = fsum(best) / len(best)
    same = _DENYING.isdisjoint(_words(one)) == _DENYING.isdisjoint(_words(other))
    return near if same else near * _DENIED


def _best_of(words: Iterable[str], others: Iterable[str]) -> list[float]:
    """How near each word is to the nearest of the others."""
    return [max(_shared(_threes(word), _threes(other)) for other in others) for word in words]


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient: twice what two sets share, by what they hold together."""
    return 2 * len(one & other) / (len(one) + len(other))


def nearest(text: str, others: Mapping[str, str], most: int = 3) -> tuple[str, ...]:
    """The ids of `others` that say nearly the same as `text`, the nearest first, at most `most`."""
    found = ((likeness(text, other), id) for id, other in others.items())
    return tuple(id for _, id in _best((near, id) for near, id in found if near >= ALIKE))[:most]


def _best(found: Iterable[tuple[float, str]]) -> list[tuple[float, str]]:
    return sorted(found, key=lambda one: (-one[0], one[1]))
