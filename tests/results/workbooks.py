"""Reading a workbook back with nothing of ours: tests compare what stands in its sheets."""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

#: How a workbook keeps text that looks like a character's code (ECMA-376, ST_Xstring).
_KEPT = re.compile("_x005F(_x[0-9A-F]{4}_)")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    """The rows of every sheet, by the name of its tab."""
    with ZipFile(path) as parts:
        book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
        names = [str(one.get("name")) for one in book.iter(f"{_MAIN}sheet")]
        pages = [
            ElementTree.fromstring(parts.read(f"xl/worksheets/sheet{number}.xml"))
            for number in range(1, len(names) + 1)
        ]
    return {
        name: [_cells(row) for row in page.iter(f"{_MAIN}row")]
        for name, page in zip(names, pages, strict=True)
    }


def _cells(row: ElementTree.Element) -> list[Any]:
    """The cells of a row, each in its column: those that hold nothing aren't written."""
    found: list[Any] = []
    for cell in row:
        letters = str(cell.get("r")).rstrip("0123456789")
        column = 0
        for letter in letters:
            column = 26 * column + ord(letter) - ord("A") + 1
        found += [""] * (column - 1 - len(found)) + [_value(cell)]
    return found


def links(path: Path, sheet: int = 1) -> dict[str, str]:
    """Where the linked cells of a sheet lead to."""
    page = _page(path, sheet)
    return {str(one.get("ref")): str(one.get("location")) for one in page.iter(f"{_MAIN}hyperlink")}


def frozen(path: Path) -> list[int]:
    """How many lines of each sheet stay in sight."""
    panes = [_page(path, n + 1).find(f".//{_MAIN}pane") for n in range(len(sheets(path)))]
    return [0 if pane is None else int(str(pane.get("ySplit"))) for pane in panes]


def _page(path: Path, sheet: int) -> ElementTree.Element:
    with ZipFile(path) as parts:
        return ElementTree.fromstring(parts.read(f"xl/worksheets/sheet{sheet}.xml"))


def _value(cell: ElementTree.Element) -> Any:
    if cell.get("t") == "inlineStr":
        return _KEPT.sub(lambda kept: kept[1], "".join(cell.itertext()))
    found = cell.findtext(f"{_MAIN}v")
    if found is None:
        return ""
    if cell.get("t") == "b":
        return found == "1"
    return float(found) if "." in found else int(found)
