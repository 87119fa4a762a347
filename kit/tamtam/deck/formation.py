"""Formations: how people sit together for a step, and the tables of a room.

Tables are drawn once and kept: who comes later joins the smallest, a game parts what is too large for it
and fills what is too small. Pairs and trios form within a table. Pure: the same people and seed give the
same tables on any machine; redrawing takes another seed.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

#: How a deck may say that people sit together for a step.
NAMES = ("alone", "pairs", "trios", "fours", "tables")
#: How many people sit at a table that is drawn; how few and how many may play a game at one.
USUAL, LEAST, MOST = 4, 3, 5

#: Who sits at which table, by its number.
Tables = dict[int, tuple[str, ...]]


def tables(participants: Sequence[str], size: int, seed: int) -> Tables:
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
    drawn = by_lot(participants, f"{seed}:{size}:{len(participants)}")
    number = max(1, _number_of_groups(len(drawn), size))
    small, larger = divmod(len(drawn), number)
    groups: Tables = {}
    for table in range(1, number + 1):
        count = small + (table <= larger)
        groups[table], drawn = tuple(drawn[:count]), drawn[count:]
    return groups


def joined(seated: Mapping[int, tuple[str, ...]], newcomers: Sequence[str]) -> Tables:
    """The same tables with newcomers, each at the smallest; with new tables where that crowds them.

    >>> joined({1: ("a", "b", "c", "d"), 2: ("e", "f", "g")}, ["h"])
    {1: ('a', 'b', 'c', 'd'), 2: ('e', 'f', 'g', 'h')}
    """
    grown = dict(seated)
    wanted = _number_of_groups(sum(map(len, grown.values())) + len(newcomers), USUAL)
    for _ in range(min(wanted - len(grown), len(newcomers) // LEAST)):
        grown[_free(grown)] = ()
    for one in newcomers:
        table = smallest(grown)
        grown[table] = (*grown.get(table, ()), one)
    return grown


def sat_down(
    tables: Mapping[int, tuple[str, ...]], who: str, table: int
) -> Mapping[int, tuple[str, ...]]:
    """Tables after somebody sat down at another, or at their first.

    >>> sat_down({1: ("a",), 2: ("b", "c")}, "a", 2)
    {2: ('b', 'c', 'a')}
    """
    others = left(tables, who)
    return {**others, table: (*others.get(table, ()), who)}


def left(tables: Mapping[int, tuple[str, ...]], id: str) -> Mapping[int, tuple[str, ...]]:
    """Tables without somebody, nor the one at which they sat alone."""
    if not any(id in seated for seated in tables.values()):
        return tables
    stay = {table: tuple(one for one in seated if one != id) for table, seated in tables.items()}
    return {table: seated for table, seated in stay.items() if seated}


def emptied(tables: Mapping[int, tuple[str, ...]], id: str) -> Mapping[int, tuple[str, ...]]:
    """Tables of a game at which the seat of somebody who was forgotten stays empty.

    >>> emptied({1: ("a", "b", "c")}, "b")
    {1: ('a', '', 'c')}
    """
    if not any(id in seated for seated in tables.values()):
        return tables
    return {
        table: tuple("" if one == id else one for one in seated) for table, seated in tables.items()
    }


def smallest(seated: Mapping[int, tuple[str, ...]]) -> int:
    """The table at which the fewest people sit, the first of several; 1 where there is none."""
    return min(seated, key=lambda table: (len(seated[table]), table), default=1)


def playable(seated: Mapping[int, tuple[str, ...]]) -> Tables:
    """Tables with `LEAST` to `MOST` people, as far as there are enough: who sits together stays so.

    A larger one is parted into neighbours; those at a smaller one go to where there is room or, where
    there is none, others come to them.

    >>> playable({1: tuple("abcdefg"), 2: tuple("ij"), 3: tuple("klmn")})
    {1: ('a', 'b', 'c', 'd', 'j'), 3: ('k', 'l', 'm', 'n'), 4: ('e', 'f', 'g', 'i')}
    """
    parted: Tables = {table: ids for table, ids in sorted(seated.items()) if ids}
    for table, ids in list(parted.items()):
        first, *others = _parts(ids)
        parted[table] = first
        for part in others:
            parted[_free(parted)] = part
    while len(parted) > 1 and min(map(len, parted.values())) < LEAST:
        parted = _filled(parted, smallest(parted))
    return parted


def _filled(seated: Tables, table: int) -> Tables:
    """Without a table that is too small, or with others at it where nobody has room for its people."""
    others = {number: ids for number, ids in seated.items() if number != table}
    here = seated[table]
    if sum(MOST - len(ids) for ids in others.values()) >= len(here):
        for one in here:
            there = smallest(others)
            others[there] = (*others[there], one)
        return others
    while len(here) < LEAST:
        largest = max(others, key=lambda number: len(others[number]))
        *stay, moves = others[largest]
        others[largest], here = tuple(stay), (*here, moves)
    return dict(sorted({**others, table: here}.items()))


def _parts(ids: tuple[str, ...]) -> list[tuple[str, ...]]:
    """People of a table in as few parts as may play, the first ones larger by one at most."""
    number = -(-len(ids) // MOST)
    small, larger = divmod(len(ids), number)
    ends = [part * small + min(part, larger) for part in range(number + 1)]
    return [ids[start:end] for start, end in pairwise(ends)]


def _free(seated: Iterable[int]) -> int:
    return max(seated, default=0) + 1


def by_lot(people: Iterable[str], seed: str) -> list[str]:
    """People in an order that chance decides, the same for the same seed whoever came first."""
    drawn = sorted(people)
    random.Random(seed).shuffle(drawn)
    return drawn


def _number_of_groups(people: int, size: int) -> int:
    """As many groups of `size` as there are; one more if the left-over people are nearly a group."""
    full, left = divmod(people, size)
    nearly = size >= 3 and left + full >= size - 1 and left > full
    return full + nearly
