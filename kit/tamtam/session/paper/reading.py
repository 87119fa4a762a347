"""Reading a table as it comes out of a spreadsheet, or as it is typed: one line an answerer.

Cells are parted by tabs, semicolons or commas, or by what Excel says in a first line `sep=;`; a comma
inside a number is a decimal comma. A blank cell is an answer that is missing. A first line may name the
columns, in any order; without it they stand in the order in which the activity asks.
"""

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from tamtam.kinds.parts.columns import Column, columns, headed
from tamtam.kinds.parts.tally import Slot
from tamtam.language import tables, texts
from tamtam.language.errors import TamtamError
from tamtam.language.graphemes import shortened
from tamtam.session.activity import ActivityState
from tamtam.session.paper.understood import PaperMistake, PaperReading
from tamtam.session.rules.paper import LONGEST_SHEET

#: What stands in a cell that was left blank on purpose.
_BLANK = ("", "-", "–", "—")
#: What programs write where nothing was given (R, pandas, SPSS, Excel), unless it is an answer here.
_NOT_GIVEN = ("na", "n/a", "#n/a", "#n/d", "#nv", "nan", "null", "none", "nil", "nd", ".")
#: A number, or a sign for none: lines of nothing else may be parted by spaces.
_NUMBER = re.compile(r"[-+\u2212]?\d*[-–—]?")
_LINE_END = re.compile(r"\r\n|\r|\n")
#: The longest that a cell is quoted (characters).
_QUOTED = 40
#: How many lines a title above the heading may have.
_TITLE_LINES = 4

#: A line of a table: its number, its cells.
Line = tuple[int, list[str]]


def read(asked: ActivityState, table: str) -> PaperReading:
    """A table of answers to an activity, as far as it is understood; nothing of it is taken.

    What parts its cells is tried where the likeliest leaves something in the way.
    """
    known = columns(asked.kind, asked.activity, asked.takes)
    table, said = tables.without_said(table)
    likeliest = _separator(table, known)
    tried = (said,) if said else dict.fromkeys((likeliest, *tables.SEPARATORS, ""))
    readings = [_read(asked, known, table, separator) for separator in tried]
    if readings[0].is_ready:
        return readings[0]
    others = [reading for reading in readings[1:] if reading.is_ready and _is_headed(reading)]
    return max(others, key=_answers, default=readings[0])


def _is_headed(reading: PaperReading) -> bool:
    """Whether a first line that was taken for a heading names a column; else it may be answers."""
    cells = reading.named.split(" · ")
    return not reading.named or any(headed(reading.columns, cell) for cell in cells)


def _answers(reading: PaperReading) -> int:
    return sum(len(row) for row in reading.rows)


def _read(
    asked: ActivityState, known: tuple[Column, ...], table: str, separator: str
) -> PaperReading:
    """The table as it is understood with its cells parted so."""
    lines = list(_lines(table, separator))
    bare = PaperReading(asked.activity, known)
    if not lines:
        return bare
    lines = lines[_heading_at(known, lines) :]
    order, named = _order(known, lines[0][1])
    reading = _Reading(asked, order)
    reading.head(named, lines[0])
    for number, cells in lines[1:] if named else lines:
        reading.line(number, cells)
    mistakes = tuple(reading.mistakes)
    if len(reading.rows) > LONGEST_SHEET:
        mistakes = (PaperMistake("too_long", values={"most": LONGEST_SHEET}), *mistakes)
    return replace(
        bare,
        rows=tuple(reading.rows),
        people=len(reading.rows),
        named=" · ".join(cell for cell in lines[0][1] if cell) if named else "",
        blank=reading.blank,
        left_out=reading.left_out,
        unasked=tuple(column for column in known if column not in order) if named else (),
        mistakes=mistakes,
    )


def _lines(table: str, separator: str) -> Iterator[Line]:
    """The lines that hold something, numbered as they stand, their cells without outer spaces."""
    if separator in ("", " "):
        for number, line in enumerate(_LINE_END.split(table), start=1):
            if line.strip():
                yield number, line.split() if separator else [line.strip().strip('"')]
        return
    with suppress(csv.Error):  # then what was read of it so far says where it can't be understood
        for number, row in tables.rows(table, separator):
            cells = [" ".join(cell.split()) for cell in row]
            if any(cells):
                yield number, cells


def _separator(table: str, known: tuple[Column, ...]) -> str:
    """What likeliest parts the cells; nothing where each line is one, as a comma in it is part of it."""
    found = tables.separator(table)
    if found and (found in "\t;" or len(known) > 1):
        return found
    for separator in "\t;":
        if separator in table:
            return separator
    if len(known) == 1:
        return ""
    if "," in table:
        return ","
    return " " if all(_NUMBER.fullmatch(word) for word in table.split()) else ""


def _heading_at(known: tuple[Column, ...], lines: list[Line]) -> int:
    """Where the line that names every column stands: a spreadsheet may have a title above it."""
    for at, (_, cells) in enumerate(lines[: _TITLE_LINES + 1]):
        names = [headed(known, cell) for cell in cells]
        if all(column in names for column in known):
            return at
        if _is_answers(known, cells):
            break
    return 0


def _order(known: tuple[Column, ...], first: list[str]) -> tuple[tuple[Column | None, ...], bool]:
    """The column that each cell of a line belongs to, and whether the first line is a heading.

    It is one where it names a column, or where nothing in it can be an answer.
    """
    named = [headed(known, cell) for cell in first]
    if any(named) and not _is_answers(known, first):
        return tuple(named), True
    answers = [
        cell
        for cell, column in zip(first, known, strict=False)
        if cell.casefold() in _NOT_GIVEN or _is_value(column, cell)
    ]
    return known, not answers


def _is_answers(known: tuple[Column, ...], cells: list[str]) -> bool:
    pairs = [pair for pair in zip(known, cells, strict=False) if pair[1] not in _BLANK]
    return bool(pairs) and all(_is_value(column, cell) for column, cell in pairs)


def _is_value(column: Column, cell: str) -> bool:
    try:
        column.read(cell)
    except ValueError:
        return False
    return True


@dataclass(slots=True)
class _Reading:
    """Lines being read into rows; `order` is the column that each cell belongs to, None for none."""

    asked: ActivityState
    order: tuple[Column | None, ...]
    rows: list[dict[Slot, Any]] = field(default_factory=list)
    mistakes: list[PaperMistake] = field(default_factory=list)
    left_out: tuple[str, ...] = ()
    blank: int = 0

    def head(self, named: bool, first: Line) -> None:
        """Note what a heading leaves out, and what it names twice."""
        number, cells = first
        if not named or not any(column is None for column in self.order):
            self.left_out = ()
        else:
            pairs = zip(cells, self.order, strict=True)
            self.left_out = tuple(cell for cell, column in pairs if column is None and cell)
        if not named:
            return
        seen: list[Column] = []
        for place, column in enumerate(self.order, start=1):
            if column is not None and column in seen:
                self.mistakes.append(PaperMistake("twice", number, place, {"name": column.name}))
            elif column is not None:
                seen.append(column)

    def line(self, number: int, cells: list[str]) -> None:
        """Read one line; one with nothing but blanks is nobody."""
        if extra := [cell for cell in cells[len(self.order) :] if cell]:
            values = {"n": len(cells), "of": len(self.order), "cell": shortened(extra[0], _QUOTED)}
            self.mistakes.append(PaperMistake("too_many", number, values=values))
            return
        padded = [*cells, *[""] * (len(self.order) - len(cells))]
        found: dict[Slot, dict[str, Any]] = {}
        understood = True
        for place, (column, cell) in enumerate(zip(self.order, padded, strict=False), start=1):
            if column is None:
                continue
            if cell in _BLANK:
                self.blank += 1
                continue
            try:
                value = column.read(cell)
            except ValueError:
                if cell.casefold() in _NOT_GIVEN:
                    self.blank += 1
                    continue
                understood = False
                self._unreadable(number, place, column, cell)
            else:
                found.setdefault(column.slot, {})[column.part] = value
        if understood and found:
            self._take(number, found)

    def _unreadable(self, number: int, place: int, column: Column, cell: str) -> None:
        values = {
            "cell": shortened(cell, _QUOTED),
            "name": column.name,
            "allowed": _allowed(column),
        }
        key = "not_allowed" if column.values else "not_a_number"
        self.mistakes.append(PaperMistake(key, number, place, values))

    def _take(self, number: int, found: dict[Slot, dict[str, Any]]) -> None:
        """Put the parts of each answer together, as the kind takes them."""
        kind, activity = self.asked.kind, self.asked.activity
        row: dict[Slot, Any] = {}
        for slot, parts in found.items():
            value = parts[""] if "" in parts else kind.assembled(activity, parts)
            try:
                row[slot] = kind.validate(activity, slot, value)
            except TamtamError as error:
                self.mistakes.append(PaperMistake("refused", number, values={"why": _why(error)}))
        self.rows.append(row)


def _allowed(column: Column) -> dict[str, str]:
    return {language: column.allowed(language) for language in column.name} if column.values else {}


def _why(error: TamtamError) -> dict[str, str]:
    return {
        language: f"{error.message(language)} {error.hint(language)}"
        for language in texts.LANGUAGES
    }
