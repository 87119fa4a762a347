"""Camps of a room that voted on sentences: how a standing holds them, and how they are named."""

from collections.abc import Mapping, Sequence
from typing import Any

from tamtam import charts
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.standing import ItemStanding, Standing

WORDS = Words("statements")
AGREE, PASS, DISAGREE = 1, 0, -1
VALUES = (DISAGREE, PASS, AGREE)
LETTERS = "ABCDE"

#: How many of a camp agree, and how many have seen it; None where too few have.
Camp = list[int] | None
#: The camps of a sentence, each with its letter.
Lettered = Sequence[tuple[str, Camp]]


def letters(found: Mapping[str, Any]) -> list[str]:
    """The letter of each camp of a map; in their order where it doesn't say, as older ones don't."""
    return [LETTERS[at] for at in found.get("letters", range(len(found["sizes"])))]


def of(found: Mapping[str, Any] | None, item: str) -> Lettered:
    """How each camp of a map stands on a sentence; nothing where there are no camps."""
    if not found or not found.get("separated"):
        return ()
    camps = found["votes"].get(item)
    return tuple(zip(letters(found), camps, strict=True)) if camps else ()


def of_standing(standing: Standing, item: str) -> Lettered:
    """How each camp stands on a sentence, as the standing holds it."""
    return of(standing.details.get("map"), item)


def side(item: ItemStanding, value: int) -> float:
    """The share of votes on a sentence that are `value`, 0 to 1."""
    found = item.distributions[0]
    return (found.counts or {}).get(str(value), 0) / max(1, found.n)


def consensus(item: ItemStanding, camps: Lettered) -> float:
    """How likely an agreement is, (agree + 1) / (seen + 2); with camps, in all of them at once."""
    counts = item.distributions[0].counts or {}
    parts = [camp for _, camp in camps] or [[counts.get(str(AGREE), 0), item.distributions[0].n]]
    product = 1.0
    for part in parts:
        agree, seen = part or (0, 0)
        product *= (agree + 1) / (seen + 2)
    return product


def division(item: ItemStanding, camps: Lettered) -> float:
    """How far camps lie apart on a sentence; without camps, how even its two sides are. 0 to 1."""
    shares = [camp[0] / camp[1] for _, camp in camps if camp]
    if shares:
        return max(shares) - min(shares)
    return 2 * min(side(item, AGREE), side(item, DISAGREE))


# --- in words


def shares(camps: Lettered, language: str) -> str:
    """How many of each camp agree, in percent: "A 86 % · B 40 %"."""
    told = [
        WORDS.text(language, "share_of_camp", camp=letter, n=round(100 * camp[0] / camp[1]))
        for letter, camp in camps
        if camp
    ]
    return " · ".join(told)


def names(found: Mapping[str, Any], language: str) -> tuple[str, ...]:
    """What each camp is called: its letter, and how many people are in it."""
    named = zip(letters(found), found["sizes"], strict=True)
    return tuple(WORDS.text(language, "camp", camp=letter, n=size) for letter, size in named)


def drawn(standing: Standing, language: str) -> charts.Camps | None:
    """The map to draw; None where there are no camps."""
    found = standing.details.get("map", {})
    if not found.get("separated"):
        return None
    dots = tuple((x, y, int(camp)) for x, y, camp in found["dots"])
    n = max(1, round(found["people"] / max(1, len(dots))))
    key = WORDS.text(language, "key", person=texts.text(language, "standing.legend.person", n=n))
    places = tuple(LETTERS.index(letter) for letter in letters(found))
    return charts.Camps(dots, names(found, language), places, key)
