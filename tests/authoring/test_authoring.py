"""Notebooks and guides from a deck: what is written, what is left to its author, what is left alone."""

import json
from pathlib import Path

import msgspec
import pytest
import yaml
from tamtam import authoring
from tamtam.authoring import deck_file, guide
from tamtam.authoring.pages import notebook_names
from tamtam.deck.deck import Deck, Part
from tamtam.language.errors import TamtamError

from tests.decks import agreement, deck, in_one, words

SMALL = msgspec.structs.replace(
    deck(),
    parts=(
        Part("opening", words("Opening"), aim=words("To begin"), notebook={"fr": "a", "en": "b"}),
        Part("empty", words("Empty")),
        Part("closing", words("Closing")),
    ),
    activities=(
        agreement(),
        msgspec.structs.replace(agreement("last"), part="closing", question_d=words("And you?")),
    ),
    cuts={"half_day": {"baseline": 7, "last": 2.5}, "alone": {"baseline": 3}},
)


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    return kept(folder, SMALL)


def kept(folder: Path, small: Deck) -> Path:
    (folder / "deck.yaml").write_text(yaml.safe_dump(msgspec.to_builtins(small)), "utf-8")
    return folder


def source(notebook: Path, sort: str = "") -> str:
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    return "\n".join("".join(c["source"]) for c in cells if sort in ("", c["cell_type"]))


def test_a_part_is_a_notebook_and_one_without_activities_is_none() -> None:
    assert list(notebook_names(SMALL, "fr").values()) == ["0_a", "2_closing", "3_resultats"]
    assert list(notebook_names(SMALL, "en").values()) == ["0_b", "2_closing", "3_results"]


def test_everything_is_written_and_then_nothing_is_left_to_write(workshop: Path) -> None:
    written = {path.relative_to(workshop).as_posix() for path in authoring.write(workshop)}
    assert written == {
        *("fr/animer.ipynb", "en/lead.ipynb"),
        *("fr/0_a.ipynb", "fr/2_closing.ipynb", "fr/3_resultats.ipynb", "fr/autonomie.ipynb"),
        *("en/0_b.ipynb", "en/2_closing.ipynb", "en/3_results.ipynb", "en/self_paced.ipynb"),
        *("guide.fr.md", "guide.en.md"),
    }
    assert authoring.write(workshop) == []


def test_a_change_of_the_deck_reaches_the_pages_that_say_it(workshop: Path) -> None:
    authoring.write(workshop)
    two = (agreement(), agreement("second"), *SMALL.activities[1:])
    kept(workshop, msgspec.structs.replace(SMALL, activities=two, cuts={}))
    renewed = {path.relative_to(workshop).as_posix() for path in authoring.write(workshop)}
    assert "en/0_b.ipynb" in renewed and "en/3_results.ipynb" not in renewed
    asked = source(workshop / "en" / "0_b.ipynb", "code")
    assert asked.index('room.ask("baseline")') < asked.index('room.ask("second")')


def test_a_notebook_names_the_workshop_its_steps_and_the_next_one(workshop: Path) -> None:
    authoring.write(workshop)
    first = source(workshop / "en" / "0_b.ipynb")
    assert 'Workshop("mine", language="en").open()' in first
    assert "Where we start" in first and "(7 minutes)" not in first  # that depends on the cut
    assert "(2_closing.ipynb)" in first
    last = source(workshop / "fr" / "2_closing.ipynb")
    assert (
        "And you?" not in last and "(3_resultats.ipynb)" in last
    )  # what to ask stands in the step


def test_the_notebook_to_end_with_is_one_folded_cell(workshop: Path) -> None:
    authoring.write(workshop)
    cells = json.loads((workshop / "en" / "3_results.ipynb").read_text("utf-8"))["cells"]
    [code] = [cell for cell in cells if cell["cell_type"] == "code"]
    assert code["metadata"]["jupyter"]["source_hidden"]
    assert all(f"room.{name}()" in "".join(code["source"]) for name in ("summary", "wrap_up"))


def test_who_studies_alone_is_asked_what_the_cut_for_one_person_names(workshop: Path) -> None:
    authoring.write(workshop)
    alone = source(workshop / "en" / "self_paced.ipynb", "code")
    assert 'study.ask("baseline")' in alone
    assert "last" not in alone


def test_what_was_written_and_is_the_deck_s_no_more_is_removed_but_not_what_somebody_changed(
    workshop: Path,
) -> None:
    authoring.write(workshop)
    assert authoring.clear(workshop) == ([], [])
    run, changed = workshop / "en" / "0_b.ipynb", workshop / "fr" / "2_closing.ipynb"
    own = workshop / "en" / "my_own.ipynb"
    own.write_text('{"cells": [], "metadata": {}}', "utf-8")
    for path, place, said in ((run, "outputs", ["ran"]), (changed, "source", ["My own words"])):
        notebook = json.loads(path.read_text("utf-8"))
        notebook["cells"][-1][place] = said
        path.write_text(json.dumps(notebook), "utf-8")
    renamed = Part("opening", words("Opening"), notebook={"fr": "a", "en": "c"})
    activities = tuple(msgspec.structs.replace(a, part="opening") for a in SMALL.activities)
    kept(workshop, msgspec.structs.replace(SMALL, parts=(renamed,), activities=activities))
    authoring.write(workshop)
    removed, left = authoring.clear(workshop)
    assert run in removed and workshop / "en" / "2_closing.ipynb" in removed
    assert left == [changed] and changed.exists() and own.exists()
    assert not any(path.exists() for path in removed)
    assert {path.name for path in (workshop / "en").iterdir()} == {
        *("lead.ipynb", "0_c.ipynb", "1_results.ipynb", "self_paced.ipynb"),
        "my_own.ipynb",
    }


def test_of_a_language_that_the_deck_has_no_more_only_the_guide_is_left(workshop: Path) -> None:
    authoring.write(workshop)
    kept(workshop, in_one("en", SMALL))
    removed, left = authoring.clear(workshop)
    assert {path.parent.name for path in removed} == {"fr"} and len(removed) == 5
    assert left == [workshop / "guide.fr.md"]
    assert not (workshop / "fr").exists()


def test_a_guide_keeps_what_its_author_wrote_around_the_steps(workshop: Path) -> None:
    authoring.write(workshop)
    place = workshop / "guide.en.md"
    place.write_text(f"Before.\n\n{guide.BEGIN}\nold\n{guide.END}\n\nAfter.\n", "utf-8")
    assert authoring.write(workshop) == [place]
    said = place.read_text("utf-8")
    assert said.startswith("Before.\n") and said.endswith("\nAfter.\n")
    assert "old" not in said
    assert "- Statement 1\n- Statement 2" in said
    assert "| 0B · Where we start | 7 | 3 |" in said


@pytest.mark.parametrize("spoilt", ["", guide.BEGIN, f"{guide.END}\n{guide.BEGIN}\n"])
def test_a_guide_without_its_marks_is_left_alone(workshop: Path, spoilt: str) -> None:
    (workshop / "guide.en.md").write_text(spoilt, "utf-8")
    with pytest.raises(TamtamError) as refused:
        authoring.write(workshop)
    assert refused.value.code == "guide_without_marks"
    assert guide.BEGIN in refused.value.hint("en")
    assert (workshop / "guide.en.md").read_text("utf-8") == spoilt


def test_a_name_that_no_file_can_have_is_a_mistake_of_the_deck(workshop: Path) -> None:
    part = Part("opening", words("Opening"), notebook={"fr": "../a", "en": "Opening!"})
    kept(workshop, msgspec.structs.replace(SMALL, parts=(part, *SMALL.parts[1:])))
    found = {(m.where, m.what) for m in deck_file.mistakes(workshop / "deck.yaml")}
    assert found == {
        ("parts.opening.notebook.fr", "“../a” can't be a file’s name"),
        ("parts.opening.notebook.en", "“Opening!” can't be a file’s name"),
    }
