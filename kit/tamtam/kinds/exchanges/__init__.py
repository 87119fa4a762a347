"""Exchanges: who teaches, trusts, hears and warns whom, between roles and never between people.

Everyone says what their role is, then names up to three roles for each question, or nobody. Roles of
too few people are one with `others`, and where those are too few, the smallest role joins them. What is
claimed of a question stands in `network`; the sentence is about what surprises most. Each question is a
facet: drawn by itself, it has a sentence of its own.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import msgspec
from msgspec import Struct

from tamtam import charts
from tamtam.deck.deck import Activity, Text
from tamtam.kinds.exchanges import among
from tamtam.kinds.exchanges.network import FEWEST_ROLES, MEASURES, RoleNetwork, fewest
from tamtam.kinds.exchanges.nominations import OTHERS, ROLE, Namings, merged
from tamtam.kinds.kind import Among, GatheredAnswers, Kind, SimulatedPerson, one_of, refuse
from tamtam.kinds.parts import evidence, mirror, saying, scale
from tamtam.kinds.parts.tally import Slot
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.language.reason import at_least, between
from tamtam.standing.claims import AnyClaim, HubClaim, NothingClaim
from tamtam.standing.standing import ItemStanding, Standing, StandingClaim, Table

WORDS = Words("exchanges")
#: How many roles one may name, and how many there may be beside `others`.
MOST_NAMED, MOST_ROLES = 3, 12
#: From how many roles on their names have no room around small circles.
MANY_ROLES = 7


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
    only_in_pictures = True
    claims = ("lack.nobody", "hub", "hub.tie", "mutual", "nothing.noise", "nothing.few")
    not_on_paper = "paper_names"
    Options = ExchangesOptions

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items or activity.item(ROLE):
            yield "items", at_least(1, f"at least one question, none of them called “{ROLE}”")
        if len(activity.phases) != 1:
            yield "phases", "one, for example [today]"
        roles = [role.id for role in _options(activity).roles]
        if not 2 <= len(roles) <= MOST_ROLES or len({*roles, OTHERS}) <= len(roles):
            allowed = f"2 to {MOST_ROLES}, each once, none of them called “{OTHERS}”"
            yield "options.roles", between(2, MOST_ROLES, allowed)

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

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        tally, n, min_answers = gathered.tally, gathered.n, gathered.min_answers
        assert isinstance(tally, Namings)
        known = (activity.id, gathered.turn, self.name, n, min_answers)
        group = merged(tally.people(), role_ids(activity), fewest(min_answers))
        [phase] = activity.phases

        def tag(claim: AnyClaim, language: str) -> str:
            return _tag(activity, claim, language)

        found = [
            RoleNetwork.of(
                *(item.id, tally, _namers(gathered, item.id, phase), group),
                (phase, min_answers, len(activity.items)),
                tag,
            )
            for item in activity.items
        ]
        items = tuple(one.item for one in found)
        if not (shown := [one for one in found if one.item.outcome != "few"]):
            most = max(one.n for one in found)
            return Standing(*known, "few", scale.few(most, min_answers), items)
        details = {
            "links": {one.item.item: sorted(map(list, one.links)) for one in shown},
            "roles": {one.item.item: one.roles for one in shown},
        }
        if n == 1:
            alone = texts.both("standing.alone")
            return Standing(*known, "together", alone, items, details)

        say = partial(_sentence, activity)
        told = evidence.in_order([one.claim for one in shown if one.claim])
        return saying.standing(known, items, told, say, details=details)

    def facets(self, activity: Activity) -> tuple[str, ...]:
        return tuple(item.id for item in activity.items)

    def most_on_wall(self, activity: Activity) -> int:
        """Four small circles, or one large one where many roles have to be named."""
        return 4 if len(_options(activity).roles) < MANY_ROLES else 1

    def pages(self, activity: Activity) -> tuple[str, ...]:
        fits = len(activity.items) <= self.most_on_wall(activity)
        return () if fits else self.facets(activity)

    def facet(self, activity: Activity, standing: Standing, name: str) -> Standing:
        item = standing.item(name)
        if item is None:
            return standing
        if item.claim is None:
            few = scale.few(item.distributions[0].n, standing.min_answers)
            bare = {"outcome": "few", "sentence": few, "about": (), "claims": ()}
            return msgspec.structs.replace(standing, items=(item,), **bare)
        if standing.n == 1:
            return msgspec.structs.replace(standing, items=(item,))
        claim = item.claim
        words = {one: _sentence(activity, claim, one) for one in activity.languages}
        return msgspec.structs.replace(
            standing,
            outcome=claim.outcome,
            sentence=words,
            items=(item,),
            about=claim.items,
            claims=(StandingClaim(claim, words),),
        )

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        panels = [_panel(activity, standing, item, language) for item in standing.items]
        if len(panels) == 1 and standing.outcome != "few":  # its title says both
            panels = [replace(panels[0], label="", remark="")]
        names = [role_name(activity, role, language) for role in _placed(activity, standing)]
        return charts.networks(charts.Frame.of(activity, standing, language, canvas), names, panels)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        told = (_in_words(activity, standing, item, language) for item in standing.items)
        return saying.caption(standing, WORDS.text(language, "drawn"), told, language)

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

    def mirror(
        self, activity: Activity, own: Mapping[Slot, Any], language: str
    ) -> tuple[mirror.MirrorLine, ...]:
        """One's own role, then the roles that one named, question by question."""
        lines = []
        for (id, _), value in own.items():
            name = (
                WORDS.text(language, "form.role")
                if id == ROLE
                else scale.name_of(activity, id, language)
            )
            roles = [value] if id == ROLE else value
            named = ", ".join(role_name(activity, role, language) for role in roles)
            words = named or WORDS.text(language, "form.nobody")
            lines.append(mirror.line(name, [mirror.OwnAnswer("", words)]))
        return tuple(lines)

    def of_oneself(self, activity: Activity, own: Mapping[Slot, Any], language: str) -> str:
        """For which questions one named nobody; without any, for how many somebody."""
        named = {id: bool(value) for (id, _), value in own.items() if id != ROLE}
        if not named:
            return WORDS.text(language, "oneself.role")
        lacking = [id for id, somebody in named.items() if not somebody]
        if len(lacking) == 1 < len(named):
            asked = scale.quoted(activity, lacking[0], language)
            return WORDS.text(language, "oneself.nobody", question=asked)
        key = "all" if not lacking else "some" if any(named.values()) else "none"
        return WORDS.text(language, f"oneself.{key}", n=sum(named.values()), of=len(named))

    def among(
        self,
        activity: Activity,
        own: Mapping[Slot, Any],
        people: Sequence[SimulatedPerson],
        language: str,
    ) -> Among:
        names = {role: role_name(activity, role, language) for role in role_ids(activity)}
        return among.namers(activity, own, people, names, language)

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


def _namers(gathered: GatheredAnswers, question: str, phase: str) -> list[tuple[str, int]]:
    """The role of each who has one and answered a question, and how many roles they name."""
    return [
        (own[ROLE, phase], len(own[question, phase]))
        for own in gathered.answers.values()
        if own.get((ROLE, phase)) and own.get((question, phase)) is not None
    ]


# --- the sentence


def _sentence(activity: Activity, claim: AnyClaim, language: str) -> str:
    values = saying.counts_of(claim)
    key = _key(claim)
    if isinstance(claim, HubClaim):
        names = [_quoted(activity, role, language) for role in claim.roles]
        values["role"] = saying.listed(names, language)
        key = "hub_tied" if len(names) > 1 else "hub"
    questions = [scale.quoted(activity, id, language) for id in claim.items]
    counts = not isinstance(claim, NothingClaim)
    item = (
        saying.several(questions, claim, language) if counts else saying.listed(questions, language)
    )
    return WORDS.text(language, f"say.{key}", item=item, **values)


def _tag(activity: Activity, claim: AnyClaim, language: str) -> str:
    """What a question comes to, in a few words, for its panel and for phones."""
    values = saying.counts_of(claim)
    if isinstance(claim, HubClaim):
        names = [role_name(activity, role, language) for role in claim.roles]
        values["role"] = saying.listed(names, language)
    return WORDS.text(language, f"tag.{_key(claim)}", **values)


def _key(claim: AnyClaim) -> str:
    """Under which key its words stand: of roles that are too small, other words than of no role."""
    return "few" if claim.key.startswith("nothing.few") else claim.name


def _quoted(activity: Activity, role: str, language: str) -> str:
    return texts.quoted(language, role_name(activity, role, language))


# --- chart, caption


def _placed(activity: Activity, shown: Standing) -> list[str]:
    """The roles that stand around the circle: those of any question, at the same place in each."""
    there = {role for roles in shown.details.get("roles", {}).values() for role in roles}
    return [role for role in role_ids(activity) if role in there]


def _panel(
    activity: Activity, shown: Standing, item: ItemStanding, language: str
) -> charts.Network:
    name = scale.name_of(activity, item.item, language)
    style = [one.id for one in activity.items].index(item.item)
    if item.outcome == "few":
        return charts.Network(name, scale.too_few(item.distributions[0].n, language), style)
    place = {role: at for at, role in enumerate(_placed(activity, shown))}
    hubs = item.claim.roles if isinstance(item.claim, HubClaim) else ()
    return charts.Network(
        label=name,
        style=style,
        remark=saying.tag_of(item, language),
        nodes=tuple(place[role] for role in shown.details["roles"][item.item]),
        links=tuple((place[a], place[b]) for a, b in shown.details["links"][item.item]),
        hubs=tuple(place[role] for role in hubs),
    )


def _in_words(activity: Activity, shown: Standing, item: ItemStanding, language: str) -> str:
    name = scale.quoted(activity, item.item, language)
    if item.outcome == "few":
        words = scale.too_few(item.distributions[0].n, language)
    else:
        links = _links_in_words(activity, shown, item, language)
        words = f"{links} ({saying.tag_of(item, language)})"
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
    few = len(shown.details["roles"][item.item]) < FEWEST_ROLES
    return ", ".join(names) or WORDS.text(language, "few_roles" if few else "no_links")
