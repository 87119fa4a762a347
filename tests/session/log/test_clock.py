"""The session's clock runs on evenly, whatever the laptop's is set to, in every process of ours."""

import subprocess
import sys
import time

import pytest
from tamtam.session.log import now_ms

HOUR = 3_600_000


@pytest.mark.parametrize("hours", [-5, 1])
def test_a_laptop_s_clock_that_is_set_moves_no_time(
    hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, real = now_ms(), time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + hours * HOUR * 1_000_000)
    monkeypatch.setattr(time, "time", lambda: real() / 1e9 + hours * HOUR / 1000)
    assert 0 <= now_ms() - before < HOUR / 2


def test_it_is_the_time_and_goes_on() -> None:
    assert abs(now_ms() - time.time_ns() // 1_000_000) < HOUR / 2
    assert now_ms() <= now_ms()


#: A program that starts another one, for which the laptop's clock is five hours ahead.
LATER = "import time; real = time.time_ns; time.time_ns = lambda: real() + 5 * 3600 * 10**9\n"
SAID = "from tamtam.session.log import now_ms; print(now_ms(), flush=True)\n"
STARTED = f"{SAID}import subprocess, sys; subprocess.run([sys.executable, '-c', {LATER + SAID!r}])"


def test_a_process_that_starts_later_goes_by_the_same_clock() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", STARTED], capture_output=True, text=True, check=True
    )
    first, second = map(int, ran.stdout.split())
    assert 0 <= second - first < HOUR / 2
