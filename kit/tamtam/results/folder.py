"""Writing files so that none is ever half there, and tables so that a spreadsheet runs nothing."""

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tamtam.language.errors import TamtamError

#: What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Folder:
    """A folder to write into, made if it isn't there; `written` lists what was.

    Raises TamtamError, from any method, where it can't be written.
    """

    def __init__(self, place: Path) -> None:
        self.place = place
        self.written: list[Path] = []
        with self._telling():
            place.mkdir(parents=True, exist_ok=True)

    def text(self, name: str, pieces: str | Iterable[str]) -> None:
        """Write text, whole or in pieces."""
        with self._draft(name) as draft, draft.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines([pieces] if isinstance(pieces, str) else pieces)

    def table(
        self,
        name: str,
        columns: Sequence[str] | None,
        rows: Iterable[Sequence[Any]],
        mark: bool = True,
    ) -> None:
        """Write a table as CSV (RFC 4180), without a first line where `columns` is None.

        The `mark` is that by which spreadsheets know UTF-8; other programs may stumble over it.
        """
        encoding = "utf-8-sig" if mark else "utf-8"
        with self._draft(name) as draft, draft.open("w", encoding=encoding, newline="") as out:
            writer = csv.writer(out)
            if columns is not None:
                writer.writerow(columns)
            writer.writerows([_safe(cell) for cell in row] for row in rows)

    @contextmanager
    def _draft(self, name: str) -> Iterator[Path]:
        """A file beside the one to be written, which takes its place when it is complete."""
        path = self.place / name
        draft = path.with_name(f".{name}.{os.getpid()}")
        try:
            with self._telling():
                yield draft
                draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        self.written.append(path)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            problem = error.strerror or str(error)
            raise TamtamError("folder_not_writable", folder=self.place, problem=problem) from error


def _safe(cell: Any) -> Any:
    """A cell that stays text if it is text; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
