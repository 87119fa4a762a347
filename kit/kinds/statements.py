"""Statements: sentences of the room, voted on one at a time: agree, disagree or pass.

From 12 people on, and where people separate beyond chance, the standing is a map of camps and what
all of them share; else the sentences alone, the most shared first, and where the room is large enough
for a map, that no camps stand out. A sentence holds together where two thirds of its votes, passes
included, are on one side; it splits where each side has at least a third; else it is scattered.
Those bounds are a convention of ours. Votes are +1, 0 and −1.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kit import charts, standing, texts
from kit.charts.opinions import LETTERS
from kit.deck import Activity
from kit.kinds import scale
from kit.kinds.kind import Gathered, Kind, whole_number
from kit.kinds.tally import Counts, Slot
from kit.kinds.track import Track
from kit.kinds.words import Words
from kit.standing.proportion import share_interval
from kit.standing.standing import Distribution, ItemStanding, Measure, Standing, Table

WORDS = Words("statements")
AGREE, PASS, DISAGREE = 1, 0, -1
VALUES = (DISAGREE, PASS, AGREE)
#: The share on one side from which a sentence holds together; on each side, from which it splits.
MOST, EACH = 2 / 3, 1 / 3
#: A chart draws at most so many sentences: those shared most, then those that divide most.
MOST_DRAWN = 24
#: So many people may be in a room without a map.
FEW = 12

#: How many of a camp agree, and how many have seen it; None where too few have.
Camp = list[int] | None


class Statements(Kind):
    """Sentences to agree with, disagree with, or pass over; the room may add its own."""

    name = "statements"

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items and activity.collect is None:
            yield "items", "at least one sentence, or collect: to let the room write them"
        if len(activity.phases) != 1:
            yield "phases", "one phase: a sentence is voted on once"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple((item.id, activity.phases[0]) for item in activity.items)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int:
        return whole_number(value, DISAGREE, AGREE)

    def values(self, activity: Activity, slot: Slot) -> tuple[int, ...]:
        return VALUES

    def tally(self, activity: Activity) -> Counts:
        return Counts()

    def tracks(self, activity: Activity) -> tuple[Track, ...]:
        """The share of those who agree with each sentence; a pass counts as seen."""
        sides, yes = ((AGREE,), (DISAGREE, PASS)), WORDS.both("values.1")
        return tuple(Track.share(*slot, sides, yes) for slot in self.slots(activity))

    def told(self, activity: Activity, gathered: Gathered, participant: str) -> dict[str, Any]:
        """In which order to vote: new sentences first, then those that more agree with."""
        tally = gathered.tally
        assert isinstance(tally, Counts)
        chance = random.Random(f"{gathered.seed} {participant}")
        weight = {
            slot[0]: _priority(tally.counts(slot, VALUES)) * chance.random()
            for slot in self.slots(activity)
        }
        return {"order": sorted(weight, key=lambda item: -weight[item])}

    def standing(self, activity: Activity, gathered: Gathered) -> Standing:
        turn, tally = gathered.turn, gathered.tally
        n, min_answers = gathered.n, gathered.min_answers
        assert isinstance(tally, Counts)
        if n < max(min_answers, 1):
            sentence = scale.few(n, min_answers)
            return Standing(activity.id, turn, self.name, n, min_answers, "few", sentence)
        items = tuple(_item(slot, tally, min_answers) for slot in self.slots(activity))
        shown = scale.shown(items)
        drawn = _mapped(activity, gathered, [item.item for item in shown])
        camps = _camps(drawn, [item.item for item in shown])
        ranked = sorted(shown, key=lambda item: -_consensus(item, camps.get(item.item, ())))
        said = _say(activity, ranked, gathered, drawn, camps)
        order = [item.item for item in (*ranked, *(one for one in items if one not in ranked))]
        details: dict[str, Any] = {"order": order} if shown else {}
        if drawn:
            details |= {"map": {**drawn, "votes": camps}}
        whole = _measures(drawn)
        return Standing(
            *(activity.id, turn, self.name, n, min_answers, said.outcome, said.sentence, items),
            details=details,
            measures=whole,
            about=said.about,
        )

    def figure(self, activity: Activity, standing: Standing, language: str) -> dict[str, Any]:
        camps = _camps_of(standing)
        rows = [_row(activity, item, standing, language) for item in _drawn(standing)]
        drawn = None
        if camps:
            found = standing.details["map"]
            dots = tuple((x, y, int(camp)) for x, y, camp in found["dots"])
            names = tuple(_camp_name(at, size, language) for at, size in enumerate(found["sizes"]))
            drawn = charts.Camps(dots, names, _key(found, len(dots), language))
        frame = charts.Frame.of(activity, standing, language)
        return charts.opinions(frame, rows, _ends(language), drawn)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            camps = _camps_of(standing)
            if camps:
                sizes = standing.details["map"]["sizes"]
                named = [_camp_name(at, size, language) for at, size in enumerate(sizes)]
                words.append(WORDS.text(language, "drawn_map", camps=", ".join(named)))
            words.append(WORDS.text(language, "drawn"))
        drawn = _drawn(standing)
        words += [_in_words(activity, item, standing, language) for item in drawn]
        if more := len(standing.items) - len(drawn):
            words.append(WORDS.text(language, "more", n=more))
        return " ".join(words)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        names = ("statement", "n", "agree", "pass", "disagree", "share", "camps")
        columns = WORDS.names(language, "columns")
        rows = [
            (
                scale.name_of(activity, item.item, language),
                item.distributions[0].n,
                *_cells(item, standing, language),
            )
            for item in _ordered(standing)
        ]
        return Table(tuple(columns[name] for name in names), tuple(rows))

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, int]:
        """One of two camps, one larger: they share a first sentence, part on the next two, and so on."""
        camp = rng.choices((0, 1), (3, 2))[0]
        answers = {}
        for index, slot in enumerate(self.slots(activity)):
            creed = ((AGREE, AGREE), (AGREE, DISAGREE), (DISAGREE, AGREE))[index % 3][camp]
            answers[slot] = creed if rng.random() < 0.8 else rng.choice(VALUES)
        return answers


def _priority(counts: Mapping[int, int]) -> float:
    """How soon to ask a sentence, as `kit.standing.opinion.statements.priority` but for how far apart
    it sets people: that takes the map, which the server doesn't compute."""
    seen = sum(counts.values())
    passes, agrees = ((counts[value] + 1) / (seen + 2) for value in (PASS, AGREE))
    found: float = ((1 - passes) * agrees * (1 + 8 * 2.0 ** (-seen / 5))) ** 2
    return found


# --- where the room stands


def _item(slot: Slot, tally: Counts, min_answers: int) -> ItemStanding:
    id, phase = slot
    counts = tally.counts(slot, VALUES)
    n = sum(counts.values())
    if n < max(min_answers, 1):
        return ItemStanding(id, (Distribution(phase, n),))
    found = Distribution(phase, n, counts={str(value): counts[value] for value in VALUES})
    share = scale.measure("share", counts[AGREE] / n, n, share_interval(counts[AGREE], n), "wilson")
    return ItemStanding(id, (found,), (share,), _outcome(counts, n))


def _outcome(counts: Mapping[int, int], n: int) -> str:
    sides = counts[AGREE], counts[DISAGREE]
    if max(sides) >= MOST * n:
        return "together"
    return "split" if min(sides) >= EACH * n else "scattered"


def _mapped(activity: Activity, gathered: Gathered, shown: Sequence[str]) -> dict[str, Any] | None:
    """The map over the sentences of which more than the count may be shown."""
    if gathered.n < FEW or not shown:
        return None
    slots = [(id, activity.phases[0]) for id in shown]
    rows = tuple(tuple(own.get(slot) for slot in slots) for own in gathered.answers.values())
    return standing.shown_map(tuple(sorted(rows, key=repr)), gathered.min_answers)


def _camps(drawn: Mapping[str, Any] | None, shown: Sequence[str]) -> dict[str, list[Camp]]:
    """By sentence, how many of each camp agree; nothing where there are no camps."""
    if not drawn or not drawn["separated"]:
        return {}
    return dict(zip(shown, drawn["votes"], strict=True))


def _consensus(item: ItemStanding, camps: Sequence[Camp]) -> float:
    """How likely an agreement is, (agree + 1) / (seen + 2); with camps, in all of them at once."""
    counts = item.distributions[0].counts or {}
    parts = list(camps) or [[counts.get(str(AGREE), 0), item.distributions[0].n]]
    product = 1.0
    for part in parts:
        agree, seen = part or (0, 0)
        product *= (agree + 1) / (seen + 2)
    return product


def _measures(drawn: Mapping[str, Any] | None) -> tuple[Measure, ...]:
    """Whether to believe in camps; nothing where everybody stands in one place."""
    if not drawn or not drawn["stability"]:
        return ()
    return tuple(
        Measure(name, scale.rounded(drawn[name]), drawn["people"])
        for name in ("stability", "by_chance")
    )


# --- the sentence


def _say(
    activity: Activity,
    ranked: Sequence[ItemStanding],
    gathered: Gathered,
    drawn: Mapping[str, Any] | None,
    camps: Mapping[str, Sequence[Camp]],
) -> scale.Said:
    """The outcome of the whole, and what all camps share; without camps, what the room shares."""
    if not ranked:
        most = max(sum(one.values()) for one in _all_counts(activity, gathered))
        return scale.Said("few", scale.few(most, gathered.min_answers))
    if gathered.n == 1:
        return scale.Said("together", texts.both("standing.alone"))
    if camps:
        return _about_camps(activity, ranked[0], camps[ranked[0].item])
    outcome, item, key = _of_one_group(ranked)
    sentence = {
        language: _about(activity, item, key, drawn is not None, language)
        for language in texts.LANGUAGES
    }
    return scale.Said(outcome, sentence, (item.item,))


def _all_counts(activity: Activity, gathered: Gathered) -> Iterator[dict[int, int]]:
    assert isinstance(gathered.tally, Counts)
    for item in activity.items:
        yield gathered.tally.counts((item.id, activity.phases[0]), VALUES)


def _about_camps(activity: Activity, item: ItemStanding, camps: Sequence[Camp]) -> scale.Said:
    """What every camp agrees with, by more than half of those who have seen it; or that nothing is."""
    shared = all(camp is not None and 2 * camp[0] > camp[1] for camp in camps)
    sentence = {
        language: WORDS.text(
            language,
            "say.shared" if shared else "say.apart",
            n=len(camps),
            item=scale.quoted(activity, item.item, language),
            camps=_shares(camps, language),
        )
        for language in texts.LANGUAGES
    }
    return scale.Said("split", sentence, (item.item,) if shared else ())


def _of_one_group(ranked: Sequence[ItemStanding]) -> tuple[str, ItemStanding, str]:
    """The outcome, the sentence that tells most, and how it is spoken of."""
    together = [item for item in ranked if item.outcome == "together"]
    split = [item for item in ranked if item.outcome == "split"]
    if together and 2 * len(together) >= len(ranked) - len(split):
        best = max(together, key=lambda item: max(_side(item, AGREE), _side(item, DISAGREE)))
        return "together", best, "agree" if _side(best, AGREE) >= MOST else "disagree"
    if split:
        return (
            "split",
            max(split, key=lambda item: min(_side(item, AGREE), _side(item, DISAGREE))),
            "split",
        )
    return "scattered", max(ranked, key=lambda item: _side(item, PASS)), "scattered"


def _side(item: ItemStanding, value: int) -> float:
    found = item.distributions[0]
    return (found.counts or {}).get(str(value), 0) / max(1, found.n)


def _about(activity: Activity, item: ItemStanding, key: str, large: bool, language: str) -> str:
    """What is said of one sentence; in a room large enough for a map, that no camps stand out."""
    found = item.distributions[0]
    counts = found.counts or {}
    words = WORDS.text(
        language,
        f"say.{key}",
        item=scale.quoted(activity, item.item, language),
        total=found.n,
        count=counts.get(str(DISAGREE if key == "disagree" else AGREE), 0),
        **_counted(counts, language),
    )
    return WORDS.text(language, "say.no_camps", said=words) if large else words


def _counted(counts: Mapping[str, int], language: str) -> dict[str, str]:
    """Each side in words: "12 agree", "1 disagrees", "3 pass"."""
    names = {AGREE: "agree", PASS: "pass", DISAGREE: "disagree"}
    return {
        f"{name}_n": WORDS.text(language, f"side.{name}", n=counts.get(str(value), 0))
        for value, name in names.items()
    }


# --- chart, caption, table


def _ends(language: str) -> tuple[str, str]:
    return WORDS.text(language, "low"), WORDS.text(language, "high")


def _camps_of(standing: Standing) -> dict[str, list[Camp]]:
    found = standing.details.get("map", {})
    return found["votes"] if found.get("separated") else {}


def _ordered(standing: Standing) -> list[ItemStanding]:
    """The items as they are ranked; those that are new since come last."""
    place = {item: at for at, item in enumerate(standing.details.get("order", ()))}
    return sorted(standing.items, key=lambda item: place.get(item.item, len(place)))


def _drawn(standing: Standing) -> list[ItemStanding]:
    """What fits in a chart: of many sentences the first ranked, then those that divide most."""
    ordered = _ordered(standing)
    if len(ordered) <= MOST_DRAWN:
        return ordered
    camps = _camps_of(standing)
    first, rest = ordered[: MOST_DRAWN // 2], ordered[MOST_DRAWN // 2 :]
    rest.sort(key=lambda item: -_division(item, camps.get(item.item, ())))
    return first + rest[: MOST_DRAWN - len(first)]


def _division(item: ItemStanding, camps: Sequence[Camp]) -> float:
    """How far camps lie apart on a sentence; without camps, how even its two sides are. 0 to 1."""
    shares = [camp[0] / camp[1] for camp in camps if camp]
    if shares:
        return max(shares) - min(shares)
    return 2 * min(_side(item, AGREE), _side(item, DISAGREE))


def _row(
    activity: Activity, item: ItemStanding, standing: Standing, language: str
) -> charts.Statement:
    counts = item.distributions[0].counts or {}
    disagree, passes, agree = (counts.get(str(value), 0) for value in VALUES)
    bar = charts.Bar((disagree, 0, passes, 0, agree))
    name = scale.name_of(activity, item.item, language)
    return charts.Statement(name, (bar,), _badge(item, standing, language))


def _badge(item: ItemStanding, standing: Standing, language: str) -> str:
    """How many of each camp agree; without camps, how the votes lie; only n where too few voted."""
    found = item.distributions[0]
    if item.outcome == "few":
        return scale.too_few(found.n, language)
    if camps := _camps_of(standing).get(item.item):
        return _shares(camps, language)
    words = WORDS.text(language, f"badge.{item.outcome}")
    return words if found.n == standing.n else f"{words} · n = {found.n}"


def _shares(camps: Sequence[Camp], language: str) -> str:
    """How many of each camp agree, in percent: "A 86 % · B 40 %"."""
    told = [
        WORDS.text(language, "share_of_camp", camp=LETTERS[at], n=round(100 * camp[0] / camp[1]))
        for at, camp in enumerate(camps)
        if camp
    ]
    return " · ".join(told)


def _camp_name(at: int, size: int, language: str) -> str:
    return WORDS.text(language, "camp", camp=LETTERS[at], n=size)


def _key(found: Mapping[str, Any], dots: int, language: str) -> str:
    n = max(1, round(found["people"] / max(1, dots)))
    return WORDS.text(language, "key", person=texts.text(language, "standing.legend.person", n=n))


def _in_words(activity: Activity, item: ItemStanding, standing: Standing, language: str) -> str:
    counts = item.distributions[0].counts
    if counts is None:
        words = scale.too_few(item.distributions[0].n, language)
    else:
        sides = _counted(counts, language)
        words = WORDS.text(language, "counted", badge=_badge(item, standing, language), **sides)
    name = scale.quoted(activity, item.item, language)
    return texts.text(language, "standing.about", item=name, words=words)


def _cells(item: ItemStanding, standing: Standing, language: str) -> tuple[Any, ...]:
    counts = item.distributions[0].counts
    if counts is None:
        return ("",) * 5
    camps = _camps_of(standing).get(item.item, ())
    return (
        *(counts[str(value)] for value in (AGREE, PASS, DISAGREE)),
        scale.in_words(item.measure("share"), language),
        _shares(camps, language),
    )
