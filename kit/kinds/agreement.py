"""Agreement: several statements on a scale from 1 (disagree) to 5 (agree), drawn as diverging bars."""

import random
from typing import Any

from kit import charts, standing, texts
from kit.deck import Activity
from kit.kinds import scale
from kit.kinds.kind import Kind, whole_number
from kit.kinds.tally import Counts, Slot, Tally
from kit.standing.standing import ItemStanding, Standing, Table

LOW, HIGH = 1, 5
VALUES = tuple(range(LOW, HIGH + 1))

#: Bands of agreement A: a convention of ours. Below the last bound a statement splits the room.
CONVERGENT, MIXED, SCATTERED = 0.6, 0.2, 0.0


class Agreement(Kind):
    """Statements to agree or disagree with."""

    name = "agreement"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple((item.id, phase) for item in activity.items for phase in activity.phases)

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int:
        return whole_number(value, LOW, HIGH)

    def tally(self, activity: Activity) -> Counts:
        return Counts(self.slots(activity), LOW, HIGH)

    def standing(
        self, activity: Activity, turn: int, tally: Tally, n: int, min_answers: int
    ) -> Standing:
        assert isinstance(tally, Counts)
        enough = n >= max(min_answers, 1)
        items = (
            tuple(_item(activity, tally, item.id, min_answers) for item in activity.items)
            if enough
            else ()
        )
        outcome, sentence = _say(activity, items, n, min_answers)
        return Standing(activity.id, turn, self.name, n, min_answers, outcome, sentence, items)

    def figure(self, activity: Activity, standing: Standing, language: str) -> dict[str, Any]:
        rows = [_row(activity, item, language) for item in scale.in_items(standing.items)]
        frame = charts.Frame.of(activity, standing, language)
        ends = (
            texts.text(language, "standing.agreement.low"),
            texts.text(language, "standing.agreement.high"),
        )
        return charts.diverging_bars(frame, rows, ends)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        lines = [texts.pick(standing.sentence, language)]
        for item in scale.in_items(standing.items):
            against, between, with_it = _camps(item)
            lines.append(
                texts.text(
                    language,
                    "standing.agreement.caption",
                    item=scale.item_name(activity, item.item, language),
                    with_it=with_it,
                    between=between,
                    against=against,
                    badge=texts.text(language, f"standing.agreement.badge.{band(item)}"),
                )
            )
        return " ".join(lines)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        return scale.table(activity, standing, language)

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, int]:
        """Each statement has a lean of its own, the same for everybody; one in three splits the room."""
        answers = {}
        for index, slot in enumerate(self.slots(activity)):
            lean = (0.85, 0.6, 0.35)[index % 3]
            camp = rng.random() < 0.5
            centre = (4.4 if camp else 1.8) if index % 3 == 2 else 1 + 4 * lean
            answers[slot] = min(HIGH, max(LOW, round(rng.gauss(centre, 0.9))))
        return answers


def _item(activity: Activity, tally: Counts, id: str, min_answers: int) -> ItemStanding:
    found = tuple(
        scale.distribution(phase, tally.counts((id, phase)), min_answers)
        for phase in activity.phases
    )
    if found[-1].counts is None:
        return ItemStanding(id, found)
    counts = tally.counts((id, activity.phases[-1]))
    spread = [counts[value] for value in VALUES]
    a = standing.agreement(spread) or 0.0
    interval = standing.agreement_interval(spread)
    measures = [scale.measured("agreement", a, sum(spread), interval, "bootstrap")]
    if middle := scale.median_of(counts, "median"):
        measures.append(middle)
    return ItemStanding(id, found, tuple(measures), _outcome(a))


def _outcome(a: float) -> str:
    """Two humps: split. One: together. Neither: scattered; so is the lower half of the mixed band."""
    if a < SCATTERED:
        return "split"
    return "together" if a >= (MIXED + CONVERGENT) / 2 else "scattered"


def band(item: ItemStanding) -> str:
    """The badge of a statement: "convergent", "mixed", "scattered" or "split"."""
    measure = item.measure("agreement")
    a = measure.value if measure else 0.0
    if a >= CONVERGENT:
        return "convergent"
    if a >= MIXED:
        return "mixed"
    return "scattered" if a >= SCATTERED else "split"


def _camps(item: ItemStanding) -> tuple[int, int, int]:
    """How many disagree (1–2), stand between (3) and agree (4–5)."""
    counts = item.distributions[-1].counts or {}
    given = [counts.get(str(value), 0) for value in VALUES]
    return given[0] + given[1], given[2], given[3] + given[4]


def _say(
    activity: Activity, items: tuple[ItemStanding, ...], n: int, min_answers: int
) -> tuple[str, dict[str, str]]:
    """The outcome of the whole and its sentence, about the statement that tells most.

    A statement that splits the room comes first; else, where most hold together, the one most agree
    or disagree on; else the one with the least common line.
    """
    shown = scale.in_items(items)
    if not shown:
        return "few", texts.both("standing.few", n=n, min_answers=min_answers)
    if n == 1:
        return "together", texts.both("standing.alone")
    by_a = sorted(shown, key=lambda item: (_a(item), item.item))
    if by_a[0].outcome == "split":
        return "split", _about(activity, by_a[0], "split")
    together = [item for item in shown if item.outcome == "together"]
    if 2 * len(together) >= len(shown):
        most = max(together, key=lambda item: (abs(_camps(item)[2] - _camps(item)[0]), item.item))
        against, between, with_it = _camps(most)
        lean = (
            "agree"
            if with_it >= max(against, between)
            else "disagree"
            if against > between
            else "between"
        )
        return "together", _about(activity, most, lean)
    return "scattered", _about(activity, by_a[0], "scattered")


def _a(item: ItemStanding) -> float:
    measure = item.measure("agreement")
    return measure.value if measure else 0.0


def _about(activity: Activity, item: ItemStanding, lean: str) -> dict[str, str]:
    against, between, with_it = _camps(item)
    n = against + between + with_it
    return {
        language: texts.text(
            language,
            f"standing.agreement.say.{lean}",
            item=scale.item_name(activity, item.item, language).rstrip("."),
            with_it=with_it,
            between=between,
            against=against,
            total=n,
        )
        for language in texts.LANGUAGES
    }


def _row(activity: Activity, item: ItemStanding, language: str) -> charts.DivergingRow:
    counts = item.distributions[-1].counts or {}
    return charts.DivergingRow(
        label=scale.item_name(activity, item.item, language),
        counts=tuple(counts.get(str(value), 0) for value in VALUES),
        badge=texts.text(language, f"standing.agreement.badge.{band(item)}"),
    )
