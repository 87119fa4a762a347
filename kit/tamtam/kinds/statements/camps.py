"""The sides of a room that voted on sentences, camps or the ends of a line: how a standing holds them,
and how they are named.
"""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

from tamtam import charts
from tamtam.deck.deck import Activity
from tamtam.kinds.parts import scale
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.standing import ItemStanding, Standing

WORDS = Words("statements")
AGREE, PASS, DISAGREE = 1, 0, -1
VALUES = (DISAGREE, PASS, AGREE)
LETTERS = "ABCDE"

#: The two ends of a line, as they are marked beside their shares.
ENDS = ("◀", "▶")

#: How many of a side agree, have seen it, and disagree; None where too few have. Standings stored before
#: there were lines say nothing of who disagrees.
Side = list[int] | None
#: The sides of a room on a sentence, camps or the ends of a line, each with its letter or its mark.
Sides = Sequence[tuple[str, Side]]


def shape(found: Mapping[str, Any] | None) -> str:
    """What the map of a standing says: "camps", "line", "loose" or "unclear"; "" without a map."""
    if not found:
        return ""
    before = "camps" if found.get("separated") else "unclear"  # as older standings have it
    return str(found.get("shape", before))


def spoken_of(found: dict[str, Any] | None, asked: Sequence[str]) -> dict[str, Any] | None:
    """A map as it may be spoken of: a line on whose ends no sentence that is still `asked` has opposite sides
    is none, whatever else may tell people apart (some pass more often, say)."""
    if found is None or shape(found) != "line":
        return found
    if any(separates(of(found, item)) for item in asked):
        return found
    kept = {key: value for key, value in found.items() if key not in ("dots", "sizes", "votes")}
    return kept | {"shape": "unclear"}


def letters(found: Mapping[str, Any]) -> list[str]:
    """The letter of each camp of a map; in their order where it doesn't say, as older ones don't."""
    return [LETTERS[at] for at in found.get("letters", range(len(found["sizes"])))]


def of(found: Mapping[str, Any] | None, item: str) -> Sides:
    """How each side of a map stands on a sentence; nothing where there are no sides."""
    if not found or "votes" not in found:
        return ()
    sides = found["votes"].get(item)
    marks = letters(found) if shape(found) == "camps" else ENDS
    return tuple(zip(marks, sides, strict=True)) if sides else ()


def of_standing(standing: Standing, item: str) -> Sides:
    """How each side stands on a sentence, as the standing holds it."""
    return of(standing.details.get("map"), item)


def unites(sides: Sides) -> bool:
    """Whether more than half of those of every side who have seen a sentence agree with it."""
    return bool(sides) and all(side is not None and 2 * side[0] > side[1] for _, side in sides)


def separates(sides: Sides) -> bool:
    """Whether more than half of one side agree with a sentence, and more than half of another disagree."""
    told = [side for _, side in sides if side is not None and len(side) > 2]
    agree = any(2 * side[0] > side[1] for side in told)
    return agree and any(2 * side[2] > side[1] for side in told)


def share(item: ItemStanding, value: int) -> float:
    """The share of votes on a sentence that are `value`, 0 to 1."""
    found = item.distributions[0]
    return (found.counts or {}).get(str(value), 0) / max(1, found.n)


def consensus(item: ItemStanding, sides: Sides, shape: str) -> float:
    """How likely an agreement is, (agree + 1) / (seen + 2): in all camps at once, at the end of a line
    that agrees less, or in the whole room."""
    counts = item.distributions[0].counts or {}
    parts = [side or [0, 0] for _, side in sides]
    if not parts:
        parts = [[counts.get(str(AGREE), 0), item.distributions[0].n]]
    likely = [(part[0] + 1) / (part[1] + 2) for part in parts]
    return min(likely) if shape == "line" else prod(likely)


def division(item: ItemStanding, sides: Sides) -> float:
    """How far sides lie apart on a sentence; without any, how even agreeing and disagreeing are. 0 to 1."""
    shares = [side[0] / side[1] for _, side in sides if side]
    if shares:
        return max(shares) - min(shares)
    return 2 * min(share(item, AGREE), share(item, DISAGREE))


# --- in words


def shares(sides: Sides, language: str) -> str:
    """How many of each side agree, in percent: "A 86 % · B 40 %"."""
    told = [
        WORDS.text(language, "share_of_camp", camp=mark, n=round(100 * side[0] / side[1]))
        for mark, side in sides
        if side
    ]
    return " · ".join(told)


def names(activity: Activity, standing: Standing, language: str) -> tuple[str, ...]:
    """What each camp is called: its letter, its size, and the sentence by which it differs most.

    That which is said of the room, where it is among them; one that is no longer asked names nobody.
    """
    found = standing.details.get("map", {})
    asked = [one for one in standing.items if one.item not in standing.details.get("resting", ())]
    known = {one.item for one in asked}
    told = []
    stands_for = found.get("stands_for") or [{}] * len(found["sizes"])
    for letter, size, stands in zip(letters(found), found["sizes"], stands_for, strict=True):
        name = WORDS.text(language, "camp", camp=letter, n=size)
        telling = sorted(stands, key=lambda one: one not in standing.about)
        item = next((one for one in telling if one in known), None)
        if item is not None:
            words = scale.quoted(activity, item, language)
            name += "\n" + WORDS.text(language, f"stands.{stands[item]}", item=words)
        told.append(name)
    return tuple(told)


def drawn(activity: Activity, standing: Standing, language: str) -> charts.Camps | None:
    """The people of a map, in camps or along a line, for its chart; None where they aren't drawn."""
    found = standing.details.get("map", {})
    if not found.get("dots"):
        return None
    dots = tuple((x, y, int(camp)) for x, y, camp in found["dots"])
    n = max(1, round(found["people"] / len(dots)))
    person = texts.text(language, "standing.legend.person", n=n)
    if shape(found) == "line":
        key = WORDS.text(language, "key_line", person=person)
        return charts.Camps(dots, (), (), f"{key} {limit(standing, language)}".strip())
    places = tuple(LETTERS.index(letter) for letter in letters(found))
    key = WORDS.text(language, "key", person=person)
    return charts.Camps(dots, names(activity, standing, language), places, key)


def limit(standing: Standing, language: str) -> str:
    """That a room along a line is too small to tell camps from its ends; empty where it isn't."""
    found = standing.details.get("map", {})
    is_small = shape(found) == "line" and found.get("few_to_tell")
    return WORDS.text(language, "few_to_tell") if is_small else ""
