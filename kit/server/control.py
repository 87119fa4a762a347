"""The routes the notebook uses, behind a bearer key that only the machine's user can read."""

import os
from typing import Literal, TypedDict

import msgspec

from kit.commands import AnyFacilitatorCommand, NewSession
from kit.errors import TamtamError
from kit.server.access import is_key
from kit.server.hall import Hall
from kit.server.http import (
    LARGEST_CONTROL_BODY,
    Receive,
    Scope,
    Send,
    decode,
    header,
    read_body,
    send_json,
)


class OpenedView(TypedDict):
    """The join code of a session that was opened."""

    code: str


class RunView(TypedDict):
    """The log's position after a command; `repeated` if it had been done before."""

    position: int
    repeated: bool


class PresenceView(TypedDict):
    """Ids of those whose phone is connected, in alphabetical order, of how many people."""

    connected: list[str]
    people: int


class HealthView(TypedDict):
    """The server's process, and how many sessions it looks after."""

    pid: int
    sessions: int


class StoppingView(TypedDict):
    """The server stops when it has finished what waits."""

    stopping: Literal[True]


_new_session = msgspec.json.Decoder(NewSession)
_command: "msgspec.json.Decoder[AnyFacilitatorCommand]" = msgspec.json.Decoder(
    AnyFacilitatorCommand
)


async def control(hall: Hall, parts: list[str], scope: Scope, receive: Receive, send: Send) -> None:
    """Whatever comes under /control: refused without the key, and to any page of a browser."""
    if not is_key(scope["headers"], hall.key) or header(scope["headers"], b"origin"):
        raise TamtamError("wrong_key")
    match scope["method"], parts:
        case "GET", ["health"]:
            health: HealthView = {"pid": os.getpid(), "sessions": len(hall.codes())}
            await send_json(send, 200, health)
        case "POST", ["stop"]:
            stopping: StoppingView = {"stopping": True}
            await send_json(send, 200, stopping)
            hall.stop()
        case "POST", ["sessions"]:
            new = decode(_new_session, await read_body(scope, receive, LARGEST_CONTROL_BODY))
            opened: OpenedView = {"code": hall.store.create(new)}
            hall.channel(opened["code"])
            await send_json(send, 201, opened)
        case "POST", [code, "run"]:
            command = decode(_command, await read_body(scope, receive, LARGEST_CONTROL_BODY))
            outcome = await hall.run(code, command)
            run: RunView = {"position": outcome.position, "repeated": outcome.repeated}
            await send_json(send, 200, run)
        case "GET", [code, "presence"]:
            presence: PresenceView = {
                "connected": sorted(hall.channel(code).connected),
                "people": len(hall.state(code).participants),
            }
            await send_json(send, 200, presence)
        case _:
            raise TamtamError("no_such_page")
