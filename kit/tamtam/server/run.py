"""Starting, finding and stopping the server of a store.

A running server writes its address and key into a file beside the store that only its user can
read; that file is how a notebook, another kernel or the command line finds it again. The port is
kept over a restart, so that the address on the wall and on the phones stays good.
"""

import contextlib
import errno
import gc
import json
import logging
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from tamtam.language.errors import TamtamError
from tamtam.server.client import Client
from tamtam.server.process import apart
from tamtam.session.log import Store, default_place, open_store

LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 — only with --lan
#: How long a server may take to answer (seconds).
PATIENCE = 10.0
#: How long a new one waits for one that is ending (seconds).
FAREWELL = 1.0

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
    """Where the server of a store says how to reach it."""
    return store.folder / f"{Path(store.place).name}.server.json"


def log_of(store: Store) -> Path:
    """Where a server started in the background writes what it has to say."""
    return store.folder / f"{Path(store.place).name}.server.log"


def find(store: Store) -> Running | None:
    """The server of this store, if one runs and answers."""
    running = _read(file_of(store))
    return running if running and Client(running.url, running.key).alive() else None


def _read(path: Path) -> Running | None:
    try:
        return Running(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def start(store: Store, lan: bool = False, port: int | None = None) -> Running:
    """The server of this store: the one that runs, or a new one in a process of its own.

    One that only this machine reaches is replaced, on the same port, where phones are to come in
    (`lan`). Raises TamtamError where it doesn't answer within 10 seconds.
    """
    if running := find(store):
        if running.lan or not lan:
            return running
        stop(store)
    before = _read(file_of(store))
    wished = port if port is not None else before.port if before else 0
    lan = lan or (before is not None and before.lan)
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
    raise TamtamError("server_did_not_start", log=log_of(store))


def stop(store: Store) -> bool:
    """Stop the server of this store; False if none ran."""
    running = find(store)
    if running is None:
        return False
    Client(running.url, running.key).stop()
    until = time.monotonic() + PATIENCE
    while _is_claimed(store) and time.monotonic() < until:
        time.sleep(0.05)
    return True


def lan_address() -> str:
    """This machine's address in its network; loopback without one. Nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: only picks the interface
            return str(probe.getsockname()[0])
        except OSError:
            return LOOPBACK


def serve(place: str | None = None, port: int = 0, lan: bool = False) -> None:
    """Serve a store in this process until it is told to stop."""
    import uvicorn  # not needed by those who only look for a server

    from tamtam.server.app import App
    from tamtam.server.context import ServerContext

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("uvicorn.access").disabled = True  # addresses hold codes
    _raise_open_files()
    store = open_store(place or default_place())
    claim = _claim(store)
    listener = _listen(EVERYWHERE if lan else LOOPBACK, port)
    bound = listener.getsockname()[1]
    address = lan_address() if lan else LOOPBACK
    running = Running(
        url=f"http://{LOOPBACK}:{bound}",
        lan_url=f"http://{address}:{bound}",
        key=secrets.token_urlsafe(24),
        pid=os.getpid(),
        port=bound,
        lan=lan,
    )

    def open_context() -> ServerContext:
        context = ServerContext(store, running.key)
        context.stop = lambda: setattr(server, "should_exit", True)
        context.address = lambda: f"http://{lan_address() if lan else LOOPBACK}:{bound}"
        _write(file_of(store), running)
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
        ws="none",
        backlog=8192,
    )
    server = uvicorn.Server(config)
    gc.collect()
    gc.freeze()  # what is loaded now stays: a burst of joins need not walk it
    gc.set_threshold(100_000, 50, 50)
    try:
        server.run(sockets=[listener])
    finally:
        _forget(file_of(store), running)
        claim.close()


def _claim(store: Store) -> IO[bytes]:
    """A lock on the store that a server holds while it lives, so that there is never a second one.

    Waits a moment for one that is just ending. Raises TamtamError where another one goes on.
    """
    until = time.monotonic() + FAREWELL
    while (claim := _try_claim(store)) is None:
        if time.monotonic() > until:
            running = find(store)
            raise TamtamError("server_runs", url=running.url if running else store.place)
        time.sleep(0.05)
    return claim


def _is_claimed(store: Store) -> bool:
    claim = _try_claim(store)
    if claim is not None:
        claim.close()
    return claim is None


def _try_claim(store: Store) -> IO[bytes] | None:
    file = (store.folder / f"{Path(store.place).name}.server.lock").open("ab")
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return None
        raise TamtamError("folder_not_writable", folder=store.folder, problem=error) from error
    return file


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket on `port`, or on any free one where that is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let two servers share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        _log.warning("port %d is taken; taking a free one", port)
        listener.bind((host, 0))
    listener.listen(8192)
    return listener


def _write(path: Path, running: Running) -> None:
    """Write the file so that only its user can read it, at no moment half of it."""
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(asdict(running)), encoding="utf-8")
    until = time.monotonic() + FAREWELL
    while True:
        try:
            draft.replace(path)
            return
        except PermissionError:  # on Windows, while somebody reads the one that is there
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def _forget(path: Path, running: Running) -> None:
    """Keep port and reach for the next start, but no key and no process."""
    if _read(path) == running:
        with contextlib.suppress(OSError):
            _write(path, Running(running.url, running.lan_url, "", 0, running.port, running.lan))


def _raise_open_files() -> None:
    """Every phone holds a connection; ask for as many as the machine allows."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wished = 65_536 if hard == resource.RLIM_INFINITY else min(hard, 65_536)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wished), hard))
    if max(soft, wished) < 10_000:
        _log.warning("at most %d phones can connect: the open-files limit is low", wished - 100)
