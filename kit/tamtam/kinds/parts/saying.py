"""From claims to a standing: each with its sentence, the first of them said; and items with their tags."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from tamtam.deck.deck import Activity, Text
from tamtam.kinds.parts import scale
from tamtam.language import texts
from tamtam.standing.claims import AnyClaim, GapClaim, NothingClaim, OrderClaim, PluralityClaim
from tamtam.standing.standing import ItemStanding, Standing, StandingClaim

#: How many claims are kept at most: the first is said, the facilitator may choose another.
MOST_KEPT = 12
#: So many items that tie are named; of more, the first two and how many others.
MOST_NAMED = 3
#: Of longer names than this, in characters all together, only the first is said.
LONGEST = 70

#: What words a claim in one language.
Say = Callable[[AnyClaim, str], str]


def standing(
    head: tuple[str, int, str, int, int],
    items: tuple[ItemStanding, ...],
    claims: Sequence[AnyClaim],
    say: Say,
    **rest: Any,
) -> Standing:
    """A standing that says the first of some `claims`, which hold, and keeps the others.

    `head` is its activity, turn, kind, n and min_answers.
    """
    told = tuple(
        StandingClaim(claim, {language: say(claim, language) for language in texts.LANGUAGES})
        for claim in claims[:MOST_KEPT]
    )
    first = told[0]
    about = first.claim.about
    return Standing(*head, first.outcome, first.sentence, items, about=about, claims=told, **rest)


def caption(standing: Standing, drawn: str, told: Iterable[str], language: str) -> str:
    """A chart in words: what it says, how it is `drawn` where anything is, what is `told` of each item."""
    said = scale.said(standing, language)
    return " ".join((said, *([drawn] if standing.items else []), *told))


def tagged(item: ItemStanding, claim: AnyClaim, tag: Say | None = None) -> ItemStanding:
    """An item of which a claim holds, with its outcome and its tag, which come from that claim."""
    words: Text | None = None
    if tag is not None:
        words = {language: tag(claim, language) for language in texts.LANGUAGES}
    return msgspec.structs.replace(item, outcome=claim.outcome, claim=claim, tag=words)


def tag_of(item: ItemStanding, language: str) -> str:
    """An item's tag in one language; empty without."""
    return texts.pick(item.tag, language) if item.tag else ""


def named(activity: Activity, claim: AnyClaim, language: str) -> str:
    """The items of a claim as they stand in its sentence."""
    return several([scale.quoted(activity, id, language) for id in claim.items], claim, language)


def several(names: Sequence[str], claim: AnyClaim, language: str) -> str:
    """Names of items of which a claim holds: in a row, or the first and which tie with it.

    “4 of 7 would let go of A and B” says that the same four would let go of both, and nobody counted that:
    each item has its own four. In a row stand items that everybody says it of, and those of claims that
    count nobody: what comes first, what nothing stands out of.
    """
    if len(names) < 2 or not _counts_some(claim):
        return listed(names, language)
    first, *rest = names
    if len(rest) >= MOST_NAMED or len("".join(names[:MOST_NAMED])) > LONGEST:
        tied = texts.text(language, "standing.others_more", n=len(rest))
    else:
        tied = listed(rest, language)
    return texts.text(language, "standing.tied", first=first, tied=tied)


def _counts_some(claim: AnyClaim) -> bool:
    """Whether it counts people of whom only some say it of an item."""
    if isinstance(claim, NothingClaim):
        return bool(claim.counts)
    if isinstance(claim, OrderClaim | PluralityClaim):
        return isinstance(claim, PluralityClaim) and bool(claim.spread)
    counts = (claim.going,) if isinstance(claim, GapClaim) else (getattr(claim, "count", 0),)
    return counts != (claim.n,)


def listed(names: Sequence[str], language: str) -> str:
    """Names in a row: "A", "A and B", "A, B and C", "A, B and 3 others"; of long ones "A and 1 other"."""
    if len(names) < 2:
        return "".join(names)
    kept = 1 if len("".join(names[:MOST_NAMED])) > LONGEST else 2
    if len(names) > MOST_NAMED or kept == 1:
        names = [*names[:kept], texts.text(language, "standing.others_more", n=len(names) - kept)]
    first, last = ", ".join(names[:-1]), names[-1]
    return texts.text(language, "standing.and", first=first, last=last)


def counts_of(claim: AnyClaim) -> dict[str, Any]:
    """The numbers of a claim, by the names that its words have for them."""
    numbers: Mapping[str, Any] = msgspec.structs.asdict(claim)
    if isinstance(claim, NothingClaim):
        return {"n": claim.n, **dict(claim.counts)}
    return {name: value for name, value in numbers.items() if isinstance(value, int | float)}
