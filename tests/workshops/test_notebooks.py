"""Every notebook: run as its user runs it, alike in both languages, saying what the deck says."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tamtam import assets, authoring
from tamtam.authoring.pages import notebook_names, say
from tamtam.language import texts
from tamtam.server import run
from tamtam.session.activity import ActivityState
from tamtam.session.log import open_store
from tamtam.standing.standing import Standing

from tests import decks

WORKSHOP = assets.workshops() / "trois_constats"
DECK = decks.shipped()
NOTEBOOKS = sorted(path.relative_to(WORKSHOP) for path in WORKSHOP.glob("*/*.ipynb"))
OTHERS = ("lead", "alone")
FRENCH, ENGLISH = (
    [*notebook_names(DECK, language).values(), *(say(language, f"file.{n}") for n in OTHERS)]
    for language in ("fr", "en")
)
#: One after the other, each in a kernel of its own, and no plugin but the one that runs them.
NBVAL = ("-p", "nbval.plugin", "--nbval-lax", "-q", "-c", "pytest.ini", "-p", "no:cacheprovider")
#: Half of nbval's time goes into writing each message out for a log that nobody reads.
RUN = "import sys, nbval.kernel as k, pytest; k.pformat = type; sys.exit(pytest.main(sys.argv[1:]))"
names = pytest.mark.parametrize("name", NOTEBOOKS, ids=str)


def cells(name: Path | str, sort: str) -> list[str]:
    return ["".join(cell["source"]) for cell in read(name)["cells"] if cell["cell_type"] == sort]


def read(name: Path | str) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads((WORKSHOP / name).read_text("utf-8"))
    return notebook


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param(path, text, id=path.relative_to(WORKSHOP).as_posix())
        for path, text in authoring.pages(WORKSHOP)
    ],
)
def test_notebooks_and_guides_say_what_the_deck_says(path: Path, text: str) -> None:
    assert path.read_text("utf-8") == text, "to renew notebooks and guides: tamtam write"


def test_no_notebook_is_there_that_the_deck_does_not_ask_for() -> None:
    assert {str(name.with_suffix("")) for name in NOTEBOOKS} == {
        *(f"fr/{name}" for name in FRENCH),
        *(f"en/{name}" for name in ENGLISH),
    }


def test_every_part_of_the_deck_has_an_aim_and_a_story() -> None:
    assert [part.id for part in DECK.parts if not (part.aim and part.story)] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_guide_tells_how_to_be_forgotten_as_the_phone_does(language: str) -> None:
    guide = (WORKSHOP / f"guide.{language}.md").read_text("utf-8")
    assert f"**{texts.section(language, 'later')['you']['forget']}**" in guide


@pytest.mark.parametrize(("french", "english"), list(zip(FRENCH, ENGLISH, strict=True)))
def test_code_is_alike_in_both_languages(french: str, english: str) -> None:
    in_french = cells(f"fr/{french}.ipynb", "code")
    assert [code.replace('"fr"', '"en"') for code in in_french] == cells(
        f"en/{english}.ipynb", "code"
    )
    assert len(cells(f"fr/{french}.ipynb", "markdown")) == len(
        cells(f"en/{english}.ipynb", "markdown")
    )


def test_each_cut_takes_as_long_as_the_workshop_says_it_does() -> None:
    took = {cut: sum(minutes.values()) for cut, minutes in DECK.cuts.items()}
    assert took.pop("alone") == pytest.approx(45, abs=5)
    assert took == {"half_day": 210, "two_hours": 120, "one_hour": 60, "again": 30}


@names
def test_a_notebook_is_thin_folded_and_kept_without_outputs(name: Path) -> None:
    notebook = read(name)
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert len(cell["source"]) <= (2 if "open()" not in "".join(cell["source"]) else 8)
            assert cell["metadata"]["jupyter"] == {"source_hidden": True}
            assert "tags" not in cell["metadata"]
            assert (cell["outputs"], cell["execution_count"]) == ([], None)


def rehearsed(place: Path, language: str) -> list[dict[str, Any]]:
    """What all notebooks of a language came to, run in rehearsal on a store of their own."""
    store = open_store(place / f"{language}.sqlite")
    ours = {name: said for name, said in os.environ.items() if name != "PYTEST_ADDOPTS"}
    environment = ours | {
        "TAMTAM_STORE": store.place,
        "TAMTAM_REHEARSE": "12:1",
        "IPYTHONDIR": str(place / f"ipython_{language}"),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    (place / "pytest.ini").write_text(
        "[pytest]\n"
    )  # what is said for our own tests isn't for these
    paths = [str(WORKSHOP / name) for name in NOTEBOOKS if name.parts[0] == language]
    try:
        done = subprocess.run(
            [sys.executable, "-c", RUN, *NBVAL, *paths],
            env=environment,
            cwd=place,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout[-3000:]
        states = [store.log(found.code).state for found in store.sessions()]
        assert {state.session.audience for state in states} == {"team", "alone"}
        shown = [
            compared(asked, standing)
            for state in states
            for asked in state.asked.values()
            if (standing := asked.turn.standing)
        ]
        return sorted(shown, key=lambda one: str(one["activity"]))
    finally:
        run.stop(store)
        store.close()


def compared(asked: ActivityState, standing: Standing) -> dict[str, Any]:
    """A standing without words; of what the room writes, how much: ids are places in a log of its own."""
    told = standing.to_json() | {"sentence": None}
    if asked.activity.collect is not None:
        kept = {name: told[name] for name in ("activity", "turn", "kind", "n", "outcome")}
        return kept | {"items": len(standing.items)}
    return told


@pytest.mark.timeout(600)
def test_every_notebook_runs_in_rehearsal_and_both_languages_come_to_the_same(
    tmp_path: Path,
) -> None:
    with ThreadPoolExecutor() as both:  # a kernel waits more than it works
        french, english = both.map(rehearsed, [tmp_path, tmp_path], ["fr", "en"])
    assert [(one["activity"], one["n"]) for one in french] == [
        (id, 12) for id in sorted(activity.id for activity in DECK.activities)
    ]
    assert french == english
