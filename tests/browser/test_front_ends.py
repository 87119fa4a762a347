"""What `study.widget` returns: in Notebook 7, Voilà and marimo, and on a page made without a front end.

They are installed when first needed, with this checkout, into an environment of their own, or taken from the
one in `TAMTAM_FRONT_ENDS`.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import Error as NotThere

from tests.browser.jupyterlab import SETTLING
from tests.servers import free_port

pytestmark = pytest.mark.slow

SHOWN = """from tamtam import Workshop
study = Workshop("trois_constats", language="en").study()
study.widget("baseline")"""
MARIMO = """import marimo
app = marimo.App()

@app.cell
def _():
    from tamtam import Workshop
    study = Workshop("trois_constats", language="en").study()
    study.widget("baseline")
    return
"""
ROOT = Path(__file__).parent.parent.parent
#: A server and a kernel start on a machine that may be busy (ms).
PATIENCE = 120_000


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the front ends' commands lie."""
    given = os.environ.get("TAMTAM_FRONT_ENDS")
    folder = Path(given) if given else tmp_path_factory.mktemp("front_ends")
    if not (folder / "bin" / "marimo").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        wanted = ("ipykernel", "notebook", "voila", "marimo", "-e", ROOT)
        subprocess.run([folder / "bin" / "pip", "install", "-q", *wanted], check=True, cwd=folder)
    return folder / "bin"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with the same cell as a notebook and as a marimo app."""
    from nbformat import v4, write  # loading it takes a second

    cell = v4.new_code_cell(SHOWN)  # type: ignore[no-untyped-call]
    whole = v4.new_notebook(cells=[cell])  # type: ignore[no-untyped-call]
    whole.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    write(whole, str(tmp_path / "shown.ipynb"))  # type: ignore[no-untyped-call]
    (tmp_path / "shown.py").write_text(MARIMO)
    return tmp_path


def environment(place: Path) -> dict[str, str]:
    """What a front end is started with: a store and settings of its own."""
    return os.environ | {
        "TAMTAM_STORE": str(place / "alone.sqlite"),
        "IPYTHONDIR": str(place / "ipython"),
        "JUPYTER_CONFIG_DIR": str(place / "config"),
        "JUPYTER_RUNTIME_DIR": str(place / "runtime"),
    }


@contextmanager
def served(place: Path, *call: str | Path) -> Iterator[None]:
    """Let a front end run meanwhile."""
    with (place / "log").open("w") as log:
        process = subprocess.Popen(
            list(map(str, call)), cwd=place, env=environment(place), stdout=log, stderr=log
        )
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def open_once_it_answers(page: Page, url: str) -> None:
    until = time.monotonic() + PATIENCE / 1000
    while True:
        try:
            page.goto(url, timeout=PATIENCE)
            return
        except NotThere:
            assert time.monotonic() < until, url
            page.wait_for_timeout(300)


def run_all(page: Page) -> None:
    """Run all cells of Notebook 7, once its kernel listens."""
    page.locator(".jp-Cell").first.wait_for(timeout=PATIENCE)
    page.wait_for_timeout(2 * SETTLING)
    page.get_by_role("menuitem", name="Run", exact=True).click(timeout=PATIENCE)
    page.get_by_text("Run All Cells", exact=True).click()


def nothing(page: Page) -> None:
    """What else is to be done where all runs by itself."""


#: How each is started on a port, what it shows the cell at, and what is to be done there.
FRONT_ENDS: dict[str, tuple[tuple[str, ...], str, Callable[[Page], None]]] = {
    "notebook": (
        ("jupyter-notebook", "--allow-root", "--no-browser", "--ServerApp.token=t", "--port"),
        "notebooks/shown.ipynb?token=t",
        run_all,
    ),
    "voila": (("voila", "shown.ipynb", "--no-browser", "--port"), "", nothing),
    "marimo": (("marimo", "run", "shown.py", "--headless", "--no-token", "--port"), "", nothing),
}


@pytest.mark.browser
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", FRONT_ENDS)
def test_a_form_is_answered_beside_its_mirror(
    name: str, installed: Path, place: Path, chromium: Browser
) -> None:
    (command, *options), address, begin = FRONT_ENDS[name]
    port = free_port()
    with served(place, installed / command, *options, f"{port}"):
        page = chromium.new_page(viewport={"width": 1280, "height": 1000})
        open_once_it_answers(page, f"http://127.0.0.1:{port}/{address}")
        begin(page)
        page.get_by_role("button", name="Keep my bet").wait_for(timeout=PATIENCE)
        page.get_by_label("These three sentences").fill("2")
        page.get_by_role("button", name="Keep my bet").click()
        expect(page.get_by_text("Your bet: 2.")).to_be_visible(timeout=PATIENCE)
        page.locator(".tt-scale").first.locator("label").nth(4).click(timeout=PATIENCE)
        expect(page.locator(".tamtam-mirror")).to_contain_text("strongly agree")
        form, mirror = (page.locator(one).bounding_box() for one in (".tt-form", ".tamtam-mirror"))
        assert form and mirror
        assert mirror["x"] >= form["x"] + form["width"]  # beside it, not beneath
        page.close()


def test_a_notebook_is_run_and_converted_without_a_front_end(place: Path) -> None:
    call = ["-m", "nbconvert", "--execute", "--to", "html", str(place / "shown.ipynb")]
    done = subprocess.run(
        [sys.executable, *call], env=environment(place), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    page = (place / "shown.html").read_text("utf-8")
    assert "application/vnd.jupyter.widget-view+json" in page
    assert "Traceback" not in page
