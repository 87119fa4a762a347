"""A network of roles: what one question about other roles came to.

One role names another where at least a third of its people do, and three of them: in a role of five or
more, neither a link nor its absence then tells anyone there what one of their colleagues named, whatever
they named themselves. The verdict, with its
outcome: `missing`, at least half name nobody (gap); `hub`, one role is named far more than others,
in-centralisation from 0.5 on (split); `mutual`, at least half of what there is goes both ways
(together); else `loose` (scattered).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from tamtam import standing
from tamtam.kinds.exchanges.nominations import OTHERS, Named, Namings, regrouped
from tamtam.kinds.parts import scale
from tamtam.standing.standing import Distribution, ItemStanding, Measure

#: The fewest people who make a link, and their share of the role.
NAMING, SHARE = 3, 1 / 3
#: From which share of people who name nobody an exchange is missing; of links both ways, it is mutual;
#: and from which in-centralisation on everything passes through one role.
MISSING, MUTUAL, HUB = 0.5, 0.5, 0.5
#: A question's verdicts in the order in which a sentence looks for one, and what each comes to.
OUTCOMES = {"missing": "gap", "hub": "split", "mutual": "together", "loose": "scattered"}
#: The measures of a network, in the order of the table.
MEASURES = ("named", "nobody", "density", "reciprocity", "mutuality", "centralisation")


def fewest(min_answers: int) -> int:
    """The fewest people a role is shown with: one who names and one who doesn't leave a link open."""
    return max(min_answers, NAMING + 2) if min_answers > 1 else 0


@dataclass(frozen=True, slots=True)
class RoleNetwork:
    """`links` go from who names to who is named, `roles` are its nodes; `n` people answered.

    `clearness` is how plain the verdict is, among networks that come to the same.
    """

    item: ItemStanding
    n: int
    roles: list[str]
    links: set[tuple[str, str]]
    hub: str
    verdict: str
    clearness: float

    @classmethod
    def of(
        cls, id: str, tally: Namings, group: Mapping[str, str], min_answers: int, phase: str
    ) -> "RoleNetwork":
        """Of a question that fewer than `min_answers` people with a role answered, only their number."""
        answered = regrouped(tally.answered(id), group)
        n = sum(answered.values())
        if n < max(min_answers, 1):
            few = ItemStanding(id, (Distribution(phase, n),))
            return cls(few, n, [], set(), "", "few", 0)
        named: Counter[tuple[str, str]] = Counter()
        for (role, name), count in tally.named(id).items():
            named[group[role], group[name]] += count
        links = _links(named, answered, min_answers)
        present = {*regrouped(tally.people(), group), *(role for link in links for role in link)}
        roles = [role for role in dict.fromkeys(group.values()) if role in present]
        roles.sort(key=lambda role: role == OTHERS)
        nobody = sum(tally.nobody(id).values())
        measures = tuple(_measures(links, len(roles), sum(named.values()), nobody, n))
        item = ItemStanding(id, (_distribution(phase, n, named, roles),), measures)
        hub = max(roles, key=lambda role: sum(b == role for _, b in links), default="")
        verdict = _verdict(item, links, hub if len(roles) > 2 else OTHERS)
        by = {"missing": "nobody", "hub": "centralisation", "mutual": "reciprocity"}.get(
            verdict, ""
        )
        item = msgspec.structs.replace(item, outcome=OUTCOMES[verdict])
        return cls(item, n, roles, links, hub, verdict, scale.value_of(item, by))


def _links(named: Named, answered: Mapping[str, int], min_answers: int) -> set[tuple[str, str]]:
    """Which roles name which: never the doing of a few, unless someone studies alone."""
    least, naming = (1, 1) if min_answers == 1 else (fewest(min_answers), NAMING)
    frequent = {
        (a, b): count
        for (a, b), count in named.items()
        if answered.get(a, 0) >= least and count >= SHARE * answered[a]
    }
    return standing.edges(frequent, least=naming)


def _distribution(phase: str, n: int, named: Named, roles: Sequence[str]) -> Distribution:
    """How often each role was named by the `n` people who answered; each could name several."""
    counts = Counter(dict.fromkeys(roles, 0))
    for (_, name), count in named.items():
        counts[name] += count
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


def _verdict(item: ItemStanding, links: set[tuple[str, str]], hub: str) -> str:
    """What a question's answers come to; `hub` is the role that is named most, `others` are none."""
    if scale.value_of(item, "nobody") >= MISSING:
        return "missing"
    if hub != OTHERS and scale.value_of(item, "centralisation") >= HUB:
        return "hub"
    return "mutual" if links and scale.value_of(item, "reciprocity") >= MUTUAL else "loose"
