"""The course on one's own machine: one page and its calls, served by Python's own HTTP server.

On this machine alone there is one visitor. Where it is hosted for others, behind a proxy that speaks
HTTPS, each visitor has a store of their own, named by a hash of the secret in their cookie; whoever hosts
it for a class has a cohort in another store, which a visitor may hand in to.
"""

import hashlib
import json
import secrets
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from tamtam.authoring import deck_file
from tamtam.notebook import course_page
from tamtam.notebook.course import Courses
from tamtam.session.log import Store, default_place, open_store

COOKIE = "tamtam_visitor"
#: A year: who comes back after 90 days finds their answers.
_KEPT_SECONDS = 365 * 24 * 3600
#: The longest call there is: a file of answers that is compared (bytes).
LONGEST = 1_000_000


#: Where the answers of a visitor are kept, by the secret in their cookie; "" for nowhere.
Places = Callable[[str], str]


class CourseServer(ThreadingHTTPServer):
    """A course that is served: to one visitor, in `store`, or to many, each in a file under `visitors`."""

    daemon_threads = True

    def __init__(
        self,
        port: int,
        workshop: str,
        language: str,
        places: Places,
        hosted: bool = False,
        classes: Store | None = None,
    ) -> None:
        #: Whether pages come to it under another name, through a proxy.
        self.hosted = hosted
        deck = deck_file.read(deck_file.find(workshop))
        host: course_page.Host = "hosted" if hosted else "machine"
        self.page = course_page.page(deck, deck.spoken(language), host).encode()
        self.forms = {name: said.encode() for name, said in course_page.forms(deck).items()}
        self.places = places
        self.classes = classes
        self._deck = deck
        self._courses: dict[str, Courses] = {}
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def url(self) -> str:
        """Where it is, on this machine."""
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def answered(self, visitor: str, language: str, name: str, values: str) -> str:
        """What a visitor's call comes to; one call after the other, as they share Python's state."""
        place = self.places(visitor)
        if not place:
            raise KeyError(COOKIE)
        with self._lock:
            if place not in self._courses:
                self._courses[place] = Courses(open_store(place), self._deck, self.classes)
            return self._courses[place].answered(language, name, values)


def one_store(place: str | None) -> Places:
    """Everybody who comes is the one visitor there is: on one's own machine."""
    return lambda _: place or default_place()


def a_store_each(folder: Path) -> Places:
    """Each visitor's own file, whose name tells nobody the secret."""

    def place(visitor: str) -> str:
        name = hashlib.sha256(visitor.encode()).hexdigest()
        return str(folder / f"{name}.sqlite") if visitor else ""

    return place


class _Handler(BaseHTTPRequestHandler):
    """Tells the page, a form, or what a call comes to; nothing else is there."""

    server: CourseServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """The page, or a form of it."""
        path = urlsplit(self.path).path
        kind = path.removeprefix("/forms/").removesuffix(".js")
        if path == "/":
            self._tell(self.server.page, "text/html")
        elif path == f"/forms/{kind}.js" and kind in self.server.forms:
            self._tell(self.server.forms[kind], "text/javascript")
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """A call of the page; only of ours: another site's page can't send this type without asking."""
        length = int(self.headers.get("Content-Length", 0))
        is_json = self.headers.get("Content-Type", "") == "application/json"
        if not 0 < length <= LONGEST:
            self.close_connection = True  # what it sent is not read
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        sent = self.rfile.read(length)
        if self.path != "/call" or not is_json or not self._is_ours():
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        try:
            said = json.loads(sent)
            language, name, values = str(said["language"]), str(said["name"]), said["values"]
            found = self.server.answered(self._visitor(), language, name, json.dumps(values))
        except (ValueError, KeyError, TypeError):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        self._tell(found.encode(), "application/json")

    def _is_ours(self) -> bool:
        """Whether a page of this address sent it; on one's own machine, under no name but its own."""
        origin, host = self.headers.get("Origin"), self.headers.get("Host", "")
        known = self.server.hosted or host.rpartition(":")[0] in ("127.0.0.1", "localhost")
        return known and (origin is None or urlsplit(origin).netloc == host)

    def _visitor(self) -> str:
        known = SimpleCookie(self.headers.get("Cookie", "")).get(COOKIE)
        return known.value if known and len(known.value) >= 32 else ""

    def _tell(self, said: bytes, sort: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{sort}; charset=utf-8")
        self.send_header("Content-Length", str(len(said)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        if sort == "text/html" and not self._visitor():
            secret = secrets.token_urlsafe(32)
            terms = f"Max-Age={_KEPT_SECONDS}; Path=/; HttpOnly; SameSite=Strict"
            self.send_header("Set-Cookie", f"{COOKIE}={secret}; {terms}")
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: who comes when is nobody's business."""
