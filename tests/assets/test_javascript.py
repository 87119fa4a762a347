"""What needs no browser is tried by node, which the browser driver of the tests brings along."""

import subprocess
from pathlib import Path

import playwright
import pytest
from tamtam import assets

NODE = Path(playwright.__file__).parent / "driver" / "node"
PROGRAMS = sorted((Path(__file__).parent.parent / "javascript").glob("*.test.js"))
SOURCES = sorted(path for path in assets.folder().glob("*/*.js") if path.parent.name != "vendor")


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.name)
def test_node_finds_the_browser_s_code_right(program: Path) -> None:
    ran = subprocess.run(
        [NODE, "--test", program], capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "pass 0" not in ran.stdout


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_editor_checks_its_types(path: Path) -> None:
    assert path.read_text("utf-8").startswith("// @ts-check\n")
