"""What a browser loads: each page in one piece, each form as one module, Plotly for the projector.

A page carries its style, script and words inside, so that a phone on weak Wi-Fi needs one answer
to show something; a content security policy names exactly these pieces by their hashes.
"""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape
from typing import Any

from tamtam import assets, kinds
from tamtam.assets import minify
from tamtam.deck import pictures
from tamtam.deck.deck import BACKCHANNEL
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.server.http import Headers, header

PLOTLY = "plotly-cartesian.min.js"
_FOREVER = (b"cache-control", b"public, max-age=31536000, immutable")
_BY_LANGUAGE = (b"vary", b"accept-language")


#: What stands before every path, as in "/tamtam"; said once, before the first page is made.
_root = ""
#: A path of this server in a page, and where a page looks at its own; but for what is cut off an address.
_PATH = re.compile(
    r"""(?<=["'`])/(?=(?:api|assets|clicker|control|forms|moderate|screen|spare|words)/)"""
    r"""|(?<=[^(]`)/(?=\$\{)|(?<=assign\(`)/(?=\$\{)"""
)
_OWN_PATH = re.compile(r"(?<!replace\()location\.pathname")


def serve_under(root: str) -> None:
    """Let every page be one below this path from now on; "" where it is the whole server."""
    global _root
    _root = root


def _under(piece: str) -> str:
    """A script as it is below the path that this server is served under."""
    if not _root:
        return piece
    return _OWN_PATH.sub(f"location.pathname.slice({len(_root)})", _PATH.sub(f"{_root}/", piece))


@dataclass(frozen=True)
class Page:
    """A body, plain and compressed, with its headers; as it is where compressing is of no use (`packs`)."""

    plain: bytes
    content_type: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    packs: bool = True

    @cached_property
    def packed(self) -> bytes:
        """The body compressed, once somebody takes it: many a page only lends its hash to an address."""
        return gzip.compress(self.plain, 9, mtime=0)

    def for_request(self, headers: Headers) -> tuple[bytes, Headers]:
        """The body as this request can take it."""
        if not self.packs:
            return self.plain, [*self.headers]
        if b"gzip" in header(headers, b"accept-encoding"):
            extra = [(b"content-encoding", b"gzip"), (b"vary", b"accept-encoding")]
            return self.packed, [*self.headers, *extra]
        return self.plain, [*self.headers, (b"vary", b"accept-encoding")]


def _page(body: bytes, content_type: bytes, *headers: tuple[bytes, bytes]) -> Page:
    return Page(body, content_type, headers)


@cache
def phone(language: str) -> Page:
    """The phone page, speaking one language; the same for every session, whose code is in the address."""
    return _whole("phone", (language,), **_of_phone(language))


@cache
def later(language: str) -> Page:
    """What a phone loads once it is needed, with its words: one's notebook, the end, another code."""
    words = _json(texts.section(language, "later"))
    module = f"{_under(assets.phone_part())}export const words = {words};\n"
    return _page(module.encode(), b"text/javascript; charset=utf-8", _FOREVER, _BY_LANGUAGE)


@cache
def cards(language: str) -> Page:
    """The form of what is talked about, with its words: it holds a kind's own, and sends nothing."""
    return _form_page("cards", {language: {"cards": texts.section(language, "forms/cards")}})


@cache
def spare(language: str) -> Page:
    """The page of a spare phone that is handed round: a phone page with more to it."""
    return _whole("spare", (language,), upon="phone", **_of_phone(language))


def _of_phone(language: str) -> dict[str, str]:
    """What a phone's page marks: where its later part is, and what it says where no script runs."""
    return {
        "LANGUAGE": language,
        "LATER": f"{_root}/forms/later.js?v={_version(later(language))}",
        "NO_SCRIPT": escape(texts.text(language, "server.no_script")),
        "TOO_OLD": escape(texts.text(language, "server.too_old")),
    }


def words(language: str) -> Page:
    """What page and forms say in another language. Raises TamtamError (404) for one there isn't."""
    if language not in texts.LANGUAGES:
        raise TamtamError("no_such_page")
    return _words(language, tuple((name, kinds.source_hash(name)) for name in kinds.own.loaded()))


@cache
def _words(language: str, of_ones_own: tuple[tuple[str, str], ...]) -> Page:
    running = [name for name, version in of_ones_own if version]
    forms = {name: Words(name).form(language) for name in (*kinds.names(), BACKCHANNEL, *running)}
    later = texts.section(language, "later")
    said = _json(_said("spare", language, "phone") | later | {"forms": forms})
    return _page(said.encode(), b"application/json", (b"cache-control", b"no-cache"))


@cache
def clicker() -> Page:
    """The page that leads from a phone; the same for every session."""
    return _whole("clicker")


@cache
def moderate() -> Page:
    """The page on which a co-facilitator looks after proposals; the same for every session."""
    return _whole("moderate", frame="clicker")


@cache
def screen() -> Page:
    """The projector page; the same for every session, whose key stands in the address."""
    return _whole("screen", PLOTLY=f"{_root}/assets/{PLOTLY}?v={_version(plotly())}")


@cache
def plotly() -> Page:
    """What draws charts: the same bundle that notebooks use."""
    bundle = (assets.folder() / "vendor" / PLOTLY).read_bytes()
    return _page(bundle, b"text/javascript; charset=utf-8", _FOREVER)


def _whole(
    name: str,
    languages: tuple[str, ...] = texts.LANGUAGES,
    frame: str = "",
    upon: str = "",
    **marks: str,
) -> Page:
    """A page of `assets/{name}` with its style, script and words, and what it marks besides.

    Its HTML may be that of another page, `frame`; or it is all of another, `upon`, with more to it.

    Plotly sets styles of its own, which only a policy allows that lets styles in; scripts stay out.
    """
    words = {language: _said(name, language, upon) for language in languages}
    sheets = ("look.css", *(f"{each}/{each}.css" for each in (upon, name) if each))
    style = minify.css("".join(map(_read, sheets)))
    script = _under(assets.page_script(name))
    page = _read(f"{frame or upon or name}/index.html")
    old = minify.javascript(_read("phone/old.js"))
    said = _json(words).replace("<", "\\u003c")
    pieces = {"STYLE": style, "WORDS": said, "SCRIPT": script, "OLD": old}
    for mark, piece in (marks | pieces).items():
        page = page.replace(f"/*{mark}*/", piece)
    styles = "'self' 'unsafe-inline'" if "PLOTLY" in marks else _hash(style)
    policy = (
        f"default-src 'none'; script-src 'self' {_hash(script)} {_hash(old)}; style-src {styles}; "
        "connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    return _page(
        page.encode(),
        b"text/html; charset=utf-8",
        (b"content-security-policy", policy.encode()),
        (b"referrer-policy", b"no-referrer"),
        (b"cache-control", b"no-cache"),
        _BY_LANGUAGE,
    )


def _said(name: str, language: str, upon: str = "") -> dict[str, Any]:
    """The words of a page; of one upon another the other's too, its own under its name."""
    own = texts.section(language, name)
    return texts.section(language, upon) | {name: own} if upon else own


def _json(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _read(name: str) -> str:
    return (assets.folder() / name).read_text(encoding="utf-8")


def _hash(piece: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(piece.encode()).digest()).decode()}'"


def form(name: str, language: str) -> Page:
    """A kind's form as a module, with its words. Raises TamtamError (404) for a kind there isn't.

    In the place of one of one's own that can't run there is a form that says so.
    """
    if name == "later":
        return later(language)
    if name == "cards":
        return cards(language)
    if kinds.own.is_own(name):
        version = kinds.source_hash(name)
        return _form(name, language, version) if version else _missing(language)
    if name not in (*kinds.names(), BACKCHANNEL):
        raise TamtamError("no_such_page")
    return _form(name, language)


@cache
def _form(name: str, language: str, version: str = "") -> Page:
    """The form of a kind that runs; of one of one's own as it is in one version."""
    return _form_page(name, {language: Words(name).form(language)})


@cache
def _missing(language: str) -> Page:
    return _form_page("missing", {language: {"missing": texts.section(language, "forms/missing")}})


def _form_page(name: str, words: dict[str, Any]) -> Page:
    module = f"{assets.form_part(name)}export const words = {_json(words)};\n"
    return _page(module.encode(), b"text/javascript; charset=utf-8", _FOREVER, _BY_LANGUAGE)


def form_address(name: str) -> str:
    """Where the form of a kind is loaded from: another address whenever it says or does otherwise."""
    return _address(name, kinds.source_hash(name) if kinds.own.is_own(name) else "")


def picture_address(code: str, name: str) -> str:
    """Where a session's picture is loaded from, by what it is called."""
    return f"{_root}/pictures/{code}/{name}"


def picture(data: bytes) -> Page:
    """A picture, which is nothing but a picture wherever it is opened."""
    sort = pictures.sort_of(data)
    if sort is None:
        raise TamtamError("no_such_page")
    policy = (b"content-security-policy", b"default-src 'none'; sandbox")
    return Page(data, sort.content_type.encode(), (policy, _FOREVER), packs=False)


@cache
def _address(name: str, version: str) -> str:
    spoken = (form(name, language) for language in texts.LANGUAGES)
    return f"{_root}/forms/{name}.js?v={_version(*spoken)}"


def _version(*pages: Page) -> str:
    return hashlib.sha256(b"".join(page.plain for page in pages)).hexdigest()[:12]


@cache
def as_json(document: Callable[[], Any]) -> Page:
    """What a function returns, as a page of JSON for programs."""
    return _page(json.dumps(document(), indent=1).encode(), b"application/json")
