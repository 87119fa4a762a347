"""A network of roles: what one question about other roles came to, and what may be claimed of it.

One role names another where at least a third of its people do, and three of them: in a role of five or
more, neither a link nor its absence then tells anyone there what one of their colleagues named, whatever
they named themselves. Being named most often is not passing everything on: it is counted in people, those
of other roles who name a role, and told only where names given at random would seldom single out a role as
much.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from tamtam import standing
from tamtam.kinds.exchanges.nominations import OTHERS, Namings, Nominations, regrouped
from tamtam.kinds.parts import saying, scale
from tamtam.standing.claims import (
    CAMPS,
    IN_ORDER,
    AnyClaim,
    HubClaim,
    LackClaim,
    MutualClaim,
    NothingClaim,
)
from tamtam.standing.standing import Distribution, ItemStanding, Measure

#: The fewest people who make a link, and their share of the role.
NAMING, SHARE = 3, 1 / 3
#: Between fewer roles than this there is no link to show, whoever names whom.
FEWEST_ROLES = 2
#: Of fewer pairs of roles it isn't said that most name each other: "1 of 1" is no finding.
FEWEST_PAIRS = 3
#: The share of people who name nobody by chance: as likely as one role, two or three.
NOBODY = 1 / 4
#: The measures of a network, in the order of the table.
MEASURES = ("named", "nobody", "density", "reciprocity", "mutuality", "centralisation")


def fewest(min_answers: int) -> int:
    """The fewest people a role is shown with: one who names and one who doesn't leave a link open."""
    return max(min_answers, NAMING + 2) if min_answers > 1 else 0


@dataclass(frozen=True, slots=True)
class RoleNetwork:
    """`links` go from who names to who is named, `roles` are its nodes; `n` people answered."""

    item: ItemStanding
    n: int
    roles: list[str]
    links: set[tuple[str, str]]

    @property
    def claim(self) -> AnyClaim | None:
        """What is claimed of it; None where too few answered."""
        return self.item.claim

    @classmethod
    def of(
        cls,
        id: str,
        tally: Namings,
        namers: Sequence[tuple[str, int]],
        group: Mapping[str, str],
        asked: tuple[str, int, int],
        tag: saying.Say,
    ) -> "RoleNetwork":
        """Of one question; of one that too few people with a role answered, only their number.

        `namers` are those who answered it: their role, and how many they name. `asked` are its phase,
        the least number of answers, and how many questions there are.
        """
        phase, min_answers, questions = asked
        answered = regrouped(tally.answered(id), group)
        n = sum(answered.values())
        if n < max(min_answers, 1):
            return cls(ItemStanding(id, (Distribution(phase, n),)), n, [], set())
        named: Counter[tuple[str, str]] = Counter()
        for (role, name), count in tally.named(id).items():
            named[group[role], group[name]] += count
        links = _links(named, answered, min_answers)
        present = {*regrouped(tally.people(), group), *(role for link in links for role in link)}
        roles = [role for role in dict.fromkeys(group.values()) if role in present]
        roles.sort(key=lambda role: role == OTHERS)
        nobody = sum(tally.nobody(id).values())
        measures = tuple(_measures(links, len(roles), sum(named.values()), nobody, n))
        spread = _distribution(phase, n, named, roles)
        found = ItemStanding(id, (spread,), measures)
        claim = _claim(found, links, nobody, namers, (group, questions, fewest(min_answers)))
        if isinstance(claim, NothingClaim) and len(roles) < FEWEST_ROLES:
            claim = msgspec.structs.replace(claim, why="few")
        return cls(saying.tagged(found, claim, tag), n, roles, links)


def _links(
    named: Nominations, answered: Mapping[str, int], min_answers: int
) -> set[tuple[str, str]]:
    """Which roles name which: never the doing of a few, unless someone studies alone."""
    least, naming = (1, 1) if min_answers == 1 else (fewest(min_answers), NAMING)
    frequent = {
        (a, b): count
        for (a, b), count in named.items()
        if answered.get(a, 0) >= least and count >= SHARE * answered[a]
    }
    return standing.edges(frequent, least=naming)


def _distribution(phase: str, n: int, named: Nominations, roles: Sequence[str]) -> Distribution:
    """How often people of other roles name each role; each of the `n` could name several."""
    counts = Counter(dict.fromkeys(roles, 0))
    for (role, name), count in named.items():
        counts[name] += count if role != name else 0
    return Distribution(phase, n, dict(counts))


def _measures(
    links: set[tuple[str, str]], roles: int, named: int, nobody: int, n: int
) -> Iterator[Measure]:
    yield scale.measure("named", named / n, n, None, "")
    interval = standing.share_interval(nobody, n)
    yield scale.measure("nobody", nobody / n, n, interval, "wilson")
    network = {
        "density": standing.density(roles, links),
        "reciprocity": standing.reciprocity(links),
        "mutuality": standing.mutuality(roles, links),
        "centralisation": standing.in_centralisation(roles, links),
    }
    for name, value in network.items():
        if value is not None:
            yield scale.measure(name, value, n, None, "")


# --- what is claimed


def _claim(
    item: ItemStanding,
    links: set[tuple[str, str]],
    nobody: int,
    namers: Sequence[tuple[str, int]],
    among: tuple[Mapping[str, str], int, int],
) -> AnyClaim:
    """That many name nobody; that a role is named most; that roles name each other; or nothing.

    `among` are what each role is shown as, how many questions there are, and the fewest in a role.
    """
    [found], (group, questions, least) = item.distributions, among
    named = {role: count for role, count in (found.counts or {}).items() if role != OTHERS}
    most = max(named.values(), default=0)
    both, pairs = _pairs(links)
    lack = standing.share_chance(nobody, found.n, NOBODY, questions)
    if 2 * nobody >= found.n and lack <= IN_ORDER:
        chance = scale.rounded(lack)
        return LackClaim(items=(item.item,), n=found.n, chance=chance, side="nobody", count=nobody)
    link = (SHARE, NAMING, least)
    chances = standing.naming_chances(namers, group, named, link, (most, both))
    hub, mutual = (scale.rounded(min(1.0, questions * chance)) for chance in chances)
    roles = tuple(role for role, count in named.items() if count == most)
    if hub <= CAMPS and len(named) > 2 and 2 * len(roles) <= len(named):
        beside = {sum(group[own] != role for own, _ in namers) for role in roles}
        of = beside.pop() if len(beside) == 1 else 0
        claim = HubClaim(items=(item.item,), n=found.n, chance=hub, roles=roles, count=most)
        return msgspec.structs.replace(claim, of=of)
    if pairs >= FEWEST_PAIRS and 2 * both > pairs and mutual <= IN_ORDER:
        return MutualClaim(items=(item.item,), n=found.n, chance=mutual, both=both, pairs=pairs)
    return NothingClaim(items=(item.item,), n=found.n, counts=(("nobody", nobody),))


def _pairs(links: set[tuple[str, str]]) -> tuple[int, int]:
    """How many pairs of roles name each other, and of how many one names the other."""
    pairs = {frozenset(link) for link in links}
    return len(links) - len(pairs), len(pairs)
