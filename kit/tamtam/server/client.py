"""What a notebook or the command line says to a running server. The standard library is enough."""

import http.client
import json
from importlib import metadata
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec

from tamtam.language.errors import STATUS, TamtamError
from tamtam.session.commands import Command, NewSession, RevealRequest
from tamtam.session.log import SessionSummary, lines
from tamtam.session.log.database import LogRow

#: How long an answer may take (seconds), and one for which a standing has to be worked out.
PATIENCE, LONG_PATIENCE = 10.0, 30.0
#: How long a server may take to say that it lives, however busy it is (seconds).
ALIVE = 5.0


def version() -> str:
    """Which Tamtam is installed here."""
    return metadata.version("tamtam")


class Client:
    """One server's control routes. Raises TamtamError with the server's own words when refused."""

    def __init__(self, url: str, key: str) -> None:
        address = urlsplit(url)
        self._is_secure = address.scheme == "https"
        self._host, self._root = address.netloc, address.path.rstrip("/")
        self._key = key

    def alive(self) -> bool:
        """Whether the server answers, and is the one this key belongs to."""
        try:
            self._call("GET", "/control/health", patience=ALIVE)
        except (OSError, http.client.HTTPException, TamtamError):
            return False
        return True

    def reached(self) -> int | None:
        """When the page last went to another device (ms since 1970); None before the first."""
        at = self._call("GET", "/control/health")["reached"]
        return int(at) if at is not None else None

    def name(self) -> tuple[str, str]:
        """How `tamtam.local` stands, as the route `health` says it, and what may be typed of it, or ""."""
        told = self._call("GET", "/control/health")
        return str(told["name"]), str(told["name_url"])

    def create(self, new: NewSession) -> str:
        """Open a session; returns its code."""
        return str(self._call("POST", "/control/sessions", msgspec.json.encode(new))["code"])

    def hand_in(self, code: str, handed: bytes) -> int:
        """Hand in to a cohort what somebody answered alone; returns how many people have by now."""
        return int(self._call("POST", f"/api/{code}/hand-in", handed)["people"])

    def run(self, code: str, command: Command) -> int:
        """Run a facilitator's command; returns the log's position after it."""
        answer = self._call("POST", f"/control/{code}/run", msgspec.json.encode(command))
        return int(answer["position"])

    def reveal(self, code: str, activity: str, show: str, anyway: bool = False) -> int:
        """Freeze where the group stands and show it; returns the log's position after it."""
        return self.send(code, RevealRequest(activity, show, anyway))

    def send(self, code: str, request: Command | RevealRequest) -> int:
        """Send what an action of `next_step` requests; returns the log's position after it."""
        if not isinstance(request, RevealRequest):
            return self.run(code, request)
        body = msgspec.json.encode(request)
        return int(self._call("POST", f"/control/{code}/reveal", body, LONG_PATIENCE)["position"])

    def connected(self, code: str) -> list[str]:
        """Ids of the participants whose phones are connected now."""
        return list(self._call("GET", f"/control/{code}/presence")["connected"])

    def notice(self, code: str) -> dict[str, str] | None:
        """What everybody in a session is told beside what is asked, by language; None where all is well."""
        told: dict[str, str] | None = self._call("GET", f"/control/{code}/presence")["notice"]
        return told

    def failures(self, code: str) -> list[dict[str, Any]]:
        """The forms that throw on phones, as the route `presence` tells them."""
        told: list[dict[str, Any]] = self._call("GET", f"/control/{code}/presence")["failed"]
        return told

    def arrivals(self, code: str) -> dict[str, list[dict[str, Any]]]:
        """Who came in from where, as the route `arrivals` tells it."""
        return self._call("GET", f"/control/{code}/arrivals")

    def server(self) -> dict[str, Any]:
        """The server's version and address, and whose token that is, as the route `server` tells it."""
        return self._call("GET", "/control/server")

    def sessions(self, workshop: str = "") -> list[tuple[SessionSummary, str]]:
        """Every session that may be led, the newest first; of one workshop each with its step."""
        told = self._call("GET", f"/control/sessions?workshop={quote(workshop)}")["sessions"]
        return [(msgspec.convert(one["session"], SessionSummary), one["step"]) for one in told]

    def log(self, code: str, after: int, wait: float = 0) -> list[LogRow]:
        """Events of a session behind a position, as they are stored; none yet: once there are, or none."""
        path = f"/control/{code}/log?after={after}&wait={wait}"
        body = self._exchange("GET", path, patience=PATIENCE + wait)
        return list(lines.read(code, body.splitlines()))

    def stop(self, after: float = 0) -> None:
        """Ask the server to stop, `after` so many seconds unless it is needed again by then."""
        self._call("POST", "/control/stop", json.dumps({"after": after}).encode())

    def _call(
        self, method: str, path: str, body: bytes | None = None, patience: float = PATIENCE
    ) -> dict[str, Any]:
        return _read(self._exchange(method, path, body, patience))

    def _exchange(
        self, method: str, path: str, body: bytes | None = None, patience: float = PATIENCE
    ) -> bytes:
        """What is answered. Raises TamtamError with the server's words where it refuses."""
        connection = self._connection(patience)
        headers = {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"}
        try:
            connection.request(method, self._root + path, body, headers)
            answer = connection.getresponse()
            told = answer.read()
        finally:
            connection.close()
        if answer.status >= 400:
            raise refusal(_read(told))
        return told

    def _connection(self, patience: float) -> http.client.HTTPConnection:
        if self._is_secure:
            return http.client.HTTPSConnection(self._host, timeout=patience)
        return http.client.HTTPConnection(self._host, timeout=patience)


def _read(body: bytes) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(body or b"{}")
    except ValueError as error:
        raise TamtamError("unreadable", problem=str(error)) from error
    return told


class Refusal(TamtamError):
    """A refusal as the server worded it."""

    def __init__(self, code: str, words: dict[str, str]) -> None:
        super().__init__(code, field=words.get("field"))
        self._words = words

    def message(self, language: str) -> str:
        """What happened, as the server said."""
        return self._words.get("message", self.code)

    def hint(self, language: str) -> str:
        """What to do next, as the server said."""
        return self._words.get("hint", "")


def refusal(told: dict[str, Any]) -> TamtamError:
    """The error in a server's answer."""
    code = told.get("error", "unreadable")
    return Refusal(code if code in STATUS else "unreadable", told)
