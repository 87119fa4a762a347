"""A whole session of eight phones whose laptop changes its address, at a hotspot without internet."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("ip"),
        reason="makes a network of its own: needs Linux, root and iproute2",
    ),
    pytest.mark.timeout(240),
]


def test_eight_phones_follow_the_laptop_to_its_other_address_and_take_their_notebooks_along(
    chromium: Browser, tmp_path: Path
) -> None:
    assert chromium.is_connected()  # there is one to drive, in the namespace too
    command = ["unshare", "-n", sys.executable, "-m", "tests.browser.moving", str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=220)
    if "unshare failed" in told.stderr:
        pytest.skip("no network namespaces here")
    assert told.returncode == 0, told.stdout + told.stderr
