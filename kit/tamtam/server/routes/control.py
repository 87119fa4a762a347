"""The routes of those who lead: a notebook of this machine by a key that only its user can read, one
elsewhere by a facilitator's token, for that facilitator's sessions alone; and whoever was given a link, by
its secret, for what that link is for and nothing else.
"""

import os
from typing import Annotated, Literal, TypedDict

import msgspec

from tamtam.deck.deck import Text
from tamtam.language.errors import TamtamError
from tamtam.server import facilitators
from tamtam.server.access import is_key
from tamtam.server.arrivals import Origin
from tamtam.server.client import version
from tamtam.server.context import ServerContext
from tamtam.server.http import (
    LARGEST_CONTROL_BODY,
    Receive,
    Scope,
    Send,
    decode,
    read_body,
    read_query,
    send_json,
)
from tamtam.server.local_name import NameState
from tamtam.server.routes import commands, links
from tamtam.server.routes.follow import follow
from tamtam.session.commands import NewSession
from tamtam.session.log import SessionSummary


class OpenedView(TypedDict):
    """The join code of a session that was opened."""

    code: str


class FailedFormView(TypedDict):
    """The form of an activity, on how many phones it throws, and what most of them say."""

    activity: str
    phones: int
    what: str


class PresenceView(TypedDict):
    """Ids of those whose phone is connected, in alphabetical order, of how many people.

    `notice` is what every page is told beside what is asked; None where all is well. `failed` are the
    forms that throw on phones.
    """

    connected: list[str]
    people: int
    notice: Text | None
    failed: list[FailedFormView]


class OriginView(TypedDict):
    """Where people came from, an address or a block of them ("" this machine), and when (ms since 1970)."""

    place: str
    people: list[str]
    first: int
    last: int


class ArrivalsView(TypedDict):
    """Who came in since the server started, by blocks (/24, /64) and by addresses, the newest first.

    `crowds` are the addresses that more came from than one person each would explain.
    """

    blocks: list[OriginView]
    addresses: list[OriginView]
    crowds: list[OriginView]


class HealthView(TypedDict):
    """The server's process, and how many sessions it looks after.

    `reached` is when the page last went to another device, ms since 1970; None before the first. `name` says
    how `tamtam.local` stands, `name_url` what may be typed of it, "" while it isn't had.
    """

    pid: int
    sessions: int
    reached: int | None
    name: NameState
    name_url: str


class ServerView(TypedDict):
    """The server as one who leads from elsewhere has to know it: its version, and whose token that is.

    `url` is the address it was told to be known by, None where it was told none.
    """

    version: str
    url: str | None
    facilitator: str | None


class ListedSessionView(TypedDict):
    """A session as it is listed; `step` is where it is, "" before the first and where that wasn't asked."""

    session: SessionSummary
    step: str


class SessionListView(TypedDict):
    """The sessions of whoever asks, the newest first."""

    sessions: list[ListedSessionView]


class SessionsQuery(msgspec.Struct, frozen=True):
    """Which sessions are asked for."""

    workshop: Annotated[
        str, msgspec.Meta(description="The workshop whose sessions are wanted; empty for all.")
    ] = ""


class StopBody(msgspec.Struct, forbid_unknown_fields=True):
    """What stops the server: at once, or `after` so many seconds unless a session needs it by then."""

    after: float = 0


class StoppingView(TypedDict):
    """The server stops when it has finished what waits."""

    stopping: Literal[True]


_stop_body = msgspec.json.Decoder(StopBody)
_new_session = msgspec.json.Decoder(NewSession)


async def control(
    context: ServerContext, parts: list[str], scope: Scope, receive: Receive, send: Send
) -> None:
    """Whatever comes under /control: with the key everything, with a link what it is for."""
    if is_key(scope["headers"], context.key):
        await _everything(context, parts, scope, receive, send)
        return
    if (name := context.facilitator(scope["headers"])) is not None:
        await _leading(context, name, parts, scope, receive, send)
        return
    await links.by_link(context, parts, scope, receive, send)


async def _everything(
    context: ServerContext, parts: list[str], scope: Scope, receive: Receive, send: Send
) -> None:
    match scope["method"], parts:
        case "GET", ["health"]:
            health: HealthView = {
                "pid": os.getpid(),
                "sessions": len(context.codes()),
                "reached": context.reached,
                "name": context.name.state,
                "name_url": context.name.url,
            }
            await send_json(send, 200, health)
        case "POST", ["stop"]:
            body = decode(_stop_body, await read_body(scope, receive))
            stopping: StoppingView = {"stopping": True}
            await send_json(send, 200, stopping)
            context.stop_after(body.after)
        case _:
            await _leading(context, None, parts, scope, receive, send)


async def _leading(
    context: ServerContext,
    name: str | None,
    parts: list[str],
    scope: Scope,
    receive: Receive,
    send: Send,
) -> None:
    """What a facilitator may, with the sessions they opened; who has the server's key (None), with all."""
    match scope["method"], parts:
        case "GET", ["server"]:
            server: ServerView = {
                "version": version(),
                "url": context.exposure.public_url or None,
                "facilitator": name,
            }
            await send_json(send, 200, server)
        case "GET", ["sessions"]:
            query = read_query(SessionsQuery, scope)
            await send_json(send, 200, _listed(context, name, query.workshop))
        case "POST", ["sessions"]:
            new = decode(_new_session, await read_body(scope, receive, LARGEST_CONTROL_BODY))
            opened: OpenedView = {"code": context.store.create(new)}
            if name is not None:
                facilitators.own(context.store, opened["code"], name)
            context.channel(opened["code"])
            await send_json(send, 201, opened)
        case _, [code, what]:
            code = code.upper()
            if name is not None and not facilitators.owns(context.store, code, name):
                raise TamtamError("no_such_session", code=code)
            await _session(context, name, code, what, scope, receive, send)
        case _:
            raise TamtamError("no_such_page")


async def _session(
    context: ServerContext,
    name: str | None,
    code: str,
    what: str,
    scope: Scope,
    receive: Receive,
    send: Send,
) -> None:
    """What is done with one session by a facilitator who may."""
    match scope["method"], what:
        case "POST", "run":
            command = decode(
                commands.COMMAND, await read_body(scope, receive, LARGEST_CONTROL_BODY)
            )
            await commands.run(context, code, command, send)
        case "POST", "reveal":
            await commands.reveal(context, code, scope, receive, send)
        case "GET", "log":
            headers = scope["headers"]
            await follow(
                *(context, code, lambda: name is None or context.facilitator(headers) == name),
                *(scope, receive, send),
            )
        case "GET", "presence":
            presence: PresenceView = {
                "connected": sorted(context.channel(code).present),
                "people": len(context.state(code).participants),
                "notice": context.notice(code),
                "failed": [
                    {"activity": one.activity, "phones": one.phones, "what": one.what}
                    for one in context.failures(code)
                ],
            }
            await send_json(send, 200, presence)
        case "GET", "arrivals":
            await send_json(send, 200, _arrivals(context, code))
        case _:
            raise TamtamError("no_such_page")


def _listed(context: ServerContext, name: str | None, workshop: str) -> SessionListView:
    """Their sessions; of a `workshop` those alone, and at which step each is that goes on."""
    found = facilitators.owned(context.store, context.store.sessions(), name)
    return {
        "sessions": [
            {"session": one, "step": _step(context, one) if workshop else ""}
            for one in found
            if workshop in ("", one.workshop)
        ]
    }


def _step(context: ServerContext, session: SessionSummary) -> str:
    if session.over or session.damaged:
        return ""
    with context.store.lock:
        current = context.state(session.code).current_activity
    return current.activity.step if current else ""


def _arrivals(context: ServerContext, code: str) -> ArrivalsView:
    arrivals, known = context.arrivals(code), context.state(code).participants
    return {
        "blocks": [_origin(one) for one in arrivals.blocks(known)],
        "addresses": [_origin(one) for one in arrivals.addresses(known)],
        "crowds": [_origin(one) for one in arrivals.crowds(known)],
    }


def _origin(origin: Origin) -> OriginView:
    return {
        "place": origin.place,
        "people": list(origin.people),
        "first": origin.first,
        "last": origin.last,
    }
