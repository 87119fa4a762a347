"""One row a person, for whoever analyses a session: a wide table, its codebook, and labels for R and SPSS.

For the session's owner only: it joins what one person answered.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tamtam.deck.deck import Activity
from tamtam.kinds.parts import scale
from tamtam.language import texts
from tamtam.results import research
from tamtam.results.answers import TidyAnswer
from tamtam.results.folder import Folder
from tamtam.session.log import Log

NAME = "people"
#: So many characters of a name SPSS takes.
_LONGEST = 64
#: Columns before the answers.
FIRST = ("session", "participant", "by_hand")
CODEBOOK = ("column", "activity", "turn", "item", "phase", "question", "label", "values")


@dataclass(frozen=True, slots=True)
class PeopleColumn:
    """A column: what was asked, when, of what; `values` are the names of its values, where they have some."""

    name: str
    activity: Activity
    turn: int
    item: str
    phase: str
    label: str
    values: dict[str, str]

    @property
    def question(self) -> str:
        """What was asked."""
        return self.label.partition(" · ")[0]


def write(log: Log, answers: Sequence[TidyAnswer], out: Folder, language: str) -> None:
    """Write people.csv, its codebook as a table and to be read, and its labels for R and SPSS."""
    columns = list(_columns(log, answers, language))
    names = (*FIRST, *(one.name for one in columns))
    rows = list(_rows(log, answers, columns))
    out.table(f"{NAME}.csv", names, rows)
    research.write_people(NAME, list(_typed(columns, names, rows)), out)
    out.table(f"{NAME}_codebook.csv", CODEBOOK, map(_told, columns))
    out.text(f"{NAME}_codebook.md", _markdown(columns))
    out.text(f"{NAME}.R", _r(columns, out.part))
    out.text(f"{NAME}.sps", _spss(columns, out.part))


def _typed(
    columns: Sequence[PeopleColumn], names: Sequence[str], rows: Sequence[Sequence[Any]]
) -> Iterator[research.TypedColumn]:
    """The columns of the table with their labels; what nobody answered is missing."""
    of_name = {one.name: one for one in columns}
    for at, name in enumerate(names):
        cells = [None if row[at] == "" else row[at] for row in rows]
        one = of_name.get(name)
        yield research.TypedColumn(
            name, cells, one.label if one else "", one.values if one else None
        )


def _name(answer: TidyAnswer) -> str:
    return _named(answer.activity, answer.item, answer.phase, answer.turn)


@cache
def _named(activity: str, item: str, phase: str, turn: int) -> str:
    """A column's name, as R and SPSS take one."""
    parts = [activity, item, phase, *([f"t{turn}"] * (turn > 1))]
    name = re.sub(r"\W", "_", "_".join(parts), flags=re.ASCII)
    name = name if name[:1].isalpha() else f"v_{name}"
    if len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST - 9]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def _columns(log: Log, answers: Sequence[TidyAnswer], language: str) -> Iterator[PeopleColumn]:
    """In the deck's order: activity, turn, item, phase."""
    state = log.state
    order = {id: at for at, id in enumerate(dict(state.receivers()))}
    found: dict[str, list[TidyAnswer]] = {}
    for answer in sorted(answers, key=lambda one: (order.get(one.activity, 0), one.turn)):
        found.setdefault(_name(answer), []).append(answer)
    for name, given in found.items():
        first = given[0]
        receiver = state.receiver(first.activity)
        activity, kind = receiver.activity, receiver.kind
        seen = sorted({str(one.value) for one in given if not isinstance(one.value, dict | list)})
        named = {value: kind.value_name(activity, value, language) for value in seen}
        item = scale.name_of(activity, first.item, language) if activity.item(first.item) else ""
        label = " · ".join(
            filter(
                None,
                (
                    texts.pick(activity.question, language),
                    item or first.item,
                    kind.aspect_name(activity, first.phase, language),
                ),
            )
        )
        values = {value: told for value, told in named.items() if told}
        yield PeopleColumn(name, activity, first.turn, first.item, first.phase, label, values)


def _rows(
    log: Log, answers: Sequence[TidyAnswer], columns: Sequence[PeopleColumn]
) -> Iterator[tuple[Any, ...]]:
    people: dict[tuple[str, bool], dict[str, Any]] = {}
    for one in answers:
        value = one.value
        if isinstance(value, dict | list):
            value = json.dumps(value, ensure_ascii=False, sort_keys=True)
        people.setdefault((one.participant, one.by_hand), {})[_name(one)] = value
    for (person, by_hand), own in people.items():
        yield (log.code, person, by_hand, *(own.get(column.name, "") for column in columns))


def _told(one: PeopleColumn) -> tuple[Any, ...]:
    values = "; ".join(f"{value} = {told}" for value, told in one.values.items())
    place = (one.name, one.activity.id, one.turn, one.item, one.phase)
    return (*place, one.question, one.label, values)


def _markdown(columns: Sequence[PeopleColumn]) -> Iterator[str]:
    yield "| column | label | values |\n|---|---|---|\n"
    for one in columns:
        values = "; ".join(f"{value} = {told}" for value, told in one.values.items())
        cells = (f"`{one.name}`", one.label, values)
        yield f"| {' | '.join(cell.replace('|', '¦').replace(chr(10), ' ') for cell in cells)} |\n"


def _r(columns: Sequence[PeopleColumn], part: str) -> Iterator[str]:
    """An R script that reads the table, with the label of each column and the names of its values."""
    decimal = "," if part == ";" else "."
    yield f'people <- read.table("{NAME}.csv", header = TRUE, sep = "{part}", dec = "{decimal}",\n'
    yield '                     quote = "\\"", fileEncoding = "UTF-8-BOM", na.strings = "",\n'
    yield '                     comment.char = "", check.names = FALSE)\n'
    for one in columns:
        cell = f"people[[{json.dumps(one.name)}]]"
        if one.values and all(re.fullmatch(r"-?\d+", value) for value in one.values):
            levels = ", ".join(one.values)
            labels = ", ".join(json.dumps(told, ensure_ascii=False) for told in one.values.values())
            yield f'attr({cell}, "labels") <- setNames(c({levels}), c({labels}))\n'
        yield f'attr({cell}, "label") <- {json.dumps(one.label, ensure_ascii=False)}\n'


def _spss(columns: Sequence[PeopleColumn], part: str) -> Iterator[str]:
    """SPSS syntax with the same labels, for the table once it is read."""
    yield f"* Read {NAME}.csv first (File > Import data > CSV, parted by {part}), then run this.\n"
    for one in columns:
        yield f"VARIABLE LABELS {one.name} {_quoted(one.label)}.\n"
        if one.values and all(re.fullmatch(r"-?\d+", value) for value in one.values):
            named = " ".join(f"{value} {_quoted(told)}" for value, told in one.values.items())
            yield f"VALUE LABELS {one.name} {named}.\n"


def _quoted(text: str) -> str:
    told = text.replace('"', "'").replace(chr(10), " ")
    return f'"{told[:250]}"'
