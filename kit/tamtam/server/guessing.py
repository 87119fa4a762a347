"""Guessing join codes: in a room there is nothing to guess, on a public address wrong ones are counted."""

from contextlib import suppress

from tamtam.language.errors import TamtamError
from tamtam.server.access import on_this_machine
from tamtam.server.arrivals import block_of, readable
from tamtam.server.context import ServerContext
from tamtam.server.http import Scope


def check(context: ServerContext, code: str, scope: Scope) -> None:
    """Whether who asks may try a code; who is in always may. Raises TamtamError (429)."""
    if context.wrong_codes is None or on_this_machine(scope):
        return
    try:
        context.wrong_codes.check(_address(scope))
    except TamtamError:
        with suppress(TamtamError):
            if context.participant(scope["headers"], code) is not None:
                return
        raise


def counted(context: ServerContext, error: TamtamError, scope: Scope) -> TamtamError:
    """What is said instead of an error: of a code that there is none of, one more wrong one."""
    if context.wrong_codes is None or error.code != "no_such_session":
        return error
    try:
        context.wrong_codes.count(_address(scope))
    except TamtamError as too_many:
        return too_many
    return error


def _address(scope: Scope) -> str:
    """Where a request comes from; of IPv6 the whole /64."""
    client = scope.get("client")
    found = readable(client[0]) if client else ""
    return block_of(found) if ":" in found else found
