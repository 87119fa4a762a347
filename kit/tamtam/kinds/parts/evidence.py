"""From counts to claims: what holds of each item, and in which order it is told.

Kinds hand over counts; what may be said of them is decided here, alike for all. A claim that chance could
fake (two camps, opposite wishes, a gap) holds only where its chance over all the items is small; what is a
mere count (two thirds, more than half, the most) always does.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from tamtam import standing
from tamtam.kinds.parts import scale
from tamtam.standing.claims import (
    CAMPS,
    DIFFERENCE,
    OPPOSED,
    TOGETHER,
    AnyClaim,
    ApartClaim,
    GapClaim,
    MajorityClaim,
    MutualClaim,
    NothingClaim,
    OppositeClaim,
    PluralityClaim,
    SharedClaim,
    SplitClaim,
    merged,
)

#: How often each (earlier, later) was given by someone who gave both.
Pairs = Mapping[tuple[int, int], int]


def claims(*sides: str) -> tuple[str, ...]:
    """What may be claimed of answers that are on sides, and in which directions."""
    sorts = ("shared", "majority")
    sided = (f"{sort}.{side}" for sort in sorts for side in sides)
    return (*sorts, *sided, "plurality", "plurality.tie")


def steps_of(pairs: Pairs) -> dict[int, int]:
    """How often each step later − earlier was taken."""
    steps: dict[int, int] = {}
    for (earlier, later), count in pairs.items():
        steps[later - earlier] = steps.get(later - earlier, 0) + count
    return steps


def directions(steps: Mapping[int, int]) -> tuple[int, int, int]:
    """How many go down, stay, go up, from counts of steps."""
    down = sum(count for step, count in steps.items() if step < 0)
    up = sum(count for step, count in steps.items() if step > 0)
    return down, sum(steps.values()) - down - up, up


def in_camps(counts: Mapping[int, int], low: int, high: int, middle: float, items: int) -> float:
    """The chance of two camps on either side of the `middle` of a scale from `low` to `high`."""
    along = [counts.get(value, 0) for value in range(low, high + 1)]
    return standing.camps_chance(along, middle - low, (OPPOSED, TOGETHER), items)


def of_pairs(
    pairs: Mapping[str, Pairs], spans: Mapping[str, int], rows: Iterable[Mapping[str, int]]
) -> dict[str, AnyClaim]:
    """What holds of each item that was answered twice: opposite wishes, a gap, that it may stay, nothing.

    `spans` are how long each item's scale is; `rows` are each person's steps, by item. Whether more go one
    way than chance would is asked of their number, as that is what is said: not of how far they go.
    """
    ids = list(pairs)
    table = [[_sign(row.get(id, 0)) for id in ids] for row in rows]
    chances = dict(zip(ids, standing.turned_chances(table), strict=False))
    return {
        id: of_steps(id, found, spans[id], chances.get(id, 1.0), len(ids))
        for id, found in pairs.items()
    }


def _sign(step: float) -> int:
    return (step > 0) - (step < 0)


def of_steps(id: str, pairs: Pairs, span: int, chance: float, items: int) -> AnyClaim:
    """What holds of one item; `chance` is that its steps, or any item's, lean as far one way.

    Of someone alone nothing has to be told from chance. Wishes are opposite also where two thirds go one
    way, as a quarter go the other.
    """
    steps = steps_of(pairs)
    down, same, up = directions(steps)
    n = down + same + up
    along = [steps.get(step, 0) for step in range(-span, span + 1)]
    parted = standing.camps_chance(along, span, (OPPOSED, 1), items)
    if parted <= CAMPS:
        return OppositeClaim(
            items=(id,), n=n, chance=scale.rounded(parted), up=up, same=same, down=down
        )
    if (n == 1 or chance <= DIFFERENCE) and up != down:
        before, after = (median_of(pairs, at) for at in (0, 1))
        claim = GapClaim(items=(id,), n=n, up=up, same=same, down=down, before=before, after=after)
        return msgspec.structs.replace(claim, chance=scale.rounded(chance))
    if same >= TOGETHER * n:
        return SharedClaim(items=(id,), n=n, side="same", count=same)
    return NothingClaim(items=(id,), n=n, counts=(("up", up), ("same", same), ("down", down)))


def median_of(pairs: Pairs, at: int) -> float:
    """The median of what people gave first (0) or last (1), of those who gave both."""
    counts: dict[int, int] = {}
    for pair, count in pairs.items():
        counts[pair[at]] = counts.get(pair[at], 0) + count
    return standing.median(counts) or 0.0


def parts(first: int, second: int, n: int) -> bool:
    """Whether two sides are large enough to speak of both: a quarter each, neither of two thirds."""
    return min(first, second) >= OPPOSED * n and max(first, second) < TOGETHER * n


def of_sides(id: str, sides: Mapping[str, int], ends: Collection[str] = ()) -> AnyClaim:
    """What holds of one item whose answers are on sides: two thirds, more than half, or the most.

    Some sides are `ends`, against each other: then two thirds are together only where less than a quarter
    stand at another end.
    """
    n, most = sum(sides.values()), max(sides.values())
    first = tuple(side for side, count in sides.items() if count == most)
    others = (sides[end] for end in ends if end != first[0])
    if most >= TOGETHER * n and max(others, default=0) < OPPOSED * n:
        return SharedClaim(items=(id,), n=n, side=first[0], count=most)
    if 2 * most > n:
        return MajorityClaim(items=(id,), n=n, side=first[0], count=most)
    return PluralityClaim(items=(id,), n=n, sides=first, count=most, spread=tuple(sides.items()))


def of_options(counts: Mapping[str, int]) -> AnyClaim:
    """What holds of one choice among options: as `of_sides`, its items being the options it names."""
    found = of_sides("", counts)
    sides = found.sides if isinstance(found, PluralityClaim) else (found.direction,)
    bare = msgspec.structs.replace(found, items=sides)
    return msgspec.structs.replace(bare, spread=()) if isinstance(bare, PluralityClaim) else bare


def of_picks(counts: Mapping[str, int], n: int) -> AnyClaim:
    """What holds where `n` people could choose several options: what most chose, with all that tie."""
    most = max(counts.values())
    first = tuple(id for id, count in counts.items() if count == most)
    if 2 * most <= n:
        return PluralityClaim(items=first, n=n, sides=first, count=most)
    sort = SharedClaim if most >= TOGETHER * n else MajorityClaim
    return sort(items=first, n=n, side=first[0], count=most)


def sides_of(counts: Mapping[int, int], middle: float) -> dict[str, int]:
    """How many stand low, in the middle, high, from counts by value."""
    low = sum(count for value, count in counts.items() if value < middle)
    high = sum(count for value, count in counts.items() if value > middle)
    return {"low": low, "middle": sum(counts.values()) - low - high, "high": high}


def split_or(id: str, sides: Mapping[str, int], ends: tuple[str, str], chance: float) -> AnyClaim:
    """Two camps at the two `ends`, if their `chance` is small; else what holds of the sides."""
    if chance <= CAMPS:
        counts = (sides[ends[0]], sides[ends[1]])
        return SplitClaim(
            items=(id,),
            n=sum(sides.values()),
            chance=scale.rounded(chance),
            sides=ends,
            counts=counts,
        )
    return of_sides(id, sides, ends)


# --- in which order


def strength(claim: AnyClaim, spans: Mapping[str, int] | None = None) -> float:
    """How strong a claim is among those of its sort: what is told before the others."""
    n = max(1, claim.n)
    match claim:
        case SplitClaim():
            return min(claim.counts) / n
        case OppositeClaim():
            return min(claim.up, claim.down) / n
        case GapClaim():
            span = max(1, (spans or {}).get(claim.items[0], 1)) if claim.items else 1
            return (
                abs(claim.up - claim.down) / n
                + abs((claim.after or 0) - (claim.before or 0)) / span
            )
        case ApartClaim():
            return claim.share
        case NothingClaim():
            return abs(claim.count("up") - claim.count("down")) / n
        case PluralityClaim():
            return claim.count / n
        case MutualClaim():
            return claim.both / claim.pairs
    count = getattr(claim, "count", 0)
    return float(count) / n if isinstance(count, int) else 0.0


def in_order(
    claims: Sequence[AnyClaim], spans: Mapping[str, int] | None = None, ties: bool = True
) -> tuple[AnyClaim, ...]:
    """The claims by how much they surprise: sort before sort, the strongest of each first.

    Those that tie in all their numbers are one, where items have the same words (`ties`). Where nothing
    stands out of anything, once is enough.
    """
    one_by_one = tuple(claims)
    found = sorted(
        merged(one_by_one) if ties else one_by_one,
        key=lambda one: (one.rank, -strength(one, spans)),
    )
    nothing = [claim for claim in found if isinstance(claim, NothingClaim)]
    return tuple(claim for claim in found if claim not in nothing[1:])
