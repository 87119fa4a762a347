"""The route by which a notebook elsewhere follows a session: its events as they are stored."""

import asyncio
from collections.abc import Callable
from itertools import islice
from typing import Annotated

from msgspec import Meta, Struct

from tamtam.language.errors import TamtamError
from tamtam.server.context import ServerContext
from tamtam.server.http import Receive, Scope, Send, read_query, send_bytes
from tamtam.server.page_stream import until_gone
from tamtam.session.log import Log, lines

#: How many events are told at once, and for how long who asks may wait for the next one (seconds).
PAGE, LONGEST_WAIT = 5_000, 25.0
#: How often to look whether there is one (seconds).
_LOOK = 0.1


class LogQuery(Struct, frozen=True):
    """Which of a log's events are asked for, and how long for the next one."""

    after: Annotated[
        int, Meta(ge=0, le=2**63 - 1, description="The position behind which events are wanted.")
    ] = 0
    wait: Annotated[
        float,
        Meta(
            ge=0,
            le=LONGEST_WAIT,
            description="For how many seconds to wait where there are none yet.",
        ),
    ] = 0.0


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
    query = read_query(LogQuery, scope)
    context.channel(code)  # so that what other processes write is noticed
    if query.wait:
        await _until_further(context, code, query, receive)
    if not may():
        raise TamtamError("wrong_key")
    body = await asyncio.to_thread(_told, context.store.log(code), query.after)
    await send_bytes(send, 200, body, b"application/x-ndjson")


def _told(log: Log, after: int) -> bytes:
    return "".join(lines.written(islice(log.rows(after), PAGE))).encode()


async def _until_further(
    context: ServerContext, code: str, query: LogQuery, receive: Receive
) -> None:
    """Return once the log goes on behind `after`, after `wait` seconds, or when who asked is gone."""
    loop = asyncio.get_running_loop()
    until = loop.time() + query.wait
    gone = asyncio.ensure_future(until_gone(receive))
    try:
        while (
            context.state(code).position <= query.after and loop.time() < until and not gone.done()
        ):
            await asyncio.wait({gone}, timeout=_LOOK)
    finally:
        gone.cancel()
