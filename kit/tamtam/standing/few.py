"""What chance comes to where too few answered for anything to be drawn: as in `chance.py`, without numpy.

Somebody alone is one of them, and where they are nothing else may be installed.
"""

from collections.abc import Sequence

#: Two camps are of two people each at least.
CAMPS_FROM = 4


def camps_chance(
    counts: Sequence[int], middle: float, shares: tuple[float, float], items: int
) -> float:
    """The chance of two camps as clear, by `chance.camps_chance`; 1 where there can be none."""
    if sum(counts) < CAMPS_FROM:
        return 1.0
    from tamtam.standing import chance

    return chance.camps_chance(counts, middle, shares, items)


def turned_chances(steps: Sequence[Sequence[float]]) -> list[float]:
    """The chance of steps that lean as much, by `chance.turned_chances`; one person leans as far either way.

    >>> turned_chances([[2, 0], [0, 0]])
    [1.0, 1.0]
    """
    if sum(map(any, steps)) <= 1:
        return [1.0] * len(steps[0]) if steps else []
    from tamtam.standing import chance

    return chance.turned_chances(steps)
