"""Every notebook: run as its user runs it, alike in both languages, saying what the deck says."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kit import deck_file, files, texts
from kit.log import open_store
from kit.server import run

WORKSHOP = files.workshops() / "trois_constats"
DECK = deck_file.read(WORKSHOP / "deck.yaml")
NOTEBOOKS = sorted(path.relative_to(WORKSHOP) for path in WORKSHOP.glob("*/*.ipynb"))
#: The same notebook in both languages, in their order: fr/0_ouverture and en/0_opening.
PAIRS = [("0_ouverture", "0_opening"), ("3_cinq_flux", "3_five_flows"), ("autonomie", "self_paced")]
names = pytest.mark.parametrize("name", NOTEBOOKS, ids=str)


def cells(name: Path | str, sort: str) -> list[str]:
    return ["".join(cell["source"]) for cell in read(name)["cells"] if cell["cell_type"] == sort]


def read(name: Path | str) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads((WORKSHOP / name).read_text("utf-8"))
    return notebook


def test_each_notebook_is_there_in_both_languages() -> None:
    assert {str(name) for name in NOTEBOOKS} == {
        f"{language}/{pair[number]}.ipynb"
        for pair in PAIRS
        for number, language in enumerate(("fr", "en"))
    }


@pytest.mark.parametrize(("french", "english"), PAIRS)
def test_code_is_alike_in_both_languages(french: str, english: str) -> None:
    in_french = cells(f"fr/{french}.ipynb", "code")
    assert [code.replace('"fr"', '"en"') for code in in_french] == cells(
        f"en/{english}.ipynb", "code"
    )
    assert len(cells(f"fr/{french}.ipynb", "markdown")) == len(
        cells(f"en/{english}.ipynb", "markdown")
    )


@names
def test_a_notebook_is_thin_folded_and_kept_without_outputs(name: Path) -> None:
    notebook = read(name)
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert len(cell["source"]) <= 2
            assert cell["metadata"] == {"jupyter": {"source_hidden": True}}
            assert (cell["outputs"], cell["execution_count"]) == ([], None)


@names
def test_a_notebook_says_what_the_deck_says(name: Path) -> None:
    language = name.parts[0]
    words = "\n".join(cells(name, "markdown"))
    asked = re.findall(r'\.ask\("(\w+)"\)', "\n".join(cells(name, "code")))
    assert asked
    for id in asked:
        activity = DECK.activity(id)
        assert activity is not None
        said = [activity.title, activity.question_d]
        if "study" not in "".join(cells(name, "code")):
            assert activity.debrief
            said += [activity.question, activity.say, activity.expect, activity.pitfall]
            said += [
                getattr(activity.debrief, o) for o in ("together", "split", "scattered", "gap")
            ]
        for text in said:
            assert texts.pick(text, language) in words
        part = next(part for part in DECK.parts if part.id == activity.part)
        assert texts.pick(part.story, language) in words


def test_every_notebook_runs_in_rehearsal_and_both_languages_come_to_the_same(
    tmp_path: Path,
) -> None:
    revealed: dict[str, list[Any]] = {}
    for language in ("fr", "en"):
        store = open_store(tmp_path / f"{language}.sqlite")
        environment = os.environ | {
            "TAMTAM_STORE": store.place,
            "TAMTAM_REHEARSE": "12:1",
            "IPYTHONDIR": str(tmp_path / "ipython"),
        }
        paths = [str(WORKSHOP / name) for name in NOTEBOOKS if name.parts[0] == language]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "--nbval-lax", "-q", "-p", "no:cacheprovider", *paths],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        try:
            assert done.returncode == 0, done.stdout[-3000:]
            states = [store.log(found.code).state for found in store.sessions()]
            assert {state.session.audience for state in states} == {"team", "alone"}
            shown = [
                standing.to_json() | {"sentence": None}
                for state in states
                for asked in state.asked.values()
                if (standing := asked.turn.standing)
            ]
            revealed[language] = sorted(shown, key=lambda one: str(one["activity"]))
        finally:
            run.stop(store)
            store.close()
    assert [(one["activity"], one["n"]) for one in revealed["fr"]] == [
        ("baseline", 12),
        ("flows", 12),
    ]
    assert revealed["fr"] == revealed["en"]
