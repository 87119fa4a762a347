"""A server elsewhere that leads a notebook's sessions, by its control routes and a facilitator's token."""

import http.client
import os
import re
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from tamtam.language.errors import TamtamError, writing
from tamtam.notebook.chosen_session import Resumable
from tamtam.notebook.remote_store import RemoteStore
from tamtam.server.addresses import LaptopNetwork
from tamtam.server.client import PATIENCE, Client, Refusal, version
from tamtam.server.doctor import Finding
from tamtam.session import commands as c


def elsewhere(
    server: str | None, token: str | None, store: str | Path | None
) -> tuple[str, str] | None:
    """The server that is meant and what opens it: as said, else as TAMTAM_SERVER and TAMTAM_TOKEN say.

    None where sessions are led on this machine: nobody names a server, or a `store` of it is named.
    Raises TamtamError for what can't be a server's address, and without a token.
    """
    named = server or (os.environ.get("TAMTAM_SERVER", "") if store is None else "")
    if not named:
        return None
    url = named.rstrip("/")
    address = urlsplit(url)
    near = address.scheme == "http" and _is_near(address.hostname or "")
    if not address.hostname or not (address.scheme == "https" or near):
        raise TamtamError("server_address", field="server", url=url)
    opened_by = token or os.environ.get("TAMTAM_TOKEN", "")
    if not opened_by:
        raise TamtamError("server_no_token", field="token", url=url)
    return url, opened_by


def _is_near(host: str) -> bool:
    """Whether a token may go there unencrypted: this machine, or a network of its own."""
    with suppress(ValueError):
        return ip_address(host).is_private
    return "." not in host


class RemoteClient(Client):
    """A client over the internet: by the machine's proxy, and with words where nobody answers."""

    def __init__(self, url: str, token: str) -> None:
        super().__init__(url, token)
        self._url = url

    def _exchange(
        self, method: str, path: str, body: bytes | None = None, patience: float = PATIENCE
    ) -> bytes:
        try:
            return super()._exchange(method, path, body, patience)
        except Refusal:
            raise
        except (OSError, http.client.HTTPException, TamtamError) as error:
            problem = str(error) or type(error).__name__
            raise TamtamError("server_unreachable", url=self._url, problem=problem) from error

    def _connection(self, patience: float) -> http.client.HTTPConnection:
        proxy = urlsplit(getproxies().get("https", ""))
        if not self._is_secure or not proxy.hostname or proxy_bypass(self._host):
            return super()._connection(patience)
        connection = http.client.HTTPSConnection(proxy.hostname, proxy.port, timeout=patience)
        connection.set_tunnel(self._host)
        return connection


class RemoteBackend:
    """The sessions of one facilitator on a server elsewhere; it runs there, whoever looks."""

    def __init__(self, url: str, token: str) -> None:
        self._address = url
        self._client = RemoteClient(url, token)
        self._known_as: str | None = None
        self.store = RemoteStore(self._client, url, _folder(url))

    def resumable(self, workshop: str) -> list[Resumable]:
        """As `Backend` says; so below."""
        return [
            Resumable(session, step)
            for session, step in self._client.sessions(workshop)
            if session.audience != "alone" and not session.over
        ]

    def start(self, lan: bool | None = None) -> None:
        """See that it answers, knows the token and is of this version: both fold the same log."""
        told = self._client.server()
        if told["version"] != version():
            versions = {"theirs": told["version"], "ours": version()}
            raise TamtamError("server_other_version", url=self._address, **versions)
        self._known_as = told["url"]

    def client(self) -> Client:
        return self._client

    def running(self) -> Client | None:
        return self._client

    def has(self, code: str, position: int) -> None:
        self.store.has(code, position)

    def catch_up(self, code: str) -> None:
        self.store.catch_up(code)

    def url(self) -> str:
        return self._known_as or self._address

    def address(self) -> str | None:
        return self.url()

    def room_address(self) -> str | None:
        return None

    def name_url(self) -> str | None:
        return None

    def local_url(self) -> str | None:
        return None

    def wire_url(self) -> str:
        return self._address

    def reaches_phones(self) -> bool:
        return True

    def networks(self) -> tuple[LaptopNetwork, ...]:
        return ()

    def chosen_address(self) -> str | None:
        return None

    def choose_address(self, address: str | None) -> None:
        """Whoever runs the server says by what address it is known."""

    def prune(self, code: str) -> None:
        self.has(code, self._client.run(code, c.Prune()))

    def findings(self) -> list[Finding]:
        self.start()
        return [Finding("server", "reached", "good", {"url": self.url()})]

    def is_idle(self) -> bool:
        return False

    def stop(self, after: float = 0) -> None:
        """It goes on: others may need it."""

    def end_hanging(self) -> None:
        """Whoever runs the server looks after it."""


def _folder(url: str) -> Path:
    """Where this machine keeps what it knows of a server elsewhere: which session was chosen."""
    from platformdirs import user_data_path  # only needed where a server is elsewhere

    name = re.sub(r"[^A-Za-z0-9.]+", "-", url)
    folder = user_data_path("tamtam", appauthor=False) / "elsewhere" / name
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return folder
