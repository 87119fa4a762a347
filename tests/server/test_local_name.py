"""`tamtam.local`: had by one laptop of a network at most, and only a way to the address in numbers."""

import os
import shutil
import subprocess
import sys

import pytest
from tamtam.server.local_name import LocalName


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("nsenter"), reason="needs root"
)
def test_a_second_machine_finds_the_laptop_by_its_name_and_cannot_have_it_too() -> None:
    """In network namespaces of their own, joined by a cable."""
    command = ["unshare", "--net", sys.executable, "-m", "tests.server.two_laptops"]
    told = subprocess.run(command, capture_output=True, text=True, timeout=180)
    if "unshare failed" in told.stderr:
        pytest.skip("no network namespaces here")
    assert told.stdout.splitlines() == [
        "the laptop's is held http://tamtam.local:8800",
        "the wall says http://10.0.0.1:8800/… or http://tamtam.local:8800",
        "the doctor says ✓ Phones that know such names may type http://tamtam.local:8800, too",
        "a phone finds 10.0.0.1",
        "it is sent on to http://10.0.0.1:8800/K7P2QX?a=b",
        "a second laptop's is taken",
        "not wanted it is off",
    ], told.stderr


@pytest.mark.parametrize(
    ("host", "place"),
    [
        (b"tamtam.local:8800", "http://10.0.0.1:8800"),
        (b"Tamtam.Local", "http://10.0.0.1:8800"),
        (b"tamtam.local.", "http://10.0.0.1:8800"),
        (b"10.0.0.1:8800", None),
        (b"nottamtam.local", None),
    ],
)
def test_a_page_asked_for_by_the_name_is_at_the_address_in_numbers(
    host: bytes, place: str | None
) -> None:
    name = LocalName(lambda: "http://10.0.0.1:8800")
    assert name.sends_on([(b"host", host)]) is None and name.url == ""  # not had yet
    name.state = "held"
    assert name.sends_on([(b"host", host)]) == place
    assert name.url == "http://tamtam.local:8800"
