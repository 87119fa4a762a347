"""The columns of a table of answers: what each asks for, what may stand in it, how it may be headed."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tamtam.deck.deck import Activity
from tamtam.kinds.kind import Kind
from tamtam.kinds.parts.tally import Slot
from tamtam.language import texts


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table in which each line is an answerer: a slot, or the `part` of one.

    `values` are those to choose from, each with its names in every language; with none a whole number
    stands in it.
    """

    slot: Slot
    part: str
    name: dict[str, str]
    values: dict[Any, tuple[str, ...]]

    def read(self, cell: str) -> Any:
        """The value that a cell means: a whole number or one of the names. Raises ValueError else."""
        meant = bare(cell)
        for value, names in self.values.items():
            numbered = (
                f"{value} {name}" for name in names
            )  # as forms export it: "5 – fully agree"
            if meant in {bare(str(value)), *map(bare, names), *map(bare, numbered)}:
                return value
        number = whole(cell)
        if self.values and number not in self.values:
            raise ValueError(cell)
        return number

    def allowed(self, language: str) -> str:
        """What may stand in it, in words: "0 to 10", "1 (disagree) to 5 (agree)", names to choose from."""
        values = list(self.values)
        names = [self.named(value, language) for value in values]
        if isinstance(values[0], str):
            return "; ".join(names)
        low, high = (
            f"{texts.number(language, value)} ({name})" if name else texts.number(language, value)
            for value, name in ((values[0], names[0]), (values[-1], names[-1]))
        )
        return texts.text(language, "standing.from_to", low=low, high=high)

    def named(self, value: Any, language: str) -> str:
        """What a value is called; empty where only its number says it."""
        names = self.values.get(value, ())
        return names[texts.LANGUAGES.index(language)] if names else ""


def columns(
    kind: Kind, activity: Activity, takes: Callable[[Slot], bool] | None = None
) -> tuple[Column, ...]:
    """The columns of an activity's table, in the order in which it asks; only slots it `takes`, if said."""
    return tuple(_columns(kind, activity, takes))


def _columns(
    kind: Kind, activity: Activity, takes: Callable[[Slot], bool] | None
) -> Iterator[Column]:
    for slot in filter(takes, kind.slots(activity)):
        values = {
            value: tuple(
                said
                for language in texts.LANGUAGES
                if (said := kind.value_name(activity, str(value), language))
            )
            for value in kind.values(activity, slot)
        }
        for part in kind.parts(activity, slot) or ("",):
            name = {
                language: _name(kind, activity, slot, part, language)
                for language in texts.LANGUAGES
            }
            yield Column(slot, part, name, values)


def _name(kind: Kind, activity: Activity, slot: Slot, part: str, language: str) -> str:
    """What a column is called: the item, with its aspect or phase where there are several."""
    id, _, aspect = (part or slot[0]).partition(".")
    item = activity.item(id)
    name = texts.pick(item.text if item else activity.title, language).rstrip().removesuffix(".")
    phase = aspect or (slot[1] if len(activity.phases) > 1 else "")
    return f"{name}, {kind.aspect_name(activity, phase, language)}" if phase else name


def heading(columns: tuple[Column, ...], language: str) -> str:
    """The first line of a table to be filled in, its cells parted by tabs."""
    return "\t".join(column.name[language] for column in columns)


_ROW_OF_A_FORM = re.compile(r"\[([^\[\]]+)\]\s*$")


def headed(columns: tuple[Column, ...], cell: str) -> Column | None:
    """The column that a heading means: by its name in any language, or by the ids in the deck."""
    found = _headed(columns, bare(cell))
    row = _ROW_OF_A_FORM.search(
        cell
    )  # Google Forms, LimeSurvey: "How far do you agree? [A statement]"
    return found or (_headed(columns, bare(row[1])) if row else None)


def _headed(columns: tuple[Column, ...], meant: str) -> Column | None:
    if not meant:
        return None
    for column in columns:
        ids = (column.part or column.slot[0], f"{column.part or column.slot[0]} {column.slot[1]}")
        if meant in {*map(bare, column.name.values()), bare(ids[1])}:
            return column
    short = [one for one in columns if meant == bare(one.part or one.slot[0])]
    return short[0] if len(short) == 1 else None


def bare(words: str) -> str:
    """Words without case, accents and signs, as people write them twice; a minus stays.

    >>> bare(" L’énergie, aujourd’hui ") == bare("l energie aujourd'hui")
    True
    """
    plain = unicodedata.normalize("NFKD", words.replace("\u2212", "-"))
    kept = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    return " ".join(re.findall(r"-?\d+|\w+", kept))


def whole(cell: str) -> int:
    """A whole number as a spreadsheet writes it: "4", "4,0", "4.00", "−1". Raises ValueError else."""
    written = cell.strip().replace("\u2212", "-").replace(",", ".")
    found = re.fullmatch(r"([+-]?\d{1,9})(?:\.0+)?", written)
    if not found:
        raise ValueError(cell)
    return int(found.group(1))
