"""What a browser loads: the phone page in one piece, and each form as one module.

The page carries its style, script and words inside, so that a phone on weak Wi-Fi needs one answer
to show something; a content security policy names exactly these pieces by their hashes.
"""

import base64
import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import cache

from kit import files, kinds, texts
from kit.errors import TamtamError
from kit.kinds.words import Words
from kit.server.http import Headers, header

_FOREVER = (b"cache-control", b"public, max-age=31536000, immutable")


@dataclass(frozen=True, slots=True)
class Page:
    """A body, plain and compressed, with its headers."""

    plain: bytes
    packed: bytes
    content_type: bytes
    headers: tuple[tuple[bytes, bytes], ...]

    def for_request(self, headers: Headers) -> tuple[bytes, Headers]:
        """The body as this request can take it."""
        if b"gzip" in header(headers, b"accept-encoding"):
            extra = [(b"content-encoding", b"gzip"), (b"vary", b"accept-encoding")]
            return self.packed, [*self.headers, *extra]
        return self.plain, [*self.headers, (b"vary", b"accept-encoding")]


def _page(body: bytes, content_type: bytes, *headers: tuple[bytes, bytes]) -> Page:
    return Page(body, gzip.compress(body, 9, mtime=0), content_type, headers)


@cache
def phone() -> Page:
    """The phone page; the same for every session, whose code stands in the address."""
    folder = files.assets() / "phone"
    words = {language: texts.section(language, "phone") for language in texts.LANGUAGES}
    written = _json(words).replace("<", "\\u003c")
    style = files.without_comments(_read("look.css") + (folder / "phone.css").read_text("utf-8"))
    script = files.phone_script()
    page = (folder / "index.html").read_text("utf-8")
    for mark, piece in (("STYLE", style), ("WORDS", written), ("SCRIPT", script)):
        page = page.replace(f"/*{mark}*/", piece)
    policy = (
        f"default-src 'none'; script-src 'self' {_hash(script)}; style-src {_hash(style)}; "
        "connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    return _page(
        page.encode(),
        b"text/html; charset=utf-8",
        (b"content-security-policy", policy.encode()),
        (b"referrer-policy", b"no-referrer"),
        (b"cache-control", b"no-cache"),
    )


def _json(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _read(name: str) -> str:
    return (files.assets() / name).read_text(encoding="utf-8")


def _hash(piece: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(piece.encode()).digest()).decode()}'"


@cache
def form(name: str) -> Page:
    """A kind's form as a module, with its words. Raises TamtamError (404) for a kind there isn't."""
    if name not in kinds.names():
        raise TamtamError("no_such_page")
    words = {language: Words(name).section(language, "form") for language in texts.LANGUAGES}
    module = f"{files.form_part(name)}export const words = {_json(words)};\n"
    return _page(module.encode(), b"text/javascript; charset=utf-8", _FOREVER)


@cache
def form_address(name: str) -> str:
    """Where the form of a kind is loaded from: another address whenever it says or does otherwise."""
    return f"/forms/{name}.js?v={hashlib.sha256(form(name).plain).hexdigest()[:12]}"


@cache
def openapi() -> Page:
    """The description of the wire, for programs."""
    from kit.server.openapi import document  # for whoever asks: phones never do

    return _page(json.dumps(document(), indent=1).encode(), b"application/json")
