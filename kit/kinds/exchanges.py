"""Exchanges: who teaches, trusts, hears and warns whom, between roles and never between people.

Everyone says what their role is, then names up to three roles for each question, or nobody. Roles of
fewer than three people are one with `others`, and where those are fewer than three, the smallest role
joins them. One role names another where at least a third of its people do, and two of them. A
question's verdict, with its outcome: `missing`, at least half name nobody (gap); `hub`, one role is
named far more than others, in-centralisation from 0.5 on (split); `mutual`, at least half of what
there is goes both ways (together); else `loose` (scattered). The sentence is about the plainest of the
first of these that there is; `mutual` counts before `loose` where it is at least half of the questions.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec import Struct

from kit import charts, standing, texts
from kit.deck import Activity, Text
from kit.kinds import scale
from kit.kinds.kind import Gathered, Kind, one_of, refuse
from kit.kinds.namings import OTHERS, ROLE, Named, Namings, merged, regrouped
from kit.kinds.tally import Slot
from kit.kinds.words import Words
from kit.standing.standing import Distribution, ItemStanding, Measure, Standing, Table

WORDS = Words("exchanges")
#: How many roles one may name, and how many there may be beside `others`.
MOST_NAMED, MOST_ROLES = 3, 12
#: The fewest people a role is shown with, the fewest who make a link, and the share of their role.
FEWEST, NAMING, SHARE = 3, 2, 1 / 3
#: From which share of people who name nobody an exchange is missing; of links both ways, it is mutual;
#: and from which in-centralisation on everything passes through one role.
MISSING, MUTUAL, HUB = 0.5, 0.5, 0.5
#: A question's verdicts in the order in which the sentence looks for one, and what each comes to.
OUTCOMES = {"missing": "gap", "hub": "split", "mutual": "together", "loose": "scattered"}
#: The measures of a network, in the order of the table.
MEASURES = ("named", "nobody", "density", "reciprocity", "mutuality", "centralisation")


class Role(Struct, frozen=True, forbid_unknown_fields=True):
    """A role that people may have and name."""

    id: str
    text: Text


class ExchangesOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """The roles, in the order in which they stand around the circle."""

    roles: tuple[Role, ...]


class Exchanges(Kind):
    """Questions that are answered by naming roles."""

    name = "exchanges"
    not_on_paper = "paper_names"
    Options = ExchangesOptions

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items or activity.item(ROLE):
            yield "items", f"at least one question, none of them called “{ROLE}”"
        if len(activity.phases) != 1:
            yield "phases", "one, for example [today]"
        roles = [role.id for role in _options(activity).roles]
        if not 2 <= len(roles) <= MOST_ROLES or len({*roles, OTHERS}) <= len(roles):
            yield "options.roles", f"2 to {MOST_ROLES}, each once, none of them called “{OTHERS}”"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        [phase] = activity.phases
        return tuple((id, phase) for id in (ROLE, *(item.id for item in activity.items)))

    def validate(self, activity: Activity, slot: Slot, value: Any) -> str | list[str]:
        roles = role_ids(activity)
        if slot[0] == ROLE:
            return one_of(value, roles)
        if not isinstance(value, list):
            raise refuse("not_an_option", options=", ".join(roles))
        named = {one_of(role, roles) for role in value}
        if len(value) > MOST_NAMED or len(named) < len(value):
            raise refuse("too_many_named", most=MOST_NAMED)
        return [role for role in roles if role in named]

    def tally(self, activity: Activity) -> Namings:
        return Namings()

    def standing(self, activity: Activity, gathered: Gathered) -> Standing:
        tally, n, min_answers = gathered.tally, gathered.n, gathered.min_answers
        assert isinstance(tally, Namings)
        known = (activity.id, gathered.turn, self.name, n, min_answers)
        if n < max(min_answers, 1):
            return Standing(*known, "few", scale.few(n, min_answers))
        group = merged(tally.people(), role_ids(activity), FEWEST if min_answers > 1 else 0)
        found = [
            _Exchange.of(item.id, tally, group, min_answers, activity.phases[0])
            for item in activity.items
        ]
        items = tuple(one.item for one in found)
        if not (shown := [one for one in found if one.item.outcome != "few"]):
            most = max(one.n for one in found)
            return Standing(*known, "few", scale.few(most, min_answers), items)
        said = _say(activity, shown, n)
        details = {
            "links": {one.item.item: sorted(map(list, one.links)) for one in shown},
            "roles": {one.item.item: one.roles for one in shown},
            "verdicts": {one.item.item: one.verdict for one in shown},
            "hubs": {one.item.item: one.hub for one in shown if one.verdict == "hub"},
        }
        return Standing(*known, said.outcome, said.sentence, items, details, about=said.about)

    def figure(self, activity: Activity, standing: Standing, language: str) -> dict[str, Any]:
        roles = role_ids(activity)
        panels = [_panel(activity, standing, item, language) for item in standing.items]
        names = [role_name(activity, role, language) for role in roles]
        return charts.networks(charts.Frame.of(activity, standing, language), names, panels)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            words.append(WORDS.text(language, "drawn"))
        words += [_in_words(activity, standing, item, language) for item in standing.items]
        return " ".join(words)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        rows = [
            (
                scale.name_of(activity, item.item, language),
                item.distributions[0].n,
                *(scale.in_words(item.measure(name), language) for name in MEASURES),
                _links_in_words(activity, standing, item, language),
            )
            for item in standing.items
        ]
        names = ("question", "n", *MEASURES, "links")
        return Table(tuple(columns[name] for name in names), tuple(rows))

    def value_name(self, activity: Activity, value: str, language: str) -> str:
        return role_name(activity, value, language)

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, Any]:
        """One role that everything passes through, neighbours who share, few who are warned."""
        roles = role_ids(activity)[:-1]
        own = min(int(rng.expovariate(0.45)), len(roles) - 1)
        beside = {roles[own - 1], roles[(own + 1) % len(roles)]}
        answers: dict[Slot, Any] = {}
        for index, slot in enumerate(self.slots(activity)):
            if not index:
                answers[slot] = roles[own]
                continue
            named = (
                {roles[1], rng.choice(roles)},
                beside,
                {rng.choice(sorted(beside))},
                set() if rng.random() < 0.6 else {roles[0]},
            )[(index - 1) % 4]
            answers[slot] = [role for role in roles if role in named]
        return answers


def _options(activity: Activity) -> ExchangesOptions:
    return msgspec.convert(activity.options, ExchangesOptions)


def role_ids(activity: Activity) -> tuple[str, ...]:
    """Every role, `others` last."""
    return (*(role.id for role in _options(activity).roles), OTHERS)


def role_name(activity: Activity, id: str, language: str) -> str:
    """A role as people read it where roles are shown."""
    for role in _options(activity).roles:
        if role.id == id:
            return texts.pick(role.text, language)
    return WORDS.text(language, "form.merged")


# --- the standing


@dataclass(frozen=True, slots=True)
class _Exchange:
    """One question's network: `links` go from who names to who is named, `roles` are its nodes."""

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
    ) -> "_Exchange":
        """Of a question that fewer than `min_answers` people with a role answered, only their number."""
        answered = regrouped(tally.answered(id), group)
        n = sum(answered.values())
        if n < max(min_answers, 1):
            few = ItemStanding(id, (Distribution(phase, n),))
            return cls(few, n, [], set(), "", "few", 0)
        named: Counter[tuple[str, str]] = Counter()
        for (role, name), count in tally.named(id).items():
            named[group[role], group[name]] += count
        links = _links(named, answered, alone=min_answers == 1)
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


def _links(named: Named, answered: Mapping[str, int], alone: bool) -> set[tuple[str, str]]:
    """Which roles name which: never the doing of one person, unless someone studies alone."""
    fewest, naming = (1, 1) if alone else (FEWEST, NAMING)
    frequent = {
        (a, b): count
        for (a, b), count in named.items()
        if answered.get(a, 0) >= fewest and count >= SHARE * answered[a]
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


# --- the sentence


def _say(activity: Activity, shown: Sequence[_Exchange], n: int) -> scale.Said:
    """The outcome of the whole, and the sentence about the question that tells most."""
    if n == 1:
        return scale.Said("together", texts.both("standing.alone"))
    verdicts = [one.verdict for one in shown]
    order = list(OUTCOMES)
    if 2 * verdicts.count("mutual") < len(shown):
        order.sort(key=lambda name: name == "mutual")
    which = next(name for name in order if name in verdicts)
    plainest = max((one for one in shown if one.verdict == which), key=lambda one: one.clearness)
    return scale.Said(OUTCOMES[which], _about(activity, plainest), (plainest.item.item,))


def _about(activity: Activity, one: _Exchange) -> dict[str, str]:
    share = one.item.measure("nobody")
    return {
        language: WORDS.text(
            language,
            f"say.{one.verdict}",
            item=scale.quoted(activity, one.item.item, language),
            role=_quoted(activity, one.hub, language),
            count=round(share.value * one.n) if share else 0,
            total=one.n,
        )
        for language in texts.LANGUAGES
    }


def _quoted(activity: Activity, role: str, language: str) -> str:
    return texts.text(language, "standing.quoted", text=role_name(activity, role, language))


# --- chart, caption


def _panel(
    activity: Activity, shown: Standing, item: ItemStanding, language: str
) -> charts.Network:
    name = scale.name_of(activity, item.item, language)
    if item.outcome == "few":
        return charts.Network(name, scale.too_few(item.distributions[0].n, language))
    place = {role: at for at, role in enumerate(role_ids(activity))}
    hub = shown.details["hubs"].get(item.item)
    return charts.Network(
        label=name,
        remark=WORDS.text(language, f"form.verdict.{shown.details['verdicts'][item.item]}"),
        nodes=tuple(place[role] for role in shown.details["roles"][item.item]),
        links=tuple((place[a], place[b]) for a, b in shown.details["links"][item.item]),
        hub=place[hub] if hub else None,
    )


def _in_words(activity: Activity, shown: Standing, item: ItemStanding, language: str) -> str:
    name = scale.quoted(activity, item.item, language)
    if item.outcome == "few":
        words = scale.too_few(item.distributions[0].n, language)
    else:
        verdict = WORDS.text(language, f"form.verdict.{shown.details['verdicts'][item.item]}")
        links = _links_in_words(activity, shown, item, language)
        words = f"{links} ({verdict})"
    return texts.text(language, "standing.about", item=name, words=words)


def _links_in_words(activity: Activity, shown: Standing, item: ItemStanding, language: str) -> str:
    """Each link once, those both ways first: "Sales ↔ Support, Finance → Sales"."""
    if item.outcome == "few":
        return ""
    links = [(a, b) for a, b in shown.details["links"][item.item]]
    both = [(a, b, "↔") for a, b in links if (b, a) in links and a < b]
    one = [(a, b, "→") for a, b in links if (b, a) not in links]
    names = (
        f"{role_name(activity, a, language)} {arrow} {role_name(activity, b, language)}"
        for a, b, arrow in (*both, *one)
    )
    return ", ".join(names) or WORDS.text(language, "no_links")
