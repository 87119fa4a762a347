"""Routes: which address does what. Plain ASGI; every error is JSON in the reader's language."""

import asyncio
import logging
import os
import re
import time
from collections.abc import Awaitable, Callable

from tamtam.deck import pictures
from tamtam.language.errors import TamtamError
from tamtam.server import guessing, pages
from tamtam.server.access import check_host, from_another_device, from_another_page
from tamtam.server.context import ServerContext, heartbeats, keep_company
from tamtam.server.http import (
    Message,
    Receive,
    Scope,
    Send,
    header,
    language_of,
    send_bytes,
    send_error,
    send_json,
)
from tamtam.server.routes import control, since
from tamtam.server.routes import phone as phone_routes
from tamtam.server.routes import wall as wall_routes
from tamtam.server.timers import keep_time
from tamtam.session.log import now_ms

_log = logging.getLogger("tamtam")

_Route = Callable[[ServerContext, str, Scope, Receive, Send], Awaitable[None]]
_API: dict[tuple[str, str], _Route] = {
    ("GET", "about"): phone_routes.about,
    ("POST", "answers"): phone_routes.answers,
    ("GET", "aside"): phone_routes.aside,
    ("GET", "events"): phone_routes.events,
    ("POST", "failed"): phone_routes.failed,
    ("POST", "hand-in"): phone_routes.hand_in,
    ("POST", "items"): phone_routes.items,
    ("GET", "notebook"): phone_routes.notebook,
    ("GET", "state"): phone_routes.state,
    ("POST", "join"): phone_routes.join,
    ("POST", "me"): phone_routes.me,
    ("GET", "since"): since.read,
    ("POST", "since"): since.change,
}
#: Names by which this server is reached beside addresses and names of the local network.
OWN_HOSTS = frozenset(os.environ.get("TAMTAM_HOSTS", "").lower().encode().split(b",")) - {b""}
_METHODS = {name: ", ".join(method for method, other in _API if other == name) for _, name in _API}
#: A join code: of six characters, in a public place of eight.
_CODE = re.compile(r"[A-Za-z0-9]{6}(?:[A-Za-z0-9]{2})?")
#: That browsers ask for this name by TLS alone from now on, for a year.
_ONLY_SECURE = (b"strict-transport-security", b"max-age=31536000")


class App:
    """The ASGI application of one server. `open_context` is called once its event loop runs."""

    def __init__(self, open_context: Callable[[], ServerContext]) -> None:
        self._open_context = open_context
        self._context: ServerContext | None = None

    @property
    def context(self) -> ServerContext:
        """What the server holds; there once it has started."""
        if self._context is None:
            raise TamtamError("busy")
        return self._context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        if scope["type"] != "http":
            return
        started = False
        secure = scope.get("scheme") == "https" and self._is_public

        async def noting(message: Message) -> None:
            nonlocal started
            if secure and not started:
                message["headers"] = [*message["headers"], _ONLY_SECURE]
            started = True
            await send(message)

        began = time.monotonic()
        try:
            await self._route(scope, receive, noting)
        except TamtamError as error:
            if self._context is not None:
                error = guessing.counted(self._context, error, scope)
            if not started:
                await send_error(noting, error, self._language(scope))
        except Exception:
            _log.exception("%s %s", scope["method"], _route_of(scope["path"]))
            if not started:
                await send_error(noting, TamtamError("busy"), self._language(scope))
        route = _route_of(scope["path"])
        if self._context is not None and route != "events":
            self._context.metrics.took(route, time.monotonic() - began)

    @property
    def _is_public(self) -> bool:
        return self._context is not None and self._context.exposure.is_public

    async def _route(self, scope: Scope, receive: Receive, send: Send) -> None:
        exposure = self.context.exposure
        if exposure.root:
            scope["path"] = scope["path"].removeprefix(exposure.root) or "/"
        parts = scope["path"].strip("/").split("/")
        method = scope["method"]
        check_host(scope["headers"], OWN_HOSTS | {exposure.host})
        if parts[0] == "api" and method == "POST" and from_another_page(scope["headers"]):
            raise TamtamError("wrong_page")
        if parts[0] == "api" and len(parts) == 3:
            code = parts[1].upper()
            route = _API.get((method, parts[2]))
            if route is not None:
                guessing.check(self.context, code, scope)
                await route(self.context, code, scope, receive, send)
                return
            await self._no_route(parts[2], send, self._language(scope))
        elif parts[0] == "control":
            await control.control(self.context, parts[1:], scope, receive, send)
        elif method in ("GET", "HEAD") and parts[0] == "screen":
            await wall_routes.screen(self.context, parts[1:], scope, receive, send)
        elif method in ("GET", "HEAD"):
            await self._read(parts, scope, send)
        else:
            raise TamtamError("no_such_page")

    async def _no_route(self, name: str, send: Send, language: str) -> None:
        """405 where another method would do, 404 elsewhere."""
        error = TamtamError("no_such_page")
        if name in _METHODS:
            allow = [(b"allow", _METHODS[name].encode())]
            await send_json(send, 405, error.to_json(language), allow)
            return
        await send_error(send, error, language)

    async def _read(self, parts: list[str], scope: Scope, send: Send) -> None:
        if place := self.context.name.sends_on(scope["headers"]):
            await _send_on(place, scope, send)
            return
        match parts:
            case ["healthz"]:
                await send_bytes(send, 200, b"ok", b"text/plain; charset=utf-8")
            case ["metrics"]:
                if not self.context.looks_after(scope["headers"]):
                    raise TamtamError("wrong_key")
                told = self.context.measured().encode()
                await send_bytes(send, 200, told, b"text/plain; version=0.0.4; charset=utf-8")
            case _:
                page, status = self._page(parts, scope)
                if (page is self._phone(scope) or parts[0] == "spare") and from_another_device(
                    scope
                ):
                    self.context.reached = now_ms()
                body, headers = page.for_request(scope["headers"])
                if scope["method"] == "HEAD":
                    body = b""
                await send_bytes(send, status, body, page.content_type, headers)

    def _page(self, parts: list[str], scope: Scope) -> tuple[pages.Page, int]:
        """A page or a piece of one, and its status. Raises TamtamError (404) where there is none."""
        language = self._language(scope)
        match parts:
            case [""]:
                return self._phone(scope), 200
            case [code] if _CODE.fullmatch(code):
                return self._phone(scope), self._status_of(code, scope)
            case ["spare", code] if _CODE.fullmatch(code):
                return pages.spare(language), self._status_of(code, scope)
            case ["clicker", code] if _CODE.fullmatch(code):
                return pages.clicker(), self._status_of(code, scope)
            case ["moderate", code] if _CODE.fullmatch(code):
                return pages.moderate(), self._status_of(code, scope)
            case ["openapi.json"]:
                from tamtam.server.routes.openapi import document  # phones never ask for it

                return pages.as_json(document), 200
            case ["assets", pages.PLOTLY]:
                return pages.plotly(), 200
            case ["forms", name] if name.endswith(".js"):
                return pages.form(name.removesuffix(".js"), language), 200
            case ["forms", whose, name] if name.endswith(".js"):
                return pages.form(f"{whose}/{name.removesuffix('.js')}", language), 200
            case ["words", name] if name.endswith(".json"):
                return pages.words(name.removesuffix(".json")), 200
            case ["pictures", code, name] if _CODE.fullmatch(code):
                return self._picture(code.upper(), name, scope), 200
            case _ if b"text/html" in header(scope["headers"], b"accept"):
                return self._phone(scope), 404  # a mistyped address: the page says how to come in
            case _:
                raise TamtamError("no_such_page")

    def _phone(self, scope: Scope) -> pages.Page:
        return pages.phone(self._language(scope))

    def _picture(self, code: str, name: str, scope: Scope) -> pages.Page:
        """A picture of a session's deck. Raises TamtamError (404) where it has none of that name."""
        guessing.check(self.context, code, scope)
        held = pictures.found(self.context.state(code).deck, name)
        if held is None:
            raise TamtamError("no_such_page")
        return pages.picture(held)

    def _status_of(self, code: str, scope: Scope) -> int:
        """200 for a session there is: its page says the rest in any case."""
        guessing.check(self.context, code.upper(), scope)
        try:
            self.context.state(code.upper())
        except TamtamError as error:
            guessing.counted(self.context, error, scope)
            return 404
        return 200

    def _language(self, scope: Scope) -> str:
        return language_of(scope["headers"])

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        context = self._context = self._open_context()
        work = (heartbeats(context), keep_time(context), keep_company(context))
        tasks = [asyncio.create_task(one) for one in (*work, context.metrics.watch())]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in tasks:
            task.cancel()
        await context.close()
        await send({"type": "lifespan.shutdown.complete"})


async def _send_on(place: str, scope: Scope, send: Send) -> None:
    """Lead to the same page at another place of this server."""
    query = b"?" + scope["query_string"] if scope["query_string"] else b""
    location = place.encode() + scope["raw_path"] + query
    await send_bytes(send, 307, b"", b"text/plain", [(b"location", location)])


#: What requests are counted and logged as: their route, never a code, a name or a secret.
_ROUTES = {name for _, name in _API} | {
    "forms",
    "pictures",
    "words",
    "spare",
    "clicker",
    "moderate",
}


def _route_of(path: str) -> str:
    """The route of a request, as in "answers", "control" or "page".

    >>> _route_of("/api/K7P2QX/answers"), _route_of("/screen/a-secret/events"), _route_of("/K7P2QX")
    ('answers', 'events', 'page')
    """
    parts = path.strip("/").split("/")
    if parts[-1] == "events" or (parts[0] == "control" and parts[-1] == "log"):
        return "events"
    if parts[0] in ("control", "screen"):
        return parts[0]
    return next((part for part in reversed(parts) if part in _ROUTES), "page")
