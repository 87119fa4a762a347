"""Data Package descriptor (version 1): what each table of the results holds, for programs that read tables.

Types, labels and missing codes of every column; what a value of a question means stands in codebook.csv.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tamtam.language import spoken, texts
from tamtam.session.state import State

FILE = "datapackage.json"
#: Columns that hold no text.
_TYPES = {
    **dict.fromkeys(("turn", "count", "n", "seconds"), "integer"),
    "check_on": "date",
}
#: Columns of one table that hold something else there.
_TYPES_IN = {("feedback", "value"): "integer"}


def descriptor(
    state: State, tables: Mapping[str, Sequence[str]], language: str, part: str
) -> dict[str, Any]:
    """The descriptor of `tables`, columns by the name of each; cells are parted by `part`."""
    return {
        "profile": "tabular-data-package",
        "name": f"tamtam-{state.code.lower()}",
        "title": texts.pick(state.deck.title, language),
        "created": texts.instant(state.opened_at),
        "resources": [_resource(name, columns, language, part) for name, columns in tables.items()],
    }


def _title(column: str, language: str) -> str:
    """What a column is called; one of words in a language by that language's own name."""
    if column in texts.LANGUAGES:
        return spoken.name(column)
    return texts.text(language, f"export.fields.{column}")


def _resource(name: str, columns: Sequence[str], language: str, part: str) -> dict[str, Any]:
    fields = [
        {
            "name": column,
            "type": _TYPES_IN.get((name, column), _TYPES.get(column, "string")),
            "title": _title(column, language),
        }
        for column in columns
    ]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "title": texts.text(language, f"export.tables.{name}"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": part, "lineTerminator": "\r\n", "header": True},
        "schema": {"fields": fields, "missingValues": [""]},
    }
