"""Commitments: if …, then I …; which of several things it feeds, how sure one is, and who may see it.

The words stay on the phone they were written on. Only where everybody may read them are they proposed,
as items beside the deck's own, and somebody reads them first. What is answered, and counts, are the thing
it feeds, confidence from 0 to 10, who may see it, and whether there is a date and someone who asks.

What is claimed: that at least a third are less than 7 of 10 sure; and of what is fed, that two thirds or
more than half feed the same, else what most feed, with all that tie. How many chose
who may see it is told only where each of the groups has `min_answers` people; if need be, two groups are
one. With an interval: median, exact (order statistics); shares, Wilson.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tamtam import charts, standing
from tamtam.deck.deck import Activity, Item, Text
from tamtam.kinds.kind import GatheredAnswers, Kind, one_of, whole_number
from tamtam.kinds.parts import evidence, mirror, options, saying, scale
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.language.reason import between
from tamtam.standing.claims import AnyClaim, LackClaim
from tamtam.standing.standing import Distribution, ItemStanding, Measure, Standing, Table

WORDS = Words("commitments")
#: What is answered of a commitment, in the place of an item.
FEEDS, CONFIDENCE, SEEN, DATE, WITNESS = ASPECTS = (
    "feeds",
    "confidence",
    "seen",
    "date",
    "witness",
)
HIGH = 10
#: Below this one is not sure; the share of people from which that is what there is to talk about.
SURE, UNSURE = 7, 1 / 3
YES, NO = "yes", "no"
#: Who may see it: oneself, a neighbour who reads it on the phone, everybody.
PRIVATE, NEIGHBOUR, ALL = SEEN_BY = ("private", "witness", "all")
#: How they are told apart, or where a group is too small, which are told as one.
GROUPS = (
    {"private": (PRIVATE,), "witness": (NEIGHBOUR,), "all": (ALL,)},
    {"close": (PRIVATE, NEIGHBOUR), "all": (ALL,)},
    {"private": (PRIVATE,), "told": (NEIGHBOUR, ALL)},
)
#: So many characters a sentence takes at least, with its if, its then, a name and a date.
LONG = 200

#: What the form calls the draft that has the words.
PLAN = "gesture"


class Commitments(Kind):
    """Plans of the form if–then, kept to oneself unless one says otherwise."""

    name = "commitments"
    comparable = False
    plans = True
    claims = ("lack.unsure", *evidence.claims())
    outcomes = ("together", "scattered", "gap")
    printout = "commitment_card"
    without_ballot = True
    not_on_paper = "paper_own"
    beside = True

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not 2 <= len(fed(activity)) <= 8 or any(map(activity.item, ASPECTS)):
            yield (
                "items",
                between(2, 8, f"2 to 8 things that are fed, none called {', '.join(ASPECTS)}"),
            )
        if len(activity.phases) != 1:
            yield "phases", "one, for example [today]"
        collect = activity.collect
        if collect is None or collect.first or collect.ladder or collect.deal:
            yield (
                "collect",
                "a prompt; neither first, ladder nor deal: nobody answers what is shared",
            )
        elif collect.longest < LONG:
            yield "collect.longest", f"at least {LONG}: an if, a then, who asks, and when"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple((aspect, activity.phases[0]) for aspect in ASPECTS)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> str | int:
        match slot[0]:
            case "feeds":
                return one_of(value, [item.id for item in fed(activity)])
            case "confidence":
                return whole_number(value, 0, HIGH)
            case "seen":
                return one_of(value, SEEN_BY)
        return one_of(value, (YES, NO))

    def mirror(
        self, activity: Activity, own: Mapping[Slot, Any], language: str
    ) -> tuple[mirror.MirrorLine, ...]:
        """What the step feeds and how sure one is; its words are among what one wrote."""
        said = {aspect: value for (aspect, _), value in own.items()}
        lines = []
        if "feeds" in said:
            name = scale.name_of(activity, said["feeds"], language)
            lines.append(_mirrored(language, "feeds", mirror.OwnAnswer("", name)))
        if "confidence" in said:
            sure = said["confidence"]
            words = WORDS.text(language, "of_ten", n=sure)
            lines.append(
                _mirrored(language, "confidence", mirror.OwnAnswer("", words, sure / HIGH))
            )
        return tuple(lines)

    def tally(self, activity: Activity) -> Counts:
        return Counts()

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        found, n, min_answers = _Found.of(activity, gathered), gathered.n, gathered.min_answers
        head = (activity.id, gathered.turn, self.name, n, min_answers)
        if found.total < max(min_answers, 1):
            return Standing(*head, "few", scale.few(found.most, min_answers))
        claims = found.claims()

        def say(claim: AnyClaim, language: str) -> str:
            return _sentence(activity, claim, found.sure_of, language)

        items = [found.item(id, claims[-1].outcome) for id in found.feeds]
        items += [ItemStanding(item.id, outcome="together") for item in shared(activity)]
        details, measures = found.details(), found.measures()
        return saying.standing(head, tuple(items), claims, say, details=details, measures=measures)

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        found = _sorted(activity, standing)
        most = max((count_of(item) for item in found), default=0)
        rows = [
            charts.OptionCount(
                scale.name_of(activity, item.item, language),
                *(count_of(item), item.distributions[0].n, count_of(item) == most),
            )
            for item in found
        ]
        shown = charts.Ledger(
            rows,
            list(_remarks(standing, language)),
            _written(activity, standing, language),
            lambda n: WORDS.text(language, "more", n=n),
        )
        return charts.ledger(charts.Frame.of(activity, standing, language, canvas), shown)

    def pages(self, activity: Activity) -> tuple[str, ...]:
        """None: it says itself what it has no room for."""
        return ()

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if not standing.items:
            return words[0]
        if standing.n > 1:
            words.append(WORDS.text(language, "drawn"))
            for item in _sorted(activity, standing):
                name = scale.name_of(activity, item.item, language)
                counted = WORDS.text(language, "counted", n=count_of(item))
                words.append(texts.text(language, "standing.about", item=name, words=counted))
            remarks = _remarks(standing, language)
            words += [one if one.endswith("?") else f"{one}." for one in remarks]
        written = _written(activity, standing, language)
        if written:
            words.append(WORDS.text(language, "aloud" if standing.n > 1 else "own"))
        words += [texts.quoted(language, text) for text in written]
        return " ".join(words)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        rows: list[tuple[Any, ...]] = [
            (
                scale.name_of(activity, item.item, language),
                *(item.distributions[0].n, count_of(item)),
                scale.in_words(item.measure("share"), language),
            )
            for item in _sorted(activity, standing)
        ]
        names = WORDS.names(language, "names")
        for measure in standing.measures:
            count = standing.details["counts"].get(measure.name, "")
            value = scale.in_words(measure, language)
            rows.append((names[measure.name], measure.n, count, value))
        n = sum(count for _, count in standing.details.get("seen", ()))
        rows += [
            (WORDS.text(language, f"seen.{group}"), n, count, "")
            for group, count in standing.details.get("seen", ())
        ]
        rows += [(text, "", "", "") for text in _written(activity, standing, language)]
        return Table(tuple(columns[name] for name in ("item", "n", "count", "share")), tuple(rows))

    def quotes(self, activity: Activity, standing: Standing, language: str) -> tuple[str, ...]:
        return tuple(_written(activity, standing, language))

    def figures_aloud(self, activity: Activity, standing: Standing, language: str) -> str:
        """How many feed each thing that anybody feeds: "Trust 12, Knowledge 7"."""
        found = (item for item in _sorted(activity, standing) if count_of(item))
        return ", ".join(
            f"{scale.name_of(activity, one.item, language)} {count_of(one)}" for one in found
        )

    def propose(self, activity: Activity, rng: random.Random) -> tuple[Text, ...]:
        """One in four lets everybody read it."""
        examples = activity.collect.examples if activity.collect else ()
        return (rng.choice(examples),) if examples and rng.random() < 0.25 else ()

    def written_aside(self, drafts: Mapping[str, Any]) -> tuple[str, ...]:
        """The sentence of one's step."""
        plan = drafts.get(PLAN)
        text = plan.get("text") if isinstance(plan, dict) else None
        return (text,) if isinstance(text, str) and text else ()

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, str | int]:
        """Most feed what isn't sold, are rather sure, and keep it to themselves."""
        flows = fed(activity)
        weights = [1 if item.group == "market" else 3 for item in flows]
        [chosen] = rng.choices(flows, weights)
        [seen] = rng.choices(SEEN_BY, (5, 3, 2))
        given = (
            chosen.id,
            min(HIGH, max(0, round(rng.gauss(7.4, 1.6)))),
            seen,
            YES if rng.random() < 0.7 else NO,
            YES if seen == NEIGHBOUR or rng.random() < 0.4 else NO,
        )
        return dict(zip(self.slots(activity), given, strict=True))


def fed(activity: Activity) -> tuple[Item, ...]:
    """What a commitment may feed: the deck's items."""
    return tuple(item for item in activity.items if not item.is_proposed)


def shared(activity: Activity) -> tuple[Item, ...]:
    """What everybody may read."""
    return tuple(item for item in activity.items if item.is_proposed)


def count_of(item: ItemStanding) -> int:
    """How many feed this."""
    return (item.distributions[0].counts or {}).get("1", 0)


# --- the standing


@dataclass(frozen=True, slots=True)
class _Found:
    """What was counted: by what is fed, by confidence, by who may see it, with a date, with a witness."""

    phase: str
    min_answers: int
    feeds: Mapping[str, int]
    confidence: Mapping[int, int]
    seen: Mapping[str, int]
    date: Mapping[str, int]
    witness: Mapping[str, int]

    @classmethod
    def of(cls, activity: Activity, gathered: GatheredAnswers) -> "_Found":
        [phase], tally = activity.phases, gathered.tally
        assert isinstance(tally, Counts)
        return cls(
            phase,
            max(gathered.min_answers, 1),
            tally.counts((FEEDS, phase), [item.id for item in fed(activity)]),
            tally.counts((CONFIDENCE, phase), range(HIGH + 1)),
            tally.counts((SEEN, phase), SEEN_BY),
            tally.counts((DATE, phase), (YES, NO)),
            tally.counts((WITNESS, phase), (YES, NO)),
        )

    @property
    def total(self) -> int:
        """How many commitments: of how many it is said what they feed."""
        return sum(self.feeds.values())

    @property
    def most(self) -> int:
        """How many answers there are to what was answered most."""
        every = (self.feeds, self.confidence, self.seen, self.date, self.witness)
        return max(sum(counts.values()) for counts in every)

    @property
    def low(self) -> int:
        """How many aren't sure."""
        return sum(count for value, count in self.confidence.items() if value < SURE)

    @property
    def sure_of(self) -> float | None:
        """The median confidence; None where too few said theirs."""
        if sum(self.confidence.values()) < self.min_answers:
            return None
        return standing.median(self.confidence)

    def claims(self) -> tuple[AnyClaim, ...]:
        """How many aren't sure, where they are many; then what is fed."""
        fed, n = evidence.of_options(self.feeds), sum(self.confidence.values())
        if self.total == 1 or self.sure_of is None or self.low < UNSURE * n:
            return (fed,)
        return LackClaim(n=n, side="unsure", count=self.low), fed

    def item(self, id: str, outcome: str) -> ItemStanding:
        count, n = self.feeds[id], self.total
        spread = Distribution(self.phase, n, {"1": count, "0": n - count})
        return ItemStanding(id, (spread,), (_share("share", count, n),), outcome)

    def measures(self) -> tuple[Measure, ...]:
        """Median confidence, and the shares of those who aren't sure, have a date, have a witness."""
        found = []
        n = sum(self.confidence.values())
        if n >= self.min_answers:
            found += [scale.median_measure(CONFIDENCE, self.confidence), _share("low", self.low, n)]
        for name, counts in ((DATE, self.date), (WITNESS, self.witness)):
            if (n := sum(counts.values())) >= self.min_answers:
                found.append(_share(name, counts[YES], n))
        return tuple(found)

    def details(self) -> dict[str, Any]:
        """How many there are behind each share, and who may see how many."""
        counts = {"low": self.low, DATE: self.date[YES], WITNESS: self.witness[YES]}
        known = {measure.name for measure in self.measures()}
        told = {name: count for name, count in counts.items() if name in known}
        return {"counts": told, "seen": self._seen()}

    def _seen(self) -> list[list[Any]]:
        """[group, how many], each at least `min_answers`; none alone, or where no grouping allows it."""
        for groups in GROUPS if self.min_answers > 1 else ():
            counts = {name: sum(map(self.seen.__getitem__, who)) for name, who in groups.items()}
            if min(counts.values()) >= self.min_answers:
                return [[name, count] for name, count in counts.items()]
        return []


def _share(name: str, count: int, n: int) -> Measure:
    return scale.measure(name, count / n, n, standing.share_interval(count, n), "wilson")


# --- the sentence


def _sentence(activity: Activity, claim: AnyClaim, sure: float | None, language: str) -> str:
    """A claim in words; alone with how sure one is."""
    item = options.listed(activity, claim.items, language)
    key = "tied" if len(claim.items) > 1 else claim.name
    alone = claim.n == 1 and not isinstance(claim, LackClaim)
    said = WORDS.text(
        language, f"say.{'own' if alone else key}", item=item, **saying.counts_of(claim)
    )
    if not alone or sure is None:
        return said
    return WORDS.text(language, "say.own_sure", said=said, median=sure)


# --- chart, caption, table


def _sorted(activity: Activity, standing: Standing) -> list[ItemStanding]:
    """What is fed, by how many feed it."""
    ids = {item.id for item in fed(activity)}
    return sorted((one for one in standing.items if one.item in ids), key=count_of, reverse=True)


def _written(activity: Activity, standing: Standing, language: str) -> list[str]:
    """What everybody may read, in the order it came."""
    ids = [item.id for item in shared(activity) if standing.item(item.id)]
    return [scale.name_of(activity, id, language) for id in ids]


def _remarks(standing: Standing, language: str) -> Iterator[str]:
    """How sure people are, how many have a date and a witness, and who may see how many."""
    if standing.n == 1:
        return
    if sure := standing.measure(CONFIDENCE):
        yield WORDS.text(language, "remark.confidence", median=sure.value, of=sure.n)
    for name in ("low", DATE, WITNESS):
        if name in standing.details.get("counts", ()):
            yield WORDS.text(language, f"remark.{name}", n=standing.details["counts"][name])
    if groups := standing.details.get("seen"):
        told = (
            texts.text(language, "standing.of", name=WORDS.text(language, f"seen.{group}"), words=n)
            for group, n in groups
        )
        line = " · ".join(told)
        yield line[:1].upper() + line[1:]


def _mirrored(language: str, aspect: str, one: mirror.OwnAnswer) -> mirror.MirrorLine:
    """An aspect of one's step, under a short name."""
    return mirror.line(WORDS.text(language, f"oneself.{aspect}"), [one])
