"""The tutorial on a kind of one's own, done as it is written: each file as it stands, each line typed."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tamtam.session.log import open_store

TUTORIAL = Path(__file__).parents[3] / "kit" / "docs" / "authors" / "thermometer.md"
_BLOCK = re.compile(r"^```(\w+)(?: title=\"([^\"]*)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: The first activity of a blank deck, up to the remark above the second.
_FIRST = re.compile(r"  # Sentences on a scale.*?(?=  # What people write)", re.DOTALL)


def blocks() -> Iterator[tuple[str, str, str]]:
    yield from _BLOCK.findall(TUTORIAL.read_text("utf-8"))


@pytest.fixture
def typed(tmp_path: Path) -> Iterator[str]:
    """All that the tutorial's terminal said, once everything in it was done."""
    mine = {
        "TAMTAM_KINDS": str(tmp_path / "kinds.json"),
        "TAMTAM_STORE": str(tmp_path / "s.sqlite"),
    }
    said = ""
    for language, title, text in blocks():
        if language == "sh":
            for line in text.splitlines():
                words = line.removeprefix("tamtam ").split()
                done = subprocess.run(
                    [sys.executable, "-m", "tamtam", *words],
                    cwd=tmp_path,
                    env=os.environ | mine,
                    capture_output=True,
                    text=True,
                    encoding="utf-8",
                    check=False,
                )
                assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
                said += done.stdout
        elif title.startswith("retro/deck.yaml"):
            deck = tmp_path / "retro" / "deck.yaml"
            before, after = _FIRST.split(deck.read_text("utf-8"))
            deck.write_text(before + text + after, "utf-8")
        elif title:
            (tmp_path / title).write_text(text, "utf-8")
    yield said


def test_the_tutorial_makes_a_kind_that_is_asked_answered_and_revealed(
    typed: str, tmp_path: Path
) -> None:
    assert "retro/thermometer: 40 simulated people have answered it" in typed
    assert "where_we_stand: Warmest: “Our team”, with a median of 8" in typed
    store = open_store(tmp_path / "s.sqlite")
    [session] = store.sessions()
    state = store.log(session.code).state
    assert state.asked["where_we_stand"].status == "revealed"
    assert len(state.asked["where_we_stand"].turn.answers) > 12
    store.close()
    guide = (tmp_path / "retro" / "guide.en.md").read_text("utf-8")
    assert "How warm is it?" in guide


def test_its_words_are_those_its_code_asks_for() -> None:
    files = {title: text for _, title, text in blocks() if title}
    words = json.loads(files["retro/kinds/thermometer.en.json"])
    asked = re.findall(r'WORDS\.text\(\s*language,\s*"(\w+)"', files["retro/kinds/thermometer.py"])
    formed = re.findall(r'say\("retro/thermometer\.(\w+)"', files["retro/kinds/thermometer.js"])
    assert set(asked) <= set(words) and set(formed) == set(words["form"])
