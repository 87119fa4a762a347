"""What a wheel brings: built from this checkout, installed by itself, run from any other folder."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).parent.parent
#: Lays a workshop out from the installed wheel and says where; then where the code came from.
LAY_OUT = (
    "from tamtam import assets; from tamtam.notebook import jupyterlab; "
    "print(jupyterlab.lay_out('trois_constats'), assets.folder())"
)

#: What another project's package of the source folder's name holds.
ANOTHER = "raise ImportError('this is another project')\n"

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the backend that is installed: nothing is fetched."""
    pytest.importorskip("hatchling", reason="it builds the wheel: pip install -e '.[test]'")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the programs of a fresh environment are: the wheel, and what it requires as tests have it.

    Another project's package called `kit`, as there is one on the package index, stands beside it.
    """
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder, symlinks=os.name != "nt")
    base = {"base": str(folder), "platbase": str(folder)}
    scripts, packages = (Path(sysconfig.get_path(n, "venv", base)) for n in ("scripts", "purelib"))
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    (packages / "kit").mkdir()
    (packages / "kit" / "__init__.py").write_text(ANOTHER)
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True)
    # Behind the wheel's own files, so that the package is found there and not in this checkout.
    (packages / "required.pth").write_text(str(Path(click.__file__).parent.parent))
    assert [one.name for one in (packages / "kit").iterdir()] == ["__init__.py"]
    assert (packages / "kit" / "__init__.py").read_text() == ANOTHER
    return scripts


def ran(program: Path, place: Path, *words: str) -> str:
    """What a program says that runs in the folder `place`, in a store and a home of its own there."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    own = {"TAMTAM_STORE": str(place / "sessions.sqlite"), "TAMTAM_FOLDER": str(place / "Tamtam")}
    done = subprocess.run(
        [str(program), *words],
        cwd=place,
        env=kept | own | {"TAMTAM_LANGUAGE": "en", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_carries_every_asset_and_workshop_and_nothing_else(wheel: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "kit", "assets", "workshops"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    with zipfile.ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if ".dist-info/" not in name}
        assert b"tamtam = tamtam.cli:main" in packed.read(
            next(name for name in packed.namelist() if name.endswith("entry_points.txt"))
        )
    wanted = {
        name.removeprefix("kit/") if name.startswith("kit/") else f"tamtam/_shipped/{name}"
        for name in listed
        if (ROOT / name).exists()
        and (name.startswith("kit/tamtam/") or not name.startswith("kit/"))
    }
    assert names == wanted


def test_the_wheel_brings_the_licences_of_all_it_holds(wheel: Path) -> None:
    """Its own, and those of what others wrote: whatever lies in a folder of others has one beside it."""
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
        [about] = [name for name in names if name.endswith(".dist-info/METADATA")]
        told = packed.read(about).decode()
    named = re.findall(r"^License-File: (.+)$", told, re.MULTILINE)
    own = {"LICENSE", "assets/fonts/LICENSE.dejavu", "assets/vendor/LICENSE.plotly"}
    assert set(named) == own
    assert all(any(name.endswith(f"licenses/{one}") for name in names) for one in named)
    others = {Path(name) for name in names if "/vendor/" in name and ".dist-info" not in name}
    for code in [path for path in others if path.suffix == ".js"]:
        assert code.with_name(f"LICENSE.{code.stem.partition('-')[0]}") in others


def test_the_source_archive_holds_what_it_takes_to_test_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [built] = tmp_path.glob("*.tar.gz")
    with tarfile.open(built) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    for wanted in (
        "README.md",
        "LICENSE",
        "tests/conftest.py",
        "kit/CITATION.cff",
        "kit/docs/conf.py",
    ):
        assert wanted in names
    made = ("__pycache__", "node_modules", "kit/docs/_extra", ".hypothesis", ".ipynb_checkpoints")
    assert [name for name in names if any(part in name for part in made)] == []


def test_installed_it_rehearses_a_whole_cut_in_another_folder(
    installed: Path, tmp_path: Path
) -> None:
    options = ("--people", "8", "--cut", "one_hour", "--language", "en")
    told = ran(installed / "tamtam", tmp_path, "rehearse", *options)
    assert "it is marked as a rehearsal everywhere" in told
    listed = ran(installed / "tamtam", tmp_path, "sessions")
    assert "8 people" in listed and "over" in listed


def test_notebooks_are_laid_out_and_edits_outlive_an_update(
    installed: Path, tmp_path: Path
) -> None:
    folder, assets = ran(installed / "python", tmp_path, "-c", LAY_OUT).split()
    assert Path(assets).is_relative_to(installed.parent)
    first, other = Path(folder) / "en" / "lead.ipynb", Path(folder) / "fr" / "animer.ipynb"
    notebook = json.loads(first.read_text("utf-8"))
    notebook["cells"][0]["source"] = ["My own words"]
    first.write_text(json.dumps(notebook), encoding="utf-8")
    shipped = Path(assets).parent / "workshops" / "trois_constats"
    for name in ("en/lead.ipynb", "fr/animer.ipynb"):
        newer = (shipped / name).read_text("utf-8").replace('"# ', '"# Newer: ', 1)
        (shipped / name).write_text(newer, encoding="utf-8")
    ran(installed / "python", tmp_path, "-c", LAY_OUT)
    assert "My own words" in first.read_text("utf-8")
    assert "Newer: " in other.read_text("utf-8")
