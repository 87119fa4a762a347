"""A sheet of answers on paper, as a facilitator enters it: read first, then taken, or taken back."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.language.typed import as_html
from tamtam.session import commands as c
from tamtam.session import paper
from tamtam.session.activity import ActivityState
from tamtam.session.paper import PaperReading, sheet
from tamtam.session.rules.paper import takes_paper

#: A table as text, a file's path, a data frame or a list of rows; or counts: {item: {value: how many}}.
Table = str | Path | Sequence[Any] | Mapping[str, Mapping[Any, int]] | Any


class PaperEntry:
    """One sheet. Shown, it says what was understood of it; nothing counts before `take`."""

    def __init__(
        self, understood: PaperReading, run: Callable[[c.Command], object], language: str
    ) -> None:
        self.understood = understood
        self.sheet = f"paper-{secrets.token_hex(4)}"
        self._run = run
        self._language = language

    def take(self) -> None:
        """Let it count. Raises TamtamError where something in it was not understood."""
        if not self.understood.is_ready:
            raise TamtamError("paper_not_ready", why=self._told())
        found = self.understood
        self._run(c.Enter(found.activity.id, self.sheet, found.entries(), found.counts))

    def take_back(self) -> None:
        """Let it count no more, and erase it; what was revealed with it stays as it was shown."""
        self._run(c.TakeBack(self.understood.activity.id, self.sheet))

    def _told(self) -> str:
        return " ".join(self.understood.told(self._language))

    def __repr__(self) -> str:
        return "\n".join(self.understood.told(self._language))

    def _repr_html_(self) -> str:
        return "".join(f"<p>{as_html(line)}</p>" for line in self.understood.told(self._language))


def understood(asked: ActivityState, table: Table) -> PaperReading:
    """What a table, or counts, say of an activity.

    Raises TamtamError where paper can't do, and for what is no table.
    """
    takes_paper(asked)
    if isinstance(table, Mapping):
        return paper.counted(asked, table)
    return paper.read(asked, sheet.as_text(table))


def guide(asked: ActivityState, language: str) -> str:
    """How to enter answers on paper from a script. Raises TamtamError where paper can't do."""
    takes_paper(asked)
    names = " · ".join(
        column.name[language] for column in paper.columns(asked.kind, asked.activity, asked.takes)
    )
    return texts.text(language, "paper.in_a_script", activity=asked.activity.id, columns=names)
