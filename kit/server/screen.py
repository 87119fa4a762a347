"""The routes of the projector page. Its address is its key, so it is logged nowhere."""

from typing import TypedDict

from kit.errors import TamtamError
from kit.server import pages
from kit.server.hall import Hall
from kit.server.http import Receive, Scope, Send, send_bytes, send_json
from kit.server.projector import ScreenView
from kit.server.watch import watch


class ScreenStateView(TypedDict):
    """The same as a phone's state; nothing on a projector is one person's own."""

    shared: ScreenView
    personal: None


async def screen(hall: Hall, parts: list[str], scope: Scope, receive: Receive, send: Send) -> None:
    """Whatever comes under /screen: the page, what it shows, and the same as a stream."""
    key = parts[0] if parts else ""
    code = hall.opens("screen", key)
    match parts[1:]:
        case [*further] if further and scope["method"] == "HEAD":
            raise TamtamError("no_such_page")
        case []:
            page = pages.screen()
            body, headers = page.for_request(scope["headers"])
            body = b"" if scope["method"] == "HEAD" else body
            await send_bytes(send, 200 if code else 404, body, page.content_type, headers)
        case ["state"] if code:
            state: ScreenStateView = {"shared": await hall.projector(code).seen(), "personal": None}
            await send_json(send, 200, state)
        case ["events"] if code:
            projector = hall.projector(code)
            await watch(
                lambda: projector.look() if hall.opens("screen", key) else None, receive, send
            )
        case ["state"] | ["events"]:
            raise TamtamError("wrong_key")
        case _:
            raise TamtamError("no_such_page")
