"""JSON Schema of a deck file (draft 2020-12), from its types: editors complete and check by it.

It knows shapes; whether ids exist and minutes fit is for `tamtam check` to say.
"""

import json
from typing import Any

import msgspec

from tamtam import kinds
from tamtam.authoring.deck_file import unfinished
from tamtam.deck.deck import Deck

#: What the schema is called beside a deck, and the line by which editors find it there.
FILE = "deck.schema.json"
#: How a kind of one's own is called: by its workshop or package, and its name.
OF_ONES_OWN = r"^\w+/\w+$"
LINE = f"# yaml-language-server: $schema={FILE}\n"
#: The same of the workshops that came with the product, which have one beside their folders.
LINE_SHIPPED = f"# yaml-language-server: $schema=../{FILE}\n"


def schema() -> dict[str, Any]:
    """The schema of a whole deck, with the options of each kind."""
    names = kinds.names()
    options = [kinds.get(name).Options for name in names]
    (whole, *each), parts = msgspec.json.schema_components(
        [Deck, *options], ref_template="#/$defs/{name}"
    )
    parts["Deck"]["properties"][unfinished.KEY] = {"type": "array", "items": {"type": "string"}}
    activity = parts["Activity"]
    activity["properties"]["kind"] = {"anyOf": [{"enum": list(names)}, {"pattern": OF_ONES_OWN}]}
    activity["allOf"] = [
        {
            "if": {"properties": {"kind": {"const": name}}},
            "then": {"properties": {"options": own}},
        }
        for name, own in zip(names, each, strict=True)
    ]
    del parts["Picture"]["properties"]["data"]  # what a file holds, written by nobody
    for part in parts.values():
        if "description" in part:
            part["description"] = " ".join(part["description"].split())
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **whole, "$defs": parts}


def text() -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
