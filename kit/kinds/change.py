"""Change: statements that were rated before are rated again, and drawn as steps from before to after.

Only who answered both times is in a step: a room in which others came or left did not change its mind. The
sentence names the statement with the strongest net pull, and says that a chart tells no cause. An item
is a `gap` where it pulls by a fifth of the people at least, one way; `split` where a fifth go up and a
fifth down; else `together`. These are conventions of ours.
"""

import random
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from kit import charts, texts
from kit.deck import Activity
from kit.kinds import scale
from kit.kinds.kind import Gathered, Kind, whole_number
from kit.kinds.tally import Counts, Slot
from kit.kinds.words import Words
from kit.standing.standing import Distribution, ItemStanding, Standing, Table

WORDS = Words("change")
LOW, HIGH = 1, 5
VALUES = tuple(range(LOW, HIGH + 1))
#: The phase of what was asked before, and under which the steps are drawn.
BEFORE = "before"
#: The share of the people by which a statement pulls, or by which each of two camps goes its way.
PULL = 0.2


class ChangeOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """`since` is the activity that asked the same statements before."""

    since: str


class Change(Kind):
    """The same statements once more, at the end or weeks later."""

    name = "change"
    not_on_paper = "paper_pairs"
    Options = ChangeOptions

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items:
            yield "items", "the statements of the activity that asked before"
        if len(activity.phases) != 1 or BEFORE in activity.phases:
            yield "phases", "one, for example [after]"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple((item.id, activity.phases[0]) for item in activity.items)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int:
        return whole_number(value, LOW, HIGH)

    def tally(self, activity: Activity) -> Counts:
        return Counts()

    def related(self, activity: Activity) -> tuple[str, ...]:
        return (scale.options_of(activity, ChangeOptions).since,)

    def standing(self, activity: Activity, gathered: Gathered) -> Standing:
        n, min_answers = gathered.n, gathered.min_answers
        head = (activity.id, gathered.turn, self.name, n, min_answers)
        if n < max(min_answers, 1):
            return Standing(*head, "few", scale.few(n, min_answers))
        pairs = {item.id: _pairs(activity, item.id, gathered) for item in activity.items}
        items = tuple(_item(activity, id, found, min_answers) for id, found in pairs.items())
        if not scale.shown(items):
            most = max(item.distributions[0].n for item in items)
            return Standing(*head, "few", scale.few(most, min_answers), items)
        said = _say(activity, items)
        lines = {
            item.item: [[*pair, count] for pair, count in pairs[item.item].items()]
            for item in scale.shown(items)
            if sum(pairs[item.item].values()) >= scale.PEOPLE_FOR_MARKS
        }
        return Standing(
            *(*head, said.outcome, said.sentence, items), details={"lines": lines}, about=said.about
        )

    def figure(self, activity: Activity, standing: Standing, language: str) -> dict[str, Any]:
        rows = [_row(activity, standing, item, language) for item in standing.items]
        phases = (BEFORE, activity.phases[0])
        first, last = (scale.phase_name(phase, language) for phase in phases)
        ends = (WORDS.text(language, "low"), WORDS.text(language, "high"))
        look = charts.Scale(LOW, HIGH, ends, {}, (first, last))
        return charts.dumbbells(charts.Frame.of(activity, standing, language), rows, look)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            words.append(WORDS.text(language, "drawn"))
        words += [_in_words(activity, item, language) for item in standing.items]
        return " ".join(words)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        names = ("statement", "n", "median_before", "median_after", "gap", "pull")
        rows = [
            (
                scale.name_of(activity, item.item, language),
                item.distributions[0].n,
                *(texts.number(language, found.median or "") for found in item.distributions),
                scale.in_words(item.measure("gap"), language),
                scale.in_words(item.measure("pull"), language),
            )
            for item in standing.items
        ]
        return Table(tuple(columns[name] for name in names), tuple(rows))

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, int]:
        """A little more agreement than a first time."""
        return {
            slot: min(HIGH, max(LOW, round(rng.gauss(4.1 - 0.3 * index, 0.9))))
            for index, slot in enumerate(self.slots(activity))
        }


def _pairs(activity: Activity, item: str, gathered: Gathered) -> dict[tuple[int, int], int]:
    """How often each (before, after) was given, over those who answered both, in order."""
    since = gathered.related.get(scale.options_of(activity, ChangeOptions).since, {})
    pairs: dict[tuple[int, int], int] = {}
    for participant, own in gathered.answers.items():
        before = since.get(participant, {}).get((item, BEFORE))
        after = own.get((item, activity.phases[0]))
        if before is not None and after is not None:
            pairs[(before, after)] = pairs.get((before, after), 0) + 1
    return dict(sorted(pairs.items()))


def _item(
    activity: Activity, id: str, pairs: Mapping[tuple[int, int], int], min_answers: int
) -> ItemStanding:
    n = sum(pairs.values())
    phases = (BEFORE, activity.phases[0])
    if n < max(min_answers, 1):
        return ItemStanding(id, tuple(Distribution(phase, n) for phase in phases))
    counts = [dict.fromkeys(VALUES, 0), dict.fromkeys(VALUES, 0)]
    steps: dict[int, int] = {}
    for pair, count in pairs.items():
        for side, value in zip(counts, pair, strict=True):
            side[value] += count
        steps[pair[1] - pair[0]] = steps.get(pair[1] - pair[0], 0) + count
    found = tuple(
        scale.distribution(phase, side, min_answers)
        for phase, side in zip(phases, counts, strict=True)
    )
    down, up = _down_and_up(steps)
    return ItemStanding(id, found, scale.gap_measures(steps), _outcome(down / n, up / n))


def _down_and_up(steps: Mapping[int, int]) -> tuple[int, int]:
    down = sum(count for step, count in steps.items() if step < 0)
    return down, sum(count for step, count in steps.items() if step > 0)


def _outcome(down: float, up: float) -> str:
    if min(down, up) >= PULL:
        return "split"
    return "gap" if abs(up - down) >= PULL else "together"


def _say(activity: Activity, items: tuple[ItemStanding, ...]) -> scale.Said:
    shown = scale.shown(items)
    first = max(shown, key=lambda item: abs(scale.value_of(item, "pull")))
    pull, n = scale.value_of(first, "pull"), first.distributions[0].n
    if first.outcome == "together":
        return scale.Said("together", WORDS.both("say.own_same" if n == 1 else "say.same"))
    key = "split" if first.outcome == "split" else "up" if pull > 0 else "down"
    if n == 1:
        key = f"own_{key}"
    sentence = {
        language: WORDS.text(
            language,
            f"say.{key}",
            item=scale.quoted(activity, first.item, language),
            before=first.distributions[0].median,
            after=first.distributions[1].median,
        )
        for language in texts.LANGUAGES
    }
    return scale.Said(first.outcome, sentence, (first.item,))


def _row(activity: Activity, shown: Standing, item: ItemStanding, language: str) -> charts.Dumbbell:
    name = scale.name_of(activity, item.item, language)
    if item.outcome == "few":
        return charts.Dumbbell(name, "", scale.too_few(item.distributions[0].n, language))
    lines = shown.details.get("lines", {}).get(item.item, ())
    return charts.Dumbbell(
        label=name,
        group="",
        today=charts.Spread.of(item.distributions[0]),
        wanted=charts.Spread.of(item.distributions[1]),
        people=tuple((before, after, count) for before, after, count in lines),
    )


def _in_words(activity: Activity, item: ItemStanding, language: str) -> str:
    name = scale.quoted(activity, item.item, language)
    before, after = item.distributions
    if item.outcome == "few":
        words = scale.too_few(before.n, language)
    else:
        key = "own" if before.n == 1 else "counted"
        halves = (scale.middle_half(found, language) for found in (before, after))
        words = WORDS.text(
            language,
            key,
            before=before.median,
            after=after.median,
            **dict(zip(("before_half", "after_half"), halves, strict=True)),
        )
    return texts.text(language, "standing.about", item=name, words=words)
