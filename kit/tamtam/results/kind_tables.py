"""Tables of kinds that tell more than counts of answers: votes on sentences, a game's rounds.

A file a kind, with the rows of the tables of each step that was shown. Columns are called the same in every
language; an interval has two of its own.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from tamtam import kinds
from tamtam.kinds.kind import Kind
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.results import numbers
from tamtam.results.revealed import RevealedStep
from tamtam.session.state import State
from tamtam.standing.standing import Table

#: Columns before those of the kind.
FIRST = ("session", "activity", "turn")
#: What is a number in a cell.
_NUMBER = (int, float)


class KindTable(NamedTuple):
    """The table of a kind, named as it is: `titles` of its own columns, `steps` it tells of, in words."""

    name: str
    titles: dict[str, str]
    steps: str
    rows: list[tuple[Any, ...]]

    @property
    def columns(self) -> tuple[str, ...]:
        """What its columns are called."""
        return (*FIRST, *self.titles)

    def type_of(self, column: str) -> str:
        """What a column of its own holds: "integer", "number" or "string"."""
        at = self.columns.index(column)
        held = [row[at] for row in self.rows if row[at] is not None and row[at] != ""]
        if not held or not all(isinstance(cell, _NUMBER) for cell in held):
            return "string"
        return "number" if any(isinstance(cell, float) for cell in held) else "integer"


def tables(state: State, shown: Sequence[RevealedStep], language: str) -> list[KindTable]:
    """A table for each kind that tells more and was shown whole."""
    of_kind: dict[str, list[RevealedStep]] = {}
    for one in shown:
        if one.whole and one.standing.items and kinds.get(one.standing.kind).tells_more:
            of_kind.setdefault(one.standing.kind, []).append(one)
    return [_of(state, kinds.get(name), steps, language) for name, steps in of_kind.items()]


def _of(state: State, kind: Kind, steps: Sequence[RevealedStep], language: str) -> KindTable:
    ids = {title: id for id, title in Words(kind.name).names(language, "columns").items()}
    titles: dict[str, str] = {}
    rows: list[dict[str, Any]] = []
    for one in steps:
        table = kind.table(one.activity, one.standing, language)
        names = [ids.get(name, f"column_{at}") for at, name in enumerate(table.columns, 1)]
        spoken = dict(zip(names, table.columns, strict=True))
        place = dict(zip(FIRST, (state.code, one.activity.id, one.standing.turn), strict=True))
        columns = numbers.parted(Table(tuple(names), table.rows), "{}_{}".format)
        titles |= {name: _title(name, spoken, language) for name, _ in columns}
        rows += [
            place | {name: cells[at] for name, cells in columns} for at in range(len(table.rows))
        ]
    told = [tuple(row.get(name) for name in (*FIRST, *titles)) for row in rows]
    named = ", ".join(dict.fromkeys(one.name(language) for one in steps))
    return KindTable(kind.name, titles, named, told)


def _title(column: str, spoken: dict[str, str], language: str) -> str:
    """What a column is called in words; one of an interval's ends by what it is the end of."""
    if column in spoken:
        return spoken[column]
    of, _, bound = column.rpartition("_")
    return texts.text(language, f"standing.bounds.{bound}", name=spoken[of])
