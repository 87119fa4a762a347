"""What a stranger may send: methods, addresses, headers, fields and bodies, from plain to absurd."""

from typing import Any

from tamtam.server.routes import catalogue

METHODS = (
    *("GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"),
    *("get", "PÖST", "X" * 40),
)
ACTIVITIES = ("baseline", "flows", "exchanges", "tools", "aside")
#: A server that was stopped answers nothing more, and who is let in leads whatever is asked.
ROUTES = [one.path for one in catalogue.ROUTES if not one.path.endswith("/control/stop")]
#: Codes of no session, and what is hung on an address that there is.
CODES = ("ABCDEF", "abcdef", "é", "%00", "")
TAILS = ("/", "//", "?a=b", "/..", "%2e%2e", "#x", "?" + "a" * 2_000, "/\\", ";x")

_NUMBERS = (0, 1, 3, 5, -1, 6, 2**31, 2**63, 2**64, -(2**63) - 1, 10**40, 1.5, 1e308)
_WORDS = ("", " ", "s1", "s2", "baseline", "before", "wanted", "aside", "pace")
_CHARACTERS = ("\x00", "\u202e", "é" * 40, "a" * 5_000, "🎭" * 300)
_CODE = ("=1+1", "<script>alert(1)</script>", "%x{y}", "$a$", "../../etc/passwd")
_SHAPES: tuple[Any, ...] = ([], {}, [1], [None], {"1": 1}, {"a": {"a": {"a": []}}}, [[[[[]]]]])
VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    *_NUMBERS,
    *_WORDS,
    *_CHARACTERS,
    *_CODE,
    *_SHAPES,
    ["s1", "s1"],
)
FIELDS = (
    *("activity", "phase", "item", "value", "key", "turn", "alias", "language", "words"),
    *("simulated", "text", "forget", "leave", "extra_time", "do", "seconds", "show"),
    *("participant", "closed"),
)
#: Bodies that are no JSON, or that say more than it can.
RAW = (
    *(b"", b"{", b"}", b"null", b"[]", b'"', b"\xff\xfe{\x00}\x00", b"\x00" * 64, b"NaN", b"1e999"),
    *(b'{"a":1,"a":2}', b'{"alias":"\xc3\x28"}', b'{"alias":"\\ud800"}', b"{'alias':'x'}"),
    *(b"[" * 5_000, b'{"a":' * 3_000, b"a" * 70_000),
    *('{"alias":"é"}'.encode("latin-1"), b"\xef\xbb\xbf{}"),
)
TYPES = (
    *(b"application/json", b"Application/JSON;charset=utf-16", b"application/jsonp"),
    *(b"multipart/form-data; boundary=x", b"application/x-www-form-urlencoded"),
    *(b"text/plain", b"*/*", b"\xff", b""),
)
HEADERS = tuple(
    line.encode("latin-1")
    for line in (
        "accept-language: fr",
        "accept-language: ÿÿ",
        "accept-encoding: gzip, br",
        "authorization: Basic x",
        "authorization: Bearer ",
        "content-encoding: gzip",
        "cookie: tamtam_=;;=;tamtam",
        "expect: 100-continue",
        "forwarded: for=x",
        "host: a.example",
        "if-none-match: *",
        "origin: http://evil.example",
        "range: bytes=0-1",
        "sec-fetch-site: cross-site",
        "te: trailers",
        "transfer-encoding: identity",
        "upgrade: websocket",
        "x-forwarded-for: 1.2.3.4",
        "x-long: " + "a" * 9_000,
    )
)
