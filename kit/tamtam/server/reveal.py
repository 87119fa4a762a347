"""A reveal as the server does it, whoever asks for it: close, work out, freeze, show."""

import asyncio
import logging

import msgspec

from tamtam.language.errors import TamtamError
from tamtam.server.context import ServerContext
from tamtam.server.standings_worker import StandingRequest
from tamtam.session import commands as c
from tamtam.session.log import Outcome

#: How often it is tried anew because someone was forgotten while it was worked out.
TRIES = 20
#: How long whoever reveals waits (seconds); from then on it goes on by itself.
PATIENCE = 5.0
#: How often it is tried anew by itself where the standings worker can't answer.
BY_ITSELF = 5

_log = logging.getLogger("tamtam")


async def reveal(context: ServerContext, code: str, request: c.RevealRequest) -> Outcome:
    """Freeze where the group stands on an activity and show it; what is open is closed first.

    What was shown before is shown again as it was, while fewer people than it takes to hide one have
    changed their answers. Raises TamtamError where there is nothing to reveal, where another turn or
    round was meant, and, unless it is to be done `anyway`, while someone answers in extra time.

    What takes longer than `PATIENCE` goes on by itself, and everybody is told so meanwhile: then what
    comes back has added nothing yet.
    """
    working = asyncio.ensure_future(_revealed(context, code, request))
    done, _ = await asyncio.wait({working}, timeout=PATIENCE)
    if not done and code not in context.working:
        context.work_on(code, request.activity, _by_itself(context, code, request, working))
        return Outcome(context.state(code).position)
    return await working


async def _by_itself(
    context: ServerContext, code: str, request: c.RevealRequest, working: "asyncio.Future[Outcome]"
) -> None:
    """Wait for a reveal that takes long; where the standings worker fails, begin it anew."""
    for _ in range(BY_ITSELF):
        try:
            await working
            return
        except TamtamError as error:
            _log.warning("%s in %s is not revealed: %s", request.activity, code, error.code)
            if error.code != "busy" or context.state(code).current != request.activity:
                return
            working = asyncio.ensure_future(_revealed(context, code, request))


async def _revealed(context: ServerContext, code: str, request: c.RevealRequest) -> Outcome:
    """What `reveal` does, however long it takes."""
    activity, asked = request.activity, context.state(code).activity(request.activity)
    if request.turn not in (None, asked.turn.number):
        raise TamtamError("moved_on", activity=activity)
    if asked.status == "open":  # it may close by itself in the same moment, which is as good
        await context.run(code, c.Close(activity, turn=asked.turn.number, round=request.round))
    for attempt in range(TRIES):
        command = await _command(context, code, activity, request.show)
        command = msgspec.structs.replace(command, anyway=request.anyway)
        try:
            return await context.run(code, command)
        except TamtamError as error:
            if error.code not in ("standing_stale", "standing_frozen") or attempt == TRIES - 1:
                raise
    raise AssertionError("the last try returns or raises")


async def _command(context: ServerContext, code: str, activity: str, show: str) -> c.Reveal:
    """What is to be shown: as it was frozen while that holds, else as it is now."""
    with context.store.lock:
        state = context.state(code)
        turn, position = state.activity(activity).turn, state.position
        if turn.standing is not None and turn.holds(state.min_answers):
            shift = turn.shift.to_json() if turn.shift else None
            return c.Reveal(activity, turn.standing.to_json(), position, show, shift)
    told = await context.standings.ask(StandingRequest(code, activity, position))
    return c.Reveal(activity, told.standing, told.position, show, told.shift)
