"""How a server is reached: beyond the room by which address, certificate and proxies; in it by a name."""

import asyncio
import logging
import ssl
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from tamtam.language.errors import TamtamError

#: How many characters a join code has there, where everybody can guess.
LONG_CODE = 8
#: How often to look whether a certificate was renewed (seconds).
LOOK = 5.0

_log = logging.getLogger("tamtam")


@dataclass(frozen=True, slots=True)
class Exposure:
    """What whoever runs a server says of how it is reached; nothing of it on a laptop in its room.

    `public_url` is the address people type, also where a proxy in front has it; its path is the
    `root_path` unless another is said. `certfile` and `keyfile` (PEM) let the server itself speak TLS.
    Whom a request comes from is believed of `trusted_proxy` alone, addresses or blocks of them.
    Without `name` a laptop answers to no name of its own in the room's network.
    """

    public_url: str = ""
    root_path: str = ""
    certfile: str = ""
    keyfile: str = ""
    trusted_proxy: tuple[str, ...] = ()
    name: bool = True

    @property
    def is_public(self) -> bool:
        """Whether anybody on the internet may knock."""
        return bool(self.public_url)

    @property
    def root(self) -> str:
        """What stands before every path, as in "/tamtam"; "" where nothing does."""
        return (self.root_path or urlsplit(self.public_url).path).rstrip("/")

    @property
    def host(self) -> bytes:
        """The name by which browsers ask for it."""
        return (urlsplit(self.public_url).hostname or "").encode()

    def is_asked(self, host: bytes) -> bool:
        """Whether a request names this server as it is known beyond the room, by its `Host` header.

        >>> exposed("https://room.test").is_asked(b"Room.test:443"), Exposure().is_asked(b"10.0.0.7")
        (True, False)
        """
        return self.is_public and host.lower().partition(b":")[0] == self.host

    def arguments(self) -> list[str]:
        """The same as options of `tamtam serve`."""
        told: list[str] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, bool):
                told += [] if value else [f"--no-{field.name}"]
                continue
            for one in value if isinstance(value, tuple) else (value,):
                if one:
                    told += [f"--{field.name.replace('_', '-')}", one]
        return told


def exposed(
    public_url: str | None = None,
    root_path: str | None = None,
    certfile: str | None = None,
    keyfile: str | None = None,
    trusted_proxy: tuple[str, ...] = (),
    name: bool = True,
) -> Exposure:
    """What is said, looked at before anything starts. Raises TamtamError for what can't be."""
    url = (public_url or "").rstrip("/")
    address = urlsplit(url)
    if url and (address.scheme not in ("http", "https") or not address.hostname or address.query):
        raise TamtamError("bad_public_url", url=url)
    root = "/" + root_path.strip("/") if root_path and root_path.strip("/") else ""
    if bool(certfile) != bool(keyfile):
        raise TamtamError("certificate_unusable", problem="--certfile, --keyfile")
    found = Exposure(url, root, _absolute(certfile), _absolute(keyfile), trusted_proxy, name)
    if found.certfile:
        tls(found)
    return found


def _absolute(path: str | None) -> str:
    return str(Path(path).resolve()) if path else ""


def tls(exposure: Exposure) -> ssl.SSLContext:
    """What speaks TLS with a server's certificate. Raises TamtamError where that can't be used."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    try:
        context.load_cert_chain(exposure.certfile, exposure.keyfile)
    except (OSError, ssl.SSLError) as error:
        raise TamtamError("certificate_unusable", problem=str(error)) from error
    return context


async def renew(context: ssl.SSLContext, exposure: Exposure) -> None:
    """Take a renewed certificate as soon as its files changed, for ever; whoever is connected stays so."""
    seen = _stamps(exposure)
    while True:
        await asyncio.sleep(LOOK)
        if (now := _stamps(exposure)) == seen or None in now:
            continue
        try:
            context.load_cert_chain(exposure.certfile, exposure.keyfile)
        except (
            OSError,
            ssl.SSLError,
        ) as error:  # half of it is written: the next look sees the rest
            _log.warning("the renewed certificate can't be used yet: %s", error)
        else:
            seen = now
            _log.info("the renewed certificate is used from now on")


def _stamps(exposure: Exposure) -> tuple[int | None, ...]:
    return tuple(_stamp(Path(name)) for name in (exposure.certfile, exposure.keyfile))


def _stamp(file: Path) -> int | None:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return None
