"""The few HTTP pieces that the hot routes use without a framework: read a body, send an answer."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import msgspec

from tamtam.language import texts
from tamtam.language.errors import TamtamError

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
Query = TypeVar("Query", bound=msgspec.Struct)

LARGEST_BODY = 64 * 1024
#: What the facilitator sends may hold a whole deck.
LARGEST_CONTROL_BODY = 4 * 1024 * 1024

encode = msgspec.json.Encoder().encode


def header(headers: Headers, name: bytes) -> bytes:
    """A request header's value, empty if it isn't there; `name` in lower case."""
    return next((value for key, value in headers if key == name), b"")


async def read_body(scope: Scope, receive: Receive, largest: int = LARGEST_BODY) -> bytes:
    """The whole body. Raises TamtamError: 415 unless it calls itself JSON, 413 over `largest` bytes."""
    media_type = header(scope["headers"], b"content-type").partition(b";")[0].strip().lower()
    if media_type != b"application/json":
        raise TamtamError("not_json")
    chunks, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise TamtamError("unreadable", problem="the connection broke off")
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > largest:
            raise TamtamError("too_large", longest=largest)
        chunks.append(chunk)
        if not message.get("more_body"):
            return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def decode(decoder: "msgspec.json.Decoder[Any]", body: bytes) -> Any:
    """A body as what it should be. Raises TamtamError (422) naming the field and what is allowed."""
    try:
        return decoder.decode(body)
    except RecursionError as error:
        raise TamtamError("unreadable", problem="nested too deeply") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _unreadable(str(error)) from error


def read_query(sort: type[Query], scope: Scope) -> Query:
    """The query of an address as what it should be; what it doesn't know is passed over.

    Raises TamtamError (422) naming the parameter and what is allowed.
    """
    given = dict(parse_qsl(scope["query_string"].decode("latin-1")))
    try:
        return msgspec.convert(given, sort, strict=False)
    except msgspec.ValidationError as error:
        raise _unreadable(str(error)) from error


def _unreadable(problem: str) -> TamtamError:
    """The refusal of what msgspec couldn't read, in words of its own: which field, what is allowed."""
    where = problem.rpartition("at `$.")[2].rstrip("`") if "at `$." in problem else None
    return TamtamError("unreadable", field=where, problem=problem.replace("$.", ""))


def language_of(headers: Headers, otherwise: str = "en") -> str:
    """The language a request asks for, of those there are."""
    asked = header(headers, b"accept-language").decode("latin-1").split(",")
    return next(filter(None, map(texts.offered, asked)), otherwise)


async def send_json(send: Send, status: int, body: Any, headers: Headers | None = None) -> None:
    """Send one JSON answer."""
    await send_bytes(send, status, encode(body), b"application/json", headers)


async def send_bytes(
    send: Send, status: int, body: bytes, content_type: bytes, headers: Headers | None = None
) -> None:
    """Send one whole answer; never to be cached unless `headers` say so."""
    sent = [
        (b"content-type", content_type),
        (b"content-length", b"%d" % len(body)),
        (b"x-content-type-options", b"nosniff"),
        *(headers or ()),
    ]
    if not any(name == b"cache-control" for name, _ in sent):
        sent.append((b"cache-control", b"no-store"))
    await send({"type": "http.response.start", "status": status, "headers": sent})
    await send({"type": "http.response.body", "body": body})


async def send_error(send: Send, error: TamtamError, language: str) -> None:
    """Send what went wrong and what to do next."""
    headers: Headers = []
    if error.status in (429, 503):
        headers.append((b"retry-after", str(error.values.get("seconds", 1)).encode()))
    await send_json(send, error.status, error.to_json(language), headers)
