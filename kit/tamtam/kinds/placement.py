"""Placement: a map of relationships, each by shared values, economic weight and energy; and what to do.

Every relationship has four slots: ``b2.values`` and ``b2.weight`` from 0 to 10, ``b2.energy`` from −2, it
drains us, to 2, it gives us energy, and ``b2.move``: grow, keep, transform, let_go. People propose the
relationships, under an alias; each may be dealt a few of them.

Outcomes of a relationship, conventions of ours: `split` where at least 40 % would grow or keep it and 40 %
transform it or let it go; else `scattered` where the middle half of shared values is wider than half the
scale; else `gap` where more than half would transform it or let it go; else `together`. It is heavy above
5, and above 5 it shares values. The sentence names, of those there are, first the heaviest gap that is
heavy, then the heaviest split, scattered, lighter gap; else what most would grow, else what weighs most.

The measures of the whole take the median weights as shares, and the median of shared values as alignment.
"""

import random
from collections.abc import Iterator
from typing import Any

from tamtam import charts, standing
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import Gathered, Kind, one_of, whole_number
from tamtam.kinds.parts import scale
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.standing import Distribution, ItemStanding, Measure, Standing, Table

WORDS = Words("placement")
#: The three scales of a relationship, by aspect, and what one may wish for it.
SCALES = {"values": range(11), "weight": range(11), "energy": range(-2, 3)}
MOVES = ("grow", "keep", "transform", "let_go")
ASPECTS = (*SCALES, "move")
GLYPHS = {"grow": "↗", "keep": "=", "transform": "↻", "let_go": "↘"}
#: The share of each of two camps; most people; what is above the middle of a scale from 0 to 10.
CAMP, MOST, MIDDLE = 0.4, 0.5, 5
#: A middle half wider than this leaves no common view.
WIDE = 5
#: The corners of the map, row by row, as charts take them.
CORNERS = ("breadwinners", "pillars", "to_question", "companions")


class Placement(Kind):
    """Relationships on three scales, and whether to grow, keep, transform or let them go."""

    name = "placement"

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if not activity.items and activity.collect is None:
            yield "items", "at least one, or collect, so that people propose them"
        if len(activity.phases) != 1:
            yield "phases", "one, as in [today]"
        for index, item in enumerate(activity.items):
            if "." in item.id:
                yield f"items[{index}].id", "an id without a full stop"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple(
            _slot(activity, item.id, aspect) for item in activity.items for aspect in ASPECTS
        )

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int | str:
        values = SCALES.get(slot[0].partition(".")[2])
        return one_of(value, MOVES) if values is None else whole_number(value, *_ends(values))

    def values(self, activity: Activity, slot: Slot) -> tuple[int | str, ...]:
        return tuple(SCALES.get(slot[0].partition(".")[2], MOVES))

    def tally(self, activity: Activity) -> Counts:
        return Counts()

    def found(self, activity: Activity, gathered: Gathered) -> Standing:
        n, min_answers = gathered.n, gathered.min_answers
        head = (activity.id, gathered.turn, self.name, n, min_answers)
        if not activity.items:
            return Standing(*head, "few", scale.few(min(n, min_answers - 1), min_answers))
        assert isinstance(gathered.tally, Counts)
        items = tuple(
            _item(activity, gathered.tally, item.id, min_answers) for item in activity.items
        )
        if not scale.shown(items):
            return Standing(*head, "few", scale.few(max(map(_n, items)), min_answers), items)
        said = _say(activity, items, n)
        whole = tuple(_whole(scale.shown(items)))
        return Standing(
            *(*head, said.outcome, said.sentence, items), measures=whole, about=said.about
        )

    def figure(self, activity: Activity, standing: Standing, language: str) -> dict[str, Any]:
        names, ends = WORDS.section(language, "corners"), WORDS.section(language, "ends")
        aspects = WORDS.section(language, "aspects")
        corners = charts.Corners(
            aspects["values"],
            aspects["weight"],
            (ends["values_low"], ends["values_high"], ends["weight_low"], ends["weight_high"]),
            (names[CORNERS[0]], names[CORNERS[1]], names[CORNERS[2]], names[CORNERS[3]]),
            "\u2003".join(WORDS.section(language, "legend").values()),
        )
        shown = [_bubble(activity, item, language) for item in in_order(standing.items)]
        return charts.bubbles(charts.Frame.of(activity, standing, language), shown, corners)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        if standing.items:
            words.append(WORDS.text(language, "drawn"))
        words += [_in_words(activity, item, language) for item in in_order(standing.items)]
        return " ".join(words)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        aspects, moves = (WORDS.section(language, name) for name in ("aspects", "moves"))
        halves = [
            name
            for aspect in SCALES
            for name in (aspects[aspect], f"{aspects[aspect]}, {columns['middle_half']}")
        ]
        named = (columns["item"], columns["n"], *halves, *(moves[move] for move in MOVES))
        rows = tuple(
            (scale.name_of(activity, item.item, language), _n(item), *_cells(item, language))
            for item in in_order(standing.items)
        )
        return Table((*named, columns["corner"]), rows)

    def value_name(self, activity: Activity, value: str, language: str) -> str:
        return WORDS.text(language, f"moves.{value}") if value in MOVES else ""

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, int | str]:
        """Of three, one weighs most and shares little, one shares much, one splits the room."""
        answers: dict[Slot, int | str] = {}
        for index, item in enumerate(activity.items):
            centres = _PLACES[index % len(_PLACES)]
            if index % 3 == 2:
                centres = rng.choice((centres, (10 - centres[0], centres[1], -centres[2])))
            values, weight, energy = (
                min(max(round(rng.gauss(centre, width)), low), high)
                for centre, width, (low, high) in zip(
                    centres, (1.3, 1.3, 0.6), map(_ends, SCALES.values()), strict=True
                )
            )
            ways = MOVES[:2] if values + 2 * energy >= MIDDLE else MOVES[2:]
            given: tuple[int | str, ...] = (values, weight, energy, rng.choice(ways))
            for aspect, value in zip(ASPECTS, given, strict=True):
                answers[_slot(activity, item.id, aspect)] = value
        return answers


#: Where simulated people see the first, second … relationship: values, weight, energy.
_PLACES = (
    (3, 8, -1),
    (8, 7, 1),
    (2, 5, 0),
    (9, 2, 2),
    (6, 4, 1),
    (4, 2, -1),
    (8, 4, 0),
    (2, 9, -2),
)


def _ends(values: range) -> tuple[int, int]:
    return values[0], values[-1]


def _slot(activity: Activity, id: str, aspect: str) -> Slot:
    return f"{id}.{aspect}", activity.phases[0]


# --- the standing


def _item(activity: Activity, tally: Counts, id: str, min_answers: int) -> ItemStanding:
    """A relationship; where too few gave one of its four answers, it shows their number only."""
    rated = {
        aspect: tally.counts(_slot(activity, id, aspect), values)
        for aspect, values in SCALES.items()
    }
    moves = tally.counts(_slot(activity, id, "move"), MOVES)
    found = tuple(
        scale.distribution(aspect, counts, min_answers) for aspect, counts in rated.items()
    )
    n = sum(moves.values())
    if n < max(min_answers, 1) or any(one.counts is None for one in found):
        numbers = [*((one.phase, one.n) for one in found), ("move", n)]
        return ItemStanding(id, tuple(Distribution(*number) for number in numbers))
    measures = tuple(scale.median_measure(aspect, counts) for aspect, counts in rated.items())
    wished = Distribution("move", n, counts=moves)
    return ItemStanding(id, (*found, wished), measures, _outcome(found[0], moves))


def _outcome(values: Distribution, moves: dict[str, int]) -> str:
    stay, change = _camps(moves)
    if min(stay, change) >= CAMP * (stay + change):
        return "split"
    if (values.high_quartile or 0) - (values.low_quartile or 0) > WIDE:
        return "scattered"
    return "gap" if change > MOST * (stay + change) else "together"


def _camps(moves: dict[str, int]) -> tuple[int, int]:
    """How many would grow or keep it; how many transform it or let it go."""
    grow, keep, transform, let_go = (moves[move] for move in MOVES)
    return grow + keep, transform + let_go


def _n(item: ItemStanding) -> int:
    """How many placed it: gave all its answers, at most."""
    return min(found.n for found in item.distributions)


def _whole(items: list[ItemStanding]) -> Iterator[Measure]:
    """Measures of all the relationships together, where any has weight."""
    weights, values = (
        [scale.value_of(item, aspect) for item in items] for aspect in ("weight", "values")
    )
    n = sum(map(_n, items))
    for name, found in (
        ("alignment", standing.portfolio_alignment(weights, values)),
        ("concentration", standing.concentration(weights)),
        ("effective_number", standing.effective_number(weights)),
    ):
        if found is not None:
            yield Measure(name, scale.rounded(found), n)


def moves_of(item: ItemStanding) -> dict[str, int]:
    """How many would grow, keep, transform it, let it go; of a relationship that may be shown."""
    found = item.distribution("move")
    assert found and found.counts is not None
    return found.counts


def wish(item: ItemStanding) -> str:
    """What most would do with it: one of the moves, "change" for the last two alike, "" for none."""
    moves = moves_of(item)
    if item.outcome == "gap":
        least, most = sorted((moves["transform"], moves["let_go"]))
        return (
            "change" if least == most else "transform" if moves["transform"] == most else "let_go"
        )
    if item.outcome != "together":
        return ""
    return next((move for move in MOVES[:2] if moves[move] > MOST * sum(moves.values())), "")


def in_order(items: tuple[ItemStanding, ...]) -> list[ItemStanding]:
    """The relationships from the heaviest down, those with too few answers last."""
    return sorted(items, key=lambda one: (one.outcome == "few", -scale.value_of(one, "weight")))


def _say(activity: Activity, items: tuple[ItemStanding, ...], n: int) -> scale.Said:
    """The relationship that asks most for a talk."""
    shown = [item for item in in_order(items) if item.outcome != "few"]
    gaps = [item for item in shown if item.outcome == "gap"]
    heavy = [item for item in gaps if scale.value_of(item, "weight") > MIDDLE]
    split, scattered = (
        [item for item in shown if item.outcome == outcome] for outcome in ("split", "scattered")
    )
    grown = [item for item in shown if wish(item) == "grow"]
    first = [*heavy, *split, *scattered, *gaps, *grown, *shown][0]
    key = wish(first) or "keep"
    if first.outcome in ("split", "scattered"):
        key = first.outcome
    stay, change = _camps(moves_of(first))
    values = first.distributions[0]
    sentence = {
        language: WORDS.text(
            language,
            f"say.own_{key}" if n == 1 else f"say.{key}",
            item=scale.quoted(activity, first.item, language),
            values=values.median,
            weight=scale.value_of(first, "weight"),
            half=scale.middle_half(values, language),
            stay=stay,
            change=change,
        )
        for language in texts.LANGUAGES
    }
    return scale.Said(first.outcome, sentence, (first.item,))


# --- chart, caption, table


def corner_of(item: ItemStanding) -> str:
    """In which corner of the map its medians lie."""
    values, weight = (scale.value_of(item, aspect) for aspect in ("values", "weight"))
    return CORNERS[2 * (weight <= MIDDLE) + (values > MIDDLE)]


def _bubble(activity: Activity, item: ItemStanding, language: str) -> charts.Bubble:
    name = scale.name_of(activity, item.item, language)
    if item.outcome == "few":
        return charts.Bubble(name, scale.too_few(_n(item), language))
    values, weight, energy = map(charts.Spread.of, item.distributions[:3])
    return charts.Bubble(name, _remark(item, language), values, weight, energy.median)


def _remark(item: ItemStanding, language: str) -> str:
    """With its glyph, the move that is wanted, or that the room disagrees; nothing where it is kept."""
    if item.outcome in ("split", "scattered"):
        return f"≠ {WORDS.text(language, 'disagrees')}"
    move = wish(item)
    if move in ("", "keep"):
        return ""
    glyph = GLYPHS.get(move) or f"{GLYPHS['transform']} {GLYPHS['let_go']}"
    return f"{glyph} {WORDS.text(language, f'moves.{move}')}"


def _in_words(activity: Activity, item: ItemStanding, language: str) -> str:
    name = scale.quoted(activity, item.item, language)
    if item.outcome == "few":
        words = scale.too_few(_n(item), language)
        return texts.text(language, "standing.about", item=name, words=words)
    values, weight, energy, _ = item.distributions
    words = WORDS.text(
        language,
        "own" if _n(item) == 1 else "counted",
        corner=WORDS.text(language, f"corners.{corner_of(item)}"),
        values=values.median,
        weight=weight.median,
        energy=energy.median,
        half=scale.middle_half(values, language),
        moves=", ".join(
            f"{WORDS.text(language, f'moves.{move}')} {texts.number(language, count)}"
            for move, count in moves_of(item).items()
            if count
        ),
        move=WORDS.text(language, f"moves.{wish(item) or 'keep'}"),
    )
    return texts.text(language, "standing.about", item=name, words=words)


def _cells(item: ItemStanding, language: str) -> tuple[Any, ...]:
    """Medians and middle halves of the three scales, the four moves, the corner."""
    if item.outcome == "few":
        return ("",) * (2 * len(SCALES) + len(MOVES) + 1)
    halves = (
        cell
        for found in item.distributions[: len(SCALES)]
        for cell in (texts.number(language, found.median), scale.middle_half(found, language))
    )
    corner = WORDS.text(language, f"corners.{corner_of(item)}")
    return (*halves, *moves_of(item).values(), corner)
