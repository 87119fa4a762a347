"""What is claimed of a room that voted on sentences, and in which words.

Of each sentence what its votes come to, as of any item whose answers are on sides: two humps, two thirds,
more than half, or the most; a pass is a vote. Of all of them together what the map says: camps or one line,
with the sentences that set their sides apart. Where it says neither, each claim is told beside that.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tamtam.deck.deck import Activity
from tamtam.kinds.parts import evidence, saying, scale
from tamtam.kinds.statements import camps
from tamtam.kinds.statements.camps import AGREE, DISAGREE, PASS, VALUES, WORDS
from tamtam.language import texts
from tamtam.standing.claims import (
    AnyClaim,
    CampsClaim,
    LineClaim,
    MajorityClaim,
    SharedClaim,
    SplitClaim,
)
from tamtam.standing.standing import ItemStanding

#: The sides of a sentence, and those among them that are against each other.
SIDES = {"agree": AGREE, "pass": PASS, "disagree": DISAGREE}
ENDS = ("agree", "disagree")
#: What the map says that is told beside what is said of a sentence.
NEITHER = ("loose", "unclear")
#: At most so many sentences are named as those that carry a line.
MOST_CARRYING = 2


def of_sentence(id: str, counts: Mapping[int, int], sentences: int) -> AnyClaim:
    """What holds of one of so many sentences."""
    sides = {side: counts[value] for side, value in SIDES.items()}
    chance = evidence.in_camps(counts, VALUES[0], VALUES[-1], PASS, sentences)
    return evidence.split_or(id, sides, ENDS, chance)


def claims(ranked: Sequence[ItemStanding], found: Mapping[str, Any] | None) -> tuple[AnyClaim, ...]:
    """What to say of sentences, the most shared first, and of the map if there is one."""
    each = evidence.in_order([item.claim for item in ranked if item.claim])
    return (*_of_map(ranked, found), *each)


def _of_map(
    ranked: Sequence[ItemStanding], found: Mapping[str, Any] | None
) -> tuple[CampsClaim | LineClaim, ...]:
    """That there are camps, or one line; nothing where there are neither."""
    shape = camps.shape(found)
    if found is None or shape not in ("camps", "line"):
        return ()
    sides = {item.item: camps.of(found, item.item) for item in ranked}
    apart = [item.item for item in ranked if camps.separates(sides[item.item])]
    apart.sort(key=lambda item: -_division(ranked, item, sides))
    n, chance = found["people"], found["by_chance"]
    if shape == "line":
        return (LineClaim(items=tuple(apart[:MOST_CARRYING]), n=n, chance=chance),)
    first = ranked[0].item
    unites = (first,) if camps.unites(sides[first]) else ()
    sizes = tuple(found["sizes"])
    return (CampsClaim(items=tuple(apart[:1]), n=n, chance=chance, sizes=sizes, unites=unites),)


def _division(ranked: Sequence[ItemStanding], id: str, sides: Mapping[str, camps.Sides]) -> float:
    item = next(one for one in ranked if one.item == id)
    return camps.division(item, sides[id])


# --- in words


def sentence(activity: Activity, claim: AnyClaim, shape: str, language: str) -> str:
    """A claim in one language; `shape` is what the map says, "" without one."""
    if isinstance(claim, CampsClaim | LineClaim):
        return _of_sides(activity, claim, language)
    said = WORDS.text(
        language,
        f"say.{key_of(claim)}",
        item=saying.named(activity, claim, language),
        **_counted(claim, language),
    )
    return WORDS.text(language, f"besides.{shape}", said=said) if shape in NEITHER else said


def tag(claim: AnyClaim, language: str) -> str:
    """How the votes on one sentence lie, in a few words."""
    key = key_of(claim).rpartition(".")[2]
    return WORDS.text(language, f"tag.{key}", **_counted(claim, language))


def key_of(claim: AnyClaim) -> str:
    """Under which key a claim is worded: its sort, and the side of one that has a side."""
    if isinstance(claim, SharedClaim | MajorityClaim):
        return f"{claim.name}.{claim.side}"
    return claim.name


def _of_sides(activity: Activity, claim: CampsClaim | LineClaim, language: str) -> str:
    named = {
        f"apart_{at}": scale.quoted(activity, item, language)
        for at, item in enumerate(claim.items, start=1)
    }
    parts = [f"apart_{len(claim.items)}"] if claim.items else []
    if isinstance(claim, LineClaim):
        return WORDS.text(language, f"say.line.{parts[0]}", **named)
    if claim.unites:
        parts.append("unites")
        named["unites"] = scale.quoted(activity, claim.unites[0], language)
    sizes = saying.listed([texts.number(language, size) for size in claim.sizes], language)
    key = f"say.camps.{'_'.join(parts) or 'alone'}"
    return WORDS.text(language, key, n=len(claim.sizes), sizes=sizes, **named)


def _counted(claim: AnyClaim, language: str) -> dict[str, Any]:
    sides = dict(getattr(claim, "spread", ()))
    if isinstance(claim, SplitClaim):
        sides = dict(zip(claim.sides, claim.counts, strict=True))
    return {"count": getattr(claim, "count", 0), "total": claim.n, **counted(sides, language)}


def counted(sides: Mapping[str, int], language: str) -> dict[str, str]:
    """Each side in words: "12 agree", "1 disagrees", "3 pass"."""
    return {f"{side}_n": WORDS.text(language, f"side.{side}", n=n) for side, n in sides.items()}
