"""Tables of an archive with types and labels inside: Parquet for pandas, R and DuckDB, .sav for SPSS and R.

Needs pyarrow and pyreadstat, an extra (`tamtam[research]`); an archive is whole without them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tamtam.results.answers import TidyAnswer
from tamtam.results.folder import Folder

if TYPE_CHECKING:
    import pyarrow as pa

ANSWERS = "answers.parquet"
#: The modules there have to be.
_PARQUET, _SAV = "pyarrow", "pyreadstat"
#: SPSS' own limits, in bytes: of a text, of a label.
_LONGEST, _LABEL = 32_000, 250
#: Where the head of a .sav file says when it was written, day and clock.
_WRITTEN = 92


@dataclass(frozen=True, slots=True)
class TypedColumn:
    """A column: its cells, what it is called in words, and the names of its values."""

    name: str
    cells: Sequence[Any]
    label: str = ""
    values: Mapping[str, str] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it holds whole numbers, and nothing else."""
        given = [cell for cell in self.cells if cell is not None]
        return bool(given) and all(type(cell) is int for cell in given)

    @property
    def typed(self) -> list[Any]:
        """Its cells as one type: whole numbers, truths, else text."""
        if self.is_whole or all(cell is None or isinstance(cell, bool) for cell in self.cells):
            return list(self.cells)
        return [None if cell is None else str(cell) for cell in self.cells]


def write_answers(
    answers: Sequence[TidyAnswer], cells: Sequence[Sequence[Any]], out: Folder
) -> None:
    """Write the answers that count; `cells` are those of the table beside it.

    What was answered is text there, and a number too (`number`) where it is one.
    """
    if not find_spec(_PARQUET):
        return
    import pyarrow as pa

    told = dict(zip(TidyAnswer._fields, zip(*cells, strict=True), strict=True)) if cells else {}
    column = {name: list(told.get(name, ())) for name in TidyAnswer._fields}
    moments = pa.array([one.at for one in answers], pa.timestamp("ms", "UTC"))
    number = [value if type(value) is int else None for value in column["value"]]
    text = pa.dictionary(pa.int32(), pa.string())
    arrays = {
        **{name: pa.array(map(str, cells), text) for name, cells in column.items()},
        "turn": pa.array(column["turn"], pa.int32()),
        "number": pa.array(number, pa.int64()),
        "at": moments,
        "by_hand": pa.array(column["by_hand"], pa.bool_()),
    }
    _parquet(pa.table(arrays), ANSWERS, out)


def write_people(name: str, columns: Sequence[TypedColumn], out: Folder) -> None:
    """Write the table of people, as Parquet and for SPSS, as far as the packages are there."""
    if find_spec(_PARQUET):
        import pyarrow as pa

        fields = [
            pa.field(one.name, array.type, metadata={"label": one.label} if one.label else None)
            for one, array in ((one, pa.array(one.typed)) for one in columns)
        ]
        table = pa.table([pa.array(one.typed) for one in columns], pa.schema(fields))
        _parquet(table, f"{name}.parquet", out)
    if find_spec(_SAV):
        out.saved(f"{name}.sav", _Sav(columns))


def _parquet(table: "pa.Table", name: str, out: Folder) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    sink = pa.BufferOutputStream()
    parquet.write_table(table, sink, compression="zstd")
    out.data(name, sink.getvalue().to_pybytes())


class _Sav:
    """A table for SPSS, to be saved."""

    def __init__(self, columns: Sequence[TypedColumn]) -> None:
        self._columns = columns

    def save(self, path: Path) -> None:
        """Write it into a file."""
        import pandas as pd
        import pyreadstat

        frame = pd.DataFrame({one.name: list(_of_spss(one)) for one in self._columns})
        named: dict[str, Any] = {
            one.name: {
                int(value) if one.is_whole else value: told for value, told in one.values.items()
            }
            for one in self._columns
            if one.values
        }
        labels: dict[str, str | None] = {
            one.name: _cut(one.label or one.name, _LABEL) for one in self._columns
        }
        pyreadstat.write_sav(frame, path, column_labels=labels, variable_value_labels=named)
        with path.open("r+b") as file:  # no moment of writing is left in it
            file.seek(_WRITTEN)
            file.write(b"01 Jan 00" + b"00:00:00")


def _of_spss(column: TypedColumn) -> Iterator[Any]:
    """Its cells as SPSS takes them: numbers, which may be missing, or text, which may be empty."""
    is_whole = column.is_whole
    for cell in column.typed:
        if is_whole:
            yield float("nan") if cell is None else float(cell)
        elif isinstance(cell, bool):
            yield float(cell)
        else:
            yield "" if cell is None else _cut(cell, _LONGEST)


def _cut(text: str, longest: int) -> str:
    """The first bytes of a text, no character cut."""
    return text.encode()[:longest].decode(errors="ignore")
