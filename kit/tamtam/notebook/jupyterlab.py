"""The facilitator's desk: notebooks of one's own to work in, and JupyterLab opened on them."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from tamtam import assets
from tamtam.authoring import deck_file
from tamtam.authoring.pages import say
from tamtam.language.errors import writing
from tamtam.notebook import lab_process

#: What was copied, by the hash of what it said: so that a copy somebody changed is left alone.
_RECORD = ".tamtam.json"
#: How JupyterLab is laid out, and where that is kept: beside what the facilitator has of their own.
WORKSPACE, _LAYOUT = "tamtam", ".jupyterlab"
#: The file in which JupyterLab looks for it: what does so there takes a second to import.
_WORKSPACE_FILE = (
    f"{WORKSPACE}-{hashlib.sha256(WORKSPACE.encode()).hexdigest()[:4]}.jupyterlab-workspace"
)


def qr_in_terminal(url: str) -> str:
    """A QR code of `url` as text, for a terminal."""
    import segno

    out = io.StringIO()
    segno.make(url, error="m").terminal(out=out, compact=True)
    return out.getvalue().rstrip("\n")


def folder_of(workshop: str) -> Path:
    """Where the facilitator's copies of a workshop's notebooks are.

    In `TAMTAM_FOLDER`, or in the folder Tamtam of one's home. Raises TamtamError for a workshop
    there isn't.
    """
    place = os.environ.get("TAMTAM_FOLDER")
    name = deck_file.find(workshop).parent.name
    return (Path(place) if place else Path.home() / "Tamtam") / name


def lay_out(workshop: str) -> Path:
    """Copy a workshop's notebooks and guides into `folder_of(workshop)`; returns the folder.

    What somebody changed there is left as it is; what is as it was copied is brought up to date. A
    notebook counts as changed when the text of a cell is, not when it was run.

    Raises TamtamError where the folder can't be written.
    """
    source, folder = deck_file.find(workshop).parent, folder_of(workshop)
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        record = folder / _RECORD
        copied = _read(record)
        for original in sorted([*source.glob("*/*.ipynb"), *source.glob("*.md")]):
            name = original.relative_to(source).as_posix()
            own = folder / name
            if own.exists() and _hash(own) not in (copied.get(name), _hash(original)):
                continue
            if not own.exists() or _hash(own) != _hash(original):
                own.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(original, own)
            copied[name] = _hash(original)
        record.write_text(json.dumps(copied, indent=1), encoding="utf-8")
    return folder


def open_lab(folder: Path, workshop: str, language: str, store: str) -> int:
    """Open JupyterLab on the notebook in `folder` to begin with, until it is closed; its exit status.

    One notebook fills the window, without side bars: the menu *View → Appearance* shows them. The one
    to lead from runs by itself, also when its page is loaded again. It ends with this process, however
    that ends. JupyterLab listens to this machine only and asks nothing of the internet.
    """
    lead = folder / language / f"{say(language, 'file.lead')}.ipynb"
    first = lead if lead.exists() else min((folder / language).glob("*.ipynb"), default=None)
    name = first.relative_to(folder).as_posix() if first else ""
    layout = _laid_out(folder / _LAYOUT, name if first == lead else "")
    command = [
        *(sys.executable, "-m", lab_process.__name__),
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.workspaces_dir={layout}",
        f"--LabApp.default_url=/doc/workspaces/{WORKSPACE}/tree/{quote(name)}",
        f"--LabApp.extra_labextensions_path={assets.folder() / 'notebook' / 'lab'}",
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.log_level=WARN",
        "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # in a container there may be nobody else
    lab = subprocess.Popen(
        command,
        env=environment(workshop, store, language, layout),
        cwd=folder,
        stdin=subprocess.PIPE,  # closed with this process: by that the lab sees its end
    )
    try:
        return lab.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        _end(lab)


def _laid_out(folder: Path, runs: str) -> Path:
    """How JupyterLab begins, laid into `folder` anew at each start; returns the folder.

    A workspace without side bars, and the notebook that runs when it is opened, by its path in the
    facilitator's folder; none where that is empty.
    """
    closed = {"collapsed": True, "visible": False, "widgets": []}
    bare = {
        "data": {"layout-restorer:data": {"main": {}, "left": closed, "right": closed}},
        "metadata": {"id": WORKSPACE},
    }
    with writing(folder):
        told = folder / "labconfig" / "page_config.json"
        told.parent.mkdir(parents=True, exist_ok=True)
        (folder / _WORKSPACE_FILE).write_text(json.dumps(bare), encoding="utf-8")
        told.write_text(json.dumps({"tamtamRuns": runs}), encoding="utf-8")
    return folder


def _end(lab: "subprocess.Popen[bytes]") -> None:
    """Let JupyterLab end with its kernels; make it, where it takes too long."""
    if lab.poll() is None:
        lab.terminate()
    try:
        lab.wait(lab_process.FAREWELL)
    except subprocess.TimeoutExpired:
        lab.kill()
        lab.wait()


def environment(workshop: str, store: str, language: str, layout: Path) -> dict[str, str]:
    """What JupyterLab and its notebooks need to know.

    Where sessions are kept, where the workshop's deck is found, how JupyterLab is set up and, from the
    folder `layout`, begins, in which language its menus are.
    """
    settings = assets.folder() / "notebook" / "settings"
    folders = (str(settings / language), str(settings / "all"), str(layout))
    path = os.pathsep.join(filter(None, [*folders, os.environ.get("JUPYTER_CONFIG_PATH")]))
    return {
        **os.environ,
        "TAMTAM_STORE": store,
        "TAMTAM_WORKSHOPS": str(deck_file.find(workshop).resolve().parent.parent),
        "JUPYTER_CONFIG_PATH": path,
    }


def _read(record: Path) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _hash(path: Path) -> str:
    """A hash of what a file says: of a notebook the text of its cells, of anything else all of it."""
    said = path.read_bytes()
    if path.suffix == ".ipynb":
        try:
            cells = json.loads(said)["cells"]
            said = "\0".join("".join(cell["source"]) for cell in cells).encode()
        except (ValueError, KeyError, TypeError):
            pass  # not a notebook any more: then its bytes are what it says
    return hashlib.sha256(said).hexdigest()
