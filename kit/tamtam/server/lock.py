"""The lock on a store that a server holds while it lives, so that there is never a second one.

The system frees it with the process, however that ends. Whose it is stands in the file, so that others
can tell a server that hangs.
"""

import contextlib
import errno
import os
import sys
import time
from pathlib import Path
from typing import IO

from tamtam.language.errors import writing
from tamtam.session.log import Store

#: How long a new server waits for one that is ending (seconds).
FAREWELL = 1.0
#: How long between two looks at a lock (seconds).
PAUSE = 0.05


def take(store: Store) -> IO[bytes] | None:
    """The lock on a store, held until it is closed; None where another process goes on holding it."""
    until = time.monotonic() + FAREWELL
    while (lock := _try(store)) is None:
        if time.monotonic() > until:
            return None
        time.sleep(PAUSE)
    with contextlib.suppress(OSError):  # on a full disk its owner is known by another file
        lock.truncate(0)
        lock.write(str(os.getpid()).encode())
        lock.flush()
    return lock


def is_held(store: Store) -> bool:
    """Whether a process holds the lock on a store."""
    lock = _try(store)
    if lock is not None:
        lock.close()
    return lock is None


def owner(store: Store) -> int | None:
    """The process that wrote itself into the lock last; None where none could."""
    try:
        return int(_path(store).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def freed(store: Store, patience: float) -> bool:
    """Wait until nobody holds the lock on a store; False where it is held after `patience` seconds."""
    until = time.monotonic() + patience
    while (held := is_held(store)) and time.monotonic() < until:
        time.sleep(PAUSE)
    return not held


def _path(store: Store) -> Path:
    return store.folder / f"{Path(store.place).name}.server.lock"


def _try(store: Store) -> IO[bytes] | None:
    file = _path(store).open("ab", buffering=0)  # on a full disk nothing is left to fail at its end
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
