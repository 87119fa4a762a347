"""A pair: a thing answered twice, as it was and as it is wanted, for oneself and for others.

How kinds tell a pair in captions and tables: its two medians, each with the middle half around it, the gap
and the net pull between them; of a pair that too few gave, only how many did.
"""

from dataclasses import dataclass
from typing import Any

from tamtam.deck.deck import Activity
from tamtam.kinds.parts import scale
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.standing import ItemStanding, Standing, Table


def both(item: ItemStanding) -> int:
    """How many answered both times, at most."""
    return min(found.n for found in item.distributions[:2])


@dataclass(frozen=True, slots=True)
class Pair:
    """A kind's own way: its `words` under "own" and "counted", in which the medians stand under `names`.

    `number` writes a median; a number is written as its language does unless it says otherwise.
    """

    words: Words
    names: tuple[str, str]
    number: scale.Write = texts.number

    def about(self, activity: Activity, item: ItemStanding, language: str, more: str = "") -> str:
        """A pair in a sentence of a caption, with one thing `more` if there is any to say."""
        few = item.outcome == "few"
        told = scale.too_few(both(item), language) if few else self._counted(item, language)
        words = ", ".join(filter(None, (told, "" if few else more)))
        name = scale.name_of(activity, item.item, language)
        return texts.text(language, "standing.about", item=name, words=words)

    def _counted(self, item: ItemStanding, language: str) -> str:
        values: dict[str, Any] = {}
        for name, found in zip(self.names, item.distributions, strict=False):
            values[name] = self.number(language, found.median or 0.0)
            values[f"{name}_half"] = scale.around(found, language, self.number)
        alone = item.distributions[0].n == 1
        return self.words.text(language, "own" if alone else "counted", **values)

    def table(self, activity: Activity, shown: Standing, language: str) -> Table:
        """A row for each pair."""
        columns = self.words.names(language, "columns")
        middle = columns["middle_half"]
        first, last = activity.phases[0], activity.phases[-1]
        medians = (scale.phase_name(phase, language) for phase in (first, last))
        named = (name for phase in medians for name in (phase, f"{phase}, {middle}"))
        rows = tuple(
            (scale.name_of(activity, item.item, language), *_cells(item, language))
            for item in shown.items
        )
        head = (columns["item"], columns["n"], *named, columns["gap"], columns["pull"])
        return Table(head, rows)


def _cells(item: ItemStanding, language: str) -> tuple[Any, ...]:
    if item.outcome == "few":
        return (both(item), *("",) * 6)
    halves = (
        cell
        for found in item.distributions[:2]
        for cell in (scale.number(found.median, language), scale.middle_half(found, language))
    )
    measured = (scale.in_words(item.measure(name), language) for name in ("gap", "pull"))
    return (both(item), *halves, *measured)
