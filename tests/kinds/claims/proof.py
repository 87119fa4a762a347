"""A standing proved: each of its claims, in both languages, from the raw answers."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from tamtam.deck.deck import Activity
from tamtam.kinds.common_pot.game import Pot
from tamtam.kinds.statements.votes import Votes
from tamtam.language import texts
from tamtam.results.view import View
from tamtam.standing.claims import BaseClaim, CampsClaim, LineClaim, NothingClaim
from tamtam.standing.opinion.line import ends
from tamtam.standing.standing import Standing

from tests import decks
from tests.kinds.claims import facts, groups, known_truth, reading, sided, voted
from tests.kinds.claims.facts import Facts
from tests.kinds.people import (
    EVERY,
    Answers,
    gathered_of,
    kind_of,
    simulated,
    standing_of,
    tally_of,
)

#: What is asked as the smallest deck of each kind does, for kinds that no workshop asks just so.
_IN_WORKSHOPS = {asked.kind for asked in EVERY if not asked.id.startswith("small_")}
#: What the workshop asks of each kind that makes claims, what is improvised, and what only small decks ask.
ASKED = {
    asked.id: asked
    for asked in EVERY
    if kind_of(asked).claims
    and (asked.id != f"small_{asked.kind}" or asked.kind not in _IN_WORKSHOPS)
}
_BY_KIND: dict[str, type[Facts]] = {
    "flows": facts.Flows,
    "attention": facts.Attention,
    "wall_or_door": facts.WallOrDoor,
    "sieve": facts.Sieve,
    "shares": facts.Shares,
    "agreement": sided.Agreement,
    "decisions": sided.Decisions,
    "choice": sided.Choice,
    "ranking": sided.Ranking,
    "gate": sided.Gate,
    "placement": sided.Placement,
    "minority": sided.Minority,
    "commitments": sided.Commitments,
    "exchanges": groups.Exchanges,
    "common_pot": groups.CommonPot,
    "quiz": known_truth.Quiz,
    "estimate": known_truth.Estimate,
    "dots": sided.Dots,
    "statements": voted.Statements,
    "matrix": sided.Matrix,
}


class Told:
    """What a sentence tells at each of its places: a number, names, words."""

    def __init__(self, found: reading.Reading, language: str) -> None:
        self._found, self._language = found, language

    def __call__(self, name: str) -> float | None:
        return self._found.number(name, self._language)

    def numbers(self, place: str) -> list[int]:
        """All numbers of a place, "12, 8 and 5"."""
        return [int(one) for one in re.findall(r"\d+", self._found.filled[place])]

    def names(self, place: str) -> list[str]:
        return reading.named(self._found.filled[place], self._language)[0]

    def listed(self, place: str) -> tuple[list[str], int]:
        return reading.named(self._found.filled[place], self._language)

    def words(self, place: str) -> str:
        return self._found.filled[place]


def prove(activity: Activity, room: Sequence[Answers]) -> Standing:
    """The standing of a room, each of whose claims was proved; AssertionError where one is false."""
    room = [own for own in room if own]
    standing = standing_of(activity, room)
    if not standing.claims:
        assert standing.outcome == "few"
        return standing
    known = _facts(activity, room)
    for number, one in enumerate(standing.claims):
        highlighted = standing.highlighting(one.claim.key)
        assert highlighted.claims[0] == one, "two claims have one key"
        assert (highlighted.outcome, highlighted.about) == (one.claim.outcome, one.claim.about)
        _is_known(activity, one.claim)
        for language in decks.LANGUAGES:
            said = texts.pick(one.sentence, language)
            _proved(activity, known, one.claim, said, language)
            _tells_of_how_many(activity, one.claim, said, language)
            if not number:
                assert View(activity, standing, language).sentence == said
    _tags(standing, known)
    return standing


def _proved(activity: Activity, known: Facts, claim: BaseClaim, said: str, language: str) -> None:
    """Some way to read the sentence is true of all its items, which are those of the claim."""
    _name_things(activity, known, language)
    bare, wrong = _bare(activity, claim, said, language), []
    if isinstance(known, voted.Statements):
        bare = _without_shape(known, claim, bare, language)
    for found in reading.readings(activity.kind, language, bare):
        try:
            _names_its_items(activity, claim, found, language)
            known.holds(found.key, claim.about, Told(found, language))
            _hedged_where_it_only_counts(claim, said, found.key, language)
        except (AssertionError, KeyError, ValueError) as error:
            wrong.append(f"{found.key}: {error!r}")
        else:
            return
    raise AssertionError(f"“{said}” is not proved ({claim}): {wrong}")


def _tells_of_how_many(activity: Activity, claim: BaseClaim, said: str, language: str) -> None:
    """A sentence tells how many answered, or counts that come to all of them; of a map it tells shapes."""
    if isinstance(claim, CampsClaim | LineClaim):
        return
    before, after = reading.plain(texts.text(language, "standing.tied", first="", tied="|")).split(
        "|"
    )
    words = re.sub(f"{re.escape(before)}.*?{re.escape(after)}", "", reading.plain(said))
    words = reading.QUOTED[language].sub("", words)
    for name in sorted(
        (_called(activity, id, language) for id in claim.items), key=len, reverse=True
    ):
        words = words.replace(name, "") if not name.isdigit() else words
    told = [int(one) for one in re.findall(r"(?<![\d.,])\d+(?![\d.,]*\d)", words)]
    whole = {claim.n, *(getattr(claim, name, claim.n) for name in ("of", "pairs"))}
    assert whole & {*told, sum(told)}, f"“{said}”: of how many?"


def _bare(activity: Activity, claim: BaseClaim, said: str, language: str) -> str:
    """A sentence without its doubt, and without the item before its colon, where a kind puts it there."""
    said = reading.plain(said).removesuffix(_doubt(language))
    if activity.kind == "shares" and len(activity.items) > 1:
        return said.split(": ", 1)[1].strip()
    return said


def _without_shape(known: voted.Statements, claim: BaseClaim, said: str, language: str) -> str:
    """A sentence without what stands beside it of a map that says neither camps nor a line."""
    told = [
        (shape, reading.plain(words).removeprefix("{said}"))
        for shape, words in texts.section(language, "kinds/statements")["besides"].items()
    ]
    found = [(shape, words) for shape, words in told if said.endswith(words)]
    beside = known.shape in dict(told) and not isinstance(claim, CampsClaim | LineClaim)
    assert [shape for shape, _ in found] == [known.shape] * beside
    return said.removesuffix(found[0][1]) if found else said


def _doubt(language: str) -> str:
    """What is added to counts that chance may come to as well."""
    return reading.plain(texts.text(language, "standing.leaning", said=""))


def _hedged_where_it_only_counts(claim: BaseClaim, said: str, key: str, language: str) -> None:
    """Who goes one way is told with a doubt exactly where nothing is found."""
    one_way = key.rpartition(".")[2].startswith(("more", "less"))
    doubted = reading.plain(said).endswith(_doubt(language))
    if isinstance(claim, NothingClaim) and claim.why == "noise":
        most = max(dict(claim.counts).get(way, 0) for way in ("up", "down"))
        assert doubted == one_way
        assert not doubted or 3 * most >= 2 * claim.n
    else:
        assert not doubted


def _names_its_items(
    activity: Activity, claim: BaseClaim, found: reading.Reading, language: str
) -> None:
    place = found.filled.get("item") or found.filled.get("name")
    if place is None or not claim.items:
        return
    names = [_called(activity, id, language) for id in claim.items]
    quoted, more = reading.named(place, language)
    if not found.key.endswith(("tied", "tied_least")):  # which says “each”
        _some_of_several_stand_for_none(claim, place, language)
    if not quoted:
        assert names[0] in place and (more or all(name in place for name in names))
    elif more:
        assert quoted == names[: len(quoted)] and len(quoted) + more == len(names)
    else:
        assert quoted == names


def _some_of_several_stand_for_none(claim: BaseClaim, place: str, language: str) -> None:
    """Who are only some of those who answered isn't said of several items in one breath: “4 want A and B”."""
    going = max(getattr(claim, "up", 0), getattr(claim, "down", 0))
    some = getattr(claim, "count", going)
    if len(claim.items) > 1 and isinstance(some, int) and 0 < some < claim.n:
        tied = reading.plain(texts.text(language, "standing.tied", first="", tied=""))
        assert tied.strip(" )") in place


def _called(activity: Activity, id: str, language: str) -> str:
    item = activity.item(id)
    assert item
    return reading.plain(texts.pick(item.text, language)).rstrip().removesuffix(".")


def _is_known(activity: Activity, claim: BaseClaim) -> None:
    """A deck's debriefs may be keyed by it."""
    key = ".".join(filter(None, (claim.name, claim.direction)))
    kind = kind_of(activity)
    assert key in kind.claims or claim.direction in [item.id for item in activity.items]
    assert claim.outcome in kind.outcomes


def _tags(standing: Standing, known: Facts) -> None:
    """A tag that counts who goes which way counts those of the item's own pairs."""
    for item in standing.items:
        for words in (item.tag or {}).values():
            if found := re.fullmatch(r"▲ (\d+) · = (\d+) · ▼ (\d+)", reading.plain(words)):
                pairs = known.pairs(item.item)
                up, down = sum(b > a for a, b in pairs), sum(b < a for a, b in pairs)
                assert tuple(map(int, found.groups())) == (up, len(pairs) - up - down, down)


def _facts(activity: Activity, room: Sequence[Answers]) -> Facts:
    if activity.kind == "change":
        since = next(a for a in EVERY if a.id == activity.options["since"])
        return facts.Change(activity, room, simulated(since, len(room), seed=9))
    if activity.kind == "rating":
        once = len(activity.phases) == 1
        return sided.Rating(activity, room) if once else facts.Flows(activity, room)
    assert activity.kind in _BY_KIND, (
        f"write Facts that hold of {activity.kind}: tests/kinds/claims"
    )
    known = _BY_KIND[activity.kind](activity, room)
    if isinstance(known, groups.CommonPot):
        gathered = gathered_of(activity, tally_of(activity, room), room, 5)
        options = activity.options
        pot = Pot(activity.phases, options.get("tokens", 20), options.get("back", 4), 60, 120)
        known.tables = {
            table: [int(seat.removeprefix("p")) for seat in seats]
            for table, seats in gathered.tables.items()
        }
        known.sees = {table: pot.sees(gathered, table) for table in gathered.tables}
    if isinstance(known, voted.Statements):
        _map(activity, room, known)
    if isinstance(known, sided.Minority):
        source = next(a for a in EVERY if a.id == activity.options["of"])
        before = Facts(source, simulated(source, 30, seed=9))
        known.held = {
            id: (votes.count(1), len(votes))
            for id in known.ids
            if source.item(id) and len(votes := before.given(id, source.phases[0])) >= 5
        }
    return known


def _map(activity: Activity, room: Sequence[Answers], known: voted.Statements) -> None:
    """What the map says of a room, and on which of its sides somebody is."""
    course = gathered_of(activity, tally_of(activity, room), room, known.least).history
    assert isinstance(course, Votes)
    told = [id for id in known.ids if len(known.given(id, known.phases[0])) >= known.least]
    shown = course.map(told) if len(room) >= voted.MAPPED and len(told) > 1 else None
    known.shape = shown["shape"] if shown else ""
    if known.shape == "camps":
        known.sides = {int(id.removeprefix("p")): camp for id, camp in course.camps().items()}
    elif known.shape == "line":
        live = course.live()
        at = ends(live.now().along(), live.now().inside, known.least)
        known.sides = {
            int(str(id).removeprefix("p")): int(at[row])
            for id, row in live.people.items()
            if at[row] >= 0
        }
        if not any(known.parts_sides(id) for id in told):
            known.shape = "unclear"


def _name_things(activity: Activity, known: Facts, language: str) -> None:
    """By which names sides are told, in one language."""
    kind = kind_of(activity)
    called = partial(_side, kind.side_name, activity, language)
    if isinstance(known, sided.Decisions):
        known.called = {called(way): way for way in (*known.WAYS, "unknown")}
    elif isinstance(known, sided.Placement):
        known.called = {called(move): move for move in known.MOVES}
    elif isinstance(known, sided.Matrix):
        known.called = {called(corner): corner for corner in activity.options["corners"]}
    elif isinstance(known, groups.Exchanges):
        roles = [role["id"] for role in activity.options["roles"]]
        known.called = {called(role): role for role in roles}
    elif isinstance(known, sided.Ranking | sided.Dots):
        known.named = {id: _called(activity, id, language) for id in known.ids}


def _side(name: Callable[..., str], activity: Activity, language: str, side: Any) -> str:
    return reading.plain(name(activity, side, language))
