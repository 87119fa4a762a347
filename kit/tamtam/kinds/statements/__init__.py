"""Statements: sentences of the room, voted on one at a time: agree, disagree or pass.

From 12 people on a standing says how votes hang together: in camps, with what separates and what unites
them; along one line, with the sentences that carry it; or not at all. Camps and a line are drawn as a
map beside the sentences, the most shared first. Votes are +1, 0 and −1.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from statistics import mode
from typing import Any

import msgspec

from tamtam import charts
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import Among, GatheredAnswers, Kind, SimulatedPerson, whole_number
from tamtam.kinds.parts import evidence, saying, scale
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.kinds.parts.track import Track
from tamtam.kinds.statements import among, camps, wording
from tamtam.kinds.statements.camps import AGREE, DISAGREE, PASS, VALUES, WORDS
from tamtam.kinds.statements.votes import Votes
from tamtam.language import texts
from tamtam.language.reason import at_least
from tamtam.standing.claims import AnyClaim
from tamtam.standing.proportion import share_interval
from tamtam.standing.standing import Distribution, ItemStanding, Measure, Standing, Table

#: A chart draws at most so many sentences, half of them those shared most, half those that divide most,
#: fewer beside a map; a caption tells of so many.
MOST_DRAWN, MOST_BESIDE_A_MAP, MOST_TOLD = 8, 7, 24
#: What a phone says of a map: whether there are camps, their letters, how many, how they voted.
MAP_ON_PHONES = ("shape", "separated", "letters", "sizes", "votes")
#: So many people may be in a room without a map.
FEW = 12


CAMPS = ("A", "B")
#: What the two simulated camps hold of a first, second and third sentence, and so on again.
CREEDS = ((AGREE, AGREE), (AGREE, DISAGREE), (DISAGREE, AGREE))


class Statements(Kind):
    """Sentences to agree with, disagree with, or pass over; the room may add its own."""

    name = "statements"
    tells_more = True
    numbers = ("with_most",)
    details_on_phones = ("order", "resting", "map")
    claims = ("camps", "line", "split", *evidence.claims(*wording.SIDES))
    outcomes = ("together", "split", "scattered")
    most_drawn = MOST_DRAWN
    asks_about_own = False

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items and activity.collect is None:
            yield (
                "items",
                at_least(1, "at least one sentence, or collect: to let the room write them"),
            )
        if len(activity.phases) != 1:
            yield "phases", "one phase: a sentence is voted on once"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple((item.id, activity.phases[0]) for item in activity.items)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int:
        return whole_number(value, DISAGREE, AGREE)

    def values(self, activity: Activity, slot: Slot) -> tuple[int, ...]:
        return VALUES

    def of_oneself(self, activity: Activity, own: Mapping[Slot, Any], language: str) -> str:
        """On how many sentences one votes each way."""
        votes = list(own.values())
        counts = {
            name: WORDS.text(language, f"oneself.{name}", n=votes.count(value))
            for name, value in (("agree", AGREE), ("disagree", DISAGREE), ("pass", PASS))
            if value in votes
        }
        if not counts:
            return ""
        return WORDS.text(
            language, "oneself.votes", votes=saying.listed(list(counts.values()), language)
        )

    def tally(self, activity: Activity) -> Counts:
        return Counts()

    def tracks(self, activity: Activity) -> tuple[Track, ...]:
        """The share of those who agree with each sentence; a pass counts as seen."""
        sides, yes = ((AGREE,), (DISAGREE, PASS)), WORDS.both("values.1")
        return tuple(Track.share(*slot, sides, yes) for slot in self.slots(activity))

    def history(self, activity: Activity, min_answers: int) -> Votes:
        return Votes(min_answers)

    def order(
        self, activity: Activity, gathered: GatheredAnswers, participant: str
    ) -> tuple[str, ...] | None:
        if not isinstance(gathered.history, Votes):
            return None
        asked = [item.id for item in activity.items]
        return gathered.history.asking.order(asked, gathered.seed, participant)

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        turn, tally = gathered.turn, gathered.tally
        n, min_answers = gathered.n, gathered.min_answers
        assert isinstance(tally, Counts)
        slots = self.slots(activity)
        items = tuple(_item(slot, tally, min_answers, len(slots)) for slot in slots)
        shown = scale.shown(items)
        asked = [item for item in items if item.item not in gathered.resting]
        found = _map(gathered, [item.item for item in shown])
        found = camps.spoken_of(found, [item.item for item in asked])
        ranked = _ranked(scale.shown(tuple(asked)), found)
        # While few voted on the room's sentences, those voted on before them are spoken of, and drawn.
        spoken = ranked or _ranked(shown, found)
        resting = [item.item for item in items if ranked and item.item in gathered.resting]
        first = [item.item for item in spoken]
        few = [item.item for item in items if item.item not in (*first, *resting)]
        details: dict[str, Any] = {}
        if shown:
            details["order"] = [*first, *few, *resting]
        if shown and resting:
            details["resting"] = resting
        details |= {"map": found} if found else {}
        head = (activity.id, turn, self.name, n, min_answers)
        if not spoken:
            most = max((item.distributions[0].n for item in asked), default=0)
            return Standing(*head, "few", scale.few(most, min_answers), items, details=details)

        def say(claim: AnyClaim, language: str) -> str:
            if n == 1:
                return texts.text(language, "standing.alone")
            return wording.sentence(activity, claim, camps.shape(found), language)

        told = wording.claims(spoken, found)
        stands = saying.standing(head, items, told, say, details=details, measures=_measures(found))
        return stands if n > 1 else msgspec.structs.replace(stands, about=(), outcome="together")

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        sections = _sections(standing)
        drawn = [item for _, items in sections for item in items]
        starts = accumulate((len(items) for _, items in sections), initial=0)
        rows = charts.Rows(
            tuple(_row(activity, item, standing, language) for item in drawn),
            (WORDS.text(language, "low"), WORDS.text(language, "high")),
            _more(standing, drawn, language),
            {
                at: WORDS.text(language, f"heading.{key}")
                for at, (key, _) in zip(starts, sections, strict=False)
                if key
            },
        )
        frame = charts.Frame.of(activity, standing, language, canvas)
        return charts.opinions(frame, rows, camps.drawn(activity, standing, language))

    def on_phones(self, standing: Standing) -> Standing:
        """Without where people stand in the map: a phone names camps, and doesn't draw them."""
        shown = super().on_phones(standing)
        found = shown.details.get("map")
        if found is None:
            return shown
        drawn = {key: found[key] for key in MAP_ON_PHONES if key in found}
        return msgspec.structs.replace(shown, details={**shown.details, "map": drawn})

    def pages(self, activity: Activity) -> tuple[str, ...]:
        """None: it draws the sentences that tell most."""
        return ()

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            words += _map_in_words(activity, standing, language)
            words.append(WORDS.text(language, "drawn"))
        told = _drawn(standing, MOST_TOLD)
        words += [_in_words(activity, item, standing, language) for item in told]
        words += [more] if (more := _more(standing, told, language)) else []
        if resting := len(_resting(standing)):
            words.append(WORDS.text(language, "resting", n=resting))
        return " ".join(words)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        names = ("statement", "n", "agree", "pass", "disagree", "share", "camps")
        columns = WORDS.names(language, "columns")
        rows = [
            (
                _name(activity, item, standing, language),
                item.distributions[0].n,
                *_cells(item, standing, language),
            )
            for item in _ordered(standing)
        ]
        return Table(tuple(columns[name] for name in names), tuple(rows))

    def numbers_of(
        self, activity: Activity, own: Mapping[Slot, Any], others: Sequence[Mapping[Slot, Any]]
    ) -> dict[str, float]:
        """On how many sentences one votes as most of the others do, once one voted on all they know."""
        known = {slot for votes in others for slot in votes}
        if not known or not known <= own.keys():
            return {}
        most = {slot: mode(votes[slot] for votes in others) for slot in known}
        return {"with_most": sum(own[slot] == most[slot] for slot in known)}

    def among(
        self,
        activity: Activity,
        own: Mapping[Slot, Any],
        people: Sequence[SimulatedPerson],
        language: str,
    ) -> Among:
        return among.voters(own, people, language)

    def simulated_camp(self, rng: random.Random) -> str:
        return rng.choices(CAMPS, (3, 2))[0]

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, int]:
        """One of two camps, one larger: they share a first sentence, part on the next two, and so on."""
        camp = CAMPS.index(self.simulated_camp(rng))
        answers = {}
        for index, slot in enumerate(self.slots(activity)):
            creed = CREEDS[index % len(CREEDS)][camp]
            answers[slot] = creed if rng.random() < 0.8 else rng.choice(VALUES)
        return answers


# --- where the room stands


def _item(slot: Slot, tally: Counts, min_answers: int, sentences: int) -> ItemStanding:
    id, phase = slot
    counts = tally.counts(slot, VALUES)
    n = sum(counts.values())
    if n < max(min_answers, 1):
        return ItemStanding(id, (Distribution(phase, n),))
    found = Distribution(phase, n, counts={str(value): counts[value] for value in VALUES})
    share = scale.measure("share", counts[AGREE] / n, n, share_interval(counts[AGREE], n), "wilson")
    claim = wording.of_sentence(id, counts, sentences)
    return saying.tagged(ItemStanding(id, (found,), (share,)), claim, wording.tag)


def _ranked(items: Sequence[ItemStanding], found: Mapping[str, Any] | None) -> list[ItemStanding]:
    """Items as they are told, what is shared most first."""
    shape = camps.shape(found)
    return sorted(items, key=lambda item: -camps.consensus(item, camps.of(found, item.item), shape))


def _map(gathered: GatheredAnswers, shown: Sequence[str]) -> dict[str, Any] | None:
    """The map, with how camps stand on the sentences of which more than the count may be shown.

    Votes on one sentence alone can hang together with nothing.
    """
    history = gathered.history
    if gathered.n < FEW or len(shown) < 2 or not isinstance(history, Votes):
        return None
    found = history.map(shown)
    if found and "votes" in found:
        found["votes"] = dict(zip(shown, found["votes"], strict=True))
    return found


def _measures(found: dict[str, Any] | None) -> tuple[Measure, ...]:
    """Whether votes hang together, and if so, whether in camps; nothing without a map."""
    if not found:
        return ()
    told = [name for name in ("by_chance", "for_camps", "stability") if found[name]]
    return tuple(Measure(name, scale.rounded(found[name]), found["people"]) for name in told)


# --- chart, caption, table


def _ordered(standing: Standing) -> list[ItemStanding]:
    """The items as they are ranked; those that are new since come last."""
    place = {item: at for at, item in enumerate(standing.details.get("order", ()))}
    return sorted(standing.items, key=lambda item: place.get(item.item, len(place)))


def _resting(standing: Standing) -> list[str]:
    """The sentences that were asked no more: they are told apart from the room's own."""
    found: list[str] = standing.details.get("resting", [])
    return found


def _name(activity: Activity, item: ItemStanding, standing: Standing, language: str) -> str:
    name = scale.name_of(activity, item.item, language)
    return WORDS.text(language, "at_rest", name=name) if item.item in _resting(standing) else name


def _drawn(standing: Standing, most: int) -> list[ItemStanding]:
    """Of many sentences the first ranked, then those that divide most."""
    ordered = [item for item in _ordered(standing) if item.item not in _resting(standing)]
    if len(ordered) <= most:
        return ordered
    first, rest = ordered[: most // 2], ordered[most // 2 :]
    rest.sort(key=lambda item: -camps.division(item, camps.of_standing(standing, item.item)))
    return first + rest[: most - len(first)]


def _sections(standing: Standing) -> list[tuple[str, list[ItemStanding]]]:
    """The sentences drawn, under what they do to the sides of the room; all together where it has none."""
    shape = camps.shape(standing.details.get("map"))
    if shape not in ("camps", "line"):
        return [("", _drawn(standing, MOST_DRAWN))]
    asked = [item for item in _ordered(standing) if item.item not in _resting(standing)]
    sides = {item.item: camps.of_standing(standing, item.item) for item in asked}
    unite = [item for item in asked if camps.unites(sides[item.item])]
    apart = [item for item in asked if camps.separates(sides[item.item])]
    apart.sort(key=lambda item: -camps.division(item, sides[item.item]))
    other = [item for item in asked if item not in unite and item not in apart]
    half = MOST_BESIDE_A_MAP // 2
    unite = unite[: max(half, MOST_BESIDE_A_MAP - len(apart))]
    apart = apart[: MOST_BESIDE_A_MAP - len(unite)]
    other = other[: MOST_BESIDE_A_MAP - len(unite) - len(apart)]
    found = [(f"{shape}.unite", unite), (f"{shape}.apart", apart), ("other", other)]
    return [(key, items) for key, items in found if items]


def _more(standing: Standing, drawn: Sequence[ItemStanding], language: str) -> str:
    """That there are more sentences than are drawn; nothing where there are none."""
    more = len(standing.items) - len(drawn) - len(_resting(standing))
    return WORDS.text(language, "more", n=more) if more else ""


def _row(
    activity: Activity, item: ItemStanding, standing: Standing, language: str
) -> charts.Statement:
    counts = item.distributions[0].counts or {}
    disagree, passes, agree = (counts.get(str(value), 0) for value in VALUES)
    bar = charts.Bar((disagree, 0, passes, 0, agree))
    name = scale.name_of(activity, item.item, language)
    return charts.Statement(name, (bar,), _badge(item, standing, language))


def _map_in_words(activity: Activity, standing: Standing, language: str) -> list[str]:
    """The map that is drawn, in words; nothing where none is."""
    shape = camps.shape(standing.details.get("map"))
    if shape == "camps":
        named = ", ".join(camps.names(activity, standing, language)).replace("\n", " ")
        return [WORDS.text(language, "drawn_map", camps=named)]
    if shape == "line":
        limit = camps.limit(standing, language)
        return [WORDS.text(language, "drawn_line"), *([limit] if limit else [])]
    return []


def _badge(item: ItemStanding, standing: Standing, language: str) -> str:
    """How many of each camp agree; without camps, how the votes lie; only n where too few voted."""
    if item.outcome == "few":
        return scale.too_few(item.distributions[0].n, language)
    of_all = camps.of_standing(standing, item.item)
    return camps.shares(of_all, language) if of_all else saying.tag_of(item, language)


def _in_words(activity: Activity, item: ItemStanding, standing: Standing, language: str) -> str:
    counts = item.distributions[0].counts
    if counts is None:
        words = scale.too_few(item.distributions[0].n, language)
    else:
        votes = {side: counts.get(str(value), 0) for side, value in wording.SIDES.items()}
        sides = wording.counted(votes, language)
        words = WORDS.text(language, "counted", badge=_badge(item, standing, language), **sides)
    name = scale.quoted(activity, item.item, language)
    return texts.text(language, "standing.about", item=name, words=words)


def _cells(item: ItemStanding, standing: Standing, language: str) -> tuple[Any, ...]:
    counts = item.distributions[0].counts
    if counts is None:
        return ("",) * 5
    return (
        *(counts[str(value)] for value in (AGREE, PASS, DISAGREE)),
        scale.in_words(item.measure("share"), language),
        camps.shares(camps.of_standing(standing, item.item), language),
    )
