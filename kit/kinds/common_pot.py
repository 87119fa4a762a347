"""The common pot: how much people put in while only the total is told, and while each gift is seen.

A round of a half is shown where `min_answers` people of the room gave in it, whichever table they sat
at and whenever it played that half; and `min_answers` in each round of the game that it is made of. A
table of three to five is fewer than that: no table is named, and its course is drawn, without its
number, only where the room has 12 people or more, at 3 to 40 tables. Where people influenced each other
the table is the unit: the test pairs each table's mean unseen with its mean seen.

The outcome: `gap` where the two means differ by a tenth of the tokens or more; else `split` where 30 %
of people give a quarter of their tokens or less and 30 % three quarters or more; else `scattered` where
the middle half of people spans more than half of the tokens; else `together`.
"""

import random
from collections import Counter
from collections.abc import Iterator
from statistics import fmean
from typing import Any, NamedTuple

from msgspec import Struct, convert

from kit import charts, standing, texts
from kit.deck import Activity
from kit.kinds import players, scale
from kit.kinds.kind import Gathered, Kind, Round, one_of, whole_number
from kit.kinds.pot import DOWN, EXPECT, GIVE, THUMBS, UP, Play, Pot
from kit.kinds.tally import Counts, Slot
from kit.kinds.words import Words
from kit.standing.standing import ItemStanding, Measure, Standing, Table

WORDS = Words("common_pot")
#: The two halves, unseen first.
HALVES = ("unseen", "seen")
#: A step between the halves that is a gap, a camp, and what its people give, in shares.
STEP, CAMP, LITTLE = 0.1, 0.3, 0.25
#: From how many tables on their steps are told, and up to how many each has a line of its own.
TABLES_FOR_STEPS, MOST_LINES = 3, 40
#: Below this chance the tables' steps are called unlikely to be chance alone.
UNLIKELY = 0.05


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Options of the common pot: what each has a round, what a token in the pot pays, seconds.

    `back` is what each token in the pot pays everybody at the table, in tenths of a token.
    """

    tokens: int = 20
    back: int = 4
    seconds: int = 60
    talk: int = 120


class Courses(NamedTuple):
    """What may be shown of the rounds: all gifts and expectations, by half and place in it.

    `most` is how many gave in the round in which most of the room did.
    """

    plays: tuple[Play, ...]
    given: dict[tuple[bool, int], list[int]]
    expected: dict[tuple[bool, int], list[int]]
    most: int


class CommonPot(Kind):
    """A repeated public goods game at tables of three to five."""

    name = "common_pot"
    not_on_paper = "paper_game"
    seated = True
    Options = Options

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        numbered = tuple(f"round_{number + 1}" for number in range(len(activity.phases)))
        if activity.phases != numbered or len(numbered) not in range(2, 13, 2):
            yield "phases", "an even number of rounds, [round_1, round_2, …], 12 at most"
        if [item.id for item in activity.items] != [GIVE, EXPECT]:
            yield "items", f"{GIVE} and {EXPECT}"
        if activity.formation != "fours":
            yield "formation", "fours"
        options = convert(activity.options, Options)
        for field, most in (("tokens", 100), ("back", 10), ("seconds", 600), ("talk", 900)):
            if not 1 <= getattr(options, field) <= most:
                yield f"options.{field}", f"1 to {most}"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return _pot(activity).slots()

    def rounds(self, activity: Activity) -> tuple[Round, ...]:
        return _pot(activity).rounds()

    def optional(self, slot: Slot) -> bool:
        return _is_thumb(slot)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int | str:
        if _is_thumb(slot):
            return one_of(value, (UP, DOWN))
        return whole_number(value, 0, _pot(activity).tokens)

    def tally(self, activity: Activity) -> Counts:
        return Counts()

    def told(
        self, activity: Activity, gathered: Gathered, participant: str
    ) -> dict[str, Any] | None:
        return _pot(activity).told(gathered, participant)

    def found(self, activity: Activity, gathered: Gathered) -> Standing:
        n, min_answers = gathered.n, gathered.min_answers
        head = (activity.id, gathered.turn, self.name, n, min_answers)
        pot, courses = _pot(activity), _courses(activity, gathered)
        items = (_item(GIVE, courses, min_answers), _item(EXPECT, courses, min_answers))
        if not courses.given:
            return Standing(*head, "few", scale.few(courses.most, min_answers), items)
        steps = _steps(courses) if n >= scale.PEOPLE_FOR_MARKS else ()
        outcome, sentence = _say(pot, courses)
        details = _details(pot, courses, steps)
        measures = (*_efficiencies(pot, courses, min_answers), *_tested(steps, n))
        return Standing(*head, outcome, sentence, items, details, measures)

    def figure(self, activity: Activity, standing: Standing, language: str) -> dict[str, Any]:
        return charts.courses(
            charts.Frame.of(activity, standing, language), _drawn(activity, standing, language)
        )

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            words.append(WORDS.text(language, "drawn"))
        words += [_in_words(activity, item, language) for item in standing.items]
        words += _remarks(standing, language)
        return " ".join(words)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        names = ("item", "half", "n", "mean", "efficiency", "earned")
        rows = [
            row
            for item in standing.items
            for half in HALVES
            for row in [_row(activity, standing, item, (half, language))]
        ]
        return Table(tuple(columns[name] for name in names), tuple(rows))

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, Any]:
        return players.simulated(_pot(activity), rng)

    def respond(
        self, activity: Activity, rng: random.Random, told: dict[str, Any] | None
    ) -> dict[Slot, Any]:
        return players.responding(_pot(activity), rng, told)


def _pot(activity: Activity) -> Pot:
    options = convert(activity.options, Options)
    game = (options.tokens, options.back, options.seconds, options.talk)
    return Pot(activity.phases, *game)


def _is_thumb(slot: Slot) -> bool:
    return slot[0].startswith(f"{THUMBS}.")


# --- the standing


def _courses(activity: Activity, gathered: Gathered) -> Courses:
    """The rounds in which enough people of the room gave, and those in which enough expected."""
    plays, least = tuple(_pot(activity).plays(gathered)), max(gathered.min_answers, 1)
    given, expected = (_counts(plays, name) for name in ("given", "expected"))
    shown = tuple(
        play._replace(
            given=play.given if given[play.phase] >= least else {},
            expected=play.expected if expected[play.phase] >= least else {},
        )
        for play in plays
    )
    found = [_by_round(shown, name, least) for name in ("given", "expected")]
    enough = tuple(
        play._replace(
            given=play.given if (play.seen, play.place) in found[0] else {},
            expected=play.expected if (play.seen, play.place) in found[1] else {},
        )
        for play in shown
    )
    return Courses(enough, found[0], found[1], max(given.values(), default=0))


def _counts(plays: tuple[Play, ...], name: str) -> Counter[str]:
    """How many of the room gave, or expected something, in each round of the game."""
    counts: Counter[str] = Counter()
    for play in plays:
        counts[play.phase] += len(getattr(play, name))
    return counts


def _by_round(plays: tuple[Play, ...], name: str, least: int) -> dict[tuple[bool, int], list[int]]:
    """What was given or expected in each round of either half, where enough people did."""
    found: dict[tuple[bool, int], list[int]] = {}
    for play in plays:
        found.setdefault((play.seen, play.place), []).extend(getattr(play, name).values())
    return {key: sorted(said) for key, said in sorted(found.items()) if len(said) >= least}


def _item(id: str, courses: Courses, min_answers: int) -> ItemStanding:
    rounds = courses.given if id == GIVE else courses.expected
    measures = []
    for half, seen in zip(HALVES, (False, True), strict=True):
        values = [value for (of, _), said in rounds.items() if of == seen for value in said]
        people = {
            person
            for play in courses.plays
            if play.seen == seen and (seen, play.place) in rounds
            for person in (play.given if id == GIVE else play.expected)
        }
        if values and len(people) >= min_answers:
            measures.append(Measure(f"{id}_{half}", scale.rounded(fmean(values)), len(people)))
    return ItemStanding(id, (), tuple(measures), "together" if measures else "few")


def _mean(courses: Courses, seen: bool) -> float | None:
    values = [value for (of, _), given in courses.given.items() if of == seen for value in given]
    return fmean(values) if values else None


def _steps(courses: Courses) -> tuple[float, ...]:
    """From unseen to seen, table by table, where tables are enough to tell none apart."""
    pairs = _pairs(courses)
    return tuple(after - before for before, after in pairs)


def _pairs(courses: Courses) -> list[tuple[float, float]]:
    """Each table's mean unseen and seen, from the least to the most; none where tables are few."""
    pairs = []
    for table in sorted({play.table for play in courses.plays}):
        means = []
        for seen in (False, True):
            own = [play for play in courses.plays if (play.table, play.seen) == (table, seen)]
            gifts = [gift for play in own for gift in play.given.values()]
            means += [fmean(gifts)] if gifts else []
        if len(means) == len(HALVES):
            pairs.append((scale.rounded(means[0]), scale.rounded(means[1])))
    return sorted(pairs) if len(pairs) >= TABLES_FOR_STEPS else []


def _efficiencies(pot: Pot, courses: Courses, min_answers: int) -> Iterator[Measure]:
    """The share of the possible gain that tables realised, the mean over their rounds."""
    for half, seen in zip(HALVES, (False, True), strict=True):
        plays = [play for play in courses.plays if play.seen == seen and play.given]
        people = {person for play in plays for person in play.given}
        found = [
            standing.efficiency(tuple(play.given.values()), pot.tokens, pot.back) for play in plays
        ]
        known = [one for one in found if one is not None]
        if known and len(people) >= min_answers:
            yield Measure(f"efficiency_{half}", scale.rounded(fmean(known)), len(people))


def _tested(steps: tuple[float, ...], n: int) -> Iterator[Measure]:
    """The tables' steps: their mean, the rank-biserial correlation, the chance of a sum so extreme."""
    difference, test = standing.mean_difference(steps), standing.signed_rank(steps)
    if difference is None:
        return
    yield Measure("difference", scale.rounded(difference), n)
    if test is not None:
        yield Measure("biserial", scale.rounded(standing.rank_biserial(steps) or 0.0), n)
        yield Measure("chance", scale.rounded(test.p), n)


def _details(pot: Pot, courses: Courses, steps: tuple[float, ...]) -> dict[str, Any]:
    """What the chart draws: means by round and half, pairs of the tables, earnings in tokens a round."""
    few = 0 < len(steps) <= MOST_LINES
    return {
        **{
            name: [
                [_rounded_mean(rounds.get((seen, place))) for place in range(pot.half)]
                for seen in (False, True)
            ]
            for name, rounds in ((GIVE, courses.given), (EXPECT, courses.expected))
        },
        "lines": _lines(pot, courses) if few else [],
        "pairs": [list(pair) for pair in _pairs(courses)] if few else [],
        "earned": [_earned(pot, courses, seen) for seen in (False, True)],
        "verdict": _verdict(steps),
    }


def _lines(pot: Pot, courses: Courses) -> list[list[list[float | None]]]:
    """Each table's mean by half and round, in no order that tells which table it is."""
    found: dict[int, list[list[float | None]]] = {}
    for play in courses.plays:
        blank: list[list[float | None]] = [[None] * pot.half, [None] * pot.half]
        line = found.setdefault(play.table, blank)
        line[play.seen][play.place] = _rounded_mean(list(play.given.values()))
    return sorted(found.values(), key=str)


def _rounded_mean(values: list[int] | None) -> float | None:
    return round(fmean(values), 4) if values else None


def _earned(pot: Pot, courses: Courses, seen: bool) -> float | None:
    """What people ended a round with on average, in tokens."""
    paid = [
        payoff
        for play in courses.plays
        if play.seen == seen
        for payoff in standing.payoffs(tuple(play.given.values()), pot.tokens, pot.back)
    ]
    return round(fmean(paid) / 10, 4) if paid else None


def _verdict(steps: tuple[float, ...]) -> dict[str, Any] | None:
    """How many tables went up and down, and whether chance alone would do as much."""
    if not steps:
        return None
    test = standing.signed_rank(steps)
    up, down = (sum(sign * step > 0 for step in steps) for sign in (1, -1))
    key = "unlikely" if test and test.p < UNLIKELY else "chance"
    return {"tables": len(steps), "up": up, "down": down, "key": key}


# --- the sentence


def _say(pot: Pot, courses: Courses) -> tuple[str, dict[str, str]]:
    unseen, seen = _mean(courses, False), _mean(courses, True)
    if unseen is not None and seen is not None and abs(seen - unseen) >= STEP * pot.tokens:
        key = "more" if seen > unseen else "less"
        return "gap", _sentence(key, pot, a=unseen, b=seen)
    gifts = _by_person(courses)
    little = sum(gift <= LITTLE * pot.tokens for gift in gifts)
    much = sum(gift >= (1 - LITTLE) * pot.tokens for gift in gifts)
    if min(little, much) >= max(1, CAMP * len(gifts)):
        return "split", _sentence("split", pot, little=little, much=much, total=len(gifts))
    low, high = _quartiles(gifts)
    if high - low > pot.tokens / 2:
        return "scattered", _sentence("scattered", pot, low=low, high=high)
    if unseen is None or seen is None:
        return "together", _sentence("once", pot, a=seen if unseen is None else unseen)
    return "together", _sentence("same", pot, a=unseen, b=seen)


def _sentence(key: str, pot: Pot, **values: Any) -> dict[str, str]:
    told = {name: round(value, 1) for name, value in values.items()}
    return WORDS.both(f"say.{key}", tokens=pot.tokens, **told)


def _by_person(courses: Courses) -> list[float]:
    """What each person gave on average, from the least to the most."""
    gifts: dict[str, list[int]] = {}
    for play in courses.plays:
        for person, gift in play.given.items():
            gifts.setdefault(person, []).append(gift)
    return sorted(fmean(given) for given in gifts.values())


def _quartiles(values: list[float]) -> tuple[float, float]:
    last = len(values) - 1
    return values[round(last / 4)], values[round(3 * last / 4)]


# --- chart, caption, table


def _drawn(activity: Activity, found: Standing, language: str) -> charts.Courses:
    details = found.details
    half = len(activity.phases) // 2
    blank = [[None] * half] * len(HALVES)
    return charts.Courses(
        heads=tuple(WORDS.text(language, f"halves.{name}") for name in HALVES),
        given=details.get(GIVE, blank),
        expected=details.get(EXPECT, blank),
        lines=details.get("lines", []),
        pairs=details.get("pairs", []),
        high=_pot(activity).tokens,
        names=tuple(scale.name_of(activity, id, language) for id in (GIVE, EXPECT)),
        words=_chart_words(found, half, language),
    )


def _chart_words(found: Standing, rounds: int, language: str) -> charts.CourseWords:
    """The words of a chart beside its names."""
    return charts.CourseWords(
        table=WORDS.text(language, "legend.table"),
        pairs=WORDS.text(language, "legend.pairs"),
        no_pairs=WORDS.text(language, "legend.no_pairs"),
        rounds=tuple(WORDS.text(language, "legend.round", n=n + 1) for n in range(rounds)),
        earned=tuple(
            "" if one is None else WORDS.text(language, "earned", n=round(one, 1))
            for one in found.details.get("earned", (None, None))
        ),
        remark=" ".join(_verdict_in_words(found, language)),
    )


def _remarks(found: Standing, language: str) -> list[str]:
    """What was earned, and what the tables' steps are worth, in sentences."""
    earned = found.details.get("earned", ())
    said = [
        WORDS.text(
            language, "earned_in", half=WORDS.text(language, f"halves.{half}"), n=round(one, 1)
        )
        for half, one in zip(HALVES, earned, strict=False)
        if one is not None
    ]
    return [*said, *_verdict_in_words(found, language)]


def _verdict_in_words(found: Standing, language: str) -> list[str]:
    verdict = found.details.get("verdict")
    if not verdict:
        return []
    counts = {"up": verdict["up"], "down": verdict["down"], "n": verdict["tables"]}
    return [
        WORDS.text(language, "verdict.counts", **counts),
        WORDS.text(language, f"verdict.{verdict['key']}", **counts),
    ]


def _in_words(activity: Activity, item: ItemStanding, language: str) -> str:
    means = [
        WORDS.text(
            language,
            "mean",
            half=WORDS.text(language, f"halves.{half}"),
            n=round(measure.value, 1),
        )
        for half in HALVES
        if (measure := item.measure(f"{item.item}_{half}"))
    ]
    words = ", ".join(means) if means else scale.too_few(0, language)
    name = scale.name_of(activity, item.item, language)
    return texts.text(language, "standing.about", item=name, words=words)


def _row(
    activity: Activity, found: Standing, item: ItemStanding, of: tuple[str, str]
) -> tuple[Any, ...]:
    half, language = of
    name = scale.name_of(activity, item.item, language)
    mean = item.measure(f"{item.item}_{half}")
    head = (name, WORDS.text(language, f"halves.{half}"), mean.n if mean else 0)
    if item.item != GIVE or mean is None:
        return (*head, scale.in_words(mean, language), "", "")
    earned = found.details["earned"][HALVES.index(half)]
    return (
        *head,
        scale.in_words(mean, language),
        scale.in_words(found.measure(f"efficiency_{half}"), language),
        "" if earned is None else texts.number(language, round(earned, 2)),
    )
