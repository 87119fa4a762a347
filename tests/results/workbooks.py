"""Reading a workbook back with nothing of ours: tests compare what stands in its sheets."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

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
        name: [[_value(cell) for cell in row] for row in page.iter(f"{_MAIN}row")]
        for name, page in zip(names, pages, strict=True)
    }


def _value(cell: ElementTree.Element) -> Any:
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext())
    found = cell.findtext(f"{_MAIN}v")
    if found is None:
        return ""
    if cell.get("t") == "b":
        return found == "1"
    return float(found) if "." in found else int(found)
