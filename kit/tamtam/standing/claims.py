"""Claims: what is said of numbers, between a standing and its words. A leaf of the imports.

A sentence is the wording of a claim, and a claim can be checked against the answers: each has the items
it is about, the people `n` who answered *them*, and the counts it rests on. Words, tag, arrow, highlighted
rows and the question to debrief all come from the same claim.

`chance` is the probability that answers given at random would look like it, over all the items there
are; None where the claim is a mere count, which chance can't make false.
"""

from typing import ClassVar

import msgspec
from msgspec import Struct

#: How many stand on each side, by its name.
Spread = tuple[tuple[str, int], ...]

#: The share on one side from which people are said to be together.
TOGETHER = 2 / 3
#: The share from which those on the other side are a side of their own: whoever speaks of most tells it too.
OPPOSED = 1 / 4
#: What the chance of a difference, and of two camps, may be at most. Together less than one room in
#: ten: 1 in 16 is what five people who all go the same way come to.
DIFFERENCE, CAMPS, IN_ORDER = 1 / 16, 0.03, 0.05


def short(name: str) -> str:
    """What a class of claims is called where it is told: "gap" of GapClaim."""
    return name.removesuffix("Claim").lower()


class BaseClaim(
    Struct, frozen=True, omit_defaults=True, kw_only=True, tag_field="claim", tag=short
):
    """What every claim has: its items, how many answered them, and the chance of it.

    Several items are those that tie: what is said holds of each of them, with the same numbers. `phase`
    is when they were asked, where one item may have several claims.
    """

    items: tuple[str, ...] = ()
    phase: str = ""
    n: int
    chance: float | None = None

    #: How what it says comes out, and how much it surprises: the lower, the earlier it is told.
    comes_to: ClassVar[str] = "scattered"
    rank: ClassVar[int] = 9

    @property
    def outcome(self) -> str:
        """How a standing comes out that says this: "together", "split", "scattered" or "gap"."""
        return self.comes_to

    @property
    def about(self) -> tuple[str, ...]:
        """The items that its sentence names."""
        return self.items

    @property
    def name(self) -> str:
        """What sort of claim it is, in the words of a kind: "split", "gap"."""
        return short(type(self).__name__)

    @property
    def direction(self) -> str:
        """Which way it goes, for words and debriefs: "more", "agree"; empty without."""
        return ""

    @property
    def key(self) -> str:
        """What tells it from the other claims of a standing: "gap.more:trust"."""
        said = ".".join(filter(None, (self.name, self.direction)))
        return ":".join(filter(None, (said, "+".join(self.items), self.phase)))

    @property
    def debriefs(self) -> tuple[str, ...]:
        """Under which keys its question to debrief is looked for, the most particular first.

        Of a gap of trust upwards: "gap.more.trust", "gap.trust", "gap.more", "gap"; its outcome last.
        """
        own = self.items[0] if len(self.items) == 1 else ""
        parts = ((self.direction, own), ("", own), (self.direction, ""), ("", ""))
        keys = (".".join(filter(None, (self.name, *part))) for part in parts)
        return tuple(dict.fromkeys((*keys, self.outcome)))


class CampsClaim(BaseClaim, frozen=True, kw_only=True):
    """People fall into camps of these `sizes`: `items` set them apart, `unites` is what all of them share.

    `unites` is one item or none; `n` are all people whose answers camps were looked for in.
    """

    sizes: tuple[int, ...]
    unites: tuple[str, ...] = ()

    comes_to: ClassVar[str] = "split"
    rank: ClassVar[int] = -1

    @property
    def about(self) -> tuple[str, ...]:
        """Also what unites them."""
        return (*self.items, *self.unites)


class LineClaim(BaseClaim, frozen=True, kw_only=True):
    """People lie along one line, on whose two ends `items` have opposite sides."""

    comes_to: ClassVar[str] = "split"
    rank: ClassVar[int] = -1


class SplitClaim(BaseClaim, frozen=True, kw_only=True):
    """Two humps, one on each side: how many stand on the two `sides`."""

    sides: tuple[str, str]
    counts: tuple[int, int]

    comes_to: ClassVar[str] = "split"
    rank: ClassVar[int] = 0


class OppositeClaim(BaseClaim, frozen=True, kw_only=True):
    """Opposite wishes: ▲ `up`, = `same`, ▼ `down`, each side with its share."""

    up: int
    same: int
    down: int

    comes_to: ClassVar[str] = "split"
    rank: ClassVar[int] = 0


class GapClaim(BaseClaim, frozen=True, kw_only=True):
    """More go one way than the other: from what is to what is wanted, pair by pair.

    `before` and `after` are the medians of the same `n` people, None where those aren't what is drawn;
    where they don't move the way that more people go, they tell nothing and aren't told.
    """

    up: int
    same: int
    down: int
    before: float | None = None
    after: float | None = None

    comes_to: ClassVar[str] = "gap"
    rank: ClassVar[int] = 1

    @property
    def direction(self) -> str:
        """Its own way."""
        return "more" if self.up > self.down else "less"

    @property
    def going(self) -> int:
        """How many go the way that more of them go."""
        return max(self.up, self.down)

    @property
    def by_medians(self) -> bool:
        """Whether most go that way and the medians do too, so that an arrow between them is true.

        And whether few go the other way: an arrow alone would hide them.
        """
        if self.before is None or self.after is None:
            return False
        if min(self.up, self.down) >= OPPOSED * self.n:
            return False
        apart = self.after - self.before
        return 2 * self.going > self.n and (apart > 0 if self.direction == "more" else apart < 0)


class ShiftClaim(GapClaim, frozen=True, kw_only=True):
    """What moved since the time before, of those who answered both times."""


class ApartClaim(BaseClaim, frozen=True, kw_only=True):
    """What `n` people answer lies higher or lower than what the `first` of the time before did.

    It tells of two groups, not of who moved: it follows from their distributions alone. `share` is in how
    many pairs of one of each the second is further that way, less those the other way; `before` and
    `after` are the medians, None where they don't go that way.
    """

    side: str
    first: int
    share: float
    before: float | None = None
    after: float | None = None

    comes_to: ClassVar[str] = "gap"
    rank: ClassVar[int] = 1

    @property
    def name(self) -> str:
        """A deck asks of it as of any other shift."""
        return short(ShiftClaim.__name__)

    @property
    def direction(self) -> str:
        """Its own way."""
        return self.side


class WishClaim(BaseClaim, frozen=True, kw_only=True):
    """More than chance wish the same of it: `count` of `n`.

    `other` of `of` is what it stands against: how many wish the contrary, or how many see it so today.
    `spread` is how many wish each thing, where that is told too.
    """

    side: str
    count: int
    other: int = 0
    of: int = 0
    spread: Spread = ()

    comes_to: ClassVar[str] = "gap"
    rank: ClassVar[int] = 1

    @property
    def direction(self) -> str:
        """Its own way."""
        return self.side


class LackClaim(BaseClaim, frozen=True, kw_only=True):
    """Many lack the same: `count` of `n` say so of one `side`."""

    side: str
    count: int

    comes_to: ClassVar[str] = "gap"
    rank: ClassVar[int] = 1

    @property
    def direction(self) -> str:
        """What is lacking."""
        return self.side


class HubClaim(BaseClaim, frozen=True, kw_only=True):
    """One role, or several that tie, is named by `count` of the `of` people of other roles.

    More than by chance. `of` is 0 where those that tie have not as many beside them.
    """

    roles: tuple[str, ...]
    count: int
    of: int = 0

    comes_to: ClassVar[str] = "split"
    rank: ClassVar[int] = 2

    @property
    def direction(self) -> str:
        """Whether several tie."""
        return "tie" if len(self.roles) > 1 else ""


class MutualClaim(BaseClaim, frozen=True, kw_only=True):
    """Of `pairs` of roles of which one names the other, `both` do, which chance seldom comes to."""

    both: int
    pairs: int

    comes_to: ClassVar[str] = "together"
    rank: ClassVar[int] = 3


class OrderClaim(BaseClaim, frozen=True, kw_only=True):
    """The items have an order: `items` come first, those that tie together, `last` come last.

    `value` is what the first come to: a median, a mean rank. `alike` is whether people are close to each
    other in it, and not only further apart from chance; `low` that even the first come to little. `up_to`
    answered that of them which most did, where that is more than `n`; else 0.
    """

    value: float
    last: tuple[str, ...] = ()
    alike: bool = False
    low: bool = False
    up_to: int = 0

    rank: ClassVar[int] = 2

    @property
    def outcome(self) -> str:
        """Together only where people are close in it."""
        return "together" if self.alike else "scattered"

    @property
    def direction(self) -> str:
        """Whether even the first come to little."""
        return "low" if self.low else ""


class SharedClaim(BaseClaim, frozen=True, kw_only=True):
    """At least two thirds stand on one side, `count` of `n`, and less than a quarter on an opposite one.

    Said of every item at once it has none; `or_more` is whether of some of them there are more than `count`.
    """

    side: str
    count: int
    or_more: bool = False

    comes_to: ClassVar[str] = "together"
    rank: ClassVar[int] = 3

    @property
    def direction(self) -> str:
        """Its own way."""
        return self.side


class MajorityClaim(BaseClaim, frozen=True, kw_only=True):
    """More than half stand on one side, but not so that it is shared; `spread` as in a wish."""

    side: str
    count: int
    spread: Spread = ()

    rank: ClassVar[int] = 4

    @property
    def direction(self) -> str:
        """Its own way."""
        return self.side


class PluralityClaim(BaseClaim, frozen=True, kw_only=True):
    """No side has more than half; `sides` are all those that have the most, `count` each.

    `spread` is how many stand on each side, by its name.
    """

    sides: tuple[str, ...]
    count: int
    spread: Spread = ()

    rank: ClassVar[int] = 5

    @property
    def direction(self) -> str:
        """Its own way."""
        return "tie" if len(self.sides) > 1 else ""


class NothingClaim(BaseClaim, frozen=True, kw_only=True):
    """Nothing stands out. `why`: "noise", chance alone would do as much; "alike", no item from another;
    "few", there are too few of each sort to tell sorts apart; "apart", two groups don't lie apart.

    `counts` are what there is to tell all the same, by name.
    """

    why: str = "noise"
    counts: Spread = ()

    rank: ClassVar[int] = 6

    @property
    def direction(self) -> str:
        """Its own way."""
        return self.why

    def count(self, name: str) -> int:
        """One of the counts; 0 where there is none of that name."""
        return dict(self.counts).get(name, 0)


AnyClaim = (
    CampsClaim
    | LineClaim
    | SplitClaim
    | OppositeClaim
    | GapClaim
    | ShiftClaim
    | ApartClaim
    | WishClaim
    | LackClaim
    | HubClaim
    | MutualClaim
    | OrderClaim
    | SharedClaim
    | MajorityClaim
    | PluralityClaim
    | NothingClaim
)


def merged(claims: tuple[AnyClaim, ...]) -> tuple[AnyClaim, ...]:
    """The claims, those that differ in nothing but their items put together: what ties is told together."""
    found: dict[AnyClaim, tuple[tuple[str, ...], float | None]] = {}
    for claim in claims:
        bare = msgspec.structs.replace(claim, items=(), chance=None)
        items, chance = found.get(bare, ((), claim.chance))
        least = max((one for one in (chance, claim.chance) if one is not None), default=None)
        found[bare] = (*items, *claim.items), least
    return tuple(
        msgspec.structs.replace(bare, items=items, chance=chance)
        for bare, (items, chance) in found.items()
    )
