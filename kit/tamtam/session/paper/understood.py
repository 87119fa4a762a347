"""What was understood of a table, in words, before anything of it is taken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tamtam.deck.deck import Activity
from tamtam.kinds.parts.columns import Column
from tamtam.kinds.parts.tally import Slot
from tamtam.language import texts


@dataclass(frozen=True, slots=True)
class PaperMistake:
    """Something that can't be taken, where it stands: lines and columns count from 1, 0 is none.

    `key` and `values` are its words; `values` may be texts of a deck, one per language.
    """

    key: str
    line: int = 0
    column: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)

    def told(self, language: str) -> str:
        """Where it stands and what to do, in one language."""
        said = {
            name: texts.pick(value, language) if isinstance(value, dict) else value
            for name, value in self.values.items()
        }
        place = {(False, False): "", (True, False): "line", (True, True): "cell"}
        where = place.get((bool(self.line), bool(self.column)), "column")
        words = texts.text(language, f"paper.mistakes.{self.key}", **said)
        if not where:
            return words
        at = {"line": self.line, "column": self.column}
        return texts.text(language, f"paper.at.{where}", words=words, **at)


@dataclass(frozen=True, slots=True)
class PaperReading:
    """A table as it was understood: each of `rows` one answerer's answers by slot.

    With `counts` only counts per value were known, and each row is a single answer. `named` says that
    the first line named the columns, `blank` how many cells are, `left_out` which columns were, `unasked` the
    questions that the first line doesn't name.
    """

    activity: Activity
    columns: tuple[Column, ...]
    rows: tuple[dict[Slot, Any], ...] = ()
    people: int = 0
    counts: bool = False
    named: str = ""
    blank: int = 0
    left_out: tuple[str, ...] = ()
    unasked: tuple[Column, ...] = ()
    mistakes: tuple[PaperMistake, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether there is something to take, and nothing in the way."""
        return bool(self.rows) and not self.mistakes

    def entries(self) -> tuple[tuple[tuple[str, str, Any], ...], ...]:
        """The rows as a command takes them."""
        return tuple(
            tuple((item, phase, value) for (item, phase), value in row.items()) for row in self.rows
        )

    def told(self, language: str) -> tuple[str, ...]:
        """What was understood, line by line; where something is in the way, that and nothing else."""
        return tuple(self._mistaken(language) if self.mistakes else self._preview(language))

    def _mistaken(self, language: str, most: int = 8) -> Iterator[str]:
        yield from (mistake.told(language) for mistake in self.mistakes[:most])
        if (more := len(self.mistakes) - most) > 0:
            yield texts.text(language, "paper.more", n=more)
        yield texts.text(language, "paper.nothing_taken")

    def _preview(self, language: str) -> Iterator[str]:
        if not self.rows:
            yield texts.text(language, "paper.nothing")
            return
        answers = sum(len(row) for row in self.rows)
        said = {"answers": texts.text(language, "paper.answers", n=answers)}
        yield texts.text(language, "paper.people", n=self.people, **said)
        if self.named:
            yield texts.text(language, "paper.named", line=self.named)
        if self.left_out:
            yield texts.text(language, "paper.left_out", columns=", ".join(self.left_out))
        if self.unasked:
            names = ", ".join(column.name[language] for column in self.unasked)
            yield texts.text(language, "paper.unasked", columns=names)
        if self.blank:
            yield texts.text(language, "paper.blank", n=self.blank)
        yield texts.text(language, "paper.counts") if self.counts else self._first(language)

    def _first(self, language: str) -> str:
        """The first line as it was read: by it a shifted column is seen at once."""
        colon = texts.text(language, "standing.colon")
        row = self.rows[0]
        cells = (
            f"{column.name[language]}{colon}{_said(column, row[column.slot], language)}"
            for column in self.columns
            if column.slot in row
        )
        return texts.text(language, "paper.first", cells=" · ".join(cells))


def _said(column: Column, value: Any, language: str) -> str:
    """An answer, or a column's part of it, in words."""
    if isinstance(value, dict):
        value = value[column.part]
    elif isinstance(value, list):
        value = value.index(column.part) + 1
    is_number = isinstance(value, int)
    return str(texts.number(language, value)) if is_number else column.named(value, language)
