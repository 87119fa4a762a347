"""What this process holds, each once: a cell that is run again goes on with the same store and session."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tamtam.notebook.backend import LocalBackend
from tamtam.notebook.remote_backend import RemoteBackend
from tamtam.notebook.session import Session
from tamtam.session.log import default_place, open_store

_stores: dict[str, LocalBackend] = {}
_servers: dict[tuple[str, str], RemoteBackend] = {}
_sessions: dict[tuple[str, str, str], Session] = {}
S = TypeVar("S", bound=Session)


def local(place: str | Path | None) -> LocalBackend:
    """The store at a place."""
    name = str(Path(place).resolve()) if place is not None else default_place()
    if name not in _stores:
        _stores[name] = LocalBackend(open_store(name))
    return _stores[name]


def remote(url: str, token: str) -> RemoteBackend:
    """A server elsewhere."""
    if (url, token) not in _servers:
        _servers[url, token] = RemoteBackend(url, token)
    return _servers[url, token]


def session(
    sort: type[S], place: str, code: str, language: str, make: Callable[[str, str], S]
) -> S:
    """The session as this process holds it already, with its widgets, or held from now on."""
    key = (place, code, language)
    held = _sessions.get(key)
    if not isinstance(held, sort):
        held = _sessions[key] = make(code, language)
    return held
