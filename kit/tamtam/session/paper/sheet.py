"""A sheet of answers in whatever form a facilitator has it: text, a file, a data frame, a list."""

import csv
import io
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tamtam.language import tables
from tamtam.language.errors import TamtamError

#: Files that hold a table as text, and those of spreadsheets, which don't.
_TEXT, _SPREADSHEET = (".csv", ".tsv", ".txt"), (".xlsx", ".xlsm", ".xls", ".ods", ".numbers")

#: The first bytes of such files: a ZIP archive, or one of the older Excel.
_SPREADSHEET_BEGINS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def as_text(table: Any) -> str:
    """A table as text, its cells parted by what text there is: as it comes from a spreadsheet.

    Raises TamtamError for a file that isn't there or isn't text, and for what is no table.
    """
    if isinstance(table, Path) or (isinstance(table, str) and _is_path(table)):
        return _from_file(Path(table))
    if isinstance(table, str):
        return table
    if hasattr(table, "to_frame"):  # a series
        table = table.to_frame()
    if hasattr(table, "itertuples") and hasattr(
        table, "columns"
    ):  # a data frame, without loading pandas
        named = [] if _are_numbers(table.columns) else [list(table.columns)]
        return _written([*named, *table.itertuples(index=False, name=None)])
    if hasattr(table, "tolist"):  # an array
        table = table.tolist()
    if isinstance(table, Sequence) and not isinstance(table, bytes | bytearray):
        return _written(_rows(table))
    raise TamtamError("paper_no_table", what=type(table).__name__)


def _is_path(words: str) -> bool:
    """Whether text is a file's name rather than a table."""
    one_line = len(words) < 1000 and "\n" not in words and "\t" not in words
    return one_line and Path(words.strip()).suffix.casefold() in (*_TEXT, *_SPREADSHEET)


def _from_file(path: Path) -> str:
    path = Path(str(path).strip()).expanduser()
    if path.suffix.casefold() in _SPREADSHEET:
        raise TamtamError("paper_spreadsheet", path=path)
    try:
        raw = path.read_bytes()
        if raw.startswith(_SPREADSHEET_BEGINS):  # called otherwise
            raise TamtamError("paper_spreadsheet", path=path)
        return tables.decoded(raw)
    except OSError as error:
        raise TamtamError("paper_no_file", path=path, problem=error.strerror) from error


def _are_numbers(columns: Any) -> bool:
    """Whether columns are counted rather than named."""
    return list(columns) == list(range(len(columns)))


def _rows(table: Sequence[Any]) -> list[Sequence[Any]]:
    """The rows of a list: of mappings by name, of sequences, or of single answers."""
    if table and all(isinstance(row, Mapping) for row in table):
        names = list(dict.fromkeys(name for row in table for name in row))
        return [names, *([row.get(name) for name in names] for row in table)]
    if any(isinstance(row, Mapping) for row in table):
        raise TamtamError("paper_no_table", what="dict, list")
    return [
        [row] if isinstance(row, str) or not isinstance(row, Sequence) else row for row in table
    ]


def _written(rows: Sequence[Sequence[Any]]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter="\t").writerows([_cell(cell) for cell in row] for row in rows)
    return f"sep=\t\n{out.getvalue()}"


def _cell(cell: Any) -> str:
    """A cell as text; nothing for what data frames put where nothing is."""
    try:
        if cell is None or math.isnan(cell):
            return ""
    except TypeError:
        pass
    return "" if str(cell) in ("<NA>", "NaT") else str(cell)
