"""Folder of results: no file is ever half there, and no spreadsheet runs anything of a table.

Each table is a CSV file; a `workbook` is one file that Excel opens right in any country.
"""

import csv
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from tamtam.language.errors import writing
from tamtam.results import workbook

#: What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class SavedDocument(Protocol):
    """What writes itself into a file."""

    def save(self, path: Path) -> None:
        """Write it."""


class Folder:
    """A folder to write into, made if it isn't there; `written` lists what was.

    Tables lie in its folder `tables`. With `excel`, they are CSV as Excel reads it where numbers have a
    decimal comma: parted by `;`. Of a `private` one nobody but its owner reads a file, nor lists it where it
    wasn't there before, if the system knows owners.
    Raises TamtamError, from any method, where it can't be written.
    """

    def __init__(
        self, place: Path, excel: bool = False, private: bool = False, tables: str = ""
    ) -> None:
        self.place = place
        self._tables_in = tables
        self._private = private
        self.written: list[Path] = []
        self._excel = excel
        self._tables: dict[str, tuple[Sequence[str], Sequence[Sequence[Any]]]] = {}
        with writing(self.place):
            place.mkdir(parents=True, exist_ok=True, mode=0o700 if private else 0o777)

    def text(self, name: str, pieces: str | Iterable[str]) -> None:
        """Write text, whole or in pieces."""
        with self._draft(name) as draft, draft.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines([pieces] if isinstance(pieces, str) else pieces)

    def data(self, name: str, data: bytes) -> None:
        """Write a file as it is."""
        with self._draft(name) as draft:
            draft.write_bytes(data)

    def clear(self, folder: str, *names: str) -> None:
        """Take away the files of these names ("*.svg") that an earlier writing left in a folder of it."""
        with writing(self.place):
            for name in names:
                for path in set((self.place / folder).glob(name)) - set(self.written):
                    path.unlink()

    def table(
        self,
        name: str,
        columns: Sequence[str] | None,
        rows: Iterable[Sequence[Any]],
        mark: bool = True,
    ) -> None:
        """Write a table as CSV (RFC 4180), without a first line where `columns` is None.

        The `mark` is that by which spreadsheets know UTF-8; other programs may stumble over it.
        Raises ValueError where a row has another number of cells than there are columns.
        """
        kept = [tuple(row) for row in rows]
        if columns is not None:
            self._tables[Path(name).stem] = (columns, kept)
            if any(len(row) != len(columns) for row in kept):
                raise ValueError(name)
        encoding = "utf-8-sig" if mark else "utf-8"
        with (
            self._draft(self._place_of(name)) as draft,
            draft.open("w", encoding=encoding, newline="") as out,
        ):
            writer = csv.writer(out, delimiter=self.part)
            if columns is not None:
                writer.writerow(columns)
            writer.writerows([self._cell(cell) for cell in row] for row in kept)

    @property
    def decimal(self) -> str:
        """What stands between a number's whole and its rest, in a table."""
        return "," if self._excel else "."

    @property
    def tables(self) -> dict[str, Sequence[str]]:
        """The columns of every table written so far, by its name."""
        return {name: columns for name, (columns, _) in self._tables.items()}

    def path_of(self, table: str) -> str:
        """Where in the folder a table lies."""
        return self._place_of(f"{table}.csv")

    def _place_of(self, name: str) -> str:
        return f"{self._tables_in}/{name}" if self._tables_in else name

    @property
    def part(self) -> str:
        """What parts the cells of a table."""
        return ";" if self._excel else ","

    def saved(self, name: str, document: SavedDocument) -> None:
        """Write a document that saves itself: pages of a PDF, slides, a table for SPSS."""
        with self._draft(name) as draft:
            document.save(draft)

    def workbook(
        self, name: str, sheets: Mapping[str, workbook.WorkbookSheet] | None = None
    ) -> None:
        """Write sheets as one workbook; those of every table with named columns, where none are given."""
        found = {name: workbook.WorkbookSheet(*table) for name, table in self._tables.items()}
        with self._draft(name) as draft:
            workbook.write(draft, found if sheets is None else sheets)

    def _cell(self, cell: Any) -> Any:
        """A cell that stays text if it is text; numbers stay numbers, as the spreadsheet writes them."""
        if self._excel and isinstance(cell, float):
            return f"{cell}".replace(".", ",")
        return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell

    @contextmanager
    def _draft(self, name: str) -> Iterator[Path]:
        """A file beside the one to be written, which takes its place when it is complete."""
        path = self.place / name
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with writing(self.place):
                path.parent.mkdir(exist_ok=True)
                if self._private:
                    draft.touch(mode=0o600)
                yield draft
                draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        self.written.append(path)


def listed(written: Sequence[Path]) -> list[str]:
    """The names of files that lie together; those in a folder of theirs as that folder's, "charts/"."""
    within = min((path.parent for path in written), key=lambda one: len(one.parts), default=Path())
    lying = (path.relative_to(within).parts for path in written)
    return list(dict.fromkeys(f"{name}/" if rest else name for name, *rest in lying))
