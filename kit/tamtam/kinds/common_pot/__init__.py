"""The common pot: how much people put in while only the total is told, and while each gift is seen.

A round of a half is shown where `min_answers` people of the room gave in it, whichever table they sat
at and whenever it played that half; and `min_answers` in each round of the game that it is made of. A
table of three to five is fewer than that: no table is named, and its course is drawn, without its
number, only where the room has 12 people or more, at 3 to 40 tables. Where people influenced each other
the table is the unit: the test pairs each table's mean unseen with its mean seen.

What is claimed: that people played in two ways, giving little or much, as chance seldom parts them; that
tables gave more, or less, when gifts were seen than when they weren't, tested table by table, or that it
isn't clear; and what more than half of people gave.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, convert

from tamtam import charts
from tamtam.deck.deck import Activity, Text
from tamtam.kinds.common_pot import company, players, rounds, wording
from tamtam.kinds.common_pot.game import DOWN, EXPECT, GIVE, TALK, THUMBS, UP, Pot
from tamtam.kinds.common_pot.rounds import HALVES, RoundMeans
from tamtam.kinds.common_pot.wording import WORDS
from tamtam.kinds.kind import GatheredAnswers, Kind, Replay, Round, one_of, whole_number
from tamtam.kinds.parts import evidence, mirror, saying, scale
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.language.reason import between
from tamtam.standing.claims import AnyClaim
from tamtam.standing.standing import Standing, Table


class CommonPotOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """Options of the common pot: what each has a round, what a token in the pot pays, seconds.

    `back` is what each token in the pot pays everybody at the table, in tenths of a token.
    """

    tokens: int = 20
    back: int = 4
    seconds: int = 60
    talk: int = 120


class CommonPot(Kind):
    """A repeated public goods game at tables of three to five."""

    name = "common_pot"
    tells_more = True
    own_items = True
    claims = (
        *("split", "gap.more", "gap.less", "nothing.noise"),
        *evidence.claims("low", "middle", "high"),
    )
    measures_on_phones = tuple(f"{what}_{half}" for what in (GIVE, EXPECT) for half in HALVES)
    printout = "tokens"
    without_ballot = True
    not_on_paper = "paper_game"
    seated = True
    players = company.SORTS
    numbers = ("others_first", "others_unseen", "others_seen", "seen_more")
    Options = CommonPotOptions

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        numbered = tuple(f"round_{number + 1}" for number in range(len(activity.phases)))
        if activity.phases != numbered or len(numbered) not in range(2, 13, 2):
            yield "phases", "an even number of rounds, [round_1, round_2, …], 12 at most"
        if [item.id for item in activity.items] != [GIVE, EXPECT]:
            yield "items", f"{GIVE} and {EXPECT}"
        if activity.formation != "fours":
            yield "formation", "fours"
        options = convert(activity.options, CommonPotOptions)
        for field, most in (("tokens", 100), ("back", 10), ("seconds", 600), ("talk", 900)):
            if not 1 <= getattr(options, field) <= most:
                yield f"options.{field}", between(1, most, f"1 to {most}")

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return _pot(activity).slots()

    def rounds(self, activity: Activity) -> tuple[Round, ...]:
        if activity.formation == "alone":  # simulated players wait for nobody, and don't talk
            return ()
        pot = _pot(activity)
        talk = WORDS.both("form.talk.title", n=round(pot.talk / 60, 1))
        return tuple(
            one._replace(question=talk) if one.name == TALK else one for one in pot.rounds()
        )

    def announced(
        self, activity: Activity, round: Round | None, collects: bool
    ) -> tuple[Text, ...]:
        """The rules of the game and what is asked; in between, who talks about what."""
        if round and round.name == TALK:
            return WORDS.both("form.talk.who"), WORDS.both("form.talk.about")
        pot = _pot(activity)
        rule = WORDS.both("form.rule", tokens=pot.tokens, back=pot.back / 10)
        rules = WORDS.both("form.rules", n=len(activity.phases))
        return rule, rules, *(item.text for item in activity.items)

    def optional(self, slot: Slot) -> bool:
        return _is_thumb(slot)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int | str:
        if _is_thumb(slot):
            return one_of(value, (UP, DOWN))
        return whole_number(value, 0, _pot(activity).tokens)

    def tally(self, activity: Activity) -> Counts:
        return Counts()

    def told(
        self, activity: Activity, gathered: GatheredAnswers, participant: str
    ) -> dict[str, Any] | None:
        pot = _pot(activity)
        if activity.formation == "alone":
            return company.told(pot, gathered)
        return pot.told(gathered, participant)

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        n, min_answers = gathered.n, gathered.min_answers
        head = (activity.id, gathered.turn, self.name, n, min_answers)
        pot = _pot(activity)
        courses = RoundMeans.of(pot, gathered)
        items = tuple(rounds.item(id, courses, min_answers) for id in (GIVE, EXPECT))
        if not courses.given:
            return Standing(*head, "few", scale.few(courses.most, min_answers), items)
        steps = rounds.steps(courses) if n >= scale.PEOPLE_FOR_MARKS else ()
        claims = rounds.claims(pot, courses, steps)

        def say(claim: AnyClaim, language: str) -> str:
            return wording.sentence(pot, claim, language)

        details = rounds.details(pot, courses, steps)
        measures = (
            *rounds.efficiencies(pot, courses, min_answers),
            *rounds.tested(steps, n),
        )
        return saying.standing(head, items, claims, say, details=details, measures=measures)

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        drawn = wording.drawn(activity, _pot(activity), standing, language)
        return charts.courses(charts.Frame.of(activity, standing, language, canvas), drawn)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            words.append(WORDS.text(language, "drawn"))
        words += [wording.in_words(activity, item, language) for item in standing.items]
        words += wording.remarks(standing, language)
        return " ".join(words)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        names = ("item", "half", "n", "mean", "efficiency", "earned")
        rows = [
            row
            for item in standing.items
            for half in HALVES
            for row in [wording.row(activity, standing, item, (half, language))]
        ]
        return Table(tuple(columns[name] for name in names), tuple(rows))

    def company(
        self, activity: Activity, own: Mapping[Slot, Any], players: tuple[str, ...], seed: int
    ) -> GatheredAnswers:
        return company.played(_pot(activity), own, players, seed)

    def numbers_of(
        self, activity: Activity, own: Mapping[Slot, Any], others: Sequence[Mapping[Slot, Any]]
    ) -> dict[str, float]:
        """What each simulated player gave on average: in the first round, in either half; how many tokens
        more one gave oneself in each round in which gifts were seen, unless one had already given all.
        """
        pot, halves = _pot(activity), dict(zip(self.numbers, _spans(activity), strict=False))
        played = company.rounds_given(pot, own) == len(pot.phases)
        could_more = played and any(
            own[GIVE, phase] < pot.tokens for phase in halves["others_unseen"]
        )
        seen_more = {"seen_more": _seen_more(activity, own)} if could_more else {}
        return seen_more | {
            name: company.mean([one[GIVE, phase] for one in others for phase in phases])
            for name, phases in halves.items()
            if company.rounds_given(pot, own) >= pot.phases.index(phases[-1]) + 1
        }

    def of_oneself(self, activity: Activity, own: Mapping[Slot, Any], language: str) -> str:
        """What one gave on average, in each half that one played to its end."""
        pot = _pot(activity)
        means = {
            half: company.mean([own[GIVE, phase] for phase in phases])
            for half, phases in zip(HALVES, _spans(activity)[1:], strict=True)
            if all((GIVE, phase) in own for phase in phases)
        }
        key = "both" if len(means) == 2 else "unseen" if "unseen" in means else "begun"
        values = {half: round(mean, 1) for half, mean in means.items()}
        n = company.rounds_given(pot, own)
        return WORDS.text(language, f"oneself.{key}", **{"n": n, "of": len(pot.phases)} | values)

    def mirror(
        self, activity: Activity, own: Mapping[Slot, Any], language: str
    ) -> tuple[mirror.MirrorLine, ...]:
        """Round by round what one gave and what one expected of the others."""
        pot = _pot(activity)
        lines = []
        for number, phase in enumerate(pot.phases[: company.rounds_given(pot, own)]):
            marks = [
                mirror.OwnAnswer(
                    WORDS.text(language, f"oneself.{item}"),
                    f"{own[item, phase]}",
                    mirror.place(own[item, phase], (0, pot.tokens)),
                    glyph,
                )
                for item, glyph in ((GIVE, mirror.TODAY), (EXPECT, mirror.WANTED))
                if (item, phase) in own
            ]
            name = WORDS.text(language, "legend.round", n=number + 1)
            lines.append(mirror.MirrorLine(name, tuple(marks)))
        return tuple(lines)

    def what_if(
        self, activity: Activity, own: Mapping[Slot, Any], players: tuple[str, ...], seed: int
    ) -> Replay | None:
        """A whole game over again, each gift of one's own some tokens higher; None before its end."""
        pot = _pot(activity)
        if company.rounds_given(pot, own) < len(pot.phases):
            return None
        return company.replayed(pot, own, players, seed)

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, Any]:
        return players.simulated(_pot(activity), rng)

    def respond(
        self, activity: Activity, rng: random.Random, told: dict[str, Any] | None
    ) -> dict[Slot, Any]:
        return players.responding(_pot(activity), rng, told)


def _pot(activity: Activity) -> Pot:
    options = convert(activity.options, CommonPotOptions)
    game = (options.tokens, options.back, options.seconds, options.talk)
    return Pot(activity.phases, *game)


def _spans(activity: Activity) -> tuple[tuple[str, ...], ...]:
    """The first round, the rounds of the half unseen, those of the half seen."""
    pot = _pot(activity)
    return pot.phases[:1], pot.phases[: pot.half], pot.phases[pot.half :]


def _seen_more(activity: Activity, own: Mapping[Slot, Any]) -> float:
    """How much more one gave in a round of the half seen than in one of the half unseen."""
    _, unseen, seen = _spans(activity)
    before, after = (company.mean([own[GIVE, phase] for phase in half]) for half in (unseen, seen))
    return round(after - before, 1)


def _is_thumb(slot: Slot) -> bool:
    return slot[0].startswith(f"{THUMBS}.")
