"""The numbers of a table, for whoever goes on working with them: no words in cells, bounds in columns.

A page reads "0.6 (0.4 to 0.8)" in one cell; a data frame has three columns for it.
"""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from tamtam.kinds.parts.scale import InWords, Numbers
from tamtam.language import texts
from tamtam.standing.standing import Table

if TYPE_CHECKING:
    import pandas as pd

#: What a column's name says of the interval in its cells, which has columns of its own here.
_OF_INTERVAL = re.compile(r"\s*\([^()]*\)$")
#: One column: its name, and its cells.
_Column = tuple[str, list[Any]]
#: What a column of bounds is called, "low" or "high", beside the one it belongs to.
Bound = Callable[[str, str], str]


def frame(table: Table, language: str) -> "pd.DataFrame":
    """The table as a data frame; what isn't shown, as too few answered, is a missing value."""
    import pandas as pd

    columns = dict(columns_of(table, language))
    return pd.DataFrame(columns, columns=list(columns) or list(table.columns))


def filled(table: Table) -> Table:
    """The table without columns in which nothing stands, as of what is told of more people only."""
    kept = [at for at in range(len(table.columns)) if any(row[at] != "" for row in table.rows)]
    columns = tuple(table.columns[at] for at in kept)
    return Table(columns, tuple(tuple(row[at] for at in kept) for row in table.rows))


def columns_of(table: Table, language: str) -> list[_Column]:
    """The columns of that data frame: their names, and their cells."""
    return parted(
        table, lambda name, bound: texts.text(language, f"standing.bounds.{bound}", name=name)
    )


def parted(table: Table, bound: Bound) -> list[_Column]:
    """The columns of a table whose intervals have columns of their own, called as `bound` says."""
    return [
        column
        for at, name in enumerate(table.columns)
        for column in _columns(name, [row[at] for row in table.rows], bound)
    ]


def _columns(name: str, cells: list[Any], bound: Bound) -> Iterator[_Column]:
    """A column of numbers, with two more where it has intervals; one of words as it is."""
    if any(isinstance(cell, InWords) for cell in cells):
        told = [_numbers(cell) for cell in cells]
        values, *bounds = map(list, zip(*told, strict=True))
        short = _OF_INTERVAL.sub("", name)
        if any(value is not None for value in values):
            yield short, values
        for which, ends in zip(("low", "high"), bounds, strict=True):
            if any(end is not None for end in ends):
                yield bound(short, which), ends
    elif any(isinstance(cell, int | float) for cell in cells):
        yield name, [None if cell == "" else cell for cell in cells]
    else:
        yield name, cells


def _numbers(cell: Any) -> Numbers:
    """What a cell tells; nothing where it has words alone."""
    if isinstance(cell, InWords):
        return cell.numbers
    return Numbers(cell if isinstance(cell, int | float) else None)
