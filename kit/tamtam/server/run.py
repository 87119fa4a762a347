"""Starting, finding and stopping the server of a store.

A running server writes its address and key into a file beside the store that only its user can
read; that file is how a notebook, another kernel or the command line finds it again. The port is
kept over a restart, so that the address on the wall and on the phones stays good.
"""

import contextlib
import errno
import gc
import logging
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO

from tamtam.language.errors import TamtamError, writing
from tamtam.server import addresses
from tamtam.server.client import Client
from tamtam.server.process import apart
from tamtam.session.log import BesideStore, Store, default_place, open_store

LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 — only with --lan
#: How long a server may take to answer (seconds).
PATIENCE = 10.0
#: Connections a server takes at most, and how many open files it needs for itself.
MOST_CONNECTIONS, OWN_FILES = 65_536, 100
#: How long a new one waits for one that is ending (seconds).
FAREWELL = 1.0

#: What ends a process that no longer listens.
_END = getattr(signal, "SIGKILL", signal.SIGTERM)

_log = logging.getLogger("tamtam")


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs: its addresses, the key to control it, and its process.

    `url` is for this machine, `lan_url` for phones (the same without a network).
    """

    url: str
    lan_url: str
    key: str
    pid: int
    port: int
    lan: bool


def file_of(store: Store) -> Path:
    """The small file beside a store that says which server runs for it."""
    return _file(store).path


def _file(store: Store) -> BesideStore:
    return BesideStore(store, "server")


def log_of(store: Store) -> Path:
    """Where a server started in the background writes what it has to say."""
    return store.folder / f"{Path(store.place).name}.server.log"


def find(store: Store) -> Running | None:
    """The server of this store, if one runs and answers."""
    running = _read(store)
    return running if running and Client(running.url, running.key).alive() else None


def _read(store: Store) -> Running | None:
    try:
        return Running(**_file(store).read())
    except TypeError:
        return None


def hanging(store: Store) -> int | None:
    """The process of a server that holds this store but answers nobody; None where there is none."""
    until = time.monotonic() + PATIENCE
    while (pid := _holder(store)) and find(store) is None:
        begun = _read(store)
        if (
            begun and begun.pid == pid and _goes_on_holding(store, pid)
        ) or time.monotonic() > until:  # else it is just starting
            return pid
        time.sleep(0.05)
    return None


def _goes_on_holding(store: Store, pid: int) -> bool:
    """Whether a process holds the lock on a store, and is none that is just ending."""
    until = time.monotonic() + FAREWELL
    while _holder(store) == pid:
        if time.monotonic() > until:
            return True
        time.sleep(0.05)
    return False


def _holder(store: Store) -> int | None:
    """The process that holds the lock on a store, as it wrote into it; None where nobody does."""
    if not _is_claimed(store):
        return None
    with contextlib.suppress(OSError, ValueError):
        return int(_lock_of(store).read_text(encoding="ascii"))
    running = _read(store)
    return running.pid or None if running else None


def end(store: Store) -> bool:
    """End a server that answers nobody; False where there is none, or it doesn't end.

    Nothing that was acknowledged is lost: it is on disk.
    """
    pid = hanging(store)
    if pid is None:
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, _END)
    until = time.monotonic() + PATIENCE
    while (held := _is_claimed(store)) and time.monotonic() < until:
        time.sleep(0.05)
    return not held


def start(
    store: Store, lan: bool | None = None, port: int | None = None, address: str | None = None
) -> Running:
    """The server of this store: the one that runs, or a new one in a process of its own.

    With `lan` phones come in, without (False) only this machine, with None it stays as it was; one
    that is otherwise is replaced, on the same port. `address` is what phones are told from now on.
    Raises TamtamError where it doesn't answer within 10 seconds.
    """
    if address is not None:
        addresses.choose(store, address)
    if running := find(store):
        if lan is None or running.lan == lan:
            return running
        stop(store)
    before = _read(store)
    if before and before.pid and _goes_on_holding(store, before.pid):
        raise TamtamError("server_hangs", pid=str(before.pid))
    wished = port if port is not None else before.port if before else 0
    lan = (before is not None and before.lan) if lan is None else lan
    command = [
        sys.executable,
        "-m",
        "tamtam",
        "serve",
        "--store",
        store.place,
        "--port",
        str(wished),
    ]
    with log_of(store).open("ab") as out:
        process = subprocess.Popen(
            [*command, *(["--lan"] if lan else [])],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            **apart(),
        )
    # It may outlive this process; if it ends earlier, somebody has to take note of that.
    threading.Thread(target=process.wait, name="tamtam-server-watch", daemon=True).start()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if running := find(store):
            return running
        if process.poll() is not None and not _is_claimed(store):
            break
        time.sleep(0.03)
    if (pid := hanging(store)) is not None:
        raise TamtamError("server_hangs", pid=str(pid))
    raise TamtamError("server_did_not_start", log=log_of(store))


def stop(store: Store, after: float = 0) -> bool:
    """Stop the server of this store; False if none ran. `after` so many seconds it stops by itself.

    Raises TamtamError for one that answers nobody.
    """
    running = find(store)
    if running is None:
        if (pid := hanging(store)) is not None:
            raise TamtamError("server_hangs", pid=str(pid))
        return False
    Client(running.url, running.key).stop(after)
    if after:
        return True
    until = time.monotonic() + PATIENCE
    while _is_claimed(store) and time.monotonic() < until:
        time.sleep(0.05)
    return True


@contextlib.contextmanager
def borrowed(
    store: Store, lan: bool | None = None, port: int | None = None, address: str | None = None
) -> Iterator[Running]:
    """The server of this store while something needs it; one that didn't run before is ended after."""
    ran_before = find(store) is not None
    try:
        yield start(store, lan, port, address)
    finally:
        if not ran_before:
            stop(store)


def lan_address() -> str:
    """This machine's likeliest address for phones; loopback where it is in no network."""
    return next((network.address for network in addresses.networks()), LOOPBACK)


def phone_url(store: Store, port: int) -> str:
    """The address of the server for phones, as this machine is known in its network now."""
    return f"http://{addresses.in_url(addresses.chosen(store) or lan_address())}:{port}"


def serve(
    place: str | None = None, port: int = 0, lan: bool = False, address: str | None = None
) -> None:
    """Serve a store in this process until it is told to stop."""
    import uvicorn  # not needed by those who only look for a server

    from tamtam.server.app import App
    from tamtam.server.context import ServerContext
    from tamtam.server.protocol import LimitedProtocol

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("uvicorn.access").disabled = True  # addresses hold codes
    LimitedProtocol.most = _raise_open_files()
    store = open_store(place or default_place())
    if address is not None:
        addresses.choose(store, address)
    claim = _claim(store)
    listeners = _listen(lan, port)
    bound = listeners[0].getsockname()[1]
    url = f"http://{LOOPBACK}:{bound}"
    running = Running(
        url=url,
        lan_url=phone_url(store, bound) if lan else url,
        key=secrets.token_urlsafe(24),
        pid=os.getpid(),
        port=bound,
        lan=lan,
    )

    _try_disk(store, running)

    def open_context() -> ServerContext:
        context = ServerContext(store, running.key)
        context.stop = lambda: setattr(server, "should_exit", True)
        context.address = lambda: phone_url(store, bound) if lan else url
        _file(store).write(asdict(running))
        print(f"Tamtam serves {store.place} at {running.lan_url}", flush=True)  # noqa: T201
        return context

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
    server = uvicorn.Server(config)
    gc.collect()
    gc.freeze()  # what is loaded now stays: a burst of joins need not walk it
    gc.set_threshold(100_000, 50, 50)
    try:
        server.run(sockets=listeners)
    finally:
        _forget(store, running)
        claim.close()


def _claim(store: Store) -> IO[bytes]:
    """A lock on the store that a server holds while it lives, so that there is never a second one.

    Waits a moment for one that is just ending. Raises TamtamError where another one goes on. Who holds it
    stands in the file, so that one that hangs can be told by others.
    """
    until = time.monotonic() + FAREWELL
    while (claim := _try_claim(store)) is None:
        if time.monotonic() > until:
            running = find(store)
            raise TamtamError("server_runs", url=running.url if running else store.place)
        time.sleep(0.05)
    with contextlib.suppress(OSError):  # on a full disk it is known by its other file
        claim.truncate(0)
        claim.write(str(os.getpid()).encode())
        claim.flush()
    return claim


def _is_claimed(store: Store) -> bool:
    claim = _try_claim(store)
    if claim is not None:
        claim.close()
    return claim is None


def _lock_of(store: Store) -> Path:
    return store.folder / f"{Path(store.place).name}.server.lock"


def _try_claim(store: Store) -> IO[bytes] | None:
    file = _lock_of(store).open("ab")
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return None
        with writing(store.folder):
            raise
    return file


def _listen(lan: bool, port: int) -> list[socket.socket]:
    """Listening sockets on `port`, or on any free one where that is taken; for phones on IPv6 too."""
    listener = _listener(socket.AF_INET)
    try:
        listener.bind((EVERYWHERE if lan else LOOPBACK, port))
    except OSError:
        _log.warning("port %d is taken; taking a free one", port)
        listener.bind((EVERYWHERE if lan else LOOPBACK, 0))
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


def _try_disk(store: Store, running: Running) -> None:
    """Write what a server needs written. Raises TamtamError in words where that isn't possible."""
    store.try_again()
    _file(store).write(asdict(_at_rest(running)))


def _at_rest(running: Running) -> Running:
    """What is kept of a server that doesn't run: port and reach, no key and no process."""
    return replace(running, key="", pid=0)


def _forget(store: Store, running: Running) -> None:
    """Keep port and reach for the next start, but no key and no process."""
    if _read(store) == running:
        with contextlib.suppress(TamtamError):
            _file(store).write(asdict(_at_rest(running)))


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
