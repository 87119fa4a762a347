"""The log: append (one door), follow, verify. `open_store` finds or makes the place it is kept in."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from tamtam.language.errors import TamtamError
from tamtam.session.log.batch import Outcome
from tamtam.session.log.beside import BesideStore
from tamtam.session.log.chain import Verification
from tamtam.session.log.clock import now_ms
from tamtam.session.log.database import Database
from tamtam.session.log.session_log import Log
from tamtam.session.log.session_summary import SessionSummary
from tamtam.session.log.sessions import Sessions, do
from tamtam.session.log.sqlite import SqliteDatabase
from tamtam.session.log.store import Store, code_in

__all__ = [
    "BesideStore",
    "Log",
    "Outcome",
    "SessionSummary",
    "Sessions",
    "Store",
    "Verification",
    "code_in",
    "default_place",
    "do",
    "now_ms",
    "open_store",
    "open_to_read",
]


#: What the store of this process's visitor is called; nobody can guess it.
_VISITOR = secrets.token_hex(16)


def default_place() -> str:
    """Where sessions are kept unless told otherwise: `TAMTAM_STORE`, or the user's data folder.

    Where each visitor has a kernel of their own, as with Voilà, `TAMTAM_VISITORS` names a folder in which
    each has a store that no other visitor opens.
    """
    if folder := os.environ.get("TAMTAM_VISITORS"):
        return str(Path(folder) / f"{_VISITOR}.sqlite")
    if place := os.environ.get("TAMTAM_STORE"):
        return place
    from platformdirs import user_data_path  # only needed where nobody names a place

    return str(user_data_path("tamtam", appauthor=False) / "tamtam.sqlite")


def open_store(
    place: str | Path | None = None, clock: Callable[[], int] = now_ms, *, read_only: bool = False
) -> Store:
    """Open the store at `place` (a file, ``sqlite:///file``, or ``postgresql://…``), made if it isn't there.

    `clock` gives the time in ms since 1970. With `read_only` nothing is written: not the file, and none
    beside it. Raises TamtamError for a place that can't be a store.
    """
    chosen = str(place) if place is not None else default_place()
    return Store(_database(chosen, read_only), clock)


def _database(place: str, read_only: bool) -> Database:
    if place.startswith(("postgresql://", "postgres://")):
        try:
            from tamtam.session.log.postgres import PostgresDatabase  # only where it is installed
        except ImportError as error:
            raise TamtamError("postgres_missing") from error
        return PostgresDatabase(place, read_only)
    file = place.removeprefix("sqlite:///")
    if "://" in file:
        raise TamtamError("unknown_store", place=file.split("://")[0])
    return SqliteDatabase(Path(file), read_only)


def open_to_read(place: str | Path | None = None) -> Store:
    """The store at `place`, also where it may not be written: then nothing but reading goes.

    Raises TamtamError where there is none: who only looks makes none.
    """
    try:
        return open_store(place, read_only=not _is_there(place))
    except TamtamError as error:
        if error.code != "store_not_writable":
            raise
        return open_store(place, read_only=True)


def _is_there(place: str | Path | None) -> bool:
    """Whether there is a store at `place`; of one that is no file whoever opens it finds out."""
    file = str(place if place is not None else default_place()).removeprefix("sqlite:///")
    return "://" in file or Path(file).expanduser().exists()
