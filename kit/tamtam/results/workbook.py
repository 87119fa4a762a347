"""Office Open XML workbook (.xlsx, ECMA-376): tables that a spreadsheet opens right in any language.

A CSV looks different to Excel in each country (`;` or `,`, decimal comma or point); a workbook says what
is text and what is a number. Text is never a formula here, whatever it begins with. The same tables give
the same bytes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import islice
from math import ceil, isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tamtam.language.graphemes import columns as columns_of
from tamtam.results.office import timeless

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: A workbook's own limits: characters in a cell, rows in a sheet, characters (UTF-16) in the name of a tab.
LONGEST_CELL, MOST_ROWS, LONGEST_NAME = 32_767, 1_048_576, 31
#: What XML 1.0 can't hold, and what no tab may have in its name.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]+")
#: A name that Excel keeps for itself.
_RESERVED = "history"
#: How narrow and how wide a column is (characters), and of how many rows its width is found.
_NARROW, _WIDE, _LOOKED_AT = 9, 60, 500
#: How high a line is (pt), how many of them at most; how wide letters are for digits, and those of a head.
_LINE, _HIGHEST, _LETTER, _BOLD = 13.5, 30, 0.85, 1.3
#: From how many characters on a text is wrapped, wherever it stands.
_LONG = 40
#: The looks of cells: how each differs from the plain one.
_RIGHT: dict[str, Any] = {"align": "right", "indent": 1}
_HEAD: dict[str, Any] = {
    "bold": True,
    "bg_color": "#F1ECE2",
    "bottom": 1,
    "bottom_color": "#8A8578",
}
_LOOKS: dict[str, dict[str, Any]] = {
    "plain": {},
    "wrapped": {"text_wrap": True},
    "title": {"bold": True, "font_size": 14},
    "remark": {"font_color": "#5B6270"},
    "link": {"text_wrap": True, "underline": 1, "font_color": "#2B4C9B"},
    "number": _RIGHT,
    "decimal": _RIGHT | {"num_format": "0.00"},
    "day": {"num_format": 14, "align": "left"},  # as each country writes it
    "head": _HEAD | {"text_wrap": True},
    "head_of_numbers": _HEAD | _RIGHT | {"text_wrap": True},
}
_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top"}


class SheetLink(NamedTuple):
    """A cell that leads to another sheet of the workbook, by the name of its tab."""

    text: str
    to: str


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """A table with its columns' names; `above` are lines over them, a title first. They stay in sight."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    above: tuple[str, ...] = ()

    @property
    def head(self) -> int:
        """How many lines stand over the rows."""
        return len(self.above) + bool(self.columns)


def tab_name(words: str, taken: Iterable[str] = ()) -> str:
    """A name for a tab that Excel takes, none of `taken`: 31 characters at most, without []:*?/\\.

    >>> tab_name("2C Who decides?"), tab_name("Who decides?", ["Who decides"])
    ('2C Who decides', 'Who decides (2)')
    """
    plain = " ".join(_NOT_IN_A_NAME.sub(" ", _FORBIDDEN.sub("", words)).split())
    used = {name.casefold() for name in taken} | {_RESERVED}
    for number in range(1, MOST_ROWS):
        end = f" ({number})" if number > 1 else ""
        name = _cut(plain.strip("' "), LONGEST_NAME - len(end)).strip("' ") + end
        name = name.strip() or "-"
        if name.casefold() not in used:
            return name
    raise ValueError(words)


def _cut(words: str, longest: int) -> str:
    """The first words, as Excel counts characters: one beyond the first 65,536 is two.

    A word is cut only where more than half of what there is room for would go with it.
    """
    kept = words
    while len(kept.encode("utf-16-le")) > 2 * longest:
        kept = kept[:-1]
    whole = kept if kept == words or words[len(kept)] == " " else kept.rpartition(" ")[0]
    return whole if len(whole) > longest // 2 else kept


def write(path: Path, sheets: Mapping[str, WorkbookSheet]) -> None:
    """Write `sheets`, by the names of their tabs, as one workbook."""
    from xlsxwriter import Workbook

    out = BytesIO()
    with Workbook(out, {"constant_memory": True, "default_format_properties": _FONT}) as book:
        looks = {name: book.add_format(_FONT | look) for name, look in _LOOKS.items()}
        for name, sheet in sheets.items():
            _Page(book.add_worksheet(name), looks).write(sheet)
    path.write_bytes(timeless(out.getvalue()))


class _Page:
    """A sheet being written, line by line from its top."""

    def __init__(self, page: "Worksheet", looks: Mapping[str, "Format"]) -> None:
        self._page = page
        self._looks = looks
        self._next = 0

    def write(self, sheet: WorkbookSheet) -> None:
        """Write all of it; its first lines stay in sight and stand on every printed page."""
        widths = _widths(sheet)
        for at, width in enumerate(widths):
            self._page.set_column(at, at, width)
        if sheet.head:
            self._page.freeze_panes(sheet.head, 0)
            self._page.repeat_rows(0, sheet.head - 1)
        self._page.set_landscape()
        self._page.set_paper(9)
        self._page.fit_to_pages(1, 0)
        for at, line in enumerate(sheet.above):
            self._row([line], [], ["remark" if at else "title"])
        if sheet.columns:
            heads = ["head_of_numbers" if numeric else "head" for numeric in _numeric(sheet)]
            self._row(sheet.columns, widths, heads)
        for row in islice(sheet.rows, MOST_ROWS - sheet.head):
            self._row(row, widths)

    def _row(self, cells: Sequence[Any], widths: Sequence[int], looks: Sequence[str] = ()) -> None:
        """A row, as high as what is wrapped in it: not every spreadsheet finds that itself."""
        high = _high(cells, widths, _BOLD if looks else _LETTER)
        if high > 1 or "title" in looks:
            self._page.set_row(self._next, max(high, 1.5) * _LINE)
        for across, cell in enumerate(cells):
            if isinstance(cell, str):
                self._text(across, cell, looks[across] if looks else "")
            elif cell is not None:
                self._value(across, cell)
        self._next += 1

    def _text(self, across: int, words: str, look: str) -> None:
        words = _FORBIDDEN.sub("", words)[:LONGEST_CELL]
        if words:
            named = look or ("wrapped" if len(words) > _LONG or "\n" in words else "plain")
            self._page.write_string(self._next, across, words, self._looks[named])

    def _value(self, across: int, value: Any) -> None:
        place = (self._next, across)
        if isinstance(value, SheetLink):
            to = f"internal:{_quoted(value.to)}!A1"
            self._page.write_url(*place, to, self._looks["link"], value.text)
        elif isinstance(value, date):
            self._page.write_datetime(*place, value, self._looks["day"])
        elif isinstance(value, bool):
            self._page.write_boolean(*place, value, self._looks["plain"])
        elif isfinite(value):
            look = "number" if value == int(value) else "decimal"
            self._page.write_number(*place, value, self._looks[look])


def _high(cells: Sequence[Any], widths: Sequence[int], letter: float) -> int:
    """How many lines the cells of a row take in columns that are so many digits wide."""
    high = 1
    for cell, width in zip(cells, widths, strict=False):
        words = cell if isinstance(cell, str) else cell.text if isinstance(cell, SheetLink) else ""
        if len(words) + 2 > width or "\n" in words:
            lines = (ceil(columns_of(line) * letter / width) or 1 for line in words.split("\n"))
            high = max(high, min(_HIGHEST, sum(lines)))
    return high


def _numeric(sheet: WorkbookSheet) -> Iterator[bool]:
    """Of each column whether it holds numbers."""
    for across in range(len(sheet.columns)):
        held = (row[across] for row in islice(sheet.rows, _LOOKED_AT))
        first = next((cell for cell in held if cell not in (None, "")), None)
        yield isinstance(first, int | float)


def _widths(sheet: WorkbookSheet) -> list[int]:
    """How wide each column is: as its longest line is, within limits; what is longer is wrapped."""
    seen = list(islice(sheet.rows, _LOOKED_AT))
    return [_width(name, [row[at] for row in seen]) for at, name in enumerate(sheet.columns)]


def _width(name: str, cells: Sequence[Any]) -> int:
    lines = (line for cell in cells for line in _words(cell).splitlines())
    longest = max(map(columns_of, lines), default=0)
    head = min(ceil(columns_of(name) * _BOLD), 2 * _NARROW)
    return min(max(longest, head, _NARROW) + 2, _WIDE)


def _words(cell: Any) -> str:
    if isinstance(cell, SheetLink):
        return cell.text
    return "" if cell is None else f"{cell:.2f}" if isinstance(cell, float) else str(cell)


def _quoted(name: str) -> str:
    """The name of a tab as it stands in a reference."""
    return "'" + name.replace("'", "''") + "'"
