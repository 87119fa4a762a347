"""The benchmarks run, as a person runs them. How fast anything is is never asserted here."""

import subprocess
import sys
from pathlib import Path

from tests.bench.peers.__main__ import Beside
from tests.bench.peers.__main__ import table as peers_table
from tests.bench.peers.servers import PEERS, TAMTAM, Server

ROOT = Path(__file__).resolve().parents[1]


def bench(*arguments: str, of: str = "tests.bench") -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", of, *arguments]
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


def test_beside_peers_the_ratio_is_of_the_turns_and_a_busy_driver_makes_it_void() -> None:
    ours, other = (Beside(peer, Server("", 0), None, people=50) for peer in (TAMTAM, PEERS[1]))
    for one, rates, driver in (
        (ours, [400.0, 900.0, 100.0], 0.5),
        (other, [200.0, 300.0, 100.0], 0.8),
    ):
        one.found |= {"at_once": rates, "steady": [8.0] * 3, "memory": [1000.0]}
        one.busy |= {"at_once": [driver] * 3, "steady": [0.1] * 3}
    rows = [line.split(" | ") for line in peers_table(ours, [other]).splitlines()[2:]]
    assert rows[0][1:5] == ["50", "400 /s", "NiceGUI, in memory: 200 /s", "2 **void**"]
    assert rows[1][4] == "1"
    assert rows[2][2:] == ["1 kB", "NiceGUI, in memory: 1 kB", "1", "– |"]


def test_a_peer_that_there_is_not_is_named_with_those_there_are() -> None:
    ran = bench("--only", "mentimeter", of="tests.bench.peers")
    assert ran.returncode == 2
    assert "no peer is called mentimeter; there are: otree, nicegui" in ran.stderr
