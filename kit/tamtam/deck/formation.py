"""Formations: how people sit together for a step — alone, in pairs, trios, fours or at tables.

Pure: the same people and seed give the same tables on any machine; redrawing takes another seed.
"""

import random
from collections.abc import Sequence

#: The usual number of people together, by the formation's name in a deck.
SIZES = {"alone": 1, "pairs": 2, "trios": 3, "fours": 4, "tables": 6}


def tables(participants: Sequence[str], size: int, seed: int) -> dict[int, tuple[str, ...]]:
    """Participants drawn into groups of about `size`, numbered from 1.

    Nobody is left over: whoever doesn't fill a group joins others, so that from `size` 3 on groups
    differ by one at most (fours become threes or fives, trios twos only where nothing else goes) and
    a pair takes a third rather than leave someone alone. Fewer people than `size` are one group.

    >>> [len(t) for t in tables([str(i) for i in range(11)], 4, seed=1).values()]
    [4, 4, 3]
    """
    if size < 1:
        raise ValueError("a group needs at least one person")
    if not participants:
        return {}
    drawn = sorted(participants)
    random.Random(f"{seed}:{size}:{len(drawn)}").shuffle(drawn)
    number = max(1, _number_of_groups(len(drawn), size))
    small, larger = divmod(len(drawn), number)
    groups: dict[int, tuple[str, ...]] = {}
    for table in range(1, number + 1):
        count = small + (table <= larger)
        groups[table], drawn = tuple(drawn[:count]), drawn[count:]
    return groups


def _number_of_groups(people: int, size: int) -> int:
    """As many groups of `size` as there are; one more if the left-over people are nearly a group."""
    full, left = divmod(people, size)
    nearly = size >= 3 and left + full >= size - 1 and left > full
    return full + nearly
