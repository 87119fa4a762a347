"""Running an archive's own script, as whoever was handed the folder does."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path


def said(folder: Path) -> subprocess.CompletedProcess[str]:
    """What the script says of its own folder."""
    return _run(folder, [sys.executable, "-I", str(folder / "recompute.py")])


def read_by_cell(folder: Path) -> subprocess.CompletedProcess[str]:
    """What the notebook's cells say, one after the other, in a Python that knows nothing of Tamtam."""
    told = json.loads((folder / "recompute.ipynb").read_text("utf-8"))
    cells = ["".join(one["source"]) for one in told["cells"] if one["cell_type"] == "code"]
    script = "\n".join(["import sys", "sys.path.insert(0, '.')", *cells, "sys.exit(status)"])
    return _run(folder, [sys.executable, "-I", "-c", script])


def _run(folder: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
        timeout=90,
        check=False,
    )


def recomputed(folder: Path) -> int:
    """How many counts it finds again; all there are, else its words."""
    done = said(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.match(r"(\d+) of \1 counts", done.stdout)
    return int(found.group(1)) if found else 0


def counts_in(folder: Path) -> int:
    """How many counts stand in the folder."""
    with (folder / "counts.csv").open(encoding="utf-8-sig", newline="") as table:
        return sum(1 for _ in csv.reader(table)) - 1
