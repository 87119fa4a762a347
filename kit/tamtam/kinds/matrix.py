"""Matrix: things placed on a plane of two named axes, as in effort × effect, whose four corners have names.

Each thing is placed on both axes from 1 to 6: there is no middle, so that whoever places it says in which
corner it belongs. ``tea.across`` and ``tea.up`` are the two slots of a thing; whoever gave one of them alone
placed nothing yet. What is claimed of a thing is in which corner people see it: that two corners divide those
who placed it, which chance would not; that two thirds, or more than half, see it in one; else which has most.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import Struct

from tamtam import charts, standing
from tamtam.charts import own_map
from tamtam.deck.deck import Activity, Text
from tamtam.kinds.kind import GatheredAnswers, Kind, whole_number
from tamtam.kinds.parts import aspects, evidence, mirror, saying, scale
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.claims import CAMPS, AnyClaim, PluralityClaim, SplitClaim
from tamtam.standing.standing import Distribution, ItemStanding, Standing, Table

WORDS = Words("matrix")
AXES = ACROSS, UP = "across", "up"
#: How far each axis goes, from 1; an even number, so that each place is in one corner.
STEPS = 6
MIDDLE = (1 + STEPS) / 2
#: The corners row by row, as charts take them.
CORNERS = ("above_left", "above_right", "below_left", "below_right")
#: The distribution that counts people by corner, beside one an axis.
CORNER = "corner"

#: Of each person who placed a thing: how far across, how far up.
Placed = tuple[float, float]


class MatrixAxis(Struct, frozen=True, forbid_unknown_fields=True):
    """What an axis is called, and its two ends: `low` is left or below, `high` right or above."""

    name: Text
    low: Text
    high: Text


class MatrixCorners(Struct, frozen=True, forbid_unknown_fields=True):
    """What the four corners are called."""

    above_left: Text
    above_right: Text
    below_left: Text
    below_right: Text


class MatrixOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """The two axes and the names of the corners."""

    across: MatrixAxis
    up: MatrixAxis
    corners: MatrixCorners


class Matrix(Kind):
    """Things on a plane of two axes, which the deck has or people propose."""

    name = "matrix"
    outcomes = ("together", "split", "scattered")
    claims = ("split", *evidence.claims(*CORNERS))
    numbers = ()
    comparable = False
    printout = "plane"
    without_ballot = True
    measures_on_phones = AXES
    Options = MatrixOptions

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        yield from aspects.check(activity)

    # --- what is asked, and how it counts: inside the server

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple(
            aspects.slot(activity, item.id, axis) for item in activity.items for axis in AXES
        )

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int:
        return whole_number(value, 1, STEPS)

    def values(self, activity: Activity, slot: Slot) -> tuple[int, ...]:
        return tuple(range(1, STEPS + 1))

    def tally(self, activity: Activity) -> Counts:
        return Counts()

    # --- where the group stands

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        n, min_answers = gathered.n, gathered.min_answers
        head = (activity.id, gathered.turn, self.name, n, min_answers)
        placed = {item.id: _placed(activity, gathered, item.id) for item in activity.items}
        shown = {id: each for id, each in placed.items() if len(each) >= max(min_answers, 1)}
        claims = {id: _claim(id, by_corner(each), len(shown)) for id, each in shown.items()}
        items = tuple(
            _item(id, each, claims.get(id), id in gathered.waiting) for id, each in placed.items()
        )
        if not claims:
            most = max(map(len, placed.values()), default=0)
            return Standing(*head, "few", scale.few(most, min_answers), items)

        say = partial(_sentence, activity)
        return saying.standing(head, items, evidence.in_order(list(claims.values())), say)

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        options = _options(activity)
        across, up = (
            [texts.pick(words, language) for words in (axis.name, axis.low, axis.high)]
            for axis in (options.across, options.up)
        )
        one, two, three, four = (_corner_name(activity, corner, language) for corner in CORNERS)
        corners = charts.Corners(
            *(across[0], up[0], (across[1], across[2], up[1], up[2])),
            (one, two, three, four),
            *(WORDS.text(language, f"legend.{mark}") for mark in ("median", "half")),
        )
        frame = charts.Frame.of(activity, standing, language, canvas)
        shown = [_bubble(activity, item, language) for item in standing.items]
        return charts.bubbles(frame, shown, corners)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        options = _options(activity)
        named = {axis: _quoted(getattr(options, axis).name, language) for axis in AXES}
        told = (_in_words(activity, item, language) for item in standing.items)
        return saying.caption(standing, WORDS.text(language, "drawn", **named), told, language)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        halves = [
            name
            for axis in AXES
            for said in [self.aspect_name(activity, axis, language)]
            for name in (said, f"{said}, {columns['middle_half']}")
        ]
        corners = [_corner_name(activity, corner, language) for corner in CORNERS]
        rows = tuple(
            (
                scale.name_of(activity, item.item, language),
                *(_n(item), *_counted(item, ("",) * len(CORNERS)), *_medians(item, language)),
            )
            for item in standing.items
        )
        return Table((columns["item"], columns["n"], *corners, *halves), rows)

    def aspect_name(self, activity: Activity, aspect: str, language: str) -> str:
        if aspect in AXES:
            return texts.pick(getattr(_options(activity), aspect).name, language)
        return super().aspect_name(activity, aspect, language)

    def value_name(self, activity: Activity, value: str, language: str) -> str:
        return _corner_name(activity, value, language) if value in CORNERS else ""

    # --- someone alone

    def mirror(
        self, activity: Activity, own: Mapping[Slot, Any], language: str
    ) -> tuple[mirror.MirrorLine, ...]:
        """Each thing with both of its places, axis by axis."""
        lines = []
        for item in activity.items:
            slots = {axis: aspects.slot(activity, item.id, axis) for axis in AXES}
            marks = [
                mirror.mark(
                    slot[1],
                    self.aspect_name(activity, axis, language),
                    self.answer_words(activity, own[slot], language),
                    mirror.place(own[slot], (1, STEPS)),
                )
                for axis, slot in slots.items()
                if slot in own
            ]
            if marks:
                lines.append(mirror.MirrorLine(texts.pick(item.text, language), tuple(marks)))
        return tuple(lines)

    def drawn_alone(self, activity: Activity, own: Mapping[Slot, Any], language: str) -> str:
        """The plane of what one placed."""
        places = []
        for item in activity.items:
            across, up = (own.get(aspects.slot(activity, item.id, axis)) for axis in AXES)
            if across is not None and up is not None:
                name = texts.pick(item.text, language)
                places.append(own_map.MapPlace(name, _share(across), _share(up), 0))
        if not places:
            return ""
        words = own_map.MapWords(
            self.aspect_name(activity, ACROSS, language),
            self.aspect_name(activity, UP, language),
            tuple(_corner_name(activity, corner, language) for corner in CORNERS),
            (),
            WORDS.text(language, "own_map", n=len(places)),
        )
        return own_map.drawn(places, words)

    # --- trying it out

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, int]:
        """Most see each thing about where others do; every third one divides them across."""
        answers: dict[Slot, int] = {}
        for index, item in enumerate(activity.items):
            across, up = _PLACES[index % len(_PLACES)]
            if index % 3 == 2 and rng.random() < 0.5:
                across = 1 + STEPS - across
            for axis, centre in ((ACROSS, across), (UP, up)):
                value = min(max(round(rng.gauss(centre, 0.9)), 1), STEPS)
                answers[aspects.slot(activity, item.id, axis)] = value
        return answers


#: Where simulated people see the first, second … thing: across, up.
_PLACES = ((2, 5), (5, 5), (2, 5), (5, 2), (2, 2), (6, 6), (3, 4), (1, 3))


def _options(activity: Activity) -> MatrixOptions:
    return scale.options_of(activity, MatrixOptions)


def _corner_name(activity: Activity, corner: str, language: str) -> str:
    return texts.pick(getattr(_options(activity).corners, corner), language)


def _quoted(words: Text, language: str) -> str:
    return texts.quoted(language, texts.pick(words, language))


# --- the standing


def corner_of(placed: Placed) -> str:
    """In which corner a place lies."""
    across, up = placed
    return CORNERS[2 * (up < MIDDLE) + (across > MIDDLE)]


def by_corner(placed: Sequence[Placed]) -> dict[str, int]:
    """How many places lie in each corner."""
    corners = [corner_of(one) for one in placed]
    return {corner: corners.count(corner) for corner in CORNERS}


def _placed(activity: Activity, gathered: GatheredAnswers, id: str) -> list[Placed]:
    """Where people placed a thing, who placed it on both axes."""
    across, up = (aspects.slot(activity, id, axis) for axis in AXES)
    everybody = gathered.answers.values()
    return [(own[across], own[up]) for own in everybody if across in own and up in own]


def _item(id: str, placed: Sequence[Placed], claim: AnyClaim | None, waits: bool) -> ItemStanding:
    """A thing; where too few placed it, only how many did. One that `waits` nobody was asked about."""
    if claim is None:
        words = texts.both("standing.waiting") if waits else None
        bare = tuple(Distribution(name, len(placed)) for name in (*AXES, CORNER))
        return ItemStanding(id, bare, tag=words)
    counts = [
        {value: [one[at] for one in placed].count(value) for value in range(1, STEPS + 1)}
        for at in range(len(AXES))
    ]
    spreads = tuple(scale.distribution(*pair, 1) for pair in zip(AXES, counts, strict=True))
    corners = Distribution(CORNER, len(placed), by_corner(placed))
    measures = tuple(scale.median_measure(*pair) for pair in zip(AXES, counts, strict=True))
    return saying.tagged(ItemStanding(id, (*spreads, corners), measures), claim, _tag)


def _claim(id: str, corners: Mapping[str, int], items: int) -> AnyClaim:
    """Two corners divide people where chance would not have them do so, and few see it elsewhere."""
    n = sum(corners.values())
    first, second = sorted(CORNERS, key=lambda corner: -corners[corner])[:2]
    one, other = corners[first], corners[second]
    if evidence.parts(one, other, n) and n - one - other < other:
        chance = standing.second_chance(list(corners.values()), items)
        if chance <= CAMPS:
            known = scale.rounded(chance)
            return SplitClaim(
                items=(id,), n=n, chance=known, sides=(first, second), counts=(one, other)
            )
    return evidence.of_sides(id, corners, CORNERS)


def _n(item: ItemStanding) -> int:
    """How many placed it."""
    return item.distributions[0].n


def _counted(item: ItemStanding, none: Sequence[Any]) -> Sequence[Any]:
    """How many see it in each corner; `none` where too few placed it."""
    found = item.distribution(CORNER)
    return none if found is None or found.counts is None else tuple(found.counts.values())


# --- the sentence


def _sentence(activity: Activity, claim: AnyClaim, language: str) -> str:
    def corner(side: str) -> str:
        return _quoted(getattr(_options(activity).corners, side), language)

    item = saying.named(activity, claim, language)
    if isinstance(claim, SplitClaim):
        one, other = (corner(side) for side in claim.sides)
        told = {"count": claim.counts[0], "against": claim.counts[1], "n": claim.n}
        return WORDS.text(language, "say.split", item=item, one=one, other=other, **told)
    if isinstance(claim, PluralityClaim):
        spread = ", ".join(f"{corner(side)} {count}" for side, count in claim.spread if count)
        return WORDS.text(language, "say.none", item=item, corners=spread, n=claim.n)
    key = "own" if claim.n == 1 else "most"
    where = corner(claim.direction)
    return WORDS.text(language, f"say.{key}", item=item, corner=where, **saying.counts_of(claim))


def _tag(claim: AnyClaim, language: str) -> str:
    """That no corner is most people's; nothing where it lies in the corner in which they see it."""
    if isinstance(claim, SplitClaim):
        return f"≠ {WORDS.text(language, 'disagrees')}"
    return WORDS.text(language, "no_corner") if isinstance(claim, PluralityClaim) else ""


# --- chart, caption, table


def _share(value: float) -> float:
    """How far along its axis a value lies, in the middle of its step: from 0 to 1."""
    return (value - 0.5) / STEPS


def _bubble(activity: Activity, item: ItemStanding, language: str) -> charts.Bubble:
    name = scale.name_of(activity, item.item, language)
    if item.outcome == "few":
        return charts.Bubble(name, _too_few(item, language))
    across, up = (
        charts.Spread(*(10 * _share(value) for value in (one.median, one.low, one.high)))
        for one in map(charts.Spread.of, item.distributions[:2])
    )
    return charts.Bubble(name, saying.tag_of(item, language), across, up)


def _too_few(item: ItemStanding, language: str) -> str:
    """Why nothing of it is shown: it waits, or too few placed it."""
    return saying.tag_of(item, language) or scale.too_few(_n(item), language)


def _in_words(activity: Activity, item: ItemStanding, language: str) -> str:
    name = scale.quoted(activity, item.item, language)
    words = _too_few(item, language) if item.outcome == "few" else _told(activity, item, language)
    return texts.text(language, "standing.about", item=name, words=words)


def _told(activity: Activity, item: ItemStanding, language: str) -> str:
    """The medians of a thing, and how many see it in each corner."""
    across, up, _ = item.distributions
    seen = zip(CORNERS, _counted(item, ()), strict=False)
    return WORDS.text(
        language,
        "own" if _n(item) == 1 else "counted",
        across=across.median,
        up=up.median,
        across_half=scale.around(across, language),
        up_half=scale.around(up, language),
        corners=", ".join(
            f"{_corner_name(activity, corner, language)} {texts.number(language, count)}"
            for corner, count in seen
            if count
        ),
        corner=_corner_name(activity, corner_of((across.median or 0, up.median or 0)), language),
    )


def _medians(item: ItemStanding, language: str) -> tuple[str, ...]:
    """Median and middle half of both axes."""
    if item.outcome == "few":
        return ("",) * (2 * len(AXES))
    return tuple(
        cell
        for found in item.distributions[:2]
        for cell in (scale.number(found.median, language), scale.middle_half(found, language))
    )
