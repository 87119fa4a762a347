"""The wire keeps to its own description, whatever is sent to it."""

import ast
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
import tamtam.server
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from tamtam.server.app import _API
from tamtam.server.routes import catalogue, openapi
from tamtam.session import commands as c

from tests.server.conftest import Served
from tests.server.test_links import bearing, link

#: How much is tried of each route; the slow set tries more (tests/slow/README.md).
EXAMPLES = int(os.environ.get("WIRE_EXAMPLES", "30"))
#: A session, the headers of someone in it, and the secret of each of its links.
Opened = tuple[Served, dict[str, str], dict[str, str]]
#: How many cases were sent to each route.
SENT: Counter[str] = Counter()
#: A stream never ends, and a server that was stopped answers nothing more.
LEFT_OUT = [r.path for r in catalogue.ROUTES if r.path.endswith(("/events", "/control/stop"))]


@pytest.fixture(scope="module")
def open_session(server: Callable[[], Served]) -> Opened:
    served = server()
    served.do(c.Open("baseline"))
    return served, served.person(), {use: link(served, use) for use in c.LINKS}


@pytest.fixture(scope="module", autouse=True)
def counted() -> Iterator[None]:
    """Say at the end how many cases were sent where, which the slow set's table rests on."""
    yield
    print(f"\n{sum(SENT.values()):,} cases: {dict(SENT)}")


@pytest.fixture
def schema(open_session: Opened) -> schemathesis.BaseSchema:
    """The served description, for the session there is."""
    served, _, links = open_session
    document = served.wire.get("/openapi.json").json()
    document["servers"] = [{"url": served.running.url}]
    paths = document["paths"]
    for name in LEFT_OUT:
        del paths[name]
    for path in [path for path in paths if placed(path, "", "") != path]:
        paths[placed(path, served.code, links["screen"])] = paths[path]
        for operation in paths.pop(path).values():
            operation["parameters"] = [
                one for one in operation["parameters"] if one["in"] == "query"
            ]
            for one in operation["parameters"]:
                if one["name"] == "wait":
                    one["schema"]["maximum"] = (
                        0.01  # longer is as right, but nobody waits for it here
                    )
    return schemathesis.openapi.from_dict(document)


def placed(path: str, code: str, key: str) -> str:
    """A route's address in the session there is; only the phone page is tried with other codes."""
    return path if path == "/{code}" else path.replace("{code}", code).replace("{key}", key)


def check(name: str) -> Any:
    return schemathesis.checks.CHECKS.get_one(name)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=str)
@pytest.mark.parametrize(
    ("path", "method"), [(r.path, r.method) for r in catalogue.ROUTES if r.path not in LEFT_OUT]
)
def test_whatever_is_sent_is_answered_as_described(
    schema: schemathesis.BaseSchema,
    open_session: Opened,
    path: str,
    method: str,
    mode: GenerationMode,
) -> None:
    served, me, links = open_session
    operation = schema[placed(path, served.code, links["screen"])][method]
    if mode is GenerationMode.NEGATIVE and not operation.body:
        return  # nothing in it could be wrong
    headers = served.key if path.startswith("/control") else me
    for use, page in (("clicker", "clicker"), ("moderator", "moderation")):
        if path.startswith(f"/control/{{code}}/{page}/"):
            headers = bearing(links[use])

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES // 6 if path == "/control/sessions" else EXAMPLES,  # a deck is large
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    def whatever_is_sent(case: schemathesis.Case[Any]) -> None:
        SENT[f"{method} {path}"] += 1
        case.call_and_validate(
            base_url=served.running.url,
            headers=headers,
            excluded_checks=[
                check("ignored_auth"),  # this test sends the right one
                check("positive_data_acceptance"),  # a schema doesn't know what the deck forbids
            ],
        )

    whatever_is_sent()


def test_every_route_is_described(open_session: Opened) -> None:
    described = {(route.method.upper(), route.path) for route in catalogue.ROUTES}
    for method, name in _API:
        assert (method, f"/api/{{code}}/{name}") in described


def test_every_query_a_handler_reads_is_described_and_no_other() -> None:
    read, elsewhere = set(), []
    for file in Path(tamtam.server.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name("read_query"), args=[ast.Name(sort), _]):
                    read.add(sort)
                case ast.Subscript(slice=ast.Constant("query_string")):
                    elsewhere.append(file.name)
    assert read == {route.query.__name__ for route in catalogue.ROUTES if route.query}
    assert set(elsewhere) == {"http.py", "app.py"}  # where it is read, and handed on as it came


def test_a_parameter_is_described_with_its_name_type_and_meaning() -> None:
    described = {
        (path, one["name"]): one["schema"]
        for path, methods in openapi.document()["paths"].items()
        for one in methods.get("get", {"parameters": []})["parameters"]
        if one["in"] == "query"
    }
    assert {name: schema["type"] for name, schema in described.items()} == {
        ("/control/sessions", "workshop"): "string",
        ("/control/{code}/log", "after"): "integer",
        ("/control/{code}/log", "wait"): "number",
    }
    assert all(schema["description"] for schema in described.values())


def test_a_query_out_of_bounds_is_refused_by_its_parameter(open_session: Opened) -> None:
    served = open_session[0]
    for query, field in (("after=-1", "after"), ("wait=nan", "wait"), ("after=1&wait=26", "wait")):
        answer = served.wire.get(f"/control/{served.code}/log?{query}", headers=served.key)
        assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_the_document_is_served_and_holds_no_loose_end(
    open_session: Opened,
) -> None:
    answer: httpx.Response = open_session[0].wire.get("/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    document = answer.json()
    assert document["openapi"].startswith("3.1")
    written = json.dumps(document)
    for name in document["components"]["schemas"]:
        assert f"#/components/schemas/{name}" in written
