"""The route by which a notebook elsewhere follows a session: its events as they are stored."""

import asyncio
from collections.abc import Callable
from itertools import islice
from urllib.parse import parse_qs

from tamtam.language.errors import TamtamError
from tamtam.server.context import ServerContext
from tamtam.server.http import Receive, Scope, Send, send_bytes
from tamtam.server.page_stream import until_gone
from tamtam.session.log import Log, lines

#: How many events are told at once, and for how long who asks may wait for the next one (seconds).
PAGE, LONGEST_WAIT = 5_000, 25.0
#: How often to look whether there is one (seconds).
_LOOK = 0.1


async def follow(
    context: ServerContext,
    code: str,
    may: Callable[[], bool],
    scope: Scope,
    receive: Receive,
    send: Send,
) -> None:
    """GET: events behind `after`, one a line; where there are none, once there are or `wait` is over.

    `may` says whether who asks still may once there is something to tell.
    """
    after, wait = _asked(scope["query_string"])
    context.channel(code)  # so that what other processes write is noticed
    if wait:
        await _until_further(context, code, after, wait, receive)
    if not may():
        raise TamtamError("wrong_key")
    body = await asyncio.to_thread(_told, context.store.log(code), after)
    await send_bytes(send, 200, body, b"application/x-ndjson")


def _told(log: Log, after: int) -> bytes:
    return "".join(lines.written(islice(log.rows(after), PAGE))).encode()


async def _until_further(
    context: ServerContext, code: str, after: int, wait: float, receive: Receive
) -> None:
    """Return once the log goes on behind `after`, in so many seconds, or when who asked is gone."""
    loop = asyncio.get_running_loop()
    until = loop.time() + wait
    gone = asyncio.ensure_future(until_gone(receive))
    try:
        while context.state(code).position <= after and loop.time() < until and not gone.done():
            await asyncio.wait({gone}, timeout=_LOOK)
    finally:
        gone.cancel()


def _asked(query: bytes) -> tuple[int, float]:
    """From which position on, and for how long to wait. Raises TamtamError (422) for anything else."""
    asked = parse_qs(query.decode("latin-1"))
    try:
        after, wait = int(asked.get("after", ["0"])[0]), float(asked.get("wait", ["0"])[0])
    except ValueError:
        after, wait = -1, 0.0
    if not (0 <= after < 2**63 and 0 <= wait <= LONGEST_WAIT):
        raise TamtamError("unreadable", problem=f"after: 0 or more; wait: 0 to {LONGEST_WAIT:.0f}")
    return after, wait
