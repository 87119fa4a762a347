"""The routes of the projector page. Its address is its key, so it is logged nowhere.

A key opens it on this machine, which the projector hangs on; on another device only where the
facilitator drew one for that.
"""

from typing import TypedDict

from tamtam.language.errors import TamtamError
from tamtam.server import access, pages
from tamtam.server.context import ServerContext
from tamtam.server.http import Receive, Scope, Send, send_bytes, send_json
from tamtam.server.page_stream import watch
from tamtam.server.views.wall import ScreenView


class ScreenStateView(TypedDict):
    """The same as a phone's state; nothing on a projector is one person's own."""

    shared: ScreenView
    personal: None


async def screen(
    context: ServerContext, parts: list[str], scope: Scope, receive: Receive, send: Send
) -> None:
    """Whatever comes under /screen: the page, what it shows, and the same as a stream."""
    key = parts[0] if parts else ""
    code = _opens(context, key, scope)
    match parts[1:]:
        case [*further] if further and scope["method"] == "HEAD":
            raise TamtamError("no_such_page")
        case []:
            page = pages.screen()
            body, headers = page.for_request(scope["headers"])
            body = b"" if scope["method"] == "HEAD" else body
            await send_bytes(send, 200 if code else 404, body, page.content_type, headers)
        case ["state"] if code:
            state: ScreenStateView = {
                "shared": await context.projector(code).seen(),
                "personal": None,
            }
            await send_json(send, 200, state)
        case ["events"] if code:
            projector = context.projector(code)
            await watch(
                lambda: projector.look() if _opens(context, key, scope) else None,
                receive,
                send,
                farewell=lambda: context.farewell(code),
            )
        case ["state"] | ["events"]:
            raise TamtamError("wrong_key")
        case _:
            raise TamtamError("no_such_page")


def _opens(context: ServerContext, key: str, scope: Scope) -> str | None:
    """The session that a key shows to whoever asks from there."""
    code = access.session_of(key)
    uses = (
        ("screen", "screen_elsewhere") if access.on_this_machine(scope) else ("screen_elsewhere",)
    )
    return code if code and any(context.opens(code, use, key) for use in uses) else None
