"""A stream for the few who lead or project: whoever looks is shown what changed, while they may look.

Phones are told by `push`, many at once. Here one page looks for itself, four times a second, so that it
also sees what no event tells: who is connected, a chart that is drawn, a link that was revoked.
"""

import asyncio
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from tamtam.server.http import Receive, Send
from tamtam.server.phone_stream import HEARTBEAT, PACE, STREAM, event, here


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a page sees, at a position of the log; `version` differs whenever something else does."""

    version: Hashable
    position: int
    seen: Callable[[], Any]


async def watch(
    look: Callable[[], Snapshot | None],
    receive: Receive,
    send: Send,
    farewell: Callable[[], Any] = lambda: None,
) -> None:
    """Send what `look` sees whenever it changes, until the page goes or there is nothing to see.

    In that case `farewell` is what it is told last; None for nothing.
    """
    loop = asyncio.get_running_loop()
    gone = asyncio.ensure_future(until_gone(receive))
    last, said_at = None, loop.time()
    try:
        await send({"type": "http.response.start", "status": 200, "headers": STREAM})
        while not gone.done() and (sight := look()) is not None:
            body = b""
            if sight.version != last:
                last = sight.version
                body = event("shared", sight.position, sight.seen())
            elif loop.time() - said_at > HEARTBEAT:
                body = here()
            if body:
                said_at = loop.time()
                await send({"type": "http.response.body", "body": body, "more_body": True})
            await asyncio.wait({gone}, timeout=PACE)
        if not gone.done():
            last = farewell()
            body = event("shared", 0, last) if last is not None else b""
            await send({"type": "http.response.body", "body": body})
    finally:
        gone.cancel()


async def until_gone(receive: Receive) -> None:
    """Return when who asked has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
