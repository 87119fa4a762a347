"""Timers: the server closes what is to close on time, whether or not a notebook is there.

The time an activity ends stands in the log, so a restarted server picks its timers up from there.
"""

import asyncio
import logging

from kit.commands import Close
from kit.errors import TamtamError
from kit.log import now_ms
from kit.server.hall import Hall

#: How often to look at the clock (seconds).
TICK = 0.25

_log = logging.getLogger("tamtam")


async def keep_time(hall: Hall) -> None:
    """Close every open activity whose time is up, if its deck says so, for ever."""
    for summary in hall.store.sessions():
        if not summary.over:
            hall.channel(summary.code)
    while True:
        await asyncio.sleep(TICK)
        for code in hall.codes():
            if (activity := due(hall, code)) is not None:
                try:
                    await hall.run(code, Close(activity, "time"))
                except TamtamError as error:  # closed by hand in the same moment
                    _log.info("timer of %s in %s: %s", activity, code, error.code)


def due(hall: Hall, code: str) -> str | None:
    """The open activity of a session whose time is up, None if there is none."""
    with hall.store.lock:
        state = hall.state(code)
        asked = state.asked.get(state.current) if state.current else None
        if asked is None or asked.status != "open" or not asked.activity.close_on_time:
            return None
        return state.current if asked.ends_at is not None and asked.ends_at <= now_ms() else None
