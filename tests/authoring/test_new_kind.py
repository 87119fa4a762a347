"""A new kind, written by the command: it works as it is, and nothing that exists is written over."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tamtam import assets
from tamtam.authoring import new_kind
from tamtam.language import spoken

from tests.refusals import refused

ROOT = Path(__file__).parent.parent.parent
#: What a checkout needs to have its kinds tried.
PARTS = ("kit", "assets", "tests", "workshops", "pyproject.toml")


def run(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A Python program of another checkout, as its owner runs it; in English."""
    mine = {"PYTHONPATH": str(checkout / "kit"), "LANG": "en_GB.UTF-8", "LC_ALL": "en_GB.UTF-8"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=checkout,
        env=os.environ | mine | {"PYTEST_ADDOPTS": "-n 0", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of this checkout."""
    copy = tmp_path / "copy"
    copy.mkdir()
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            passed_over = shutil.ignore_patterns("__pycache__", ".*")
            shutil.copytree(source, copy / part, ignore=passed_over)
        else:
            shutil.copy(source, copy / part)
    return copy


def test_what_it_writes_keeps_the_contract_of_kinds_at_once(checkout: Path) -> None:
    told = run(checkout, "-m", "tamtam", "new-kind", "first_choice")
    assert told.returncode == 0, told.stderr
    written = [line for line in told.stdout.splitlines() if (checkout / line).is_file()]
    assert [Path(name).suffix for name in written] == [
        *(".py", ".js"),
        *(".json",) * 2 * len(spoken.offered()),  # its words, and when to choose it
        ".yaml",
    ]
    assert "tests/kinds/test_contract.py -k first_choice" in told.stdout

    tried = run(
        checkout,
        *(
            "-m",
            "pytest",
            "tests/kinds/test_contract.py",
            "-q",
            "-n",
            "0",
            "-k",
            "first_choice or own",
        ),
    )
    assert tried.returncode == 0, tried.stdout[-3000:]
    assert " passed" in tried.stdout.splitlines()[-1]
    style = run(
        checkout, "-m", "ruff", "check", *(name for name in written if name.endswith(".py"))
    )
    assert style.returncode == 0, style.stdout

    again = run(checkout, "-m", "tamtam", "new-kind", "first_choice")
    assert again.returncode == 1
    assert "kit/tamtam/kinds/first_choice.py exists already" in again.stderr


@pytest.mark.parametrize("name", ["", "Two", "2nd", "a-b", "class", "double__", "../up", "été"])
def test_a_name_that_can_not_be_one_is_refused(name: str) -> None:
    with refused("bad_kind_name"):
        new_kind.write(name)


@pytest.mark.parametrize("name", ["gate", "statements", "kind", "parts", "shared"])
def test_a_name_that_is_taken_is_refused(name: str) -> None:
    with refused("kind_exists"):
        new_kind.write(name)


def test_without_a_checkout_there_is_nowhere_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "checkout", lambda: None)
    with refused("no_checkout"):
        new_kind.write("first_choice")
