"""Starting, finding and stopping the server of a store, from another process (`serving` is its own).

A running server writes its address and key into a file beside the store that only its user can
read; that file is how a notebook, another kernel or the command line finds it again. The port is
kept over a restart, so that the address on the wall and on the phones stays good.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from tamtam.language.errors import TamtamError
from tamtam.server import addresses, lock
from tamtam.server.client import Client
from tamtam.server.exposure import Exposure
from tamtam.server.process import apart
from tamtam.session.log import BesideStore, Store

LOOPBACK = "127.0.0.1"
#: How long a server may take to answer (seconds).
PATIENCE = 10.0

#: What ends a process that no longer listens.
_END = getattr(signal, "SIGKILL", signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that runs: its addresses, the key to control it, and its process.

    `url` is for this machine, `lan_url` for phones (the same without a network), `public_url` what it was
    told to be known by; `options` say how it is reached from beyond, as `tamtam serve` takes them.
    """

    url: str
    lan_url: str
    key: str
    pid: int
    port: int
    lan: bool
    public_url: str = ""
    options: list[str] = field(default_factory=list)

    @property
    def scheme(self) -> str:
        """What phones speak with it."""
        return "https" if "--certfile" in self.options else "http"


def file_of(store: Store) -> Path:
    """The small file beside a store that says which server runs for it."""
    return _file(store).path


def _file(store: Store) -> BesideStore:
    return BesideStore(store, "server")


def log_of(store: Store) -> Path:
    """Where a server started in the background writes what it has to say."""
    return store.folder / f"{Path(store.place).name}.server.log"


def announce(store: Store, running: RunningServer) -> None:
    """Write down that this server runs, so that others find it. Raises TamtamError on a full disk."""
    _file(store).write(asdict(running))


def retire(store: Store, running: RunningServer) -> None:
    """Keep port and reach of a server for its next start, but no key and no process."""
    _file(store).write(asdict(replace(running, key="", pid=0)))


def is_announced(store: Store, running: RunningServer) -> bool:
    """Whether this server is the one that others find."""
    return _read(store) == running


def find(store: Store) -> RunningServer | None:
    """The server of this store, if one runs and answers."""
    running = _read(store)
    return running if running and Client(running.url, running.key).alive() else None


def _read(store: Store) -> RunningServer | None:
    try:
        return RunningServer(**_file(store).read())
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
    until = time.monotonic() + lock.FAREWELL
    while _holder(store) == pid:
        if time.monotonic() > until:
            return True
        time.sleep(0.05)
    return False


def _holder(store: Store) -> int | None:
    """The process that holds the lock on a store, as it wrote into it; None where nobody does."""
    if not lock.is_held(store):
        return None
    running = _read(store)
    return lock.owner(store) or (running.pid or None if running else None)


def end(store: Store) -> bool:
    """End a server that answers nobody; False where there is none, or it doesn't end.

    Nothing that was acknowledged is lost: it is on disk.
    """
    pid = hanging(store)
    if pid is None:
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, _END)
    return lock.freed(store, PATIENCE)


def start(
    store: Store,
    lan: bool | None = None,
    port: int | None = None,
    address: str | None = None,
    exposure: Exposure | None = None,
) -> RunningServer:
    """The server of this store: the one that runs, or a new one in a process of its own.

    With `lan` phones come in, without (False) only this machine, with None it stays as it was; one
    that is otherwise is replaced, on the same port. `address` is what phones are told from now on,
    `exposure` how it is reached from beyond their network, None as it was.
    Raises TamtamError where it doesn't answer within 10 seconds.
    """
    if address is not None:
        addresses.choose(store, address)
    options = exposure.arguments() if exposure is not None else None
    if running := find(store):
        if lan in (None, running.lan) and options in (None, running.options):
            return running
        stop(store)
    before = _read(store)
    if before and before.pid and _goes_on_holding(store, before.pid):
        raise TamtamError("server_hangs", pid=str(before.pid))
    wished = port if port is not None else before.port if before else 0
    lan = (before is not None and before.lan) if lan is None else lan
    options = (before.options if before else []) if options is None else options
    return _begun(store, _spawn(store, wished, ["--lan", *options] if lan else options))


def _begun(store: Store, process: subprocess.Popen[bytes]) -> RunningServer:
    """The server that a new process becomes. Raises TamtamError where it doesn't answer in time."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if running := find(store):
            return running
        if process.poll() is not None and not lock.is_held(store):
            break
        time.sleep(0.03)
    if (pid := hanging(store)) is not None:
        raise TamtamError("server_hangs", pid=str(pid))
    raise TamtamError("server_did_not_start", log=log_of(store))


def _spawn(store: Store, port: int, options: list[str]) -> subprocess.Popen[bytes]:
    """A new process that serves a store; it may outlive this one."""
    command = [sys.executable, "-m", "tamtam", "serve", "--port", str(port)]
    if store.address == store.place:  # else it holds what not everybody on the machine may see
        command += ["--store", store.place]
    with log_of(store).open("ab") as out:
        process = subprocess.Popen(
            [*command, *options],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env=os.environ | {"TAMTAM_STORE": store.address},
            **apart(),
        )
    # If it ends earlier than this one, somebody has to take note of that.
    threading.Thread(target=process.wait, name="tamtam-server-watch", daemon=True).start()
    return process


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
    lock.freed(store, PATIENCE)
    return True


@contextlib.contextmanager
def borrowed(
    store: Store, lan: bool | None = None, port: int | None = None, address: str | None = None
) -> Iterator[RunningServer]:
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


def phone_urls(store: Store, port: int, scheme: str = "http") -> list[str]:
    """Every address that phones may find the server at, first the one that they are told."""
    first = phone_url(store, port, scheme)
    near = (one for one in addresses.networks() if one.sort in ("hotspot", "wifi", "cable"))
    others = (f"{scheme}://{addresses.in_url(one.address)}:{port}" for one in near)
    return list(dict.fromkeys((first, *others)))


def phone_url(store: Store, port: int, scheme: str = "http") -> str:
    """The address of the server for phones, as this machine is known in its network now."""
    return f"{scheme}://{addresses.in_url(addresses.chosen(store) or lan_address())}:{port}"


def address_of(store: Store, running: RunningServer) -> str:
    """The address people come in by: what the server was told to be known by, else in this network."""
    return running.public_url or room_address_of(store, running)


def room_address_of(store: Store, running: RunningServer) -> str:
    """The address for people in the room, who need no internet for it."""
    if not running.lan:
        return running.url
    return phone_url(store, running.port, running.scheme)
