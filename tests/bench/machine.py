"""The machine: its description, which core does what, processes of their own."""

import asyncio
import os
import platform
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import psutil  # type: ignore[import-untyped, unused-ignore] # types only where they are installed

P = ParamSpec("P")
T = TypeVar("T")

#: How long one scenario may take (seconds); none comes near.
PATIENCE = 300.0


@cache
def cores() -> tuple[int | None, int | None]:
    """The core that serves and the one that asks; None where there is only one, or no choice."""
    if sys.platform == "win32" or sys.platform == "darwin":
        return None, None
    free = sorted(os.sched_getaffinity(0))
    return (free[0], free[1]) if len(free) > 1 else (None, None)


@contextmanager
def on_core(core: int | None) -> Iterator[None]:
    """Whatever this thread does and starts meanwhile stays on `core`; anywhere where None."""
    if core is None or sys.platform == "win32" or sys.platform == "darwin":
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def elsewhere(
    core: int | None, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs
) -> Iterator["Future[T]"]:
    """`work`, a function of a module, begun in a fresh process on `core`; its result to come."""
    with ProcessPoolExecutor(
        1, mp_context=get_context("spawn"), initializer=_settle, initargs=(core,)
    ) as pool:
        yield pool.submit(work, *args, **kwargs)


def away(core: int | None, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The result of `work`, done in a fresh process on `core`."""
    with elsewhere(core, work, *args, **kwargs) as result:
        return result.result()


def _settle(core: int | None) -> None:
    raise_open_files()
    if core is not None and sys.platform != "win32" and sys.platform != "darwin":
        os.sched_setaffinity(0, {core})


def looped(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end on the loop that the server uses too.

    Raises TimeoutError where it doesn't come to its end.
    """
    work = asyncio.wait_for(work, PATIENCE)
    if sys.platform == "win32":
        return asyncio.run(work)
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


def raise_open_files() -> None:
    """Every phone takes two connections; ask for as many as the machine allows."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def fdatasync_rate(file: Path, seconds: float, clock: Callable[[], float]) -> float:
    """How often a second the disk takes one page of 4 kB and says that it has it."""
    page, pages = os.urandom(4096), 256
    file.write_bytes(page * pages)
    sync = getattr(os, "fdatasync", os.fsync)
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
        done, begin = 0, clock()
        while clock() < begin + seconds:
            os.lseek(handle, 4096 * (done % pages), os.SEEK_SET)
            os.write(handle, page)
            sync(handle)
            done += 1
        return done / (clock() - begin)
    finally:
        os.close(handle)
        file.unlink()


def memory_of(pid: int) -> int:
    """Bytes of memory that a process holds."""
    return int(psutil.Process(pid).memory_info().rss)


def wait_until_gone(pid: int) -> None:
    """Wait for a process that was told to stop to have finished."""
    until = time.monotonic() + 10
    while psutil.pid_exists(pid) and time.monotonic() < until:
        time.sleep(0.02)


def description() -> str:
    """CPU, cores, memory and Python, in one line."""
    memory = psutil.virtual_memory().total / 2**30
    loaded = f"load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    parts = (
        _cpu(),
        f"{os.cpu_count()} cores",
        f"{memory:.0f} GB RAM",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
        loaded,
    )
    return " · ".join(part for part in parts if part)


def _cpu() -> str:
    known = Path("/proc/cpuinfo")
    if known.exists():
        for line in known.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
