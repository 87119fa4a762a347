"""Office Open XML workbook (.xlsx, ECMA-376): tables that a spreadsheet opens right in any language.

A CSV looks different to Excel in each country (`;` or `,`, decimal comma or point); a workbook says what
is text and what is a number. Text is never a formula here, whatever it begins with. The same tables give
the same bytes.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: A workbook's own limits: characters in a cell, rows in a sheet.
LONGEST_CELL, MOST_ROWS = 32_767, 1_048_576
#: What XML 1.0 can't hold.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

#: A sheet: its columns' names, its rows.
Sheet = tuple[Sequence[str], Sequence[Sequence[Any]]]


def write(path: Path, sheets: Mapping[str, Sheet]) -> None:
    """Write `sheets`, by the names of their tabs, as one workbook."""
    numbers = range(1, len(sheets) + 1)
    with ZipFile(path, "w") as out:
        _add(out, "[Content_Types].xml", _content_types(numbers))
        _add(out, "_rels/.rels", _relations({1: ("officeDocument", "xl/workbook.xml")}))
        _add(out, "xl/workbook.xml", _workbook(sheets))
        pages = {n: ("worksheet", f"worksheets/sheet{n}.xml") for n in numbers}
        _add(out, "xl/_rels/workbook.xml.rels", _relations(pages))
        for number, (columns, rows) in zip(numbers, sheets.values(), strict=True):
            _add(out, f"xl/worksheets/sheet{number}.xml", _sheet(columns, rows))


def _add(out: ZipFile, name: str, text: str) -> None:
    entry = ZipInfo(name)  # its date is fixed, so that the same tables give the same bytes
    entry.compress_type = ZIP_DEFLATED
    out.writestr(entry, _HEAD + text)


def _content_types(numbers: Iterable[int]) -> str:
    pages = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{pages}</Types>'
    )


def _relations(targets: Mapping[int, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="r{n}" Type="{_DOCUMENT}/{kind}" Target="{target}"/>'
        for n, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _workbook(names: Iterable[str]) -> str:
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>'
        for n, name in enumerate(names, start=1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{listed}</sheets></workbook>'


def _sheet(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A sheet whose first line, the columns' names, stays in sight."""
    lines = "".join(
        f"<row>{''.join(map(_cell, row))}</row>" for row in (columns, *rows[: MOST_ROWS - 1])
    )
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView>'
        f"</sheetViews><sheetData>{lines}</sheetData></worksheet>"
    )


def _cell(value: Any) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{value:d}</v></c>'
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    text = escape(_FORBIDDEN.sub("", str(value))[:LONGEST_CELL])
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
