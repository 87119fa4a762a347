"""The description of the wire (OpenAPI 3.1), made from the classes that read and write it."""

import re
from functools import cache
from importlib.metadata import version
from typing import Any

import msgspec

from tamtam.language import texts
from tamtam.server.routes.catalogue import JSON, ROUTES, ErrorView, Route

_REFS = "#/components/schemas/{name}"
_PARAMETERS = {
    "code": {
        "type": "string",
        "pattern": "^[A-Za-z0-9]{6}([A-Za-z0-9]{2})?$",
        "description": "The join code.",
    },
    "key": {
        "type": "string",
        "description": "The code, a dot, the secret of a link to the wall.",
    },
    "name": {
        "type": "string",
        "description": "What the state says; it is another of another picture.",
    },
    "kind": {"type": "string", "description": "A kind of activity, as in `activity.form`."},
    "language": {
        "type": "string",
        "description": f"A language: {', '.join(texts.LANGUAGES)}.",
    },
    "owner": {
        "type": "string",
        "description": "Whose kind of their own it is: a workshop's or a package's.",
    },
}
#: How whoever may ask says who they are.
_WHO = {
    "cookie": {
        "type": "apiKey",
        "in": "cookie",
        "name": "tamtam_{code}",
        "description": "Set by joining; one name per session.",
    },
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "In a file beside the store that only its user can read.",
    },
    "link": {
        "type": "http",
        "scheme": "bearer",
        "description": "The secret of a link, from its address behind the #.",
    },
}
_WORDS = {
    200: "Done.",
    201: "Made, and on disk.",
    401: "Who asks isn't known, or may not.",
    403: "Not open to whoever asks: the door is closed, or it is another site's page.",
    404: "There is no such session, activity or page.",
    409: "Too late, too early or twice.",
    413: "Larger than 64 kB.",
    415: "Not sent as JSON.",
    422: "Something in it isn't allowed; `field` says what.",
    429: "Too many, too fast; Retry-After says when to try again.",
    503: "Not now; Retry-After says when to try again.",
}


@cache
def document() -> dict[str, Any]:
    """The whole description, as JSON values."""
    types = _types()
    schemas, components = msgspec.json.schema_components(types, ref_template=_REFS)
    schema_of = dict(zip(map(str, types), schemas, strict=True))
    paths: dict[str, Any] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method] = _operation(route, schema_of)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tamtam",
            "version": version("tamtam"),
            "description": "What phones and the facilitator's notebook say to the session server. "
            "Nothing here shows a standing that was not revealed.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": _WHO,
        },
    }


def _types() -> list[Any]:
    found: dict[str, Any] = {str(ErrorView): ErrorView}
    for route in ROUTES:
        for sort in (route.body, *route.answers.values()):
            if sort is not None and not isinstance(sort, str):
                found[str(sort)] = sort
    return list(found.values())


def _operation(route: Route, schema_of: dict[str, Any]) -> dict[str, Any]:
    answers = {
        str(status): {"description": _WORDS[status], "content": _content(sort, schema_of)}
        for status, sort in route.answers.items()
    }
    for status in route.refusals:
        answers[str(status)] = {
            "description": _WORDS[status],
            "content": _content(ErrorView, schema_of),
        }
    operation: dict[str, Any] = {
        "summary": route.does,
        "responses": answers,
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": _PARAMETERS[name]}
            for name in re.findall(r"{(\w+)}", route.path)
        ]
        + (_query_parameters(route.query) if route.query else []),
    }
    if route.body is not None:
        operation["requestBody"] = {"required": True, "content": _content(route.body, schema_of)}
    if route.who:
        operation["security"] = [{name: []} for name in route.who]
    return operation


def _query_parameters(query: type[msgspec.Struct]) -> list[dict[str, Any]]:
    """Each field of a query: its name, type and bounds, and what it means."""
    _, components = msgspec.json.schema_components([query])
    described = components[query.__name__]
    return [
        {"name": name, "in": "query", "required": name in described["required"], "schema": schema}
        for name, schema in described["properties"].items()
    ]


def _content(sort: Any, schema_of: dict[str, Any]) -> dict[str, Any]:
    if isinstance(sort, str):
        return {sort: {"schema": {} if sort == JSON else {"type": "string"}}}
    return {JSON: {"schema": schema_of[str(sort)]}}
