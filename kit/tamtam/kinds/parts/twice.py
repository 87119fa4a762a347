"""Items answered twice by the same person, as they are and as they are wanted: standing, claims and words.

Both spreads, the arrow between their medians and the counts beside it are of the same people: those who
answered both times.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tamtam.kinds.kind import Answers
from tamtam.kinds.parts import evidence, saying, scale
from tamtam.kinds.parts.evidence import Pairs
from tamtam.language import texts
from tamtam.standing.claims import (
    TOGETHER,
    AnyClaim,
    GapClaim,
    NothingClaim,
    OppositeClaim,
    SharedClaim,
)
from tamtam.standing.standing import Distribution, ItemStanding

#: What may be claimed of them, and in which directions.
CLAIMS = ("opposite", "gap.more", "gap.less", "shared.same", "nothing.noise")


@dataclass(frozen=True, slots=True)
class Twice:
    """Several such items: the `pairs` of each by its id, the two `phases`, the `values` of the scale.

    `rows` are each person's steps. An item whose pairs are fewer than `min_answers` shows their number.
    """

    phases: tuple[str, str]
    values: Mapping[str, Sequence[int]]
    pairs: Mapping[str, Pairs]
    rows: Sequence[Mapping[str, int]] = field(repr=False)
    min_answers: int

    @property
    def shown(self) -> list[str]:
        """The items of which more than a number may be shown."""
        return [id for id, found in self.pairs.items() if self.n(id) >= max(self.min_answers, 1)]

    @property
    def spans(self) -> dict[str, int]:
        """How long each item's scale is."""
        return {id: max(1, values[-1] - values[0]) for id, values in self.values.items()}

    @property
    def most(self) -> int:
        """How many answered the item twice that most did."""
        return max((self.n(id) for id in self.pairs), default=0)

    def n(self, id: str) -> int:
        """How many answered an item both times."""
        return sum(self.pairs[id].values())

    def claims(self) -> dict[str, AnyClaim]:
        """What holds of each item that may be shown."""
        shown = self.shown
        rows = [{id: row[id] for id in shown if id in row} for row in self.rows]
        return evidence.of_pairs({id: self.pairs[id] for id in shown}, self.spans, rows)

    def told(self, claims: Mapping[str, AnyClaim]) -> tuple[AnyClaim, ...]:
        """The claims in the order they are told; where two thirds leave each item as it is, that first."""
        found = evidence.in_order(list(claims.values()), self.spans)
        stays = [claim for claim in claims.values() if isinstance(claim, SharedClaim)]
        alike = len({claim.n for claim in stays}) == 1
        if len(stays) < len(claims) or not alike or len(stays) == 1:
            return found
        least, *more = sorted({claim.count for claim in stays})
        every = SharedClaim(n=stays[0].n, side="same", count=least, or_more=bool(more))
        return (every, *found)

    def item(self, id: str, spread: bool = True) -> ItemStanding:
        """An item's two distributions, its gap and net pull; of too few only their number.

        With `spread` the counts have every value of the scale, else those that were given.
        """
        if id not in self.shown:
            return ItemStanding(id, tuple(Distribution(one, self.n(id)) for one in self.phases))
        found = tuple(
            scale.distribution(phase, self._counts(id, at, spread), self.min_answers)
            for at, phase in enumerate(self.phases)
        )
        return ItemStanding(id, found, scale.gap_measures(evidence.steps_of(self.pairs[id])))

    def _counts(self, id: str, at: int, spread: bool) -> dict[int, int]:
        counts = dict.fromkeys(self.values[id], 0) if spread else {}
        for pair, count in self.pairs[id].items():
            counts[pair[at]] = counts.get(pair[at], 0) + count
        return counts

    def details(self) -> dict[str, Any]:
        """Per item `directions`: how many want less, as much, more."""
        return {
            "directions": {
                id: list(evidence.directions(evidence.steps_of(self.pairs[id])))
                for id in self.shown
            }
        }


def rows_of(answers: Answers, ids: Sequence[str], phases: tuple[str, str]) -> list[dict[str, int]]:
    """Each person's steps, by item: of those items that they answered in both phases."""
    first, last = phases
    return [
        {
            id: own[id, last] - own[id, first]
            for id in ids
            if (id, first) in own and (id, last) in own
        }
        for own in answers.values()
    ]


def leaning(claim: AnyClaim) -> tuple[int, int] | None:
    """How many go the way of two thirds and more, and how many the other, where chance may do as much.

    Of five who all want more, over several items, no gap can be claimed; that nothing is clear would
    be heard as false all the same. So they are counted, and the doubt is said. None of other claims.
    """
    if not isinstance(claim, NothingClaim) or claim.why != "noise" or claim.n < 2:
        return None
    up, down = claim.count("up"), claim.count("down")
    return (max(up, down), min(up, down)) if max(up, down) >= TOGETHER * claim.n else None


def hedged(claim: AnyClaim, words: str, language: str) -> str:
    """Words about a claim, with the doubt there is where they only count."""
    return texts.text(language, "standing.leaning", said=words) if leaning(claim) else words


def key_of(claim: AnyClaim) -> str:
    """Under which key of a kind's ``say`` a claim about pairs is worded."""
    if leaning(claim):
        assert isinstance(claim, NothingClaim)
        return "more_leaning" if claim.count("up") > claim.count("down") else "less_leaning"
    match claim:
        case GapClaim():
            return claim.direction if claim.by_medians else f"{claim.direction}_by_people"
        case OppositeClaim():
            return "opposite"
        case SharedClaim():
            if claim.items:
                return "same"
            return "all_same_least" if claim.or_more else "all_same"
    return "noise"


def numbers(claim: AnyClaim) -> dict[str, Any]:
    """What those words have to fill in: counts and medians; `going` goes one way, `against` the other."""
    found = saying.counts_of(claim)
    if isinstance(claim, GapClaim):
        found |= {"going": claim.going, "against": min(claim.up, claim.down)}
    if leans := leaning(claim):
        found |= dict(zip(("going", "against"), leans, strict=True))
    return found


def tag(claim: AnyClaim, language: str) -> str:
    """The tag of a row, from its claim: how many go up, stay, go down."""
    if isinstance(claim, OppositeClaim | GapClaim):
        up, same, down = claim.up, claim.same, claim.down
        return texts.text(language, "standing.tag.ways", up=up, same=same, down=down)
    if isinstance(claim, NothingClaim):
        return texts.text(language, "standing.tag.ways", **dict(claim.counts))
    return texts.text(language, "standing.tag.stays", **saying.counts_of(claim))
