"""The clock that sessions go by: the time since 1970, but steady, whatever the laptop's clock is set to.

Looked up once, the time then runs on with the machine's steady clock, also while the laptop sleeps. So
an answer's time is its time, and what ends in five minutes ends in five minutes, though the laptop hears
from the network meanwhile that it was an hour late. Processes that Tamtam starts go by the same clock.
"""

import os
import sys
import time

#: By how much the time since 1970 is ahead of the steady clock (ns): handed on to processes of ours.
AHEAD = "TAMTAM_CLOCK_AHEAD"
#: Steady clocks that go on while the laptop sleeps, by system; the standard one of Windows does too.
_STEADY: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))


def _steady() -> int:
    if _STEADY is None or sys.platform == "emscripten":  # in a browser one is named, but not there
        return time.monotonic_ns()
    return time.clock_gettime_ns(_STEADY)


def _ahead() -> int:
    """By how much the time is ahead of the steady clock, as the first process of ours found it."""
    return int(os.environ.setdefault(AHEAD, str(time.time_ns() - _steady())))


_found = _ahead()


def now_ms() -> int:
    """The time, in whole milliseconds since 1970 (UTC); it never jumps while Tamtam runs."""
    return (_found + _steady()) // 1_000_000
