"""Change: statements that were rated before are rated again, and drawn as steps from before to after.

Only who answered both times is in a step: a room in which others came or left did not change its mind. Where
fewer than `min_answers` answered before alone, each time's counts are everybody's of that time, as of an
activity that is asked again: else the difference from what was shown then is what those few answered. Nor is
it told there who moved. The sentence names the statement with the strongest net pull, and says that a chart
tells no cause. How an item comes out is found as in `tamtam.kinds.parts.shift`; what is found there of any
activity that is asked again is drawn here too.
"""

import random
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Any

from msgspec import Struct

from tamtam import charts
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import Answers, GatheredAnswers, Kind, whole_number
from tamtam.kinds.parts import scale, shift
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.kinds.parts.track import Track
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing import share_interval
from tamtam.standing.standing import Distribution, ItemStanding, Standing, Table

WORDS = Words("change")
LOW, HIGH = 1, 5
VALUES = tuple(range(LOW, HIGH + 1))
#: The phase of what was asked before, and under which the steps are drawn.
BEFORE = "before"


class ChangeOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """`since` is the activity that asked the same statements before."""

    since: str


class Change(Kind):
    """The same statements once more, at the end or weeks later."""

    name = "change"
    stands_on = ("agreement", "since")
    claims = (
        *("shift.more", "shift.less", "opposite", "shared.same"),
        *("nothing.noise", "nothing.few", "nothing.apart"),
    )
    details_on_phones = ("people", "tracks")
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

    def values(self, activity: Activity, slot: Slot) -> tuple[int, ...]:
        return VALUES

    def tally(self, activity: Activity) -> Counts:
        return Counts()

    def related(self, activity: Activity) -> tuple[str, ...]:
        return (self.repeats(activity),)

    def repeats(self, activity: Activity) -> str:
        return scale.options_of(activity, ChangeOptions).since

    def mirrored(self, activity: Activity) -> tuple[Slot, ...]:
        after = self.slots(activity)
        return (*((item, BEFORE) for item, _ in after), *after)

    def value_name(self, activity: Activity, value: str, language: str) -> str:
        return str(Words("agreement").section(language, "values").get(value, ""))

    def tracks(self, activity: Activity) -> tuple[Track, ...]:
        return tuple(_track(*slot) for slot in self.slots(activity))

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        n, min_answers = gathered.n, gathered.min_answers
        head = (activity.id, gathered.turn, self.name, n, min_answers)
        since, reworded = gathered.related.get(self.repeats(activity), {}), gathered.reworded
        tracks, least = self.tracks(activity), max(min_answers, 1)
        before = _before([track for track in tracks if track.item not in reworded], since)
        times = before, gathered.answers
        pairs = [shift.pairs_of(track, *times) for track in tracks]
        spreads = [_of_both(track, both, least) for track, both in zip(tracks, pairs, strict=True)]
        everybody = [_of_each(track, times, least) for track in tracks]
        if once := any(map(partial(_tells_a_few, least=least), spreads, everybody)):
            spreads = everybody
        moves = shift.Moves.of(tracks, spreads, before, gathered.answers, least)
        details: dict[str, Any] = {
            "tracks": shift.described(tracks),
            "directions": moves.directions(least),
        }
        if once:
            both = len(before.keys() & gathered.answers.keys())
            details["people"] = [max(one.n for one, _ in spreads), n, both]
        if reworded:
            details["reworded"] = sorted(reworded)
        heading = "shift." if once else "say.own_" if n == 1 else "say."
        found = moves.standing(activity, head, details, heading)
        return found or _few(head, moves.items(), details, reworded, least)

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        """Of items on several scales, each scale in a drawing of its own; two at most."""
        scaled = groupby(standing.items, lambda item: _scale_of(standing, item))
        scales = [[*items] for _, items in scaled]
        parted = charts.halves(canvas) if len(scales) > 1 else (canvas, canvas)
        frame = charts.Frame.of(activity, standing, language, canvas)
        if standing.enough:
            frame = replace(frame, people=self.people(standing, language))
        drawn = [
            charts.dumbbells(
                replace(frame, canvas=part),
                [_row(activity, standing, item, language) for item in items],
                _look(standing, items, language),
            )
            for items, part in zip(scales, parted, strict=False)
        ]
        if not drawn:
            return frame.empty()
        return charts.together(canvas, *drawn) if len(drawn) > 1 else drawn[0]

    def people(self, standing: Standing, language: str) -> str:
        if not _again(standing):
            return super().people(standing, language)
        both = (_people(standing, language), _share_of(standing, language))
        return " · ".join(filter(None, both))

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            words.append(_drawn(standing, language))
        if people := _people(standing, language):
            words.append(f"{people[0].upper()}{people[1:]}.")
        words += [_in_words(activity, standing, item, language) for item in standing.items]
        return " ".join(words)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        if _apart(standing):
            return _table_apart(activity, standing, language)
        columns = WORDS.names(language, "columns")
        again = _again(standing)
        names = (
            *(("item", "phase", "n_before", "n_after", "both") if again else ("statement", "n")),
            *("median_before", "median_after", "gap", "pull"),
        )
        rows = [
            (
                scale.name_of(activity, item.item, language),
                *(_counted(item, language) if again else (item.distributions[0].n,)),
                *_cells(standing, item, language),
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


def _few(
    head: tuple[str, int, str, int, int],
    items: tuple[ItemStanding, ...],
    details: dict[str, Any],
    reworded: Collection[str],
    least: int,
) -> Standing:
    """What is said where no statement was answered both times by enough to tell what moved."""
    most = max(item.distributions[0].n for item in items)
    none = {item.item for item in items} <= set(reworded)
    alone = head[3] == least == 1 and not most
    key = "reworded_all" if none else "say.own_few" if alone else "shift.few"
    return Standing(*head, "few", WORDS.both(key, n=most), items, details if reworded else {})


def _track(item: str, phase: str) -> Track:
    return Track(item, phase, LOW, HIGH, (WORDS.both("low"), WORDS.both("high")))


def _before(tracks: Sequence[Track], since: Answers) -> dict[str, dict[Slot, Any]]:
    """What each answered before, as if it had been asked when it is asked now."""
    return {
        participant: {
            (track.item, track.phase): own[track.item, BEFORE]
            for track in tracks
            if (track.item, BEFORE) in own
        }
        for participant, own in since.items()
    }


def _of_both(track: Track, pairs: shift.Pairs, least: int) -> tuple[Distribution, Distribution]:
    """The spreads of before and after, of those who answered both."""
    before = [value for (value, _), count in pairs.items() for _ in range(count)]
    after = [value for (_, value), count in pairs.items() for _ in range(count)]
    return _spread(track, before, BEFORE, least), _spread(track, after, track.phase, least)


def _of_each(
    track: Track, times: tuple[Answers, Answers], least: int
) -> tuple[Distribution, Distribution]:
    """The same of everybody who answered either."""
    before, after = (
        [value for own in time.values() if (value := track.read(own)) is not None] for time in times
    )
    return _spread(track, before, BEFORE, least), _spread(track, after, track.phase, least)


def _spread(track: Track, values: Sequence[int], phase: str, least: int) -> Distribution:
    counts = dict.fromkeys(VALUES, 0) | Counter(values)
    return scale.distribution(phase, counts, least)


def _tells_a_few(
    both: tuple[Distribution, Distribution],
    each: tuple[Distribution, Distribution],
    least: int,
) -> bool:
    """Whether so few answered before alone that they are the difference from what was shown then."""
    return both[0].counts is not None and 0 < each[0].n - both[0].n < least


# --- chart, caption, table


def _again(standing: Standing) -> bool:
    """Whether it is one activity, asked again, rather than one that asks what another asked before."""
    return "people" in standing.details


def _apart(standing: Standing) -> bool:
    """Whether its two times are two sessions, of which nobody knows who was in both."""
    return _again(standing) and len(standing.details["people"]) == 2


def _people(standing: Standing, language: str) -> str:
    """How many answered each time, and both; of an activity that was asked again."""
    if not _again(standing):
        return ""
    names = ("before", "after", "both")
    told = dict(zip(names, standing.details["people"], strict=False))
    return WORDS.text(language, "people_apart" if _apart(standing) else "people", **told)


def _drawn(standing: Standing, language: str) -> str:
    if share := _share_of(standing, language):
        key = "drawn_shares_apart" if _apart(standing) else "drawn_shares"
        return f"{WORDS.text(language, key)} {share}."
    if _apart(standing):
        return WORDS.text(language, "drawn_apart")
    return WORDS.text(language, "drawn_again" if _again(standing) else "drawn")


def _share_of(standing: Standing, language: str) -> str:
    """What the per cents are of, where shares are drawn; empty where there are none."""
    yes = next((told for item in standing.items if (told := _told(standing, item)["share"])), None)
    return WORDS.text(language, "share_of", yes=texts.pick(yes, language)) if yes else ""


def _told(standing: Standing, item: ItemStanding) -> Mapping[str, Any]:
    """What a chart has to know of an item's track."""
    own = standing.details.get("tracks", {}).get(item.item, {})
    track = _track(item.item, item.distributions[-1].phase)
    found: Mapping[str, Any] = (
        own.get(track.phase) or shift.described([track])[item.item][track.phase]
    )
    return found


def _scale_of(standing: Standing, item: ItemStanding) -> str:
    """What tells one scale from another."""
    told = _told(standing, item)
    return f"{told['low']} {told['high']} {told['ends']}"


def _look(standing: Standing, items: Sequence[ItemStanding], language: str) -> charts.Scale:
    """The scale of items that share one; their phases part them."""
    told = _told(standing, items[0])
    low, high = (texts.pick(words, language) for words in told["ends"])
    first, last = (scale.phase_name(one.phase, language) for one in items[0].distributions)
    if _again(standing):
        times = ("first", "second") if _apart(standing) else ("then", "now")
        first, last = (WORDS.text(language, time) for time in times)
    phases = {item.distributions[-1].phase for item in items}
    groups = {phase: scale.phase_name(phase, language) for phase in phases}
    return charts.Scale(
        *(told["low"], told["high"], (low, high), groups, (first, last)),
        spread=not told["share"],
    )


def _row(activity: Activity, shown: Standing, item: ItemStanding, language: str) -> charts.Dumbbell:
    phase = item.distributions[-1].phase
    several = len(shown.details.get("tracks", {}).get(item.item, ())) > 1
    name = scale.name_of(activity, item.item, language)
    alone = several and len(shown.details["tracks"]) == 1
    name, group = (scale.phase_name(phase, language), "") if alone else (name, phase)
    if item.outcome == "few":
        return charts.Dumbbell(name, group, _too_few(shown, item, language))
    before, after = item.distributions
    is_share = _told(shown, item)["share"]
    return charts.Dumbbell(
        label=name,
        group=group,
        today=charts.Spread.of(before),
        wanted=charts.Spread.of(after),
        before=() if is_share else scale.people(before),
        after=() if is_share else scale.people(after),
        ways=charts.Directions.of(
            shown.details.get("directions", {}).get(item.item, {}).get(phase)
        ),
    )


def _too_few(shown: Standing, item: ItemStanding, language: str) -> str:
    """Why nothing is drawn of an item."""
    if item.item in shown.details.get("reworded", ()):
        return WORDS.text(language, "reworded")
    return scale.too_few(min(found.n for found in item.distributions), language)


def _in_words(activity: Activity, shown: Standing, item: ItemStanding, language: str) -> str:
    details = {"tracks": {}, **shown.details}
    name = shift.named(activity, item, details, language)
    before, after = item.distributions
    if item.outcome == "few":
        words = _too_few(shown, item, language)
    else:
        number = texts.signed if _told(shown, item)["low"] < 0 else texts.number
        alone = before.n == 1 or _told(shown, item)["share"] or _apart(shown)
        words = WORDS.text(
            language,
            "apart" if _apart(shown) else "own" if alone else "counted",
            **_medians(shown, item, language),
            before_half=scale.around(before, language, number),
            after_half=scale.around(after, language, number),
        )
    return texts.text(language, "standing.about", item=name, words=words)


def _medians(shown: Standing, item: ItemStanding, language: str) -> dict[str, str]:
    return shift.in_words(item.distributions, _told(shown, item), language)


def _counted(item: ItemStanding, language: str) -> tuple[str | int, ...]:
    """The phase, and how many answered then, now, and both times."""
    gap = item.measure("gap")
    before, after = item.distributions
    return scale.phase_name(after.phase, language), before.n, after.n, gap.n if gap else ""


def _table_apart(activity: Activity, standing: Standing, language: str) -> Table:
    """The numbers of two sessions; no step of anybody is known."""
    columns = WORDS.names(language, "columns")
    names = ("item", "phase", "n_first", "n_second", "median_first", "median_second")
    rows = [
        (
            scale.name_of(activity, item.item, language),
            *_counted(item, language)[:-1],
            *(_with_interval(standing, item, one, language) for one in item.distributions),
        )
        for item in standing.items
    ]
    return Table(tuple(columns[name] for name in names), tuple(rows))


def _with_interval(shown: Standing, item: ItemStanding, found: Distribution, language: str) -> str:
    """A median, or a share in per cent, with how else it might have come out; without, of classes."""
    told = _told(shown, item)
    if found.counts is None:
        return ""
    if found.in_classes:
        return shift.in_words((found, found), told, language)["before"]
    counts = {int(value): count for value, count in found.counts.items()}
    if told["share"]:
        yes = counts.get(1, 0)
        low, high = share_interval(yes, found.n) or (0.0, 1.0)
        interval = (round(100 * low), round(100 * high))
        share = scale.measure("share", round(100 * yes / found.n), found.n, interval, "wilson")
        return scale.in_words(share, language)
    return scale.in_words(scale.median_measure("median", counts), language)


def _cells(shown: Standing, item: ItemStanding, language: str) -> tuple[str, ...]:
    if item.outcome == "few":
        return ("",) * 4
    medians = _medians(shown, item, language)
    gap = None if _told(shown, item)["share"] else item.measure("gap")
    pull = item.measure("pull")
    return (
        *(medians["before"], medians["after"]),
        *(scale.in_words(gap, language), scale.in_words(pull, language)),
    )
