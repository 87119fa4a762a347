"""The desk: notebooks of one's own, laid out once, kept when edited, brought up to date otherwise."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tamtam import assets
from tamtam.authoring.copying import copy
from tamtam.notebook import jupyterlab

from tests.refusals import refused

FIRST = "en/lead.ipynb"


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workshop that can be changed as a newer version would change it."""
    folder = tmp_path / "source" / "trois_constats"
    shutil.copytree(assets.workshops() / "trois_constats", folder)
    monkeypatch.setenv("TAMTAM_FOLDER", str(tmp_path / "Tamtam"))
    return folder


def say(notebook: Path, words: str) -> None:
    """Change the text of a notebook's first cell."""
    read = json.loads(notebook.read_text("utf-8"))
    read["cells"][0]["source"] = [words]
    notebook.write_text(json.dumps(read), encoding="utf-8")


def said(notebook: Path) -> str:
    return "".join(json.loads(notebook.read_text("utf-8"))["cells"][0]["source"])


def test_every_notebook_is_laid_out(workshop: Path) -> None:
    folder = jupyterlab.lay_out(str(workshop))
    laid = {path.relative_to(folder) for path in folder.rglob("*.ipynb")}
    assert laid == {path.relative_to(workshop) for path in workshop.rglob("*.ipynb")}
    assert (folder / FIRST).exists()


def test_what_somebody_changed_stays_as_it_is(workshop: Path) -> None:
    folder = jupyterlab.lay_out(str(workshop))
    say(folder / FIRST, "My own words")
    say(workshop / FIRST, "Newer words")
    jupyterlab.lay_out(str(workshop))
    assert said(folder / FIRST) == "My own words"
    jupyterlab.lay_out(str(workshop))
    assert said(folder / FIRST) == "My own words"


def test_what_nobody_changed_is_brought_up_to_date(workshop: Path) -> None:
    folder = jupyterlab.lay_out(str(workshop))
    say(workshop / FIRST, "Newer words")
    jupyterlab.lay_out(str(workshop))
    assert said(folder / FIRST) == "Newer words"


def test_a_notebook_that_was_only_run_is_not_one_that_was_changed(workshop: Path) -> None:
    folder = jupyterlab.lay_out(str(workshop))
    own = folder / FIRST
    read = json.loads(own.read_text("utf-8"))
    for cell in read["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"] = 7
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["ran"]}]
    own.write_text(json.dumps(read), encoding="utf-8")
    say(workshop / FIRST, "Newer words")
    jupyterlab.lay_out(str(workshop))
    assert said(own) == "Newer words"


def test_what_was_run_is_kept_while_nothing_is_newer(workshop: Path) -> None:
    folder = jupyterlab.lay_out(str(workshop))
    own = folder / FIRST
    before = own.read_text("utf-8").replace('"outputs": []', '"outputs": [ ]')
    own.write_text(before, encoding="utf-8")
    jupyterlab.lay_out(str(workshop))
    assert own.read_text("utf-8") == before


def test_a_file_that_is_no_notebook_any_more_is_somebody_s(workshop: Path) -> None:
    folder = jupyterlab.lay_out(str(workshop))
    (folder / FIRST).write_text("half a note")
    say(workshop / FIRST, "Newer words")
    jupyterlab.lay_out(str(workshop))
    assert (folder / FIRST).read_text() == "half a note"


def test_results_and_other_files_of_one_s_own_are_left_alone(workshop: Path) -> None:
    folder = jupyterlab.lay_out(str(workshop))
    mine = folder / "en" / "results-K7P2QX" / "report.html"
    mine.parent.mkdir()
    mine.write_text("mine")
    jupyterlab.lay_out(str(workshop))
    assert mine.read_text() == "mine"


def test_a_lost_record_costs_nobody_their_words(workshop: Path) -> None:
    folder = jupyterlab.lay_out(str(workshop))
    say(folder / FIRST, "My own words")
    (folder / ".tamtam.json").write_text("{ not json")
    say(workshop / FIRST, "Newer words")
    jupyterlab.lay_out(str(workshop))
    assert said(folder / FIRST) == "My own words"


def test_a_folder_that_can_not_be_written_is_told(
    workshop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("TAMTAM_FOLDER", str(tmp_path / "file"))
    with refused("folder_not_writable"):
        jupyterlab.lay_out(str(workshop))


def test_notebooks_find_the_deck_of_a_workshop_of_one_s_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAMTAM_FOLDER", str(tmp_path / "Tamtam"))
    monkeypatch.chdir(tmp_path)
    copy("ours", "trois_constats")
    folder = jupyterlab.lay_out("ours")
    opened = 'from tamtam import Workshop; print(Workshop("ours").deck.id)'
    found = subprocess.run(
        [sys.executable, "-c", opened],
        env=jupyterlab.environment("ours", str(tmp_path / "store.sqlite"), "en", tmp_path),
        cwd=folder / "en",
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout == "ours\n"


def test_a_qr_code_is_drawn_for_a_terminal() -> None:
    drawn = jupyterlab.qr_in_terminal("http://192.168.1.20:8800")
    assert len(drawn.splitlines()) >= 11
