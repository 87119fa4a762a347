"""Timers: the server closes what is to close on time, whether or not a notebook is there.

The time an activity ends stands in the log, so a restarted server picks its timers up from there.
"""

import asyncio
import logging

from tamtam.language.errors import TamtamError
from tamtam.server.context import ServerContext
from tamtam.session.commands import Advance, Close
from tamtam.session.log import now_ms

#: How often to look at the clock (seconds).
TICK = 0.25
#: Sessions opened this long ago may be in the middle of something when the server starts (ms). Older ones
#: are looked after from when somebody comes back to them: folding them all would keep a start waiting.
UNDER_WAY = 24 * 3600 * 1000

_log = logging.getLogger("tamtam")


async def keep_time(context: ServerContext) -> None:
    """Close what is open when its time is up, if its deck says so; drive rounds; for ever.

    Of several servers one does it for a session. Two that took themselves for that one at the same moment
    would do no harm: what is due is decided in the transaction that writes it.
    """
    since = now_ms() - UNDER_WAY
    for summary in context.store.sessions():
        if not summary.over and summary.opened_at > since:
            if context.cluster.is_alone:
                context.channel(summary.code)
            context.cluster.know(summary.code)

    def is_over(code: str) -> bool:
        return code in context.codes() and context.state(code).over

    while True:
        await asyncio.sleep(TICK)
        for code in await context.cluster.driven(context.codes(), is_over):
            try:
                context.channel(code)  # so that what other servers write to it is noticed
                if (command := due(context, code, now_ms())) is not None:
                    await context.run(code, command)
            except TamtamError as error:  # done by hand, or by another server, in the same moment
                _log.info("the time in %s: %s", code, error.code)


def due(context: ServerContext, code: str, now: int) -> Close | Advance | None:
    """What the clock, or the last answer, brings about in a session now; None if nothing."""
    with context.store.lock:
        state = context.state(code)
        asked = state.current_activity
        if asked is None or asked.status != "open":
            return None
        time_is_up = asked.ends_at is not None and asked.ends_at <= now
        if asked.round is None:
            closes = time_is_up and asked.activity.close_on_time
            return Close(asked.activity.id, "time") if closes else None
        if time_is_up and asked.round.seconds and not asked.round.by_hand:
            return Advance(asked.activity.id, asked.turn.round, "time")
        all_are_in = asked.round.waits_for_all and state.everybody_is_done(asked)
        return Advance(asked.activity.id, asked.turn.round, "all") if all_are_in else None
