"""Who is who: cookies, the three words to come back with, and bearer keys. Only hashes are kept."""

import hashlib
import hmac
import re
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from ipaddress import ip_address

from tamtam import assets
from tamtam.language.characters import bare_name, name_key
from tamtam.language.errors import TamtamError
from tamtam.server.http import Headers, Scope, header
from tamtam.session.commands import Credential

WORDS = 3
#: Wrong tries at words, per phone: so many within so many seconds. Three words of 256 are 2^24 triples.
TRIES, WINDOW = 30, 60.0
#: The same window on a public address, where nobody sees who guesses; and how many wrong join codes an
#: address may try within `WINDOW`: a whole office that mistypes comes through.
PUBLIC_WINDOW, WRONG_CODES = 600.0, 100
#: How many things that could be guessed are counted at once.
MOST_TRIED = 10_000


def digest(secret: str) -> bytes:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).digest()


def new_participant() -> str:
    """A participant's id: random, and no secret."""
    return secrets.token_hex(6)


def new_cookie() -> str:
    """A cookie's secret: 128 bits."""
    return secrets.token_urlsafe(16)


def cookie_name(code: str) -> str:
    """The cookie of one session; a phone may be in several."""
    return f"tamtam_{code}"


def read_cookie(headers: Headers, code: str) -> str | None:
    """The secret in a request's cookies, None without one."""
    wanted = cookie_name(code).encode() + b"="
    for name, value in headers:
        if name == b"cookie":
            for part in value.split(b";"):
                part = part.strip()
                if part.startswith(wanted):
                    return part[len(wanted) :].decode("latin-1")
    return None


@cache
def _vocabulary(language: str) -> tuple[str, ...]:
    path = assets.folder() / "locale" / language / "words.txt"
    return tuple(path.read_text(encoding="utf-8").split())


def new_words(language: str) -> tuple[str, ...]:
    """Three words to come back with, easy to read out."""
    return tuple(secrets.choice(_vocabulary(language)) for _ in range(WORDS))


def new_screen_key(code: str) -> str:
    """What opens the projector page of a session: its code, then a secret of 128 bits."""
    return f"{code}.{secrets.token_urlsafe(16)}"


def session_of(key: str) -> str:
    """The session whose projector page a key may open; none ("") where it names none.

    >>> session_of("K7P2QX.a-secret"), session_of("a-secret")
    ('K7P2QX', '')
    """
    code, dot, _ = key.partition(".")
    return code if dot else ""


def words_digest(code: str, words: str) -> bytes:
    """What is kept of three words: case, width, accents and what stands between them don't count.

    Nor does how a keyboard writes its letters (ı, œ), nor what of them nobody sees.
    """
    bare = [bare_name(word) for word in re.findall(r"[^\W\d_]+", name_key(words))]
    return digest(code + " " + " ".join(bare))


def credentials(code: str, cookie: str, words: tuple[str, ...]) -> tuple[Credential, ...]:
    """What a new participant can come back with."""
    return (
        Credential("cookie", digest(cookie)),
        Credential("words", words_digest(code, " ".join(words))),
    )


def bearer(headers: Headers) -> str:
    """The bearer key of a request, empty without one."""
    scheme, _, key = header(headers, b"authorization").partition(b" ")
    return key.decode("latin-1") if scheme == b"Bearer" else ""


def is_key(headers: Headers, key: str) -> bool:
    """Whether a request carries `key` as its bearer key, and comes from no page of a browser."""
    same = hmac.compare_digest(bearer(headers).encode(), key.encode())
    return same and not from_a_page(headers)


def from_a_page(headers: Headers) -> bool:
    """Whether a page of a browser makes the request, of whatever site."""
    return bool(header(headers, b"origin") or header(headers, b"sec-fetch-site"))


def from_another_page(headers: Headers) -> bool:
    """Whether a page that this server did not send makes the request."""
    site = header(headers, b"sec-fetch-site")
    origin = header(headers, b"origin")
    host = header(headers, b"host")
    own = (b"http://" + host, b"https://" + host)
    return site not in (b"", b"same-origin") or (bool(origin) and origin not in own)


def check_host(headers: Headers, own: frozenset[bytes] = frozenset()) -> None:
    """Refuse a request to a name that is not this machine's: a page elsewhere may point one here.

    An address in numbers, a bare name and a name of the local network are; those of `own` besides.
    Raises TamtamError (421) for any other, and for a request with none or several (400).
    """
    named = [value for name, value in headers if name == b"host"]
    if len(named) != 1:
        raise TamtamError("unreadable", problem="a request names one host")
    host = re.sub(rb":\d*$", b"", named[0].strip().lower()).rstrip(b".")
    bare = host.strip(b"[]").decode("latin-1")
    with suppress(ValueError):
        ip_address(bare.partition("%")[0])
        return
    if b"." not in host or host.endswith(_LOCAL) or host in own:
        return
    raise TamtamError("wrong_host", host=bare)


#: What names of a local network end with; `.test` is for tests (RFC 6761).
_LOCAL = (b".local", b".lan", b".home", b".home.arpa", b".internal", b".localhost", b".test")
#: What programs that only look at an address call themselves: they are nobody's phone.
_PREVIEW = re.compile(rb"bot|preview|whatsapp|facebookexternalhit|crawler|spider", re.IGNORECASE)


def on_this_machine(scope: Scope) -> bool:
    """Whether this machine itself asks: it has the address that the server was reached at."""
    client, server = scope.get("client"), scope.get("server")
    return not client or not server or client[0] == server[0]


def from_another_device(scope: Scope) -> bool:
    """Whether a browser on another device asks: not one of this machine, nor a link preview."""
    if on_this_machine(scope):
        return False
    agent = header(scope["headers"], b"user-agent")
    return b"Mozilla/" in agent and not _PREVIEW.search(agent)


class Tries:
    """Counts tries at something that could be guessed; raises TamtamError when there are too many.

    What was not tried for a while is forgotten, and at most `MOST_TRIED` things are remembered, each by a
    hash: `tell` is given it, for other servers that count too.
    """

    def __init__(
        self,
        window: float = WINDOW,
        most: int = TRIES,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self._window = window
        self._most = most
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._tell = tell

    def check(self, what: str) -> None:
        """Whether `what` may be tried: one that was not tried of late is not remembered for it."""
        if _hashed(what) in self._times:
            self._count(_hashed(what))

    def count(self, what: str) -> None:
        """One more try at `what`."""
        hashed = _hashed(what)
        self._count(hashed).append(time.monotonic())
        if self._tell is not None:
            self._tell(hashed)

    def hear(self, hashed: str) -> None:
        """One more try at another server."""
        with suppress(TamtamError):  # it is refused there
            self._count(hashed).append(time.monotonic())

    def _count(self, hashed: str) -> deque[float]:
        """When something was tried of late. Raises TamtamError where that was too often."""
        now = time.monotonic()
        times = self._times.setdefault(hashed, deque())
        self._times.move_to_end(hashed)
        self._forget(now)
        while times and times[0] < now - self._window:
            times.popleft()
        if len(times) >= self._most:
            seconds = int(times[0] + self._window - now) + 1
            raise TamtamError("too_many_tries", seconds=seconds)
        return times

    def _forget(self, now: float) -> None:
        """Let go of what was tried longest ago: all that no longer counts, and what is too many."""
        while self._times:
            what, times = next(iter(self._times.items()))
            expired = not times or times[-1] < now - self._window
            if len(self._times) <= MOST_TRIED and (not expired or len(self._times) == 1):
                return
            del self._times[what]


def _hashed(what: str) -> str:
    return digest(what).hex()[:32]
