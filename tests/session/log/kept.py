"""A place for a store in each dialect, with ways to reach it behind the store's back."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from tests import postgres


class Kept(Protocol):
    """Where a store is kept: `place` opens it, `ask` runs a statement (with `?`) behind its back."""

    place: str

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]: ...


class InFile:
    """A file of SQLite."""

    def __init__(self, file: Path) -> None:
        self.place = str(file)

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.place)) as other:
            found = other.execute(statement, values).fetchall()
            other.commit()
        return found


class InPostgres:
    """A schema of PostgreSQL."""

    def __init__(self, address: str) -> None:
        self.place = postgres.fresh(address)

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        return postgres.asked(self.place, statement.replace("?", "%s"), *values)
