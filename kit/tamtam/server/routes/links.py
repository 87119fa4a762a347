"""The routes of whoever was given a link: by its secret, what that link is for and nothing else."""

from collections.abc import Callable

from tamtam.language.errors import TamtamError
from tamtam.server.access import bearer, from_another_page
from tamtam.server.context import ServerContext
from tamtam.server.http import Headers, Receive, Scope, Send, decode, read_body, send_json
from tamtam.server.page_stream import Snapshot, watch
from tamtam.server.routes import commands
from tamtam.server.views import clicker, moderation
from tamtam.session import commands as c
from tamtam.session.commands import AnyFacilitatorCommand

#: The commands that each link lets its holder run.
_MAY: dict[str, tuple[type[c.Command], ...]] = {
    "clicker": (
        *(c.Open, c.Converse, c.TurnOver, c.Close, c.Advance, c.Focus, c.Time),
        *(c.Begin, c.End, c.Moderate, c.Seat, c.Highlight),
    ),
    "moderator": (c.Show, c.Hide, c.Moderate, c.Merge, c.Edit, c.Mark),
}
#: What each link lets its holder see: under which name, and how.
_SEES: dict[str, tuple[str, Callable[[ServerContext, str], Snapshot]]] = {
    "clicker": ("clicker", clicker.look),
    "moderator": ("moderation", moderation.look),
}


async def by_link(
    context: ServerContext, parts: list[str], scope: Scope, receive: Receive, send: Send
) -> None:
    """What comes under /control/{code} with a link's secret."""
    code = parts[0].upper() if parts else ""
    use = _use(context, code, scope["headers"])
    match scope["method"], parts[1:]:
        case "POST", ["run"]:
            command = decode(commands.COMMAND, await read_body(scope, receive))
            if not _may(use, command):
                raise TamtamError("wrong_key")
            await commands.run(context, code, command, send)
        case "POST", ["reveal"] if use == "clicker":
            await commands.reveal(context, code, scope, receive, send)
        case "GET", ["clicker", "claims"] if use == "clicker":
            await send_json(send, 200, await clicker.claims(context, code))
        case "GET", [page, "state"] if page == _SEES[use][0]:
            told = {"shared": _SEES[use][1](context, code).seen(), "personal": None}
            await send_json(send, 200, told)
        case "GET", [page, "events"] if page == _SEES[use][0]:
            look, secret = _SEES[use][1], bearer(scope["headers"])
            await watch(
                lambda: look(context, code) if context.opens(code, use, secret) else None,
                receive,
                send,
                farewell=lambda: context.farewell(code),
            )
        case _:
            raise TamtamError("wrong_key")


def _use(context: ServerContext, code: str, headers: Headers) -> str:
    """What the link that a request carries is for; TamtamError (401) where it opens nothing here."""
    secret = bearer(headers)
    if not from_another_page(headers):
        for use in _MAY:
            if context.opens(code, use, secret):
                return use
    raise TamtamError("wrong_key")


def _may(use: str, command: AnyFacilitatorCommand) -> bool:
    """Whether a link's holder may run a command: not ask anew, not leave anything out."""
    match command:
        case c.Open(again=True) | c.Close(reason="time" | "next" | "skip"):
            return False
        case _:
            return isinstance(command, _MAY[use])
