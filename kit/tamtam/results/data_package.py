"""Data Package descriptor (version 1): what each table of the results holds, for programs that read tables.

Types, labels and missing codes of every column; of each question its wording, kind, options (with units
and ends of a scale), how many answered, and what items, moments and values mean, as in codebook.csv.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from tamtam import kinds
from tamtam.kinds.parts import classes, scale
from tamtam.language import spoken, texts
from tamtam.results.folder import Folder
from tamtam.results.kind_tables import FIRST, KindTable
from tamtam.results.revealed import RevealedStep
from tamtam.session.state import State

FILE = "datapackage.json"
#: Columns that hold no text.
_TYPES = {
    **dict.fromkeys(("turn", "count", "n", "seconds"), "integer"),
    "check_on": "date",
}
#: What always holds in a column.
_LEAST: dict[str, dict[str, Any]] = {
    "session": {"required": True},
    "turn": {"required": True, "minimum": 1},
    **{name: {"required": True, "minimum": 0} for name in ("count", "n", "seconds")},
}
#: By which columns the rows of a table are told apart.
_KEYS = {"counts": ["session", "activity", "turn", "item", "phase", "answer"]}
#: Columns of one table that hold something else there.
_TYPES_IN = {("feedback", "value"): "integer"}


def descriptor(
    state: State,
    shown: Sequence[RevealedStep],
    out: Folder,
    language: str,
    own: Sequence[KindTable] = (),
) -> dict[str, Any]:
    """The descriptor of the tables written into a folder; `own` are those of kinds."""
    of_kind = {one.name: one for one in own}
    return {
        "profile": "tabular-data-package",
        "name": f"tamtam-{state.code.lower()}",
        "title": texts.pick(state.deck.title, language),
        "created": texts.instant(state.opened_at),
        "resources": [_resource(name, out, of_kind.get(name), language) for name in out.tables],
        "questions": [_question(one, language) for one in shown],
    }


def _question(one: RevealedStep, language: str) -> dict[str, Any]:
    """What was asked, and what the names in the counts mean; of what wasn't drawn its wording alone."""
    activity, standing = one.activity, one.standing
    asked = {
        "activity": activity.id,
        "turn": standing.turn,
        "title": one.name(language),
        "question": texts.pick(activity.question, language),
        "kind": standing.kind,
        "shown": one.show,
    }
    if not one.whole:
        return asked
    kind = kinds.get(standing.kind)
    told = [found for item in standing.items for found in item.distributions]
    values = dict.fromkeys(value for found in told for value in classes.named(found))
    labels = {value: kind.value_name(activity, value, language) for value in values}
    return asked | {
        "n": standing.n,
        "options": activity.options,
        "items": {
            item.item: scale.name_of(activity, item.item, language) for item in standing.items
        },
        "phases": {
            found.phase: kind.aspect_name(activity, found.phase, language) for found in told
        },
        "values": {value: label for value, label in labels.items() if label},
    }


def _title(column: str, language: str) -> str:
    """What a column is called; one of words in a language by that language's own name."""
    if column in texts.LANGUAGES:
        return spoken.name(column)
    return texts.text(language, f"export.fields.{column}")


def _resource(name: str, out: Folder, own: KindTable | None, language: str) -> dict[str, Any]:
    columns = out.tables[name] if own is None else FIRST
    fields = [_field(name, column, language) for column in columns]
    title = texts.text(language, f"export.tables.{name if own is None else 'kind'}", **_steps(own))
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": out.path_of(name),
        "title": title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": out.part, "lineTerminator": "\r\n", "header": True},
        "schema": {"fields": [*fields, *_of_kind(own, out)], "missingValues": [""]}
        | ({"primaryKey": _KEYS[name]} if name in _KEYS else {}),
    }


def _field(table: str, column: str, language: str) -> dict[str, Any]:
    return {
        "name": column,
        "type": _TYPES_IN.get((table, column), _TYPES.get(column, "string")),
        "title": _title(column, language),
        **({"constraints": _LEAST[column]} if column in _LEAST else {}),
    }


def _of_kind(own: KindTable | None, out: Folder) -> Iterator[dict[str, Any]]:
    """The columns that only a kind has; numbers as they are written there."""
    if own is None:
        return
    for column, title in own.titles.items():
        sort = own.type_of(column)
        mark = {"decimalChar": out.decimal} if sort == "number" else {}
        yield {"name": column, "type": sort, "title": title, **mark}


def _steps(own: KindTable | None) -> dict[str, str]:
    return {"steps": own.steps} if own else {}
