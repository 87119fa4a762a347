"""The tutorials, done as they are written: each file as it stands, each line typed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from tamtam.cli import main
from tamtam.session.log import open_store
from tamtam.session.state import State

from tests.reference import ROOT

AUTHORS = ROOT / "kit" / "docs" / "authors"
_BLOCK = re.compile(r"^```(\w+)(?: title=\"([^\"]*)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: The first activity of a blank deck, up to the remark above the second.
_FIRST = re.compile(r"  # Sentences on a scale.*?(?=  # What people write)", re.DOTALL)


def blocks(tutorial: str) -> Iterator[tuple[str, str, str]]:
    """Language, title and text of each block of code."""
    yield from _BLOCK.findall((AUTHORS / tutorial).read_text("utf-8"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to do it in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TAMTAM_KINDS", str(tmp_path / "kinds.json"))
    monkeypatch.setenv("TAMTAM_STORE", str(tmp_path / "s.sqlite"))
    return tmp_path


def done(tutorial: str, folder: Path) -> str:
    """Do all that a tutorial says; returns what the terminal said."""
    said = ""
    for language, title, text in blocks(tutorial):
        if language == "sh":
            for line in text.splitlines():
                typed = CliRunner().invoke(main, line.removeprefix("tamtam ").split())
                assert typed.exit_code == 0, f"{line}\n{typed.output}{typed.exception}"
                said += typed.output
        elif title.endswith("the first activity"):
            deck = folder / title.partition(":")[0]
            before, after = _FIRST.split(deck.read_text("utf-8"))
            deck.write_text(before + text + after, "utf-8")
        elif title:
            (folder / title).write_text(text, "utf-8")
    return said


def rehearsed(folder: Path) -> State:
    """The state of the one session that was led."""
    store = open_store(folder / "s.sqlite")
    [session] = store.sessions()
    state = store.log(session.code).state
    store.close()
    return state


def test_the_workshop_of_the_tutorial_is_led_to_its_end(folder: Path) -> None:
    said = done("workshop.md", folder)
    assert "exam/deck.yaml: no mistakes.\n" in said
    assert "Still to be said" not in said and "In a rehearsal nobody writes" not in said
    state = rehearsed(folder)
    assert {asked.status for asked in state.asked.values()} == {"revealed"}
    assert len(state.asked["ready"].turn.answers) > 6


def test_the_tutorial_makes_a_kind_that_is_asked_answered_and_revealed(folder: Path) -> None:
    said = done("thermometer.md", folder)
    assert "retro/thermometer: 40 simulated people have answered it" in said
    assert "where_we_stand: Warmest: “Our team”, with a median of 8" in said
    asked = rehearsed(folder).asked["where_we_stand"]
    assert asked.status == "revealed" and len(asked.turn.answers) > 12
    assert "How warm is it?" in (folder / "retro" / "guide.en.md").read_text("utf-8")


def test_its_words_are_those_its_code_asks_for() -> None:
    files = {title: text for _, title, text in blocks("thermometer.md") if title}
    words = json.loads(files["retro/kinds/thermometer.en.json"])
    asked = re.findall(r'WORDS\.text\(\s*language,\s*"(\w+)"', files["retro/kinds/thermometer.py"])
    formed = re.findall(r'say\("retro/thermometer\.(\w+)"', files["retro/kinds/thermometer.js"])
    assert set(asked) <= set(words) and set(formed) == set(words["form"])


@pytest.mark.parametrize("page", ["workshop.md", "thermometer.md", "translating.md"])
def test_every_command_that_a_page_names_has_the_options_it_names(page: str) -> None:
    text = (AUTHORS / page).read_text("utf-8")
    typed = [
        line
        for language, _, block in blocks(page)
        if language == "sh"
        for line in block.split("\n")
    ]
    named = [*re.findall(r"`(tamtam [a-z][^`\n]*)`", text), *filter(None, typed)]
    assert named
    for line in named:
        _, command, *words = line.split()
        known = {"--help"} | {
            name for option in main.commands[command].params for name in option.opts
        }
        assert {word for word in words if word.startswith("--")} <= known, line
