"""What `study.widget` returns, run and converted without a front end: as a page that anybody publishes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from nbformat import v4, write

pytestmark = pytest.mark.slow

SHOWN = """from tamtam import Workshop
study = Workshop("trois_constats", language="en").study()
study.widget("baseline")"""


def test_a_notebook_is_run_and_converted_without_a_front_end(tmp_path: Path) -> None:
    cell = v4.new_code_cell(SHOWN)  # type: ignore[no-untyped-call]
    whole = v4.new_notebook(cells=[cell])  # type: ignore[no-untyped-call]
    write(whole, str(tmp_path / "shown.ipynb"))  # type: ignore[no-untyped-call]
    own = {"TAMTAM_STORE": str(tmp_path / "alone.sqlite"), "IPYTHONDIR": str(tmp_path / "ipython")}
    call = ["-m", "nbconvert", "--execute", "--to", "html", str(tmp_path / "shown.ipynb")]
    done = subprocess.run(
        [sys.executable, *call], env=os.environ | own, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "shown.html").read_text("utf-8")
    assert "application/vnd.jupyter.widget-view+json" in page
    assert "Traceback" not in page
