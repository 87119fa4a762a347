"""What a notebook keeps in its file: nothing of where the room stands before that was revealed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tamtam import Room, Workshop, assets
from tamtam.results.view import View
from tamtam.server import run
from tamtam.session.log import open_store

pytestmark = pytest.mark.timeout(180)

#: Where a notebook keeps the state of its widgets.
WIDGETS = "application/vnd.jupyter.widget-state+json"
FIRST = assets.workshops() / "trois_constats" / "en" / "0_opening.ipynb"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """A rehearsal in which all have answered one step, and nothing of it was revealed."""
    place = tmp_path / "sessions.sqlite"
    monkeypatch.setenv("TAMTAM_STORE", str(place))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.delenv("TAMTAM_REHEARSE", raising=False)
    workshop = Workshop(language="en", store=place)
    room = workshop.open(rehearsal=True, new=True)
    workshop.choose(room.code)
    room.rehearse(12, pace=0, wait=True)
    room.open("baseline")
    room.rehearsed()
    yield room
    store = open_store(place)
    run.stop(store)
    store.close()


def kept(*further: str) -> str:
    """All that a notebook holds once it was run and saved, with its widgets."""
    import nbformat  # loading it takes a second
    from nbclient import NotebookClient

    notebook = nbformat.read(FIRST, as_version=4)  # type: ignore[no-untyped-call]
    for code in further:
        notebook.cells.append(nbformat.v4.new_code_cell(code))  # type: ignore[no-untyped-call]
    NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(FIRST.parent)}}
    ).execute()
    return json.dumps(notebook, ensure_ascii=False)


def figures(saved: str) -> list[Any]:
    """The charts that widgets of a saved notebook hold."""
    widgets = json.loads(saved)["metadata"]["widgets"][WIDGETS]["state"].values()
    assert any("frame" in widget["state"] for widget in widgets)  # else nothing would be looked at
    return [widget["state"]["data"] for widget in widgets if widget["state"].get("data")]


def test_a_notebook_that_is_saved_holds_nothing_that_was_not_revealed(room: Room) -> None:
    with room.state() as state:
        view = View(state.activity("baseline").activity, state.standing("baseline"), "en")
    saved = kept()
    assert "How far do you agree?" in saved
    assert "12 of 12 have answered everything" in saved
    assert [said for said in (view.sentence, view.caption, view.debrief) if said in saved] == []
    assert figures(saved) == [] and "tickvals" not in saved
    assert view.sentence in kept("print(room.standing('baseline').sentence)")
