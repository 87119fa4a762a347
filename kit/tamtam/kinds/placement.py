"""Placement: a map of relationships, each by shared values, economic weight and energy; and what to do.

Every relationship has four slots: ``b2.values`` and ``b2.weight`` from 0 to 10, ``b2.energy`` from −2, it
drains us, to 2, it gives us energy, and ``b2.move``: grow, keep, transform, let_go. People propose the
relationships, under an alias; each may be dealt a few of them.

What is claimed of a relationship is what those who placed it would do: that some would keep and others change
it, both more than chance would; that more would transform it or let it go than chance would; that two
thirds, or more than half, would do the same; else what most would. It is heavy above 5, and above 5 it
shares values.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from tamtam import charts, standing
from tamtam.charts import own_map
from tamtam.deck.deck import Activity, Text
from tamtam.kinds.kind import GatheredAnswers, Kind, one_of, whole_number
from tamtam.kinds.parts import aspects, evidence, mirror, saying, scale
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.claims import (
    CAMPS,
    DIFFERENCE,
    AnyClaim,
    MajorityClaim,
    PluralityClaim,
    SharedClaim,
    SplitClaim,
    WishClaim,
)
from tamtam.standing.standing import Distribution, ItemStanding, Standing, Table

WORDS = Words("placement")
#: The three scales of a relationship, by aspect, and what one may wish for it.
SCALES = {"values": range(11), "weight": range(11), "energy": range(-2, 3)}
MOVES = ("grow", "keep", "transform", "let_go")
ASPECTS = (*SCALES, "move")
GLYPHS = {"grow": "↗", "keep": "=", "transform": "↻", "let_go": "↘"}
#: From how many relationships on something is said of how their weight is spread.
LEAST_OF_OWN = 2
#: Under the map so many with too few answers are named, each on a line; of more the rest is counted.
NAMED = 4
#: What is above the middle of a scale from 0 to 10.
MIDDLE = 5
#: The moves that change a relationship, and what either is called.
CHANGES, CHANGE = MOVES[2:], "change"
#: The corners of the map, row by row, as charts take them.
CORNERS = ("breadwinners", "pillars", "to_question", "companions")


class Placement(Kind):
    """Relationships on three scales, and whether to grow, keep, transform or let them go."""

    name = "placement"
    comparable = False
    numbers = ("shared",)
    claims = (
        *("split", *(f"wish.{move}" for move in (*CHANGES, CHANGE))),
        *evidence.claims(*MOVES, CHANGE),
    )
    measures_on_phones = tuple(SCALES)

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        yield from aspects.check(activity)

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple(
            aspects.slot(activity, item.id, aspect) for item in activity.items for aspect in ASPECTS
        )

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int | str:
        values = SCALES.get(slot[0].partition(".")[2])
        return one_of(value, MOVES) if values is None else whole_number(value, *_ends(values))

    def mirror(
        self, activity: Activity, own: Mapping[Slot, Any], language: str
    ) -> tuple[mirror.MirrorLine, ...]:
        """Each relationship with what one said of it, aspect by aspect."""
        lines = []
        for item in activity.items:
            slots = [aspects.slot(activity, item.id, aspect) for aspect in ASPECTS]
            marks = [
                mirror.OwnAnswer(
                    WORDS.text(language, f"aspects.{aspect}"),
                    texts.signed(language, own[slot])
                    if aspect == "energy"
                    else self.answer_words(activity, own[slot], language),
                )
                for aspect, slot in zip(ASPECTS, slots, strict=True)
                if slot in own
            ]
            if marks:
                lines.append(mirror.MirrorLine(texts.pick(item.text, language), tuple(marks)))
        return tuple(lines)

    def drawn_alone(self, activity: Activity, own: Mapping[Slot, Any], language: str) -> str:
        """The map of what one placed: shared values across, weight up, energy as a shape."""
        places = []
        for item in activity.items:
            placed = [own.get(aspects.slot(activity, item.id, aspect)) for aspect in SCALES]
            across, up, pull = placed
            if across is not None and up is not None and pull is not None:
                most = SCALES["values"][-1]
                name = texts.pick(item.text, language)
                places.append(own_map.MapPlace(name, across / most, up / most, pull))
        if not places:
            return ""
        legend = WORDS.section(language, "legend")
        words = own_map.MapWords(
            WORDS.text(language, "aspects.values"),
            WORDS.text(language, "aspects.weight"),
            (*(WORDS.text(language, f"corners.{one}") for one in CORNERS),),
            (legend["gives"], legend["drains"], legend["neither"]),
            WORDS.text(language, "own_map", n=len(places)),
        )
        return own_map.drawn(places, words)

    def values(self, activity: Activity, slot: Slot) -> tuple[int | str, ...]:
        return tuple(SCALES.get(slot[0].partition(".")[2], MOVES))

    def tally(self, activity: Activity) -> Counts:
        return Counts()

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        n, min_answers = gathered.n, gathered.min_answers
        head = (activity.id, gathered.turn, self.name, n, min_answers)
        if not activity.items:
            return Standing(*head, "few", scale.few(min(n, min_answers - 1), min_answers))
        assert isinstance(gathered.tally, Counts)
        tally = gathered.tally
        found = {
            item.id: tuple(_distributions(activity, tally, item.id, min_answers))
            for item in activity.items
        }
        shown = {
            id: each for id, each in found.items() if all(one.counts is not None for one in each)
        }
        claims = {id: _claim(id, each[-1].counts or {}, len(shown)) for id, each in shown.items()}
        items = tuple(
            _item(id, each, claims.get(id), id in gathered.waiting) for id, each in found.items()
        )
        if not claims:
            return Standing(*head, "few", _few_each(items, min_answers), items)

        say = partial(_sentence, activity)
        return saying.standing(head, items, evidence.in_order(list(claims.values())), say)

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        names, ends = WORDS.section(language, "corners"), WORDS.section(language, "ends")
        aspects, legend = (WORDS.section(language, name) for name in ("aspects", "legend"))
        corners = charts.Corners(
            aspects["values"],
            aspects["weight"],
            (ends["values_low"], ends["values_high"], ends["weight_low"], ends["weight_high"]),
            (names[CORNERS[0]], names[CORNERS[1]], names[CORNERS[2]], names[CORNERS[3]]),
            "\u2003".join(said for mark, said in legend.items() if mark != "half"),
            legend["half"],
        )
        shown = _bubbles(activity, standing, language)
        return charts.bubbles(charts.Frame.of(activity, standing, language, canvas), shown, corners)

    def in_order(
        self, activity: Activity, items: tuple[ItemStanding, ...]
    ) -> Sequence[ItemStanding]:
        return in_order(items)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        told = (_in_words(activity, item, language) for item in in_order(standing.items))
        return saying.caption(standing, WORDS.text(language, "drawn"), told, language)

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

    def side_name(self, activity: Activity, side: str, language: str) -> str:
        return WORDS.text(language, f"moves.{side}")

    def numbers_of(
        self, activity: Activity, own: Mapping[Slot, Any], others: Sequence[Mapping[Slot, Any]]
    ) -> dict[str, float]:
        """Of 100 points of weight, how many lie with those who share one's values; from two on."""
        found = [
            (own[values], own[weight])
            for item in activity.items
            for values, weight in [[aspects.slot(activity, item.id, one) for one in ASPECTS[:2]]]
            if values in own and weight in own
        ]
        whole = sum(weight for _, weight in found)
        if len(found) < LEAST_OF_OWN or not whole:
            return {}
        return {"shared": round(100 * sum(w for value, w in found if value > MIDDLE) / whole)}

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
                answers[aspects.slot(activity, item.id, aspect)] = value
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


# --- the standing


def _distributions(
    activity: Activity, tally: Counts, id: str, min_answers: int
) -> Iterator[Distribution]:
    """The three scales, and the moves; of fewer than `min_answers` only their number."""
    for aspect, values in SCALES.items():
        counts = tally.counts(aspects.slot(activity, id, aspect), values)
        yield scale.distribution(aspect, counts, min_answers)
    moves = tally.counts(aspects.slot(activity, id, "move"), MOVES)
    n = sum(moves.values())
    yield Distribution("move", n, moves if n >= max(min_answers, 1) else None)


def _item(
    id: str, found: tuple[Distribution, ...], claim: AnyClaim | None, waits: bool
) -> ItemStanding:
    """A relationship; where too few gave one of its four answers, it shows their number only.

    One that `waits` nobody was asked about.
    """
    if claim is None:
        bare = ItemStanding(id, tuple(Distribution(one.phase, one.n) for one in found))
        words = texts.both("standing.waiting") if waits else None
        return replace(bare, tag=words)
    measures = tuple(
        scale.median_measure(one.phase, {int(value): n for value, n in (one.counts or {}).items()})
        for one in found[:-1]
    )
    return saying.tagged(ItemStanding(id, found, measures), claim, _tag)


def _claim(id: str, moves: dict[str, int], items: int) -> AnyClaim:
    n = sum(moves.values())
    changes = sum(moves[move] for move in CHANGES)
    first, second = sorted(MOVES, key=lambda move: -moves[move])[:2]
    apart = (first in CHANGES) != (second in CHANGES) and evidence.parts(
        moves[first], moves[second], n
    )
    if apart and (chance := standing.second_chance(list(moves.values()), items)) <= CAMPS:
        counts = (moves[first], moves[second])
        rounded = scale.rounded(chance)
        return SplitClaim(items=(id,), n=n, chance=rounded, sides=(first, second), counts=counts)
    side = next((move for move in CHANGES if 2 * moves[move] > n), CHANGE)
    chance = standing.share_chance(changes, n, 1 / 2, items)
    if (n == 1 and changes) or chance <= DIFFERENCE:
        count = changes if side == CHANGE else moves[side]
        known = scale.rounded(chance)
        told: dict[str, Any] = {"count": count, "other": n - changes, "of": n}
        spread = tuple(moves.items()) if side == CHANGE else ()
        return WishClaim(items=(id,), n=n, chance=known, side=side, spread=spread, **told)
    found = evidence.of_sides(id, moves, MOVES)
    if isinstance(found, PluralityClaim) and 2 * changes > n:
        return MajorityClaim(items=(id,), n=n, side=CHANGE, count=changes, spread=found.spread)
    return found


def _few_each(items: tuple[ItemStanding, ...], min_answers: int) -> Text:
    """That enough people answered, but nothing has enough answers: a few relationships are dealt to each."""
    most = max(map(_n, items))
    if min_answers == 1:  # someone alone, to whom nothing is dealt
        return scale.few(most, min_answers)
    return texts.both("standing.few_each", n=most, min_answers=min_answers)


def _n(item: ItemStanding) -> int:
    """How many placed it: gave all its answers, at most."""
    return min(found.n for found in item.distributions)


def moves_of(item: ItemStanding) -> dict[str, int]:
    """How many would grow, keep, transform it, let it go; of a relationship that may be shown."""
    found = item.distribution("move")
    assert found and found.counts is not None
    return found.counts


def move_of(claim: AnyClaim) -> str:
    """What more than half would do, by a claim: a move, "change" for the last two; "" for none."""
    return claim.side if isinstance(claim, WishClaim | SharedClaim | MajorityClaim) else ""


def in_order(items: tuple[ItemStanding, ...]) -> list[ItemStanding]:
    """The relationships from the heaviest down, those with too few answers last."""
    return sorted(items, key=lambda one: (one.outcome == "few", -scale.value_of(one, "weight")))


def _sentence(activity: Activity, claim: AnyClaim, language: str) -> str:
    values: dict[str, Any] = {
        "item": saying.named(activity, claim, language),
        **saying.counts_of(claim),
        **dict(getattr(claim, "spread", ())),
    }
    if isinstance(claim, SplitClaim):
        one, other = (WORDS.text(language, f"moves.{side}") for side in claim.sides)
        values |= {"one": one, "other": other, "count": claim.counts[0], "against": claim.counts[1]}
        return WORDS.text(language, "say.split", **values)
    if isinstance(claim, PluralityClaim):
        return WORDS.text(language, "say.none", **values)
    own = "own_" if claim.n == 1 else ""
    return WORDS.text(language, f"say.{own}{move_of(claim)}", **values)


def _tag(claim: AnyClaim, language: str) -> str:
    """With its glyph, the move that is wanted, or that the room disagrees; nothing where it is kept."""
    if isinstance(claim, SplitClaim):
        return f"≠ {WORDS.text(language, 'disagrees')}"
    move = move_of(claim)
    if move in ("", "keep"):
        return ""
    glyph = GLYPHS.get(move) or f"{GLYPHS['transform']} {GLYPHS['let_go']}"
    return f"{glyph} {WORDS.text(language, f'moves.{move}')}"


# --- chart, caption, table


def corner_of(item: ItemStanding) -> str:
    """In which corner of the map its medians lie."""
    values, weight = (scale.value_of(item, aspect) for aspect in ("values", "weight"))
    return CORNERS[2 * (weight <= MIDDLE) + (values > MIDDLE)]


def _bubbles(activity: Activity, standing: Standing, language: str) -> list[charts.Bubble]:
    """What is drawn; of what has too few answers only some by name, so that the map keeps its room."""
    items = in_order(standing.items)
    few = [item for item in items if item.outcome == "few"]
    left = few[NAMED - 1 :] if len(few) > NAMED else []
    shown = [_bubble(activity, item, language) for item in items if item not in left]
    if left:
        others, few_each = (
            WORDS.text(language, f"others.{key}", n=len(left)) for key in ("named", "few")
        )
        shown.append(charts.Bubble(others, few_each))
    return shown


def _bubble(activity: Activity, item: ItemStanding, language: str) -> charts.Bubble:
    name = scale.name_of(activity, item.item, language)
    if item.outcome == "few":
        return charts.Bubble(name, _too_few(item, language))
    values, weight, energy = map(charts.Spread.of, item.distributions[:3])
    return charts.Bubble(name, saying.tag_of(item, language), values, weight, energy.median)


def _too_few(item: ItemStanding, language: str) -> str:
    """Why nothing of it is shown: it waits, or too few answered."""
    return saying.tag_of(item, language) or scale.too_few(_n(item), language)


def _in_words(activity: Activity, item: ItemStanding, language: str) -> str:
    name = scale.quoted(activity, item.item, language)
    if item.outcome == "few":
        words = _too_few(item, language)
        return texts.text(language, "standing.about", item=name, words=words)
    values, weight, energy, _ = item.distributions
    words = WORDS.text(
        language,
        "own" if _n(item) == 1 else "counted",
        corner=WORDS.text(language, f"corners.{corner_of(item)}"),
        values=values.median,
        weight=weight.median,
        energy=energy.median,
        half=scale.around(values, language),
        moves=", ".join(
            f"{WORDS.text(language, f'moves.{move}')} {texts.number(language, count)}"
            for move, count in moves_of(item).items()
            if count
        ),
        move=WORDS.text(language, f"moves.{_first_move(item)}"),
    )
    return texts.text(language, "standing.about", item=name, words=words)


def _first_move(item: ItemStanding) -> str:
    moves = moves_of(item)
    return max(MOVES, key=lambda move: moves[move])


def _cells(item: ItemStanding, language: str) -> tuple[Any, ...]:
    """Medians and middle halves of the three scales, the four moves, the corner."""
    if item.outcome == "few":
        return ("",) * (2 * len(SCALES) + len(MOVES) + 1)
    halves = (
        cell
        for found in item.distributions[: len(SCALES)]
        for cell in (scale.number(found.median, language), scale.middle_half(found, language))
    )
    corner = WORDS.text(language, f"corners.{corner_of(item)}")
    return (*halves, *moves_of(item).values(), corner)
