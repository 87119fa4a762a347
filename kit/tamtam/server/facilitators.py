"""Facilitators: who may lead sessions of a server from elsewhere, each by a token of their own.

Of a token only its hash is kept, in the store, so that every server of it knows it. Each facilitator sees
and leads the sessions they opened and no others; who has the server's own key sees all.
"""

import re
import secrets
from collections.abc import Iterable, Iterator

from tamtam.language.errors import TamtamError
from tamtam.server.access import digest
from tamtam.session.log import SessionSummary, Store
from tamtam.session.log.database import CredentialRow

#: What a token begins with, so that one that lies where it shouldn't is recognised.
MARK = "tamtam_"
#: Under which use a token is kept, of no session, and who opened a session.
_TOKEN, _OWNER = "facilitator", "owner"
_NO_SESSION = ""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


def add(store: Store, name: str) -> str:
    """A token for somebody new; told once, as only its hash is kept.

    Raises TamtamError for what can't be a name, and for a name that has one.
    """
    if not _NAME.fullmatch(name):
        raise TamtamError("bad_token_name", name=name)
    if name in names(store):
        raise TamtamError("token_exists", name=name)
    token = MARK + secrets.token_urlsafe(24)
    store.keep([CredentialRow(digest(token), _TOKEN, _NO_SESSION, name)])
    return token


def names(store: Store) -> tuple[str, ...]:
    """Everybody who has a token."""
    kept = store.credentials(_NO_SESSION)
    return tuple(sorted(one.participant for one in kept if one.use == _TOKEN))


def remove(store: Store, name: str) -> None:
    """Make somebody's token worthless; sessions they opened stay theirs, should they get another.

    Raises TamtamError for a name that has none.
    """
    if name not in names(store):
        raise TamtamError("no_such_token", name=name, names=", ".join(names(store)) or "–")
    store.drop(_NO_SESSION, [name])


def who(store: Store, token: str) -> str | None:
    """Whose token it is; None for one that is nobody's, or was removed."""
    if not token.startswith(MARK):
        return None
    return store.find(_NO_SESSION, _TOKEN, digest(token))


def own(store: Store, code: str, name: str) -> None:
    """Keep that `name` opened a session."""
    store.keep([CredentialRow(_owning(code, name), _OWNER, code, name)])


def owns(store: Store, code: str, name: str) -> bool:
    """Whether `name` opened a session."""
    return store.find(code, _OWNER, _owning(code, name)) is not None


def owned(
    store: Store, sessions: Iterable[SessionSummary], name: str | None
) -> Iterator[SessionSummary]:
    """Those of the sessions that `name` opened; all where it is None, who has the server's key."""
    return (one for one in sessions if name is None or owns(store, one.code, name))


def _owning(code: str, name: str) -> bytes:
    return digest(f"{code} {name}")
