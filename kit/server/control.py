"""The routes the notebook uses, behind a bearer key that only the machine's user can read."""

import os

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
            await send_json(send, 200, {"pid": os.getpid(), "sessions": len(hall.codes())})
        case "POST", ["stop"]:
            await send_json(send, 200, {"stopping": True})
            hall.stop()
        case "POST", ["sessions"]:
            new = decode(_new_session, await read_body(scope, receive, LARGEST_CONTROL_BODY))
            code = hall.store.create(new)
            hall.channel(code)
            await send_json(send, 201, {"code": code})
        case "POST", [code, "run"]:
            command = decode(_command, await read_body(scope, receive, LARGEST_CONTROL_BODY))
            outcome = await hall.run(code, command)
            await send_json(send, 200, {"position": outcome.position, "repeated": outcome.repeated})
        case "GET", [code, "presence"]:
            connected = sorted(hall.channel(code).connected)
            people = len(hall.state(code).participants)
            await send_json(send, 200, {"connected": connected, "people": people})
        case _:
            raise TamtamError("no_such_page")
