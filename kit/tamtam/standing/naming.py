"""How often roles that are named at random stand out as much, or name each other. Needs numpy.

Everyone names as many roles as they did, drawn from all there are; seeded by nothing but these numbers, so
that the same answers give the same chance on any machine.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

#: How often roles are drawn anew, for up to so many places that a name may go to.
_ROUNDS = ((600, 999), (2_500, 499))
_FEWEST_ROUNDS = 199

#: Someone's role, and how many roles they name.
Namer = tuple[str, int]
#: How often a draw came to each: the most that people of other roles name one, pairs that name each other.
_Draws = tuple[NDArray[np.int64], NDArray[np.int64]]


def naming_chances(
    namers: Sequence[Namer],
    group: Mapping[str, str],
    eligible: Collection[str],
    link: tuple[float, int, int],
    here: tuple[int, int],
) -> tuple[float, float]:
    """The chances that names given at random single out a role as much, and go both ways as often.

    `group` is what each role is shown as, `eligible` those that may be singled out. A `link` is made by
    so large a share of a role's people, by so many of them at least, in a role of so many at least.
    `here` are the most people of other roles who name one role, and the pairs that name each other.

    >>> roles = {role: role for role in "abcd"}
    >>> star = [(role, 1) for role in "abcd" for _ in range(4)]
    >>> [chance < 0.03 for chance in naming_chances(star, roles, roles, (1 / 3, 2, 3), (12, 1))]
    [True, False]
    """
    rooms = _drawn(
        tuple(sorted(namers)), tuple(group.items()), tuple(sorted(eligible)), tuple(link)
    )
    most, both = (
        float((1 + (there >= count).sum()) / (1 + len(there)))
        for there, count in zip(rooms, here, strict=True)
    )
    return most, both


@lru_cache(maxsize=64)
def _drawn(
    namers: tuple[Namer, ...],
    group: tuple[tuple[str, str], ...],
    eligible: tuple[str, ...],
    link: tuple[float, int, int],
) -> _Draws:
    roles, shown = dict(group), tuple(dict.fromkeys(name for _, name in group))
    names = _names(np.array([count for _, count in namers]), len(roles))
    merged = np.array([[name == other for other in shown] for name in roles.values()], dtype=int)
    own = [roles[role] for role, _ in namers]
    size = np.array([own.count(name) for name in shown])
    named = np.stack(
        [names[:, [one == name for one in own], :].sum(axis=1) @ merged for name in shown], axis=1
    )
    named[:, range(len(shown)), range(len(shown))] = 0
    places = [shown.index(name) for name in eligible]
    most = named.sum(axis=1)[:, places].max(axis=1, initial=0)
    share, least, fewest = link
    links = (named >= np.maximum(share * size, least)[:, None]) & (size >= fewest)[:, None]
    both: NDArray[np.int64] = (links & links.transpose(0, 2, 1)).sum(axis=(1, 2)) // 2
    return most, both


def _names(counts: NDArray[np.int64], roles: int) -> NDArray[np.int64]:
    """Draw by draw, person by person, which of the roles are named: 1 or 0."""
    places = len(counts) * roles
    rounds = next((rounds for most, rounds in _ROUNDS if places <= most), _FEWEST_ROUNDS)
    rng = np.random.RandomState([len(counts), roles, int(counts.sum())])
    order = rng.rand(rounds, len(counts), roles).argsort(axis=2).argsort(axis=2)
    return (order < counts[None, :, None]).astype(np.int64)
