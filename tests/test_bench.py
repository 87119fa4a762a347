"""The benchmarks run, as a person runs them. How fast anything is is never asserted here."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def bench(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tests.bench", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_a_table_comes_out_with_the_rows_asked_for() -> None:
    ran = bench("--quick", "--only", "page_weight,import_kit")
    lines = [line for line in ran.stdout.splitlines() if line.startswith("| ")]
    assert lines[0] == "| what | measured | target | in this run | met |", ran.stderr
    assert [line.split(" | ")[0].lstrip("| ") for line in lines[1:]] == [
        "phone page with the forms of agreement and flows, first visit",
        "the page alone",
        "`python -c 'import tamtam'`",
    ]
    assert "not measured" not in ran.stdout
    assert "Python" in ran.stdout.splitlines()[0]
    assert "phone page and forms" in ran.stderr


def test_a_measure_that_there_is_not_is_named_with_those_there_are() -> None:
    ran = bench("--only", "speed")
    assert ran.returncode == 2
    assert "no measure is called speed" in ran.stderr
    assert "one_client" in ran.stderr


def test_a_table_of_small_sizes_is_not_kept() -> None:
    ran = bench("--quick", "--write")
    assert ran.returncode == 2
    assert "leave out --quick" in ran.stderr
