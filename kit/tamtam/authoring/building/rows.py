"""Items as they come from elsewhere: one a line, a column or two of a spreadsheet, a CSV or XLSX file."""

import io
import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from tamtam.language import tables
from tamtam.language.errors import TamtamError

#: The most items that are taken at once, and the largest file (bytes), packed and unpacked.
MOST, LARGEST, UNPACKED = 200, 2_000_000, 20_000_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: Where a workbook keeps the words of its cells; how many columns are looked at.
_SHARED, _WIDEST = "xl/sharedStrings.xml", 50
_COLUMN = re.compile(r"[A-Z]+")

#: The cells of one line.
Row = tuple[str, ...]


def of_text(typed: str, columns: int) -> list[Row]:
    """What was typed or pasted: one item a line; a tab parts its languages, as a spreadsheet copies it.

    >>> of_text("The pace\\n\\nThe team\\n", 1)
    [('The pace',), ('The team',)]
    >>> of_text("Le rythme\\tThe pace", 2)
    [('Le rythme', 'The pace')]
    """
    if "\t" in typed:
        return _kept((cells for _, cells in tables.rows(typed, "\t")), columns)
    return _kept(([line] for line in typed.splitlines()), columns)


def of_file(name: str, raw: bytes, columns: int) -> list[Row]:
    """What stands in a file: its first columns. Raises TamtamError for one that can't be read."""
    if len(raw) > LARGEST:
        raise TamtamError("not_a_table", name=name)
    if raw[:2] == b"PK":
        return _kept(_sheet(name, raw), columns)
    if raw[:4] == b"\xd0\xcf\x11\xe0":  # a workbook of before 2007
        raise TamtamError("not_a_table", name=name)
    table, said = tables.without_said(tables.decoded(raw))
    parted = said or tables.separator(table)
    lines = [cells for _, cells in tables.rows(table, parted or "\t") if any(cells)]
    if not said and any(len(cells) < 2 for cells in lines):
        parted = "\t"  # one column: a comma belongs to the sentence
    return _kept((cells for _, cells in tables.rows(table, parted or "\t")), columns)


def _kept(lines: Iterable[list[str]], columns: int) -> list[Row]:
    cleaned = (tuple(" ".join(cell.split()) for cell in cells[:columns]) for cells in lines)
    found = [row for row in cleaned if any(row)]
    return found[:MOST]


def _sheet(name: str, raw: bytes) -> Iterator[list[str]]:
    """The lines of the first sheet of a workbook (ECMA-376)."""
    try:
        with ZipFile(io.BytesIO(raw)) as book:
            if sum(part.file_size for part in book.infolist()) > UNPACKED:
                raise TamtamError("not_a_table", name=name)
            parts = book.namelist()
            shared = _shared(book.read(_SHARED)) if _SHARED in parts else []
            first = min(part for part in parts if part.startswith("xl/worksheets/sheet"))
            sheet = _tree(book.read(first))
    except (BadZipFile, ElementTree.ParseError, ValueError, KeyError, OSError) as error:
        raise TamtamError("not_a_table", name=name) from error
    for row in sheet.iter(f"{_MAIN}row"):
        cells: dict[int, str] = {}
        for place, cell in enumerate(row.iter(f"{_MAIN}c")):
            cells[_place(cell.get("r", ""), place)] = _words(cell, shared)
        yield [cells.get(place, "") for place in range(max(cells, default=-1) + 1)][:_WIDEST]


def _shared(raw: bytes) -> list[str]:
    return [_all(one) for one in _tree(raw).iter(f"{_MAIN}si")]


def _tree(raw: bytes) -> ElementTree.Element:
    """A part of a workbook; none declares entities, which could grow without end."""
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise ValueError("a workbook declares nothing")
    return ElementTree.fromstring(raw)  # noqa: S314


def _all(one: ElementTree.Element) -> str:
    """The words of a text, without how they are pronounced."""
    runs = [one.find(f"{_MAIN}t"), *(run.find(f"{_MAIN}t") for run in one.iter(f"{_MAIN}r"))]
    return "".join(run.text or "" for run in runs if run is not None)


def _words(cell: ElementTree.Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        inside = cell.find(f"{_MAIN}is")
        return _all(inside) if inside is not None else ""
    value = cell.findtext(f"{_MAIN}v") or ""
    if cell.get("t") == "s":
        return shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""
    return value.removesuffix(".0")


def _place(reference: str, otherwise: int) -> int:
    """The column of a cell: "C7" is in the third."""
    letters = _COLUMN.match(reference)
    if letters is None or len(letters[0]) > 3:
        return otherwise
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
