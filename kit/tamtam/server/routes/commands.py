"""A facilitator's commands as they come in: run, with those who are here, or worked out and revealed."""

from typing import TypedDict

import msgspec

from tamtam.server.context import ServerContext
from tamtam.server.http import Receive, Scope, Send, decode, read_body, send_json
from tamtam.server.reveal import reveal as reveal_standing
from tamtam.session import commands as c
from tamtam.session.commands import AnyFacilitatorCommand
from tamtam.session.log import Outcome, now_ms

#: How long the phone of somebody who came in may take to listen (ms).
ARRIVING = 3_000
COMMAND: "msgspec.json.Decoder[AnyFacilitatorCommand]" = msgspec.json.Decoder(AnyFacilitatorCommand)
_REVEAL = msgspec.json.Decoder(c.RevealRequest)


class RunView(TypedDict):
    """The log's position after a command; `repeated` if it had been done before."""

    position: int
    repeated: bool


def _with_those_present(
    context: ServerContext, code: str, command: AnyFacilitatorCommand
) -> AnyFacilitatorCommand:
    """Where people are drawn into groups: those whose phones are connected, if any are.

    Simulated participants listen to nothing, and are always here; the phone of someone who came in this
    moment is about to listen.
    """
    if isinstance(command, c.Open | c.Seat | c.Advance) and not command.present:
        connected = context.channel(code).present
        with context.store.lock:
            people = context.state(code).participants.values()
            since = now_ms() - ARRIVING
            here = {one.id for one in people if one.simulated or one.joined_at > since}
        present = tuple(sorted(connected | here)) if connected else ()
        return msgspec.structs.replace(command, present=present)
    return command


async def run(
    context: ServerContext, code: str, command: AnyFacilitatorCommand, send: Send
) -> None:
    """Run it, and say where the log is then."""
    outcome = await context.run(code, _with_those_present(context, code, command))
    await _told(outcome, send)


async def reveal(
    context: ServerContext, code: str, scope: Scope, receive: Receive, send: Send
) -> None:
    """Close, freeze and show what the request names, and say where the log is then."""
    request: c.RevealRequest = decode(_REVEAL, await read_body(scope, receive))
    outcome = await reveal_standing(context, code, request)
    await _told(outcome, send)


async def _told(outcome: Outcome, send: Send) -> None:
    told: RunView = {"position": outcome.position, "repeated": outcome.repeated}
    await send_json(send, 200, told)
