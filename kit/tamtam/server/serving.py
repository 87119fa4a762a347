"""A server's own process: it takes the lock on its store, listens, and serves until it is told to stop."""

import asyncio
import contextlib
import functools
import gc
import logging
import os
import secrets
import socket
import sys
from collections.abc import Callable
from dataclasses import replace

import uvicorn

from tamtam.language.errors import TamtamError
from tamtam.server import addresses, lock, logs, pages, run
from tamtam.server import exposure as exposing
from tamtam.server.app import App
from tamtam.server.context import ServerContext
from tamtam.server.exposure import Exposure
from tamtam.server.protocol import LimitedProtocol
from tamtam.session.log import Store, default_place, open_store

EVERYWHERE = "0.0.0.0"  # noqa: S104 — only with --lan
#: Connections a server takes at most, and how many open files it needs for itself.
MOST_CONNECTIONS, OWN_FILES = 65_536, 100

_log = logging.getLogger("tamtam")


def serve(
    place: str | None = None,
    port: int = 0,
    lan: bool = False,
    address: str | None = None,
    exposure: Exposure | None = None,
    log_as: str = "text",
) -> None:
    """Serve a store in this process until it is told to stop."""
    logs.begin(log_as)
    exposure = exposure or Exposure()
    pages.serve_under(exposure.root)
    most = _raise_open_files()
    store = open_store(place or default_place())
    if address is not None:
        addresses.choose(store, address)
    held = lock.take(store)
    if held is None and store.others is None:
        other = run.find(store)
        raise TamtamError("server_runs", url=other.url if other else store.place)
    with held or contextlib.nullcontext():
        listeners = _listen(lan, port)
        own = _listen(lan=False, port=0)[0] if exposure.certfile else None
        running = _running(store, listeners[0], own or listeners[0], lan, exposure)
        store.try_again()
        if held is None:  # one of several on this machine: whoever looks for one finds the first
            _serve(_server(store, running, exposure, most, own), listeners)
            return
        run.retire(store, running)
        begun = functools.partial(run.announce, store, running)
        try:
            _serve(_server(store, running, exposure, most, own, begun), listeners)
        finally:
            if run.is_announced(store, running):
                with contextlib.suppress(TamtamError):
                    run.retire(store, running)


def _running(
    store: Store, listener: socket.socket, own: socket.socket, lan: bool, exposure: Exposure
) -> run.RunningServer:
    """This process as a server of a store, with a key of its own."""
    port = listener.getsockname()[1]
    running = run.RunningServer(
        url=f"http://{run.LOOPBACK}:{own.getsockname()[1]}",
        lan_url="",
        key=secrets.token_urlsafe(24),
        pid=os.getpid(),
        port=port,
        lan=lan,
        public_url=exposure.public_url,
        options=exposure.arguments(),
    )
    return replace(running, lan_url=run.address_of(store, running))


class _Server(uvicorn.Server):
    """uvicorn's server; beside a port that speaks TLS, `own` takes what this machine has to say."""

    def __init__(self, config: uvicorn.Config, own: socket.socket | None) -> None:
        super().__init__(config)
        self.own = own

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, on this machine's own port in plain HTTP: no certificate is made out to it."""
        await super().startup(sockets)
        if self.own is None or not self.started:
            return
        protocol = functools.partial(
            LimitedProtocol,
            config=self.config,
            server_state=self.server_state,
            app_state=self.lifespan.state,
        )
        loop = asyncio.get_running_loop()
        self.servers.append(await loop.create_server(protocol, sock=self.own))


def _server(
    store: Store,
    running: run.RunningServer,
    exposure: Exposure,
    most: int,
    own: socket.socket | None,
    begun: Callable[[], None] = lambda: None,
) -> _Server:
    """The web server of a store, before it runs; it takes `most` connections.

    `begun` is called once it can be told that it runs.
    """

    def open_context() -> ServerContext:
        context = ServerContext(store, running.key, exposure)
        context.stop = lambda: setattr(server, "should_exit", True)
        context.address = lambda: run.address_of(store, running)
        if running.lan and not running.public_url:
            context.addresses = lambda: run.phone_urls(store, running.port, running.scheme)
            if exposure.name and not exposure.certfile:  # that is made out to another name
                context.keep_up(context.name.keep())
        if config.ssl is not None:
            context.keep_up(exposing.renew(config.ssl, exposure))
        begun()
        print(f"Tamtam serves {store.place} at {running.lan_url}", flush=True)  # noqa: T201
        return context

    LimitedProtocol.most = most
    config = _config(App(open_context), exposure)
    server = _Server(config, own)
    return server


def _config(app: App, exposure: Exposure) -> uvicorn.Config:
    """How uvicorn serves it: with our own log, no line a request, and TLS where there is a certificate."""
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(exposure.trusted_proxy),
        forwarded_allow_ips=list(exposure.trusted_proxy),
        timeout_keep_alive=120,
        timeout_graceful_shutdown=2,
        http=LimitedProtocol,
        lifespan="on",  # a server that can't begin ends, and says why
        ws="none",
        backlog=8192,
    )
    config.load()
    config.ssl = exposing.tls(exposure) if exposure.certfile else None
    return config


def _serve(server: _Server, listeners: list[socket.socket]) -> None:
    gc.collect()
    gc.freeze()  # what is loaded now stays: a burst of joins need not walk it
    gc.set_threshold(100_000, 50, 50)
    server.run(sockets=listeners)


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
