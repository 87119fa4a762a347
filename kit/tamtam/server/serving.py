"""A server's own process: it takes the lock on its store, listens, and serves until it is told to stop."""

import contextlib
import gc
import logging
import os
import secrets
import socket
import sys
from collections.abc import Callable

import uvicorn

from tamtam.language.errors import TamtamError
from tamtam.server import addresses, lock, run
from tamtam.server.app import App
from tamtam.server.context import ServerContext
from tamtam.server.protocol import LimitedProtocol
from tamtam.session.log import Store, default_place, open_store

EVERYWHERE = "0.0.0.0"  # noqa: S104 — only with --lan
#: Connections a server takes at most, and how many open files it needs for itself.
MOST_CONNECTIONS, OWN_FILES = 65_536, 100

_log = logging.getLogger("tamtam")


def serve(
    place: str | None = None, port: int = 0, lan: bool = False, address: str | None = None
) -> None:
    """Serve a store in this process until it is told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("uvicorn.access").disabled = True  # addresses hold codes
    most = _raise_open_files()
    store = open_store(place or default_place())
    if address is not None:
        addresses.choose(store, address)
    held = lock.take(store)
    if held is None:
        other = run.find(store)
        raise TamtamError("server_runs", url=other.url if other else store.place)
    try:
        listeners = _listen(lan, port)
        running = _running(store, listeners[0].getsockname()[1], lan)
        _try_disk(store, running)
        _serve(store, running, listeners, most)
    finally:
        held.close()


def _running(store: Store, port: int, lan: bool) -> run.Running:
    """This process as a server of a store, with a key of its own."""
    url = f"http://{run.LOOPBACK}:{port}"
    return run.Running(
        url=url,
        lan_url=run.phone_url(store, port) if lan else url,
        key=secrets.token_urlsafe(24),
        pid=os.getpid(),
        port=port,
        lan=lan,
    )


def _serve(store: Store, running: run.Running, listeners: list[socket.socket], most: int) -> None:
    def open_context() -> ServerContext:
        context = ServerContext(store, running.key)
        context.stop = lambda: setattr(server, "should_exit", True)
        if running.lan:
            context.address = lambda: run.phone_url(store, running.port)
            context.addresses = lambda: run.phone_urls(store, running.port)
        else:
            context.address = lambda: running.url
        run.announce(store, running)
        print(f"Tamtam serves {store.place} at {running.lan_url}", flush=True)  # noqa: T201
        return context

    server = _uvicorn(open_context, most)
    gc.collect()
    gc.freeze()  # what is loaded now stays: a burst of joins need not walk it
    gc.set_threshold(100_000, 50, 50)
    try:
        server.run(sockets=listeners)
    finally:
        if run.is_announced(store, running):
            with contextlib.suppress(TamtamError):
                run.retire(store, running)


def _uvicorn(open_context: Callable[[], ServerContext], most: int) -> uvicorn.Server:
    """The web server, before it runs; it takes `most` connections."""
    LimitedProtocol.most = most
    config = uvicorn.Config(
        App(open_context),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=120,
        timeout_graceful_shutdown=2,
        http=LimitedProtocol,
        lifespan="on",  # a server that can't begin ends, and says why
        ws="none",
        backlog=8192,
    )
    return uvicorn.Server(config)


def _listen(lan: bool, port: int) -> list[socket.socket]:
    """Listening sockets on `port`, or on any free one where that is taken; for phones on IPv6 too."""
    listener = _listener(socket.AF_INET)
    try:
        listener.bind((EVERYWHERE if lan else run.LOOPBACK, port))
    except OSError:
        _log.warning("port %d is taken; taking a free one", port)
        listener.bind((EVERYWHERE if lan else run.LOOPBACK, 0))
    listeners = [listener]
    if lan and socket.has_ipv6:
        with contextlib.suppress(OSError):  # a machine may have it switched off
            other = _listener(socket.AF_INET6)
            other.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            other.bind(("::", listener.getsockname()[1]))
            listeners.append(other)
    for each in listeners:
        each.listen(8192)
    return listeners


def _listener(family: socket.AddressFamily) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let two servers share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return listener


def _try_disk(store: Store, running: run.Running) -> None:
    """Write what a server needs written. Raises TamtamError in words where that isn't possible."""
    store.try_again()
    run.retire(store, running)


def _raise_open_files() -> int:
    """Ask for as many open files as the machine allows; returns how many connections that leaves room for."""
    if sys.platform == "win32":
        return MOST_CONNECTIONS
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wished = MOST_CONNECTIONS if hard == resource.RLIM_INFINITY else min(hard, MOST_CONNECTIONS)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wished), hard))
    most = max(soft, wished) - OWN_FILES
    if most < 10_000:
        _log.warning("at most %d phones can connect: the open-files limit is low", most)
    return most
